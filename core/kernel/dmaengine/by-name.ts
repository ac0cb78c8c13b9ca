/** dma_request_chan: by the device tree, then by the maps that providers bring. Behaviour: drivers/dma/dmaengine.c. */
import { deviceName } from '../device-names';
import { ERRNO, errorOf } from '../errno';
import type { KernelCore } from '../kernel-core';
import { call, jump, next, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import { kernelText } from '../platform';
import { maskOf } from './capabilities';

const MAP_BYTES = 12;
const MOST_ENTRIES = 64;

/** For each device whose map has this slave and name: filter and parameter. */
function mapEntries(k: KernelCore, dev: number, name: string): number[][] {
  const { memory } = k;
  if (!memory.has('dma_device', 'filter')) return [];
  return k.dmaengine.devices.flatMap((device) => {
    const filter = memory.at('dma_device', device, 'filter');
    const [fn, count, map] = [memory.word(filter), memory.word(filter + 4), memory.word(filter + 8)];
    for (let i = 0; i < Math.min(count, MOST_ENTRIES); i++) {
      const at = map + i * MAP_BYTES;
      if (memory.string(memory.word(at)) === deviceName(k, dev) && memory.string(memory.word(at + 4)) === name) return [[device, fn, memory.word(at + 8)]];
    }
    return [];
  });
}

function afterTree(f: Frame, k: KernelCore): Op {
  const error = errorOf(f.result);
  if (error === ERRNO.EPROBE_DEFER) return value(f.result);
  f.locals.chan = f.result;
  if (f.result !== 0 && error === 0) return jump(f, 4);
  f.locals.left = mapEntries(k, f.args[0], k.memory.string(f.args[1]));
  return next(40);
}

function nextEntry(f: Frame, k: KernelCore): Op {
  const [entry, ...left] = f.locals.left as readonly (readonly number[])[];
  if (entry === undefined) return value(f.locals.chan === 0 ? -ERRNO.EPROBE_DEFER : (f.locals.chan as number));
  f.locals.left = left;
  const [device, fn, parameter] = entry;
  return { op: 'call', name: 'dmaengine:find_candidate', args: [device, maskOf(k.profile, 'SLAVE'), fn, parameter] };
}

/** Whose channel it is now, for /sys and for the summary. */
function nameChannel(k: KernelCore, chan: number, dev: number, name: string): void {
  if (!k.memory.has('dma_chan', 'slave')) return;
  k.memory.setField('dma_chan', chan, 'dbg_client_name', kernelText(k, `${deviceName(k, dev)}:${name}`));
  k.memory.setField('dma_chan', chan, 'name', kernelText(k, `dma:${name}`));
  k.memory.setField('dma_chan', chan, 'slave', dev);
}

export const REQUEST_BY_NAME: readonly Step<KernelCore>[] = [
  {
    text: 'of_dma_request_slave_channel',
    run: (f, k) => {
      const node = k.memory.field('device', f.args[0], 'of_node');
      f.result = 0;
      return node === 0 ? next(10) : call('of_dma_request_slave_channel', node, f.args[1]);
    },
  },
  { text: 'dma_filter_match', run: afterTree },
  { text: 'find_candidate', run: nextEntry },
  {
    text: '',
    run: (f) => {
      f.locals.chan = f.result;
      return errorOf(f.result) === 0 ? next(5) : jump(f, 2);
    },
  },
  {
    text: '',
    run: (f, k) => {
      nameChannel(k, f.locals.chan as number, f.args[0], k.memory.string(f.args[1]));
      return value(f.locals.chan as number);
    },
  },
];

/** devm_dma_request_chan: given back when the driver lets go of the device. */
export const MANAGED_REQUEST: readonly Step<KernelCore>[] = [
  { text: '', run: (f) => call('dma_request_chan', f.args[0], f.args[1]) },
  {
    text: '',
    run: (f, k) => {
      if (errorOf(f.result) === 0) k.managed.add(f.args[0], 'dma_release_channel', f.result);
      return value(f.result);
    },
  },
];
