import { describe, expect, it } from 'vitest';
import { byteSize, duration, frequency, grouped, hex32, parseValue, parseWhole } from './numbers';

describe('numbers', () => {
  it('writes words and counts', () => {
    expect(hex32(0x1f80_0000)).toBe('0x1f800000');
    expect(hex32(0xffff_ffff)).toBe('0xffffffff');
    expect([0, 999, 1000, 1_234_567].map(grouped)).toEqual(['0', '999', '1\u202f000', '1\u202f234\u202f567']);
  });

  it('chooses units', () => {
    expect([0, 2.5e-9, 276.19e-6, 0.0123, 3].map(duration)).toEqual(['0\u202fs', '2.500\u202fns', '276.2\u202fµs', '12.30\u202fms', '3.000\u202fs']);
    expect([0, 512, 26_368, 0x2000_0000].map(byteSize)).toEqual(['0\u202fbytes', '512\u202fbytes', '25.8\u202fKiB', '512\u202fMiB']);
    expect([667e6, 1e9, 32_768].map(frequency)).toEqual(['667\u202fMHz', '1\u202fGHz', '32.8\u202fkHz']);
  });

  it('reads what it wrote, and whole numbers with separators', () => {
    for (const value of [0, 7, 184_220, 9_007_199_254_740_991]) expect(parseWhole(grouped(value))).toBe(value);
    expect(['1 000', '1_000', '1,000'].map(parseWhole)).toEqual([1000, 1000, 1000]);
    expect(['', '-1', '1.5', '0x10', '9007199254740993'].map(parseWhole)).toEqual([null, null, null, null, null]);
  });

  it('reads values in three bases and refuses what does not fit the width', () => {
    expect(['0x1F', '31', '0b11111', '1f', ' 0x1f '].map((text) => parseValue(text))).toEqual([31, 31, 31, 31, 31]);
    expect([parseValue('0x100000000'), parseValue('0xFFFFFFFF'), parseValue('8', 3), parseValue('7', 3)]).toEqual([null, 0xffff_ffff, null, 7]);
    expect(['', '0x', 'zz', '0b2', '-1', '1e'].map((text) => parseValue(text))).toEqual([null, null, null, null, null, 0x1e]);
  });
});
