/**
 * Strings: lib/string.c, lib/kasprintf.c, mm/util.c. They work on memory at once, without bus beats, and journal what
 * they write, which goes into lines that the cache holds; block operations, which go over the bus, are in `strings.ts`.
 */
import { checkRange } from '../c/range-check';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import type { KernelFunction } from './declare';

const header = 'linux/string.h';
/** A search in memory ends here whatever is found. */
const MOST = 0x1_0000;

type Body = (k: KernelCore, args: readonly number[]) => number;
const row = (prototype: string, body: Body, extra: Partial<Pick<KernelFunction, 'since' | 'until' | 'cost' | 'sleeps' | 'header' | 'replacedBy'>> = {}): KernelFunction => ({ prototype, header, cost: 40, ...extra, immediate: body });

/** Bytes of a C string, each character one byte, without the end. */
export function textBytes(k: KernelCore, va: number, most = MOST): Uint8Array {
  const bytes: number[] = [];
  while (bytes.length < most) {
    const byte = k.memory.byte((va + bytes.length) >>> 0);
    if (byte === 0) break;
    bytes.push(byte);
  }
  checkRange(k, va, Math.min(most, bytes.length + 1), false, 'the function called');
  return Uint8Array.from(bytes);
}

export const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** What is written here is the driver's data: it stays in the cache like other stores, and may be a buffer that a device owns. */
function store(k: KernelCore, to: number, bytes: Uint8Array): void {
  checkRange(k, to, bytes.length, true, 'the function called');
  const place = k.space.translate(to);
  if (place !== undefined && !place.device) k.watch.touches(place.pa, bytes.length, true);
  k.memory.store(to, bytes);
}

/** Write `bytes` and the end of the string. */
export function put(k: KernelCore, to: number, bytes: Uint8Array): void {
  store(k, to, Uint8Array.from([...bytes, 0]));
}

function compare(a: Uint8Array, b: Uint8Array, most = MOST): number {
  for (let i = 0; i < most; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    if (x !== y) return x - y;
    if (x === 0) return 0;
  }
  return 0;
}

const lower = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** snprintf into `size` bytes. @returns the length that the text has. */
export function print(k: KernelCore, to: number, size: number, format: number, args: readonly number[]): number {
  const bytes = latin(k.format(format, args));
  if (size > 0) put(k, to, bytes.subarray(0, size - 1));
  return bytes.length;
}

/** strscpy: the length copied, or -E2BIG when it was cut. */
function copyLimited(k: KernelCore, to: number, from: number, size: number): number {
  if (size === 0) return -ERRNO.E2BIG;
  const bytes = textBytes(k, from);
  put(k, to, bytes.subarray(0, size - 1));
  return bytes.length < size ? bytes.length : -ERRNO.E2BIG;
}

function copyPadded(k: KernelCore, to: number, from: number, size: number): number {
  const padded = new Uint8Array(size);
  padded.set(textBytes(k, from, size));
  store(k, to, padded);
  return to;
}

export function duplicate(k: KernelCore, bytes: Uint8Array, ended: boolean): number {
  const to = k.allocate(bytes.length + (ended ? 1 : 0));
  if (to === 0) return 0;
  if (ended) put(k, to, bytes);
  else k.memory.write(to, bytes);
  return to;
}

const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

function trim(k: KernelCore, text: number): number {
  const bytes = textBytes(k, text);
  let [from, to] = [0, bytes.length];
  while (from < to && isSpace(bytes[from])) from++;
  while (to > from && isSpace(bytes[to - 1])) to--;
  if (to < bytes.length) k.memory.write(text + to, Uint8Array.of(0));
  return text + from;
}

/** Equal but for a newline at the end. */
export function sysfsEqual(a: Uint8Array, b: Uint8Array): boolean {
  const plain = (bytes: Uint8Array): Uint8Array => (bytes[bytes.length - 1] === 10 ? bytes.subarray(0, -1) : bytes);
  return compare(plain(a), plain(b)) === 0;
}

const find = (text: number, index: number): number => (index < 0 ? 0 : text + index);

/** Up to one of the delimiters: *at moves behind it. */
function separate(k: KernelCore, at: number, delimiters: number): number {
  const text = k.memory.word(at);
  if (text === 0) return 0;
  const stops = textBytes(k, delimiters);
  const index = textBytes(k, text).findIndex((byte) => stops.includes(byte));
  if (index >= 0) k.memory.write(text + index, Uint8Array.of(0));
  k.memory.setWord(at, index < 0 ? 0 : text + index + 1);
  return text;
}

