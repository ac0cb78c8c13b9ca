/** C: files of the session, what the compiler says, calls and variables of code that runs, stepping by lines. */
import * as v from 'valibot';
import { count, fileName, name, nothing, sourceText } from './argument-shapes';
import type { LabStatus } from './running';

const lineNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));
const expression = v.pipe(v.string(), v.maxLength(500));

export const SOURCE_ARGUMENTS = {
  /** Text files of the session, and the headers that its sources include. */
  'source.files': nothing,
  /** A file of the session, or a header of the kernel as "<linux/module.h>". */
  'source.read': v.strictObject({ path: name }),
  /** Save a file into the session: an input like any other. */
  'source.write': v.strictObject({ path: fileName, text: sourceText }),
  /** What the compiler says about this text, which need not be saved. */
  'source.check': v.strictObject({ path: fileName, text: sourceText }),
  /** C code that runs or waits: every context with its calls. */
  'source.state': nothing,
  /** Variables of a call: `thread` of a context, `level` 0 = innermost. */
  'source.variables': v.strictObject({ thread: count(Number.MAX_SAFE_INTEGER), level: count(1000) }),
  /** An expression of C (`dev->regs[i].name`, `count * 2`) and what hangs below it; at a level deeper than any call: of the module's variables. */
  'source.evaluate': v.strictObject({ thread: count(Number.MAX_SAFE_INTEGER), level: count(1000), expression }),
  /** `condition`: an expression of C that must be true there; `every`: stop only each so-many-th time. */
  'source.breakpoint': v.strictObject({ path: fileName, line: lineNumber, on: v.boolean(), condition: v.optional(expression), every: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000_000))) }),
  /** Run to this line, or to the next one behind it that holds code. */
  'source.runTo': v.strictObject({ path: fileName, line: lineNumber }),
  /** Give a variable the value of an expression: an input like any other. */
  'source.assign': v.strictObject({ thread: count(Number.MAX_SAFE_INTEGER), level: count(1000), expression, value: expression }),
  'source.step': v.strictObject({ how: v.picklist(['into', 'over', 'out', 'back']) }),
} as const;

export interface SourceReplies {
  'source.files': SourceFileView[];
  'source.read': SourceText;
  'source.write': LabStatus;
  'source.check': { diagnostics: DiagnosticView[] };
  'source.state': SourceState;
  'source.variables': { locals: VariableView[]; globals: VariableView[] };
  'source.evaluate': { variable: VariableView; children: VariableView[] } | null;
  'source.breakpoint': { path: string; lines: number[] };
  'source.runTo': LabStatus;
  'source.assign': LabStatus;
  'source.step': LabStatus;
}

export interface SourceFileView {
  /** "ax_dma.c", or "<linux/module.h>" for a header of the kernel. */
  path: string;
  characters: number;
  /** Belongs to the session and can be changed. */
  editable: boolean;
  /** Name of the module that was loaded from it, or ''. */
  module: string;
}

export interface SourceText {
  path: string;
  text: string;
  editable: boolean;
  /** Lines with a breakpoint. */
  breakpoints: number[];
  /** Those of them that ask for more than being reached. */
  conditional: number[];
  /** Lines that hold code, while a module made from this file is loaded. */
  executable: number[];
  /** The loaded module was built from another text. */
  differs: boolean;
}

export interface DiagnosticView {
  severity: 'error' | 'warning' | 'note';
  /** Name of the warning, or ''. */
  code: string;
  message: string;
  path: string;
  /** From 1 on. */
  line: number;
  column: number;
  length: number;
  notes: { message: string; path: string; line: number; column: number }[];
}

export interface SourceState {
  /** Where the processor stands in C code; null when it stands elsewhere. */
  current: { thread: number; path: string; line: number; column: number } | null;
  contexts: SourceContext[];
}

/** A task or interrupt with C code in it. */
export interface SourceContext {
  /** "insmod [12]" or "interrupt". */
  title: string;
  /** "running", "waits: completion", … */
  state: string;
  /** Innermost first. */
  calls: SourceCall[];
}

export interface SourceCall {
  /** What variables are asked by; -1: not C code. */
  thread: number;
  level: number;
  name: string;
  module: string;
  path: string;
  /** 0: unknown. */
  line: number;
  column: number;
  /** Lines of the function. */
  from: number;
  to: number;
}

export interface VariableView {
  name: string;
  /** Gives the variable again in `source.evaluate`. */
  expression: string;
  type: string;
  /** Why there is none, where the state is 'unknown'. */
  value: string;
  /** 'gone': of a call that has returned; 'partly': some of its bytes were never written. */
  state: 'set' | 'unwritten' | 'partly' | 'freed' | 'gone' | 'unknown';
  place: 'memory' | 'register' | 'computed';
  /** Kernel virtual address; null: not in memory. */
  address: number | null;
  /** Physical address where there is one. */
  physical: number | null;
  bytes: number;
  children: boolean;
  /** Physical address of the data that a pointer points at. */
  target: number | null;
}
