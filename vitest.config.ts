import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    // The template, the bundles and the database server are made once, before the first cloud starts.
    globalSetup: './test/setup.ts',
    // A cloud works as hard as it can: more of them at once than cores only wait for each other.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
