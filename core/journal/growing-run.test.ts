import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from '../clock';
import { CHUNK_ENTRIES } from './chunk';
import { KIND } from './entry-kinds';
import { Journal } from './journal';

interface Store {
  readonly at: number;
  readonly address: number;
  readonly size: number;
  readonly value: number;
  readonly old: number;
  readonly cause: number;
  readonly detail: number;
}

const fresh = (): { journal: Journal; clock: Clock } => {
  const clock = new Clock(1);
  const journal = new Journal(clock);
  journal.initiator('cpu0', 'cpu');
  return { journal, clock };
};

/** Programs that mostly go straight on, so that runs form, and sometimes do not. */
const programs = fc
  .array(
    fc.record({
      size: fc.constantFrom(1, 1, 1, 2, 4),
      count: fc.integer({ min: 1, max: 70 }),
      from: fc.integer({ min: 0, max: 96 }),
      stride: fc.constantFrom(1, 3, 3, 127, 128, 400),
      detail: fc.constantFrom(7, 7, 8),
      cause: fc.constantFrom(0, 0, 1),
      /** Something else happens behind so many of them. */
      breaks: fc.integer({ min: 0, max: 90 }),
      /** One store comes so much later. */
      late: fc.integer({ min: 0, max: 90 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((loops) => {
    const steps: (Store | null)[] = [];
    let at = 10;
    let value = 1;
    for (const { size, count, from, stride, detail, cause, breaks, late } of loops) {
      for (let n = 0; n < count; n++) {
        const mask = 2 ** (8 * size) - 1;
        steps.push({ at, address: 0x1000 + from * 4 + n * size, size, value: (Math.imul(value, 0x9e37_79b1) & mask) >>> 0, old: (Math.imul(value, 0x85eb_ca6b) & mask) >>> 0, cause, detail });
        value++;
        at += stride + (n === late ? 1 : 0);
        if (n === breaks) steps.push(null);
      }
    }
    return steps;
  });

function write({ journal, clock }: ReturnType<typeof fresh>, step: Store | null): void {
  if (step === null) journal.add(KIND.event, 0, 0, 1, 0, 0, 0);
  else {
    clock.now = step.at;
    journal.addStore(step.at, 0, step.address, step.size, step.value, step.old, step.cause, step.detail);
  }
}

const little = (bytes: Uint8Array, at: number, size: number): number => Array.from({ length: size }, (_, b) => bytes[at + b] * 256 ** b).reduce((sum, part) => sum + part, 0);

/** Is `step` the store that comes `count` behind `first` in the same line, as even as the others? */
const goesOn = (first: Store, step: Store | null, count: number, stride: number): boolean =>
  step?.at === first.at + count * stride && step.address === first.address + count * first.size && step.address >>> 5 === first.address >>> 5 && step.size === first.size && step.cause === first.cause && step.detail === first.detail;

/** Values as bytes, three others before them. */
const bytesOf = (values: readonly number[], size: number): Uint8Array => Uint8Array.from([1, 2, 3, ...values.flatMap((value) => Array.from({ length: size }, (_, b) => value >>> (8 * b)))]);

/** The stores that a journal tells of, one by one. */
function told(journal: Journal): Store[] {
  const found: Store[] = [];
  for (let index = 1; index < journal.length; index++) {
    const { kind, run, address, cause, detail } = journal.entry(index);
    if (kind !== 'store' || run === undefined) continue;
    const { before } = run;
    expect(run.data).toHaveLength(run.beats * run.beatBytes);
    if (before === undefined) throw new Error('a store tells what was there');
    expect(address >>> 5).toBe((address + run.data.length - 1) >>> 5);
    for (let beat = 0; beat < run.beats; beat++) {
      const offset = beat * run.beatBytes;
      found.push({ at: run.from + beat * run.stride, address: address + offset, size: run.beatBytes, value: little(run.data, offset, run.beatBytes), old: little(before, offset, run.beatBytes), cause, detail });
    }
  }
  return found;
}

describe('stores of a loop', () => {
  it('are told one by one as they were', () => {
    fc.assert(
      fc.property(programs, (steps) => {
        const lab = fresh();
        for (const step of steps) write(lab, step);
        expect(told(lab.journal)).toEqual(steps.filter((step) => step !== null));
      }),
    );
  });

  it('are cut back to any of them, and go on from there as if nothing had come behind', () => {
    fc.assert(
      fc.property(programs, fc.nat(), fc.nat(), (steps, first, second) => {
        const lab = fresh();
        const cut = first % (steps.length + 1);
        for (const step of steps.slice(0, cut)) write(lab, step);
        const hash = lab.journal.hash();
        const saved = lab.journal.save();
        const { now } = lab.clock;
        const beyond = cut + (second % (steps.length - cut + 1));
        for (const step of steps.slice(cut, beyond)) write(lab, step);
        lab.journal.load(saved);
        lab.clock.now = now;
        expect(lab.journal.hash()).toBe(hash);
        for (const step of steps.slice(cut)) write(lab, step);
        const straight = fresh();
        for (const step of steps) write(straight, step);
        expect(lab.journal.hash()).toBe(straight.journal.hash());
        expect(told(lab.journal)).toEqual(told(straight.journal));
      }),
    );
  });

  it('come to the same when they are told of several at a time', () => {
    fc.assert(
      fc.property(programs, fc.integer({ min: 1, max: 40 }), (steps, most) => {
        const [one, many] = [fresh(), fresh()];
        for (const step of steps) write(one, step);
        for (let i = 0; i < steps.length; ) {
          const first = steps[i];
          const next = steps[i + 1];
          const stride = first !== null && next ? next.at - first.at : 0;
          let count = 1;
          while (count < most && first !== null && goesOn(first, steps[i + count] ?? null, count, stride)) count++;
          if (first === null || count === 1) write(many, first);
          else {
            many.clock.now = first.at;
            const chosen = steps.slice(i, i + count).filter((step) => step !== null);
            const [data, before] = [bytesOf(chosen.map((step) => step.value), first.size), bytesOf(chosen.map((step) => step.old), first.size)];
            many.journal.addStoreRun(first.at, stride, 0, first.address, first.size, count, data, 3, before, 3, first.cause, first.detail);
            many.clock.now = chosen[count - 1].at;
          }
          i += count;
        }
        expect(told(many.journal)).toEqual(told(one.journal));
        expect(many.journal.hash()).toBe(one.journal.hash());
        expect(many.journal.save()).toEqual(one.journal.save());
      }),
    );
  });

  it('are found by byte and by cycle', () => {
    fc.assert(
      fc.property(programs, fc.integer({ min: 0, max: 4000 }), (steps, cycle) => {
        const lab = fresh();
        for (const step of steps) write(lab, step);
        const newest = new Map<number, Store>();
        for (const step of steps) if (step !== null) for (let b = 0; b < step.size; b++) newest.set(step.address + b, step);
        const marks = new Uint8Array(1024);
        lab.journal.markWritten(0x1000, marks.length, cycle, marks);
        const bytes = Array.from(marks, (_, i) => newest.get(0x1000 + i));
        const found = bytes.map((_, i) => {
          const { run, address } = lab.journal.entry(lab.journal.lastWriter(0x1000 + i));
          return run === undefined ? 0 : run.from + Math.floor((0x1000 + i - address) / run.beatBytes) * run.stride;
        });
        expect(found).toEqual(bytes.map((by) => by?.at ?? 0));
        expect([...marks]).toEqual(bytes.map((by) => (by !== undefined && by.at >= cycle ? 1 : 0)));
      }),
    );
  });

  it('are found through the index of a full chunk, and take little room', () => {
    const lab = fresh();
    const bytes = 24 * CHUNK_ENTRIES;
    for (let i = 0; i < bytes; i++) write(lab, { at: i * 4, address: 0x10_0000 + i, size: 1, value: i & 0xff, old: 0, cause: 0, detail: 3 });
    for (let i = 0; i < bytes; i++) write(lab, { at: bytes * 4 + i * 4, address: 0x20_0000 + i, size: 1, value: i & 0xff, old: 0, cause: 0, detail: 3 });
    expect(lab.journal.length).toBe(1 + (2 * bytes) / 32);
    expect(lab.journal.entry(lab.journal.lastWriter(0x10_0000 + 77)).address).toBe(0x10_0000 + 64);
    expect(lab.journal.lastWriter(0x10_0000 + bytes)).toBe(0);
    expect(lab.journal.bytes / (2 * bytes)).toBeLessThan(4);
  });
});
