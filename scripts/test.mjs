/**
 * `npm test`: lint, types, unit and property tests, build, stories on the built app. All parts run even when one
 * fails; the last line says how many passed and failed. `npm test -- unit lint` runs only those parts.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureApp, ensureCli } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { withDisplay } from './display.mjs';
import { ensureRuntime } from './electron-runtime.mjs';
import { nodeScript, ROOT } from './run-command.mjs';
import { Failed, runScript, say } from './say.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

const bin = (path) => join(ROOT, 'node_modules', path);
const work = mkdtempSync(join(tmpdir(), 'dma-lab-test-'));

const WORLDS = ['core', 'core/tsconfig.test.json', 'main', 'preload', 'e2e'];

const PARTS = {
  lint: async () => verdict(await nodeScript(bin('eslint/bin/eslint.js'), ['.', '--max-warnings', '0'])),
  typecheck: async () => {
    let failed = 0;
    for (const world of WORLDS) if ((await nodeScript(bin('typescript/bin/tsc'), ['-p', join(ROOT, world)])) !== 0) failed++;
    if ((await nodeScript(bin('vue-tsc/bin/vue-tsc.js'), ['-p', join(ROOT, 'renderer')])) !== 0) failed++;
    return { passed: WORLDS.length + 1 - failed, failed };
  },
  unit: async () => {
    const report = join(work, 'unit.json');
    const code = await nodeScript(bin('vitest/vitest.mjs'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
    return counted(report, code, ({ numPassedTests, numTotalTests, numPendingTests, numTodoTests, numFailedTestSuites }) => ({ passed: numPassedTests, failed: numTotalTests - numPassedTests - numPendingTests - numTodoTests, suites: numFailedTestSuites }));
  },
  build: async () => {
    await ensureApp();
    await ensureCli();
    return { passed: 1, failed: 0 };
  },
  e2e: async () => {
    const electron = await ensureRuntime();
    ensureSystemLibraries(electron, true);
    await ensureApp();
    const report = join(work, 'e2e.json');
    const env = { ELECTRON_EXEC_PATH: electron, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    const code = await withDisplay((display) => nodeScript(bin('@playwright/test/cli.js'), ['test', '-c', join(ROOT, 'e2e', 'playwright.config.ts'), '--reporter=list,json'], { env: { ...display, ...env } }));
    return counted(report, code, ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected, suites: 0 }));
  },
};

const verdict = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 });

/** Counts from a report; a run that failed without a failed test still counts as one failure. */
function counted(file, code, read) {
  try {
    const { passed, failed } = read(JSON.parse(readFileSync(file, 'utf8')));
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

await runScript(async (args) => {
  const wanted = args.length > 0 ? args : Object.keys(PARTS);
  for (const name of wanted) if (PARTS[name] === undefined) throw new Failed(`there is no part "${name}"`, `Parts: ${Object.keys(PARTS).join(', ')}.`);
  ensureDependencies();
  let passed = 0;
  let failed = 0;
  for (const name of wanted) {
    say(name);
    const from = performance.now();
    let result = { passed: 0, failed: 1 };
    try {
      result = await PARTS[name]();
    } catch (problem) {
      process.stderr.write(`✗ ${problem.message}\n${problem.remedy === undefined ? '' : `  What to do: ${problem.remedy}\n`}`);
    }
    say(`${name}: ${result.passed} passed, ${result.failed} failed in ${((performance.now() - from) / 1000).toFixed(1)} s`);
    passed += result.passed;
    failed += result.failed;
  }
  rmSync(work, { recursive: true, force: true });
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});
