/**
 * Channels by the device tree: who serves the "dmas" of a node, and routers in between. Behaviour: drivers/dma/of-dma.c.
 * The board's PL330 is served by its driver in TypeScript, as long as no module takes its node.
 */
import { ERRNO, errorOf } from '../errno';
import type { HardwareDevice } from '../hardware';
import type { KernelCore } from '../kernel-core';
import { call, callPointer, jump, next, value } from '../operations';
import type { Frame, Op, Routine, Step } from '../operations';
import { channelsOf } from './channel-list';

/** What an entry of "dmas" names: the controller's node, and the cells for it. */
interface Specification {
  readonly node: number;
  readonly cells: readonly number[];
}

const MOST_CELLS = 16;

/** A tree that names no phandles has one controller. */
function nodeOfHandle(k: KernelCore, handle: number): HardwareDevice | undefined {
  const nodes = k.hardware.devices ?? [];
  const known = (node: HardwareDevice): unknown => node.properties.phandle;
  return nodes.find((node) => Array.isArray(known(node)) && (known(node) as readonly unknown[])[0] === handle) ?? nodes.find((node) => known(node) === undefined && node.properties['#dma-cells'] !== undefined);
}

/** The entries of "dmas", as far as they can be read. */
function specifications(k: KernelCore, node: HardwareDevice): Specification[] {
  const { dmas } = node.properties;
  const cells = Array.isArray(dmas) ? (dmas as readonly unknown[]).map(Number) : [];
  const found: Specification[] = [];
  for (let at = 0; at < cells.length; ) {
    const target = nodeOfHandle(k, cells[at]);
    const count = Number((target?.properties['#dma-cells'] as readonly unknown[] | undefined)?.[0] ?? NaN);
    if (target === undefined || !Number.isInteger(count) || count < 0 || count > MOST_CELLS) break;
    found.push({ node: k.platform.nodeAddress(k, target.name), cells: cells.slice(at + 1, at + 1 + count) });
    at += 1 + count;
  }
  return found;
}

/** Entries of that name, beginning at another one for each request; or an error. */
function entriesOf(k: KernelCore, address: number, name: string): Specification[] | number {
  const node = k.platform.nodeAt(k, address);
  if (node?.properties.dmas === undefined) return -ERRNO.ENODEV;
  const { 'dma-names': property } = node.properties;
  const names = typeof property === 'string' ? [property] : Array.isArray(property) ? (property as readonly (string | number)[]) : [];
  if (names.length === 0) {
    k.print(3, `OF: dma: of_dma_request_slave_channel: dma-names property of node '/${node.name}' missing or empty`);
    return -ERRNO.ENODEV;
  }
  const start = ++k.dmaengine.tree.requests;
  const all = specifications(k, node);
  const order = names.map((_one, i) => (i + start) % names.length);
  return order.filter((i) => names[i] === name && all[i] !== undefined).map((i) => all[i]);
}

/** struct of_phandle_args of an entry, for the xlate functions. */
function fillArguments(k: KernelCore, at: number, { node, cells }: Specification): void {
  k.memory.zero(at, k.memory.sizeOf('of_phandle_args'));
  k.memory.setField('of_phandle_args', at, 'np', node);
  k.memory.setField('of_phandle_args', at, 'args_count', cells.length);
  const first = k.memory.at('of_phandle_args', at, 'args');
  for (const [i, cell] of cells.entries()) k.memory.setWord(first + 4 * i, cell);
}

