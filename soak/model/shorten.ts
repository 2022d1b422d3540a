import type { Command } from './commands.ts';
import type { Report } from './run.ts';

/**
 * The shortest story that is found to go wrong in the same way: what comes after the mistake is left out, then one command after the
 * other, the last first, as long as the same invariant is broken; then the weather.
 */
export async function shorten(
  story: Command[],
  report: Report,
  tell: (story: Command[]) => Promise<Report>,
  isOver: () => boolean,
): Promise<{ story: Command[]; report: Report }> {
  const mistake = ({ wrong: [first = ''] }: Report) => /^\w+(?=: )/.exec(first)?.[0] ?? first.replaceAll(/\S*\d\S*/g, '');
  let best = { story: story.slice(0, report.lines.length), report };
  const better = async (shorter: Command[]) => {
    if (isOver()) return false;
    const told = await tell(shorter);
    if (mistake(told) !== mistake(report)) return false;
    best = { story: shorter.slice(0, told.lines.length), report: told };
    return true;
  };
  for (let i = best.story.length - 2; i >= 0; i--) if (i < best.story.length - 1) await better(best.story.toSpliced(i, 1));
  for (let i = 0; i < best.story.length; i++) {
    const command = best.story[i];
    if (command?.weather) await better(best.story.with(i, { ...command, weather: null }));
  }
  return best;
}
