/** devm_...: memory, actions, interrupts, mappings that end with the driver. Behaviour: drivers/base/devres.c, lib/devres.c, kernel/irq/devres.c. */
import { deviceName, deviceTitle } from '../device-names';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { call, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import type { KernelFunction } from './declare';

const DEVICE = 'linux/device.h';
const IORESOURCE_MEM = 0x200;

/** A NULL device faults here as on a real kernel. */
function touch(k: KernelCore, device: number): void {
  k.memory.word(device);
}

/** Allocate by another function, then note how to give it back. */
function allocating(prototype: string, header: string, inner: (f: Frame) => Op): KernelFunction {
  return {
    prototype, header,
    steps: [
      {
        text: '',
        run: (f, k) => {
          touch(k, f.args[0]);
          return inner(f);
        },
      },
      {
        text: '',
        run: (f, k) => {
          if (f.result !== 0) k.managed.add(f.args[0], 'kfree', f.result);
          return value(f.result);
        },
      },
    ],
  };
}

/** devm_kfree and its like: the record goes, then the function is called. */
function releasing(prototype: string, header: string, name: string, args: (f: Frame) => readonly number[]): KernelFunction {
  return {
    prototype, header,
    steps: [
      {
        text: '',
        run: (f, k) => {
          const wanted = args(f);
          const record = k.managed.take(f.args[0], (one) => one.name === name && wanted.every((arg, i) => one.args[i] === arg));
          if (record === undefined) {
            k.warn(`${f.routine}: nothing of the kind belongs to this device`);
            k.find({ rule: 'devm-foreign', message: `${f.routine}(0x${f.args.map((arg) => arg.toString(16)).join(', 0x')}): the device manages no such thing.` });
            return value(0);
          }
          return call(record.name, ...record.args);
        },
      },
      { text: '', run: () => value(0) },
    ],
  };
}

function addAction(k: KernelCore, [device, action, data]: readonly number[]): number {
  touch(k, device);
  k.managed.addAction(device, action, data);
  return 0;
}

/** Map registers; answers the address, 0 when there is none. */
const mapSteps: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      touch(k, f.args[0]);
      return call('ioremap', f.args[1], f.args[2]);
    },
  },
  {
    text: '',
    run: (f, k) => {
      if (f.result !== 0) k.managed.add(f.args[0], 'iounmap', f.result);
      return value(f.result);
    },
  },
];

export const MANAGED: readonly KernelFunction[] = [
  allocating('void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp)', DEVICE, (f) => call('kmalloc', f.args[1], f.args[2])),
  allocating('void *devm_kzalloc(struct device *dev, size_t size, gfp_t gfp)', DEVICE, (f) => call('kzalloc', f.args[1], f.args[2])),
  allocating('void *devm_kcalloc(struct device *dev, size_t n, size_t size, gfp_t flags)', DEVICE, (f) => call('kcalloc', f.args[1], f.args[2], f.args[3])),
  allocating('char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp)', DEVICE, (f) => call('kstrdup', f.args[1], f.args[2])),
  allocating('void *devm_kmemdup(struct device *dev, const void *src, size_t len, gfp_t gfp)', DEVICE, (f) => call('kmemdup', f.args[1], f.args[2], f.args[3])),
  allocating('char *devm_kasprintf(struct device *dev, gfp_t gfp, const char *fmt, ...)', DEVICE, (f) => call('kasprintf', ...f.args.slice(1))),
  releasing('void devm_kfree(struct device *dev, const void *p)', DEVICE, 'kfree', (f) => [f.args[1]]),
  { prototype: 'int devm_add_action(struct device *dev, void (*action)(void *), void *data)', header: DEVICE, cost: 60, immediate: (k, args) => addAction(k, args) },
  { prototype: 'int devm_add_action_or_reset(struct device *dev, void (*action)(void *), void *data)', header: DEVICE, since: '4.6', cost: 60, immediate: (k, args) => addAction(k, args) },
  {
    prototype: 'void devm_remove_action(struct device *dev, void (*action)(void *), void *data)', header: DEVICE, cost: 60,
    immediate: (k, [device, action, data]) => {
      if (k.managed.take(device, (one) => one.name === '' && one.pointer === action && one.args[0] === data) === undefined) k.warn('devm_remove_action: no such action');
      return 0;
    },
  },
  {
    prototype: 'int devm_request_irq(struct device *dev, unsigned int irq, irq_handler_t handler, unsigned long irqflags, const char *devname, void *dev_id)', header: 'linux/interrupt.h', sleeps: true,
    steps: [
      {
        text: '',
        run: (f, k) => {
          touch(k, f.args[0]);
          return call('request_irq', ...f.args.slice(1));
        },
      },
      {
        text: '',
        run: (f, k) => {
          if (f.result === 0) k.managed.add(f.args[0], 'free_irq', f.args[1], f.args[5]);
          return value(f.result);
        },
      },
    ],
  },
  releasing('void devm_free_irq(struct device *dev, unsigned int irq, void *dev_id)', 'linux/interrupt.h', 'free_irq', (f) => [f.args[1], f.args[2]]),
  { prototype: 'void __iomem *devm_ioremap(struct device *dev, resource_size_t offset, resource_size_t size)', header: 'linux/io.h', sleeps: true, steps: mapSteps },
  releasing('void devm_iounmap(struct device *dev, void __iomem *addr)', 'linux/io.h', 'iounmap', (f) => [f.args[1]]),
  {
    /** Behind devm_request_mem_region. */
    prototype: 'struct resource *__devm_request_region(struct device *dev, resource_size_t start, resource_size_t n, const char *name)', header: 'linux/ioport.h', sleeps: true,
    steps: [
      { text: '', run: (f) => call('__request_region', ...f.args.slice(1)) },
      {
        text: '',
        run: (f, k) => {
          if (f.result !== 0) k.managed.add(f.args[0], '__release_region', f.args[1], f.args[2]);
          return value(f.result);
        },
      },
    ],
  },
  {
    /** The resource is claimed, then mapped; error pointers. */
    prototype: 'void __iomem *devm_ioremap_resource(struct device *dev, const struct resource *res)', header: 'linux/device.h', sleeps: true, since: '3.9',
    steps: [
      {
        text: '',
        run: (f, k) => {
          const [device, resource] = f.args;
          touch(k, device);
          if (resource === 0 || (k.memory.field('resource', resource, 'flags') & IORESOURCE_MEM) === 0) {
            k.print(3, `${deviceTitle(k, device)}: invalid resource`);
            return value(-ERRNO.EINVAL);
          }
          const start = k.memory.field('resource', resource, 'start');
          const bytes = k.memory.field('resource', resource, 'end') - start + 1;
          if (!k.regions.claim(start, bytes, deviceName(k, device), k.owner)) {
            k.print(3, `${deviceTitle(k, device)}: can't request region for resource [mem 0x${start.toString(16).padStart(8, '0')}-0x${(start + bytes - 1).toString(16).padStart(8, '0')}]`);
            return value(-ERRNO.EBUSY);
          }
          k.managed.add(device, '__release_region', start, bytes);
          return call('ioremap', start, bytes);
        },
      },
      {
        text: '',
        run: (f, k) => {
          if (f.result === 0) return value(-ERRNO.ENOMEM);
          k.managed.add(f.args[0], 'iounmap', f.result);
          return value(f.result);
        },
      },
    ],
  },
];
