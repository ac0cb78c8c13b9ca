/** Loads and stores through the caches beside flat memory, a gibibyte touched here and there, and what the view asks. */
import { buildZynq7000 } from '../core/boards/zynq7000';
import type { Machine } from '../core/boards/machine';
import type { CpuCaches } from '../core/cache/caches';
import { LINE_BYTES, LINE_SHIFT } from '../core/cache/geometry';
import { Lab } from '../core/lab/lab';
import { newSession } from '../core/session/session';
import type { Figure } from './measure';
import { median, milliseconds } from './measure';

const SOURCE = 0x0100_0000;
const TARGET = 0x0200_0000;
/** Both buffers fit into L1. */
const BYTES = 8192;
const ROUNDS = 200;
const GiB = 2 ** 30;
const STRIDE = 65_536;

/** Bring a line in as the bus unit does, without the bus. */
function bringIn(machine: Machine, caches: CpuCaches, pa: number): void {
  const line = pa >>> LINE_SHIFT;
  for (;;) {
    const errand = caches.bringIn(line);
    if (errand.kind === 'done') return;
    if (errand.kind === 'fill') caches.filled(line, new Uint32Array(machine.memory.bytes(line * LINE_BYTES, LINE_BYTES).slice().buffer), 0);
    else {
      const { words, at } = errand;
      machine.memory.write(errand.line * LINE_BYTES, new Uint8Array(words.buffer, words.byteOffset + at * 4, LINE_BYTES), 0, LINE_BYTES);
      caches.writtenBack(errand.line);
    }
  }
}

/** Million 32-bit loads or stores in a second, all of them hits. */
function accesses(machine: Machine, checker: boolean, store: boolean): number {
  const caches = machine.caches as CpuCaches;
  caches.checker = checker;
  const from = performance.now();
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < BYTES; i += 4) {
      if (store ? !caches.hitForStore(SOURCE + i) : !caches.hit(SOURCE + i)) {
        bringIn(machine, caches, SOURCE + i);
        caches.hit(SOURCE + i);
      }
      if (store) caches.storeHit(SOURCE + i, 4, round);
      else caches.loadHit(SOURCE + i, 4);
    }
  }
  return (ROUNDS * BYTES) / 4000 / (performance.now() - from);
}

/** The best of each, measured in turn and often: other programs disturb. */
function bestInTurn(...subjects: readonly (() => number)[]): number[] {
  const best = subjects.map(() => 0);
  for (let round = 0; round < 40; round++) subjects.forEach((subject, i) => (best[i] = Math.max(best[i], subject())));
  return best;
}

/** Million bytes copied one by one in a second. */
function cachedCopy(machine: Machine, checker: boolean): number {
  const caches = machine.caches as CpuCaches;
  caches.checker = checker;
  const from = performance.now();
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < BYTES; i++) {
      if (!caches.hit(SOURCE + i)) {
        bringIn(machine, caches, SOURCE + i);
        caches.hit(SOURCE + i);
      }
      const value = caches.loadHit(SOURCE + i, 1);
      if (!caches.hitForStore(TARGET + i)) {
        bringIn(machine, caches, TARGET + i);
        caches.hit(TARGET + i);
      }
      caches.storeHit(TARGET + i, 1, value);
    }
  }
  return (ROUNDS * BYTES) / 1000 / (performance.now() - from);
}

function flatCopy(machine: Machine): number {
  const { memory } = machine;
  const from = performance.now();
  for (let round = 0; round < ROUNDS; round++) for (let i = 0; i < BYTES; i++) memory.pageForWrite((TARGET + i) >>> 12)[(TARGET + i) & 4095] = memory.readByte(SOURCE + i);
  return (ROUNDS * BYTES) / 1000 / (performance.now() - from);
}

const best = (subject: () => number): number => Math.max(...Array.from({ length: 5 }, subject));

/** A store into every 64 KiB of a gibibyte: seconds, and bytes of the process that it took. */
function sparse(): { milliseconds: number; bytes: number } {
  const machine = buildZynq7000();
  const caches = machine.caches as CpuCaches;
  const before = process.memoryUsage().rss;
  const from = performance.now();
  for (let pa = 0; pa < GiB; pa += STRIDE) {
    bringIn(machine, caches, pa + 64);
    caches.hit(pa + 64);
    caches.storeHit(pa + 64, 4, pa);
  }
  return { milliseconds: performance.now() - from, bytes: process.memoryUsage().rss - before };
}

export function cacheFigures(): Figure[] {
  const machine = buildZynq7000();
  machine.journal.enabled = false;
  const flat = { name: 'flat memory', value: best(() => flatCopy(machine)) };
  const touched = sparse();
  const lab = new Lab(newSession({ name: 'benchmark' }));
  const caches = lab.machine.caches as CpuCaches;
  for (let pa = SOURCE; pa < SOURCE + 2 ** 20; pa += LINE_BYTES) {
    bringIn(lab.machine, caches, pa);
    caches.hit(pa);
    if (pa % 96 === 0) caches.storeHit(pa, 4, pa);
  }
  const view = milliseconds(30, () => lab.handle('cache.window', { level: 'L2', filter: 'all', from: 0, count: 120, address: SOURCE }));
  const hex = milliseconds(30, () => lab.handle('memory.read', { address: SOURCE + 2 ** 20 - 4096, length: 4096, since: 0 }));
  const snapshot = milliseconds(30, () => {
    caches.levels[1].touched.fill(1);
    caches.save();
  });
  const [copies, copiesOff, loads, loadsOff, stores, storesOff] = bestInTurn(() => cachedCopy(machine, true), () => cachedCopy(machine, false), () => accesses(machine, true, false), () => accesses(machine, false, false), () => accesses(machine, true, true), () => accesses(machine, false, true));
  return [
    { name: 'cached byte copies, checker on', value: copies, unit: 'M/s', baseline: flat },
    { name: 'cached byte copies, checker off', value: copiesOff, unit: 'M/s', baseline: flat },
    { name: 'cached loads', value: loads, unit: 'M/s', baseline: { name: 'checker off', value: loadsOff } },
    { name: 'cached stores', value: stores, unit: 'M/s', baseline: { name: 'checker off', value: storesOff } },
    { name: 'what the checker costs', value: Math.max(copiesOff / copies, loadsOff / loads, storesOff / stores), unit: 'times', baseline: { name: 'checker off', value: 1 }, note: 'the worst of copies, loads and stores' },
    { name: 'a store into every 64 KiB of 1 GiB', value: touched.milliseconds, unit: 'ms', note: `${(touched.bytes / 2 ** 20).toFixed(0)} MiB of the process for ${GiB / STRIDE} pages of 4 KiB` },
    { name: 'cache view, all of L2 valid', value: median(view), unit: 'ms' },
    { name: 'hex page of cached memory', value: median(hex), unit: 'ms' },
    { name: 'snapshot of full caches', value: median(snapshot), unit: 'ms' },
  ];
}
