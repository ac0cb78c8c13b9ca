/** The dmaengine's devices, channels and descriptors as the view shows them. */
import type { DmaChannelView, DmaDescriptorView, DmaDeviceView } from '../../contract';
import { deviceName } from '../../kernel/device-names';
import { namesOf } from '../../kernel/dmaengine/capabilities';
import { channelName, channelsOf } from '../../kernel/dmaengine/devices';
import { PREPARE } from '../../kernel/dmaengine/prepare-arguments';
import type { Transaction } from '../../kernel/dmaengine/transaction';
import type { Kernel } from '../../kernel/kernel';
import type { KernelCore } from '../../kernel/kernel-core';
import { KernelFault } from '../../kernel/operations';
import { descriptorAt, runningOf } from '../../kernel/providers/pl330/descriptors';
import type { Pl330Channel } from '../../kernel/providers/pl330/state';
import type { FieldOf } from '../../kernel/structs';

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
    const has = namesOf(k.profile, memory.field('dma_device', device, 'cap_mask'));
    return {
      address: physical(k, device), name: `dma${memory.field('dma_device', device, 'dev_id')}`, device: deviceName(k, memory.field('dma_device', device, 'dev')),
      capabilities: namesOf(k.profile, 0xffff_ffff).map((name) => ({ name, has: has.includes(name) })), facts: factsOf(k, device), channels: channelsOf(k, device).map((chan) => channelView(k, chan)),
    };
  } catch (fault) {
    if (!(fault instanceof KernelFault)) throw fault;
    return { address: device, name: 'gone', device: '', capabilities: [], facts: [], channels: [] };
  }
}

const GRANULARITIES = ['descriptor', 'segment', 'burst'];
const DIRECTIONS = ['memory to memory', 'memory to device', 'device to memory', 'device to device'];
const names = (mask: number, all: readonly string[]): string => all.filter((_name, bit) => ((mask >>> bit) & 1) === 1).join(', ');
const widths = (mask: number): string => Array.from({ length: 31 }, (_, bit) => bit).filter((bit) => bit > 0 && ((mask >>> bit) & 1) === 1).join(', ');

/** What struct dma_device says beside the capabilities, in the words of dma_get_slave_caps. */
function factsOf(k: KernelCore, device: number): DmaDeviceView['facts'] {
  const { memory } = k;
  const field = (name: FieldOf<'dma_device'>): number => (memory.has('dma_device', name) ? memory.field('dma_device', device, name) : 0);
  const facts: [string, string][] = [
    ['Operations', PREPARE.filter(([name]) => field(name) !== 0).map(([, name]) => name).join(', ')],
    ['Residue by', memory.has('dma_device', 'residue_granularity') ? GRANULARITIES[field('residue_granularity')] ?? '' : ''],
    ['Directions', names(field('directions'), DIRECTIONS)],
    ['Widths at the source', widths(field('src_addr_widths'))],
    ['Widths at the destination', widths(field('dst_addr_widths'))],
    ['Longest burst', field('max_burst') === 0 ? '' : String(field('max_burst'))],
    ['Most XOR sources', field('max_xor') === 0 ? '' : String(field('max_xor'))],
    ['Most P+Q sources', field('max_pq') === 0 ? '' : String(field('max_pq') & 0x7fff)],
    ['Descriptors used again', field('descriptor_reuse') === 0 ? '' : 'yes'],
  ];
  return facts.filter(([, value]) => value !== '').map(([name, value]) => ({ name, value }));
}

function channelView(k: KernelCore, chan: number): DmaChannelView {
  const field = (name: 'client_count' | 'cookie' | 'completed_cookie'): number => k.memory.field('dma_chan', chan, name) | 0;
  const slave = k.memory.has('dma_chan', 'slave') ? k.memory.field('dma_chan', chan, 'slave') : 0;
  const engine = k.dmaengine.pl330.channels.find((one) => one.chan === chan);
  return {
    address: physical(k, chan), name: channelName(k, chan), clients: field('client_count'), client: slave === 0 ? '' : deviceName(k, slave), used: field('cookie'), last: field('completed_cookie'),
    thread: engine === undefined || engine.thread < 0 ? null : engine.thread, descriptors: k.dmaengine.transactions.of(k, chan).map((one) => descriptorView(k, one, engine)),
  };
}

function descriptorView(k: KernelCore, one: Transaction, engine: Pl330Channel | undefined): DmaDescriptorView {
  const pieces = engine === undefined || one.stage !== 'issued' ? [] : [...(k.dmaengine.pl330.descriptors.find(({ address }) => address === one.tx)?.before ?? []), one.tx];
  const running = engine === undefined ? 0 : runningOf(k, engine);
  const state = running !== 0 && pieces.includes(running) ? 'running' : one.stage;
  return {
    address: physical(k, one.tx), cookie: one.cookie, state, kind: one.operation, from: one.from, to: one.to, bytes: one.bytes, period: one.period,
    residue: state === 'completed' ? 0 : one.stage !== 'issued' ? one.bytes : engine === undefined ? null : residueOf(k, engine, one.tx, running),
    callback: one.callbackName, called: one.called, steps: stepsOf(k, one),
  };
}

function stepsOf(k: KernelCore, one: Transaction): DmaDescriptorView['steps'] {
  const { journal } = k.hardware;
  const entries = [['prepare', one.prepare], ['submit', one.submit], ['issue', one.issue], ['callback', one.calledAt], ['terminate', one.terminate]] as const;
  return entries.filter(([, entry]) => entry !== 0).map(([step, entry]) => {
    const { at, detail } = journal.entry(entry);
    return { step, entry, at, place: journal.textOf(detail) };
  });
}

/** As pl330_tx_status computes it, from registers that are only looked at. */
function residueOf(k: KernelCore, channel: Pl330Channel, tx: number, running: number): number | null {
  let residue = 0;
  for (const address of channel.work) {
    const { transfer, status, last } = descriptorAt(k, address);
    residue += transfer.bytes - (status === 'done' ? transfer.bytes : address === running ? movedBy(k, channel, address) : 0);
    if (address === tx) return residue;
    if (last) residue = 0;
  }
  return null;
}

const SAR = 0x400;
const DAR = 0x404;
const CHANNEL_STRIDE = 0x20;

function movedBy(k: KernelCore, channel: Pl330Channel, address: number): number {
  const { transfer } = descriptorAt(k, address);
  const source = transfer.kind === 'memcpy' || transfer.direction === 'to-device';
  const place = k.space.translate(k.dmaengine.pl330.registers)?.pa;
  const region = place === undefined ? undefined : k.hardware.map.find(place);
  if (place === undefined || region?.kind !== 'mmio') return 0;
  const now = region.target.peek(place - region.base + (source ? SAR : DAR) + CHANNEL_STRIDE * channel.thread, 4) >>> 0;
  const moved = now - (source ? transfer.from : transfer.to);
  return moved > 0 && moved <= transfer.bytes ? moved : 0;
}
