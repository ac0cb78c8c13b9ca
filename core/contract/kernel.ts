/** What the kernel keeps for drivers: mappings, pools, dmaengine channels, pages. */
import { nothing } from './argument-shapes';

export const KERNEL_ARGUMENTS = {
  /** What is mapped for devices, and what was lately. */
  'mappings.list': nothing,
  'pools.list': nothing,
  /** Providers of DMA channels, their channels and descriptors. */
  'dmaengine.list': nothing,
  /** Zones of memory and the blocks of pages given out. */
  'pages.map': nothing,
} as const;

export interface KernelReplies {
  'mappings.list': MappingsReply;
  'pools.list': PoolView[];
  'dmaengine.list': DmaDeviceView[];
  'pages.map': PagesMap;
}

export interface MappingView {
  id: number;
  kind: 'single' | 'page' | 'sg' | 'coherent' | 'resource';
  device: string;
  /** As the device sees it. */
  handle: number;
  address: number;
  bytes: number;
  direction: string;
  /** Who may touch it now. */
  owner: 'device' | 'cpu' | 'both' | 'nobody';
  by: string;
  at: number;
  entry: number;
  /** dma_mapping_error was called. */
  checked: boolean;
  /** The device uses a bounce buffer in its place: where that lies. */
  bounce: { slot: number; address: number } | null;
  /** Entry of a scatter list: the list, which of how many, and in which of the device's segments. */
  scatter: { list: number; index: number; of: number; segment: number } | null;
  ended: { at: number; by: string } | null;
}

export interface MappingsReply {
  /** Living ones in the order they were made, then those that have ended, newest first. */
  mappings: MappingView[];
  /** `taken`: whole numbers of slots in use, ascending. */
  bounce: { slots: number; used: number; base: number; slotBytes: number; taken: number[] } | null;
  iommu: { pages: number; faults: number } | null;
}

export interface DmaDescriptorView {
  /** Of struct dma_async_tx_descriptor, physical. */
  address: number;
  /** 0: not submitted yet. */
  cookie: number;
  state: 'prepared' | 'submitted' | 'issued' | 'running' | 'completed' | 'terminated';
  /** The operation as in device_prep_dma_…: "memcpy". */
  kind: string;
  /** As the device sees them; null: there is no such side. */
  from: number | null;
  to: number | null;
  bytes: number | null;
  /** Of a ring. */
  period: number | null;
  /** Bytes still to come; null: only the provider knows. */
  residue: number | null;
  /** Its function, '' = none, and how often it ran. */
  callback: string;
  called: number;
  /** What the journal has of it, in order; `place`: the driver's line. */
  steps: { step: 'prepare' | 'submit' | 'issue' | 'callback' | 'terminate'; entry: number; at: number; place: string }[];
}

export interface DmaChannelView {
  address: number;
  name: string;
  clients: number;
  /** The device that has it by name, '' = none. */
  client: string;
  /** Cookies: the last one handed out, the last one completed. */
  used: number;
  last: number;
  /** Hardware channel that it has. */
  thread: number | null;
  /** Underway in order, then ended ones, newest first. */
  descriptors: DmaDescriptorView[];
}

export interface DmaDeviceView {
  address: number;
  name: string;
  device: string;
  capabilities: { name: string; has: boolean }[];
  facts: { name: string; value: string }[];
  channels: DmaChannelView[];
}

export interface PoolView {
  name: string;
  device: string;
  owner: string;
  size: number;
  boundary: number;
  chunks: { address: number; handle: number; bytes: number; blocks: PoolBlockView[] }[];
  /** Blocks out. */
  taken: number;
  ended: { at: number; by: string } | null;
}

export interface PoolBlockView {
  address: number;
  handle: number;
  /** Null: free. */
  taken: { at: number; by: string } | null;
}

export interface PageBlock {
  address: number;
  bytes: number;
  kind: string;
  /** Module, or ''. */
  owner: string;
  title: string;
  /** Who asked for it, with the place in the code, and when. */
  by: string;
  at: number;
  /** Cut up by kmalloc: bytes of an object, 0 = not cut up, and those that are out. */
  objectBytes: number;
  objects: { address: number; bytes: number; owner: string; by: string; at: number }[];
}

export interface PagesMap {
  /** `orders`: free blocks of 2^n pages; `fragments`: the same blocks by address, as far as they are shown. */
  zones: { name: string; address: number; bytes: number; free: number; orders: number[]; fragments: { address: number; order: number }[] }[];
  blocks: PageBlock[];
  /** Blocks that are not listed. */
  more: number;
}
