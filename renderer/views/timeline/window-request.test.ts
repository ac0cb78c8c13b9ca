import { describe, expect, it } from 'vitest';
import { fitAll, panBy } from './time-scale';
import { overviewRequest, windowFor } from './window-request';

const END = 50_000_000;

describe('window request', () => {
  it('covers what is visible with a margin, at a power of two not coarser than a pixel', () => {
    for (const span of [20, 999, 65_536, 3_000_000, END]) {
      const scale = { from: Math.min(12_345_678, END - span), span, width: 1600 };
      const asked = windowFor(scale, END);
      const column = (asked.to - asked.from) / asked.columns;
      expect(Math.log2(column) % 1).toBe(0);
      expect(column).toBeLessThanOrEqual(Math.max(1, span / 1600));
      expect(asked.from).toBeLessThanOrEqual(scale.from);
      expect(asked.to).toBeGreaterThanOrEqual(Math.min(END, scale.from + span));
      expect(asked.columns).toBeLessThanOrEqual(8192);
    }
  });

  it('stays the same over small movements', () => {
    const scale = { from: 20_000_100, span: 100_000, width: 1000 };
    expect(windowFor(panBy(scale, 3, END), END)).toEqual(windowFor(scale, END));
    expect(windowFor(panBy(scale, 900, END), END)).not.toEqual(windowFor(scale, END));
  });

  it('takes coarser columns rather than too many', () => {
    const scale = { from: 15_000_000, span: 6000 * 2047, width: 6000 };
    const asked = windowFor(scale, END);
    expect(asked.columns).toBeLessThanOrEqual(8192);
    expect((asked.to - asked.from) / asked.columns).toBeGreaterThan(1024);
  });

  it('asks for something sensible before anything has happened', () => {
    expect(windowFor(fitAll(1000, 0), 0)).toEqual({ from: 0, to: 512, columns: 512 });
    expect(overviewRequest(0, 1000)).toEqual({ from: 0, to: 1, columns: 1 });
  });

  it('shows the whole run in the overview', () => {
    const asked = overviewRequest(END, 1000);
    expect(asked.from).toBe(0);
    expect(asked.to).toBeGreaterThan(END);
    expect(asked.columns).toBeLessThanOrEqual(1000);
    expect(asked.columns).toBeGreaterThan(400);
    expect(overviewRequest(4096, 1024).to).toBeGreaterThan(4096);
  });
});
