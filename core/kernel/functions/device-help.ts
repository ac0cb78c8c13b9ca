/** Smaller things that drivers of devices call: clocks, identifiers, module references, cdevs, devices. Behaviour: drivers/clk, lib/idr.c, kernel/module.c, fs/char_dev.c, drivers/base/core.c. */
import { nameDevice } from '../device-names';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { call, value } from '../operations';
import type { KernelFunction } from './declare';

const CLK = 'linux/clk.h';
const IDR = 'linux/idr.h';
const MODULE = 'linux/module.h';
const IO = 'asm/io.h';

type Body = (k: KernelCore, args: readonly number[]) => number;
const row = (prototype: string, header: string, immediate: Body, extra: Partial<Pick<KernelFunction, 'since' | 'until' | 'sleeps' | 'cost' | 'replacedBy'>> = {}): KernelFunction => ({ prototype, header, cost: 60, ...extra, immediate });

/** Every clock is there and runs as fast as the bus: a handle that is no pointer to memory. */
const CLOCK = 0x10;

/** The lowest number from `from` to `to` that the ida has not given out; kept as bits in a block behind its first word. */
const IDA_MOST = 1024;

function idaAllocate(k: KernelCore, ida: number, from: number, to: number): number {
  let bits = k.memory.word(ida);
  if (bits === 0) {
    bits = k.slab.allocate(IDA_MOST / 8, '');
    if (bits === 0) return -ERRNO.ENOMEM;
    k.memory.zero(bits, IDA_MOST / 8);
    k.memory.setWord(ida, bits);
  }
  for (let id = from; id <= Math.min(to, IDA_MOST - 1); id++) {
    const byte = k.memory.byte(bits + (id >> 3));
    if ((byte & (1 << (id & 7))) !== 0) continue;
    k.memory.write(bits + (id >> 3), Uint8Array.of(byte | (1 << (id & 7))));
    return id;
  }
  return -ERRNO.ENOSPC;
}

function idaFree(k: KernelCore, ida: number, id: number): number {
  const bits = k.memory.word(ida);
  const byte = bits === 0 || id >= IDA_MOST ? 0 : k.memory.byte(bits + (id >> 3));
  if ((byte & (1 << (id & 7))) === 0) k.warn(`ida_free called for id=${id} which is not allocated.`);
  else k.memory.write(bits + (id >> 3), Uint8Array.of(byte & ~(1 << (id & 7))));
  return 0;
}

function idaDestroy(k: KernelCore, ida: number): number {
  const bits = k.memory.word(ida);
  if (bits !== 0) k.slab.release(bits);
  k.memory.setWord(ida, 0);
  return 0;
}

const inclusive = (end: number): number => (end === 0 ? IDA_MOST - 1 : end - 1);

function hold(k: KernelCore, module: number, by: 1 | -1): number {
  const loaded = k.modules.at(module);
  if (loaded === undefined) return module === 0 ? 1 : 0;
  if (by === 1 && loaded.state === 'going') return 0;
  loaded.refs = Math.max(0, loaded.refs + by);
  return 1;
}

const blockCopy = (prototype: string, name: 'memcpy' | 'memset'): KernelFunction => ({ prototype, header: IO, steps: [{ text: '', run: (f) => call(name, ...f.args) }, { text: '', run: () => value(0) }] });

