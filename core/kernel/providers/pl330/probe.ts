/** The driver finds its controller: what it is, its channels, its interrupts. Behaviour: pl330_probe, drivers/dma/pl330.c (6.1). */
import { maskOf } from '../../dmaengine/capabilities';
import { registerDevice, unregisterDevice } from '../../dmaengine/devices';
import { addTail, initList } from '../../dmaengine/lists';
import { ERRNO } from '../../errno';
import type { HardwareDevice } from '../../hardware';
import type { KernelCore } from '../../kernel-core';
import { deviceIn, deviceNameOf, irqOf, kernelText } from '../../platform';
import type { FieldOf } from '../../structs';
import { CHANNEL_BYTES } from './microcode';
import { newPl330 } from './state';

const REGISTER_BYTES = 0x1000;
const CR0 = 0xe00;
const CRD = 0xe14;
const PERIPHERAL_ID = 0xfe0;
/** Widths of 1, 2, 4 and 8 bytes, or none. */
const WIDTHS = 0x117;
/** DMA_MEM_TO_DEV and DMA_DEV_TO_MEM. */
const DIRECTIONS = 0b110;
const BURST_GRANULARITY = 2;
const DRIVER = 'dma-pl330';

const OPERATIONS: Readonly<Partial<Record<FieldOf<'dma_device'>, string>>> = {
  device_alloc_chan_resources: 'pl330_alloc_chan_resources', device_free_chan_resources: 'pl330_free_chan_resources', device_prep_dma_memcpy: 'pl330_prep_dma_memcpy', device_prep_slave_sg: 'pl330_prep_slave_sg',
  device_prep_dma_cyclic: 'pl330_prep_dma_cyclic', device_tx_status: 'pl330_tx_status', device_issue_pending: 'pl330_issue_pending', device_config: 'pl330_config', device_pause: 'pl330_pause', device_terminate_all: 'pl330_terminate_all', device_control: 'pl330_control',
};

interface Sizes {
  readonly id: number;
  readonly channels: number;
  readonly peripherals: number;
  readonly events: number;
  readonly busBytes: number;
  readonly mfifoLines: number;
}

function sizesOf(k: KernelCore, base: number): Sizes | undefined {
  const region = k.hardware.map.find(base);
  if (region?.kind !== 'mmio') return undefined;
  const register = (offset: number): number => region.target.peek(base - region.base + offset, 4);
  const [cr0, crd] = [register(CR0), register(CRD)];
  const id = [0, 4, 8, 12].reduce((sum, at, i) => sum | ((register(PERIPHERAL_ID + at) & 0xff) << (8 * i)), 0);
  return { id, channels: ((cr0 >>> 4) & 7) + 1, peripherals: (cr0 & 1) === 0 ? 0 : ((cr0 >>> 12) & 31) + 1, events: ((cr0 >>> 17) & 31) + 1, busBytes: 1 << (crd & 7), mfifoLines: ((crd >>> 20) & 0x3ff) + 1 };
}

const zeroed = (k: KernelCore, bytes: number): number => {
  const va = k.slab.allocate(bytes, '');
  k.memory.zero(va, bytes);
  return va;
};

/** @returns 0 or a negative error number. */
export function probePl330(k: KernelCore): number {
  if (k.dmaengine.pl330.device !== 0) return -ERRNO.EBUSY;
  const node = k.hardware.devices?.find((one) => one.compatible.includes('arm,pl330'));
  const sizes = node === undefined ? undefined : sizesOf(k, node.reg[0].base);
  if (node === undefined || sizes === undefined) return -ERRNO.ENODEV;
  k.platform.populate(k);
  const owner = k.platform.devices.find((one) => one.node === node.name);
  if (owner === undefined || owner.driver !== 0) return -ERRNO.EBUSY;
  const lines = requestLines(k, node);
  if (typeof lines === 'number') return lines;
  const name = kernelText(k, DRIVER);
  const driver = zeroed(k, k.memory.sizeOf('platform_driver'));
  const inner = k.memory.at('platform_driver', driver, 'driver');
  k.memory.setField('device_driver', inner, 'name', name);
  owner.driver = driver;
  k.memory.setField('device', deviceIn(k, owner.address), 'driver', inner);
  makeDevice(k, node, deviceIn(k, owner.address), sizes);
  k.dmaengine.pl330.lines = lines;
  const result = registerDevice(k, k.dmaengine.pl330.device);
  if (result < 0) return result;
  const title = `${DRIVER} ${deviceNameOf(node)}`;
  k.print(6, `${title}: Loaded driver for PL330 DMAC-${sizes.id.toString(16)}`);
  k.print(6, `${title}: \tDBUFF-${sizes.mfifoLines}x${sizes.busBytes}bytes Num_Chans-${sizes.channels} Num_Peri-${sizes.peripherals} Num_Events-${sizes.events}`);
  return 0;
}

