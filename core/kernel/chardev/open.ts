/** open, close, and the end of a task. Behaviour: fs/open.c, fs/char_dev.c, drivers/char/misc.c. */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { call, callPointer, jump, next, value } from '../operations';
import type { Frame, Op, Routine } from '../operations';
import { isSysDirectory } from '../sysfs';
import type { Task } from '../task';
import type { DeviceNode } from './devices';
import { deviceNumber, MISC_MAJOR } from './devices';
import { absolutePath, DIRECTORIES, O } from './files';
import type { OpenFile, Opening } from './files';
import { openSysFile } from './attribute-files';
import { PROC_FILES } from './proc';

const MOST_FILES = 256;
const FMODE = { READ: 1, WRITE: 2 } as const;

const plain = (kind: OpenFile['kind'], path: string, flags: number, text = ''): Opening => ({ kind, path, flags, file: 0, inode: 0, operations: 0, module: '', text });

/** Lowest free descriptor. @returns a negative error number when there is none. */
export function installFile(task: Task, id: number): number {
  let fd = task.files.indexOf(null);
  if (fd < 0) fd = task.files.length;
  if (fd >= MOST_FILES) return -ERRNO.EMFILE;
  task.files[fd] = id;
  return fd;
}

export function fileOf(k: KernelCore, fd: number): OpenFile | undefined {
  const id = k.cpu.currentTask?.files[fd];
  return id === undefined || id === null ? undefined : k.files.get(id);
}

export const accessMode = (file: OpenFile): { readonly reads: boolean; readonly writes: boolean } => {
  const mode = file.flags & O.ACCMODE;
  return { reads: mode !== O.WRONLY, writes: mode !== O.RDONLY };
};

/** What is at `path`; a number is a negative error. */
function resolve(k: KernelCore, path: string, flags: number): Opening | { readonly node: DeviceNode } | number {
  const entry = k.entries.at(path);
  if (entry !== undefined) return entry.operations === 0 ? -ERRNO.EISDIR : makeFile(k, { path, dev: 0, operations: entry.operations, cdev: 0, data: 0, inodeData: entry.data }, flags);
  const node = k.devices.node(path);
  if (node !== undefined) {
    if (node.major === 1) return plain(({ 1: 'memory', 3: 'null', 5: 'zero' } as const)[node.minor as 1 | 3 | 5], path, flags);
    return node.major === 5 ? plain('terminal', path, flags) : { node };
  }
  const proc = Object.hasOwn(PROC_FILES, path) ? PROC_FILES[path] : undefined;
  if (proc !== undefined) return (flags & O.ACCMODE) === O.RDONLY ? plain('text', path, flags, proc(k)) : -ERRNO.EACCES;
  if ((DIRECTORIES as readonly string[]).includes(path) || isSysDirectory(k, path)) return -ERRNO.EISDIR;
  if (path.startsWith('/sys/')) {
    const found = openSysFile(k, path, flags);
    return typeof found === 'number' ? found : { ...plain(found.kind, path, flags, found.text), page: found.page };
  }
  const existing = k.files.content(path);
  if (existing === undefined) {
    if ((flags & O.CREAT) === 0) return -ERRNO.ENOENT;
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    if (parent === '/proc' || !(DIRECTORIES as readonly string[]).includes(parent)) return -ERRNO.ENOENT;
    k.files.setContent(path, new Uint8Array(0));
    if (parent === '/dev') k.find({ rule: 'file-in-dev', message: `${path} did not exist; writing to it made an ordinary file. No driver sees the data.` });
  } else if ((flags & O.TRUNC) !== 0) k.files.setContent(path, new Uint8Array(0));
  return plain('regular', path, flags);
}

/** The driver's file_operations for a node, and what struct file begins with. */
function driverOf(k: KernelCore, node: DeviceNode): { operations: number; cdev: number; data: number } | number {
  if (node.major === MISC_MAJOR) {
    const misc = k.devices.miscAt(node.minor);
    return misc === undefined ? -ERRNO.ENODEV : { operations: k.memory.field('miscdevice', misc.address, 'fops'), cdev: 0, data: misc.address };
  }
  const mapping = k.devices.cdevAt(deviceNumber(node.major, node.minor));
  return mapping === undefined ? -ERRNO.ENXIO : { operations: k.memory.field('cdev', mapping.cdev, 'ops'), cdev: mapping.cdev, data: 0 };
}

