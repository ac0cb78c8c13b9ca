/** Compiles and runs an ordinary C program with the small C library: the entry for the command line and the tests. */
import { compile } from './compile';
import type { FileProvider } from './preprocess';
import type { Warmth } from './hot-loops';
import { Interpreter } from './interpret';
import { Heap } from './libc/heap';
import { libraryHeader } from './libc/headers';
import { LIBRARY_SOURCE } from './libc/library-source';
import { STREAM_SOURCE } from './libc/stream-source';
import type { Host } from './libc/natives';
import { makeNatives } from './libc/natives';
import type { CompiledUnit } from './lower';
import { link } from './link';
import type { Fault } from './machine';
import { Machine, faultReport } from './machine';
import { POISON, READY, Ram } from './shadow';
import { DiagnosticList, SourceFile } from './source';
import type { TargetName } from './target';
import { parseQuoted } from './literal';
import { Task } from './task';

export interface ProgramOptions {
  /** Text of a file, or null. */
  files: { read(path: string): string | null };
  main: string;
  includes: string[];
  defines: string[];
  args: string[];
  stdin?: Uint8Array;
  target: TargetName;
  /** Instructions the program may run. */
  budget: number;
  /** Bytes of RAM for data, heap and stack. */
  ramSize?: number;
  /** When loops are translated; left out: when it pays. */
  warmth?: Warmth;
}
export interface ProgramResult {
  exitCode: number;
  stdout: Uint8Array;
  /** What the program itself wrote to stderr. */
  stderr: Uint8Array;
  /** Compiler messages, then the fault report if any. */
  diagnostics: string;
  fault: Fault | null;
  instructions: number;
}

const RAM_BASE = 0x10000000;
const DEFAULT_RAM = 64 << 20;
const STACK_SIZE = 1 << 20;
const LIBRARY_IDS = 1_000_000;

const libraries = new Map<TargetName, CompiledUnit>();
function library(target: TargetName): CompiledUnit {
  let unit = libraries.get(target);
  if (!unit) {
    const diagnostics = new DiagnosticList();
    const made = compile(new SourceFile('<c>/library.c', LIBRARY_SOURCE + STREAM_SOURCE, true), { files: withHeaders({ read: () => null }), includes: [], defines: [], target, firstId: LIBRARY_IDS }, diagnostics);
    if (!made) throw new Error(`the C library does not compile:\n${diagnostics.render()}`);
    libraries.set(target, (unit = made));
  }
  return unit;
}

function withHeaders(files: ProgramOptions['files']): FileProvider {
  return {
    read(path) {
      const header = libraryHeader(path);
      if (header !== null) return { text: header, system: true };
      const text = path.startsWith('<c>/') ? null : files.read(path);
      return text === null ? null : { text, system: false };
    },
  };
}

export function runProgram(options: ProgramOptions): ProgramResult {
  const diagnostics = new DiagnosticList();
  const failed = (): ProgramResult => ({ exitCode: 1, stdout: new Uint8Array(), stderr: new Uint8Array(), diagnostics: diagnostics.render(), fault: null, instructions: 0 });
  const text = options.files.read(options.main);
  if (text === null) return { ...failed(), diagnostics: `${options.main}: error: no such file\n` };
  const unit = compile(new SourceFile(options.main, text), { ...options, files: withHeaders(options.files), firstId: 1 }, diagnostics);
  if (!unit) return failed();
  let host: Host | null = null;
  const natives = makeNatives(() => {
    if (!host) throw new Error('native before start');
    return host;
  });
  const program = link([unit, library(options.target)], natives, RAM_BASE, diagnostics);
  const main = unit.exports.has('main') ? program.functionByName.get('main') : undefined;
  if (main === undefined && diagnostics.errors === 0) {
    diagnostics.error({ file: new SourceFile(options.main, text), offset: 0, length: 1, expansion: null }, "the program has no 'main'");
  }
  if (diagnostics.errors > 0 || main === undefined) return failed();

  const ramSize = options.ramSize ?? DEFAULT_RAM;
  const ram = new Ram(RAM_BASE, ramSize);
  const machine = new Machine(program, ram, natives);
  const stackHigh = RAM_BASE + ramSize - 4096;
  const task = new Task(stackHigh - STACK_SIZE, stackHigh);
  ram.setShadow(task.stackLow, STACK_SIZE, POISON.deadStack);
  host = { heap: new Heap(machine, program.dataEnd, task.stackLow), out: [], input: options.stdin ?? new Uint8Array(), inputAt: 0, errors: [] };
  const argv = placeArguments(machine, task, [options.main, ...options.args]);
  machine.start(task, machine.addressOf('main') ?? 0, [options.args.length + 1, argv]);

  const interpreter = new Interpreter(machine);
  if (options.warmth !== undefined) interpreter.loops.warmth = options.warmth;
  let spent = 0;
  for (;;) {
    const slice = Math.min(options.budget - spent, 1 << 30);
    const stop = interpreter.step(task, slice);
    spent += slice - interpreter.left;
    if (stop === 'budget' && spent >= options.budget) {
      machine.raise('budget', `no end after ${options.budget} instructions: an endless loop?`, null);
      machine.completeFault(task);
    }
    if (machine.pending) return { exitCode: machine.pending.kind === 'abort' ? 134 : 139, stdout: Uint8Array.from(host.out), stderr: Uint8Array.from(host.errors), diagnostics: diagnostics.render() + faultReport(machine.pending), fault: machine.pending, instructions: spent };
    if (stop === 'exited' || stop === 'returned') {
      const code = stop === 'exited' ? machine.exitCode : machine.result(task) & 255;
      return { exitCode: code, stdout: Uint8Array.from(host.out), stderr: Uint8Array.from(host.errors), diagnostics: diagnostics.render(), fault: null, instructions: spent };
    }
  }
}

function placeArguments(machine: Machine, task: Task, args: string[]): number {
  const bytes = args.map((a) => parseQuoted(`"${a.replace(/\\/g, '\\\\')}"`).elements);
  const total = bytes.reduce((n, b) => n + b.length + 1, 0) + 4 * (args.length + 1);
  task.sp = (task.sp - total - 16) & ~7;
  machine.ram.setShadow(task.sp, total, READY);
  let at = task.sp + 4 * (args.length + 1);
  bytes.forEach((b, i) => {
    machine.store(task.sp + 4 * i, 4, at);
    b.forEach((v, k) => machine.store(at + k, 1, v));
    machine.store(at + b.length, 1, 0);
    at += b.length + 1;
  });
  machine.store(task.sp + 4 * args.length, 4, 0);
  return task.sp;
}
