import { describe, expect, it } from 'vitest';
import { ZYNQ_CACHES } from '../../cache/geometry';
import type { Statement } from '../driver-bench';
import { act, burst, calls, device, drive, keep, keepWord } from './mapping-bench';
import type { Circumstances } from './mapping-bench';

const GFP = 0xcc0;
const [TO, FROM, BOTH] = [1, 2, 0];
const cached: Circumstances = { caches: ZYNQ_CACHES };
const buffer = [device(), calls('kmalloc', 256, GFP), keep('buf'), calls('virt_to_phys', '$buf'), keep('pa')];
const map = (direction: number): Statement[] => [calls('dma_map_single', 'dev', '$buf', 256, direction), keep('h'), calls('dma_mapping_error', 'dev', '$h')];
const unmap = (direction: number): Statement => calls('dma_unmap_single', 'dev', '$h', 256, direction);
const load = (offset = 0): Statement => act(({ buf }) => ({ op: 'load', address: buf + offset, bytes: 4 }));
const store = (offset = 0): Statement => act(({ buf }) => ({ op: 'store', address: buf + offset, bytes: 4, value: 1 }));
const sync = (way: 'cpu' | 'device', direction: number): Statement => calls(`dma_sync_single_for_${way}`, 'dev', '$h', 256, direction);
const rules = (init: readonly Statement[], circumstances: Circumstances = cached): string[] => drive([...buffer, ...init], circumstances).bench.rules();

describe('correct drivers', () => {
  it.each([
    ['to the device', [store(), ...map(TO), burst('read', '$h', 64), unmap(TO), load()]],
    ['from the device', [...map(FROM), burst('write', '$h', 64), unmap(FROM), load()]],
    ['both ways, with syncs', [...map(BOTH), burst('write', '$h', 64), sync('cpu', BOTH), load(), store(), sync('device', BOTH), burst('read', '$h', 64), unmap(BOTH), load()]],
    ['reading what the device only reads', [store(), ...map(TO), load(), unmap(TO)]],
    ['coherent memory', [calls('dma_alloc_coherent', 'dev', 256, 'data', GFP), keep('c'), keepWord('ch', 'data'), burst('write', '$ch', 64), act(({ c }) => ({ op: 'load', address: c, bytes: 4 })), calls('dma_free_coherent', 'dev', 256, '$c', '$ch')]],
    ['a ring of mappings one behind the other', [...map(TO), burst('read', '$h+192', 64), unmap(TO), ...map(FROM), burst('write', '$h', 64), unmap(FROM)]],
    ['memory beyond the kernel: registers', [burst('read', 0xf800_0000, 4)]],
  ] as [string, Statement[]][])('%s: nothing is found', (_name, init) => {
    const bench = drive([...buffer, ...init], cached);
    expect(bench.core.findings).toEqual([]);
  });
});

