import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    // The template and the bundles are made once, before the first cloud starts.
    globalSetup: './test/synthesize.ts',
    // A cloud is a Java process besides this one: more of them at once than cores only wait for each other.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
