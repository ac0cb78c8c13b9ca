/** Registering devices and their channels. Behaviour: drivers/dma/dmaengine.c. Not modelled: channel hot-plug, module references, NUMA. */
import { deviceTitle, nameDevice } from '../device-names';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { KernelFault } from '../operations';
import { atLeast } from '../profiles';
import { maskOf, missingOperation } from './capabilities';
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

function refuse(k: KernelCore, text: string): number {
  if (!atLeast(k.profile, '3.0')) throw new KernelFault(0, 'bug', false, 'dma_async_device_register');
  if (text !== '') k.print(3, text);
  return -ERRNO.EIO;
}

function problemOf(k: KernelCore, device: number): string | undefined {
  const { memory } = k;
  const dev = memory.field('dma_device', device, 'dev');
  if (dev === 0) return 'DMAdevice must have dev';
  const title = deviceTitle(k, dev);
  const missing = missingOperation(k, device);
  if (missing !== undefined) return `${title}: Device claims capability DMA_${missing}, but op is not defined`;
  if (memory.field('dma_device', device, 'device_tx_status') === 0) return `${title}: Device tx_status is not defined`;
  if (memory.field('dma_device', device, 'device_issue_pending') === 0) return `${title}: Device issue_pending is not defined`;
  if (!atLeast(k.profile, '3.0') && (memory.field('dma_device', device, 'device_alloc_chan_resources') === 0 || memory.field('dma_device', device, 'device_free_chan_resources') === 0)) return '';
  return undefined;
}

/** @returns 0 or a negative error number. @throws KernelFault for a device without driver. */
export function registerDevice(k: KernelCore, device: number): number {
  const { memory } = k;
  if (device === 0) return -ERRNO.ENODEV;
  const dev = memory.field('dma_device', device, 'dev');
  if (dev !== 0 && memory.has('dma_device', 'owner')) {
    const driver = memory.field('device', dev, 'driver');
    if (driver === 0) throw new KernelFault(memory.layouts.place('device_driver', 'owner').offset, 'translation', false, 'dma_async_device_register');
    memory.setField('dma_device', device, 'owner', memory.field('device_driver', driver, 'owner'));
  }
  const problem = problemOf(k, device);
  if (problem !== undefined) return refuse(k, problem);
  const ids = k.dmaengine.devices.map((one) => memory.field('dma_device', one, 'dev_id'));
  let id = 0;
  while (ids.includes(id)) id++;
  memory.setField('dma_device', device, 'dev_id', id);
  for (const [index, chan] of channelsOf(k, device).entries()) if (!registerChannel(k, device, chan, index)) return -ERRNO.ENOMEM;
  memory.setField('dma_device', device, 'chancnt', channelsOf(k, device).length);
  if (hasCapability(k, device, 'PRIVATE')) memory.setField('dma_device', device, 'privatecnt', memory.field('dma_device', device, 'privatecnt') + 1);
  k.dmaengine.add(device);
  return 0;
}

function registerChannel(k: KernelCore, device: number, chan: number, index: number): boolean {
  const { memory } = k;
  const bytes = memory.sizeOf('dma_chan_dev');
  const holder = k.slab.allocate(bytes, '');
  if (holder === 0) return false;
  memory.zero(holder, bytes);
  memory.setField('dma_chan_dev', holder, 'chan', chan);
  memory.setField('dma_chan_dev', holder, 'dev_id', memory.field('dma_device', device, 'dev_id'));
  memory.setField('dma_chan', chan, 'device', device);
  memory.setField('dma_chan', chan, 'chan_id', index);
  memory.setField('dma_chan', chan, 'client_count', 0);
  memory.setField('dma_chan', chan, 'dev', holder);
  const child = memory.at('dma_chan_dev', holder, 'device');
  memory.setField('device', child, 'parent', memory.field('dma_device', device, 'dev'));
  nameDevice(k, child, channelName(k, chan));
  return true;
}

export function unregisterDevice(k: KernelCore, device: number): number {
  const { memory } = k;
  for (const chan of channelsOf(k, device)) {
    const clients = memory.field('dma_chan', chan, 'client_count');
    if (clients > 0) {
      k.warn(`dma_async_device_unregister called while ${clients} clients hold a reference`);
      k.find({ rule: 'dma-device-in-use', message: `${channelName(k, chan)} still has ${clients} client${clients === 1 ? '' : 's'} when its device is unregistered: they go on with a channel that is gone.`, address: chan });
    }
    const holder = memory.field('dma_chan', chan, 'dev');
    if (k.slab.sizeOf(holder) !== undefined) k.slab.release(holder);
    memory.setField('dma_chan', chan, 'dev', 0);
  }
  memory.setField('dma_device', device, 'cap_mask', (memory.field('dma_device', device, 'cap_mask') | maskOf(k.profile, 'PRIVATE')) >>> 0);
  k.dmaengine.remove(device);
  return 0;
}
