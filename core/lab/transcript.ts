/**
 * What kernel or shell wrote, as text for a file. Lines of the kernel log that its ring has lost come from the journal,
 * which has them all unless it was off; the shell's output is kept in its terminal alone.
 */
import type { Transcript } from '../contract';
import type { Journal } from '../journal/journal';
import type { LogRecord } from '../kernel/log';
import type { Lab } from './lab';
import { plural } from './views/format';

export function transcript(lab: Lab, of: Transcript): string {
  const lines = of === 'shell' ? shellLines(lab) : logLines(lab);
  return lines.map((line) => `${line}\n`).join('');
}

function logLines(lab: Lab): string[] {
  const { log } = lab.kernel.core;
  const older = log.lost === 0 ? [] : olderLines(lab.machine.journal, log.lines[0]?.entry ?? 0);
  return [...gone(log.lost - older.length), ...[...older, ...log.lines].map((line) => log.format(line))];
}

function olderLines(journal: Journal, before: number): LogRecord[] {
  const found: LogRecord[] = [];
  for (let at = journal.lastOf('log', before); at !== 0; at = journal.lastOf('log', at)) {
    const { at: cycle, text = '', address: level } = journal.entry(at);
    found.push({ cycle, level, text, entry: at });
  }
  return found.reverse();
}

const PREFIXES = { command: '$ ', output: '', error: '' } as const;

function shellLines(lab: Lab): string[] {
  const { lines, lost } = lab.kernel.core.terminal;
  return [...gone(lost), ...lines.map(({ kind, text }) => PREFIXES[kind] + text)];
}

const gone = (count: number): string[] => (count > 0 ? [`(${plural(count, 'older line')} not kept)`] : []);
