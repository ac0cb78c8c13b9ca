/** Draws the visible rows of memory. Layout comes from hex-layout and row-space, bytes from memory-pages. */
import { CACHE_MARK } from '../../../core/contract';
import { hatch, withAlpha } from '../../ui/canvas-palette';
import type { Palette } from '../../ui/canvas-palette';
import type { Surface } from '../../ui/canvas-surface';
import { byteSize, hex32 } from '../../ui/numbers';
import { draftByte } from './hex-edit';
import type { HexDraft } from './hex-edit';
import { cellX, runX } from './hex-layout';
import type { HexLayout, HexPane } from './hex-layout';
import type { ByteCell } from './memory-pages';
import { bandsBetween } from './named-ranges';
import type { Band } from './named-ranges';
import { stretchOfRow } from './row-space';
import type { RowSpace, RowStretch } from './row-space';
import { byteSign } from './value-context';

export const HEADER_HEIGHT = 26;

export interface HexPicture {
  readonly layout: HexLayout;
  readonly space: RowSpace;
  /** Row at the top; fractional while it scrolls. */
  readonly top: number;
  readonly palette: Palette;
  readonly bands: readonly Band[];
  readonly byteAt: (address: number) => ByteCell | null;
  readonly regionName: (address: number) => string;
  readonly cursor: number | null;
  /** Selected bytes: first address and one behind the last. */
  readonly selected: { readonly from: number; readonly to: number } | null;
  readonly hovered: number | null;
  readonly pane: HexPane;
  readonly draft: HexDraft | null;
  /** Since power-on nearly all that is of interest was written: then it is marked by a line only. */
  readonly quietChanges: boolean;
  /** Only what the processor and devices see differently stands out. */
  readonly differences: boolean;
  readonly focused: boolean;
  readonly font: string;
}

interface Row {
  readonly y: number;
  readonly address: number;
}

const TINTS = ['read', 'syscall', 'instruction', 'event', 'input', 'call'] as const;
export const tintOf = (band: { readonly order: number }): string => TINTS[band.order % TINTS.length];

export function drawHex(surface: Surface, picture: HexPicture): void {
  const { context, width, height } = surface;
  const { palette, layout } = picture;
  context.fillStyle = palette('surface-panel');
  context.fillRect(0, 0, width, height);
  context.font = picture.font;
  context.textBaseline = 'middle';
  const first = Math.floor(picture.top);
  const shift = Math.round((picture.top - first) * layout.rowHeight);
  const rows: Row[] = [];
  for (let row = first; row < picture.space.rows; row++) {
    const y = HEADER_HEIGHT + (row - first) * layout.rowHeight - shift;
    if (y >= height) break;
    const stretch = stretchOfRow(picture.space, row);
    if (stretch.hole) drawHole(surface, picture, y, stretch);
    else rows.push({ y, address: stretch.base + (row - stretch.firstRow) * layout.bytesPerRow });
  }
  for (const row of rows) drawRowBackground(context, picture, row);
  for (const row of rows) drawRowText(context, picture, row);
  if (layout.nameWidth > 0) drawNames(context, picture, rows);
  drawCursor(context, picture, rows);
  drawHeader(context, picture, width);
}

function drawHole({ context, width, ratio }: Surface, { palette, layout, cursor }: HexPicture, y: number, hole: RowStretch): void {
  context.fillStyle = hatch(context, palette('line'), ratio);
  context.fillRect(0, y + 1, width, layout.rowHeight - 2);
  const last = hole.base + hole.bytes - 1;
  const here = cursor !== null && cursor >= hole.base && cursor <= last;
  const where = here ? `${hex32(cursor)}: ` : '';
  const text = `${where}nothing is mapped from ${hex32(hole.base)} to ${hex32(last)} (${byteSize(hole.bytes)})`;
  const textWidth = context.measureText(text).width;
  context.fillStyle = here ? palette('surface-selected') : palette('surface-panel');
  context.fillRect(layout.addressX - 6, y, textWidth + 12, layout.rowHeight);
  context.fillStyle = palette(here ? 'text' : 'text-faint');
  context.fillText(text, layout.addressX, middle(layout, y));
}

const middle = (layout: HexLayout, y: number): number => y + layout.rowHeight / 2 + 0.5;

