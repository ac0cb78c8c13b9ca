/** Number regions, cdevs, classes, devices, misc devices. Behaviour: fs/char_dev.c, drivers/base/core.c, drivers/char/misc.c. */
import { MAJORS, deviceNumber, majorOf, minorOf, MISC_MAJOR } from '../chardev/devices';
import { forgetName } from '../device-names';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { atLeast } from '../profiles';
import { addDeviceGroups } from './attributes';
import type { KernelFunction } from './declare';

const alwaysSleeps = { sleeps: true } as const;

function createClass(k: KernelCore, owner: number, name: number): number {
  const text = k.memory.string(name);
  if (k.devices.classes.some((one) => one.name === text)) return -ERRNO.EEXIST;
  const address = k.allocate(k.memory.sizeOf('class'));
  if (address === 0) return -ERRNO.ENOMEM;
  k.memory.zero(address, k.memory.sizeOf('class'));
  k.memory.setField('class', address, 'name', name);
  if (k.memory.has('class', 'owner')) k.memory.setField('class', address, 'owner', owner);
  k.devices.addClass({ address, name: text, owner: k.owner });
  return address;
}

/** A class that is the driver's own structure. */
function registerClass(k: KernelCore, address: number): number {
  const text = k.memory.string(k.memory.field('class', address, 'name'));
  if (k.devices.classes.some((one) => one.name === text)) return -ERRNO.EEXIST;
  k.devices.addClass({ address, name: text, owner: k.owner });
  return 0;
}

function createDevice(k: KernelCore, [classAddress, parent, dev, data, format, ...rest]: readonly number[]): number {
  const name = k.format(format, rest);
  const known = k.devices.classes.some((one) => one.address === classAddress);
  if (!known) return -ERRNO.ENODEV;
  if (k.devices.devices.some((one) => one.name === name && one.classAddress === classAddress)) {
    k.print(4, `sysfs: cannot create duplicate filename '/class/${name}'`);
    return -ERRNO.EEXIST;
  }
  const address = k.allocate(k.memory.sizeOf('device'));
  if (address === 0) return -ERRNO.ENOMEM;
  k.memory.zero(address, k.memory.sizeOf('device'));
  k.memory.setField('device', address, 'parent', parent);
  k.memory.setField('device', address, 'driver_data', data);
  k.memory.setField('device', address, 'devt', dev);
  k.memory.setField('device', address, 'class', classAddress);
  k.devices.addDevice({ address, classAddress, dev, name, owner: k.owner }, k.devices.driverOf(dev));
  if (k.memory.has('class', 'dev_groups')) addDeviceGroups(k, address, k.memory.field('class', classAddress, 'dev_groups'));
  return address;
}

function destroyDevice(k: KernelCore, classAddress: number, dev: number): number {
  const record = k.devices.removeDevice(classAddress, dev);
  if (record === undefined) return 0;
  forgetName(k, record.address);
  k.sysfs.removeAll(record.address);
  k.slab.release(record.address);
  return 0;
}

function destroyClass(k: KernelCore, address: number): number {
  if (address === 0 || address >= 0xffff_f001) return 0;
  const orphans = k.devices.devices.filter((one) => one.classAddress === address);
  const record = k.devices.removeClass(address);
  if (record === undefined) {
    k.warn(`class_destroy(${address.toString(16).padStart(8, '0')}): no such class`);
    return 0;
  }
  if (orphans.length > 0) {
    k.find({ rule: 'class-before-device', message: `class ${record.name} is destroyed while ${orphans.map((one) => one.name).join(', ')} still exists.` });
  }
  k.slab.release(address);
  return 0;
}

export function addCdev(k: KernelCore, p: number, dev: number, count: number): number {
  k.memory.setField('cdev', p, 'dev', dev);
  k.memory.setField('cdev', p, 'count', count);
  if (k.devices.cdevAt(dev) !== undefined) return -ERRNO.EBUSY;
  k.devices.addCdev({ dev, count, cdev: p, owner: k.owner });
  return 0;
}

function initCdev(k: KernelCore, cdev: number, operations: number): number {
  k.memory.zero(cdev, k.memory.sizeOf('cdev'));
  k.memory.setField('cdev', cdev, 'ops', operations);
  return 0;
}

function tellTooLarge(k: KernelCore, major: number, name: number): void {
  if (major >= MAJORS && atLeast(k.profile, '4.12')) k.print(3, `CHRDEV "${k.memory.string(name)}" major requested (${major}) is greater than the maximum (${MAJORS - 1})`);
}

