/**
 * `npm start`: a bare machine becomes a running bench. Without a display the app runs on a virtual one, reports what
 * happened in its default session and leaves a screenshot. `--dev` runs it from the sources, with reloading.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureApp } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { hasDisplay, withDisplay } from './display.mjs';
import { ensureRuntime } from './electron-runtime.mjs';
import { isRoot, nodeScript, ROOT, run, TIMED_OUT } from './run-command.mjs';
import { Failed, runScript, say } from './say.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

const REPORT_SECONDS = 180;
/** Where the user is: names of session files start from here. */
const HERE = process.env.INIT_CWD ?? process.cwd();

await runScript(async (args) => {
  await ensureDependencies();
  const electron = await ensureRuntime();
  await ensureSystemLibraries(electron, true);
  if (args[0] === '--dev') return await develop(electron, args.slice(1));
  await ensureApp();
  if (!hasDisplay()) return await report(electron, args);
  say('opening the bench');
  return await run(electron, [ROOT, ...rootSwitch(), ...args], { cwd: HERE });
});

/** As root Chromium refuses its sandbox; nobody should work as root, but containers do. */
function rootSwitch() {
  return process.platform === 'linux' && isRoot() ? ['--no-sandbox'] : [];
}

/** The app's own report, in a profile of its own: nothing of the user's changes what it shows. */
async function report(electron, args) {
  const folder = join(ROOT, 'out', 'report');
  const profile = mkdtempSync(join(tmpdir(), 'dma-lab-report-'));
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'window.png'), { force: true });
  say('no display: running the default session on a virtual one');
  try {
    const words = [ROOT, ...rootSwitch(), `--user-data-dir=${profile}`, '--report', folder, ...args];
    // Chromium complains on standard error about buses and GPUs that a machine without a display lacks.
    const code = await withDisplay((env) => run(electron, words, { cwd: HERE, env, stdio: ['ignore', 'inherit', process.env.DMA_LAB_VERBOSE ? 'inherit' : 'ignore'] }, REPORT_SECONDS));
    if (code !== 0) throw new Failed(`the bench ${code === TIMED_OUT ? `did not end within ${REPORT_SECONDS} s` : `ended with code ${code}`}`, 'Run it again with DMA_LAB_VERBOSE=1 to see what Electron says.');
    if (existsSync(join(folder, 'window.png'))) say(`the screenshot is ${join(folder, 'window.png')}`);
    return 0;
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

function develop(electron, args) {
  const words = ['dev', ...(rootSwitch().length > 0 ? ['--noSandbox'] : []), ...args];
  return withDisplay((env) => nodeScript(join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'), words, { env: { ...env, ELECTRON_EXEC_PATH: electron } }));
}
