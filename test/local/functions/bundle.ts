import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionModel } from '../../../local/template/model.ts';

/** A folder with a bundle of this source; removed by the returned function. */
export function bundle(source: string): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'function-'));
  writeFileSync(join(folder, 'index.mjs'), source);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function functionModel(name: string, folder: string, more: Partial<FunctionModel> = {}): FunctionModel {
  return {
    logicalId: name,
    name,
    arn: `arn:aws:lambda:us-east-1:111111111111:function:${name}`,
    folder,
    handler: 'index.handler',
    environment: {},
    memorySize: 128,
    timeoutSeconds: 10,
    roleArn: `arn:aws:iam::111111111111:role/${name}`,
    asynchronous: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 21_600 },
    ...more,
  };
}
