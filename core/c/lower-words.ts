/** Values as the 32-bit words of instructions and data. The bits of what is no number are written out: hosts differ in them. */
const words = new DataView(new ArrayBuffer(8));

/** A folded value; `negative` is the sign of a NaN. */
interface Value {
  readonly value: number | bigint;
  readonly negative?: boolean;
}

export function doubleWords({ value, negative }: Value): [number, number] {
  const x = Number(value);
  if (Number.isNaN(x)) return [0, negative === true ? -0x80000 : 0x7ff80000];
  words.setFloat64(0, x, true);
  return [words.getInt32(0, true), words.getInt32(4, true)];
}
export function floatWord({ value, negative }: Value): number {
  const x = Number(value);
  if (Number.isNaN(x)) return negative === true ? -0x400000 : 0x7fc00000;
  words.setFloat32(0, x, true);
  return words.getInt32(0, true);
}
export const low32 = (v: bigint): number => Number(BigInt.asIntN(32, v));
