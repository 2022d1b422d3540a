/** Where every kind of item stands. All keys begin with the city, except what leads to a city. */
export interface Key {
  pk: string;
  sk: string;
}

const key = (pk: string, sk: string): Key => ({ pk, sk });

// what leads to a city
export const cityKey = (city: string) => key('CITY', city);
export const CITIES = 'CITY';
export const identityKey = (subject: string) => key(`IDENTITY#${subject}`, 'IDENTITY');
/** The data keys of the deployment, wrapped, by version. */
export const DATA_KEYS = 'KEY';
export const dataKeyKey = (version: number) => key(DATA_KEYS, `v${version}`);

// the city's own records
export const policyKey = (city: string, version: number) => key(`${city}#POLICY`, `${version}`);
export const organisationsOf = (city: string) => `${city}#ORGANISATION`;
export const organisationKey = (city: string, id: string) => key(organisationsOf(city), id);
export const unitKey = (city: string, id: string) => key(unitsOf(city), id);
export const unitsOf = (city: string) => `${city}#UNIT`;
export const personKey = (city: string, id: string) => key(`${city}#PERSON`, id);
/** Who acts, or has acted, for an organisation; what they may stands in their own record. */
export const membersOf = (city: string, party: string) => `${city}#MEMBERS#${party}`;
export const memberKey = (city: string, party: string, person: string) => key(membersOf(city, party), person);
/** Whom a phone number signs in: one person in a city, several where it serves in several. `digest` tells nobody the number. */
export const phonesOf = (digest: string) => `PHONE#${digest}`;
export const phoneKey = (digest: string, city: string) => key(phonesOf(digest), city);
/** Who signs in as a speaker: one person. */
export const speakerPersonKey = (city: string, speaker: string) => key(membersOf(city, speaker), 'PERSON');
/** What was changed in an organisation's own records: its people, its place in the tree, its entries of the pool. */
export const auditOf = (city: string, organisation: string) => `${city}#AUDIT#${organisation}`;
export const auditKey = (city: string, organisation: string, at: string, id: string) =>
  key(auditOf(city, organisation), `${at}#${id}`);
/** What is sealed at a day's end: by the day on which it came, the organisation, and what it is (audit/ledger.ts). */
export const ledgerOf = (city: string) => `${city}#LEDGER`;
export const ledgerKey = (city: string, day: string, organisation: string, row: string) =>
  key(ledgerOf(city), `${day}#${organisation}#${row}`);
/** An organisation's seals, one for each day on which something happened. */
export const sealsOf = (city: string, organisation: string) => `${city}#SEAL#${organisation}`;
export const sealKey = (city: string, organisation: string, day: string) => key(sealsOf(city, organisation), day);
/** Up to which day all that a city's ledger holds is sealed. */
export const sealedKey = (city: string) => key(`${city}#SEALED`, 'SEALED');

// signing in
/** The one-time code that was last sent to a phone (or whatever `subject` stands for) for a purpose. */
export const codeKey = (subject: string, purpose: string) => key(`CODE#${subject}`, purpose);
/** When codes were sent to a phone, or asked for by an address. */
export const sentKey = (to: 'phone' | 'address', digest: string) => key(`SENT#${to}#${digest}`, 'SENT');
/** What the issuer keeps: sessions, grants, codes, sign-ins that have begun; by the digest of their id. */
export const oidcKey = (model: string, digest: string) => key(`OIDC#${model}#${digest}`, model);
/** The keys that sign the issuer's tokens. */
export const signingKeysKey = () => key('SIGNING-KEYS', 'SIGNING-KEYS');

/** Where a link in a message leads; `digest` tells nobody the reference that stands in it. */
export const linkKey = (digest: string) => key(`LINK#${digest}`, 'LINK');

/** Which notices a link in a message leads to. */
export const noticeLinkKey = (digest: string) => key(`LINK#${digest}`, 'NOTICES');

// what is said to people
/** Messages stand apart from all cities, because who signs in need not have one yet. */
export const MAILS = 'MAIL';
/** The messages of a day (by UTC). */
export const messagesOf = (date: string) => `${MAILS}#${date}`;
export const messageKey = (at: string, id: string) => key(messagesOf(at.slice(0, 10)), `MAIL#${at}#${id}`);

