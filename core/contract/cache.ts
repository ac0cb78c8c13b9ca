/** Caches: the slots of a level, and its lines. */
import * as v from 'valibot';
import { address, count, name } from './argument-shapes';

/** Which lines of a cache are listed. */
export const CACHE_FILTERS = ['all', 'dirty', 'stale'] as const;
export type CacheFilter = (typeof CACHE_FILTERS)[number];

export const CACHE_ARGUMENTS = {
  /** State of a level, its valid lines in order of address from the `from`-th on, and the line that holds `address`; an unknown level is the first one. */
  'cache.window': v.strictObject({ level: name, filter: v.picklist(CACHE_FILTERS), from: count(1_000_000), count: count(2000), address: v.nullable(address) }),
} as const;

export interface CacheReplies {
  'cache.window': CacheWindow;
}

export interface CacheWindow {
  /** Empty: the board has no caches, or they are switched off. */
  levels: CacheLevelView[];
  /** The level that follows. */
  level: string;
  /** State of each slot, the ways of set 0 first: index into `CACHE_STATES`. */
  map: Uint8Array;
  /** Address of the line in each slot. */
  addresses: Uint32Array;
  /** The line that holds the asked address, and its place among the listed ones (-1: the filter keeps it out). */
  chosen: CacheLineView | null;
  chosenIndex: number;
  from: number;
  /** How many lines the filter lets through. */
  total: number;
  lines: CacheLineView[];
}

export const CACHE_STATES = ['invalid', 'clean', 'dirty', 'stale', 'dirty and stale'] as const;
export type CacheState = (typeof CACHE_STATES)[number];

export interface CacheLevelView {
  name: string;
  title: string;
  bytes: number;
  ways: number;
  sets: number;
  /** Lines that are valid; of these, dirty and stale. */
  valid: number;
  dirty: number;
  stale: number;
  facts: { label: string; value: string }[];
}

export interface CacheLineView {
  address: number;
  set: number;
  way: number;
  /** The address without the bits that choose set and byte. */
  tag: number;
  state: CacheState;
  bytes: Uint8Array;
  /** What memory holds there. */
  memory: Uint8Array;
  /** Bit n: byte n was stored to, and is not in memory yet. */
  dirty: number;
  /** Bit n: byte n was changed in memory behind the cache's back. */
  stale: number;
  /** Name of the buffer that the line lies in, or ''. */
  owner: string;
  /** Journal entries, 0 = none: the fill, the last store, the write that the line hides. */
  filled: number;
  stored: number;
  hidden: number;
}
