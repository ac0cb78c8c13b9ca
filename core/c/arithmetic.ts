/** 64-bit integer operations on register pairs (low word first). */

export function equal64(r: Int32Array, x: number, y: number): boolean {
  return r[x] === r[y] && r[x + 1] === r[y + 1];
}
export function less64(r: Int32Array, x: number, y: number): boolean {
  return r[x + 1] < r[y + 1] || (r[x + 1] === r[y + 1] && r[x] >>> 0 < r[y] >>> 0);
}
/** Less than, of unsigned values. */
export function below64(r: Int32Array, x: number, y: number): boolean {
  return r[x + 1] >>> 0 < r[y + 1] >>> 0 || (r[x + 1] === r[y + 1] && r[x] >>> 0 < r[y] >>> 0);
}

export function mul64(r: Int32Array, d: number, a: number, b: number): void {
  const al = r[a];
  const bl = r[b];
  const high = Math.imul(al, r[b + 1]) + Math.imul(r[a + 1], bl);
  const a0 = al & 0xffff;
  const a1 = al >>> 16;
  const b0 = bl & 0xffff;
  const b1 = bl >>> 16;
  const mid1 = a1 * b0 + ((a0 * b0) >>> 16);
  const mid2 = a0 * b1 + (mid1 & 0xffff);
  const carry = a1 * b1 + Math.floor(mid1 / 65536) + Math.floor(mid2 / 65536);
  r[d] = Math.imul(al, bl);
  r[d + 1] = (high + carry) | 0;
}

export function toBig(r: Int32Array, i: number, signed: boolean): bigint {
  const low = BigInt(r[i] >>> 0);
  return ((signed ? BigInt(r[i + 1]) : BigInt(r[i + 1] >>> 0)) << 32n) | low;
}
export function fromBig(r: Int32Array, i: number, v: bigint): void {
  r[i] = Number(BigInt.asIntN(32, v));
  r[i + 1] = Number(BigInt.asIntN(32, v >> 32n));
}

/** Division or remainder; false when it overflows. Divisor zero is checked by the caller. */
export function div64(r: Int32Array, d: number, a: number, b: number, signed: boolean, remainder: boolean): boolean {
  const ah = r[a + 1];
  const bh = r[b + 1];
  if (ah >= 0 && bh >= 0 && ah < 0x200000 && bh < 0x200000) {
    const x = ah * 4294967296 + (r[a] >>> 0);
    const y = bh * 4294967296 + (r[b] >>> 0);
    const v = remainder ? x % y : Math.floor(x / y);
    r[d] = v % 4294967296 | 0;
    r[d + 1] = Math.floor(v / 4294967296);
    return true;
  }
  const x = toBig(r, a, signed);
  const y = toBig(r, b, signed);
  if (signed && y === -1n && x === -(1n << 63n)) return false;
  fromBig(r, d, remainder ? x % y : x / y);
  return true;
}

export function shift64(r: Int32Array, d: number, a: number, n: number, kind: 'left' | 'right' | 'logical'): void {
  const low = r[a];
  const high = r[a + 1];
  if (n === 0) {
    r[d] = low;
    r[d + 1] = high;
  } else if (kind === 'left') {
    r[d + 1] = n >= 32 ? low << (n - 32) : (high << n) | (low >>> (32 - n));
    r[d] = n >= 32 ? 0 : low << n;
  } else {
    const top = kind === 'right' ? high >> 31 : 0;
    r[d] = n >= 32 ? (kind === 'right' ? high >> (n - 32) : high >>> (n - 32)) : (low >>> n) | (high << (32 - n));
    r[d + 1] = n >= 32 ? top : kind === 'right' ? high >> n : high >>> n;
  }
}

export function bitCount(kind: number, low: number, high: number | null): number {
  const clz = (): number => (high === null ? Math.clz32(low) : high !== 0 ? Math.clz32(high) : 32 + Math.clz32(low));
  const ctz32 = (x: number): number => 31 - Math.clz32(x & -x);
  const ctz = (): number => (low !== 0 ? ctz32(low) : high ? 32 + ctz32(high) : high === null ? 32 : 64);
  const ones = (x: number): number => {
    let n = 0;
    for (let v = x; v !== 0; v &= v - 1) n++;
    return n;
  };
  const count = ones(low) + (high === null ? 0 : ones(high));
  switch (kind) {
    case 0: return clz();
    case 1: return ctz();
    case 2: return count;
    case 3: return low === 0 && !high ? 0 : ctz() + 1;
    case 4: return count & 1;
    case 5: return ((low & 0xff) << 24) | ((low & 0xff00) << 8) | ((low >>> 8) & 0xff00) | (low >>> 24);
    default: return ((low & 0xff) << 8) | ((low >>> 8) & 0xff);
  }
}

/** `kind`: operation in bits 0-1, operands unsigned in 2 and 3, result signed in 4, result bytes from 8. */
export function overflowing(r: Int32Array, base: number, kind: number): { value: bigint; overflow: boolean; size: number } {
  const a = toBig(r, base, !(kind & 4));
  const b = toBig(r, base + 2, !(kind & 8));
  const exact = (kind & 3) === 0 ? a + b : (kind & 3) === 1 ? a - b : a * b;
  const size = kind >> 8;
  const value = kind & 16 ? BigInt.asIntN(size * 8, exact) : BigInt.asUintN(size * 8, exact);
  return { value, overflow: value !== exact, size };
}
