/** What the arguments of each prepare operation say about a transfer: where from, where to, how much. include/linux/dmaengine.h, struct dma_device. */
import type { KernelCore } from '../kernel-core';
import type { FieldOf } from '../structs';

export interface Ends {
  /** First address of each side as the device sees it; null: there is none. */
  readonly from: number | null;
  readonly to: number | null;
  readonly bytes: number | null;
  /** Bytes of a period of a ring; null: no ring. */
  readonly period: number | null;
}

/** The operations by version; those that a version lacks are left out when its structure is read. */
export const PREPARE: readonly (readonly [FieldOf<'dma_device'>, string])[] = [
  ['device_prep_dma_memcpy', 'memcpy'], ['device_prep_dma_xor', 'xor'], ['device_prep_dma_xor_val', 'xor_val'], ['device_prep_dma_pq', 'pq'], ['device_prep_dma_pq_val', 'pq_val'], ['device_prep_dma_memset', 'memset'],
  ['device_prep_dma_memset_sg', 'memset_sg'], ['device_prep_dma_interrupt', 'interrupt'], ['device_prep_dma_sg', 'sg'], ['device_prep_slave_sg', 'slave_sg'], ['device_prep_dma_cyclic', 'cyclic'],
  ['device_prep_interleaved_dma', 'interleaved'], ['device_prep_dma_imm_data', 'imm_data'],
];

/** enum dma_transfer_direction. */
const MEM_TO_DEV = 1;
const MOST_PIECES = 1024;

interface Slave {
  readonly source: number;
  readonly destination: number;
}

function list(k: KernelCore, sg: number, count: number): { first: number | null; bytes: number } {
  const { memory } = k;
  const length = memory.has('scatterlist', 'dma_length') ? 'dma_length' : 'length';
  let bytes = 0;
  for (let i = 0; i < Math.min(count, MOST_PIECES); i++) bytes += memory.field('scatterlist', sg + i * memory.sizeOf('scatterlist'), length);
  return { first: count === 0 ? null : memory.field('scatterlist', sg, 'dma_address'), bytes };
}

function toOrFrom(direction: number, memory: number | null, bytes: number, slave: Slave | undefined, period: number | null = null): Ends {
  return direction === MEM_TO_DEV ? { from: memory, to: slave?.destination ?? null, bytes, period } : { from: slave?.source ?? null, to: memory, bytes, period };
}

function interleaved(k: KernelCore, template: number): Ends {
  const { memory } = k;
  const field = (name: FieldOf<'dma_interleaved_template'>): number => memory.field('dma_interleaved_template', template, name);
  const chunks = memory.at('dma_interleaved_template', template, 'sgl');
  let frame = 0;
  for (let i = 0; i < Math.min(field('frame_size'), MOST_PIECES); i++) frame += memory.field('data_chunk', chunks + i * memory.sizeOf('data_chunk'), 'size');
  return { from: field('src_start'), to: field('dst_start'), bytes: frame * field('numf'), period: null };
}

/** @throws KernelFault for pointers that lead nowhere. */
export function describeCall(k: KernelCore, operation: string, args: readonly number[], slave: Slave | undefined): Ends {
  const [, a, b, c, d, e] = args;
  const word = (at: number): number => k.memory.word(at);
  const ends = (from: number | null, to: number | null, bytes: number | null): Ends => ({ from, to, bytes, period: null });
  switch (operation) {
    case 'memcpy':
      return ends(b, a, c);
    case 'xor':
      return ends(word(b), a, d);
    case 'xor_val':
      return ends(word(a), null, c);
    case 'pq':
      return ends(word(b), word(a), e);
    case 'pq_val':
      return ends(word(b), null, e);
    case 'memset':
      return ends(null, a, c);
    case 'memset_sg': {
      const { first, bytes } = list(k, a, b);
      return ends(null, first, bytes);
    }
    case 'sg': {
      const to = list(k, a, b);
      return ends(list(k, c, d).first, to.first, to.bytes);
    }
    case 'slave_sg': {
      const { first, bytes } = list(k, a, b);
      return toOrFrom(c, first, bytes, slave);
    }
    case 'cyclic':
      return toOrFrom(d, a, b, slave, c);
    case 'interleaved':
      return interleaved(k, a);
    case 'imm_data':
      return ends(null, a, 8);
    default:
      return ends(null, null, null);
  }
}
