import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressMap } from '../bus/address-map';
import type { BusPort } from '../bus/channel';
import { Bus } from '../bus/bus';
import { Clock } from '../clock';
import { Journal } from '../journal/journal';
import { SparseMemory } from '../memory/sparse-memory';
import type { Errand, Incident, LineCarrier, Maintenance } from './caches';
import { CpuCaches } from './caches';
import type { CacheConfig, LevelGeometry } from './geometry';
import { IMX6_CACHES, LINE_BYTES, PC_CACHES, S3C2410_CACHES, ZYNQ_CACHES } from './geometry';

const level = (name: string, bytes: number, ways: number, replacement: LevelGeometry['replacement'] = 'round-robin'): LevelGeometry => ({ name, title: name, bytes, ways, replacement });
const SMALL: CacheConfig = { l1: level('L1D', 256, 2), l2: level('L2', 1024, 4), exclusive: false, write: 'back', allocate: 'read-write', snooped: false, hitCycles: 1, l2Cycles: 8 };
const CONFIGS: readonly [string, CacheConfig][] = [
  ['two levels', SMALL],
  ['two exclusive levels', { ...SMALL, exclusive: true }],
  ['one level', { ...SMALL, l2: undefined }],
  ['pseudo-random', { ...SMALL, l1: level('L1D', 256, 2, 'pseudo-random'), l2: level('L2', 1024, 4, 'pseudo-random') }],
];
/** Twice the larger cache, so that lines are evicted. */
const SPACE = 2048;

/** A processor that carries out errands at once. */
class Rig {
  readonly clock = new Clock(1e6);
  readonly memory = new SparseMemory();
  readonly journal = new Journal(this.clock);
  readonly bus = new Bus(this.clock, new AddressMap(), this.memory, this.journal);
  readonly caches: CpuCaches;
  /** "miss 3", "evict 5", in order. */
  readonly events: string[] = [];

  constructor(
    config: CacheConfig,
    private readonly atOnce = false,
  ) {
    this.caches = new CpuCaches({ clock: this.clock, bus: this.bus, memory: this.memory, journal: this.journal }, config);
  }

  load(pa: number, size: number): number {
    this.need(pa);
    return this.caches.loadHit(pa, size) >>> 0;
  }

  store(pa: number, size: number, value: number): void {
    this.need(pa);
    this.caches.store(pa, size, value, 0, 0);
  }

  maintain(action: Maintenance, pa: number, bytes: number): void {
    for (const line of this.caches.resident(pa, bytes)) {
      if (action !== 'invalidate') this.errands(line, () => this.caches.cleanLine(line));
      if (action !== 'clean') this.caches.dropLine(line);
    }
  }

  private need(pa: number): void {
    const line = pa >>> 5;
    if (this.caches.hit(pa)) return;
    this.events.push(`miss ${line}`);
    if (this.atOnce) this.caches.fetch(line, this.carrier);
    else this.errands(line, () => this.caches.bringIn(line));
    expect(this.caches.hit(pa)).toBe(true);
  }

  private readonly carrier: LineCarrier = {
    writeBack: (line, words, at) => {
      this.events.push(`evict ${line}`);
      this.memory.writeWords(line * LINE_BYTES, words, at, LINE_BYTES / 4);
    },
    fill: (line, words, at) => {
      this.events.push(`fill ${line}`);
      this.memory.readWords(line * LINE_BYTES, words, at, LINE_BYTES / 4);
      return 0;
    },
  };

  private errands(line: number, ask: () => Errand): void {
    for (let budget = 0; budget < 10; budget++) {
      const errand = ask();
      if (errand.kind === 'done') return;
      if (errand.kind === 'fill') {
        this.events.push(`fill ${line}`);
        this.caches.filled(line, new Uint32Array(this.memory.bytes(line * LINE_BYTES, LINE_BYTES).buffer), 0);
      } else {
        this.events.push(`evict ${errand.line}`);
        this.memory.write(errand.line * LINE_BYTES, new Uint8Array(errand.words.buffer, errand.at * 4, LINE_BYTES), 0, LINE_BYTES);
        this.caches.writtenBack(errand.line);
      }
    }
    throw new Error('errands do not end');
  }
}

type Action = { readonly kind: 'load' | 'store' | 'clean' | 'flush' | 'dma-read' | 'dma-write'; readonly at: number; readonly size: number; readonly value: number };

