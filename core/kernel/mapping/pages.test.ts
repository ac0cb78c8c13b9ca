import { describe, expect, it } from 'vitest';
import { ZYNQ_CACHES } from '../../cache/geometry';
import { AddressSpace } from '../address-space';
import type { Statement } from '../driver-bench';
import { act, calls, device, drive, keep } from './mapping-bench';

const GFP = 0xcc0;
const ZERO = 0x100;

describe('the page allocator', () => {
  it('gives structs of pages that lead to their addresses and back', () => {
    const bench = drive([calls('alloc_pages', GFP, 2), keep('page'), calls('page_address', '$page'), keep('va'), calls('virt_to_page', '$va'), keep('back'), calls('page_to_phys', '$page'), keep('pa'), calls('page_to_pfn', '$page'), keep('pfn'), calls('pfn_to_page', '$pfn'), keep('again'), calls('__free_pages', '$page', 2)]);
    const [page, va, back, pa, pfn, again] = bench.notes as number[];
    expect([back, again]).toEqual([page, page]);
    expect(pa).toBe(bench.core.space.toPhysical(va));
    expect(pfn).toBe(pa / 4096);
    expect(pa % 0x4000).toBe(0);
    expect(bench.bench.rules()).toEqual([]);
  });
  it('zeroes when asked, and not otherwise', () => {
    const bench = drive([calls('__get_free_pages', GFP, 0), keep('a'), calls('memset', '$a', 7, 16), calls('free_pages', '$a', 0), calls('__get_free_pages', GFP, 0), keep('b'), calls('free_pages', '$b', 0), calls('__get_free_pages', GFP | ZERO, 0), keep('c')]);
    const [a, b, c] = bench.notes as number[];
    expect([b, c]).toEqual([a, a]);
    expect(bench.core.memory.byte(c)).toBe(0);
  });
  it.each([
    ['bad-free-pages', [calls('__get_free_pages', GFP, 2), keep('a'), calls('free_pages', '$a', 1)], [calls('__get_free_pages', GFP, 2), keep('a'), calls('free_pages', '$a', 2)]],
    ['bad-free-pages', [calls('__get_free_pages', GFP, 0), keep('a'), calls('free_pages', '$a', 0), calls('free_pages', '$a', 0)], [calls('free_pages', 0, 0)]],
    ['order-too-large', [calls('__get_free_pages', GFP, 11)], [calls('__get_free_pages', GFP, 10)]],
    ['virt-to-phys-outside', [calls('vmalloc', 4096), keep('v'), calls('virt_to_phys', '$v')], [calls('kmalloc', 64, GFP), keep('v'), calls('virt_to_phys', '$v')]],
    ['bad-vfree', [calls('vmalloc', 64), keep('v'), calls('vfree', '$v+4096')], [calls('vmalloc', 64), keep('v'), calls('vfree', '$v'), calls('vfree', 0)]],
  ] as [string, Statement[], Statement[]][])('%s', (rule, bad, good) => {
    expect(drive(bad).bench.rules()).toContain(rule);
    expect(drive(good).bench.rules()).toEqual([]);
  });
  it('tells of pages that a module leaves behind', () => {
    const leaks = (init: Statement[]): string[] => {
      const bench = drive(init);
      bench.bench.run('rmmod driver');
      return bench.core.findings.map((one) => one.message);
    };
    expect(leaks([calls('__get_free_pages', GFP, 1), keep('a')])).toEqual([expect.stringMatching(/^driver is gone, but not: 2\^1 pages at 0x0[0-9a-f]{7}\.$/)]);
    expect(leaks([calls('__get_free_pages', GFP, 1), keep('a'), calls('free_pages', '$a', 1)])).toEqual([]);
  });
  it('takes from a zone or from those below it, never from above', () => {
    const space = new AddressSpace(0, 1024 * 1024 * 1024, true);
    const name = (zone: 'DMA' | 'Normal' | 'HighMem'): string | undefined => space.zoneOf(space.allocateBlock(0, zone) ?? -1)?.name;
    expect([name('DMA'), name('Normal'), name('HighMem')]).toEqual(['DMA', 'Normal', 'HighMem']);
    while (space.allocateBlock(9, 'DMA') !== undefined);
    while (space.allocateBlock(0, 'DMA') !== undefined);
    expect(name('Normal')).toBe('Normal');
    while (space.allocateBlock(10, 'HighMem') !== undefined);
    while (space.allocateBlock(0, 'HighMem') !== undefined);
    expect(space.buddy.freePages).toBe(0);
  });
  it('has no zone DMA on Zynq, as Linux has none there: GFP_DMA gives ordinary pages', () => {
    const bench = drive([calls('__get_free_pages', GFP | 1, 0), keep('a'), device(), calls('dma_set_mask', 'dev', 0xff_ffff, 0), keep('narrow'), calls('dma_set_mask', 'dev', 0x1fff_ffff, 0), keep('whole')]);
    expect(bench.core.space.zones.map((zone) => zone.name)).toEqual(['Normal']);
    expect(bench.notes.slice(1)).toEqual([(-5) >>> 0, 0]);
    expect(bench.core.space.zoneOf(bench.core.space.toPhysical(bench.notes[0] as number))?.name).toBe('Normal');
  });
});

