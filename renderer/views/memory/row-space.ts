/**
 * Rows of the memory view: 4 GiB of addresses, where each stretch that nothing is mapped to takes a single row.
 * Row numbers and addresses are told from each other without a table of rows.
 */

export interface Extent {
  readonly base: number;
  readonly bytes: number;
}

/** Rows that belong together: a mapped stretch of `bytes`, or one row that stands for a hole. */
export interface RowStretch {
  readonly firstRow: number;
  readonly rows: number;
  /** Of mapped stretches: a multiple of the row's bytes. */
  readonly base: number;
  readonly bytes: number;
  readonly hole: boolean;
}

export interface RowSpace {
  readonly bytesPerRow: number;
  readonly rows: number;
  readonly stretches: readonly RowStretch[];
}

const SPACE_BYTES = 2 ** 32;

export function makeRowSpace(mapped: readonly Extent[], bytesPerRow: number): RowSpace {
  const stretches: RowStretch[] = [];
  let row = 0;
  let at = 0;
  const push = (base: number, end: number, hole: boolean): void => {
    if (base >= end) return;
    const rows = hole ? 1 : (end - base) / bytesPerRow;
    stretches.push({ firstRow: row, rows, base, bytes: end - base, hole });
    row += rows;
  };
  for (const { base, end } of alignedRuns(mapped, bytesPerRow)) {
    push(at, base, true);
    push(base, end, false);
    at = end;
  }
  push(at, SPACE_BYTES, true);
  return { bytesPerRow, rows: row, stretches };
}

/** Mapped stretches widened to whole rows, in order, merged where they touch. */
function alignedRuns(mapped: readonly Extent[], bytesPerRow: number): { base: number; end: number }[] {
  const runs: { base: number; end: number }[] = [];
  const sorted = mapped.filter((extent) => extent.bytes > 0).toSorted((a, b) => a.base - b.base);
  for (const extent of sorted) {
    const base = Math.floor(extent.base / bytesPerRow) * bytesPerRow;
    const end = Math.min(SPACE_BYTES, Math.ceil((extent.base + extent.bytes) / bytesPerRow) * bytesPerRow);
    const last = runs.at(-1);
    if (last !== undefined && base <= last.end) last.end = Math.max(last.end, end);
    else runs.push({ base, end });
  }
  return runs;
}

/** The stretch that holds `row` (clamped to the space). */
export function stretchOfRow(space: RowSpace, row: number): RowStretch {
  return find(space, (stretch) => stretch.firstRow + stretch.rows <= row);
}

/** The stretch that holds `address`. */
export function stretchOfAddress(space: RowSpace, address: number): RowStretch {
  return find(space, (stretch) => stretch.base + stretch.bytes <= address);
}

function find(space: RowSpace, isBefore: (stretch: RowStretch) => boolean): RowStretch {
  let from = 0;
  let to = space.stretches.length - 1;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isBefore(space.stretches[middle])) from = middle + 1;
    else to = middle;
  }
  return space.stretches[from];
}

/** First address of a row; of a hole's row the first address of the hole. */
export function addressOfRow(space: RowSpace, row: number): number {
  const stretch = stretchOfRow(space, row);
  return stretch.hole ? stretch.base : stretch.base + (row - stretch.firstRow) * space.bytesPerRow;
}

export function rowOfAddress(space: RowSpace, address: number): number {
  const stretch = stretchOfAddress(space, address);
  return stretch.hole ? stretch.firstRow : stretch.firstRow + Math.floor((address - stretch.base) / space.bytesPerRow);
}

/** Where the cursor goes from `address` by a number of rows: the column stays; a hole is passed as one row. */
export function moveByRows(space: RowSpace, address: number, by: number): number {
  const column = address % space.bytesPerRow;
  const row = Math.max(0, Math.min(space.rows - 1, rowOfAddress(space, address) + by));
  const stretch = stretchOfRow(space, row);
  if (!stretch.hole) return addressOfRow(space, row) + column;
  const beyond = by < 0 ? row - 1 : row + 1;
  if (beyond < 0 || beyond >= space.rows) return address;
  return addressOfRow(space, beyond) + column;
}

/** Where the cursor goes from `address` by a number of bytes; holes are jumped over, the ends of the space are walls. */
export function moveByBytes(space: RowSpace, address: number, by: number): number {
  const wanted = Math.max(0, Math.min(SPACE_BYTES - 1, address + by));
  const stretch = stretchOfAddress(space, wanted);
  if (!stretch.hole) return wanted;
  const index = space.stretches.indexOf(stretch);
  if (by < 0) return index > 0 ? stretch.base - 1 : address;
  return index < space.stretches.length - 1 ? stretch.base + stretch.bytes : address;
}

/** Mapped addresses of rows `firstRow` … `lastRow`, as few extents as possible. */
export function extentsOfRows(space: RowSpace, firstRow: number, lastRow: number): Extent[] {
  const extents: Extent[] = [];
  const first = Math.max(0, firstRow);
  const last = Math.min(space.rows - 1, lastRow);
  for (const stretch of space.stretches) {
    if (stretch.hole || stretch.firstRow > last || stretch.firstRow + stretch.rows <= first) continue;
    const from = Math.max(first, stretch.firstRow);
    const to = Math.min(last + 1, stretch.firstRow + stretch.rows);
    extents.push({ base: stretch.base + (from - stretch.firstRow) * space.bytesPerRow, bytes: (to - from) * space.bytesPerRow });
  }
  return extents;
}
