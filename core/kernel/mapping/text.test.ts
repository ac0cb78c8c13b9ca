import { expect, it } from 'vitest';
import { ZYNQ_CACHES } from '../../cache/geometry';
import { act, calls, device, drive, keep } from './mapping-bench';

const memoryByte = act(({ buf }, { k, note }) => {
  note(k.hardware.memory.readByte(k.space.toPhysical(buf)));
  return undefined;
});

it('strcpy stores into the cache like other code, and into memory where the cache holds nothing', () => {
  const init = (zeroed: string) => [device(), calls(zeroed, 256, 0xcc0), keep('buf'), calls('strcpy', '$buf', 's_name'), memoryByte, calls('dma_map_single', 'dev', '$buf', 256, 1), memoryByte];
  expect(drive(init('kzalloc'), { caches: ZYNQ_CACHES }).notes.slice(1)).toEqual([0, 'd'.charCodeAt(0)]);
  expect(drive(init('kmalloc'), { caches: ZYNQ_CACHES }).notes[1]).toBe('d'.charCodeAt(0));
});

it('strcpy into a buffer that the device owns is found', () => {
  const map = [device(), calls('kzalloc', 256, 0xcc0), keep('buf'), calls('dma_map_single', 'dev', '$buf', 256, 1), keep('h'), calls('dma_mapping_error', 'dev', '$h')];
  expect(drive([...map, calls('strcpy', '$buf', 's_name')], { caches: ZYNQ_CACHES }).bench.rules()).toEqual(['dma-cpu-access']);
  expect(drive([...map, calls('dma_unmap_single', 'dev', '$h', 256, 1), calls('strcpy', '$buf', 's_name')], { caches: ZYNQ_CACHES }).bench.rules()).toEqual([]);
});
