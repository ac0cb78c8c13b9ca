/** Registering devices and their channels. Behaviour: drivers/dma/dmaengine.c. Not modelled: NUMA; a device is off the list when it is unregistered, not when its last user lets go. */
import { deviceTitle, forgetName, nameDevice } from '../device-names';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { call, callPointer, KernelFault, next, value } from '../operations';
import type { Op, Step } from '../operations';
import { atLeast } from '../profiles';
import { maskOf, missingOperation } from './capabilities';
import { channelName, channelsOf, hasCapability } from './channel-list';
import { rebalance } from './public';

export { channelName, channelsOf, hasCapability } from './channel-list';

/** struct kref: one word. Before 5.6 a device has none. */
const referenceOf = (k: KernelCore, device: number): number | undefined => (k.memory.has('dma_device', 'ref') ? k.memory.at('dma_device', device, 'ref') : undefined);

export function holdDevice(k: KernelCore, device: number): void {
  const reference = referenceOf(k, device);
  if (reference !== undefined) k.memory.setWord(reference, k.memory.word(reference) + 1);
}

/** The last reference calls device_release. */
export function dropDevice(k: KernelCore, device: number): Op {
  const reference = referenceOf(k, device);
  if (reference === undefined) return next(1);
  const left = k.memory.word(reference) - 1;
  k.memory.setWord(reference, left);
  const release = left === 0 ? k.memory.field('dma_device', device, 'device_release') : 0;
  return release === 0 ? next(1) : callPointer(release, device);
}

/** Until 4.14 a wrong device is BUG(). */
function refuse(k: KernelCore, text: string): number {
  if (!atLeast(k.profile, '4.14')) {
    k.print(2, 'kernel BUG at drivers/dma/dmaengine.c!');
    throw new KernelFault(0, 'bug', false, 'dma_async_device_register');
  }
  k.print(3, text);
  return -ERRNO.EIO;
}

/** Operations that devices of old kernels must have. */
function missingInOldKernel(k: KernelCore, device: number): string | undefined {
  if (atLeast(k.profile, '3.19')) return undefined;
  const { memory } = k;
  if (memory.field('dma_device', device, 'device_alloc_chan_resources') === 0 || memory.field('dma_device', device, 'device_free_chan_resources') === 0) return 'no channel resources';
  return memory.has('dma_device', 'device_control') && hasCapability(k, device, 'SLAVE') && memory.field('dma_device', device, 'device_control') === 0 ? 'no device_control' : undefined;
}

function problemOf(k: KernelCore, device: number): string | undefined {
  const { memory } = k;
  const dev = memory.field('dma_device', device, 'dev');
  if (dev === 0) return 'dmaengine: DMAdevice must have dev';
  const title = deviceTitle(k, dev);
  const missing = missingOperation(k, device);
  if (missing !== undefined) return `${title}: Device claims capability DMA_${missing}, but op is not defined`;
  if (memory.field('dma_device', device, 'device_tx_status') === 0) return `${title}: Device tx_status is not defined`;
  if (memory.field('dma_device', device, 'device_issue_pending') === 0) return `${title}: Device issue_pending is not defined`;
  return missingInOldKernel(k, device);
}

/** @throws KernelFault for a device without driver. */
function takeOwner(k: KernelCore, device: number): void {
  const { memory } = k;
  const dev = memory.field('dma_device', device, 'dev');
  if (dev === 0 || !memory.has('dma_device', 'owner')) return;
  const driver = memory.field('device', dev, 'driver');
  if (driver === 0) throw new KernelFault(memory.layouts.place('device_driver', 'owner').offset, 'translation', false, 'dma_async_device_register');
  memory.setField('dma_device', device, 'owner', memory.field('device_driver', driver, 'owner'));
}

/** Checked, numbered, its channels made; not yet to be found. @returns 0 or a negative error number. */
function prepareDevice(k: KernelCore, device: number): number {
  const { memory } = k;
  if (device === 0) return -ERRNO.ENODEV;
  takeOwner(k, device);
  const problem = problemOf(k, device);
  if (problem !== undefined) return refuse(k, problem);
  const reference = referenceOf(k, device);
  if (reference !== undefined) k.memory.setWord(reference, 1);
  /** No asynchronous operations of async_tx are built in: every device has all of them. */
  memory.setField('dma_device', device, 'cap_mask', (memory.field('dma_device', device, 'cap_mask') | maskOf(k.profile, 'ASYNC_TX')) >>> 0);
  memory.setField('dma_device', device, 'dev_id', lowestFree(k.dmaengine.devices.map((one) => memory.field('dma_device', one, 'dev_id'))));
  /** Before 5.6 what the driver counted is overwritten; later the core counts on from it. */
  if (!memory.has('dma_device', 'chan_ida')) memory.setField('dma_device', device, 'chancnt', 0);
  const channels = channelsOf(k, device);
  for (const [index, chan] of channels.entries()) {
    if (registerChannel(k, device, chan, index)) continue;
    for (const earlier of channels.slice(0, index)) forgetChannel(k, device, earlier);
    return -ERRNO.ENOMEM;
  }
  return 0;
}

function lowestFree(taken: readonly number[]): number {
  let id = 0;
  while (taken.includes(id)) id++;
  return id;
}

function publishDevice(k: KernelCore, device: number): void {
  if (hasCapability(k, device, 'PRIVATE')) k.memory.setField('dma_device', device, 'privatecnt', k.memory.field('dma_device', device, 'privatecnt') + 1);
  k.dmaengine.add(device);
  rebalance(k);
}

