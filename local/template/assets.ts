import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { refuse } from './refusal.ts';

interface Manifest {
  readonly files: Record<
    string,
    {
      readonly source: { readonly path: string; readonly packaging: string };
      readonly destinations: Record<string, { readonly objectKey: string }>;
    }
  >;
}

/** The folders of a template's assets by the object key under which the template knows them. */
export function assetFolders(templatePath: string): (objectKey: string, where: string) => string {
  const path = templatePath.replace(/\.template\.json$/, '.assets.json');
  const folders = new Map<string, string>();
  if (existsSync(path)) {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    for (const { source, destinations } of Object.values(manifest.files)) {
      if (source.packaging !== 'zip') continue;
      for (const { objectKey } of Object.values(destinations))
        folders.set(objectKey, resolve(join(dirname(path), source.path)));
    }
  }
  return (objectKey, where) =>
    folders.get(objectKey) ?? refuse(where, `its code ${objectKey} is not among the template's assets`);
}
