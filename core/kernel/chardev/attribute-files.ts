/** Reading and writing files under /sys: through show and store of attributes, or the values of module parameters. Behaviour: fs/sysfs/file.c, kernel/params.c. */
import { PAGE } from '../address-space';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { callPointer, jump, value } from '../operations';
import type { Frame, Op } from '../operations';
import { kernelParam, parametersOf, showParameter, storeParameter } from '../params';
import type { ModuleParameter } from '../params';
import { atLeast } from '../profiles';
import { sysFile } from '../sysfs';
import type { SysAttribute } from '../sysfs';
import type { OpenFile } from './files';
import { O } from './files';

const STRUCT = { device: 'device_attribute', class: 'class_attribute', driver: 'device_attribute', kobject: 'device_attribute' } as const;
const READABLE = 0o444;
const WRITABLE = 0o222;

function operation(k: KernelCore, attribute: SysAttribute, name: 'show' | 'store'): number {
  if (attribute.kind === 'binary') return k.memory.field('bin_attribute', attribute.attribute, name === 'show' ? 'read' : 'write');
  if (attribute.kind !== 'ktype') return k.memory.field(STRUCT[attribute.kind], attribute.attribute, name);
  const operations = k.memory.field('kobj_type', k.memory.field('kobject', attribute.object, 'ktype'), 'sysfs_ops');
  return operations === 0 ? 0 : k.memory.field('sysfs_ops', operations, name);
}

/** What opening it gives: the beginnings of an open file, or a negative error number. */
export function openSysFile(k: KernelCore, path: string, flags: number): { readonly kind: 'text' | 'attribute'; readonly text: string; readonly page: number } | number {
  const file = sysFile(k, path);
  if (file === undefined) return -ERRNO.ENOENT;
  const mode = flags & O.ACCMODE;
  const reads = mode !== O.WRONLY;
  const writes = mode !== O.RDONLY;
  if ('text' in file) return writes ? -ERRNO.EACCES : { kind: 'text', text: file.text, page: 0 };
  const own = 'attribute' in file ? file.attribute : undefined;
  const permissions = own === undefined ? (parameterOf(k, path)?.mode ?? 0) : own.mode;
  const readable = (permissions & READABLE) !== 0 && (own === undefined || operation(k, own, 'show') !== 0);
  const writable = (permissions & WRITABLE) !== 0 && (own === undefined || operation(k, own, 'store') !== 0);
  if ((reads && !readable) || (writes && !writable)) return -ERRNO.EACCES;
  const page = k.slab.allocate(PAGE, '');
  return page === 0 ? -ERRNO.ENOMEM : { kind: 'attribute', text: '', page };
}

function parameterOf(k: KernelCore, path: string): ModuleParameter | undefined {
  const file = sysFile(k, path);
  if (file === undefined || !('parameter' in file)) return undefined;
  const module = k.modules.find(file.parameter.module);
  return module === undefined ? undefined : parametersOf(k, module).find((one) => one.name === file.parameter.name);
}

/** Arguments of show and store: classes before 3.0 and drivers get no attribute. */
function objectArgs(k: KernelCore, attribute: SysAttribute): readonly number[] {
  const alone = attribute.kind === 'driver' || (attribute.kind === 'class' && !atLeast(k.profile, '3.0'));
  return alone ? [attribute.object] : [attribute.object, attribute.attribute];
}

/** The object that a struct bin_attribute hangs on. */
const kobjectOf = (k: KernelCore, { object }: SysAttribute): number => (k.sysfs.directoryOf(object) === undefined ? object + k.memory.at('device', 0, 'kobj') : object);

/** At most a page at a time, and nothing beyond the size, where there is one. Behaviour: sysfs_kf_bin_read and _write. */
function binaryCall(k: KernelCore, file: OpenFile, attribute: SysAttribute, name: 'show' | 'store', count: number): Op {
  const size = k.memory.field('bin_attribute', attribute.attribute, 'size');
  if (size !== 0 && file.pos >= size) return value(name === 'show' ? 0 : -ERRNO.EFBIG);
  const part = Math.min(count, PAGE, size === 0 ? PAGE : size - file.pos);
  if (part === 0) return value(0);
  return callPointer(operation(k, attribute, name), file.file, kobjectOf(k, attribute), attribute.attribute, file.page, file.pos, 0, part);
}

