/** Platform devices and drivers, their resources. Behaviour: drivers/base/platform.c. */
import { deviceTitle } from '../device-names';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { call, next, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import { deviceIn, IORESOURCE, kernelText, prepareDevice } from '../platform';
import { atLeast } from '../profiles';
import type { KernelFunction } from './declare';

const header = 'linux/platform_device.h';
const PLATFORM_DEVID = { NONE: -1, AUTO: -2 } as const;

/** The n-th resource of a type (or with a name); 0: there is none. */
function resource(k: KernelCore, pdev: number, type: number, wanted: number | string): number {
  const count = k.memory.field('platform_device', pdev, 'num_resources');
  const first = k.memory.field('platform_device', pdev, 'resource');
  let left = typeof wanted === 'number' ? wanted : 0;
  for (let i = 0; i < Math.min(count, 64); i++) {
    const at = first + i * k.memory.sizeOf('resource');
    if ((k.memory.field('resource', at, 'flags') & IORESOURCE.TYPE) !== type) continue;
    if (typeof wanted === 'string') {
      const name = k.memory.field('resource', at, 'name');
      if (name !== 0 && k.memory.string(name) === wanted) return at;
    } else if (left-- === 0) return at;
  }
  return 0;
}

function irq(k: KernelCore, pdev: number, index: number, complain: boolean): number {
  const at = resource(k, pdev, IORESOURCE.IRQ, index);
  if (at !== 0) return k.memory.field('resource', at, 'start');
  if (complain) k.print(3, `${deviceTitle(k, deviceIn(k, pdev))}: IRQ index ${index} not found`);
  return -ERRNO.ENXIO;
}

function irqByName(k: KernelCore, pdev: number, name: string, complain: boolean): number {
  const at = resource(k, pdev, IORESOURCE.IRQ, name);
  if (at !== 0) return k.memory.field('resource', at, 'start');
  if (complain) k.print(3, `${deviceTitle(k, deviceIn(k, pdev))}: IRQ ${name} not found`);
  return -ERRNO.ENXIO;
}

/** Register a device that a module made; then see who drives it. */
function registerDevice(f: Frame, k: KernelCore, pdev: number): Op {
  const name = k.memory.string(k.memory.field('platform_device', pdev, 'name'));
  const id = k.memory.field('platform_device', pdev, 'id') | 0;
  const full = id === PLATFORM_DEVID.NONE ? name : id === PLATFORM_DEVID.AUTO ? `${name}.${k.platform.devices.length}.auto` : `${name}.${id}`;
  k.platform.populate(k);
  prepareDevice(k, pdev, full);
  k.platform.add({ address: pdev, node: '', owner: k.owner, driver: 0, deferred: 0 });
  f.locals.pdev = pdev;
  return call('platform:bind', 0, pdev);
}

function newDevice(k: KernelCore, name: number, id: number, resources: number, count: number): number {
  const bytes = k.memory.sizeOf('platform_device');
  const pdev = k.allocate(bytes);
  if (pdev === 0) return 0;
  k.memory.zero(pdev, bytes);
  k.memory.setField('platform_device', pdev, 'name', kernelText(k, k.memory.string(name)));
  k.memory.setField('platform_device', pdev, 'id', id);
  k.memory.setField('platform_device', pdev, 'resource', resources);
  k.memory.setField('platform_device', pdev, 'num_resources', count);
  return pdev;
}

const UNREGISTER_DEVICE: readonly Step<KernelCore>[] = [
  { text: '', run: (f, k) => (k.platform.find(f.args[0])?.driver === 0 ? next(1) : call('platform:unbind', f.args[0])) },
  {
    text: '',
    run: (f, k) => {
      const device = k.platform.find(f.args[0]);
      k.platform.remove(f.args[0]);
      if (device === undefined) return value(0);
      const release = k.memory.field('device', deviceIn(k, f.args[0]), 'release');
      return release === 0 ? next(1) : { op: 'callPointer', address: release, args: [deviceIn(k, f.args[0])] };
    },
  },
  {
    text: '',
    run: (f, k) => {
      /** Devices that platform_device_register_simple or _alloc made belong to kmalloc. */
      if (k.slab.sizeOf(f.args[0]) !== undefined) k.slab.release(f.args[0]);
      return value(0);
    },
  },
];

/** Map the n-th memory resource; an error pointer where it fails. */
const mapResource = (store: boolean): readonly Step<KernelCore>[] => [
  {
    text: '',
    run: (f, k) => {
      const at = resource(k, f.args[0], IORESOURCE.MEM, f.args[1]);
      if (store && f.args[2] !== 0) k.memory.setWord(f.args[2], at);
      return call('devm_ioremap_resource', deviceIn(k, f.args[0]), at);
    },
  },
  { text: '', run: (f) => value(f.result) },
];

export const PLATFORM: readonly KernelFunction[] = [
  {
    prototype: 'int __platform_driver_register(struct platform_driver *drv, struct module *owner)', header, sleeps: true,
    steps: [
      {
        text: '',
        run: (f, k) => {
          k.platform.populate(k);
          if (k.platform.drivers.some((one) => one.address === f.args[0])) return value(-ERRNO.EBUSY);
          k.memory.setField('device_driver', k.memory.at('platform_driver', f.args[0], 'driver'), 'owner', f.args[1] ?? 0);
          k.platform.drivers.push({ address: f.args[0], owner: k.owner });
          return call('platform:bind', f.args[0], 0);
        },
      },
      { text: '', run: () => value(0) },
    ],
  },
  {
    prototype: 'void platform_driver_unregister(struct platform_driver *drv)', header, sleeps: true,
    steps: [
      {
        text: '',
        run: (f, k) => {
          const device = k.platform.devices.findLast((one) => one.driver === f.args[0]);
          if (device === undefined) return next(1);
          f.pc = 0;
          return call('platform:unbind', device.address);
        },
      },
      {
        text: '',
        run: (f, k) => {
          k.platform.removeDriver(f.args[0]);
          return value(0);
        },
      },
    ],
  },
  { prototype: 'int platform_device_register(struct platform_device *pdev)', header, sleeps: true, steps: [{ text: '', run: (f, k) => registerDevice(f, k, f.args[0]) }, { text: '', run: () => value(0) }] },
  { prototype: 'struct platform_device *platform_device_alloc(const char *name, int id)', header, sleeps: true, immediate: (k, [name, id]) => newDevice(k, name, id, 0, 0) },
  { prototype: 'int platform_device_add(struct platform_device *pdev)', header, sleeps: true, steps: [{ text: '', run: (f, k) => registerDevice(f, k, f.args[0]) }, { text: '', run: () => value(0) }] },
  {
    prototype: 'struct platform_device *platform_device_register_simple(const char *name, int id, const struct resource *res, unsigned int num)', header, sleeps: true,
    steps: [
      {
        text: '',
        run: (f, k) => {
          const [name, id, resources, count] = f.args;
          const pdev = newDevice(k, name, id, resources, count);
          return pdev === 0 ? value(-ERRNO.ENOMEM) : registerDevice(f, k, pdev);
        },
      },
      { text: '', run: (f) => value(f.locals.pdev as number) },
    ],
  },
  { prototype: 'void platform_device_unregister(struct platform_device *pdev)', header, sleeps: true, steps: UNREGISTER_DEVICE },
  { prototype: 'void platform_device_put(struct platform_device *pdev)', header, immediate: (k, [pdev]) => {
    if (k.platform.find(pdev) === undefined) k.slab.release(pdev);
    return 0;
  } },
  { prototype: 'struct resource *platform_get_resource(struct platform_device *dev, unsigned int type, unsigned int num)', header, cost: 40, immediate: (k, [pdev, type, index]) => resource(k, pdev, type, index) },
  { prototype: 'struct resource *platform_get_resource_byname(struct platform_device *dev, unsigned int type, const char *name)', header, cost: 60, immediate: (k, [pdev, type, name]) => resource(k, pdev, type, k.memory.string(name)) },
  { prototype: 'int platform_get_irq(struct platform_device *dev, unsigned int num)', header, cost: 60, immediate: (k, [pdev, index]) => irq(k, pdev, index, true) },
  { prototype: 'int platform_get_irq_optional(struct platform_device *dev, unsigned int num)', header, since: '5.4', cost: 60, immediate: (k, [pdev, index]) => irq(k, pdev, index, false) },
  { prototype: 'int platform_get_irq_byname(struct platform_device *dev, const char *name)', header, cost: 80, immediate: (k, [pdev, name]) => irqByName(k, pdev, k.memory.string(name), atLeast(k.profile, '5.4')) },
  { prototype: 'int platform_get_irq_byname_optional(struct platform_device *dev, const char *name)', header, since: '5.5', cost: 80, immediate: (k, [pdev, name]) => irqByName(k, pdev, k.memory.string(name), false) },
  { prototype: 'int platform_irq_count(struct platform_device *dev)', header, since: '4.6', cost: 40, immediate: (k, [pdev]) => {
    let count = 0;
    while (resource(k, pdev, IORESOURCE.IRQ, count) !== 0) count++;
    return count;
  } },
  { prototype: 'void __iomem *devm_platform_ioremap_resource(struct platform_device *pdev, unsigned int index)', header, sleeps: true, since: '5.1', steps: mapResource(false) },
  { prototype: 'void __iomem *devm_platform_get_and_ioremap_resource(struct platform_device *pdev, unsigned int index, struct resource **res)', header, sleeps: true, since: '5.7', steps: mapResource(true) },
];
