import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Upload } from './body.ts';
import { NotOurForm } from './problems.ts';

type Sent = Pick<APIGatewayProxyEventV2, 'body' | 'headers' | 'isBase64Encoded'>;

/** Whether it is a form with a file, as browsers send it. */
export const isFileForm = ({ headers }: Sent): boolean => /^multipart\/form-data\s*;/i.test(headers['content-type'] ?? '');

/** A form that may bring one file, in a field of that name. */
export interface FileForm {
  fields: Record<string, string>;
  /** Missing where somebody chose none. */
  file: Upload | undefined;
}

/** By the ending of a name: programs on Windows call a table many things. */
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  pdf: 'application/pdf',
};

/**
 * The fields of a page's form, and its one file; how large that may be the gateway limits, and more narrowly whoever takes it.
 * @throws NotOurForm for anything that no form of ours sends
 */
export async function readFileForm(event: Sent): Promise<FileForm> {
  if (!isFileForm(event)) throw new NotOurForm();
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'latin1');
  const headers = { 'content-type': event.headers['content-type']! };
  const form = await new Response(bytes, { headers }).formData().catch(() => {
    throw new NotOurForm();
  });
  const fields: Record<string, string> = {};
  let file: File | undefined;
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else if (name === 'file' && file === undefined) file = value;
    else throw new NotOurForm();
  }
  // A browser sends an empty file without a name where none was chosen.
  return { fields, file: file === undefined || (file.name === '' && file.size === 0) ? undefined : await uploadOf(file) };
}

const uploadOf = async (file: File): Promise<Upload> => ({
  type: typeOf(file.name.split('.').at(-1)!.toLowerCase()) ?? (file.type || 'application/octet-stream'),
  bytes: Buffer.from(await file.arrayBuffer()),
});

const typeOf = (ending: string): string | undefined => (Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined);
