/** Threads: starting, states, loops, ending. ARM DDI 0424 sections 2.3 to 2.8 and 4.3. */
import { describe, expect, it, vi } from 'vitest';
import { Pl330 } from './pl330';
import { Pl330Rig } from './pl330-rig';
import { STATE } from './threads';

const SRC = 0x100000;
const DST = 0x200000;
const MOVES = `DMAMOV SAR, ${SRC}\nDMAMOV DAR, ${DST}\n`;
const BURST = 'DMAMOV CCR, SB16 SS64 SAI DB16 DS64 DAI\n';

describe('starting and ending', () => {
  it('copies 1600 bytes as Linux asks for it and raises the event\'s interrupt', () => {
    const rig = new Pl330Rig();
    const data = rig.fill(SRC, 1600);
    rig.write(0x20, 1);
    expect(rig.run(`${BURST}${MOVES}DMALP lc1, 12\nDMALD\nDMAST\nDMALPEND\nDMAMOV CCR, SB8 SS64 SAI DB8 DS64 DAI\nDMALD\nDMAST\nDMASEV E0\nDMAEND`)).toBe(true);
    expect(rig.memory.bytes(DST, 1601)).toEqual(Uint8Array.of(...data, 0));
    expect(rig.state(0)).toBe(STATE.stopped);
    expect([rig.sar(0), rig.dar(0), rig.cpc(0)]).toEqual([SRC + 1600, DST + 1600, 0x10000 + 35]);
    expect([rig.read(0x24), rig.read(0x28), rig.lines[0]]).toEqual([1, 1, true]);
    rig.write(0x2c, 1);
    expect([rig.read(0x24), rig.read(0x28), rig.lines[0]]).toEqual([0, 0, false]);
  });

  it('comes to its end beside a part that acts in every cycle', () => {
    const rig = new Pl330Rig();
    const part = { name: 'busy', nextAt: 0, save: () => null, load: () => undefined, act: () => void (part.nextAt = rig.clock.now < 5000 ? rig.clock.now + 1 : Infinity) };
    rig.clock.add(part);
    const acts = vi.spyOn(rig.dmac, 'act').mockImplementation(function (this: void) {
      // A part that does nothing in its own cycle would be called for ever.
      if (acts.mock.calls.length > 20_000) throw new Error('time stands still');
      Pl330.prototype.act.call(rig.dmac);
    });
    expect(rig.run(`${BURST}${MOVES}DMALP lc1, 12\nDMALD\nDMAST\nDMALPEND\nDMAEND`)).toBe(true);
    expect(rig.state(0)).toBe(STATE.stopped);
  });

  it('is busy from DBGCMD until the debug instruction was executed (3.3.18)', () => {
    const rig = new Pl330Rig();
    rig.program(0x1000, 'DMAEND');
    rig.go(0, 0x1000);
    expect(rig.read(0xd00)).toBe(1);
    expect(rig.state(0)).toBe(STATE.stopped);
    rig.clock.run(1);
    expect(rig.read(0xd00)).toBe(0);
    expect(rig.state(0)).toBe(STATE.executing);
    rig.write(0xd04, 1);
    expect(rig.read(0xd00)).toBe(0);
  });

  it('shows a fetch as cache miss and the end of transfers as completing (2.8)', () => {
    const rig = new Pl330Rig();
    rig.program(0x10000, `${BURST}${MOVES}DMALD\nDMAST\nDMAEND`);
    rig.go(0, 0x10000);
    const seen = new Set<number>();
    while (rig.clock.run(rig.clock.now + 1) !== 'idle') seen.add(rig.state(0));
    expect([...seen].sort((a, b) => a - b)).toEqual([STATE.executing, STATE.cacheMiss, STATE.completing]);
    expect(rig.state(0)).toBe(STATE.stopped);
  });

  it('takes an instruction that spans cache lines, at any address', () => {
    for (let offset = 0; offset < 16; offset++) {
      const rig = new Pl330Rig({ config: { cacheLineBytes: 4, cacheLines: 1 } });
      rig.run(`${BURST}${MOVES}DMALP 3\nDMAADDH SAR, 0x1001\nDMALPEND\nDMAEND`, { address: 0x1ff8 + offset });
      expect([offset, rig.sar(0), rig.dar(0), rig.state(0)]).toEqual([offset, SRC + 0x3003, DST, STATE.stopped]);
    }
  });

  it('leaves SAR, DAR, CCR and loop counters from run to run, and CCR 0x00800200 at reset (3.3.15, 4.3.5)', () => {
    const rig = new Pl330Rig();
    expect(rig.read(0x408)).toBe(0x00800200);
    rig.run(`${BURST}${MOVES}DMALP lc0, 5\nDMALP lc1, 9\nDMAEND`);
    rig.run('DMAEND');
    expect([rig.sar(0), rig.dar(0), rig.read(0x408), rig.read(0x40c), rig.read(0x410)]).toEqual([SRC, DST, 0x003dc0f7, 4, 8]);
  });

  it('ignores DMAGO for a channel that is not stopped (4.3.5)', () => {
    const rig = new Pl330Rig();
    rig.run('DMAWFE E3\nDMAEND');
    rig.program(0x20000, 'DMAMOV SAR, 7\nDMAEND');
    rig.go(0, 0x20000);
    rig.settle();
    expect([rig.state(0), rig.sar(0), rig.read(0x30), rig.abort]).toEqual([STATE.waitingForEvent, 0, 0, false]);
  });

  it('kills a channel: queued bursts are dropped, what the bus has begun is finished, faults are cleared (4.3.6)', () => {
    const rig = new Pl330Rig();
    rig.fill(SRC, 4096);
    rig.program(0x10000, `${BURST}${MOVES}DMALD\nDMALD\nDMALD\nDMAST\nDMAST\nDMAST\nDMAEND`);
    rig.go(0, 0x10000);
    while (rig.dmac.data.loads.count < 3) rig.clock.run(rig.clock.now + 1);
    rig.debug(1, [0x01]);
    rig.clock.run(rig.clock.now + 2);
    expect(rig.state(0)).toBe(STATE.killing);
    expect(rig.settle()).toBe(true);
    expect([rig.state(0), rig.dmac.data.idle, rig.dmac.mfifo.usedLines, rig.memory.readWord(DST)]).toEqual([STATE.stopped, true, 0, 0]);
    rig.run('.byte 0xff');
    expect([rig.state(0), rig.abort]).toEqual([STATE.faulting, true]);
    rig.debug(1, [0x01]);
    rig.settle();
    expect([rig.state(0), rig.ftr(0), rig.read(0x34), rig.abort]).toEqual([STATE.stopped, 0, 0, false]);
  });

  it('drops what is left in the MFIFO at DMAEND (4.3.3)', () => {
    const rig = new Pl330Rig();
    rig.run(`${BURST}${MOVES}DMALD\nDMALD\nDMAST\nDMAEND`);
    expect([rig.state(0), rig.dmac.mfifo.usedLines, rig.dmac.mfifo.filled[0]]).toEqual([STATE.stopped, 0, 0]);
  });

  it('boots the manager from CR2 when boot_en is high (2.4)', () => {
    const rig = new Pl330Rig({ config: { boot: { enabled: true, address: 0x5000 } } });
    rig.program(0x5000, 'DMAGO C2, 0x6000\nDMASEV E1\nDMAWFE E2\nDMAEND');
    rig.program(0x6000, 'DMAMOV DAR, 99\nDMASEV E2\nDMAEND');
    expect(rig.settle()).toBe(true);
    expect([rig.read(0), rig.read(4), rig.dar(2), rig.read(0x24), rig.read(0xe00) & 2, rig.read(0xe08)]).toEqual([0, 0x500b, 99, 2, 2, 0x5000]);
  });

  it('resets everything, and samples security while in reset', () => {
    const rig = new Pl330Rig();
    rig.write(0x20, 0xff);
    rig.run(`${BURST}${MOVES}DMASEV E1\nDMALD\nDMAST\n.byte 0xff`);
    expect([rig.lines[1], rig.abort]).toEqual([true, true]);
    rig.dmac.setReset(true, { managerNonSecure: true, irqNonSecure: 6, peripheralNonSecure: 1 }, 0);
    expect([rig.lines[1], rig.abort]).toEqual([false, false]);
    rig.write(0x20, 1);
    rig.dmac.setReset(false, { managerNonSecure: true, irqNonSecure: 6, peripheralNonSecure: 1 }, 0);
    expect([rig.read(0x20), rig.state(0), rig.sar(0), rig.read(0x408), rig.read(0xe0c), rig.read(0xe10), rig.read(0)]).toEqual([0, 0, 0, 0x00800200, 6, 1, 1 << 9]);
  });

  it('stands still without its clock', () => {
    const rig = new Pl330Rig();
    rig.program(0x10000, 'DMAMOV SAR, 5\nDMAEND');
    rig.go(0, 0x10000);
    rig.dmac.setClock(false);
    rig.settle();
    expect([rig.dmac.registers.values[rig.dmac.registers.sar], rig.read(0xe00)]).toEqual([0, 0]);
    rig.dmac.setClock(true);
    rig.settle();
    expect(rig.sar(0)).toBe(5);
  });
});

