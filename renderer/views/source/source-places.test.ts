import { describe, expect, it } from 'vitest';
import { piecesOf, placesIn } from './source-places';

describe('places in texts', () => {
  it.each([
    ['first: first_write first.c:35', [{ path: 'first.c', line: 35, column: 1 }]],
    ['[<00000000>] (ax_dma_start [ax-dma.c:7])', [{ path: 'ax-dma.c', line: 7, column: 1 }]],
    ['a.c:1, then b.h:22: done', [{ path: 'a.c', line: 1, column: 1 }, { path: 'b.h', line: 22, column: 1 }]],
    ['a.c:32:12: read of 4 bytes', [{ path: 'a.c', line: 32, column: 12 }]],
    ['drivers/dma/pl330.c:12', []],
    ['12:30 main.cpp:4 x.c: y.c:0', []],
  ])('finds them in %s', (text, places) => {
    expect(placesIn(text)).toEqual(places);
  });

  it('finds cycles where they are wanted, and groups their digits', () => {
    expect(piecesOf('filled in cycle 24154; by a.c:2 in cycle 7.', true).map(({ text, cycle }) => [text, cycle])).toEqual([
      ['filled in cycle ', null], ['24\u202f154', 24154], ['; by ', null], ['a.c:2', null], [' in cycle ', null], ['7', 7], ['.', null],
    ]);
    expect(piecesOf('bicycle 9, cycles 12', true).every(({ cycle }) => cycle === null)).toBe(true);
    expect(piecesOf('in cycle 24154')).toEqual([{ text: 'in cycle 24154', place: null, cycle: null }]);
  });

  it('loses nothing of the text', () => {
    for (const text of ['', 'plain', 'a.c:1', 'x a.c:1 y b.c:2', 'a.c:0 b.c:9', 'in cycle 12 of a.c:1:2']) expect(piecesOf(text).map((piece) => piece.text).join('')).toBe(text);
  });
});
