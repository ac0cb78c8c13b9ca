/** What the dmaengine shows under /sys: /sys/class/dma, and the summary of debugfs. Behaviour: drivers/dma/dmaengine.c (chan_dev_attrs, dmaengine_summary_show). */
import { deviceName } from '../device-names';
import type { KernelCore } from '../kernel-core';
import { atLeast } from '../profiles';
import { channelName, channelsOf } from './devices';

/** Counters per processor are not kept: bytes and copies of public channels stay 0, as they do for drivers that do not count. */
export function dmaFiles(k: KernelCore): [string, string][] {
  const { memory } = k;
  const files: [string, string][] = k.dmaengine.devices.flatMap((device) =>
    channelsOf(k, device).flatMap((chan): [string, string][] => {
      const at = `/sys/class/dma/${channelName(k, chan)}`;
      return [[`${at}/in_use`, `${memory.field('dma_chan', chan, 'client_count')}\n`], [`${at}/memcpy_count`, '0\n'], [`${at}/bytes_transferred`, '0\n']];
    }),
  );
  return atLeast(k.profile, '5.7') ? [...files, ['/sys/kernel/debug/dmaengine/summary', summary(k)]] : files;
}

function summary(k: KernelCore): string {
  const { memory } = k;
  return k.dmaengine.devices.map((device) => {
    const used = channelsOf(k, device).filter((chan) => memory.field('dma_chan', chan, 'client_count') > 0);
    const head = `dma${memory.field('dma_device', device, 'dev_id')} (${deviceName(k, memory.field('dma_device', device, 'dev'))}): number of channels: ${memory.field('dma_device', device, 'chancnt')}\n`;
    return `${head}${used.map((chan) => ` ${channelName(k, chan).padEnd(12)} | ${clientOf(k, chan)}\n`).join('')}\n`;
  }).join('');
}

function clientOf(k: KernelCore, chan: number): string {
  const slave = k.memory.has('dma_chan', 'slave') ? k.memory.field('dma_chan', chan, 'slave') : 0;
  return slave === 0 ? 'in-use' : deviceName(k, slave);
}
