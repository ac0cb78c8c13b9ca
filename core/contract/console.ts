/** The kernel log and the shell. */
import * as v from 'valibot';
import { count, nothing } from './argument-shapes';
import type { LabStatus } from './running';

export const CONSOLE_ARGUMENTS = {
  /** Lines from number `from` on, as far as they are kept. */
  'kernel.log': v.strictObject({ from: count(Number.MAX_SAFE_INTEGER) }),
  'shell.lines': v.strictObject({ from: count(Number.MAX_SAFE_INTEGER) }),
  /** One line for the shell; its output arrives in `shell.lines`. */
  'shell.run': v.strictObject({ text: v.pipe(v.string(), v.maxLength(4096)) }),
  /** ^C */
  'shell.interrupt': nothing,
} as const;

export interface ConsoleReplies {
  /** `from`: number of the first line that follows; `lost`: lines, from number 0 on, that are no longer kept. */
  'kernel.log': { from: number; lost: number; lines: LogLine[] };
  'shell.lines': { from: number; lost: number; lines: ShellLine[]; prompt: string; busy: boolean };
  'shell.run': LabStatus;
  'shell.interrupt': LabStatus;
}

export interface LogLine {
  number: number;
  cycle: number;
  seconds: number;
  level: number;
  text: string;
  /** Journal entry of the line. */
  entry: number;
}

export interface ShellLine {
  number: number;
  kind: 'command' | 'output' | 'error';
  text: string;
}
