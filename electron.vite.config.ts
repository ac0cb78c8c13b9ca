/** Three worlds, three builds. Targets are those of the oldest runtime in use: Electron 33 (Node 20.18, Chromium 130). */
import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      outDir: at('out/main'),
      externalizeDeps: false,
      rollupOptions: { input: { index: at('main/index.ts') }, external: ['electron'], output: { format: 'es', entryFileNames: '[name].js' } },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      outDir: at('out/preload'),
      externalizeDeps: false,
      rollupOptions: { input: { index: at('preload/index.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [vue()],
    build: { target: 'chrome130', outDir: at('out/renderer'), rollupOptions: { input: at('renderer/index.html') } },
  },
});
