import { describe, expect, it, vi } from 'vitest';
import type { MemoryWindow } from '../../../core/contract';
import { MemoryPages, PAGE_BYTES } from './memory-pages';

const windowOf = (address: number, length: number, fill: number): MemoryWindow => ({
  address,
  bytes: new Uint8Array(length).map((_, i) => (fill + Math.floor((address + i) / PAGE_BYTES)) & 0xff),
  kinds: new Uint8Array(length).fill(1),
  changed: new Uint8Array(length),
  cache: new Uint8Array(length),
  other: null,
});

/** A lab that answers only when told to. */
function setUp() {
  const asked: { address: number; length: number; answer: (fill: number) => void; fail: (reason: Error) => void }[] = [];
  const arrived = vi.fn();
  const pages = new MemoryPages((address, length) => new Promise((resolve, reject) => asked.push({ address, length, answer: (fill) => resolve(windowOf(address, length, fill)), fail: reject })), arrived);
  const turn = () => new Promise<void>((resolve) => setTimeout(resolve));
  return { asked, arrived, pages, turn };
}

describe('memory pages', () => {
  it('asks for neighbours at once and hands out their bytes', async () => {
    const { asked, arrived, pages, turn } = setUp();
    pages.want([{ base: PAGE_BYTES - 16, bytes: 32 }]);
    expect(asked.map((a) => [a.address, a.length])).toEqual([[0, 2 * PAGE_BYTES]]);
    expect(pages.at(5)).toBeNull();
    asked[0].answer(0x40);
    await turn();
    expect(arrived).toHaveBeenCalledTimes(1);
    expect(pages.at(5)).toEqual({ value: 0x40, kind: 1, changed: false, cache: 0, other: null });
    expect(pages.at(PAGE_BYTES)?.value).toBe(0x41);
    expect(pages.settled).toBe(true);
  });

  it('has one request in flight, and asks for what is wanted by then', async () => {
    const { asked, pages, turn } = setUp();
    pages.want([{ base: 0, bytes: 16 }]);
    pages.want([{ base: 0x10_0000, bytes: 16 }]);
    pages.want([{ base: 0x20_0000, bytes: 16 }]);
    expect(asked).toHaveLength(1);
    asked[0].answer(0);
    await turn();
    expect(asked.map((a) => a.address)).toEqual([0, 0x20_0000]);
  });

  it('shows outdated bytes until the new ones come', async () => {
    const { asked, pages, turn } = setUp();
    pages.want([{ base: 0, bytes: 16 }]);
    asked[0].answer(1);
    await turn();
    pages.outdate();
    pages.want([{ base: 0, bytes: 16 }]);
    expect(pages.at(0)?.value).toBe(1);
    asked[1].answer(2);
    await turn();
    expect(pages.at(0)?.value).toBe(2);
    pages.want([{ base: 0, bytes: 16 }]);
    expect(asked).toHaveLength(2);
  });

  it('asks again for a page that became outdated while it was under way', async () => {
    const { asked, pages, turn } = setUp();
    pages.want([{ base: 0, bytes: 16 }]);
    pages.outdate();
    asked[0].answer(1);
    await turn();
    pages.want([{ base: 0, bytes: 16 }]);
    expect(asked).toHaveLength(2);
  });

  it('drops a reply that a new session overtook', async () => {
    const { asked, arrived, pages, turn } = setUp();
    pages.want([{ base: 0, bytes: 16 }]);
    pages.forget();
    asked[0].answer(1);
    await turn();
    expect(pages.at(0)).toBeNull();
    expect(arrived).not.toHaveBeenCalled();
  });

  it('keeps the failure and does not ask on and on', async () => {
    const { asked, pages, turn } = setUp();
    pages.want([{ base: 0, bytes: 16 }, { base: 0x10_0000, bytes: 1 }]);
    asked[0].fail(new Error('gone'));
    await turn();
    expect(pages.failure).toEqual(new Error('gone'));
    expect(asked).toHaveLength(1);
    expect(pages.settled).toBe(true);
  });
});
