/**
 * The platform bus: devices of the board's tree (and those that modules register), drivers, and which drives which.
 * Behaviour: drivers/base/{platform,dd}.c, drivers/of. Structures are made in memory when the first driver comes.
 * Not modelled: power domains, supplier links, asynchronous probing.
 */
import type { PlainState } from '../clock';
import { deviceName, nameDevice } from './device-names';
import type { HardwareDevice } from './hardware';
import type { KernelCore } from './kernel-core';
import { callPointer, jump, next, thenJump, value } from './operations';
import type { Frame, Op, Routine } from './operations';
import { ERRNO } from './errno';
import { copyPlain } from './plain-copy';

export interface PlatformDevice {
  /** Address of struct platform_device. */
  readonly address: number;
  /** Name of its node in the board's tree, '' = registered by a module. */
  readonly node: string;
  readonly owner: string;
  /** Address of the struct platform_driver that drives it, 0 = none. */
  driver: number;
  /** Driver whose probe wants to be asked again. */
  deferred: number;
}

interface State {
  devices: PlatformDevice[];
  drivers: { readonly address: number; readonly owner: string }[];
  /** Addresses of struct device_node by name of the node. */
  nodes: Record<string, number>;
  ready: boolean;
}

export const IORESOURCE = { MEM: 0x200, IRQ: 0x400, TYPE: 0x1f00 } as const;

export class PlatformBus {
  private state: State = { devices: [], drivers: [], nodes: {}, ready: false };

  get devices(): readonly PlatformDevice[] {
    return this.state.devices;
  }

  get drivers(): State['drivers'] {
    return this.state.drivers;
  }

  find(address: number): PlatformDevice | undefined {
    return this.state.devices.find((one) => one.address === address);
  }

  add(device: PlatformDevice): void {
    this.state.devices.push(device);
  }

  remove(address: number): void {
    this.state.devices = this.state.devices.filter((one) => one.address !== address);
  }

  removeDriver(address: number): void {
    this.state.drivers = this.state.drivers.filter((one) => one.address !== address);
  }

  /** Make the devices of the board, once. */
  populate(k: KernelCore): void {
    if (this.state.ready) return;
    this.state.ready = true;
    for (const node of k.hardware.devices ?? []) {
      const address = makeDevice(k, node);
      if (address !== 0) this.add({ address, node: node.name, owner: '', driver: 0, deferred: 0 });
    }
  }

  /** Address of the struct device_node of a node; 0: there is none of that name. */
  nodeAddress(k: KernelCore, name: string): number {
    if (!Object.hasOwn(this.state.nodes, name)) this.state.nodes[name] = makeNode(k, name);
    return this.state.nodes[name];
  }

  nodeAt(k: KernelCore, address: number): HardwareDevice | undefined {
    const name = Object.entries(this.state.nodes).find(([, at]) => at === address)?.[0];
    return name === undefined ? undefined : (k.hardware.devices ?? []).find((one) => one.name === name);
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state as State);
  }
}

const zeroed = (k: KernelCore, bytes: number): number => {
  const address = k.slab.allocate(bytes, '');
  if (address !== 0) k.memory.zero(address, bytes);
  return address;
};

export function kernelText(k: KernelCore, text: string): number {
  const address = k.slab.allocate(text.length + 1, '');
  if (address !== 0) k.memory.write(address, Uint8Array.from([...text].map((character) => character.charCodeAt(0)).concat(0)));
  return address;
}

function makeNode(k: KernelCore, name: string): number {
  const address = zeroed(k, k.memory.sizeOf('device_node'));
  if (address === 0) return 0;
  k.memory.setField('device_node', address, 'name', kernelText(k, name.split('@')[0]));
  k.memory.setField('device_node', address, 'full_name', kernelText(k, name));
  return address;
}

/** Linux name of a node's device: "dmac@f8003000" is f8003000.dmac. */
export function deviceNameOf({ name, reg }: HardwareDevice): string {
  const [base] = name.split('@');
  return reg.length === 0 ? base : `${reg[0].base.toString(16)}.${base}`;
}

export function irqOf(k: KernelCore, node: HardwareDevice, index: number): number | undefined {
  const gic = node.interrupts[index];
  return k.irqs.lines.find((line) => line.gic === gic)?.linux;
}

/** Address of the struct device inside a platform_device. */
export const deviceIn = (k: KernelCore, pdev: number): number => k.memory.at('platform_device', pdev, 'dev');

