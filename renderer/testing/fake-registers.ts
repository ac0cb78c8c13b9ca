/** Fixed registers of an imaginary PL330 and clock unit, for tests and for looking at views without an engine. */
import type { FieldView, PeripheralView, RegisterView } from '../../core/contract';

const field = (name: string, bit: number, width: number, value: number, more: Partial<FieldView> = {}): FieldView => ({
  name, title: name.replaceAll('_', ' '), bit, width, value, shown: width === 1 ? (value === 1 ? 'set' : 'clear') : String(value), reset: 0, writable: true, choices: [], tagged: false, ...more,
});

const register = (name: string, address: number, value: number, more: Partial<RegisterView> = {}): RegisterView => ({
  name, index: 0, title: name, address, access: 'rw', accessMeaning: 'read and write', section: '3.3', reset: 0, value, changed: false, writable: true, tagged: false, fields: [], ...more,
});

const readOnly: Partial<RegisterView> = { access: 'ro', accessMeaning: 'read only: writes are ignored', writable: false };

const STATES = [[0, 'stopped'], [1, 'executing'], [2, 'cache miss'], [3, 'updating PC'], [4, 'waiting for event'], [15, 'faulting']] as const;
const state = (value: number): FieldView =>
  field('channel_status', 0, 4, value, { shown: STATES.find(([number]) => number === value)?.[1] ?? '', writable: false, choices: STATES.map(([number, name]) => ({ value: number, name })) });

function ccrFields(value: number): FieldView[] {
  const sizes = ['1 byte', '2 bytes', '4 bytes', '8 bytes'].map((name, number) => ({ value: number, name }));
  const part = (bit: number, width: number): number => (value >>> bit) & ((1 << width) - 1);
  return [
    field('src_inc', 0, 1, part(0, 1), { title: 'Source increments' }),
    field('src_burst_size', 1, 3, part(1, 3), { title: 'Source beat size', choices: sizes, shown: sizes[part(1, 3)]?.name ?? 'reserved' }),
    field('src_burst_len', 4, 4, part(4, 4), { title: 'Source beats per burst', shown: `${part(4, 4) + 1} beats` }),
    field('src_prot_ctrl', 8, 3, part(8, 3), { title: 'Source protection' }),
    field('dst_inc', 14, 1, part(14, 1), { title: 'Destination increments' }),
    field('dst_burst_size', 15, 3, part(15, 3), { title: 'Destination beat size', choices: sizes, shown: sizes[part(15, 3)]?.name ?? 'reserved' }),
    field('dst_burst_len', 18, 4, part(18, 4), { title: 'Destination beats per burst', shown: `${part(18, 4) + 1} beats` }),
    field('endian_swap_size', 28, 3, part(28, 3), { title: 'Endian swap', tagged: true }),
  ];
}

function channel(base: number, number: number, faulted: boolean): RegisterView[] {
  const at = base + 0x100 + number * 8;
  const values = base + 0x400 + number * 0x20;
  const ccr = number < 2 ? 0x0005_c017 : 0x0080_0200;
  const more = { index: number, section: '3.3.13' };
  return [
    register('CSR', at, faulted ? 15 : number, { ...readOnly, ...more, title: 'Channel status', changed: number < 2, fields: [state(faulted ? 15 : number)] }),
    register('CPC', at + 4, 0x1f40_0000 + number * 0x100, { ...readOnly, ...more, title: 'Channel program counter', changed: number < 2 }),
    register('SAR', values, number < 2 ? 0x1f80_0000 : 0, { ...readOnly, ...more, title: 'Source address', changed: number === 0 }),
    register('DAR', values + 4, number < 2 ? 0x1f81_0000 : 0, { ...readOnly, ...more, title: 'Destination address', changed: number === 0 }),
    register('CCR', values + 8, ccr, { ...readOnly, ...more, title: 'Channel control', reset: 0x0080_0200, fields: ccrFields(ccr).map((each) => ({ ...each, writable: false })) }),
    register('LC0', values + 12, number === 0 ? 12 : 0, { ...readOnly, ...more, title: 'Loop counter 0' }),
    register('FTR', base + 0x40 + number * 4, faulted ? 0x0001_0000 : 0, { ...readOnly, ...more, title: 'Fault type', fields: [field('instr_fetch_err', 16, 1, faulted ? 1 : 0, { writable: false })] }),
  ];
}

export function fakeDma(values: ReadonlyMap<string, number>): PeripheralView {
  const base = 0xf800_3000;
  const inten = values.get('INTEN') ?? 0x01;
  return {
    id: 'dmac0', title: 'PL330 DMA controller', manual: 'PL330 Technical Reference Manual r1p1', base,
    groups: [
      {
        title: 'Control', channel: null,
        registers: [
          register('DSR', base, 0, { ...readOnly, title: 'Manager status', section: '3.3.1', fields: [state(0)] }),
          register('DPC', base + 4, 0x1f40_0000, { ...readOnly, title: 'Manager program counter', section: '3.3.2' }),
          register('INTEN', base + 0x20, inten, { title: 'Interrupt enable', section: '3.3.3', changed: true, fields: [0, 1, 2, 3].map((bit) => field(`event_irq_select_${bit}`, bit, 1, (inten >>> bit) & 1, { title: `Event ${bit} is an interrupt` })) }),
          register('INTMIS', base + 0x28, 1, { ...readOnly, title: 'Interrupt status', section: '3.3.5', changed: true }),
          register('INTCLR', base + 0x2c, 0, { access: 'wo', accessMeaning: 'write only: reads give 0', title: 'Interrupt clear', section: '3.3.6' }),
          register('DBGINST0', base + 0xd08, 0, { access: 'wo', accessMeaning: 'write only: reads give 0', title: 'Debug instruction 0', section: '3.3.20', tagged: true }),
          register('WD', base + 0xe80, values.get('WD') ?? 0, { title: 'Watchdog', section: '3.3.29', fields: [field('wd_irq_only', 0, 1, values.get('WD') ?? 0, { title: 'Raise the interrupt only' })] }),
        ],
      },
      ...Array.from({ length: 8 }, (_, number) => ({ title: `Channel ${number}`, channel: number, registers: channel(base, number, number === 2) })),
    ],
  };
}

export function fakeSlcr(values: ReadonlyMap<string, number>): PeripheralView {
  const base = 0xf800_0000;
  const sources = ['ARM PLL', 'DDR PLL', 'IO PLL'].map((name, value) => ({ value, name }));
  const clock = values.get('ARM_CLK_CTRL') ?? 0x1f00_0400;
  return {
    id: 'slcr', title: 'System level control', manual: 'Zynq-7000 Technical Reference Manual', base,
    groups: [
      {
        title: 'Clocks', channel: null,
        registers: [
          register('SLCR_LOCK', base + 4, 0, { access: 'wo', accessMeaning: 'write only: reads give 0', title: 'Write protection lock', section: 'B.28' }),
          register('ARM_CLK_CTRL', base + 0x120, clock, { title: 'CPU clock', section: 'B.28', reset: 0x1f00_0400, fields: [field('SRCSEL', 4, 2, (clock >>> 4) & 3, { title: 'Clock source', choices: sources, shown: sources[(clock >>> 4) & 3]?.name ?? 'reserved' }), field('DIVISOR', 8, 6, (clock >>> 8) & 63, { title: 'Divisor', reset: 4 })] }),
        ],
      },
    ],
  };
}