describe('who touches what is not theirs', () => {
  const cases: readonly [rule: string, bad: readonly Statement[], near: readonly Statement[]][] = [
    ['dma-cpu-access', [...map(FROM), load(), unmap(FROM)], [...map(FROM), unmap(FROM), load()]],
    ['dma-cpu-access', [...map(TO), store(), unmap(TO)], [store(), ...map(TO), unmap(TO)]],
    ['dma-while-cpu-owns', [...map(BOTH), sync('cpu', BOTH), burst('write', '$h', 64), sync('device', BOTH), unmap(BOTH)], [...map(BOTH), sync('cpu', BOTH), sync('device', BOTH), burst('write', '$h', 64), unmap(BOTH)]],
    ['dma-wrong-direction', [...map(TO), burst('write', '$h', 64), unmap(TO)], [...map(FROM), burst('write', '$h', 64), unmap(FROM)]],
    ['dma-wrong-direction', [...map(FROM), burst('read', '$h', 64), unmap(FROM)], [...map(BOTH), burst('read', '$h', 64), unmap(BOTH)]],
    ['dma-past-mapping', [...map(FROM), burst('write', '$h+224', 64), unmap(FROM)], [...map(FROM), burst('write', '$h+192', 64), unmap(FROM)]],
    ['dma-after-unmap', [...map(FROM), unmap(FROM), burst('write', '$h', 64)], [...map(FROM), burst('write', '$h', 64), unmap(FROM)]],
    ['dma-unmapped-memory', [burst('read', '$pa', 64)], [...map(TO), burst('read', '$pa', 64), unmap(TO)]],
    ['dma-free-memory', [burst('write', 0x1000_0000, 64)], [calls('dma_alloc_coherent', 'dev', 256, 'data', GFP), keepWord('ch', 'data'), burst('write', '$ch', 64)]],
    ['stale-read', [load(), burst('write', '$pa', 64), load()], [load(), ...map(FROM), burst('write', '$pa', 64), unmap(FROM), load()]],
    ['dirty-line-over-device', [store(), burst('write', '$pa', 64), ...map(TO), unmap(TO)], [store(), ...map(FROM), burst('write', '$pa', 64), unmap(FROM), store(), ...map(TO), unmap(TO)]],
  ];

  it.each(cases)('%s', (rule, bad, near) => {
    expect(rules(bad)).toContain(rule);
    expect(rules(near)).toEqual([]);
  });

  it('tells which write a stale read missed, and what would have cured it', () => {
    const forgotten = drive([...buffer, ...map(FROM), load(), burst('write', '$h', 64), load()], cached).core.findings.find((one) => one.rule === 'stale-read');
    expect(forgotten?.message).toMatch(/init \[driver\] reads old data, first at 0x[0-9a-f]{8}, from a cache line filled in cycle \d+; memory holds what test device wrote in cycle \d+\. It is still mapped \(256 bytes .* DMA_FROM_DEVICE.*dma_sync_single_for_cpu/);
    expect(forgotten).toMatchObject({ severity: 'error', title: 'The processor reads old data from its cache' });
  });

  it('tells of a buffer once for each place, not line by line', () => {
    const bench = drive([...buffer, load(), load(64), load(128), ...map(BOTH), burst('write', '$h', 64), burst('write', '$h+64', 64), burst('write', '$h+128', 64), sync('device', BOTH), store(), store(64), unmap(BOTH), burst('write', '$pa', 64), burst('write', '$pa+64', 64), burst('write', '$pa+128', 64), load(), load(64), load(128)], cached);
    const count = (rule: string): number => bench.bench.rules().filter((one) => one === rule).length;
    expect([count('dma-cpu-access'), count('dma-after-unmap'), count('stale-read')]).toEqual([1, 1, 0]);
    const stale = drive([...buffer, load(), load(64), load(128), burst('write', '$pa', 64), burst('write', '$pa+64', 64), burst('write', '$pa+128', 64), load(), load(64), load(128)], cached);
    expect(stale.bench.rules().filter((one) => one === 'stale-read')).toHaveLength(1);
  });

  it('is silent while no module is there that could have started the device', () => {
    const bench = drive([], cached);
    bench.bench.run('rmmod driver');
    const { bus, journal } = bench.bench;
    const who = journal.initiator('by hand', 'dma');
    const port = bus.port(who, 0, { transactionDone: () => undefined });
    Object.assign(port.write, { address: 0x1000_0000, sizeLog2: 2, beats: 1, initiator: who.code });
    port.write.data = new Uint8Array(4);
    port.present('write');
    bench.bench.settle();
    expect(bench.bench.rules()).toEqual([]);
  });

  it('judges anew when memory changes hands, and each block by itself', () => {
    const twoBlocks = [device(), calls('kmalloc', 256, GFP), keep('buf'), calls('kmalloc', 256, GFP), keep('other'), calls('virt_to_phys', '$buf'), keep('pa'), calls('virt_to_phys', '$other'), keep('pb')];
    const each = drive([...twoBlocks, burst('read', '$pa', 64), burst('read', '$pa+64', 64), burst('read', '$pb', 64)], cached);
    expect(each.bench.rules()).toEqual(['dma-unmapped-memory', 'dma-unmapped-memory']);
    const long = drive([device(), calls('kmalloc', 65_536, GFP), keep('buf'), calls('virt_to_phys', '$buf'), keep('pa'), ...[0, 4096, 20_480, 65_472].map((offset) => burst('read', `$pa+${offset}`, 64))], cached);
    expect(long.bench.rules()).toEqual(['dma-unmapped-memory']);
    const mapped = drive([...twoBlocks, burst('read', '$pa', 64), ...map(TO), burst('read', '$pa', 64), unmap(TO), burst('read', '$pa', 64)], cached);
    expect(mapped.bench.rules()).toEqual(['dma-unmapped-memory', 'dma-after-unmap']);
    const page = [calls('__get_free_pages', GFP, 0), keep('page'), calls('virt_to_phys', '$page'), keep('pp'), calls('free_pages', '$page', 0)];
    const taken = drive([...page, burst('write', '$pp', 64), calls('__get_free_pages', GFP, 0), burst('write', '$pp+64', 64)], cached);
    expect(taken.bench.rules()).toEqual(['dma-free-memory', 'dma-unmapped-memory']);
    const freed = drive([...page.slice(0, 4), burst('write', '$pp', 64), calls('free_pages', '$page', 0), burst('write', '$pp', 64)], cached);
    expect(freed.bench.rules()).toEqual(['dma-unmapped-memory', 'dma-free-memory']);
  });

  it('sees the neighbours of a buffer in its page as what they are', () => {
    const near = drive([...buffer, calls('kmalloc', 256, GFP), keep('other'), ...map(FROM), act(({ other }) => ({ op: 'load', address: other, bytes: 4 })), unmap(FROM)], cached);
    expect(near.bench.rules()).toEqual([]);
  });

  it('tells of mappings and pools that a module leaves behind', () => {
    const left = drive([...buffer, ...map(TO)], cached);
    left.bench.run('rmmod driver');
    expect(left.bench.rules()).toContain('dma-mapping-leak');
    const clean = drive([...buffer, ...map(TO), unmap(TO), calls('kfree', '$buf')], cached);
    clean.bench.run('rmmod driver');
    expect(clean.bench.rules()).toEqual([]);
  });
});
