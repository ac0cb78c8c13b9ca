/** Starting other programs and waiting for them. */
import { spawn, spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Run with our own output streams; answers the exit code (128 + signal number when it was killed). */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
}

/** Run quietly: {code, output}. */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options });
  return { code: result.status ?? 1, output: `${result.stdout ?? ''}${result.stderr ?? ''}`, missing: result.error?.code === 'ENOENT' };
}

/** A program of an installed package, by the path of its JavaScript file. */
export const nodeScript = (path, args, options) => run(process.execPath, [path, ...args], options);

export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
