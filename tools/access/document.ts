import { Role } from '../../functions/access/person.ts';
import { type Action, RULES, type Rule, type State } from '../../functions/access/rules.ts';
import { roles } from '../../functions/catalogue/roles.ts';
import { visitStatuses } from '../../functions/catalogue/visit-words.ts';
import { ACTIONS, AGREED, GROUPS, RELATIONS, TASK_STATES } from './words.ts';

/** The page of rules for people: the whole matrix as `functions/access/rules.ts` has it, Chinese first, then the same in English. */
type Language = 'zh' | 'en';

const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
const table = (head: string[], rows: string[][]) => [head, head.map(() => '---'), ...rows].map(row).join('\n');
const rulesOf = (action: Action): readonly Rule[] => RULES[action];
const actionsOf = (group: string) => (Object.keys(ACTIONS) as Action[]).filter((action) => ACTIONS[action].group === group);

/** Who: a cell names the relations in which a role may; an empty one means never. */
function who(group: string, language: Language): string {
  const nameOf = (role: Role) => roles.find(({ code }) => code === role)![language];
  const rows = actionsOf(group).map((action) => {
    const cell = (role: Role) => rulesOf(action).flatMap((rule) => (rule[0] === role ? [relation(rule, language)] : []));
    return [ACTIONS[action][language], ...Role.options.map((role) => cell(role).join(language === 'zh' ? '；' : '; ') || '—')];
  });
  return table([language === 'zh' ? '事项' : 'action', ...Role.options.map(nameOf)], rows);
}

function relation([, related, states]: Rule, language: Language): string {
  const name = RELATIONS[related][language];
  if (!states?.includes('agreed')) return name;
  return language === 'zh' ? `${name}（${AGREED.zh}）` : `${name} (${AGREED.en})`;
}

/** When: the states in which whoever may at all may do it. */
function when(group: string, columns: readonly { code: State; zh: string; en: string }[], language: Language): string {
  const rows = actionsOf(group).flatMap((action) => {
    const states = new Set(rulesOf(action).flatMap(([, , given]) => given ?? []));
    const never = action === 'object statistics' && columns === VISIT;
    return never || columns.some(({ code }) => states.has(code))
      ? [[ACTIONS[action][language], ...columns.map(({ code }) => (states.has(code) ? '●' : ''))]]
      : [];
  });
  return table([language === 'zh' ? '事项' : 'action', ...columns.map((column) => column[language])], rows);
}

const VISIT = visitStatuses.map((entry) => ({ ...entry, code: entry.code as State }));
const TASK = (Object.keys(TASK_STATES) as (keyof typeof TASK_STATES)[]).map((code) => ({ code, ...TASK_STATES[code] }));

const PROSE = {
  zh: {
    head: `本页由 \`functions/access/rules.ts\` 生成（\`npm run access\`），接口据此判断；\`test/access/matrix.test.ts\` 通过 HTTP 逐格核对。

**未列出的一律不允许。** 角色来自系统内登记的任职（可有多项，有起止时间），每次请求重新核对；“劳模工匠”指本人，不经单位。“—”表示该角色任何情况下都不能办理。`,
    two: `## 一次活动不得代表两方

同一人已代表一方（如工会）办理过本次活动的任何事项，就不能再代表另一方（如学校、单位、劳模工匠本人）办理：403 \`two-sides\`。改期等变更不改变这一点。提出申请不算办理；代录不算办理；工会因对方逾期而接办时，仍以工会身份办理。小地方一人兼两职时，由同事办理，或由工会代录。`,
    other: `## 其他

列表（活动、待办、劳模工匠）只列出本人可查看的内容；活动编码表登录即可查看；\`/openapi.json\` 和 \`/health\` 不需登录。其他城市的一切，与不存在相同。`,
    who: '谁可以',
    when: '什么状态下可以',
    refusal: '不允许时',
    stricter:
      '没有列出的事项不受状态限制。表中状态是上限，个别事项另有条件：取消到活动结束为止，改期、退出到活动开始为止；当日调整时间须人选已批准；临时换人限活动前的最后时段；异议只针对代录的答复，到活动开始为止。“已取消”后再次取消不改变任何内容。',
    of: { visits: '活动状态', tasks: '事项状态（异议按活动状态）' },
  },
  en: {
    head: `This page is made from \`functions/access/rules.ts\` (\`npm run access\`); the API decides by it, and \`test/access/matrix.test.ts\` walks every cell through HTTP.

**What is not listed is refused.** Roles come from the memberships that the system holds (several, each from–to), looked at anew with every request; a speaker is the person, not an organisation. “—” means never.`,
    two: `## Nobody decides two sides of one visit

Who has decided any task of a visit for one side, say as the union, does not decide for another (the school, an employer, the speaker): 403 \`two-sides\`. Moving the visit changes nothing about that. To ask for a visit is no decision, nor is it to record another's word (代录); a union that is called in for a silent party still acts as the union. In a small town where one person is both, a colleague decides, or the union records the answer.`,
    other: `## Everything else

Lists (visits, tasks, speakers) hold only what the person may read. The catalogue is for everybody signed in; \`/openapi.json\` and \`/health\` for anybody. What belongs to another city does not exist.`,
    who: 'Who may',
    when: 'In which states',
    refusal: 'Everybody else',
    stricter:
      'What is not listed here knows no states. The states are the most there is; some actions ask for more. A visit is cancelled until its end, moved and withdrawn from until its start; it is shifted once speakers are approved, and a speaker is replaced in the last hours. An objection is only about a recorded answer, until the start. Cancelling what is cancelled changes nothing.',
    of: { visits: 'Status of the visit', tasks: 'State of the task (for an objection, status of the visit)' },
  },
};

function half(language: Language): string {
  const prose = PROSE[language];
  const sections = Object.entries(GROUPS).flatMap(([group, words]) => [
    `## ${words[language]}`,
    `**${prose.who}**`,
    who(group, language),
    ...(group === 'visits' ? [`**${prose.when}** · ${prose.of.visits}`, when(group, VISIT, language), prose.stricter] : []),
    ...(group === 'tasks'
      ? [`**${prose.when}** · ${prose.of.tasks}`, when(group, TASK, language), when(group, VISIT, language)]
      : []),
    `**${prose.refusal}**: ${words.refusal[language]}`,
  ]);
  return [prose.head, ...sections, prose.two, prose.other].join('\n\n');
}

/** The whole of `docs/access.md`. */
export const page = (): string => `# 谁可以做什么 · Who may do what

[English below](#english)

${half('zh')}

---

<a id="english"></a>

${half('en')}
`;
