/** Saving, restoring and slicing a run never shows: the same memory, registers and journal. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../random';
import { digest, restoreSnapshot, takeSnapshot } from '../../snapshot';
import type { Pl330Config } from './config';
import { Pl330Rig } from './pl330-rig';
import { randomProgram } from './random-program';

const CHANNELS = 3;
const BUDGET = 200_000;

function loaded(seed: number, journal = true): Pl330Rig {
  const random = new Random(seed);
  const config: Partial<Pl330Config> = {
    ordering: random.pick(['program', 'overtaking']),
    cacheLines: random.pick([1, 2, 8]),
    cacheLineBytes: random.pick([4, 16]),
    mfifoLines: random.pick([40, 128]),
    readQueue: random.pick([1, 16]),
    writeQueue: random.pick([1, 16]),
    cyclesPerInstruction: random.pick([1, 3]),
    busBytes: 8,
  };
  const rig = new Pl330Rig({ config, journal, setup: random.below(3) });
  rig.fill(0x100000, 4096);
  rig.write(0x20, 1);
  for (let channel = 0; channel < CHANNELS; channel++) rig.program(0x10000 + 0x1000 * channel + random.below(16), '');
  for (let channel = 0; channel < CHANNELS; channel++) {
    const address = 0x10000 + 0x1000 * channel + random.below(16);
    rig.program(address, randomProgram(random, { source: 0x100000, destination: 0x200000 + 0x10000 * channel, bytes: 4096 }));
    rig.go(channel, address);
    rig.clock.run(rig.clock.now + 1 + random.below(60));
  }
  return rig;
}

function outcome(rig: Pl330Rig) {
  rig.clock.settle();
  return { now: rig.clock.now, journal: rig.journal.hash(), length: rig.journal.length, state: digest(rig.memory, [rig.bus, rig.dmac]), lines: rig.lines.join() };
}

describe('replay', () => {
  it('a run that is saved and restored at any cycle goes on as if nothing had been', () => {
    let late = 0;
    for (let seed = 1; seed <= 120; seed++) {
      const rig = loaded(seed);
      const random = new Random(seed * 7919);
      rig.clock.run(rig.clock.now + random.below(400));
      rig.clock.settle();
      const before = outcome(rig);
      const snapshot = takeSnapshot(rig.clock.now, 0, rig.memory, rig.parts);
      const lines = [...rig.lines];
      rig.clock.run(rig.clock.now + BUDGET);
      const expected = outcome(rig);
      restoreSnapshot(snapshot, rig.memory, rig.parts);
      rig.lines.splice(0, rig.lines.length, ...lines);
      expect([seed, outcome(rig)]).toEqual([seed, before]);
      rig.clock.run(rig.clock.now + BUDGET);
      expect([seed, outcome(rig)]).toEqual([seed, expected]);
      if (expected.length > before.length) late++;
    }
    expect(late).toBeGreaterThan(60);
  });

  it('a restored run is, at every later cycle, what a run that never went further is', () => {
    for (let seed = 1; seed <= 80; seed++) {
      const random = new Random(seed * 31);
      const [back, straight] = [loaded(seed), loaded(seed)];
      const snapshot = takeSnapshot(back.clock.now, 0, back.memory, back.parts);
      const lines = [...back.lines];
      back.clock.run(back.clock.now + 3000);
      restoreSnapshot(snapshot, back.memory, back.parts);
      back.lines.splice(0, back.lines.length, ...lines);
      for (let cut = 0; cut < 5; cut++) {
        const cycles = 1 + random.below(60);
        for (const rig of [back, straight]) rig.clock.run(rig.clock.now + cycles);
        expect([seed, cut, outcome(back)]).toEqual([seed, cut, outcome(straight)]);
      }
    }
  });

  it('a run cut into random slices gives the same journal', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const whole = loaded(seed);
      const end = whole.clock.now + 20_000;
      whole.clock.run(end);
      const sliced = loaded(seed);
      const random = new Random(seed + 5000);
      while (sliced.clock.now < end && sliced.clock.run(Math.min(end, sliced.clock.now + 1 + random.below(90))) !== 'idle');
      expect([seed, outcome(sliced)]).toEqual([seed, outcome(whole)]);
    }
  });

  it('recording changes nothing', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const [recorded, silent] = [loaded(seed), loaded(seed, false)];
      for (const rig of [recorded, silent]) rig.clock.run(rig.clock.now + BUDGET);
      expect([seed, silent.clock.now, silent.dmac.bank.list().map((row) => row.value)]).toEqual([seed, recorded.clock.now, recorded.dmac.bank.list().map((row) => row.value)]);
      expect(digest(silent.memory, [])).toBe(digest(recorded.memory, []));
      expect(silent.journal.length).toBe(1);
    }
  });

  it('brings every random program to rest, some with faults, most channels without', () => {
    let faults = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const rig = loaded(seed);
      expect([seed, rig.settle(BUDGET)]).toEqual([seed, true]);
      for (let channel = 0; channel < CHANNELS; channel++) {
        expect([0, 4, 15]).toContain(rig.state(channel));
        if (rig.state(channel) === 15) faults++;
      }
    }
    expect(faults).toBeGreaterThan(10);
    expect(faults).toBeLessThan(200);
  });
});

describe('who wrote this byte', () => {
  it('leads from the byte over DMAST, its source, DMAGO and DBGCMD', () => {
    const rig = new Pl330Rig();
    rig.fill(0x100000, 256);
    rig.program(0x10000, 'DMAMOV CCR, SB4 SS64 SAI DB4 DS64 DAI\nDMAMOV SAR, 0x100000\nDMAMOV DAR, 0x200000\nDMALP 4\nDMALD\nDMAST\nDMALPEND\nDMASEV E0\nDMAEND');
    const user = rig.journal.initiator('user', 'user');
    const command = rig.journal.add(1, user.code, 0xf8003d04, 0, 0, 0, 0);
    rig.go(0, 0x10000, false, command);
    rig.settle();
    const writer = rig.journal.lastWriter(0x200045);
    expect(rig.journal.causes(writer).map((entry) => [entry.kind, entry.initiator, entry.address])).toEqual([
      ['write', 'pl330.ch0', 0x200040],
      ['instruction', 'pl330.ch0', 0x10015],
      ['instruction', 'pl330.manager', 0xf8003d04],
      ['read', 'user', 0xf8003d04],
    ]);
    const source = rig.journal.entry(rig.journal.entry(writer).detail);
    expect([source.kind, source.address, source.cause > 0]).toEqual(['read', 0x100040, true]);
    const dar = rig.journal.entry(rig.journal.lastWriter(0xf8003404));
    expect([dar.kind, dar.old, dar.value, rig.journal.entry(dar.cause).kind]).toEqual(['register', 0x200060, 0x200080, 'instruction']);
  });

  it('keeps names of read runs right when loads and stores differ in size', () => {
    const rig = new Pl330Rig();
    rig.fill(0x100000, 256);
    rig.run('DMAMOV CCR, SB4 SS64 SAI DB2 DS32 DAI\nDMAMOV SAR, 0x100000\nDMAMOV DAR, 0x200000\nDMALD\nDMALD\nDMAST\nDMAST\nDMAST\nDMAST\nDMAST\nDMAEND');
    const source = (address: number) => rig.journal.entry(rig.journal.entry(rig.journal.lastWriter(address)).detail).address;
    expect([0, 8, 24, 32].map((offset) => source(0x200000 + offset))).toEqual([0x100000, 0x100000, 0x100000, 0x100020]);
  });
});
