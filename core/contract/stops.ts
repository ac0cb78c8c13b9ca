/** Where a run stops: lines of C, with conditions, writes to memory, and what is found wrong. */
import * as v from 'valibot';
import { address, nothing } from './argument-shapes';

/** Bytes that one stop can watch. */
export const MOST_WATCHED = 256;

export const STOPS_ARGUMENTS = {
  'stops.list': nothing,
  /** Stop behind every write to these bytes of physical memory, whoever makes it: processor, DMA, device. */
  'stops.write': v.strictObject({ address, bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_WATCHED)), label: v.pipe(v.string(), v.maxLength(200)), on: v.boolean() }),
  /** Stop where something is found wrong: an error or a warning whose rule is not muted. */
  'stops.findings': v.strictObject({ on: v.boolean() }),
} as const;

export interface StopsReplies {
  'stops.list': StopsView;
  'stops.write': StopsView;
  'stops.findings': StopsView;
}

export interface StopsView {
  lines: LineStop[];
  writes: WriteStop[];
  findings: boolean;
}

export interface LineStop {
  path: string;
  line: number;
  /** An expression of C that must be true; '': none. */
  condition: string;
  /** Only each so-many-th time, counted from where the run began. */
  every: number;
}

export interface WriteStop {
  address: number;
  bytes: number;
  /** What the user calls it, or ''. */
  label: string;
}
