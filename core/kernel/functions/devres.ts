/** Resources of a driver's own kind that end with its device, and more of what devm_ takes. Behaviour: drivers/base/devres.c. Not modelled: groups. */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { call, callPointer, jump, next, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import type { KernelFunction } from './declare';

const DEVICE = 'linux/device.h';
/** Before the data of a block lies the function that releases it. */
const HEAD = 8;
const RELEASE = 'devres_release_one';

const releaseOf = (k: KernelCore, data: number): number => k.memory.word(data - HEAD);

/** Addresses of a device's blocks with this release function, the newest first. */
const blocks = (k: KernelCore, device: number, release: number): number[] => k.managed.list.filter((one) => one.device === device && one.name === RELEASE && releaseOf(k, one.args[1]) === release).map((one) => one.args[1]).reverse();

/** Find one that the driver's match function takes; then `found` goes on with its address in `locals.data`, 0 = none. */
function search(found: (f: Frame, k: KernelCore) => Op): readonly Step<KernelCore>[] {
  return [
    {
      text: '',
      run: (f, k) => {
        f.locals.data = 0;
        f.locals.list = blocks(k, f.args[0], f.args[1]);
        return next();
      },
    },
    {
      text: '',
      run: (f) => {
        const list = [...(f.locals.list as number[])];
        const data = list.shift();
        if (data === undefined) return jump(f, 3);
        f.locals.list = list;
        f.locals.data = data;
        if (f.args[2] === 0) {
          f.result = 1;
          return next();
        }
        return callPointer(f.args[2], f.args[0], data, f.args[3]);
      },
    },
    {
      text: '',
      run: (f) => {
        if (f.result !== 0) return next();
        f.locals.data = 0;
        return jump(f, 1);
      },
    },
    { text: '', run: found },
    { text: '', run: (f) => value(f.locals.data === 0 ? -ERRNO.ENOENT : 0) },
  ];
}

const take = (k: KernelCore, device: number, data: number): boolean => k.managed.take(device, (one) => one.name === RELEASE && one.args[1] === data) !== undefined;

/** kmalloc, then a record of it. */
function allocating(prototype: string, since: string | undefined, inner: (f: Frame) => Op, back = 'kfree', more: (f: Frame) => readonly number[] = () => []): KernelFunction {
  return {
    prototype, header: DEVICE, ...(since === undefined ? {} : { since }),
    steps: [
      { text: '', run: inner },
      {
        text: '',
        run: (f, k) => {
          if (f.result !== 0) k.managed.add(f.args[0], back, f.result, ...more(f));
          return value(f.result);
        },
      },
    ],
  };
}

export const DEVRES: readonly KernelFunction[] = [
  {
    prototype: 'void *devres_alloc(void (*release)(struct device *dev, void *res), size_t size, gfp_t gfp)', header: DEVICE, cost: 150,
    immediate: (k, [release, size]) => {
      const block = k.allocate(size + HEAD);
      if (block === 0) return 0;
      k.memory.zero(block, size + HEAD);
      k.memory.setWord(block, release);
      return block + HEAD;
    },
  },
  { prototype: 'void devres_free(void *res)', header: DEVICE, steps: [{ text: '', run: (f) => (f.args[0] === 0 ? value(0) : call('kfree', f.args[0] - HEAD)) }, { text: '', run: () => value(0) }] },
  {
    prototype: 'void devres_add(struct device *dev, void *res)', header: DEVICE, cost: 40,
    immediate: (k, [device, data]) => {
      k.memory.word(device);
      k.managed.add(device, RELEASE, device, data);
      return 0;
    },
  },
  /** What the records of devres_add call. */
  { prototype: `void ${RELEASE}(struct device *dev, void *res)`, steps: [{ text: '', run: (f, k) => callPointer(releaseOf(k, f.args[1]), f.args[0], f.args[1]) }, { text: '', run: (f) => call('kfree', f.args[1] - HEAD) }, { text: '', run: () => value(0) }] },
  { prototype: 'void *devres_find(struct device *dev, void (*release)(struct device *dev, void *res), int (*match)(struct device *dev, void *res, void *data), void *match_data)', header: DEVICE, steps: search((f) => value(f.locals.data as number)) },
  {
    prototype: 'void *devres_remove(struct device *dev, void (*release)(struct device *dev, void *res), int (*match)(struct device *dev, void *res, void *data), void *match_data)', header: DEVICE,
    steps: search((f, k) => {
      take(k, f.args[0], f.locals.data as number);
      return value(f.locals.data as number);
    }),
  },
  {
    prototype: 'int devres_destroy(struct device *dev, void (*release)(struct device *dev, void *res), int (*match)(struct device *dev, void *res, void *data), void *match_data)', header: DEVICE,
    steps: search((f, k) => (take(k, f.args[0], f.locals.data as number) ? call('kfree', (f.locals.data as number) - HEAD) : next())),
  },
  {
    prototype: 'int devres_release(struct device *dev, void (*release)(struct device *dev, void *res), int (*match)(struct device *dev, void *res, void *data), void *match_data)', header: DEVICE,
    steps: search((f, k) => (take(k, f.args[0], f.locals.data as number) ? call(RELEASE, f.args[0], f.locals.data as number) : next())),
  },
  allocating('void *devm_kmalloc_array(struct device *dev, size_t n, size_t size, gfp_t flags)', '3.13', (f) => call('kmalloc_array', f.args[1], f.args[2], f.args[3])),
  allocating('char *devm_kvasprintf(struct device *dev, gfp_t gfp, const char *fmt, va_list ap)', '3.17', (f) => call('kvasprintf', f.args[1], f.args[2], f.args[3])),
  allocating('unsigned long devm_get_free_pages(struct device *dev, gfp_t gfp_mask, unsigned int order)', '3.15', (f) => call('__get_free_pages', f.args[1], f.args[2]), 'free_pages', (f) => [f.args[2]]),
  {
    prototype: 'void devm_free_pages(struct device *dev, unsigned long addr)', header: DEVICE, since: '3.15',
    steps: [
      {
        text: '',
        run: (f, k) => {
          const record = k.managed.take(f.args[0], (one) => one.name === 'free_pages' && one.args[0] === f.args[1]);
          return record === undefined ? value(0) : call('free_pages', ...record.args);
        },
      },
      { text: '', run: () => value(0) },
    ],
  },
  {
    /** The block moves: its record is made anew. */
    prototype: 'void *devm_krealloc(struct device *dev, void *ptr, size_t new_size, gfp_t gfp)', header: DEVICE, since: '5.12',
    steps: [
      {
        text: '',
        run: (f, k) => {
          if (f.args[2] === 0) return value(16);
          k.managed.take(f.args[0], (one) => one.name === 'kfree' && one.args[0] === f.args[1]);
          return call('krealloc', f.args[1], f.args[2], f.args[3]);
        },
      },
      {
        text: '',
        run: (f, k) => {
          const kept = f.result === 0 ? f.args[1] : f.result;
          if (kept !== 0) k.managed.add(f.args[0], 'kfree', kept);
          return value(f.result);
        },
      },
    ],
  },
  {
    prototype: 'void devm_release_action(struct device *dev, void (*action)(void *), void *data)', header: DEVICE, since: '5.1',
    steps: [
      {
        text: '',
        run: (f, k) => {
          const record = k.managed.take(f.args[0], (one) => one.name === '' && one.pointer === f.args[1] && one.args[0] === f.args[2]);
          if (record !== undefined) return callPointer(record.pointer, ...record.args);
          k.warn('devm_release_action: no such action');
          return value(0);
        },
      },
      { text: '', run: () => value(0) },
    ],
  },
];
