/** Text for other programs: logs. Written atomically, and over an existing file only when the user was asked. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { FileProblem } from './problem';
import { systemProblem } from './read-text';

/** @throws FileProblem. */
export async function writeTextFile(path: string, text: string, mayReplace: boolean): Promise<{ path: string; lines: number }> {
  const target = /\.(txt|log)$/i.test(path) ? path : `${path}.txt`;
  // The dialog asked about the name that was typed, not about the one that the ending makes of it.
  if (existsSync(target) && !(mayReplace && target === path)) throw new FileProblem(`${basename(target)} exists; it was left as it is`, 'Choose another name.');
  try {
    await writeFileAtomic(target, text);
  } catch (fault) {
    throw systemProblem(fault, `${basename(target)} cannot be written`);
  }
  return { path: target, lines: text.split('\n').length - 1 };
}
