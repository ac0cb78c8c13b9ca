/** What the dmaengine shows under /sys: /sys/class/dma, and the files of debugfs. Behaviour: drivers/dma/dmaengine.c (chan_dev_attrs, dmaengine_summary_show), pl330.c. */
import { deviceName } from '../device-names';
import type { KernelCore } from '../kernel-core';
import { atLeast } from '../profiles';
import type { FieldOf } from '../structs';
import { channelName, channelsOf } from './devices';

/** The counters are those of the provider: few drivers count. */
export function dmaFiles(k: KernelCore): [string, string][] {
  const { memory } = k;
  const files: [string, string][] = k.dmaengine.devices.flatMap((device) =>
    channelsOf(k, device).flatMap((chan): [string, string][] => {
      const at = `/sys/class/dma/${channelName(k, chan)}`;
      const counters = memory.field('dma_chan', chan, 'local');
      const counter = (name: FieldOf<'dma_chan_percpu'>): string => `${counters === 0 ? 0 : memory.field('dma_chan_percpu', counters, name)}\n`;
      const slave = slaveOf(k, chan);
      const link: [string, string][] = slave === 0 ? [] : [[`${at}/slave/modalias`, `platform:${deviceName(k, slave)}\n`]];
      return [[`${at}/in_use`, `${memory.field('dma_chan', chan, 'client_count')}\n`], [`${at}/memcpy_count`, counter('memcpy_count')], [`${at}/bytes_transferred`, counter('bytes_transferred')], ...link];
    }),
  );
  const threads = atLeast(k.profile, '5.0') ? pl330Threads(k) : [];
  return atLeast(k.profile, '5.7') ? [...files, ...threads, ['/sys/kernel/debug/dmaengine/summary', summary(k)]] : files;
}

/** Which channel of the driver has which of the controller: pl330_debugfs_show, drivers/dma/pl330.c. */
function pl330Threads(k: KernelCore): [string, string][] {
  const { device, threads, channels } = k.dmaengine.pl330;
  if (device === 0) return [];
  const rows = threads.map((_thread, i) => {
    const channel = channels.findLastIndex((one) => one.thread === i);
    return `${i}\t\t${channel < 0 ? '--' : channel}\n`;
  });
  return [[`/sys/kernel/debug/${deviceName(k, k.memory.field('dma_device', device, 'dev'))}`, `PL330 physical channels:\nTHREAD:\t\tCHANNEL:\n--------\t-----\n${rows.join('')}`]];
}

const slaveOf = (k: KernelCore, chan: number): number => (k.memory.has('dma_chan', 'slave') ? k.memory.field('dma_chan', chan, 'slave') : 0);

/** One paragraph for each device, with its channels in use. */
function summary(k: KernelCore): string {
  const { memory } = k;
  return k.dmaengine.devices.map((device) => {
    const used = channelsOf(k, device).filter((chan) => memory.field('dma_chan', chan, 'client_count') > 0);
    const head = `dma${memory.field('dma_device', device, 'dev_id')} (${deviceName(k, memory.field('dma_device', device, 'dev'))}): number of channels: ${memory.field('dma_device', device, 'chancnt')}\n`;
    return `${head}${used.map((chan) => ` ${channelName(k, chan).padEnd(13)}| ${clientOf(k, chan)}\n`).join('')}`;
  }).join('\n');
}

function clientOf(k: KernelCore, chan: number): string {
  const { memory } = k;
  const name = memory.has('dma_chan', 'dbg_client_name') ? memory.field('dma_chan', chan, 'dbg_client_name') : 0;
  const router = memory.has('dma_chan', 'router') ? memory.field('dma_chan', chan, 'router') : 0;
  return `${name === 0 ? 'in-use' : memory.string(name)}${router === 0 ? '' : ` (via router: ${deviceName(k, memory.field('dma_router', router, 'dev'))})`}`;
}
