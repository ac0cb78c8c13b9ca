/** The dmaengine's own functions; what Linux has as inlines in dmaengine.h is C there, and calls through the device's pointers. */
import { deviceTitle } from '../device-names';
import { ERRNO, errorOf } from '../errno';
import type { KernelFunction } from '../functions/declare';
import { HZ } from '../kernel-core';
import type { KernelCore } from '../kernel-core';
import { call, callPointer, jump, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import type { FieldOf } from '../structs';
import { MANAGED_REQUEST, REQUEST_BY_NAME } from './by-name';
import { ANY_SLAVE_CHANNEL, FIND_CANDIDATE, GET_CHANNEL, PUT_CHANNEL, RELEASE, REQUEST, requestByMask, SLAVE_CHANNEL, TAKE_PRIVATE } from './channels';
import { noteFailure, noteSuccess } from './client-checks';
import { DMA_STATUS } from './cookies';
import { addChannel, channelName, hasCapability, REGISTER, removeChannel, UNREGISTER } from './devices';
import { findChannel, GET_PUBLIC, ISSUE_ALL, PUT_PUBLIC, rebalance } from './public';
import { BY_TREE, freeController, registerController, registerRouter, ROUTER_XLATE, SIMPLE_XLATE, TRANSLATE, XLATE_BY_ID } from './tree';
import { getUnmapData, PUT_UNMAP } from './unmap-data';

const header = 'linux/dmaengine.h';
const TREE = 'linux/of_dma.h';
/** Only providers see these, in a header beside them. */
const PROVIDER = 'dmaengine.h';
const SYNC_SECONDS = 5;
const QUICK_POLLS = 1000;

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

const SYNC_WAIT: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      f.locals.until = k.hardware.clock.now + SYNC_SECONDS * k.hardware.clock.hertz;
      f.locals.polls = 0;
      return callPointer(k.memory.field('dma_device', k.memory.field('dma_chan', f.args[0], 'device'), 'device_issue_pending'), f.args[0]);
    },
  },
  { text: '', run: (f, k) => callPointer(k.memory.field('dma_device', k.memory.field('dma_chan', f.args[0], 'device'), 'device_tx_status'), f.args[0], f.args[1], 0) },
  {
    text: '',
    run: (f, k) => {
      if (f.result !== DMA_STATUS.IN_PROGRESS) return value(f.result);
      if (k.hardware.clock.now < (f.locals.until as number)) {
        /** Busy waiting; after a while, in larger pieces. */
        const polls = (f.locals.polls as number) + 1;
        f.locals.polls = polls;
        return jump(f, 1, Math.ceil(k.hardware.clock.hertz / HZ / (polls < QUICK_POLLS ? 1000 : 10)));
      }
      k.print(3, `${deviceTitle(k, k.memory.field('dma_device', k.memory.field('dma_chan', f.args[0], 'device'), 'dev'))}: dma_sync_wait: timeout!`);
      return value(DMA_STATUS.ERROR);
    },
  },
];

/** A failure is remembered: it may explain a fault. */
function answered(f: Frame, k: KernelCore, result: number): Op {
  if (result === 0 || errorOf(result) !== 0) noteFailure(k, f.routine === '__dma_request_channel' ? 'dma_request_channel' : f.routine, result);
  else noteSuccess(k, f.routine);
  return value(result);
}

const byMask = (empty: (k: KernelCore) => number): readonly Step<KernelCore>[] => [{ text: '', run: (f, k) => (f.args[0] === 0 ? value(-ERRNO.ENODEV) : requestByMask(f, k)) }, { text: '', run: (f, k) => answered(f, k, f.result === 0 ? empty(k) : f.result) }];

/** dma_get_slave_caps: what the device says, then what it says of this channel. */
const CAPS: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      const result = slaveCaps(k, f.args[0], f.args[1]);
      if (result < 0 || !k.memory.has('dma_device', 'device_caps')) return value(result);
      const own = k.memory.field('dma_device', k.memory.field('dma_chan', f.args[0], 'device'), 'device_caps');
      return own === 0 ? value(0) : callPointer(own, f.args[0], f.args[1]);
    },
  },
  { text: '', run: () => value(0) },
];

