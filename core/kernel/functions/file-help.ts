/** What drivers' file operations call: seeking, waiting, mapping, notices. Behaviour: fs/read_write.c, fs/fcntl.c, mm/memory.c. */
import { PAGE } from '../address-space';
import { mapPages } from '../chardev/mappings';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { pagePhysical } from '../mapping/pages';
import type { KernelFunction } from './declare';
import { getPage } from './page-references';

const FS = 'linux/fs.h';
const MM = 'linux/mm.h';
const SEEK = { SET: 0, CUR: 1, END: 2 } as const;
const FMODE_LSEEK = 4;

const position = (k: KernelCore, file: number): number => k.memory.at('file', file, 'f_pos');

/** `size` undefined: the end is not known. Positions beyond 2 GiB are refused. */
function seek(k: KernelCore, [file, offset, high, whence]: readonly number[], size: number | undefined): number {
  const signed = (high | 0) < 0 ? offset - 0x1_0000_0000 : offset;
  if (whence === SEEK.END && size === undefined) return -ERRNO.EINVAL;
  const to = signed + (whence === SEEK.CUR ? k.memory.word(position(k, file)) : whence === SEEK.END ? (size ?? 0) : 0);
  if (to < 0 || to > 0x7fff_ffff || (size !== undefined && to > size) || whence > SEEK.END) return -ERRNO.EINVAL;
  k.memory.setWord(position(k, file), to);
  k.memory.setWord(position(k, file) + 4, 0);
  return to;
}

const seeker = (prototype: string, body: (k: KernelCore, args: readonly number[]) => number, until?: string): KernelFunction => ({
  prototype, header: FS, cost: 40, ...(until === undefined ? {} : { until }),
  immediate: (k, args, frame) => {
    const result = body(k, args);
    frame.locals.high = result < 0 ? 0xffff_ffff : 0;
    return result;
  },
});

function unseekable(k: KernelCore, file: number): number {
  k.memory.setField('file', file, 'f_mode', k.memory.field('file', file, 'f_mode') & ~FMODE_LSEEK);
  return 0;
}

/** struct fasync_struct: the file that wants notices, then the pid of who asked. */
const NOTICE = { file: 0, pid: 4, bytes: 16 } as const;

/** Keep or remove the entry of one file; a driver's list holds one file at most here. @returns what fasync_helper answers. */
function noteFasync(k: KernelCore, [, file, on, at]: readonly number[]): number {
  const old = k.memory.word(at);
  if (on !== 0) {
    if (old !== 0) return 0;
    const entry = k.slab.allocate(NOTICE.bytes, '');
    if (entry === 0) return -ERRNO.ENOMEM;
    k.memory.zero(entry, NOTICE.bytes);
    k.memory.setWord(entry + NOTICE.file, file);
    k.memory.setWord(entry + NOTICE.pid, k.cpu.currentTask?.pid ?? 0);
    k.memory.setWord(at, entry);
    return 1;
  }
  if (old === 0 || k.memory.word(old + NOTICE.file) !== file) return 0;
  k.memory.setWord(at, 0);
  k.slab.release(old);
  return 1;
}

function sendNotice(k: KernelCore, at: number, signal: number): number {
  const entry = k.memory.word(at);
  const task = entry === 0 ? undefined : k.cpu.task(k.memory.word(entry + NOTICE.pid));
  if (task !== undefined) k.cpu.signal(task, signal);
  return 0;
}

/** Device memory is not cached. */
const IO_PROTECTION = 4;

/** vm_iomap_memory: as much of the physical range as the program asked for. */
function mapIo(k: KernelCore, vma: number, start: number, bytes: number): number {
  const pages = Math.ceil(((start % PAGE) + bytes) / PAGE);
  const offset = k.memory.field('vm_area_struct', vma, 'vm_pgoff');
  const from = k.memory.field('vm_area_struct', vma, 'vm_start');
  const wanted = k.memory.field('vm_area_struct', vma, 'vm_end') - from;
  if (offset > pages || wanted / PAGE > pages - offset) return -ERRNO.EINVAL;
  return mapPages(k, vma, from, start - (start % PAGE) + offset * PAGE, wanted, IO_PROTECTION);
}

