import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 60_000, pool: 'threads' } as const;

/** Core and main keep nothing in their modules: their test files share them. The page's stores and mocks are apart for each file. */
export default defineConfig({
  plugins: [vue()],
  test: {
    projects: [
      { extends: true, test: { ...shared, name: 'core', include: ['{core,main,preload,scripts,benchmarks}/**/*.test.{ts,mjs}'], isolate: false } },
      { extends: true, test: { ...shared, name: 'page', include: ['renderer/**/*.test.ts'] } },
    ],
  },
});
