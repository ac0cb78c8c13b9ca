import { describe, expect, it } from 'vitest';
import { Pl330Rig } from './pl330-rig';

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
    expect(rig.state(0)).toBe(0);
    expect([rig.sar(0), rig.dar(0), rig.cpc(0)]).toEqual([SRC + 1600, DST + 1600, 0x10000 + 35]);
    expect([rig.read(0x24), rig.read(0x28), rig.lines[0]]).toEqual([1, 1, true]);
    rig.write(0x2c, 1);
    expect([rig.read(0x24), rig.read(0x28), rig.lines[0]]).toEqual([0, 0, false]);
  });

  it('is busy from DBGCMD until the debug instruction was executed (3.3.18)', () => {
    const rig = new Pl330Rig();
    rig.program(0x1000, 'DMAEND');
    rig.go(0, 0x1000);
    expect(rig.read(0xd00)).toBe(1);
    expect(rig.state(0)).toBe(0);
    rig.clock.run(1);
    expect(rig.read(0xd00)).toBe(0);
    expect(rig.state(0)).toBe(1);
  });
});
