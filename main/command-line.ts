/** What the program was started with: a session file, or a report to make. Chromium's own switches are skipped. */
import { resolve } from 'node:path';

export interface CommandLine {
  readonly file: string | null;
  /** Folder for the report of `--report DIR`. */
  readonly report: string | null;
  readonly problem: string | null;
}

/**
 * @param words behind the executable.
 * @param packaged otherwise the first word that is no switch is the path of the app itself.
 */
export function parseCommandLine(words: readonly string[], directory: string, packaged: boolean): CommandLine {
  let file: string | null = null;
  let report: string | null = null;
  let appSeen = packaged;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--report' || word.startsWith('--report=')) {
      const folder = word === '--report' ? (words[i + 1] ?? '') : word.slice('--report='.length);
      if (folder === '' || folder.startsWith('-')) return { file: null, report: null, problem: '--report needs a folder: --report DIR' };
      report = resolve(directory, folder);
      if (word === '--report') i++;
      continue;
    }
    if (word.startsWith('-') || word === '') continue;
    if (appSeen) file ??= resolve(directory, word);
    appSeen = true;
  }
  return { file, report, problem: null };
}
