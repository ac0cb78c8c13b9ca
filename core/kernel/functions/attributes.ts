/** Files under /sys that drivers make. Behaviour: drivers/base/core.c, fs/sysfs/{file,group}.c. */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import type { AttributeKind } from '../sysfs';
import { deviceDirectory } from '../sysfs';
import { driverName, kernelText } from '../platform';
import type { KernelFunction } from './declare';

const SYSFS = 'linux/sysfs.h';
const DEVICE = 'linux/device.h';
/** A list of attributes or groups that never ends is cut here. */
const MOST = 256;

function add(k: KernelCore, directory: string | undefined, kind: AttributeKind, object: number, attribute: number): number {
  if (directory === undefined) return -ERRNO.EINVAL;
  const path = `${directory}/${k.memory.string(k.memory.field('attribute', attribute, 'name'))}`;
  if (k.sysfs.add({ path, kind, object, attribute, mode: k.memory.field('attribute', attribute, 'mode'), owner: k.owner })) return 0;
  k.print(4, `sysfs: cannot create duplicate filename '${path}'`);
  return -ERRNO.EEXIST;
}

/** Attributes of a list that ends with NULL, by address. */
function members(k: KernelCore, list: number): number[] {
  const found: number[] = [];
  for (let i = 0; list !== 0 && i < MOST; i++) {
    const attribute = k.memory.word(list + 4 * i);
    if (attribute === 0) break;
    found.push(attribute);
  }
  return found;
}

export function addAttributes(k: KernelCore, directory: string | undefined, kind: AttributeKind, object: number, list: number): number {
  for (const attribute of members(k, list)) {
    const result = add(k, directory, kind, object, attribute);
    if (result < 0) return result;
  }
  return 0;
}

export function addGroup(k: KernelCore, directory: string | undefined, kind: AttributeKind, object: number, group: number): number {
  const name = k.memory.field('attribute_group', group, 'name');
  const inside = directory === undefined || name === 0 ? directory : `${directory}/${k.memory.string(name)}`;
  const result = addAttributes(k, inside, kind, object, k.memory.field('attribute_group', group, 'attrs'));
  if (result < 0 || !k.memory.has('attribute_group', 'bin_attrs')) return result;
  return addAttributes(k, inside, 'binary', object, k.memory.field('attribute_group', group, 'bin_attrs'));
}

/** A NULL-terminated list of groups for a device. */
/** The members of an array that ends with NULL. */
export function groupsAt(k: KernelCore, groups: number): number[] {
  const found: number[] = [];
  for (let i = 0; groups !== 0 && i < MOST; i++) {
    const group = k.memory.word(groups + 4 * i);
    if (group === 0) break;
    found.push(group);
  }
  return found;
}

export function addDeviceGroups(k: KernelCore, device: number, groups: number): number {
  for (const group of groupsAt(k, groups)) {
    const result = addGroup(k, deviceDirectory(k, device), 'device', device, group);
    if (result < 0) return result;
  }
  return 0;
}

const deviceOf = (k: KernelCore, kobject: number): number => kobject - k.memory.at('device', 0, 'kobj');

/** What a kobject stands for: a directory of its own, or the device that it lies in. */
export function behind(k: KernelCore, kobject: number): { readonly kind: AttributeKind; readonly object: number; readonly directory: string | undefined } {
  const own = k.sysfs.directoryOf(kobject);
  if (own !== undefined) return { kind: k.memory.field('kobject', kobject, 'ktype') === 0 ? 'kobject' : 'ktype', object: kobject, directory: own.path };
  const device = deviceOf(k, kobject);
  return { kind: 'device', object: device, directory: deviceDirectory(k, device) };
}

export function makeDirectory(k: KernelCore, name: string, parent: string, owner: string): number {
  const kobject = k.slab.allocate(k.memory.sizeOf('kobject'), owner);
  if (kobject === 0) return 0;
  k.memory.zero(kobject, k.memory.sizeOf('kobject'));
  k.memory.setField('kobject', kobject, 'name', kernelText(k, name));
  k.sysfs.addDirectory({ kobject, path: `${parent}/${name}`, owner });
  return kobject;
}

/** Its attributes go with it. */
export function putDirectory(k: KernelCore, kobject: number): number {
  if (k.sysfs.directoryOf(kobject) === undefined) return 0;
  k.sysfs.removeDirectory(kobject);
  k.slab.release(k.memory.field('kobject', kobject, 'name'));
  k.slab.release(kobject);
  return 0;
}

function createGroups(k: KernelCore, kobject: number, groups: number): number {
  const { kind, object, directory } = behind(k, kobject);
  for (const group of groupsAt(k, groups)) {
    const result = addGroup(k, directory, kind, object, group);
    if (result < 0) return result;
  }
  return 0;
}

function removeMembers(k: KernelCore, object: number, group: number): number {
  for (const attribute of members(k, k.memory.field('attribute_group', group, 'attrs'))) k.sysfs.remove(object, attribute);
  return 0;
}

