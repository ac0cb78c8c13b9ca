/**
 * Scatter lists: the functions that are no macros or C in linux/scatterlist.h, and their mapping. Behaviour: lib/scatterlist.c,
 * kernel/dma/direct.c (each entry by itself), drivers/iommu/dma-iommu.c (entries laid out back to back and merged).
 */
import { ERRNO } from '../errno';
import type { KernelFunction } from '../functions/declare';
import type { KernelCore } from '../kernel-core';
import { PAGE } from '../address-space';
import { call, next, thenJump, value } from '../operations';
import type { Frame, Step } from '../operations';
import { atLeast } from '../profiles';
import { callerOf } from './buffers';
import { endingOf } from './checks';
import { hex, segmentLimits, streamingMask, touchDevice } from './device';
import { pageAddress, pagePhysical, pageStruct } from './pages';
import { planned } from './plan';
import type { Plan } from './plan';
import { mapPages, rightsOf } from './reach';
import { ERROR } from './state';
import type { Mapping } from './state';
import { checkDirection, mapBuffer, refusesAll, syncPart, unmapBuffer } from './streaming';

const SG = 'linux/scatterlist.h';
const header = 'linux/dma-mapping.h';
const CHAIN = 1;
const END = 2;
/** A list that never ends is left here. */
const ENTRIES_MOST = 65_536;

const hasLink = (k: KernelCore): boolean => k.memory.has('scatterlist', 'page_link');
const sizeOf = (k: KernelCore): number => k.memory.sizeOf('scatterlist');
const linkOf = (k: KernelCore, sg: number): number => k.memory.field('scatterlist', sg, 'page_link');

export function nextEntry(k: KernelCore, sg: number): number {
  if (!hasLink(k)) return sg + sizeOf(k);
  if ((linkOf(k, sg) & END) !== 0) return 0;
  const behind = sg + sizeOf(k);
  const link = linkOf(k, behind);
  return (link & CHAIN) !== 0 ? (link & ~3) >>> 0 : behind;
}

/** At most `count` entries of a list; fewer when it ends before. */
export function entriesOf(k: KernelCore, list: number, count: number): number[] {
  const entries: number[] = [];
  for (let sg = list; sg !== 0 && entries.length < Math.min(count, ENTRIES_MOST); sg = nextEntry(k, sg)) entries.push(sg);
  return entries;
}

/** Where an entry's memory begins; undefined: it has no page. */
export function entryPhysical(k: KernelCore, sg: number): number | undefined {
  const page = hasLink(k) ? (linkOf(k, sg) & ~3) >>> 0 : k.memory.field('scatterlist', sg, 'page');
  const pa = page === 0 ? undefined : pagePhysical(k, page);
  return pa === undefined ? undefined : pa + k.memory.field('scatterlist', sg, 'offset');
}

export const lengthOf = (k: KernelCore, sg: number): number => k.memory.field('scatterlist', sg, 'length');
const dmaLength = (k: KernelCore, sg: number): number => (k.memory.has('scatterlist', 'dma_length') ? k.memory.field('scatterlist', sg, 'dma_length') : lengthOf(k, sg));
const addressOf = (k: KernelCore, sg: number): number => k.memory.field('scatterlist', sg, 'dma_address');

function setDma(k: KernelCore, sg: number, address: number, length: number): void {
  k.memory.setField('scatterlist', sg, 'dma_address', address);
  if (k.memory.has('scatterlist', 'dma_length')) k.memory.setField('scatterlist', sg, 'dma_length', length);
}

/** @returns entries for the device; 0: it cannot be mapped. */
function mapList(k: KernelCore, call: string, [device, list, nents, direction]: readonly number[], attributes: number, plan: Plan): number {
  touchDevice(k, device, call);
  checkDirection(direction, call);
  if (refusesAll(k, device)) return 0;
  const entries = entriesOf(k, list, nents);
  const pieces = entries.map((sg) => ({ sg, pa: entryPhysical(k, sg), bytes: lengthOf(k, sg) }));
  const bad = pieces.findIndex((piece) => piece.pa === undefined);
  if (bad >= 0 || entries.length < nents || nents === 0) {
    k.find({ rule: 'dma-sg-broken', message: `${call}(…, ${hex(list)}, ${nents}) by ${callerOf(k)}: ${bad >= 0 ? `entry ${bad} has no page` : `the list has ${entries.length} entries`}. Set each entry with sg_set_buf or sg_set_page after sg_init_table.` });
    return 0;
  }
  /** A list that was set up anew has lost its addresses, and may lie where another one lay. */
  if (k.dma.live.some((one) => one.kind === 'sg' && one.list === list && one.index === 0 && one.handle === addressOf(k, list))) k.find({ rule: 'dma-sg-mapped-twice', message: `${call}(…, ${hex(list)}, …) by ${callerOf(k)}: this list is mapped already.` });
  const whole = pieces as { sg: number; pa: number; bytes: number }[];
  noteSegments(k, device, call, whole);
  const count = k.dma.iommu === null ? mapEach(k, device, list, direction, attributes, whole, plan) : mapMerged(k, device, list, direction, attributes, whole, plan);
  noteBoundary(k, device, call, entries.slice(0, count));
  return count;
}