const action = (kinds: readonly Action['kind'][]): fc.Arbitrary<Action> =>
  fc.record({ kind: fc.constantFrom(...kinds), at: fc.nat(SPACE / 4 - 1).map((word) => word * 4), size: fc.constantFrom(1, 2, 4), value: fc.nat(0xffff_ffff) });

const flatStore = (flat: Uint8Array, { at, size, value }: Action): void => {
  for (let i = 0; i < size; i++) flat[at + i] = value >>> (8 * i);
};
const flatLoad = (flat: Uint8Array, at: number, size: number): number => Array.from({ length: size }).reduce((sum: number, _, i) => sum + flat[at + i] * 256 ** i, 0);

describe.each(CONFIGS)('%s', (_name, config) => {
  it('gives every load what flat memory would, and is flat memory after a flush', () => {
    fc.assert(
      fc.property(fc.array(action(['load', 'store', 'store', 'clean', 'flush']), { maxLength: 300 }), (actions) => {
        const rig = new Rig(config);
        const flat = new Uint8Array(SPACE);
        for (const one of actions) {
          if (one.kind === 'load') expect(rig.load(one.at, one.size)).toBe(flatLoad(flat, one.at, one.size));
          else if (one.kind === 'store') {
            rig.store(one.at, one.size, one.value);
            flatStore(flat, one);
          } else rig.maintain(one.kind as Maintenance, one.at, one.value % 200);
        }
        const view = rig.memory.bytes(0, SPACE);
        rig.caches.overlay(0, view, 0, SPACE);
        expect(Buffer.compare(view, flat)).toBe(0);
        rig.maintain('flush', 0, 2 ** 32 - 1);
        expect(Buffer.compare(rig.memory.bytes(0, SPACE), flat)).toBe(0);
        expect(rig.caches.resident(0, SPACE)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('is coherent for other masters when they snoop', () => {
    /** Few lines, so that masters meet. */
    const close = action(['load', 'load', 'store', 'dma-read', 'dma-write', 'clean']).map((one) => ({ ...one, at: one.at % 0x160 }));
    fc.assert(
      fc.property(fc.array(close, { minLength: 50, maxLength: 300 }), (actions) => {
        const rig = new Rig({ ...config, snooped: true });
        const other = rig.bus.port(rig.journal.initiator('other', 'dma'), 0, { transactionDone: () => undefined });
        rig.caches.initiator = 99;
        const flat = new Uint8Array(SPACE);
        for (const one of actions) {
          if (one.kind === 'load') expect(rig.load(one.at, one.size)).toBe(flatLoad(flat, one.at, one.size));
          else if (one.kind === 'clean') rig.maintain('clean', one.at, one.value % 200);
          else if (one.kind === 'dma-read') {
            rig.caches.snoop(one.at, one.size, false, other);
            expect(rig.memory.readWord(one.at) % 256 ** one.size).toBe(flatLoad(flat, one.at, one.size));
          } else {
            flatStore(flat, one);
            if (one.kind === 'store') rig.store(one.at, one.size, one.value);
            else {
              rig.caches.snoop(one.at, one.size, true, other);
              rig.memory.write(one.at, Uint8Array.from({ length: one.size }, (_, i) => one.value >>> (8 * i)), 0, one.size);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('comes to the same, and tells the same, whether lines are carried at once or not, and looked at anew or known to agree', () => {
    /** Few bytes of seven lines, of which six compete for a set of each cache. */
    const close = action(['load', 'load', 'store', 'store', 'dma-write', 'clean', 'flush']).map((one) => ({ ...one, at: [0, 1, 8, 16, 24, 32, 40][(one.at >> 2) % 7] * LINE_BYTES + (one.at & 4) }));
    fc.assert(
      fc.property(fc.array(close, { minLength: 150, maxLength: 300, size: 'max' }), (actions) => {
        const told = [[false, true], [false, false], [true, true], [true, false]].map(([atOnce, anew]) => {
          const rig = new Rig(config, atOnce);
          rig.caches.onStaleRead = ({ address, bytes, mask }) => rig.events.push(`stale ${address} ${bytes} ${mask}`);
          rig.caches.onDirtyOverDevice = ({ address, bytes, mask }) => rig.events.push(`lost ${address} ${bytes} ${mask}`);
          for (const one of actions) {
            if (anew) rig.bus.epoch++;
            if (one.kind === 'load') rig.events.push(`${rig.load(one.at, one.size)}`);
            else if (one.kind === 'store') rig.store(one.at, one.size, one.value);
            else if (one.kind === 'dma-write') {
              rig.memory.write(one.at, Uint8Array.from({ length: one.size }, (_, i) => one.value >>> (8 * i)), 0, one.size);
              rig.bus.epoch++;
            } else rig.maintain(one.kind as Maintenance, one.at, one.value % 100);
          }
          return { events: rig.events, memory: rig.memory.bytes(0, SPACE), state: rig.caches.save() };
        });
        for (const other of told.slice(1)) expect(other).toEqual(told[0]);
      }),
      { numRuns: 60 },
    );
  });

  it('goes on after a restore as if nothing had happened, and a snapshot does not change', () => {
    fc.assert(
      fc.property(fc.array(action(['load', 'store', 'clean']), { maxLength: 120 }), fc.array(action(['load', 'store', 'clean', 'flush']), { minLength: 1, maxLength: 120 }), (first, second) => {
        const run = (rig: Rig, actions: readonly Action[]): void => {
          for (const one of actions) {
            if (one.kind === 'load') rig.load(one.at, one.size);
            else if (one.kind === 'store') rig.store(one.at, one.size, one.value);
            else rig.maintain(one.kind as Maintenance, one.at, 64);
          }
        };
        const rig = new Rig(config);
        run(rig, first);
        const saved = rig.caches.save();
        const memory = rig.memory.snapshot();
        const journal = rig.journal.save();
        const copy = structuredClone(saved);
        rig.events.length = 0;
        run(rig, second);
        const events = [...rig.events];
        const end = structuredClone(rig.caches.save());
        expect(saved).toEqual(copy);
        rig.memory.restore(memory);
        rig.journal.load(journal);
        rig.caches.load(saved);
        rig.events.length = 0;
        run(rig, second);
        expect(rig.events).toEqual(events);
        expect(rig.caches.save()).toEqual(end);
      }),
      { numRuns: 60 },
    );
  });
});

/** One level as a list of lines a set, written without looking at the other one. */
class Reference {
  private readonly sets: { lines: (number | null)[]; next: number }[];
  private readonly dirty = new Set<number>();

  constructor(bytes: number, ways: number) {
    this.sets = Array.from({ length: bytes / 32 / ways }, () => ({ lines: new Array<number | null>(ways).fill(null), next: 0 }));
  }

  /** What an access does, in words. */
  access(pa: number, write: boolean): string[] {
    const line = Math.floor(pa / 32);
    const set = this.sets[line % this.sets.length];
    const said: string[] = [];
    if (!set.lines.includes(line)) {
      said.push(`miss ${line}`);
      let way = set.lines.indexOf(null);
      if (way < 0) {
        way = set.next;
        set.next = (set.next + 1) % set.lines.length;
        const gone = set.lines[way] as number;
        if (this.dirty.delete(gone)) said.push(`evict ${gone}`);
      }
      set.lines[way] = line;
      said.push(`fill ${line}`);
    }
    if (write) this.dirty.add(line);
    return said;
  }
}

it('hits, misses, fills and evicts exactly as a list of lines does', () => {
  fc.assert(
    fc.property(fc.array(action(['load', 'store']), { maxLength: 400 }), (actions) => {
      const rig = new Rig({ ...SMALL, l2: undefined, l1: level('L1D', 512, 4) });
      const reference = new Reference(512, 4);
      for (const { kind, at } of actions) {
        rig.events.length = 0;
        if (kind === 'load') rig.load(at, 4);
        else rig.store(at, 4, 1);
        expect(rig.events).toEqual(reference.access(at, kind === 'store'));
      }
    }),
    { numRuns: 150 },
  );
});

it('counts evictions of dirty lines to L2 as turns of the set', () => {
  const rig = new Rig(SMALL);
  const inSet = (n: number): number => n * 4 * LINE_BYTES;
  const held = (): number[] => [0, 1, 2, 3, 4].filter((n) => rig.caches.l1.find(inSet(n) / LINE_BYTES) >= 0);
  for (let n = 0; n < 3; n++) rig.store(inSet(n), 4, n);
  expect(held()).toEqual([1, 2]);
  rig.store(inSet(3), 4, 3);
  expect(held()).toEqual([2, 3]);
  rig.store(inSet(4), 4, 4);
  expect(held()).toEqual([3, 4]);
});

describe('what a cache without coherence hides', () => {
  const rigged = (): { rig: Rig; stale: Incident[]; lost: Incident[] } => {
    const rig = new Rig(SMALL);
    const stale: Incident[] = [];
    const lost: Incident[] = [];
    rig.caches.onStaleRead = (incident) => stale.push(incident);
    rig.caches.onDirtyOverDevice = (incident) => lost.push(incident);
    return { rig, stale, lost };
  };
  /** As a DMA master: straight to memory, journalled, told of. */
  const dma = (rig: Rig, at: number, byte: number): number => {
    const entry = rig.journal.addRun(true, 7, at, 0, 1, 1, false, 0, 0, 0, 0);
    rig.journal.runInline(entry, byte, rig.memory.readByte(at));
    rig.journal.runMoved(entry, 1);
    rig.memory.write(at, Uint8Array.of(byte), 0, 1);
    rig.bus.epoch++;
    return entry;
  };

  it('tells of a stale read, once, with the write that is hidden', () => {
    const { rig, stale } = rigged();
    rig.load(0x44, 4);
    const entry = dma(rig, 0x45, 9);
    rig.load(0x40, 4);
    expect(stale).toEqual([]);
    expect(rig.load(0x44, 4)).toBe(0);
    rig.load(0x45, 1);
    expect(stale).toEqual([{ line: 0x40, address: 0x45, bytes: 1, mask: 1 << 5, hidden: entry, filled: 0, stored: 0 }]);
  });

  it('says nothing about own stores, nor after an invalidation', () => {
    const { rig, stale } = rigged();
    rig.store(0x44, 4, 5);
    rig.bus.epoch++;
    rig.load(0x44, 4);
    dma(rig, 0x60, 9);
    rig.load(0x60, 1);
    dma(rig, 0x61, 8);
    rig.maintain('invalidate', 0x60, 32);
    expect(rig.load(0x61, 1)).toBe(8);
    expect(stale).toEqual([]);
  });

  it('tells when a dirty line is written over what a device wrote: beside the store, and under it', () => {
    const { rig, lost } = rigged();
    rig.store(0x40, 1, 5);
    const beside = dma(rig, 0x48, 9);
    rig.maintain('clean', 0x40, 32);
    expect(lost).toMatchObject([{ address: 0x48, bytes: 1, hidden: beside }]);
    rig.maintain('flush', 0x40, 32);
    rig.store(0x40, 1, 6);
    const under = dma(rig, 0x40, 7);
    rig.maintain('clean', 0x40, 32);
    expect(lost).toMatchObject([{}, { address: 0x40, bytes: 1, hidden: under }]);
    expect(rig.memory.readByte(0x40)).toBe(6);
  });

  it('says nothing when a dirty line goes back over what was there', () => {
    const { rig, lost } = rigged();
    dma(rig, 0x40, 7);
    rig.store(0x40, 1, 5);
    for (let line = 0; line < 64; line++) rig.store(line * 32, 4, line);
    rig.maintain('flush', 0, SPACE);
    rig.store(0x40, 1, 5);
    rig.caches.patch(0x40, [1, 2, 3]);
    rig.memory.write(0x40, Uint8Array.of(1, 2, 3), 0, 3);
    rig.maintain('clean', 0x40, 1);
    expect(lost).toEqual([]);
  });
});

it('does not let a processor snoop itself', () => {
  const rig = new Rig({ ...SMALL, snooped: true });
  const own = { initiator: { code: 0 } } as BusPort;
  rig.store(0x40, 4, 1);
  rig.caches.snoop(0x40, 4, true, own);
  expect(rig.caches.hit(0x40)).toBe(true);
});

it.each([['Zynq-7000', ZYNQ_CACHES, 256, 2048], ['i.MX6', IMX6_CACHES, 256, 2048], ['S3C2410', S3C2410_CACHES, 8, undefined], ['PC', PC_CACHES, 128, 1024]] as const)('%s has so many sets, and each address its own', (_name, config, sets, outer) => {
  expect(new Rig(config).caches.levels.map((one) => one.sets)).toEqual(outer === undefined ? [sets] : [sets, outer]);
  for (let level = 0; level < (outer === undefined ? 1 : 2); level++) {
    const rig = new Rig(config);
    const one = rig.caches.levels[level];
    for (let n = 0; n < one.ways; n++) rig.load((n * one.sets + 5) * LINE_BYTES, 4);
    expect(one.valid().length).toBe(one.ways);
    rig.load((one.ways * one.sets + 5) * LINE_BYTES, 4);
    expect(one.valid().length).toBe(one.ways);
  }
});
