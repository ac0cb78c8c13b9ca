/** Descriptors of the PL330 driver: made by the prepare calls, one for each piece of a list and each period of a ring. */
import { assignCookie, completeCookie, cookieStatus, DMA_STATUS } from '../../dmaengine/cookies';
import type { KernelCore } from '../../kernel-core';
import type { Transfer } from './microcode';
import type { Pl330Channel, Pl330Descriptor, SlaveSide } from './state';

/** enum dma_transfer_direction. */
const MEM_TO_DEV = 1;
const DEV_TO_MEM = 2;
const MOST_BURST = 16;
const MOST_PERIODS = 4096;

/** @throws Error: the functions of this driver are called with its own channels. */
export function channelOf(k: KernelCore, chan: number): Pl330Channel {
  const channel = k.dmaengine.pl330.channels.find((one) => one.chan === chan);
  if (channel === undefined) throw new Error(`0x${chan.toString(16)} is no channel of the PL330 driver`);
  return channel;
}

export function descriptorAt(k: KernelCore, address: number): Pl330Descriptor {
  const found = k.dmaengine.pl330.descriptors.find((one) => one.address === address);
  if (found === undefined) throw new Error(`0x${address.toString(16)} is no descriptor of the PL330 driver`);
  return found;
}

/** Address of a new descriptor, 0 without memory. */
function make(k: KernelCore, chan: number, transfer: Transfer, flags: number, cyclic: boolean, before: readonly number[]): number {
  const { memory } = k;
  const bytes = memory.sizeOf('dma_async_tx_descriptor');
  const address = k.slab.allocate(bytes, '');
  if (address === 0) return 0;
  memory.zero(address, bytes);
  memory.setField('dma_async_tx_descriptor', address, 'flags', flags);
  memory.setField('dma_async_tx_descriptor', address, 'chan', chan);
  memory.setField('dma_async_tx_descriptor', address, 'tx_submit', k.addressOf('pl330_tx_submit'));
  k.dmaengine.pl330.descriptors.push({ address, transfer, cyclic, before, status: 'prepared', last: true });
  return address;
}

export function release(k: KernelCore, address: number): void {
  const state = k.dmaengine.pl330;
  state.descriptors = state.descriptors.filter((one) => one.address !== address);
  k.slab.release(address);
}

export function prepareMemcpy(k: KernelCore, chan: number, to: number, from: number, bytes: number, flags: number): number {
  return bytes === 0 ? 0 : make(k, chan, { kind: 'memcpy', from, to, bytes }, flags, false, []);
}

/** Anything but MEM_TO_DEV is taken for DEV_TO_MEM, as the driver does. */
function toOrFromDevice(channel: Pl330Channel, direction: number, memory: number, bytes: number): Transfer {
  const toDevice = direction === MEM_TO_DEV;
  const side: SlaveSide = (toDevice ? channel.toDevice : channel.fromDevice) ?? { address: 0, width: 1, burst: 1 };
  const whole = bytes - (bytes % side.width);
  return {
    kind: 'peripheral', direction: toDevice ? 'to-device' : 'from-device', from: toDevice ? memory : side.address, to: toDevice ? side.address : memory,
    bytes: whole, width: side.width, burst: side.burst, requestLine: channel.line,
  };
}

export function prepareSlaveList(k: KernelCore, chan: number, list: readonly { readonly address: number; readonly bytes: number }[], direction: number, flags: number): number {
  const channel = channelOf(k, chan);
  const made: number[] = [];
  for (const { address, bytes } of list) {
    const one = make(k, chan, toOrFromDevice(channel, direction, address, bytes), flags, false, made.slice());
    if (one === 0) break;
    made.push(one);
  }
  if (made.length === list.length) return made.at(-1) ?? 0;
  for (const one of made) release(k, one);
  return 0;
}