function makeDevice(k: KernelCore, node: HardwareDevice): number {
  const { memory } = k;
  const pdev = zeroed(k, memory.sizeOf('platform_device'));
  if (pdev === 0) return 0;
  const irqs = node.interrupts.map((_gic, i) => irqOf(k, node, i)).filter((irq) => irq !== undefined);
  const count = node.reg.length + irqs.length;
  const bytes = memory.sizeOf('resource');
  const resources = count === 0 ? 0 : zeroed(k, bytes * count);
  const name = kernelText(k, deviceNameOf(node));
  [...node.reg.map(({ base, bytes: size }) => [base, base + size - 1, IORESOURCE.MEM] as const), ...irqs.map((irq) => [irq, irq, IORESOURCE.IRQ] as const)].forEach(([start, end, flags], i) => {
    memory.setField('resource', resources + i * bytes, 'start', start);
    memory.setField('resource', resources + i * bytes, 'end', end);
    memory.setField('resource', resources + i * bytes, 'name', name);
    memory.setField('resource', resources + i * bytes, 'flags', flags);
  });
  memory.setField('platform_device', pdev, 'num_resources', count);
  memory.setField('platform_device', pdev, 'resource', resources);
  memory.setField('platform_device', pdev, 'name', name);
  memory.setField('platform_device', pdev, 'id', -1);
  prepareDevice(k, pdev, deviceNameOf(node));
  memory.setField('device', deviceIn(k, pdev), 'of_node', k.platform.nodeAddress(k, node.name));
  return pdev;
}

/** Name, and a DMA mask of 32 bits. */
export function prepareDevice(k: KernelCore, pdev: number, name: string): void {
  const device = deviceIn(k, pdev);
  nameDevice(k, device, name);
  if (k.memory.field('device', device, 'dma_mask') === 0) k.memory.setField('device', device, 'dma_mask', k.memory.at('platform_device', pdev, 'platform_dma_mask'));
  k.memory.setField('platform_device', pdev, 'platform_dma_mask', 0xffff_ffff);
  k.memory.setField('device', device, 'coherent_dma_mask', 0xffff_ffff);
  if (k.memory.has('platform_device', 'dma_parms')) k.memory.setField('device', device, 'dma_parms', k.memory.at('platform_device', pdev, 'dma_parms'));
}

const driverField = (k: KernelCore, driver: number): number => k.memory.at('platform_driver', driver, 'driver');
export const driverName = (k: KernelCore, driver: number): string => k.memory.string(k.memory.field('device_driver', driverField(k, driver), 'name'));

/** The entry of an of_device_id table that fits the node best: the earliest of its compatible strings. 0: none. */
export function matchTable(k: KernelCore, table: number, node: HardwareDevice | undefined): number {
  if (table === 0 || node === undefined) return 0;
  let best = { entry: 0, rank: Infinity };
  const bytes = k.memory.sizeOf('of_device_id');
  for (let entry = table; ; entry += bytes) {
    const compatible = k.memory.string(k.memory.at('of_device_id', entry, 'compatible'));
    const name = k.memory.string(k.memory.at('of_device_id', entry, 'name'));
    if (compatible === '' && name === '') return best.entry;
    const rank = compatible === '' ? (node.name.split('@')[0] === name ? node.compatible.length : -1) : node.compatible.indexOf(compatible);
    if (rank >= 0 && rank < best.rank) best = { entry, rank };
  }
}

/** Does the driver want the device? By the tree, by its table of names, by its own name. */
function matches(k: KernelCore, device: PlatformDevice, driver: number): boolean {
  const node = (k.hardware.devices ?? []).find((one) => one.name === device.node);
  if (matchTable(k, k.memory.field('device_driver', driverField(k, driver), 'of_match_table'), node) !== 0) return true;
  const name = k.memory.string(k.memory.field('platform_device', device.address, 'name'));
  const table = k.memory.field('platform_driver', driver, 'id_table');
  for (let entry = table; table !== 0; entry += k.memory.sizeOf('platform_device_id')) {
    const wanted = k.memory.string(k.memory.at('platform_device_id', entry, 'name'));
    if (wanted === '') break;
    if (wanted !== name) continue;
    k.memory.setField('platform_device', device.address, 'id_entry', entry);
    return true;
  }
  return table === 0 && name === driverName(k, driver);
}

