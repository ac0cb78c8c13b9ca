/**
 * Streaming mappings of single buffers, pages and device registers, and their syncs. Behaviour: kernel/dma/mapping.c and
 * direct.c (6.1), arch/arm/mm/dma-mapping.c (4.14). What each does to caches: plan.ts.
 */
import { LINE_BYTES } from '../../cache/geometry';
import { ERRNO } from '../errno';
import type { KernelFunction } from '../functions/declare';
import type { KernelCore } from '../kernel-core';
import { KernelFault } from '../operations';
import type { Frame } from '../operations';
import { atLeast } from '../profiles';
import { callerOf, mappable } from './buffers';
import { endingOf, mappingText, syncOf } from './checks';
import type { Ending } from './checks';
import { hex, isCoherent, nameOf, streamingMask, touchDevice } from './device';
import { pagePhysical } from './pages';
import { planned } from './plan';
import type { Plan } from './plan';
import { reach, reachedPa, unreach } from './reach';
import { ERROR, FROM_DEVICE, SKIP_CPU_SYNC, TO_DEVICE } from './state';
import type { Mapping, MappingKind } from './state';

const header = 'linux/dma-mapping.h';

export interface Buffer {
  readonly device: number;
  readonly pa: number;
  readonly va: number;
  readonly bytes: number;
  readonly direction: number;
  readonly attributes: number;
  readonly kind: MappingKind;
  readonly list?: number;
  readonly nents?: number;
  readonly index?: number;
  readonly segment?: number;
}

/** Every mapping call begins so: a bad direction kills. */
export function checkDirection(direction: number, within: string): void {
  if (direction > FROM_DEVICE) throw new KernelFault(0, 'bug', false, within);
}

/** Make one mapping; undefined: it cannot be. */
export function mapBuffer(k: KernelCore, buffer: Buffer, plan: Plan, reached?: { handle: number; slot: number }): Mapping | undefined {
  const { device, pa, bytes, direction, attributes } = buffer;
  const id = k.dma.nextId();
  const { handle, slot } = reached ?? reach(k, device, pa, bytes, direction, id, buffer.kind !== 'resource');
  if (handle === ERROR) return undefined;
  const mapping: Mapping = {
    id, kind: buffer.kind, device, deviceName: nameOf(k, device), handle, pa, va: buffer.va, bytes, direction, list: buffer.list ?? 0, nents: buffer.nents ?? 1, index: buffer.index ?? 0, segment: buffer.segment ?? 0, slot,
    owner: k.owner, at: k.hardware.clock.now, entry: k.cpu.cause, by: callerOf(k), checked: buffer.kind === 'sg', cpu: false,
  };
  noteSharing(k, mapping, attributes);
  k.dma.add(mapping);
  if (buffer.kind === 'resource') return mapping;
  const target = reachedPa(k, mapping);
  /** 6.1 copies for every direction: bytes that the device leaves alone come back as they were. */
  if (slot >= 0 && (direction !== FROM_DEVICE || k.profile.version[0] >= 6)) plan.copy(target, pa, bytes);
  plan.forDevice(target, bytes, direction, attributes);
  return mapping;
}

export function unmapBuffer(k: KernelCore, mapping: Mapping, call: string, attributes: number, plan: Plan): void {
  const target = reachedPa(k, mapping);
  if (mapping.kind !== 'resource') {
    plan.forCpu(target, mapping.bytes, mapping.direction, attributes);
    if (mapping.slot >= 0 && mapping.direction !== TO_DEVICE && (attributes & SKIP_CPU_SYNC) === 0) plan.copy(mapping.pa, target, mapping.bytes);
  }
  unreach(k, mapping);
  k.dma.end(mapping, k.hardware.clock.now, `${call} of ${callerOf(k)}`);
}

/** Lines that a buffer the device writes has in common with others, and mappings that overlap. */
function noteSharing(k: KernelCore, mapping: Mapping, attributes: number): void {
  if (mapping.kind === 'resource' || mapping.direction === TO_DEVICE || (attributes & SKIP_CPU_SYNC) !== 0) return;
  const first = Math.floor(mapping.pa / LINE_BYTES);
  const other = k.dma.live.find((one) => one.kind !== 'resource' && one.kind !== 'coherent' && one.direction !== TO_DEVICE && one.slot < 0 && Math.floor(one.pa / LINE_BYTES) === first);
  if (other !== undefined && mapping.slot < 0) k.find({ rule: 'dma-overlap', address: mapping.pa, bytes: mapping.bytes, message: `${mappingText(mapping)}: its first cache line is mapped for writing already: ${mappingText(other)}.` });
  if (isCoherent(k) || mapping.slot >= 0) return;
  const neighbour = neighbourIn(k, mapping);
  if (neighbour !== '') k.find({ rule: 'dma-shared-line', address: mapping.pa, bytes: mapping.bytes, message: `${mappingText(mapping)}: it does not fill its cache lines of ${LINE_BYTES} bytes, and in them lies ${neighbour}. Whoever writes there while the device does lets one of the two writes be lost.` });
}

