/**
 * What a mapping call does in time: copies to and from bounce buffers, and cache maintenance, one after the other.
 * Maintenance by call and direction is that of ARMv7, arch/arm/mm/dma-mapping.c.
 */
import type { KernelCore } from '../kernel-core';
import { call, thenJump, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import { isCoherent } from './device';
import { FROM_DEVICE, SKIP_CPU_SYNC, TO_DEVICE } from './state';

type Item = readonly ['copy', number, number, number] | readonly ['clean' | 'invalidate' | 'flush', number, number];

export class Plan {
  readonly items: Item[] = [];

  constructor(private readonly k: KernelCore) {}

  copy(toPa: number, fromPa: number, bytes: number): void {
    this.items.push(['copy', this.k.space.toVirtual(toPa), this.k.space.toVirtual(fromPa), bytes]);
  }

  /** The memory becomes the device's: map, sync_for_device. */
  forDevice(pa: number, bytes: number, direction: number, attributes = 0): void {
    if (!this.k.space.isRam(pa) || isCoherent(this.k) || (attributes & SKIP_CPU_SYNC) !== 0) return;
    this.items.push([direction === FROM_DEVICE ? 'invalidate' : 'clean', pa, bytes]);
  }

  /** It becomes the processor's: unmap, sync_for_cpu. */
  forCpu(pa: number, bytes: number, direction: number, attributes = 0): void {
    if (!this.k.space.isRam(pa) || isCoherent(this.k) || (attributes & SKIP_CPU_SYNC) !== 0 || direction === TO_DEVICE) return;
    this.items.push(['invalidate', pa, bytes]);
  }

  flush(pa: number, bytes: number): void {
    if (!isCoherent(this.k)) this.items.push(['flush', pa, bytes]);
  }
}

/** A step that makes a plan and says what the function returns, and one that carries the plan out. */
export function planned(make: (f: Frame, k: KernelCore, plan: Plan) => number): readonly Step<KernelCore>[] {
  return [
    {
      text: '',
      run: (f, k) => {
        const plan = new Plan(k);
        const result = make(f, k, plan);
        if (plan.items.length === 0) return value(result);
        f.locals.result = result;
        f.locals.plan = plan.items;
        f.locals.at = 0;
        return { op: 'next', cost: k.costs.kernelFunction };
      },
    },
    { text: '', run: carryOut },
  ];
}

function carryOut(f: Frame): Op {
  const items = f.locals.plan as readonly Item[];
  const at = f.locals.at as number;
  if (at >= items.length) return value(f.locals.result as number);
  f.locals.at = at + 1;
  const item = items[at];
  if (item[0] === 'copy') return thenJump(f, 1, call('memcpy', item[1], item[2], item[3]));
  return thenJump(f, 1, { op: 'cache', action: item[0], address: item[1], length: item[2] });
}
