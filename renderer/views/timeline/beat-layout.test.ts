import { describe, expect, it } from 'vitest';
import { beatAt, beatBoxes, beatsHaveRoom, beatTimes } from './beat-layout';

describe('beats', () => {
  it('ends with the run and leaves the setup in front', () => {
    expect(beatTimes(100, 120, 16)).toEqual({ first: 104, stride: 1, beats: 16 });
    expect(beatTimes(100, 132, 16)).toEqual({ first: 101, stride: 2, beats: 16 });
    expect(beatTimes(100, 116, 16)).toEqual({ first: 100, stride: 1, beats: 16 });
    expect(beatTimes(100, 108, 1)).toEqual({ first: 107, stride: 1, beats: 1 });
  });

  it('draws beats only where each can be seen', () => {
    const times = beatTimes(100, 116, 16);
    expect(beatsHaveRoom(times, { from: 0, span: 200, width: 1000 })).toBe(true);
    expect(beatsHaveRoom(times, { from: 0, span: 201, width: 1000 })).toBe(false);
    expect(beatsHaveRoom(beatTimes(0, 8, 1), { from: 0, span: 10, width: 1000 })).toBe(false);
  });

  it('tells beats and cycles from each other, both ways', () => {
    const times = beatTimes(100, 132, 16);
    for (let beat = 0; beat < 16; beat++) expect(beatAt(times, times.first + beat * times.stride)).toBe(beat);
    expect(beatAt(times, 100)).toBeNull();
    expect(beatAt(times, 102)).toBeNull();
    expect(beatAt(times, 133)).toBeNull();
  });

  it('cuts at the window, one box a beat', () => {
    const boxes = beatBoxes(beatTimes(100, 116, 16), { from: 110, span: 4, width: 400 });
    expect(boxes).toEqual([10, 11, 12, 13].map((beat) => ({ beat, x: (beat - 10) * 100, width: 100 })));
    expect(beatBoxes(beatTimes(0, 4, 4), { from: 10, span: 4, width: 400 })).toEqual([]);
  });
});