const MANAGED_REGISTER: readonly Step<KernelCore>[] = [
  { text: '', run: (f) => call('dma_async_device_register', f.args[0]) },
  {
    text: '',
    run: (f, k) => {
      if (f.result === 0) k.managed.add(k.memory.field('dma_device', f.args[0], 'dev'), 'dma_async_device_unregister', f.args[0]);
      return value(f.result);
    },
  },
];

const withoutNode = byMask(() => 0);
const REQUEST_PROTOTYPE = 'struct dma_chan *__dma_request_channel(const dma_cap_mask_t *mask, dma_filter_fn fn, void *fn_param';

export const DMAENGINE_FUNCTIONS: readonly KernelFunction[] = [
  { prototype: 'int dma_async_device_register(struct dma_device *device)', header, sleeps: true, steps: REGISTER },
  { prototype: 'void dma_async_device_unregister(struct dma_device *device)', header, sleeps: true, steps: UNREGISTER },
  { prototype: 'int dmaenginem_async_device_register(struct dma_device *device)', header, sleeps: true, since: '4.18', steps: MANAGED_REGISTER },
  { prototype: 'int dma_async_device_channel_register(struct dma_device *device, struct dma_chan *chan)', header, sleeps: true, since: '5.6', cost: 200, immediate: (k, [device, chan]) => addChannel(k, device, chan) },
  {
    prototype: 'void dma_async_device_channel_unregister(struct dma_device *device, struct dma_chan *chan)', header, sleeps: true, since: '5.6', cost: 200,
    immediate: (k, [device, chan]) => {
      removeChannel(k, device, chan, '__dma_async_device_channel_unregister');
      rebalance(k);
      return 0;
    },
  },
  { prototype: `${REQUEST_PROTOTYPE})`, header, sleeps: true, until: '5.3', steps: withoutNode },
  { prototype: `${REQUEST_PROTOTYPE}, struct device_node *np)`, header, sleeps: true, since: '5.3', steps: withoutNode },
  { prototype: 'struct dma_chan *dma_request_chan_by_mask(const dma_cap_mask_t *mask)', header, sleeps: true, since: '4.8', steps: byMask((k) => (k.dmaengine.devices.length === 0 ? -ERRNO.EPROBE_DEFER : -ERRNO.ENODEV)) },
  { prototype: 'struct dma_chan *dma_request_chan(struct device *dev, const char *name)', header, sleeps: true, since: '4.6', steps: [{ text: '', run: (f) => call('dmaengine:by_name', f.args[0], f.args[1]) }, { text: '', run: (f, k) => answered(f, k, f.result) }] },
  { prototype: 'struct dma_chan *devm_dma_request_chan(struct device *dev, const char *name)', header, sleeps: true, since: '6.1', steps: MANAGED_REQUEST },
  {
    prototype: 'struct dma_chan *dma_request_slave_channel(struct device *dev, const char *name)', header, sleeps: true, since: '4.6', until: '6.2', replacedBy: 'dma_request_chan',
    steps: [{ text: '', run: (f) => call('dma_request_chan', f.args[0], f.args[1]) }, { text: '', run: (f, k) => answered(f, k, errorOf(f.result) === 0 ? f.result : 0) }],
  },
  { prototype: 'void dma_release_channel(struct dma_chan *chan)', header, sleeps: true, steps: RELEASE },
  { prototype: 'struct dma_chan *dma_get_slave_channel(struct dma_chan *chan)', header, sleeps: true, since: '3.11', until: '5.3', steps: SLAVE_CHANNEL },
  { prototype: 'struct dma_chan *dma_get_slave_channel(struct dma_chan *chan)', header: PROVIDER, sleeps: true, since: '5.3', steps: SLAVE_CHANNEL },
  { prototype: 'struct dma_chan *dma_get_any_slave_channel(struct dma_device *device)', header, sleeps: true, since: '3.14', until: '5.3', steps: ANY_SLAVE_CHANNEL },
  { prototype: 'struct dma_chan *dma_get_any_slave_channel(struct dma_device *device)', header: PROVIDER, sleeps: true, since: '5.3', steps: ANY_SLAVE_CHANNEL },
  { prototype: 'int dma_get_slave_caps(struct dma_chan *chan, struct dma_slave_caps *caps)', header, since: '4.0', steps: CAPS },
  { prototype: 'struct dma_chan *dma_find_channel(enum dma_transaction_type tx_type)', header, cost: 20, immediate: (k, [type]) => findChannel(k, type) },
  { prototype: 'void dma_issue_pending_all(void)', header, steps: ISSUE_ALL },
  { prototype: 'void dmaengine_get(void)', header, sleeps: true, steps: GET_PUBLIC },
  { prototype: 'void dmaengine_put(void)', header, sleeps: true, steps: PUT_PUBLIC },
  {
    /** The first thing that dmaengine_synchronize does. */
    prototype: 'void __dmaengine_may_wait(struct dma_chan *chan)', header, since: '4.5', sleeps: true, cost: 10,
    immediate: (k, [chan]) => {
      if (k.cpu.inInterrupt) k.find({ rule: 'dma-sync-in-callback', message: `${channelName(k, chan)}: dmaengine_synchronize (or dmaengine_terminate_sync) in a callback, a tasklet or an interrupt: it waits for the very tasklet that it runs in.`, address: chan });
      return 0;
    },
  },
  { prototype: 'enum dma_status dma_sync_wait(struct dma_chan *chan, dma_cookie_t cookie)', header, steps: SYNC_WAIT },
  {
    prototype: 'void dma_async_tx_descriptor_init(struct dma_async_tx_descriptor *tx, struct dma_chan *chan)', header, cost: 10,
    immediate: (k, [tx, chan]) => {
      k.memory.setField('dma_async_tx_descriptor', tx, 'chan', chan);
      return 0;
    },
  },
  { prototype: 'struct dmaengine_unmap_data *dmaengine_get_unmap_data(struct device *dev, int nr, gfp_t flags)', header, since: '3.13', cost: 60, immediate: (k, [dev, count]) => getUnmapData(k, dev, count) },
  { prototype: 'void dmaengine_unmap_put(struct dmaengine_unmap_data *unmap)', header, since: '3.13', steps: PUT_UNMAP },
  { prototype: 'int of_dma_controller_register(struct device_node *np, struct dma_chan *(*of_dma_xlate)(struct of_phandle_args *, struct of_dma *), void *data)', header: TREE, since: '3.8', cost: 100, immediate: (k, [np, xlate, data]) => registerController(k, np, xlate, data) },
  {
    prototype: 'void of_dma_controller_free(struct device_node *np)', header: TREE, since: '3.8', cost: 100,
    immediate: (k, [np]) => {
      freeController(k, np);
      return 0;
    },
  },
  { prototype: 'int of_dma_router_register(struct device_node *np, void *(*of_dma_route_allocate)(struct of_phandle_args *, struct of_dma *), struct dma_router *dma_router)', header: TREE, since: '4.1', cost: 100, immediate: (k, [np, allocate, router]) => registerRouter(k, np, allocate, router) },
  { prototype: 'struct dma_chan *of_dma_request_slave_channel(struct device_node *np, const char *name)', header: TREE, sleeps: true, since: '3.8', steps: BY_TREE },
  { prototype: 'struct dma_chan *of_dma_simple_xlate(struct of_phandle_args *dma_spec, struct of_dma *ofdma)', header: TREE, sleeps: true, since: '3.8', steps: SIMPLE_XLATE },
  { prototype: 'struct dma_chan *of_dma_xlate_by_chan_id(struct of_phandle_args *dma_spec, struct of_dma *ofdma)', header: TREE, sleeps: true, since: '3.14', steps: XLATE_BY_ID },
  { prototype: 'struct dma_chan *of_dma_router_xlate(struct of_phandle_args *dma_spec, struct of_dma *ofdma)', sleeps: true, since: '4.1', steps: ROUTER_XLATE },
];

export const DMAENGINE_ROUTINES = [
  ['dmaengine:request', REQUEST], ['dmaengine:find_candidate', FIND_CANDIDATE], ['dmaengine:take_private', TAKE_PRIVATE], ['dmaengine:get_channel', GET_CHANNEL], ['dmaengine:put_channel', PUT_CHANNEL],
  ['dmaengine:translate', TRANSLATE], ['dmaengine:by_name', { title: 'dma_request_chan', steps: REQUEST_BY_NAME }],
] as const;
