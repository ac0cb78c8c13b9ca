import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressMap } from '../bus/address-map';
import { Bus } from '../bus/bus';
import { CpuCaches } from '../cache/caches';
import type { CacheConfig } from '../cache/geometry';
import { Clock } from '../clock';
import { Journal } from '../journal/journal';
import { SparseMemory } from '../memory/sparse-memory';
import type { AccessRequest } from './bus-unit';
import { BusUnit } from './bus-unit';

const SMALL: CacheConfig = {
  l1: { name: 'L1D', title: '', bytes: 128, ways: 2, replacement: 'round-robin' }, l2: { name: 'L2', title: '', bytes: 256, ways: 2, replacement: 'round-robin' },
  exclusive: false, write: 'back', allocate: 'read-write', snooped: false, hitCycles: 1, l2Cycles: 8,
};
/** Virtual addresses from here on are the same memory, uncached. */
const UNCACHED = 0x1_0000;
const SPACE = 1024;

class Rig {
  readonly clock = new Clock(1e6);
  readonly memory = new SparseMemory();
  readonly journal = new Journal(this.clock);
  readonly map = new AddressMap();
  readonly bus = new Bus(this.clock, this.map, this.memory, this.journal);
  readonly caches: CpuCaches;
  readonly unit: BusUnit;

  constructor(config: CacheConfig = SMALL) {
    this.map.add({ kind: 'ram', name: 'RAM', base: 0, bytes: UNCACHED, setup: 3, stride: 1 });
    this.clock.add(this.bus);
    this.caches = new CpuCaches({ clock: this.clock, bus: this.bus, memory: this.memory, journal: this.journal }, config);
    const cpu = this.journal.initiator('cpu0', 'cpu');
    this.unit = new BusUnit(this.bus, cpu, {
      translate: (va) => (va < 2 * UNCACHED ? { pa: va % UNCACHED, device: false, cached: va < UNCACHED } : undefined),
      cause: () => 0, place: () => this.journal.text('driver: f #1'), arrived: () => undefined,
    }, this.journal, this.caches);
  }

  /** @returns bytes read, and cycles spent beside the bus. */
  access(request: Partial<AccessRequest> & { readonly address: number }): { readonly bytes: readonly number[]; readonly cycles: number } {
    const data = request.data ?? [];
    this.unit.begin({ direction: data.length > 0 ? 'write' : 'read', length: data.length, word: data.length <= 4, user: false, data, ...request });
    const outcome = this.run();
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    return { bytes: outcome.access.came, cycles: outcome.cycles };
  }

  run(): ReturnType<BusUnit['proceed']> {
    for (;;) {
      const outcome = this.unit.proceed();
      if (outcome.kind !== 'flying') return outcome;
      this.clock.run(this.clock.now + 1);
    }
  }

  /** Everything on the bus or stored, in words. */
  words(from = 1): string[] {
    return Array.from({ length: this.journal.length - from }, (_, i) => {
      const { kind, address, run, detail } = this.journal.entry(from + i);
      return `${kind} ${address.toString(16)} ${run?.beats}x${run?.beatBytes} ${this.journal.textOf(detail)}`;
    });
  }
}

