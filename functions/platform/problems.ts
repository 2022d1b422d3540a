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
  readonly errors: FieldError[];

  constructor(errors: FieldError[]) {
    super('validation', 422, '提交的内容有误，请按提示修改', 'some fields cannot be accepted; see errors', { errors });
    this.errors = errors;
  }
}

/** What the city's policy limits, as the client hears of it. */
const LIMITED = {
  requests: { zh: '操作过于频繁', en: 'too many requests' },
  misses: { zh: '多次查询不存在或无权查看的内容', en: 'too many requests for what is not there or not yours' },
  'pool-pages': { zh: '今天翻阅资源库的页数已达上限', en: 'no more pages of the talent pool today' },
  'new-visits': { zh: '今天提出的活动申请已达上限', en: 'no more requests for visits today' },
  records: { zh: '今天补录的活动已达上限', en: 'no more recorded activities today' },
  links: { zh: '今天为此事项发送链接的次数已达上限', en: 'no more links to this task today' },
  'calendar-reads': { zh: '此日历读取过于频繁', en: 'this calendar is read too often' },
  'open-visits': {
    zh: '该校尚未举办的活动已达上限，请等已有活动举办或取消',
    en: 'the school has as many planned visits as it may; one of them must take place or be cancelled first',
  },
} as const;

/** More than the city's policy allows; `Retry-After` says in how many seconds there is room again. */
export class TooManyRequests extends Problem {
  constructor(limit: keyof typeof LIMITED, retryAfter: number) {
    const { zh, en } = LIMITED[limit];
    const facts = { limit, retryAfter };
    const headers = { 'retry-after': String(retryAfter) };
    super(
      'too-many-requests',
      429,
      `${zh}（${retryAfter} 秒后可再试）`,
      `${en}; try again in ${retryAfter} seconds`,
      facts,
      headers,
    );
  }
}

/** What people call the files that can be sent. */
const FILES: Record<string, string> = {
  'text/csv': 'CSV（text/csv）',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'application/pdf': 'PDF',
};

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
/** The file is larger than the route takes. */
export class FileTooLarge extends Problem {
  constructor(megabytes: number) {
    super('file-too-large', 413, `文件超过 ${megabytes} MB`, `the file is larger than ${megabytes} MB`);
  }
}
/** The route takes files, but not of this media type. */
export class WrongFileType extends Problem {
  constructor(types: readonly string[]) {
    const named = types.map((type) => FILES[type] ?? type);
    super('unsupported-file-type', 415, `请上传 ${named.join('、')} 文件`, `send a file of type ${named.join(', ')}`);
  }
}
export const NotOfItsType = problem(
  'not-of-its-type',
  400,
  '文件内容与所注明的类型不符',
  'the file is not of the type that it is sent as',
);
export const NotATable = problem('not-a-table', 400, '文件无法读取为表格', 'the file cannot be read as a table');
export const ImportRefused = problem(
  'import-refused',
  422,
  '表格中有问题，未导入任何内容；请按提示修改后重新上传',
  'the table has problems and nothing was imported; correct them and send it again',
);
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
/** The phone or the address had as many codes as it may have; says when there may be another. */
export class TooManyCodes extends Problem {
  constructor(seconds: number) {
    const [zh, en] = ['获取验证码过于频繁，请稍后再试', 'too many codes were asked for; try again later'];
    super('too-many-codes', 429, zh, en, {}, { 'retry-after': String(seconds) });
  }
}

// links in messages
/** The same for what never was and what has run out. */
export const LinkNotValid = problem('link-not-valid', 404, '此链接无效或已过期', 'this link is not valid, or no longer');
export const NothingToDecide = problem(
  'nothing-to-decide',
  410,
  '此事项已不需要您办理，谢谢',
  'nothing is left for you to decide here; thank you',
);
export const NotOurForm = problem(
  'not-our-form',
  403,
  '页面已失效，请重新打开短信中的链接',
  'this page is no longer good; open the link in your message again',
);
export const SessionOver = problem(
  'session-over',
  401,
  '已超过时间，请重新获取验证码',
  'too much time has passed; ask for another code',
);

// 409: the state of things
export const NobodyToAsk = problem(
  'nobody-to-ask',
  409,
  '对方没有登记可以办理此事项的人员和手机号码，请电话联系后代录',
  'the party has nobody with a registered phone who may decide; call them, and enter their answer',
);
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
export const EmployerNotAsked = problem(
  'employer-not-asked',
  409,
  '目前未征求该席位所在单位的意见，也没有单位已同意，不能签发商请函',
  'no employer of that seat is asked for its release now, or has given it',
);
export const NotApprovedYet = problem(
  'not-approved-yet',
  409,
  '该席位的人选尚未经工会批准，不能签发邀请函',
  'the union has not approved the speaker of that seat yet',
);
export const NotConfirmedYet = problem(
  'not-confirmed-yet',
  409,
  '各方尚未全部确认，不能签发活动确认单',
  'not everybody has agreed yet; there is nothing to confirm',
);
export const TooManyCopies = problem(
  'too-many-copies',
  409,
  '此函件的盖章件已达上限',
  'as many stamped copies of this letter as it may have',
);
export const NotRecorded = problem(
  'not-recorded',
  409,
  '此事项不是代录的',
  'this decision was not entered on behalf of anybody',
);
export const NotAbsent = problem('not-absent', 409, '没有此人未到场的记录', 'nobody has said that this speaker did not come');
export const ObjectionOver = problem(
  'objection-over',
  409,
  '提出异议的期限已过',
  'the days in which this could be contested are over',
);
export const AlreadyContested = problem('already-contested', 409, '已对此提出异议', 'this has been contested already');
export const NotContested = problem('not-contested', 409, '无人对此提出异议', 'nobody contests this');
export const AlreadySettled = problem('already-settled', 409, '异议已经处理', 'this has been settled already');
export const CodeTaken = problem('code-taken', 409, '该代码已用于其他单位', 'another organisation has this code');
export const PhoneTaken = problem(
  'phone-taken',
  409,
  '该号码已登记在另一姓名下，请核对',
  'this number is registered under another name; check both',
);
export const SubjectTaken = problem(
  'subject-taken',
  409,
  '该登录标识已属于他人',
  'this subject signs in somebody else already',
);
export const LastMember = problem(
  'last-member',
  409,
  '该单位将没有人可以办理事项；请指定接替人，或注明 leaveEmpty',
  'nobody would be left to act for the organisation; name a successor, or say leaveEmpty',
);
export const NoTimeYet = problem('no-time-yet', 409, '活动时间尚未确定', 'no time is chosen for it yet');
export const TooManyCalendars = problem(
  'too-many-calendars',
  409,
  '日历订阅已达上限，请先停用一个',
  'there are as many calendars as there may be; revoke one of them first',
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
