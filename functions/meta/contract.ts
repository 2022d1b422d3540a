import * as z from 'zod/mini';
import { CatalogueEntry } from '../catalogue/entry.ts';
import type { Contract } from '../platform/contract.ts';

export const getCatalogue = {
  method: 'GET',
  path: '/v1/catalogue',
  summary: { zh: '可选代码：活动形式、学校层次、荣誉等', en: 'The codes to choose from' },
  success: 200,
  answer: z.record(z.string(), z.array(CatalogueEntry)),
} satisfies Contract;

export const getOpenApi = {
  method: 'GET',
  path: '/openapi.json',
  summary: { zh: '接口说明', en: 'This document' },
  open: true,
  success: 200,
} satisfies Contract;

export const getHealth = {
  method: 'GET',
  path: '/health',
  summary: { zh: '运行状态', en: 'Whether the service and its table answer' },
  open: true,
  success: 200,
  answer: z.strictObject({ status: z.literal('ok') }),
} satisfies Contract;
