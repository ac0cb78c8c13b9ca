import { describe, expect, it } from 'vitest';
import { ZYNQ_PL330 } from './config';
import { Pl330Rig } from './pl330-rig';
import { pl330Registers } from './registers';

/** Reset values of the Zynq-7000's secure view, as UG585 B.17 lists them. */
const RESET: Readonly<Record<string, number>> = { CR0: 0x001e3071, CR1: 0x74, CRD: 0x07ff7f73, CCR: 0x00800200, PERIPH_ID_0: 0x30, PERIPH_ID_1: 0x13, PERIPH_ID_2: 0x24, PCELL_ID_0: 0x0d, PCELL_ID_1: 0xf0, PCELL_ID_2: 0x05, PCELL_ID_3: 0xb1 };

describe('registers', () => {
  it('have the reset values of the Zynq-7000', () => {
    const rig = new Pl330Rig();
    for (const row of rig.dmac.bank.list()) expect([row.name, row.value]).toEqual([row.name, RESET[row.name] ?? 0]);
    expect(rig.dmac.bank.list().length).toBe(9 + 8 + 16 + 5 * 8 + 4 + 6 + 1 + 8);
  });

  it('can only be written where the manual says so', () => {
    const rig = new Pl330Rig();
    const before = rig.dmac.bank.list().map((row) => row.value);
    for (const row of rig.dmac.bank.list()) if (row.name !== 'DBGCMD') rig.dmac.secureView.write(row.offset, 4, 0xffffffff, 0);
    const changed = rig.dmac.bank.list().filter((row, i) => row.value !== before[i]).map((row) => `${row.name} ${row.value.toString(16)}`);
    expect(changed).toEqual(['INTEN ffff', 'DBGINST0 ffff0701', 'DBGINST1 ffffffff', 'WD 1']);
    expect(rig.read(0xd08)).toBe(0);
  });

  it('follow the configuration', () => {
    const { registers } = pl330Registers({ ...ZYNQ_PL330, channels: 2, events: 3, peripherals: 0, busBytes: 4, cacheLines: 16, mfifoLines: 1024 });
    expect([registers.CR0.reset, registers.CR1.reset, registers.CRD.reset, registers.SAR.repeat?.count]).toEqual([(1 << 4) | (2 << 17), 0xf4, 0x3fff7f72, 2]);
    expect(() => new Pl330Rig({ config: { channels: 9 } })).toThrow('pl330.channels must be 1 to 8, not 9');
    expect(() => new Pl330Rig({ config: { busBytes: 3 } })).toThrow('busBytes must be 4, 8 or 16');
  });
});
