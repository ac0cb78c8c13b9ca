/** Faults, security, debug instructions, events, peripheral requests. ARM DDI 0424 sections 2.6, 2.7, 2.11, 2.12, 3.3. */
import { describe, expect, it } from 'vitest';
import { DEVICE, Pl330Rig } from './pl330-rig';
import { STATE } from './threads';

const SRC = 0x100000;
const DST = 0x200000;
const START = `DMAMOV CCR, SB1 SS32 SAI SP2 DB1 DS32 DAI DP2\nDMAMOV SAR, ${SRC}\nDMAMOV DAR, ${DST}\n`;
const MANAGER = { managerNonSecure: true, irqNonSecure: 0, peripheralNonSecure: 0 };
const UNDEF = 1;
const OPERAND = 2;
const DBG = 1 << 30;

describe('precise faults stop at the instruction and leave other threads alone', () => {
  const programs: readonly [string, string, number][] = [
    ['an unknown byte', '.byte 0x40', UNDEF],
    ['DMAKILL in a program', 'DMAKILL', UNDEF],
    ['DMAGO in a channel', 'DMAGO C1, 0x20000', UNDEF],
    ['an event that does not exist', 'DMASEV E16', OPERAND],
    ['an event to wait for that does not exist', 'DMAWFE E31', OPERAND],
    ['a peripheral that does not exist', 'DMAFLUSHP P4', OPERAND],
    ['reserved operand bits', '.byte 0x34, 0x01', OPERAND],
    ['DMAMOV to no register', '.byte 0xbc, 0x03, 0, 0, 0, 0', OPERAND],
    ['a beat wider than the bus', 'DMAMOV CCR, SS128', OPERAND],
    ['a store without data', 'DMAST', 1 << 13],
  ];
  it.each(programs)('%s', (_name, line, bits) => {
    const rig = new Pl330Rig();
    rig.program(0x20000, 'DMALP 200\nDMANOP\nDMALPEND\nDMAMOV SAR, 77\nDMAEND');
    rig.go(1, 0x20000);
    rig.clock.run(2);
    rig.fill(SRC, 64);
    rig.run(`${START}DMALD\nDMAST\n${line}\nDMAEND`);
    expect([rig.ftr(0), rig.state(0), rig.read(0x34), rig.cpc(0), rig.abort]).toEqual([bits, STATE.faulting, 1, 0x10000 + 20, true]);
    expect([rig.state(1), rig.sar(1)]).toEqual([STATE.stopped, 77]);
    expect(rig.memory.bytes(DST, 4)).toEqual(rig.memory.bytes(SRC, 4));
    expect(rig.read(0x28)).toBe(0);
  });
});

describe('bus errors', () => {
  it('a fetch from nowhere: instr_fetch_err', () => {
    const rig = new Pl330Rig();
    rig.go(0, 0x9000_0000);
    rig.settle();
    expect([rig.ftr(0), rig.state(0), rig.cpc(0)]).toEqual([1 << 16, STATE.faulting, 0x9000_0000]);
  });

  it('a read from nowhere: data_read_err, and its data is never stored', () => {
    const rig = new Pl330Rig();
    rig.fill(DST, 64);
    rig.run(`${START}DMAMOV SAR, 0x90000000\nDMALD\nDMAST\nDMALP 50\nDMANOP\nDMALPEND\nDMAEND`);
    expect([rig.ftr(0), rig.state(0), rig.memory.readByte(DST), rig.dmac.data.idle, rig.dmac.mfifo.usedLines]).toEqual([1 << 18, STATE.faulting, 1, true, 0]);
  });

  it('a write to nowhere: data_write_err', () => {
    const rig = new Pl330Rig();
    rig.run(`${START}DMAMOV DAR, 0x90000000\nDMALD\nDMAST\nDMAWMB\nDMASEV E0\nDMAEND`);
    expect([rig.ftr(0), rig.state(0), rig.read(0x24)]).toEqual([1 << 17, STATE.faulting, 0]);
  });
});

