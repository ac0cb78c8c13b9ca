/** What a device can reach. Rules: kernel/dma/mapping.c, kernel/dma/direct.c, for ARM of 4.14 arch/arm/mm/dma-mapping.c. */
import { PAGE } from '../address-space';
import { deviceName } from '../device-names';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { KernelFault } from '../operations';
import { atLeast } from '../profiles';
import type { Profile } from '../profiles';

/** Addresses of devices have 32 bits here. */
export const ALL = 0xffff_ffff;
/** Below it lies what a device with a narrow mask may ask for. */
const ZONE_DMA_LIMIT = 0x00ff_ffff;

/** 6.1 looks at the device at once; 4.14 takes NULL for a device without limits. */
export function touchDevice(k: KernelCore, device: number, within: string): void {
  if (device === 0 && k.profile.nullDeviceForDma) return;
  const at = k.memory.at('device', device, 'coherent_dma_mask');
  if (k.space.translate(at) === undefined) throw new KernelFault(at, 'translation', false, within);
}

/** A mask of 64 bits, cut to what addresses have. */
export const cutMask = (low: number, high: number): number => (high === 0 ? low >>> 0 : ALL);

/** Address of the mask that dma_mask points to, 0 = none. */
export const maskPointer = (k: KernelCore, device: number): number => (device === 0 ? 0 : k.memory.field('device', device, 'dma_mask'));

/** Streaming mask; 0 = the device has none. */
export function streamingMask(k: KernelCore, device: number): number {
  if (device === 0) return ALL;
  const pointer = maskPointer(k, device);
  if (pointer === 0) return checksMask(k.profile) ? 0 : ALL;
  return cutMask(k.memory.word(pointer), k.memory.word(pointer + 4));
}

export function coherentMask(k: KernelCore, device: number): number {
  if (device === 0) return ALL;
  const at = k.memory.at('device', device, 'coherent_dma_mask');
  return cutMask(k.memory.word(at), k.memory.word(at + 4));
}

/** Before the generic code came to ARM, mapping looked at no mask. */
export const checksMask = (profile: Profile): boolean => atLeast(profile, '5.0');

/** Can a mask be honoured at all? It must reach the zone for DMA or, where there is none, all memory. ARM asked nothing before 3.0. */
export function supported(k: KernelCore, mask: number): boolean {
  if (mask === ALL || k.dma.iommu !== null || !atLeast(k.profile, '3.0')) return mask !== 0;
  const lastPage = k.hardware.ram.base + k.hardware.ram.bytes - PAGE;
  return mask >= (k.space.zones[0].name === 'DMA' ? Math.min(lastPage, ZONE_DMA_LIMIT) : lastPage);
}

export function setStreamingMask(k: KernelCore, device: number, mask: readonly number[]): number {
  const pointer = maskPointer(k, device);
  if (pointer === 0 || !supported(k, cutMask(mask[0], mask[1]))) return -ERRNO.EIO;
  storeMask(k, pointer, mask);
  return 0;
}

export function setCoherentMask(k: KernelCore, device: number, mask: readonly number[]): number {
  if (!supported(k, cutMask(mask[0], mask[1]))) return -ERRNO.EIO;
  storeMask(k, k.memory.at('device', device, 'coherent_dma_mask'), mask);
  return 0;
}

function storeMask(k: KernelCore, at: number, [low, high]: readonly number[]): void {
  k.memory.setWord(at, low);
  k.memory.setWord(at + 4, high);
}

export type LimitName = 'max_segment_size' | 'segment_boundary_mask';

const SEGMENT_MOST = 65_536;

/** What the device said of segments: how long they may be, and what they may not cross. 0 stands for the default. */
export function segmentLimits(k: KernelCore, device: number): { readonly bytes: number; readonly boundary: number } {
  const parameters = device === 0 ? 0 : k.memory.field('device', device, 'dma_parms');
  const limit = (name: LimitName): number => (parameters === 0 ? 0 : k.memory.field('device_dma_parameters', parameters, name));
  return { bytes: limit('max_segment_size') || SEGMENT_MOST, boundary: limit('segment_boundary_mask') || ALL };
}

/** The smallest 2^n - 1 that covers all RAM. */
export function requiredMask(k: KernelCore): number {
  const top = k.hardware.ram.base + k.hardware.ram.bytes - 1;
  return 2 ** Math.ceil(Math.log2(top + 1)) - 1;
}

export const nameOf = (k: KernelCore, device: number): string => (device === 0 ? '' : deviceName(k, device));

/** The caches see what the device does, and the other way round: no maintenance. */
export const isCoherent = (k: KernelCore): boolean => k.hardware.caches === undefined || k.hardware.caches.config.snooped;

export const hex = (value: number): string => `0x${(value >>> 0).toString(16).padStart(8, '0')}`;
