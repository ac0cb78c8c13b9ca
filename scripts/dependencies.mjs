/** node_modules as package-lock.json says: installed when missing or outdated. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, ROOT, runQuietly } from './run-command.mjs';
import { Failed, say, tail } from './say.mjs';

/**
 * Whether npm's record of what it installed agrees with the lock file. Optional packages of other platforms may be
 * missing; a package that is there in another version, or that nobody asked for, may not.
 * @param {Record<string, LockedPackage>} locked @param {Record<string, LockedPackage>} installed by path of the package.
 * @typedef {{version?: string, integrity?: string, optional?: boolean}} LockedPackage
 */
export function agrees(locked, installed) {
  for (const [path, { version, integrity, optional }] of Object.entries(locked)) {
    if (path === '') continue;
    const found = installed[path];
    if (found === undefined ? optional !== true : found.version !== version || found.integrity !== integrity) return false;
  }
  return Object.keys(installed).every((path) => path in locked);
}

function upToDate() {
  const record = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const packages = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  return agrees(packages(join(ROOT, 'package-lock.json')), packages(record));
}

export async function ensureDependencies() {
  if (upToDate()) return;
  say('installing the packages of package-lock.json (npm ci)');
  // All packages are development packages: the app is bundled. NODE_ENV=production must not leave them out.
  const { code, output, missing } = await runQuietly(npm, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], { shell: process.platform === 'win32' });
  if (missing) throw new Failed('npm was not found', 'Install Node together with npm: https://nodejs.org');
  if (code !== 0) throw new Failed(`npm ci failed:\n${tail(output, 15)}`, 'Check the connection to the npm registry, then run the command again.');
}