/** Segments, as the device sees them, across what it said that it cannot cross. */
function noteBoundary(k: KernelCore, device: number, call: string, entries: readonly number[]): void {
  const { boundary } = segmentLimits(k, device);
  for (const [i, sg] of entries.entries()) {
    const first = addressOf(k, sg);
    const last = first + dmaLength(k, sg) - 1;
    if (((first ^ last) & ~boundary) === 0) continue;
    k.find({ rule: 'dma-sg-boundary', address: entryPhysical(k, sg) ?? first, bytes: last + 1 - first, message: `${call} by ${callerOf(k)}: segment ${i} goes from ${hex(first)} to ${hex(last)}, across a boundary of the device (${hex(boundary)}).` });
    return;
  }
}

interface Piece {
  readonly sg: number;
  readonly pa: number;
  readonly bytes: number;
}

/** Entries that the device cannot count through. */
function noteSegments(k: KernelCore, device: number, call: string, pieces: readonly Piece[]): void {
  const limit = segmentLimits(k, device).bytes;
  const long = pieces.findIndex((piece) => piece.bytes > limit);
  if (long >= 0) k.find({ rule: 'dma-sg-too-long', address: pieces[long].pa, bytes: pieces[long].bytes, message: `${call} by ${callerOf(k)}: entry ${long} has ${pieces[long].bytes} bytes, and the device says that a segment has ${limit} at most.` });
}

function mapEach(k: KernelCore, device: number, list: number, direction: number, attributes: number, pieces: readonly Piece[], plan: Plan): number {
  const made = [];
  for (const [index, { sg, pa, bytes }] of pieces.entries()) {
    const mapping = mapBuffer(k, { device, pa, va: 0, bytes, direction, attributes, kind: 'sg', list, nents: pieces.length, index, segment: index }, plan);
    if (mapping === undefined) {
      plan.items.length = 0;
      for (const one of made) unmapBuffer(k, one, 'dma_map_sg', 0x20, plan);
      return 0;
    }
    setDma(k, sg, mapping.handle, bytes);
    made.push(mapping);
  }
  return pieces.length;
}

/** An entry joins the one before it when both meet at a page's edge and the segment stays short enough. */
function mapMerged(k: KernelCore, device: number, list: number, direction: number, attributes: number, pieces: readonly Piece[], plan: Plan): number {
  const start = mapPages(k, pieces.map(({ pa, bytes }) => [pa, bytes] as const), rightsOf(direction), streamingMask(k, device));
  if (start === undefined) return 0;
  const { bytes: limit, boundary } = segmentLimits(k, device);
  const segments: { address: number; length: number }[] = [];
  let page = start - (start % PAGE);
  for (const [index, { pa, bytes }] of pieces.entries()) {
    const handle = page + (pa % PAGE);
    const last = segments.at(-1);
    if (last !== undefined && handle === last.address + last.length && pa % PAGE === 0 && (handle & boundary) !== 0 && last.length + bytes <= limit) last.length += bytes;
    else segments.push({ address: handle, length: bytes });
    mapBuffer(k, { device, pa, va: 0, bytes, direction, attributes, kind: 'sg', list, nents: pieces.length, index, segment: segments.length - 1 }, plan, { handle, slot: -1 });
    page += Math.ceil(((pa % PAGE) + bytes) / PAGE) * PAGE;
  }
  pieces.forEach(({ sg }, i) => setDma(k, sg, segments[i]?.address ?? ERROR, segments[i]?.length ?? 0));
  return segments.length;
}

/** What lives of the last mapping of a list. */
function latestOf(k: KernelCore, device: number, list: number): Mapping[] {
  const all = k.dma.live.filter((one) => one.kind === 'sg' && one.list === list && one.device === device);
  return all.slice(-(all.at(-1)?.nents ?? 1));
}

