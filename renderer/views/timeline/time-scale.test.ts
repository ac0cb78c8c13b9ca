import { describe, expect, it } from 'vitest';
import { clampScale, cycleOfX, fitAll, MOST_PIXELS_PER_CYCLE, panBy, pixelsPerCycle, reveal, xOfCycle, zoomAt, zoomTo } from './time-scale';

const END = 1_000_000;
const scale = { from: 250_000, span: 10_000, width: 1000 };

describe('time scale', () => {
  it('tells cycles and x from each other, both ways', () => {
    for (const cycle of [250_000, 250_001, 254_321, 260_000]) expect(cycleOfX(scale, xOfCycle(scale, cycle))).toBeCloseTo(cycle, 6);
    for (const x of [0, 1, 333, 999]) expect(xOfCycle(scale, cycleOfX(scale, x))).toBeCloseTo(x, 6);
    expect(xOfCycle(scale, 255_000)).toBe(500);
  });

  it('keeps what is under the pointer while it zooms', () => {
    for (const factor of [1.1, 4, 0.5]) {
      for (const x of [0, 250, 999]) expect(cycleOfX(zoomAt(scale, x, factor, END), x)).toBeCloseTo(cycleOfX(scale, x), 6);
    }
  });

  it('stops at single cycles and at the whole run', () => {
    expect(pixelsPerCycle(zoomAt(scale, 500, 1e9, END))).toBeCloseTo(MOST_PIXELS_PER_CYCLE);
    const out = zoomAt(scale, 500, 1e-9, END);
    expect(out).toEqual(fitAll(1000, END));
    expect(out.from).toBe(0);
    expect(out.span).toBeGreaterThan(END);
  });

  it('does not pan off the run', () => {
    expect(panBy(scale, -1e9, END).from).toBe(0);
    expect(xOfCycle(panBy(scale, 1e9, END), END)).toBeLessThan(1000);
    expect(panBy(scale, 100, END).from).toBeCloseTo(251_000);
  });

  it('survives a run that has not begun', () => {
    expect(fitAll(1000, 0).span).toBeGreaterThan(0);
    const still = clampScale({ from: 5, span: 0, width: 1000 }, 0);
    expect(still.from).toBeGreaterThanOrEqual(0);
    expect(still.from + still.span).toBeLessThanOrEqual(16);
  });

  it('shows a stretch with air around it, the middle in the middle', () => {
    const shown = zoomTo(scale, 400_000, 400_800, END);
    expect(shown.span).toBeCloseTo(1000);
    expect(xOfCycle(shown, 400_400)).toBeCloseTo(500);
    expect(xOfCycle(zoomTo(scale, 7000, 7001, END), 7000.5)).toBeCloseTo(500);
  });

  it('moves only as far as needed to reveal a cycle', () => {
    expect(reveal(scale, 255_000, END)).toBe(scale);
    expect(xOfCycle(reveal(scale, 900_000, END), 900_000)).toBeCloseTo(500);
    expect(reveal(scale, 3, END).from).toBe(0);
  });
});
