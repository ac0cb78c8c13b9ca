/** The caches as a view shows them: a state for every slot, and valid lines as rows with what memory holds under them. */
import type { Machine } from '../../boards/machine';
import type { CpuCaches } from '../../cache/caches';
import { LINE_BYTES, LINE_SHIFT } from '../../cache/geometry';
import type { CacheLevel } from '../../cache/level';
import type { Arguments, CacheLevelView, CacheLineView, CacheWindow } from '../../contract';
import { CACHE_STATES } from '../../contract';

type Marks = readonly { readonly name: string; readonly base: number; readonly bytes: number }[];

const STATE = { invalid: 0, clean: 1, dirty: 2, stale: 3, both: 4 } as const;

export function cacheWindow(machine: Machine, marks: Marks, { level: wanted, filter, from, count, address }: Arguments<'cache.window'>): CacheWindow {
  const { caches } = machine;
  if (caches === undefined) return { levels: [], level: '', map: new Uint8Array(0), addresses: new Uint32Array(0), chosen: null, chosenIndex: -1, from: 0, total: 0, lines: [] };
  machine.clock.settle();
  const shown = caches.levels.find((one) => one.geometry.name === wanted) ?? caches.l1;
  let map = new Uint8Array(0);
  const levels = caches.levels.map((level) => {
    const states = statesOf(caches, level);
    if (level === shown) map = states;
    return levelView(caches, level, states);
  });
  const slots = [...shown.valid()].filter((slot) => filter === 'all' || (filter === 'dirty' ? shown.mask(slot) !== 0 : map[slot] >= STATE.stale));
  slots.sort((a, b) => shown.tags[a] - shown.tags[b]);
  const view = (slot: number): CacheLineView => lineView(machine, caches, shown, slot, map[slot], marks);
  const chosen = address === null ? -1 : shown.find(address >>> LINE_SHIFT);
  return {
    levels, level: shown.geometry.name, map, addresses: Uint32Array.from(shown.tags, (line) => line * LINE_BYTES),
    chosen: chosen < 0 ? null : view(chosen), chosenIndex: slots.indexOf(chosen), from, total: slots.length, lines: slots.slice(from, from + count).map(view),
  };
}

function statesOf(caches: CpuCaches, level: CacheLevel): Uint8Array<ArrayBuffer> {
  const states = new Uint8Array(level.slots);
  for (let slot = 0; slot < level.slots; slot++) {
    const line = level.tags[slot];
    if (line === -1) continue;
    const stale = caches.staleMask(line, level, slot) !== 0;
    const dirty = level.mask(slot) !== 0;
    states[slot] = dirty ? (stale ? STATE.both : STATE.dirty) : stale ? STATE.stale : STATE.clean;
  }
  return states;
}

function levelView(caches: CpuCaches, level: CacheLevel, states: Uint8Array): CacheLevelView {
  const { geometry } = level;
  const { config } = caches;
  const count = (...wanted: readonly number[]): number => states.reduce((sum, state) => sum + (wanted.includes(state) ? 1 : 0), 0);
  return {
    name: geometry.name, title: geometry.title, bytes: geometry.bytes, ways: geometry.ways, sets: level.sets,
    valid: count(STATE.clean, STATE.dirty, STATE.stale, STATE.both), dirty: count(STATE.dirty, STATE.both), stale: count(STATE.stale, STATE.both),
    facts: [
      { label: 'Size', value: `${geometry.bytes / 1024} KiB, ${geometry.ways} ways of ${level.sets} lines of ${LINE_BYTES} bytes` },
      { label: 'Writes', value: `${config.write === 'back' ? 'write-back' : 'write-through'}, ${config.allocate === 'read' ? 'allocates on reads only' : 'allocates on reads and writes'}` },
      { label: 'Replacement', value: geometry.replacement },
      { label: 'Other masters', value: config.snooped ? 'are snooped: memory is coherent' : 'are not snooped: drivers clean and invalidate' },
    ],
  };
}

function lineView(machine: Machine, caches: CpuCaches, level: CacheLevel, slot: number, state: number, marks: Marks): CacheLineView {
  const line = level.tags[slot];
  const address = line * LINE_BYTES;
  const stale = caches.staleMask(line, level, slot);
  const hidden = stale === 0 ? 0 : machine.journal.lastWriter(address + 31 - Math.clz32(stale & -stale), undefined, 'memory');
  return {
    address, set: Math.floor(slot / level.ways), way: slot % level.ways, tag: Math.floor(line / level.sets), state: CACHE_STATES[state],
    bytes: level.bytes.slice(level.dataAt(slot), level.dataAt(slot) + LINE_BYTES), memory: machine.memory.bytes(address, LINE_BYTES),
    dirty: level.mask(slot) >>> 0, stale, owner: marks.find((mark) => mark.base < address + LINE_BYTES && address < mark.base + mark.bytes)?.name ?? '',
    filled: level.filled(slot), stored: level.stored(slot), hidden,
  };
}
