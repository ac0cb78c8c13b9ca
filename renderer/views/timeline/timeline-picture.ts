/** What a frame of the timeline shows. */
import type { TimelineLane, TimelineWindow } from '../../../core/contract';
import type { Palette } from '../../ui/canvas-palette';
import type { DrawnBox } from './box-drawing';
import type { LaneRow } from './lane-layout';
import type { TimeScale } from './time-scale';

export const RULER_HEIGHT = 34;

export interface TimelinePicture {
  readonly scale: TimeScale;
  readonly rows: readonly LaneRow[];
  readonly scrollTop: number;
  /** Lane of each row's index in this window; null where the window has nothing of it. */
  readonly laneAt: (row: LaneRow) => TimelineLane | null;
  readonly arrows: readonly Arrow[];
  readonly palette: Palette;
  readonly hertz: number;
  readonly present: number;
  readonly hoverX: number | null;
  readonly selectedCycle: number | null;
  readonly selected: { readonly laneId: string; readonly box: number } | null;
  readonly range: { readonly from: number; readonly to: number } | null;
  readonly uiFont: string;
  readonly dataFont: string;
}

/** In lane ids and cycles; `strong` ones are causes of the selected entry. */
export interface Arrow {
  readonly fromLane: string;
  readonly fromAt: number;
  readonly toLane: string;
  readonly toAt: number;
  readonly strong: boolean;
}

/** What was drawn where, for finding the box under the pointer. */
export type DrawnLanes = Map<string, readonly DrawnBox[]>;

/** Top edge of a row on the canvas. */
export const laneY = (row: LaneRow, scrollTop: number): number => RULER_HEIGHT + row.y - scrollTop;

/** The window's arrows by lane id, to survive lanes that come and go. */
export function arrowsOf(window: TimelineWindow): Arrow[] {
  const { fromLane, fromAt, toLane, toAt } = window.arrows;
  return Array.from(fromLane, (lane, i) => ({ fromLane: window.lanes[lane].id, fromAt: fromAt[i], toLane: window.lanes[toLane[i]].id, toAt: toAt[i], strong: false }));
}
