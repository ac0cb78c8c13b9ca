import { describe, expect, it } from 'vitest';
import { beatAt, beatBoxes, beatsHaveRoom, beatTimes } from './beat-layout';

describe('beats', () => {
  it('spreads the beats evenly over the run', () => {
    expect(beatTimes(100, 116, 16)).toEqual({ first: 100, stride: 1, beats: 16 });
    expect(beatTimes(100, 131, 16)).toEqual({ first: 100, stride: 2, beats: 16 });
    expect(beatTimes(107, 108, 1)).toEqual({ first: 107, stride: 1, beats: 1 });
  });

  it('shows no single beats of an edit, whose bytes all change in one cycle', () => {
    expect(beatTimes(100, 101, 4096).beats).toBe(1);
  });

  it('draws beats only where each can be seen', () => {
    const times = beatTimes(100, 116, 16);
    expect(beatsHaveRoom(times, { from: 0, span: 200, width: 1000 })).toBe(true);
    expect(beatsHaveRoom(times, { from: 0, span: 201, width: 1000 })).toBe(false);
    expect(beatsHaveRoom(beatTimes(0, 8, 1), { from: 0, span: 10, width: 1000 })).toBe(false);
  });

  it('tells beats and cycles from each other, both ways', () => {
    const times = beatTimes(100, 131, 16);
    for (let beat = 0; beat < 16; beat++) expect(beatAt(times, times.first + beat * times.stride)).toBe(beat);
    expect(beatAt(times, 99)).toBeNull();
    expect(beatAt(times, 101)).toBeNull();
    expect(beatAt(times, 132)).toBeNull();
  });

  it('cuts at the window, one box a beat', () => {
    const boxes = beatBoxes(beatTimes(100, 116, 16), { from: 110, span: 4, width: 400 });
    expect(boxes).toEqual([10, 11, 12, 13].map((beat) => ({ beat, x: (beat - 10) * 100, width: 100 })));
    expect(beatBoxes(beatTimes(0, 4, 4), { from: 10, span: 4, width: 400 })).toEqual([]);
  });
});
