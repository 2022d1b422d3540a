import type * as z from 'zod/mini';

/** One route of the API as everybody sees it: the OpenAPI document, the template's routes and the handlers follow from it. */
export interface Contract {
  method: 'GET' | 'POST' | 'PATCH';
  /** As API Gateway and OpenAPI write it: `/v1/visits/{id}`. */
  path: `/${string}`;
  summary: { zh: string; en: string };
  params?: z.ZodMiniType;
  query?: z.ZodMiniType;
  body?: z.ZodMiniType;
  /** A file instead of JSON: the media types that are taken. */
  upload?: readonly string[];
  /** How large it may be, in bytes; 1 MB without it. */
  largestUpload?: number;
  /** The status of success, and what it answers. */
  success: 200 | 201;
  answer?: z.ZodMiniType;
  /** What it answers beside JSON, or where there is no `answer` instead: media types. */
  produces?: readonly string[];
  /** Anybody may call it, without signing in. */
  open?: true;
}
