/** Interrupt numbers and handlers. */
import { ERRNO } from '../errno';
import { IRQF } from '../irq';
import type { IrqAction } from '../irq';
import { irqThreadQueue, startIrqThread } from '../irq-thread';
import type { KernelCore } from '../kernel-core';
import { call, jump, next, value } from '../operations';
import type { Step } from '../operations';
import { atLeast } from '../profiles';
import type { KernelFunction } from './declare';

/** dev_id is compared as it is; NULL is allowed when the line is not shared. Waits for the thread of the handler. */
const FREE: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      const action = k.irqs.free(f.args[0], f.args[1]);
      if (action === undefined) return value(unknownIrq(k, f.args[0], f.args[1]));
      if (action.thread === undefined) return value(0);
      f.locals.pid = action.thread.pid;
      k.cpu.scheduler.wake(irqThreadQueue(action.thread.pid));
      return next();
    },
  },
  { text: '', run: (f, k) => (k.cpu.task(f.locals.pid as number) === undefined ? value(0) : { op: 'wait', queue: `child:${f.locals.pid as number}` }) },
  { text: '', run: (f) => jump(f, 1) },
];

function unknownIrq(k: KernelCore, irq: number, device: number): number {
  k.warn(`Trying to free already-free IRQ ${irq}`);
  k.find({ rule: 'bad-free-irq', message: `free_irq(${irq}, 0x${device.toString(16)}): no handler was registered with this pair.` });
  return 0;
}

/** Every line of the boards is level, active high: what an action without a trigger gets. */
const triggered = (flags: number): string => ((flags & IRQF.TRIGGER_MASK) === 0 ? flags | LEVEL_HIGH : flags).toString(16).padStart(8, '0');
const LEVEL_HIGH = 4;

function requestLine(k: KernelCore, irq: number, action: IrqAction): number {
  const result = k.irqs.request(irq, action);
  const [first] = k.irqs.find(irq)?.actions ?? [];
  if (result !== -ERRNO.EBUSY || first === undefined) return result;
  if (atLeast(k.profile, '3.4')) k.print(3, `genirq: Flags mismatch irq ${irq}. ${triggered(action.flags)} (${action.name}) vs. ${triggered(first.flags)} (${first.name})`);
  else k.print(3, `IRQ handler type mismatch for IRQ ${irq}`);
  return result;
}

/** Without a handler the thread alone serves the line: it must stay masked meanwhile. */
function requestThreaded(k: KernelCore, [irq, handler, threadFunction, flags, nameAddress, device]: readonly number[]): number {
  if (handler === 0 && threadFunction === 0) return -ERRNO.EINVAL;
  // A line that somebody has is refused first.
  const taken = (k.irqs.find(irq)?.actions.length ?? 0) > 0;
  if (handler === 0 && (flags & IRQF.ONESHOT) === 0 && !taken) {
    k.print(3, `genirq: Threaded irq requested with handler=NULL and !ONESHOT for ${nameAddress === 0 ? '' : k.memory.string(nameAddress)} (irq ${irq})`);
    return -ERRNO.EINVAL;
  }
  const action = { handler: handler === 0 ? k.addressOf('irq_default_primary_handler') : handler, flags, name: nameAddress === 0 ? '' : k.memory.string(nameAddress), device, owner: k.owner };
  const result = requestLine(k, irq, action);
  if (result === 0 && threadFunction !== 0) startIrqThread(k, irq, action, threadFunction);
  return result;
}

export const INTERRUPTS: readonly KernelFunction[] = [
  {
    prototype: 'int request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags, const char *name, void *dev_id)', header: 'linux/interrupt.h',
    sleeps: true,
    immediate: (k, [irq, handler, flags, name, device]) => requestLine(k, irq, { handler, flags, name: name === 0 ? '' : k.memory.string(name), device, owner: k.owner }),
  },
  { prototype: 'void free_irq(unsigned int irq, void *dev_id)', header: 'linux/interrupt.h', sleeps: true, until: '4.12', steps: FREE },
  { prototype: 'const void *free_irq(unsigned int irq, void *dev_id)', header: 'linux/interrupt.h', sleeps: true, since: '4.12', steps: FREE },
  {
    prototype: 'int request_threaded_irq(unsigned int irq, irq_handler_t handler, irq_handler_t thread_fn, unsigned long flags, const char *name, void *dev)', header: 'linux/interrupt.h', sleeps: true, since: '3.0', cost: 1500,
    immediate: (k, args) => requestThreaded(k, args),
  },
  {
    prototype: 'int devm_request_threaded_irq(struct device *dev, unsigned int irq, irq_handler_t handler, irq_handler_t thread_fn, unsigned long irqflags, const char *devname, void *dev_id)', header: 'linux/interrupt.h', sleeps: true, since: '3.0',
    steps: [
      { text: '', run: (f) => call('request_threaded_irq', ...f.args.slice(1)) },
      {
        text: '',
        run: (f, k) => {
          if (f.result === 0) k.managed.add(f.args[0], 'free_irq', f.args[1], f.args[6]);
          return value(f.result);
        },
      },
    ],
  },
  /** What runs in place of a missing handler. */
  { prototype: 'int irq_default_primary_handler(int irq, void *dev_id)', header: 'linux/interrupt.h', cost: 5, immediate: () => 2 },
  /** On one processor no handler runs while a task does. */
  { prototype: 'void synchronize_irq(unsigned int irq)', header: 'linux/interrupt.h', sleeps: true, cost: 20, immediate: () => 0 },
  { prototype: 'int irq_set_irq_type(unsigned int irq, unsigned int type)', header: 'linux/irq.h', since: '3.0', cost: 40, immediate: (k, [irq]) => (k.irqs.find(irq) === undefined ? -ERRNO.EINVAL : 0) },
  {
    prototype: 'void enable_irq(unsigned int irq)', header: 'linux/interrupt.h',
    immediate: (k, [irq]) => {
      const line = k.irqs.find(irq);
      if (line !== undefined && !k.irqs.enable(line)) k.warn(`Unbalanced enable for IRQ ${irq}`);
      return 0;
    },
  },
  {
    prototype: 'void disable_irq(unsigned int irq)', header: 'linux/interrupt.h',
    sleeps: true,
    immediate: (k, [irq]) => {
      const line = k.irqs.find(irq);
      if (line !== undefined) k.irqs.disable(line);
      return 0;
    },
  },
  {
    prototype: 'void disable_irq_nosync(unsigned int irq)', header: 'linux/interrupt.h',
    immediate: (k, [irq]) => {
      const line = k.irqs.find(irq);
      if (line !== undefined) k.irqs.disable(line);
      return 0;
    },
  },
];
