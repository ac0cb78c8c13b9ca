/** Geometry of a hex row: which byte lies at which x, and where a byte's cells lie. All numbers in CSS pixels. */

export const GROUPINGS = [1, 2, 4, 8] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface HexLayout {
  readonly bytesPerRow: number;
  readonly grouping: Grouping;
  readonly charWidth: number;
  readonly rowHeight: number;
  readonly addressX: number;
  /** Left edge of each byte's hex cell; the cell is `hexWidth` wide. */
  readonly hexX: readonly number[];
  readonly hexWidth: number;
  readonly asciiX: number;
  readonly asciiWidth: number;
  /** Where names of ranges begin, and the room they have (0: none). */
  readonly nameX: number;
  readonly nameWidth: number;
}

export type HexPane = 'hex' | 'ascii';

const PADDING = 12;
const COLUMN_GAP = 20;
/** Narrowest column for names of ranges that still can be read. */
const LEAST_NAME = 64;

/** Pixels from one byte to the next, beside the two digits. */
function gapAfter(column: number, grouping: Grouping, charWidth: number): number {
  const next = column + 1;
  const small = grouping === 1 ? 0.8 : 0.2;
  let gap = (next % grouping === 0 ? Math.max(small, 0.9) : small) * charWidth;
  if (next % 8 === 0) gap += 0.7 * charWidth;
  return Math.round(gap);
}

export function layoutHexRow(options: { width: number; charWidth: number; rowHeight: number; bytesPerRow: number; grouping: Grouping }): HexLayout {
  const { width, charWidth, rowHeight, bytesPerRow, grouping } = options;
  const digits = Math.ceil(2 * charWidth);
  const hexX: number[] = [];
  let x = PADDING + Math.ceil(8 * charWidth) + COLUMN_GAP;
  for (let column = 0; column < bytesPerRow; column++) {
    hexX.push(x);
    x += digits + gapAfter(column, grouping, charWidth);
  }
  const asciiX = hexX[bytesPerRow - 1] + digits + COLUMN_GAP;
  const nameX = Math.ceil(asciiX + bytesPerRow * charWidth) + COLUMN_GAP;
  const room = width - nameX - PADDING;
  return {
    bytesPerRow, grouping, charWidth, rowHeight, addressX: PADDING, hexX, hexWidth: digits, asciiX, asciiWidth: charWidth,
    nameX, nameWidth: room >= LEAST_NAME ? room : 0,
  };
}

/** Pixels that a row needs up to the end of its ASCII column. */
export function rowWidth(layout: HexLayout): number {
  return layout.asciiX + layout.bytesPerRow * layout.asciiWidth + PADDING;
}

/** The most bytes a row (32, 16 or 8) that fit into `width`. */
export function fitBytesPerRow(width: number, charWidth: number, rowHeight: number, grouping: Grouping): number {
  for (const bytesPerRow of [32, 16]) {
    if (rowWidth(layoutHexRow({ width, charWidth, rowHeight, bytesPerRow, grouping })) <= width) return bytesPerRow;
  }
  return 8;
}

/** Left edge and width of a byte's cell. */
export function cellX(layout: HexLayout, pane: HexPane, column: number): { x: number; width: number } {
  if (pane === 'hex') return { x: layout.hexX[column], width: layout.hexWidth };
  return { x: layout.asciiX + column * layout.asciiWidth, width: layout.asciiWidth };
}

/** Edges of a run of columns; in the hex pane gaps inside the run belong to it. */
export function runX(layout: HexLayout, pane: HexPane, first: number, last: number): { x: number; width: number } {
  const from = cellX(layout, pane, first);
  const to = cellX(layout, pane, last);
  return { x: from.x, width: to.x + to.width - from.x };
}

/** The byte column at `x`; the gap between two cells belongs to the nearer one. Null outside of both panes. */
export function columnAt(layout: HexLayout, x: number): { pane: HexPane; column: number } | null {
  const asciiEnd = layout.asciiX + layout.bytesPerRow * layout.asciiWidth;
  if (x >= layout.asciiX - COLUMN_GAP / 2 && x < asciiEnd) {
    return { pane: 'ascii', column: Math.max(0, Math.floor((x - layout.asciiX) / layout.asciiWidth)) };
  }
  if (x < layout.hexX[0] - COLUMN_GAP / 2 || x >= asciiEnd) return null;
  let column = 0;
  while (column + 1 < layout.bytesPerRow && x >= (layout.hexX[column] + layout.hexWidth + layout.hexX[column + 1]) / 2) column++;
  return { pane: 'hex', column };
}
