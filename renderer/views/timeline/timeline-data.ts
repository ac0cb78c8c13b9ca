/** What the timeline shows of the lab: the visible window, the whole run in coarse columns, and the selected entry. */
import { computed } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import type { EntryLine, TimelineLane } from '../../../core/contract';
import { useLabWindow } from '../../data/lab-window';
import { useLab } from '../../stores/lab';
import { useSelection } from '../../stores/selection';
import { findEntry, mergedEntry } from './entry-walk';
import type { LaneInfo } from './lane-layout';
import type { Arrow } from './timeline-picture';
import { arrowsOf } from './timeline-picture';
import type { TimeScale } from './time-scale';
import { overviewRequest, windowFor } from './window-request';

export interface SelectedBox {
  readonly lane: TimelineLane;
  readonly box: number;
}

export function useTimelineData(scale: Readonly<ShallowRef<TimeScale>>) {
  const lab = useLab();
  const selection = useSelection();
  const end = computed(() => lab.status?.cycle ?? 0);
  const hertz = computed(() => lab.status?.hertz ?? 0);
  const isLaidOut = computed(() => scale.value.width > 1);
  const detail = useLabWindow('timeline.window', computed(() => (isLaidOut.value ? windowFor(scale.value, end.value) : null)));
  const overview = useLabWindow('timeline.window', computed(() => (isLaidOut.value ? overviewRequest(end.value, scale.value.width) : null)));

  /** The fine window when it covers what is visible; until it has come, the coarse one of the whole run. */
  const shown = computed(() => {
    const { from, span } = scale.value;
    const fine = detail.value.value;
    const covers = fine !== null && fine.from <= from && fine.to >= Math.min(from + span, end.value);
    return covers ? fine : (overview.value.value ?? fine);
  });
  const laneById = computed(() => new Map(shown.value?.lanes.map((lane) => [lane.id, lane])));
  /** All lanes of the run, so that none comes or goes while the window moves. */
  const lanes = computed<LaneInfo[]>(() => {
    const known = new Map<string, LaneInfo>();
    for (const lane of [...(overview.value.value?.lanes ?? []), ...(detail.value.value?.lanes ?? [])]) if (!known.has(lane.id)) known.set(lane.id, lane);
    return [...known.values()];
  });

  const entryWindow = useLabWindow('journal.entries', computed(() => (selection.entry === null ? null : { from: selection.entry, count: 1 })));
  const entry = computed<EntryLine | null>(() => {
    const line = entryWindow.value.value?.entries[0];
    return line !== undefined && line.index === selection.entry ? line : null;
  });
  const selected = computed<SelectedBox | null>(() => {
    if (selection.entry === null || shown.value === null) return null;
    const found = findEntry(shown.value.lanes, selection.entry, entry.value?.at ?? selection.cycle ?? 0);
    return found === null ? null : { lane: shown.value.lanes[found.lane], box: found.box };
  });
  const arrows = useArrows(shown, overview.value);

  return { end, hertz, detail, overview, shown, laneById, lanes, entry, selected, arrows };
}

/** Arrows of the window, and those of the selected entry's chain of causes. */
function useArrows(shown: ComputedRef<Parameters<typeof arrowsOf>[0] | null>, overview: ShallowRef<Parameters<typeof arrowsOf>[0] | null>): ComputedRef<Arrow[]> {
  const lab = useLab();
  const selection = useSelection();
  const causes = useLabWindow('journal.causes', computed(() => (selection.entry === null || selection.entry >= (lab.status?.journalLength ?? 0) ? null : { index: selection.entry })));
  const chain = computed(() => {
    const lines = causes.value.value;
    if (lines === null || selection.entry === null || !lines.some((line) => line.index === selection.entry)) return [];
    return chainArrows(lines, (line) => laneOf(shown.value?.lanes, line) ?? laneOf(overview.value?.lanes, line));
  });
  return computed(() => [...(shown.value === null ? [] : arrowsOf(shown.value)), ...chain.value]);
}

function laneOf(lanes: readonly TimelineLane[] | undefined, line: EntryLine): { lane: string; at: number } | null {
  if (lanes === undefined) return null;
  const found = findEntry(lanes, line.index, line.at) ?? mergedEntry(lanes, line.lane, line.at);
  if (found === null) return null;
  const lane = lanes[found.lane];
  return { lane: lane.id, at: lane.start[found.box] };
}

/** From cause to effect down the chain; entries that no lane shows are passed over. */
export function chainArrows(lines: readonly EntryLine[], placeOf: (line: EntryLine) => { lane: string; at: number } | null): Arrow[] {
  const arrows: Arrow[] = [];
  let cause: { lane: string; at: number } | null = null;
  for (const line of lines.toSorted((a, b) => a.index - b.index)) {
    const place = placeOf(line);
    if (place === null) continue;
    if (cause !== null && cause.lane !== place.lane) arrows.push({ fromLane: cause.lane, fromAt: cause.at, toLane: place.lane, toAt: place.at, strong: true });
    cause = place;
  }
  return arrows;
}
