/**
 * From a lane's boxes to rectangles in whole pixels: boxes that share pixels are merged, so that a frame draws at
 * most about one rectangle per two pixels and lane, grouped by style.
 */
import type { TimelineLane } from '../../../core/contract';
import { xOfCycle } from './time-scale';
import type { TimeScale } from './time-scale';

export interface DrawnBox {
  /** Whole pixels. */
  readonly x: number;
  readonly width: number;
  readonly style: number;
  /** The lane's box, or the first of those that were merged. */
  readonly box: number;
  /** Entries that the rectangle stands for. */
  readonly count: number;
}

/** Pixels that even the shortest entry takes. */
export const LEAST_WIDTH = 2;

/** First box of `lane` that ends behind `cycle`. Boxes lie in order and do not overlap. */
export function firstBoxAfter(lane: TimelineLane, cycle: number): number {
  let from = 0;
  let to = lane.end.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (lane.end[middle] <= cycle) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What to draw of `lane`; `important` styles (a fault) win when boxes of several styles are merged. */
export function drawnBoxes(lane: TimelineLane, scale: TimeScale, important: (style: number) => boolean): DrawnBox[] {
  const drawn: DrawnBox[] = [];
  let open: { x: number; end: number; style: number; box: number; count: number } | null = null;
  const close = (): void => {
    if (open !== null) drawn.push({ x: open.x, width: open.end - open.x, style: open.style, box: open.box, count: open.count });
  };
  const margin = (LEAST_WIDTH / scale.width) * scale.span;
  const last = scale.from + scale.span;
  for (let i = firstBoxAfter(lane, scale.from - margin); i < lane.start.length && lane.start[i] < last; i++) {
    const style = lane.style[i];
    const x = Math.max(-2, Math.round(xOfCycle(scale, lane.start[i])));
    const end = Math.min(scale.width + 2, Math.max(x + LEAST_WIDTH, Math.round(xOfCycle(scale, lane.end[i]))));
    const thin = end - x <= LEAST_WIDTH;
    if (open !== null && (x < open.end || (thin && x === open.end && style === open.style && open.end - open.x > LEAST_WIDTH && open.count > 1))) {
      const wins: boolean = important(style) && !important(open.style);
      open = { x: open.x, end: Math.max(open.end, end), style: wins ? style : open.style, box: wins ? i : open.box, count: open.count + lane.count[i] };
      continue;
    }
    close();
    open = { x, end, style, box: i, count: lane.count[i] };
  }
  close();
  return drawn;
}

/** The drawn box at `x`, or the nearest within `reach` pixels. */
export function hitBox(drawn: readonly DrawnBox[], x: number, reach: number): DrawnBox | null {
  let best: DrawnBox | null = null;
  let bestDistance = reach;
  for (const box of drawn) {
    const distance = x < box.x ? box.x - x : x >= box.x + box.width ? x - (box.x + box.width - 1) : 0;
    if (distance === 0) return box;
    if (distance <= bestDistance) {
      best = box;
      bestDistance = distance;
    }
  }
  return best;
}