const VM_FAULT = { NOPAGE: 0x100, SIGBUS: 2 } as const;
const mapper = (prototype: string, body: (k: KernelCore, args: readonly number[]) => number, since?: string): KernelFunction => ({ prototype, header: MM, sleeps: true, cost: 400, ...(since === undefined ? {} : { since }), immediate: body });
const flags = (prototype: string, change: (old: number, flags: number) => number): KernelFunction => ({
  prototype, header: MM, since: '6.3', cost: 4,
  immediate: (k, [vma, bits]) => {
    k.memory.setField('vm_area_struct', vma, 'vm_flags', change(k.memory.field('vm_area_struct', vma, 'vm_flags'), bits));
    return 0;
  },
});

export const FILE_HELP: readonly KernelFunction[] = [
  seeker('loff_t noop_llseek(struct file *file, loff_t offset, int whence)', (k, [file]) => k.memory.word(position(k, file))),
  seeker('loff_t default_llseek(struct file *file, loff_t offset, int whence)', (k, args) => seek(k, args, undefined)),
  seeker('loff_t generic_file_llseek(struct file *file, loff_t offset, int whence)', (k, args) => seek(k, args, undefined)),
  seeker('loff_t no_llseek(struct file *file, loff_t offset, int whence)', () => -ERRNO.ESPIPE, '6.12'),
  seeker('loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence, loff_t size)', (k, args) => seek(k, args, args[4])),
  { prototype: 'int nonseekable_open(struct inode *inode, struct file *filp)', header: FS, cost: 10, immediate: (k, [, file]) => unseekable(k, file) },
  { prototype: 'int simple_open(struct inode *inode, struct file *file)', header: FS, since: '3.4', cost: 6, immediate: (k, [inode, file]) => {
    const data = k.memory.field('inode', inode, 'i_private');
    if (data !== 0) k.memory.setField('file', file, 'private_data', data);
    return 0;
  } },
  { prototype: 'int stream_open(struct inode *inode, struct file *filp)', header: FS, since: '5.1', cost: 10, immediate: (k, [, file]) => unseekable(k, file) },
  {
    prototype: 'void poll_wait(struct file *filp, struct wait_queue_head *wait_address, struct poll_table_struct *p)', header: 'linux/poll.h', cost: 30,
    immediate: (k, [, queue, table]) => {
      if (table !== 0 && queue !== 0 && k.cpu.currentTask !== undefined) k.waitQueues.poll(k.cpu.currentTask.pid, queue);
      return 0;
    },
  },
  { prototype: 'int fasync_helper(int fd, struct file *filp, int on, struct fasync_struct **fapp)', header: FS, sleeps: true, cost: 60, immediate: noteFasync },
  { prototype: 'void kill_fasync(struct fasync_struct **fp, int sig, int band)', header: FS, cost: 60, immediate: (k, [at, signal]) => sendNotice(k, at, signal) },
  mapper('int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn, unsigned long size, pgprot_t prot)', (k, [vma, at, pfn, size, protection]) => mapPages(k, vma, at, pfn * PAGE, size, protection)),
  mapper('int io_remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn, unsigned long size, pgprot_t prot)', (k, [vma, at, pfn, size, protection]) => mapPages(k, vma, at, pfn * PAGE, size, protection)),
  mapper('int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len)', (k, [vma, start, bytes]) => mapIo(k, vma, start, bytes), '3.9'),
  mapper('int vm_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn)', (k, [vma, at, pfn]) => mapPages(k, vma, at, pfn * PAGE, PAGE, k.memory.field('vm_area_struct', vma, 'vm_page_prot'))),
  mapper('vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn)', (k, [vma, at, pfn]) => (mapPages(k, vma, at, pfn * PAGE, PAGE, k.memory.field('vm_area_struct', vma, 'vm_page_prot')) === 0 ? VM_FAULT.NOPAGE : VM_FAULT.SIGBUS), '4.17'),
  mapper('int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)', (k, [vma, at, page]) => {
    const physical = pagePhysical(k, page);
    const result = physical === undefined ? -ERRNO.EINVAL : mapPages(k, vma, at, physical, PAGE, k.memory.field('vm_area_struct', vma, 'vm_page_prot'));
    if (result === 0) {
      getPage(k, page);
      k.userRanges.byVma(vma)?.pages.push(page);
    }
    return result;
  }),
  flags('void vm_flags_set(struct vm_area_struct *vma, unsigned long flags)', (old, bits) => old | bits),
  flags('void vm_flags_clear(struct vm_area_struct *vma, unsigned long flags)', (old, bits) => old & ~bits),
];
