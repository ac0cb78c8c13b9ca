/**
 * Ranges of user addresses that drivers' mmap made: struct vm_area_struct, what is mapped in it, page faults, the end.
 * Behaviour: mm/mmap.c, mm/memory.c. Not modelled: splitting, mprotect, fork; a range goes as a whole.
 */
import type { PlainState } from '../../clock';
import { PAGE } from '../address-space';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { callPointer, next, value } from '../operations';
import type { Frame, Op, Plain, Routine } from '../operations';
import { copyPlain } from '../plain-copy';
import { atLeast } from '../profiles';
import { putPage } from '../functions/page-references';
import { pagePhysical } from '../mapping/pages';
import type { Task } from '../task';
import type { OpenFile } from './files';

export interface UserRange {
  readonly pid: number;
  /** Address of struct vm_area_struct. */
  readonly vma: number;
  readonly start: number;
  readonly end: number;
  /** The open file. */
  readonly file: number;
  /** Struct pages mapped in it, each with a reference. */
  readonly pages: number[];
}

export class UserRanges {
  private list_: UserRange[] = [];

  get list(): readonly UserRange[] {
    return this.list_;
  }

  add(range: UserRange): void {
    this.list_.push(range);
  }

  remove(vma: number): void {
    this.list_ = this.list_.filter((one) => one.vma !== vma);
  }

  of(pid: number): UserRange | undefined {
    return this.list_.find((one) => one.pid === pid);
  }

  at(pid: number, va: number): UserRange | undefined {
    return this.list_.find((one) => one.pid === pid && va >= one.start && va < one.end);
  }

  byVma(vma: number): UserRange | undefined {
    return this.list_.find((one) => one.vma === vma);
  }

  save(): PlainState {
    return copyPlain(this.list_);
  }

  load(state: PlainState): void {
    this.list_ = copyPlain(state) as UserRange[];
  }
}

const VM = { READ: 1, WRITE: 2, SHARED: 8, MAYREAD: 0x10, MAYWRITE: 0x20, IO: 0x4000, PFNMAP: 0x400, DONTEXPAND: 0x4_0000 } as const;
const PROT = { READ: 1, WRITE: 2 } as const;
/** Bits of pgprot_t that the kernel's headers set for uncached and write-combined memory. */
const UNCACHED = 0xc;
/** Mark of a page that is mapped, not the task's own, and cached. */
const CACHED = 2;
const VM_FAULT_ERROR = 0x0073;
const SIGBUS = 7;

/** Make the range for a mapping of `file`; answers the address of its vm_area_struct, 0 when there is no memory. */
export function makeRange(k: KernelCore, owner: Task, file: OpenFile, offset: number, length: number, protection: number): number {
  const bytes = Math.ceil(length / PAGE) * PAGE;
  const vma = k.slab.allocate(k.memory.sizeOf('vm_area_struct'), '');
  if (vma === 0) return 0;
  const start = Math.ceil(owner.brk / PAGE) * PAGE;
  owner.brk = start + bytes;
  k.memory.zero(vma, k.memory.sizeOf('vm_area_struct'));
  k.memory.setField('vm_area_struct', vma, 'vm_start', start);
  k.memory.setField('vm_area_struct', vma, 'vm_end', start + bytes);
  const flags = VM.SHARED | VM.MAYREAD | VM.MAYWRITE | ((protection & PROT.READ) !== 0 ? VM.READ : 0) | ((protection & PROT.WRITE) !== 0 ? VM.WRITE : 0);
  k.memory.setField('vm_area_struct', vma, 'vm_flags', flags);
  k.memory.setField('vm_area_struct', vma, 'vm_pgoff', Math.floor(offset / PAGE));
  k.memory.setField('vm_area_struct', vma, 'vm_file', file.file);
  k.userRanges.add({ pid: owner.pid, vma, start, end: start + bytes, file: file.id, pages: [] });
  return vma;
}

/** The range and its pages go; vm_ops->close is called before. */
export function dropRange(k: KernelCore, vma: number): void {
  const range = k.userRanges.byVma(vma);
  if (range === undefined) return;
  const owner = k.cpu.task(range.pid);
  if (owner !== undefined) owner.pages = owner.pages.filter(([vpn]) => vpn * PAGE < range.start || vpn * PAGE >= range.end);
  for (const page of range.pages) putPage(k, page);
  k.userRanges.remove(vma);
  k.slab.release(vma);
}

/** Map physical pages at user addresses of the range. @returns 0 or a negative error number. */
export function mapPages(k: KernelCore, vma: number, va: number, physical: number, size: number, protection: number): number {
  const range = k.userRanges.byVma(vma);
  const owner = range === undefined ? undefined : k.cpu.task(range.pid);
  const bytes = Math.ceil(size / PAGE) * PAGE;
  if (range === undefined || owner === undefined || va % PAGE !== 0 || va < range.start || va + bytes > range.end) {
    k.find({
      rule: 'mmap-outside-range', address: physical,
      message: `Pages for 0x${va.toString(16)} … 0x${(va + bytes).toString(16)} were to be mapped, but the program asked for ${range === undefined ? 'no such range' : `0x${range.start.toString(16)} … 0x${range.end.toString(16)}`}.`,
    });
    return -ERRNO.EINVAL;
  }
  for (let at = 0; at < bytes; at += PAGE) {
    owner.pages = owner.pages.filter(([vpn]) => vpn !== (va + at) / PAGE);
    owner.pages.push([(va + at) / PAGE, physical + at, (protection & UNCACHED) === 0 ? CACHED : 0]);
  }
  k.memory.setField('vm_area_struct', vma, 'vm_flags', k.memory.field('vm_area_struct', vma, 'vm_flags') | VM.IO | VM.PFNMAP | VM.DONTEXPAND);
  return 0;
}

