/** As much of something as tells its owner which one is meant, and nobody else what it is. */
const end = (text: string) => `••${text.slice(-2)}`;

/** Of an e-mail address the first letter and where it is; of any other id its end. */
export function maskedAddress(address: string): string {
  const [, first, host] = /^(.)[^@]*@([^@]+)$/.exec(address) ?? [];
  return first === undefined ? end(address) : `${first}••@${host}`;
}

/** Of an address in the web, by which whoever knows it may write, the host and its end. */
export const maskedUrl = (url: string): string => `https://${new URL(url).host}/${end(url)}`;
