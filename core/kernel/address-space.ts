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
/** Where the image ends on boards with a zone for narrow masks. Before it lie page structures, from 8 MiB, and bounce buffers, from 12 MiB. */
const ZONE_DMA_START = 0xe0_0000;
export const MEM_MAP = LINEAR + 0x80_0000;

export type AreaKind = 'ioremap' | 'coherent' | 'module' | 'vmalloc' | 'kmap';
export type ZoneName = 'DMA' | 'Normal' | 'HighMem';

export interface Zone {
  readonly name: ZoneName;
  readonly buddy: BuddyAllocator;
}

/** Who asked for memory, with the place in the code, and when. */
export interface Asked {
  readonly by: string;
  readonly at: number;
}

/** A range of virtual addresses given out. */
export interface Area {
  readonly va: number;
  /** Whole pages. */
  readonly bytes: number;
  /** What was asked for. */
  readonly asked: number;
  readonly pa: number;
  /** Physical addresses of its pages, when they do not lie together. */
  readonly frames?: readonly number[];
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
  /** Of a program: a page that is its alone. */
  readonly own?: boolean;
}

export class AddressSpace {
  /** The zone of ordinary memory. */
  readonly buddy: BuddyAllocator;
  /** From the lowest. */
  readonly zones: readonly Zone[];
  readonly vmallocStart: number;
  private readonly lowmem: number;
  /** Grows with every change of what is mapped. */
  revision = 0;
  /** Grows whenever memory gets or loses an owner. */
  owners = 0;
  /** In order of address. */
  private areas: Area[] = [];
  /** Is told of pages that get an owner. */
  given: ((pa: number, bytes: number) => void) | null = null;
  /** Tells who asks now. */
  asking: (() => Asked) | null = null;
  /** Who asked for a block of pages, by its physical address. */
  private askers = new Map<number, Asked>();

  constructor(
    private readonly ramBase: number,
    private readonly ramBytes: number,
    /** Has the kernel a zone for devices that reach 16 MiB only? On ARM it depends on the machine. */
    dmaZone = false,
  ) {
    this.lowmem = Math.min(ramBytes, LOWMEM_MOST);
    this.buddy = new BuddyAllocator((ramBase + IMAGE_BYTES) / PAGE, (this.lowmem - IMAGE_BYTES) / PAGE);
    const zone = (name: ZoneName, from: number, to: number): Zone => ({ name, buddy: new BuddyAllocator((ramBase + from) / PAGE, (to - from) / PAGE) });
    this.zones = [...(dmaZone ? [zone('DMA', ZONE_DMA_START, IMAGE_BYTES)] : []), { name: 'Normal', buddy: this.buddy }, ...(ramBytes > this.lowmem ? [zone('HighMem', this.lowmem, ramBytes)] : [])];
    this.vmallocStart = Math.floor((LINEAR + this.lowmem + HOLE) / HOLE) * HOLE;
  }

  /** Where a kernel address leads; undefined: a fault. */
  translate(va: number): Place | undefined {
    if (va >= LINEAR && va < LINEAR + this.lowmem) return { pa: va - LINEAR + this.ramBase, device: false, cached: true };
    if (va < MODULES) return undefined;
    const area = this.areaAt(va);
    return area === undefined ? undefined : { pa: frameOf(area, va), device: area.kind === 'ioremap', cached: area.kind !== 'ioremap' && area.kind !== 'coherent' };
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
    return this.allocateBlock(BuddyAllocator.orderOf(bytes));
  }

  /** A block of 2^order pages from `zone` or, when it has none, from those below it. */
  allocateBlock(order: number, zone: ZoneName = 'Normal'): number | undefined {
    /** Without a zone DMA the lowest there is, without HighMem the highest. */
    const index = this.zones.findIndex((one) => one.name === zone);
    for (let i = index >= 0 ? index : zone === 'DMA' ? 0 : this.zones.length - 1; i >= 0; i--) {
      const pa = this.give(this.zones[i].buddy.allocate(order), order);
      if (pa !== undefined) return pa;
    }
    return undefined;
  }

  /** Who asked for the block of pages that begins at `pa`. */
  askerOf(pa: number): Asked | undefined {
    return this.askers.get(pa);
  }

  freePages(pa: number): boolean {
    this.owners++;
    const page = Math.floor(pa / PAGE);
    this.askers.delete(page * PAGE);
    return this.zoneOf(pa)?.buddy.release(page) ?? false;
  }

  zoneOf(pa: number): Zone | undefined {
    return this.zones.find((zone) => zone.buddy.covers(Math.floor(pa / PAGE)));
  }

  /** The allocated block of pages that holds a byte. */
  blockAt(pa: number): { readonly pa: number; readonly bytes: number } | undefined {
    const block = this.zoneOf(pa)?.buddy.blockAt(Math.floor(pa / PAGE));
    return block === undefined ? undefined : { pa: block.first * PAGE, bytes: PAGE * 2 ** block.order };
  }

  /** Does the byte lie in a page that can be given out? */
  isFree(pa: number): boolean {
    return this.zoneOf(pa) !== undefined && this.blockAt(pa) === undefined;
  }

  /** Is the byte in the linear map? */
  isLow(pa: number): boolean {
    return pa >= this.ramBase && pa < this.ramBase + this.lowmem;
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

  /** Map pages that lie anywhere one behind the other. */
  mapFrames(kind: AreaKind, frames: readonly number[], asked: number, owner: string, caller: string): number | undefined {
    const va = this.map(kind, frames[0], asked, owner, caller);
    const index = this.areas.findIndex((area) => area.va === va);
    if (index >= 0) this.areas[index] = { ...this.areas[index], frames };
    return va;
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
    return { zones: this.zones.map((zone) => zone.buddy.save()), areas: this.areas.map((area) => ({ ...area })), askers: [...this.askers] };
  }

  load(state: PlainState): void {
    const saved = state as { zones: PlainState[]; areas: Area[]; askers: [number, Asked][] };
    this.zones.forEach((zone, i) => zone.buddy.load(saved.zones[i]));
    this.revision++;
    this.owners++;
    this.areas = saved.areas.map((area) => ({ ...area }));
    this.askers = new Map(saved.askers);
  }

  private give(page: number | undefined, order: number): number | undefined {
    if (page === undefined) return undefined;
    this.given?.(page * PAGE, PAGE * 2 ** order);
    this.owners++;
    if (this.asking !== null) this.askers.set(page * PAGE, this.asking());
    return page * PAGE;
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

function frameOf(area: Area, va: number): number {
  const offset = va - area.va;
  return area.frames === undefined ? area.pa + offset : area.frames[Math.floor(offset / PAGE)] + (offset % PAGE);
}
