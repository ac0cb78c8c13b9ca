/** Draws the lanes, ruler and arrows of the timeline. Positions come from the layout modules; nothing is decided here. */
import { hatch, withAlpha } from '../../ui/canvas-palette';
import type { Surface } from '../../ui/canvas-surface';
import { grouped } from '../../ui/numbers';
import { paintLanes } from './lane-painting';
import { chooseTicks, timeText } from './ticks';
import { laneY, RULER_HEIGHT } from './timeline-picture';
import type { DrawnLanes, TimelinePicture } from './timeline-picture';
import { xOfCycle } from './time-scale';
import type { TimeScale } from './time-scale';

export function drawTimeline(surface: Surface, picture: TimelinePicture): DrawnLanes {
  const { context, width, height } = surface;
  const { palette } = picture;
  context.fillStyle = palette('surface-panel');
  context.fillRect(0, 0, width, height);
  drawFuture(surface, picture);
  drawGrid(context, picture, width, height);
  const drawn = paintLanes(surface, picture);
  drawSelected(context, picture, drawn);
  drawArrows(context, picture);
  drawCursors(context, picture, height);
  drawRuler(surface, picture);
  return drawn;
}

/** What lies behind the present cycle has not happened. */
function drawFuture({ context, width, height, ratio }: Surface, { scale, present, palette }: TimelinePicture): void {
  const x = Math.max(0, Math.round(xOfCycle(scale, present)));
  if (x >= width) return;
  context.fillStyle = palette('surface-header');
  context.fillRect(x, RULER_HEIGHT, width - x, height);
  context.fillStyle = hatch(context, palette('line'), ratio);
  context.fillRect(x, RULER_HEIGHT, width - x, height);
}

function drawGrid(context: CanvasRenderingContext2D, { scale, palette, rows, scrollTop }: TimelinePicture, width: number, height: number): void {
  context.fillStyle = palette('line');
  for (const tick of ticksOf(scale).ticks) {
    if (tick.major) context.fillRect(Math.round(xOfCycle(scale, tick.at)), RULER_HEIGHT, 1, height);
  }
  for (const row of rows) {
    const y = laneY(row, scrollTop);
    if (y + row.height < RULER_HEIGHT || y > height) continue;
    if (row.kind === 'group') {
      context.fillStyle = palette('surface-header');
      context.fillRect(0, y, width, row.height);
    }
    context.fillStyle = palette('line');
    context.fillRect(0, y + row.height - 1, width, 1);
  }
}

const ticksOf = (scale: TimeScale) => chooseTicks(scale.from, scale.from + scale.span, scale.width, 110, 1);

function drawSelected(context: CanvasRenderingContext2D, picture: TimelinePicture, drawn: DrawnLanes): void {
  const { selected, palette } = picture;
  if (selected === null) return;
  const row = picture.rows.find((candidate) => candidate.key === selected.laneId);
  const box = drawn.get(selected.laneId)?.findLast((candidate) => candidate.box <= selected.box);
  if (row === undefined || box === undefined) return;
  const wide = Math.max(box.width, 10);
  context.strokeStyle = palette('selected');
  context.lineWidth = 2;
  context.strokeRect(box.x - (wide - box.width) / 2 - 1, laneY(row, picture.scrollTop) + 2, wide + 2, row.height - 5);
}

function drawArrows(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { scale, palette, rows, scrollTop } = picture;
  const middles = new Map(rows.filter((row) => row.kind === 'lane').map((row) => [row.key, laneY(row, scrollTop) + row.height / 2]));
  const inSight = (at: number): boolean => at >= scale.from - scale.span * AIR && at <= scale.from + scale.span * (1 + AIR);
  // Hundreds that come from the same far cause would lie upon each other as a thick line across the picture.
  const shown = picture.arrows.filter((arrow) => arrow.strong || (inSight(arrow.fromAt) && inSight(arrow.toAt)));
  const visible = shown.filter((arrow) => !arrow.strong).length;
  for (const strong of [false, true]) {
    context.strokeStyle = strong ? palette('accent') : withAlpha(palette('text-faint'), Math.max(0.12, Math.min(0.45, FEW_ARROWS / visible)));
    context.fillStyle = context.strokeStyle;
    context.lineWidth = strong ? 1.75 : 1;
    for (const arrow of shown) {
      const [y1, y2] = [middles.get(arrow.fromLane), middles.get(arrow.toLane)];
      if (arrow.strong !== strong || y1 === undefined || y2 === undefined) continue;
      const half = 0.5 * (scale.width / scale.span);
      const [x1, x2] = [xOfCycle(scale, arrow.fromAt) + Math.min(half, 4), xOfCycle(scale, arrow.toAt) + Math.min(half, 4)];
      if (Math.max(x1, x2) < -50 || Math.min(x1, x2) > scale.width + 50) continue;
      drawArrow(context, x1, y1, x2, y2);
    }
  }
}

/** Of the span, beyond the edges. */
const AIR = 0.05;
const HEAD = 5;
/** More arrows than this are drawn the fainter, the more there are. */
const FEW_ARROWS = 12;

