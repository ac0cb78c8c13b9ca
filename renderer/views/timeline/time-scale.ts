/** The visible stretch of time and its mapping to x. Cycles are whole in the lab, fractional here while zooming. */

export interface TimeScale {
  /** Cycle at the left edge. */
  readonly from: number;
  /** Cycles across the width. */
  readonly span: number;
  /** CSS pixels. */
  readonly width: number;
}

/** Pixels a cycle at the closest zoom. */
export const MOST_PIXELS_PER_CYCLE = 64;
/** Room behind the end of the run, as a part of it. */
const BEYOND = 0.05;

export function xOfCycle(scale: TimeScale, cycle: number): number {
  return ((cycle - scale.from) / scale.span) * scale.width;
}

/** May be fractional; `Math.floor` gives the cycle that is drawn there. */
export function cycleOfX(scale: TimeScale, x: number): number {
  return scale.from + (x / scale.width) * scale.span;
}

export function pixelsPerCycle(scale: TimeScale): number {
  return scale.width / scale.span;
}

/** Keeps the zoom sensible and the run in sight. `end` is the run's last cycle. */
export function clampScale(scale: TimeScale, end: number): TimeScale {
  const least = scale.width / MOST_PIXELS_PER_CYCLE;
  const most = Math.max(least, wholeSpan(end));
  const span = Math.min(most, Math.max(least, scale.span));
  const last = Math.max(0, wholeSpan(end) - span);
  return { width: scale.width, span, from: Math.min(last, Math.max(0, scale.from)) };
}

function wholeSpan(end: number): number {
  return Math.max(16, end * (1 + BEYOND));
}

export function fitAll(width: number, end: number): TimeScale {
  return clampScale({ from: 0, span: wholeSpan(end), width }, end);
}

/** Zooms by `factor` (above 1: closer); what is at `x` stays there as far as the ends allow. */
export function zoomAt(scale: TimeScale, x: number, factor: number, end: number): TimeScale {
  const fixed = cycleOfX(scale, x);
  const span = clampScale({ ...scale, span: scale.span / factor }, end).span;
  return clampScale({ ...scale, span, from: fixed - (x / scale.width) * span }, end);
}

export function panBy(scale: TimeScale, pixels: number, end: number): TimeScale {
  return clampScale({ ...scale, from: scale.from + (pixels / scale.width) * scale.span }, end);
}

/** Shows `from` … `to` with some air on both sides. */
export function zoomTo(scale: TimeScale, from: number, to: number, end: number): TimeScale {
  const span = Math.max(1, to - from) * 1.25;
  const closest = clampScale({ ...scale, span }, end).span;
  return clampScale({ ...scale, span: closest, from: (from + to) / 2 - closest / 2 }, end);
}

/** Moves as little as needed to bring `cycle` into sight; far away it comes to the middle. */
export function reveal(scale: TimeScale, cycle: number, end: number): TimeScale {
  const x = xOfCycle(scale, cycle);
  const margin = Math.min(48, scale.width / 4);
  if (x >= margin && x <= scale.width - margin) return scale;
  return clampScale({ ...scale, from: cycle - scale.span / 2 }, end);
}
