import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../core/contract';
import { filterLog, levelName, stampText } from './log-filter';

const line = (number: number, level: number, text: string): LogLine => ({ number, cycle: number, seconds: 0, level, text, entry: number });
const log = [line(0, 6, 'ax_dma: DMA go'), line(1, 3, 'ax_dma: timeout'), line(2, 7, 'dma done')];
const numbers = (text: string, upTo: number) => filterLog(log, text, upTo).map((one) => one.number);

describe('kernel log filter', () => {
  it('wants every word, in any order and case', () => {
    expect(numbers('GO dma', 7)).toEqual([0]);
    expect(numbers('dma', 7)).toEqual([0, 1, 2]);
    expect(numbers('none', 7)).toEqual([]);
  });

  it('lets through what is grave enough', () => {
    expect(numbers('', 6)).toEqual([0, 1]);
    expect(numbers('', 3)).toEqual([1]);
    expect(filterLog(log, '  ', 7)).toBe(log);
  });

  it('writes stamps and levels as the kernel does', () => {
    expect(stampText(0.0123456)).toBe('[    0.012346]');
    expect(stampText(12345.5)).toBe('[12345.500000]');
    expect([0, 3, 7, 9].map(levelName)).toEqual(['emerg', 'err', 'debug', '9']);
  });
});
