/** A scatter list over memory: entries where they lie, below them what the device sees, and which became which. All numbers are per cent of the width. */
import type { MappingView } from '../../../core/contract';

export interface Box {
  /** Entry of the list. */
  readonly index: number;
  readonly from: number;
  readonly width: number;
  readonly mapping: MappingView;
}

export interface Segment {
  readonly number: number;
  readonly from: number;
  readonly width: number;
  readonly handle: number;
  readonly bytes: number;
}

export interface ScatterPicture {
  /** In order of address; a gap stands for memory in between. */
  readonly memory: readonly Box[];
  /** In order of the list. */
  readonly device: readonly Box[];
  readonly segments: readonly Segment[];
  /** Corners of the band from an entry to its part of a segment, in a box of 100 × 100. */
  readonly bands: readonly { readonly index: number; readonly points: string }[];
}

export interface ScatterGroup {
  readonly key: string;
  readonly list: number;
  readonly of: number;
  /** In order of the list. */
  readonly entries: readonly MappingView[];
}

/** Widest gap, and what all gaps take at most. */
const GAP = 3;
const GAPS_MOST = 30;
/** No entry is narrower than this part of the whole. */
const LEAST = 0.04;

/** Entries that one call mapped, in the order in which the lists appear. */
export function scatterGroups(mappings: readonly MappingView[]): ScatterGroup[] {
  const groups = new Map<string, MappingView[]>();
  for (const one of mappings) {
    if (one.scatter === null) continue;
    const key = `${one.scatter.list} ${one.at}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups].map(([key, entries]) => ({ key, list: entries[0].scatter?.list ?? 0, of: entries[0].scatter?.of ?? 0, entries: entries.toSorted((a, b) => indexOf(a) - indexOf(b)) }));
}

const indexOf = (one: MappingView): number => one.scatter?.index ?? 0;
const segmentOf = (one: MappingView): number => one.scatter?.segment ?? 0;

export function layoutScatter(entries: readonly MappingView[]): ScatterPicture {
  const memory = inRow(entries.toSorted((a, b) => a.address - b.address), (before, one) => before.address + before.bytes !== one.address);
  const device = inRow(entries.toSorted((a, b) => indexOf(a) - indexOf(b)), (before, one) => segmentOf(before) !== segmentOf(one));
  const segments: Segment[] = [];
  for (const { from, width, mapping } of device) {
    const last = segments.at(-1);
    if (last?.number === segmentOf(mapping)) segments[segments.length - 1] = { ...last, width: from + width - last.from, bytes: last.bytes + mapping.bytes };
    else segments.push({ number: segmentOf(mapping), from, width, handle: mapping.handle, bytes: mapping.bytes });
  }
  const bands = memory.map(({ index, from, width }) => {
    const below = device.find((one) => one.index === index) ?? { from, width };
    return { index, points: `${from},0 ${from + width},0 ${below.from + below.width},100 ${below.from},100` };
  });
  return { memory, device, segments, bands };
}

/** One behind the other; `apart` says where a gap is. */
function inRow(entries: readonly MappingView[], apart: (before: MappingView, one: MappingView) => boolean): Box[] {
  const gaps = entries.filter((one, i) => i > 0 && apart(entries[i - 1], one)).length;
  const gap = gaps === 0 ? 0 : Math.min(GAP, GAPS_MOST / gaps);
  const total = entries.reduce((sum, one) => sum + one.bytes, 0);
  const share = (one: MappingView): number => Math.max(one.bytes, total * LEAST, 1);
  const scale = (100 - gaps * gap) / entries.reduce((sum, one) => sum + share(one), 0);
  let from = 0;
  return entries.map((mapping, i) => {
    if (i > 0 && apart(entries[i - 1], mapping)) from += gap;
    const width = share(mapping) * scale;
    const box = { index: indexOf(mapping), from, width, mapping };
    from += width;
    return box;
  });
}
