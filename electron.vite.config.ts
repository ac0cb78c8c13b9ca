/** Three worlds, three builds. Targets are those of the oldest runtime in use: Electron 33 (Node 20.18, Chromium 130). */
import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

/** Only the development server's page may talk to it. */
const reloading: Plugin = { name: 'reloading', apply: 'serve', transformIndexHtml: (html) => html.replace("connect-src 'none'", 'connect-src ws://localhost:*') };

const at = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      outDir: at('out/main'),
      externalizeDeps: false,
      rollupOptions: { input: { index: at('main/index.ts') }, external: ['electron'], output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js', minify: { compress: false, mangle: false, codegen: true } } },
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
    plugins: [vue(), reloading],
    build: { target: 'chrome130', minify: true, outDir: at('out/renderer'), rollupOptions: { input: at('renderer/index.html') } },
  },
});
