/** struct list_head in simulated memory, as TypeScript code of the kernel needs it: next at 0, prev at 4. */
import type { KernelCore } from '../kernel-core';

const PREV = 4;
/** A list that a driver has broken ends here. */
const MOST = 4096;

export function initList(k: KernelCore, head: number): void {
  k.memory.setWord(head, head);
  k.memory.setWord(head + PREV, head);
}

export function addTail(k: KernelCore, entry: number, head: number): void {
  const last = k.memory.word(head + PREV);
  k.memory.setWord(entry, head);
  k.memory.setWord(entry + PREV, last);
  k.memory.setWord(last, entry);
  k.memory.setWord(head + PREV, entry);
}

export function removeEntry(k: KernelCore, entry: number): void {
  const [next, previous] = [k.memory.word(entry), k.memory.word(entry + PREV)];
  k.memory.setWord(previous, next);
  k.memory.setWord(next + PREV, previous);
  initList(k, entry);
}

/** Addresses of the entries. */
export function entriesOf(k: KernelCore, head: number): number[] {
  const found: number[] = [];
  for (let entry = k.memory.word(head); entry !== head && entry !== 0 && found.length < MOST; entry = k.memory.word(entry)) found.push(entry);
  return found;
}
