/** Starting other programs and waiting for them. */
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Exit code of a program that was ended because its time was over. */
export const TIMED_OUT = 124;

/**
 * Run with our own output streams. Answers the exit code: TIMED_OUT when `seconds` did not suffice, 128 + the signal's
 * number when it was killed otherwise.
 * @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}, seconds = Infinity) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
    const end = endAfter(child, seconds);
    const stop = () => child.kill();
    process.once('exit', stop);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('exit', stop);
      resolve(end() ? TIMED_OUT : (code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
    });
  });
}

/**
 * Run and keep what it says, while this process stays responsive.
 * @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{code: number, output: string, missing: boolean}>}
 */
export function runQuietly(command, args, options = {}, seconds = Infinity) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const end = endAfter(child, seconds);
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output += chunk);
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (/** @type {NodeJS.ErrnoException} */ problem) => {
      end();
      resolve({ code: 1, output: problem.message, missing: problem.code === 'ENOENT' });
    });
    child.on('close', (code) => resolve({ code: end() ? TIMED_OUT : (code ?? 1), output, missing: false }));
  });
}

/** For short questions: wait for the answer. @param {string} command @param {string[]} args */
export function ask(command, args) {
  const result = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const problem = /** @type {NodeJS.ErrnoException | undefined} */ (result.error);
  return { code: result.status ?? 1, output: `${result.stdout ?? ''}${result.stderr ?? ''}`, missing: problem?.code === 'ENOENT' };
}

/**
 * A program of an installed package, by the path of its JavaScript file.
 * @param {string} path @param {string[]} args @param {import('node:child_process').SpawnOptions} [options] @param {number} [seconds]
 */
export const nodeScript = (path, args, options, seconds) => run(process.execPath, [path, ...args], options, seconds);

export const isRoot = () => process.getuid?.() === 0;

/** @param {import('node:child_process').ChildProcess} child @param {number} seconds @returns call at its end: whether time was over. */
function endAfter(child, seconds) {
  let over = false;
  const timer = Number.isFinite(seconds)
    ? setTimeout(() => {
        over = true;
        child.kill('SIGKILL');
      }, seconds * 1000)
    : undefined;
  return () => {
    clearTimeout(timer);
    return over;
  };
}