function unmapList(k: KernelCore, call: string, [device, list, nents, direction]: readonly number[], attributes: number, plan: Plan): number {
  touchDevice(k, device, call);
  checkDirection(direction, call);
  const mine = latestOf(k, device, list);
  if (mine.length === 0) {
    endingOf(k, { call, device, handle: addressOf(k, list), bytes: lengthOf(k, list), direction, kind: 'sg', nents });
    return 0;
  }
  endingOf(k, { call, device, handle: mine[0].handle, bytes: mine[0].bytes, direction, kind: 'sg', nents });
  /** With fewer entries than mapped, the rest stays mapped. */
  for (const mapping of mine.slice(0, Math.min(nents, mine.length))) unmapBuffer(k, mapping, call, attributes, plan);
  return 0;
}

function syncList(k: KernelCore, call: string, [device, list, nents, direction]: readonly number[], forCpu: boolean, plan: Plan): number {
  touchDevice(k, device, call);
  checkDirection(direction, call);
  const mine = latestOf(k, device, list);
  if (mine.length === 0) syncPart(k, { call, device, handle: addressOf(k, list), bytes: lengthOf(k, list), direction, forCpu, nents }, plan);
  for (const { handle, bytes } of mine.slice(0, nents)) syncPart(k, { call, device, handle, bytes, direction, forCpu, nents }, plan);
  return 0;
}

function table(k: KernelCore, address: number): readonly [list: number, count: number] {
  return [k.memory.field('sg_table', address, 'sgl'), k.memory.field('sg_table', address, 'orig_nents')];
}

/** A fresh table: zeroed, the last entry marked. */
function initTable(k: KernelCore, list: number, count: number): void {
  k.memory.zero(list, count * sizeOf(k));
  if (hasLink(k) && count > 0) k.memory.setField('scatterlist', list + (count - 1) * sizeOf(k), 'page_link', END);
}

/** Chunks of a page, each linked to the next by its last entry. */
function allocateTable(k: KernelCore, address: number, count: number): number {
  k.memory.zero(address, k.memory.sizeOf('sg_table'));
  if (count === 0) return -ERRNO.EINVAL;
  const most = Math.floor(PAGE / sizeOf(k));
  let left = count;
  let previous = 0;
  while (left > 0) {
    const entries = left > most ? most : left;
    const chunk = k.allocate(entries * sizeOf(k));
    if (chunk === 0) {
      freeTable(k, address);
      return -ERRNO.ENOMEM;
    }
    initTable(k, chunk, entries);
    if (previous === 0) k.memory.setField('sg_table', address, 'sgl', chunk);
    else k.memory.setField('scatterlist', previous, 'page_link', (chunk | CHAIN) >>> 0);
    const used = left > most ? most - 1 : left;
    previous = chunk + (most - 1) * sizeOf(k);
    if (left > most) k.memory.setField('scatterlist', previous, 'page_link', 0);
    left -= used;
    for (const field of ['nents', 'orig_nents'] as const) k.memory.setField('sg_table', address, field, count - left);
  }
  return 0;
}

/** A list of pages, neighbours in one entry. */
function tableFromPages(k: KernelCore, [address, pages, count, offset, size]: readonly number[]): number {
  const runs: { pa: number; bytes: number }[] = [];
  let left = size;
  for (let i = 0; i < count && left > 0; i++) {
    const pa = pagePhysical(k, k.memory.word(pages + 4 * i));
    if (pa === undefined) {
      k.find({ rule: 'dma-sg-broken', message: `sg_alloc_table_from_pages(…, ${hex(pages)}, ${count}, …) by ${callerOf(k)}: number ${i} is no struct page of the kernel.` });
      return -ERRNO.EINVAL;
    }
    const inPage = i === 0 ? offset : 0;
    const bytes = Math.min(left, PAGE - inPage);
    const last = runs.at(-1);
    if (last !== undefined && last.pa + last.bytes === pa) last.bytes += bytes;
    else runs.push({ pa: pa + inPage, bytes });
    left -= bytes;
  }
  const result = allocateTable(k, address, runs.length);
  if (result !== 0) return result;
  entriesOf(k, table(k, address)[0], runs.length).forEach((sg, i) => setPage(k, sg, runs[i].pa, runs[i].bytes));
  return 0;
}

/** Coherent memory as a list of one entry, so that another device can be given it. */
function coherentTable(k: KernelCore, [device, address, va, , size]: readonly number[]): number {
  touchDevice(k, device, 'dma_get_sgtable_attrs');
  const place = k.space.translate(va);
  if (place === undefined || !k.space.isRam(place.pa)) return -ERRNO.ENXIO;
  const result = allocateTable(k, address, 1);
  if (result === 0) setPage(k, table(k, address)[0], place.pa - (place.pa % PAGE), Math.ceil(size / PAGE) * PAGE);
  return result;
}

