/** Texts as numbers: kstrto*, simple_strto*, sscanf. Behaviour: lib/kstrtox.c, lib/vsprintf.c. */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import type { KernelFunction } from './declare';
import { latin } from './text';

const header = 'linux/kernel.h';

export interface NumberType {
  readonly bits: 8 | 16 | 32 | 64;
  readonly signed: boolean;
}

/** A whole text as a number: at most one newline behind it. */
export function parseNumberAs(text: string, base: number, { bits, signed }: NumberType): bigint | number {
  const match = /^([-+]?)(0[xX])?([0-9a-zA-Z]+)\n?$/.exec(text);
  if (match === null || (match[1] === '-' && !signed)) return -ERRNO.EINVAL;
  const [, sign, prefix, digits] = match;
  if (prefix !== undefined && base !== 16 && base !== 0) return -ERRNO.EINVAL;
  const radix = base !== 0 ? base : prefix !== undefined ? 16 : digits.length > 1 && digits.startsWith('0') ? 8 : 10;
  const parsed = digitsOf(digits, radix);
  if (parsed.used !== digits.length || parsed.used === 0) return -ERRNO.EINVAL;
  const value = sign === '-' ? -parsed.value : parsed.value;
  const [low, high] = signed ? [-(1n << BigInt(bits - 1)), (1n << BigInt(bits - 1)) - 1n] : [0n, (1n << BigInt(bits)) - 1n];
  return value < low || value > high ? -ERRNO.ERANGE : value;
}

/** As many digits of the base as there are. */
function digitsOf(text: string, radix: number): { readonly value: bigint; readonly used: number } {
  let value = 0n;
  let used = 0;
  for (; used < text.length; used++) {
    const digit = Number.parseInt(text[used], 36);
    if (Number.isNaN(digit) || digit >= radix) break;
    value = value * BigInt(radix) + BigInt(digit);
  }
  return { value, used };
}

function store(k: KernelCore, at: number, value: bigint, bytes: number): void {
  k.memory.write(at, Uint8Array.from({ length: bytes }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn)));
}

function convert(k: KernelCore, text: number, base: number, result: number, type: NumberType): number {
  const value = parseNumberAs(k.memory.string(text), base, type);
  if (typeof value === 'number') return value;
  store(k, result, value, type.bits / 8);
  return 0;
}

const TYPES: readonly (readonly [suffix: string, c: string, type: NumberType])[] = [
  ['int', 'int', { bits: 32, signed: true }], ['uint', 'unsigned int', { bits: 32, signed: false }], ['l', 'long', { bits: 32, signed: true }], ['ul', 'unsigned long', { bits: 32, signed: false }],
  ['ll', 'long long', { bits: 64, signed: true }], ['ull', 'unsigned long long', { bits: 64, signed: false }],
  ['u8', 'u8', { bits: 8, signed: false }], ['s8', 's8', { bits: 8, signed: true }], ['u16', 'u16', { bits: 16, signed: false }], ['s16', 's16', { bits: 16, signed: true }],
];

function parseBool(text: string): number | undefined {
  const [first, second] = text.toLowerCase();
  if (first === 'y' || first === '1' || first === 't') return 1;
  if (first === 'n' || first === '0' || first === 'f') return 0;
  if (first !== 'o') return undefined;
  return second === 'n' ? 1 : second === 'f' ? 0 : undefined;
}

/** simple_strto*: what there is; *end behind it. */
function simple(k: KernelCore, text: number, end: number, base: number, signed: boolean): bigint {
  const whole = k.memory.string(text);
  const sign = signed && whole.startsWith('-') ? 1 : 0;
  const rest = whole.slice(sign);
  const hex = /^0[xX][0-9a-fA-F]/.test(rest) && (base === 0 || base === 16);
  const radix = base !== 0 ? base : hex ? 16 : rest.startsWith('0') ? 8 : 10;
  const { value, used } = digitsOf(rest.slice(hex ? 2 : 0), radix);
  if (end !== 0) k.memory.setWord(end, text + sign + (hex ? 2 : 0) + used);
  return sign === 1 ? -value : value;
}

const word = (value: bigint): number => Number(BigInt.asUintN(32, value));

const CONVERSION = /^%(\*)?(\d+)?(hh|h|ll|l|z)?(?:([diuxXocsn%])|\[(\^?)(\]?[^\]]*)\])/;

interface Scan {
  /** Position in the text. */
  at: number;
  stored: number;
}

