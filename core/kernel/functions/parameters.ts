/** What parameters with operations of the driver's own use to store and show plain values. Behaviour: kernel/params.c. */
import type { KernelCore } from '../kernel-core';
import { showValue, storeValue } from '../params';
import { atLeast } from '../profiles';
import type { KernelFunction } from './declare';
import { latin } from './text';

const header = 'linux/moduleparam.h';

/** Bytes of a value, by the name of its type. */
const SIZES = { byte: 1, short: 2, ushort: 2, int: 4, uint: 4, long: 4, ulong: 4, charp: 4, bool: 1 } as const;

const argument = (k: KernelCore, parameter: number): number => k.memory.field('kernel_param', parameter, 'arg');

/** As sysfs wants it: with a newline since 5.9. */
function show(k: KernelCore, type: string, size: number, buffer: number, parameter: number): number {
  const text = latin(`${showValue(k, { type, size }, argument(k, parameter))}${atLeast(k.profile, '5.9') ? '\n' : ''}`);
  k.memory.write(buffer, Uint8Array.of(...text, 0));
  return text.length;
}

export const PARAMETERS: readonly KernelFunction[] = Object.entries(SIZES).flatMap(([type, size]) => [
  { prototype: `int param_set_${type}(const char *val, const struct kernel_param *kp)`, header, cost: 100, immediate: (k: KernelCore, [text, parameter]: readonly number[]) => storeValue(k, { type, size }, argument(k, parameter), k.memory.string(text)) },
  { prototype: `int param_get_${type}(char *buffer, const struct kernel_param *kp)`, header, cost: 100, immediate: (k: KernelCore, [buffer, parameter]: readonly number[]) => show(k, type, size, buffer, parameter) },
]);
