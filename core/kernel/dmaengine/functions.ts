/** The dmaengine's own functions; what Linux has as inlines in dmaengine.h is C there, and calls through the device's pointers. */
import { ERRNO, errorOf } from '../errno';
import type { KernelFunction } from '../functions/declare';
import { HZ } from '../kernel-core';
import type { KernelCore } from '../kernel-core';
import { call, callPointer, jump, next, value } from '../operations';
import type { Step } from '../operations';
import type { FieldOf } from '../structs';
import { endByName, GET_CHANNEL, PUT_CHANNEL, RELEASE, REQUEST, requestByMask, requestByName } from './channels';
import { DMA_STATUS } from './cookies';
import { channelsOf, hasCapability, registerDevice, unregisterDevice } from './devices';

const header = 'linux/dmaengine.h';
const SYNC_SECONDS = 5;

const copied: readonly (FieldOf<'dma_device'> & FieldOf<'dma_slave_caps'>)[] = ['src_addr_widths', 'dst_addr_widths', 'directions', 'min_burst', 'max_burst', 'max_sg_burst', 'residue_granularity', 'descriptor_reuse'];

function slaveCaps(k: KernelCore, chan: number, caps: number): number {
  if (chan === 0 || caps === 0) return -ERRNO.EINVAL;
  const device = k.memory.field('dma_chan', chan, 'device');
  if (!hasCapability(k, device, 'SLAVE') && !hasCapability(k, device, 'CYCLIC')) return -ERRNO.ENXIO;
  if (k.memory.field('dma_device', device, 'directions') === 0) return -ERRNO.ENXIO;
  for (const name of copied) if (k.memory.has('dma_slave_caps', name) && k.memory.has('dma_device', name)) k.memory.setField('dma_slave_caps', caps, name, k.memory.field('dma_device', device, name));
  const has = (operation: FieldOf<'dma_device'>): boolean => k.memory.field('dma_device', device, operation) !== 0;
  const separate = k.memory.has('dma_slave_caps', 'cmd_resume');
  k.memory.setField('dma_slave_caps', caps, 'cmd_pause', has('device_pause') && (separate || has('device_resume')) ? 1 : 0);
  if (separate) k.memory.setField('dma_slave_caps', caps, 'cmd_resume', has('device_resume') ? 1 : 0);
  k.memory.setField('dma_slave_caps', caps, 'cmd_terminate', has('device_terminate_all') ? 1 : 0);
  return 0;
}

const publicChannels = (k: KernelCore): number[] => k.dmaengine.devices.filter((device) => !hasCapability(k, device, 'PRIVATE')).flatMap((device) => channelsOf(k, device));

function findChannel(k: KernelCore, type: number): number {
  const found = publicChannels(k).filter((chan) => k.memory.field('dma_chan', chan, 'client_count') > 0 && ((k.memory.field('dma_device', k.memory.field('dma_chan', chan, 'device'), 'cap_mask') >>> type) & 1) === 1);
  return found[0] ?? 0;
}

/** For each public channel in turn. */
const forPublic = (routine: string, by: 1 | -1): readonly Step<KernelCore>[] => [
  {
    text: '',
    run: (f, k) => {
      k.dmaengine.clients += by;
      f.locals.left = publicChannels(k);
      return next(10);
    },
  },
  {
    text: '',
    run: (f) => {
      const [chan, ...left] = f.locals.left as readonly number[];
      f.locals.left = left;
      return chan === undefined ? value(0) : { op: 'call', name: routine, args: [chan] };
    },
  },
  { text: '', run: (f) => jump(f, 1, 1) },
];