/** @returns false: the conversion does not match. */
function scanOne(k: KernelCore, text: string, scan: Scan, match: RegExpExecArray, take: () => number): boolean {
  const [, skip, width, size, kind, except, characters] = match;
  const most = width === undefined ? Infinity : Number(width);
  const keep = skip === undefined;
  if (kind === 'n') {
    k.memory.setWord(take(), scan.at);
    return true;
  }
  if (characters !== undefined) {
    // Linux wants a width here, and knows no ranges.
    if (width === undefined) return false;
    let end = scan.at;
    while (end < text.length && end - scan.at < most && characters.includes(text[end]) !== (except === '^')) end++;
    if (end === scan.at) return false;
    if (keep) k.memory.write(take(), latin(`${text.slice(scan.at, end)}\0`));
    scan.at = end;
    if (keep) scan.stored++;
    return true;
  }
  if (kind !== 'c') while (/\s/.test(text[scan.at] ?? '')) scan.at++;
  if (scan.at >= text.length) return false;
  if (kind === 's' || kind === 'c') {
    const part = kind === 'c' ? text.slice(scan.at, scan.at + (width === undefined ? 1 : most)) : (/^\S+/.exec(text.slice(scan.at))?.[0] ?? '').slice(0, most === Infinity ? undefined : most);
    scan.at += part.length;
    if (keep) k.memory.write(take(), latin(kind === 's' ? `${part}\0` : part));
  } else {
    const field = text.slice(scan.at, most === Infinity ? undefined : scan.at + most);
    const sign = /^[-+]/.test(field) && (kind === 'd' || kind === 'i') ? 1 : 0;
    const hex = /^0[xX][0-9a-fA-F]/.test(field.slice(sign)) && (kind === 'i' || kind === 'x' || kind === 'X');
    const radix = kind === 'x' || kind === 'X' || hex ? 16 : kind === 'o' || (kind === 'i' && field.slice(sign).startsWith('0')) ? 8 : 10;
    const { value, used } = digitsOf(field.slice(sign + (hex ? 2 : 0)), radix);
    if (used === 0) return false;
    scan.at += sign + (hex ? 2 : 0) + used;
    if (keep) store(k, take(), field.startsWith('-') ? -value : value, size === 'hh' ? 1 : size === 'h' ? 2 : size === 'll' ? 8 : 4);
  }
  if (keep) scan.stored++;
  return true;
}

function scanText(k: KernelCore, text: string, format: string, args: readonly number[]): number {
  let next = 0;
  const scan: Scan = { at: 0, stored: 0 };
  for (let i = 0; i < format.length; ) {
    if (/\s/.test(format[i])) {
      while (/\s/.test(text[scan.at] ?? '')) scan.at++;
      i++;
      continue;
    }
    const match = CONVERSION.exec(format.slice(i));
    if (match === null || match[4] === '%') {
      if (text[scan.at] !== format[i]) return scan.stored;
      scan.at++;
      i += match === null ? 1 : match[0].length;
      continue;
    }
    if (!scanOne(k, text, scan, match, () => args[next++] ?? 0)) return scan.stored;
    i += match[0].length;
  }
  return scan.stored;
}

export const NUMBERS: readonly KernelFunction[] = [
  ...TYPES.map(([suffix, c, type]): KernelFunction => ({ prototype: `int kstrto${suffix}(const char *s, unsigned int base, ${c} *res)`, header, cost: 60, immediate: (k, [text, base, result]) => convert(k, text, base, result, type) })),
  {
    prototype: 'int kstrtobool(const char *s, bool *res)', header, cost: 30,
    immediate: (k, [text, result]) => {
      const value = text === 0 ? undefined : parseBool(k.memory.string(text));
      if (value === undefined) return -ERRNO.EINVAL;
      k.memory.write(result, Uint8Array.of(value));
      return 0;
    },
  },
  { prototype: 'long simple_strtol(const char *cp, char **endp, unsigned int base)', header, cost: 60, immediate: (k, [text, end, base]) => word(simple(k, text, end, base, true)) },
  { prototype: 'unsigned long simple_strtoul(const char *cp, char **endp, unsigned int base)', header, cost: 60, immediate: (k, [text, end, base]) => word(simple(k, text, end, base, false)) },
  {
    prototype: 'unsigned long long simple_strtoull(const char *cp, char **endp, unsigned int base)', header, cost: 60,
    immediate: (k, [text, end, base], frame) => {
      const value = simple(k, text, end, base, false);
      frame.locals.high = word(value >> 32n);
      return word(value);
    },
  },
  { prototype: 'int sscanf(const char *buf, const char *pattern, ...)', header, cost: 200, immediate: (k, [text, format, ...args]) => scanText(k, k.memory.string(text), k.memory.string(format), args) },
];
