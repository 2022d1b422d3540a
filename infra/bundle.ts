import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/** Where the bundles lie: `.build/functions/<name>/index.mjs`. */
export const BUNDLES = new URL('../.build/functions/', import.meta.url).pathname;

/** Every `*.handler.ts` is a function; its name is the file's. */
export const handlers = (): Map<string, string> => {
  const root = new URL('../', import.meta.url).pathname;
  return new Map(
    globSync('functions/**/*.handler.ts', { cwd: root }).map((file) => [basename(file, '.handler.ts'), `${root}${file}`]),
  );
};

/**
 * middy's helpers import Node's `http` for a list of sentences. As an ES module that import loads Node's whole fetch (measured: a
 * quarter of a bare handler's import), which no function uses.
 */
const withoutHttp: Plugin = {
  name: 'without-http',
  setup(bundling) {
    bundling.onResolve({ filter: /^node:http$/ }, ({ importer }) =>
      importer.includes('/@middy/util/') ? { path: new URL('./status-codes.ts', import.meta.url).pathname } : undefined,
    );
  },
};

/**
 * Of nodemailer only composing a mail and speaking SMTP is used (functions/notices/channels/email.ts). Its table of media types is as
 * large as both, and its fetch would read a mail's parts from addresses, which must not be.
 */
const mailOnly: Plugin = {
  name: 'mail-only',
  setup(bundling) {
    const standIn = new URL('./nodemailer-rest.ts', import.meta.url).pathname;
    bundling.onResolve({ filter: /\/(mime-types|fetch\/index)\.js$/ }, ({ importer }) =>
      importer.includes('/nodemailer/') ? { path: standIn } : undefined,
    );
  },
};

/** Deadlines look a year ahead and records a year back: of twenty years of holidays the last three are a tenth of the weight. */
const recentHolidays: Plugin = {
  name: 'recent-holidays',
  setup(bundling) {
    bundling.onLoad({ filter: /\/chinese-days\/dist\/chinese-days\.json$/ }, ({ path }) => {
      const { holidays, workdays } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>;
      const newest = Math.max(...Object.keys(holidays!).map((day) => Number(day.slice(0, 4))));
      const recent = (days: Record<string, string> = {}) =>
        Object.fromEntries(Object.entries(days).filter(([day]) => Number(day.slice(0, 4)) > newest - 3));
      return { loader: 'json', contents: JSON.stringify({ holidays: recent(holidays), workdays: recent(workdays) }) };
    });
  },
};

/** How every bundle is made: ESM, minified, the SDK inside (a CommonJS bundle imports two to three times slower). */
export const BUNDLING = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': new URL('./credentials-from-env.ts', import.meta.url).pathname,
    // What Koa knows of two and a half thousand media types, twice: two fifths of the OpenID provider.
    'mime-db': new URL('./media-types.json', import.meta.url).pathname,
  },
  minify: true,
  sourcemap: 'linked',
  // Node reads the map whenever it loads a bundle; positions are all that a stack needs.
  sourcesContent: false,
  legalComments: 'none',
  // Some packages still call require for Node's own modules.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  plugins: [withoutHttp, mailOnly, recentHolidays],
  logLevel: 'warning',
} satisfies BuildOptions;

/** Functions whose libraries tell their classes apart by name (`oidc-provider` its models); it costs them a few per cent. */
const NAMES_MATTER = new Set(['issuer']);

/** Bundles all functions. The same bundles are deployed and run locally. */
export async function bundle(outdir = BUNDLES): Promise<void> {
  const entryPoints = (keepNames: boolean) =>
    Object.fromEntries(
      [...handlers()].filter(([name]) => NAMES_MATTER.has(name) === keepNames).map(([name, file]) => [`${name}/index`, file]),
    );
  await Promise.all(
    [true, false].map((keepNames) => build({ ...BUNDLING, keepNames, entryPoints: entryPoints(keepNames), outdir })),
  );
}