/** Arguments: node of the client, name. Answers a channel or an error. */
export const BY_TREE: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      const found = entriesOf(k, f.args[0], k.memory.string(f.args[1]));
      if (typeof found === 'number') return value(found);
      f.locals.error = -ERRNO.ENODEV;
      f.locals.left = found as unknown as Frame['locals'][string];
      f.locals.spec = k.slab.allocate(k.memory.sizeOf('of_phandle_args'), '');
      return next(100);
    },
  },
  {
    text: 'of_dma_xlate',
    run: (f, k) => {
      const [entry, ...left] = f.locals.left as unknown as readonly Specification[];
      if (entry === undefined) return leaveTree(f, k, f.locals.error as number);
      f.locals.left = left as unknown as Frame['locals'][string];
      fillArguments(k, f.locals.spec as number, entry);
      return call('dmaengine:translate', f.locals.spec as number);
    },
  },
  {
    text: '',
    run: (f, k) => {
      if (f.result === NOBODY) f.locals.error = -ERRNO.EPROBE_DEFER;
      return f.result === 0 || f.result === NOBODY ? jump(f, 1) : leaveTree(f, k, f.result);
    },
  },
];

function leaveTree(f: Frame, k: KernelCore, result: number): Op {
  k.slab.release(f.locals.spec as number);
  return value(result);
}

/** No controller is registered for the node. */
const NOBODY = 1;

/** Argument: struct of_phandle_args. Answers what the controller's xlate function answers, 1 when there is no controller. */
export const TRANSLATE: Routine<KernelCore> = {
  title: 'of_dma_xlate',
  steps: [
    {
      text: '',
      run: (f, k) => {
        const node = k.memory.field('of_phandle_args', f.args[0], 'np');
        const controller = k.dmaengine.tree.controllers.find((one) => one.node === node);
        if (controller !== undefined) return callPointer(k.memory.field('of_dma', controller.address, 'of_dma_xlate'), f.args[0], controller.address);
        return pl330Channel(k, f.args[0], node);
      },
    },
    { text: '', run: (f) => value(f.result) },
  ],
};

/** of_dma_pl330_xlate, drivers/dma/pl330.c: one cell, the request line. */
function pl330Channel(k: KernelCore, spec: number, node: number): Op {
  const { pl330 } = k.dmaengine;
  const dev = pl330.device === 0 ? 0 : k.memory.field('dma_device', pl330.device, 'dev');
  if (dev === 0 || k.memory.field('device', dev, 'of_node') !== node) return value(NOBODY);
  if (k.memory.field('of_phandle_args', spec, 'args_count') !== 1) return value(0);
  const chan = pl330.channels[k.memory.word(k.memory.at('of_phandle_args', spec, 'args'))]?.chan;
  return chan === undefined ? value(0) : call('dma_get_slave_channel', chan);
}

function newController(k: KernelCore, np: number, fields: { readonly of_dma_xlate: number; readonly of_dma_route_allocate?: number; readonly dma_router?: number; readonly of_dma_data?: number }): number {
  const bytes = k.memory.sizeOf('of_dma');
  const address = k.slab.allocate(bytes, '');
  if (address === 0) return -ERRNO.ENOMEM;
  k.memory.zero(address, bytes);
  k.memory.setField('of_dma', address, 'of_node', np);
  for (const [name, word] of Object.entries(fields)) k.memory.setField('of_dma', address, name as keyof typeof fields, word);
  k.dmaengine.tree.controllers.push({ address, node: np });
  return 0;
}

function tooLittle(k: KernelCore, name: string): number {
  k.print(3, `OF: dma: ${name}: not enough information provided`);
  return -ERRNO.EINVAL;
}

export function registerController(k: KernelCore, np: number, xlate: number, data: number): number {
  return np === 0 || xlate === 0 ? tooLittle(k, 'of_dma_controller_register') : newController(k, np, { of_dma_xlate: xlate, of_dma_data: data });
}

export function registerRouter(k: KernelCore, np: number, allocate: number, router: number): number {
  return np === 0 || allocate === 0 || router === 0 ? tooLittle(k, 'of_dma_router_register') : newController(k, np, { of_dma_xlate: k.addressOf('of_dma_router_xlate'), of_dma_route_allocate: allocate, dma_router: router });
}

export function freeController(k: KernelCore, np: number): void {
  const found = k.dmaengine.tree.controllers.find((one) => one.node === np);
  if (found === undefined) return;
  k.dmaengine.tree.controllers = k.dmaengine.tree.controllers.filter((one) => one !== found);
  k.slab.release(found.address);
}

