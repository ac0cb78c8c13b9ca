/** What programs are made of: steps that do system calls. Variables live in the frame; output goes through write(2). */
import { O } from '../kernel/chardev/files';
import { errorWords } from '../kernel/errno';
import type { KernelCore } from '../kernel/kernel-core';
import type { Frame, Op, Step } from '../kernel/operations';
import { call, exit, jump, next, thenJump, value } from '../kernel/operations';
import { loadProgram } from '../kernel/c/user-exec';
import type { Task } from '../kernel/task';
import { utf8Bytes } from '../kernel/utf8';

export type Program = readonly Step<KernelCore>[];

/** A program and how it is used. */
export interface Applet {
  readonly name: string;
  readonly usage: string;
  readonly about: string;
  readonly steps: Program;
}

export const step = (text: string, run: (frame: Frame, kernel: KernelCore) => Op): Step<KernelCore> => ({ text, run });
/** Arguments behind the program's name. */
export const argv = (frame: Frame): readonly string[] => frame.locals.argv as readonly string[];
export const num = (frame: Frame, name: string): number => frame.locals[name] as number;
export const str = (frame: Frame, name: string): string => frame.locals[name] as string;
export const self = (kernel: KernelCore): Task => kernel.cpu.currentTask as Task;
export const syscall = (name: string, ...args: number[]): Op => ({ op: 'syscall', name, args });
export const open = (path: string, flags: number): Op => ({ op: 'syscall', name: 'open', args: [flags], locals: { path } });
/** Write a text to a descriptor; the result is 0 or a negative error number. */
export const put = (fd: number, text: string): Op => ({ op: 'call', name: 'bin:put', args: [fd], locals: { text } });
/** Say why on the error output and end. */
export const die = (text: string, code = 1): Op => ({ op: 'call', name: 'bin:die', args: [code], locals: { text } });
/** Error words of the frame's last result. */
export const words = (frame: Frame): string => errorWords(-(frame.result | 0));
export const failed = (frame: Frame): boolean => (frame.result | 0) < 0;

/** Output that is written at a time. */
const CHUNK = 4096;

/** Memory of its own, once per frame. */
export function buffer(frame: Frame, kernel: KernelCore, bytes: number): number {
  const known = frame.locals.buffer;
  if (typeof known === 'number') return known;
  const address = kernel.allocateUser(self(kernel), bytes);
  frame.locals.buffer = address;
  return address;
}

const WRITE_ALL: Program = [
  step('', (f) => {
    f.locals.done = 0;
    f.locals.zeros = 0;
    return next();
  }),
  step('write(fd, buffer, count)', (f) => {
    const [fd, address, length] = f.args;
    const done = num(f, 'done');
    return done >= length ? value(0) : syscall('write', fd, address + done, length - done);
  }),
  step('', (f, k) => {
    if (failed(f)) return value(f.result);
    if (f.result === 0) {
      f.locals.zeros = num(f, 'zeros') + 1;
      return num(f, 'zeros') >= k.zeroWriteLimit ? stuck(f, k) : jump(f, 1);
    }
    f.locals.zeros = 0;
    f.locals.done = num(f, 'done') + f.result;
    return jump(f, 1);
  }),
];

/** A write that never gets anywhere: a real program would go on for ever. */
function stuck(f: Frame, k: KernelCore): Op {
  const file = k.files.get(self(k).files[f.args[0]] ?? -1);
  const path = file?.path ?? `descriptor ${f.args[0]}`;
  const times = num(f, 'zeros');
  const message = `write() to ${path} returned 0, ${times} times in a row: the program repeats it for ever. It was stopped here as with ^C.`;
  const remedy = 'A driver\'s write() returns how many bytes it took, normally count; 0 means: try again.';
  k.find({ rule: 'write-returns-zero', message, remedy });
  return die(`^C\n${self(k).name}: ${message} ${remedy}`, 130);
}

