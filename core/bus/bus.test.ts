import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from '../clock';
import type { Part, PlainState } from '../clock';
import { Journal } from '../journal/journal';
import { SparseMemory } from '../memory/sparse-memory';
import { digest, restoreSnapshot, takeSnapshot } from '../snapshot';
import { AddressMap } from './address-map';
import type { MmioTarget } from './address-map';
import { Bus } from './bus';
import type { BusOptions } from './bus';
import type { BusDirection, BusMaster, Transaction } from './transaction';
import type { BusPort } from './channel';

interface Job {
  readonly at: number;
  readonly direction: BusDirection;
  readonly address: number;
  readonly sizeLog2: number;
  readonly beats: number;
  readonly fixed: boolean;
  readonly data: number;
}

/** A master that presents a list of bursts, one at a time per channel. */
class Player implements Part, BusMaster {
  nextAt: number;
  done: string[] = [];
  private next = 0;
  private busy = { read: false, write: false };
  readonly port: BusPort;

  constructor(
    readonly name: string,
    private readonly clock: Clock,
    bus: Bus,
    journal: Journal,
    priority: number,
    private readonly jobs: readonly Job[],
  ) {
    this.port = bus.port(journal.initiator(name, 'dma'), priority, this);
    this.nextAt = jobs.length > 0 ? jobs[0].at : Infinity;
  }

  act(): void {
    const job = this.jobs[this.next];
    if (this.busy[job.direction]) {
      this.nextAt = this.clock.now + 1;
      return;
    }
    this.next++;
    const t = this.port[job.direction];
    Object.assign(t, { address: job.address, sizeLog2: job.sizeLog2, beats: job.beats, fixed: job.fixed, initiator: this.port.initiator.code, cause: 0, detail: 0 });
    t.data = Uint8Array.from({ length: 512 }, (_, i) => job.data + i);
    this.busy[job.direction] = true;
    this.port.present(job.direction);
    this.nextAt = this.next < this.jobs.length ? Math.max(this.clock.now + 1, this.jobs[this.next].at) : Infinity;
  }

  transactionDone(direction: BusDirection, t: Transaction): void {
    this.busy[direction] = false;
    this.done.push(`${this.clock.now} ${direction} ${t.response} ${direction === 'read' ? Array.from(t.data.subarray(0, t.dataBytes)).join() : ''}`);
  }

  save(): PlainState {
    return { nextAt: this.nextAt, done: [...this.done], next: this.next, busy: { ...this.busy } };
  }

  load(state: PlainState): void {
    const saved = structuredClone(state) as { nextAt: number; done: string[]; next: number; busy: { read: boolean; write: boolean } };
    Object.assign(this, saved);
  }
}

function rig(jobs: readonly (readonly Job[])[], options: BusOptions & { mmio?: MmioTarget; stride?: number } = {}) {
  const clock = new Clock(1e8);
  const memory = new SparseMemory();
  const journal = new Journal(clock);
  const map = new AddressMap();
  map.add({ kind: 'ram', name: 'ram', base: 0, bytes: 0x10000, setup: 0, stride: options.stride ?? 1 });
  if (options.mmio !== undefined) map.add({ kind: 'mmio', name: 'device', base: 0x20000, bytes: 0x1000, setup: 2, stride: 1, target: options.mmio });
  const bus = new Bus(clock, map, memory, journal, options);
  clock.add(bus);
  const players = jobs.map((list, i) => new Player(`m${i}`, clock, bus, journal, i, list));
  players.forEach((player) => clock.add(player));
  return { clock, memory, journal, map, bus, players, parts: [journal, clock, bus, ...players] };
}

const burst = (fields: Partial<Job>): Job => ({ at: 0, direction: 'write', address: 0x100, sizeLog2: 2, beats: 4, fixed: false, data: 1, ...fields });

