/** What a user types into "Find": bytes, a little-endian word, or text. */

export type SearchPattern = { readonly bytes: Uint8Array; readonly meaning: string } | { readonly problem: string };

const MOST = 1024;

/** `de ad be ef` and `DEADBEEF` are bytes, `0xdeadbeef` is a word, anything else (or what is in quotes) is text. */
export function parsePattern(text: string): SearchPattern {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'Type bytes such as DE AD BE EF, a word such as 0x12345678, or text.' };
  const bytes = quoted(trimmed) ?? word(trimmed) ?? digitPairs(trimmed) ?? { bytes: new TextEncoder().encode(trimmed), meaning: 'text' };
  if (bytes.bytes.length > MOST) return { problem: `At most ${MOST} bytes can be searched for; this is ${bytes.bytes.length}.` };
  return bytes;
}

function quoted(text: string): { bytes: Uint8Array; meaning: string } | null {
  const inside = /^"(.+)"$/s.exec(text) ?? /^'(.+)'$/s.exec(text);
  return inside === null ? null : { bytes: new TextEncoder().encode(inside[1]), meaning: 'text' };
}

function word(text: string): { bytes: Uint8Array; meaning: string } | null {
  const digits = /^0x([0-9a-f]{1,8})$/i.exec(text.replaceAll('_', ''))?.[1];
  if (digits === undefined) return null;
  const length = digits.length <= 2 ? 1 : digits.length <= 4 ? 2 : 4;
  const value = parseInt(digits, 16);
  const bytes = Uint8Array.from({ length }, (_, i) => Math.floor(value / 256 ** i) & 0xff);
  return { bytes, meaning: length === 1 ? 'byte' : `little-endian u${length * 8}` };
}

function digitPairs(text: string): { bytes: Uint8Array; meaning: string } | null {
  if (!/^[0-9a-f]{2}(?:[\s,]*[0-9a-f]{2})*$/i.test(text)) return null;
  const digits = text.replaceAll(/[\s,]/g, '');
  const bytes = Uint8Array.from({ length: digits.length / 2 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
  return { bytes, meaning: bytes.length === 1 ? 'byte' : 'bytes' };
}
