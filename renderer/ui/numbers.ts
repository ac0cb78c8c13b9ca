/** Numbers in and out of text. Values and addresses are unsigned 32 bit and shown as hex in small letters, as the kernel and its tools print them. */
const WORD = 0xffff_ffff;

/** 0x1f800000 */
export const hex32 = (value: number): string => `0x${hexDigits(value, 8)}`;
export const hexDigits = (value: number, digits: number): string => (value >>> 0).toString(16).padStart(digits, '0');

/** 184 220, with thin spaces. */
export const grouped = (value: number): string => String(Math.trunc(value)).replace(/\B(?=(\d{3})+$)/g, '\u202f');

/** Whole number with optional spaces, underscores or thousands commas; null when it is none. */
export function parseWhole(text: string): number | null {
  const plain = text.replace(/[\s_,\u202f]/g, '');
  if (!/^\d+$/.test(plain)) return null;
  const value = Number(plain);
  return Number.isSafeInteger(value) ? value : null;
}

/** Decimal, 0x…, 0b…, or hex digits when one of them is a letter; null unless it fits `bits`. */
export function parseValue(text: string, bits = 32): number | null {
  const plain = text.trim().replace(/[\s_]/g, '');
  const [digits, base] = /^0x/i.test(plain) ? [plain.slice(2), 16] : /^0b/i.test(plain) ? [plain.slice(2), 2] : /^\d+$/.test(plain) ? [plain, 10] : [plain, 16];
  const legal = base === 16 ? /^[0-9a-f]+$/i : base === 2 ? /^[01]+$/ : /^\d+$/;
  if (!legal.test(digits)) return null;
  const value = parseInt(digits, base);
  const most = bits >= 32 ? WORD : 2 ** bits - 1;
  return value <= most ? value : null;
}

const UNITS: readonly [number, string][] = [[1, 's'], [1e-3, 'ms'], [1e-6, 'µs'], [1e-9, 'ns']];
/** 276.19 µs: four significant digits in the unit that suits. */
export function duration(seconds: number): string {
  const [scale, unit] = UNITS.find(([size]) => Math.abs(seconds) >= size) ?? [1e-9, 'ns'];
  const value = seconds / scale;
  const decimals = value >= 100 ? 1 : value >= 10 ? 2 : 3;
  return `${seconds === 0 ? '0' : value.toFixed(decimals)}\u202f${seconds === 0 ? 's' : unit}`;
}

/** 4 KiB, 26.3 KiB, 512 MiB. */
export function byteSize(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < 3) {
    value /= 1024;
    unit++;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)}\u202f${units[unit] ?? ''}`;
}

/** A clock: 666.7 MHz. */
export function frequency(hertz: number): string {
  const [scale, unit] = hertz >= 1e9 ? [1e9, 'GHz'] : hertz >= 1e6 ? [1e6, 'MHz'] : hertz >= 1e3 ? [1e3, 'kHz'] : [1, 'Hz'];
  return `${Number((hertz / scale).toFixed(1))}\u202f${unit}`;
}
