/** Interrupt numbers and handlers. */
import type { KernelCore } from '../kernel-core';
import type { KernelFunction } from './declare';

/** dev_id is compared as it is; NULL is allowed when the line is not shared. */
function freeIrq(k: KernelCore, irq: number, device: number): number {
  const action = k.irqs.free(irq, device);
  if (action !== undefined) return 0;
  k.warn(`Trying to free already-free IRQ ${irq}`);
  k.find({ rule: 'bad-free-irq', message: `free_irq(${irq}, 0x${device.toString(16)}): no handler was registered with this pair.` });
  return 0;
}

export const INTERRUPTS: readonly KernelFunction[] = [
  {
    prototype: 'int request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags, const char *name, void *dev_id)', header: 'linux/interrupt.h',
    sleeps: true,
    immediate: (k, [irq, handler, flags, name, device]) => k.irqs.request(irq, { handler, flags, name: name === 0 ? '' : k.memory.string(name), device, owner: k.owner }),
  },
  { prototype: 'void free_irq(unsigned int irq, void *dev_id)', header: 'linux/interrupt.h', sleeps: true, until: '4.12', immediate: (k, [irq, device]) => freeIrq(k, irq, device) },
  { prototype: 'const void *free_irq(unsigned int irq, void *dev_id)', header: 'linux/interrupt.h', sleeps: true, since: '4.12', immediate: (k, [irq, device]) => freeIrq(k, irq, device) },
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
