/**
 * Bytes for drawing, kept in pages. What is missing or outdated is asked for, one request at a time; outdated pages
 * stay visible until their new bytes arrive, so that nothing flickers while the lab runs.
 */
import type { MemoryWindow } from '../../../core/contract';
import type { Extent } from './row-space';

export const PAGE_BYTES = 4096;
/** Pages that are kept before those not asked for longest are dropped. */
const MOST_PAGES = 256;

/** What one byte shows. */
export interface ByteCell {
  readonly value: number;
  /** 0 nothing there, 1 memory, 2 registers. */
  readonly kind: number;
  readonly changed: boolean;
  /** Bits of CACHE_MARK. */
  readonly cache: number;
  /** The byte in the other view, when the processor and devices see different ones. */
  readonly other: number | null;
}

interface Page {
  window: MemoryWindow;
  epoch: number;
}

export type ReadMemory = (address: number, length: number) => Promise<MemoryWindow>;

export class MemoryPages {
  private readonly pages = new Map<number, Page>();
  private wanted: number[] = [];
  private epoch = 0;
  private asking = false;
  private forgotten = 0;
  /** Why the newest request failed. */
  failure: unknown = null;

  constructor(
    private readonly read: ReadMemory,
    private readonly arrived: () => void,
  ) {}

  /** All pages are outdated: they are asked for again when they are wanted. */
  outdate(): void {
    this.epoch++;
  }

  /** Drop everything: another session. */
  forget(): void {
    this.pages.clear();
    this.wanted = [];
    this.failure = null;
    this.forgotten++;
  }

  /** The extents that will be drawn. Answers at once; `arrived` is called when bytes have come. */
  want(extents: readonly Extent[]): void {
    this.wanted = [];
    for (const { base, bytes } of extents) {
      for (let page = Math.floor(base / PAGE_BYTES); page * PAGE_BYTES < base + bytes; page++) {
        if (this.pages.get(page)?.epoch !== this.epoch && !this.wanted.includes(page)) this.wanted.push(page);
      }
    }
    void this.fetch();
  }

  /** Nothing is missing and nothing is under way. */
  get settled(): boolean {
    return !this.asking && this.wanted.length === 0;
  }

  at(address: number): ByteCell | null {
    const number = Math.floor(address / PAGE_BYTES);
    const window = this.pages.get(number)?.window;
    if (window === undefined) return null;
    const i = address - number * PAGE_BYTES;
    if (i >= window.bytes.length) return null;
    const value = window.bytes[i];
    const other = window.other?.[i] ?? value;
    return { value, kind: window.kinds[i], changed: window.changed[i] !== 0, cache: window.cache[i], other: other === value ? null : other };
  }

  private async fetch(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      for (let page = this.wanted.shift(); page !== undefined; page = this.wanted.shift()) await this.fetchRun(page);
    } finally {
      this.asking = false;
    }
  }

  /** `first` and the wanted pages right behind it, as one request. */
  private async fetchRun(first: number): Promise<void> {
    let count = 1;
    while (this.wanted[0] === first + count && count < 16) {
      this.wanted.shift();
      count++;
    }
    const [epoch, forgotten] = [this.epoch, this.forgotten];
    try {
      const window = await this.read(first * PAGE_BYTES, count * PAGE_BYTES);
      if (forgotten !== this.forgotten) return;
      this.failure = null;
      for (let i = 0; i < count; i++) this.keep(first + i, pageOf(window, i), epoch);
    } catch (failure) {
      if (forgotten !== this.forgotten) return;
      this.failure = failure;
      this.wanted = [];
    }
    this.arrived();
  }

  private keep(number: number, window: MemoryWindow, epoch: number): void {
    this.pages.delete(number);
    this.pages.set(number, { window, epoch });
    if (this.pages.size <= MOST_PAGES) return;
    for (const oldest of this.pages.keys()) {
      this.pages.delete(oldest);
      break;
    }
  }
}

function pageOf(window: MemoryWindow, index: number): MemoryWindow {
  const from = index * PAGE_BYTES;
  const to = from + PAGE_BYTES;
  return {
    address: window.address + from, bytes: window.bytes.slice(from, to), kinds: window.kinds.slice(from, to), changed: window.changed.slice(from, to), cache: window.cache.slice(from, to),
    other: window.other === null ? null : window.other.slice(from, to),
  };
}
