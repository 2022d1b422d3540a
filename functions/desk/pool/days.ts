import { dateAs, type Language } from '../../deadlines/say.ts';

/** From which day to which, where one of them may be open: 2008年7月1日 至今. Pure. */
export function daysAs({ from, to }: { from?: string | undefined; to?: string | undefined }, language: Language): string {
  const [first, last] = [from, to].map((date) => date && dateAs(date, language));
  if (first && last) return `${first} – ${last}`;
  if (first) return { zh: `${first} 至今`, en: `since ${first}` }[language];
  return last ? { zh: `至 ${last}`, en: `until ${last}` }[language] : '';
}
