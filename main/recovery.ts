/**
 * Unsaved work that outlives a crash. Each running process keeps one file, named by its process number, while there
 * is unsaved work; a clean end removes it. A file whose process is gone is what a crash left.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import writeFileAtomic from 'write-file-atomic';
import { parseSession, printSession } from '../core/session/session';
import type { Session } from '../core/session/session';
import { readText } from './read-text';

const schema = v.object({ savedAt: v.pipe(v.string(), v.isoTimestamp()), file: v.nullable(v.pipe(v.string(), v.maxLength(4096))), session: v.string() });
const MOST_BYTES = 80 * 1024 * 1024;
const NAME = /^(\d+)\.json$/;

export interface Found {
  readonly path: string;
  readonly savedAt: string;
  /** The file that the session was opened from. */
  readonly file: string | null;
  readonly session: Session;
}

export class Recovery {
  private readonly own: string;

  constructor(
    private readonly directory: string,
    private readonly pid: number,
    private readonly isAlive: (pid: number) => boolean = processIsAlive,
  ) {
    this.own = join(directory, `${pid}.json`);
  }

  /** Keep this state of the work. */
  async keep(session: Session, file: string | null, savedAt: string): Promise<void> {
    mkdirSync(this.directory, { recursive: true });
    await writeFileAtomic(this.own, JSON.stringify({ savedAt, file, session: printSession(session) }));
  }

  /** Nothing unsaved is left. */
  drop(): void {
    rmSync(this.own, { force: true });
  }

  /**
   * The newest work that a dead process left; call before the first `keep`. Our own number at this time is that of
   * a dead process too. Unreadable files are put aside and named in `problems`.
   */
  find(): { found: Found | null; problems: string[] } {
    const problems: string[] = [];
    let found: Found | null = null;
    for (const name of existsSync(this.directory) ? readdirSync(this.directory) : []) {
      const pid = Number(NAME.exec(name)?.[1] ?? NaN);
      if (Number.isNaN(pid) || (pid !== this.pid && this.isAlive(pid))) continue;
      const path = join(this.directory, name);
      try {
        const one = this.read(path);
        if (found === null || one.savedAt > found.savedAt) found = one;
      } catch (fault) {
        renameSync(path, `${path}.damaged`);
        problems.push(fault instanceof Error ? fault.message : String(fault));
      }
    }
    return { found: found === null ? null : this.claim(found), problems };
  }

  forget(found: Found): void {
    rmSync(found.path, { force: true });
  }

  private read(path: string): Found {
    const { savedAt, file, session } = v.parse(schema, JSON.parse(readText(path, MOST_BYTES)));
    return { path, savedAt, file, session: parseSession(session, 'the kept work') };
  }

  /** Out of the way of our own file, should the numbers be equal. No process of a user has number 0, so that it is found again when we crash before the answer. */
  private claim(found: Found): Found {
    if (found.path !== this.own) return found;
    const path = join(this.directory, '0.json');
    renameSync(found.path, path);
    return { ...found, path };
  }
}

function processIsAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}