/** Before 3.9 a driver reaches the inode through file->f_path.dentry only. 0: not needed. */
function makeDentry(k: KernelCore, inode: number): number {
  if (k.memory.has('file', 'f_inode')) return 0;
  const dentry = k.slab.allocate(k.memory.sizeOf('dentry'), '');
  if (dentry === 0) return 0;
  k.memory.zero(dentry, k.memory.sizeOf('dentry'));
  k.memory.setField('dentry', dentry, 'd_inode', inode);
  return dentry;
}

/** A node's file, by its driver. */
function nodeFile(k: KernelCore, node: DeviceNode, flags: number): Opening | number {
  const driver = driverOf(k, node);
  return typeof driver === 'number' ? driver : makeFile(k, { path: node.path, dev: deviceNumber(node.major, node.minor), inodeData: 0, ...driver }, flags);
}

interface DriverFile {
  readonly path: string;
  readonly dev: number;
  readonly operations: number;
  readonly cdev: number;
  /** What file->private_data and inode->i_private begin with. */
  readonly data: number;
  readonly inodeData: number;
}

/** Make struct inode and struct file. */
function makeFile(k: KernelCore, driver: DriverFile, flags: number): Opening | number {
  const owner = k.modules.at(k.memory.field('file_operations', driver.operations, 'owner'));
  if (owner !== undefined && owner.state === 'going') return -ERRNO.ENXIO;
  const inode = k.slab.allocate(k.memory.sizeOf('inode'), '');
  const file = k.slab.allocate(k.memory.sizeOf('file'), '');
  if (inode === 0 || file === 0) return -ERRNO.ENOMEM;
  k.memory.zero(inode, k.memory.sizeOf('inode'));
  k.memory.zero(file, k.memory.sizeOf('file'));
  k.memory.setField('inode', inode, 'i_mode', 0o20600);
  k.memory.setField('inode', inode, 'i_rdev', driver.dev);
  if (driver.inodeData !== 0) k.memory.setField('inode', inode, 'i_private', driver.inodeData);
  k.memory.setField('inode', inode, 'i_cdev', driver.cdev);
  if (k.memory.has('file', 'f_inode')) k.memory.setField('file', file, 'f_inode', inode);
  const dentry = makeDentry(k, inode);
  if (dentry !== 0) k.memory.setWord(k.memory.at('file', file, 'f_path') + k.memory.at('path', 0, 'dentry'), dentry);
  k.memory.setField('file', file, 'f_op', driver.operations);
  k.memory.setField('file', file, 'f_flags', flags);
  const mode = flags & O.ACCMODE;
  k.memory.setField('file', file, 'f_mode', (mode === O.WRONLY ? 0 : FMODE.READ) | (mode === O.RDONLY ? 0 : FMODE.WRITE));
  k.memory.setField('file', file, 'private_data', driver.data);
  if (owner !== undefined) owner.refs++;
  return { kind: 'driver', path: driver.path, flags, file, inode, operations: driver.operations, module: owner?.name ?? '', text: '' };
}

function beginOpen(f: Frame, k: KernelCore): Op {
  const [flags] = f.args;
  const found = resolve(k, absolutePath(f.locals.path as string), flags);
  const opening = typeof found !== 'number' && 'node' in found ? nodeFile(k, found.node, flags) : found;
  if (typeof opening === 'number') return value(opening);
  const file = k.files.add(opening);
  f.locals.id = file.id;
  f.result = 0;
  if (file.kind !== 'driver') return jump(f, 1);
  const open = k.memory.field('file_operations', file.operations, 'open');
  return open === 0 ? jump(f, 1) : callPointer(open, file.inode, file.file);
}

function finishOpen(f: Frame, k: KernelCore): Op {
  const file = k.files.get(f.locals.id as number) as OpenFile;
  if ((f.result | 0) < 0) {
    dispose(k, file);
    return value(f.result);
  }
  const fd = installFile(k.cpu.currentTask as Task, file.id);
  if (fd < 0) dispose(k, file);
  return value(fd);
}

