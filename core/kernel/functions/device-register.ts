/** Devices that drivers make themselves, and cdevs together with them. Behaviour: drivers/base/core.c, fs/char_dev.c. References are not counted: a device goes when it is deleted. */
import { deviceName, forgetName, nameBlock } from '../device-names';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { call, callPointer, next, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import { addDeviceGroups } from './attributes';
import { addCdev } from './character-devices';
import type { KernelFunction } from './declare';

const DEVICE = 'linux/device.h';

function addDevice(k: KernelCore, device: number): number {
  const name = deviceName(k, device);
  if (name === '') return -ERRNO.EINVAL;
  const classAddress = k.memory.field('device', device, 'class');
  if (k.devices.devices.some((one) => one.name === name && one.classAddress === classAddress)) {
    k.print(4, `sysfs: cannot create duplicate filename '/class/${name}'`);
    return -ERRNO.EEXIST;
  }
  const dev = k.memory.field('device', device, 'devt');
  k.devices.addDevice({ address: device, classAddress, dev, name, owner: k.owner }, k.devices.driverOf(dev));
  return addDeviceGroups(k, device, k.memory.field('device', device, 'groups'));
}

function deleteDevice(k: KernelCore, device: number): void {
  k.devices.removeDeviceAt(device);
  k.sysfs.removeAll(device);
}

/** A device on a bus of a driver's own looks for its driver. */
function joinBus(f: Frame, k: KernelCore): Op {
  const result = addDevice(k, f.args[0]);
  const bus = k.memory.field('device', f.args[0], 'bus');
  return result < 0 || bus === 0 ? value(result) : call('bus:attach', 0, f.args[0]);
}

/** Let go by its driver; delete, then what is managed, then its release function. */
const UNREGISTER: readonly Step<KernelCore>[] = [
  { text: '', run: (f, k) => (k.memory.field('device', f.args[0], 'bus') === 0 ? next() : call('bus:detach', f.args[0])) },
  {
    text: '',
    run: (f, k) => {
      deleteDevice(k, f.args[0]);
      return { op: 'call', name: 'devres_release_all', args: [f.args[0]] };
    },
  },
  {
    text: 'release',
    run: (f, k) => {
      const release = k.memory.field('device', f.args[0], 'release');
      const name = deviceName(k, f.args[0]);
      // The function may still ask for the name, and frees the device.
      f.locals.name = release === 0 ? 0 : nameBlock(k, f.args[0]);
      if (release !== 0) return callPointer(release, f.args[0]);
      forgetName(k, f.args[0]);
      k.warn(`Device '${name}' does not have a release() function, it is broken and must be fixed.`);
      return next();
    },
  },
  {
    text: '',
    run: (f, k) => {
      if (f.locals.name !== 0) k.slab.release(f.locals.name as number);
      return value(0);
    },
  },
];

const row = (prototype: string, header: string, immediate: (k: KernelCore, args: readonly number[]) => number, since?: string): KernelFunction => ({ prototype, header, sleeps: true, ...(since === undefined ? {} : { since }), immediate });

export const DEVICE_REGISTER: readonly KernelFunction[] = [
  ...['register', 'add'].map((name): KernelFunction => ({ prototype: `int device_${name}(struct device *dev)`, header: DEVICE, sleeps: true, steps: [{ text: '', run: joinBus }, { text: '', run: () => value(0) }] })),
  row('void device_del(struct device *dev)', DEVICE, (k, [device]) => {
    deleteDevice(k, device);
    forgetName(k, device);
    return 0;
  }),
  { prototype: 'void device_unregister(struct device *dev)', header: DEVICE, sleeps: true, steps: UNREGISTER },
  row('int cdev_device_add(struct cdev *cdev, struct device *dev)', 'linux/cdev.h', (k, [cdev, device]) => {
    const dev = k.memory.field('device', device, 'devt');
    const result = dev === 0 ? 0 : addCdev(k, cdev, dev, 1);
    if (result < 0) return result;
    const added = addDevice(k, device);
    if (added < 0 && dev !== 0) k.devices.removeCdev(cdev);
    return added;
  }, '4.12'),
  row('void cdev_device_del(struct cdev *cdev, struct device *dev)', 'linux/cdev.h', (k, [cdev, device]) => {
    deleteDevice(k, device);
    k.devices.removeCdev(cdev);
    return 0;
  }, '4.12'),
  row('void cdev_set_parent(struct cdev *p, struct kobject *kobj)', 'linux/cdev.h', () => 0, '4.12'),
];
