/** `npm run bench`: figures beside their baselines. */
import { join } from 'node:path';
import { ensureApp, ensureBench } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { withDisplay } from './display.mjs';
import { ensureRuntime } from './electron-runtime.mjs';
import { nodeScript, ROOT } from './run-command.mjs';
import { runScript } from './say.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

await runScript(async (args) => {
  await ensureDependencies();
  const electron = await ensureRuntime();
  await ensureSystemLibraries(electron, true);
  await ensureApp();
  await ensureBench();
  return await withDisplay((env) => nodeScript(join(ROOT, 'out/bench/index.mjs'), args, { env: { ...env, ELECTRON_EXEC_PATH: electron } }));
});
