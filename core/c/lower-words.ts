/** Values as the 32-bit words of instructions. */
const words = new DataView(new ArrayBuffer(8));
export function doubleWords(value: number): [number, number] {
  words.setFloat64(0, value, true);
  return [words.getInt32(0, true), words.getInt32(4, true)];
}
export const low32 = (v: bigint): number => Number(BigInt.asIntN(32, v));
