/** What every board has: the parts that a lab, a kernel and a view need, by name. Boards fill it in as data. */
import type { AddressMap } from '../bus/address-map';
import type { Bus } from '../bus/bus';
import type { CpuCaches } from '../cache/caches';
import type { Clock, Stateful } from '../clock';
import type { DmaController } from '../controllers/dma-controller';
import type { ReportingDevice } from '../devices/data-loss';
import type { Gic } from '../interrupt/gic';
import type { Initiator, Journal } from '../journal/journal';
import type { SparseMemory } from '../memory/sparse-memory';
import type { BankView } from '../register/bank';

/** A peripheral with registers as views show it. */
export interface Peripheral {
  readonly id: string;
  readonly base: number;
  readonly bank: BankView;
  /** For repeated registers: what the number counts. */
  readonly indexName: string;
  readonly knownLimits: readonly string[];
}

export interface LinuxIrq {
  /** Number that drivers use. */
  readonly linux: number;
  /** Interrupt ID at the GIC. */
  readonly gic: number;
  /** As /proc/interrupts would call the hardware line. */
  readonly name: string;
}

/** A node of the device tree that becomes a platform device. */
export interface DeviceNode {
  /** "dmac@f8003000" */
  readonly name: string;
  readonly compatible: readonly string[];
  readonly reg: readonly { readonly base: number; readonly bytes: number }[];
  /** GIC numbers. */
  readonly interrupts: readonly number[];
  /** Cells, texts, or true for a property without a value. */
  readonly properties: Readonly<Record<string, readonly number[] | string | readonly string[] | true>>;
}

/** What a session may choose about a board. */
export interface BoardOptions {
  /** False: the processor's data caches are switched off. */
  readonly caches?: boolean;
  /** True: other masters look into the data caches, as on a coherent port. */
  readonly snooped?: boolean;
  /** Bounce buffers of 2 KiB for devices that do not reach all memory; 0 = none. */
  readonly bounceSlots?: number;
  /** True: an IOMMU between devices and memory. */
  readonly iommu?: boolean;
  /** What the kernel is told to take of RAM, in MiB: mem=31M. The rest is there, and nobody's; 0 = all. */
  readonly mem?: number;
}

export interface Machine {
  readonly name: string;
  readonly title: string;
  readonly clock: Clock;
  readonly memory: SparseMemory;
  readonly map: AddressMap;
  readonly journal: Journal;
  readonly bus: Bus;
  readonly gic: Gic;
  /** Missing: the processor has none, or they are switched off. */
  readonly caches?: CpuCaches;
  readonly bounceSlots?: number;
  readonly iommu?: boolean;
  /** What the boot loader adds to the kernel's command line. */
  readonly commandLine?: string;
  /** Who edits on behalf of the user. */
  readonly user: Initiator;
  readonly ram: { readonly base: number; readonly bytes: number };
  readonly peripherals: readonly Peripheral[];
  readonly controllers: readonly DmaController[];
  /** Linux interrupt numbers by kernel profile. */
  irqs(profile: string): LinuxIrq[];
  readonly iomem: readonly { readonly base: number; readonly bytes: number; readonly name: string }[];
  readonly devices: readonly DeviceNode[];
  /** Those that tell when data are lost. */
  readonly reporting: readonly ReportingDevice[];
  /** All parts with state, the journal first. */
  readonly stateful: readonly Stateful[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}