describe('loops and arithmetic', () => {
  it('counts nested loops down to zero and leaves the counters there (4.3.9, 4.3.10)', () => {
    const rig = new Pl330Rig();
    rig.run('DMAMOV SAR, 0\nDMALP 256\nDMALP 3\nDMAADDH SAR, 1\nDMALPEND\nDMALPEND\nDMAEND');
    expect([rig.sar(0), rig.read(0x40c), rig.read(0x410)]).toEqual([768, 0, 0]);
  });

  it('adds modulo 2^32, DMAADNH with ones above (4.3.1, 4.3.2)', () => {
    const rig = new Pl330Rig();
    rig.run('DMAMOV SAR, 0x1000\nDMAMOV DAR, 0x1000\nDMAADDH SAR, 0xFFFF\nDMAADNH DAR, 0xFFF0\nDMAEND');
    expect([rig.sar(0), rig.dar(0)]).toEqual([0x10fff, 0xff0]);
    rig.run('DMAMOV SAR, 0xFFFFFFF0\nDMAMOV DAR, 8\nDMAADDH SAR, 0x20\nDMAADNH DAR, -16\nDMAEND');
    expect([rig.sar(0), rig.dar(0)]).toEqual([0x10, 0xfffffff8]);
  });

  it('leaves a forever loop only when the peripheral\'s last request was taken (4.3.11)', () => {
    const rig = new Pl330Rig();
    let left = 3;
    rig.dmac.connectDevice(1, { requestTaken: (_type, cause) => void (left > 0 && rig.dmac.request(1, 'single', cause, --left === 0)) });
    rig.dmac.request(1, 'single', 0);
    rig.run('DMAMOV SAR, 0\nDMALPFE\nDMAWFP P1, periph\nDMAADDH SAR, 1\nDMALPEND\nDMAEND');
    expect([rig.state(0), rig.sar(0)]).toEqual([STATE.stopped, 4]);
  });

  it('executes one instruction a cycle for the whole controller, in turns (2.3)', () => {
    const rig = new Pl330Rig();
    rig.program(0x10000, 'DMANOP\nDMANOP\nDMANOP\nDMANOP\nDMAEND');
    rig.go(0, 0x10000);
    rig.clock.run(1);
    rig.go(1, 0x10000);
    rig.settle();
    const order: string[] = [];
    const cycles: number[] = [];
    for (let i = 1; i < rig.journal.length; i++) {
      const entry = rig.journal.entry(i);
      if (entry.kind !== 'instruction' || entry.initiator === 'pl330.manager') continue;
      order.push(entry.initiator.slice(-1));
      cycles.push(entry.at);
    }
    expect(order.slice(-8).join('')).toMatch(/^(01){1,4}|(10){1,4}/);
    expect(order.length).toBe(10);
    expect(new Set(cycles).size).toBe(10);
  });
});