export function rangeOperation(k: KernelCore, vma: number, operation: 'open' | 'close' | 'fault'): number {
  const operations = k.memory.field('vm_area_struct', vma, 'vm_ops');
  return operations === 0 ? 0 : k.memory.field('vm_operations_struct', operations, operation);
}

/** Argument: the vma. Calls close, drops the range, gives the file back. */
export const UNMAP: Routine<KernelCore> = {
  title: 'unmap_region',
  steps: [
    {
      text: 'vm_ops->close',
      run: (f, k) => {
        const close = rangeOperation(k, f.args[0], 'close');
        return close === 0 ? next() : callPointer(close, f.args[0]);
      },
    },
    {
      text: '',
      run: (f, k) => {
        const range = k.userRanges.byVma(f.args[0]);
        dropRange(k, f.args[0]);
        return range === undefined ? value(0) : { op: 'call', name: 'file:put', args: [range.file] };
      },
    },
    { text: '', run: () => value(0) },
  ],
};

/** Can a page fault at `va` be served by the driver? */
export function servesFaults(k: KernelCore, owner: Task, va: number): boolean {
  const range = k.userRanges.at(owner.pid, va);
  return range !== undefined && rangeOperation(k, range.vma, 'fault') !== 0;
}

function callFault(f: Frame, k: KernelCore): Op {
  const owner = k.cpu.currentTask as Task;
  const [va] = f.args;
  const range = k.userRanges.at(owner.pid, va) as UserRange;
  const fault = k.slab.allocate(k.memory.sizeOf('vm_fault'), '');
  k.memory.zero(fault, k.memory.sizeOf('vm_fault'));
  if (k.memory.has('vm_fault', 'vma')) k.memory.setField('vm_fault', fault, 'vma', range.vma);
  k.memory.setField('vm_fault', fault, 'flags', f.locals.writes === true ? 1 : 0);
  k.memory.setField('vm_fault', fault, 'pgoff', k.memory.field('vm_area_struct', range.vma, 'vm_pgoff') + Math.floor((va - range.start) / PAGE));
  k.memory.setField('vm_fault', fault, 'address', va - (va % PAGE));
  Object.assign(f.locals, { fault, vma: range.vma });
  const handler = rangeOperation(k, range.vma, 'fault');
  return atLeast(k.profile, '4.11') ? callPointer(handler, fault) : callPointer(handler, range.vma, fault);
}

/** The page is there now, or the access fails as one to nothing would. */
function finishFault(f: Frame, k: KernelCore): Op {
  const owner = k.cpu.currentTask as Task;
  const fault = f.locals.fault as number;
  const [va] = f.args;
  const page = k.memory.field('vm_fault', fault, 'page');
  const physical = page === 0 ? undefined : pagePhysical(k, page);
  k.slab.release(fault);
  const failed = (f.result & VM_FAULT_ERROR) !== 0;
  if (!failed && physical !== undefined) {
    owner.pages.push([Math.floor(va / PAGE), physical, CACHED]);
    k.userRanges.byVma(f.locals.vma as number)?.pages.push(page);
  }
  if (failed || k.memory.userPlace(owner, va) === undefined) {
    if (f.locals.word === true) owner.signal = SIGBUS;
    return value(1);
  }
  const { address, data } = f.locals as unknown as { address: number; data: number[] };
  const length = f.locals.length as number;
  if (f.locals.word === true) {
    const bytes = length as 1 | 2 | 4;
    return f.locals.writes === true ? { op: 'store', address, bytes, value: data.reduce((sum, byte, i) => sum + byte * 256 ** i, 0), user: true } : { op: 'load', address, bytes, user: true };
  }
  return f.locals.writes === true ? { op: 'write', address, data, user: true } : { op: 'read', address, length, user: true };
}

/** Argument: the address. Variables: the access, to be made again. */
export const PAGE_FAULT: Routine<KernelCore> = {
  title: 'handle_mm_fault',
  steps: [
    { text: 'vm_ops->fault', run: callFault },
    { text: '', run: finishFault },
    {
      text: '',
      run: (f, k) => {
        const frames = k.cpu.frames as Frame[];
        if (f.locals.writes !== true) frames[frames.length - 2].bytes = f.bytes;
        return value(f.result);
      },
    },
  ],
};

export const faultLocals = (access: { readonly direction: 'read' | 'write'; readonly address: number; readonly length: number; readonly word: boolean; readonly data: readonly number[] }): Record<string, Plain> => ({
  writes: access.direction === 'write', address: access.address, length: access.length, word: access.word, data: [...access.data],
});