describe('debug instructions (3.3.18 to 3.3.21)', () => {
  it('faults for anything but DMAGO, DMASEV and DMAKILL, with dbg_instr', () => {
    const rig = new Pl330Rig();
    rig.debug(0, [0x18]);
    rig.settle();
    expect([rig.read(0x30), rig.read(0x38), rig.read(0) & 15, rig.abort]).toEqual([1, UNDEF | DBG, STATE.faulting, true]);
    rig.debug(0, [0x01]);
    rig.settle();
    expect([rig.read(0x30), rig.read(0x38), rig.read(0) & 15, rig.abort]).toEqual([0, 0, STATE.stopped, false]);
    rig.debug(3, [0x04]);
    rig.settle();
    expect([rig.ftr(2), rig.read(0x34)]).toEqual([UNDEF | DBG, 4]);
    rig.debug(1, [0xa0, 1, 0, 0, 0, 0]);
    rig.settle();
    expect(rig.ftr(0)).toBe(UNDEF | DBG);
    rig.debug(0, [0x34, 0xf8]);
    rig.settle();
    expect(rig.read(0x38)).toBe(OPERAND | DBG);
  });

  it('a faulting manager still executes them, and only DMAKILL ends its fault (2.8)', () => {
    const rig = new Pl330Rig();
    rig.debug(0, [0xff]);
    rig.settle();
    rig.debug(0, [0x34, 0xf8]);
    rig.settle();
    expect(rig.read(0x38)).toBe(UNDEF | OPERAND | DBG);
    rig.run('DMAMOV SAR, 3\nDMASEV E1\nDMAEND');
    expect([rig.sar(0), rig.read(0x24), rig.read(0) & 15, rig.abort]).toEqual([3, 2, STATE.faulting, true]);
    rig.debug(0, [0x01]);
    rig.settle();
    expect([rig.read(0x38), rig.read(0) & 15, rig.abort]).toEqual([0, STATE.stopped, false]);
  });
});

describe('security (2.11)', () => {
  it('a non-secure channel may not touch secure events, requests or memory', () => {
    for (const [line, bits] of [['DMASEV E2', 1 << 5], ['DMAWFE E2', 1 << 5], ['DMAWFP P1, single', 1 << 6], ['DMAFLUSHP P1', 1 << 6], ['DMALDPS P1', 1 << 6], ['DMAMOV CCR, SP2 DP0', 1 << 7], ['DMAMOV CCR, SP0 DP2', 1 << 7]] as const) {
      const rig = new Pl330Rig({ config: { security: { managerNonSecure: false, irqNonSecure: 0xfffb, peripheralNonSecure: 0xd } } });
      rig.run(`${START}${line}\nDMAEND`, { nonSecure: true });
      expect([line, rig.ftr(0), rig.cpc(0), (rig.csr(0) >>> 21) & 1]).toEqual([line, bits, 0x10000 + 18, 1]);
    }
  });

  it('lets it use non-secure ones', () => {
    const rig = new Pl330Rig({ config: { security: { managerNonSecure: false, irqNonSecure: 4, peripheralNonSecure: 2 } } });
    rig.dmac.request(1, 'single', 0);
    rig.run(`${START}DMASEV E2\nDMAWFE E2\nDMAWFP P1, single\nDMAFLUSHP P1\nDMAEND`, { nonSecure: true });
    expect([rig.ftr(0), rig.state(0)]).toEqual([0, STATE.stopped]);
  });

  it('a non-secure manager may not start a secure channel: dmago_err', () => {
    const rig = new Pl330Rig({ config: { security: MANAGER } });
    rig.run('DMAEND');
    expect([rig.read(0x38), rig.read(0)]).toEqual([(1 << 4) | DBG, (1 << 9) | 15]);
    rig.debug(0, [0x01]);
    rig.settle();
    rig.run('DMAMOV SAR, 8\nDMAEND', { nonSecure: true });
    expect(rig.sar(0)).toBe(8);
    expect(rig.read(0xe00) & 4).toBe(4);
  });

  it('shows the non-secure view only what is non-secure', () => {
    const rig = new Pl330Rig({ config: { security: { managerNonSecure: false, irqNonSecure: 2, peripheralNonSecure: 0 } } });
    rig.run('DMAMOV SAR, 5\nDMAEND');
    rig.run('DMAMOV SAR, 6\nDMAEND', { channel: 1, nonSecure: true });
    const view = rig.dmac.nonSecureView;
    expect([view.read(0x400, 4, 0), view.read(0x420, 4, 0), view.peek(0x420, 4), view.read(0xe00, 4, 0), view.read(0, 4, 0)]).toEqual([0, 6, 6, 0, 0]);
    rig.write(0x20, 1);
    view.write(0x20, 4, 0xff, 0);
    expect([rig.read(0x20), view.read(0x20, 4, 0)]).toEqual([3, 2]);
    view.write(0xd08, 4, 0x00a0 << 16, 0);
    view.write(0xd04, 4, 0, 0);
    expect(rig.read(0xd00)).toBe(0);
  });

  it('marks transfers on the bus as CCR says', () => {
    const rig = new Pl330Rig();
    rig.program(0x10000, `${START}DMALD\nDMAST\nDMAEND`);
    rig.go(0, 0x10000);
    rig.settle();
    expect([rig.dmac.data.port?.read.nonSecure, rig.dmac.data.port?.write.nonSecure]).toEqual([true, true]);
  });
});

