/** How numbers are written in all texts for people. */

/** 0x with eight digits: addresses and register values. Digits are small, as the kernel and its tools print them. */
export function hex32(value: number): string {
  return `0x${(value >>> 0).toString(16).padStart(8, '0')}`;
}

export function hexBytes(bytes: Uint8Array, most = 16): string {
  const shown = Array.from(bytes.subarray(0, most), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return bytes.length > most ? `${shown} …` : shown;
}

/** 1 byte, 2 bytes. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