describe('mem=', () => {
  const hardware = { ram: { base: 0, bytes: 31 * 1024 * 1024 } };
  const top = 0x1f0_0000;
  const access = (write: boolean): Statement => act(({ io }) => (write ? { op: 'store', address: io + 8, bytes: 4, value: 0x55aa } : { op: 'load', address: io + 8, bytes: 4 }));
  it('leaves RAM behind it to drivers, uncached, and to nobody else', () => {
    const bench = drive([calls('ioremap', top, 0x10_0000), keep('io'), access(true), access(false), keep('read'), calls('iounmap', '$io')], { hardware });
    expect(bench.notes[1]).toBe(0x55aa);
    expect(bench.bench.memory.readWord(top + 8)).toBe(0x55aa);
    expect(bench.bench.rules()).toEqual([]);
    const { zones, vmallocStart } = bench.core.space;
    expect((zones[0].buddy.start + zones[0].buddy.pages) * 4096).toBe(top);
    expect(vmallocStart).toBeGreaterThan(0xc000_0000 + top);
  });
  it('makes no difference to RAM that the kernel has: ioremap refuses it', () => {
    expect(drive([calls('ioremap', top - 4096, 4096), keep('io')], { hardware }).notes).toEqual([0]);
    expect(drive([calls('ioremap', top, 4096), keep('io')]).notes).toEqual([0]);
    expect(drive([calls('ioremap', top, 4096), keep('io')], { profile: 'linux-2.6.22' }).notes[0]).not.toBe(0);
  });
});

describe('fragmentation', () => {
  /** 12 MiB for all; of the first two the kernel has some, so that five blocks of 2 MiB are left. */
  const hardware = { ram: { base: 0, bytes: 28 * 1024 * 1024 } };
  const halves = ['a', 'b', 'c', 'd', 'e'].flatMap((name) => [calls('__get_free_pages', GFP, 9), keep(name)]);
  it('leaves no large block, however much is free', () => {
    const bench = drive([...halves, calls('free_pages', '$a', 9), calls('free_pages', '$c', 9), calls('free_pages', '$e', 9), calls('__get_free_pages', GFP, 10), keep('large')], { hardware });
    expect(bench.notes.at(-1)).toBe(0);
    expect(bench.bench.rules()).toEqual(['memory-fragmented']);
    expect(bench.bench.log.at(-1)).toBe('insmod: page allocation failure: order:10, mode:0xcc0(GFP_KERNEL), nodemask=(null)');
    expect(bench.core.findings[0].message).toMatch(/asks for 4096 KiB in one piece\. \d+ KiB are free, the largest piece of them 2048 KiB/);
  });
  it('is none when buddies come back together, or when there is no memory at all', () => {
    const back = drive([...halves, calls('free_pages', '$b', 9), calls('free_pages', '$c', 9), calls('__get_free_pages', GFP | 0x2000, 10), keep('large')], { hardware });
    expect(back.bench.rules()).toEqual([]);
    const none = drive([...halves, calls('__get_free_pages', GFP | 0x2000, 10), keep('large')], { hardware });
    expect([none.notes.at(-1), none.bench.rules(), none.bench.log.length]).toEqual([0, [], 1]);
  });
});

