/** Bits of gfp_t that the kernel itself looks at. Their values changed with the versions: include/linux/gfp.h. */
import { reportSleep } from './atomic-context';
import type { KernelCore } from './kernel-core';
import { atLeast } from './profiles';

/** __GFP_DMA. */
export const GFP_DMA = 1;

/** GFP_KERNEL. */
export const gfpKernel = (k: KernelCore): number => (atLeast(k.profile, '4.20') ? 0xcc0 : atLeast(k.profile, '4.4') ? 0x140_00c0 : 0xd0);

export const gfpZero = (k: KernelCore): number => (atLeast(k.profile, '4.20') ? 0x100 : 0x8000);

export const gfpNoWarn = (k: KernelCore): number => (atLeast(k.profile, '4.20') ? 0x2000 : 0x200);

/** __GFP_DIRECT_RECLAIM, before 4.4 __GFP_WAIT: the caller can be put to sleep. */
const gfpWait = (k: KernelCore): number => (atLeast(k.profile, '4.20') ? 0x400 : atLeast(k.profile, '4.4') ? 0x40_0000 : 0x10);

export const maySleep = (k: KernelCore, flags: number): boolean => (flags & gfpWait(k)) !== 0;

/** Tell when an allocation that may wait is made where nothing may. */
export function noteAllocation(k: KernelCore, flags: number, title: string): void {
  if (maySleep(k, flags) && k.cpu.inAtomic) reportSleep(k, title);
}
