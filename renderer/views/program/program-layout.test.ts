import { describe, expect, it } from 'vitest';
import { fakeDmaState, fakeProgram } from '../../testing/fake-data';
import { bytesText, fifoSegments, loopDepths, threadShape, usualThread } from './program-layout';

describe('program layout', () => {
  it('tells thread states by shape', () => {
    expect(fakeDmaState.threads.slice(0, 4).map(threadShape)).toEqual(['stopped', 'running', 'waiting', 'fault']);
  });

  it('shows a thread in trouble first, then one at work', () => {
    expect(usualThread(fakeDmaState.threads)).toBe(3);
    expect(usualThread(fakeDmaState.threads.filter(({ thread }) => thread !== 3))).toBe(1);
    expect(usualThread(fakeDmaState.threads.filter(({ thread }) => thread === 0 || thread > 3))).toBe(4);
    expect(usualThread([])).toBe(0);
  });

  it('lays the MFIFO out without gaps or overlap', () => {
    const segments = fifoSegments(fakeDmaState.fifo);
    expect(segments.map(({ from, width }) => [from, width])).toEqual([[0, 18.75], [18.75, 6.25]]);
    expect(fifoSegments({ lines: 8, bytesPerLine: 8, held: [{ thread: 1, lines: 0 }] })).toEqual([]);
  });

  it('indents the lines inside a loop', () => {
    expect(loopDepths(fakeProgram.lines)).toEqual([0, 0, 0, 0, 1, 1, 0, 0, 0, 0]);
  });

  it('indents nested loops twice', () => {
    const line = (address: number, target: number | null) => ({ ...fakeProgram.lines[0], address, target });
    expect(loopDepths([line(0, null), line(2, null), line(4, null), line(5, 4), line(7, 2)])).toEqual([0, 1, 2, 1, 0]);
  });

  it('writes bytes as the memory view does', () => {
    expect(bytesText(Uint8Array.of(0xbc, 1, 0))).toBe('bc 01 00');
  });
});
