/** The dmaengine's devices, channels and descriptors as the view shows them. */
import type { DmaChannelView, DmaDescriptorView, DmaDeviceView } from '../../contract';
import { deviceName } from '../../kernel/device-names';
import { namesOf } from '../../kernel/dmaengine/capabilities';
import { channelName, channelsOf } from '../../kernel/dmaengine/devices';
import type { Kernel } from '../../kernel/kernel';
import type { KernelCore } from '../../kernel/kernel-core';
import { KernelFault } from '../../kernel/operations';

export function dmaDevicesView(kernel: Kernel): DmaDeviceView[] {
  const { core } = kernel;
  core.hardware.clock.settle();
  return core.dmaengine.devices.map((device) => deviceView(core, device));
}

/** Views select physical memory. */
const physical = (k: KernelCore, va: number): number => k.space.translate(va)?.pa ?? va;

/** A provider that went without unregistering leaves a device whose memory is gone. */
function deviceView(k: KernelCore, device: number): DmaDeviceView {
  try {
    const { memory } = k;
    return {
      address: physical(k, device), name: `dma${memory.field('dma_device', device, 'dev_id')}`, device: deviceName(k, memory.field('dma_device', device, 'dev')),
      capabilities: namesOf(k.profile, memory.field('dma_device', device, 'cap_mask')), channels: channelsOf(k, device).map((chan) => channelView(k, chan)),
    };
  } catch (fault) {
    if (!(fault instanceof KernelFault)) throw fault;
    return { address: device, name: 'gone', device: '', capabilities: [], channels: [] };
  }
}

function channelView(k: KernelCore, chan: number): DmaChannelView {
  const field = (name: 'client_count' | 'cookie' | 'completed_cookie'): number => k.memory.field('dma_chan', chan, name) | 0;
  return { address: physical(k, chan), name: channelName(k, chan), clients: field('client_count'), used: field('cookie'), last: field('completed_cookie'), descriptors: descriptorsOf(k, chan) };
}

/** Only the PL330's are known to the kernel; a provider in C keeps its own lists. */
function descriptorsOf(k: KernelCore, chan: number): DmaDescriptorView[] {
  const state = k.dmaengine.pl330;
  const channel = state.channels.find((one) => one.chan === chan);
  if (channel === undefined) return [];
  const thread = state.threads.at(channel.thread);
  const running = channel.thread < 0 || thread === undefined || thread.running < 0 ? 0 : thread.requests[thread.running];
  const place = (address: number): DmaDescriptorView['state'] => {
    if (address === running) return 'running';
    if (channel.completed.includes(address)) return 'completed';
    if (channel.work.includes(address)) return 'issued';
    return channel.submitted.includes(address) ? 'submitted' : 'prepared';
  };
  return state.descriptors.filter(({ address }) => k.memory.field('dma_async_tx_descriptor', address, 'chan') === chan).map(({ address, transfer, cyclic }) => ({
    address: physical(k, address), cookie: k.memory.field('dma_async_tx_descriptor', address, 'cookie') | 0, state: place(address), from: transfer.from, to: transfer.to, bytes: transfer.bytes,
    kind: transfer.kind === 'memcpy' ? 'copy' : cyclic ? 'period' : transfer.direction === 'to-device' ? 'to device' : 'from device',
  }));
}
