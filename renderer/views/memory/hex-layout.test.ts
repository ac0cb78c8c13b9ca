import { describe, expect, it } from 'vitest';
import { cellX, columnAt, fitBytesPerRow, GROUPINGS, layoutHexRow, rowWidth, runX } from './hex-layout';

const make = (grouping: 1 | 2 | 4 | 8, bytesPerRow = 16, width = 900) => layoutHexRow({ width, charWidth: 7.25, rowHeight: 20, bytesPerRow, grouping });

describe('hex layout', () => {
  it('finds each byte again at every part of its cell, in both panes and all groupings', () => {
    for (const grouping of GROUPINGS) {
      for (const bytesPerRow of [8, 16, 32]) {
        const layout = make(grouping, bytesPerRow);
        for (const pane of ['hex', 'ascii'] as const) {
          for (let column = 0; column < bytesPerRow; column++) {
            const { x, width } = cellX(layout, pane, column);
            for (const part of [0.01, 0.5, 0.99]) expect(columnAt(layout, x + part * width)).toEqual({ pane, column });
          }
        }
      }
    }
  });

  it('answers nothing over the addresses and behind the text', () => {
    const layout = make(1);
    expect(columnAt(layout, layout.addressX + 4)).toBeNull();
    expect(columnAt(layout, layout.nameX)).toBeNull();
  });

  it('leaves no dead gap between two hex cells', () => {
    const layout = make(4);
    for (let x = layout.hexX[0]; x < layout.hexX[15] + layout.hexWidth; x++) expect(columnAt(layout, x)?.pane).toBe('hex');
  });

  it('sets groups apart from the bytes inside them', () => {
    const layout = make(4);
    const gap = (column: number) => layout.hexX[column + 1] - layout.hexX[column] - layout.hexWidth;
    expect(gap(3)).toBeGreaterThan(2 * gap(0));
    expect(gap(7)).toBeGreaterThan(gap(3));
  });

  it('takes as many bytes a row as fit', () => {
    const need32 = rowWidth(make(1, 32));
    const need16 = rowWidth(make(1, 16));
    expect(fitBytesPerRow(need32, 7.25, 20, 1)).toBe(32);
    expect(fitBytesPerRow(need32 - 1, 7.25, 20, 1)).toBe(16);
    expect(fitBytesPerRow(need16, 7.25, 20, 1)).toBe(16);
    expect(fitBytesPerRow(need16 - 1, 7.25, 20, 1)).toBe(8);
  });

  it('gives names a column only where they can be read', () => {
    const bare = make(1, 16, rowWidth(make(1)));
    expect(bare.nameWidth).toBe(0);
    expect(make(1, 16, rowWidth(make(1)) + 60).nameWidth).toBe(0);
    expect(make(1, 16, 1200).nameWidth).toBeGreaterThan(200);
  });

  it('joins a run of columns over its gaps', () => {
    const layout = make(1);
    expect(runX(layout, 'hex', 2, 5)).toEqual({ x: layout.hexX[2], width: layout.hexX[5] + layout.hexWidth - layout.hexX[2] });
    expect(runX(layout, 'ascii', 0, 0)).toEqual({ x: layout.asciiX, width: layout.asciiWidth });
  });
});