/** The descriptor is free at once; then flush, and the file itself when nobody else has it. */
function beginClose(f: Frame, k: KernelCore): Op {
  const task = k.cpu.currentTask as Task;
  const [fd] = f.args;
  const file = fileOf(k, fd);
  if (file === undefined) return value(-ERRNO.EBADF);
  task.files[fd] = null;
  f.locals.id = file.id;
  const flush = file.kind === 'driver' ? k.memory.field('file_operations', file.operations, 'flush') : 0;
  f.result = 0;
  return flush === 0 ? next(1) : callPointer(flush, file.file, 0);
}

const FASYNC = 0o20000;

/** Argument: the id of an open file. One user less; with the last one it is released. */
export const FILE_PUT: Routine<KernelCore> = {
  title: 'fput',
  steps: [
    {
      text: 'fops->fasync',
      run: (f, k) => {
        const file = k.files.get(f.args[0]);
        if (file === undefined || --file.refs > 0) return value(0);
        if (file.kind !== 'driver') return jump(f, 2, 1);
        const fasync = (k.memory.field('file', file.file, 'f_flags') & FASYNC) === 0 ? 0 : k.memory.field('file_operations', file.operations, 'fasync');
        return fasync === 0 ? next(1) : callPointer(fasync, 0xffff_ffff, file.file, 0);
      },
    },
    {
      text: 'fops->release',
      run: (f, k) => {
        const file = k.files.get(f.args[0]) as OpenFile;
        const release = k.memory.field('file_operations', file.operations, 'release');
        return release === 0 ? next(1) : callPointer(release, file.inode, file.file);
      },
    },
    {
      text: '',
      run: (f, k) => {
        const file = k.files.get(f.args[0]);
        if (file !== undefined) dispose(k, file);
        return value(0);
      },
    },
  ],
};

function dispose(k: KernelCore, file: OpenFile): void {
  if (file.kind === 'driver') {
    if (!k.memory.has('file', 'f_inode')) k.slab.release(k.memory.word(k.memory.at('file', file.file, 'f_path') + k.memory.at('path', 0, 'dentry')));
    k.slab.release(file.file);
    k.slab.release(file.inode);
    const module = k.modules.find(file.module);
    if (module !== undefined) module.refs--;
  }
  if (file.page !== 0) k.slab.release(file.page);
  k.files.remove(file.id);
}

export const SYS_OPEN: Routine<KernelCore> = { title: 'sys_open', steps: [{ text: 'fops->open', run: beginOpen }, { text: '', run: finishOpen }] };

export const SYS_CLOSE: Routine<KernelCore> = {
  title: 'sys_close',
  steps: [
    { text: 'fops->flush', run: beginClose },
    {
      text: '',
      run: (f) => {
        f.locals.result = f.result | 0;
        return call('file:put', f.locals.id as number);
      },
    },
    { text: '', run: (f) => value(f.locals.result as number) },
  ],
};

/** A second descriptor for the first argument's file: the second argument. */
export const SYS_DUP2: Routine<KernelCore> = {
  title: 'sys_dup2',
  steps: [
    {
      text: '',
      run: (f, k) => {
        const [from, to] = f.args;
        if (fileOf(k, from) === undefined) return value(-ERRNO.EBADF);
        return fileOf(k, to) === undefined ? jump(f, 1) : call('sys_close', to);
      },
    },
    {
      text: '',
      run: (f, k) => {
        const [from, to] = f.args;
        const task = k.cpu.currentTask as Task;
        const file = fileOf(k, from) as OpenFile;
        file.refs++;
        while (task.files.length <= to) task.files.push(null);
        task.files[to] = file.id;
        return value(to);
      },
    },
  ],
};

/** Unmap what is mapped, close what is open, then end. */
export const DO_EXIT: Routine<KernelCore> = {
  title: 'do_exit',
  steps: [
    {
      text: 'unmap',
      run: (f, k) => {
        const range = k.userRanges.of(k.cpu.currentTask?.pid ?? 0);
        if (range === undefined) return next(1);
        f.pc = 0;
        return call('mm:unmap', range.vma);
      },
    },
    {
      text: 'close files',
      run: (f, k) => {
        const fd = k.cpu.currentTask?.files.findIndex((id) => id !== null) ?? -1;
        if (fd < 0) return value(0);
        f.pc = 1;
        return call('sys_close', fd);
      },
    },
  ],
};
