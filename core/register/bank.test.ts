import { describe, expect, it } from 'vitest';
import { RegisterBank } from './bank';
import type { Access } from './define';
import { definePeripheral, extractField, field, flag, insertField } from './define';

/** Old value, written value, what a read gives afterwards, what is stored after that read. */
const MODES: readonly [Access, number, number, number, number][] = [
  ['rw', 0b1100, 0b1010, 0b1010, 0b1010],
  ['ro', 0b1100, 0b1010, 0b1100, 0b1100],
  ['wo', 0b1100, 0b1010, 0, 0b1010],
  ['w1c', 0b1100, 0b1010, 0b0100, 0b0100],
  ['w0c', 0b1100, 0b1010, 0b1000, 0b1000],
  ['w1s', 0b1100, 0b1010, 0b1110, 0b1110],
  ['w1t', 0b1100, 0b1010, 0b0110, 0b0110],
  ['rc', 0b1100, 0b1010, 0b1100, 0],
  ['rs', 0b1100, 0b1010, 0b1100, 0b1111],
  ['trigger', 0b1100, 0b1010, 0, 0b1100],
];

function single(access: Access) {
  return definePeripheral({ name: 'X', title: 'x', manual: 'none', bytes: 16, width: 4, registers: { R: { title: 'r', offset: 4, access, reset: 0, section: '1', fields: { low: field(3, 0, 'low') } } } });
}

describe('register access modes', () => {
  it.each(MODES)('%s', (access, old, value, read, stored) => {
    const bank = new RegisterBank(single(access));
    bank.set('R', old);
    bank.write(4, 4, value, 0);
    expect(bank.peek(4, 4)).toBe(read);
    expect(bank.read(4, 4, 0)).toBe(read);
    expect(bank.values[bank.at('R')]).toBe(stored);
  });

  it('peek never changes anything', () => {
    for (const [access, old] of MODES) {
      const bank = new RegisterBank(single(access));
      bank.set('R', old);
      bank.peek(4, 4);
      expect(bank.values[bank.at('R')]).toBe(old);
    }
  });

  it('keeps reserved bits', () => {
    const bank = new RegisterBank(single('rw'));
    bank.set('R', 0xabcd0000);
    bank.write(4, 4, 0xffffffff, 0);
    expect(bank.get('R')).toBe(0xabcd000f);
  });

  it('ignores a write that is not accepted', () => {
    const bank = new RegisterBank(single('rw'), { R: { accepts: (value) => value !== 5 } });
    bank.write(4, 4, 5, 0);
    expect(bank.get('R')).toBe(0);
    bank.write(4, 4, 6, 0);
    expect(bank.get('R')).toBe(6);
  });

  it('reports accesses that the manual does not know', () => {
    const bank = new RegisterBank(single('rw'));
    const problems: string[] = [];
    bank.onProblem = ({ message }) => problems.push(message);
    expect(bank.read(8, 4, 0)).toBe(0);
    bank.write(4, 2, 1, 0);
    expect(bank.get('R')).toBe(0);
    expect(problems).toEqual(['no register at X+0x008: reads as zero, writes are ignored', '2-byte access to X+0x004: only 4 bytes are allowed; ignored']);
  });

  it('addresses repeated registers', () => {
    const bank = new RegisterBank(definePeripheral({ name: 'Y', title: 'y', manual: 'none', bytes: 64, width: 4, registers: { C: { title: 'c', offset: 8, repeat: { count: 3, stride: 16 }, access: 'rw', reset: 7, section: '1' } } }));
    bank.write(24, 4, 42, 0);
    expect([0, 1, 2].map((i) => bank.get('C', i))).toEqual([7, 42, 7]);
    expect(bank.describe(40)).toMatchObject({ name: 'C', index: 2 });
    expect(bank.offsetOf('C', 2)).toBe(40);
  });
});

describe('definitions', () => {
  it('refuses what contradicts itself', () => {
    const register = { title: 'r', access: 'rw', reset: 0, section: '1' } as const;
    const base = { name: 'Z', title: 'z', manual: 'none', bytes: 16, width: 4 } as const;
    expect(() => definePeripheral({ ...base, registers: { A: { ...register, offset: 0 }, B: { ...register, offset: 0 } } })).toThrow('Z.B: offset 0x0 is A');
    expect(() => definePeripheral({ ...base, registers: { A: { ...register, offset: 2 } } })).toThrow('unaligned');
    expect(() => definePeripheral({ ...base, registers: { A: { ...register, offset: 16 } } })).toThrow('outside');
    expect(() => definePeripheral({ ...base, registers: { A: { ...register, offset: 0, fields: { a: flag(3, 'a'), b: field(4, 3, 'b') } } } })).toThrow('Z.A.b: overlaps');
    expect(() => definePeripheral({ ...base, registers: { A: { ...register, offset: 0, fields: { a: field(32, 30, 'a') } } } })).toThrow('do not fit');
  });

  it('reads and writes fields', () => {
    const high = field(31, 28, 'high');
    expect(extractField(high, 0xa0000000)).toBe(0xa);
    expect(insertField(high, 0x0fffffff, 5)).toBe(0x5fffffff);
    expect(() => insertField(high, 0, 16)).toThrow(RangeError);
    expect(insertField(field(31, 0, 'all'), 0, 0xffffffff)).toBe(0xffffffff);
  });
});
