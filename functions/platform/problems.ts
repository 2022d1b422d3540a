/** Facts that fill a problem's members; they are shown to the client, so no personal data of others. */
export type Facts = Record<string, unknown>;

/** A refusal that the client is told about: RFC 9457 with one sentence in Chinese and one in English. */
export class Problem extends Error {
  readonly type: string;
  readonly status: number;
  readonly zh: string;
  readonly en: string;
  readonly facts: Facts;
  readonly headers: Record<string, string>;

  constructor(type: string, status: number, zh: string, en: string, facts: Facts = {}, headers: Record<string, string> = {}) {
    super(en);
    this.name = type;
    this.type = type;
    this.status = status;
    this.zh = zh;
    this.en = en;
    this.facts = facts;
    this.headers = headers;
  }

  /** The `application/problem+json` body. */
  toJSON(): Facts {
    return { type: this.type, title: this.zh, status: this.status, detail: this.en, zh: this.zh, en: this.en, ...this.facts };
  }
}

const problem = (type: string, status: number, zh: string, en: string, headers?: Record<string, string>) =>
  class extends Problem {
    constructor(facts?: Facts) {
      super(type, status, zh, en, facts, headers);
    }
  };

/** One thing that is wrong with what was sent. `path` is dotted: `slots.0.end`. */
export interface FieldError {
  path: string;
  code: string;
  zh: string;
  en: string;
}

/** The request is readable but some fields cannot be accepted. */
export class Invalid extends Problem {
  constructor(errors: FieldError[]) {
    super('validation', 422, '提交的内容有误，请按提示修改', 'some fields cannot be accepted; see errors', { errors });
  }
}

// 400–429: what the client sent
export const NotJson = problem('not-json', 400, '请求内容不是有效的 JSON', 'the body is not valid JSON');
export const MalformedHeader = problem('malformed-header', 400, '请求头格式不正确', 'a header is malformed');
export const Unauthenticated = problem('unauthenticated', 401, '请先登录', 'sign in first', { 'www-authenticate': 'Bearer' });
export const Forbidden = problem('forbidden', 403, '您的身份不能进行此操作', 'your role may not do this');
export const TwoSides = problem(
  'two-sides',
  403,
  '您已代表另一方办理过本次活动，不能再代表这一方；请由同事办理，或由工会代录',
  'you have decided for another side of this visit; a colleague decides, or the union records the answer',
);
export const NotFound = problem('not-found', 404, '没有找到，或您无权查看', 'not found, or not yours');
export const TooLarge = problem('too-large', 413, '请求内容超过 64 KB', 'the body is larger than 64 KB');
export const WrongType = problem('unsupported-media-type', 415, '请以 application/json 提交', 'send application/json');
export const StaleVersion = problem(
  'stale-version',
  412,
  '内容已被他人更改，请刷新后再试',
  'it has changed since you read it; read it again',
);
export const KeyReused = problem(
  'idempotency-key-reused',
  422,
  '同一 Idempotency-Key 已用于不同的内容',
  'this Idempotency-Key was used with another body',
);

// 409: the state of things
export const AlreadyDecided = problem('already-decided', 409, '此事项已经办理', 'this task has already been decided');
export const Expired = problem('task-expired', 409, '此事项已过期', 'this task has expired');
export const TaskClosed = problem('task-closed', 409, '此事项已不再需要办理', 'this task is no longer needed');
export const VisitOver = problem('visit-over', 409, '活动已经结束，不能再更改', 'the visit has ended; it cannot be changed');
export const VisitTookPlace = problem(
  'visit-took-place',
  409,
  '活动时间已过，请在统计填报中说明是否举办',
  'its time is over; say in the statistics whether it was held',
);
export const SeatOpen = problem('seat-open', 409, '该席位目前没有人', 'nobody has that seat now');
export const NotAgreedYet = problem(
  'not-agreed-yet',
  409,
  '人选尚未批准，请改用改期',
  'speakers are not approved yet; reschedule it instead',
);
export const TooEarly = problem(
  'too-early',
  409,
  '距活动时间尚早，请按正常程序换人',
  'only in the last hours before the visit; use the usual way until then',
);
export const NotRecorded = problem(
  'not-recorded',
  409,
  '此事项不是代录的',
  'this decision was not entered on behalf of anybody',
);
export const SpeakerUnavailable = problem(
  'speaker-unavailable',
  409,
  '所选劳模工匠在该时段已有安排',
  'a chosen speaker is not free at that time',
);
export const StillSeated = problem(
  'still-seated',
  409,
  '此人还有未举办的活动，请先退出或更换人选',
  'visits still count on this person; withdraw from them or replace the speaker first',
);
export const PossibleDouble = problem(
  'possible-double',
  409,
  '同一学校当天已有相同劳模工匠的活动，可能重复；确认不是同一活动后，可再次提交',
  'the same school had the same speaker on that day; if this is another activity, send it again with notDouble',
);
export const TooLate = problem(
  'too-late',
  422,
  '距活动时间太近，来不及完成审批和确认',
  'too close to the visit: the approvals no longer fit',
);
export const Busy = problem('busy', 503, '系统繁忙，请稍后再试', 'busy; try again shortly', { 'retry-after': '1' });
export const Internal = problem('internal', 500, '系统出错，请稍后再试', 'something went wrong; try again later');
