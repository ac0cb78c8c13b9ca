/** Names of devices and of what drives them. The name stands in memory: kobject.name, the first word of device.kobj. */
import type { KernelCore } from './kernel-core';

const nameField = (k: KernelCore, device: number): number => k.memory.at('device', device, 'kobj');

/** Address of the device's name, 0 when it has none yet. */
export function deviceNameAddress(k: KernelCore, device: number): number {
  const initial = k.memory.has('device', 'init_name') ? k.memory.field('device', device, 'init_name') : 0;
  if (initial !== 0) return initial;
  const known = recordedName(k, device);
  if (known !== undefined && k.memory.word(nameField(k, device)) === 0) nameDevice(k, device, known);
  return k.memory.word(nameField(k, device));
}

/** Devices of classes and misc devices get their name in memory only when somebody asks for it. */
function recordedName(k: KernelCore, device: number): string | undefined {
  const ofClass = k.devices.devices.find((one) => one.address === device)?.name;
  return ofClass ?? k.devices.misc.find((one) => k.memory.field('miscdevice', one.address, 'this_device') === device)?.name;
}

export function deviceName(k: KernelCore, device: number): string {
  const known = k.memory.word(nameField(k, device)) === 0 ? recordedName(k, device) : undefined;
  if (known !== undefined) return known;
  const address = deviceNameAddress(k, device);
  return address === 0 ? '' : k.memory.string(address);
}

/** Give the device a name (again). */
export function nameDevice(k: KernelCore, device: number, name: string): void {
  const old = k.memory.word(nameField(k, device));
  if (k.slab.sizeOf(old) !== undefined) k.slab.release(old);
  const address = k.slab.allocate(name.length + 1, '');
  if (address !== 0) k.memory.write(address, Uint8Array.from([...name].map((character) => character.charCodeAt(0)).concat(0)));
  k.memory.setWord(nameField(k, device), address);
}

/** Where the name stands, as long as it is the kernel's block; 0: it is not. */
export function nameBlock(k: KernelCore, device: number): number {
  const address = k.memory.word(nameField(k, device));
  return k.slab.sizeOf(address) === undefined ? 0 : address;
}

/** The device goes: its name too. */
export function forgetName(k: KernelCore, device: number): void {
  const address = k.memory.word(nameField(k, device));
  if (k.slab.sizeOf(address) === undefined) return;
  k.slab.release(address);
  k.memory.setWord(nameField(k, device), 0);
}

/** Address of the name of its driver, else of its bus or class. 0: none of them. */
export function driverNameAddress(k: KernelCore, device: number): number {
  const driver = k.memory.field('device', device, 'driver');
  if (driver !== 0) return k.memory.word(driver);
  const bus = k.memory.field('device', device, 'bus');
  if (bus !== 0) return k.memory.field('bus_type', bus, 'name');
  const klass = k.memory.field('device', device, 'class');
  return klass === 0 ? 0 : k.memory.field('class', klass, 'name');
}

/** "pl330 f8003000.dmac", as messages about a device begin. */
export function deviceTitle(k: KernelCore, device: number): string {
  const driver = driverNameAddress(k, device);
  const onBus = k.platform.devices.some((one) => k.memory.at('platform_device', one.address, 'dev') === device) ? 'platform' : '';
  return `${driver === 0 ? onBus : k.memory.string(driver)} ${deviceName(k, device)}`;
}
