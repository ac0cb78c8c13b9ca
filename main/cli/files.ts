/** Reading files for the command line, with limits and clear errors. */
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Session } from '../../core/session/session';
import { newSession, parseSession } from '../../core/session/session';
import { SessionError } from '../../core/session/session-error';
import { SHIPPED_SESSIONS } from '../../core/session/shipped';
import { CliError } from './cli-error';

const MOST_BYTES = 64 * 1024 * 1024;

/** @param path a file, or - for standard input. @throws CliError with code 3. */
export function readInput(path: string): Uint8Array {
  try {
    if (path !== '-' && statSync(path).size > MOST_BYTES) throw new CliError(`${path} is larger than 64 MiB`, 3);
    return readFileSync(path === '-' ? 0 : path);
  } catch (problem) {
    if (problem instanceof CliError) throw problem;
    throw new CliError(`cannot read ${path === '-' ? 'standard input' : path}: ${reason(problem)}`, 3);
  }
}

/** @throws CliError with code 3. */
export function refuseUnreadable(path: string): void {
  try {
    if (statSync(path).isDirectory()) throw new CliError(`cannot read ${path}: it is a directory`, 3);
    accessSync(path, constants.R_OK);
  } catch (problem) {
    if (problem instanceof CliError) throw problem;
    throw new CliError(`cannot read ${path}: ${reason(problem)}`, 3);
  }
}

export function readText(path: string): string {
  return new TextDecoder().decode(readInput(path));
}

/** A shipped session by name, or a session file. @throws CliError */
export function loadSession(nameOrPath: string): Session {
  if (nameOrPath.endsWith('.c')) return driverSession(nameOrPath);
  const shipped = SHIPPED_SESSIONS.find((one) => one.name === nameOrPath);
  try {
    return shipped !== undefined ? parseSession(shipped.text, shipped.name) : parseSession(readText(nameOrPath), basename(nameOrPath));
  } catch (problem) {
    if (problem instanceof SessionError) throw new CliError(problem.message, 3, problem.remedy);
    if (problem instanceof CliError && !nameOrPath.includes('/') && !nameOrPath.includes('.')) throw new CliError(`there is no shipped session or file "${nameOrPath}"`, 3, `shipped: ${SHIPPED_SESSIONS.map((one) => one.name).join(', ')}`);
    throw problem;
  }
}

/** A session that loads the driver; headers that it includes by "" come along from beside it. */
function driverSession(path: string): Session {
  const name = basename(path);
  const files = new Map([[name, readText(path)]]);
  for (const text of files.values()) {
    for (const [, header] of text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([\w.-]+)"/gm)) {
      const beside = join(dirname(path), header);
      if (!files.has(header) && existsSync(beside)) files.set(header, readText(beside));
    }
  }
  try {
    return newSession({ name: name.replace(/\.c$/, ''), files: [...files].map(([file, text]) => ({ path: file, text })), script: [`insmod ${name}`] });
  } catch (problem) {
    throw new CliError(`${path} cannot be put into a session: ${problem instanceof Error ? problem.message : String(problem)}`, 3, 'use a plain file name and a source of less than a million characters');
  }
}

function reason(problem: unknown): string {
  const code = (problem as { code?: unknown }).code;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'it is a directory';
  if (code === 'EACCES') return 'permission denied';
  return problem instanceof Error ? problem.message : 'unreadable';
}
