/**
 * Pools of small coherent blocks. Behaviour: mm/dmapool.c; three eras: bitmaps (2.6), an offset in each free block (to 6.2),
 * one list of addresses through the free blocks of all chunks (from 6.3). Not modelled: poisoning, sleeping until memory comes.
 */
import { gfpZero } from '../gfp';
import type { KernelFunction } from '../functions/declare';
import type { KernelCore } from '../kernel-core';
import { PAGE } from '../address-space';
import { call, next, value } from '../operations';
import { atLeast } from '../profiles';
import type { Profile } from '../profiles';
import { callerOf } from './buffers';
import { allocateCoherent, freeCoherent } from './coherent';
import { hex, nameOf, touchDevice } from './device';
import type { Chunk, Pool } from './state';

const header = 'linux/dmapool.h';
const STRUCT_BYTES = 64;

export type PoolEra = 'bitmap' | 'offsets' | 'list';

export const poolEra = (profile: Profile): PoolEra => (atLeast(profile, '6.3') ? 'list' : atLeast(profile, '2.6.24') ? 'offsets' : 'bitmap');

export interface PoolShape {
  readonly size: number;
  readonly allocation: number;
  readonly boundary: number;
}

/** Sizes of a pool; undefined: it is refused. `limit` is the fifth argument. */
export function poolShape(era: PoolEra, size: number, align: number, limit: number): PoolShape | undefined {
  const unit = align === 0 ? 1 : align;
  if (size === 0) return undefined;
  if (era === 'bitmap') {
    /** Adds one alignment too much when one less than it is missing. */
    const whole = size < unit ? unit : size % unit === 0 ? size : Math.floor((size + unit + 1) / unit) * unit;
    const allocation = limit === 0 ? Math.max(whole, PAGE) : limit;
    return allocation < whole ? undefined : { size: whole, allocation, boundary: allocation };
  }
  if ((unit & (unit - 1)) !== 0) return undefined;
  const least = Math.max(size, era === 'offsets' ? 4 : 8);
  const whole = Math.ceil(least / unit) * unit;
  const allocation = Math.max(whole, PAGE);
  const boundary = limit === 0 ? allocation : limit;
  if (boundary < whole || (boundary & (boundary - 1)) !== 0) return limit === 0 ? { size: whole, allocation, boundary: allocation } : undefined;
  return { size: whole, allocation, boundary: Math.min(boundary, allocation) };
}

/** Where the blocks of a chunk begin. */
export function blockOffsets(era: PoolEra, { size, allocation, boundary }: PoolShape): number[] {
  if (era === 'bitmap') return Array.from({ length: Math.floor(allocation / size) }, (_, i) => i * size);
  const offsets: number[] = [];
  let edge = boundary;
  let offset = 0;
  while (offset + size <= allocation) {
    offsets.push(offset);
    let following = offset + size;
    /** To 6.2 a block that would end exactly at the edge is moved behind it, and so wasted. */
    const crosses = era === 'offsets' ? following + size >= edge : following + size > edge;
    if (crosses && following < allocation) {
      following = edge;
      edge += boundary;
    }
    offset = following;
  }
  return offsets;
}

const find = (k: KernelCore, address: number): Pool | undefined => k.dma.pools.find((pool) => pool.address === address);

function create(k: KernelCore, [name, device, size, align, limit]: readonly number[]): number {
  if (device === 0 && poolEra(k.profile) !== 'bitmap') {
    if (poolEra(k.profile) === 'offsets') touchDevice(k, -1 >>> 0, 'dma_pool_create');
    return 0;
  }
  const shape = poolShape(poolEra(k.profile), size, align, limit);
  const address = shape === undefined ? 0 : k.slab.allocate(STRUCT_BYTES, '');
  if (shape === undefined || address === 0) return 0;
  k.dma.pools.push({ address, name: k.memory.string(name).slice(0, 31), device, deviceName: nameOf(k, device), ...shape, owner: k.owner, chunks: [], next: 0, taken: [] });
  return address;
}

/** A fresh chunk, its blocks linked in ascending order. */
function addChunk(k: KernelCore, pool: Pool, flags: number): Chunk | undefined {
  const memory = allocateCoherent(k, pool.device, pool.allocation, pool.owner, 'dma_pool_alloc', flags);
  if (memory === undefined) return undefined;
  const era = poolEra(k.profile);
  const offsets = blockOffsets(era, pool);
  const chunk: Chunk = { ...memory, free: 0, inUse: 0, bitmap: era === 'bitmap' ? offsets.map(() => 1) : [] };
  offsets.forEach((offset, i) => {
    const following = offsets[i + 1];
    if (era === 'offsets') k.memory.setWord(chunk.va + offset, following ?? pool.allocation);
    else if (era === 'list') {
      k.memory.setWord(chunk.va + offset, following === undefined ? pool.next : chunk.va + following);
      k.memory.setWord(chunk.va + offset + 4, chunk.handle + offset);
    }
  });
  if (era === 'list') pool.next = chunk.va;
  pool.chunks.unshift(chunk);
  return chunk;
}

