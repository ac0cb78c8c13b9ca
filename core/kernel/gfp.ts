/** Bits of gfp_t that the kernel itself looks at. Their values changed with the versions: include/linux/gfp.h. */
import { reportSleep } from './atomic-context';
import type { KernelCore } from './kernel-core';
import { atLeast } from './profiles';

/** __GFP_DMA. */
export const GFP_DMA = 1;

export const gfpZero = (k: KernelCore): number => (atLeast(k.profile, '4.20') ? 0x100 : 0x8000);

/** __GFP_DIRECT_RECLAIM, before 4.4 __GFP_WAIT: the caller can be put to sleep. */
const gfpWait = (k: KernelCore): number => (atLeast(k.profile, '4.20') ? 0x400 : atLeast(k.profile, '4.4') ? 0x40_0000 : 0x10);

/** Tell when an allocation that may wait is made where nothing may. */
export function noteAllocation(k: KernelCore, flags: number, title: string): void {
  if ((flags & gfpWait(k)) !== 0 && k.cpu.inAtomic) reportSleep(k, title);
}
