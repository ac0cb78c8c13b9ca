import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from '../clock';
import { CHUNK_ENTRIES } from './chunk';
import { KIND } from './entry-kinds';
import { Journal } from './journal';

function fresh() {
  const clock = new Clock(1);
  const journal = new Journal(clock);
  const cpu = journal.initiator('cpu0', 'cpu').code;
  return { journal, cpu, clock };
}

function write(journal: Journal, cpu: number, address: number, length: number, value: number): number {
  const entry = journal.addRun(true, cpu, address, 0, 1, length, false, 1, 0, 0, 0);
  if (journal.runIsInline(entry)) journal.runInline(entry, value, 0);
  else {
    const payload = journal.runPayload(entry);
    payload.bytes.fill(value, payload.at, payload.at + length);
  }
  journal.runMoved(entry, length);
  return entry;
}

describe('journal', () => {
  it('finds the last writer of every byte, as a plain search does', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ address: fc.integer({ min: 0, max: 200 }), length: fc.integer({ min: 1, max: 40 }) }), { maxLength: 30 }), (list) => {
        const { journal, cpu } = fresh();
        const last = new Map<number, number>();
        for (const { address, length } of list) {
          const entry = write(journal, cpu, address, length, 9);
          for (let i = 0; i < length; i++) last.set(address + i, entry);
        }
        for (let address = 0; address < 260; address++) expect(journal.lastWriter(address)).toBe(last.get(address) ?? 0);
      }),
    );
  });

  it('finds it over full chunks, through their indexes', () => {
    const { journal, cpu } = fresh();
    const early = write(journal, cpu, 0x1000, 4, 1);
    const neighbour = write(journal, cpu, 0x103f, 2, 1);
    for (let i = 0; i < 3 * CHUNK_ENTRIES; i++) journal.add(KIND.register, cpu, 0x1010, i, 0, 0, 0);
    expect(journal.lastWriter(0x1003)).toBe(early);
    expect(journal.lastWriter(0x1004)).toBe(0);
    expect(journal.lastWriter(0x1040)).toBe(neighbour);
    expect(journal.lastWriter(0x1013)).toBe(journal.length - 1);
    expect(journal.lastWriter(0x1013, 100)).toBe(99);
  });

  it('marks what was written since a cycle, as asking byte by byte does', () => {
    const { journal, cpu, clock } = fresh();
    for (let i = 0; i < 2.5 * CHUNK_ENTRIES; i++) {
      clock.now = i + 1;
      if (i % 9001 === 0) write(journal, cpu, 0x1000 + ((i * 7) % 300), 1 + (i % 90), 1);
      else journal.add(KIND.register, cpu, 0x9000_0000, i, 0, 0, 0);
    }
    for (const since of [0, 5, 9000, CHUNK_ENTRIES - 1, CHUNK_ENTRIES, CHUNK_ENTRIES + 5000, 2 * CHUNK_ENTRIES + 9, journal.length - 1, journal.length]) {
      const marks = new Uint8Array(500);
      journal.markWritten(0xff0, 500, since, marks);
      for (let i = 0; i < 500; i++) expect([since, i, marks[i]]).toEqual([since, i, journal.lastWriter(0xff0 + i) >= Math.max(1, since) ? 1 : 0]);
    }
  });

  it('cut back and written again gives the same hash; written differently another', () => {
    const { journal, cpu } = fresh();
    const go = (value: number) => {
      journal.add(KIND.log, cpu, 0, journal.text(`line ${value}`), 0, 0, 0);
      write(journal, cpu, 0x20, 100, value);
    };
    go(1);
    const saved = journal.save();
    const before = journal.hash();
    go(2);
    const after = journal.hash();
    expect(after).not.toBe(before);
    journal.load(saved);
    expect(journal.hash()).toBe(before);
    go(2);
    expect(journal.hash()).toBe(after);
    journal.load(saved);
    go(3);
    expect(journal.hash()).not.toBe(after);
  });

  it('cuts back over chunk borders', () => {
    const { journal, cpu } = fresh();
    for (let i = 0; i < CHUNK_ENTRIES + 10; i++) journal.add(KIND.register, cpu, 4 * i, 1, 0, 0, 0);
    const saved = journal.save();
    const hash = journal.hash();
    for (let i = 0; i < 2 * CHUNK_ENTRIES; i++) journal.add(KIND.register, cpu, 4, 2, 0, 0, 0);
    expect(journal.hash()).not.toBe(hash);
    journal.load(saved);
    expect(journal.hash()).toBe(hash);
    expect(journal.lastWriter(4)).toBe(2);
    journal.load({ length: 3, payload: 0, texts: 1 });
    expect(journal.length).toBe(3);
    expect(journal.lastWriter(8)).toBe(0);
    expect(journal.add(KIND.register, cpu, 8, 1, 0, 0, 0)).toBe(3);
    expect(journal.lastWriter(8)).toBe(3);
  });

  it('follows causes back to the first', () => {
    const { journal, cpu } = fresh();
    const input = journal.add(KIND.input, cpu, 0, journal.text('write'), 0, 0, 0);
    const call = journal.add(KIND.syscall, cpu, 0, journal.text('write(3)'), 0, input, 0);
    const entry = journal.add(KIND.register, cpu, 4, 1, 0, call, 0);
    expect(journal.causes(entry).map((one) => one.text ?? one.kind)).toEqual(['register', 'write(3)', 'write']);
  });

  it('records nothing while it is off, but still watches', () => {
    const clock = new Clock(1);
    const journal = new Journal(clock);
    const cpu = journal.initiator('cpu0', 'cpu').code;
    journal.enabled = false;
    const seen: number[] = [];
    journal.watch(['register'], (_kind, _initiator, address) => seen.push(address) < 0);
    expect(journal.add(KIND.register, cpu, 12, 1, 0, 0, 0)).toBe(0);
    expect(journal.length).toBe(1);
    expect(seen).toEqual([12]);
  });

  it('counts its texts, which have no end either, and forgets those of what is taken back', () => {
    const journal = new Journal(new Clock(1));
    const before = journal.save();
    const { bytes } = journal;
    for (let i = 0; i < 100; i++) journal.text(`line ${i} ${'x'.repeat(1000)}`);
    expect(journal.bytes - bytes).toBeGreaterThan(100_000);
    journal.load(before);
    expect(journal.bytes).toBe(bytes);
  });

  it('refuses an entry that does not exist', () => {
    expect(() => fresh().journal.entry(5)).toThrow('journal has entries 0 to 0, not 5');
  });
});
