import { describe, expect, it } from 'vitest';
import { fieldAddress, STRUCTS } from './structs';

describe('kernel structures', () => {
  it('places fields as ILP32 does', () => {
    expect(STRUCTS.cdev.bytes).toBe(60);
    expect(fieldAddress('cdev', 0x1000, 'ops')).toBe(0x1000 + 40);
    expect(fieldAddress('file_operations', 0, 'write')).toBe(12);
    expect(fieldAddress('file_operations', 0, 'open')).toBe(48);
    expect(fieldAddress('file_operations', 0, 'release')).toBe(56);
    expect(fieldAddress('miscdevice', 0, 'fops')).toBe(8);
  });

  it('aligns 64-bit fields to eight bytes', () => {
    for (const [name, layout] of Object.entries(STRUCTS)) {
      for (const [field, place] of Object.entries(layout.fields)) if (place.bytes === 8 && /f_pos|i_size|dma_mask/.test(field)) expect(`${name}.${field} ${place.offset % 8}`).toBe(`${name}.${field} 0`);
    }
  });

  it('has the coherent mask where a NULL device faults on Linux 6.1 for ARM', () => {
    expect(fieldAddress('device', 0, 'coherent_dma_mask')).toBe(0x90);
  });
});
