/**
 * What kernel functions touch for C code (memset, strcpy, copy_from_user ...) is checked like the code's own accesses: red zones,
 * freed blocks, frames of functions that have returned. That memory holds values is not asked: copying may hand that on.
 */
import { POISON, READY } from '../../c/shadow';
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
    if (page !== undefined) {
      const from = at % PAGE;
      const i = firstWithout(page, write ? WRITABLE : WRITABLE | READABLE, from, from + count);
      if (i >= 0) return { at: at - from + i, shadow: page[i] };
    }
    done += count;
  }
  return undefined;
}

/** Four bytes that may be touched and hold values: nearly all are. */
const FOUR_READY = READY * 0x0101_0101;
/** Fewer bytes are looked at one by one. */
const WORTH = 64;

/** The first byte of a page's shadow, from `from` on and before `to`, that has none of `bits`; -1: all have. */
function firstWithout(page: Uint8Array, bits: number, from: number, to: number): number {
  const words = to - from < WORTH ? undefined : new Uint32Array(page.buffer, page.byteOffset, PAGE / 4);
  for (let i = from; i < to; ) {
    if (words !== undefined && (i & 3) === 0 && words[i >> 2] === FOUR_READY && i + 4 <= to) i += 4;
    else if ((page[i] & bits) === 0) return i;
    else i++;
  }
  return -1;
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
