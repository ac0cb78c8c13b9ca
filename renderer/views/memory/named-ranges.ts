/** Named ranges of memory as bands that do not overlap, for tinting and for saying where an address lies. */
import type { RegionView } from '../../../core/contract';

export interface Band {
  readonly base: number;
  /** First address behind it. */
  readonly end: number;
  readonly name: string;
  readonly owner: string;
  /** First address of the whole range: a band may be what another one left of it. */
  readonly start: number;
  readonly bytes: number;
  /** Counts bands in order of address: neighbours differ. */
  readonly order: number;
}

/** Where ranges overlap, the one that begins later lies on top: it is the more particular one. */
export function makeBands(regions: readonly RegionView[]): Band[] {
  const marks = regions.flatMap((region) => region.marks).filter((mark) => mark.bytes > 0).toSorted((a, b) => a.base - b.base || b.bytes - a.bytes);
  const bands: Omit<Band, 'order'>[] = [];
  const open: (typeof marks)[number][] = [];
  let at = 0;
  const emit = (to: number): void => {
    const top = open.at(-1);
    if (top !== undefined && to > at) bands.push({ base: at, end: to, name: top.name, owner: top.owner, start: top.base, bytes: top.bytes });
    at = Math.max(at, to);
  };
  const closeBefore = (limit: number): void => {
    for (let top = open.at(-1); top !== undefined && top.base + top.bytes <= limit; top = open.at(-1)) {
      emit(top.base + top.bytes);
      open.pop();
    }
  };
  for (const mark of marks) {
    closeBefore(mark.base);
    emit(mark.base);
    at = Math.max(at, mark.base);
    open.push(mark);
  }
  closeBefore(Infinity);
  return bands.map((band, order) => ({ ...band, order }));
}

/** Index of the first band that ends behind `address`. */
function firstBehind(bands: readonly Band[], address: number): number {
  let from = 0;
  let to = bands.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (bands[middle].end <= address) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function bandAt(bands: readonly Band[], address: number): Band | null {
  const band = bands.at(firstBehind(bands, address));
  return band !== undefined && band.base <= address ? band : null;
}

/** Bands that touch `from` … `to` - 1. */
export function bandsBetween(bands: readonly Band[], from: number, to: number): Band[] {
  const found: Band[] = [];
  for (let i = firstBehind(bands, from); i < bands.length && bands[i].base < to; i++) found.push(bands[i]);
  return found;
}

export function regionAt(regions: readonly RegionView[], address: number): RegionView | null {
  return regions.find((region) => address >= region.base && address < region.base + region.bytes) ?? null;
}

/** 'src + 0x40' */
export function placeInBand(band: Band, address: number): string {
  const offset = address - band.start;
  return offset === 0 ? band.name : `${band.name} + 0x${offset.toString(16)}`;
}
