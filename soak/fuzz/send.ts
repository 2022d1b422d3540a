import { request } from 'node:http';

export interface Heard {
  status: number;
  text: string;
}

/** Sends a request as it stands: `fetch` would tidy up paths and headers. */
export function send(
  url: string,
  { method, path, headers, body }: { method: string; path: string; headers: Record<string, string>; body?: string },
): Promise<Heard> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const content = body === undefined ? undefined : Buffer.from(body);
    const length = content ? { 'content-length': String(content.length) } : {};
    const asking = request({ host: '127.0.0.1', port, method, path, headers: { ...headers, ...length } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () => {
        const said = JSON.stringify(answer.headers) + Buffer.concat(chunks).toString();
        resolve({ status: answer.statusCode ?? 0, text: said });
      });
    });
    asking.setTimeout(30_000, () => asking.destroy(new Error('no answer within 30 seconds')));
    asking.once('error', reject);
    asking.end(content);
  });
}