describe('events and interrupts (2.7)', () => {
  it('remembers an event until somebody waits for it', () => {
    const rig = new Pl330Rig();
    rig.run('DMASEV E4\nDMAEND');
    expect([rig.read(0x24), rig.read(0x28), rig.lines[4]]).toEqual([16, 0, false]);
    rig.run('DMAWFE E4\nDMAMOV SAR, 1\nDMAEND', { channel: 1 });
    expect([rig.read(0x24), rig.sar(1)]).toEqual([0, 1]);
  });

  it('wakes all that wait, and then the event is over', () => {
    const rig = new Pl330Rig();
    for (const channel of [1, 2, 3]) rig.run('DMAWFE E4\nDMAMOV SAR, 1\nDMAEND', { channel });
    expect([1, 2, 3].map((channel) => rig.csr(channel))).toEqual(new Array(3).fill(STATE.waitingForEvent | (4 << 4)));
    rig.run('DMASEV E4\nDMAEND');
    expect([...[1, 2, 3].map((channel) => rig.sar(channel)), rig.read(0x24)]).toEqual([1, 1, 1, 0]);
  });

  it('never wakes a thread by an event that is an interrupt; INTCLR works on those only', () => {
    const rig = new Pl330Rig();
    rig.write(0x20, 1 << 4);
    rig.run('DMAWFE E4\nDMAEND', { channel: 1 });
    rig.run('DMASEV E4\nDMASEV E5\nDMAEND');
    expect([rig.state(1), rig.read(0x24), rig.read(0x28), rig.lines[4]]).toEqual([STATE.waitingForEvent, 0x30, 0x10, true]);
    rig.write(0x2c, 0x30);
    expect([rig.read(0x24), rig.read(0x28), rig.lines[4]]).toEqual([0x20, 0, false]);
  });

  it('wakes a waiter when INTEN no longer claims a pending event', () => {
    const rig = new Pl330Rig();
    rig.write(0x20, 1 << 4);
    rig.run('DMAWFE E4\nDMAEND', { channel: 1 });
    rig.run('DMASEV E4\nDMAEND');
    rig.write(0x20, 0);
    rig.settle();
    expect(rig.state(1)).toBe(STATE.stopped);
  });
});

