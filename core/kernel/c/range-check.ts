/**
 * What kernel functions touch for C code (memset, strcpy, copy_from_user ...) is checked like the code's own accesses: red zones,
 * freed blocks, frames of functions that have returned. That memory holds values is not asked: copying may hand that on.
 */
import { POISON } from '../../c/shadow';
import type { KernelCore } from '../kernel-core';
import { KernelFault } from '../operations';

const PAGE = 4096;
const WRITABLE = 1;
const READABLE = 2;

/** First byte that must not be touched, and its shadow. */
function forbidden(k: KernelCore, va: number, bytes: number, write: boolean): { readonly at: number; readonly shadow: number } | undefined {
  for (let done = 0; done < bytes; ) {
    const at = (va + done) >>> 0;
    const count = Math.min(bytes - done, PAGE - (at % PAGE));
    const place = k.space.translate(at);
    const page = place === undefined || place.device ? undefined : k.c.shadow.page(Math.floor(place.pa / PAGE));
    if (page !== undefined) for (let i = 0; i < count; i++) {
      const shadow = page[(at % PAGE) + i];
      if ((shadow & (write ? WRITABLE : WRITABLE | READABLE)) === 0) return { at: at + i, shadow };
    }
    done += count;
  }
  return undefined;
}

function kindOf(shadow: number): string {
  if ((shadow & READABLE) !== 0) return 'read-only';
  if (shadow === POISON.freed) return 'use-after-free';
  return shadow === POISON.deadStack ? 'use-after-return' : 'out-of-bounds';
}

const WORDS: Readonly<Record<string, string>> = { 'read-only': 'write to constant data', 'use-after-free': 'use after free', 'use-after-return': 'use after return', 'out-of-bounds': 'out of bounds' };

/** @throws KernelFault where `by` would touch what does not belong to its caller. */
export function checkRange(k: KernelCore, va: number, bytes: number, write: boolean, by: string): void {
  const found = bytes > 0 ? forbidden(k, va, bytes, write) : undefined;
  if (found === undefined) return;
  const kind = kindOf(found.shadow);
  const hex = (address: number): string => `0x${address.toString(16).padStart(8, '0')}`;
  const message = `${WORDS[kind]}: ${by} ${write ? 'writes' : 'reads'} ${bytes} byte${bytes === 1 ? '' : 's'} at ${hex(va)}${k.c.ownerOf(found.at)}`;
  throw new KernelFault(found.at, 'checked', write, undefined, { kind, message, address: found.at, place: k.c.callerPlace(k.cpu.frames), report: '' });
}
