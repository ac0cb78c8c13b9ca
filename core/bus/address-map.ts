/** Which part of the physical address space answers what: RAM, a device's registers, or nobody. */
import type { MmioTarget } from '../register/mmio-target';

export type { MmioTarget } from '../register/mmio-target';

interface RegionBase {
  readonly name: string;
  readonly base: number;
  readonly bytes: number;
  /** Cycles from grant to first beat, and between beats. */
  readonly setup: number;
  readonly stride: number;
}

export interface RamRegion extends RegionBase {
  readonly kind: 'ram';
}

export interface MmioRegion extends RegionBase {
  readonly kind: 'mmio';
  readonly target: MmioTarget;
}

export type Region = RamRegion | MmioRegion;

export class AddressMap {
  private readonly regions: Region[] = [];
  private last: Region | undefined;

  /** @throws Error when the region overlaps another one. */
  add(region: Region): void {
    const end = region.base + region.bytes;
    for (const other of this.regions) {
      if (region.base < other.base + other.bytes && other.base < end) throw new Error(`region ${region.name} overlaps ${other.name}`);
    }
    this.regions.push(region);
    this.regions.sort((a, b) => a.base - b.base);
  }

  /** The region that answers `address`, or undefined: a bus access there is a decode error. */
  find(address: number): Region | undefined {
    const last = this.last;
    if (last !== undefined && address >= last.base && address - last.base < last.bytes) return last;
    let from = 0;
    let to = this.regions.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const region = this.regions[middle];
      if (address >= region.base + region.bytes) from = middle + 1;
      else to = middle;
    }
    const region = this.regions[from];
    if (region === undefined || address < region.base) return undefined;
    this.last = region;
    return region;
  }

  /** In order of address. */
  list(): readonly Region[] {
    return this.regions;
  }
}
