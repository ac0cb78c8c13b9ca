/** Paints the boxes of all visible lanes: rectangles by style, single beats, marks of entries, labels that fit. */
import { TIMELINE_STYLES } from '../../../core/contract';
import type { TimelineLane } from '../../../core/contract';
import { hatch, withAlpha } from '../../ui/canvas-palette';
import type { Palette } from '../../ui/canvas-palette';
import type { Surface } from '../../ui/canvas-surface';
import { beatBoxes, beatsHaveRoom, beatTimes } from './beat-layout';
import type { BeatTimes } from './beat-layout';
import { drawnBoxes } from './box-drawing';
import type { DrawnBox } from './box-drawing';
import { laneY, RULER_HEIGHT } from './timeline-picture';
import type { DrawnLanes, TimelinePicture } from './timeline-picture';
import { xOfCycle } from './time-scale';
import type { TimeScale } from './time-scale';

const AIR = 3;
const FAULT = TIMELINE_STYLES.indexOf('fault');
const WAITING = TIMELINE_STYLES.indexOf('waiting');
const INSTRUCTION = TIMELINE_STYLES.indexOf('instruction');
const isImportant = (style: number): boolean => style === FAULT;
/** Entries without length: they get a mark of their own when they stand alone. */
const POINTS = new Set<string>(['interrupt', 'fault', 'log', 'syscall', 'call', 'input', 'event']);
/** Up to this many pixels a rectangle is drawn in the full colour: a pale one would not be seen. */
const SOLID_UP_TO = 6;
/** Pixels of free lane in front of a mark. */
const POINT_ROOM = 8;
const BEAT_NUMBER_WIDTH = 22;
const LEAST_LABEL = 28;
const LEAST_SHORT = 12;

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Label {
  text: string;
  /** Where `text` has no room. */
  short?: string;
  x: number;
  y: number;
  room: number;
  colour: 'text' | 'text-soft';
}

/** What one frame paints, gathered so that each colour is set once. */
interface Frame {
  readonly pale: Rectangle[][];
  readonly solid: Rectangle[][];
  /** Wide boxes that stand for many entries. */
  readonly merged: Rectangle[][];
  readonly tracks: { x: number; y: number; width: number; style: number }[];
  readonly points: { x: number; y: number; style: number }[];
  readonly labels: Label[];
  readonly numbers: { text: string; x: number; y: number }[];
}

export function paintLanes(surface: Surface, picture: TimelinePicture): DrawnLanes {
  const frame: Frame = { pale: TIMELINE_STYLES.map(() => []), solid: TIMELINE_STYLES.map(() => []), merged: TIMELINE_STYLES.map(() => []), tracks: [], points: [], labels: [], numbers: [] };
  const drawn: DrawnLanes = new Map();
  for (const row of picture.rows) {
    const y = laneY(row, picture.scrollTop);
    const lane = row.kind === 'lane' ? picture.laneAt(row) : null;
    if (lane === null || y + row.height < RULER_HEIGHT || y > surface.height) continue;
    const boxes = drawnBoxes(lane, picture.scale, isImportant);
    drawn.set(lane.id, boxes);
    boxes.forEach((_, i) => gather(frame, lane, boxes, i, picture.scale, y + AIR, row.height - 2 * AIR));
  }
  paintRectangles(surface, picture.palette, frame);
  for (const point of frame.points) drawPoint(surface.context, picture.palette, point);
  paintTexts(surface.context, picture, frame);
  return drawn;
}

function gather(frame: Frame, lane: TimelineLane, boxes: readonly DrawnBox[], i: number, scale: TimeScale, top: number, height: number): void {
  const box = boxes[i];
  const alone = box.count === 1;
  const text = lane.labels[box.box];
  const middle = top + height / 2;
  const before = i === 0 ? -Infinity : boxes[i - 1].x + boxes[i - 1].width;
  if (alone && POINTS.has(TIMELINE_STYLES[box.style]) && box.width < 2 * POINT_ROOM && box.x - before >= POINT_ROOM) {
    const x = box.x + Math.min(box.width, 8) / 2;
    frame.points.push({ x, y: middle, style: box.style });
    const room = (i + 1 < boxes.length ? boxes[i + 1].x : Infinity) - x - 14;
    if (text !== '') frame.labels.push({ text, x: x + 9, y: middle, room, colour: 'text-soft' });
    return;
  }
  const times = alone ? beatTimes(lane.start[box.box], lane.end[box.box], lane.beats[box.box]) : null;
  if (times !== null && beatsHaveRoom(times, scale)) {
    gatherBeats(frame, times, scale, top, height, box.style);
    return;
  }
  const exact = ((lane.end[box.box] - lane.start[box.box]) / scale.span) * scale.width;
  const target = (alone ? exact : box.width) <= SOLID_UP_TO ? frame.solid : alone ? frame.pale : frame.merged;
  target[box.style].push({ x: box.x, y: top, width: box.width, height });
  if (!alone || text === '') return;
  const left = Math.max(0, box.x) + 6;
  const inside = box.x + box.width - left - 4;
  const behind = (i + 1 < boxes.length ? boxes[i + 1].x : Infinity) - box.x - box.width - 10;
  // All instructions begin alike: without that even little room tells one from the other.
  const short = box.style === INSTRUCTION ? { short: text.replace(/^DMA/, '') } : {};
  if (inside >= LEAST_LABEL) frame.labels.push({ text, ...short, x: left, y: middle, room: inside, colour: 'text' });
  else if (box.style === INSTRUCTION && behind < LEAST_LABEL) frame.labels.push({ text, ...short, x: left - 2, y: middle, room: inside + 5, colour: 'text' });
  else frame.labels.push({ text, ...short, x: box.x + box.width + 4, y: middle, room: behind, colour: 'text-soft' });
}

