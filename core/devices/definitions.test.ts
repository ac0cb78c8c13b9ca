/** The registers of the bench's own devices: reset values, what a write may change, and that their pages tell the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildZynq7000 } from '../boards/zynq7000';
import { extractField, fieldMask } from '../register/define';

const machine = buildZynq7000();
const DEVICES = ['stream', 'codec', 'sampler'].map((id) => {
  const peripheral = machine.peripherals.find((one) => one.id === id);
  const region = machine.map.list().find((one) => one.name === id);
  if (peripheral === undefined || region?.kind !== 'mmio') throw new Error(id);
  return { id, base: peripheral.base, bank: peripheral.bank, target: region.target };
});

describe.each(DEVICES)('$id', ({ base, bank, target }) => {
  it('has the reset values of its definition, save what follows from empty FIFOs', () => {
    const other = bank.list().filter((row) => row.value !== row.definition.reset);
    expect(other.map((row) => `${row.name} ${row.value}`)).toEqual(base === 0x43c0_0000 ? ['INT_STATUS 2'] : []);
  });

  it('keeps what is written where that is allowed, and nothing else', () => {
    for (const row of bank.list()) {
      const { access, fields, reset } = row.definition;
      if (row.name === 'DATA' || row.name === 'CTRL' || access === 'wo') continue;
      const before = target.peek(row.offset, 4);
      target.write(row.offset, 4, 0xffff_ffff, 0);
      const all = fields === undefined ? 0xffff_ffff : Object.values(fields).reduce((mask, one) => mask | fieldMask(one), 0) >>> 0;
      expect(target.peek(row.offset, 4), row.name).toBe(access === 'rw' ? (all | (reset & ~all)) >>> 0 : before);
      if (access === 'rw') target.write(row.offset, 4, reset, 0);
    }
  });

  it('is told by its page: place, registers with offsets, control bits', () => {
    const page = readFileSync(join(import.meta.dirname, '../..', bank.definition.manual), 'utf8');
    expect(page).toContain(`0x${base.toString(16).toUpperCase()}`);
    const rows = page.split('\n').filter((line) => line.startsWith('|'));
    for (const row of bank.list()) {
      const line = rows.find((one) => new RegExp(`\\b${row.name}\\b`).test(one.split('|')[1]));
      expect(line?.split('|')[2], row.name).toContain(`0x${row.offset.toString(16).toUpperCase().padStart(2, '0')}`);
    }
    const control = bank.list().find((row) => row.name === 'CTRL');
    for (const [name, field] of Object.entries(control?.definition.fields ?? {})) {
      expect(rows.find((line) => line.includes('CTRL')), name).toContain(`${name} ${2 ** field.bit}`);
      expect(extractField(field, 2 ** field.bit)).toBe(1);
    }
  });
});
