/**
 * `npm test`: lint, types, unit and property tests, build, stories on the built app. All parts run even when one
 * fails; the last line says how many passed and failed. `npm test -- unit lint` runs only those parts.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureApp, ensureBench, ensureCli } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { withDisplay } from './display.mjs';
import { ensureRuntime } from './electron-runtime.mjs';
import { nodeScript, ROOT, runQuietly, TIMED_OUT } from './run-command.mjs';
import { Failed, runScript, say, tellFailure } from './say.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { oneStep, storyCounts, sum, unitCounts } from './test-counts.mjs';

const WORLDS = ['renderer', 'renderer/tsconfig.test.json', 'core', 'core/tsconfig.test.json', 'main', 'preload', 'e2e', 'benchmarks', 'scripts'];

/** No part may hang: far above what each takes on a slow machine. */
const SECONDS = { lint: 600, typecheck: 300, unit: 600, e2e: 900 };

const bin = (path) => join(ROOT, 'node_modules', path);
const work = mkdtempSync(join(tmpdir(), 'dma-lab-test-'));

const PARTS = {
  // No cache: rules that use types judge a file by others, which a cache by file does not notice.
  lint: async () => oneStep(await timed('lint', bin('eslint/bin/eslint.js'), ['.', '--max-warnings', '0'])),
  typecheck: async () => {
    const waiting = [...WORLDS];
    const results = [];
    const lane = async () => {
      for (let world = waiting.shift(); world !== undefined; world = waiting.shift()) results.push(await typecheck(world));
    };
    await Promise.all([lane(), lane()]);
    return oneStep(sum(results).failed);
  },
  unit: async () => {
    const report = join(work, 'unit.json');
    const code = await timed('unit', bin('vitest/vitest.mjs'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
    return unitCounts(code, readReport(report));
  },
  build: async () => {
    await ensureApp();
    await ensureCli();
    await ensureBench();
    return oneStep(0);
  },
  e2e: async () => {
    const electron = await ensureRuntime();
    await ensureSystemLibraries(electron, true);
    await ensureApp();
    const report = join(work, 'e2e.json');
    const env = { ELECTRON_EXEC_PATH: electron, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    const words = ['test', '-c', join(ROOT, 'e2e', 'playwright.config.ts'), '--reporter=list,json'];
    const code = await withDisplay((display) => timed('e2e', bin('@playwright/test/cli.js'), words, { env: { ...display, ...env } }));
    return storyCounts(code, readReport(report));
  },
};

/** @param {keyof typeof SECONDS} part @param {string} script @param {string[]} args @param {import('node:child_process').SpawnOptions} [options] */
async function timed(part, script, args, options) {
  const code = await nodeScript(script, args, options, SECONDS[part]);
  if (code === TIMED_OUT) say(`${part} was ended after ${SECONDS[part]} s`);
  return code;
}

/** What did not change since the last time is not checked again. @param {string} world */
async function typecheck(world) {
  const compiler = world.startsWith('renderer') ? 'vue-tsc/bin/vue-tsc.js' : 'typescript/bin/tsc';
  const memory = join(ROOT, 'out', 'types', `${world.replace(/\W/g, '-')}.tsbuildinfo`);
  const words = [bin(compiler), '-p', join(ROOT, world), '--pretty', 'false', '--incremental', '--tsBuildInfoFile', memory];
  const { code, output } = await runQuietly(process.execPath, words, {}, SECONDS.typecheck);
  if (code !== 0) say(`types do not hold in ${world}${code === TIMED_OUT ? `: ended after ${SECONDS.typecheck} s` : ''}\n${output.trim()}`);
  return oneStep(code);
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function resultOf(name) {
  say(name);
  const from = performance.now();
  let result = oneStep(1);
  try {
    result = await PARTS[name]();
  } catch (problem) {
    tellFailure(problem);
  }
  say(`${name}: ${result.passed} passed, ${result.failed} failed in ${((performance.now() - from) / 1000).toFixed(1)} s`);
  return result;
}

await runScript(async (args) => {
  const wanted = args.length > 0 ? args : Object.keys(PARTS);
  for (const name of wanted) if (!(name in PARTS)) throw new Failed(`there is no part "${name}"`, `Parts: ${Object.keys(PARTS).join(', ')}.`);
  try {
    await ensureDependencies();
    const results = [];
    for (const name of wanted) results.push(await resultOf(name));
    const { passed, failed } = sum(results);
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
