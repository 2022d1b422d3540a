import type * as z from 'zod/mini';
import type { FieldError } from './problems.ts';
import type { Sentence } from './sentence.ts';

type Issue = z.core.$ZodIssue;

/** What a refinement can complain about: the code stands in the schema, the sentences here. */
const REASONS: Record<string, Sentence> = {
  required: { zh: '必填', en: 'is required' },
  type: { zh: '类型不正确', en: 'has the wrong type' },
  blank: { zh: '不能为空白', en: 'must not be blank' },
  characters: { zh: '含有不允许的控制字符', en: 'contains control characters that are not allowed' },
  code: { zh: '不是有效的代码', en: 'is not a valid code' },
  phone: { zh: '不是有效的电话号码', en: 'is not a valid phone number' },
  email: { zh: '不是有效的电子邮箱', en: 'is not a valid e-mail address' },
  'account-id': { zh: '不是有效的账号标识', en: 'is not the id of an account' },
  'no-address': {
    zh: '没有登记此渠道所需的号码或地址，请先填写，或不选此渠道',
    en: 'has no number or address to reach you by; give it, or leave this channel out',
  },
  'date-time': {
    zh: '须为带时区的 ISO 8601 时间，如 2026-03-02T09:00:00+08:00',
    en: 'must be ISO 8601 with an offset, like 2026-03-02T09:00:00+08:00',
  },
  month: { zh: '须为 YYYY-MM 格式的月份', en: 'must be a month, YYYY-MM' },
  day: { zh: '须为 YYYY-MM-DD 格式的日期', en: 'must be a day, YYYY-MM-DD' },
  format: { zh: '格式不正确', en: 'has the wrong format' },
  unknown: { zh: '没有这个代码，见 /v1/catalogue', en: 'is not a known code; see /v1/catalogue' },
  'unknown-field': { zh: '没有这个字段', en: 'is not a field' },
  'unknown-speaker': { zh: '资源库中没有此人', en: 'is not in the talent pool' },
  'unknown-school': { zh: '没有这所学校', en: 'is not a school here' },
  'not-your-school': { zh: '不是您可以代为申请的学校', en: 'is not a school you may ask for' },
  'school-required': { zh: '请填写学校', en: 'name the school' },
  'missing-column': { zh: '缺少此列', en: 'is a missing column' },
  'unknown-column': { zh: '没有这一列，已忽略', en: 'is not a column here, and was passed over' },
  'too-many-rows': { zh: '行数过多，请分几次导入', en: 'has too many rows; send it in parts' },
  scientific: {
    zh: '被电子表格改成了科学计数法，请把该列设为文本后重新填写',
    en: 'was turned into scientific notation by the spreadsheet; make the column text and enter it again',
  },
  ambiguous: { zh: '有多个同名单位，请填写代码', en: 'is the name of several; give the code' },
  'same-name': { zh: '已有同名同类单位，请核对代码', en: 'is the name of another of the same kind; check the code' },
  'has-person': { zh: '此劳模工匠已有登录人员', en: 'signs in as another person already' },
  'newcomers-only': { zh: '仅用于新登记的人员', en: 'is for somebody who is not registered yet' },
  'name-differs': { zh: '与该号码登记的姓名不同', en: 'is not the name that this number is registered under' },
  merged: { zh: '该单位已并入其他单位，请使用合并后的单位', en: 'was taken over by another organisation; use that one' },
  'unknown-organisation': { zh: '没有这个单位，或不是您可以管理的单位', en: 'is not an organisation here that you look after' },
  'unknown-superior': { zh: '没有这个上级单位，或不是您可以管理的单位', en: 'is not a superior here that you look after' },
  'too-many-robots': {
    zh: '每个单位最多三个群机器人，请先移除一个',
    en: 'is one more than the three that an organisation may have; remove one first',
  },
  'signs-nothing': { zh: '该平台的群机器人没有签名密钥，请留空', en: 'is not used by robots of this platform; leave it out' },
  'superior-kind': { zh: '这类单位不能作为其上级', en: 'is not of a kind that can stand above it' },
  'superior-required': { zh: '请填写上级单位', en: 'name the superior' },
  'below-itself': { zh: '不能置于自己的下级之下', en: 'stands below it' },
  'unknown-unit': { zh: '没有这个计划单位', en: 'is not a unit of the plan' },
  'unit-required': { zh: '学校须填写计划单位', en: 'a school names the unit of the plan to which it belongs' },
  'for-unions': { zh: '仅工会填写', en: 'is for unions only' },
  'school-only': { zh: '仅学校填写', en: 'is for schools only' },
  'same-organisation': { zh: '不能并入自身', en: 'is the organisation itself' },
  'kinds-differ': { zh: '两个单位的类别不同', en: 'is of another kind' },
  'not-to-oneself': { zh: '不能授予自己，请由他人办理', en: 'is not given to oneself; somebody else does it' },
  'role-kind': { zh: '该单位没有此角色', en: 'is not a role of that kind of organisation' },
  'deciders-only': { zh: '仅用于办理事项的角色', en: 'is only for a role in which somebody decides' },
  'yes-or-no': { zh: '请填写“是”或“否”', en: 'must be yes or no' },
  'unknown-person': { zh: '没有此人', en: 'is not somebody here' },
  'not-a-colleague': { zh: '须是本单位同事或上级单位人员', en: 'is neither a colleague nor of a superior' },
  'no-such-role': { zh: '此人在该单位没有这个角色', en: 'is not held by this person there' },
  'to-before-from': { zh: '结束时间须晚于开始时间', en: 'must be after the beginning' },
  duplicate: { zh: '有重复', en: 'contains a duplicate' },
  past: { zh: '时间已过', en: 'lies in the past' },
  'too-far': { zh: '不能超过 300 天以后', en: 'is more than 300 days ahead' },
  'end-before-start': { zh: '结束时间须晚于开始时间', en: 'must be after the start' },
  'too-short': { zh: '时间太短', en: 'is too short' },
  'too-long': { zh: '时间太长', en: 'is too long' },
  hours: { zh: '须在 07:00 至 22:00 之间', en: 'must lie between 07:00 and 22:00' },
  overlap: { zh: '时间有重叠', en: 'overlaps another' },
  'covers-visit': { zh: '须包含整个活动时间', en: 'must cover the whole visit' },
  'same-day': { zh: '须在同一天；改到其他日期请用改期', en: 'must stay on its day; reschedule it to move it to another' },
  'has-sessions': { zh: '分多场次的活动请用改期', en: 'belongs to several sessions; reschedule the visit' },
  'outside-release': {
    zh: '超出单位同意的时间，请用改期',
    en: 'lies outside the hours that the employer released; reschedule it',
  },
  'not-the-asked': { zh: '不是本事项所征求的一方', en: 'is not the party that is asked here' },
  'outside-slot': { zh: '超出了所在时间段', en: 'lies outside its slot' },
  'required-without-speaker': { zh: '要求指定人选时须填写 speakerId', en: 'needs speakerId' },
  'too-many': { zh: '数量过多', en: 'has too many entries' },
  'one-per-seat': { zh: '人数须与待定席位一致', en: 'must name one speaker per open seat' },
  'not-suitable': { zh: '此人不符合本次活动的条件', en: 'does not suit this visit' },
  'required-speaker': {
    zh: '学校要求指定的劳模工匠，不能换成他人；可不予批准',
    en: 'must keep the speaker whom the school requires; decline instead',
  },
  excluded: { zh: '此人已谢绝或已被排除', en: 'has declined or was excluded' },
  'not-cleared': { zh: '此人的宣讲内容尚未通过审核', en: 'has talks that are not cleared for campuses' },
  'not-in-question': { zh: '不在本次审核之列', en: 'is not in question here' },
  'not-allowed-here': { zh: '本市未开放此项', en: 'is not allowed in this city' },
  'after-visit': { zh: '须在本次活动之后', en: 'must lie after this visit' },
  'unknown-employer': { zh: '没有这家单位，或不是您可以代表的单位', en: 'is not an employer here that you may act for' },
  'not-acting-for': { zh: '没有这个单位，或您不能代表它', en: 'is not an organisation here for which you act' },
  'employer-required': { zh: '请填写单位', en: 'name the employer' },
  'not-employed': { zh: '此人在该期间不在这家单位任职', en: 'does not employ this speaker in that time' },
  'not-in-visit': { zh: '不在本次活动中', en: 'is not part of this visit' },
  'present-too': { zh: '此人同时填为到场', en: 'is named as present, too' },
  incomplete: {
    zh: '请逐一说明每位劳模工匠是否到场',
    en: 'must name everybody who sits in the visit and was not present',
  },
  'too-long-ago': { zh: '不能早于 366 天以前', en: 'is more than 366 days ago' },
  'not-by-school': { zh: '示范活动由工会或教育行政部门发起', en: 'is for unions and education authorities to start' },
  'union-only': { zh: '仅供工会代录时填写', en: 'is only for a union that enters what others said' },
  'far-from-visit': { zh: '与约定的活动时间相差超过 60 天', en: 'is more than 60 days from the agreed time' },
  future: { zh: '不能晚于现在', en: 'lies in the future' },
  outcome: { zh: '此事项没有这种办理结果', en: 'is not an outcome of this task' },
  'with-visit': { zh: '按活动查询时不能填写', en: 'cannot stand beside visit' },
  'with-month': { zh: '与 month 只能填一个', en: 'cannot stand beside month' },
  'time-of-day': { zh: '须为 HH:mm 格式的时间', en: 'must be a time of day, HH:mm' },
  'leaves-no-slot': { zh: '没有活动时间能符合', en: 'leaves no time that a visit could have' },
  'leaves-no-time': { zh: '来不及完成各环节的办理', en: 'leaves no time for all steps before a visit' },
  'above-minimum': {
    zh: '不能超过各环节的最短时限（minimumHours）',
    en: 'is more than a step has at the least (minimumHours)',
  },
  'needs-one': { zh: '至少为 1，否则无法安排活动', en: 'must be at least 1, or no visit could take place' },
  'always-quiet': { zh: '免打扰时段不能覆盖全部工作时间', en: 'must leave some of the working hours' },
  quiet: { zh: '不能在免打扰时段内', en: 'must not lie in the quiet hours' },
  'within-period': { zh: '须在报送周期结束之后', en: 'must lie after the period has ended' },
  'another-year': { zh: '不属于该年度', en: 'does not lie in that year' },
  'holiday-too': { zh: '同时列为放假日', en: 'is a holiday, too' },
  'not-a-weekend': { zh: '调休上班日须为周六或周日', en: 'is no Saturday or Sunday; a make-up workday is one' },
  cursor: { zh: '翻页标记无效或不属于此查询', en: 'is not valid for this query' },
  'robot-url': {
    zh: '须是企业微信、钉钉或飞书群机器人的 Webhook 地址，且与所选类型一致',
    en: 'must be the webhook address of a WeCom, DingTalk or Feishu group robot, of the kind that was chosen',
  },
  'idempotency-key': { zh: '须为 1 至 100 个可见字符', en: 'must be 1 to 100 visible characters' },
};

