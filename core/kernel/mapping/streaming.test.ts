import { describe, expect, it } from 'vitest';
import { ZYNQ_CACHES } from '../../cache/geometry';
import type { Statement } from '../driver-bench';
import { act, calls, device, drive, keep } from './mapping-bench';
import type { Circumstances } from './mapping-bench';

const GFP = 0xcc0;
const [TO, FROM, BOTH] = [1, 2, 0];
const buffer = [device(), calls('kmalloc', 256, GFP), keep('buf')];
const map = (direction: number, bytes = 256): Statement[] => [calls('dma_map_single', 'dev', '$buf', bytes, direction), keep('h'), calls('dma_mapping_error', 'dev', '$h')];
const unmap = (direction: number, bytes = 256): Statement => calls('dma_unmap_single', 'dev', '$h', bytes, direction);
const rules = (init: readonly Statement[], circumstances?: Circumstances): string[] => drive(init, circumstances).bench.rules();
/** What memory itself holds of the buffer's first byte. */
const memoryByte = (offset = 0): Statement => act(({ buf }, { k, note }) => {
  note(k.hardware.memory.readByte(k.space.toPhysical(buf) + offset));
  return undefined;
});
const cached = { caches: ZYNQ_CACHES };

describe('dma_map_single', () => {
  it('answers the physical address, and nothing is wrong with a pair of map and unmap', () => {
    const bench = drive([...buffer, ...map(TO), unmap(TO)]);
    const [buf, handle] = bench.notes as number[];
    expect(handle).toBe(bench.core.space.toPhysical(buf));
    expect(bench.bench.rules()).toEqual([]);
    expect(bench.core.dma.live).toEqual([]);
    expect(bench.core.dma.past).toMatchObject([{ handle, bytes: 256, endedBy: 'dma_unmap_single of init [driver]' }]);
  });

  it('cleans for the device: TO_DEVICE and BIDIRECTIONAL put stores into memory, FROM_DEVICE drops them', () => {
    const after = (direction: number): unknown => drive([...buffer, calls('memset', '$buf', 0x5a, 256), memoryByte(), ...map(direction), memoryByte()], cached).notes.filter((_, i) => i !== 0 && i !== 2);
    expect(after(TO)).toEqual([0, 0x5a]);
    expect(after(BOTH)).toEqual([0, 0x5a]);
    expect(after(FROM)).toEqual([0, 0]);
  });

  it('keeps the neighbour in a line that it covers in part', () => {
    const bench = drive([...buffer, calls('memset', '$buf', 0x5a, 256), calls('dma_map_single', 'dev', '$buf', 40, FROM), keep('h'), memoryByte(0), memoryByte(40)], cached);
    expect(bench.notes.slice(-2)).toEqual([0, 0x5a]);
  });

  it('does nothing to caches with SKIP_CPU_SYNC', () => {
    const bench = drive([...buffer, calls('memset', '$buf', 0x5a, 256), calls('dma_map_single_attrs', 'dev', '$buf', 256, TO, 0x20), memoryByte()], cached);
    expect(bench.notes.at(-1)).toBe(0);
  });

  it.each([[FROM, 7], [BOTH, 7], [TO, 0x5a]])('direction %i: after unmap the processor reads %i where the device wrote 7', (direction, seen) => {
    const deviceWrites = act(({ buf }, { k }) => {
      k.hardware.memory.write(k.space.toPhysical(buf), Uint8Array.of(7), 0, 1);
      return undefined;
    });
    const load = act(({ buf }) => ({ op: 'load', address: buf, bytes: 1 }));
    const bench = drive([...buffer, calls('memset', '$buf', 0x5a, 256), ...map(direction), load, deviceWrites, unmap(direction), load, keep('seen')], cached);
    expect(bench.notes.at(-1)).toBe(seen);
  });

  it('syncs in both ways between map and unmap', () => {
    const bench = drive([...buffer, calls('memset', '$buf', 1, 256), ...map(BOTH), calls('dma_sync_single_for_cpu', 'dev', '$h', 256, BOTH), calls('memset', '$buf', 2, 256), memoryByte(), calls('dma_sync_single_for_device', 'dev', '$h', 256, BOTH), memoryByte(), unmap(BOTH)], cached);
    expect(bench.notes.slice(-2)).toEqual([1, 2]);
    expect(bench.bench.rules()).toEqual([]);
  });

  it('kills on DMA_NONE', () => {
    expect(rules([...buffer, ...map(3)])).toContain('kernel-oops');
  });

  it('takes NULL for the device on old kernels and falls over it on new ones', () => {
    const init = [calls('kmalloc', 64, GFP), keep('buf'), calls('dma_map_single', 0, '$buf', 64, TO), keep('h'), calls('dma_mapping_error', 0, '$h'), calls('dma_unmap_single', 0, '$h', 64, TO), calls('kfree', '$buf')];
    expect(rules(init, { profile: 'linux-4.x' })).toEqual([]);
    expect(rules(init)).toContain('kernel-oops');
  });
});

