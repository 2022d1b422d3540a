import type { Story } from '../telling.ts';

/** Visits to which somebody says no, some of which take place all the same. */
export const declined: Story[] = [
  {
    name: 'nobody-suitable',
    ends: 'unmatched',
    async *tell(visit) {
      // Paused in the sample city.
      yield* visit.insistsOn('speaker-005');
    },
  },
  {
    name: 'union-declines',
    ends: 'declined',
    async *tell(visit) {
      yield* visit.asksFor(visit.stage.cast.employed());
      yield* visit.declines((await visit.view()).union, 'union-approval', { reasonCode: 'time' });
    },
  },
  {
    name: 'employer-declines',
    ends: 'unmatched',
    async *tell(visit) {
      yield* visit.insistsOn(visit.stage.cast.employed());
      yield* visit.unionApproves();
      const [{ releases }] = (await visit.view()).seats;
      yield* visit.declines(releases[0].employerId, 'employer-release');
    },
  },
  {
    name: 'employer-and-speaker-decline',
    ends: 'closed',
    async *tell(visit) {
      const { cast } = visit.stage;
      const speakers = [cast.employed(), cast.free(), cast.employed()] as const;
      yield* visit.asksFor(speakers[0]);
      yield* visit.unionApproves();
      const [{ releases }] = (await visit.view()).seats;
      yield* visit.declines(releases[0].employerId, 'employer-release');
      yield* visit.unionApproves({ speakers: [speakers[1]] });
      yield* visit.declines(speakers[1], 'speaker-confirmation', { reasonCode: 'unwell', text: '示例：需要休息' });
      yield* visit.isAgreed({ speakers: [speakers[2]] });
      yield* visit.isHeld();
    },
  },
  {
    name: 'one-of-two-declines',
    ends: 'closed',
    async *tell(visit) {
      const { cast } = visit.stage;
      const speakers = [cast.employed(), cast.free(), cast.employed()] as const;
      yield* visit.asks({ speakersWanted: 2 });
      yield* visit.unionApproves({ speakers: speakers.slice(0, 2) });
      yield* visit.declines(speakers[1], 'speaker-confirmation');
      yield* visit.seatsAgree();
      yield* visit.isAgreed({ speakers: [speakers[2]] });
      yield* visit.isHeld();
    },
  },
  {
    name: 'school-wants-others',
    ends: 'closed',
    async *tell(visit) {
      const { cast } = visit.stage;
      yield* visit.asksFor(cast.employed());
      yield* visit.unionApproves();
      yield* visit.seatsAgree();
      yield* visit.declines(visit.stage.school, 'school-confirmation', { scope: 'speakers', reasonCode: 'other' });
      yield* visit.isAgreed({ speakers: [cast.free()] });
      yield* visit.isHeld();
    },
  },
  {
    name: 'school-gives-up',
    ends: 'declined',
    async *tell(visit) {
      yield* visit.asksFor(visit.stage.cast.free());
      yield* visit.unionApproves();
      yield* visit.seatsAgree();
      yield* visit.declines(visit.stage.school, 'school-confirmation', { scope: 'visit', reasonCode: 'time' });
    },
  },
];
