/** `npm run -s dmabench -- …`: the lab on the command line, set up and built when needed. */
import { join } from 'node:path';
import { ensureCli } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { nodeScript, ROOT } from './run-command.mjs';
import { runScript } from './say.mjs';

await runScript(async (args) => {
  await ensureDependencies();
  await ensureCli();
  return await nodeScript(join(ROOT, 'out/cli/dmabench.mjs'), args, { cwd: process.env.INIT_CWD ?? process.cwd() });
});
