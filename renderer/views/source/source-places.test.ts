import { describe, expect, it } from 'vitest';
import { piecesOf, placesIn } from './source-places';

describe('places in texts', () => {
  it.each([
    ['first: first_write first.c:35', [{ path: 'first.c', line: 35 }]],
    ['[<00000000>] (ax_dma_start [ax-dma.c:7])', [{ path: 'ax-dma.c', line: 7 }]],
    ['a.c:1, then b.h:22: done', [{ path: 'a.c', line: 1 }, { path: 'b.h', line: 22 }]],
    ['drivers/dma/pl330.c:12', []],
    ['12:30 main.cpp:4 x.c: y.c:0', []],
  ])('finds them in %s', (text, places) => {
    expect(placesIn(text)).toEqual(places);
  });

  it('loses nothing of the text', () => {
    for (const text of ['', 'plain', 'a.c:1', 'x a.c:1 y b.c:2', 'a.c:0 b.c:9']) expect(piecesOf(text).map((piece) => piece.text).join('')).toBe(text);
  });
});
