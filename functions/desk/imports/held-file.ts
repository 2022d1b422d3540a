import { createHash } from 'node:crypto';
import { CSV, XLSX } from '../../imports/media-types.ts';
import type { Upload } from '../../platform/body.ts';
import { type Html, html } from '../../platform/html.ts';
import type { Form } from '../desk.ts';

/** A larger one is chosen again: a page of that weight is none for a telephone. */
const MOST_BYTES = 150 * 1024;

/** What a preview was made of, so that the same is imported that was looked at; undefined where it is too large to stand in a page. */
export const held = ({ type, bytes }: Upload): Html | undefined =>
  bytes.length > MOST_BYTES
    ? undefined
    : html`<input type="hidden" name="heldType" value="${type}"><input type="hidden" name="held" value="${bytes.toString('base64')}">`;

/** By which a file that is chosen again is known to be the one that was looked at. */
export const markOf = ({ bytes }: Upload): string => createHash('sha256').update(bytes).digest('base64url');

/** The same of the form that was sent. */
export const heldIn = ({ held: bytes, heldType: type }: Form): Upload | undefined =>
  bytes !== undefined && (type === CSV || type === XLSX) ? { type, bytes: Buffer.from(bytes, 'base64') } : undefined;
