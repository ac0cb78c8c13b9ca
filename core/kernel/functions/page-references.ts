/** References to pages, and pages of programs pinned for devices. Behaviour: include/linux/mm.h, mm/gup.c. Not modelled: compound pages, writeback. */
import { PAGE } from '../address-space';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { freeBlock, pagePhysical, pageStruct } from '../mapping/pages';
import type { KernelFunction } from './declare';

const MM = 'linux/mm.h';

export function getPage(k: KernelCore, page: number): void {
  k.memory.setField('page', page, '_refcount', k.memory.field('page', page, '_refcount') + 1);
}

/** With the last reference the page goes, when nobody else has it. */
export function putPage(k: KernelCore, page: number): void {
  const count = k.memory.field('page', page, '_refcount');
  const pa = pagePhysical(k, page);
  if (count === 0 || pa === undefined) {
    k.find({ rule: 'refcount-underflow', message: `put_page(0x${page.toString(16)}): nobody holds a reference to this page.`, address: page });
    return;
  }
  const block = k.pages.at(pa);
  if (count === 1 && block !== undefined) {
    freeBlock(k, pa, block.order, 'put_page');
    return;
  }
  k.memory.setField('page', page, '_refcount', count - 1);
  const inUse = k.cpu.tasks.some((task) => task.pages.some(([, one, own]) => one === pa && own === 1));
  if (count === 1 && !inUse) k.space.freePages(pa);
}

/** A program's own page that a driver still holds: it stays when the program ends. */
export function isPinned(k: KernelCore, pa: number): boolean {
  return k.memory.field('page', pageStruct(k, pa), '_refcount') > 0;
}

/** Pin what the program has from `start` on. @returns how many pages, or a negative error number when not even one. */
function pin(k: KernelCore, start: number, count: number, pages: number): number {
  const task = k.cpu.currentTask;
  if (task === undefined || count === 0) return 0;
  for (let i = 0; i < count; i++) {
    const pa = k.memory.userPlace(task, start - (start % PAGE) + i * PAGE);
    if (pa === undefined || !k.space.isRam(pa)) return i === 0 ? -ERRNO.EFAULT : i;
    const page = pageStruct(k, pa);
    getPage(k, page);
    k.memory.setWord(pages + 4 * i, page);
  }
  return count;
}

function unpin(k: KernelCore, pages: number, count: number): number {
  for (let i = 0; i < Math.min(count, 0x1_0000); i++) putPage(k, k.memory.word(pages + 4 * i));
  return 0;
}

const row = (prototype: string, immediate: (k: KernelCore, args: readonly number[]) => number, extra: Partial<Pick<KernelFunction, 'since' | 'until' | 'sleeps' | 'cost' | 'header' | 'replacedBy'>> = {}): KernelFunction => ({ prototype, header: MM, cost: 20, ...extra, immediate });
const put = (k: KernelCore, page: number): number => {
  putPage(k, page);
  return 0;
};
const pinning = { sleeps: true, cost: 800 } as const;

export const PAGE_REFERENCES: readonly KernelFunction[] = [
  row('void get_page(struct page *page)', (k, [page]) => {
    getPage(k, page);
    return 0;
  }),
  row('void put_page(struct page *page)', (k, [page]) => put(k, page)),
  row('void page_cache_release(struct page *page)', (k, [page]) => put(k, page), { until: '4.6', replacedBy: 'put_page', header: 'linux/pagemap.h' }),
  row('int page_count(struct page *page)', (k, [page]) => k.memory.field('page', page, '_refcount'), { cost: 4 }),
  row('int set_page_dirty(struct page *page)', () => 1),
  row('int set_page_dirty_lock(struct page *page)', () => 1, { sleeps: true }),
  row('int get_user_pages_fast(unsigned long start, int nr_pages, int write, struct page **pages)', (k, [start, count, , pages]) => pin(k, start, count, pages), { until: '5.2', ...pinning }),
  row('int get_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags, struct page **pages)', (k, [start, count, , pages]) => pin(k, start, count, pages), { since: '5.2', ...pinning }),
  row('int pin_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags, struct page **pages)', (k, [start, count, , pages]) => pin(k, start, count, pages), { since: '5.6', ...pinning }),
  row('long get_user_pages(unsigned long start, unsigned long nr_pages, unsigned int gup_flags, struct page **pages, struct vm_area_struct **vmas)', (k, [start, count, , pages]) => pin(k, start, count, pages), { since: '4.9', until: '6.5', ...pinning }),
  row('long get_user_pages(unsigned long start, unsigned long nr_pages, unsigned int gup_flags, struct page **pages)', (k, [start, count, , pages]) => pin(k, start, count, pages), { since: '6.5', ...pinning }),
  row('void unpin_user_page(struct page *page)', (k, [page]) => put(k, page), { since: '5.6' }),
  row('void unpin_user_pages(struct page **pages, unsigned long npages)', (k, [pages, count]) => unpin(k, pages, count), { since: '5.6' }),
];