describe('a cached access', () => {
  it('fills the line in a burst of eight words on a miss, and stays off the bus on a hit', () => {
    const rig = new Rig();
    rig.memory.writeWord(0x44, 0x01020304);
    expect(rig.access({ address: 0x44, length: 4 }).bytes).toEqual([4, 3, 2, 1]);
    expect(rig.words()).toEqual(['read 40 8x4 line fill: driver: f #1']);
    expect(rig.access({ address: 0x46, length: 2 })).toEqual({ bytes: [2, 1], cycles: 1 });
    expect(rig.words()).toHaveLength(1);
  });

  it('journals a store and leaves memory as it is', () => {
    const rig = new Rig();
    rig.access({ address: 0x44, data: [1, 2, 3, 4] });
    expect(rig.words()).toEqual(['read 40 8x4 line fill: driver: f #1', 'store 44 1x4 driver: f #1']);
    expect(rig.journal.entry(2)).toMatchObject({ value: 0x04030201, old: 0 });
    expect(rig.memory.readWord(0x44)).toBe(0);
    expect(rig.journal.lastWriter(0x46)).toBe(2);
    expect(rig.journal.lastWriter(0x46, undefined, 'memory')).toBe(0);
  });

  it('takes pieces from both sides of a line, in one store entry each', () => {
    const rig = new Rig();
    rig.access({ address: 0x5e, data: [1, 2, 3, 4] });
    rig.access({ address: 0x38, data: Array.from({ length: 24 }, (_, i) => i), word: false });
    expect(rig.words().filter((text) => text.startsWith('store'))).toEqual(['store 5e 2x1 driver: f #1', 'store 60 2x1 driver: f #1', 'store 38 8x1 driver: f #1', 'store 40 16x1 driver: f #1']);
    expect(rig.journal.entry(rig.journal.length - 1).run?.data).toEqual(Uint8Array.from({ length: 16 }, (_, i) => i + 8));
    expect(rig.access({ address: 0x5e, length: 4 }).bytes).toEqual([1, 2, 3, 4]);
  });

  it('finds in L2 what L1 has given up, in the time of L2', () => {
    const rig = new Rig();
    for (const address of [0x00, 0x40, 0x80]) rig.access({ address, length: 4 });
    const { length } = rig.journal;
    expect(rig.access({ address: 0x00, length: 4 }).cycles).toBe(9);
    expect(rig.journal.length).toBe(length);
  });

  it('writes a dirty line back before its place is taken, caused by the store', () => {
    const rig = new Rig({ ...SMALL, l2: undefined });
    rig.access({ address: 0x00, data: [7, 0, 0, 0] });
    const store = rig.journal.length - 1;
    rig.access({ address: 0x40, length: 4 });
    rig.access({ address: 0x80, length: 4 });
    expect(rig.words(3)).toEqual(['read 40 8x4 line fill: driver: f #1', 'write 0 8x4 write back (makes room): driver: f #1', 'read 80 8x4 line fill: driver: f #1']);
    expect(rig.journal.entry(4)).toMatchObject({ cause: store });
    expect(rig.memory.readWord(0)).toBe(7);
  });

  it('goes to the bus when the mapping is uncached', () => {
    const rig = new Rig();
    rig.access({ address: UNCACHED + 0x44, data: [1, 2, 3, 4] });
    expect(rig.words()).toEqual(['write 44 1x4 driver: f #1']);
    expect(rig.caches.resident(0, SPACE)).toEqual([]);
  });

  it('goes to memory too when the cache writes through, and past it when stores do not allocate', () => {
    const through = new Rig({ ...SMALL, write: 'through' });
    through.access({ address: 0x44, length: 4 });
    through.access({ address: 0x44, data: [1, 2, 3, 4] });
    expect(through.memory.readWord(0x44)).toBe(0x04030201);
    expect(through.access({ address: 0x44, length: 4 }).bytes).toEqual([1, 2, 3, 4]);
    const around = new Rig({ ...SMALL, allocate: 'read' });
    around.access({ address: 0x44, data: [1, 2, 3, 4] });
    expect(around.words()).toEqual(['write 44 1x4 driver: f #1']);
  });
});

describe('maintenance', () => {
  const dirty = (): Rig => {
    const rig = new Rig();
    for (const address of [0x20, 0x40, 0x60]) rig.access({ address, data: [address, 0, 0, 0] });
    return rig;
  };

  it('cleans each dirty line of the range in a burst, and keeps it', () => {
    const rig = dirty();
    const from = rig.journal.length;
    expect(rig.unit.maintain('clean', 0x20, 0x40)).toBe(4);
    expect(rig.run()).toEqual({ kind: 'kept', cycles: 1 });
    expect(rig.words(from)).toEqual(['write 20 8x4 write back (clean): driver: f #1', 'write 40 8x4 write back (clean): driver: f #1']);
    expect([0x20, 0x40, 0x60].map((at) => rig.memory.readWord(at))).toEqual([0x20, 0x40, 0]);
    expect(rig.caches.resident(0, SPACE)).toEqual([1, 2, 3]);
  });

  it('invalidates whole lines without writing them, and cleans those that it covers in part', () => {
    const rig = dirty();
    rig.unit.maintain('invalidate', 0x24, 0x40);
    rig.run();
    expect([0x20, 0x40, 0x60].map((at) => rig.memory.readWord(at))).toEqual([0x20, 0, 0x60]);
    expect(rig.caches.resident(0, SPACE)).toEqual([]);
  });

  it('does nothing to an empty range', () => {
    const rig = dirty();
    rig.unit.maintain('flush', 0x24, 0);
    expect(rig.unit.active).toBe(false);
  });
});

type Step = { readonly address: number; readonly size: number; readonly value: number; readonly kind: 'load' | 'store' | 'copy' | 'clean' | 'flush' };
const step: fc.Arbitrary<Step> = fc.record({ address: fc.nat(SPACE - 64), size: fc.constantFrom(1, 2, 4), value: fc.nat(0xffff_ffff), kind: fc.constantFrom('load', 'store', 'store', 'copy', 'clean', 'flush') });
const bytesOf = ({ value, size, kind }: Step): number[] => Array.from({ length: kind === 'copy' ? value % 32 + 1 : size }, (_, i) => (value >>> (8 * (i & 3))) & 0xff);

