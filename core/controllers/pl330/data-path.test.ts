/** Bursts, MFIFO, alignment, swap, barriers, order. ARM DDI 0424 sections 2.9, 2.10 and 3.3.15. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { swapGroups } from './data-path';
import { DEVICE, Pl330Rig, type RigOptions } from './pl330-rig';
import { STATE } from './threads';

const SRC = 0x100000;
const DST = 0x200000;

function copied(ccr: string, body: string, options: { src?: number; dst?: number; rig?: RigOptions } = {}) {
  const rig = new Pl330Rig(options.rig);
  rig.fill(SRC - 64, 8192);
  expect(rig.run(`DMAMOV CCR, ${ccr}\nDMAMOV SAR, ${options.src ?? SRC}\nDMAMOV DAR, ${options.dst ?? DST}\n${body}\nDMAEND`)).toBe(true);
  return rig;
}

function runs(rig: Pl330Rig, direction: 'read' | 'write', above = 0x80000) {
  const list = [];
  for (let i = 1; i < rig.journal.length; i++) {
    const entry = rig.journal.entry(i);
    if (entry.kind === direction && entry.address >= above && entry.run !== undefined) list.push({ address: entry.address, beats: entry.run.beats, beatBytes: entry.run.beatBytes, first: entry.run.firstBytes });
  }
  return list;
}

describe('bursts', () => {
  it('starts unaligned with a short beat and ends on the next boundary', () => {
    const rig = copied('SB2 SS64 SAI DB2 DS64 DAI', 'DMALD\nDMAST', { src: SRC + 3, dst: DST + 3 });
    expect([rig.sar(0), rig.dar(0)]).toEqual([SRC + 16, DST + 16]);
    expect(rig.memory.bytes(DST, 24)).toEqual(Uint8Array.of(0, 0, 0, ...rig.memory.bytes(SRC + 3, 13), 0, 0, 0, 0, 0, 0, 0, 0));
    expect(runs(rig, 'write')).toEqual([{ address: DST + 3, beats: 2, beatBytes: 8, first: 5 }]);
  });

  it('splits a burst at a 4 KiB boundary', () => {
    const rig = copied('SB16 SS64 SAI DB16 DS64 DAI', 'DMALD\nDMAST', { src: SRC + 4096 - 24, dst: DST + 4096 - 100 });
    expect(runs(rig, 'read')).toEqual([
      { address: SRC + 4072, beats: 3, beatBytes: 8, first: 8 },
      { address: SRC + 4096, beats: 13, beatBytes: 8, first: 8 },
    ]);
    expect(runs(rig, 'write')).toEqual([
      { address: DST + 3996, beats: 13, beatBytes: 8, first: 4 },
      { address: DST + 4096, beats: 3, beatBytes: 8, first: 8 },
    ]);
    expect(rig.memory.bytes(DST + 3996, 124)).toEqual(rig.memory.bytes(SRC + 4072, 124));
  });

  it('repeats a fixed address and leaves the register', () => {
    const taken: number[] = [];
    let next = 0;
    const device = { read: () => 0x11 * ++next, write: (_o: number, _b: number, value: number) => void taken.push(value), peek: () => 0 };
    const rig = copied('SB4 SS32 SAF DB2 DS64 DAI', 'DMALD\nDMAST', { src: DEVICE + 4, rig: { device } });
    expect([rig.sar(0), rig.dar(0)]).toEqual([DEVICE + 4, DST + 16]);
    expect([0, 4, 8, 12].map((at) => rig.memory.readWord(DST + at))).toEqual([0x11, 0x22, 0x33, 0x44]);
    copied('SB1 SS64 SAI DB4 DS16 DAF', 'DMALD\nDMAST', { dst: DEVICE, rig: { device } });
    expect(taken).toEqual([0x4140, 0x4342, 0x4544, 0x4746].map((word) => word + 0x0101));
  });

  it('needs loads and stores to match in sum only', () => {
    const rig = copied('SB4 SS32 SAI DB2 DS16 DAI', 'DMALD\nDMAST\nDMAST\nDMAST\nDMAST');
    expect(rig.state(0)).toBe(STATE.stopped);
    expect(rig.memory.bytes(DST, 17)).toEqual(Uint8Array.of(...rig.memory.bytes(SRC, 16), 0));
  });

  it('writes zeros without touching the MFIFO (4.3.18)', () => {
    const rig = new Pl330Rig();
    rig.fill(DST, 256);
    rig.run(`DMAMOV CCR, SB1 SS8 SAI DB16 DS64 DAI\nDMAMOV DAR, ${DST + 8}\nDMASTZ\nDMAEND`);
    expect(rig.memory.bytes(DST + 7, 130)).toEqual(Uint8Array.of(8, ...new Array<number>(128).fill(0), 137));
    expect(rig.dar(0)).toBe(DST + 136);
  });

  it('moves one beat with the S forms, whatever the burst length, and nothing for the other request type', () => {
    const rig = copied('SB16 SS64 SAI DB16 DS64 DAI', 'DMALDS\nDMASTS\nDMALDB\nDMASTB');
    expect([rig.sar(0), rig.dar(0), rig.state(0)]).toEqual([SRC + 8, DST + 8, STATE.stopped]);
  });

  it('copies what it should, for any shape that fits (property)', () => {
    const log2 = fc.integer({ min: 0, max: 3 });
    const beats = fc.integer({ min: 1, max: 16 });
    fc.assert(
      fc.property(log2, beats, log2, fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 6 }), (srcLog2, srcBeats, dstLog2, srcOff, dstOff, count) => {
        const rig = new Pl330Rig();
        rig.fill(SRC, 4096);
        /** Source bursts as given, destination byte by byte: sums match for any alignment. */
        let total = 0;
        let at = SRC + srcOff;
        for (let i = 0; i < count; i++) {
          const bytes = (srcBeats << srcLog2) - (at & ((1 << srcLog2) - 1));
          total += bytes;
          at += bytes;
        }
        const head = (1 << dstLog2) - ((DST + dstOff) & ((1 << dstLog2) - 1));
        if (total < head) return;
        const whole = Math.floor((total - head) / (1 << dstLog2));
        const rest = total - head - whole * (1 << dstLog2);
        const src = `SB${srcBeats} SS${8 << srcLog2} SAI`;
        const wide = `DMAMOV CCR, ${src} DB1 DS${8 << dstLog2} DAI\n`;
        rig.run(`${wide}DMAMOV SAR, ${SRC + srcOff}\nDMAMOV DAR, ${DST + dstOff}\n${'DMALD\n'.repeat(count)}${'DMAST\n'.repeat(1 + whole)}DMAMOV CCR, ${src} DB1 DS8 DAI\n${'DMAST\n'.repeat(rest)}DMAEND`);
        expect(rig.state(0)).toBe(STATE.stopped);
        expect(rig.memory.bytes(DST + dstOff, total + 8)).toEqual(Uint8Array.of(...rig.memory.bytes(SRC + srcOff, total), 0, 0, 0, 0, 0, 0, 0, 0));
      }),
      { numRuns: 60 },
    );
  });
});