describe('kmalloc', () => {
  it.each([['linux-2.6.22', 128 * 1024], ['linux-4.x', 4 * 1024 * 1024]])('of %s gives %i bytes at most', (profile, most) => {
    const [fits, not] = drive([calls('kmalloc', most, GFP), keep('a'), calls('kmalloc', most + 1, GFP), keep('b')], { profile }).notes;
    expect([fits === 0, not]).toEqual([false, 0]);
  });
  it.each([['linux-3.0', [32, 64, 96, 128, 192]], ['linux-6.1', [64, 64, 128, 128, 192]]] as [string, number[]][])('of %s has caches of %j bytes for 20, 64, 90, 128 and 180', (profile, rooms) => {
    const init = [20, 64, 90, 128, 180].flatMap((bytes) => [calls('kmalloc', bytes, GFP), keep(`a${bytes}`), calls('kmalloc', bytes, GFP), keep(`b${bytes}`)]);
    const { notes, core } = drive(init, { profile });
    expect((notes as number[]).flatMap((va) => core.slab.list().find((one) => one.va === va)?.room ?? []).filter((_, i) => i % 2 === 0)).toEqual(rooms);
  });
  it('gives memory of the zone DMA for GFP_DMA, where there is one, and takes it back', () => {
    const bench = drive([calls('kmalloc', 100, GFP | 1), keep('a'), calls('kmalloc', 100, GFP), keep('b'), calls('kfree', '$a'), calls('kmalloc', 100, GFP | 1), keep('c'), calls('kmalloc', 5000, GFP | 1), keep('d')], { hardware: { bounceSlots: 128 } });
    const [a, b, c, d] = (bench.notes as number[]).map((va) => bench.core.space.toPhysical(va));
    expect([a, c, d].every((pa) => pa < 0x100_0000)).toBe(true);
    expect([b >= 0x100_0000, c]).toEqual([true, a]);
  });
  it('gives 16 for nothing', () => {
    expect(drive([calls('kmalloc', 0, GFP), keep('a'), calls('kfree', '$a')]).notes).toEqual([16]);
  });
});

describe('vmalloc', () => {
  it('maps pages that need not lie together, one behind the other', () => {
    const bench = drive([calls('__get_free_pages', GFP, 0), keep('hole'), calls('__get_free_pages', GFP, 0), keep('other'), calls('free_pages', '$hole', 0), calls('vmalloc', 8192), keep('v'), calls('memset', '$v', 5, 8192), calls('vmalloc_to_page', '$v'), keep('p0'), calls('vmalloc_to_page', '$v+4096'), keep('p1')]);
    const [, , va] = bench.notes as number[];
    const { space } = bench.core;
    expect(space.translate(va + 4096)?.pa).not.toBe((space.translate(va)?.pa ?? 0) + 4096);
    expect(bench.core.memory.byte(va + 8191)).toBe(5);
    expect(bench.notes[3]).not.toBe(bench.notes[4]);
  });
});

describe('coherent memory', () => {
  it('of one device alone is given in aligned runs of pages, and nothing else when it is full', () => {
    const declare = calls('dma_declare_coherent_memory', 'dev', 0x1800_0000, 0x1800_0000, 0x8000);
    const take = (bytes: number): Statement[] => [calls('dma_alloc_coherent', 'dev', bytes, 'data', GFP), keep('c')];
    const bench = drive([device(), declare, ...take(4096), ...take(3 * 4096), ...take(4096), ...take(4 * 4096), declare, keep('again')]);
    const [one, three, next, full, again] = bench.notes as number[];
    expect([three - one, next - one, full, again]).toEqual([4 * 4096, 4096, 0, (-16) >>> 0]);
    expect(bench.core.space.translate(one)).toMatchObject({ pa: 0x1800_0000, cached: false });
  });
  it('is refused to a device without a mask', () => {
    const bench = drive([device(null, 0), calls('dma_alloc_coherent', 'dev', 64, 'data', GFP), keep('c')]);
    expect(bench.notes).toEqual([0]);
    expect(bench.bench.rules()).toEqual(['dma-no-mask']);
  });
  it.each([
    ['dma-free-differs', [calls('dma_free_coherent', 'dev', 128, '$c', 0)]],
    ['bad-dma-free', [calls('dma_free_coherent', 'dev', 64, '$c+64', 0)]],
  ] as [string, Statement[]][])('%s', (rule, bad) => {
    expect(drive([device(), calls('dma_alloc_coherent', 'dev', 64, 'data', GFP), keep('c'), ...bad]).bench.rules()).toContain(rule);
  });
});