export const DEVICE_HELP: readonly KernelFunction[] = [
  row('struct clk *clk_get(struct device *dev, const char *id)', CLK, () => CLOCK, { sleeps: true }),
  row('struct clk *devm_clk_get(struct device *dev, const char *id)', CLK, () => CLOCK, { sleeps: true }),
  row('struct clk *devm_clk_get_optional(struct device *dev, const char *id)', CLK, () => CLOCK, { sleeps: true, since: '5.1' }),
  row('void clk_put(struct clk *clk)', CLK, () => 0),
  row('int clk_prepare(struct clk *clk)', CLK, () => 0, { sleeps: true }),
  row('void clk_unprepare(struct clk *clk)', CLK, () => 0, { sleeps: true }),
  row('int clk_enable(struct clk *clk)', CLK, () => 0),
  row('void clk_disable(struct clk *clk)', CLK, () => 0),
  row('int clk_prepare_enable(struct clk *clk)', CLK, () => 0, { sleeps: true }),
  row('void clk_disable_unprepare(struct clk *clk)', CLK, () => 0, { sleeps: true }),
  row('unsigned long clk_get_rate(struct clk *clk)', CLK, (k) => k.hardware.clock.hertz),
  row('int clk_set_rate(struct clk *clk, unsigned long rate)', CLK, () => 0, { sleeps: true }),
  row('int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max, gfp_t gfp)', IDR, (k, [ida, from, to]) => idaAllocate(k, ida, from, to), { since: '4.19' }),
  row('void ida_free(struct ida *ida, unsigned int id)', IDR, (k, [ida, id]) => idaFree(k, ida, id), { since: '4.19' }),
  row('int ida_simple_get(struct ida *ida, unsigned int start, unsigned int end, gfp_t gfp)', IDR, (k, [ida, from, end]) => idaAllocate(k, ida, from, inclusive(end)), { since: '3.1', until: '6.8', replacedBy: 'ida_alloc' }),
  row('void ida_simple_remove(struct ida *ida, unsigned int id)', IDR, (k, [ida, id]) => idaFree(k, ida, id), { since: '3.1', until: '6.8', replacedBy: 'ida_free' }),
  row('bool ida_is_empty(const struct ida *ida)', IDR, (k, [ida]) => (k.memory.word(ida) === 0 || k.memory.bytes(k.memory.word(ida), IDA_MOST / 8).every((byte) => byte === 0) ? 1 : 0), { since: '4.19' }),
  row('void ida_destroy(struct ida *ida)', IDR, (k, [ida]) => idaDestroy(k, ida)),
  row('bool try_module_get(struct module *module)', MODULE, (k, [module]) => hold(k, module, 1)),
  row('void __module_get(struct module *module)', MODULE, (k, [module]) => hold(k, module, 1) * 0),
  row('void module_put(struct module *module)', MODULE, (k, [module]) => hold(k, module, -1) * 0),
  blockCopy('void memcpy_toio(volatile void __iomem *to, const void *from, size_t count)', 'memcpy'),
  blockCopy('void memcpy_fromio(void *to, const volatile void __iomem *from, size_t count)', 'memcpy'),
  blockCopy('void memset_io(volatile void __iomem *dst, int c, size_t count)', 'memset'),
  {
    prototype: 'struct cdev *cdev_alloc(void)', header: 'linux/cdev.h', sleeps: true,
    steps: [{ text: '', run: (_f, k) => call('kzalloc', k.memory.sizeOf('cdev'), 0) }, { text: '', run: (f, k) => {
      if (f.result !== 0) k.devices.noteAllocated(f.result);
      return value(f.result);
    } }],
  },
  row('int send_sig(int sig, struct task_struct *p, int priv)', 'linux/sched.h', (k, [signal, task]) => {
    const target = k.cpu.tasks.find((one) => one.struct === task && task !== 0);
    if (target === undefined || target.kernelThread) return -ERRNO.ESRCH;
    k.cpu.signal(target, signal);
    return 0;
  }),
  row('void device_initialize(struct device *dev)', 'linux/device.h', () => 0),
  row('struct device *get_device(struct device *dev)', 'linux/device.h', (_k, [device]) => device, { cost: 4 }),
  row('void put_device(struct device *dev)', 'linux/device.h', () => 0, { cost: 4 }),
  row('int device_rename(struct device *dev, const char *new_name)', 'linux/device.h', (k, [device, name]) => {
    nameDevice(k, device, k.memory.string(name));
    return 0;
  }, { sleeps: true }),
];
