/**
 * Getting and giving back channels: counts, references, private and public devices. Behaviour: drivers/dma/dmaengine.c.
 * The filter runs for free channels only, in the order of devices and channels. Not modelled: the mutex around all this.
 */
import { ERRNO, errorOf } from '../errno';
import type { KernelCore } from '../kernel-core';
import { callPointer, jump, next, value } from '../operations';
import type { Frame, Op, Routine, Step } from '../operations';
import { atLeast } from '../profiles';
import { maskOf } from './capabilities';
import { noteRequest } from './client-checks';
import { channelName, channelsOf, dropDevice, hasCapability, holdDevice } from './devices';
import { holdProvider, letProviderGo } from './provider-module';

const deviceOf = (k: KernelCore, chan: number): number => k.memory.field('dma_chan', chan, 'device');
const clientsOf = (k: KernelCore, chan: number): number => k.memory.field('dma_chan', chan, 'client_count') | 0;

function changePrivate(k: KernelCore, device: number, by: 1 | -1): void {
  const { memory } = k;
  const count = memory.field('dma_device', device, 'privatecnt') + by;
  memory.setField('dma_device', device, 'privatecnt', count);
  const caps = memory.field('dma_device', device, 'cap_mask');
  const bit = maskOf(k.profile, 'PRIVATE');
  memory.setField('dma_device', device, 'cap_mask', (count === 0 ? caps & ~bit : caps | bit) >>> 0);
}

/** Does the device have what is wanted, and are its channels not public and in use? */
function isCandidate(k: KernelCore, device: number, mask: number): boolean {
  if (((k.memory.field('dma_device', device, 'cap_mask') & mask) >>> 0) !== mask) return false;
  const channels = channelsOf(k, device);
  return channels.length <= 1 || hasCapability(k, device, 'PRIVATE') || channels.every((chan) => clientsOf(k, chan) === 0);
}

/** Arguments: device, mask, filter, its parameter. Answers a channel, or an error: -EPROBE_DEFER when none fits. */
export const FIND_CANDIDATE: Routine<KernelCore> = {
  title: 'find_candidate',
  steps: [
    {
      text: 'private_candidate',
      run: (f, k) => {
        f.locals.left = isCandidate(k, f.args[0], f.args[1]) ? channelsOf(k, f.args[0]) : [];
        return next(60);
      },
    },
    { text: 'filter', run: askFilter },
    { text: 'take', run: (f) => ((f.result & 0xff) === 0 ? jump(f, 1, 5) : { op: 'call', name: 'dmaengine:take_private', args: [f.locals.chan as number] }) },
    { text: '', run: (f, k) => answer(f, k, f.args[1]) },
  ],
};

/** What was asked of the channel is remembered. */
function answer(f: Frame, k: KernelCore, mask: number): Op {
  if (errorOf(f.result) === 0) noteRequest(k, f.result, mask);
  return value(f.result);
}

function askFilter(f: Frame, k: KernelCore): Op {
  const [chan, ...left] = f.locals.left as readonly number[];
  if (chan === undefined) return value(-ERRNO.EPROBE_DEFER);
  f.locals.left = left;
  f.locals.chan = chan;
  f.result = clientsOf(k, chan) === 0 ? 1 : 0;
  return f.result === 0 || f.args[2] === 0 ? next(5) : callPointer(f.args[2], chan, f.args[3]);
}

/** Argument: a free channel. Its device becomes private. Answers the channel, or an error. */
export const TAKE_PRIVATE: Routine<KernelCore> = {
  title: 'dma_chan_get',
  steps: [
    {
      text: '',
      run: (f, k) => {
        changePrivate(k, deviceOf(k, f.args[0]), 1);
        return { op: 'call', name: 'dmaengine:get_channel', args: [f.args[0]] };
      },
    },
    {
      text: '',
      run: (f, k) => {
        if ((f.result | 0) >= 0) return value(f.args[0]);
        const device = deviceOf(k, f.args[0]);
        if (f.result >>> 0 === -ERRNO.ENODEV >>> 0) k.dmaengine.remove(device);
        changePrivate(k, device, -1);
        return value(f.result);
      },
    },
  ],
};

/** Arguments: mask, filter, its parameter, the device node to look at or 0. Answers a channel or 0. */
export const REQUEST: Routine<KernelCore> = {
  title: '__dma_request_channel',
  steps: [
    {
      text: '',
      run: (f, k) => {
        const nodeOf = (device: number): number => k.memory.field('device', k.memory.field('dma_device', device, 'dev'), 'of_node');
        f.locals.left = k.dmaengine.devices.filter((device) => f.args[3] === 0 || nodeOf(device) === 0 || nodeOf(device) === f.args[3]);
        return next(20);
      },
    },
    {
      text: '',
      run: (f) => {
        const [device, ...left] = f.locals.left as readonly number[];
        f.locals.left = left;
        return device === undefined ? value(0) : { op: 'call', name: 'dmaengine:find_candidate', args: [device, f.args[0], f.args[1], f.args[2]] };
      },
    },
    { text: '', run: (f) => (errorOf(f.result) === 0 ? value(f.result) : jump(f, 1)) },
  ],
};