/** Paints columns `from` … `to` - 1 (addresses, cut to the row) of both panes. */
function paintRun(context: CanvasRenderingContext2D, layout: HexLayout, row: Row, from: number, to: number, inset = 0): void {
  const first = Math.max(0, from - row.address);
  const last = Math.min(layout.bytesPerRow, to - row.address) - 1;
  if (last < first) return;
  for (const pane of ['hex', 'ascii'] as const) {
    const { x, width } = runX(layout, pane, first, last);
    const grow = pane === 'hex' ? 3 : 0;
    context.fillRect(x - grow, row.y + inset, width + 2 * grow, layout.rowHeight - 2 * inset);
  }
}

function drawRowBackground(context: CanvasRenderingContext2D, picture: HexPicture, row: Row): void {
  const { palette, layout, selected, draft } = picture;
  const end = row.address + layout.bytesPerRow;
  for (const band of bandsBetween(picture.bands, row.address, end)) {
    context.fillStyle = withAlpha(palette(`${tintOf(band)}-fill`), 0.5);
    paintRun(context, layout, row, band.base, band.end);
  }
  const changed = changedRuns(picture, row);
  context.fillStyle = palette('surface-changed');
  if (!picture.quietChanges) for (const [from, to] of changed) paintRun(context, layout, row, from, to, 1);
  if (selected !== null) {
    context.fillStyle = palette('surface-selected');
    paintRun(context, layout, row, selected.from, selected.to, 1);
  }
  /** The line stays visible in a selection. */
  context.fillStyle = withAlpha(palette('changed'), picture.quietChanges ? 0.28 : 0.55);
  for (const [from, to] of changed) {
    const { x, width } = runX(layout, 'hex', from - row.address, to - 1 - row.address);
    context.fillRect(x, row.y + layout.rowHeight - 2, width, 1);
  }
  drawCacheMarks(context, picture, row);
  if (draft !== null) {
    context.fillStyle = palette('input-fill');
    paintRun(context, layout, row, draft.address, draft.address + draft.bytes.length, 1);
  }
  if (picture.hovered !== null && picture.hovered >= row.address && picture.hovered < end) {
    context.fillStyle = withAlpha(palette('text-faint'), 0.16);
    paintRun(context, layout, row, picture.hovered, picture.hovered + 1, 1);
  }
}

/** Bytes that are another in the other view: a triangle in the corner, upper for what waits in the cache, lower for what the cache hides. */
function drawCacheMarks(context: CanvasRenderingContext2D, picture: HexPicture, row: Row): void {
  const { layout, palette } = picture;
  for (let column = 0; column < layout.bytesPerRow; column++) {
    const address = row.address + column;
    const cell = picture.byteAt(address);
    if (cell === null || cell.other === null) continue;
    const stale = (cell.cache & CACHE_MARK.stale) !== 0;
    if (picture.differences) {
      context.fillStyle = palette(stale ? 'fault-fill' : 'write-fill');
      paintRun(context, layout, row, address, address + 1, 1);
    }
    const { x, width } = cellX(layout, 'hex', column);
    const [right, y, tip] = [x + width + 3, stale ? row.y + layout.rowHeight - 1 : row.y + 1, stale ? -6 : 6];
    context.fillStyle = palette(stale ? 'fault' : 'write');
    context.beginPath();
    context.moveTo(right, y);
    context.lineTo(right - 6, y);
    context.lineTo(right, y + tip);
    context.fill();
  }
}

/** Runs of changed bytes, cut at the groups of eight so that the columns stay readable. */
function changedRuns(picture: HexPicture, row: Row): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (let column = 0; column < picture.layout.bytesPerRow; column++) {
    const address = row.address + column;
    if (picture.byteAt(address)?.changed !== true) continue;
    const last = runs.at(-1);
    if (last?.[1] === address && column % 8 !== 0) last[1] = address + 1;
    else runs.push([address, address + 1]);
  }
  return runs;
}

