/** Choosing entries by pointer and keys: sets the app's selection, and walks along and between lanes. */
import { ref, watch } from 'vue';
import type { Ref } from 'vue';
import { useSelection } from '../../stores/selection';
import { beatAt, beatTimes } from './beat-layout';
import { nearestBox, neighbour } from './entry-walk';
import type { LaneRow } from './lane-layout';
import type { useTimelineData } from './timeline-data';
import { beatRange } from './timeline-words';

export interface TimelineChoice {
  readonly currentLane: Ref<string | null>;
  /** `cycle`: where the user pointed, which may single out a beat. */
  choose(laneId: string, box: number, cycle: number | null): void;
  /** To the next entry of the lane; false at the window's edge. */
  walk(by: 1 | -1): boolean;
  changeLane(by: 1 | -1): void;
}

export function useTimelineChoice(data: ReturnType<typeof useTimelineData>, rows: Readonly<Ref<readonly LaneRow[]>>, middle: () => number): TimelineChoice {
  const selection = useSelection();
  const currentLane = ref<string | null>(null);
  /** The cycle of a choice whose entry has not come yet; its bytes then join the selection. */
  let awaited: number | null = null;

  const laneOf = (id: string | null) => (id === null ? undefined : data.laneById.value.get(id));

  function beatUnder(laneId: string, box: number, cycle: number): { number: number; of: number; at: number } | null {
    const lane = laneOf(laneId);
    if (lane === undefined || lane.count[box] !== 1 || lane.beats[box] < 2) return null;
    const times = beatTimes(lane.start[box], lane.end[box], lane.beats[box]);
    const number = beatAt(times, cycle);
    return number === null ? null : { number, of: times.beats, at: times.first + number * times.stride };
  }

  function takeBytes(): void {
    const line = data.entry.value;
    if (line === null || awaited === null) return;
    const cycle = awaited;
    awaited = null;
    if (line.address === null) return;
    const { value: selected } = data.selected;
    const beat = selected === null ? null : beatUnder(selected.lane.id, selected.box, cycle);
    const part = beat === null ? null : beatRange(line, beat.number, beat.of);
    selection.select(part ?? { address: line.address, length: Math.max(1, line.bytes) });
  }

  function choose(laneId: string, box: number, cycle: number | null): void {
    const lane = laneOf(laneId);
    /** What was drawn may be older than the lane. */
    if (lane === undefined || box >= lane.start.length) return;
    currentLane.value = laneId;
    const beat = cycle === null ? null : beatUnder(laneId, box, cycle);
    const at = beat?.at ?? lane.start[box];
    awaited = lane.count[box] === 1 ? at : null;
    selection.select({ entry: lane.entry[box], cycle: at });
    takeBytes();
  }

  function walk(by: 1 | -1): boolean {
    const lane = laneOf(currentLane.value) ?? data.shown.value?.lanes[0];
    if (lane === undefined) return false;
    const { value: selected } = data.selected;
    const next = selected?.lane.id === lane.id ? neighbour(lane, selected.box, by) : nearestBox(lane, selection.cycle ?? middle());
    if (next !== null) choose(lane.id, next, null);
    return next !== null;
  }

  function changeLane(by: 1 | -1): void {
    const filled = rows.value.filter((row) => row.kind === 'lane' && (laneOf(row.key)?.start.length ?? 0) > 0);
    const index = filled.findIndex((row) => row.key === currentLane.value);
    const lane = laneOf(filled.at(Math.max(0, Math.min(filled.length - 1, index + by)))?.key ?? null);
    const box = lane === undefined ? null : nearestBox(lane, selection.cycle ?? middle());
    if (lane !== undefined && box !== null) choose(lane.id, box, null);
  }

  watch(data.entry, takeBytes);
  watch(data.selected, (now) => {
    if (now !== null) currentLane.value = now.lane.id;
  });
  return { currentLane, choose, walk, changeLane };
}