describe('peripheral requests (2.6)', () => {
  it('feeds a device burst by burst, as it asks (4.3.8, 4.3.17, 4.3.20)', () => {
    const taken: number[] = [];
    const log: string[] = [];
    const rig = new Pl330Rig({ device: { read: () => 0, write: (_offset, _bytes, value) => void taken.push(value), peek: () => 0 } });
    rig.fill(SRC, 64);
    rig.dmac.connectDevice(2, { requestTaken: (type) => void log.push(`taken ${type}`), acknowledged: (type) => void log.push(`done ${type} ${taken.length}`), flushed: () => void log.push('flushed') });
    rig.run(`DMAMOV CCR, SB4 SS32 SAI DB4 DS32 DAF\nDMAMOV SAR, ${SRC}\nDMAMOV DAR, ${DEVICE}\nDMAFLUSHP P2\nDMALP 2\nDMAWFP P2, burst\nDMALDB\nDMASTPB P2\nDMALPEND\nDMAWFP P2, single\nDMALDS\nDMASTPS P2\nDMAEND`);
    expect([rig.csr(0) & 0x41ff, taken.length]).toEqual([STATE.waitingForPeripheral | (2 << 4) | (1 << 14), 0]);
    rig.dmac.request(2, 'single', 0);
    rig.settle();
    expect(taken.length).toBe(0);
    rig.dmac.request(2, 'burst', 0);
    rig.settle();
    expect(taken.length).toBe(4);
    rig.dmac.request(2, 'burst', 0);
    rig.settle();
    expect([rig.csr(0) & 15, (rig.csr(0) >>> 14) & 3, taken.length]).toEqual([STATE.waitingForPeripheral, 0, 8]);
    rig.dmac.request(2, 'single', 0);
    rig.settle();
    expect([rig.state(0), taken.length]).toEqual([STATE.stopped, 9]);
    expect(log).toEqual(['flushed', 'taken burst', 'done burst 4', 'taken burst', 'done burst 8', 'taken single', 'done single 9']);
  });

  it('tells a device whose request a killed channel had taken, and only then', () => {
    const rig = new Pl330Rig({ device: { read: () => 0, write: () => undefined, peek: () => 0 } });
    const log: string[] = [];
    rig.dmac.connectDevice(2, { requestTaken: (type) => void log.push(`taken ${type}`), acknowledged: () => void log.push('done'), dropped: () => void log.push('dropped') });
    const program = `DMAMOV CCR, SB4 SS32 SAF DB4 DS32 DAI\nDMAMOV SAR, ${DEVICE}\nDMAMOV DAR, ${DST}\nDMAWFP P2, burst\nDMALDPB P2\nDMASTB\nDMAWFP P2, burst\nDMAWFE E3\nDMALDPB P2\nDMAEND`;
    rig.dmac.request(2, 'burst', 0);
    rig.run(program);
    rig.debug(1, [0x01]);
    rig.settle();
    expect(log.splice(0)).toEqual(['taken burst', 'done']);
    rig.dmac.request(2, 'burst', 0);
    rig.run(program);
    rig.dmac.request(2, 'burst', 0);
    rig.settle();
    rig.debug(1, [0x01]);
    rig.settle();
    expect(log).toEqual(['taken burst', 'done', 'taken burst', 'dropped']);
  });

  it('lets the request choose with periph: the other suffix does nothing', () => {
    for (const [type, moved] of [['single', 4], ['burst', 32]] as const) {
      const rig = new Pl330Rig();
      rig.fill(SRC, 64);
      rig.dmac.request(0, type, 0);
      rig.run(`DMAMOV CCR, SB8 SS32 SAI DB8 DS32 DAI\nDMAMOV SAR, ${SRC}\nDMAMOV DAR, ${DST}\nDMAWFP P0, periph\nDMALDPS P0\nDMALDPB P0\nDMASTS\nDMASTB\nDMAEND`);
      expect([rig.state(0), rig.sar(0) - SRC, rig.dar(0) - DST, (rig.csr(0) >>> 14) & 3]).toEqual([STATE.stopped, moved, moved, 2]);
    }
  });
});
