import { describe, expect, it } from 'vitest';
import { assemble } from './assembler';
import { INSTRUCTIONS, encode, type Operands } from './instructions';
import { meaningOf } from './meaning';
import { Pl330Rig } from './pl330-rig';

const START = 'DMAMOV CCR, SB16 SS64 SAI DB16 DS64 DAI\nDMAMOV SAR, 0x100000\nDMAMOV DAR, 0x200000\n';

describe('what panels show', () => {
  it('names states, what threads wait for, the MFIFO and the queues', () => {
    const rig = new Pl330Rig();
    rig.program(0x10000, `${START}DMALD\nDMALD\nDMALD\nDMAST\nDMAWFE E6\nDMAEND`);
    rig.program(0x20000, 'DMAWFP P2, burst\nDMAEND');
    rig.go(0, 0x10000);
    rig.clock.run(1);
    rig.go(3, 0x20000);
    while (rig.dmac.data.stores.count === 0) rig.clock.run(rig.clock.now + 1);
    const busy = rig.dmac.inspect();
    expect(busy.queues).toEqual([
      { name: 'Read queue', depth: 16, used: 3, entries: ['channel 0: 16 × 8 bytes at 0x00100000', 'channel 0: 16 × 8 bytes at 0x00100080', 'channel 0: 16 × 8 bytes at 0x00100100'] },
      { name: 'Write queue', depth: 16, used: 1, entries: ['channel 0: 16 × 8 bytes at 0x00200000'] },
    ]);
    expect(busy.fifo).toEqual({ lines: 128, bytesPerLine: 8, held: [{ thread: 1, lines: 48 }] });
    rig.settle();
    const view = rig.dmac.inspect();
    expect(view.threads.map((one) => [one.name, one.state, one.waitingFor]).filter(([, state]) => state !== 'stopped')).toEqual([
      ['Channel 0', 'waiting for event', 'event 6'],
      ['Channel 3', 'waiting for peripheral', 'peripheral 2'],
    ]);
    expect(view.threads[1]).toMatchObject({ thread: 1, instruction: 'DMAWFE E6', nonSecure: false, fault: null });
    expect(view.threads[1].counters).toContainEqual({ label: 'SAR', value: '0x00100180' });
    expect(view.fifo.held).toEqual([{ thread: 1, lines: 32 }]);
    expect([rig.dmac.programStart(1), rig.dmac.programStart(4), rig.dmac.programStart(2)]).toEqual([0x10000, 0x20000, null]);
  });

  it('says in words why a thread faulted, and where the manual has it', () => {
    const rig = new Pl330Rig();
    rig.run(`${START}DMAST\nDMAEND`);
    rig.debug(0, [0x18]);
    rig.settle();
    const { threads } = rig.dmac.inspect();
    expect(threads[1].fault).toEqual({ bits: ['st_data_unavailable'], cause: expect.stringContaining('less data in the MFIFO') as string, section: '2.12, 3.3.10', pc: 0x10012 });
    expect(threads[0].fault).toMatchObject({ bits: ['undef_instr', 'dbg_instr'], cause: expect.stringContaining('came from the debug registers') as string });
    expect(threads[2].fault).toBeNull();
  });

  it('changes nothing', () => {
    const rig = new Pl330Rig();
    rig.program(0x10000, `${START}DMALD\nDMAST\nDMAEND`);
    rig.go(0, 0x10000);
    for (let i = 0; i < 40; i++) {
      rig.clock.run(rig.clock.now + 1);
      const before = JSON.stringify(rig.dmac.save());
      rig.dmac.inspect();
      expect(JSON.stringify(rig.dmac.save())).toBe(before);
    }
  });

  it('disassembles with a meaning and the target of loop ends', () => {
    const rig = new Pl330Rig();
    const { bytes } = assemble('DMALD\nDMALPEND lc1, 1\nDMAGO C1, 0x4000\n.byte 0xff');
    const at = (offset: number) => rig.dmac.disassemble(bytes.subarray(offset), 0x100 + offset);
    expect(at(0)).toEqual({ text: 'DMALD', meaning: 'read a burst at SAR into the MFIFO', length: 1, target: null });
    expect(at(1)).toEqual({ text: 'DMALPEND lc1, 1', meaning: 'back to 0x00000100 until LC1 is 0', length: 2, target: 0x100 });
    expect(at(3)).toMatchObject({ text: 'DMAGO C1, 0x00004000', meaning: 'start channel 1 at 0x00004000, secure', target: null });
    expect(at(9)).toMatchObject({ text: '.byte 0xff', length: 1 });
  });

  it('has a meaning of its own for every form', () => {
    const meanings = INSTRUCTIONS.map((form) => {
      const operands: Operands = Object.fromEntries(form.operands.map((field) => [field.name, (field.bias ?? 0) + 1]));
      return meaningOf(encode(form, operands), 0x1000);
    });
    /** 0x28 and 0x2C mean the same. */
    expect(new Set(meanings).size).toBe(INSTRUCTIONS.length - 1);
    expect(meaningOf([0xbc, 0x01, 0xf7, 0xc0, 0x3d, 0x00], 0)).toBe('loads of 16 × 8 bytes incrementing, stores of 16 × 8 bytes incrementing');
    expect(meaningOf([0x5c, 0xf0, 0xff], 0)).toBe('SAR = SAR - 16');
  });
});