const PUT: Program = [
  step('', (f, k) => {
    buffer(f, k, CHUNK);
    f.locals.data = [...utf8Bytes(str(f, 'text'))];
    f.locals.at = 0;
    return next();
  }),
  step('', (f, k) => {
    const data = f.locals.data as readonly number[];
    const at = num(f, 'at');
    if (at >= data.length) return value(0);
    const part = Uint8Array.from(data.slice(at, at + CHUNK));
    k.memory.writeUser(self(k), num(f, 'buffer'), part);
    f.locals.at = at + part.length;
    return call('bin:writeall', f.args[0], num(f, 'buffer'), part.length);
  }),
  step('', (f) => (failed(f) ? value(f.result) : jump(f, 1))),
];

const DIE: Program = [step('', (f) => put(2, `${str(f, 'text')}\n`)), step('', (f) => exit(f.args[0]))];

/** Descriptors 0 to 2, redirection, then the program itself. */
const START: Program = [
  step('', (f, k) => {
    const terminal = k.files.add({ kind: 'terminal', path: '/dev/tty', flags: O.RDWR, file: 0, inode: 0, operations: 0, module: '', text: '' });
    terminal.refs = 3;
    self(k).files = [terminal.id, terminal.id, terminal.id];
    const { redirect } = f.locals;
    return typeof redirect === 'string' ? open(redirect, O.WRONLY | O.CREAT | (f.locals.append === true ? O.APPEND : O.TRUNC)) : jump(f, 3);
  }),
  step('', (f) => (failed(f) ? die(`sh: can't create ${str(f, 'redirect')}: ${words(f)}`) : syscall('dup2', (f.locals.opened = f.result), 1))),
  step('', (f) => syscall('close', num(f, 'opened'))),
  step('', (f) => (typeof f.locals.input === 'string' ? open(f.locals.input, O.RDONLY) : jump(f, 6))),
  step('', (f) => (failed(f) ? die(`sh: can't open ${str(f, 'input')}: ${words(f)}`) : syscall('dup2', (f.locals.opened = f.result), 0))),
  step('', (f) => syscall('close', num(f, 'opened'))),
  step('', (f) => {
    const { errors } = f.locals;
    if (typeof errors !== 'string') return jump(f, 9);
    return errors === 'output' ? thenJump(f, 9, syscall('dup2', 1, 2)) : open(errors, O.WRONLY | O.CREAT | O.TRUNC);
  }),
  step('', (f) => (failed(f) ? die(`sh: can't create ${str(f, 'errors')}: ${words(f)}`) : syscall('dup2', (f.locals.opened = f.result), 2))),
  step('', (f) => syscall('close', num(f, 'opened'))),
  step('', (f) => ({ op: 'call', name: `bin:${str(f, 'program')}`, args: [], locals: { argv: argv(f), path: f.locals.path ?? '' } })),
  step('', (f) => exit(f.result)),
];

/** Become the program in a file: what it answers never comes back here. */
const EXEC: Program = [
  step('execve', (f, k) => {
    const loaded = loadProgram(k, self(k), str(f, 'path'), argv(f));
    if (typeof loaded !== 'number') return { op: 'call', name: loaded.entry, args: loaded.args };
    return die(`sh: ${argv(f)[0]}: ${errorWords(-loaded)}`, CANNOT_RUN);
  }),
];
const CANNOT_RUN = 126;

export const PROGRAM_PARTS: readonly (readonly [string, Program])[] = [
  ['writeall', WRITE_ALL],
  ['put', PUT],
  ['die', DIE],
  ['start', START],
  ['exec', EXEC],
];

/** `0x10`, `010`, `16`; undefined when it is no number of at most 32 bits. */
export function parseNumber(text: string): number | undefined {
  if (!/^(0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)$/i.test(text)) return undefined;
  const parsed = /^0[0-7]+$/.test(text) ? parseInt(text, 8) : Number(text);
  return parsed <= 0xffff_ffff ? parsed : undefined;
}

/** Sizes as dd and hexdump take them: c 1, w 2, b 512, k 1024, M. */
export function parseSize(text: string): number | undefined {
  const match = /^(.*?)([cwbkKMG]?)$/.exec(text) as RegExpExecArray;
  const factor = { '': 1, c: 1, w: 2, b: 512, k: 1024, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[match[2]] as number;
  const base = parseNumber(match[1]);
  return base === undefined || base * factor > 0xffff_ffff ? undefined : base * factor;
}

export { call, exit, jump, next, thenJump, value };
