/** read, write, ioctl, lseek, mmap. Behaviour: fs/read_write.c, fs/ioctl.c, drivers/char/mem.c; missing operations give Linux's errors. */
import { PAGE } from '../address-space';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { callPointer, value } from '../operations';
import type { Frame, Op, Routine } from '../operations';
import { atLeast } from '../profiles';
import type { FieldOf } from '../structs';
import type { Task } from '../task';
import { utf8Bytes, utf8Text } from '../utf8';
import { beginRead, pageRead, storedBytes, writeAttribute } from './attribute-files';
import type { OpenFile } from './files';
import { O } from './files';
import { dropRange, makeRange } from './mappings';
import { accessMode, fileOf } from './open';

/** More is not mapped at once. */
const MOST_MAPPED = 16 * 1024 * 1024;

/** A driver's operation; `missing` is the answer where it has none. */
function driverCall(k: KernelCore, file: OpenFile, operation: FieldOf<'file_operations'>, missing: number, args: readonly number[]): Op {
  const address = k.memory.field('file_operations', file.operations, operation);
  return address === 0 ? value(missing) : callPointer(address, ...args);
}

const position = (k: KernelCore, file: OpenFile): number => k.memory.at('file', file.file, 'f_pos');
const task = (k: KernelCore): Task => k.cpu.currentTask as Task;

function read(f: Frame, k: KernelCore): Op {
  const [fd, buffer, count] = f.args;
  const file = fileOf(k, fd);
  if (file === undefined || !accessMode(file).reads) return value(-ERRNO.EBADF);
  switch (file.kind) {
    case 'driver':
      return driverCall(k, file, 'read', -ERRNO.EINVAL, [file.file, buffer, count, position(k, file)]);
    case 'attribute':
      return beginRead(f, k, file);
    case 'null':
    case 'terminal':
      return value(0);
    case 'memory':
      return value(-ERRNO.EPERM);
    case 'zero':
      return deliver(k, buffer, new Uint8Array(count));
    case 'text':
    case 'regular': {
      const content = file.kind === 'text' ? utf8Bytes(file.text) : (k.files.content(file.path) ?? new Uint8Array(0));
      const part = content.subarray(file.pos, file.pos + count);
      const op = deliver(k, buffer, part);
      file.pos += part.length;
      return op;
    }
  }
}

/** The kernel's own data to a program. */
function deliver(k: KernelCore, buffer: number, data: Uint8Array): Op {
  if (!hasPages(k, buffer, data.length)) return value(-ERRNO.EFAULT);
  k.memory.writeUser(task(k), buffer, data);
  return value(data.length);
}

function hasPages(k: KernelCore, buffer: number, bytes: number): boolean {
  for (let page = Math.floor(buffer / PAGE); page * PAGE < buffer + bytes; page++) if (k.memory.userPlace(task(k), page * PAGE) === undefined) return false;
  return true;
}

function write(f: Frame, k: KernelCore): Op {
  const [fd, buffer, count] = f.args;
  const file = fileOf(k, fd);
  if (file === undefined || !accessMode(file).writes) return value(-ERRNO.EBADF);
  if (file.kind === 'driver') return driverCall(k, file, 'write', -ERRNO.EINVAL, [file.file, buffer, count, position(k, file)]);
  if (file.kind === 'null' || file.kind === 'zero') return value(count);
  if (file.kind === 'memory') return value(-ERRNO.EPERM);
  if (!hasPages(k, buffer, count)) return value(-ERRNO.EFAULT);
  const data = k.memory.readUser(task(k), buffer, count);
  if (file.kind === 'attribute') return writeAttribute(k, file, data);
  if (file.kind === 'terminal') {
    k.terminal.write(fd === 2 ? 'error' : 'output', utf8Text(data));
    return value(count);
  }
  return value(append(k, file, data));
}

function append(k: KernelCore, file: OpenFile, data: Uint8Array): number {
  const old = k.files.content(file.path) ?? new Uint8Array(0);
  const at = (file.flags & O.APPEND) !== 0 ? old.length : file.pos;
  const bytes = new Uint8Array(Math.max(old.length, at + data.length));
  bytes.set(old);
  bytes.set(data, at);
  if (!k.files.setContent(file.path, bytes)) return -ERRNO.ENOSPC;
  file.pos = at + data.length;
  return data.length;
}

function ioctl(f: Frame, k: KernelCore): Op {
  const [fd, command, argument] = f.args;
  const file = fileOf(k, fd);
  if (file === undefined) return value(-ERRNO.EBADF);
  if (file.kind !== 'driver') return value(-ERRNO.ENOTTY);
  const { memory } = k;
  const old = memory.has('file_operations', 'ioctl') && memory.field('file_operations', file.operations, 'unlocked_ioctl') === 0 ? memory.field('file_operations', file.operations, 'ioctl') : 0;
  return old === 0 ? driverCall(k, file, 'unlocked_ioctl', -ERRNO.ENOTTY, [file.file, command, argument]) : callPointer(old, file.inode, file.file, command, argument);
}

