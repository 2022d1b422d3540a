/** IAM's StringLike, as resources and conditions use it: `*` stands for anything, also nothing, `?` for one character. */
export function like(pattern: string): (text: string) => boolean {
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const matcher = new RegExp(`^${expression}$`, 'su');
  return (text) => matcher.test(text);
}
