/** What is said when pages are not to be had: the kernel's message (mm/page_alloc.c), and a finding when they are there but not in one piece. */
import { PAGE } from '../address-space';
import { gfpNoWarn, gfpZero } from '../gfp';
import type { KernelCore } from '../kernel-core';
import { atLeast } from '../profiles';
import { callerOf } from './buffers';

const KIB = 1024;

export function noteNoPages(k: KernelCore, flags: number, order: number, title: string): void {
  if ((flags & gfpNoWarn(k)) === 0 && k.dma.once('page allocation failure')) k.print(4, failureText(k, flags, order));
  const free = k.space.zones.reduce((sum, { name, buddy }) => sum + (name === 'HighMem' ? 0 : buddy.freePages), 0);
  if (free < 2 ** order) return;
  const largest = Math.max(...k.space.zones.map(({ buddy }) => buddy.counts().findLastIndex((count) => count > 0)));
  k.find({
    rule: 'memory-fragmented', bytes: PAGE * 2 ** order,
    message: `${title} by ${callerOf(k)} asks for ${(PAGE * 2 ** order) / KIB} KiB in one piece. ${(free * PAGE) / KIB} KiB are free, the largest piece of them ${(PAGE * 2 ** largest) / KIB} KiB.`,
  });
}

/** "insmod: page allocation failure: order:10, mode:0xcc0(GFP_KERNEL), nodemask=(null)" */
function failureText(k: KernelCore, flags: number, order: number): string {
  const who = k.cpu.currentTask?.name ?? 'swapper';
  const mode = `mode:0x${flags.toString(16)}`;
  if (!atLeast(k.profile, '3.1')) return `${who}: page allocation failure. order:${order}, ${mode}`;
  return atLeast(k.profile, '4.10') ? `${who}: page allocation failure: order:${order}, ${mode}(${namesOf(k, flags)}), nodemask=(null)` : `${who}: page allocation failure: order:${order}, ${mode}`;
}

function namesOf(k: KernelCore, flags: number): string {
  const zero = gfpZero(k);
  const [kernel, atomic] = atLeast(k.profile, '4.20') ? [0xcc0, 0xa20] : [0x140_00c0, 0x108_0020];
  const rest = (flags & ~zero) >>> 0;
  const name = rest === kernel ? 'GFP_KERNEL' : rest === atomic ? 'GFP_ATOMIC' : `0x${rest.toString(16)}`;
  return (flags & zero) === 0 ? name : `${name}|__GFP_ZERO`;
}