describe('endian swap (3.3.15)', () => {
  it('reverses each aligned group', () => {
    const rig = copied('SB2 SS64 SAI DB2 DS64 DAI ES32', 'DMALD\nDMAST');
    const source = [...rig.memory.bytes(SRC, 16)];
    expect([...rig.memory.bytes(DST, 16)]).toEqual([0, 4, 8, 12].flatMap((at) => source.slice(at, at + 4).reverse()));
  });

  it('twice is the identity, and partial groups stay', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 4 }), (bytes, address, log2) => {
        const data = bytes.slice();
        swapGroups(data, data.length, address, log2);
        const lead = (-address >>> 0) & ((1 << log2) - 1);
        expect(data.slice(0, lead)).toEqual(bytes.slice(0, lead));
        swapGroups(data, data.length, address, log2);
        expect(data).toEqual(bytes);
      }),
    );
  });
});

describe('the MFIFO (2.9)', () => {
  it('reserves lines when a load is executed and frees them when a store is done', () => {
    const rig = new Pl330Rig();
    rig.program(0x10000, `DMAMOV CCR, SB16 SS64 SAI DB16 DS64 DAI\nDMAMOV SAR, ${SRC}\nDMAMOV DAR, ${DST}\nDMALD\nDMALD\nDMAWFE E0\nDMAST\nDMAST\nDMAEND`);
    rig.go(0, 0x10000);
    let most = 0;
    while (rig.clock.run(rig.clock.now + 1) !== 'idle') most = Math.max(most, rig.dmac.mfifo.usedLines);
    expect([most, rig.dmac.mfifo.usedLines, rig.dmac.mfifo.filled[0]]).toEqual([32, 32, 256]);
    rig.debug(0, [0x34, 0]);
    rig.settle();
    expect([rig.state(0), rig.dmac.mfifo.usedLines]).toEqual([STATE.stopped, 0]);
  });

  it('lays data out by the destination\'s byte lanes: a misaligned burst needs a line more', () => {
    for (const [dst, lines] of [[DST, 16], [DST + 4, 17]]) {
      const rig = copied('SB16 SS64 SAI DB16 DS64 DAI', 'DMALD\nDMAWFE E0', { dst });
      expect(rig.dmac.mfifo.usedLines).toBe(lines);
    }
    expect(copied('SB2 SS64 SAI DB4 DS32 DAF', 'DMALD\nDMAWFE E0').dmac.mfifo.usedLines).toBe(4);
  });

  it('makes a load wait for room and go on when a store has made it', () => {
    const rig = copied('SB16 SS64 SAI DB16 DS64 DAI', 'DMALP 40\nDMALD\nDMAST\nDMALPEND');
    expect([rig.state(0), rig.dar(0)]).toEqual([STATE.stopped, DST + 40 * 128]);
    expect(rig.memory.bytes(DST, 5120)).toEqual(rig.memory.bytes(SRC, 5120));
  });

  it('faults with mfifo_err when the channel\'s own data can never leave, st_data_unavailable when it never came', () => {
    expect(copied('SB16 SS64 SAI DB16 DS64 DAI', 'DMALP 9\nDMALD\nDMALPEND\nDMAST').ftr(0)).toBe(1 << 12);
    const rig = copied('SB4 SS32 SAI DB2 DS64 DAI', 'DMALD\nDMAST\nDMAST');
    expect([rig.ftr(0), rig.state(0), rig.cpc(0)]).toEqual([1 << 13, STATE.faulting, 0x10000 + 20]);
    expect(rig.memory.bytes(DST, 16)).toEqual(rig.memory.bytes(SRC, 16));
  });

  it('ends a lock-up of several channels by the watchdog, or only signals it (2.12, 3.3.28)', () => {
    for (const interruptOnly of [0, 1]) {
      const rig = new Pl330Rig();
      rig.write(0xe80, interruptOnly);
      const text = `DMAMOV CCR, SB16 SS64 SAI DB16 DS64 DAI\nDMAMOV SAR, ${SRC}\nDMAMOV DAR, ${DST}\nDMALP 5\nDMALD\nDMALPEND\nDMASEV E0\nDMAWFE E1\nDMALP 5\nDMALD\nDMALPEND\nDMAEND`;
      rig.program(0x10000, 'DMAMOV CCR, SB16 SS64 SAI DB16 DS64 DAI\nDMALP 5\nDMALD\nDMALPEND\nDMAWFE E2\nDMAEND');
      rig.program(0x20000, text.replaceAll('DMALP 5', 'DMALP 3').replace('DMASEV E0\nDMAWFE E1\n', ''));
      rig.go(0, 0x10000);
      rig.settle();
      rig.go(1, 0x20000);
      rig.settle();
      expect(rig.dmac.mfifo.usedLines).toBe(interruptOnly === 1 ? 128 : 80);
      expect([rig.ftr(1), rig.abort, rig.state(1)]).toEqual(interruptOnly === 1 ? [0, true, STATE.queueBusy] : [0x80000000, true, STATE.faulting]);
      rig.debug(2, [0x01]);
      rig.settle();
      expect([rig.state(1), rig.abort]).toEqual([STATE.stopped, false]);
    }
  });
});

