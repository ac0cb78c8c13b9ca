/**
 * `npm run package`: the app as a folder that runs by itself, in dist/, with Electron's fuses set: no run-as-node, no
 * Node options or inspector, only code from the checked archive, cookies encrypted.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureApp } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureRuntime } from './electron-runtime.mjs';
import { capture, ROOT } from './run-command.mjs';
import { Failed, runScript, say } from './say.mjs';

const STAGE = join(ROOT, 'dist', 'stage');

await runScript(async () => {
  ensureDependencies();
  const electron = await ensureRuntime();
  await ensureApp();
  const { packager } = await import('@electron/packager');
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(STAGE, { recursive: true });
  const { name, productName, version, main, type, description, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const folder of ['main', 'preload', 'renderer']) cpSync(join(ROOT, 'out', folder), join(STAGE, 'out', folder), { recursive: true });
  writeFileSync(join(STAGE, 'package.json'), JSON.stringify({ name, productName, version, main, type, description, license }));
  const runtime = dirname(electron);
  const electronVersion = readFileSync(join(runtime, 'version'), 'utf8').trim();
  const zips = zipOf(runtime, electronVersion);
  say('packing');
  const [folder] = await packager({ dir: STAGE, out: join(ROOT, 'dist'), overwrite: true, quiet: true, asar: true, electronVersion, electronZipDir: zips, name: productName, executableName: name });
  const executable = join(folder, process.platform === 'win32' ? `${name}.exe` : process.platform === 'darwin' ? `${productName}.app` : name);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  rmSync(STAGE, { recursive: true, force: true });
  say(`the app is in ${folder}`);
  return 0;
});

/** The packager takes runtimes as zip files with electron's names; made once from the runtime in use. */
function zipOf(runtime, version) {
  const folder = join(ROOT, 'dist', 'runtime');
  const file = join(folder, `electron-v${version}-${process.platform}-${process.arch}.zip`);
  if (existsSync(file)) return folder;
  say('packing the runtime for the packager');
  mkdirSync(folder, { recursive: true });
  const { code, output, missing } = capture('zip', ['-1', '-q', '-r', '-y', file, '.', '-x', 'resources/default_app.asar/*'], { cwd: runtime });
  if (missing) throw new Failed('the program zip is missing', 'Install it (on Debian: apt-get install zip).');
  if (code !== 0) throw new Failed(`zip failed: ${output.trim()}`, 'See the message above.');
  return folder;
}
