/** What the kernel knows of DMA memory, as plain data: live mappings, pools, devices' own memory, bounce buffers, IOMMU. */
import type { PlainState } from '../../clock';
import { copyPlain } from '../plain-copy';

export type MappingKind = 'single' | 'page' | 'sg' | 'coherent' | 'resource';

/** DMA_BIDIRECTIONAL, DMA_TO_DEVICE, DMA_FROM_DEVICE. */
export const DIRECTIONS = ['DMA_BIDIRECTIONAL', 'DMA_TO_DEVICE', 'DMA_FROM_DEVICE', 'DMA_NONE'] as const;
export const BIDIRECTIONAL = 0;
export const TO_DEVICE = 1;
export const FROM_DEVICE = 2;
export const ERROR = 0xffff_ffff;
export const SKIP_CPU_SYNC = 0x20;

export interface Mapping {
  readonly id: number;
  readonly kind: MappingKind;
  /** Address of the struct device; 0 = none. */
  readonly device: number;
  readonly deviceName: string;
  /** As the device sees it. */
  readonly handle: number;
  /** Where the buffer is. */
  readonly pa: number;
  /** As the driver gave it; 0 when it gave a page. */
  readonly va: number;
  readonly bytes: number;
  readonly direction: number;
  /** Scatter lists: address of the list, and how many entries were given. */
  readonly list: number;
  readonly nents: number;
  /** Which entry of the list this is, and in which segment the device sees it. */
  readonly index: number;
  readonly segment: number;
  /** Slot of a bounce buffer, -1 = the buffer itself. */
  readonly slot: number;
  readonly owner: string;
  /** Cycle, journal entry, and what made it. */
  readonly at: number;
  readonly entry: number;
  readonly by: string;
  /** dma_mapping_error was called. */
  checked: boolean;
  /** Given to the processor by a sync. */
  cpu: boolean;
}

/** A mapping that is over. */
export interface PastMapping extends Mapping {
  readonly endedAt: number;
  readonly endedBy: string;
}

export interface Chunk {
  readonly va: number;
  readonly pa: number;
  readonly handle: number;
  /** Bytes to the first free block; the chunk's size or more: none. */
  free: number;
  inUse: number;
  /** 2.6: one flag a block, 1 = free. */
  bitmap: number[];
}

export interface Pool {
  /** Address of the struct dma_pool. */
  readonly address: number;
  readonly name: string;
  readonly device: number;
  readonly deviceName: string;
  readonly size: number;
  readonly allocation: number;
  readonly boundary: number;
  readonly owner: string;
  /** Newest first. */
  chunks: Chunk[];
  /** From 6.3: address of the first free block of the pool. */
  next: number;
  /** Blocks out: address, and who has it since when. */
  taken: { va: number; handle: number; at: number; by: string }[];
}

/** A pool that was destroyed. */
export interface PastPool extends Pool {
  readonly endedAt: number;
  readonly endedBy: string;
}

/** Memory of a device alone (dma_declare_coherent_memory). */
export interface DeviceMemory {
  readonly device: number;
  readonly va: number;
  readonly pa: number;
  readonly handle: number;
  readonly pages: number;
  readonly exclusive: boolean;
  /** One flag a page, 1 = used. */
  bitmap: number[];
}

export interface Plain {
  nextId: number;
  live: Mapping[];
  past: PastMapping[];
  pools: Pool[];
  pastPools: PastPool[];
  memories: DeviceMemory[];
  /** For coherent memory where nothing may sleep; null until somebody asks. */
  atomicPool: DeviceMemory | null;
  /** Bounce buffers: base and, per slot, the id of who has it. */
  bounce: { base: number; slots: number[]; next: number; used: number } | null;
  iommu: { pages: [number, number, number][]; faults: number } | null;
  /** Warnings that come once. */
  warned: string[];
}

const PAST_MOST = 64;
const PAST_POOLS_MOST = 8;

export class DmaState {
  private state: Plain = fresh();
  /** Changes whenever mappings come, go or change hands. */
  revision = 0;

  get live(): readonly Mapping[] {
    return this.state.live;
  }
  get past(): readonly PastMapping[] {
    return this.state.past;
  }
  get pools(): Pool[] {
    return this.state.pools;
  }
  set pools(pools: Pool[]) {
    this.state.pools = pools;
  }
  get pastPools(): readonly PastPool[] {
    return this.state.pastPools;
  }
  get memories(): DeviceMemory[] {
    return this.state.memories;
  }
  set memories(memories: DeviceMemory[]) {
    this.state.memories = memories;
  }
  get atomicPool(): DeviceMemory | null {
    return this.state.atomicPool;
  }
  set atomicPool(pool: DeviceMemory | null) {
    this.state.atomicPool = pool;
  }
  get bounce(): Plain['bounce'] {
    return this.state.bounce;
  }
  set bounce(bounce: Plain['bounce']) {
    this.state.bounce = bounce;
  }
  get iommu(): Plain['iommu'] {
    return this.state.iommu;
  }
  set iommu(iommu: Plain['iommu']) {
    this.state.iommu = iommu;
  }

  nextId(): number {
    return this.state.nextId++;
  }

  add(mapping: Mapping): void {
    this.state.live.push(mapping);
    this.revision++;
  }

  end(mapping: Mapping, endedAt: number, endedBy: string): void {
    this.state.live = this.state.live.filter((one) => one !== mapping);
    this.state.past = [...this.state.past.slice(1 - PAST_MOST), { ...mapping, endedAt, endedBy }];
    this.revision++;
  }

  endPool(pool: Pool, endedAt: number, endedBy: string): void {
    this.revision++;
    this.state.pools = this.state.pools.filter((one) => one !== pool);
    this.state.pastPools = [...this.state.pastPools.slice(1 - PAST_POOLS_MOST), { ...pool, endedAt, endedBy }];
  }

  fault(): void {
    if (this.state.iommu !== null) this.state.iommu.faults++;
  }

  /** First time that `what` is to be said? */
  once(what: string): boolean {
    if (this.state.warned.includes(what)) return false;
    this.state.warned.push(what);
    return true;
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state) as Plain;
    this.revision++;
  }
}

function fresh(): Plain {
  return { nextId: 1, live: [], past: [], pools: [], pastPools: [], memories: [], atomicPool: null, bounce: null, iommu: null, warned: [] };
}
