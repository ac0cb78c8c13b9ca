import { describe, expect, it } from 'vitest';
import type { TimelineLane } from '../../../core/contract';
import { drawnBoxes, firstBoxAfter, hitBox, LEAST_WIDTH } from './box-drawing';

export function laneOf(boxes: readonly (readonly [start: number, end: number, style: number])[]): TimelineLane {
  return {
    id: 'lane', title: 'Lane', group: 'Group',
    start: Float64Array.from(boxes, (b) => b[0]),
    end: Float64Array.from(boxes, (b) => b[1]),
    style: Uint8Array.from(boxes, (b) => b[2]),
    entry: Uint32Array.from(boxes, (_, i) => i + 1),
    count: new Uint32Array(boxes.length).fill(1),
    beats: new Uint16Array(boxes.length),
    labels: boxes.map(() => ''),
  };
}

const never = (): boolean => false;
const FAULT = 5;

describe('drawn boxes', () => {
  it('draws boxes that have room one by one, in whole pixels', () => {
    const drawn = drawnBoxes(laneOf([[0, 10, 0], [20, 25, 1]]), { from: 0, span: 100, width: 1000 }, never);
    expect(drawn).toEqual([
      { x: 0, width: 100, style: 0, box: 0, count: 1 },
      { x: 200, width: 50, style: 1, box: 1, count: 1 },
    ]);
  });

  it('keeps neighbours apart that touch without sharing pixels', () => {
    expect(drawnBoxes(laneOf([[0, 10, 0], [10, 20, 0]]), { from: 0, span: 100, width: 1000 }, never)).toHaveLength(2);
  });

  it('shows the shortest entry and merges what shares its pixels', () => {
    const scale = { from: 0, span: 100_000, width: 1000 };
    const drawn = drawnBoxes(laneOf([[100, 101, 0], [150, 151, 0], [50_000, 50_001, 0]]), scale, never);
    expect(drawn).toEqual([
      { x: 1, width: LEAST_WIDTH + 1, style: 0, box: 0, count: 2 },
      { x: 500, width: LEAST_WIDTH, style: 0, box: 2, count: 1 },
    ]);
  });

  it('never loses an entry and stays below a rectangle per two pixels', () => {
    const many = laneOf(Array.from({ length: 50_000 }, (_, i) => [i * 2, i * 2 + 1, i % 3] as const));
    const drawn = drawnBoxes(many, { from: 0, span: 100_000, width: 1000 }, never);
    expect(drawn.reduce((sum, box) => sum + box.count, 0)).toBe(50_000);
    expect(drawn.length).toBeLessThanOrEqual(500);
    for (let i = 1; i < drawn.length; i++) expect(drawn[i].x).toBeGreaterThanOrEqual(drawn[i - 1].x + drawn[i - 1].width);
  });

  it('lets a fault show through a merge', () => {
    const drawn = drawnBoxes(laneOf([[100, 101, 0], [110, 111, FAULT], [120, 121, 0]]), { from: 0, span: 100_000, width: 1000 }, (style) => style === FAULT);
    expect(drawn).toMatchObject([{ style: FAULT, box: 1, count: 3 }]);
  });

  it('draws only what is visible, cut at the edges', () => {
    const lane = laneOf([[0, 10, 0], [10, 500, 0], [600, 601, 0]]);
    const drawn = drawnBoxes(lane, { from: 100, span: 100, width: 1000 }, never);
    expect(drawn).toEqual([{ x: -2, width: 1004, style: 0, box: 1, count: 1 }]);
    expect(firstBoxAfter(lane, 10)).toBe(1);
    expect(firstBoxAfter(lane, 9999)).toBe(3);
  });

  it('finds the box under the pointer, or the nearest', () => {
    const drawn = drawnBoxes(laneOf([[0, 10, 0], [20, 25, 1]]), { from: 0, span: 100, width: 1000 }, never);
    expect(hitBox(drawn, 50, 4)?.box).toBe(0);
    expect(hitBox(drawn, 102, 4)?.box).toBe(0);
    expect(hitBox(drawn, 197, 4)?.box).toBe(1);
    expect(hitBox(drawn, 150, 4)).toBeNull();
  });
});
