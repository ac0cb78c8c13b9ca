/** What stands at an address, read as numbers of several widths: the line under the hex view. */
import { hexDigits } from '../../ui/numbers';

export interface ValueReading {
  readonly label: string;
  readonly hex: string;
  readonly decimal: string;
}

const WIDTHS = [1, 2, 4] as const;

/** Little-endian readings of the bytes from the cursor on; widths that reach into unknown bytes are left out. */
export function readValues(bytes: readonly (number | null)[]): ValueReading[] {
  const readings: ValueReading[] = [];
  for (const width of WIDTHS) {
    let value = 0;
    let known = true;
    for (let i = width - 1; i >= 0; i--) {
      const byte = bytes[i] ?? null;
      if (byte === null) known = false;
      else value = value * 256 + byte;
    }
    if (known) readings.push({ label: `u${width * 8}`, hex: `0x${hexDigits(value, width * 2)}`, decimal: String(value) });
  }
  return readings;
}

/** The sign that stands for a byte in the text column. */
export function byteSign(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}
