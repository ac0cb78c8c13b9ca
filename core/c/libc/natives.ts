/** Functions of the small C library that run natively. Their prototypes here are also what the headers declare. */
import type { Native, NativeCall, NativeResult } from '../machine';
import { READY } from '../shadow';
import type { Heap } from './heap';
import { format, readString } from './print-format';

/** What a program's run keeps besides the machine. */
export interface Host {
  heap: Heap;
  out: number[];
  input: Uint8Array;
  inputAt: number;
  /** What the program wrote to stderr. */
  errors: number[];
}

type Body = (c: NativeCall, host: Host) => NativeResult | void;
const table: { header: string; prototype: string; body: Body }[] = [];
function define(header: string, entries: Record<string, Body>): void {
  for (const [prototype, body] of Object.entries(entries)) table.push({ header, prototype, body });
}

function write(c: NativeCall, to: number, bytes: number[]): void {
  bytes.forEach((b, i) => c.machine.store((to + i) | 0, 1, b));
}
function bounded(c: NativeCall, to: number, size: number, bytes: number[]): void {
  if (size === 0) return;
  write(c, to, [...bytes.slice(0, size - 1), 0]);
}
const emit = (host: Host, bytes: number[], to = host.out): number => {
  for (const b of bytes) to.push(b);
  return bytes.length;
};
/** A FILE begins with the number of its stream; all but stderr go to the output. */
const streamOf = (c: NativeCall, h: Host, file: number): number[] => (c.machine.load(file, 4) === 2 ? h.errors : h.out);

define('stdio.h', {
  'int printf(const char *format, ...) __attribute__((format(printf, 1, 2)))': (c, h) => emit(h, format(c, c.int(0))),
  'int vprintf(const char *format, __builtin_va_list list)': (c, h) => {
    c.useList(c.int(1));
    return emit(h, format(c, c.int(0)));
  },
  'int sprintf(char *to, const char *format, ...) __attribute__((format(printf, 2, 3)))': (c) => {
    const bytes = format(c, c.int(1));
    write(c, c.int(0), [...bytes, 0]);
    return bytes.length;
  },
  'int snprintf(char *to, unsigned int size, const char *format, ...) __attribute__((format(printf, 3, 4)))': (c) => {
    const bytes = format(c, c.int(2));
    bounded(c, c.int(0), c.int(1) >>> 0, bytes);
    return bytes.length;
  },
  'int vsprintf(char *to, const char *format, __builtin_va_list list)': (c) => {
    c.useList(c.int(2));
    const bytes = format(c, c.int(1));
    write(c, c.int(0), [...bytes, 0]);
    return bytes.length;
  },
  'int vsnprintf(char *to, unsigned int size, const char *format, __builtin_va_list list)': (c) => {
    c.useList(c.int(3));
    const bytes = format(c, c.int(2));
    bounded(c, c.int(0), c.int(1) >>> 0, bytes);
    return bytes.length;
  },
  'int putchar(int c)': (c, h) => {
    emit(h, [c.int(0) & 255]);
    return c.int(0) & 255;
  },
  'int fprintf(FILE *stream, const char *format, ...) __attribute__((format(printf, 2, 3)))': (c, h) => emit(h, format(c, c.int(1)), streamOf(c, h, c.int(0))),
  'int vfprintf(FILE *stream, const char *format, __builtin_va_list list)': (c, h) => {
    c.useList(c.int(2));
    return emit(h, format(c, c.int(1)), streamOf(c, h, c.int(0)));
  },
  'int fputs(const char *s, FILE *stream)': (c, h) => emit(h, readString(c, c.int(0)), streamOf(c, h, c.int(1))),
  'int fputc(int c, FILE *stream)': (c, h) => {
    emit(h, [c.int(0) & 255], streamOf(c, h, c.int(1)));
    return c.int(0) & 255;
  },
  'int puts(const char *s)': (c, h) => emit(h, [...readString(c, c.int(0)), 10]),
  'int getchar(void)': (_c, h) => (h.inputAt < h.input.length ? h.input[h.inputAt++] : -1),
});

function block(c: NativeCall, size: number, zero: boolean, h: Host): number {
  const a = h.heap.allocate(size);
  if (a !== 0 && zero) {
    const at = (a - c.machine.ram.base) >>> 0;
    c.machine.ram.bytes.fill(0, at, at + size);
    c.machine.ram.setShadow(a, size, READY);
  }
  return a;
}
function copy(c: NativeCall, to: number, from: number, size: number): void {
  const { ram } = c.machine;
  if (size === 0) return;
  if (!ram.contains(to, size) || !ram.contains(from, size)) {
    for (let i = 0; i < size && !c.machine.pending; i++) c.machine.store((to + i) | 0, 1, c.machine.load((from + i) | 0, 1));
    return;
  }
  const s = (from - ram.base) >>> 0;
  const d = (to - ram.base) >>> 0;
  for (let i = 0; i < size; i++) {
    if ((ram.shadow[s + i] & 3) === 0 && !c.machine.checkRead((from + i) | 0, 1)) return;
    if ((ram.shadow[d + i] & 1) === 0 && !c.machine.checkWrite((to + i) | 0, 1)) return;
  }
  const shadow = ram.shadow.slice(s, s + size);
  ram.bytes.copyWithin(d, s, s + size);
  for (let i = 0; i < size; i++) ram.shadow[d + i] = shadow[i] & 2 ? 3 : 1;
}
function overlap(c: NativeCall): void {
  const [to, from, n] = [c.int(0) >>> 0, c.int(1) >>> 0, c.int(2) >>> 0];
  if (n > 0 && to !== from && to < from + n && from < to + n) c.machine.raise('native', `memcpy of ${n} bytes between overlapping areas; memmove allows that`, c.int(0));
}
function compare(c: NativeCall, a: number, b: number, n: number, stopAtZero: boolean): number {
  for (let i = 0; i < n && !c.machine.pending; i++) {
    const x = c.machine.load((a + i) | 0, 1) & 255;
    const y = c.machine.load((b + i) | 0, 1) & 255;
    if (x !== y) return x < y ? -1 : 1;
    if (stopAtZero && x === 0) return 0;
  }
  return 0;
}

