/** The program's own log: standard error and a file beside the settings. Faults of the program, never user data. */
import { appendFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MOST_BYTES = 1024 * 1024;

export function openLog(directory: string, now: () => Date): (where: string, fault: unknown) => void {
  const path = join(directory, 'log.txt');
  return (where, fault) => {
    const text = `${now().toISOString()} ${where}: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`;
    process.stderr.write(text);
    try {
      mkdirSync(directory, { recursive: true });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) rmSync(path);
      appendFileSync(path, text);
    } catch {
      // Standard error has it; a disk that cannot be written must not end the program.
    }
  };
}