/** What a person is told, or an organisation's robots: by the instant of its cause, and the cause. */
export const noticesOf = (city: string, recipient: string) => `${city}#NOTICES#${recipient}`;
export const noticeKey = (city: string, recipient: string, at: string, cause: string) =>
  key(noticesOf(city, recipient), `NOTICE#${at}#${cause}`);

/** Up to when a person has read what they were told. */
export const readUpToKey = (city: string, person: string) => key(noticesOf(city, person), 'READ');

/** A private calendar, by the digest of what stands in its address; and the calendars of a person or an organisation. */
export const feedKey = (digest: string) => key(`FEED#${digest}`, 'FEED');
export const feedsOf = (city: string, owner: string) => `${city}#FEEDS#${owner}`;
export const feedListKey = (city: string, owner: string, id: string) => key(feedsOf(city, owner), id);

/** The letters that a union has issued, by their numbers, and how many there are of a year. */
export const lettersOf = (city: string, union: string) => `${city}#LETTERS#${union}`;
export const letterKey = (city: string, union: string, number: string) => key(lettersOf(city, union), number);
export const letterCountKey = (city: string, union: string, year: string) => key(lettersOf(city, union), `COUNT#${year}`);
/** A stamped copy that came back, in pieces: each a partition of its own, because one takes only so many writes a second. */
export const letterCopyKey = (city: string, union: string, number: string, part: number | string) =>
  key(`${city}#LETTER-COPY#${union}#${number}#${part}`, 'PIECE');

/** A change of the policy that is being extended to the visits that have begun, and how far that is. */
export const extensionsOf = (city: string) => `${city}#EXTENSION`;
export const extensionKey = (city: string, version: number) => key(extensionsOf(city), String(version));

/** That somebody was erased, and how far their words have been looked for. */
export const erasuresOf = (city: string) => `${city}#ERASURE`;
export const erasureKey = (city: string, person: string) => key(erasuresOf(city), person);

// the talent pool
export const poolOf = (city: string) => `${city}#SPEAKER`;
export const speakerKey = (city: string, id: string) => key(poolOf(city), id);
/** Rises with every change of the pool, so that a warm roster knows whether it is current. */
export const rosterKey = (city: string) => key(`${city}#ROSTER`, 'ROSTER');
export const diaryKey = (city: string, speaker: string, month: string) => key(`${city}#DIARY#${speaker}`, month);
export const loadKey = (city: string, speaker: string) => key(`${city}#DIARY#${speaker}`, 'LOAD');

/** What of a speaker's talks the education authority has cleared for campuses. */
export const clearanceKey = (city: string, speaker: string) => key(`${city}#CLEARANCE`, speaker);
/** What an employer permitted of a speaker's hours, and when: kept although the pool entry shows only what holds now. */
export const permissionKey = (city: string, speaker: string, id: string) => key(`${city}#PERMISSION#${speaker}`, id);
/** That a union approved a speaker for a school's series of visits. */
export const seriesKey = (city: string, school: string, speaker: string, activityType: string) =>
  key(`${city}#SERIES#${school}`, `${speaker}#${activityType}`);

// a visit's partition: what happened sorts before what a decision reads; only the request belongs to both
export const visitOf = (city: string, visit: string) => `${city}#VISIT#${visit}`;
export const visitKey = (city: string, visit: string) => key(visitOf(city, visit), 'VISIT');
export const requestKey = (city: string, visit: string) => key(visitOf(city, visit), 'REQUEST');
export const seatKey = (city: string, visit: string, seat: number) => key(visitOf(city, visit), `SEAT#${seat}`);
export const taskKey = (city: string, visit: string, task: string) => key(visitOf(city, visit), `TASK#${task}`);
export const matchKey = (city: string, visit: string, epoch: number, round: number) =>
  key(visitOf(city, visit), `MATCH#${epoch}#${round}`);
/** How an empty seat was filled: an event under the key by which a repeated call finds it. */
export const fillKey = (city: string, visit: string, epoch: number, seat: number, round: number) =>
  key(visitOf(city, visit), `FILL#${epoch}#${seat}#${round}`);
