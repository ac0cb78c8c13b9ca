/**
 * exec of a program in C. Its data begin where user memory does, its stack ends near the top; addresses of its code lie
 * where shared libraries would, in a range that is never mapped. Not modelled: code in memory, permissions of pages.
 */
import { PAGE } from '../address-space';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import type { Task } from '../task';
import { utf8Bytes } from '../utf8';
import { entryOf, isExecutable, linkExecutable } from './user-image';
import { USER_ENTRY } from './user-library';

const TEXT = 0xb600_0000;
const STACK_END = 0xbeff_0000;
const STACK_BYTES = 64 * 1024;
/** Arguments may take a quarter of the stack, as in Linux. */
const MOST_ARGUMENTS = STACK_BYTES / 4;

/** Code to call, and its arguments. */
export interface Loaded {
  readonly entry: string;
  readonly args: readonly number[];
}

/** Make the executable at `path` the program of `task`, which runs. @returns a negative error number when it cannot be. */
export function loadProgram(k: KernelCore, task: Task, path: string, argv: readonly string[]): Loaded | number {
  const executable = k.sourceText(path);
  if (executable === null) return -ERRNO.ENOENT;
  if (!isExecutable(executable)) return -ERRNO.ENOEXEC;
  const texts = argv.map((one) => [...utf8Bytes(one), 0]);
  const taken = texts.reduce((sum, one) => sum + one.length, 0) + 4 * (argv.length + 1);
  if (taken > MOST_ARGUMENTS) return -ERRNO.E2BIG;
  const dataBase = Math.ceil(task.brk / PAGE) * PAGE;
  const program = linkExecutable(executable, { dataBase, textBase: TEXT });
  if (program === null) return -ERRNO.ENOEXEC;
  task.brk = dataBase;
  if (k.allocateUser(task, Math.ceil(program.data.length / PAGE) * PAGE) === 0 || !giveStack(k, task)) return -ERRNO.ENOMEM;
  const sp = (STACK_END - taken) - ((STACK_END - taken) % 8);
  k.memory.writeUser(task, dataBase, program.data);
  k.memory.writeUser(task, sp, argumentBytes(sp, texts));
  const name = `${path.slice(path.lastIndexOf('/') + 1)}[${task.pid}]`;
  const image = k.c.addProgram(name, executable, program, { pid: task.pid, low: STACK_END - STACK_BYTES, sp });
  return { entry: `${name}:${USER_ENTRY}@${entryOf(image).toString(16)}`, args: [argv.length, sp] };
}

function giveStack(k: KernelCore, task: Task): boolean {
  for (let va = STACK_END - STACK_BYTES; va < STACK_END; va += PAGE) {
    const pa = k.space.allocatePages(PAGE);
    if (pa === undefined) return false;
    task.pages.push([va / PAGE, pa, 1]);
  }
  return true;
}

/** argv: pointers, NULL, then the texts. */
function argumentBytes(at: number, texts: readonly (readonly number[])[]): Uint8Array {
  const words: number[] = [];
  let next = at + 4 * (texts.length + 1);
  for (const text of texts) {
    words.push(next);
    next += text.length;
  }
  words.push(0);
  return Uint8Array.from([...words.flatMap((word) => [word, word >>> 8, word >>> 16, word >>> 24].map((byte) => byte & 255)), ...texts.flat()]);
}
