/**
 * Pages: struct page of every page of RAM stands in one array in memory (mem_map), as with FLATMEM; include/linux/mm.h,
 * mm/page_alloc.c, mm/vmalloc.c. Zones as 32-bit ARM has them. The structures are filled in when a page is given out.
 */
import type { PlainState } from '../../clock';
import type { KernelFunction } from '../functions/declare';
import { GFP_DMA, gfpZero, noteAllocation } from '../gfp';
import type { KernelCore } from '../kernel-core';
import { MAX_ORDER } from '../../memory/buddy';
import { LINEAR, MEM_MAP, PAGE } from '../address-space';
import type { ZoneName } from '../address-space';
import { call, next, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import { atLeast } from '../profiles';
import { callerOf } from './buffers';
import { noteNoPages } from './no-memory';
import { hex } from './device';

const GFP_HIGHMEM = 2;
const GFP_DMA32 = 4;
const MM = 'linux/mm.h';

/** Address of the struct page of a physical page. */
export function pageStruct(k: KernelCore, pa: number): number {
  return MEM_MAP + Math.floor((pa - k.hardware.ram.base) / PAGE) * k.memory.sizeOf('page');
}

/** Where the page of a struct page begins; undefined: this is none. */
export function pagePhysical(k: KernelCore, page: number): number | undefined {
  const index = (page - MEM_MAP) / k.memory.sizeOf('page');
  return Number.isInteger(index) && index >= 0 && index < k.hardware.ram.bytes / PAGE ? k.hardware.ram.base + index * PAGE : undefined;
}

/** Linear or kmapped address of a page; 0: it has none. */
export function pageAddress(k: KernelCore, pa: number): number {
  if (k.space.isLow(pa)) return k.space.toVirtual(pa);
  return k.space.list().find((area) => area.kind === 'kmap' && area.pa === pa)?.va ?? 0;
}

export function zoneFor(flags: number): ZoneName {
  return (flags & GFP_DMA) !== 0 ? 'DMA' : (flags & GFP_HIGHMEM) !== 0 ? 'HighMem' : 'Normal';
}

/** 2^order pages; undefined: none. */
export function allocateBlock(k: KernelCore, flags: number, order: number, title: string): number | undefined {
  noteAllocation(k, flags, title);
  if (order > MAX_ORDER) {
    k.find({ rule: 'order-too-large', message: `${title} by ${callerOf(k)} asks for 2^${order} pages in one block; 2^${MAX_ORDER} (4 MiB) are the most.` });
    if (atLeast(k.profile, '2.6.31')) k.warn('', title);
    return undefined;
  }
  const pa = k.space.allocateBlock(order, zoneFor(flags & ~GFP_DMA32));
  if (pa === undefined) noteNoPages(k, flags, order, title);
  else {
    k.pages.give(pa, order, k.owner);
    k.c.pagesAllocated(pa, PAGE * 2 ** order);
    k.memory.setField('page', pageStruct(k, pa), '_refcount', 1);
  }
  return pa;
}

/** Give a block back; findings when it is none, or another size. @returns whether it was freed. */
export function freeBlock(k: KernelCore, pa: number, order: number, title: string): boolean {
  const owned = k.pages.at(pa);
  const where = `${title}(${hex(pa)}, order ${order}) by ${callerOf(k)}`;
  if (owned === undefined) {
    k.find({ rule: 'bad-free-pages', address: pa, message: `${where}: no block of pages begins there, or it was freed before.` });
    return false;
  }
  if (owned.order !== order) k.find({ rule: 'bad-free-pages', address: pa, bytes: PAGE * 2 ** owned.order, message: `${where}: 2^${owned.order} pages were allocated, by ${owned.owner || 'the kernel'}. ${order < owned.order ? 'The rest is lost.' : 'Pages of others would be freed.'}` });
  k.pages.take(pa);
  k.c.pagesReleased(pa, PAGE * 2 ** owned.order);
  k.memory.setField('page', pageStruct(k, pa), '_refcount', 0);
  return k.space.freePages(pa);
}

/** Blocks of pages that drivers hold. */
export class PageOwners {
  private blocks = new Map<number, { readonly order: number; readonly owner: string }>();

  give(pa: number, order: number, owner: string): void {
    this.blocks.set(pa, { order, owner });
  }
  take(pa: number): void {
    this.blocks.delete(pa);
  }
  at(pa: number): { readonly order: number; readonly owner: string } | undefined {
    return this.blocks.get(pa);
  }
  list(): { readonly pa: number; readonly order: number; readonly owner: string }[] {
    return [...this.blocks].map(([pa, block]) => ({ pa, ...block }));
  }
  save(): PlainState {
    return [...this.blocks];
  }
  load(state: PlainState): void {
    this.blocks = new Map(state as [number, { order: number; owner: string }][]);
  }
}

/** Allocate, zero when asked for, answer with `result` of the physical address. */
function pageSteps(flagsOf: (f: Frame, k: KernelCore) => number, orderOf: (f: Frame) => number, result: (k: KernelCore, pa: number) => number): readonly Step<KernelCore>[] {
  return [
    {
      text: '',
      run: (f, k): Op => {
        const flags = flagsOf(f, k);
        const pa = allocateBlock(k, flags, orderOf(f), f.routine);
        if (pa === undefined) return value(0);
        f.locals.pa = pa;
        return (flags & gfpZero(k)) !== 0 && k.space.isLow(pa) ? call('memset', k.space.toVirtual(pa), 0, PAGE * 2 ** orderOf(f)) : next(1);
      },
    },
    { text: '', run: (f, k) => value(result(k, f.locals.pa as number)) },
  ];
}

/** vmalloc: pages one by one, from wherever they are. */
function vmalloc(k: KernelCore, bytes: number): number {
  const count = Math.ceil(bytes / PAGE);
  if (bytes === 0 || count > k.space.buddy.freePages) return 0;
  const frames: number[] = [];
  for (let i = 0; i < count; i++) {
    const pa = k.space.allocateBlock(0, 'HighMem');
    if (pa === undefined) break;
    frames.push(pa);
  }
  const va = frames.length === count ? k.space.mapFrames('vmalloc', frames, bytes, k.owner, 'vmalloc') : undefined;
  if (va === undefined) for (const pa of frames) k.space.freePages(pa);
  else for (const pa of frames) k.c.pagesAllocated(pa, PAGE);
  return va ?? 0;
}

function vfree(k: KernelCore, va: number): number {
  if (va === 0) return 0;
  const area = k.space.areaAt(va);
  if (area?.va !== va || area.kind !== 'vmalloc') {
    k.find({ rule: 'bad-vfree', address: va, message: `vfree(${hex(va)}) by ${callerOf(k)}: no memory of vmalloc begins there, or it was freed before.` });
    return 0;
  }
  k.space.unmap(va, 'vmalloc');
  for (const pa of area.frames ?? []) {
    k.c.pagesReleased(pa, PAGE);
    k.space.freePages(pa);
  }
  return 0;
}

const vmallocSteps = (zeroed: boolean): readonly Step<KernelCore>[] => [
  {
    text: '',
    run: (f, k) => {
      const va = vmalloc(k, f.args[0]);
      f.locals.va = va;
      return zeroed && va !== 0 ? call('memset', va, 0, f.args[0]) : next(1);
    },
  },
  { text: '', run: (f) => value(f.locals.va as number) },
];

function kmap(k: KernelCore, page: number): number {
  const pa = pagePhysical(k, page);
  if (pa === undefined) return 0;
  return pageAddress(k, pa) || (k.space.map('kmap', pa, PAGE, k.owner, 'kmap') ?? 0);
}

/** Physical address of a linear address; others give what the subtraction gives, and a finding. */
function virtToPhys(k: KernelCore, va: number, title: string): number {
  const pa = (va - LINEAR + k.hardware.ram.base) >>> 0;
  if (va < LINEAR || !k.space.isLow(pa)) k.find({ rule: 'virt-to-phys-outside', address: va, message: `${title}(${hex(va)}) by ${callerOf(k)}: the address is not in the linear map; the result is no physical address of it.` });
  return pa;
}

function freePageOf(k: KernelCore, page: number, order: number, title: string): number {
  if (page === 0) return 0;
  freeBlock(k, pagePhysical(k, page) ?? page, order, title);
  return 0;
}

export const PAGES: readonly KernelFunction[] = [
  { prototype: 'struct page *alloc_pages(gfp_t gfp_mask, unsigned int order)', header: 'linux/gfp.h', steps: pageSteps((f) => f.args[0], (f) => f.args[1], pageStruct) },
  { prototype: 'unsigned long __get_free_pages(gfp_t gfp_mask, unsigned int order)', header: 'linux/gfp.h', steps: pageSteps((f) => f.args[0] & ~GFP_HIGHMEM, (f) => f.args[1], (k, pa) => k.space.toVirtual(pa)) },
  { prototype: 'unsigned long get_zeroed_page(gfp_t gfp_mask)', header: 'linux/gfp.h', steps: pageSteps((f, k) => (f.args[0] & ~GFP_HIGHMEM) | gfpZero(k), () => 0, (k, pa) => k.space.toVirtual(pa)) },
  { prototype: 'void __free_pages(struct page *page, unsigned int order)', header: 'linux/gfp.h', immediate: (k, [page, order]) => freePageOf(k, page, order, '__free_pages') },
  { prototype: 'void free_pages(unsigned long addr, unsigned int order)', header: 'linux/gfp.h', immediate: (k, [va, order]) => (va === 0 ? 0 : Number(freeBlock(k, k.space.toPhysical(va), order, 'free_pages')) * 0) },
  { prototype: 'struct page *virt_to_page(const volatile void *x)', header: MM, cost: 5, immediate: (k, [va]) => pageStruct(k, virtToPhys(k, va, 'virt_to_page')) },
  { prototype: 'void *page_address(const struct page *page)', header: MM, cost: 5, immediate: (k, [page]) => pageAddress(k, pagePhysical(k, page) ?? -1) },
  { prototype: 'phys_addr_t page_to_phys(const struct page *page)', header: MM, cost: 5, immediate: (k, [page]) => pagePhysical(k, page) ?? 0 },
  { prototype: 'struct page *phys_to_page(phys_addr_t phys)', header: MM, cost: 5, immediate: (k, [pa]) => pageStruct(k, pa) },
  { prototype: 'unsigned long page_to_pfn(const struct page *page)', header: MM, cost: 5, immediate: (k, [page]) => Math.floor((pagePhysical(k, page) ?? 0) / PAGE) },
  { prototype: 'struct page *pfn_to_page(unsigned long pfn)', header: MM, cost: 5, immediate: (k, [pfn]) => pageStruct(k, pfn * PAGE) },
  { prototype: 'bool virt_addr_valid(const void *kaddr)', header: MM, cost: 5, immediate: (k, [va]) => Number(va >= LINEAR && k.space.isLow(k.space.toPhysical(va))) },
  { prototype: 'bool is_vmalloc_addr(const void *x)', header: MM, cost: 5, immediate: (k, [va]) => Number(va >= k.space.vmallocStart && va < 0xff80_0000) },
  { prototype: 'struct page *vmalloc_to_page(const void *addr)', header: MM, cost: 40, immediate: (k, [va]) => {
    const place = k.space.areaAt(va)?.kind === 'vmalloc' ? k.space.translate(va) : undefined;
    return place === undefined ? 0 : pageStruct(k, place.pa - (place.pa % PAGE));
  } },
  { prototype: 'phys_addr_t virt_to_phys(const volatile void *x)', header: 'asm/io.h', cost: 5, immediate: (k, [va]) => virtToPhys(k, va, 'virt_to_phys') },
  { prototype: 'void *phys_to_virt(phys_addr_t x)', header: 'asm/io.h', cost: 5, immediate: (k, [pa]) => k.space.toVirtual(pa) >>> 0 },
  { prototype: 'unsigned long virt_to_bus(volatile void *address)', header: 'asm/io.h', until: '6.0', replacedBy: 'dma_map_single', cost: 5, immediate: (k, [va]) => virtToPhys(k, va, 'virt_to_bus') },
  { prototype: 'void *bus_to_virt(unsigned long address)', header: 'asm/io.h', until: '6.0', replacedBy: 'the address that was mapped', cost: 5, immediate: (k, [pa]) => k.space.toVirtual(pa) >>> 0 },
  { prototype: 'void *kmap(struct page *page)', header: 'linux/highmem.h', sleeps: true, immediate: (k, [page]) => kmap(k, page) },
  { prototype: 'void kunmap(struct page *page)', header: 'linux/highmem.h', immediate: (k, [page]) => unmapPage(k, pagePhysical(k, page)) },
  { prototype: 'void *kmap_atomic(struct page *page)', header: 'linux/highmem.h', since: '2.6.37', immediate: (k, [page]) => kmap(k, page) },
  { prototype: 'void kunmap_atomic(void *kvaddr)', header: 'linux/highmem.h', since: '2.6.37', immediate: (k, [va]) => unmapPage(k, k.space.areaAt(va)?.pa) },
  { prototype: 'void *vmalloc(unsigned long size)', header: 'linux/vmalloc.h', sleeps: true, steps: vmallocSteps(false) },
  { prototype: 'void *vzalloc(unsigned long size)', header: 'linux/vmalloc.h', since: '2.6.37', sleeps: true, steps: vmallocSteps(true) },
  { prototype: 'void vfree(const void *addr)', header: 'linux/vmalloc.h', sleeps: true, immediate: (k, [va]) => vfree(k, va) },
];

function unmapPage(k: KernelCore, pa: number | undefined): number {
  const area = k.space.list().find((one) => one.kind === 'kmap' && one.pa === pa);
  if (area !== undefined) k.space.unmap(area.va, 'kmap');
  return 0;
}
