/** Where each slot of a cache lies on the map: a set is a column of its ways; sets stand side by side in as many bands as needed. */

export interface MapLayout {
  /** Size of a cell, its gap included. */
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Columns of a band. */
  readonly columns: number;
  readonly bandHeight: number;
  readonly ways: number;
  readonly slots: number;
}

const BAND_GAP = 4;
const LARGEST = 14;

/** The largest cells with which all slots fit into the box; cells are at least one pixel wide. */
export function layoutMap(width: number, height: number, sets: number, ways: number): MapLayout {
  const at = (cellWidth: number): MapLayout => {
    const columns = Math.max(1, Math.min(sets, Math.floor(width / cellWidth)));
    const bands = Math.ceil(sets / columns);
    const cellHeight = Math.max(1, Math.min(LARGEST, Math.floor((height / bands - BAND_GAP) / ways)));
    return { cellWidth, cellHeight, columns, bandHeight: cellHeight * ways + BAND_GAP, ways, slots: sets * ways };
  };
  /** Cells near to squares: the largest smaller side wins. */
  let best = at(1);
  for (let cellWidth = 2; cellWidth <= LARGEST; cellWidth++) {
    const next = at(cellWidth);
    const fits = Math.ceil(sets / next.columns) * next.bandHeight - BAND_GAP <= height;
    if (fits && Math.min(next.cellWidth, next.cellHeight) >= Math.min(best.cellWidth, best.cellHeight)) best = next;
  }
  return best;
}

export function placeOf({ ways, columns, cellWidth, cellHeight, bandHeight }: MapLayout, slot: number): { readonly x: number; readonly y: number } {
  const set = Math.floor(slot / ways);
  return { x: (set % columns) * cellWidth, y: Math.floor(set / columns) * bandHeight + (slot % ways) * cellHeight };
}

/** The slot under a point; null between bands and beside them. */
export function slotAt(layout: MapLayout, x: number, y: number): number | null {
  const { ways, columns, cellWidth, cellHeight, bandHeight, slots } = layout;
  const column = Math.floor(x / cellWidth);
  const band = Math.floor(y / bandHeight);
  const way = Math.floor((y - band * bandHeight) / cellHeight);
  if (x < 0 || y < 0 || column >= columns || way >= ways) return null;
  const slot = (band * columns + column) * ways + way;
  return slot < slots ? slot : null;
}

/** The next valid slot before or behind `slot` (-1: from the edge); null when there is none. */
export function nextValid(map: Uint8Array, slot: number, step: 1 | -1): number | null {
  for (let at = slot < 0 && step < 0 ? map.length - 1 : slot + step; at >= 0 && at < map.length; at += step) if (map[at] !== 0) return at;
  return null;
}
