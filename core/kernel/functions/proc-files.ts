/** Files under /proc and debugfs, and sequence files. Behaviour: fs/proc/generic.c, fs/debugfs/inode.c, fs/seq_file.c. A sequence is made whole at the first read, up to a limit. */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { call, callPointer, jump, next, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import type { VirtualEntry } from '../virtual-entries';
import type { KernelFunction } from './declare';
import { latin } from './text';

const PROC = 'linux/proc_fs.h';
const DEBUG = 'linux/debugfs.h';
const SEQ = 'linux/seq_file.h';
const HANDLE_BYTES = 32;
/** Bytes that a sequence may have. */
const SEQ_MOST = 65_536;
/** SEQ_START_TOKEN, which single files get for their only element. */
const START_TOKEN = 1;

const MEMBERS = [['proc_open', 'open'], ['proc_read', 'read'], ['proc_write', 'write'], ['proc_lseek', 'llseek'], ['proc_release', 'release'], ['proc_poll', 'poll'], ['proc_ioctl', 'unlocked_ioctl'], ['proc_mmap', 'mmap']] as const;

/** struct proc_ops as struct file_operations; 0: no memory. */
function copyOperations(k: KernelCore, operations: number): number {
  const bytes = k.memory.sizeOf('file_operations');
  const copy = k.slab.allocate(bytes, '');
  if (copy === 0) return 0;
  k.memory.zero(copy, bytes);
  for (const [from, to] of MEMBERS) k.memory.setField('file_operations', copy, to, k.memory.field('proc_ops', operations, from));
  return copy;
}

function add(k: KernelCore, root: string, name: number, parent: number, entry: Pick<VirtualEntry, 'operations' | 'copied' | 'data' | 'mode'>): number {
  const above = parent === 0 ? root : k.entries.byHandle(parent)?.path;
  const path = `${above ?? root}/${k.memory.string(name)}`;
  if (k.entries.at(path) !== undefined) {
    k.warn(`proc_dir_entry '${path}' already registered`);
    return 0;
  }
  const handle = k.slab.allocate(HANDLE_BYTES, '');
  if (handle !== 0) k.entries.add({ ...entry, path, handle, owner: k.owner });
  return handle;
}

function addProc(k: KernelCore, name: number, mode: number, parent: number, operations: number, data: number): number {
  const copied = k.memory.has('proc_ops', 'proc_open');
  const own = copied && operations !== 0 ? copyOperations(k, operations) : operations;
  return add(k, '/proc', name, parent, { operations: own, copied, data, mode });
}

function remove(k: KernelCore, path: string): number {
  for (const entry of k.entries.remove(path)) {
    k.slab.release(entry.handle);
    if (entry.copied && entry.operations !== 0) k.slab.release(entry.operations);
  }
  return 0;
}

function removeNamed(k: KernelCore, name: number, parent: number): number {
  const path = `${parent === 0 ? '/proc' : (k.entries.byHandle(parent)?.path ?? '/proc')}/${k.memory.string(name)}`;
  if (k.entries.at(path) === undefined) k.warn(`name '${path.slice('/proc/'.length)}'`);
  return remove(k, path);
}

const row = (prototype: string, header: string, immediate: (k: KernelCore, args: readonly number[]) => number, extra: Partial<Pick<KernelFunction, 'since' | 'until' | 'replacedBy'>> = {}): KernelFunction => ({ prototype, header, sleeps: true, ...extra, immediate });

/** The same for file_operations (before 5.6) and for proc_ops. */
const creating = (type: string, extra: Partial<Pick<KernelFunction, 'since' | 'until' | 'replacedBy'>>): KernelFunction[] => [
  row(`struct proc_dir_entry *proc_create(const char *name, umode_t mode, struct proc_dir_entry *parent, const struct ${type} *ops)`, PROC, (k, [name, mode, parent, operations]) => addProc(k, name, mode, parent, operations, 0), extra),
  row(`struct proc_dir_entry *proc_create_data(const char *name, umode_t mode, struct proc_dir_entry *parent, const struct ${type} *ops, void *data)`, PROC, (k, [name, mode, parent, operations, data]) => addProc(k, name, mode, parent, operations, data), extra),
];

/** File operations of the kernel's own around one show function, and where that and its data stand. */
function addSingle(k: KernelCore, name: number, mode: number, parent: number, show: number, data: number): number {
  const operations = k.slab.allocate(k.memory.sizeOf('file_operations') + SINGLE.bytes, '');
  if (operations === 0) return 0;
  k.memory.zero(operations, k.memory.sizeOf('file_operations'));
  for (const [member, routine] of [['open', 'proc_single_open'], ['read', 'seq_read'], ['llseek', 'seq_lseek'], ['release', 'single_release']] as const) k.memory.setField('file_operations', operations, member, k.addressOf(routine));
  const record = operations + k.memory.sizeOf('file_operations');
  k.memory.setWord(record + SINGLE.show, show);
  k.memory.setWord(record + SINGLE.data, data);
  return add(k, '/proc', name, parent, { operations, copied: true, data: record, mode: mode === 0 ? 0o444 : mode });
}

const SINGLE = { show: 0, data: 4, bytes: 8 } as const;

/** Behind the file operations: the sequence's operations, and how many bytes of its own each opening gets. */
const SEQUENCE = { operations: 0, state: 4, bytes: 8 } as const;

function addSequence(k: KernelCore, [name, mode, parent, sequence, state, data]: readonly number[]): number {
  const own = k.memory.sizeOf('file_operations');
  const operations = k.slab.allocate(own + SEQUENCE.bytes, '');
  if (operations === 0) return 0;
  k.memory.zero(operations, own);
  for (const [member, routine] of [['open', 'proc_seq_open'], ['read', 'seq_read'], ['llseek', 'seq_lseek'], ['release', 'seq_release_private']] as const) k.memory.setField('file_operations', operations, member, k.addressOf(routine));
  k.memory.setWord(operations + own + SEQUENCE.operations, sequence);
  k.memory.setWord(operations + own + SEQUENCE.state, state);
  return add(k, '/proc', name, parent, { operations, copied: true, data, mode: mode === 0 ? 0o444 : mode });
}

/** A sequence whose private part is a zeroed block of its own; 0 bytes: none. @returns a negative error number or 0. */
function openWithState(k: KernelCore, file: number, operations: number, bytes: number): number {
  const state = bytes === 0 ? 0 : k.allocate(bytes);
  if (bytes !== 0 && state === 0) return -ERRNO.ENOMEM;
  if (state !== 0) k.memory.zero(state, bytes);
  return openSequence(k, file, operations, state);
}

const fileSeq = (k: KernelCore, file: number): number => k.memory.field('file', file, 'private_data');

/** Make struct seq_file for an open file. @returns 0 or a negative error number. */
function openSequence(k: KernelCore, file: number, operations: number, data: number): number {
  const bytes = k.memory.sizeOf('seq_file');
  const sequence = k.slab.allocate(bytes, '');
  if (sequence === 0) return -ERRNO.ENOMEM;
  k.memory.zero(sequence, bytes);
  k.memory.setField('seq_file', sequence, 'op', operations);
  k.memory.setField('seq_file', sequence, 'private', data);
  if (k.memory.has('seq_file', 'file')) k.memory.setField('seq_file', sequence, 'file', file);
  k.memory.setField('file', file, 'private_data', sequence);
  return 0;
}

/** A single show function as seq_operations of its own. */
function openSingle(k: KernelCore, file: number, show: number, data: number): number {
  const operations = k.slab.allocate(k.memory.sizeOf('seq_operations'), '');
  if (operations === 0) return -ERRNO.ENOMEM;
  k.memory.zero(operations, k.memory.sizeOf('seq_operations'));
  k.memory.setField('seq_operations', operations, 'show', show);
  return openSequence(k, file, operations, data);
}

function closeSequence(k: KernelCore, file: number, single: boolean): number {
  const sequence = fileSeq(k, file);
  if (sequence === 0) return 0;
  if (single) k.slab.release(k.memory.field('seq_file', sequence, 'op'));
  const buffer = k.memory.field('seq_file', sequence, 'buf');
  if (buffer !== 0) k.slab.release(buffer);
  k.slab.release(sequence);
  k.memory.setField('file', file, 'private_data', 0);
  return 0;
}

function append(k: KernelCore, sequence: number, bytes: Uint8Array): number {
  const count = k.memory.field('seq_file', sequence, 'count');
  const room = k.memory.field('seq_file', sequence, 'size') - count;
  const part = bytes.subarray(0, Math.max(0, room));
  k.memory.write(k.memory.field('seq_file', sequence, 'buf') + count, part);
  k.memory.setField('seq_file', sequence, 'count', count + part.length);
  return 0;
}

const local = (f: Frame, name: string): number => f.locals[name] as number;
const operationOf = (k: KernelCore, f: Frame, name: 'start' | 'next' | 'show' | 'stop'): number => k.memory.field('seq_operations', k.memory.field('seq_file', local(f, 'm'), 'op'), name);
const indexOf = (k: KernelCore, f: Frame): number => k.memory.at('seq_file', local(f, 'm'), 'index');
const isEnd = (element: number): boolean => element === 0 || element >= 0xffff_f001;

function beginSequence(f: Frame, k: KernelCore): Op {
  const m = fileSeq(k, f.args[0]);
  f.locals.m = m;
  if (k.memory.field('seq_file', m, 'buf') !== 0) {
    const again = operationOf(k, f, 'start');
    const over = k.memory.word(f.args[3]) >= k.memory.field('seq_file', m, 'count');
    // Read to its end: start is asked once more, and says that there is nothing.
    if (!over || again === 0 || f.args[2] === 0) return jump(f, 5);
    f.pc = 7;
    return callPointer(again, m, indexOf(k, f));
  }
  const buffer = k.slab.allocate(SEQ_MOST, '');
  if (buffer === 0) return value(-ERRNO.ENOMEM);
  k.memory.setField('seq_file', m, 'buf', buffer);
  k.memory.setField('seq_file', m, 'size', SEQ_MOST);
  const start = operationOf(k, f, 'start');
  f.result = START_TOKEN;
  f.locals.single = start === 0;
  return start === 0 ? next() : callPointer(start, m, indexOf(k, f));
}

/** Arguments of seq_read: file, user buffer, size, *ppos. */
const READ: readonly Step<KernelCore>[] = [
  { text: 'start', run: beginSequence },
  {
    text: 'show',
    run: (f, k) => {
      f.locals.element = f.result;
      if (!isEnd(f.result)) return callPointer(operationOf(k, f, 'show'), local(f, 'm'), f.result);
      return jump(f, 3);
    },
  },
  {
    text: 'next',
    run: (f, k) => {
      if ((f.result | 0) < 0) {
        f.locals.error = f.result | 0;
        return jump(f, 3);
      }
      if (f.locals.single === true) return jump(f, 5);
      f.pc = 1;
      return callPointer(operationOf(k, f, 'next'), local(f, 'm'), local(f, 'element'), indexOf(k, f));
    },
  },
  { text: 'stop', run: (f, k) => (operationOf(k, f, 'stop') === 0 ? next() : callPointer(operationOf(k, f, 'stop'), local(f, 'm'), local(f, 'element'))) },
  { text: '', run: (f) => (typeof f.locals.error === 'number' ? value(f.locals.error) : next()) },
  {
    text: 'copy_to_user',
    run: (f, k) => {
      const m = local(f, 'm');
      const from = k.memory.word(f.args[3]);
      const left = k.memory.field('seq_file', m, 'count') - from;
      f.locals.count = Math.min(f.args[2], Math.max(0, left));
      return local(f, 'count') === 0 ? value(0) : call('copy_to_user', f.args[1], k.memory.field('seq_file', m, 'buf') + from, local(f, 'count'));
    },
  },
  {
    text: '',
    run: (f, k) => {
      const count = local(f, 'count') - f.result;
      if (count === 0) return value(-ERRNO.EFAULT);
      k.memory.setWord(f.args[3], k.memory.word(f.args[3]) + count);
      return value(count);
    },
  },
  { text: 'stop', run: (f, k) => (operationOf(k, f, 'stop') === 0 ? next() : callPointer(operationOf(k, f, 'stop'), local(f, 'm'), isEnd(f.result) ? f.result : 0)) },
  { text: '', run: () => value(0) },
];

export const PROC_ENTRIES: readonly KernelFunction[] = [
  ...creating('file_operations', { until: '5.6' }),
  ...creating('proc_ops', { since: '5.6' }),
  row('struct proc_dir_entry *proc_mkdir(const char *name, struct proc_dir_entry *parent)', PROC, (k, [name, parent]) => add(k, '/proc', name, parent, { operations: 0, copied: false, data: 0, mode: 0o40555 })),
  row('struct proc_dir_entry *proc_create_single_data(const char *name, umode_t mode, struct proc_dir_entry *parent, int (*show)(struct seq_file *, void *), void *data)', PROC, (k, [name, mode, parent, show, data]) => addSingle(k, name, mode, parent, show, data), { since: '4.18' }),
  { prototype: 'int proc_single_open(struct inode *inode, struct file *file)', immediate: (k, [inode, file]) => {
    const record = k.memory.field('inode', inode, 'i_private');
    return openSingle(k, file, k.memory.word(record + SINGLE.show), k.memory.word(record + SINGLE.data));
  } },
  row('int remove_proc_subtree(const char *name, struct proc_dir_entry *parent)', PROC, (k, [name, parent]) => removeNamed(k, name, parent), { since: '3.9' }),
  row('void remove_proc_entry(const char *name, struct proc_dir_entry *parent)', PROC, (k, [name, parent]) => removeNamed(k, name, parent)),
  row('void proc_remove(struct proc_dir_entry *entry)', PROC, (k, [entry]) => (entry === 0 ? 0 : remove(k, k.entries.byHandle(entry)?.path ?? '')), { since: '3.9' }),
  row('void *PDE_DATA(const struct inode *inode)', PROC, (k, [inode]) => k.memory.field('inode', inode, 'i_private'), { since: '3.10', until: '5.17', replacedBy: 'pde_data' }),
  row('void *pde_data(const struct inode *inode)', PROC, (k, [inode]) => k.memory.field('inode', inode, 'i_private'), { since: '5.17' }),
  row('struct dentry *debugfs_create_dir(const char *name, struct dentry *parent)', DEBUG, (k, [name, parent]) => add(k, '/sys/kernel/debug', name, parent, { operations: 0, copied: false, data: 0, mode: 0o40755 })),
  row('struct dentry *debugfs_create_file(const char *name, umode_t mode, struct dentry *parent, void *data, const struct file_operations *fops)', DEBUG, (k, [name, mode, parent, data, operations]) => add(k, '/sys/kernel/debug', name, parent, { operations, copied: false, data, mode })),
  row('void debugfs_remove(struct dentry *dentry)', DEBUG, (k, [dentry]) => (dentry === 0 ? 0 : remove(k, k.entries.byHandle(dentry)?.path ?? ''))),
  row('void debugfs_remove_recursive(struct dentry *dentry)', DEBUG, (k, [dentry]) => (dentry === 0 ? 0 : remove(k, k.entries.byHandle(dentry)?.path ?? ''))),
  row('struct proc_dir_entry *proc_create_seq_private(const char *name, umode_t mode, struct proc_dir_entry *parent, const struct seq_operations *ops, unsigned int state_size, void *data)', PROC, (k, args) => addSequence(k, args), { since: '4.18' }),
  { prototype: 'int proc_seq_open(struct inode *inode, struct file *file)', immediate: (k, [, file]) => {
    const record = k.memory.field('file', file, 'f_op') + k.memory.sizeOf('file_operations');
    return openWithState(k, file, k.memory.word(record + SEQUENCE.operations), k.memory.word(record + SEQUENCE.state));
  } },
  row('int seq_open_private(struct file *file, const struct seq_operations *ops, int psize)', SEQ, (k, [file, operations, bytes]) => openWithState(k, file, operations, bytes)),
  row('void *__seq_open_private(struct file *file, const struct seq_operations *ops, int psize)', SEQ, (k, [file, operations, bytes]) => (openWithState(k, file, operations, bytes) < 0 ? 0 : k.memory.field('seq_file', fileSeq(k, file), 'private'))),
  row('int seq_release_private(struct inode *inode, struct file *file)', SEQ, (k, [, file]) => {
    const state = fileSeq(k, file) === 0 ? 0 : k.memory.field('seq_file', fileSeq(k, file), 'private');
    if (state !== 0) k.slab.release(state);
    return closeSequence(k, file, false);
  }),
  row('int seq_open(struct file *file, const struct seq_operations *op)', SEQ, (k, [file, operations]) => openSequence(k, file, operations, 0)),
  row('int single_open(struct file *file, int (*show)(struct seq_file *, void *), void *data)', SEQ, (k, [file, show, data]) => openSingle(k, file, show, data)),
  row('int seq_release(struct inode *inode, struct file *file)', SEQ, (k, [, file]) => closeSequence(k, file, false)),
  row('int single_release(struct inode *inode, struct file *file)', SEQ, (k, [, file]) => closeSequence(k, file, true)),
  { prototype: 'ssize_t seq_read(struct file *file, char __user *buf, size_t size, loff_t *ppos)', header: SEQ, sleeps: true, steps: READ },
  {
    prototype: 'loff_t seq_lseek(struct file *file, loff_t offset, int whence)', header: SEQ, cost: 20,
    immediate: (k, [file, offset, high, whence], frame) => {
      const at = k.memory.at('file', file, 'f_pos');
      const to = whence === 1 ? k.memory.word(at) + (offset | 0) : offset | 0;
      frame.locals.high = to < 0 || whence === 2 || high > 0x7fff_ffff ? 0xffff_ffff : 0;
      if (frame.locals.high !== 0) return -ERRNO.EINVAL;
      k.memory.setWord(at, to);
      return to;
    },
  },
  { prototype: 'void seq_printf(struct seq_file *m, const char *fmt, ...)', header: SEQ, cost: 200, immediate: (k, [m, format, ...args]) => append(k, m, latin(k.format(format, args))) },
  { prototype: 'void seq_puts(struct seq_file *m, const char *s)', header: SEQ, cost: 100, immediate: (k, [m, text]) => append(k, m, latin(k.memory.string(text))) },
  { prototype: 'void seq_putc(struct seq_file *m, char c)', header: SEQ, cost: 20, immediate: (k, [m, character]) => append(k, m, Uint8Array.of(character)) },
];