/** What shares the first or last line: the rest of the block that kmalloc gave. Its own padding harms nobody. */
function neighbourIn(k: KernelCore, { pa, bytes }: Mapping): string {
  const end = pa + bytes;
  const va = k.space.toVirtual(pa);
  const block = k.slab.blockAt(va);
  if (block === undefined) return '';
  const before = pa % LINE_BYTES === 0 ? 0 : Math.min(pa % LINE_BYTES, va - block.va);
  const after = end % LINE_BYTES === 0 ? 0 : Math.max(0, Math.min(LINE_BYTES - (end % LINE_BYTES), block.va + block.allocation.bytes - (va + bytes)));
  if (before === 0 && after === 0) return '';
  return `${[before > 0 ? `${before} bytes before it` : '', after > 0 ? `${after} bytes behind it` : ''].filter(Boolean).join(' and ')} of the same block of ${block.allocation.bytes} bytes`;
}

/** No mask: the device was never set up for DMA. */
export function refusesAll(k: KernelCore, device: number): boolean {
  if (device === 0 || streamingMask(k, device) !== 0) return false;
  if (k.dma.once('no-mask')) k.warn('', 'dma_map_page_attrs');
  k.find({ rule: 'dma-no-mask', message: `${nameOf(k, device) || hex(device)} has no DMA mask: every mapping for it fails. By ${callerOf(k)}.` });
  return true;
}

type MapArgs = (f: Frame, k: KernelCore) => Pick<Buffer, 'pa' | 'va' | 'bytes' | 'direction' | 'attributes'> | undefined;

function mapping(prototype: string, kind: MappingKind, args: MapArgs, rest: Partial<KernelFunction> = {}): KernelFunction {
  return {
    prototype, header, ...rest,
    steps: planned((f, k, plan) => {
      const [device] = f.args;
      touchDevice(k, device, f.routine);
      if (refusesAll(k, device)) return ERROR;
      const buffer = args(f, k);
      if (buffer === undefined) return ERROR;
      checkDirection(buffer.direction, f.routine);
      return mapBuffer(k, { ...buffer, device, kind }, plan)?.handle ?? ERROR;
    }),
  };
}

function unmapping(prototype: string, kind: MappingKind, attributesAt: number): KernelFunction {
  return {
    prototype, header,
    steps: planned((f, k, plan) => {
      const [device, handle, bytes, direction] = f.args;
      touchDevice(k, device, f.routine);
      checkDirection(direction, f.routine);
      const attributes = attributesAt < 0 ? 0 : f.args[attributesAt];
      const ending: Ending = { call: f.routine, device, handle, bytes, direction, kind };
      const found = endingOf(k, ending);
      if (found !== undefined) unmapBuffer(k, found, f.routine, attributes, plan);
      /** The maintenance goes by the arguments: a wrong address invalidates somebody else's lines. */
      else if (handle !== ERROR && k.dma.iommu === null && k.space.isRam(handle) && kind !== 'resource') plan.forCpu(handle, bytes, direction, attributes);
      return 0;
    }),
  };
}

const singleBuffer = (attributes: (f: Frame) => number): MapArgs => (f, k) => {
  const [, va, bytes, direction] = f.args;
  const pa = mappable(k, va, bytes, f.routine);
  return pa === undefined ? undefined : { pa, va, bytes, direction, attributes: attributes(f) };
};
const pageBuffer = (attributes: (f: Frame) => number): MapArgs => (f, k) => {
  const [, page, offset, bytes, direction] = f.args;
  const pa = pagePhysical(k, page);
  if (pa === undefined) {
    k.find({ rule: 'dma-map-invalid', message: `${f.routine}(…, ${hex(page)}, …) by ${callerOf(k)}: this is no struct page of the kernel.` });
    return undefined;
  }
  return { pa: pa + offset, va: 0, bytes, direction, attributes: attributes(f) };
};
const resource: MapArgs = (f, k) => {
  const [, pa, bytes, direction, attributes] = f.args;
  if (!k.space.isRam(pa)) return { pa, va: 0, bytes, direction, attributes };
  if (k.profile.version[0] < 5) throw new KernelFault(pa, 'bug', false, f.routine);
  k.find({ rule: 'dma-map-resource-ram', address: pa, bytes, message: `dma_map_resource(…, ${hex(pa)}, …) by ${callerOf(k)}: this is RAM; only registers are mapped so.` });
  return atLeast(k.profile, '5.16') ? { pa, va: 0, bytes, direction, attributes } : undefined;
};

