/** DMA controllers: threads, queues, the programs they run, breakpoints in them. */
import * as v from 'valibot';
import { address, count, name } from './argument-shapes';

export const DMA_ARGUMENTS = {
  'dma.state': v.strictObject({ controller: name }),
  /** Disassembly of the program that a thread runs (thread 0 = manager, n + 1 = channel n). */
  'dma.program': v.strictObject({ controller: name, thread: count(32) }),
  'dma.breakpoint': v.strictObject({ address, on: v.boolean() }),
} as const;

export interface DmaReplies {
  'dma.state': DmaStateView;
  'dma.program': ProgramView;
  'dma.breakpoint': { addresses: number[] };
}

export interface DmaStateView {
  controller: string;
  title: string;
  facts: { label: string; value: string }[];
  threads: DmaThreadView[];
  /** MFIFO lines and who holds them. */
  fifo: { lines: number; bytesPerLine: number; held: { thread: number; lines: number }[] };
  queues: { name: string; depth: number; used: number; entries: string[] }[];
}

export interface DmaThreadView {
  /** 0 = manager, n + 1 = channel n. */
  thread: number;
  name: string;
  state: string;
  pc: number;
  instruction: string;
  nonSecure: boolean;
  waitingFor: string;
  /** Null without a fault. */
  fault: { bits: string[]; cause: string; section: string; pc: number } | null;
  counters: { label: string; value: string }[];
}

export interface ProgramView {
  controller: string;
  thread: number;
  /** First byte of the program, 0 when the thread never ran. */
  start: number;
  lines: ProgramLine[];
  breakpoints: number[];
}

export interface ProgramLine {
  address: number;
  bytes: Uint8Array;
  text: string;
  /** What it does, in words. */
  meaning: string;
  /** Threads whose program counter is here. */
  threads: number[];
  /** Times executed since power-on. */
  executed: number;
  fault: string | null;
  /** Jump target of a loop end. */
  target: number | null;
}
