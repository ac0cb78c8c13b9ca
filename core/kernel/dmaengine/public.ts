/**
 * Public channels: dmaengine_get, dmaengine_put, and the table from operations to channels that dma_find_channel reads.
 * Behaviour: drivers/dma/dmaengine.c, dma_channel_rebalance. One processor.
 */
import { errorOf, ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { callPointer, jump, KernelFault, next, value } from '../operations';
import type { Step } from '../operations';
import { namesOf, operationBits } from './capabilities';
import { channelsOf, hasCapability } from './channel-list';

const publicDevices = (k: KernelCore): number[] => k.dmaengine.devices.filter((device) => !hasCapability(k, device, 'PRIVATE'));
const publicChannels = (k: KernelCore): number[] => publicDevices(k).flatMap((device) => channelsOf(k, device));
const inUse = (k: KernelCore, chan: number): boolean => k.memory.field('dma_chan', chan, 'client_count') > 0;

/** Each operation gets the channel that stands for the fewest others. Nobody interested: an empty table. */
export function rebalance(k: KernelCore): void {
  const { memory, dmaengine } = k;
  const channels = publicChannels(k);
  for (const chan of channels) memory.setField('dma_chan', chan, 'table_count', 0);
  dmaengine.table = {};
  if (dmaengine.clients === 0) return;
  for (const bit of operationBits(k.profile)) {
    const count = (chan: number): number => memory.field('dma_chan', chan, 'table_count');
    const able = channels.filter((chan) => inUse(k, chan) && ((memory.field('dma_device', memory.field('dma_chan', chan, 'device'), 'cap_mask') >>> bit) & 1) === 1);
    if (able.length === 0) continue;
    const chosen = able.reduce((best, chan) => (count(chan) < count(best) ? chan : best));
    memory.setField('dma_chan', chosen, 'table_count', count(chosen) + 1);
    dmaengine.table[bit] = chosen;
  }
}

/** @throws KernelFault for a capability that is no operation: the table has no row for it. */
export function findChannel(k: KernelCore, type: number): number {
  const bits = operationBits(k.profile);
  if (!bits.includes(type)) {
    const [name] = namesOf(k.profile, 2 ** type);
    if (name !== undefined) throw new KernelFault(0, 'translation', false, 'dma_find_channel');
  }
  return k.dmaengine.table[type] ?? 0;
}

/** Do `routine` for each public channel; then `after`. A provider that is going (-ENODEV) is forgotten. */
const forPublic = (routine: string, by: 1 | -1, after: (k: KernelCore) => void): readonly Step<KernelCore>[] => [
  {
    text: '',
    run: (f, k) => {
      k.dmaengine.clients += by;
      if (k.dmaengine.clients < 0) {
        k.print(2, 'kernel BUG at drivers/dma/dmaengine.c!');
        throw new KernelFault(0, 'bug', false, 'dmaengine_put');
      }
      f.locals.left = publicChannels(k);
      return next(10);
    },
  },
  {
    text: '',
    run: (f, k) => {
      const [chan, ...left] = f.locals.left as readonly number[];
      f.locals.left = left;
      if (chan !== undefined) {
        f.locals.chan = chan;
        return { op: 'call', name: routine, args: [chan] };
      }
      after(k);
      return value(0);
    },
  },
  {
    text: '',
    run: (f, k) => {
      if (by === 1 && errorOf(f.result) === ERRNO.ENODEV) {
        const device = k.memory.field('dma_chan', f.locals.chan as number, 'device');
        k.dmaengine.remove(device);
        f.locals.left = (f.locals.left as readonly number[]).filter((chan) => k.memory.field('dma_chan', chan, 'device') !== device);
      }
      return jump(f, 1, 1);
    },
  },
];

/** The first one interested has the table made; nobody makes it empty again before devices come or go. */
export const GET_PUBLIC = forPublic('dmaengine:get_channel', 1, (k) => {
  if (k.dmaengine.clients === 1) rebalance(k);
});
export const PUT_PUBLIC = forPublic('dmaengine:put_channel', -1, () => undefined);

export const ISSUE_ALL: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      f.locals.left = publicChannels(k).filter((chan) => inUse(k, chan));
      return next(10);
    },
  },
  {
    text: '',
    run: (f, k) => {
      const [chan, ...left] = f.locals.left as readonly number[];
      f.locals.left = left;
      if (chan === undefined) return value(0);
      f.pc = 1;
      return callPointer(k.memory.field('dma_device', k.memory.field('dma_chan', chan, 'device'), 'device_issue_pending'), chan);
    },
  },
];
