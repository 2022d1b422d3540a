import type { Story } from '../telling.ts';

/** Visits in which somebody does not answer. */
export const silent: Story[] = [
  {
    name: 'union-silent',
    ends: 'expired',
    async *tell(visit) {
      yield* visit.asksFor(visit.stage.cast.employed());
      const { union } = await visit.view();
      yield* visit.waits((await visit.task(union, 'union-approval')).expiresAt);
    },
  },
  {
    name: 'employer-late',
    ends: 'closed',
    async *tell(visit) {
      yield* visit.asksFor(visit.stage.cast.employed());
      yield* visit.unionApproves();
      const [{ releases }] = (await visit.view()).seats;
      const { id, dueAt } = await visit.task(releases[0].employerId, 'employer-release');
      yield* visit.waits(dueAt);
      const { escalatedTo } = await visit.stage.read(releases[0].employerId, `/v1/tasks/${id}`);
      yield* visit.decides(escalatedTo, 'employer-release', { outcome: 'release' });
      yield* visit.seatsAgree();
      yield* visit.schoolConfirms();
      yield* visit.isHeld();
    },
  },
  {
    name: 'one-of-two-employers-silent',
    ends: 'unmatched',
    async *tell(visit) {
      yield* visit.insistsOn(visit.stage.cast.employedTwice());
      yield* visit.unionApproves();
      const [{ releases }] = (await visit.view()).seats;
      const { expiresAt } = await visit.task(releases[1].employerId, 'employer-release');
      yield* visit.decides(releases[0].employerId, 'employer-release', { outcome: 'release' });
      yield* visit.waits(expiresAt);
    },
  },
  {
    name: 'speaker-silent',
    ends: 'closed',
    async *tell(visit) {
      const { cast } = visit.stage;
      const speaker = cast.free();
      yield* visit.asksFor(speaker);
      yield* visit.unionApproves();
      yield* visit.waits((await visit.task(speaker, 'speaker-confirmation')).expiresAt);
      yield* visit.isAgreed({ speakers: [cast.employed()] });
      yield* visit.isHeld();
    },
  },
  {
    name: 'school-silent',
    ends: 'expired',
    async *tell(visit) {
      const { cast, school } = visit.stage;
      yield* visit.asksFor(cast.free());
      yield* visit.unionApproves();
      yield* visit.seatsAgree();
      yield* visit.waits((await visit.task(school, 'school-confirmation')).expiresAt);
      // Then its union may answer for it, and is silent, too.
      yield* visit.waits((await visit.task((await visit.view()).union, 'school-confirmation')).expiresAt);
    },
  },
  {
    name: 'union-answers-for-school',
    ends: 'closed',
    async *tell(visit) {
      const { cast, school } = visit.stage;
      yield* visit.asksFor(cast.free());
      yield* visit.unionApproves();
      yield* visit.seatsAgree();
      yield* visit.waits((await visit.task(school, 'school-confirmation')).expiresAt);
      yield* visit.decides((await visit.view()).union, 'school-confirmation', { outcome: 'confirm' });
      yield* visit.isHeld();
    },
  },
  {
    name: 'statistics-missing',
    ends: 'closed',
    async *tell(visit) {
      yield* visit.asksFor(visit.stage.cast.employed());
      yield* visit.isAgreed();
      yield* visit.isOver();
      yield* visit.waits((await visit.task(visit.stage.school, 'statistics')).expiresAt);
    },
  },
  {
    name: 'statistics-late',
    ends: 'closed',
    async *tell(visit) {
      const { cast, school } = visit.stage;
      yield* visit.asksFor(cast.employed());
      yield* visit.isAgreed();
      yield* visit.isOver();
      const { id, expiresAt } = await visit.task(school, 'statistics');
      yield* visit.waits(expiresAt);
      const { slot, seats, expectedStudents } = await visit.view();
      const body = visit.statistics(slot, seats, expectedStudents);
      yield* visit.does({ who: school, path: `/v1/tasks/${id}/decision`, body });
    },
  },
];
