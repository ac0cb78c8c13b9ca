/** Buses of drivers' own, their drivers, and walks over their devices. Behaviour: drivers/base/{bus,driver}.c. */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { call, callPointer, jump, next, value } from '../operations';
import type { Frame, Op } from '../operations';
import { devicesOn } from '../own-buses';
import type { KernelFunction } from './declare';

const DEVICE = 'linux/device.h';

function registerBus(k: KernelCore, bus: number): number {
  const name = k.memory.string(k.memory.field('bus_type', bus, 'name'));
  if (k.buses.buses.some((one) => one.name === name) || name === 'platform') return -ERRNO.EEXIST;
  k.buses.buses.push({ address: bus, name });
  return 0;
}

function registerDriver(f: Frame, k: KernelCore): Op {
  const [driver] = f.args;
  const bus = k.memory.field('device_driver', driver, 'bus');
  const name = k.memory.string(k.memory.field('device_driver', driver, 'name'));
  const known = k.buses.buses.find((one) => one.address === bus);
  if (known === undefined) {
    k.print(3, `Driver '${name}' was unable to register with bus_type '${bus === 0 ? '(null)' : k.memory.string(k.memory.field('bus_type', bus, 'name'))}' because the bus was not initialized.`);
    return value(-ERRNO.EINVAL);
  }
  if (k.buses.drivers.some((one) => one.bus === bus && one.name === name)) {
    k.print(3, `Error: Driver '${name}' is already registered, aborting...`);
    return value(-ERRNO.EBUSY);
  }
  k.buses.drivers.push({ address: driver, bus, name });
  return call('bus:attach', driver, 0);
}

/** The function is called for each device behind `start` until it answers something. */
function visit(f: Frame, k: KernelCore, body: (device: number) => Op): Op {
  const list = (f.locals.list ??= devicesOn(k, f.args[0])) as number[];
  const from = f.args[1] === 0 ? 0 : list.indexOf(f.args[1]) + 1;
  const at = (f.locals.at as number | undefined) ?? from;
  f.locals.at = at + 1;
  f.locals.device = list[at] ?? 0;
  return list[at] === undefined ? value(0) : body(list[at]);
}

export const OWN_BUSES: readonly KernelFunction[] = [
  { prototype: 'int bus_register(struct bus_type *bus)', header: DEVICE, sleeps: true, immediate: (k, [bus]) => registerBus(k, bus) },
  {
    prototype: 'void bus_unregister(struct bus_type *bus)', header: DEVICE, sleeps: true,
    immediate: (k, [bus]) => {
      k.buses.removeBus(bus);
      k.sysfs.removeAll(bus);
      return 0;
    },
  },
  { prototype: 'int driver_register(struct device_driver *drv)', header: DEVICE, sleeps: true, steps: [{ text: '', run: registerDriver }, { text: '', run: () => value(0) }] },
  {
    prototype: 'void driver_unregister(struct device_driver *drv)', header: DEVICE, sleeps: true,
    steps: [
      {
        text: '',
        run: (f, k) => {
          const bus = k.buses.drivers.find((one) => one.address === f.args[0])?.bus;
          const device = bus === undefined ? undefined : devicesOn(k, bus).findLast((one) => k.memory.field('device', one, 'driver') === f.args[0]);
          if (device === undefined) return next(1);
          f.pc = 0;
          return call('bus:detach', device);
        },
      },
      {
        text: '',
        run: (f, k) => {
          k.buses.removeDriver(f.args[0]);
          k.sysfs.removeAll(f.args[0]);
          return value(0);
        },
      },
    ],
  },
  {
    prototype: 'int bus_for_each_dev(struct bus_type *bus, struct device *start, void *data, int (*fn)(struct device *dev, void *data))', header: DEVICE,
    steps: [{ text: '', run: (f, k) => visit(f, k, (device) => callPointer(f.args[3], device, f.args[2])) }, { text: '', run: (f) => (f.result === 0 ? jump(f, 0) : value(f.result)) }],
  },
  {
    prototype: 'struct device *bus_find_device(struct bus_type *bus, struct device *start, const void *data, int (*match)(struct device *dev, const void *data))', header: DEVICE,
    steps: [{ text: '', run: (f, k) => visit(f, k, (device) => callPointer(f.args[3], device, f.args[2])) }, { text: '', run: (f) => (f.result === 0 ? jump(f, 0) : value(f.locals.device as number)) }],
  },
  {
    prototype: 'int bus_create_file(struct bus_type *bus, struct bus_attribute *attr)', header: DEVICE, sleeps: true,
    immediate: (k, [bus, attribute]) => {
      const known = k.buses.buses.find((one) => one.address === bus);
      if (known === undefined) return -ERRNO.EINVAL;
      const path = `/sys/bus/${known.name}/${k.memory.string(k.memory.field('attribute', attribute, 'name'))}`;
      return k.sysfs.add({ path, kind: 'driver', object: bus, attribute, mode: k.memory.field('attribute', attribute, 'mode'), owner: k.owner }) ? 0 : -ERRNO.EEXIST;
    },
  },
  {
    prototype: 'void bus_remove_file(struct bus_type *bus, struct bus_attribute *attr)', header: DEVICE,
    immediate: (k, [bus, attribute]) => {
      k.sysfs.remove(bus, attribute);
      return 0;
    },
  },
];
