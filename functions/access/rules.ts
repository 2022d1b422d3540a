import type { VisitStatus } from '../visits/status.ts';
import type { Role } from './person.ts';

/**
 * Who may do what: one page. A row allows an action to one role in one relation to what the action is about, in some states or in
 * all of them; what no row allows is refused. `may.ts` holds people against it, `docs/access.md` shows it, and a test walks all of
 * it through HTTP.
 */

/** How somebody's organisation (a speaker: the person) stands to what an action is about. The caller says which ids these are. */
export type Relation =
  | 'of-city' // everybody in the city
  | 'school' // the school that asks, the lead school of a visit, a school with rows of its own
  | 'schools' // all schools of a visit
  | 'unions' // the union of the school's unit and those above it
  | 'authorities' // the education authority of the school's unit and those above it
  | 'employers' // who employs the speakers in question
  | 'releasing-employers' // of these, who gave working time or was asked to
  | 'speakers' // the speakers in question themselves
  | 'pool-unions' // the unions that own the entries of the speakers in question
  | 'pool-lines' // these, and those above them
  | 'employer' // the one employer whose hours are meant
  | 'employer-union' // the union of that employer (工会隶属关系)
  | 'asked' // the party that a task asks
  | 'added' // the organisation that was added to a late task, or to which it was passed on
  | 'self' // the person in question
  | 'recorders' // the union responsible for the party that a task asks, and those above it
  | 'organisation' // the organisation itself, in which somebody holds the role
  | 'lines' // an organisation, all above it in its own line and, for a school, those of its unit
  | 'above' // the same without the organisation itself
  | 'city-union'; // the city's own union, which has nobody above it

/** Of a visit its status; of a task its state; of a visit's numbers whether both sides have `agreed`, or that is still `pending`. */
export type State = VisitStatus | 'open' | 'decided' | 'expired' | 'closed' | 'agreed' | 'pending';

export type Rule = readonly [role: Role, relation: Relation, states?: readonly State[]];

const ALIVE = [
  ...(['requested', 'matching', 'awaiting-union', 'awaiting-release', 'awaiting-school', 'confirmed', 'stuck'] as const),
];
/** Somebody sits there, or may still be found for the day. */
const SEATED = ALIVE.filter((status) => status !== 'requested');
const OPEN = ['open'] as const;
/** Numbers that nobody supplied in time are still welcome. */
const OR_LATE = ['open', 'expired'] as const;
const AGREED = ['agreed'] as const;

