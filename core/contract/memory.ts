/** Memory as the processor or other masters see it: pages of bytes, edits, search. */
import * as v from 'valibot';
import { address, bytes, count, cycle, nothing } from './argument-shapes';
import type { LabStatus } from './running';

/** Memory as the processor sees it through its caches, or as it is: what other masters see. */
export const MEMORY_VIEWS = ['cpu', 'device'] as const;
export type MemoryView = (typeof MEMORY_VIEWS)[number];

export const MEMORY_ARGUMENTS = {
  'memory.regions': nothing,
  /** Physical memory; `since`: mark the bytes written at or after that cycle; `view`: the processor's when missing. */
  'memory.read': v.strictObject({ address, length: count(65536), since: cycle, view: v.optional(v.picklist(MEMORY_VIEWS)) }),
  'memory.write': v.strictObject({ address, bytes: bytes(65536) }),
  /** Next place of `pattern` from `from` on (backwards: before it), in memory that was ever written. */
  'memory.search': v.strictObject({ pattern: bytes(1024), from: address, backwards: v.boolean() }),
} as const;

export interface MemoryReplies {
  'memory.regions': RegionView[];
  'memory.read': MemoryWindow;
  'memory.write': LabStatus;
  'memory.search': { address: number | null };
}

export interface RegionView {
  name: string;
  kind: 'ram' | 'mmio';
  base: number;
  bytes: number;
  /** Named ranges inside: buffers of drivers, programs. */
  marks: { name: string; base: number; bytes: number; owner: string }[];
}

export interface MemoryWindow {
  address: number;
  bytes: Uint8Array;
  /** Per byte: 0 nothing there (unmapped), 1 memory, 2 registers (shown by peek). */
  kinds: Uint8Array;
  /** Per byte: 1 when written at or after the asked cycle. */
  changed: Uint8Array;
  /** Per byte, what the caches have to do with it: bits of `CACHE_MARK`. */
  cache: Uint8Array;
  /** The bytes in the other view; null when both are equal. */
  other: Uint8Array | null;
}

/** Held by a cache; stored to and not yet written back; changed in memory behind the cache's back. */
export const CACHE_MARK = { held: 1, dirty: 2, stale: 4 } as const;