describe('bus', () => {
  it('moves one beat a cycle and tells each beat exactly', () => {
    const { clock, memory, journal, players } = rig([[burst({ address: 0x102, beats: 3 })]]);
    clock.run(1000);
    expect([...memory.bytes(0x100, 16)]).toEqual([0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 0, 0, 0]);
    expect(players[0].done).toEqual(['4 write okay ']);
    const entry = journal.entry(journal.lastWriter(0x105));
    expect(entry).toMatchObject({ at: 1, kind: 'write', initiator: 'm0', address: 0x102 });
    expect(entry.run).toMatchObject({ beats: 3, beatBytes: 4, firstBytes: 2, from: 1, stride: 1, fixed: false, error: false });
    expect(journal.lastWriter(0x10c)).toBe(0);
    expect(journal.lastWriter(0x101)).toBe(0);
  });

  it('shows exactly the beats that have come when time stops within a burst', () => {
    const { clock, memory, journal } = rig([[burst({ beats: 8 })]]);
    clock.run(4);
    expect(memory.readWord(0x108)).toBe(0x0c0b0a09);
    expect(memory.readWord(0x10c)).toBe(0);
    expect(journal.entry(1).run?.beats).toBe(3);
    expect(journal.entry(1).run?.data.length).toBe(12);
  });

  it('runs the two directions side by side, and a slow target at its stride', () => {
    const { clock, players } = rig([[burst({}), burst({ direction: 'read' })]], { stride: 3 });
    clock.run(1000);
    expect(players[0].done.map((line) => line.slice(0, 9))).toEqual(['11 write ', '12 read o']);
  });

  it('takes turns between masters, or lets the higher priority win', () => {
    const jobs = [0, 1, 2].map((m) => [burst({ address: 0x1000 * (m + 1) })]);
    const order = (options: BusOptions) => {
      const { clock, journal } = rig(jobs, options);
      clock.run(1000);
      return Array.from({ length: 3 }, (_, i) => journal.entry(i + 1).initiator).join(' ');
    };
    expect(order({})).toBe('m0 m1 m2');
    expect(order({ arbitration: 'priority' })).toBe('m2 m1 m0');
  });

  it('lets nobody starve under round-robin', () => {
    const jobs = [0, 1].map((m) => Array.from({ length: 3 }, (_, i) => burst({ address: 0x1000 * (m + 1) + 64 * i })));
    const { clock, journal } = rig(jobs);
    clock.run(1000);
    expect(Array.from({ length: 6 }, (_, i) => journal.entry(i + 1).initiator).join(' ')).toBe('m0 m1 m0 m1 m0 m1');
  });

  it('answers a decode error where nobody is, and changes nothing', () => {
    const { clock, journal, players } = rig([[burst({ address: 0xfffc, beats: 2 }), burst({ direction: 'read', address: 0x8000_0000 })]]);
    clock.run(1000);
    expect(players[0].done[0]).toContain('decode-error');
    expect(players[0].done[1]).toContain('decode-error 0,0,0');
    expect(journal.lastWriter(0xfffc)).toBe(0);
    expect(journal.entry(1).run?.error).toBe(true);
  });

  it('reaches registers in the cycle of the beat', () => {
    const seen: string[] = [];
    const clockOf: { now(): number } = { now: () => -1 };
    const mmio: MmioTarget = {
      read: (offset) => (seen.push(`${clockOf.now()} read ${offset}`), 0x11223344),
      write: (offset, bytes, value) => void seen.push(`${clockOf.now()} write ${offset} ${bytes} ${value.toString(16)}`),
      peek: () => 0x55,
    };
    const { clock, journal, players } = rig([[burst({ address: 0x20010, beats: 1 }), burst({ direction: 'read', address: 0x20020, beats: 2 })]], { mmio });
    clockOf.now = () => clock.now;
    clock.run(1000);
    expect(seen).toEqual(['3 write 16 4 4030201', '4 read 32', '5 read 36']);
    expect(players[0].done[1]).toContain('68,51,34,17,68,51,34,17');
    expect(journal.entry(1)).toMatchObject({ value: 0x04030201, old: 0x55 });
  });

  it('a fixed address takes every beat', () => {
    const { clock, memory, journal } = rig([[burst({ fixed: true })]]);
    clock.run(100);
    expect([...memory.bytes(0x100, 8)]).toEqual([13, 14, 15, 16, 0, 0, 0, 0]);
    expect(journal.entry(1).run?.data.length).toBe(16);
  });
});

const anyJob: fc.Arbitrary<Job> = fc.record({
  at: fc.integer({ min: 0, max: 60 }),
  direction: fc.constantFrom('read', 'write'),
  address: fc.integer({ min: 0x100, max: 0x180 }),
  sizeLog2: fc.integer({ min: 0, max: 3 }),
  beats: fc.integer({ min: 1, max: 16 }),
  fixed: fc.boolean(),
  data: fc.integer({ min: 0, max: 255 }),
});
const anyJobs = fc.array(fc.array(anyJob, { maxLength: 6 }), { minLength: 1, maxLength: 3 }).map((lists) => lists.map((list) => [...list].sort((a, b) => a.at - b.at)));

describe('bus properties', () => {
  it('any slicing of time gives the same journal, memory and state', () => {
    fc.assert(
      fc.property(anyJobs, fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }), (jobs, slices) => {
        const whole = rig(jobs);
        whole.clock.run(2000);
        const cut = rig(jobs);
        for (const slice of slices) cut.clock.run(cut.clock.now + slice);
        cut.clock.run(2000);
        expect(cut.journal.hash()).toBe(whole.journal.hash());
        expect(digest(cut.memory, cut.parts)).toBe(digest(whole.memory, whole.parts));
        expect(cut.players.map((p) => p.done)).toEqual(whole.players.map((p) => p.done));
      }),
    );
  });

  it('restoring a snapshot and running on gives what running on gave', () => {
    fc.assert(
      fc.property(anyJobs, fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 80 }), (jobs, at, further) => {
        const { clock, memory, journal, players, parts } = rig(jobs);
        clock.run(at);
        const snapshot = takeSnapshot(clock.now, 0, memory, parts);
        const state = digest(memory, parts) + journal.hash();
        clock.run(at + further);
        const later = digest(memory, parts) + journal.hash();
        restoreSnapshot(snapshot, memory, parts);
        expect(digest(memory, parts) + journal.hash()).toBe(state);
        clock.run(at + further);
        expect(digest(memory, parts) + journal.hash()).toBe(later);
        expect(players.length).toBe(jobs.length);
      }),
      { numRuns: 400 },
    );
  });

  it('what is settled lazily equals what is moved cycle by cycle', () => {
    fc.assert(
      fc.property(anyJobs, (jobs) => {
        const lazy = rig(jobs);
        lazy.clock.run(2000);
        const eager = rig(jobs);
        for (let cycle = 1; cycle <= 300; cycle++) eager.clock.run(cycle);
        eager.clock.run(2000);
        expect(digest(eager.memory, [eager.journal])).toBe(digest(lazy.memory, [lazy.journal]));
        expect(eager.journal.hash()).toBe(lazy.journal.hash());
      }),
    );
  });
});
