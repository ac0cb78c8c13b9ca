/**
 * Seeded pseudo-random numbers: the only source of chance in the lab. Generator: xoshiro128** (Blackman and Vigna,
 * 2018), seeded through splitmix32; its whole state is four 32-bit words, so it is saved like any other part.
 */
import type { PlainState, Stateful } from './clock';

export class Random implements Stateful {
  private readonly s = new Uint32Array(4);

  constructor(
    seed: number,
    readonly name = 'random',
  ) {
    let x = seed >>> 0;
    for (let i = 0; i < 4; i++) {
      x = (x + 0x9e3779b9) >>> 0;
      let z = x;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      this.s[i] = z ^ (z >>> 15);
    }
  }

  /** The next 32-bit number, 0 … 2^32 - 1. */
  next(): number {
    const s = this.s;
    const product = Math.imul(s[1], 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  }

  /** A whole number 0 … `count` - 1; `count` from 1 to 2^32. */
  below(count: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * count);
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  save(): PlainState {
    return Array.from(this.s);
  }

  load(state: PlainState): void {
    this.s.set(state as number[]);
  }
}