describe('the instruction cache (2.5)', () => {
  const patch = (rig: Pl330Rig, address: number, value: number) => rig.memory.write(address, Uint8Array.of(value), 0, 1);

  it('keeps stale bytes until DMAWFE invalid', () => {
    for (const [word, expected] of [['', 1], [', invalid', 2]] as const) {
      const rig = new Pl330Rig();
      rig.run(`DMAWFE E1${word}\nDMAMOV SAR, 1\nDMAEND`);
      expect(rig.state(0)).toBe(STATE.waitingForEvent);
      patch(rig, 0x10004, 2);
      rig.debug(0, [0x34, 1 << 3]);
      rig.settle();
      expect([rig.state(0), rig.sar(0)]).toEqual([STATE.stopped, expected]);
    }
  });

  it('fetches anew after DMAEND and DMAGO', () => {
    const rig = new Pl330Rig();
    rig.run('DMAMOV SAR, 1\nDMAEND');
    patch(rig, 0x10002, 9);
    rig.go(0, 0x10000);
    rig.settle();
    expect(rig.sar(0)).toBe(9);
  });

  it('fetches a loop once', () => {
    const rig = new Pl330Rig();
    rig.run('DMALP 100\nDMANOP\nDMALPEND\nDMAEND');
    let fetches = 0;
    for (let i = 1; i < rig.journal.length; i++) if (rig.journal.entry(i).kind === 'read') fetches++;
    expect(fetches).toBe(1);
  });
});
