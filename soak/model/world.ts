import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Actor, Answer, Json } from '../../demo/actor.ts';
import { SampleCity } from '../../demo/sample-city.ts';
import { visitOf } from '../../functions/platform/keys.ts';
import { CITY, SPEAKERS, seedCast } from './cast.ts';
import { Machine } from './machine.ts';
import { StreamRecords } from './records.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Asia/Shanghai. */
const ZONE = 8 * HOUR;

export type Item = Json & { pk: string; sk: string };

/**
 * A city for many runs, one after the other. Each begins on the first Monday of a month at nine, in years without announced holidays,
 * with free diaries: so the same run goes the same way whenever it comes.
 */
export class World {
  /** Where this run's clock began. */
  start = 0;
  readonly machine: Machine;
  readonly records: StreamRecords;
  readonly #cloud: SampleCity;
  #city: SampleCity;
  readonly #documents: DynamoDBDocumentClient;
  #keys = 0;

  private constructor(city: SampleCity) {
    this.#cloud = city;
    this.#city = city;
    this.machine = new Machine(city.cloud);
    this.records = new StreamRecords(city.cloud);
    this.#documents = DynamoDBDocumentClient.from(new DynamoDBClient(city.cloud.aws));
  }

  static async begin(): Promise<World> {
    return new World(await SampleCity.begin('2028-01-02T09:00:00+08:00', { seed: seedCast }));
  }

  async end(): Promise<void> {
    this.machine.end();
    this.records.end();
    this.#documents.destroy();
    await this.#cloud.end();
  }

  get city(): SampleCity {
    return this.#city;
  }

  /** Lets the clock go to the next first Monday of a month. Everybody signs in anew. */
  async newRun(): Promise<void> {
    this.#city = SampleCity.on(this.#cloud.cloud);
    let day = Math.floor((this.#city.now() + ZONE) / DAY) + 1;
    const isFirstMonday = (date: Date) => date.getUTCDay() === 1 && date.getUTCDate() <= 7;
    while (!isFirstMonday(new Date(day * DAY))) day++;
    this.start = day * DAY - ZONE + 9 * HOUR;
    await this.#city.until(this.start);
  }

  person(id: string): Actor {
    return this.#city.person(id);
  }

  /** The instant so many days after the run's first midnight in Asia/Shanghai, at this time of day. */
  at(days: number, time: string): string {
    const day = new Date(this.start + days * DAY + ZONE).toISOString().slice(0, 10);
    return new Date(`${day}T${time}:00+08:00`).toISOString();
  }

  async until(instant: number): Promise<void> {
    if (instant > this.#city.now()) await this.#city.until(instant);
  }

  /**
   * Sends as a client does: with a key where there may be one, and once more when told to come again. Answers what it was told at last.
   */
  async post(who: string, path: string, body: object): Promise<Answer> {
    const key: Record<string, string> = /\/decision$|objection$/.test(path)
      ? {}
      : { 'idempotency-key': `model-${this.start}-${this.#keys++}` };
    let answer = await this.person(who).post(path, body, key);
    for (let tries = 0; answer.status === 503 && tries < 5; tries++) answer = await this.person(who).post(path, body, key);
    return answer;
  }

  /** Everything of one visit, as it is stored. */
  partition(visit: string): Promise<Item[]> {
    return this.#query(visitOf(CITY, visit));
  }

  /** The diaries and the load of each speaker, as they are stored. */
  async books(): Promise<Map<string, Item[]>> {
    const books = await Promise.all(SPEAKERS.map(async ({ id }) => [id, await this.#query(`${CITY}#DIARY#${id}`)] as const));
    return new Map(books);
  }

  async #query(pk: string): Promise<Item[]> {
    const [table] = this.#cloud.cloud.model.tables;
    const { Items = [] } = await this.#documents.send(
      new QueryCommand({
        TableName: table!.name,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }),
    );
    return Items as Item[];
  }
}
