import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SparseMemory } from './sparse-memory';

const near = fc.integer({ min: 0, max: 3 * 4096 });
const writes = fc.array(fc.record({ at: near, bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }) }), { maxLength: 20 });

const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

describe('sparse memory', () => {
  it('behaves as one flat array', () => {
    fc.assert(
      fc.property(writes, (list) => {
        const memory = new SparseMemory();
        const flat = new Uint8Array(4 * 4096);
        for (const { at, bytes } of list) {
          memory.write(at, bytes, 0, bytes.length);
          flat.set(bytes, at);
        }
        expect(same(memory.bytes(0, flat.length), flat)).toBe(true);
      }),
    );
  });

  it('keeps a snapshot as it was, whatever is written and restored afterwards', () => {
    fc.assert(
      fc.property(writes, writes, writes, (before, after, later) => {
        const memory = new SparseMemory();
        const put = (list: typeof before) => list.forEach(({ at, bytes }) => memory.write(at, bytes, 0, bytes.length));
        put(before);
        const first = memory.snapshot();
        const image = memory.bytes(0, 16384);
        put(after);
        const second = memory.snapshot();
        const secondImage = memory.bytes(0, 16384);
        memory.restore(first);
        expect(same(memory.bytes(0, 16384), image)).toBe(true);
        put(later);
        memory.restore(second);
        expect(same(memory.bytes(0, 16384), secondImage)).toBe(true);
        memory.restore(first);
        expect(same(memory.bytes(0, 16384), image)).toBe(true);
      }),
    );
  });

  it('reads what was never written as zero, and wraps at 4 GiB', () => {
    const memory = new SparseMemory();
    expect(memory.readWord(0x12345678)).toBe(0);
    memory.write(0xffff_fffe, Uint8Array.of(1, 2, 3, 4), 0, 4);
    expect([...memory.bytes(0xffff_fffe, 4)]).toEqual([1, 2, 3, 4]);
    expect([...memory.bytes(0, 2)]).toEqual([3, 4]);
    expect(memory.readWord(0xffff_fffe)).toBe(0x04030201);
    memory.writeWord(0xffff_ffff, 0xa1b2c3d4);
    expect(memory.readWord(0xffff_ffff)).toBe(0xa1b2c3d4);
  });
});
