/** Reading files for the command line, with limits and clear errors. */
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Session } from '../../core/session/session';
import { parseSession, SessionError } from '../../core/session/session';
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
  if (nameOrPath.endsWith('.c')) throw new CliError(`${nameOrPath} is a C source: this release runs its built-in drivers only`, 3, 'name a session; "dmabench sessions" lists the shipped ones');
  const shipped = SHIPPED_SESSIONS.find((one) => one.name === nameOrPath);
  try {
    return shipped !== undefined ? parseSession(shipped.text, shipped.name) : parseSession(readText(nameOrPath), basename(nameOrPath));
  } catch (problem) {
    if (problem instanceof SessionError) throw new CliError(problem.message, 3, problem.remedy);
    if (problem instanceof CliError && !nameOrPath.includes('/') && !nameOrPath.includes('.')) throw new CliError(`there is no shipped session or file "${nameOrPath}"`, 3, `shipped: ${SHIPPED_SESSIONS.map((one) => one.name).join(', ')}`);
    throw problem;
  }
}

function reason(problem: unknown): string {
  const code = (problem as { code?: unknown }).code;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'it is a directory';
  if (code === 'EACCES') return 'permission denied';
  return problem instanceof Error ? problem.message : 'unreadable';
}