/** One error of a field by its code; unknown codes are a mistake in the code. */
export function fieldError(path: string, code: string): FieldError {
  const sentences = REASONS[code];
  if (!sentences) throw new Error(`no sentences for the reason ${code}`);
  return { path, code, ...sentences };
}

const said = (path: string, code: string, zh: string, en: string): FieldError => ({ path, code, zh, en });
const dotted = (path: PropertyKey[]) => path.map(String).join('.');

/** A schema's issue in the words of the user: the field's path, a code, and what to do in two languages. */
export function fieldErrors(issue: Issue): FieldError[] {
  const path = dotted(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => fieldError(dotted([...issue.path, key]), 'unknown-field'));
    case 'invalid_type':
      return [fieldError(path, issue.input === undefined ? 'required' : 'type')];
    case 'invalid_value':
      if (issue.input === undefined) return [fieldError(path, 'required')];
      return [said(path, 'value', `须为以下之一：${issue.values.join('、')}`, `must be one of: ${issue.values.join(', ')}`)];
    case 'too_small':
      return [said(path, 'too-small', `不能少于 ${issue.minimum}`, `must be at least ${issue.minimum}`)];
    case 'too_big':
      return [said(path, 'too-big', `不能超过 ${issue.maximum}`, `must be at most ${issue.maximum}`)];
    case 'invalid_format':
      if (issue.message in REASONS) return [fieldError(path, issue.message)];
      return [fieldError(path, issue.format === 'datetime' ? 'date-time' : issue.format === 'date' ? 'day' : 'format')];
    case 'custom':
      return [fieldError(path, issue.message)];
    case 'invalid_union':
      return [fieldError(path, issue.message in REASONS ? issue.message : 'format')];
    default:
      return [fieldError(path, 'format')];
  }
}
