/** Session files on disk: read with a size limit, written atomically. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { BOARDS } from '../core/boards';
import { PROFILES } from '../core/kernel/profiles';
import { parseSession, printSession } from '../core/session/session';
import type { Session } from '../core/session/session';
import { FileProblem } from './problem';
import { readText, systemProblem } from './read-text';
import { SESSION_SUFFIX } from './session-suffix';

const MOST_BYTES = 32 * 1024 * 1024;

/** @throws FileProblem or SessionError: not there, too large, damaged, foreign, newer. */
export function readSession(path: string): Session {
  const session = parseSession(readText(path, MOST_BYTES), basename(path));
  for (const [key, known] of [['board', BOARDS], ['profile', PROFILES]] as const) {
    const names = known.map((one) => one.name);
    if (!names.includes(session[key])) throw new FileProblem(`${basename(path)} needs the ${key} "${session[key]}", which this program does not have`, `It has: ${names.join(', ')}. A newer release may have more.`);
  }
  return session;
}

/** @throws FileProblem. The file is the old one or the new one, never half of it. */
export async function writeSession(path: string, session: Session): Promise<void> {
  const text = printSession(session);
  if (Buffer.byteLength(text) > MOST_BYTES) throw new FileProblem(`this session is larger than ${MOST_BYTES / 1024 / 1024} MiB and could not be opened again`, 'Take back large edits of memory, or begin a new session.');
  try {
    await writeFileAtomic(path, text);
  } catch (fault) {
    throw systemProblem(fault, `${basename(path)} cannot be written`);
  }
}

/** What a session saved at `path` is called. */
export function sessionNameOf(path: string): string {
  const stem = basename(path).replace(/(\.dmalab)?\.json$/i, '');
  return (stem === '' ? 'session' : stem).slice(0, 200);
}

export function withSuffix(path: string): string {
  return path.toLowerCase().endsWith('.json') ? path : path + SESSION_SUFFIX;
}

/** Nobody was asked whether `path` may be replaced: then only a session may be. */
export function refuseForeignTarget(path: string): void {
  if (!existsSync(path)) return;
  try {
    readSession(path);
  } catch {
    throw new FileProblem(`${basename(path)} exists and is not a session; it was left as it is`, 'Choose another name.');
  }
}
