/**
 * Which window to ask the lab for: columns of a power of two cycles, not coarser than a pixel, aligned so that small
 * movements ask for the same window again, with a margin on both sides.
 */
import type { TimeScale } from './time-scale';

export interface WindowRequest {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
}

/** The lab answers no more columns than this. */
const MOST_COLUMNS = 8192;
/** Windows begin and end at multiples of so many columns. */
const ALIGN = 512;

export function windowFor(scale: TimeScale, end: number): WindowRequest {
  const margin = scale.span / 2;
  let column = Math.max(1, 2 ** Math.floor(Math.log2(scale.span / scale.width)));
  for (;;) {
    const block = column * ALIGN;
    const from = Math.max(0, Math.floor((scale.from - margin) / block) * block);
    const wanted = Math.ceil((scale.from + scale.span + margin) / block) * block;
    const to = Math.max(from + block, Math.min(wanted, Math.ceil((end + 1) / block) * block));
    const columns = (to - from) / column;
    if (columns <= MOST_COLUMNS) return { from, to, columns };
    column *= 2;
  }
}

/** The whole run in one coarse window, for the overview. */
export function overviewRequest(end: number, width: number): WindowRequest {
  const column = Math.max(1, 2 ** Math.ceil(Math.log2(Math.max(1, end) / Math.max(64, width))));
  const columns = Math.max(1, Math.ceil((end + 1) / column));
  return { from: 0, to: columns * column, columns };
}
