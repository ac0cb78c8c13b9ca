/** Builds when sources are newer than what was built. Works by the contents' hash: a checkout touches times, not contents. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { ROOT, runQuietly } from './run-command.mjs';
import { Failed, say, tail } from './say.mjs';

const OUT = join(ROOT, 'out');
const BUILD_SECONDS = 300;

/** Files under `paths` that a build reads, sorted. */
export function sourceFiles(paths) {
  const found = [];
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else if (!/\.(test\.ts|md)$/.test(path)) found.push(path);
  };
  for (const path of paths) visit(join(ROOT, path));
  return found;
}

export function contentHash(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Run `build` unless `name`'s stamp says that the same sources were built. */
async function whenStale(name, paths, product, build) {
  const stamp = join(OUT, `.${name}-built-from`);
  const hash = contentHash(sourceFiles(paths));
  if (existsSync(join(OUT, product)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  await build();
  mkdirSync(OUT, { recursive: true });
  writeFileSync(stamp, hash);
}

export function ensureApp() {
  return whenStale('app', ['core', 'main', 'preload', 'renderer', 'examples', 'electron.vite.config.ts', 'package-lock.json'], 'main/index.js', async () => {
    say('building the app');
    const { code, output } = await runQuietly(process.execPath, [join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], {}, BUILD_SECONDS);
    if (code !== 0) throw new Failed(`the build failed:\n${tail(stripVTControlCharacters(output), 30)}`, 'Correct what the message names and run the command again.');
  });
}

/** One bundle for plain node from one entry. */
async function bundle(entry, file) {
  const { rolldown } = await import(pathToFileURL(join(ROOT, 'node_modules/rolldown/dist/index.mjs')).href);
  try {
    const build = await rolldown({ input: join(ROOT, entry), platform: 'node', external: [/^node:/, 'electron', /^@playwright/], logLevel: 'silent' });
    // Renamed into place when it is complete: another one may be running it at this moment.
    const draft = join(OUT, dirname(file), `.${process.pid}.mjs`);
    await build.write({ file: draft, format: 'esm', codeSplitting: false });
    await build.close();
    renameSync(draft, join(OUT, file));
  } catch (problem) {
    throw new Failed(`${entry} does not build: ${problem instanceof Error ? stripVTControlCharacters(problem.message) : problem}`, 'Correct what the message names and run the command again.');
  }
}

export const ensureCli = () => whenStale('cli', ['core', 'main', 'examples', 'package-lock.json'], 'cli/dmabench.mjs', () => bundle('main/dmabench.ts', 'cli/dmabench.mjs'));

export const ensureBench = () => whenStale('bench', ['core', 'benchmarks', 'examples', 'package-lock.json'], 'bench/index.mjs', () => bundle('benchmarks/index.ts', 'bench/index.mjs'));