/** For providers in TypeScript, which are private. @returns 0 or a negative error number. @throws KernelFault for a device without driver. */
export function registerDevice(k: KernelCore, device: number): number {
  const result = prepareDevice(k, device);
  if (result === 0) publishDevice(k, device);
  return result;
}

/** Those who wait for channels (dmaengine_get) get these too. */
export const REGISTER: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      const result = prepareDevice(k, f.args[0]);
      if (result < 0) return value(result);
      f.locals.left = k.dmaengine.clients === 0 || hasCapability(k, f.args[0], 'PRIVATE') ? [] : channelsOf(k, f.args[0]);
      return next(300);
    },
  },
  {
    text: '',
    run: (f, k) => {
      const [chan, ...left] = f.locals.left as readonly number[];
      f.locals.left = left;
      if (chan !== undefined) return call('dmaengine:get_channel', chan);
      publishDevice(k, f.args[0]);
      return value(0);
    },
  },
  {
    text: '',
    run: (f, k) => {
      if ((f.result | 0) !== -ERRNO.ENODEV) {
        f.pc = 1;
        return next(1);
      }
      for (const chan of channelsOf(k, f.args[0])) forgetChannel(k, f.args[0], chan);
      return value(-ERRNO.ENODEV);
    },
  },
];

/** @returns false without memory. */
function registerChannel(k: KernelCore, device: number, chan: number, index: number): boolean {
  const { memory } = k;
  const bytes = memory.sizeOf('dma_chan_dev');
  const holder = k.slab.allocate(bytes, '');
  const counters = k.slab.allocate(memory.sizeOf('dma_chan_percpu'), '');
  if (holder === 0 || counters === 0) {
    for (const one of [holder, counters]) if (one !== 0) k.slab.release(one);
    return false;
  }
  memory.zero(holder, bytes);
  memory.zero(counters, memory.sizeOf('dma_chan_percpu'));
  memory.setField('dma_chan_dev', holder, 'chan', chan);
  memory.setField('dma_chan_dev', holder, 'dev_id', memory.field('dma_device', device, 'dev_id'));
  memory.setField('dma_chan', chan, 'device', device);
  memory.setField('dma_chan', chan, 'local', counters);
  memory.setField('dma_chan', chan, 'chan_id', index);
  memory.setField('dma_chan', chan, 'client_count', 0);
  memory.setField('dma_chan', chan, 'dev', holder);
  memory.setField('dma_device', device, 'chancnt', memory.field('dma_device', device, 'chancnt') + 1);
  const child = memory.at('dma_chan_dev', holder, 'device');
  memory.setField('device', child, 'parent', memory.field('dma_device', device, 'dev'));
  nameDevice(k, child, channelName(k, chan));
  return true;
}

/** A channel that comes later: dma_async_device_channel_register. The driver has put it into the device's list. */
export function addChannel(k: KernelCore, device: number, chan: number): number {
  const taken = channelsOf(k, device).filter((one) => one !== chan && k.memory.field('dma_chan', one, 'local') !== 0).map((one) => k.memory.field('dma_chan', one, 'chan_id'));
  if (!registerChannel(k, device, chan, lowestFree(taken))) return -ERRNO.ENOMEM;
  rebalance(k);
  return 0;
}

/** One of a device that stays, or each of one that goes. */
export function removeChannel(k: KernelCore, device: number, chan: number, title: string): void {
  const clients = k.memory.field('dma_chan', chan, 'client_count');
  if (clients > 0) {
    if (!k.memory.has('dma_device', 'device_release') || k.memory.field('dma_device', device, 'device_release') === 0) k.warn(`${title} called while ${clients} clients hold a reference`);
    k.find({ rule: 'dma-device-in-use', message: `${channelName(k, chan)} still has ${clients} client${clients === 1 ? '' : 's'} when its device is unregistered: they go on with a channel that is gone.`, address: chan });
  }
  forgetChannel(k, device, chan);
}

function forgetChannel(k: KernelCore, device: number, chan: number): void {
  const { memory } = k;
  if (memory.field('dma_chan', chan, 'local') === 0) return;
  memory.setField('dma_device', device, 'chancnt', memory.field('dma_device', device, 'chancnt') - 1);
  const holder = memory.field('dma_chan', chan, 'dev');
  if (k.slab.sizeOf(holder) !== undefined) {
    forgetName(k, memory.at('dma_chan_dev', holder, 'device'));
    k.slab.release(holder);
  }
  const counters = memory.field('dma_chan', chan, 'local');
  if (k.slab.sizeOf(counters) !== undefined) k.slab.release(counters);
  memory.setField('dma_chan', chan, 'local', 0);
  memory.setField('dma_chan', chan, 'dev', 0);
}

/** For providers in TypeScript, which nobody waits for. */
export function unregisterDevice(k: KernelCore, device: number): void {
  const title = atLeast(k.profile, '5.6') ? '__dma_async_device_channel_unregister' : 'dma_async_device_unregister';
  for (const chan of channelsOf(k, device)) removeChannel(k, device, chan, title);
  k.memory.setField('dma_device', device, 'cap_mask', (k.memory.field('dma_device', device, 'cap_mask') | maskOf(k.profile, 'PRIVATE')) >>> 0);
  k.dmaengine.remove(device);
  rebalance(k);
}

export const UNREGISTER: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      unregisterDevice(k, f.args[0]);
      return dropDevice(k, f.args[0]);
    },
  },
  { text: '', run: () => value(0) },
];
