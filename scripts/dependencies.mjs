/** node_modules as package-lock.json says: installed when missing or outdated. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, npm, ROOT } from './run-command.mjs';
import { Failed, say } from './say.mjs';

const STAMP = join(ROOT, 'node_modules', '.installed-for');

const lockHash = () => createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex');

/** An `npm install` by hand leaves the same packages but no stamp: npm's own record then decides. */
function upToDate() {
  if (!existsSync(join(ROOT, 'node_modules', '.package-lock.json'))) return false;
  if (existsSync(STAMP)) return readFileSync(STAMP, 'utf8') === lockHash();
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(join(ROOT, 'node_modules', '.package-lock.json'), 'utf8')).packages;
  return Object.keys(wanted).every((path) => path === '' || wanted[path].optional === true || found[path]?.version === wanted[path].version);
}

export function ensureDependencies() {
  if (!upToDate()) {
    say('installing the packages of package-lock.json (npm ci)');
    const { code, output, missing } = capture(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { shell: process.platform === 'win32' });
    if (missing) throw new Failed('npm was not found', 'Install Node together with npm: https://nodejs.org');
    if (code !== 0) throw new Failed(`npm ci failed:\n${output.trim().split('\n').slice(-15).join('\n')}`, 'Check the connection to the npm registry, then run the command again.');
  }
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== lockHash()) writeFileSync(STAMP, lockHash());
}