export const RULES = {
  // visits
  request: [
    ['school', 'school'],
    ['union', 'unions'],
  ],
  'start-demonstration': [
    ['union', 'unions'],
    ['education', 'authorities'],
  ],
  'record-afterwards': [
    ['school', 'school'],
    ['union', 'unions'],
  ],
  'read-visit': [
    ['school', 'schools'],
    ['union', 'unions'],
    ['union', 'pool-unions'],
    ['employer', 'employers'],
    ['education', 'authorities'],
    ['speaker', 'speakers'],
  ],
  // Cancelling once more changes nothing, and is no error.
  cancel: [
    ['school', 'school', [...ALIVE, 'cancelled']],
    ['union', 'unions', [...ALIVE, 'cancelled']],
  ],
  reschedule: [
    ['school', 'school', ALIVE],
    ['union', 'unions', ALIVE],
  ],
  shift: [
    ['school', 'school', SEATED],
    ['union', 'unions', SEATED],
  ],
  withdraw: [
    ['speaker', 'speakers', SEATED],
    ['employer', 'releasing-employers', SEATED],
    ['union', 'pool-lines', SEATED],
  ],
  'replace-speaker': [['union', 'unions', SEATED]],
  // That a speaker is said not to have come: employers learn it of their own people only.
  'see-absence': [
    ['school', 'schools'],
    ['union', 'unions'],
    ['union', 'pool-unions'],
    ['employer', 'employers'],
    ['speaker', 'speakers'],
  ],
  'contest-absence': [
    ['speaker', 'speakers'],
    ['union', 'pool-lines'],
  ],
  'settle-absence': [['union', 'unions']],
  // Letters on paper: the union issues them, the party to which one is addressed reads it and hands in the stamped copy. The relations
  // are those of the letter: a request for release has an employer, an invitation a speaker, a confirmation schools.
  'issue-letter': [['union', 'unions', [...SEATED, 'awaiting-statistics', 'closed']]],
  'read-letter': [
    ['union', 'unions'],
    ['union', 'pool-unions'],
    ['school', 'schools'],
    ['employer', 'employer'],
    ['speaker', 'speakers'],
  ],
  'return-letter': [
    ['union', 'unions'],
    ['school', 'schools'],
    ['employer', 'employer'],
    ['speaker', 'speakers'],
  ],
  // Who did what when: for those who are responsible for the visit.
  audit: [
    ['union', 'unions'],
    ['education', 'authorities'],
  ],

  'audit-organisation': [
    ['union', 'lines'],
    ['education', 'lines'],
    ['administrator', 'lines'],
  ],

  // tasks: the party that is asked, and who was added when it was late; in a row of its own, who enters what the party said (代录)
  'decide union-approval': [
    ['union', 'asked', OPEN],
    ['union', 'added', OPEN],
  ],
  'decide clearance': [
    ['education', 'asked', OPEN],
    ['education', 'added', OPEN],
  ],
  'decide employer-release': [
    ['employer', 'asked', OPEN],
    ['union', 'added', OPEN],
  ],
  'decide speaker-confirmation': [
    ['speaker', 'asked', OPEN],
    ['union', 'added', OPEN],
  ],
  // A silent school is helped by its authority, then its union answers for it.
  'decide school-confirmation': [
    ['school', 'asked', OPEN],
    ['education', 'added', OPEN],
    ['union', 'added', OPEN],
  ],
  'decide statistics': [
    ['school', 'asked', OR_LATE],
    ['education', 'added', OR_LATE],
  ],
  'record union-approval': [],
  'record clearance': [],
  'record employer-release': [['union', 'recorders', OPEN]],
  'record speaker-confirmation': [['union', 'recorders', OPEN]],
  'record school-confirmation': [['union', 'recorders', OPEN]],
  'record statistics': [['union', 'recorders', OR_LATE]],
  /** The party alone says that what was entered for it was not so; states are those of the visit. */
  'object employer-release': [['employer', 'asked', ALIVE]],
  'object speaker-confirmation': [['speaker', 'asked', ALIVE]],
  'object school-confirmation': [['school', 'asked', ALIVE]],
  // By then the visit has taken place: what the row holds is set right otherwise.
  'object statistics': [['school', 'asked', []]],
  'object union-approval': [],
  'object clearance': [],

  // the talent pool: whoever plans visits looks into it
  'read-speaker': [
    ['union', 'of-city'],
    ['school', 'of-city'],
    ['education', 'of-city'],
    ['employer', 'employers'],
    ['speaker', 'speakers'],
  ],
  'read-employments': [
    ['union', 'of-city'],
    ['employer', 'employers'],
    ['speaker', 'speakers'],
  ],
  permit: [
    ['employer', 'employer'],
    ['union', 'employer-union'],
  ],

  // phone numbers (domain.md, "Personal data")
  'see-pool-number': [
    ['union', 'pool-unions'],
    ['speaker', 'speakers'],
  ],
  'see-seated-number': [
    ['union', 'pool-unions'],
    ['union', 'unions'],
    ['school', 'schools', AGREED],
    ['speaker', 'speakers'],
  ],
  'see-contact-number': [
    ['school', 'schools'],
    ['union', 'unions'],
    ['union', 'pool-unions'],
    ['speaker', 'speakers', AGREED],
  ],

  // organisations and people: those of one's own, and of all below
  'read-organisation': [
    ['school', 'of-city'],
    ['union', 'of-city'],
    ['employer', 'of-city'],
    ['education', 'of-city'],
    ['speaker', 'of-city'],
    ['administrator', 'of-city'],
  ],
  'change-organisation': [['administrator', 'lines']],
  // To add one, to move it in the tree, to merge it: for those above, both where it was and where it goes.
  'place-organisation': [['administrator', 'above']],
  'manage-people': [['administrator', 'lines']],
  delegate: [
    ['school', 'organisation'],
    ['union', 'organisation'],
    ['employer', 'organisation'],
    ['education', 'organisation'],
    ['administrator', 'lines'],
  ],

  // the city's policy: those who work by it read it, the city's own union sets it
  'read-policy': [
    ['union', 'of-city'],
    ['education', 'of-city'],
    ['administrator', 'of-city'],
  ],
  'change-policy': [['union', 'city-union']],
  'redrive-notices': [['union', 'city-union']],

  // what is held about one person: to have it written out, set right, erased
  'manage-personal-data': [
    ['speaker', 'self'],
    ['school', 'self'],
    ['union', 'self'],
    ['employer', 'self'],
    ['education', 'self'],
    ['union', 'pool-unions'],
    ['administrator', 'lines'],
  ],
  // The number by which somebody signs in: whoever sets it could sign in as them, so that to look after a pool entry is not enough.
  'correct-sign-in': [
    ['speaker', 'self'],
    ['school', 'self'],
    ['union', 'self'],
    ['employer', 'self'],
    ['education', 'self'],
    ['administrator', 'lines'],
  ],

  // On all devices: oneself, and who looks after any organisation for which somebody acts; a lost phone cannot wait.
  'sign-out': [
    ['speaker', 'self'],
    ['school', 'self'],
    ['union', 'self'],
    ['employer', 'self'],
    ['education', 'self'],
    ['administrator', 'self'],
    ['administrator', 'lines'],
  ],

  // How one is told: each for oneself alone, because an address is a way to somebody.
  'choose-notices': [
    ['speaker', 'self'],
    ['school', 'self'],
    ['union', 'self'],
    ['employer', 'self'],
    ['education', 'self'],
    ['administrator', 'self'],
  ],

  // private calendars, which show what whoever made them may read
  'keep-calendar': [
    ['speaker', 'self'],
    ['school', 'organisation'],
    ['union', 'organisation'],
    ['employer', 'organisation'],
    ['education', 'organisation'],
  ],

  // reports: the whole of a unit, or one's own rows
  'read-report': [
    ['union', 'unions'],
    ['education', 'authorities'],
  ],
  'read-own-rows': [['school', 'school']],
  // How fast organisations answer in the visits for which a union is responsible.
  'read-pace': [['union', 'unions']],
} as const satisfies Record<string, readonly Rule[]>;

export type Action = keyof typeof RULES;