/** One cell for the filter that the provider's struct of_dma_filter_info names. */
export const SIMPLE_XLATE: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      const info = k.memory.field('of_dma', f.args[1], 'of_dma_data');
      const filter = info === 0 ? 0 : k.memory.field('of_dma_filter_info', info, 'filter_fn');
      if (filter === 0 || k.memory.field('of_phandle_args', f.args[0], 'args_count') !== 1) return value(0);
      const mask = k.memory.word(k.memory.at('of_dma_filter_info', info, 'dma_cap'));
      return call('dmaengine:request', mask, filter, k.memory.at('of_phandle_args', f.args[0], 'args'), k.memory.field('of_phandle_args', f.args[0], 'np'));
    },
  },
  { text: '', run: (f) => value(f.result) },
];

/** One cell: the number of the channel in the device. */
export const XLATE_BY_ID: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      const device = k.memory.field('of_dma', f.args[1], 'of_dma_data');
      if (device === 0 || k.memory.field('of_phandle_args', f.args[0], 'args_count') !== 1) return value(0);
      const wanted = k.memory.word(k.memory.at('of_phandle_args', f.args[0], 'args'));
      const chan = channelsOf(k, device).find((one) => k.memory.field('dma_chan', one, 'chan_id') === wanted);
      return chan === undefined ? value(0) : call('dma_get_slave_channel', chan);
    },
  },
  { text: '', run: (f) => value(f.result) },
];

const field = (f: Frame, k: KernelCore, name: 'of_dma_route_allocate' | 'dma_router'): number => k.memory.field('of_dma', f.args[1], name);

function freeRoute(f: Frame, k: KernelCore): Op {
  const router = field(f, k, 'dma_router');
  return callPointer(k.memory.field('dma_router', router, 'route_free'), k.memory.field('dma_router', router, 'dev'), f.locals.data as number);
}

/** The router makes a route and says whose channel, by changing the arguments; that controller is asked. */
export const ROUTER_XLATE: readonly Step<KernelCore>[] = [
  {
    text: 'of_dma_route_allocate',
    run: (f, k) => {
      const bytes = k.memory.sizeOf('of_phandle_args');
      const copy = k.slab.allocate(bytes, '');
      k.memory.write(copy, k.memory.bytes(f.args[0], bytes));
      f.locals.copy = copy;
      return callPointer(field(f, k, 'of_dma_route_allocate'), copy, f.args[1]);
    },
  },
  {
    text: '',
    run: (f) => {
      f.locals.data = f.result;
      if (errorOf(f.result) !== 0) {
        f.locals.chan = 0;
        return jump(f, 5);
      }
      return call('dmaengine:translate', f.locals.copy as number);
    },
  },
  {
    text: '',
    run: (f, k) => {
      f.locals.chan = f.result === NOBODY ? -ERRNO.EPROBE_DEFER : f.result;
      if (f.result === NOBODY || f.result === 0 || errorOf(f.result) !== 0) {
        f.pc = 5;
        return freeRoute(f, k);
      }
      k.memory.setField('dma_chan', f.result, 'router', field(f, k, 'dma_router'));
      k.memory.setField('dma_chan', f.result, 'route_data', f.locals.data as number);
      const device = k.memory.field('dma_chan', f.result, 'device');
      const configure = k.memory.has('dma_device', 'device_router_config') ? k.memory.field('dma_device', device, 'device_router_config') : 0;
      f.result = 0;
      return configure === 0 ? next(5) : callPointer(configure, f.locals.chan);
    },
  },
  {
    text: '',
    run: (f) => {
      if (f.result === 0) return jump(f, 5);
      f.locals.error = f.result;
      return call('dma_release_channel', f.locals.chan as number);
    },
  },
  {
    text: '',
    run: (f) => {
      f.locals.chan = f.locals.error;
      return jump(f, 5);
    },
  },
  {
    text: '',
    run: (f, k) => {
      k.slab.release(f.locals.copy as number);
      return value(f.locals.chan as number);
    },
  },
];
