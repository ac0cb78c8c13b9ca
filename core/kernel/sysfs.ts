/**
 * /sys: attributes of devices, classes and drivers, and the parameters of modules, as files. Behaviour: fs/sysfs,
 * drivers/base/core.c. Not modelled: links between directories, uevents, is_visible.
 */
import type { PlainState } from '../clock';
import { deviceName } from './device-names';
import { dmaFiles } from './dmaengine/files';
import type { KernelCore } from './kernel-core';
import { parametersOf } from './params';
import { copyPlain } from './plain-copy';
import { deviceIn } from './platform';

/** `ktype`: through the sysfs_ops of the object's type. `binary`: bytes at any place, through a struct bin_attribute. */
export type AttributeKind = 'device' | 'class' | 'driver' | 'kobject' | 'ktype' | 'binary';

export interface SysAttribute {
  readonly path: string;
  readonly kind: AttributeKind;
  /** Address of the device, class or driver, and of its struct attribute. */
  readonly object: number;
  readonly attribute: number;
  readonly mode: number;
  readonly owner: string;
}

/** A directory that a module made: kobject_create_and_add. */
interface Directory {
  /** Address of its struct kobject. */
  readonly kobject: number;
  readonly path: string;
  readonly owner: string;
}

interface State {
  attributes: SysAttribute[];
  directories: Directory[];
}

export class Sysfs {
  private state: State = { attributes: [], directories: [] };

  get directories(): readonly Directory[] {
    return this.state.directories;
  }

  addDirectory(directory: Directory): void {
    this.state.directories.push(directory);
  }

  directoryOf(kobject: number): Directory | undefined {
    return this.state.directories.find((one) => one.kobject === kobject);
  }

  removeDirectory(kobject: number): void {
    this.state.directories = this.state.directories.filter((one) => one.kobject !== kobject);
    this.removeAll(kobject);
  }

  get list(): readonly SysAttribute[] {
    return this.state.attributes;
  }

  /** @returns false when there is one of this path. */
  add(attribute: SysAttribute): boolean {
    if (this.state.attributes.some((one) => one.path === attribute.path)) return false;
    this.state.attributes.push(attribute);
    return true;
  }

  remove(object: number, attribute: number): boolean {
    const before = this.state.attributes.length;
    this.state.attributes = this.state.attributes.filter((one) => one.object !== object || one.attribute !== attribute);
    return this.state.attributes.length < before;
  }

  /** The object goes, its files too. */
  removeAll(object: number): void {
    this.state.attributes = this.state.attributes.filter((one) => one.object !== object);
  }

  at(path: string): SysAttribute | undefined {
    return this.state.attributes.find((one) => one.path === path);
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state as State);
  }
}

/** Directory of a device; undefined: it is not registered. */
export function deviceDirectory(k: KernelCore, device: number): string | undefined {
  const record = k.devices.devices.find((one) => one.address === device);
  if (record !== undefined) return `/sys/class/${k.devices.classes.find((one) => one.address === record.classAddress)?.name ?? '?'}/${record.name}`;
  const misc = k.devices.misc.find((one) => k.memory.field('miscdevice', one.address, 'this_device') === device);
  if (misc !== undefined) return `/sys/class/misc/${misc.name}`;
  return k.platform.devices.some((one) => deviceIn(k, one.address) === device) ? `/sys/devices/platform/${deviceName(k, device)}` : undefined;
}

/** Texts that the kernel itself gives: "254:0". */
function ownFiles(k: KernelCore): [string, string][] {
  const numbers = (dev: number): string => `${dev >>> 20}:${dev & 0xf_ffff}\n`;
  return [
    ...dmaFiles(k),
    ...k.devices.devices.map((one): [string, string] => [`${deviceDirectory(k, one.address) ?? ''}/dev`, numbers(one.dev)]),
    ...k.devices.misc.map((one): [string, string] => [`/sys/class/misc/${one.name}/dev`, numbers((10 << 20) | one.minor)]),
    ...k.modules.list.flatMap((module): [string, string][] => [[`/sys/module/${module.name}/refcnt`, `${module.refs}\n`], [`/sys/module/${module.name}/initstate`, `${module.state}\n`]]),
  ];
}

interface ParameterFile {
  readonly path: string;
  readonly module: string;
  readonly name: string;
}

function parameterFiles(k: KernelCore): ParameterFile[] {
  return k.modules.list.flatMap((module) => parametersOf(k, module).filter((one) => one.mode !== 0).map(({ name }) => ({ path: `/sys/module/${module.name}/parameters/${name}`, module: module.name, name })));
}

export function sysPaths(k: KernelCore): string[] {
  return [...k.sysfs.list.map((one) => one.path), ...k.entries.list.map((one) => one.path), ...k.sysfs.directories.map((one) => one.path), ...ownFiles(k).map(([path]) => path), ...parameterFiles(k).map((one) => one.path)];
}

export function isSysDirectory(k: KernelCore, path: string): boolean {
  if (path === '/sys' || k.entries.at(path)?.operations === 0 || k.sysfs.directories.some((one) => one.path === path)) return true;
  return path.startsWith('/sys/') && sysPaths(k).some((one) => one.startsWith(`${path}/`));
}

export type SysFile = { readonly text: string } | { readonly attribute: SysAttribute } | { readonly parameter: ParameterFile };

export function sysFile(k: KernelCore, path: string): SysFile | undefined {
  const attribute = k.sysfs.at(path);
  if (attribute !== undefined) return { attribute };
  const parameter = parameterFiles(k).find((one) => one.path === path);
  if (parameter !== undefined) return { parameter };
  const own = ownFiles(k).find(([one]) => one === path);
  return own === undefined ? undefined : { text: own[1] };
}
