/** A 64-bit fingerprint in two 32-bit lanes (multiply, rotate, mix, as in MurmurHash3); not for secrets. */

/** Hash of the first `count` elements of each column. */
export function hashColumns(columns: readonly (Float64Array | Uint32Array | Uint16Array | Uint8Array)[], count: number): readonly [number, number] {
  let a = 0x9747b28c;
  let b = 0x2545f491;
  for (const column of columns) {
    const bytes = count * column.BYTES_PER_ELEMENT;
    const words = new Uint32Array(column.buffer, column.byteOffset, bytes >>> 2);
    for (let i = 0; i < words.length; i++) {
      a = Math.imul(a ^ Math.imul(words[i], 0xcc9e2d51), 0x1b873593);
      a = (a << 13) | (a >>> 19);
      b = (Math.imul(b, 0x85ebca6b) + words[i]) ^ (b >>> 15);
    }
    const tail = new Uint8Array(column.buffer, column.byteOffset + (words.length << 2), bytes & 3);
    for (const byte of tail) {
      a = Math.imul(a ^ byte, 0x01000193);
      b = Math.imul(b, 31) + byte;
    }
  }
  return [finish(a ^ count), finish(b ^ Math.imul(count, 0x27d4eb2f))];
}

/** Continue `state` with the UTF-16 units of `text`. */
export function hashText(state: [number, number], text: string): void {
  let [a, b] = state;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = (Math.imul(b, 0x85ebca6b) + unit) ^ (b >>> 15);
  }
  state[0] = finish(a);
  state[1] = finish(b);
}

function finish(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
