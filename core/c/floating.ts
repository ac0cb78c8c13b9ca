/**
 * Floating point where IEEE 754 leaves the result open, in words of the register file, so that no bit of it comes from the
 * host's processor: NaNs, and conversions to integers that do not fit. ARM: VFPv3 as Linux sets it up, neither default-NaN
 * nor flush-to-zero (ARM DDI 0406C, A2.7: FPProcessNaNs, FPToFixed); 64-bit integers as __aeabi_d2ulz and its like do them.
 * i386: SSE2 (SDM volume 1, 4.8.3), 64-bit integers by FISTTP; what gcc -msse2 -mfpmath=sse makes of it.
 * A register pair holds a float as the double of the same value; of a signalling NaN the payload stays until it is computed with.
 */
import { fromBig } from './arithmetic';

const QUIET = 0x80000;
const EXPONENT = 0x7ff00000;
/** Sign, exponent, and of the payload what a float has room for. */
const FLOAT_PART = ~0x1fffffff;

export function isNaNPair(R: Int32Array, x: number): boolean {
  const high = R[x + 1] & 0x7fffffff;
  return high > EXPONENT || (high === EXPONENT && R[x] !== 0);
}
const isSignalling = (R: Int32Array, x: number): boolean => isNaNPair(R, x) && (R[x + 1] & QUIET) === 0;

/** The result of an operation on pairs `x` and `y` that is not a number. */
export function setNaN(R: Int32Array, d: number, x: number, y: number, arm: boolean): void {
  // SSE takes its first operand first; VFP a signalling one first.
  const second = !isNaNPair(R, x) || (arm && !isSignalling(R, x) && isSignalling(R, y));
  const from = second ? y : x;
  if (isNaNPair(R, from)) quieten(R, d, from, false);
  else setDefaultNaN(R, d, arm);
}

export function setDefaultNaN(R: Int32Array, d: number, arm: boolean): void {
  R[d] = 0;
  R[d + 1] = arm ? EXPONENT | QUIET : EXPONENT | QUIET | -2147483648;
}

/** A NaN goes from one precision to another, or through an operation. */
export function quieten(R: Int32Array, d: number, x: number, single: boolean): void {
  R[d] = single ? R[x] & FLOAT_PART : R[x];
  R[d + 1] = R[x + 1] | QUIET;
}

/** Result of a native that is not a number: its first argument that is none, else the default. */
export function setNaNOfNative(R: Int32Array, base: number, signature: string, arm: boolean): void {
  let at = base;
  for (const c of signature.slice(1)) {
    if (c === 'w' || c === 'd') {
      at = (at + 1) & ~1;
      if (c === 'd' && isNaNPair(R, at)) return quieten(R, base, at, false);
      at += 2;
    } else at++;
  }
  setDefaultNaN(R, base, arm);
}

const floatWord = new Float32Array(1);
const intWord = new Int32Array(floatWord.buffer);

/** A float from memory into pair `d`, which `D` sees as a double. */
export function setFloat(R: Int32Array, D: Float64Array, d: number, bits: number): void {
  intWord[0] = bits;
  const v = floatWord[0];
  if (v === v) D[d >> 1] = v;
  else {
    R[d] = bits << 29;
    R[d + 1] = (bits & -2147483648) | EXPONENT | ((bits & 0x7fffff) >>> 3);
  }
}
/** The float in pair `s` as memory holds it. */
export function floatBits(R: Int32Array, D: Float64Array, s: number): number {
  const v = D[s >> 1];
  if (v !== v) return (R[s + 1] & -2147483648) | 0x7f800000 | ((R[s + 1] & 0xfffff) << 3) | (R[s] >>> 29);
  floatWord[0] = v;
  return intWord[0];
}

/** To an `int` or an `unsigned int`. */
export function doubleToWord(x: number, signed: boolean, arm: boolean): number {
  const t = Math.trunc(x);
  if (arm) return t !== t ? 0 : signed ? Math.min(Math.max(t, -2147483648), 2147483647) : Math.min(Math.max(t, 0), 4294967295) | 0;
  if (signed || !(x >= 2147483648)) return indefinite32(t);
  return indefinite32(t - 2147483648) ^ -2147483648;
}
const indefinite32 = (t: number): number => (t >= -2147483648 && t < 2147483648 ? t : -2147483648);

/** To 64 bits in pair `d`. */
export function doubleTo64(R: Int32Array, d: number, x: number, signed: boolean, arm: boolean): void {
  const half = 2 ** 63;
  let v: bigint;
  if (arm) v = signed && x < 0 ? -saturated64(-x) : saturated64(x);
  else if (signed || !(x >= half)) v = indefinite64(x);
  else v = indefinite64(x - half) ^ (1n << 63n);
  fromBig(R, d, v);
}
const indefinite64 = (x: number): bigint => (x >= -(2 ** 63) && x < 2 ** 63 ? BigInt(Math.trunc(x)) : -(1n << 63n));
const saturated64 = (x: number): bigint => (x >= 2 ** 64 ? (1n << 64n) - 1n : x > 0 ? BigInt(Math.trunc(x)) : 0n);

/** An integer of up to 64 bits, rounded once. */
export function integerToFloating(v: bigint, single: boolean): number {
  if (!single) return Number(v);
  // What is dropped leaves a mark in the last bit of a double, so that rounding to a float sees it.
  return v >= -(1n << 53n) && v <= 1n << 53n ? Math.fround(Number(v)) : Math.fround(Number((v >> 11n) | (v & 2047n ? 1n : 0n)) * 2048);
}
