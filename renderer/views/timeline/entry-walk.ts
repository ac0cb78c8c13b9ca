/** Walking from entry to entry with the arrow keys, and finding a journal entry among the boxes. */
import type { TimelineLane } from '../../../core/contract';
import { firstBoxAfter } from './box-drawing';

export interface LaneBox {
  readonly lane: number;
  readonly box: number;
}

/** The box before or behind `box` in the lane; null at the window's edge. */
export function neighbour(lane: TimelineLane, box: number, by: 1 | -1): number | null {
  const next = box + by;
  return next >= 0 && next < lane.start.length ? next : null;
}

/** The box whose time is nearest to `cycle`; null in an empty lane. */
export function nearestBox(lane: TimelineLane, cycle: number): number | null {
  if (lane.start.length === 0) return null;
  const after = Math.min(firstBoxAfter(lane, cycle), lane.start.length - 1);
  if (after === 0) return 0;
  const distance = (box: number): number => Math.max(0, lane.start[box] - cycle, cycle - lane.end[box] + 1);
  return distance(after - 1) <= distance(after) ? after - 1 : after;
}

/** A run is recorded when the bus grants it and drawn from its first beat on: at most so many cycles later. */
const SETUP = 256;

/**
 * The box of journal entry `entry`, which was recorded in cycle `at`; null when no lane shows it, or when it was merged
 * into a box with others: which of several boxes that is cannot be told.
 */
export function findEntry(lanes: readonly TimelineLane[], entry: number, at: number): LaneBox | null {
  for (let lane = 0; lane < lanes.length; lane++) {
    const { start, entry: entries } = lanes[lane];
    for (let box = Math.max(0, firstBoxAfter(lanes[lane], at) - 1); box < start.length && start[box] <= at + SETUP; box++) {
      if (entries[box] === entry) return { lane, box };
    }
  }
  return null;
}

/** The box of lane `id` that stands for several entries around `at`. */
export function mergedEntry(lanes: readonly TimelineLane[], id: string, at: number): LaneBox | null {
  const lane = lanes.findIndex((one) => one.id === id);
  if (lane < 0) return null;
  const { start, count } = lanes[lane];
  const box = firstBoxAfter(lanes[lane], at);
  return box < start.length && start[box] <= at && count[box] > 1 ? { lane, box } : null;
}
