/**
 * Module parameters: what module_param leaves in a module (`struct dmalab_param`, symbols `__param_...`), their values
 * from insmod's arguments and from /sys/module. Behaviour: kernel/params.c.
 */
import { ERRNO } from './errno';
import { parseNumberAs } from './functions/numbers';
import type { KernelCore } from './kernel-core';
import type { LoadedModule } from './modules/module';
import { callPointer, jump, value } from './operations';
import type { Frame, Op, Plain, Routine } from './operations';
import { kernelText } from './platform';

export interface ModuleParameter {
  readonly name: string;
  readonly type: string;
  readonly address: number;
  /** Permissions of its file under /sys/module; 0 = it has none. */
  readonly mode: number;
  /** Bytes of a value (of an element, of a string). */
  readonly size: number;
  /** Where the number of elements given is stored, 0 = nowhere. */
  readonly count: number;
  readonly most: number;
  /** kernel_param_ops of the driver's own, 0 = none. */
  readonly operations: number;
}

const PREFIX = '__param_';

export function parametersOf(k: KernelCore, module: LoadedModule): ModuleParameter[] {
  return Object.keys(module.symbols).filter((symbol) => symbol.startsWith(PREFIX)).map((symbol) => {
    const at = module.symbols[symbol];
    const field = (name: 'name' | 'type' | 'addr' | 'perm' | 'size' | 'count' | 'max' | 'ops'): number => k.memory.field('dmalab_param', at, name);
    return { name: k.memory.string(field('name')), type: k.memory.string(field('type')), address: field('addr'), mode: field('perm'), size: field('size'), count: field('count'), most: field('max'), operations: field('ops') };
  });
}

const INTEGERS: Readonly<Record<string, boolean>> = { byte: false, hexint: false, short: true, ushort: false, int: true, uint: false, long: true, ulong: false, ullong: false };

function parseSwitch(text: string): number | undefined {
  if (/^(y|1)/i.test(text) || /^on/i.test(text)) return 1;
  return /^(n|0)/i.test(text) || /^of/i.test(text) ? 0 : undefined;
}

const littleEndian = (word: bigint, bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, i) => Number((word >> BigInt(8 * i)) & 0xffn));

/** Store one value. @returns 0 or a negative error number. */
export function storeValue(k: KernelCore, { type, size }: Pick<ModuleParameter, 'type' | 'size'>, at: number, text: string): number {
  if (type === 'charp') {
    const copy = kernelText(k, text);
    if (copy === 0) return -ERRNO.ENOMEM;
    k.memory.setWord(at, copy);
    return 0;
  }
  if (type === 'string') {
    if (text.length >= size) return -ERRNO.ENOSPC;
    k.memory.write(at, Uint8Array.from([...text].map((character) => character.charCodeAt(0)).concat(0)));
    return 0;
  }
  const plain = text.replace(/\n$/, '');
  if (type === 'bool' || type === 'invbool') {
    const on = parseSwitch(plain);
    if (on === undefined) return -ERRNO.EINVAL;
    k.memory.write(at, littleEndian(BigInt(type === 'bool' ? on : 1 - on), size));
    return 0;
  }
  if (!Object.hasOwn(INTEGERS, type)) return -ERRNO.EINVAL;
  const parsed = parseNumberAs(plain, 0, { bits: (8 * size) as 8 | 16 | 32 | 64, signed: INTEGERS[type] });
  if (typeof parsed === 'number') return parsed;
  k.memory.write(at, littleEndian(parsed, size));
  return 0;
}

/** Store what a text says; arrays are parted by commas. */
export function storeParameter(k: KernelCore, parameter: ModuleParameter, text: string): number {
  if (parameter.most <= 1) return storeValue(k, parameter, parameter.address, text);
  // One after the other: what was stored before a refusal stays.
  const count = (stored: number): void => {
    if (parameter.count !== 0) k.memory.setWord(parameter.count, stored);
  };
  count(0);
  for (const [i, part] of text.split(',').entries()) {
    if (i === parameter.most) {
      k.print(3, `${parameter.name}: can only take ${parameter.most} arguments`);
      return -ERRNO.EINVAL;
    }
    const result = storeValue(k, parameter, parameter.address + i * parameter.size, part);
    if (result < 0) return result;
    count(i + 1);
  }
  return 0;
}

export function showValue(k: KernelCore, { type, size }: Pick<ModuleParameter, 'type' | 'size'>, at: number): string {
  if (type === 'charp') return k.memory.word(at) === 0 ? '(null)' : k.memory.string(k.memory.word(at));
  if (type === 'string') return k.memory.string(at);
  const word = k.memory.bytes(at, size).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  if (type === 'bool' || type === 'invbool') return (word !== 0n) === (type === 'bool') ? 'Y' : 'N';
  return String(INTEGERS[type] ? BigInt.asIntN(8 * size, word) : word);
}

export function showParameter(k: KernelCore, parameter: ModuleParameter): string {
  if (parameter.most <= 1) return showValue(k, parameter, parameter.address);
  const count = parameter.count === 0 ? parameter.most : Math.min(parameter.most, k.memory.word(parameter.count));
  return Array.from({ length: count }, (_, i) => showValue(k, parameter, parameter.address + i * parameter.size)).join(',');
}

/** A struct kernel_param for the driver's own operations. */
export function kernelParam(k: KernelCore, parameter: ModuleParameter): number {
  const at = k.slab.allocate(k.memory.sizeOf('kernel_param'), '');
  k.memory.zero(at, k.memory.sizeOf('kernel_param'));
  k.memory.setField('kernel_param', at, 'arg', parameter.address);
  k.memory.setField('kernel_param', at, 'ops', parameter.operations);
  return at;
}

const same = (a: string, b: string): boolean => a.replaceAll('-', '_') === b.replaceAll('-', '_');

function applyNext(f: Frame, k: KernelCore): Op {
  const module = k.modules.find(f.locals.module as string) as LoadedModule;
  const list = f.locals.parameters as readonly string[];
  const at = f.locals.at as number;
  if (at >= list.length) return value(0);
  f.locals.at = at + 1;
  const [name, ...rest] = list[at].split('=');
  const parameter = parametersOf(k, module).find((one) => same(one.name, name));
  if (parameter === undefined) {
    k.print(4, `${module.name}: unknown parameter '${name}' ignored`);
    return jump(f, 0);
  }
  const text = rest.length === 0 && parameter.type === 'bool' ? '1' : rest.join('=');
  Object.assign(f.locals, { name: parameter.name, text });
  if (parameter.operations === 0) {
    f.result = storeParameter(k, parameter, text);
    return jump(f, 1);
  }
  return callPointer(k.memory.field('kernel_param_ops', parameter.operations, 'set'), kernelText(k, text), kernelParam(k, parameter));
}

function checkResult(f: Frame, k: KernelCore): Op {
  const result = f.result | 0;
  if (result >= 0) return jump(f, 0);
  const { module, name, text } = f.locals as { module: string; name: string; text: string };
  k.print(3, result === -ERRNO.ENOSPC ? `${module}: \`${text}' too large for parameter \`${name}'` : `${module}: \`${text}' invalid for parameter \`${name}'`);
  return value(result);
}

/** Variables: module, parameters (texts "name=value"), at. Answers 0 or what refused. */
export const APPLY_PARAMETERS: Routine<KernelCore> = { title: 'parse_args', steps: [{ text: 'set', run: applyNext }, { text: '', run: checkResult }] };

export const applyParameters = (module: string, parameters: readonly string[]): Op => ({ op: 'call', name: 'module:parameters', args: [], locals: { module, parameters, at: 0 } satisfies Record<string, Plain> });
