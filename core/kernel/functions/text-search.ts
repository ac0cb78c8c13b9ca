/** Searching and picking apart texts, and formatting from a va_list. Behaviour: lib/string.c, lib/string_helpers.c, lib/cmdline.c, lib/hexdump.c, lib/vsprintf.c. */
import { checkRange } from '../c/range-check';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import type { KernelFunction } from './declare';
import { hexLines } from './messages';
import { duplicate, latin, print, put, sysfsEqual, textBytes } from './text';

const STRING = 'linux/string.h';
const KERNEL = 'linux/kernel.h';
/** A va_list is the address of its words; no format takes more. */
const LIST_WORDS = 24;
/** sprintf and its like: as much as there may be. */
const MOST = 0x1_0000;

type Body = (k: KernelCore, args: readonly number[]) => number;
const row = (prototype: string, body: Body, extra: Partial<Pick<KernelFunction, 'since' | 'until' | 'cost' | 'sleeps' | 'header' | 'replacedBy'>> = {}): KernelFunction => ({ prototype, header: STRING, cost: 40, ...extra, immediate: body });

/** The words that a va_list leads to, as far as they can be read. */
function listed(k: KernelCore, list: number): number[] {
  const words: number[] = [];
  for (let i = 0; i < LIST_WORDS; i++) {
    const at = (list + 4 * i) >>> 0;
    if (k.space.translate(at) === undefined || k.space.translate(at + 3) === undefined) break;
    words.push(k.memory.word(at));
  }
  return words;
}

/** How many bytes from the start are, or are not, among `set`. */
function span(bytes: Uint8Array, set: Uint8Array, wanted: boolean): number {
  const end = bytes.findIndex((byte) => set.includes(byte) !== wanted);
  return end < 0 ? bytes.length : end;
}

/** strstr within `most` bytes. */
function findWithin(k: KernelCore, text: number, wanted: number, most: number): number {
  const where = textBytes(k, text, most);
  const what = textBytes(k, wanted);
  for (let i = 0; i + what.length <= where.length; i++) if (what.every((byte, j) => where[i + j] === byte)) return text + i;
  return 0;
}

