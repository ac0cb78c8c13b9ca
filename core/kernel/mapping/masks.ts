/** Masks and limits of devices. */
import { ERRNO } from '../errno';
import type { KernelFunction } from '../functions/declare';
import type { KernelCore } from '../kernel-core';
import { ALL, isCoherent, requiredMask, setCoherentMask, setStreamingMask, streamingMask, supported } from './device';

const header = 'linux/dma-mapping.h';
const BOUNCE_MOST = 128 * 2048;

function setBoth(k: KernelCore, [device, low, high]: readonly number[]): number {
  return setStreamingMask(k, device, [low, high]) || setCoherentMask(k, device, [low, high]);
}

/** The device gets its own place for the mask, as devices without a bus need it. */
function coerce(k: KernelCore, [device, low, high]: readonly number[]): number {
  k.memory.setField('device', device, 'dma_mask', k.memory.at('device', device, 'coherent_dma_mask'));
  return setBoth(k, [device, low, high]);
}

function parameter(k: KernelCore, device: number, offset: number, size: number): number {
  const parameters = k.memory.field('device', device, 'dma_parms');
  if (parameters === 0) return -ERRNO.EIO;
  k.memory.setWord(parameters + offset, size);
  return 0;
}

export const MASKS: readonly KernelFunction[] = [
  { prototype: 'int dma_set_mask(struct device *dev, u64 mask)', header, immediate: (k, [device, low, high]) => setStreamingMask(k, device, [low, high]) },
  { prototype: 'int dma_set_coherent_mask(struct device *dev, u64 mask)', header, since: '2.6.34', immediate: (k, [device, low, high]) => setCoherentMask(k, device, [low, high]) },
  { prototype: 'int dma_set_mask_and_coherent(struct device *dev, u64 mask)', header, since: '3.13', immediate: setBoth },
  { prototype: 'int dma_coerce_mask_and_coherent(struct device *dev, u64 mask)', header, since: '3.13', immediate: coerce },
  { prototype: 'int dma_supported(struct device *dev, u64 mask)', header, immediate: (k, [, low, high]) => Number(supported(k, high === 0 ? low : ALL)) },
  {
    prototype: 'u64 dma_get_required_mask(struct device *dev)', header, since: '2.6.30',
    immediate: (k, _args, f) => {
      f.locals.high = 0;
      return k.dma.iommu === null ? requiredMask(k) : ALL;
    },
  },
  { prototype: 'size_t dma_max_mapping_size(struct device *dev)', header, since: '5.1', immediate: (k, [device]) => (k.dma.bounce !== null && streamingMask(k, device) < requiredMask(k) ? BOUNCE_MOST : ALL) },
  { prototype: 'bool dma_need_sync(struct device *dev, dma_addr_t dma_addr)', header, since: '5.8', immediate: (k, [device, handle]) => Number(!isCoherent(k) || k.dma.live.some((one) => one.device === device && one.handle === handle && one.slot >= 0)) },
  { prototype: 'int dma_set_max_seg_size(struct device *dev, unsigned int size)', header, since: '2.6.24', cost: 20, immediate: (k, [device, size]) => parameter(k, device, 0, size) },
  { prototype: 'unsigned int dma_get_max_seg_size(struct device *dev)', header, since: '2.6.24', cost: 20, immediate: (k, [device]) => {
    const parameters = k.memory.field('device', device, 'dma_parms');
    return (parameters === 0 ? 0 : k.memory.word(parameters)) || 65_536;
  } },
  { prototype: 'int dma_get_cache_alignment(void)', header, cost: 5, immediate: () => 64 },
  { prototype: 'unsigned long dma_get_merge_boundary(struct device *dev)', header, since: '5.4', cost: 5, immediate: (k) => (k.dma.iommu === null ? 0 : 4095) },
];

