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
  /** The status of success, and what it answers. */
  success: 200 | 201;
  answer?: z.ZodMiniType;
  /** The media type of what it answers, where that is not JSON. */
  produces?: string;
  /** Anybody may call it, without signing in. */
  open?: true;
}
