/**
 * Getting and giving back channels. Behaviour: drivers/dma/dmaengine.c. The filter runs for free channels only, in the
 * order of devices and channels. Not modelled: channels by the device tree's "dmas", routers.
 */
import { deviceName } from '../device-names';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { callPointer, jump, next, value } from '../operations';
import type { Frame, Op, Routine, Step } from '../operations';
import { maskOf } from './capabilities';
import { channelName, channelsOf, hasCapability } from './devices';

/** Channels that a mask may have, device by device: all private or all public. */
function candidates(k: KernelCore, mask: number, only: number, wanted: number): number[] {
  const { memory } = k;
  return k.dmaengine.devices.flatMap((device) => {
    if (only !== 0 && device !== only) return [];
    if (((memory.field('dma_device', device, 'cap_mask') & mask) >>> 0) !== mask) return [];
    const channels = channelsOf(k, device);
    const taken = channels.filter((chan) => memory.field('dma_chan', chan, 'client_count') > 0);
    if (channels.length > 1 && !hasCapability(k, device, 'PRIVATE') && taken.length > 0) return [];
    return channels.filter((chan) => !taken.includes(chan) && (wanted === 0 || chan === wanted));
  });
}

function changePrivate(k: KernelCore, device: number, by: 1 | -1): void {
  const { memory } = k;
  const count = memory.field('dma_device', device, 'privatecnt') + by;
  memory.setField('dma_device', device, 'privatecnt', count);
  const caps = memory.field('dma_device', device, 'cap_mask');
  const bit = maskOf(k.profile, 'PRIVATE');
  memory.setField('dma_device', device, 'cap_mask', (count === 0 ? caps & ~bit : caps | bit) >>> 0);
}

/** Arguments: mask, filter, its parameter, the device and the channel to look at or 0. Answers a channel or 0. */
export const REQUEST: Routine<KernelCore> = {
  title: '__dma_request_channel',
  steps: [
    {
      text: 'candidates',
      run: (f, k) => {
        f.locals.left = candidates(k, f.args[0], f.args[3], f.args[4] ?? 0);
        return next(60);
      },
    },
    { text: 'filter', run: askFilter },
    {
      text: 'take',
      run: (f, k) => {
        if ((f.result & 0xff) === 0) return jump(f, 1, 5);
        const chan = f.locals.chan as number;
        changePrivate(k, k.memory.field('dma_chan', chan, 'device'), 1);
        return { op: 'call', name: 'dmaengine:get_channel', args: [chan] };
      },
    },
    {
      text: '',
      run: (f, k) => {
        const chan = f.locals.chan as number;
        if ((f.result | 0) >= 0) return value(chan);
        const device = k.memory.field('dma_chan', chan, 'device');
        changePrivate(k, device, -1);
        f.locals.left = (f.locals.left as readonly number[]).filter((one) => k.memory.field('dma_chan', one, 'device') !== device);
        return jump(f, 1);
      },
    },
  ],
};

function askFilter(f: Frame, k: KernelCore): Op {
  const [chan, ...left] = f.locals.left as readonly number[];
  if (chan === undefined) return value(0);
  f.locals.left = left;
  f.locals.chan = chan;
  f.result = 1;
  if (k.memory.field('dma_chan', chan, 'client_count') > 0) {
    f.result = 0;
    return next(5);
  }
  return f.args[1] === 0 ? next(5) : callPointer(f.args[1], chan, f.args[2]);
}

/** Argument: a channel. The first user lets the driver prepare it. Answers 0 or a negative error number. */
export const GET_CHANNEL: Routine<KernelCore> = {
  title: 'dma_chan_get',
  steps: [
    {
      text: '',
      run: (f, k) => {
        const count = k.memory.field('dma_chan', f.args[0], 'client_count');
        if (count > 0) {
          k.memory.setField('dma_chan', f.args[0], 'client_count', count + 1);
          return value(0);
        }
        const prepare = k.memory.field('dma_device', k.memory.field('dma_chan', f.args[0], 'device'), 'device_alloc_chan_resources');
        f.result = 0;
        return prepare === 0 ? next(5) : callPointer(prepare, f.args[0]);
      },
    },
    {
      text: '',
      run: (f, k) => {
        if ((f.result | 0) < 0) return value(f.result);
        const device = k.memory.field('dma_chan', f.args[0], 'device');
        k.memory.setField('dma_chan', f.args[0], 'client_count', 1 + (hasCapability(k, device, 'PRIVATE') ? 0 : k.dmaengine.clients));
        return value(0);
      },
    },
  ],
};

