/**
 * What unmap, sync and free are checked for: the classes of kernel/dma/debug.c. A call that matches no mapping does what
 * its arguments say, as the kernel does.
 */
import type { KernelCore } from '../kernel-core';
import { callerOf } from './buffers';
import { hex } from './device';
import { BIDIRECTIONAL, DIRECTIONS, ERROR, FROM_DEVICE, TO_DEVICE } from './state';
import type { Mapping, MappingKind } from './state';

const CALLS: Readonly<Record<MappingKind, string>> = { single: 'dma_map_single', page: 'dma_map_page', sg: 'dma_map_sg', coherent: 'dma_alloc_coherent', resource: 'dma_map_resource' };

export interface Ending {
  readonly call: string;
  readonly device: number;
  readonly handle: number;
  readonly bytes: number;
  readonly direction: number;
  readonly kind: MappingKind;
  /** Entries given, for lists. */
  readonly nents?: number;
}

/** "64 bytes at 0x01000000, mapped DMA_TO_DEVICE by init [driver] at cycle 1200" */
export function mappingText(mapping: Mapping): string {
  return `${mapping.bytes} bytes at ${hex(mapping.pa)}, ${CALLS[mapping.kind]}, ${DIRECTIONS[mapping.direction]}, by ${mapping.by} in cycle ${mapping.at}`;
}

const single = (kind: MappingKind): boolean => kind === 'single' || kind === 'page';

/** The mapping that an unmap means: the best of those that begin at the handle. */
function candidates(k: KernelCore, device: number, handle: number): Mapping[] {
  return k.dma.live.filter((one) => one.handle === handle && one.device === device);
}

export function endingOf(k: KernelCore, ending: Ending): Mapping | undefined {
  const { call, device, handle, bytes, direction, kind, nents } = ending;
  const where = `${call}(${hex(handle)}, ${bytes}) by ${callerOf(k)}`;
  if (handle === ERROR) {
    k.find({ rule: 'dma-unmap-invalid', message: `${where}: this is DMA_MAPPING_ERROR, not a mapping.`, bytes });
    return undefined;
  }
  const found = candidates(k, device, handle);
  const score = (one: Mapping): number => Number(one.bytes === bytes) + Number(one.direction === direction) + Number(one.kind === kind || (single(one.kind) && single(kind)));
  const mapping = found.sort((a, b) => score(b) - score(a))[0];
  if (mapping === undefined) {
    const past = k.dma.past.findLast((one) => one.handle === handle);
    const other = k.dma.live.find((one) => one.handle === handle);
    const why = other !== undefined ? `it was mapped for another device (${other.deviceName || 'NULL'}).` : past !== undefined ? `its mapping ended in cycle ${past.endedAt} already, by ${past.endedBy}.` : 'no mapping begins there.';
    k.find({ rule: 'dma-unmap-unknown', address: past?.pa ?? handle, bytes, message: `${where}: ${why}` });
    return undefined;
  }
  const base = { address: mapping.pa, bytes: mapping.bytes };
  if (mapping.kind !== kind && !(single(mapping.kind) && single(kind))) k.find({ ...base, rule: 'dma-unmap-wrong-function', message: `${where} ends what ${CALLS[mapping.kind]} made: ${mappingText(mapping)}.` });
  if (mapping.bytes !== bytes) k.find({ ...base, rule: 'dma-unmap-size', message: `${where}: mapped were ${mappingText(mapping)}.` });
  if (mapping.direction !== direction) k.find({ ...base, rule: 'dma-unmap-direction', message: `${where} says ${DIRECTIONS[direction]}; mapped were ${mappingText(mapping)}.` });
  if (nents !== undefined && mapping.kind === 'sg' && mapping.nents !== nents) k.find({ ...base, rule: 'dma-sg-count', message: `${where} with ${nents} entries; the list was mapped with ${mapping.nents}, by ${mapping.by}.` });
  if (!mapping.checked && (single(mapping.kind) || mapping.kind === 'resource')) {
    k.find({ ...base, rule: 'dma-error-unchecked', message: `${mappingText(mapping)}: nobody asked dma_mapping_error about the handle before it was used.` });
  }
  return mapping;
}

export interface Sync {
  readonly call: string;
  readonly device: number;
  readonly handle: number;
  readonly bytes: number;
  readonly direction: number;
  readonly forCpu: boolean;
  readonly nents?: number;
}

/** The mapping that a sync is about; undefined after a finding. */
export function syncOf(k: KernelCore, sync: Sync): Mapping | undefined {
  const { call, device, handle, bytes, direction, forCpu, nents } = sync;
  const where = `${call}(${hex(handle)}, ${bytes}) by ${callerOf(k)}`;
  const mapping = k.dma.live.find((one) => one.device === device && handle >= one.handle && handle < one.handle + Math.max(1, one.bytes));
  if (mapping === undefined) {
    const past = k.dma.past.findLast((one) => handle >= one.handle && handle < one.handle + one.bytes);
    k.find({ rule: 'dma-sync-unknown', address: past?.pa ?? handle, bytes, message: `${where}: ${past === undefined ? 'no mapping of this device is there' : `the mapping ended in cycle ${past.endedAt}, by ${past.endedBy}`}.` });
    return undefined;
  }
  const base = { address: mapping.pa, bytes: mapping.bytes };
  if (handle + bytes > mapping.handle + mapping.bytes) k.find({ ...base, rule: 'dma-sync-outside', message: `${where} goes ${handle + bytes - mapping.handle - mapping.bytes} bytes past the end of: ${mappingText(mapping)}.` });
  if (mapping.direction === BIDIRECTIONAL) return mapping;
  if (nents !== undefined && mapping.kind === 'sg' && mapping.nents !== nents) k.find({ ...base, rule: 'dma-sg-count', message: `${where} with ${nents} entries; the list was mapped with ${mapping.nents}, by ${mapping.by}.` });
  if (forCpu && mapping.direction !== FROM_DEVICE && direction !== TO_DEVICE) k.find({ ...base, rule: 'dma-sync-direction', message: `${where} takes for the processor what the device only reads: ${mappingText(mapping)}.` });
  else if (!forCpu && mapping.direction !== TO_DEVICE && direction !== FROM_DEVICE) k.find({ ...base, rule: 'dma-sync-direction', message: `${where} gives to the device what it only writes: ${mappingText(mapping)}.` });
  else if (direction !== mapping.direction) k.find({ ...base, rule: 'dma-sync-direction', message: `${where} says ${DIRECTIONS[direction]}; mapped were ${mappingText(mapping)}.` });
  return mapping;
}
