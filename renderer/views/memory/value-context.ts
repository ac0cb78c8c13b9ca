/** What stands at an address, read as numbers of several widths: the line under the hex view. */
import { CACHE_MARK } from '../../../core/contract';
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

/** Whose view of memory is shown. */
export type SeenBy = 'cpu' | 'device' | 'difference';
export const SEEN_BY: readonly { readonly id: SeenBy; readonly title: string; readonly hint: string }[] = [
  { id: 'cpu', title: 'CPU', hint: 'Memory as the processor sees it, through its caches' },
  { id: 'device', title: 'Device', hint: 'Memory as it is: what DMA controllers see' },
  { id: 'difference', title: 'Diff', hint: 'As the CPU sees it, with what devices see differently picked out' },
];

/** What the caches do to a byte, in words; '' when both sides see the same. */
export function cacheWords({ cache, other }: { readonly cache: number; readonly other: number | null }, seenBy: SeenBy): string {
  if (other === null) return '';
  const stale = (cache & CACHE_MARK.stale) !== 0;
  const value = `0x${hexDigits(other, 2)}`;
  if (seenBy === 'device') return stale ? `stale: the CPU sees ${value}` : `dirty: the CPU sees ${value}`;
  return stale ? `stale: memory holds ${value}` : `dirty: devices see ${value}`;
}

/** Both sides of a byte that they see differently; '' when they agree. */
export function bothSides({ value, other, cache }: { readonly value: number; readonly other: number | null; readonly cache: number }, seenBy: SeenBy): string {
  if (other === null) return '';
  const [cpu, device] = seenBy === 'device' ? [other, value] : [value, other];
  return `CPU 0x${hexDigits(cpu, 2)}, devices 0x${hexDigits(device, 2)}: ${(cache & CACHE_MARK.stale) !== 0 ? 'stale' : 'dirty'}`;
}

/** The sign that stands for a byte in the text column. */
export function byteSign(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}
