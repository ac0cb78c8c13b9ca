/**
 * What is known of each byte of RAM beside its value: may it be written, does it hold a value, whose red zone is it
 * (see c/shadow.ts). By physical page, and only pages of which anything is known; all others are ordinary memory.
 * Copy on write, so that a snapshot costs a list of pages.
 */
import type { PlainState } from '../../clock';
import { READY } from '../../c/shadow';

const PAGE = 4096;

export class ShadowMemory {
  private pages = new Map<number, Uint8Array>();
  /** Pages that no snapshot holds. */
  private own = new Set<number>();

  /** Shadow of a physical page for looking; undefined: ordinary memory. */
  page(number: number): Uint8Array | undefined {
    return this.pages.get(number);
  }

  /** Grows when a page's array is another one than before: what was kept of `page` is void. */
  revision = 0;

  set(pa: number, bytes: number, value: number): void {
    while (bytes > 0) {
      const from = pa % PAGE;
      const count = Math.min(bytes, PAGE - from);
      const page = this.writable(Math.floor(pa / PAGE), value);
      page?.fill(value, from, from + count);
      pa += count;
      bytes -= count;
    }
  }

  /** Bytes were given values by somebody who does not ask: those that may be written now hold one. */
  filled(pa: number, bytes: number): void {
    while (bytes > 0) {
      const from = pa % PAGE;
      const count = Math.min(bytes, PAGE - from);
      const number = Math.floor(pa / PAGE);
      const page = this.pages.get(number);
      let own: Uint8Array | undefined;
      for (let at = from; page !== undefined && at < from + count; at++) {
        if ((page[at] & 3) !== 1) continue;
        own ??= this.writable(number);
        if (own !== undefined) own[at] = READY;
      }
      pa += count;
      bytes -= count;
    }
  }

  /** The page for changing. */
  writable(number: number, value = 0): Uint8Array | undefined {
    let page = this.pages.get(number);
    if (page === undefined) {
      if (value === READY) return undefined;
      page = new Uint8Array(PAGE).fill(READY);
    } else if (this.own.has(number)) return page;
    else page = page.slice();
    this.pages.set(number, page);
    this.own.add(number);
    this.revision++;
    return page;
  }

  save(): PlainState {
    this.own.clear();
    this.revision++;
    return new Map(this.pages);
  }

  load(state: PlainState): void {
    this.pages = new Map(state as Map<number, Uint8Array>);
    this.own.clear();
    this.revision++;
  }
}
