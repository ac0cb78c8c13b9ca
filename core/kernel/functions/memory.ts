/** kmalloc and its relatives. */
import { BuddyAllocator } from '../../memory/buddy';
import { memoryGoes } from '../active-objects';
import { GFP_DMA, gfpZero, noteAllocation } from '../gfp';
import type { KernelCore } from '../kernel-core';
import { noteNoPages } from '../mapping/no-memory';
import { call, KernelFault, value } from '../operations';
import type { KernelFunction } from './declare';

function zeroing(prototype: string, bytesOf: (args: readonly number[]) => number): KernelFunction {
  return {
    prototype, header: 'linux/slab.h',
    steps: [
      {
        text: '',
        run: (f, k) => {
          noteAllocation(k, f.args[f.args.length - 1], f.routine);
          const bytes = bytesOf(f.args);
          const va = k.allocate(bytes, (f.args[f.args.length - 1] & GFP_DMA) !== 0);
          f.locals.va = va;
          return va === 0 || bytes === 0 ? value(va) : call('memset', va, 0, bytes);
        },
      },
      { text: '', run: (f) => value(f.locals.va as number) },
    ],
  };
}

/** ", 2 bytes into the block of 8 bytes": an address inside of a block that lives. */
function blockAround(k: KernelCore, va: number): string {
  const block = k.slab.blockAt(va);
  return block === undefined || va === block.va ? '' : `, ${va - block.va} bytes into the block of ${block.allocation.bytes} bytes at 0x${block.va.toString(16)}`;
}

export const MEMORY: readonly KernelFunction[] = [
  {
    prototype: 'void *kmalloc(size_t size, gfp_t flags)', header: 'linux/slab.h',
    steps: [
      {
        text: '',
        run: (f, k) => {
          const [size, flags] = f.args;
          noteAllocation(k, flags, f.routine);
          const va = k.allocate(size, (flags & GFP_DMA) !== 0);
          f.locals.va = va;
          if (va === 0 && size <= k.slab.most) noteNoPages(k, flags, BuddyAllocator.orderOf(size), f.routine);
          return va === 0 || size === 0 || (flags & gfpZero(k)) === 0 ? value(va) : call('memset', va, 0, size);
        },
      },
      { text: '', run: (f) => value(f.locals.va as number) },
    ],
  },
  zeroing('void *kzalloc(size_t size, gfp_t flags)', ([size]) => size),
  zeroing('void *kcalloc(size_t n, size_t size, gfp_t flags)', ([n, size]) => Math.min(n * size, 0xffff_ffff)),
  {
    prototype: 'void kfree(const void *objp)', header: 'linux/slab.h',
    immediate: (k, [objp]) => {
      const bytes = k.slab.sizeOf(objp);
      if (bytes !== undefined && objp > 16) memoryGoes(k, objp, bytes, `kfree by ${k.owner || 'the kernel'}`);
      if (objp <= 16 || k.slab.release(objp)) return 0;
      const at = objp.toString(16).padStart(8, '0');
      const place = k.c.callerPlace(k.cpu.frames);
      if (place !== '') {
        const freed = blockAround(k, objp);
        const message = freed === '' ? `double free: kfree(0x${at}), which kmalloc never gave or which was freed before` : `bad free: kfree(0x${at})${freed}`;
        throw new KernelFault(objp, 'checked', true, undefined, { kind: 'double-free', message, address: objp, place, report: '' });
      }
      k.warn(`kfree(${at}): not allocated by kmalloc, or freed before`);
      k.find({ rule: 'bad-kfree', message: `kfree(0x${at}) by ${k.owner || 'the kernel'}: this address was never given by kmalloc, or was freed before.`, address: objp });
      return 0;
    },
  },
];
