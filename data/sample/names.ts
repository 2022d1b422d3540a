/**
 * Names and phones that nobody can take for real ones: every person is 示例 + a surname + a number, every phone 190-0000-xxxx.
 * The phones are invented; nothing may ever call or text them.
 */
const SURNAMES = [...'张王李赵陈刘杨黄周吴徐孙胡朱高林何郭马罗'];

/** The sample name with this number: 示例张001, 示例王002, … */
export function sampleName(number: number): string {
  return `示例${SURNAMES[(number - 1) % SURNAMES.length]}${String(number).padStart(3, '0')}`;
}

/** The sample phone with this number, 190-0000-0001 to 190-0000-9999. */
export function samplePhone(number: number): string {
  return `190-0000-${String(number % 10_000).padStart(4, '0')}`;
}
