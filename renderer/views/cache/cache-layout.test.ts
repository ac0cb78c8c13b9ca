import { describe, expect, it } from 'vitest';
import { layoutMap, nextValid, placeOf, slotAt } from './cache-layout';

describe('map of a cache', () => {
  it.each([[320, 200, 256, 4], [320, 200, 2048, 8], [600, 240, 1024, 16], [300, 300, 8, 64], [40, 30, 2048, 8]])('%i × %i holds %i sets of %i ways, and finds each slot where it lies', (width, height, sets, ways) => {
    const layout = layoutMap(width, height, sets, ways);
    expect(layout.cellWidth * layout.columns).toBeLessThanOrEqual(width);
    for (let slot = 0; slot < sets * ways; slot += 7) {
      const { x, y } = placeOf(layout, slot);
      expect(slotAt(layout, x, y)).toBe(slot);
      expect(slotAt(layout, x + layout.cellWidth - 1, y + layout.cellHeight - 1)).toBe(slot);
    }
  });

  it('uses the room: cells grow with the box', () => {
    expect(layoutMap(640, 400, 256, 4).cellWidth).toBeGreaterThan(layoutMap(320, 200, 256, 4).cellWidth);
    const { bandHeight, columns } = layoutMap(320, 200, 2048, 8);
    expect(Math.ceil(2048 / columns) * bandHeight).toBeLessThanOrEqual(204);
  });

  it('has nothing between bands, beside them and behind the last set', () => {
    const layout = layoutMap(100, 100, 30, 2);
    expect(slotAt(layout, -1, 0)).toBe(null);
    expect(slotAt(layout, layout.columns * layout.cellWidth, 0)).toBe(null);
    expect(slotAt(layout, 0, 2 * layout.cellHeight)).toBe(null);
    expect(slotAt(layout, 0, 5000)).toBe(null);
  });

  it('goes from valid slot to valid slot', () => {
    const map = Uint8Array.of(0, 1, 0, 2, 0);
    expect([nextValid(map, -1, 1), nextValid(map, 1, 1), nextValid(map, 3, 1), nextValid(map, 3, -1), nextValid(map, -1, -1), nextValid(map, 1, -1)]).toEqual([1, 3, null, 1, 3, null]);
  });
});
