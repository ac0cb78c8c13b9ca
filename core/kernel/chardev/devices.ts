/**
 * Number regions, character devices, classes, devices and their nodes. Behaviour: fs/char_dev.c, drivers/base,
 * drivers/char/misc.c of Linux 4.14 and 6.1. Not modelled: uevents, sysfs, minors above 20 bits.
 */
import type { PlainState } from '../../clock';
import { ERRNO } from '../errno';
import { copyPlain } from '../plain-copy';

export const MINOR_BITS = 20;
export const MISC_MAJOR = 10;
export const MISC_DYNAMIC_MINOR = 255;
export const MAJORS = 512;
/** Dynamic majors: downwards, first the low range, then the extended one. */
const DYNAMIC = [[254, 234], [511, 384]] as const;
const MISC_DYNAMIC = 64;

export const deviceNumber = (major: number, minor: number): number => ((major << MINOR_BITS) | minor) >>> 0;
export const majorOf = (dev: number): number => dev >>> MINOR_BITS;
export const minorOf = (dev: number): number => dev & ((1 << MINOR_BITS) - 1);

export interface NumberRegion { readonly major: number; readonly minor: number; readonly count: number; readonly name: string; readonly owner: string }
export interface CdevMapping { readonly dev: number; readonly count: number; readonly cdev: number; readonly owner: string }
export interface ClassRecord { readonly address: number; readonly name: string; readonly owner: string }
export interface DeviceRecord { readonly address: number; readonly classAddress: number; readonly dev: number; readonly name: string; readonly owner: string }
export interface DeviceNode { readonly path: string; readonly major: number; readonly minor: number; readonly driver: string }
export interface MiscRecord { readonly minor: number; readonly address: number; readonly name: string; readonly owner: string }

interface State {
  regions: NumberRegion[];
  cdevs: CdevMapping[];
  /** From cdev_alloc: they go with cdev_del. */
  allocated: number[];
  classes: ClassRecord[];
  devices: DeviceRecord[];
  nodes: DeviceNode[];
  misc: MiscRecord[];
}

export class Devices {
  private state: State = {
    regions: [
      { major: 1, minor: 0, count: 256, name: 'mem', owner: '' },
      { major: 5, minor: 0, count: 2, name: '/dev/tty', owner: '' },
      { major: MISC_MAJOR, minor: 0, count: 256, name: 'misc', owner: '' },
    ],
    cdevs: [],
    allocated: [],
    classes: [],
    devices: [],
    nodes: [
      { path: '/dev/mem', major: 1, minor: 1, driver: 'mem' },
      { path: '/dev/null', major: 1, minor: 3, driver: 'mem' },
      { path: '/dev/zero', major: 1, minor: 5, driver: 'mem' },
      { path: '/dev/tty', major: 5, minor: 0, driver: '/dev/tty' },
    ],
    misc: [],
  };

  get regions(): readonly NumberRegion[] {
    return this.state.regions;
  }
  get nodes(): readonly DeviceNode[] {
    return this.state.nodes;
  }
  get classes(): readonly ClassRecord[] {
    return this.state.classes;
  }
  get devices(): readonly DeviceRecord[] {
    return this.state.devices;
  }
  get cdevs(): readonly CdevMapping[] {
    return this.state.cdevs;
  }
  get misc(): readonly MiscRecord[] {
    return this.state.misc;
  }

  /** `major` 0: any. @returns the major, or a negative error number. */
  registerRegion(major: number, minor: number, count: number, name: string, owner: string): number {
    if (major >= MAJORS || minor + count > 1 << MINOR_BITS) return -ERRNO.EINVAL;
    const chosen = major === 0 ? this.freeMajor() : major;
    if (chosen === undefined) return -ERRNO.EBUSY;
    const clash = this.state.regions.some((region) => region.major === chosen && minor < region.minor + region.count && region.minor < minor + count);
    if (clash) return -ERRNO.EBUSY;
    this.state.regions.push({ major: chosen, minor, count, name: name.slice(0, 63), owner });
    this.state.regions.sort((a, b) => a.major - b.major || a.minor - b.minor);
    return chosen;
  }