/** Argument: a channel. The last user lets the driver clean up: first wait for its end, then free. */
export const PUT_CHANNEL: Routine<KernelCore> = {
  title: 'dma_chan_put',
  steps: [
    {
      text: '',
      run: (f, k) => {
        const count = k.memory.field('dma_chan', f.args[0], 'client_count');
        if (count === 0) return value(0);
        k.memory.setField('dma_chan', f.args[0], 'client_count', count - 1);
        if (count > 1) return value(0);
        const device = k.memory.field('dma_chan', f.args[0], 'device');
        const wait = k.memory.has('dma_device', 'device_synchronize') ? k.memory.field('dma_device', device, 'device_synchronize') : 0;
        return wait === 0 ? next(5) : callPointer(wait, f.args[0]);
      },
    },
    {
      text: '',
      run: (f, k) => {
        const free = k.memory.field('dma_device', k.memory.field('dma_chan', f.args[0], 'device'), 'device_free_chan_resources');
        return free === 0 ? next(5) : callPointer(free, f.args[0]);
      },
    },
    { text: '', run: () => value(0) },
  ],
};

export const RELEASE: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      const count = k.memory.field('dma_chan', f.args[0], 'client_count') | 0;
      if (count !== 1) {
        k.warn(`chan reference count ${count} != 1`);
        k.find({ rule: 'dma-channel-released-twice', message: `${channelName(k, f.args[0])} is released while it has ${count} users: one release for one request.`, address: f.args[0] });
      }
      return { op: 'call', name: 'dmaengine:put_channel', args: [f.args[0]] };
    },
  },
  {
    text: '',
    run: (f, k) => {
      changePrivate(k, k.memory.field('dma_chan', f.args[0], 'device'), -1);
      if (k.memory.has('dma_chan', 'slave')) {
        k.memory.setField('dma_chan', f.args[0], 'slave', 0);
        k.memory.setField('dma_chan', f.args[0], 'name', 0);
      }
      return value(0);
    },
  },
];

export const requestByMask = (f: Frame, k: KernelCore): Op => ({ op: 'call', name: 'dmaengine:request', args: [k.memory.word(f.args[0]), f.args[1] ?? 0, f.args[2] ?? 0, 0, 0] });

const MAP_BYTES = 12;

/** The filter and parameter that a device's map has for a slave and a name. */
function mapEntry(k: KernelCore, dev: number, name: string): { device: number; fn: number; parameter: number } | undefined {
  const { memory } = k;
  if (!memory.has('dma_device', 'filter')) return undefined;
  for (const device of k.dmaengine.devices) {
    const filter = memory.at('dma_device', device, 'filter');
    const [fn, count, map] = [memory.word(filter), memory.word(filter + 4), memory.word(filter + 8)];
    for (let i = 0; i < Math.min(count, 64) && fn !== 0; i++) {
      const at = map + i * MAP_BYTES;
      if (memory.string(memory.word(at)) === deviceName(k, dev) && memory.string(memory.word(at + 4)) === name) return { device, fn, parameter: memory.word(at + 8) };
    }
  }
  return undefined;
}

/** The channel that a node's "dmas" and "dma-names" give to a name, or an error; undefined: no node. One controller, one cell: the request line. */
function treeChannel(k: KernelCore, dev: number, name: string): number | undefined {
  const of = k.memory.field('device', dev, 'of_node');
  const node = of === 0 ? undefined : k.platform.nodeAt(k, of);
  if (node === undefined) return undefined;
  const { dmas, 'dma-names': names } = node.properties;
  if (!Array.isArray(dmas)) return -ERRNO.ENODEV;
  const list = typeof names === 'string' ? [names] : Array.isArray(names) ? (names as readonly (string | number)[]) : [];
  if (list.length === 0) k.print(3, `OF: dma: of_dma_request_slave_channel: dma-names property of node '/${node.name}' missing or empty`);
  const index = list.indexOf(name);
  if (index < 0) return -ERRNO.ENODEV;
  const controller = k.dmaengine.pl330;
  if (controller.device === 0) return -ERRNO.EPROBE_DEFER;
  const chan = controller.channels.at(Number(dmas[2 * index + 1]))?.chan;
  return chan === undefined || k.memory.field('dma_chan', chan, 'client_count') > 0 ? -ERRNO.ENODEV : chan;
}

/** By the tree, then by the maps of devices. Who has neither is told to try later. */
export function requestByName(f: Frame, k: KernelCore): Op {
  const [dev, address] = f.args;
  const name = k.memory.string(address);
  const found = treeChannel(k, dev, name);
  if (found === -ERRNO.EPROBE_DEFER) return value(found);
  if (found !== undefined && found > 0) return { op: 'call', name: 'dmaengine:request', args: [maskOf(k.profile, 'SLAVE'), 0, 0, k.memory.field('dma_chan', found, 'device'), found] };
  const entry = mapEntry(k, dev, name);
  if (entry === undefined) return value(found ?? -ERRNO.EPROBE_DEFER);
  return { op: 'call', name: 'dmaengine:request', args: [maskOf(k.profile, 'SLAVE'), entry.fn, entry.parameter, entry.device, 0] };
}

export function endByName(f: Frame, k: KernelCore): Op {
  if (f.result === 0) return value(-ERRNO.EPROBE_DEFER);
  if (k.memory.has('dma_chan', 'slave')) k.memory.setField('dma_chan', f.result, 'slave', f.args[0]);
  return value(f.result);
}
