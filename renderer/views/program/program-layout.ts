/** Shapes of the program view: thread states, queue slots, the MFIFO's segments. */
import type { DmaStateView, DmaThreadView, ProgramLine } from '../../../core/contract';

export type ThreadShape = 'running' | 'waiting' | 'stopped' | 'fault';

export function threadShape(thread: DmaThreadView): ThreadShape {
  const state = thread.state.toLowerCase();
  if (thread.fault !== null || state.includes('fault')) return 'fault';
  if (state.includes('stopped') && !state.includes('waiting')) return 'stopped';
  return state.includes('waiting') || state.includes('barrier') ? 'waiting' : 'running';
}

/** M for the manager, else the channel's number. */
export const shortName = (thread: number): string => (thread === 0 ? 'M' : String(thread - 1));

/** The thread to show when nobody chose: one in trouble, else one at work, else the first that ran. */
export function usualThread(threads: readonly DmaThreadView[]): number {
  for (const shape of ['fault', 'running', 'waiting'] as const) {
    const found = threads.find((thread) => thread.thread > 0 && threadShape(thread) === shape);
    if (found !== undefined) return found.thread;
  }
  return threads.find((thread) => thread.thread > 0 && thread.pc !== 0)?.thread ?? threads[1]?.thread ?? 0;
}

export interface FifoSegment {
  thread: number;
  /** Per cent of the whole. */
  from: number;
  width: number;
  lines: number;
}

export function fifoSegments({ lines, held }: DmaStateView['fifo']): FifoSegment[] {
  let from = 0;
  return held
    .filter((part) => part.lines > 0)
    .map((part) => {
      const width = (part.lines / lines) * 100;
      const segment = { thread: part.thread, from, width, lines: part.lines };
      from += width;
      return segment;
    });
}

/** Depth of the loop body that each line is in; jumps back mark the bodies. */
export function loopDepths(lines: readonly ProgramLine[]): number[] {
  const depths = new Array<number>(lines.length).fill(0);
  lines.forEach(({ target, address }, end) => {
    if (target === null || target > address) return;
    const begin = lines.findIndex((line) => line.address === target);
    for (let at = begin; begin >= 0 && at < end; at++) depths[at] = (depths[at] ?? 0) + 1;
  });
  return depths;
}

export const bytesText = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