  /** Only an exact match is removed. */
  unregisterRegion(major: number, minor: number, count: number): boolean {
    return remove(this.state.regions, (region) => region.major === major && region.minor === minor && region.count === count) !== undefined;
  }

  addCdev(mapping: CdevMapping): void {
    this.state.cdevs.push(mapping);
  }

  removeCdev(cdev: number): boolean {
    return remove(this.state.cdevs, (mapping) => mapping.cdev === cdev) !== undefined;
  }

  noteAllocated(cdev: number): void {
    this.state.allocated.push(cdev);
  }

  /** @returns whether the memory of the cdev goes with it. */
  forgetAllocated(cdev: number): boolean {
    return remove(this.state.allocated, (one) => one === cdev) !== undefined;
  }

  cdevAt(dev: number): CdevMapping | undefined {
    return this.state.cdevs.find((mapping) => dev >= mapping.dev && dev < mapping.dev + mapping.count);
  }

  miscAt(minor: number): MiscRecord | undefined {
    return this.state.misc.find((one) => one.minor === minor);
  }

  addClass(record: ClassRecord): void {
    this.state.classes.push(record);
  }

  removeClass(address: number): ClassRecord | undefined {
    return remove(this.state.classes, (record) => record.address === address);
  }

  addDevice(record: DeviceRecord, driver: string): void {
    this.state.devices.push(record);
    if (record.dev !== 0) this.state.nodes.push({ path: `/dev/${record.name.replaceAll('!', '/')}`, major: majorOf(record.dev), minor: minorOf(record.dev), driver });
  }

  removeDevice(classAddress: number, dev: number): DeviceRecord | undefined {
    const record = remove(this.state.devices, (one) => one.classAddress === classAddress && one.dev === dev);
    if (record !== undefined) this.removeNode(`/dev/${record.name.replaceAll('!', '/')}`);
    return record;
  }

  removeDeviceAt(address: number): DeviceRecord | undefined {
    const record = remove(this.state.devices, (one) => one.address === address);
    if (record !== undefined && record.dev !== 0) this.removeNode(`/dev/${record.name.replaceAll('!', '/')}`);
    return record;
  }

  /** @returns the minor given, or a negative error number. */
  addMisc(minor: number, address: number, name: string, owner: string): number {
    let chosen = minor;
    if (minor === MISC_DYNAMIC_MINOR) {
      chosen = MISC_DYNAMIC - 1;
      while (chosen >= 0 && this.miscAt(chosen) !== undefined) chosen--;
      if (chosen < 0) return -ERRNO.EBUSY;
    } else if (this.miscAt(minor) !== undefined) return -ERRNO.EBUSY;
    if (this.node(`/dev/${name}`) !== undefined) return -ERRNO.EEXIST;
    this.state.misc.push({ minor: chosen, address, name, owner });
    this.state.nodes.push({ path: `/dev/${name}`, major: MISC_MAJOR, minor: chosen, driver: name });
    return chosen;
  }

  removeMisc(address: number): MiscRecord | undefined {
    const record = remove(this.state.misc, (one) => one.address === address);
    if (record !== undefined) this.removeNode(`/dev/${record.name}`);
    return record;
  }

  node(path: string): DeviceNode | undefined {
    return this.state.nodes.find((node) => node.path === path);
  }

  /** A file for a number, made by hand. */
  addNode(path: string, major: number, minor: number): void {
    this.state.nodes.push({ path, major, minor, driver: this.driverOf(deviceNumber(major, minor)) });
  }

  /** Name under which /proc/devices lists a number. */
  driverOf(dev: number): string {
    const [major, minor] = [majorOf(dev), minorOf(dev)];
    return this.state.regions.find((region) => region.major === major && minor >= region.minor && minor < region.minor + region.count)?.name ?? '';
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state) as State;
  }

  private removeNode(path: string): void {
    remove(this.state.nodes, (node) => node.path === path);
  }

  private freeMajor(): number | undefined {
    for (const [high, low] of DYNAMIC) {
      for (let major = high; major >= low; major--) if (!this.state.regions.some((region) => region.major === major)) return major;
    }
    return undefined;
  }
}

function remove<T>(list: T[], matches: (item: T) => boolean): T | undefined {
  const index = list.findIndex(matches);
  return index < 0 ? undefined : list.splice(index, 1)[0];
}
