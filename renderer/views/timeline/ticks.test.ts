import { describe, expect, it } from 'vitest';
import { chooseTicks, niceStep, timeText } from './ticks';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('ticks', () => {
  it('takes the smallest of 1, 2, 5 that leaves room', () => {
    expect(niceStep(1, 80)).toBe(100);
    expect(niceStep(1, 100)).toBe(100);
    expect(niceStep(1, 101)).toBe(200);
    expect(niceStep(3, 80)).toBe(500);
    expect(niceStep(1e-9, 80)).toBeCloseTo(1e-7, 12);
    expect(niceStep(0.001, 80, 1)).toBe(1);
  });

  it('labels whole steps and lets none of them come too near', () => {
    for (const span of [7, 40, 333, 12_345, 9.7e8]) {
      const { ticks, step } = chooseTicks(1000, 1000 + span, 1000, 90, 1);
      const majors = ticks.filter((tick) => tick.major).map((tick) => tick.at);
      for (const at of majors) expect(Math.abs(at / step - Math.round(at / step))).toBeLessThan(1e-6);
      for (let i = 1; i < majors.length; i++) expect(((majors[i] - majors[i - 1]) / span) * 1000).toBeGreaterThanOrEqual(89.9);
      expect(ticks.every((tick) => tick.at >= 1000 - 1e-6 && tick.at <= 1000 + span + 1e-6)).toBe(true);
      expect(ticks.length).toBeLessThan(120);
    }
  });

  it('never marks parts of a cycle', () => {
    const { ticks } = chooseTicks(100, 110, 1000, 90, 1);
    expect(ticks.map((tick) => tick.at)).toEqual([100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110]);
    const two = chooseTicks(0, 20, 1000, 90, 1);
    expect(two.step).toBe(2);
    expect(two.ticks.filter((tick) => !tick.major).map((tick) => tick.at)).toContain(1);
  });

  it('writes times with the digits that the step needs', () => {
    expect(plain(timeText(0, 1))).toBe('0');
    expect(plain(timeText(12.5e-6, 5e-7))).toBe('12.5 µs');
    expect(plain(timeText(0.012, 0.001))).toBe('12 ms');
    expect(plain(timeText(1.5, 0.0001))).toBe('1.5000 s');
    expect(plain(timeText(1e-6, 1e-7))).toBe('1.0 µs');
    expect(plain(timeText(30e-9, 1e-9))).toBe('30 ns');
  });
});
