import type { Actor, Json, Wish } from './actor.ts';
import type { SharedTime } from './shared-time.ts';

/** One visit on its way: those who take part do their part over the API, some hours after they were asked, never at night. */
export class Course {
  readonly id: string;
  readonly school: Actor;
  readonly time: SharedTime;

  private constructor(time: SharedTime, school: Actor, id: string) {
    this.time = time;
    this.school = school;
    this.id = id;
  }

  /** A school asks for a visit. */
  static async begin(time: SharedTime, school: string, wish: Wish): Promise<Course> {
    const actor = time.city.person(school);
    return new Course(time, actor, await actor.asksFor(wish));
  }

  /** The same visit; from now on this school does what a school does. */
  asSeenBy(school: string): Course {
    return new Course(this.time, this.time.city.person(school), this.id);
  }

  /** The visit as its school sees it. */
  view(): Promise<Json> {
    return this.school.visit(this.id);
  }

  async union(): Promise<Actor> {
    return this.time.city.person((await this.view()).union);
  }

  async seat(number = 1): Promise<Json> {
    return (await this.view()).seats.find(({ seat }: Json) => seat === number);
  }

  async speaker(seat = 1): Promise<Actor> {
    return this.time.city.person((await this.seat(seat)).speakerId);
  }

  async unionApproves(choice: Record<string, unknown> = {}): Promise<void> {
    await this.time.officeHours();
    await (await this.union()).approves(this.id, choice);
  }

  /** Every employer that is asked releases, every speaker confirms, one seat after the other. */
  async seatsAgree(): Promise<void> {
    for (const { seat, status } of (await this.view()).seats) {
      if (status === 'awaiting-release') await this.employersRelease(seat);
      if (status !== 'agreed') await this.speakerConfirms(seat);
    }
  }

  async employersRelease(seat = 1): Promise<void> {
    const { releases } = await this.seat(seat);
    const asked = releases.filter(({ need, releasedAt }: Json) => need === 'required' && releasedAt === undefined);
    for (const { employerId } of asked) {
      await this.time.officeHours();
      await this.time.city.person(employerId).releases(this.id);
    }
  }

  async speakerConfirms(seat = 1): Promise<void> {
    await this.time.officeHours();
    await (await this.speaker(seat)).confirms(this.id, 'speaker-confirmation');
  }

  async schoolConfirms(): Promise<void> {
    await this.time.officeHours();
    await this.school.confirms(this.id, 'school-confirmation');
  }

  /** Everybody agrees. */
  async isAgreed(): Promise<void> {
    await this.unionApproves();
    await this.seatsAgree();
    await this.schoolConfirms();
  }

  /** The day comes and goes. */
  async isOver(): Promise<void> {
    await this.time.until((await this.view()).slot.end);
    await this.time.hours(1);
  }

  /** The day comes, the visit takes place, the school submits the statistics. */
  async isHeld(more: Record<string, unknown> = {}): Promise<void> {
    await this.isOver();
    await this.school.submits(this.id, more);
  }
}
