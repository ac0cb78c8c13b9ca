import { describe, expect, it } from 'vitest';
import type { Statement } from '../driver-bench';
import { act, calls, device, drive, keep, keepWord } from './mapping-bench';
import type { PoolEra } from './pool';
import { blockOffsets, poolShape } from './pool';

const GFP = 0xcc0;
const create = (name = 'pool', size = 64): Statement[] => [calls('dma_pool_create', 's_name', 'dev', size, 64, 0), keep(name)];
const take = (name = 'p', pool = '$pool'): Statement[] => [calls('dma_pool_alloc', pool, GFP, 'data'), keep(name), keepWord(`${name}h`, 'data')];
const give = (name = 'p', pool = '$pool'): Statement => calls('dma_pool_free', pool, `$${name}`, `$${name}h`);
const destroy = (pool = '$pool'): Statement => calls('dma_pool_destroy', pool);

describe('blocks of a chunk', () => {
  const counts: readonly [size: number, boundary: number, bitmap: number, offsets: number, list: number][] = [
    [32, 0, 128, 127, 128], [64, 0, 64, 63, 64], [100, 0, 40, 40, 40], [1000, 0, 4, 4, 4], [1024, 0, 4, 3, 4], [2048, 0, 2, 1, 2], [4096, 0, 1, 1, 1],
  ];
  it.each(counts)('%i bytes, boundary %i', (size, boundary, ...expected) => {
    const count = (era: PoolEra): number => blockOffsets(era, poolShape(era, size, 4, boundary) ?? { size: 0, allocation: 0, boundary: 0 }).length;
    expect((['bitmap', 'offsets', 'list'] as const).map(count)).toEqual(expected);
  });
  it('stay inside of boundaries', () => {
    expect(blockOffsets('offsets', { size: 64, allocation: 4096, boundary: 256 })).toHaveLength(48);
    expect(blockOffsets('offsets', { size: 64, allocation: 4096, boundary: 1024 })).toHaveLength(60);
    expect(blockOffsets('list', { size: 64, allocation: 4096, boundary: 256 })).toHaveLength(64);
    for (const at of blockOffsets('list', { size: 96, allocation: 4096, boundary: 256 })) expect(Math.floor(at / 256)).toBe(Math.floor((at + 95) / 256));
  });
  it('of the old kernel get one alignment too much when one byte less is missing', () => {
    expect(poolShape('bitmap', 31, 16, 0)?.size).toBe(48);
    expect(poolShape('bitmap', 5, 2, 0)?.size).toBe(8);
    expect(poolShape('offsets', 31, 16, 0)?.size).toBe(32);
  });
  it('need a size, and today an alignment that is a power of two', () => {
    expect(poolShape('list', 0, 4, 0)).toBeUndefined();
    expect(poolShape('list', 64, 12, 0)).toBeUndefined();
    expect(poolShape('bitmap', 64, 12, 0)).toBeDefined();
    expect(poolShape('list', 512, 4, 256)).toBeUndefined();
    expect(poolShape('list', 1, 1, 0)?.size).toBe(8);
  });
});

describe('a pool', () => {
  it.each(['linux-2.6.22', 'linux-4.x', 'linux-6.6'])('of %s gives blocks that do not overlap, with their handles, and takes them back', (profile) => {
    const init = [device(), ...create(), ...take('a'), ...take('b'), ...take('c'), give('b'), ...take('d'), give('a'), give('c'), give('d'), destroy()];
    const bench = drive(init, { profile });
    const [, a, b, c, d] = bench.notes as number[];
    expect([b - a, c - b, d]).toEqual([64, 64, b]);
    expect(bench.bench.rules()).toEqual([]);
    expect(bench.core.dma.pools).toEqual([]);
    expect(bench.core.space.list().filter((area) => area.kind === 'coherent')).toEqual([]);
  });

  it('today gives the block last freed in the whole pool; before, of the first chunk', () => {
    const init = [device(), ...create('pool', 2048), ...take('a'), ...take('b'), ...take('c'), give('c'), give('a'), ...take('d')];
    const [, a, , , d] = drive(init, { profile: 'linux-6.6' }).notes as number[];
    expect(d).toBe(a);
    const [, , , c4, d4] = drive(init, { profile: 'linux-4.x' }).notes as number[];
    expect(d4).toBe(c4);
  });

  it('zeroes with dma_pool_zalloc', () => {
    const dirty = act(({ p }) => ({ op: 'store', address: p + 32, bytes: 4, value: 0x55 }));
    const bench = drive([device(), ...create(), ...take(), dirty, give(), calls('dma_pool_zalloc', '$pool', GFP, 'data'), keep('q'), act(({ q }) => ({ op: 'load', address: q + 32, bytes: 4 })), keep('seen')]);
    expect(bench.notes.at(-1)).toBe(0);
    expect(bench.notes[1]).toBe(bench.notes[2]);
  });

  const cases: readonly [rule: string, bad: readonly Statement[], good: readonly Statement[]][] = [
    ['pool-double-free', [...take(), give(), give()], [...take(), give(), ...take(), give(), destroy()]],
    ['pool-double-free', [destroy(), ...take()], [...take(), give(), destroy()]],
    ['pool-wrong', [...create('other'), ...take(), give('p', '$other')], [...create('other'), ...take('p', '$other'), give('p', '$other')]],
    ['pool-wrong-handle', [...take(), calls('dma_pool_free', '$pool', '$p', '$ph+64')], [...take(), calls('dma_pool_free', '$pool', '$p', '$ph+0')]],
    ['pool-busy', [...take(), destroy()], [...take(), give(), destroy()]],
    ['pool-corrupted', [...take(), give(), act(({ p }) => ({ op: 'store', address: p, bytes: 4, value: 0x1234_5678 })), ...take()], [...take(), act(({ p }) => ({ op: 'store', address: p, bytes: 4, value: 0x1234_5678 })), give(), ...take()]],
  ];
  it.each(cases)('%s', (rule, bad, good) => {
    for (const profile of ['linux-4.x', 'linux-6.6']) {
      expect(drive([device(), ...create(), ...bad], { profile }).bench.rules()).toContain(rule);
      expect(drive([device(), ...create(), ...good], { profile }).bench.rules()).toEqual([]);
    }
  });
});