describe('barriers and order', () => {
  const text = (barrier: string) => `DMALP 20\nDMALD\nDMAST\nDMALPEND\n${barrier}\nDMASEV E5`;

  it('DMAWMB waits until the channel\'s stores are done (4.3.21), DMASEV alone does not', () => {
    for (const [barrier, expected] of [['DMAWMB', true], ['DMANOP', false]] as const) {
      const rig = new Pl330Rig();
      rig.fill(SRC, 4096);
      rig.program(0x10000, `DMAMOV CCR, SB16 SS64 SAI DB16 DS64 DAI\nDMAMOV SAR, ${SRC}\nDMAMOV DAR, ${DST}\n${text(barrier)}\nDMAEND`);
      rig.go(0, 0x10000);
      while (rig.read(0x24) === 0) rig.clock.run(rig.clock.now + 1);
      const complete = rig.memory.bytes(DST, 2560).every((byte, i) => byte === rig.memory.readByte(SRC + i));
      expect([barrier, complete]).toEqual([barrier, expected]);
    }
  });

  /** Each load reads what the store before it wrote. */
  const chain = 'DMALD\nDMAST\nDMALD\nDMAST';

  it('lets a load overtake an earlier store to the same address, unless DMAWMB or the ordering option forbids it', () => {
    const value = (ordering: 'program' | 'overtaking', body: string) => {
      const rig = copied('SB16 SS64 SAI DB16 DS64 DAI', body, { dst: SRC + 128, rig: { config: { ordering } } });
      return rig.memory.readWord(SRC + 256);
    };
    const first = copied('SB1 SS64 SAI DB1 DS64 DAI', '').memory.readWord(SRC);
    expect(value('program', chain)).toBe(first);
    expect(value('overtaking', chain)).not.toBe(first);
    expect(value('overtaking', chain.replace('DMAST', 'DMAST\nDMAWMB'))).toBe(first);
  });

  it('keeps a store behind earlier loads of what it overwrites, in program order only', () => {
    const kept = (ordering: 'program' | 'overtaking') => {
      const rig = copied('SB16 SS64 SAI DB16 DS64 DAI', `DMALD\nDMALD\nDMAST\nDMAMOV DAR, ${DST}\nDMAST`, { dst: SRC + 192, rig: { config: { ordering } } });
      const untouched = copied('SB16 SS64 SAI DB16 DS64 DAI', '').memory.bytes(SRC + 128, 128);
      return rig.memory.bytes(DST, 128).every((byte, i) => byte === untouched[i]);
    };
    expect([kept('program'), kept('overtaking')]).toEqual([true, false]);
  });

  it('DMARMB waits for the loads (4.3.14)', () => {
    const rig = new Pl330Rig();
    rig.program(0x10000, `DMAMOV CCR, SB16 SS64 SAI DB16 DS64 DAI\nDMALD\nDMALD\nDMARMB\nDMASEV E0\nDMAST\nDMAST\nDMAEND`);
    rig.go(0, 0x10000);
    let atBarrier = false;
    while (rig.read(0x24) === 0) {
      rig.clock.run(rig.clock.now + 1);
      atBarrier ||= rig.state(0) === STATE.atBarrier;
    }
    expect([atBarrier, rig.dmac.mfifo.filled[0]]).toEqual([true, 256]);
  });

  it('fills and drains its queues: the state is queue busy', () => {
    const rig = new Pl330Rig({ config: { readQueue: 2, writeQueue: 2 } });
    rig.fill(SRC, 4096);
    rig.program(0x10000, `DMAMOV CCR, SB4 SS64 SAI DB1 DS64 DAI\nDMAMOV SAR, ${SRC}\nDMAMOV DAR, ${DST}\nDMALP 8\nDMALD\nDMAST\nDMAST\nDMAST\nDMAST\nDMALPEND\nDMAEND`);
    rig.go(0, 0x10000);
    let busy = 0;
    let most = 0;
    while (rig.clock.run(rig.clock.now + 1) !== 'idle') {
      if (rig.state(0) === STATE.queueBusy) busy++;
      most = Math.max(most, rig.dmac.data.stores.count, rig.dmac.data.loads.count);
    }
    expect([busy > 0, most, rig.memory.bytes(DST, 256)]).toEqual([true, 2, rig.memory.bytes(SRC, 256)]);
  });
});
