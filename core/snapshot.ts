/**
 * Snapshots of a whole lab: every part's saved state, the memory's page table and the journal's length. A snapshot
 * costs a copy of the small parts only. `digest` tells whether two states are equal.
 */
import type { Cycle, PlainState, Stateful } from './clock';
import { hashText } from './journal/hash';
import type { MemorySnapshot, SparseMemory } from './memory/sparse-memory';

export interface Snapshot {
  readonly cycle: Cycle;
  /** How many inputs had been applied. */
  readonly inputs: number;
  readonly memory: MemorySnapshot;
  readonly parts: ReadonlyMap<string, PlainState>;
}

/** Capture. Parts must be settled. */
export function takeSnapshot(cycle: Cycle, inputs: number, memory: SparseMemory, parts: readonly Stateful[]): Snapshot {
  const states = new Map<string, PlainState>();
  for (const part of parts) {
    if (states.has(part.name)) throw new Error(`two parts are named ${part.name}`);
    states.set(part.name, part.save());
  }
  return { cycle, inputs, memory: memory.snapshot(), parts: states };
}

/** Put everything back. The journal must come first in `parts`: others trim their open runs in it. */
export function restoreSnapshot(snapshot: Snapshot, memory: SparseMemory, parts: readonly Stateful[]): void {
  memory.restore(snapshot.memory);
  for (const part of parts) part.load(snapshot.parts.get(part.name));
}

/** Equal states have equal digests: memory byte for byte, and every part's state. */
export function digest(memory: SparseMemory, parts: readonly Stateful[]): string {
  const state: [number, number] = [1, 2];
  for (const part of parts) hashText(state, `${part.name}=${canonical(part.save())};`);
  for (const page of memory.pages()) {
    const bytes = memory.pageForRead(page) as Uint8Array;
    if (bytes.some((byte) => byte !== 0)) hashText(state, `${page}:${String.fromCharCode(...bytes)}`);
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Text of plain data that does not depend on the order in which keys were added. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return typeof value === 'string' ? JSON.stringify(value) : String(value);
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}[${Array.from(value as Uint8Array).join()}]`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value instanceof Map) return `Map{${[...(value as Map<unknown, unknown>)].map(([k, item]) => `${canonical(k)}:${canonical(item)}`).join()}}`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${key}:${canonical((value as Record<string, unknown>)[key])}`).join()}}`;
}
