import { describe, expect, it } from 'vitest';
import type { RegionView } from '../../../core/contract';
import { findTarget } from './go-to-target';

const regions: RegionView[] = [
  { name: 'DDR', kind: 'ram', base: 0x10_0000, bytes: 0x1000_0000, marks: [{ name: 'src', base: 0x20_0000, bytes: 64, owner: 'm' }, { name: 'abc', base: 0x30_0000, bytes: 8, owner: 'm' }] },
];
const at = (text: string) => findTarget(text, regions);

describe('go to', () => {
  it('takes hexadecimal addresses with or without prefix', () => {
    for (const text of ['0xF8003000', 'f8003000', ' 0xf800_3000 ']) expect(at(text)).toMatchObject({ target: { address: 0xf800_3000, bytes: 1 } });
  });

  it('takes names, before it takes hex digits that spell one', () => {
    expect(at('src')).toEqual({ target: { address: 0x20_0000, bytes: 64, name: 'src' } });
    expect(at('SRC')).toMatchObject({ target: { address: 0x20_0000 } });
    expect(at('abc')).toMatchObject({ target: { address: 0x30_0000 } });
    expect(at('0xabc')).toMatchObject({ target: { address: 0xabc } });
    expect(at('ddr')).toMatchObject({ target: { address: 0x10_0000, bytes: 1 } });
  });

  it('adds offsets', () => {
    expect(at('src+0x40')).toMatchObject({ target: { address: 0x20_0040, bytes: 1, name: 'src' } });
    expect(at('src - 16')).toMatchObject({ target: { address: 0x1f_fff0 } });
    expect(at('1000+10')).toMatchObject({ target: { address: 0x100a } });
  });

  it('says what is wrong', () => {
    expect(at('')).toEqual({ problem: 'Type an address or a name.' });
    expect(at('nowhere')).toEqual({ problem: "'nowhere' is neither a hexadecimal address nor a name in this memory." });
    expect(at('123456789')).toHaveProperty('problem');
    expect(at('0xFFFFFFFF+1')).toEqual({ problem: "'0xFFFFFFFF+1' lies outside of the 4 GiB address space." });
  });
});