const row = (prototype: string, header: string, immediate: (k: KernelCore, args: readonly number[]) => number, since?: string): KernelFunction => ({ prototype, header, sleeps: true, ...(since === undefined ? {} : { since }), immediate });
const classDirectory = (k: KernelCore, address: number): string | undefined => {
  const name = k.devices.classes.find((one) => one.address === address)?.name;
  return name === undefined ? undefined : `/sys/class/${name}`;
};
/** struct device_driver lies inside struct platform_driver. */
const driverDirectory = (k: KernelCore, driver: number): string => `/sys/bus/platform/drivers/${driverName(k, driver - k.memory.at('platform_driver', 0, 'driver'))}`;
const nothing = (k: KernelCore, object: number, attribute: number): number => (k.sysfs.remove(object, attribute) ? 0 : 0);

export const ATTRIBUTES: readonly KernelFunction[] = [
  row('int device_create_file(struct device *device, const struct device_attribute *entry)', DEVICE, (k, [device, entry]) => add(k, deviceDirectory(k, device), 'device', device, entry)),
  row('void device_remove_file(struct device *dev, const struct device_attribute *attr)', DEVICE, (k, [device, entry]) => nothing(k, device, entry)),
  row('int sysfs_create_file(struct kobject *kobj, const struct attribute *attr)', SYSFS, (k, [kobject, attribute]) => {
    const { kind, object, directory } = behind(k, kobject);
    return add(k, directory, kind, object, attribute);
  }),
  row('int sysfs_create_bin_file(struct kobject *kobj, const struct bin_attribute *attr)', SYSFS, (k, [kobject, attribute]) => {
    const { object, directory } = behind(k, kobject);
    return add(k, directory, 'binary', object, attribute);
  }),
  row('void sysfs_remove_bin_file(struct kobject *kobj, const struct bin_attribute *attr)', SYSFS, (k, [kobject, attribute]) => nothing(k, behind(k, kobject).object, attribute)),
  row('int device_create_bin_file(struct device *dev, const struct bin_attribute *attr)', DEVICE, (k, [device, attribute]) => add(k, deviceDirectory(k, device), 'binary', device, attribute)),
  row('void device_remove_bin_file(struct device *dev, const struct bin_attribute *attr)', DEVICE, (k, [device, attribute]) => nothing(k, device, attribute)),
  row('void sysfs_remove_file(struct kobject *kobj, const struct attribute *attr)', SYSFS, (k, [kobject, attribute]) => nothing(k, behind(k, kobject).object, attribute)),
  row('int sysfs_create_group(struct kobject *kobj, const struct attribute_group *grp)', SYSFS, (k, [kobject, group]) => {
    const { kind, object, directory } = behind(k, kobject);
    return addGroup(k, directory, kind, object, group);
  }),
  row('void sysfs_remove_group(struct kobject *kobj, const struct attribute_group *grp)', SYSFS, (k, [kobject, group]) => removeMembers(k, behind(k, kobject).object, group)),
  row('int sysfs_create_groups(struct kobject *kobj, const struct attribute_group **groups)', SYSFS, (k, [kobject, groups]) => createGroups(k, kobject, groups), '3.11'),
  row('void sysfs_remove_groups(struct kobject *kobj, const struct attribute_group **groups)', SYSFS, (k, [kobject, groups]) => {
    for (const group of groupsAt(k, groups)) removeMembers(k, behind(k, kobject).object, group);
    return 0;
  }, '3.11'),
  row('void device_remove_groups(struct device *dev, const struct attribute_group **groups)', DEVICE, (k, [device, groups]) => {
    for (const group of groupsAt(k, groups)) removeMembers(k, device, group);
    return 0;
  }, '3.11'),
  row('int device_add_groups(struct device *dev, const struct attribute_group **groups)', DEVICE, (k, [device, groups]) => addDeviceGroups(k, device, groups), '3.11'),
  row('int devm_device_add_group(struct device *dev, const struct attribute_group *grp)', DEVICE, (k, [device, group]) => {
    const result = addGroup(k, deviceDirectory(k, device), 'device', device, group);
    if (result === 0) k.managed.add(device, 'sysfs_remove_group', device + k.memory.at('device', 0, 'kobj'), group);
    return result;
  }, '4.14'),
  row('int class_create_file(struct class *class, const struct class_attribute *attr)', DEVICE, (k, [address, attribute]) => add(k, classDirectory(k, address), 'class', address, attribute)),
  row('void class_remove_file(struct class *class, const struct class_attribute *attr)', DEVICE, (k, [address, attribute]) => nothing(k, address, attribute)),
  row('int driver_create_file(struct device_driver *driver, const struct driver_attribute *attr)', DEVICE, (k, [driver, attribute]) => add(k, driverDirectory(k, driver), 'driver', driver, attribute)),
  row('void driver_remove_file(struct device_driver *driver, const struct driver_attribute *attr)', DEVICE, (k, [driver, attribute]) => nothing(k, driver, attribute)),
];