interface Block {
  readonly va: number;
  readonly handle: number;
}

function takeBlock(k: KernelCore, pool: Pool, flags: number): Block | undefined {
  const era = poolEra(k.profile);
  if (era === 'list') return takeFirst(k, pool, flags);
  const free = (chunk: Chunk): boolean => (era === 'bitmap' ? chunk.bitmap.includes(1) : chunk.free < pool.allocation);
  const chunk = pool.chunks.find(free) ?? addChunk(k, pool, flags);
  if (chunk === undefined) return undefined;
  const offset = era === 'bitmap' ? chunk.bitmap.indexOf(1) * pool.size : chunk.free;
  if (era === 'bitmap') chunk.bitmap[offset / pool.size] = 0;
  else {
    const following = k.memory.word(chunk.va + offset);
    if (following !== pool.allocation && !blockOffsets(era, pool).includes(following)) corrupted(k, pool, chunk.va + offset, `0x${following.toString(16)}, which is no block`);
    chunk.free = following;
  }
  chunk.inUse++;
  return { va: chunk.va + offset, handle: chunk.handle + offset };
}

function takeFirst(k: KernelCore, pool: Pool, flags: number): Block | undefined {
  if (pool.next === 0 && addChunk(k, pool, flags) === undefined) return undefined;
  const va = pool.next;
  const following = k.memory.word(va);
  const handle = k.memory.word(va + 4);
  if (following !== 0 && chunkOf(pool, following) === undefined) corrupted(k, pool, va, `${hex(following)}, which is in none of its chunks`);
  pool.next = following;
  const chunk = chunkOf(pool, va);
  if (chunk !== undefined) chunk.inUse++;
  return { va, handle };
}

const chunkOf = (pool: Pool, va: number): Chunk | undefined => pool.chunks.find((chunk) => va >= chunk.va && va < chunk.va + pool.allocation);

/** Where a block lies in memory. */
function paOf(k: KernelCore, pool: Pool, va: number): number {
  const chunk = chunkOf(pool, va);
  return chunk === undefined ? (k.space.translate(va)?.pa ?? 0) : chunk.pa + va - chunk.va;
}

function corrupted(k: KernelCore, pool: Pool, va: number, found: string): void {
  k.find({
    rule: 'pool-corrupted', address: k.space.translate(va)?.pa ?? va, bytes: pool.size,
    message: `Pool ${pool.name}: the free block at ${hex(va)} should say where the next free one is, and says ${found}: ${callerOf(k)} met it. Something wrote to the block after it was freed; the next allocations go wrong.`,
  });
}

function release(k: KernelCore, [address, va, handle]: readonly number[]): number {
  const pool = find(k, address);
  const where = `dma_pool_free(${pool?.name ?? hex(address)}, ${hex(va)}, ${hex(handle)}) by ${callerOf(k)}`;
  const taken = pool?.taken.find((one) => one.va === va);
  if (pool === undefined || taken === undefined) {
    const other = k.dma.pools.find((one) => one.taken.some((block) => block.va === va));
    if (other !== undefined) k.find({ rule: 'pool-wrong', address: k.space.translate(va)?.pa ?? va, bytes: other.size, message: `${where}: the block belongs to the pool ${other.name}.` });
    else k.find({ rule: 'pool-double-free', address: k.space.translate(va)?.pa ?? va, message: `${where}: ${pool === undefined ? 'there is no such pool' : 'the pool has not given out this block, or has it back already'}.` });
    return 0;
  }
  if (taken.handle !== handle) k.find({ rule: 'pool-wrong-handle', address: k.space.translate(va)?.pa ?? va, bytes: pool.size, message: `${where}: the handle of the block is ${hex(taken.handle)}.` });
  pool.taken = pool.taken.filter((one) => one !== taken);
  k.dma.revision++;
  k.c.pagesReleased(paOf(k, pool, va), pool.size);
  putBack(k, pool, taken);
  return 0;
}