describe('coherent memory of who may not sleep', () => {
  const take = (name: string, flags = 0xa20): Statement[] => [calls('dma_alloc_coherent', 'dev', 8192, 'data', flags), keep(name)];
  it('comes from a pool of 256 KiB, on boards whose caches do not listen', () => {
    const bench = drive([device(), ...take('a'), ...take('b'), ...take('c', GFP), calls('dma_free_coherent', 'dev', 8192, '$a', 0x70_0000), ...take('d')], { caches: ZYNQ_CACHES });
    const [a, b, c, d] = bench.notes as number[];
    expect([b - a, d - a, bench.core.space.areaAt(a)?.bytes, bench.core.space.areaAt(c)?.bytes]).toEqual([8192, 0, 0x4_0000, 8192]);
    expect(bench.core.space.translate(b)).toMatchObject({ pa: 0x70_2000, cached: false });
    expect(bench.bench.rules()).toEqual([]);
    bench.bench.run('rmmod driver');
    expect(bench.core.findings.map((one) => one.message).join()).toMatch(/driver is gone, but not: 2 mappings, first: 8192 bytes at 0x00702000, dma_alloc_coherent/);
  });
  it.each([['linux-3.0', { caches: ZYNQ_CACHES }], ['linux-6.1', {}]])('comes from ordinary pages on %s with %j', (profile, more) => {
    const bench = drive([device(), ...take('a', 0)], { profile, ...more });
    expect(bench.core.space.areaAt(bench.notes[0] as number)?.bytes).toBe(8192);
  });
});

describe('high memory', () => {
  it('has pages without an address, which are mapped by their structs, and kmapped to be looked at', () => {
    const init = [device(), calls('alloc_pages', GFP | 2, 0), keep('page'), calls('page_address', '$page'), keep('none'), calls('dma_map_page', 'dev', '$page', 0, 4096, 2), keep('h'), calls('dma_mapping_error', 'dev', '$h'), calls('dma_unmap_page', 'dev', '$h', 4096, 2), calls('kmap', '$page'), keep('va'), calls('page_address', '$page'), keep('known'), calls('kunmap', '$page'), calls('__free_pages', '$page', 0)];
    const bench = drive(init, { hardware: { ram: { base: 0, bytes: 1024 * 1024 * 1024 } }, caches: ZYNQ_CACHES });
    const [, none, handle, va, known] = bench.notes as number[];
    expect(none).toBe(0);
    expect(handle).toBeGreaterThanOrEqual(0x2f80_0000);
    expect(known).toBe(va);
    expect(bench.core.space.zones.map((zone) => zone.name)).toEqual(['Normal', 'HighMem']);
    expect(bench.bench.rules()).toEqual([]);
  });
});

describe('bus addresses', () => {
  it('are physical addresses, on kernels that have the functions', () => {
    const bench = drive([calls('kmalloc', 64, GFP), keep('buf'), calls('virt_to_bus', '$buf'), keep('bus'), calls('virt_to_phys', '$buf'), keep('pa'), calls('bus_to_virt', '$bus'), keep('back')], { profile: 'linux-4.x' });
    const [buffer, bus, pa, back] = bench.notes as number[];
    expect([bus, back]).toEqual([pa, buffer]);
    expect(() => drive([calls('virt_to_bus', 0)], { profile: 'linux-6.1' })).toThrow('virt_to_bus');
  });
});
