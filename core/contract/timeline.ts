/** What lies between two cycles, reduced to what fits into the picture. */
import * as v from 'valibot';
import { count, cycle } from './argument-shapes';

export const TIMELINE_ARGUMENTS = {
  /** What lies between two cycles, reduced to at most `columns` columns a lane. */
  'timeline.window': v.strictObject({ from: cycle, to: cycle, columns: count(8192) }),
} as const;

export interface TimelineReplies {
  'timeline.window': TimelineWindow;
}

export interface TimelineWindow {
  from: number;
  to: number;
  lanes: TimelineLane[];
  /** Cause arrows between entries that are drawn one by one: from entry, to entry, and their lanes and cycles. */
  arrows: { fromLane: Uint16Array; fromAt: Float64Array; toLane: Uint16Array; toAt: Float64Array };
}

/** Boxes of a lane as columns. */
export interface TimelineLane {
  id: string;
  title: string;
  group: string;
  /** First and one-past-last cycle. */
  start: Float64Array;
  end: Float64Array;
  /** Index into `TIMELINE_STYLES`. */
  style: Uint8Array;
  /** The entry, or the first of those that were merged. */
  entry: Uint32Array;
  /** How many entries the box stands for. */
  count: Uint32Array;
  /** Number of beats in the run (0: not a run), for drawing single beats when there is room. */
  beats: Uint16Array;
  /** Short text when the box is one entry. */
  labels: string[];
}

export const TIMELINE_STYLES = ['read', 'write', 'instruction', 'register', 'interrupt', 'fault', 'log', 'syscall', 'call', 'input', 'event', 'waiting'] as const;
