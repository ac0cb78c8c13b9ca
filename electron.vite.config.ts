/** Three worlds, three builds. Targets are those of the oldest runtime in use: Electron 33 (Node 20.18, Chromium 130). */
import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { runnerImport } from 'vite';

/** Only the development server's page may talk to it. */
const reloading: Plugin = { name: 'reloading', apply: 'serve', transformIndexHtml: (html) => html.replace("connect-src 'none'", 'connect-src ws://localhost:*') };

/** Two thirds of dockview's styles are themes that nobody here wears. */
const ownTheme: Plugin = {
  name: 'own-theme',
  enforce: 'pre',
  transform: (code, id) => (/dockview\.css$/.test(id) ? code.replace(/\/\*[^]*?\*\//g, '').replace(/[^{}]*\.dockview-theme-[^{}]*\{[^{}]*\}/g, '') : null),
};

/**
 * Chunks in characters of one byte: a single wider one makes the engine hold and read all of the text in two. A raw template
 * has no escapes, and behind a backslash one would mean something else: a chunk with such a place stays as it is.
 */
const oneByte: Plugin = {
  name: 'one-byte',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || /\\[\u0100-\uffff]/.test(chunk.code) || [...chunk.code.matchAll(/String\.raw`(?:[^`\\]|\\[^])*`/g)].some(([raw]) => WIDE.test(raw))) continue;
      chunk.code = chunk.code.replace(new RegExp(WIDE, 'g'), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    }
  },
};
const WIDE = /[\u0100-\uffff]/;

const at = (path: string) => resolve(import.meta.dirname, path);

/** What the core makes of its headers, computed once for all starts. While sources are watched nothing is: they change. */
const kernelLayouts: Plugin = {
  name: 'kernel-layouts',
  async load(id) {
    if (id !== at('main/kernel-layouts.ts') || this.meta.watchMode) return null;
    const { module } = await runnerImport<{ allLayouts: (target: string) => unknown }>(at('core/kernel/structs.ts'), { configFile: false, logLevel: 'silent' });
    return `export const KERNEL_LAYOUTS = JSON.parse(${JSON.stringify(JSON.stringify(module.allLayouts('arm')))});`;
  },
};

export default defineConfig({
  main: {
    plugins: [kernelLayouts, oneByte],
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
    plugins: [vue(), reloading, ownTheme, oneByte],
    build: { target: 'chrome130', minify: true, outDir: at('out/renderer'), rollupOptions: { input: at('renderer/index.html') } },
  },
});