/** Argument: a channel. The first user lets the driver prepare it. Answers 0 or a negative error number. */
export const GET_CHANNEL: Routine<KernelCore> = {
  title: 'dma_chan_get',
  steps: [
    {
      text: '',
      run: (f, k) => {
        const chan = f.args[0];
        const device = deviceOf(k, chan);
        if (!holdProvider(k, device)) return value(-ERRNO.ENODEV);
        if (clientsOf(k, chan) > 0) {
          k.memory.setField('dma_chan', chan, 'client_count', clientsOf(k, chan) + 1);
          return value(0);
        }
        holdDevice(k, device);
        const prepare = k.memory.field('dma_device', device, 'device_alloc_chan_resources');
        f.result = 0;
        return prepare === 0 ? next(5) : callPointer(prepare, chan);
      },
    },
    {
      text: '',
      run: (f, k) => {
        const chan = f.args[0];
        const device = deviceOf(k, chan);
        if ((f.result | 0) < 0) {
          letProviderGo(k, device);
          f.locals.error = f.result;
          return dropDevice(k, device);
        }
        k.memory.setField('dma_chan', chan, 'client_count', 1 + balance(k, device, 1));
        return value(0);
      },
    },
    { text: '', run: (f) => value(f.locals.error as number) },
  ],
};

/** Users that dmaengine_get has brought to a public channel with `count` users. From 4.0 to 6.1 the first one was counted twice. */
function balance(k: KernelCore, device: number, count: number): number {
  if (hasCapability(k, device, 'PRIVATE')) return 0;
  const twice = atLeast(k.profile, '4.0') && !atLeast(k.profile, '6.1');
  for (let i = twice ? 0 : count; i < k.dmaengine.clients; i++) holdProvider(k, device);
  return Math.max(0, k.dmaengine.clients - (twice ? 0 : count));
}

/** Argument: a channel. The last user lets the driver clean up: first wait for its end, then free. */
export const PUT_CHANNEL: Routine<KernelCore> = {
  title: 'dma_chan_put',
  steps: [
    {
      text: '',
      run: (f, k) => {
        const count = clientsOf(k, f.args[0]);
        if (count === 0) return value(0);
        k.memory.setField('dma_chan', f.args[0], 'client_count', count - 1);
        const device = deviceOf(k, f.args[0]);
        const free = k.memory.field('dma_device', device, 'device_free_chan_resources');
        if (count > 1 || free === 0) return jump(f, 2);
        const wait = k.memory.has('dma_device', 'device_synchronize') ? k.memory.field('dma_device', device, 'device_synchronize') : 0;
        return wait === 0 ? next(5) : callPointer(wait, f.args[0]);
      },
    },
    { text: '', run: (f, k) => callPointer(k.memory.field('dma_device', deviceOf(k, f.args[0]), 'device_free_chan_resources'), f.args[0]) },
    { text: 'route_free', run: freeRoute },
    {
      text: '',
      run: (f, k) => {
        letProviderGo(k, deviceOf(k, f.args[0]));
        return clientsOf(k, f.args[0]) > 0 ? value(0) : dropDevice(k, deviceOf(k, f.args[0]));
      },
    },
    { text: '', run: () => value(0) },
  ],
};

function freeRoute(f: Frame, k: KernelCore): Op {
  const router = k.memory.has('dma_chan', 'router') ? k.memory.field('dma_chan', f.args[0], 'router') : 0;
  const free = router === 0 ? 0 : k.memory.field('dma_router', router, 'route_free');
  if (free === 0) return next(1);
  const data = k.memory.field('dma_chan', f.args[0], 'route_data');
  k.memory.setField('dma_chan', f.args[0], 'router', 0);
  k.memory.setField('dma_chan', f.args[0], 'route_data', 0);
  return callPointer(free, k.memory.field('dma_router', router, 'dev'), data);
}

export const RELEASE: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      const [chan] = f.args;
      const count = clientsOf(k, chan);
      if (count !== 1) {
        k.warn(`chan reference count ${count} != 1`);
        k.find({ rule: 'dma-channel-released-twice', message: `${channelName(k, chan)} is released while it has ${count} users: one release for one request.`, address: chan });
      }
      changePrivate(k, deviceOf(k, chan), -1);
      return { op: 'call', name: 'dmaengine:put_channel', args: [chan] };
    },
  },
  {
    text: '',
    run: (f, k) => {
      for (const name of ['name', 'dbg_client_name'] as const) {
        if (!k.memory.has('dma_chan', name)) continue;
        const text = k.memory.field('dma_chan', f.args[0], name);
        if (k.slab.sizeOf(text) !== undefined) k.slab.release(text);
        k.memory.setField('dma_chan', f.args[0], name, 0);
      }
      if (k.memory.has('dma_chan', 'slave')) k.memory.setField('dma_chan', f.args[0], 'slave', 0);
      return value(0);
    },
  },
];

/** Argument: a channel. That one when it is free, else 0. */
export const SLAVE_CHANNEL: readonly Step<KernelCore>[] = [
  { text: '', run: (f, k) => (clientsOf(k, f.args[0]) > 0 ? value(0) : { op: 'call', name: 'dmaengine:take_private', args: [f.args[0]] }) },
  {
    text: '',
    run: (f, k) => {
      if (errorOf(f.result) !== 0) return value(0);
      return f.result === 0 ? value(0) : answer(f, k, maskOf(k.profile, 'SLAVE'));
    },
  },
];

/** Argument: a device. Its first free channel, else 0. */
export const ANY_SLAVE_CHANNEL: readonly Step<KernelCore>[] = [
  { text: '', run: (f, k) => ({ op: 'call', name: 'dmaengine:find_candidate', args: [f.args[0], maskOf(k.profile, 'SLAVE'), 0, 0] }) },
  { text: '', run: (f) => value(errorOf(f.result) === 0 ? f.result : 0) },
];

export const requestByMask = (f: Frame, k: KernelCore): Op => ({ op: 'call', name: 'dmaengine:request', args: [k.memory.word(f.args[0]), f.args[1] ?? 0, f.args[2] ?? 0, f.args[3] ?? 0] });
