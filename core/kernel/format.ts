/** The kernel's printf: the conversions that drivers use. Not modelled: %pOF, %pV and rarer extensions of %p. */
import { errorName } from './errno';

export interface FormatSource {
  string(va: number): string;
  /** For %pa, %pM, %*ph. */
  bytes?(va: number, length: number): Uint8Array;
  /** For %pS: the name of the function at an address. */
  symbol?(va: number): string | undefined;
  /** For %pR: struct resource. */
  resource?(va: number): { readonly start: number; readonly end: number; readonly flags: number };
}

const CONVERSION = /%([-+ #0]*)(\d+|\*)?(?:\.(\d+|\*))?(hh|h|ll|l|z|t|j)?([diuxXocsp%])(x|K|ad|ap|a|MF|M|m|e|E|hC|hD|hN|h|S|s|F|f|bl|b|B|I4|R|r)?/g;

/** @param args words; a 64-bit conversion takes two, lower first, from an even position on (as in the ARM calling standard). */
export function formatText(format: string, args: readonly number[], source: FormatSource, hashedPointers: boolean): string {
  let at = 0;
  const take = (): number => args[at++] ?? 0;
  return format.replace(CONVERSION, (_whole, flags: string, width: string | undefined, precision: string | undefined, size: string | undefined, kind: string, extension: string | undefined) => {
    if (kind === '%') return '%';
    const wide = clamp(width === '*' ? take() | 0 : width === undefined ? 0 : Number(width), -WIDEST);
    const digits = precision === undefined ? undefined : clamp(precision === '*' ? take() | 0 : Number(precision), 0);
    const tail = kind === 'p' || extension === undefined ? '' : extension;
    if (kind === 'p' && extension?.startsWith('h') === true) return bytesText(take(), wide, extension, source);
    if (kind === 'p' && (extension === 'b' || extension === 'bl')) return bitsText(take(), wide, extension === 'bl', source);
    if (kind === 'p' && extension === 'E') return escaped(take(), Math.max(1, wide), source);
    return pad(convert(kind, extension, size, flags, digits, take, source, hashedPointers), wide, flags, kind, digits) + tail;
  });
}

/** A field is never wider: a wild width or precision must not take all memory. */
const WIDEST = 4096;
const clamp = (wanted: number, least: number): number => Math.min(WIDEST, Math.max(least, wanted));

function convert(kind: string, extension: string | undefined, size: string | undefined, flags: string, digits: number | undefined, take: () => number, source: FormatSource, hashed: boolean): string {
  if (kind === 'c') return String.fromCharCode(take() & 0xff);
  if (kind === 's') {
    const va = take();
    const text = va === 0 ? '(null)' : va < 4096 ? '(efault)' : source.string(va);
    return digits === undefined ? text : text.slice(0, digits);
  }
  if (kind === 'p') {
    const va = take();
    return extended(va, extension, source) ?? pointer(va, extension, hashed);
  }
  let value = BigInt(take() >>> 0);
  if (size === 'll') value |= BigInt(take() >>> 0) << 32n;
  const bits = size === 'll' ? 64 : size === 'h' ? 16 : size === 'hh' ? 8 : 32;
  value = kind === 'd' || kind === 'i' ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
  const radix = kind === 'x' || kind === 'X' ? 16 : kind === 'o' ? 8 : 10;
  const negative = value < 0n;
  let text = (negative ? -value : value).toString(radix).padStart(digits ?? 1, '0');
  if (kind === 'X') text = text.toUpperCase();
  if (flags.includes('#') && radix === 16) text = `0${kind}${text}`;
  if (flags.includes('#') && radix === 8 && value !== 0n) text = `0${text}`;
  const signed = kind === 'd' || kind === 'i';
  return `${negative ? '-' : signed && flags.includes('+') ? '+' : signed && flags.includes(' ') ? ' ' : ''}${text}`;
}

/** What an extension of %p makes of the pointer; undefined: print the pointer. */
function extended(va: number, extension: string | undefined, source: FormatSource): string | undefined {
  const bytes = (length: number): number[] => [...(source.bytes?.(va, length) ?? new Uint8Array(length))];
  const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
  switch (extension) {
    case 'a':
    case 'ap':
    case 'ad':
      return `0x${bytes(4).reverse().map(hex).join('')}`;
    case 'M':
      return bytes(6).map(hex).join(':');
    case 'MF':
      return bytes(6).map(hex).join('-');
    case 'm':
      return bytes(6).map(hex).join('');
    case 'I4':
      return bytes(4).join('.');
    case 'R':
    case 'r':
      return va === 0 ? undefined : source.resource && resourceText(source.resource(va), extension === 'r');
    case 'e':
      return va >>> 0 >= 0xffff_f001 ? errorName(va) : undefined;
    case 'S':
    case 's':
    case 'F':
    case 'f':
    case 'B':
      return source.symbol?.(va) ?? `0x${(va >>> 0).toString(16)}`;
    default:
      return undefined;
  }
}

const RESOURCES: readonly (readonly [flag: number, name: string])[] = [[0x100, 'io '], [0x200, 'mem'], [0x400, 'irq'], [0x800, 'dma']];

/** "[mem 0x40000000-0x400000ff]", lib/vsprintf.c (resource_string). */
function resourceText({ start, end, flags }: { readonly start: number; readonly end: number; readonly flags: number }, raw: boolean): string {
  const name = RESOURCES.find(([flag]) => (flags & 0x1f00) === flag)?.[1] ?? '??? ';
  const digits = name === 'io ' ? 4 : 8;
  const plain = name === 'irq' || name === 'dma';
  const one = (value: number): string => (plain ? String(value) : `0x${(value >>> 0).toString(16).padStart(digits, '0')}`);
  const range = start === end ? one(start) : `${one(start)}-${one(end)}`;
  const words = raw ? [` flags 0x${(flags >>> 0).toString(16)}`] : [[0x10_0000, ' 64bit'], [0x2000, ' pref'], [0x20_0000, ' window'], [0x1000_0000, ' disabled']].flatMap(([bit, word]) => ((flags & (bit as number)) === 0 ? [] : [word as string]));
  return `[${name} ${range}${words.join('')}]`;
}

/** %*ph: at most 64 bytes. */
function bytesText(va: number, count: number, extension: string, source: FormatSource): string {
  const between = ({ hC: ':', hD: '-', hN: '' } as Readonly<Record<string, string>>)[extension] ?? ' ';
  return [...(source.bytes?.(va, Math.min(count, 64)) ?? [])].map((byte) => byte.toString(16).padStart(2, '0')).join(between);
}

/** %*pb, %*pbl: a bitmap of `count` bits, as words of 32 or as a list of ranges. */
function bitsText(va: number, count: number, list: boolean, source: FormatSource): string {
  const bytes = source.bytes?.(va, Math.ceil(Math.min(count, WIDEST) / 32) * 4) ?? new Uint8Array(0);
  const isSet = (bit: number): boolean => bit < count && ((bytes[bit >> 3] >> (bit & 7)) & 1) === 1;
  const parts: string[] = [];
  if (list) {
    for (let bit = 0; bit < count; bit++) {
      if (!isSet(bit)) continue;
      const first = bit;
      while (isSet(bit + 1)) bit++;
      parts.push(first === bit ? String(bit) : `${first}-${bit}`);
    }
    return parts.join(',');
  }
  for (let high = count; high > 0; high = Math.floor((high - 1) / 32) * 32) {
    const low = Math.floor((high - 1) / 32) * 32;
    let value = 0;
    for (let bit = high - 1; bit >= low; bit--) value = value * 2 + (isSet(bit) ? 1 : 0);
    parts.push(value.toString(16).padStart(Math.ceil((high - low) / 4), '0'));
  }
  return parts.join(',');
}

const ESCAPES: Readonly<Record<number, string>> = { 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r', 27: '\\e', 34: '\\"', 92: '\\\\', 0: '\\0' };

/** %*pE: what cannot be printed is escaped, as string_escape_mem does without flags. */
function escaped(va: number, count: number, source: FormatSource): string {
  return [...(source.bytes?.(va, count) ?? [])].map((byte) => (byte >= 32 && byte < 127 && byte !== 34 && byte !== 92 ? String.fromCharCode(byte) : ESCAPES[byte] ?? `\\${byte.toString(8).padStart(3, '0')}`)).join('');
}

/** From 4.15 on %p shows a hash; %px never. */
function pointer(value: number, extension: string | undefined, hashed: boolean): string {
  const shown = hashed && extension !== 'x' && value !== 0 ? Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) : value;
  return (shown >>> 0).toString(16).padStart(8, '0');
}

function pad(text: string, width: number, flags: string, kind: string, digits: number | undefined): string {
  const missing = Math.abs(width) - text.length;
  if (missing <= 0) return text;
  if (flags.includes('-') || width < 0) return text + ' '.repeat(missing);
  if (!flags.includes('0') || kind === 's' || kind === 'c' || (digits !== undefined && kind !== 'p')) return ' '.repeat(missing) + text;
  const sign = /^[-+]|^0[xX]/.exec(text)?.[0] ?? '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}
