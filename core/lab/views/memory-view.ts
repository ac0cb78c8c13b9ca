/** Windows of physical memory for a hex view, made by peeking: looking changes nothing. */
import type { Machine } from '../../boards/machine';
import type { CpuCaches } from '../../cache/caches';
import { LINE_BYTES } from '../../cache/geometry';
import type { MemoryView, MemoryWindow, RegionView } from '../../contract';
import { CACHE_MARK } from '../../contract';
import type { Cycle } from '../../clock';
import type { Journal } from '../../journal/journal';
import { PAGE_BYTES } from '../../memory/sparse-memory';

/** @param since bytes written in this cycle or later are marked as changed. */
export function memoryWindow(machine: Machine, address: number, length: number, since: Cycle, view: MemoryView = 'cpu'): MemoryWindow {
  const end = Math.min(address + length, 2 ** 32);
  const size = Math.max(0, end - address);
  const bytes = new Uint8Array(size);
  const kinds = new Uint8Array(size);
  for (let at = address; at < end; ) {
    const region = machine.map.find(at);
    if (region === undefined) {
      at++;
      continue;
    }
    const until = Math.min(end, region.base + region.bytes);
    kinds.fill(region.kind === 'ram' ? 1 : 2, at - address, until - address);
    if (region.kind === 'ram') machine.memory.read(at, bytes, at - address, until - at);
    else for (let i = at; i < until; i++) bytes[i - address] = region.target.peek(i - region.base, 1);
    at = until;
  }
  const cache = new Uint8Array(size);
  const other = machine.caches === undefined ? null : throughCaches(machine.caches, address, bytes, cache, view);
  const changed = changedBytes(machine.journal, address, size, since);
  /** What waits in the cache has not changed memory. */
  if (view === 'device') for (let i = 0; i < size; i++) if ((cache[i] & CACHE_MARK.dirty) !== 0) changed[i] = 0;
  return { address, bytes, kinds, changed, cache, other };
}

/**
 * Lay the caches over `bytes` when the processor's view is asked, and mark in `marks` what they hold.
 * @returns the bytes of the other view, when they differ.
 */
function throughCaches(caches: CpuCaches, address: number, bytes: Uint8Array, marks: Uint8Array, view: MemoryView): Uint8Array | null {
  const cpu = bytes.slice();
  let differs = false;
  for (const line of caches.resident(address, bytes.length)) {
    const { level, slot } = caches.nearest(line) as { level: CpuCaches['l1']; slot: number };
    const stale = caches.staleMask(line, level, slot);
    const from = Math.max(address, line * LINE_BYTES);
    const to = Math.min(address + bytes.length, (line + 1) * LINE_BYTES);
    for (let at = from; at < to; at++) {
      const i = at - address;
      const inLine = at & (LINE_BYTES - 1);
      cpu[i] = level.bytes[level.dataAt(slot) + inLine];
      if (cpu[i] !== bytes[i]) differs = true;
      marks[i] = CACHE_MARK.held | (((stale >>> inLine) & 1) !== 0 ? CACHE_MARK.stale : cpu[i] !== bytes[i] ? CACHE_MARK.dirty : 0);
    }
  }
  if (!differs) return null;
  if (view === 'device') return cpu;
  const device = bytes.slice();
  bytes.set(cpu);
  return device;
}

function changedBytes(journal: Journal, address: number, length: number, since: Cycle): Uint8Array {
  const changed = new Uint8Array(length);
  journal.markWritten(address, length, since, changed);
  return changed;
}

/** The next place of `pattern` at or after `from` (backwards: before it) in memory that was ever written; null = none. */
export function searchMemory(machine: Machine, pattern: Uint8Array, from: number, backwards: boolean): number | null {
  const pages = touchedPages(machine);
  if (backwards) pages.reverse();
  for (const page of pages) {
    const base = page * PAGE_BYTES;
    if (backwards ? base >= from : base + PAGE_BYTES <= from) continue;
    /** A match may run over the page's end. */
    const bytes = machine.memory.bytes(base, PAGE_BYTES + pattern.length - 1);
    machine.caches?.overlay(base, bytes, 0, bytes.length);
    const low = backwards ? 0 : Math.max(0, from - base);
    const high = backwards ? Math.min(PAGE_BYTES, from - base) : PAGE_BYTES;
    const at = backwards ? lastMatch(bytes, pattern, high) : firstMatch(bytes, pattern, low, high);
    if (at >= 0) return base + at;
  }
  return null;
}

/** Pages that were ever written, if only in a cache; ascending. */
function touchedPages(machine: Machine): number[] {
  const pages = new Set(machine.memory.pages());
  for (const line of machine.caches?.resident(0, 2 ** 32) ?? []) pages.add(Math.floor((line * LINE_BYTES) / PAGE_BYTES));
  return [...pages].sort((a, b) => a - b);
}

function firstMatch(bytes: Uint8Array, pattern: Uint8Array, from: number, to: number): number {
  for (let at = bytes.indexOf(pattern[0], from); at >= 0 && at < to; at = bytes.indexOf(pattern[0], at + 1)) if (matches(bytes, pattern, at)) return at;
  return -1;
}

function lastMatch(bytes: Uint8Array, pattern: Uint8Array, before: number): number {
  for (let at = before - 1; at >= 0; at--) if (matches(bytes, pattern, at)) return at;
  return -1;
}

function matches(bytes: Uint8Array, pattern: Uint8Array, at: number): boolean {
  for (let i = 0; i < pattern.length; i++) if (bytes[at + i] !== pattern[i]) return false;
  return true;
}

export function regionViews(machine: Machine, marks: readonly { name: string; base: number; bytes: number; owner: string }[]): RegionView[] {
  return machine.map.list().map((region) => ({
    name: region.name,
    kind: region.kind,
    base: region.base,
    bytes: region.bytes,
    marks: marks.filter((mark) => mark.base >= region.base && mark.base < region.base + region.bytes).map((mark) => ({ ...mark })),
  }));
}
