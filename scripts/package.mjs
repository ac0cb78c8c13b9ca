/**
 * `npm run package`: the built app with its runtime as a folder under dist/, for this machine's platform. The fuses
 * close the runtime's back doors: no plain Node, no inspector, no code from outside the app's archive. The runtime is
 * the one in use here; an older one (see electron-runtime.mjs) is for trying the package, not for giving it away.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureApp } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureRuntime } from './electron-runtime.mjs';
import { ROOT } from './run-command.mjs';
import { Failed, runScript, say } from './say.mjs';
import { zipFolder } from './zip-writer.mjs';

const EXECUTABLE = 'dma-lab-bench';

await runScript(async () => {
  await ensureDependencies();
  const electron = await ensureRuntime();
  await ensureApp();
  const work = mkdtempSync(join(tmpdir(), 'dma-lab-package-'));
  try {
    const app = stageApp(join(work, 'app'));
    const runtime = await zippedRuntime(electron, join(work, 'runtime'));
    say('packaging');
    const folder = await packageApp(app, runtime);
    await closeFuses(folder);
    say(`packaged in ${folder}`);
    return 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

/** Only what runs: the bundles hold all their packages. */
function stageApp(folder) {
  const { name, productName, version, description, license, type, main } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const part of ['main', 'preload', 'renderer']) cpSync(join(ROOT, 'out', part), join(folder, 'out', part), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, productName, version, description, license, type, main }));
  return folder;
}

/** The packager reads runtimes from zip files that are named by version and platform. */
async function zippedRuntime(electron, folder) {
  const root = process.platform === 'darwin' ? join(dirname(electron), '../../..') : dirname(electron);
  const mark = join(root, 'version');
  if (!existsSync(mark)) throw new Failed(`the runtime in ${root} does not say its version`, `Write it into the file ${mark}, for example 45.4.1.`);
  const version = readFileSync(mark, 'utf8').trim().replace(/^v/, '');
  say(`zipping the runtime (Electron ${version})`);
  mkdirSync(folder, { recursive: true });
  await zipFolder(root, join(folder, `electron-v${version}-${process.platform}-${process.arch}.zip`), (path) => path.endsWith('/default_app.asar'));
  return { folder, version };
}

async function packageApp(app, runtime) {
  const { packager } = await import('@electron/packager');
  const [folder] = await packager({
    dir: app,
    out: join(ROOT, 'dist'),
    overwrite: true,
    asar: true,
    prune: false,
    quiet: true,
    executableName: EXECUTABLE,
    platform: process.platform,
    arch: process.arch,
    electronVersion: runtime.version,
    electronZipDir: runtime.folder,
  });
  if (folder === undefined) throw new Failed('the packager made nothing', 'Read its messages above.');
  return folder;
}

async function closeFuses(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = (await import('@electron/fuses')).default;
  const program = { darwin: 'DMA Lab Bench.app', win32: `${EXECUTABLE}.exe` }[process.platform] ?? EXECUTABLE;
  await flipFuses(join(folder, program), {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: process.platform === 'darwin',
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
  });
}
