/** Masks and limits of devices. */
import { ERRNO } from '../errno';
import type { KernelFunction } from '../functions/declare';
import type { KernelCore } from '../kernel-core';
import { ALL, isCoherent, requiredMask, segmentLimits, setCoherentMask, setStreamingMask, streamingMask, supported } from './device';
import type { LimitName } from './device';

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

function setLimit(k: KernelCore, device: number, name: LimitName, value: number): number {
  const parameters = k.memory.field('device', device, 'dma_parms');
  if (parameters === 0) return -ERRNO.EIO;
  k.memory.setField('device_dma_parameters', parameters, name, value);
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
  { prototype: 'int dma_set_max_seg_size(struct device *dev, unsigned int size)', header, since: '2.6.24', cost: 20, immediate: (k, [device, size]) => setLimit(k, device, 'max_segment_size', size) },
  { prototype: 'int dma_set_seg_boundary(struct device *dev, unsigned long mask)', header, since: '2.6.24', cost: 20, immediate: (k, [device, mask]) => setLimit(k, device, 'segment_boundary_mask', mask) },
  { prototype: 'unsigned long dma_get_seg_boundary(struct device *dev)', header, since: '2.6.24', cost: 20, immediate: (k, [device]) => segmentLimits(k, device).boundary },
  { prototype: 'unsigned int dma_get_max_seg_size(struct device *dev)', header, since: '2.6.24', cost: 20, immediate: (k, [device]) => segmentLimits(k, device).bytes },
  { prototype: 'int dma_get_cache_alignment(void)', header, cost: 5, immediate: () => 64 },
  { prototype: 'unsigned long dma_get_merge_boundary(struct device *dev)', header, since: '5.4', cost: 5, immediate: (k) => (k.dma.iommu === null ? 0 : 4095) },
];

