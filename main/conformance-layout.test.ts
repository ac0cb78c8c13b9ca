import { describe, expect, it } from 'vitest';
import { Random } from '../core/random';
import { conformLayout } from './conformance-layout';
import { randomStructs } from './conformance/random-structs';

describe('comparing layouts', () => {
  it('says what to install where there is no compiler', () => {
    const { PATH } = process.env;
    process.env.PATH = '/nowhere';
    try {
      const result = conformLayout({ count: 1, seed: 1, log: () => expect.unreachable('nothing is compared') });
      expect(result.missing).toContain('install the package gcc-arm-linux-gnueabihf');
      expect(result.facts).toBe(0);
    } finally {
      process.env.PATH = PATH;
    }
  });

  it('makes the same structs from the same seed', () => {
    expect(randomStructs(new Random(7), 20)).toBe(randomStructs(new Random(7), 20));
    expect(randomStructs(new Random(7), 20)).not.toBe(randomStructs(new Random(8), 20));
    const text = randomStructs(new Random(1), 200);
    for (const kind of [/: 0;/, /packed/, /aligned/, /union/, /long long m\d : /]) expect(text).toMatch(kind);
  });
});