export const TEXT: readonly KernelFunction[] = [
  row('size_t strlen(const char *s)', (k, [s]) => textBytes(k, s).length),
  row('size_t strnlen(const char *s, size_t count)', (k, [s, count]) => textBytes(k, s, Math.min(count, MOST)).length),
  row('char *strcpy(char *dest, const char *src)', (k, [to, from]) => {
    put(k, to, textBytes(k, from));
    return to;
  }),
  row('char *strncpy(char *dest, const char *src, size_t count)', (k, [to, from, size]) => copyPadded(k, to, from, size)),
  row('size_t strlcpy(char *dest, const char *src, size_t size)', (k, [to, from, size]) => {
    copyLimited(k, to, from, size);
    return textBytes(k, from).length;
  }, { until: '6.8', replacedBy: 'strscpy' }),
  row('ssize_t strscpy(char *dest, const char *src, size_t count)', (k, [to, from, size]) => copyLimited(k, to, from, size), { since: '4.3' }),
  row('void *memchr_inv(const void *start, int c, size_t bytes)', (k, [from, byte, count]) => {
    const at = k.memory.bytes(from, count).findIndex((one) => one !== (byte & 0xff));
    return at < 0 ? 0 : from + at;
  }, { since: '3.2' }),
  row('char *bin2hex(char *dst, const void *src, size_t count)', (k, [to, from, count]) => {
    k.memory.write(to, latin([...k.memory.bytes(from, count)].map((byte) => byte.toString(16).padStart(2, '0')).join('')));
    return to + 2 * count;
  }, { since: '3.18', header: 'linux/kernel.h' }),
  row('int hex_to_bin(unsigned char ch)', (_k, [character]) => {
    const digit = parseInt(String.fromCharCode(character & 0xff), 16);
    return Number.isNaN(digit) ? -1 : digit;
  }, { header: 'linux/kernel.h' }),
  row('int hex2bin(u8 *dst, const char *src, size_t count)', (k, [to, from, count]) => {
    for (let i = 0; i < count; i++) {
      const pair = String.fromCharCode(...k.memory.bytes(from + 2 * i, 2));
      if (!/^[0-9a-f]{2}$/i.test(pair)) return -ERRNO.EINVAL;
      k.memory.write(to + i, Uint8Array.of(parseInt(pair, 16)));
    }
    return 0;
  }, { header: 'linux/kernel.h' }),
  row('size_t strlcat(char *dest, const char *src, size_t count)', (k, [to, from, size]) => {
    const kept = textBytes(k, to).length;
    const added = textBytes(k, from).length;
    if (kept < size) copyLimited(k, to + kept, from, size - kept);
    return kept + added;
  }),
  row('char *strcat(char *dest, const char *src)', (k, [to, from]) => {
    put(k, to + textBytes(k, to).length, textBytes(k, from));
    return to;
  }),
  row('char *strncat(char *dest, const char *src, size_t count)', (k, [to, from, size]) => {
    put(k, to + textBytes(k, to).length, textBytes(k, from, size));
    return to;
  }),
  row('int strcmp(const char *cs, const char *ct)', (k, [a, b]) => compare(textBytes(k, a), textBytes(k, b))),
  row('int strncmp(const char *cs, const char *ct, size_t count)', (k, [a, b, size]) => compare(textBytes(k, a, size), textBytes(k, b, size), size)),
  row('int strcasecmp(const char *s1, const char *s2)', (k, [a, b]) => compare(lower(textBytes(k, a)), lower(textBytes(k, b)))),
  row('int strncasecmp(const char *s1, const char *s2, size_t len)', (k, [a, b, size]) => compare(lower(textBytes(k, a, size)), lower(textBytes(k, b, size)), size)),
  row('char *strchr(const char *s, int c)', (k, [s, c]) => find(s, [...textBytes(k, s), 0].indexOf(c & 0xff))),
  row('char *strrchr(const char *s, int c)', (k, [s, c]) => find(s, [...textBytes(k, s), 0].lastIndexOf(c & 0xff))),
  row('char *strstr(const char *s1, const char *s2)', (k, [s, wanted]) => find(s, String.fromCharCode(...textBytes(k, s)).indexOf(String.fromCharCode(...textBytes(k, wanted))))),
  row('char *strsep(char **s, const char *ct)', (k, [at, delimiters]) => separate(k, at, delimiters)),
  row('char *strim(char *s)', (k, [s]) => trim(k, s)),
  row('char *skip_spaces(const char *str)', (k, [s]) => s + Math.max(0, [...textBytes(k, s), 0].findIndex((byte) => !isSpace(byte)))),
  row('bool sysfs_streq(const char *s1, const char *s2)', (k, [a, b]) => (sysfsEqual(textBytes(k, a), textBytes(k, b)) ? 1 : 0)),
  row('void *memchr(const void *s, int c, size_t n)', (k, [s, c, size]) => find(s, k.memory.bytes(s, Math.min(size, MOST)).indexOf(c & 0xff))),
  row('int sprintf(char *buf, const char *fmt, ...)', (k, [to, format, ...args]) => print(k, to, MOST, format, args), { header: 'linux/kernel.h', cost: 200 }),
  row('int snprintf(char *buf, size_t size, const char *fmt, ...)', (k, [to, size, format, ...args]) => print(k, to, size, format, args), { header: 'linux/kernel.h', cost: 200 }),
  row('int scnprintf(char *buf, size_t size, const char *fmt, ...)', (k, [to, size, format, ...args]) => (size === 0 ? 0 : Math.min(size - 1, print(k, to, size, format, args))), { header: 'linux/kernel.h', cost: 200 }),
  row('int sysfs_emit(char *buf, const char *fmt, ...)', (k, [to, format, ...args]) => Math.min(4095, print(k, to, 4096, format, args)), { header: 'linux/sysfs.h', since: '5.10', cost: 200 }),
  row('int sysfs_emit_at(char *buf, int at, const char *fmt, ...)', (k, [to, at, format, ...args]) => (at < 0 || at >= 4096 ? 0 : Math.min(4095 - at, print(k, to + at, 4096 - at, format, args))), { header: 'linux/sysfs.h', since: '5.10', cost: 200 }),
  row('char *kasprintf(gfp_t gfp, const char *fmt, ...)', (k, [, format, ...args]) => duplicate(k, latin(k.format(format, args)), true), { header: 'linux/kernel.h', cost: 300 }),
  row('char *kstrdup(const char *s, gfp_t gfp)', (k, [s]) => (s === 0 ? 0 : duplicate(k, textBytes(k, s), true)), { cost: 200 }),
  row('char *kstrndup(const char *s, size_t len, gfp_t gfp)', (k, [s, most]) => (s === 0 ? 0 : duplicate(k, textBytes(k, s, most), true)), { cost: 200 }),
  row('void *kmemdup(const void *src, size_t len, gfp_t gfp)', (k, [from, length]) => duplicate(k, k.memory.bytes(from, length), false), { cost: 200 }),
];
