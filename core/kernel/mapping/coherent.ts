/**
 * Coherent memory: whole zeroed pages that device and processor see alike, mapped uncached where caches do not listen; and
 * memory of one device alone. Behaviour: kernel/dma/mapping.c, direct.c, coherent.c (6.1), arch/arm/mm/dma-mapping.c (4.14),
 * arch/arm/mm/consistent.c (2.6). Not modelled: CMA.
 * Who may not sleep gets it from a pool of 256 KiB, mapped beforehand.
 */
import { BuddyAllocator } from '../../memory/buddy';
import { ERRNO } from '../errno';
import { maySleep, noteAllocation } from '../gfp';
import type { KernelFunction } from '../functions/declare';
import type { KernelCore } from '../kernel-core';
import { PAGE } from '../address-space';
import { call, next, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import { atLeast } from '../profiles';
import { callerOf } from './buffers';
import { mappingText } from './checks';
import { coherentMask, hex, isCoherent, nameOf, touchDevice } from './device';
import { noteNoPages } from './no-memory';
import { mapPages, READ, unmapPages, WRITE } from './reach';
import { BIDIRECTIONAL } from './state';
import type { DeviceMemory, Mapping } from './state';

const header = 'linux/dma-mapping.h';
const ZONE_DMA_MASK = 0x00ff_ffff;
const EXCLUSIVE = 8;

export interface Coherent {
  readonly va: number;
  readonly pa: number;
  readonly handle: number;
}

const pagesOf = (bytes: number): number => 2 ** BuddyAllocator.orderOf(bytes);
const memoryOf = (k: KernelCore, device: number): DeviceMemory | undefined => (device === 0 ? undefined : k.dma.memories.find((one) => one.device === device));

/** Coherent memory for a device; undefined: none. Its content is not yet zeroed. */
export function allocateCoherent(k: KernelCore, device: number, bytes: number, owner: string, caller: string, flags: number): Coherent | undefined {
  if (bytes === 0) return undefined;
  const own = memoryOf(k, device);
  if (own !== undefined) {
    const taken = takeFrom(own, pagesOf(bytes));
    if (taken !== undefined || own.exclusive || atLeast(k.profile, '4.13')) return taken;
  }
  const mask = coherentMask(k, device);
  if (mask === 0) {
    if (atLeast(k.profile, '5.0')) k.warn('', 'dma_alloc_attrs');
    else k.print(4, `${nameOf(k, device)}: coherent DMA mask is unset`);
    k.find({ rule: 'dma-no-mask', message: `${nameOf(k, device) || hex(device)} has no coherent DMA mask: dma_alloc_coherent by ${callerOf(k)} gives nothing.` });
    return undefined;
  }
  if (!maySleep(k, flags) && !isCoherent(k) && atLeast(k.profile, '3.6')) return takeAtomic(k, bytes, mask);
  const pa = k.space.allocateBlock(BuddyAllocator.orderOf(bytes), k.dma.iommu === null && mask <= ZONE_DMA_MASK ? 'DMA' : 'Normal');
  if (pa === undefined) {
    noteNoPages(k, flags, BuddyAllocator.orderOf(bytes), 'dma_alloc_coherent');
    return undefined;
  }
  const handle = k.dma.iommu === null ? pa : mapPages(k, [[pa, bytes]], READ | WRITE, mask);
  const va = handle === undefined || (k.dma.iommu === null && pa + bytes - 1 > mask) ? undefined : k.space.map('coherent', pa, bytes, owner, caller);
  if (va === undefined || handle === undefined) {
    k.space.freePages(pa);
    return undefined;
  }
  return { va, pa, handle };
}

/** In the kernel's image, so that nobody else is given it. */
const ATOMIC_POOL = 0x70_0000;
const ATOMIC_PAGES = 64;

/** From the pool for those who may not sleep, which is mapped when the first one comes. */
function takeAtomic(k: KernelCore, bytes: number, mask: number): Coherent | undefined {
  if (k.dma.atomicPool === null) {
    const pa = k.hardware.ram.base + ATOMIC_POOL;
    const va = k.space.map('coherent', pa, ATOMIC_PAGES * PAGE, '', 'dma_common_contiguous_remap');
    if (va === undefined) return undefined;
    k.dma.atomicPool = { device: 0, va, pa, handle: pa, pages: ATOMIC_PAGES, exclusive: true, bitmap: new Array<number>(ATOMIC_PAGES).fill(0) };
  }
  const pool = k.dma.atomicPool;
  const taken = takeFrom(pool, pagesOf(bytes));
  if (taken === undefined) {
    const used = pool.bitmap.filter((one) => one !== 0).length;
    k.find({ rule: 'coherent-pool-empty', bytes, message: `dma_alloc_coherent by ${callerOf(k)} may not sleep and gets ${bytes} bytes from the pool of ${(ATOMIC_PAGES * PAGE) / 1024} KiB for such callers; ${used} of its ${ATOMIC_PAGES} pages are in use. It gets nothing.` });
    return undefined;
  }
  const handle = k.dma.iommu === null ? taken.pa : mapPages(k, [[taken.pa, bytes]], READ | WRITE, mask);
  if (handle !== undefined) return { ...taken, handle };
  giveBackTo(pool, taken.va, bytes);
  return undefined;
}

const within = (pool: DeviceMemory | null | undefined, va: number): pool is DeviceMemory => pool !== null && pool !== undefined && va >= pool.va && va < pool.va + pool.pages * PAGE;

function giveBackTo(pool: DeviceMemory, va: number, bytes: number): void {
  const first = (va - pool.va) / PAGE;
  pool.bitmap.fill(0, first, first + pagesOf(bytes));
}

export function freeCoherent(k: KernelCore, device: number, memory: Coherent, bytes: number): void {
  const pool = [memoryOf(k, device), k.dma.atomicPool].find((one) => within(one, memory.va));
  if (pool !== undefined && pool !== null) {
    if (pool === k.dma.atomicPool && k.dma.iommu !== null) unmapPages(k, memory.handle, bytes);
    giveBackTo(pool, memory.va, bytes);
    return;
  }
  k.space.unmap(memory.va, 'coherent');
  if (k.dma.iommu !== null) unmapPages(k, memory.handle, bytes);
  k.space.freePages(memory.pa);
}

/** The first free run of `count` pages (a power of two) at a multiple of `count`. */
function takeFrom(own: DeviceMemory, count: number): Coherent | undefined {
  for (let first = 0; first + count <= own.pages; first += count) {
    if (own.bitmap.slice(first, first + count).some((used) => used !== 0)) continue;
    own.bitmap.fill(1, first, first + count);
    return { va: own.va + first * PAGE, pa: own.pa + first * PAGE, handle: own.handle + first * PAGE };
  }
  return undefined;
}

function allocating(prototype: string, managed: boolean): KernelFunction {
  return {
    prototype, header,
    steps: [
      { text: '', run: beginAllocation },
      { text: '', run: (f) => call('memset', f.locals.va as number, 0, f.args[1]) },
      {
        text: '',
        run: (f, k) => {
          const [device, bytes] = f.args;
          if (managed) k.managed.add(device, 'dma_free_coherent', device, bytes, f.locals.va as number, f.locals.handle as number);
          return value(f.locals.va as number);
        },
      },
    ],
  };
}

/** No lines of the cached alias may stay. */
function beginAllocation(f: Frame, k: KernelCore): Op {
  const [device, bytes, handleAt, flags] = f.args;
  touchDevice(k, device, 'dma_alloc_attrs');
  noteAllocation(k, flags, f.routine);
  const memory = allocateCoherent(k, device, bytes, k.owner, 'dma_alloc_coherent', flags);
  if (memory === undefined) return value(0);
  f.locals.va = memory.va;
  f.locals.handle = memory.handle;
  k.memory.setWord(handleAt, memory.handle);
  k.dma.add({
    id: k.dma.nextId(), kind: 'coherent', device, deviceName: nameOf(k, device), handle: memory.handle, pa: memory.pa, va: memory.va, bytes, direction: BIDIRECTIONAL, list: 0, nents: 1, index: 0, segment: 0, slot: -1,
    owner: k.owner, at: k.hardware.clock.now, entry: k.cpu.cause, by: callerOf(k), checked: true, cpu: false,
  });
  return isCoherent(k) ? next(1) : { op: 'cache', action: 'flush', address: memory.pa, length: pagesOf(bytes) * PAGE };
}

function release(k: KernelCore, [device, bytes, va, handle]: readonly number[]): number {
  touchDevice(k, device, 'dma_free_attrs');
  if (va === 0) return 0;
  const mapping = k.dma.live.find((one) => one.kind === 'coherent' && one.va === va);
  if (mapping === undefined) {
    k.warn(`trying to free invalid coherent area: ${va.toString(16).padStart(8, '0')}`);
    const past = k.dma.past.findLast((one) => one.kind === 'coherent' && one.va === va);
    k.find({ rule: 'bad-dma-free', message: `dma_free_coherent(…, ${hex(va)}, …) by ${callerOf(k)}: ${past === undefined ? 'no coherent memory begins there' : `it was freed in cycle ${past.endedAt} already`}.`, address: past?.pa ?? va });
    return 0;
  }
  noteDifference(k, mapping, device, bytes, handle);
  freeCoherent(k, mapping.device, mapping, mapping.bytes);
  k.dma.end(mapping, k.hardware.clock.now, `dma_free_coherent of ${callerOf(k)}`);
  return 0;
}

function noteDifference(k: KernelCore, mapping: Mapping, device: number, bytes: number, handle: number): void {
  const differs = [
    ...(mapping.bytes === bytes ? [] : [`${bytes} bytes instead of ${mapping.bytes}`]),
    ...(mapping.handle === handle ? [] : [`the handle ${hex(handle)} instead of ${hex(mapping.handle)}`]),
    ...(mapping.device === device ? [] : ['another device']),
  ];
  if (differs.length > 0) k.find({ rule: 'dma-free-differs', message: `dma_free_coherent(${hex(mapping.va)}) by ${callerOf(k)} gives ${differs.join(' and ')}: ${mappingText(mapping)}.`, address: mapping.pa, bytes: mapping.bytes });
}

function declareMemory(k: KernelCore, device: number, pa: number, handle: number, bytes: number, flags: number): number {
  if (device === 0) return -ERRNO.ENODEV;
  if (bytes === 0) return -ERRNO.EINVAL;
  if (memoryOf(k, device) !== undefined) return -ERRNO.EBUSY;
  const va = k.space.map('coherent', pa, bytes, '', 'dma_declare_coherent_memory');
  if (va === undefined) return -ERRNO.EINVAL;
  const pages = Math.floor(bytes / PAGE);
  k.dma.memories.push({ device, va, pa, handle, pages, exclusive: (flags & EXCLUSIVE) !== 0, bitmap: new Array<number>(pages).fill(0) });
  return 0;
}

function releaseMemory(k: KernelCore, device: number): number {
  const own = memoryOf(k, device);
  if (own === undefined) return 0;
  k.space.unmap(own.va, 'coherent');
  k.dma.memories = k.dma.memories.filter((one) => one !== own);
  return 0;
}

/** __PROT_UNCACHED of asm/pgtable.h. */
const UNCACHED = 4;

/** The pages from the offset on, uncached; as many as the area asks for. */
const MMAP: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      const [device, vma, va, , size] = f.args;
      touchDevice(k, device, 'dma_mmap_attrs');
      const place = k.space.translate(va);
      const field = (name: 'vm_start' | 'vm_end' | 'vm_pgoff' | 'vm_page_prot'): number => k.memory.field('vm_area_struct', vma, name);
      const bytes = field('vm_end') - field('vm_start');
      const offset = field('vm_pgoff') * PAGE;
      if (place === undefined || offset + bytes > Math.ceil(size / PAGE) * PAGE) return value(-ERRNO.ENXIO);
      return call('remap_pfn_range', vma, field('vm_start'), Math.floor((place.pa + offset) / PAGE), bytes, field('vm_page_prot') | UNCACHED);
    },
  },
  { text: '', run: (f) => value(f.result) },
];