define('stdlib.h', {
  'void *malloc(unsigned int size)': (c, h) => block(c, c.int(0), false, h),
  'void *calloc(unsigned int count, unsigned int size)': (c, h) => {
    const total = (c.int(0) >>> 0) * (c.int(1) >>> 0);
    return total > 0x7fffffff ? 0 : block(c, total, true, h);
  },
  'void free(void *block)': (c, h) => h.heap.release(c.int(0)),
  'void *realloc(void *block, unsigned int size)': (c, h) => {
    const old = c.int(0);
    if (old === 0) return block(c, c.int(1), false, h);
    const before = h.heap.sizeOf(old);
    if (before === null) {
      h.heap.release(old);
      return 0;
    }
    const made = h.heap.allocate(c.int(1));
    if (made === 0) return 0;
    copy(c, made, old, Math.min(before, c.int(1)));
    h.heap.release(old);
    return made;
  },
  'void exit(int status) __attribute__((noreturn))': (c) => ({ exit: c.int(0) & 255 }),
  'void abort(void) __attribute__((noreturn))': (c) => c.machine.raise('abort', 'abort() was called', null),
  'double strtod(const char *text, char **end)': (c) => {
    const text = String.fromCharCode(...readString(c, c.int(0)));
    const m = /^\s*[+-]?(?:inf(?:inity)?|nan|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)/i.exec(text);
    if (c.int(1) !== 0) c.machine.store(c.int(1), 4, (c.int(0) + (m ? m[0].length : 0)) | 0);
    if (!m) return 0;
    if (/nan/i.test(m[0])) return nanBits(m[0].includes('-'));
    const word = m[0].trim().toLowerCase();
    return word.includes('inf') ? (word.startsWith('-') ? -Infinity : Infinity) : Number(word);
  },
});
define('string.h', {
  'void *memcpy(void *to, const void *from, unsigned int size)': (c) => {
    overlap(c);
    copy(c, c.int(0), c.int(1), c.int(2) >>> 0);
    return c.int(0);
  },
  'void *memmove(void *to, const void *from, unsigned int size)': (c) => {
    copy(c, c.int(0), c.int(1), c.int(2) >>> 0);
    return c.int(0);
  },
  'void *memset(void *to, int value, unsigned int size)': (c) => {
    const n = c.int(2) >>> 0;
    const { ram } = c.machine;
    if (n > 0 && ram.contains(c.int(0), n) && c.machine.checkWrite(c.int(0), n)) {
      const at = (c.int(0) - ram.base) >>> 0;
      ram.bytes.fill(c.int(1), at, at + n);
      ram.shadow.fill(READY, at, at + n);
    } else for (let i = 0; i < n && !c.machine.pending; i++) c.machine.store((c.int(0) + i) | 0, 1, c.int(1));
    return c.int(0);
  },
  'int memcmp(const void *a, const void *b, unsigned int size)': (c) => compare(c, c.int(0), c.int(1), c.int(2) >>> 0, false),
  'unsigned int strlen(const char *s)': (c) => readString(c, c.int(0)).length,
  'int strcmp(const char *a, const char *b)': (c) => compare(c, c.int(0), c.int(1), Infinity, true),
  'int strncmp(const char *a, const char *b, unsigned int size)': (c) => compare(c, c.int(0), c.int(1), c.int(2) >>> 0, true),
  'char *strcpy(char *to, const char *from)': (c) => {
    write(c, c.int(0), [...readString(c, c.int(1)), 0]);
    return c.int(0);
  },
});
/** Bits of a NaN that text stands for. */
export const nanBits = (negative: boolean): bigint => (negative ? 0xfff8n : 0x7ff8n) << 48n;

const ofNumber = (f: (x: number) => number) => (c: NativeCall): number => f(Number(c.args[0]));
/** Those of math.h. */
export const MATHS: Readonly<Record<string, (call: NativeCall) => number | bigint>> = {
  sqrt: ofNumber(Math.sqrt), floor: ofNumber(Math.floor), ceil: ofNumber(Math.ceil), trunc: ofNumber(Math.trunc),
  fabs: (c) => BigInt.asUintN(63, c.firstBits()),
  fmod: (c) => Number(c.args[0]) % Number(c.args[1]),
};
for (const [name, f] of Object.entries(MATHS)) define('math.h', { [`double ${name}(double x${name === 'fmod' ? ', double y' : ''})`]: f });
define('assert.h', {
  'void __assert_fail(const char *what, const char *file, int line, const char *function) __attribute__((noreturn))': (c) => {
    const text = (i: number): string => String.fromCharCode(...readString(c, c.int(i)));
    c.machine.raise('abort', `assertion '${text(0)}' failed in ${text(3)}`, null);
  },
});

export const PROTOTYPES = table.map(({ header, prototype }) => ({ header, prototype, name: /(\w+)\(/.exec(prototype)?.[1] ?? '' }));

export function makeNatives(host: () => Host): Native[] {
  return table.map(({ header, prototype, body }, i) => ({ name: PROTOTYPES[i].name, prototype, header, body: (c) => body(c, host()) }));
}
