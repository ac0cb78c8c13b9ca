/** Claimed ranges of device memory, as /proc/iomem shows them below the board's own. Behaviour: kernel/resource.c, one level deep. */
import type { PlainState } from '../clock';
import { copyPlain } from './plain-copy';

export interface IoRegion {
  readonly start: number;
  readonly bytes: number;
  readonly name: string;
  readonly owner: string;
}

export class IoRegions {
  private list_: IoRegion[] = [];

  get list(): readonly IoRegion[] {
    return this.list_;
  }

  /** @returns false when part of it is taken. */
  claim(start: number, bytes: number, name: string, owner: string): boolean {
    if (this.list_.some((one) => start < one.start + one.bytes && one.start < start + bytes)) return false;
    this.list_.push({ start, bytes, name, owner });
    return true;
  }

  /** @returns false when there is no such region. */
  release(start: number, bytes: number): boolean {
    const index = this.list_.findIndex((one) => one.start === start && one.bytes === bytes);
    if (index >= 0) this.list_.splice(index, 1);
    return index >= 0;
  }

  save(): PlainState {
    return copyPlain(this.list_);
  }

  load(state: PlainState): void {
    this.list_ = copyPlain(state) as IoRegion[];
  }
}