/** Index of a text in an array of pointers that ends by NULL or behind `count`. */
function match(k: KernelCore, array: number, count: number, text: number, equal: (a: Uint8Array, b: Uint8Array) => boolean): number {
  const wanted = textBytes(k, text);
  for (let i = 0; i < Math.min(count >>> 0, MOST); i++) {
    const one = k.memory.word(array + 4 * i);
    if (one === 0) break;
    if (equal(textBytes(k, one), wanted)) return i;
  }
  return -ERRNO.EINVAL;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** The number at the start of a text as simple_strtoull reads it, and where it ends. */
function numberAt(bytes: Uint8Array, from: number): { readonly value: number; readonly end: number } {
  const found = /^(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(String.fromCharCode(...bytes.subarray(from, from + 32)));
  if (found === null) return { value: 0, end: from };
  const digits = found[0];
  const value = digits.length > 1 && digits.startsWith('0') && !/^0x/i.test(digits) ? parseInt(digits, 8) : Number(digits);
  return { value, end: from + digits.length };
}

/** One number of a list. 0: none, 1: the last, 2: a comma follows, 3: a hyphen follows. */
function option(bytes: Uint8Array, from: number): { readonly kind: number; readonly value: number; readonly end: number } {
  const negative = bytes[from] === 0x2d;
  const { value, end } = numberAt(bytes, from + (negative ? 1 : 0));
  if (end === from + (negative ? 1 : 0)) return { kind: 0, value: 0, end: from };
  const signed = negative ? -value : value;
  if (bytes[end] === 0x2c) return { kind: 2, value: signed, end: end + 1 };
  return { kind: bytes[end] === 0x2d ? 3 : 1, value: signed, end };
}

/** ints[0] becomes their number. @returns where the text went on. */
function options(k: KernelCore, [text, count, ints]: readonly number[]): number {
  const bytes = textBytes(k, text);
  let at = 0;
  let found = 1;
  const note = (value: number): void => {
    if (count === 0 || found < count) k.memory.setWord(ints + 4 * found, value);
    found++;
  };
  while (count === 0 || found < count) {
    const one = option(bytes, at);
    if (one.kind === 0) break;
    at = one.end;
    if (one.kind === 3) {
      const last = option(bytes, at + 1);
      for (let value = one.value; value < last.value && found < MOST && (count === 0 || found < count); value++) note(value);
      at++;
      continue;
    }
    note(one.value);
    if (one.kind === 1) break;
  }
  k.memory.setWord(ints, found - 1);
  return text + at;
}

const SUFFIXES = 'KMGTPE';

/** A number with K, M, G behind it. */
function parseSize(k: KernelCore, text: number, end: number): bigint {
  const bytes = textBytes(k, text, 64);
  const { value, end: stop } = numberAt(bytes, 0);
  const power = bytes[stop] === undefined ? -1 : SUFFIXES.indexOf(String.fromCharCode(bytes[stop]).toUpperCase());
  if (end !== 0) k.memory.setWord(end, text + stop + (power < 0 ? 0 : 1));
  return BigInt.asUintN(64, BigInt(value) << BigInt(10 * (power + 1)));
}

/** One line of a dump. @returns its whole length. */
function dumpLine(k: KernelCore, [from, length, width, group, to, size, ascii]: readonly number[]): number {
  const wide = width === 32 ? 32 : 16;
  const data = k.memory.bytes(from, Math.min(length, wide));
  const [line = ''] = hexLines(data, from, { prefix: '', prefixType: 0, row: wide, group, ascii: (ascii & 0xff) !== 0 });
  if (size > 0) put(k, to, latin(line).subarray(0, size - 1));
  return line.length;
}

const wideResult = (prototype: string, body: (k: KernelCore, args: readonly number[]) => bigint, since?: string): KernelFunction => ({
  prototype, header: KERNEL, cost: 60, ...(since === undefined ? {} : { since }),
  immediate: (k, args, frame) => {
    const result = body(k, args);
    frame.locals.high = Number((result >> 32n) & 0xffff_ffffn);
    return Number(result & 0xffff_ffffn);
  },
});

export const TEXT_SEARCH: readonly KernelFunction[] = [
  row('char *strnchr(const char *s, size_t count, int c)', (k, [text, count, wanted]) => {
    const bytes = textBytes(k, text, count);
    const index = bytes.indexOf(wanted & 0xff);
    // The end of the text can be found as well.
    return index >= 0 ? text + index : (wanted & 0xff) === 0 && bytes.length < count ? text + bytes.length : 0;
  }),
  row('size_t strspn(const char *s, const char *accept)', (k, [text, set]) => span(textBytes(k, text), textBytes(k, set), true)),
  row('size_t strcspn(const char *s, const char *reject)', (k, [text, set]) => span(textBytes(k, text), textBytes(k, set), false)),
  row('char *strpbrk(const char *cs, const char *ct)', (k, [text, set]) => {
    const bytes = textBytes(k, text);
    const index = span(bytes, textBytes(k, set), false);
    return index < bytes.length ? text + index : 0;
  }),
  row('char *strnstr(const char *s1, const char *s2, size_t len)', (k, [text, wanted, most]) => findWithin(k, text, wanted, most), { since: '2.6.33' }),
  row('char *strreplace(char *s, char old, char new)', (k, [text, old, by]) => {
    const bytes = textBytes(k, text);
    put(k, text, bytes.map((byte) => (byte === (old & 0xff) ? by & 0xff : byte)));
    return text + bytes.length;
  }, { since: '4.3' }),
  row('void *memscan(void *addr, int c, size_t size)', (k, [from, wanted, size]) => {
    checkRange(k, from, size, false, 'memscan');
    const index = k.memory.bytes(from, size).indexOf(wanted & 0xff);
    return from + (index < 0 ? size : index);
  }),
  row('char *kmemdup_nul(const char *s, size_t len, gfp_t gfp)', (k, [from, length]) => (from === 0 ? 0 : duplicate(k, k.memory.bytes(from, length), true)), { since: '4.11', cost: 200 }),
  row('const char *kstrdup_const(const char *s, gfp_t gfp)', (k, [s]) => (s === 0 ? 0 : duplicate(k, textBytes(k, s), true)), { since: '4.0', cost: 200 }),
  row('int match_string(const char * const *array, size_t n, const char *string)', (k, [array, count, text]) => match(k, array, count, text, same), { since: '4.6' }),
  row('int __sysfs_match_string(const char * const *array, size_t n, const char *s)', (k, [array, count, text]) => match(k, array, count, text, sysfsEqual), { since: '4.14' }),
  row('int hex_dump_to_buffer(const void *buf, size_t len, int rowsize, int groupsize, char *linebuf, size_t linebuflen, bool ascii)', dumpLine, { header: 'linux/printk.h', since: '4.0', cost: 100 }),
  row('int get_option(char **str, int *pint)', (k, [at, to]) => {
    const text = k.memory.word(at);
    if (text === 0) return 0;
    const found = option(textBytes(k, text), 0);
    if (found.kind === 0) return 0;
    if (to !== 0) k.memory.setWord(to, found.value);
    k.memory.setWord(at, text + found.end);
    return found.kind;
  }, { header: KERNEL }),
  row('char *get_options(const char *str, int nints, int *ints)', options, { header: KERNEL }),
  row('bool parse_option_str(const char *str, const char *option)', (k, [text, wanted]) => (String.fromCharCode(...textBytes(k, text)).split(',').includes(String.fromCharCode(...textBytes(k, wanted))) ? 1 : 0), { header: KERNEL, since: '4.3' }),
  wideResult('unsigned long long memparse(const char *ptr, char **retptr)', (k, [text, end]) => parseSize(k, text, end)),
  row('int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)', (k, [to, size, format, list]) => print(k, to, size, format, listed(k, list)), { header: KERNEL, cost: 200 }),
  row('int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)', (k, [to, size, format, list]) => (size === 0 ? 0 : Math.min(size - 1, print(k, to, size, format, listed(k, list)))), { header: KERNEL, cost: 200 }),
  row('int vsprintf(char *buf, const char *fmt, va_list args)', (k, [to, format, list]) => print(k, to, MOST, format, listed(k, list)), { header: KERNEL, cost: 200 }),
  row('char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)', (k, [, format, list]) => duplicate(k, latin(k.format(format, listed(k, list))), true), { header: KERNEL, cost: 300 }),
  row('int vprintk(const char *fmt, va_list args)', (k, [format, list]) => {
    const text = k.format(format, listed(k, list));
    k.printRaw(text);
    return text.length;
  }, { header: 'linux/printk.h', cost: 2000 }),
];