function syncing(prototype: string, forCpu: boolean, range: boolean): KernelFunction {
  return {
    prototype, header,
    steps: planned((f, k, plan) => {
      const [device, handle] = f.args;
      const [offset, bytes, direction] = range ? f.args.slice(2) : [0, f.args[2], f.args[3]];
      touchDevice(k, device, f.routine);
      checkDirection(direction, f.routine);
      syncPart(k, { call: f.routine, device, handle: (handle + offset) >>> 0, bytes, direction, forCpu }, plan);
      return 0;
    }),
  };
}

/** One buffer changes hands. */
export function syncPart(k: KernelCore, sync: Parameters<typeof syncOf>[1], plan: Plan): void {
  const { handle, bytes, direction, forCpu } = sync;
  const found = syncOf(k, sync);
  if (found === undefined) {
    if (k.dma.iommu === null && k.space.isRam(handle)) (forCpu ? plan.forCpu : plan.forDevice).call(plan, handle, bytes, direction);
    return;
  }
  if (found.kind === 'coherent') return;
  const offset = handle - found.handle;
  const target = reachedPa(k, found) + offset;
  found.cpu = forCpu;
  k.dma.revision++;
  if (!forCpu && found.slot >= 0 && direction !== FROM_DEVICE) plan.copy(target, found.pa + offset, bytes);
  (forCpu ? plan.forCpu : plan.forDevice).call(plan, target, bytes, direction);
  if (forCpu && found.slot >= 0 && direction !== TO_DEVICE) plan.copy(found.pa + offset, target, bytes);
}

/** -ENOMEM from 5.0 on, before just non-zero. */
function mappingError(k: KernelCore, device: number | undefined, handle: number): number {
  for (const one of k.dma.live) if (one.handle === handle && (device === undefined || one.device === device)) one.checked = true;
  if (handle !== ERROR) return 0;
  return atLeast(k.profile, '5.0') ? -ERRNO.ENOMEM : 1;
}

const DIRECTION = 'enum dma_data_direction dir';

export const STREAMING: readonly KernelFunction[] = [
  mapping(`dma_addr_t dma_map_single(struct device *dev, void *ptr, size_t size, ${DIRECTION})`, 'single', singleBuffer(() => 0)),
  mapping(`dma_addr_t dma_map_single_attrs(struct device *dev, void *ptr, size_t size, ${DIRECTION}, unsigned long attrs)`, 'single', singleBuffer((f) => f.args[4])),
  mapping(`dma_addr_t dma_map_page(struct device *dev, struct page *page, size_t offset, size_t size, ${DIRECTION})`, 'page', pageBuffer(() => 0)),
  mapping(`dma_addr_t dma_map_page_attrs(struct device *dev, struct page *page, size_t offset, size_t size, ${DIRECTION}, unsigned long attrs)`, 'page', pageBuffer((f) => f.args[5])),
  mapping(`dma_addr_t dma_map_resource(struct device *dev, phys_addr_t phys_addr, size_t size, ${DIRECTION}, unsigned long attrs)`, 'resource', resource, { since: '4.9' }),
  unmapping(`void dma_unmap_single(struct device *dev, dma_addr_t addr, size_t size, ${DIRECTION})`, 'single', -1),
  unmapping(`void dma_unmap_single_attrs(struct device *dev, dma_addr_t addr, size_t size, ${DIRECTION}, unsigned long attrs)`, 'single', 4),
  unmapping(`void dma_unmap_page(struct device *dev, dma_addr_t addr, size_t size, ${DIRECTION})`, 'page', -1),
  unmapping(`void dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size, ${DIRECTION}, unsigned long attrs)`, 'page', 4),
  { ...unmapping(`void dma_unmap_resource(struct device *dev, dma_addr_t addr, size_t size, ${DIRECTION}, unsigned long attrs)`, 'resource', 4), since: '4.9' },
  syncing(`void dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size, ${DIRECTION})`, true, false),
  syncing(`void dma_sync_single_for_device(struct device *dev, dma_addr_t addr, size_t size, ${DIRECTION})`, false, false),
  syncing(`void dma_sync_single_range_for_cpu(struct device *dev, dma_addr_t addr, unsigned long offset, size_t size, ${DIRECTION})`, true, true),
  syncing(`void dma_sync_single_range_for_device(struct device *dev, dma_addr_t addr, unsigned long offset, size_t size, ${DIRECTION})`, false, true),
  { prototype: 'int dma_mapping_error(dma_addr_t dma_addr)', header, until: '2.6.27', cost: 20, immediate: (k, [handle]) => mappingError(k, undefined, handle) },
  { prototype: 'int dma_mapping_error(struct device *dev, dma_addr_t dma_addr)', header, since: '2.6.27', cost: 20, immediate: (k, [device, handle]) => mappingError(k, device, handle) },
];