/** Leaves and arrives along the lanes' direction when there is room, else straight down or up. */
function drawArrow(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  const down = y2 > y1 ? 1 : -1;
  const [startY, endY] = [y1 + 7 * down, y2 - 7 * down];
  const bend = Math.min(40, Math.abs(endY - startY) * 0.6) * down;
  context.beginPath();
  context.moveTo(x1, startY);
  context.bezierCurveTo(x1, startY + bend, x2, endY - bend, x2, endY);
  context.stroke();
  context.beginPath();
  context.moveTo(x2, endY + 1.5 * down);
  context.lineTo(x2 - HEAD / 2 - 0.5, endY - HEAD * down);
  context.lineTo(x2 + HEAD / 2 + 0.5, endY - HEAD * down);
  context.closePath();
  context.fill();
}

function drawCursors(context: CanvasRenderingContext2D, picture: TimelinePicture, height: number): void {
  const { scale, palette, range } = picture;
  if (range !== null) {
    const [a, b] = [xOfCycle(scale, range.from), xOfCycle(scale, range.to)];
    context.fillStyle = withAlpha(palette('accent'), 0.12);
    context.fillRect(a, RULER_HEIGHT, b - a, height);
  }
  const line = (x: number, colour: string, width: number): void => {
    context.fillStyle = colour;
    context.fillRect(Math.round(x), RULER_HEIGHT - 6, width, height);
  };
  if (picture.hoverX !== null) line(picture.hoverX, withAlpha(palette('text-faint'), 0.5), 1);
  if (picture.selectedCycle !== null) line(xOfCycle(scale, picture.selectedCycle), palette('accent'), 1);
  line(xOfCycle(scale, picture.present), palette('fault'), 1);
}

function drawRuler(surface: Surface, picture: TimelinePicture): void {
  const { context, width } = surface;
  const { scale, palette, hertz } = picture;
  context.fillStyle = palette('surface-header');
  context.fillRect(0, 0, width, RULER_HEIGHT);
  context.fillStyle = palette('line');
  context.fillRect(0, RULER_HEIGHT - 1, width, 1);
  const { ticks } = ticksOf(scale);
  context.textBaseline = 'middle';
  const flags = [flagSpan(context, picture, picture.present, 'now', width), ...(picture.selectedCycle === null ? [] : [flagSpan(context, picture, picture.selectedCycle, '', width)])];
  context.font = picture.dataFont;
  for (const tick of ticks) {
    const x = Math.round(xOfCycle(scale, tick.at));
    context.fillStyle = palette('line-strong');
    context.fillRect(x, RULER_HEIGHT - (tick.major ? 8 : 4), 1, tick.major ? 7 : 3);
    if (!tick.major) continue;
    const text = grouped(tick.at);
    const right = x + 4 + context.measureText(text).width;
    // Half a number reads as another one.
    if (right > width || flags.some((flag) => x < flag.right && right > flag.left)) continue;
    context.fillStyle = palette('text-soft');
    context.fillText(text, x + 4, RULER_HEIGHT - 9);
  }
  if (hertz > 0) drawTimes(context, picture);
  drawFlag(context, picture, picture.present, 'fault', 'now', width);
  if (picture.selectedCycle !== null) drawFlag(context, picture, picture.selectedCycle, 'accent', '', width);
}

/** The same stretch in seconds, above the cycles. */
function drawTimes(context: CanvasRenderingContext2D, { scale, hertz, palette }: TimelinePicture): void {
  const { ticks, step } = chooseTicks(scale.from / hertz, (scale.from + scale.span) / hertz, scale.width, 110);
  for (const tick of ticks) {
    if (!tick.major) continue;
    const x = Math.round(xOfCycle(scale, tick.at * hertz));
    context.fillStyle = palette('line-strong');
    context.fillRect(x, 0, 1, 5);
    const text = timeText(tick.at, step);
    if (x + 4 + context.measureText(text).width > scale.width) continue;
    context.fillStyle = palette('text-faint');
    context.fillText(text, x + 4, 9);
  }
}

/** What a flag covers of the row of cycles. */
function flagSpan(context: CanvasRenderingContext2D, { scale, uiFont }: TimelinePicture, cycle: number, text: string, width: number): { left: number; right: number } {
  const x = Math.round(xOfCycle(scale, cycle));
  if (x < -4 || x > width + 4) return { left: -1, right: -1 };
  if (text === '') return { left: x - 5, right: x + 6 };
  context.font = uiFont;
  const room = context.measureText(text).width + 8;
  return x + 7 + room > width ? { left: x - 7 - room, right: x + 6 } : { left: x - 5, right: x + 7 + room };
}

function drawFlag(context: CanvasRenderingContext2D, { scale, palette, uiFont }: TimelinePicture, cycle: number, colour: string, text: string, width: number): void {
  const x = Math.round(xOfCycle(scale, cycle));
  if (x < -4 || x > width + 4) return;
  context.fillStyle = palette(colour);
  context.beginPath();
  context.moveTo(x - 4, RULER_HEIGHT - 10);
  context.lineTo(x + 5, RULER_HEIGHT - 10);
  context.lineTo(x + 0.5, RULER_HEIGHT - 2);
  context.closePath();
  context.fill();
  if (text === '') return;
  context.font = uiFont;
  const room = context.measureText(text).width;
  context.fillText(text, x + 15 + room > width ? x - 11 - room : x + 11, RULER_HEIGHT - 9);
}
