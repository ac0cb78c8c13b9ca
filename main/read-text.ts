/** Reads a text file that may be anything: not there, a folder, huge, or not text at all. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { FileProblem } from './problem';

const MEBI = 1024 * 1024;

/** @throws FileProblem in words for the user. */
export function readText(path: string, mostBytes: number): string {
  const name = basename(path);
  const bytes = readBytes(path, name, mostBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileProblem(`${name} is not a text file`, 'Choose a session file (.dmalab.json).');
  }
}

function readBytes(path: string, name: string, most: number): Uint8Array {
  let file: number | null = null;
  try {
    // A pipe without a writer would block an open that waits.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const { size } = regular(fstatSync(file), name);
    if (size > most) throw new FileProblem(`${name} has ${(size / MEBI).toFixed(1)} MiB; at most ${(most / MEBI).toFixed(0)} MiB are read`, 'This is hardly a session file; choose another one.');
    const bytes = new Uint8Array(size);
    let at = 0;
    while (at < size) {
      const got = readSync(file, bytes, at, size - at, null);
      if (got === 0) break;
      at += got;
    }
    return bytes.subarray(0, at);
  } catch (fault) {
    throw fault instanceof FileProblem ? fault : systemProblem(fault, `${name} cannot be read`);
  } finally {
    if (file !== null) closeSync(file);
  }
}

function regular<T extends { isFile(): boolean }>(stat: T, name: string): T {
  if (!stat.isFile()) throw new FileProblem(`${name} is not a file`, 'Choose a session file (.dmalab.json).');
  return stat;
}

const REASONS: Readonly<Record<string, [reason: string, remedy: string]>> = {
  ENOENT: ['there is no such file', 'It may have been moved or deleted; choose it again.'],
  EACCES: ['access is denied', 'Change the permissions, or choose another place.'],
  EPERM: ['the system does not permit it', 'Choose another place.'],
  EISDIR: ['it is a folder', 'Choose a file.'],
  ENOTDIR: ['a part of its path is not a folder', 'Choose another place.'],
  ENOSPC: ['the disk is full', 'Free some space, or save in another place.'],
  EROFS: ['the disk is read-only', 'Save in another place.'],
  ENAMETOOLONG: ['the name is too long', 'Choose a shorter name.'],
};

/** An error of the file system in words. */
export function systemProblem(fault: unknown, what: string): FileProblem {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown error';
  const [reason, remedy] = REASONS[code] ?? [code, 'Try another place.'];
  return new FileProblem(`${what}: ${reason}`, remedy);
}
