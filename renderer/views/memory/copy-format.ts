/** Selected bytes as text for the clipboard. */

const PER_LINE = 16;

function lines(bytes: Uint8Array, cell: (byte: number) => string, separator: string): string[] {
  const out: string[] = [];
  for (let at = 0; at < bytes.length; at += PER_LINE) out.push(Array.from(bytes.subarray(at, at + PER_LINE), cell).join(separator));
  return out;
}

const digits = (byte: number): string => byte.toString(16).padStart(2, '0');

export function asHex(bytes: Uint8Array): string {
  return lines(bytes, digits, ' ').join('\n');
}

export function asCArray(bytes: Uint8Array, address: number): string {
  const rows = lines(bytes, (byte) => `0x${digits(byte)}`, ', ').map((line) => `\t${line},`);
  return `/* 0x${address.toString(16).padStart(8, '0')} */\nstatic const u8 data[${bytes.length}] = {\n${rows.join('\n')}\n};\n`;
}