function binaryOf(k: KernelCore, file: OpenFile): SysAttribute | undefined {
  const sys = sysFile(k, file.path);
  return sys !== undefined && 'attribute' in sys && sys.attribute.kind === 'binary' ? sys.attribute : undefined;
}

/** The first read fills the page; afterwards `pageRead` goes on with `f.result` bytes in it. */
export function beginRead(f: Frame, k: KernelCore, file: OpenFile): Op {
  const binary = binaryOf(k, file);
  if (binary !== undefined) return binaryCall(k, file, binary, 'show', f.args[2]);
  if (file.pos > 0 && file.filled >= 0) {
    f.result = file.filled;
    return jump(f, 1);
  }
  const sys = sysFile(k, file.path);
  k.memory.zero(file.page, PAGE);
  if (sys !== undefined && 'attribute' in sys) return callPointer(operation(k, sys.attribute, 'show'), ...objectArgs(k, sys.attribute), file.page);
  const parameter = parameterOf(k, file.path);
  if (parameter === undefined) return value(-ERRNO.ENODEV);
  if (parameter.operations !== 0) {
    const get = k.memory.field('kernel_param_ops', parameter.operations, 'get');
    return get === 0 ? value(-ERRNO.EPERM) : callPointer(get, file.page, kernelParam(k, parameter));
  }
  const text = `${showParameter(k, parameter)}\n`;
  k.memory.write(file.page, Uint8Array.from([...text].map((character) => character.charCodeAt(0))));
  f.result = text.length;
  return jump(f, 1);
}

/** Before 5.9 it is not the parameter's operation that ends the line. */
function endLine(f: Frame, k: KernelCore, file: OpenFile): number {
  const length = f.result | 0;
  if (file.filled >= 0 || length <= 0 || length >= PAGE - 1 || atLeast(k.profile, '5.9') || (parameterOf(k, file.path)?.operations ?? 0) === 0) return 0;
  k.memory.write(file.page + length, Uint8Array.of(10));
  return 1;
}

/** Bytes of the page behind the file's position, at most `count`. A negative number: the error of show. */
export function pageRead(f: Frame, k: KernelCore, file: OpenFile, count: number): Uint8Array | number {
  if (binaryOf(k, file) !== undefined) {
    const length = f.result | 0;
    if (length <= 0) return length < 0 ? length : new Uint8Array(0);
    file.pos += length;
    return k.memory.bytes(file.page, Math.min(length, PAGE));
  }
  const length = (f.result | 0) + endLine(f, k, file);
  if (length < 0) return length;
  if (length >= PAGE) k.find({ rule: 'show-too-long', message: `The show function of ${file.path} returned ${length} bytes: a page of ${PAGE} is all it may fill.` });
  file.filled = Math.min(length, PAGE - 1);
  const part = k.memory.bytes(file.page + Math.min(file.pos, file.filled), Math.max(0, Math.min(count, file.filled - file.pos)));
  file.pos += part.length;
  return part;
}

/** The bytes, with an end, in the page; then store. Answers what it took. */
export function writeAttribute(k: KernelCore, file: OpenFile, data: Uint8Array): Op {
  const binary = binaryOf(k, file);
  if (binary !== undefined) {
    k.memory.write(file.page, data.subarray(0, PAGE));
    return binaryCall(k, file, binary, 'store', data.length);
  }
  const part = data.subarray(0, PAGE - 1);
  k.memory.write(file.page, Uint8Array.from([...part, 0]));
  const sys = sysFile(k, file.path);
  if (sys !== undefined && 'attribute' in sys) return callPointer(operation(k, sys.attribute, 'store'), ...objectArgs(k, sys.attribute), file.page, part.length);
  const parameter = parameterOf(k, file.path);
  if (parameter === undefined) return value(-ERRNO.ENODEV);
  if (parameter.operations !== 0) return callPointer(k.memory.field('kernel_param_ops', parameter.operations, 'set'), file.page, kernelParam(k, parameter));
  const result = storeParameter(k, parameter, k.memory.string(file.page));
  return value(result < 0 ? result : part.length);
}

/** set of parameter operations answers 0 for all. */
export function storedBytes(k: KernelCore, file: OpenFile, result: number, count: number): number {
  if (result > 0 && binaryOf(k, file) !== undefined) file.pos += result;
  return result === 0 && parameterOf(k, file.path) !== undefined ? count : result;
}
