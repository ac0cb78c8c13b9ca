import { describe, expect, it } from 'vitest';
import { cursorFor, moveCursor, rangeOf } from './hex-cursor';
import { makeRowSpace } from './row-space';

const space = makeRowSpace([{ base: 0x1000, bytes: 0x100 }, { base: 0x4000, bytes: 0x20 }], 16);
const at = (address: number) => ({ head: address, anchor: address });
const press = (from: number, key: string, modifiers = ''): number | undefined =>
  moveCursor(space, at(from), { key, shift: modifiers.includes('s'), ctrl: modifiers.includes('c') }, 4)?.head;

describe('hex cursor', () => {
  it('moves by byte, word, row, page, row end and memory end', () => {
    expect(press(0x1010, 'ArrowRight')).toBe(0x1011);
    expect(press(0x1010, 'ArrowLeft', 'c')).toBe(0x100c);
    expect(press(0x1010, 'ArrowRight', 'c')).toBe(0x1014);
    expect(press(0x1015, 'ArrowDown')).toBe(0x1025);
    expect(press(0x1015, 'PageDown')).toBe(0x1055);
    expect(press(0x1055, 'PageUp')).toBe(0x1015);
    expect(press(0x1015, 'Home')).toBe(0x1010);
    expect(press(0x1015, 'End')).toBe(0x101f);
    expect(press(0x1015, 'Home', 'c')).toBe(0x1000);
    expect(press(0x1015, 'End', 'c')).toBe(0x401f);
    expect(press(0x10ff, 'ArrowRight')).toBe(0x4000);
    expect(press(0x1010, 'a')).toBeUndefined();
  });

  it('selects a range with shift, to both sides of where it began', () => {
    const grown = moveCursor(space, { anchor: 0x1010, head: 0x1011 }, { key: 'ArrowDown', shift: true, ctrl: false }, 4);
    expect(grown).toEqual({ anchor: 0x1010, head: 0x1021 });
    expect(rangeOf({ anchor: 0x1010, head: 0x1021 })).toEqual({ address: 0x1010, length: 18 });
    expect(rangeOf({ anchor: 0x1010, head: 0x100f })).toEqual({ address: 0x100f, length: 2 });
  });

  it('takes over a selection made elsewhere, and gives it back unchanged', () => {
    expect(rangeOf(cursorFor(0x2000, 64))).toEqual({ address: 0x2000, length: 64 });
    expect(cursorFor(0xffff_ffff, 4).anchor).toBe(0xffff_ffff);
    expect(rangeOf(cursorFor(5, 0)).length).toBe(1);
  });
});