describe('what the checker says of map, sync and unmap', () => {
  const cases: readonly [rule: string, bad: readonly Statement[], good: readonly Statement[]][] = [
    ['dma-unmap-unknown', [...map(TO), unmap(TO), unmap(TO)], [...map(TO), unmap(TO), ...map(TO), unmap(TO)]],
    ['dma-unmap-size', [...map(TO), unmap(TO, 128)], [...map(TO, 128), unmap(TO, 128)]],
    ['dma-unmap-direction', [...map(TO), unmap(FROM)], [...map(FROM), unmap(FROM)]],
    ['dma-unmap-wrong-function', [...map(TO), calls('dma_unmap_resource', 'dev', '$h', 256, TO, 0)], [...map(TO), calls('dma_unmap_page', 'dev', '$h', 256, TO)]],
    ['dma-unmap-invalid', [calls('dma_unmap_single', 'dev', 0xffff_ffff, 256, TO)], []],
    ['dma-error-unchecked', [calls('dma_map_single', 'dev', '$buf', 256, TO), keep('h'), unmap(TO)], [...map(TO), unmap(TO)]],
    ['dma-sync-unknown', [...map(TO), unmap(TO), calls('dma_sync_single_for_cpu', 'dev', '$h', 256, TO)], [...map(TO), calls('dma_sync_single_for_cpu', 'dev', '$h', 16, TO), unmap(TO)]],
    ['dma-sync-outside', [...map(FROM), calls('dma_sync_single_range_for_cpu', 'dev', '$h', 128, 256, FROM), unmap(FROM)], [...map(FROM), calls('dma_sync_single_range_for_cpu', 'dev', '$h', 128, 128, FROM), unmap(FROM)]],
    ['dma-sync-direction', [...map(TO), calls('dma_sync_single_for_cpu', 'dev', '$h', 256, FROM), unmap(TO)], [...map(BOTH), calls('dma_sync_single_for_cpu', 'dev', '$h', 256, FROM), unmap(BOTH)]],
    ['dma-map-vmalloc', [calls('vmalloc', 8192), keep('v'), calls('dma_map_single', 'dev', '$v', 8192, TO), calls('vfree', '$v')], [calls('vmalloc', 8192), keep('v'), calls('vfree', '$v')]],
    ['dma-map-invalid', [calls('dma_map_single', 'dev', 0, 64, TO)], [...map(TO), unmap(TO)]],
    ['dma-overlap', [...map(FROM, 16), calls('dma_map_single', 'dev', '$buf+16', 16, FROM)], [...map(TO, 16), calls('dma_map_single', 'dev', '$buf+16', 16, TO)]],
    ['dma-no-mask', [device(0), ...map(TO)], [...map(TO), unmap(TO)]],
  ];

  it.each(cases)('%s', (rule, bad, good) => {
    expect(rules([...buffer, ...bad])).toContain(rule);
    expect(rules([...buffer, ...good])).toEqual([]);
  });

  it('says who mapped, when, and what the unmap was', () => {
    const { findings } = drive([...buffer, ...map(TO), unmap(TO, 128)]).core;
    expect(findings[0]).toMatchObject({ rule: 'dma-unmap-size', severity: 'error', bytes: 256 });
    expect(findings[0].message).toMatch(/^dma_unmap_single\(0x[0-9a-f]{8}, 128\) by init \[driver\]: mapped were 256 bytes at 0x[0-9a-f]{8}, dma_map_single, DMA_TO_DEVICE, by init \[driver\] in cycle \d+\.$/);
  });

  it('sees a buffer that shares its cache line with the rest of its block, on boards with caches', () => {
    const shared = [...buffer, ...map(FROM, 40), unmap(FROM, 40)];
    expect(rules(shared, cached)).toEqual(['dma-shared-line']);
    expect(rules(shared)).toEqual([]);
    expect(rules([device(), calls('kmalloc', 40, GFP), keep('buf'), ...map(FROM, 40), unmap(FROM, 40)], cached)).toEqual([]);
  });
});

describe('dma_map_page and dma_map_resource', () => {
  it('map pages by their structs, and registers', () => {
    const bench = drive([device(), calls('alloc_pages', GFP, 1), keep('page'), calls('dma_map_page', 'dev', '$page', 0x100, 64, TO), keep('h'), calls('page_to_phys', '$page'), keep('pa'), calls('dma_map_resource', 'dev', 0xe000_0030, 4, FROM, 0), keep('fifo')]);
    const [, handle, pa, fifo] = bench.notes as number[];
    expect(handle).toBe(pa + 0x100);
    expect(fifo).toBe(0xe000_0030);
    expect(bench.bench.rules()).toEqual([]);
  });

  it.each([['linux-4.x', 0xffff_ffff], ['linux-6.1', 0x0200_0000]])('on %s take RAM for a resource: %i', (profile, handle) => {
    const bench = drive([device(), calls('dma_map_resource', 'dev', 0x0200_0000, 64, FROM, 0), keep('r')], { profile });
    if (profile === 'linux-4.x') expect(bench.bench.log.join('\n')).toContain('Oops - BUG');
    else expect(bench.notes).toEqual([handle]);
    expect(bench.bench.rules()).toContain(profile === 'linux-4.x' ? 'kernel-oops' : 'dma-map-resource-ram');
  });
  it('refuse what is no page', () => {
    const init = [device(), calls('dma_map_page', 'dev', 0xc123_4567, 0, 64, TO), keep('p')];
    const bench = drive(init);
    expect(bench.notes).toEqual([0xffff_ffff]);
    expect(bench.bench.rules()).toEqual(['dma-map-invalid']);
  });
});
