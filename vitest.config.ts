import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [vue()],
  test: {
    include: ['{core,main,preload,renderer,scripts,benchmarks}/**/*.test.{ts,mjs}'],
    testTimeout: 60_000,
    pool: 'threads',
  },
});