function setPage(k: KernelCore, sg: number, pa: number, bytes: number): void {
  const page = pageStruct(k, pa - (pa % PAGE));
  if (hasLink(k)) k.memory.setField('scatterlist', sg, 'page_link', (linkOf(k, sg) & 3 | page) >>> 0);
  else k.memory.setField('scatterlist', sg, 'page', page);
  k.memory.setField('scatterlist', sg, 'offset', pa % PAGE);
  k.memory.setField('scatterlist', sg, 'length', bytes);
}

function freeTable(k: KernelCore, address: number): number {
  const most = Math.floor(PAGE / sizeOf(k));
  let [chunk, left] = table(k, address);
  while (chunk !== 0 && left > 0) {
    const link = left > most ? (linkOf(k, chunk + (most - 1) * sizeOf(k)) & ~3) >>> 0 : 0;
    k.slab.release(chunk);
    left -= left > most ? most - 1 : left;
    chunk = link;
  }
  k.memory.zero(address, k.memory.sizeOf('sg_table'));
  return 0;
}

/** Copy between a list and a buffer, piece by piece. Arguments: list, entries, buffer, bytes. */
function copying(fromList: boolean): readonly Step<KernelCore>[] {
  return [
    {
      text: '',
      run: (f, k) => {
        const [list, nents, , most] = f.args;
        let left = most;
        const pieces: number[][] = [];
        for (const sg of entriesOf(k, list, nents)) {
          const pa = entryPhysical(k, sg);
          const bytes = Math.min(left, lengthOf(k, sg));
          if (pa === undefined || bytes <= 0) break;
          pieces.push([pageAddress(k, pa - (pa % PAGE)) + (pa % PAGE), bytes]);
          left -= bytes;
        }
        Object.assign(f.locals, { pieces, at: 0, done: 0 });
        return next(1);
      },
    },
    {
      text: '',
      run: (f: Frame) => {
        const piece = (f.locals.pieces as number[][])[f.locals.at as number] as number[] | undefined;
        const done = f.locals.done as number;
        if (piece === undefined) return value(done);
        f.locals.at = (f.locals.at as number) + 1;
        f.locals.done = done + piece[1];
        const buffer = f.args[2] + done;
        return thenJump(f, 1, fromList ? call('memcpy', buffer, piece[0], piece[1]) : call('memcpy', piece[0], buffer, piece[1]));
      },
    },
  ];
}

const LIST = 'struct device *dev, struct scatterlist *sg, int nents, enum dma_data_direction dir';
const TABLE = 'struct device *dev, struct sg_table *sgt, enum dma_data_direction dir';

/** Through a table: the list and its original count; the last argument are attributes, or none. */
const ofTable = (f: Frame, k: KernelCore): readonly number[] => [f.args[0], ...table(k, f.args[1]), f.args[2]];

