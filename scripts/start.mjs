/**
 * `npm start`: a bare machine becomes a running bench. Without a display the app runs on a virtual one, reports what
 * happened in its default session and leaves a screenshot.
 */
import { join } from 'node:path';
import { ensureApp } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { hasDisplay, withDisplay } from './display.mjs';
import { ensureRuntime } from './electron-runtime.mjs';
import { ROOT, run } from './run-command.mjs';
import { Failed, runScript, say } from './say.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

await runScript(async (args) => {
  ensureDependencies();
  const electron = await ensureRuntime();
  ensureSystemLibraries(electron, true);
  await ensureApp();
  const words = [ROOT, ...args];
  /** As root Chromium refuses its sandbox; nobody should work as root, but containers do. */
  if (process.platform === 'linux' && process.getuid() === 0) words.push('--no-sandbox');
  if (hasDisplay()) {
    say('opening the bench');
    return await run(electron, words);
  }
  const folder = join(ROOT, 'out', 'report');
  say('no display: running the default session on a virtual one');
  const code = await withDisplay((env) => run(electron, [...words, '--report', folder, '--user-data-dir=' + join(ROOT, 'out', 'report-profile')], { env, stdio: ['ignore', 'inherit', 'ignore'] }));
  if (code !== 0) throw new Failed(`the bench ended with code ${code}`, 'Run it where there is a display to see more, or read the log in its profile folder.');
  say(`the screenshot is in ${folder}`);
  return 0;
});
