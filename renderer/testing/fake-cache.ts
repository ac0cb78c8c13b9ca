/** Two cache levels with a buffer in them: some lines dirty, some stale. */
import type { CacheFilter, CacheLineView, CacheWindow } from '../../core/contract';
import { CACHE_STATES } from '../../core/contract';

const BASE = 0x1f80_0000;

function fakeLine(i: number, ways: number): CacheLineView {
  const state = i % 7 === 3 ? 'stale' : i % 3 === 1 ? 'dirty' : 'clean';
  const bytes = Uint8Array.from({ length: 32 }, (_, b) => (i * 32 + b) & 0xff);
  const mask = state === 'clean' ? 0 : i % 2 === 0 ? 0xffff_ffff : 0x0000_ff00;
  const memory = bytes.map((byte, b) => ((mask >>> b) & 1) !== 0 ? byte ^ 0xff : byte);
  return { address: BASE + i * 32, set: i, way: i % ways, tag: BASE / 32 / 256, state, bytes, memory, dirty: state === 'dirty' ? mask : 0, stale: state === 'stale' ? mask : 0, owner: i < 40 ? 'source buffer' : '', filled: 360, stored: state === 'dirty' ? 368 : 0, hidden: state === 'stale' ? 379 : 0 };
}

export function fakeCache(wanted: string, filter: CacheFilter, from: number, count: number, address: number | null): CacheWindow {
  const isL2 = wanted === 'L2';
  const [sets, ways] = isL2 ? [2048, 8] : [256, 4];
  const all = Array.from({ length: isL2 ? 400 : 100 }, (_, i) => fakeLine(i, ways));
  const map = new Uint8Array(sets * ways);
  const addresses = new Uint32Array(sets * ways);
  for (const line of all) {
    map[line.set * ways + line.way] = CACHE_STATES.indexOf(line.state);
    addresses[line.set * ways + line.way] = line.address;
  }
  const lines = all.filter((line) => filter === 'all' || line.state === filter);
  const chosenIndex = address === null ? -1 : lines.findIndex((line) => line.address === address - (address % 32));
  const counts = { valid: all.length, dirty: all.filter((line) => line.dirty !== 0).length, stale: all.filter((line) => line.stale !== 0).length };
  const facts = [{ label: 'Writes', value: 'write-back' }];
  return {
    levels: [{ name: 'L1D', title: 'Level 1 data cache', bytes: 32768, ways: 4, sets: 256, ...counts, facts }, { name: 'L2', title: 'Level 2 cache', bytes: 524_288, ways: 8, sets: 2048, ...counts, facts }],
    level: isL2 ? 'L2' : 'L1D', map, addresses, chosen: lines[chosenIndex] ?? null, chosenIndex, from, total: lines.length, lines: lines.slice(from, from + count),
  };
}