const SYNC_WAIT: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      f.locals.until = k.hardware.clock.now + SYNC_SECONDS * k.hardware.clock.hertz;
      return callPointer(k.memory.field('dma_device', k.memory.field('dma_chan', f.args[0], 'device'), 'device_issue_pending'), f.args[0]);
    },
  },
  { text: '', run: (f, k) => callPointer(k.memory.field('dma_device', k.memory.field('dma_chan', f.args[0], 'device'), 'device_tx_status'), f.args[0], f.args[1], 0) },
  {
    text: '',
    run: (f, k) => {
      if (f.result !== DMA_STATUS.IN_PROGRESS) return value(f.result);
      if (k.hardware.clock.now < (f.locals.until as number)) return jump(f, 1, Math.ceil(k.hardware.clock.hertz / HZ / 1000));
      k.print(3, 'dma_sync_wait: timeout!');
      return value(DMA_STATUS.ERROR);
    },
  },
];

const byMask = (empty: (k: KernelCore) => number): readonly Step<KernelCore>[] => [{ text: '', run: (f, k) => (f.args[0] === 0 ? value(-ERRNO.ENODEV) : requestByMask(f, k)) }, { text: '', run: (f, k) => value(f.result === 0 ? empty(k) : f.result) }];
const byName: readonly Step<KernelCore>[] = [{ text: '', run: requestByName }, { text: '', run: endByName }];

export const DMAENGINE_FUNCTIONS: readonly KernelFunction[] = [
  { prototype: 'int dma_async_device_register(struct dma_device *device)', header, sleeps: true, cost: 400, immediate: (k, [device]) => registerDevice(k, device) },
  { prototype: 'void dma_async_device_unregister(struct dma_device *device)', header, sleeps: true, cost: 400, immediate: (k, [device]) => unregisterDevice(k, device) },
  { prototype: 'struct dma_chan *__dma_request_channel(const dma_cap_mask_t *mask, dma_filter_fn fn, void *fn_param)', header, sleeps: true, steps: byMask(() => 0) },
  { prototype: 'struct dma_chan *dma_request_chan_by_mask(const dma_cap_mask_t *mask)', header, sleeps: true, since: '4.8', steps: byMask((k) => (k.dmaengine.devices.length === 0 ? -ERRNO.EPROBE_DEFER : -ERRNO.ENODEV)) },
  { prototype: 'struct dma_chan *dma_request_chan(struct device *dev, const char *name)', header, sleeps: true, since: '4.6', steps: byName },
  {
    prototype: 'struct dma_chan *dma_request_slave_channel(struct device *dev, const char *name)', header, sleeps: true, since: '4.6', until: '6.2', replacedBy: 'dma_request_chan',
    steps: [{ text: '', run: (f) => call('dma_request_chan', f.args[0], f.args[1]) }, { text: '', run: (f) => value(errorOf(f.result) === 0 ? f.result : 0) }],
  },
  { prototype: 'void dma_release_channel(struct dma_chan *chan)', header, sleeps: true, steps: RELEASE },
  { prototype: 'int dma_get_slave_caps(struct dma_chan *chan, struct dma_slave_caps *caps)', header, since: '4.0', cost: 60, immediate: (k, [chan, caps]) => slaveCaps(k, chan, caps) },
  { prototype: 'struct dma_chan *dma_find_channel(enum dma_transaction_type tx_type)', header, cost: 20, immediate: (k, [type]) => findChannel(k, type) },
  { prototype: 'void dmaengine_get(void)', header, sleeps: true, steps: forPublic('dmaengine:get_channel', 1) },
  { prototype: 'void dmaengine_put(void)', header, sleeps: true, steps: forPublic('dmaengine:put_channel', -1) },
  { prototype: 'enum dma_status dma_sync_wait(struct dma_chan *chan, dma_cookie_t cookie)', header, steps: SYNC_WAIT },
  {
    prototype: 'void dma_async_tx_descriptor_init(struct dma_async_tx_descriptor *tx, struct dma_chan *chan)', header, cost: 10,
    immediate: (k, [tx, chan]) => {
      k.memory.setField('dma_async_tx_descriptor', tx, 'chan', chan);
      return 0;
    },
  },
];

export const DMAENGINE_ROUTINES = [['dmaengine:request', REQUEST], ['dmaengine:get_channel', GET_CHANNEL], ['dmaengine:put_channel', PUT_CHANNEL]] as const;