/** The next device without a driver that matches one; `only`: devices or drivers to look at. */
function nextPair(k: KernelCore, f: Frame): { device: PlatformDevice; driver: number } | undefined {
  const [onlyDriver, onlyDevice] = f.args;
  const tried = (f.locals.tried ?? []) as readonly number[];
  for (const device of k.platform.devices) {
    if (device.driver !== 0 || tried.includes(device.address) || (onlyDevice !== 0 && device.address !== onlyDevice)) continue;
    for (const { address } of k.platform.drivers) {
      const again = f.locals.bound === true && device.deferred === address;
      if (onlyDriver !== 0 && address !== onlyDriver && !again) continue;
      if (matches(k, device, address)) return { device, driver: address };
    }
  }
  return undefined;
}

function callProbe(f: Frame, k: KernelCore): Op {
  const pair = nextPair(k, f);
  if (pair === undefined) return value(0);
  const { device, driver } = pair;
  f.locals.tried = [...((f.locals.tried ?? []) as readonly number[]), device.address];
  Object.assign(f.locals, { pdev: device.address, driver });
  k.memory.setField('device', deviceIn(k, device.address), 'driver', driverField(k, driver));
  const probe = k.memory.field('platform_driver', driver, 'probe');
  f.result = 0;
  return probe === 0 ? next() : callPointer(probe, device.address);
}

function endProbe(f: Frame, k: KernelCore): Op {
  const pdev = f.locals.pdev as number;
  const driver = f.locals.driver as number;
  const device = k.platform.find(pdev);
  const result = f.result | 0;
  if (device === undefined) return jump(f, 0);
  if (result === 0) {
    Object.assign(device, { driver, deferred: 0 });
    /** Who waited for something may find it now. */
    if (f.locals.bound !== true) f.locals.tried = k.platform.devices.filter((one) => one.deferred === 0 && one.driver === 0 && one.address !== pdev && (f.locals.tried as readonly number[]).includes(one.address)).map((one) => one.address);
    f.locals.bound = true;
    const groups = k.memory.field('device_driver', driverField(k, driver), 'dev_groups');
    return groups === 0 ? jump(f, 0) : thenJump(f, 0, { op: 'call', name: 'device_add_groups', args: [deviceIn(k, pdev), groups] });
  }
  device.deferred = result === -ERRNO.EPROBE_DEFER ? driver : 0;
  const name = deviceName(k, deviceIn(k, pdev));
  if (result !== -ERRNO.EPROBE_DEFER && result !== -ERRNO.ENODEV && result !== -ERRNO.ENXIO) k.print(4, `${driverName(k, driver)}: probe of ${name} failed with error ${result}`);
  return { op: 'call', name: 'devres_release_all', args: [deviceIn(k, pdev)] };
}

function unbound(f: Frame, k: KernelCore): Op {
  clearDriver(k, f.locals.pdev as number);
  return jump(f, 0);
}

function clearDriver(k: KernelCore, pdev: number): void {
  k.memory.setField('device', deviceIn(k, pdev), 'driver', 0);
  k.memory.setField('device', deviceIn(k, pdev), 'driver_data', 0);
}

/** Arguments: driver or 0 for all, device or 0 for all. Probes what matches, and those that were deferred once something was bound. */
export const PLATFORM_BIND: Routine<KernelCore> = {
  title: 'driver_attach',
  steps: [
    { text: 'probe', run: callProbe },
    { text: 'probed', run: endProbe },
    { text: 'not bound', run: unbound },
  ],
};

/** Arguments: a bound device. remove, then what is managed. */
export const PLATFORM_UNBIND: Routine<KernelCore> = {
  title: 'device_release_driver',
  steps: [
    {
      text: 'remove',
      run: (f, k) => {
        const driver = k.platform.find(f.args[0])?.driver ?? 0;
        if (driver === 0) return value(0);
        if (k.memory.field('device_driver', driverField(k, driver), 'dev_groups') !== 0) k.sysfs.removeAll(deviceIn(k, f.args[0]));
        const fresh = k.memory.has('platform_driver', 'remove_new') ? k.memory.field('platform_driver', driver, 'remove_new') : 0;
        const remove = fresh === 0 ? k.memory.field('platform_driver', driver, 'remove') : fresh;
        return remove === 0 ? next() : callPointer(remove, f.args[0]);
      },
    },
    { text: '', run: (f, k) => ({ op: 'call', name: 'devres_release_all', args: [deviceIn(k, f.args[0])] }) },
    {
      text: '',
      run: (f, k) => {
        const device = k.platform.find(f.args[0]);
        if (device !== undefined) device.driver = 0;
        clearDriver(k, f.args[0]);
        return value(0);
      },
    },
  ],
};
