/** UTF-8 both ways, without the platform's coder: the core runs on the language alone. */
export function utf8Bytes(text: string): Uint8Array {
  const out: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code < 0x80) out.push(code);
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(out);
}

/** Bytes that are no UTF-8 become U+FFFD, one each. */
export function utf8Text(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const plain = plainFrom(bytes, at);
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + plain) as unknown as number[]);
    at += plain;
    if (at === bytes.length || plain === MOST_AT_ONCE) continue;
    const first = bytes[at];
    const more = first >= 0xf0 && first < 0xf5 ? 3 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xc2 && first < 0xe0 ? 1 : -1;
    const tail = bytes.subarray(at + 1, at + 1 + Math.max(0, more));
    const whole = more >= 0 && tail.length === more && tail.every((byte) => (byte & 0xc0) === 0x80);
    let code = first & (0x7f >> (more <= 0 ? 0 : more + 1));
    for (const byte of tail) code = (code << 6) | (byte & 63);
    text += whole && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
    at += whole ? 1 + more : 1;
  }
  return text;
}

/** Arguments of one call. */
const MOST_AT_ONCE = 4096;

/** How many bytes from `at` on are one character each. */
function plainFrom(bytes: Uint8Array, at: number): number {
  const end = Math.min(bytes.length, at + MOST_AT_ONCE);
  let i = at;
  while (i < end && bytes[i] < 0x80) i++;
  return i - at;
}