function drawRowText(context: CanvasRenderingContext2D, picture: HexPicture, row: Row): void {
  const { palette, layout, cursor } = picture;
  const y = middle(layout, row.y);
  const isCurrent = cursor !== null && cursor >= row.address && cursor < row.address + layout.bytesPerRow;
  context.fillStyle = palette(isCurrent ? 'text' : 'text-faint');
  context.fillText(row.address.toString(16).padStart(8, '0'), layout.addressX, y);
  let registers = false;
  for (let column = 0; column < layout.bytesPerRow; column++) {
    const address = row.address + column;
    const cell = picture.byteAt(address);
    const typed = draftByte(picture.draft, address);
    const value = typed ?? (cell === null || cell.kind === 0 ? null : cell.value);
    registers ||= cell?.kind === 2;
    context.fillStyle = palette(typed !== null ? 'input' : picture.differences && cell?.other === null ? 'text-faint' : colourOf(cell, picture.quietChanges));
    context.fillText(value === null ? '··' : HEX[value], layout.hexX[column], y);
    if (value === null) continue;
    const sign = byteSign(value);
    if (sign === '·' && typed === null) context.fillStyle = palette('line-strong');
    context.fillText(sign, cellX(layout, 'ascii', column).x, y);
  }
  if (!registers) return;
  context.fillStyle = palette('register');
  context.fillRect(0, row.y, 3, layout.rowHeight);
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function colourOf(cell: ByteCell | null, quietChanges: boolean): string {
  if (cell === null || cell.kind === 0) return 'line-strong';
  if (cell.changed && !quietChanges) return 'changed';
  if (cell.kind === 2) return cell.value === 0 ? 'text-faint' : 'register';
  return cell.value === 0 ? 'text-faint' : 'text';
}

/** Names of ranges and regions at the right, beside their first visible row. */
function drawNames(context: CanvasRenderingContext2D, picture: HexPicture, rows: readonly Row[]): void {
  const { palette, layout, bands } = picture;
  let region = '';
  rows.forEach((row, i) => {
    const end = row.address + layout.bytesPerRow;
    const here = bandsBetween(bands, row.address, end);
    const last = here.at(-1);
    if (last !== undefined) {
      context.fillStyle = palette(tintOf(last));
      context.fillRect(layout.nameX, row.y, 2, layout.rowHeight);
    }
    const begun = here.filter((band) => i === 0 || band.base >= row.address);
    const texts = begun.map((band) => (band.owner === '' || begun.length > 1 ? band.name : `${band.name} · ${band.owner}`));
    if (begun.length === 1 && context.measureText(texts[0]).width > layout.nameWidth - 10) texts[0] = begun[0].name;
    const name = picture.regionName(row.address);
    if (name !== region && here.length === 0) texts.unshift(name);
    region = name;
    if (texts.length === 0) return;
    context.fillStyle = palette(begun.length > 0 && last !== undefined ? tintOf(last) : 'text-soft');
    context.fillText(fitText(context, texts.join(', '), layout.nameWidth - 10), layout.nameX + 10, middle(layout, row.y));
  });
}

export function fitText(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  const letter = context.measureText('0').width;
  const fits = Math.floor(room / letter) - 1;
  return fits < 2 ? '' : `${text.slice(0, fits)}…`;
}

function drawCursor(context: CanvasRenderingContext2D, picture: HexPicture, rows: readonly Row[]): void {
  const { cursor, layout, palette } = picture;
  if (cursor === null) return;
  const row = rows.find((candidate) => cursor >= candidate.address && cursor < candidate.address + layout.bytesPerRow);
  if (row === undefined) return;
  for (const pane of ['hex', 'ascii'] as const) {
    const { x, width } = cellX(layout, pane, cursor - row.address);
    const grow = pane === 'hex' ? 3 : 0;
    const active = pane === picture.pane && picture.focused;
    context.strokeStyle = palette(active ? 'focus' : 'line-strong');
    context.lineWidth = active ? 2 : 1;
    context.strokeRect(x - grow + 0.5, row.y + 1.5, width + 2 * grow - 1, layout.rowHeight - 3);
  }
}

function drawHeader(context: CanvasRenderingContext2D, picture: HexPicture, width: number): void {
  const { palette, layout, cursor } = picture;
  context.fillStyle = palette('surface-header');
  context.fillRect(0, 0, width, HEADER_HEIGHT);
  context.fillStyle = palette('line');
  context.fillRect(0, HEADER_HEIGHT - 1, width, 1);
  const y = HEADER_HEIGHT / 2 + 0.5;
  const current = cursor === null ? -1 : cursor % layout.bytesPerRow;
  for (let column = 0; column < layout.bytesPerRow; column++) {
    context.fillStyle = palette(column === current ? 'text' : 'text-faint');
    context.fillText(HEX[column], layout.hexX[column], y);
  }
  context.fillStyle = palette('text-faint');
  context.fillText('Address', layout.addressX, y);
  context.fillText('Text', layout.asciiX, y);
  if (layout.nameWidth > 0) context.fillText('Range', layout.nameX + 10, y);
}
