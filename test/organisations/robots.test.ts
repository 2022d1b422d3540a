import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { Organisation } from '../../functions/access/organisation.ts';
import { getOrganisation, listRobots } from '../../functions/organisations/contract.ts';
import { handler } from '../../functions/organisations/organisations-api.handler.ts';
import { openedRobots } from '../../functions/organisations/robots.ts';
import { organisationsOf } from '../../functions/platform/keys.ts';
import { CITY, cityItems, people } from '../support/city.ts';
import { send } from '../support/http.ts';
import { identityItems, issuer } from '../support/sign-in.ts';
import { fakeTable } from '../support/table.ts';
import { today } from '../support/visit.ts';

const table = fakeTable();
const oidc = issuer();
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: today }));
afterAll(() => void vi.useRealTimers());

const UNION = 'district-union';
beforeEach(() => {
  table.fill([...cityItems(), ...identityItems()]);
  // The two of the unions administer these, too.
  for (const [id, role] of [
    ['officer', 'administrator'],
    ['superior', 'administrator'],
  ] as const)
    table.change(`${CITY}#PERSON`, id, {
      memberships: [...people[id].memberships, { role, organisation: people[id].memberships[0]!.organisation }],
    });
});

type Who = keyof typeof people;
const call = async (who: Who, method: string, path = '', body?: object) =>
  send(handler, method, `/v1/organisations/${UNION}${path}`, { token: await oidc.token(who), ...(body && { body }) });
const adds = (who: Who, body: object) => call(who, 'POST', '/robots', body);
const codes = ({ body }: { body: { errors?: { path: string; code: string }[] } }) =>
  body.errors?.map(({ path, code }) => `${path} ${code}`);
const stored = () => z.parse(Organisation, table.get(organisationsOf(CITY), UNION));
const events = () => table.all().filter(({ type }) => type === 'organisation-changed');

const KEY = '0a1b2c3d-4e5f';
const SECRET = 'SEC-0123456789';
const wecom = { kind: 'wecom', url: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}` };
const dingtalk = {
  kind: 'dingtalk',
  url: `https://oapi.dingtalk.com/robot/send?access_token=${KEY.replaceAll('-', '')}`,
  secret: SECRET,
};
const feishu = (n: number) => ({
  kind: 'feishu',
  url: `https://open.feishu.cn/open-apis/bot/v2/hook/${KEY}-${n}`,
  secret: SECRET,
});

describe('a robot of an office', () => {
  test('is added by who administers the office, sealed, and shown only so far that they know it again', async () => {
    expect((await adds('officer', wecom)).status).toBe(201);
    const { status, body } = await adds('superior', dingtalk);
    expect(status).toBe(201);
    expect(z.safeParse(listRobots.answer, body).error).toBeUndefined();
    expect(body.robots).toEqual([
      { id: expect.any(String), kind: 'wecom', url: 'https://qyapi.weixin.qq.com/••5f', signed: false },
      { id: expect.any(String), kind: 'dingtalk', url: 'https://oapi.dingtalk.com/••5f', signed: true },
    ]);
    expect((await call('officer', 'GET', '/robots')).body).toEqual(body);
    expect(JSON.stringify(table.all())).not.toMatch(new RegExp(`${KEY}|${KEY.replaceAll('-', '')}|${SECRET}`));
    expect(await openedRobots(CITY, stored())).toMatchObject([wecom, dingtalk]);
  });

  test('stands in no answer about the office, for whomever', async () => {
    await adds('officer', dingtalk);
    for (const who of ['officer', 'teacher'] as const) {
      const { body } = await call(who, 'GET');
      expect(z.safeParse(getOrganisation.answer, body).error).toBeUndefined();
      expect(body).not.toHaveProperty('robots');
    }
  });

  test('is for those who change the record: others of the city are refused', async () => {
    for (const who of ['teacher', 'manager', 'inspector', 'worker'] as const) {
      expect((await call(who, 'GET', '/robots')).status).toBe(403);
      expect((await adds(who, wecom)).status).toBe(403);
      expect((await call(who, 'POST', '/robots/x/removal')).status).toBe(403);
    }
    expect(stored().robots).toBeUndefined();
  });

  test('is the same one when it is sent again; a new secret takes the place of the old one', async () => {
    const { body: first } = await adds('officer', dingtalk);
    expect((await adds('officer', dingtalk)).body).toEqual(first);
    expect([stored().version, events().length]).toEqual([1, 1]);
    const { body: second } = await adds('officer', { ...dingtalk, secret: 'another' });
    expect(second).toEqual(first);
    expect(await openedRobots(CITY, stored())).toMatchObject([{ ...dingtalk, secret: 'another' }]);
  });

  test('is refused field by field: another’s address, a secret that is missing or means nothing, a fourth one', async () => {
    expect(codes(await adds('officer', { ...wecom, url: 'https://example.org/hook' }))).toEqual(['url robot-url']);
    expect(codes(await adds('officer', { ...wecom, kind: 'feishu' }))).toEqual(['url robot-url', 'secret required']);
    expect(codes(await adds('officer', { ...wecom, secret: SECRET }))).toEqual(['secret signs-nothing']);
    for (const n of [1, 2, 3]) expect((await adds('officer', feishu(n))).status).toBe(201);
    expect(codes(await adds('officer', wecom))).toEqual(['url too-many-robots']);
    expect((await adds('officer', feishu(3))).status).toBe(201);
    expect(stored().robots).toHaveLength(3);
  });

  test('counts once where two add it at the same moment', async () => {
    table.meanwhile(() => {
      table.change(organisationsOf(CITY), UNION, { version: 7, name: '示例改名' });
    });
    expect((await adds('officer', wecom)).body.robots).toHaveLength(1);
    expect(stored()).toMatchObject({ name: '示例改名', version: 8, robots: [{ kind: 'wecom' }] });
  });

  test('is taken away, once; the record says which one by id, and nothing by which somebody could write', async () => {
    const { body } = await adds('officer', dingtalk);
    const [{ id }] = body.robots;
    const removes = () => call('officer', 'POST', `/robots/${id}/removal`);
    expect(events().map(({ data }) => data)).toEqual([{ from: { robots: [] }, to: { robots: [{ id, kind: 'dingtalk' }] } }]);
    for (let i = 0; i < 2; i++) expect((await removes()).body).toEqual({ robots: [] });
    const data = events().map((event) => event.data);
    expect(data).toHaveLength(2);
    expect(data).toContainEqual({ from: { robots: [{ id, kind: 'dingtalk' }] }, to: { robots: [] } });
    expect(events()[0]).toMatchObject({ organisation: UNION, by: { person: 'officer', role: 'administrator' } });
  });
});
