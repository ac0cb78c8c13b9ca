/** enum dma_transaction_type: which bit stands for what differs by version; include/linux/dmaengine.h. Bits, not masks. */
import type { KernelCore } from '../kernel-core';
import type { FieldOf } from '../structs';
import type { Profile } from '../profiles';
import { atLeast } from '../profiles';

export type Capability =
  | 'MEMCPY' | 'XOR' | 'PQ' | 'XOR_VAL' | 'PQ_VAL' | 'MEMSET' | 'MEMSET_SG' | 'INTERRUPT' | 'SG' | 'PRIVATE' | 'ASYNC_TX' | 'SLAVE' | 'CYCLIC' | 'INTERLEAVE'
  | 'COMPLETION_NO_ORDER' | 'REPEAT' | 'LOAD_EOT';

interface Row {
  readonly name: Capability;
  readonly since?: string;
  readonly until?: string;
  /** The operation that a device with it must have. */
  readonly operation?: FieldOf<'dma_device'>;
}

const ROWS: readonly Row[] = [
  { name: 'MEMCPY', operation: 'device_prep_dma_memcpy' },
  { name: 'XOR', operation: 'device_prep_dma_xor' },
  { name: 'PQ', operation: 'device_prep_dma_pq' },
  { name: 'XOR_VAL', operation: 'device_prep_dma_xor_val' },
  { name: 'PQ_VAL', operation: 'device_prep_dma_pq_val' },
  { name: 'MEMSET', operation: 'device_prep_dma_memset' },
  { name: 'MEMSET_SG', since: '4.2' },
  { name: 'INTERRUPT', operation: 'device_prep_dma_interrupt' },
  { name: 'SG', until: '4.14', operation: 'device_prep_dma_sg' },
  { name: 'PRIVATE' },
  { name: 'ASYNC_TX' },
  { name: 'SLAVE' },
  { name: 'CYCLIC', operation: 'device_prep_dma_cyclic' },
  { name: 'INTERLEAVE', since: '3.3', operation: 'device_prep_interleaved_dma' },
  { name: 'COMPLETION_NO_ORDER', since: '5.6' },
  { name: 'REPEAT', since: '5.6' },
  { name: 'LOAD_EOT', since: '5.6' },
];

/** The bits of a version, from 0. */
function rowsOf(profile: Profile): readonly Row[] {
  return ROWS.filter(({ since, until }) => (since === undefined || atLeast(profile, since)) && (until === undefined || !atLeast(profile, until)));
}

/** @throws Error when this version has no such capability. */
export function maskOf(profile: Profile, ...names: readonly Capability[]): number {
  return names.reduce((mask, name) => {
    const bit = rowsOf(profile).findIndex((row) => row.name === name);
    if (bit < 0) throw new Error(`${profile.name} has no capability DMA_${name}`);
    return mask | (1 << bit);
  }, 0) >>> 0;
}

export function namesOf(profile: Profile, mask: number): Capability[] {
  return rowsOf(profile).filter((_row, bit) => ((mask >>> bit) & 1) === 1).map(({ name }) => name);
}

/** Properties of a device that are not operations of async_tx: the public table has no row for them. */
const NO_OPERATION: readonly Capability[] = ['INTERRUPT', 'PRIVATE', 'SLAVE'];

/** Bits that the table of public channels has, in order. */
export function operationBits(profile: Profile): number[] {
  return rowsOf(profile).flatMap(({ name }, bit) => (NO_OPERATION.includes(name) ? [] : [bit]));
}

/** The order in which the kernel looks. */
const CHECKED: readonly Capability[] = ['MEMCPY', 'XOR', 'XOR_VAL', 'PQ', 'PQ_VAL', 'MEMSET', 'INTERRUPT', 'SG', 'CYCLIC', 'INTERLEAVE'];

/** The first capability of a device whose operation it lacks. */
export function missingOperation(k: KernelCore, device: number): Capability | undefined {
  const claimed = k.memory.field('dma_device', device, 'cap_mask');
  const rows = rowsOf(k.profile);
  return CHECKED.find((name) => {
    const bit = rows.findIndex((row) => row.name === name);
    const operation = rows[bit]?.operation;
    return operation !== undefined && ((claimed >>> bit) & 1) === 1 && k.memory.field('dma_device', device, operation) === 0;
  });
}
