/** Ways to what is out of sight: the next entry beyond an empty stretch, and the moment when a byte was written. */
import { computed } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { useLab } from '../../stores/lab';
import { useSelection } from '../../stores/selection';
import { firstBoxAfter } from './box-drawing';
import { zoomTo } from './time-scale';
import type { TimeScale } from './time-scale';
import type { useTimelineData } from './timeline-data';

/** Cycles of air on both sides of a write that is zoomed to. */
const AIR = 8;

export interface TimelineTravel {
  /** To the first entry behind (or the last before) what is known of the present stretch; of all lanes without a lane. */
  jump(by: 1 | -1, lane: string | null): Promise<void>;
  /** Cycles in sight when none of them holds an entry. */
  readonly gap: ComputedRef<number | null>;
  zoomToWriter(address: number): Promise<void>;
}

export function useTimelineTravel(data: ReturnType<typeof useTimelineData>, scale: Readonly<ShallowRef<TimeScale>>, currentLane: Ref<string | null>, show: (scale: TimeScale) => void): TimelineTravel {
  const lab = useLab();
  const selection = useSelection();
  const { end } = data;

  async function jump(by: 1 | -1, lane: string | null): Promise<void> {
    const known = data.shown.value ?? { from: scale.value.from, to: scale.value.from + scale.value.span };
    const next = await lab.run('timeline.next', { from: Math.max(0, Math.floor(by === 1 ? Math.min(known.to, end.value + 1) : known.from)), lane, backwards: by === -1 });
    if (next === null) return;
    currentLane.value = next.lane;
    selection.select({ entry: next.entry, cycle: next.at });
  }

  const gap = computed(() => {
    const { from, span } = scale.value;
    const { shown: { value: window } } = data;
    if (window === null || window.from > from || window.to < Math.min(from + span, end.value) || from >= end.value) return null;
    const isEmpty = window.lanes.every((lane) => (lane.start[firstBoxAfter(lane, from)] ?? Infinity) >= from + span);
    return isEmpty ? Math.ceil(span) : null;
  });

  async function zoomToWriter(address: number): Promise<void> {
    const found = await lab.run('journal.writer', { address });
    const writer = found?.writer ?? null;
    if (writer === null) return;
    selection.select({ cycle: found?.beat?.at ?? writer.at });
    show(zoomTo(scale.value, writer.at - AIR, writer.until + AIR, end.value));
  }

  return { jump, gap, zoomToWriter };
}
