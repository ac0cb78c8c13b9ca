/** What lies between two cycles, reduced to what fits into the picture. */
import * as v from 'valibot';
import { count, cycle, name } from './argument-shapes';

export const TIMELINE_ARGUMENTS = {
  /** What lies between two cycles, reduced to at most `columns` columns a lane. */
  'timeline.window': v.strictObject({ from: cycle, to: cycle, columns: count(8192) }),
  /** The first entry at or after `from` (backwards: the last one before it) that the timeline draws, in `lane` when one is given. */
  'timeline.next': v.strictObject({ from: cycle, lane: v.nullable(name), backwards: v.boolean() }),
} as const;

export interface TimelineReplies {
  'timeline.window': TimelineWindow;
  'timeline.next': { entry: number; at: number; lane: string } | null;
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
