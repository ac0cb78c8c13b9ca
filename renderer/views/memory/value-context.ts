/** What stands at an address, read as numbers of several widths: the line under the hex view. */

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
    if (known) readings.push({ label: `u${width * 8}`, hex: hexText(value, width * 2), decimal: String(value) });
  }
  return readings;
}

export function hexText(value: number, digits: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
}

/** Eight digits, the way addresses are shown everywhere. */
export function addressText(address: number): string {
  return hexText(address, 8);
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB'] as const;

/** '64 bytes', '4 KiB', '511 MiB', '1.5 MiB'. */
export function sizeText(bytes: number): string {
  if (bytes === 1) return '1 byte';
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
  return `${shown} ${UNITS[unit]}`;
}

/** The sign that stands for a byte in the text column. */
export function byteSign(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}
