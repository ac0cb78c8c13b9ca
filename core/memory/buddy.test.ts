import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BuddyAllocator, MAX_ORDER } from './buddy';

/** Pages 3 to 702: the first aligned block that touches nothing held. */
function lowest(held: ReadonlyMap<number, number>, order: number): number {
  const size = 1 << order;
  let page = Math.ceil(3 / size) * size;
  while ([...held].some(([other, otherOrder]) => page < other + (1 << otherOrder) && other < page + size)) page += size;
  return page;
}

describe('page allocator', () => {
  it('gives the lowest aligned block and splits larger ones', () => {
    const buddy = new BuddyAllocator(16, 2048);
    expect(buddy.allocate(0)).toBe(16);
    expect(buddy.allocate(3)).toBe(24);
    expect(buddy.allocate(0)).toBe(17);
  });

  it('merges buddies when they come back', () => {
    const buddy = new BuddyAllocator(1024, 1024);
    const before = buddy.counts();
    const pages = [0, 1, 2].map(() => buddy.allocate(0) as number);
    for (const page of pages) expect(buddy.release(page)).toBe(true);
    expect(buddy.counts()).toEqual(before);
  });

  it('knows the free block of a page, and none for pages that are given out', () => {
    const buddy = new BuddyAllocator(0, 2048);
    buddy.allocate(0);
    expect([buddy.freeBlockAt(0), buddy.freeBlockAt(5), buddy.freeBlockAt(2047)]).toEqual([undefined, { first: 4, order: 2 }, { first: 1024, order: 10 }]);
  });

  it('refuses what it has not given, and orders beyond the largest', () => {
    const buddy = new BuddyAllocator(0, 1024);
    const page = buddy.allocate(1) as number;
    expect(buddy.release(page + 1)).toBe(false);
    expect(buddy.release(page)).toBe(true);
    expect(buddy.release(page)).toBe(false);
    expect(buddy.allocate(MAX_ORDER + 1)).toBeUndefined();
  });

  it('never overlaps, never loses a page, and restores', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(6)), { maxLength: 80 }), (steps) => {
        const buddy = new BuddyAllocator(3, 700);
        const held = new Map<number, number>();
        for (const [take, order] of steps) {
          if (take) {
            const page = buddy.allocate(order);
            if (page === undefined) continue;
            for (const [other, size] of held) expect(page + (1 << order) <= other || other + (1 << size) <= page).toBe(true);
            expect(page % (1 << order)).toBe(0);
            expect(page).toBe(lowest(held, order));
            held.set(page, order);
          } else {
            const first = [...held.keys()][order % Math.max(held.size, 1)];
            if (first === undefined) continue;
            buddy.release(first);
            held.delete(first);
          }
          const used = [...held.values()].reduce((sum, size) => sum + (1 << size), 0);
          expect(buddy.freePages).toBe(700 - used);
        }
        const copy = new BuddyAllocator(3, 700);
        copy.load(buddy.save());
        expect(copy.allocate(2)).toBe(buddy.allocate(2));
      }),
    );
  });
});