/** 256 minors and a cdev of the kernel's own. */
function registerChrdev(k: KernelCore, major: number, name: number, operations: number): number {
  tellTooLarge(k, major, name);
  const given = k.devices.registerRegion(major, 0, 256, k.memory.string(name), k.owner);
  if (given < 0) return given;
  const cdev = k.allocate(k.memory.sizeOf('cdev'));
  if (cdev === 0) {
    k.devices.unregisterRegion(given, 0, 256);
    return -ERRNO.ENOMEM;
  }
  initCdev(k, cdev, operations);
  const result = addCdev(k, cdev, deviceNumber(given, 0), 256);
  if (result < 0) return result;
  return major === 0 ? given : 0;
}

function unregisterChrdev(k: KernelCore, major: number): number {
  const mapping = k.devices.cdevAt(deviceNumber(major, 0));
  if (!k.devices.unregisterRegion(major, 0, 256)) return 0;
  if (mapping !== undefined) {
    k.devices.removeCdev(mapping.cdev);
    k.slab.release(mapping.cdev);
  }
  return 0;
}

function registerMisc(k: KernelCore, misc: number): number {
  const name = k.memory.string(k.memory.field('miscdevice', misc, 'name'));
  const minor = k.devices.addMisc(k.memory.field('miscdevice', misc, 'minor'), misc, name, k.owner);
  if (minor < 0) return minor;
  const device = k.allocate(k.memory.sizeOf('device'));
  if (device === 0) {
    k.devices.removeMisc(misc);
    return -ERRNO.ENOMEM;
  }
  k.memory.zero(device, k.memory.sizeOf('device'));
  k.memory.setField('device', device, 'devt', deviceNumber(MISC_MAJOR, minor));
  k.memory.setField('miscdevice', misc, 'minor', minor);
  k.memory.setField('miscdevice', misc, 'this_device', device);
  if (k.memory.has('miscdevice', 'groups')) addDeviceGroups(k, device, k.memory.field('miscdevice', misc, 'groups'));
  return 0;
}

function deregisterMisc(k: KernelCore, misc: number): number {
  const record = k.devices.removeMisc(misc);
  if (record === undefined) {
    k.warn('misc_deregister of a device that is not registered');
    return -ERRNO.EINVAL;
  }
  forgetName(k, k.memory.field('miscdevice', misc, 'this_device'));
  k.sysfs.removeAll(k.memory.field('miscdevice', misc, 'this_device'));
  k.slab.release(k.memory.field('miscdevice', misc, 'this_device'));
  k.memory.setField('miscdevice', misc, 'this_device', 0);
  return 0;
}

