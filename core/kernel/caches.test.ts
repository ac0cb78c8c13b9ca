import { describe, expect, it } from 'vitest';
import type { Incident } from '../cache/caches';
import { ZYNQ_CACHES } from '../cache/geometry';
import type { Statement } from './driver-bench';
import { does, DriverBench, notes } from './driver-bench';
import type { Op } from './operations';

const SMALL = { ...ZYNQ_CACHES, l1: { ...ZYNQ_CACHES.l1, bytes: 1024, ways: 2 }, l2: undefined };
/** The first line that lies in a symbol's data. */
const lineOf = (at: (symbol: string) => number, symbol: string): number => Math.ceil(at(symbol) / 32) * 32;
const physical = (bench: DriverBench, symbol: string): number => bench.core.space.translate(lineOf((name) => bench.at(name), symbol))?.pa ?? 0;
const cache = (action: 'clean' | 'invalidate' | 'flush', symbol: string, length: number): Statement => ({ k, at }): Op => ({ op: 'cache', action, address: k.space.translate(lineOf(at, symbol))?.pa ?? 0, length });
const fill = (symbol: string, byte: number, count: number): Statement => ({ at }) => ({ op: 'call', name: 'memset', args: [lineOf(at, symbol), byte, count] });

/** A device that writes behind the processor's back, journalled. */
const deviceWrites = (symbol: string, byte: number, count = 16): Statement => ({ k, at }) => {
  const pa = k.space.translate(lineOf(at, symbol))?.pa ?? 0;
  const { journal, memory, bus } = k.hardware;
  const entry = journal.addRun(true, 9, pa, 0, 1, count, false, 1, 0, 0, 0);
  const payload = journal.runPayload(entry);
  payload.bytes.fill(byte, payload.at, payload.at + count);
  memory.read(pa, payload.bytes, payload.at + count, count);
  journal.runMoved(entry, count);
  memory.write(pa, new Uint8Array(count).fill(byte), 0, count);
  bus.epoch++;
  return undefined;
};

const drive = (...init: Statement[]): DriverBench => new DriverBench({ functions: { init } }, 'linux-4.x', true, ZYNQ_CACHES);

describe('a driver on a board with caches', () => {
  it('has its stores in the cache, and in memory after a clean', () => {
    const bench = drive(fill('data', 0x5a, 100), notes(({ k, at }) => k.hardware.memory.readByte(k.space.translate(lineOf(at, 'data'))?.pa ?? 0)), cache('clean', 'data', 100));
    expect(bench.notes).toEqual([0]);
    expect(bench.bench.memory.bytes(physical(bench, 'data'), 100)).toEqual(new Uint8Array(100).fill(0x5a));
  });

  it('reads what is stale until it invalidates, and the caches tell', () => {
    const told: Incident[] = [];
    const read = (symbol: string): Statement => ({ at }): Op => ({ op: 'load', address: lineOf(at, symbol), bytes: 1 });
    const listen: Statement = ({ k }) => {
      if (k.hardware.caches !== undefined) k.hardware.caches.onStaleRead = (incident) => told.push(incident);
      return undefined;
    };
    const bench = drive(listen, read('data'), deviceWrites('data', 7), read('data'), notes(({ result }) => result), cache('invalidate', 'data', 32), read('data'), notes(({ result }) => result));
    expect(bench.notes).toEqual([0, 7]);
    expect(told).toMatchObject([{ address: physical(bench, 'data'), bytes: 1 }]);
    expect(bench.bench.journal.entry(told[0].hidden)).toMatchObject({ kind: 'write', address: physical(bench, 'data') });
  });

  it('loses what a device wrote when a dirty line is cleaned over it, and the caches tell', () => {
    const told: Incident[] = [];
    const listen: Statement = ({ k }) => {
      if (k.hardware.caches !== undefined) k.hardware.caches.onDirtyOverDevice = (incident) => told.push(incident);
      return undefined;
    };
    const bench = drive(listen, fill('data', 1, 4), deviceWrites('data', 7, 32), cache('clean', 'data', 32));
    const pa = physical(bench, 'data');
    expect(bench.bench.memory.readByte(pa + 8)).toBe(0);
    expect(told).toMatchObject([{ line: pa, address: pa, bytes: 32 }]);
  });

  it('gets coherent memory over which no old line is ever written', () => {
    const bench = drive(
      ({ k, frame }) => {
        const pa = k.space.allocatePages(4096) as number;
        k.space.freePages(pa);
        frame.locals.pa = pa;
        return { op: 'call', name: 'memset', args: [k.space.toVirtual(pa), 0xee, 4096] };
      },
      notes(({ frame, k }) => k.hardware.caches?.resident(frame.locals.pa as number, 4096).length ?? -1),
      does('dma_alloc_coherent', 0, 4096, 'more', 0x140_00c0),
      notes(({ frame, k, at }) => (k.memory.word(at('more')) === frame.locals.pa ? 'the same page' : 'another page')),
      notes(({ k, at }) => k.hardware.caches?.resident(k.memory.word(at('more')), 4096).length ?? -1),
    );
    expect(bench.notes).toEqual([128, 'the same page', 0]);
  });

  it('sees its own bookkeeping in the cache and in memory', () => {
    const bench = drive(fill('data', 0x11, 8), ({ k, at }) => {
      k.memory.setWord(lineOf(at, 'data'), 0x22334455);
      return { op: 'load', address: lineOf(at, 'data'), bytes: 4 };
    }, notes(({ result }) => result), notes(({ k, at }) => k.memory.word(lineOf(at, 'data') + 4)));
    expect(bench.notes).toEqual([0x22334455, 0x11111111]);
    expect(bench.bench.memory.readWord(physical(bench, 'data'))).toBe(0x22334455);
  });

  it('gives the same journal and state after going back, whatever the caches hold', () => {
    const made = (): DriverBench => {
      const bench = new DriverBench({ functions: { init: [fill('data', 3, 300), does('memcpy', 'more', 'data', 300), cache('flush', 'more', 100), does('memcpy', 'data', 'more', 200)] } }, 'linux-4.x', false, SMALL);
      bench.bench.enter('insmod driver');
      return bench;
    };
    const straight = made().bench;
    straight.settle();
    const { journal } = straight;
    const wanted = [[straight.journal.hash(), straight.digest()]];
    const cycles = Array.from({ length: journal.length }, (_, i) => journal.entry(i)).filter((entry) => /^(line fill|write back)/.test(journal.textOf(entry.detail))).map((entry) => entry.at + 3);
    expect(cycles.length).toBeGreaterThan(20);
    const { bench } = made();
    const snapshots = cycles.map((cycle) => {
      bench.clock.run(cycle);
      return bench.snapshot();
    });
    for (const snapshot of snapshots.reverse()) {
      bench.restore(snapshot);
      for (let i = 0; i < 50; i++) bench.clock.run(bench.clock.now + 7);
      bench.settle();
      expect([[bench.journal.hash(), bench.digest()]]).toEqual(wanted);
    }
  });
});