/** The times that are wished for now, where they were changed after the request. */
export const slotsKey = (city: string, visit: string) => key(visitOf(city, visit), 'REQUEST#SLOTS');
export const eventKey = (city: string, visit: string, at: string, id: string) => key(visitOf(city, visit), `EVENT#${at}#${id}`);
/** Which letter was issued about what; outside both ranges below. */
export const LETTERS_OF_VISIT = 'DOCUMENT#';
export const letterOfVisitKey = (city: string, visit: string, about: string) =>
  key(visitOf(city, visit), `${LETTERS_OF_VISIT}${about}`);
/** For which side somebody of several roles first decided; outside both ranges below. */
export const decidedByKey = (city: string, visit: string, person: string) => key(visitOf(city, visit), `DECIDED#${person}`);
/** Everything that happened: events, who stepped in, what matches found, the request. */
export const EVENT_RANGE: [string, string] = ['EVENT#', 'REQUEST'];
/** From the request to the visit itself: request, seats, tasks, visit, in one read. */
export const VISIT_CORE: [string, string] = ['REQUEST', 'VISIT'];
/** Another school that takes part, or a second employer: makes the visit stand in their lists. */
export const participantKey = (city: string, visit: string, party: string) => key(visitOf(city, visit), `WITH#${party}`);

// reports
export const statisticsOf = (city: string, unit: string) => `${city}#STATISTICS#${unit}`;
export const statisticsKey = (city: string, unit: string, day: string, visit: string) =>
  key(statisticsOf(city, unit), `${day}#${visit}`);

/** How fast what was answered in a month, or ran out, had been answered; and what waits beyond its date now. */
export const paceOf = (city: string, period: string) => `${city}#PACE#${period}`;
export const paceKey = (city: string, month: string, row: string) => key(paceOf(city, month), row);
export const LATE = 'LATE';
export const lateKey = (city: string, row: string) => key(paceOf(city, LATE), row);

/** How often something was recorded afterwards for a school's day: two who record at the same moment meet here. */
export const recordedKey = (city: string, school: string, day: string) => key(`${city}#RECORDED#${school}`, day);

/** What limits count durably of an organisation or a school, and of a person. */
export const quotaKey = (city: string, organisation: string) => key(`${city}#QUOTA#${organisation}`, 'NEW');
/** How often links to a task were sent. */
export const linksKey = (city: string, task: string) => key(`${city}#QUOTA#${task}`, 'LINKS');
export const pagesKey = (city: string, person: string) => key(`${city}#QUOTA#${person}`, 'PAGES');

export const idempotencyKey = (city: string, person: string, given: string) => key(`${city}#IDEMPOTENCY#${person}`, given);

/** A global index; all are KEYS_ONLY, so that only a change of its keys costs a write. */
export interface Index {
  name: string;
  /** What of it is meant, where rights to one part are not rights to the other. */
  part?: string;
  pk: string;
  sk: string;
}

/** Visits by whom they concern. Items carry up to three parties; `when` = first slot's start, then the visit's id. */
export const PARTY_INDEXES = [
  { name: 'FirstParty', pk: 'party1', sk: 'when' },
  { name: 'SecondParty', pk: 'party2', sk: 'when' },
  { name: 'ThirdParty', pk: 'party3', sk: 'when' },
] as const satisfies Index[];
/** Open tasks by who decides them, and by the superior who was added. */
export const INBOX: Index = { name: 'Inbox', pk: 'inbox', sk: 'dueAt' };
export const ESCALATED: Index = { name: 'Escalated', pk: 'escalatedInbox', sk: 'dueAt' };
/** What the sweep must look at, and when; per city. */
export const SWEEP: Index = { name: 'Sweep', pk: 'sweep', sk: 'nextReminderAt' };
/** Notices that wait for their time, or for another try, and when; per city. */
export const DELIVERY: Index = { name: 'Delivery', pk: 'delivery', sk: 'deliverAt' };
export const DEAD: Index = { ...DELIVERY, part: 'DeadDelivery' };

/** A list of visits: an organisation's or a speaker's, a unit's. */
export const partyOf = (city: string, id: string) => `${city}#${id}`;
export const unitPartyOf = (city: string, unit: string) => `${city}#UNIT#${unit}`;
export const inboxOf = (city: string, id: string) => `${city}#${id}`;
export const sweepOf = (city: string) => `${city}#SWEEP`;
export const deliveryOf = (city: string) => `${city}#DELIVERY`;
/** Notices that nobody tries to deliver any more, until somebody sends them on their way again. */
export const deadOf = (city: string) => `${city}#DEAD`;