const SEEK = { SET: 0, CUR: 1, END: 2 } as const;

function lseek(f: Frame, k: KernelCore): Op {
  const [fd, offset, whence] = f.args;
  const file = fileOf(k, fd);
  if (file === undefined) return value(-ERRNO.EBADF);
  const signed = offset | 0;
  if (file.kind === 'terminal') return value(-ERRNO.ESPIPE);
  if (file.kind === 'driver') {
    if (k.memory.field('file_operations', file.operations, 'llseek') !== 0) return driverCall(k, file, 'llseek', 0, [file.file, offset, signed < 0 ? 0xffff_ffff : 0, whence]);
    if (atLeast(k.profile, '6.0')) return value(-ERRNO.ESPIPE);
    const to = whence === SEEK.CUR ? k.memory.word(position(k, file)) + signed : signed;
    if (whence === SEEK.END || to < 0) return value(-ERRNO.EINVAL);
    k.memory.setWord(position(k, file), to);
    return value(to);
  }
  const size = file.kind === 'text' ? file.text.length : (k.files.content(file.path)?.length ?? 0);
  const to = signed + (whence === SEEK.CUR ? file.pos : whence === SEEK.END ? size : 0);
  if (to < 0) return value(-ERRNO.EINVAL);
  file.pos = to;
  return value(to);
}

/** Arguments: descriptor, offset, bytes (0: a page), protection. One page of /dev/mem at once; a driver's by its mmap. */
function mmap(f: Frame, k: KernelCore): Op {
  const [fd, offset, bytes, protection] = f.args;
  const file = fileOf(k, fd);
  if (file === undefined) return value(-ERRNO.EBADF);
  const owner = task(k);
  if (file.kind === 'driver') {
    const operation = k.memory.field('file_operations', file.operations, 'mmap');
    if (operation === 0) return value(-ERRNO.ENODEV);
    if (bytes === 0 || bytes > MOST_MAPPED || offset % PAGE !== 0) return value(-ERRNO.EINVAL);
    const vma = makeRange(k, owner, file, offset, bytes, protection);
    if (vma === 0) return value(-ERRNO.ENOMEM);
    f.locals.vma = vma;
    return callPointer(operation, file.file, vma);
  }
  if (file.kind !== 'memory') return value(-ERRNO.ENODEV);
  const va = Math.ceil(owner.brk / PAGE) * PAGE;
  owner.brk = va + PAGE;
  owner.pages.push([va / PAGE, offset - (offset % PAGE), 0]);
  return value(va);
}

/** The driver has mapped, or refused. */
function mapped(f: Frame, k: KernelCore): Op {
  const vma = f.locals.vma as number;
  const range = k.userRanges.byVma(vma);
  const file = range === undefined ? undefined : k.files.get(range.file);
  if ((f.result | 0) < 0 || range === undefined || file === undefined) {
    dropRange(k, vma);
    return value(f.result);
  }
  file.refs++;
  return value(range.start);
}

/** Arguments: address and bytes of a whole mapping. */
function munmap(f: Frame, k: KernelCore): Op {
  const range = k.userRanges.at(task(k).pid, f.args[0]);
  if (range === undefined || range.start !== f.args[0] || range.end - range.start !== Math.ceil(f.args[1] / PAGE) * PAGE) return value(-ERRNO.EINVAL);
  return { op: 'call', name: 'mm:unmap', args: [range.vma] };
}

const routine = (title: string, text: string, run: (f: Frame, k: KernelCore) => Op): Routine<KernelCore> => ({ title, steps: [{ text, run }, { text: '', run: (f) => value(f.result) }] });

/** What the driver answered; of attributes, the bytes that show wrote. */
function finishRead(f: Frame, k: KernelCore): Op {
  const file = fileOf(k, f.args[0]);
  if (file?.kind !== 'attribute') return value(f.result);
  const data = pageRead(f, k, file, f.args[2]);
  return typeof data === 'number' ? value(data) : deliver(k, f.args[1], data);
}

function finishWrite(f: Frame, k: KernelCore): Op {
  const file = fileOf(k, f.args[0]);
  return value(file?.kind === 'attribute' ? storedBytes(k, file, f.result | 0, f.args[2]) : f.result);
}

export const SYS_READ: Routine<KernelCore> = { title: 'sys_read', steps: [{ text: 'fops->read', run: read }, { text: '', run: finishRead }] };
export const SYS_WRITE: Routine<KernelCore> = { title: 'sys_write', steps: [{ text: 'fops->write', run: write }, { text: '', run: finishWrite }] };
export const SYS_IOCTL = routine('sys_ioctl', 'fops->unlocked_ioctl', ioctl);
export const SYS_LSEEK = routine('sys_lseek', 'fops->llseek', lseek);
export const SYS_MMAP: Routine<KernelCore> = { title: 'sys_mmap', steps: [{ text: 'fops->mmap', run: mmap }, { text: '', run: mapped }] };
export const SYS_MUNMAP = routine('sys_munmap', 'vm_ops->close', munmap);