it.each([['back', 'read-write'], ['back', 'read'], ['through', 'read']] as const)('write-%s, %s-allocate: cached memory is flat memory', (write, allocate) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const rig = new Rig({ ...SMALL, write, allocate });
      const flat = new Uint8Array(SPACE);
      for (const one of steps) {
        if (one.kind === 'load') expect(rig.access({ address: one.address, length: one.size }).bytes).toEqual([...flat.subarray(one.address, one.address + one.size)]);
        else if (one.kind === 'clean' || one.kind === 'flush') {
          rig.unit.maintain(one.kind, one.address, one.value % 100);
          if (rig.unit.active) rig.run();
        } else {
          rig.access({ address: one.address, data: bytesOf(one), word: one.kind === 'store' });
          flat.set(bytesOf(one), one.address);
        }
      }
      const view = rig.memory.bytes(0, SPACE);
      rig.caches.overlay(0, view, 0, SPACE);
      expect(view).toEqual(flat);
      rig.unit.maintain('clean', 0, SPACE);
      if (rig.unit.active) rig.run();
      expect(rig.memory.bytes(0, SPACE)).toEqual(flat);
      /** Every byte's last writer names its value. */
      for (let at = 0; at < SPACE; at += 7) {
        const entry = rig.journal.lastWriter(at);
        if (entry === 0) continue;
        const { address, run } = rig.journal.entry(entry);
        expect(run?.data[at - address]).toBe(flat[at]);
      }
    }),
    { numRuns: 60 },
  );
});

describe('a coherent bus', () => {
  /** Bursts of another master, while the processor loads and stores; each waits for the one before. */
  interface Burst {
    readonly address: number;
    readonly words: number;
    readonly write: boolean;
    readonly value: number;
    /** Accesses of the processor that begin while the burst is under way. */
    readonly meanwhile: readonly Step[];
  }
  const near: fc.Arbitrary<Step> = step.map((one) => ({ ...one, address: one.address % 400, kind: one.kind === 'copy' ? 'store' : one.kind }));
  const burst: fc.Arbitrary<Burst> = fc.record({ address: fc.nat(48).map((word) => word * 4), words: fc.integer({ min: 1, max: 48 }), write: fc.boolean(), value: fc.nat(255), meanwhile: fc.array(near, { maxLength: 4 }) });

  it('gives both masters the newest bytes once each is through', () => {
    fc.assert(
      fc.property(fc.array(burst, { maxLength: 40 }), (bursts) => {
        const rig = new Rig({ ...SMALL, snooped: true });
        let done: boolean;
        const other = rig.bus.port(rig.journal.initiator('dma', 'dma'), 0, { transactionDone: () => void (done = true) });
        const flat = new Uint8Array(SPACE);
        for (const one of bursts) {
          const t = one.write ? other.write : other.read;
          Object.assign(t, { address: one.address, sizeLog2: 2, beats: one.words, fixed: false, nonSecure: false, initiator: 1, cause: 0, detail: 0 });
          t.data = new Uint8Array(192).fill(one.value);
          const overlaps = (s: Step): boolean => s.address < one.address + 4 * one.words && s.address + s.size > one.address;
          done = false;
          other.present(one.write ? 'write' : 'read');
          for (const access of one.meanwhile) {
            /** Who comes first is not told when both touch the same bytes at once; the line may be the same. */
            if (overlaps(access)) continue;
            if (access.kind === 'load') expect(rig.access({ address: access.address, length: access.size }).bytes).toEqual([...flat.subarray(access.address, access.address + access.size)]);
            else if (access.kind === 'store') {
              rig.access({ address: access.address, data: bytesOf(access) });
              flat.set(bytesOf(access), access.address);
            } else {
              rig.unit.maintain('clean', access.address, 32);
              if (rig.unit.active) rig.run();
            }
          }
          while (!done) rig.clock.run(rig.clock.now + 1);
          if (one.write) flat.fill(one.value, one.address, one.address + 4 * one.words);
          else expect([...t.data.subarray(0, 4 * one.words)]).toEqual([...flat.subarray(one.address, one.address + 4 * one.words)]);
        }
        const view = rig.memory.bytes(0, SPACE);
        rig.caches.overlay(0, view, 0, SPACE);
        expect(view).toEqual(flat);
      }),
      { numRuns: 150 },
    );
  });
});