export const SCATTER: readonly KernelFunction[] = [
  { prototype: 'void sg_init_table(struct scatterlist *sgl, unsigned int nents)', header: SG, since: '2.6.24', cost: 40, immediate: (k, [list, count]) => {
    initTable(k, list, count);
    return 0;
  } },
  { prototype: 'void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int buflen)', header: SG, steps: [
    { text: '', run: (f, k) => {
      initTable(k, f.args[0], 1);
      return call('virt_to_page', f.args[1]);
    } },
    { text: '', run: (f, k) => {
      const [sg, va, bytes] = f.args;
      if (hasLink(k)) k.memory.setField('scatterlist', sg, 'page_link', (f.result | END) >>> 0);
      else k.memory.setField('scatterlist', sg, 'page', f.result);
      k.memory.setField('scatterlist', sg, 'offset', va % PAGE);
      k.memory.setField('scatterlist', sg, 'length', bytes);
      return value(0);
    } },
  ] },
  { prototype: 'struct scatterlist *sg_next(struct scatterlist *sg)', header: SG, since: '2.6.24', cost: 10, immediate: (k, [sg]) => nextEntry(k, sg) },
  { prototype: 'int sg_nents(struct scatterlist *sg)', header: SG, since: '3.4', cost: 20, immediate: (k, [sg]) => entriesOf(k, sg, ENTRIES_MOST).length },
  { prototype: 'int sg_nents_for_len(struct scatterlist *sg, u64 len)', header: SG, since: '4.4', cost: 20, immediate: (k, [sg, low, high]) => {
    let left = low + high * 2 ** 32;
    if (left === 0) return 0;
    const count = entriesOf(k, sg, ENTRIES_MOST).findIndex((one) => (left -= lengthOf(k, one)) <= 0) + 1;
    return count === 0 ? -ERRNO.EINVAL : count;
  } },
  { prototype: 'struct scatterlist *sg_last(struct scatterlist *s, unsigned int nents)', header: SG, since: '2.6.24', cost: 20, immediate: (k, [sg, nents]) => entriesOf(k, sg, nents).at(-1) ?? 0 },
  { prototype: 'int sg_alloc_table(struct sg_table *table, unsigned int nents, gfp_t gfp_mask)', header: SG, since: '2.6.26', immediate: (k, [address, count]) => allocateTable(k, address, count) },
  { prototype: 'int sg_alloc_table_from_pages(struct sg_table *sgt, struct page **pages, unsigned int n_pages, unsigned int offset, unsigned long size, gfp_t gfp_mask)', header: SG, since: '3.6', immediate: tableFromPages },
  { prototype: 'int dma_get_sgtable(struct device *dev, struct sg_table *sgt, void *cpu_addr, dma_addr_t dma_addr, size_t size)', header, since: '3.6', immediate: coherentTable },
  { prototype: 'int dma_get_sgtable_attrs(struct device *dev, struct sg_table *sgt, void *cpu_addr, dma_addr_t dma_addr, size_t size, unsigned long attrs)', header, since: '3.6', immediate: coherentTable },
  { prototype: 'void sg_free_table(struct sg_table *table)', header: SG, since: '2.6.26', immediate: (k, [address]) => freeTable(k, address) },
  { prototype: 'size_t sg_copy_to_buffer(struct scatterlist *sgl, unsigned int nents, void *buf, size_t buflen)', header: SG, since: '2.6.27', steps: copying(true) },
  { prototype: 'size_t sg_copy_from_buffer(struct scatterlist *sgl, unsigned int nents, const void *buf, size_t buflen)', header: SG, since: '2.6.27', steps: copying(false) },
  { prototype: `int dma_map_sg(${LIST})`, header, until: '5.15', steps: planned((f, k, plan) => mapList(k, f.routine, f.args, 0, plan)) },
  { prototype: `unsigned int dma_map_sg(${LIST})`, header, since: '5.15', steps: planned((f, k, plan) => mapList(k, f.routine, f.args, 0, plan)) },
  { prototype: `int dma_map_sg_attrs(${LIST}, unsigned long attrs)`, header, since: '2.6.26', steps: planned((f, k, plan) => mapList(k, f.routine, f.args, f.args[4], plan)) },
  { prototype: `void dma_unmap_sg(${LIST})`, header, steps: planned((f, k, plan) => unmapList(k, f.routine, f.args, 0, plan)) },
  { prototype: `void dma_unmap_sg_attrs(${LIST}, unsigned long attrs)`, header, since: '2.6.26', steps: planned((f, k, plan) => unmapList(k, f.routine, f.args, f.args[4], plan)) },
  { prototype: `void dma_sync_sg_for_cpu(${LIST})`, header, steps: planned((f, k, plan) => syncList(k, f.routine, f.args, true, plan)) },
  { prototype: `void dma_sync_sg_for_device(${LIST})`, header, steps: planned((f, k, plan) => syncList(k, f.routine, f.args, false, plan)) },
  { prototype: `int dma_map_sgtable(${TABLE}, unsigned long attrs)`, header, since: '5.8', steps: planned((f, k, plan) => {
    const count = mapList(k, f.routine, ofTable(f, k), f.args[3], plan);
    if (count === 0) return atLeast(k.profile, '5.15') ? -ERRNO.EIO : -ERRNO.EINVAL;
    k.memory.setField('sg_table', f.args[1], 'nents', count);
    return 0;
  }) },
  { prototype: `void dma_unmap_sgtable(${TABLE}, unsigned long attrs)`, header, since: '5.8', steps: planned((f, k, plan) => unmapList(k, f.routine, ofTable(f, k), f.args[3], plan)) },
  { prototype: `void dma_sync_sgtable_for_cpu(${TABLE})`, header, since: '5.8', steps: planned((f, k, plan) => syncList(k, f.routine, ofTable(f, k), true, plan)) },
  { prototype: `void dma_sync_sgtable_for_device(${TABLE})`, header, since: '5.8', steps: planned((f, k, plan) => syncList(k, f.routine, ofTable(f, k), false, plan)) },
];
