/**
 * Virtual addresses as on 32-bit ARM with a 3/1 split: user space low (a page table per task), modules from
 * 0xBF000000, RAM linearly from 0xC0000000, vmalloc and ioremap above it behind a hole of at least 8 MiB. Manual: ARM DDI 0406, B3.
 * Not modelled: page tables in memory, TLB, permissions beyond user and kernel.
 */
import type { PlainState } from '../clock';
import { BuddyAllocator } from '../memory/buddy';

export const PAGE = 4096;
export const LINEAR = 0xc000_0000;
export const MODULES = 0xbf00_0000;
const MODULES_END = 0xc000_0000;
const VMALLOC_END = 0xff80_0000;
const HOLE = 0x80_0000;
/** Lowmem ends where vmalloc needs its room: 760 MiB. */
const LOWMEM_MOST = 0x2f80_0000;
/** The kernel's own image, at the start of RAM. */
const IMAGE_BYTES = 0x100_0000;

export type AreaKind = 'ioremap' | 'coherent' | 'module';

/** A range of virtual addresses given out. */
export interface Area {
  readonly va: number;
  /** Whole pages. */
  readonly bytes: number;
  /** What was asked for. */
  readonly asked: number;
  readonly pa: number;
  readonly kind: AreaKind;
  /** Module that asked, or ''. */
  readonly owner: string;
  /** The function that made it, as /proc/vmallocinfo shows it. */
  readonly caller: string;
}

export interface Place {
  readonly pa: number;
  /** Device memory: unaligned accesses fault. */
  readonly device: boolean;
  /** Goes through the caches. */
  readonly cached: boolean;
}

export class AddressSpace {
  readonly buddy: BuddyAllocator;
  readonly vmallocStart: number;
  private readonly lowmem: number;
  /** Grows with every change of what is mapped. */
  revision = 0;
  /** In order of address. */
  private areas: Area[] = [];

  constructor(
    private readonly ramBase: number,
    private readonly ramBytes: number,
  ) {
    this.lowmem = Math.min(ramBytes, LOWMEM_MOST);
    this.buddy = new BuddyAllocator((ramBase + IMAGE_BYTES) / PAGE, (this.lowmem - IMAGE_BYTES) / PAGE);
    this.vmallocStart = Math.floor((LINEAR + this.lowmem + HOLE) / HOLE) * HOLE;
  }

  /** Where a kernel address leads; undefined: a fault. */
  translate(va: number): Place | undefined {
    if (va >= LINEAR && va < LINEAR + this.lowmem) return { pa: va - LINEAR + this.ramBase, device: false, cached: true };
    if (va < MODULES) return undefined;
    const area = this.areaAt(va);
    return area === undefined ? undefined : { pa: area.pa + (va - area.va), device: area.kind === 'ioremap', cached: area.kind !== 'ioremap' && area.kind !== 'coherent' };
  }

  toVirtual(pa: number): number {
    return pa - this.ramBase + LINEAR;
  }

  toPhysical(va: number): number {
    return va - LINEAR + this.ramBase;
  }

  isRam(pa: number): boolean {
    return pa >= this.ramBase && pa < this.ramBase + this.ramBytes;
  }

  /** Whole pages of RAM; undefined when there are none. */
  allocatePages(bytes: number): number | undefined {
    const page = this.buddy.allocate(BuddyAllocator.orderOf(bytes));
    return page === undefined ? undefined : page * PAGE;
  }

  freePages(pa: number): boolean {
    return this.buddy.release(Math.floor(pa / PAGE));
  }

  /** Map `asked` bytes at physical `pa` somewhere; answers the address of the first byte, undefined when there is no room. */
  map(kind: AreaKind, pa: number, asked: number, owner: string, caller: string): number | undefined {
    const inPage = pa % PAGE;
    const bytes = Math.ceil((inPage + asked) / PAGE) * PAGE;
    const [from, to] = kind === 'module' ? [MODULES, MODULES_END] : [this.vmallocStart, VMALLOC_END];
    const va = this.gap(from, to, bytes + PAGE);
    if (va === undefined) return undefined;
    this.revision++;
    this.areas.push({ va, bytes, asked, pa: pa - inPage, kind, owner, caller });
    this.areas.sort((a, b) => a.va - b.va);
    return va + inPage;
  }

  /** Remove the area that `va`'s page begins. */
  unmap(va: number, kind: AreaKind): Area | undefined {
    const index = this.areas.findIndex((area) => area.va === va - (va % PAGE) && area.kind === kind);
    this.revision++;
    return index < 0 ? undefined : this.areas.splice(index, 1)[0];
  }

  areaAt(va: number): Area | undefined {
    return this.areas.find((area) => va >= area.va && va < area.va + area.bytes);
  }

  list(): readonly Area[] {
    return this.areas;
  }

  save(): PlainState {
    return { buddy: this.buddy.save(), areas: this.areas.map((area) => ({ ...area })) };
  }

  load(state: PlainState): void {
    const saved = state as { buddy: PlainState; areas: Area[] };
    this.buddy.load(saved.buddy);
    this.revision++;
    this.areas = saved.areas.map((area) => ({ ...area }));
  }

  private gap(from: number, to: number, bytes: number): number | undefined {
    let at = from;
    for (const area of this.areas) {
      if (area.va + area.bytes <= from || area.va >= to) continue;
      if (area.va - at >= bytes) break;
      at = area.va + area.bytes + PAGE;
    }
    return at + bytes <= to ? at : undefined;
  }
}
