import { describe, expect, it } from 'vitest';
import { ZYNQ_CACHES } from '../../cache/geometry';
import type { Statement } from '../driver-bench';
import { act, burst, calls, device, drive, keep, keepWord } from './mapping-bench';
import type { Circumstances } from './mapping-bench';

const GFP = 0xcc0;
const GFP_DMA = 1;
const [TO, FROM] = [1, 2];
const FAILED = 0xffff_ffff;
const narrow = 0x00ff_ffff;
const bounce: Circumstances = { hardware: { bounceSlots: 128 }, caches: ZYNQ_CACHES };
const iommu: Circumstances = { hardware: { iommu: true }, caches: ZYNQ_CACHES };
const buffer = [calls('kmalloc', 256, GFP), keep('buf'), calls('virt_to_phys', '$buf'), keep('pa')];
const map = (direction: number, bytes = 256): Statement[] => [calls('dma_map_single', 'dev', '$buf', bytes, direction), keep('h'), calls('dma_mapping_error', 'dev', '$h')];
const unmap = (direction: number): Statement => calls('dma_unmap_single', 'dev', '$h', 256, direction);
const load = act(({ buf }) => ({ op: 'load', address: buf, bytes: 1 }));

describe('a mask that is too narrow', () => {
  it('makes the mapping fail, and says so', () => {
    const bench = drive([device(narrow), ...buffer, ...map(TO)]);
    expect(bench.notes[2]).toBe(FAILED);
    expect(bench.bench.rules()).toEqual(['dma-above-mask']);
    expect(bench.bench.log.join('\n')).toContain('overflow (mask ffffff, bus limit 0)');
  });
  it('is no trouble with GFP_DMA, nor for coherent memory, where there is a zone for it', () => {
    const bench = drive([device(narrow, narrow), calls('__get_free_pages', GFP | GFP_DMA, 0), keep('buf'), ...map(TO), calls('dma_alloc_coherent', 'dev', 256, 'data', GFP), keep('c'), keepWord('ch', 'data'), unmap(TO), act(({ ch }, { note }) => {
      note(ch);
      return undefined;
    })], bounce);
    expect(bench.bench.rules()).toEqual([]);
    expect(bench.notes[1]).toBeLessThan(narrow);
    expect(bench.notes.at(-1)).toBeLessThan(narrow);
  });
  it('was not looked at before the generic code came', () => {
    const bench = drive([device(narrow), ...buffer, ...map(TO)], { profile: 'linux-4.x' });
    expect(bench.notes[2]).toBe(bench.notes[1]);
  });
});

describe('bounce buffers', () => {
  it('carry data to the device at map, and back at unmap', () => {
    const peek = act(({ h }, { k, note }) => {
      note(k.hardware.memory.readByte(h));
      return undefined;
    });
    const bench = drive([device(narrow), ...buffer, calls('memset', '$buf', 0x5a, 256), ...map(TO), peek, unmap(TO), ...map(FROM), burst('write', '$h', 64), unmap(FROM), load, keep('seen')], bounce);
    const [, pa, handle, byte] = bench.notes as number[];
    expect(handle).not.toBe(pa);
    expect(handle).toBeLessThan(narrow);
    expect(byte).toBe(0x5a);
    expect(bench.notes.at(-1)).toBe(7);
    expect(bench.bench.rules()).toEqual([]);
    expect(bench.core.dma.bounce).toMatchObject({ used: 0 });
  });
  it('carry them at syncs, in the direction of the mapping only', () => {
    const both = 0;
    const bench = drive([device(narrow), ...buffer, calls('memset', '$buf', 1, 256), ...map(both), burst('write', '$h', 64), calls('dma_sync_single_for_cpu', 'dev', '$h', 256, both), load, keep('seen'), calls('memset', '$buf', 3, 256), calls('dma_sync_single_for_device', 'dev', '$h', 256, both), act(({ h }, { k, note }) => {
      note(k.hardware.memory.readByte(h));
      return undefined;
    }), unmap(both)], bounce);
    expect(bench.notes.slice(-2)).toEqual([7, 3]);
    expect(bench.bench.rules()).toEqual([]);
  });
  it('run out, and one mapping gets 256 KiB at most', () => {
    const block = [calls('kmalloc', 0x4_0000, GFP), keep('buf')];
    const most = drive([device(narrow), ...block, ...map(TO, 0x4_0000)], bounce);
    expect(most.notes[1]).not.toBe(FAILED);
    const tooMuch = drive([device(narrow), ...block, ...map(TO, 0x4_0000), calls('dma_map_single', 'dev', '$buf', 64, TO), keep('h2')], bounce);
    expect(tooMuch.notes[2]).toBe(FAILED);
    expect(tooMuch.bench.rules()).toContain('bounce-full');
    expect(tooMuch.bench.log.join('\n')).toContain('swiotlb buffer is full (sz: 64 bytes), total 128 (slots), used 128 (slots)');
  });
});

describe('an IOMMU', () => {
  it('gives addresses from the top down, keeps the place in the page, and leads the device to the buffer', () => {
    const bench = drive([device(), ...buffer, ...map(FROM), burst('write', '$h', 64), unmap(FROM), load, keep('seen')], iommu);
    const [, pa, handle, seen] = bench.notes as number[];
    expect(handle).toBe((0xffff_f000 + (pa % 4096)) >>> 0);
    expect(seen).toBe(7);
    expect(bench.bench.rules()).toEqual([]);
  });
  it('lets narrow masks reach any memory', () => {
    const bench = drive([device(narrow), ...buffer, ...map(TO), unmap(TO)], iommu);
    expect(bench.notes[2]).toBeLessThan(narrow);
    expect(bench.bench.rules()).toEqual([]);
  });
  it.each([
    ['physical addresses', [...map(FROM), burst('write', '$pa', 64), unmap(FROM)], 'iommu-fault'],
    ['what is unmapped', [...map(FROM), unmap(FROM), burst('write', '$h', 64)], 'iommu-fault'],
    ['the wrong direction', [...map(TO), burst('write', '$h', 64), unmap(TO)], 'dma-wrong-direction'],
  ] as [string, Statement[], string][])('refuses %s with a bus error, and memory stays as it is', (_name, init, rule) => {
    const bench = drive([device(), ...buffer, ...init], iommu);
    expect(bench.notes.at(-1)).toBe('slave-error');
    expect(bench.bench.rules()).toContain(rule);
    expect(bench.bench.memory.readByte(bench.notes[1] as number)).toBe(0);
    expect(bench.core.dma.iommu).toMatchObject({ faults: 1 });
  });
});