export const COHERENT: readonly KernelFunction[] = [
  allocating('void *dma_alloc_coherent(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp)', false),
  { ...allocating('void *dma_zalloc_coherent(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp)', false), until: '5.0', replacedBy: 'dma_alloc_coherent, which zeroes' },
  allocating('void *dma_alloc_attrs(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp, unsigned long attrs)', false),
  { ...allocating('void *dma_alloc_wc(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp)', false), since: '4.6' },
  { ...allocating('void *dma_alloc_writecombine(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp)', false), until: '4.20', replacedBy: 'dma_alloc_wc' },
  allocating('void *dmam_alloc_coherent(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp)', true),
  { prototype: 'void dma_free_coherent(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_handle)', header, immediate: release },
  { prototype: 'void dma_free_attrs(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_handle, unsigned long attrs)', header, immediate: release },
  { prototype: 'void dma_free_wc(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_handle)', header, since: '4.6', immediate: release },
  { prototype: 'void dma_free_writecombine(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_handle)', header, until: '4.20', replacedBy: 'dma_free_wc', immediate: release },
  {
    prototype: 'void dmam_free_coherent(struct device *dev, size_t size, void *vaddr, dma_addr_t dma_handle)', header,
    immediate: (k, args) => {
      k.managed.take(args[0], (one) => one.name === 'dma_free_coherent' && one.args[2] === args[2]);
      return release(k, args);
    },
  },
  { prototype: 'int dma_mmap_coherent(struct device *dev, struct vm_area_struct *vma, void *cpu_addr, dma_addr_t dma_addr, size_t size)', header, since: '3.5', sleeps: true, steps: MMAP },
  { prototype: 'int dma_mmap_attrs(struct device *dev, struct vm_area_struct *vma, void *cpu_addr, dma_addr_t dma_addr, size_t size, unsigned long attrs)', header, since: '3.5', sleeps: true, steps: MMAP },
  { prototype: 'int dma_mmap_wc(struct device *dev, struct vm_area_struct *vma, void *cpu_addr, dma_addr_t dma_addr, size_t size)', header, since: '4.6', sleeps: true, steps: MMAP },
  { prototype: 'int dma_declare_coherent_memory(struct device *dev, phys_addr_t phys_addr, dma_addr_t device_addr, size_t size, int flags)', header, until: '5.1', sleeps: true, immediate: (k, [device, pa, handle, bytes, flags]) => declareMemory(k, device, pa, handle, bytes, flags) },
  { prototype: 'int dma_declare_coherent_memory(struct device *dev, phys_addr_t phys_addr, dma_addr_t device_addr, size_t size)', header: 'linux/dma-map-ops.h', since: '5.1', sleeps: true, immediate: (k, [device, pa, handle, bytes]) => declareMemory(k, device, pa, handle, bytes, EXCLUSIVE) },
  { prototype: 'void dma_release_declared_memory(struct device *dev)', header, until: '5.4', replacedBy: 'dma_release_coherent_memory', immediate: (k, [device]) => releaseMemory(k, device) },
  { prototype: 'void dma_release_coherent_memory(struct device *dev)', header: 'linux/dma-map-ops.h', since: '5.4', immediate: (k, [device]) => releaseMemory(k, device) },
];