function gatherBeats(frame: Frame, times: BeatTimes, scale: TimeScale, top: number, height: number, style: number): void {
  const first = Math.round(xOfCycle(scale, times.first));
  const last = Math.round(xOfCycle(scale, times.first + (times.beats - 1) * times.stride + 1));
  frame.tracks.push({ x: first, y: top + height - 1, width: last - first, style });
  for (const beat of beatBoxes(times, scale)) {
    frame.pale[style].push({ x: beat.x, y: top, width: Math.max(2, beat.width - 1), height: height - 2 });
    if (beat.width >= BEAT_NUMBER_WIDTH) frame.numbers.push({ text: String(beat.beat + 1), x: beat.x + beat.width / 2, y: top + height / 2 - 0.5 });
  }
}

function paintRectangles({ context, ratio }: Surface, palette: Palette, frame: Frame): void {
  for (const track of frame.tracks) {
    context.fillStyle = withAlpha(palette(TIMELINE_STYLES[track.style]), 0.5);
    context.fillRect(track.x, track.y, track.width, 1);
  }
  TIMELINE_STYLES.forEach((name, style) => {
    const pale = frame.pale[style];
    if (pale.length > 0) {
      context.fillStyle = palette(`${name}-fill`);
      for (const box of pale) context.fillRect(box.x, box.y, box.width, box.height);
      context.fillStyle = palette(name);
      for (const box of pale) context.fillRect(box.x, box.y, Math.min(2, box.width), box.height);
      context.fillStyle = hatch(context, palette(name), ratio);
      if (style === WAITING) for (const box of pale) context.fillRect(box.x, box.y, box.width, box.height);
    }
    const merged = frame.merged[style];
    context.fillStyle = withAlpha(palette(name), 0.62);
    for (const box of merged) context.fillRect(box.x, box.y, box.width, box.height);
    context.fillStyle = palette(name);
    for (const box of frame.solid[style]) context.fillRect(box.x, box.y, box.width, box.height);
  });
}

/** The shape tells the kind without colour: fault a cross, interrupt a triangle, input a square, log a disc, the rest a diamond. */
function drawPoint(context: CanvasRenderingContext2D, palette: Palette, { x, y, style }: { x: number; y: number; style: number }): void {
  const name = TIMELINE_STYLES[style];
  context.fillStyle = palette(name);
  context.beginPath();
  if (name === 'fault') {
    context.strokeStyle = palette(name);
    context.lineWidth = 2.5;
    context.moveTo(x - 4, y - 4);
    context.lineTo(x + 4, y + 4);
    context.moveTo(x + 4, y - 4);
    context.lineTo(x - 4, y + 4);
    context.stroke();
    return;
  }
  const corners = name === 'interrupt' ? [[-5, 4], [0, -5], [5, 4]] : name === 'input' ? [[-4, -4], [4, -4], [4, 4], [-4, 4]] : [[0, -5], [5, 0], [0, 5], [-5, 0]];
  if (name === 'log') context.arc(x, y, 3.5, 0, 2 * Math.PI);
  else for (const [dx, dy] of corners) context.lineTo(x + dx, y + dy);
  context.closePath();
  context.fill();
}

function paintTexts(context: CanvasRenderingContext2D, picture: TimelinePicture, frame: Frame): void {
  context.textBaseline = 'middle';
  context.font = picture.dataFont;
  context.textAlign = 'center';
  context.fillStyle = picture.palette('text');
  for (const number of frame.numbers) context.fillText(number.text, number.x, number.y);
  context.textAlign = 'start';
  context.font = picture.uiFont;
  for (const label of frame.labels) {
    if (label.room < (label.short === undefined ? LEAST_LABEL : LEAST_SHORT)) continue;
    context.fillStyle = picture.palette(label.colour);
    context.fillText(textFor(context, label), label.x, label.y + 0.5);
  }
}

function textFor(context: CanvasRenderingContext2D, { text, short, room }: Label): string {
  return short === undefined || context.measureText(text).width <= room ? fit(context, text, room) : fit(context, short, room);
}

/** As much of `text` as fits; nothing when that is not worth reading. */
function fit(context: CanvasRenderingContext2D, text: string, room: number): string {
  const shown = text.slice(0, 200);
  if (context.measureText(shown).width <= room) return shown;
  let fits = 0;
  for (let more = shown.length; fits < more; ) {
    const middle = Math.ceil((fits + more) / 2);
    if (context.measureText(`${shown.slice(0, middle)}…`).width <= room) fits = middle;
    else more = middle - 1;
  }
  return fits < 3 ? '' : `${shown.slice(0, fits)}…`;
}
