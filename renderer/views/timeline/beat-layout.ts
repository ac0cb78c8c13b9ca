/** Single beats of a bus run that has room on the screen. */
import type { TimeScale } from './time-scale';
import { xOfCycle } from './time-scale';

/** Beats of a run: the first in cycle `first`, then one every `stride` cycles. */
export interface BeatTimes {
  readonly first: number;
  readonly stride: number;
  readonly beats: number;
}

/** Narrowest beat that is drawn for itself. */
const LEAST_BEAT = 5;

/**
 * When the beats of a run come that takes the cycles `start` … `end` - 1: the first in the first cycle, the last in
 * the last one, the others evenly between. A run with more beats than cycles (an edit) has none to show one by one.
 */
export function beatTimes(start: number, end: number, beats: number): BeatTimes {
  if (beats <= 1 || end - start < beats) return { first: start, stride: 1, beats: Math.min(beats, 1) };
  return { first: start, stride: Math.floor((end - 1 - start) / (beats - 1)), beats };
}

export function beatsHaveRoom(times: BeatTimes, scale: TimeScale): boolean {
  return times.beats > 1 && (times.stride / scale.span) * scale.width >= LEAST_BEAT;
}

/** Edges of the visible beats, in whole pixels. */
export function beatBoxes(times: BeatTimes, scale: TimeScale): { beat: number; x: number; width: number }[] {
  const boxes: { beat: number; x: number; width: number }[] = [];
  const from = Math.max(0, Math.floor((scale.from - times.first) / times.stride));
  for (let beat = from; beat < times.beats; beat++) {
    const at = times.first + beat * times.stride;
    if (at >= scale.from + scale.span) break;
    const x = Math.round(xOfCycle(scale, at));
    boxes.push({ beat, x, width: Math.max(2, Math.round(xOfCycle(scale, at + 1)) - x) });
  }
  return boxes;
}

/** The beat in cycle `cycle`; null between beats. */
export function beatAt(times: BeatTimes, cycle: number): number | null {
  const since = Math.floor(cycle) - times.first;
  if (since < 0 || since % times.stride !== 0) return null;
  const beat = since / times.stride;
  return beat < times.beats ? beat : null;
}