export const CHARACTER_DEVICES: readonly KernelFunction[] = [
  {
    prototype: 'int alloc_chrdev_region(dev_t *dev, unsigned baseminor, unsigned count, const char *name)', header: 'linux/fs.h',
    ...alwaysSleeps,
    immediate: (k, [dev, baseminor, count, name]) => {
      const major = k.devices.registerRegion(0, baseminor, count, k.memory.string(name), k.owner);
      if (major < 0) return major;
      k.memory.setWord(dev, deviceNumber(major, baseminor));
      return 0;
    },
  },
  {
    prototype: 'int register_chrdev_region(dev_t from, unsigned count, const char *name)', header: 'linux/fs.h',
    ...alwaysSleeps,
    immediate: (k, [from, count, name]) => {
      if (majorOf(from) === 0) return -ERRNO.EINVAL;
      tellTooLarge(k, majorOf(from), name);
      return Math.min(0, k.devices.registerRegion(majorOf(from), minorOf(from), count, k.memory.string(name), k.owner));
    },
  },
  {
    prototype: 'void unregister_chrdev_region(dev_t from, unsigned count)', header: 'linux/fs.h',
    ...alwaysSleeps,
    immediate: (k, [from, count]) => {
      if (k.devices.unregisterRegion(majorOf(from), minorOf(from), count)) return 0;
      const own = k.devices.regions.filter((region) => region.owner !== '' && region.owner === k.owner).map((region) => `${region.major}:${region.minor}`);
      k.find({ rule: 'chrdev-region-mismatch', message: `unregister_chrdev_region(${majorOf(from)}:${minorOf(from)}, ${count}) by ${k.owner} matches no region and does nothing${own.length > 0 ? `: ${own.join(', ')} stays taken` : ''}.` });
      return 0;
    },
  },
  { prototype: 'int register_chrdev(unsigned int major, const char *name, const struct file_operations *fops)', header: 'linux/fs.h', ...alwaysSleeps, immediate: (k, [major, name, fops]) => registerChrdev(k, major, name, fops) },
  { prototype: 'void unregister_chrdev(unsigned int major, const char *name)', header: 'linux/fs.h', ...alwaysSleeps, immediate: (k, [major]) => unregisterChrdev(k, major) },
  { prototype: 'void cdev_init(struct cdev *cdev, const struct file_operations *fops)', header: 'linux/cdev.h', immediate: (k, [cdev, fops]) => initCdev(k, cdev, fops) },
  { prototype: 'int cdev_add(struct cdev *p, dev_t dev, unsigned count)', header: 'linux/cdev.h', ...alwaysSleeps, immediate: (k, [p, dev, count]) => addCdev(k, p, dev, count) },
  {
    prototype: 'void cdev_del(struct cdev *p)', header: 'linux/cdev.h',
    ...alwaysSleeps,
    immediate: (k, [p]) => {
      k.devices.removeCdev(p);
      if (k.devices.forgetAllocated(p)) k.slab.release(p);
      return 0;
    },
  },
  { prototype: 'struct class *class_create(struct module *owner, const char *name)', header: 'linux/device.h', until: '6.4', ...alwaysSleeps, immediate: (k, [owner, name]) => createClass(k, owner, name) },
  { prototype: 'struct class *class_create(const char *name)', header: 'linux/device.h', since: '6.4', ...alwaysSleeps, immediate: (k, [name]) => createClass(k, 0, name) },
  { prototype: 'int class_register(struct class *cls)', header: 'linux/device.h', ...alwaysSleeps, immediate: (k, [cls]) => registerClass(k, cls) },
  { prototype: 'void class_unregister(struct class *cls)', header: 'linux/device.h', ...alwaysSleeps, immediate: (k, [cls]) => (k.devices.removeClass(cls) === undefined ? (k.warn(`class_unregister(${cls.toString(16).padStart(8, '0')}): no such class`), 0) : 0) },
  { prototype: 'void class_destroy(struct class *cls)', header: 'linux/device.h', ...alwaysSleeps, immediate: (k, [cls]) => destroyClass(k, cls) },
  { prototype: 'struct device *device_create(struct class *cls, struct device *parent, dev_t devt, const char *fmt, ...)', header: 'linux/device.h', until: '2.6.27', ...alwaysSleeps, immediate: (k, [cls, parent, dev, format, ...rest]) => createDevice(k, [cls, parent, dev, 0, format, ...rest]) },
  { prototype: 'struct device *device_create(struct class *cls, struct device *parent, dev_t devt, void *drvdata, const char *fmt, ...)', header: 'linux/device.h', since: '2.6.27', ...alwaysSleeps, immediate: (k, args) => createDevice(k, args) },
  { prototype: 'struct class_device *class_device_create(struct class *cls, struct class_device *parent, dev_t devt, struct device *device, const char *fmt, ...)', header: 'linux/device.h', until: '2.6.26', replacedBy: 'device_create', ...alwaysSleeps, immediate: (k, [cls, , dev, , format, ...rest]) => createDevice(k, [cls, 0, dev, 0, format, ...rest]) },
  { prototype: 'void class_device_destroy(struct class *cls, dev_t devt)', header: 'linux/device.h', until: '2.6.26', replacedBy: 'device_destroy', ...alwaysSleeps, immediate: (k, [cls, devt]) => destroyDevice(k, cls, devt) },
  { prototype: 'void device_destroy(struct class *cls, dev_t devt)', header: 'linux/device.h', ...alwaysSleeps, immediate: (k, [cls, devt]) => destroyDevice(k, cls, devt) },
  { prototype: 'int misc_register(struct miscdevice *misc)', header: 'linux/miscdevice.h', ...alwaysSleeps, immediate: (k, [misc]) => registerMisc(k, misc) },
  { prototype: 'int misc_deregister(struct miscdevice *misc)', header: 'linux/miscdevice.h', until: '4.3', ...alwaysSleeps, immediate: (k, [misc]) => deregisterMisc(k, misc) },
  { prototype: 'void misc_deregister(struct miscdevice *misc)', header: 'linux/miscdevice.h', since: '4.3', ...alwaysSleeps, immediate: (k, [misc]) => deregisterMisc(k, misc) },
];
