import { describe, expect, it } from 'vitest';
import type { PageBlock } from '../../../core/contract';
import { blockRows, contentWords } from './block-rows';

const object = (address: number, owner: string, by: string): PageBlock['objects'][number] => ({ address, bytes: 52, owner, by, at: 1 });
const BLOCKS: PageBlock[] = [
  { address: 0x100_0000, bytes: 4096, kind: 'kmalloc', owner: 'lesson', title: '', by: 'swapper', at: 0, objectBytes: 64, objects: [object(0x100_0000, '', 'swapper'), object(0x100_0040, 'lesson', 'init [lesson] (lesson.c:7)')] },
  { address: 0x100_1000, bytes: 8192, kind: 'stack', owner: '', title: 'insmod [2]', by: 'fork', at: 3, objectBytes: 0, objects: [] },
];
const shape = (text: string, owned = false, open: number[] = []): string[] => blockRows(BLOCKS, { text, owned }, new Set(open)).map((row) => row.key);

describe('rows of page blocks', () => {
  it('are the blocks, and the objects of opened ones', () => {
    expect(shape('')).toEqual([`${0x100_0000}`, `${0x100_1000}`]);
    expect(shape('', false, [0x100_0000])).toHaveLength(4);
    expect(shape('', true, [0x100_0000])).toEqual([`${0x100_0000}`, `${0x100_0000} ${0x100_0040}`]);
  });

  it('are found by place, owner and address; a matching object brings its block', () => {
    expect(shape('lesson.c:7')).toEqual([`${0x100_0000}`, `${0x100_0000} ${0x100_0040}`]);
    expect(shape('swapper')).toEqual([`${0x100_0000}`, `${0x100_0000} ${0x100_0000}`]);
    expect(shape('0x01001')).toEqual([`${0x100_1000}`]);
    expect(shape('nothing like it')).toEqual([]);
  });

  it('say how full a cut-up page is', () => {
    expect(contentWords(BLOCKS[0])).toBe('kmalloc-64, 2 of 64 out');
    expect(contentWords({ ...BLOCKS[0], objects: [{ ...object(0x100_0000, '', ''), bytes: 64 }] })).toBe('kmalloc-64, 1 of 32 out');
    expect(contentWords({ ...BLOCKS[0], objectBytes: 8192, bytes: 8192 })).toBe('kmalloc-8k');
    expect(contentWords(BLOCKS[1])).toBe('stack, insmod [2]');
  });
});