export function prepareCyclic(k: KernelCore, chan: number, buffer: number, bytes: number, period: number, direction: number, flags: number): number {
  if (period === 0 || bytes % period !== 0 || bytes / period > MOST_PERIODS) return 0;
  if (direction !== MEM_TO_DEV && direction !== DEV_TO_MEM) {
    k.print(3, `dma-pl330: pl330_prep_dma_cyclic: Invalid dma direction`);
    return 0;
  }
  const channel = channelOf(k, chan);
  const made: number[] = [];
  for (let at = 0; at < bytes; at += period) made.push(make(k, chan, toOrFromDevice(channel, direction, buffer + at, period), flags, true, made.slice()));
  return made.at(-1) ?? 0;
}

/** The register's address, width and burst, for what is prepared from now on. */
export function configure(k: KernelCore, chan: number, config: number): number {
  const channel = channelOf(k, chan);
  const side = (address: 'src_addr' | 'dst_addr', width: 'src_addr_width' | 'dst_addr_width', burst: 'src_maxburst' | 'dst_maxburst'): SlaveSide => ({
    address: k.memory.field('dma_slave_config', config, address),
    width: Math.max(1, k.memory.field('dma_slave_config', config, width)),
    burst: Math.min(MOST_BURST, Math.max(1, k.memory.field('dma_slave_config', config, burst))),
  });
  channel.fromDevice = side('src_addr', 'src_addr_width', 'src_maxburst');
  channel.toDevice = side('dst_addr', 'dst_addr_width', 'dst_maxburst');
  return 0;
}

/** Every piece of a list gets a cookie; the answer is that of the last. */
export function submit(k: KernelCore, tx: number): number {
  const descriptor = descriptorAt(k, tx);
  const channel = channelOf(k, k.memory.field('dma_async_tx_descriptor', tx, 'chan'));
  for (const address of descriptor.before) {
    if (descriptor.cyclic) for (const field of ['callback', 'callback_param'] as const) k.memory.setField('dma_async_tx_descriptor', address, field, k.memory.field('dma_async_tx_descriptor', tx, field));
    descriptorAt(k, address).last = false;
    assignCookie(k, address);
  }
  channel.submitted.push(...descriptor.before, tx);
  return assignCookie(k, tx);
}

/** Everything goes, as if it had been completed, without callbacks. */
export function dropAll(k: KernelCore, channel: Pl330Channel): void {
  for (const address of [...channel.submitted, ...channel.work]) if (k.memory.field('dma_async_tx_descriptor', address, 'cookie') !== 0) completeCookie(k, address);
  for (const address of [...channel.submitted, ...channel.work, ...channel.completed]) release(k, address);
  Object.assign(channel, { submitted: [], work: [], completed: [] });
}

/** Status and residue. `moved`: bytes that the running one has done, by the controller's registers. */
export function status(k: KernelCore, chan: number, cookie: number, state: number, moved: number): number {
  const result = cookieStatus(k, chan, cookie, state);
  if (result === DMA_STATUS.COMPLETE) return result;
  const channel = channelOf(k, chan);
  const running = runningOf(k, channel);
  let residue = 0;
  for (const address of channel.work) {
    const { transfer, status: at, last } = descriptorAt(k, address);
    const done = at === 'done' ? transfer.bytes : address === running ? moved : 0;
    residue += transfer.bytes - done;
    if ((k.memory.field('dma_async_tx_descriptor', address, 'cookie') | 0) === (cookie | 0)) {
      if (state !== 0) k.memory.setField('dma_tx_state', state, 'residue', residue);
      return at === 'done' ? DMA_STATUS.COMPLETE : at === 'paused' ? DMA_STATUS.PAUSED : DMA_STATUS.IN_PROGRESS;
    }
    if (last) residue = 0;
  }
  return result;
}

/** Descriptor of the request that runs, 0 = none. */
export function runningOf(k: KernelCore, channel: Pl330Channel): number {
  const thread = k.dmaengine.pl330.threads[channel.thread];
  return thread === undefined || thread.running < 0 ? 0 : thread.requests[thread.running];
}
