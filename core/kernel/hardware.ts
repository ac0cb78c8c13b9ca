/** What the kernel needs of a board. A machine is one. */
import type { AddressMap } from '../bus/address-map';
import type { Bus } from '../bus/bus';
import type { CpuCaches } from '../cache/caches';
import type { Clock } from '../clock';
import type { ReportingDevice } from '../devices/data-loss';
import type { Gic } from '../interrupt/gic';
import type { Journal } from '../journal/journal';
import type { SparseMemory } from '../memory/sparse-memory';
import type { Costs } from './costs';

export interface HardwareIrq {
  readonly linux: number;
  readonly gic: number;
  readonly name: string;
}

/** A property: a list of cells, one or several strings, or true when it has no value. */
export type PropertyValue = readonly number[] | string | readonly string[] | true;

/** A node of the device tree that becomes a platform device. */
export interface HardwareDevice {
  /** "dmac@f8003000" */
  readonly name: string;
  readonly compatible: readonly string[];
  readonly reg: readonly { readonly base: number; readonly bytes: number }[];
  /** GIC numbers. */
  readonly interrupts: readonly number[];
  readonly properties: Readonly<Record<string, PropertyValue>>;
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
  /** What the kernel takes for its own: with mem= less than there is. */
  readonly ram: { readonly base: number; readonly bytes: number };
  irqs(profile: string): readonly HardwareIrq[];
  readonly iomem: readonly { readonly base: number; readonly bytes: number; readonly name: string }[];
  readonly costs?: Partial<Costs>;
  /** Bounce buffers of 2 KiB each; none when missing. A kernel that has them has a zone for DMA, too. */
  readonly bounceSlots?: number;
  /** What the boot loader adds to the kernel's command line. */
  readonly commandLine?: string;
  /** Devices reach memory through an IOMMU. */
  readonly iommu?: boolean;
  /** The device tree. */
  readonly devices?: readonly HardwareDevice[];
  /** Devices that tell when data are lost. */
  readonly reporting?: readonly ReportingDevice[];
}
