import { escaped } from './escaped.ts';
import { pageHeaders } from './page-headers.ts';
import type { LocalPerson } from './person.ts';

/** Who somebody can be while they try the system out: a button for each of the sample people, by what they are. */

const STYLE = `
body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1f2328;background:#fff}
ul{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.5rem}
button{width:100%;text-align:left;font:inherit;padding:.5rem .75rem;min-height:2.75rem;border:1px solid #767b82;border-radius:.4rem;background:#fff}
small{color:#57606a;display:block}
summary{cursor:pointer;padding:.5rem 0;font-weight:600}
`;

export const PEOPLE_HEADERS = pageHeaders(STYLE);

const ROLES: Record<string, string> = {
  school: '学校 Schools',
  union: '工会 Unions',
  employer: '企业（单位） Employers',
  speaker: '劳模工匠 Speakers',
  education: '教育行政部门 Education authorities',
  administrator: '管理员 Administrators',
};

export function peoplePage(people: readonly LocalPerson[]): string {
  const groups = Map.groupBy(people, roleOf);
  const sections = Object.entries(ROLES).flatMap(([role, name]) => {
    const members = groups.get(role) ?? [];
    return members.length === 0 ? [] : [section(name, members)];
  });
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>登录为示例人员 · Sign in as a sample person</title>
<style>${STYLE}</style>
</head>
<body>
<h1>登录为示例人员 <small lang="en">Sign in as a sample person</small></h1>
<p>所有人员均为示例。<small lang="en">All of them are made up. Messages to them: <a href="/_local/mail">/_local/mail</a></small></p>
<form method="post" action="/_local/sign-in">
${sections.join('\n')}
</form>
</body>
</html>
`;
}

const roleOf = ({ memberships, speakerId }: LocalPerson): string | undefined =>
  speakerId === undefined ? memberships[0]?.role : 'speaker';

const section = (name: string, people: readonly LocalPerson[]) =>
  `<details open><summary>${escaped(name)} (${people.length})</summary><ul>${people.map(button).join('')}</ul></details>`;

const button = ({ id, name, memberships }: LocalPerson): string =>
  `<li><button name="person" value="${escaped(id)}">${escaped(name)}<small>${escaped(memberships[0]?.organisation.name ?? id)}</small></button></li>`;