function putBack(k: KernelCore, pool: Pool, { va, handle }: Block): void {
  const chunk = chunkOf(pool, va);
  if (chunk === undefined) return;
  const era = poolEra(k.profile);
  chunk.inUse--;
  if (era === 'bitmap') chunk.bitmap[(va - chunk.va) / pool.size] = 1;
  else if (era === 'offsets') {
    k.memory.setWord(va, chunk.free);
    chunk.free = va - chunk.va;
  } else {
    k.memory.setWord(va, pool.next);
    k.memory.setWord(va + 4, handle);
    pool.next = va;
  }
}

function destroy(k: KernelCore, address: number): number {
  if (address === 0) return 0;
  const pool = find(k, address);
  if (pool === undefined) {
    k.find({ rule: 'pool-double-free', message: `dma_pool_destroy(${hex(address)}) by ${callerOf(k)}: there is no such pool, or it was destroyed already.` });
    return 0;
  }
  if (pool.taken.length > 0) {
    k.print(3, `${pool.deviceName}: dma_pool_destroy ${pool.name}, ${hex(pool.taken[0].va)} busy`);
    k.find({ rule: 'pool-busy', bytes: pool.size, address: k.space.translate(pool.taken[0].va)?.pa ?? 0, message: `Pool ${pool.name} is destroyed by ${callerOf(k)} with ${pool.taken.length} block${pool.taken.length === 1 ? '' : 's'} out, first ${hex(pool.taken[0].va)}, taken by ${pool.taken[0].by}. Their memory is never given back.` });
  }
  const keep = (chunk: Chunk): boolean => (poolEra(k.profile) === 'list' ? pool.taken.length > 0 : chunk.inUse > 0);
  for (const chunk of pool.chunks) k.c.pagesGiven(chunk.pa, pool.allocation);
  for (const chunk of pool.chunks) if (!keep(chunk)) freeCoherent(k, pool.device, chunk, pool.allocation);
  k.dma.endPool(pool, k.hardware.clock.now, callerOf(k));
  k.slab.release(address);
  return 0;
}

function allocating(prototype: string, zero: boolean, rest: Partial<KernelFunction> = {}): KernelFunction {
  return {
    prototype, header, ...rest,
    steps: [
      {
        text: '',
        run: (f, k) => {
          const [address, flags, handleAt] = f.args;
          const pool = find(k, address);
          if (pool === undefined) {
            k.find({ rule: 'pool-double-free', message: `dma_pool_alloc(${hex(address)}) by ${callerOf(k)}: there is no such pool (never made, or destroyed).` });
            return value(0);
          }
          const block = takeBlock(k, pool, flags);
          if (block === undefined) return value(0);
          k.dma.revision++;
          pool.taken.push({ ...block, at: k.hardware.clock.now, by: callerOf(k) });
          k.memory.setWord(handleAt, block.handle);
          f.locals.va = block.va;
          k.c.pagesAllocated(paOf(k, pool, block.va), pool.size);
          return zero || (flags & gfpZero(k)) !== 0 ? call('memset', block.va, 0, pool.size) : next(1);
        },
      },
      { text: '', run: (f) => value(f.locals.va as number) },
    ],
  };
}

const CREATE = '(const char *name, struct device *dev, size_t size, size_t align, size_t boundary)';

export const POOLS: readonly KernelFunction[] = [
  { prototype: `struct dma_pool *dma_pool_create${CREATE}`, header, sleeps: true, immediate: create },
  { prototype: 'void dma_pool_destroy(struct dma_pool *pool)', header, sleeps: true, immediate: (k, [pool]) => destroy(k, pool) },
  allocating('void *dma_pool_alloc(struct dma_pool *pool, gfp_t mem_flags, dma_addr_t *handle)', false),
  allocating('void *dma_pool_zalloc(struct dma_pool *pool, gfp_t mem_flags, dma_addr_t *handle)', true, { since: '4.3' }),
  { prototype: 'void dma_pool_free(struct dma_pool *pool, void *vaddr, dma_addr_t addr)', header, immediate: release },
  { prototype: `struct dma_pool *dmam_pool_create${CREATE}`, header, sleeps: true, immediate: (k, args) => {
    const pool = create(k, args);
    if (pool !== 0) k.managed.add(args[1], 'dma_pool_destroy', pool);
    return pool;
  } },
  { prototype: 'void dmam_pool_destroy(struct dma_pool *pool)', header, sleeps: true, immediate: (k, [pool]) => {
    k.managed.take(find(k, pool)?.device ?? 0, (one) => one.name === 'dma_pool_destroy' && one.args[0] === pool);
    return destroy(k, pool);
  } },
];
