/** The channels of a struct dma_device, and what they are called. */
import type { KernelCore } from '../kernel-core';
import { maskOf } from './capabilities';
import { entriesOf } from './lists';

/** Channels of a device, in its order. */
export function channelsOf(k: KernelCore, device: number): number[] {
  const { offset } = k.memory.layouts.place('dma_chan', 'device_node');
  return entriesOf(k, k.memory.at('dma_device', device, 'channels')).map((entry) => entry - offset);
}

export function channelName(k: KernelCore, chan: number): string {
  const device = k.memory.field('dma_chan', chan, 'device');
  return `dma${k.memory.field('dma_device', device, 'dev_id')}chan${k.memory.field('dma_chan', chan, 'chan_id')}`;
}

export const hasCapability = (k: KernelCore, device: number, name: 'PRIVATE' | 'SLAVE' | 'CYCLIC'): boolean => (k.memory.field('dma_device', device, 'cap_mask') & maskOf(k.profile, name)) !== 0;
