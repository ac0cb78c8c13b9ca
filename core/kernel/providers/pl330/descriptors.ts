/** Descriptors of the PL330 driver: made by the prepare calls, one for each piece of a list and each period of a ring. */
import { assignCookie, completeCookie, cookieStatus, DMA_STATUS } from '../../dmaengine/cookies';
import { deviceTitle } from '../../device-names';
import type { KernelCore } from '../../kernel-core';
import { KernelFault } from '../../operations';
import type { Transfer } from './microcode';
import { beginRing } from './stale-period';
import type { Pl330Channel, Pl330Descriptor, SlaveSide } from './state';

/** enum dma_transfer_direction. */
const MEM_TO_DEV = 1;
const DEV_TO_MEM = 2;
/** The only flag of its descriptors: the driver drops what the client passes. */
const CTRL_ACK = 2;
const MOST_BURST = 16;
const MOST_PERIODS = 4096;

/** @throws KernelFault for something else, as the driver would run into. */
export function channelOf(k: KernelCore, chan: number): Pl330Channel {
  const channel = k.dmaengine.pl330.channels.find((one) => one.chan === chan);
  if (channel === undefined) throw new KernelFault(chan, 'translation', false, 'to_pchan');
  return channel;
}

export function descriptorAt(k: KernelCore, address: number): Pl330Descriptor {
  const found = k.dmaengine.pl330.descriptors.find((one) => one.address === address);
  if (found === undefined) throw new KernelFault(address, 'translation', false, 'to_desc');
  return found;
}

/** Address of a new descriptor, 0 without memory. */
function make(k: KernelCore, chan: number, transfer: Transfer, cyclic: boolean, before: readonly number[]): number {
  const { memory } = k;
  const bytes = memory.sizeOf('dma_async_tx_descriptor');
  const address = k.slab.allocate(bytes, '');
  if (address === 0) return 0;
  memory.zero(address, bytes);
  memory.setField('dma_async_tx_descriptor', address, 'flags', CTRL_ACK);
  memory.setField('dma_async_tx_descriptor', address, 'chan', chan);
  memory.setField('dma_async_tx_descriptor', address, 'tx_submit', k.addressOf('pl330_tx_submit'));
  k.dmaengine.pl330.descriptors.push({ address, transfer, cyclic, before, status: 'prepared', last: true, callbackAtSubmit: false });
  return address;
}

export function release(k: KernelCore, address: number): void {
  const state = k.dmaengine.pl330;
  state.descriptors = state.descriptors.filter((one) => one.address !== address);
  k.slab.release(address);
}

export function prepareMemcpy(k: KernelCore, chan: number, to: number, from: number, bytes: number): number {
  return bytes === 0 ? 0 : make(k, chan, { kind: 'memcpy', from, to, bytes }, false, []);
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

export function prepareSlaveList(k: KernelCore, chan: number, list: readonly { readonly address: number; readonly bytes: number }[], direction: number): number {
  const channel = channelOf(k, chan);
  const made: number[] = [];
  for (const { address, bytes } of list) {
    const one = make(k, chan, toOrFromDevice(channel, direction, address, bytes), false, made.slice());
    if (one === 0) break;
    made.push(one);
  }
  return complete(k, made, list.length);
}

export function prepareCyclic(k: KernelCore, chan: number, buffer: number, bytes: number, period: number, direction: number): number {
  if (period === 0 || bytes % period !== 0 || bytes / period > MOST_PERIODS) return 0;
  if (direction !== MEM_TO_DEV && direction !== DEV_TO_MEM) {
    k.print(3, `${deviceTitle(k, k.memory.field('dma_device', k.dmaengine.pl330.device, 'dev'))}: pl330_prep_dma_cyclic:2698 Invalid dma direction`);
    return 0;
  }
  const channel = channelOf(k, chan);
  const made: number[] = [];
  for (let at = 0; at < bytes; at += period) {
    const one = make(k, chan, toOrFromDevice(channel, direction, buffer + at, period), true, made.slice());
    if (one === 0) break;
    made.push(one);
  }
  beginRing(channel);
  return complete(k, made, bytes / period);
}

/** The one of a list that stands for it; 0 where there was no memory for all. */
function complete(k: KernelCore, made: readonly number[], wanted: number): number {
  if (made.length < wanted) {
    for (const one of made) release(k, one);
    return 0;
  }
  for (const address of made.slice(0, -1)) descriptorAt(k, address).last = false;
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
  leaveQueues(k, channel, tx);
  descriptor.callbackAtSubmit = callbackOf(k, tx) !== 0;
  for (const address of descriptor.before) {
    if (channel.ring) for (const field of ['callback', 'callback_param'] as const) k.memory.setField('dma_async_tx_descriptor', address, field, k.memory.field('dma_async_tx_descriptor', tx, field));
    assignCookie(k, address);
  }
  channel.submitted.push(...descriptor.before, tx);
  return assignCookie(k, tx);
}

/** Submitted while it is queued: it moves to the end, with a new cookie; nothing will complete the old one. */
function leaveQueues(k: KernelCore, channel: Pl330Channel, tx: number): void {
  if (!channel.submitted.includes(tx) && !channel.work.includes(tx)) return;
  const { before } = descriptorAt(k, tx);
  channel.submitted = channel.submitted.filter((one) => one !== tx && !before.includes(one));
  channel.work = channel.work.filter((one) => one !== tx && !before.includes(one));
}

/** The callback that will run, 0 = none. */
export function callbackOf(k: KernelCore, tx: number): number {
  const withResult = k.memory.has('dma_async_tx_descriptor', 'callback_result') ? k.memory.field('dma_async_tx_descriptor', tx, 'callback_result') : 0;
  return withResult === 0 ? k.memory.field('dma_async_tx_descriptor', tx, 'callback') : withResult;
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
  if (state === 0 || result === DMA_STATUS.COMPLETE) return result;
  const channel = channelOf(k, chan);
  const running = runningOf(k, channel);
  const thread = k.dmaengine.pl330.threads[channel.thread];
  const latest = thread === undefined ? 0 : thread.requests[thread.latest];
  let residue = 0;
  for (const address of channel.work) {
    const { transfer, status: at, last } = descriptorAt(k, address);
    /** In the controller, but neither running nor put in last: it has ended, and nobody has noticed yet. */
    const ended = at === 'done' || ((at === 'busy' || at === 'paused') && address !== running && address !== latest);
    const done = ended ? transfer.bytes : address === running ? moved : 0;
    residue += transfer.bytes - done;
    if ((k.memory.field('dma_async_tx_descriptor', address, 'cookie') | 0) === (cookie | 0)) {
      k.memory.setField('dma_tx_state', state, 'residue', residue);
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