/** All of them or none: somebody else may have one. */
function requestLines(k: KernelCore, node: HardwareDevice): number[] | number {
  const lines = node.interrupts.map((_gic, i) => irqOf(k, node, i)).filter((line) => line !== undefined);
  for (const [i, line] of lines.entries()) {
    const result = k.irqs.request(line, { handler: k.addressOf('pl330_irq_handler'), flags: 0, name: deviceNameOf(node), device: 0, owner: '' });
    if (result === 0) continue;
    for (const earlier of lines.slice(0, i)) k.irqs.free(earlier, 0);
    return result;
  }
  return lines;
}

function makeDevice(k: KernelCore, node: HardwareDevice, dev: number, sizes: Sizes): void {
  const { memory } = k;
  const state = newPl330();
  const bytes = CHANNEL_BYTES * sizes.channels;
  state.codePhysical = k.space.allocatePages(bytes) ?? 0;
  state.code = k.space.map('coherent', state.codePhysical, bytes, '', 'dma_alloc_coherent') ?? 0;
  state.registers = k.space.map('ioremap', node.reg[0].base, REGISTER_BYTES, '', 'pl330_probe') ?? 0;
  state.result = zeroed(k, memory.sizeOf('dmaengine_result'));
  state.mfifoLines = sizes.mfifoLines;
  state.busBytes = sizes.busBytes;
  const device = zeroed(k, memory.sizeOf('dma_device'));
  state.device = device;
  memory.setField('dma_device', device, 'dev', dev);
  initList(k, memory.at('dma_device', device, 'channels'));
  const slave = sizes.peripherals > 0 ? (['SLAVE', 'CYCLIC', 'PRIVATE'] as const) : [];
  memory.setField('dma_device', device, 'cap_mask', maskOf(k.profile, 'MEMCPY', ...slave));
  const values: Readonly<Partial<Record<FieldOf<'dma_device'>, number>>> = { src_addr_widths: WIDTHS, dst_addr_widths: WIDTHS, directions: DIRECTIONS, residue_granularity: BURST_GRANULARITY, max_burst: 16 };
  for (const [field, value] of Object.entries(values)) set(k, device, field as FieldOf<'dma_device'>, value);
  for (const [field, name] of Object.entries(OPERATIONS)) if (memory.has('dma_device', field as FieldOf<'dma_device'>)) set(k, device, field as FieldOf<'dma_device'>, k.addressOf(name));
  for (let i = 0; i < Math.max(sizes.channels, sizes.peripherals); i++) {
    const chan = zeroed(k, memory.sizeOf('dma_chan'));
    addTail(k, memory.at('dma_chan', chan, 'device_node'), memory.at('dma_device', device, 'channels'));
    state.channels.push({ chan, line: i, thread: -1, submitted: [], work: [], completed: [], toDevice: null, fromDevice: null, taskletPending: false, ring: false });
  }
  state.threads = Array.from({ length: sizes.channels }, () => ({ taken: false, requests: [0, 0], latest: 1, running: -1 }));
  Object.assign(k.dmaengine.pl330, state);
}

function set(k: KernelCore, device: number, field: FieldOf<'dma_device'>, value: number): void {
  if (k.memory.has('dma_device', field)) k.memory.setField('dma_device', device, field, value);
}

/** @returns 0 or -EBUSY: a client has a channel. */
export function removePl330(k: KernelCore): number {
  const state = k.dmaengine.pl330;
  if (state.device === 0) return 0;
  if (state.channels.some(({ chan }) => k.memory.field('dma_chan', chan, 'client_count') > 0)) return -ERRNO.EBUSY;
  for (const line of state.lines) k.irqs.free(line, 0);
  unregisterDevice(k, state.device);
  k.space.unmap(state.code, 'coherent');
  k.space.freePages(state.codePhysical);
  k.space.unmap(state.registers, 'ioremap');
  const driven = k.platform.devices.find((one) => deviceIn(k, one.address) === k.memory.field('dma_device', state.device, 'dev'));
  if (driven !== undefined) {
    driven.driver = 0;
    k.memory.setField('device', deviceIn(k, driven.address), 'driver', 0);
  }
  for (const { chan } of state.channels) k.slab.release(chan);
  k.slab.release(state.device);
  k.slab.release(state.result);
  Object.assign(state, newPl330());
  return 0;
}

/** Kernels that have the driver built in; on others it is the module pl330. */
export function bootPl330(k: KernelCore): void {
  if (k.profile.version[0] >= 6 && k.hardware.devices?.some((one) => one.compatible.includes('arm,pl330')) === true) probePl330(k);
}
