import * as z from 'zod/mini';
import { type ChainEnd, firstBroken, hashOf, isEvent } from '../../functions/audit/chain.ts';
import { type Row, rowOf } from '../../functions/audit/ledger.ts';
import { type BrokenSeal, firstBrokenSeal, Seal } from '../../functions/audit/seal.ts';
import { auditOf, EVENT_RANGE, ledgerOf, sealedKey, sealsOf, visitKey, visitOf } from '../../functions/platform/keys.ts';
import type { Stored } from './table.ts';

type LedgerRow = Row & { city: string; day: string; organisation: string };

/**
 * What a table holds for whoever audits it: the chains of visits, organisations' events, the ledgers, the seals. It is given partition
 * by partition; afterwards each is held against the others.
 */
export class Books {
  /** By the visit's partition the hash of each event in its order; none for a chain that is broken by itself. */
  readonly #chains = new Map<string, string[]>();
  readonly #events = new Map<string, string>();
  readonly #rows: LedgerRow[] = [];
  readonly #seals = new Map<string, Seal[]>();
  readonly #sealedUntil = new Map<string, string>();
  readonly #findings: string[] = [];
  #links = 0;

  /** Takes all items of a partition. */
  take(items: Stored[]): void {
    const { pk } = items[0]!;
    const [city = '', kind] = pk.split('#');
    if (kind === 'VISIT') this.#visit(items);
    else if (kind === 'AUDIT') for (const item of items) this.#events.set(`${pk} ${item.sk}`, hashOf('', item));
    else if (pk === ledgerOf(city)) this.#rows.push(...items.map((item) => ({ city, ...rowOf(item) })));
    else if (kind === 'SEAL') this.#seals.set(pk, sealsIn(items));
    else if (pk === sealedKey(city).pk) this.#sealedUntil.set(city, items[0]!.day as string);
  }

  /** What is broken, a line each; of every chain only the first place. */
  findings(): string[] {
    return [...this.#findings, ...this.#brokenRows(), ...this.#brokenSeals()];
  }

  summary(): string {
    const seals = [...this.#seals.values()].reduce((sum, each) => sum + each.length, 0);
    return `${this.#chains.size} visits, ${this.#links} events, ${this.#events.size} events of organisations, ${seals} seals`;
  }

  #visit(items: Stored[]): void {
    const { pk } = items[0]!;
    const [city = '', , id = ''] = pk.split('#');
    const links = items.filter(({ sk }) => sk >= EVENT_RANGE[0] && sk <= EVENT_RANGE[1]);
    const visit = items.find(({ sk }) => sk === visitKey(city, id).sk) as (Stored & ChainEnd) | undefined;
    this.#links += links.length;
    const found =
      visit &&
      firstBroken(
        visit,
        links.filter((item) => isEvent(visit, item)),
      );
    const ordered = links.sort((a, b) => Number(a.n) - Number(b.n)).map(({ hash }) => hash as string);
    this.#chains.set(pk, found || !visit ? [] : ordered);
    if (!visit && links.length > 0) this.#findings.push(`visit ${id} of ${city}: the visit is missing`);
    if (found) this.#findings.push(`visit ${id} of ${city}: event ${found.n}${found.id ? ` (${found.id})` : ''} ${found.why}`);
  }

  /** Rows of the ledger that say something else than the table now does; of a visit or an event the first. */
  #brokenRows(): string[] {
    const found = new Map<string, string>();
    for (const { city, day, organisation, row, hash } of this.#rows.sort((a, b) => (a.day < b.day ? -1 : 1))) {
      const [kind, ...rest] = row.split('#');
      const stands = kind === 'VISIT' ? this.#linkOf(city, rest) : this.#eventOf(city, organisation, rest);
      if (stands === null || stands === hash) continue;
      // What came while the table was read may stand in one place and not in the other yet.
      if (stands === undefined && day > (this.#sealedUntil.get(city) ?? '')) continue;
      const [whose, event] = kind === 'VISIT' ? [`visit ${rest[0]}`, rest[1]] : [`organisation ${organisation}`, rest[1]];
      const place = kind === 'VISIT' ? whose : `${whose} ${event}`;
      const why = stands === undefined ? 'missing' : 'changed';
      if (!found.has(`${city} ${place}`))
        found.set(`${city} ${place}`, `${whose} of ${city}: event ${event} ${why}, by the ledger of ${day}`);
    }
    return [...found.values()];
  }

  /** The hash of a visit's event; null where its own chain has told what is broken. */
  #linkOf(city: string, [id = '', n = '']: string[]): string | null | undefined {
    const chain = this.#chains.get(visitOf(city, id));
    return chain?.length === 0 ? null : chain?.[Number(n) - 1];
  }

  #eventOf(city: string, organisation: string, sk: string[]): string | undefined {
    return this.#events.get(`${auditOf(city, organisation)} ${sk.join('#')}`);
  }

  #brokenSeals(): string[] {
    const days = Map.groupBy(this.#rows, ({ city, organisation, day }) => `${sealsOf(city, organisation)} ${day}`);
    const unsealed = [...days.values()].flatMap(([row]) => {
      const { city, organisation, day } = row!;
      const pk = sealsOf(city, organisation);
      const isSealed = this.#seals.get(pk)?.some((seal) => seal.day === day) ?? false;
      return isSealed || day > (this.#sealedUntil.get(city) ?? '') ? [] : [`${ofSeal(pk)}: the seal of ${day} is missing`];
    });
    const broken = [...this.#seals].flatMap(([pk, seals]) => {
      const found = firstBrokenSeal(seals, (day) => days.get(`${pk} ${day}`) ?? []);
      return found ? [`${ofSeal(pk)}: ${BROKEN[found.why](found.day)}`] : [];
    });
    return [...unsealed, ...broken];
  }
}

const BROKEN: Record<BrokenSeal['why'], (day: string) => string> = {
  changed: (day) => `the seal of ${day} is not as it was made`,
  missing: (day) => `the seal before that of ${day} is missing or another one`,
  ledger: (day) => `the ledger of ${day} is not the one that was sealed`,
};

function ofSeal(pk: string): string {
  const [city, , organisation] = pk.split('#');
  return `organisation ${organisation} of ${city}`;
}

/** In the order of their days; what is no seal at all shows as one that is broken. */
const sealsIn = (items: Stored[]): Seal[] =>
  items
    .map((item) => z.safeParse(Seal, item).data ?? ({ ...item, day: item.sk } as unknown as Seal))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
