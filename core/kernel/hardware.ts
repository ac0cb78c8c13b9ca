/** What the kernel needs of a board. A machine is one. */
import type { AddressMap } from '../bus/address-map';
import type { Bus } from '../bus/bus';
import type { CpuCaches } from '../cache/caches';
import type { Clock } from '../clock';
import type { Gic } from '../interrupt/gic';
import type { Journal } from '../journal/journal';
import type { SparseMemory } from '../memory/sparse-memory';
import type { Costs } from './costs';

export interface HardwareIrq {
  readonly linux: number;
  readonly gic: number;
  readonly name: string;
}

export interface Hardware {
  readonly clock: Clock;
  readonly memory: SparseMemory;
  readonly map: AddressMap;
  readonly journal: Journal;
  readonly bus: Bus;
  readonly gic: Gic;
  /** The processor's; without them every access goes to the bus. */
  readonly caches?: CpuCaches;
  readonly ram: { readonly base: number; readonly bytes: number };
  irqs(profile: string): readonly HardwareIrq[];
  readonly iomem: readonly { readonly base: number; readonly bytes: number; readonly name: string }[];
  readonly costs?: Partial<Costs>;
}
