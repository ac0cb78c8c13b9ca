/** Map and unmap of a kilobyte through the kernel's own functions, beside the same number of empty kernel calls. */
import { ZYNQ_CACHES } from '../core/cache/geometry';
import { calls, device, drive, keep } from '../core/kernel/mapping/mapping-bench';
import type { Statement } from '../core/kernel/driver-bench';
import type { Figure } from './measure';
import { median, milliseconds } from './measure';
import { watchedFigures } from './watched';

const PAIRS = 4000;
const TIMES = 3;

function seconds(pair: readonly Statement[]): number {
  const init: Statement[] = [device(), calls('kmalloc', 1024, 0xcc0), keep('buf')];
  for (let i = 0; i < PAIRS; i++) init.push(...pair);
  return median(milliseconds(TIMES, () => void drive(init, { caches: ZYNQ_CACHES }))) / 1000;
}

export function mappingFigures(): Figure[] {
  const nothing = seconds([]);
  const empty = seconds([calls('dma_get_cache_alignment'), calls('dma_get_cache_alignment'), calls('dma_get_cache_alignment')]) - nothing;
  const mapped = seconds([calls('dma_map_single', 'dev', '$buf', 1024, 2), keep('h'), calls('dma_mapping_error', 'dev', '$h'), calls('dma_unmap_single', 'dev', '$h', 1024, 2)]) - nothing;
  return [{ name: 'map and unmap with all checks', value: PAIRS / mapped / 1000, unit: 'k/s', baseline: { name: 'three empty kernel calls', value: PAIRS / empty / 1000 } }, ...watchedFigures()];
}
