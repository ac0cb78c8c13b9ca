/**
 * What lies between two cycles, as boxes in lanes. Boxes that would be narrower than a column are merged, so the
 * reply's size depends on the columns asked for and not on the number of entries.
 */
import type { Machine } from '../../boards/machine';
import type { TimelineLane, TimelineWindow } from '../../contract';
import { TIMELINE_STYLES } from '../../contract';
import { CHUNK_ENTRIES } from '../../journal/chunk';
import { KIND } from '../../journal/entry-kinds';
import type { Journal } from '../../journal/journal';
import type { JournalText } from './journal-view';

/** Boxes that stand alone carry a text up to this many a lane. */
const LABELS = 400;
const ARROWS = 400;

interface LaneKey {
  readonly id: string;
  readonly title: string;
  readonly group: string;
}

/** Boxes of a lane while they are collected. */
class LaneBuilder {
  start: number[] = [];
  end: number[] = [];
  style: number[] = [];
  entry: number[] = [];
  count: number[] = [];
  beats: number[] = [];

  constructor(readonly key: LaneKey) {}

  /** Merge into the last box when both lie within `width` cycles and look alike, or when there is no room at all. */
  add(start: number, end: number, style: number, entry: number, beats: number, width: number): void {
    const last = this.start.length - 1;
    if (last >= 0 && width > 1 && end - this.start[last] <= width) {
      if (end > this.end[last]) this.end[last] = end;
      this.count[last]++;
      if (MERGE_RANK[style] > MERGE_RANK[this.style[last]]) this.style[last] = style;
      return;
    }
    this.start.push(start);
    this.end.push(end);
    this.style.push(style);
    this.entry.push(entry);
    this.count.push(1);
    this.beats.push(beats);
  }

  finish(text: JournalText): TimelineLane {
    const few = this.start.length <= LABELS;
    return {
      ...this.key,
      start: Float64Array.from(this.start),
      end: Float64Array.from(this.end),
      style: Uint8Array.from(this.style),
      entry: Uint32Array.from(this.entry),
      count: Uint32Array.from(this.count),
      beats: Uint16Array.from(this.beats, (beats, i) => (this.count[i] === 1 ? beats : 0)),
      labels: this.entry.map((entry, i) => (few && this.count[i] === 1 ? text.line(entry).title : '')),
    };
  }
}

const STYLE = Object.fromEntries(TIMELINE_STYLES.map((name, i) => [name, i])) as Record<(typeof TIMELINE_STYLES)[number], number>;

/** When boxes merge, the more telling style wins. */
const MERGE_RANK = TIMELINE_STYLES.map((name) => (name === 'fault' ? 3 : name === 'interrupt' || name === 'input' ? 2 : 1));

/** Style of each entry kind; -1: not drawn. */
const STYLE_OF_KIND: readonly number[] = (() => {
  const styles = new Array<number>(16).fill(-1);
  styles[KIND.read] = STYLE.read;
  styles[KIND.write] = STYLE.write;
  styles[KIND.instruction] = STYLE.instruction;
  styles[KIND.interrupt] = STYLE.interrupt;
  styles[KIND.event] = STYLE.event;
  styles[KIND.fault] = STYLE.fault;
  styles[KIND.log] = STYLE.log;
  styles[KIND.syscall] = STYLE.syscall;
  styles[KIND.call] = STYLE.call;
  styles[KIND.handler] = STYLE.interrupt;
  styles[KIND.task] = STYLE.syscall;
  styles[KIND.input] = STYLE.input;
  styles[KIND.request] = STYLE.event;
  return styles;
})();

export function timelineWindow(machine: Machine, text: JournalText, from: number, to: number, columns: number): TimelineWindow {
  const { journal } = machine;
  const width = Math.max(1, (to - from) / Math.max(1, columns));
  const lanes = new Map<string, LaneBuilder>();
  const byKind: (LaneBuilder | undefined)[] = [];
  const lane = (kind: number, initiator: number): LaneBuilder => {
    const slot = kind * 256 + initiator;
    const known = byKind[slot];
    if (known !== undefined) return known;
    const key = laneKey(journal, kind, initiator);
    let builder = lanes.get(key.id);
    if (builder === undefined) lanes.set(key.id, (builder = new LaneBuilder(key)));
    return (byKind[slot] = builder);
  };
  /** A run that began before the window may reach into it. */
  const first = journal.firstAt(Math.max(0, from - 4096));
  for (let index = Math.max(1, first); index < journal.length; index++) {
    const chunk = journal.chunkOf(index);
    const i = index & (CHUNK_ENTRIES - 1);
    const at = chunk.at[i];
    if (at >= to) break;
    const kind = chunk.kind[i];
    const style = STYLE_OF_KIND[kind];
    if (style < 0) continue;
    let start = at;
    let end = at + 1;
    const beats = chunk.beats[i];
    if (kind === KIND.read || kind === KIND.write) {
      start = at + chunk.setup[i];
      end = start + Math.max(0, beats - 1) * chunk.stride[i] + 1;
    }
    if (end <= from) continue;
    lane(kind, chunk.initiator[i]).add(start, end, style, index, beats, width);
  }
  const finished = [...lanes.values()].sort((a, b) => order(a.key) - order(b.key) || (a.key.id < b.key.id ? -1 : 1)).map((builder) => builder.finish(text));
  return { from, to, lanes: finished, arrows: arrows(journal, finished) };
}

const GROUPS = ['User', 'Kernel', 'CPU', 'Interrupts', 'DMA', 'Bus'];

function order(key: LaneKey): number {
  return GROUPS.indexOf(key.group);
}

function laneKey(journal: Journal, kind: number, initiator: number): LaneKey {
  const { name } = journal.initiatorList[initiator];
  switch (kind) {
    case KIND.input:
      return { id: 'user', title: 'Input', group: 'User' };
    case KIND.log:
      return { id: 'log', title: 'Kernel log', group: 'Kernel' };
    case KIND.syscall:
    case KIND.call:
    case KIND.task:
      return { id: 'kernel', title: 'System calls', group: 'Kernel' };
    case KIND.handler:
      return { id: 'handler', title: 'Interrupt handlers', group: 'Interrupts' };
    case KIND.interrupt:
      return { id: 'interrupt', title: 'Interrupt lines', group: 'Interrupts' };
    case KIND.instruction:
    case KIND.event:
    case KIND.fault:
    case KIND.request:
      return { id: `dma:${name}`, title: name, group: 'DMA' };
    case KIND.read:
      return { id: `read:${name}`, title: `${name} read`, group: journal.initiatorList[initiator].kind === 'cpu' ? 'CPU' : 'Bus' };
    default:
      return { id: `write:${name}`, title: `${name} write`, group: journal.initiatorList[initiator].kind === 'cpu' ? 'CPU' : 'Bus' };
  }
}

/** From cause to effect, between boxes of different lanes that each stand for one entry. */
function arrows(journal: Journal, lanes: readonly TimelineLane[]): TimelineWindow['arrows'] {
  const boxes = new Map<number, { lane: number; at: number }>();
  lanes.forEach((lane, l) => lane.entry.forEach((entry, i) => lane.count[i] === 1 && boxes.set(entry, { lane: l, at: lane.start[i] })));
  const found: [number, number, number, number][] = [];
  if (boxes.size <= 4 * ARROWS) {
    for (const [entry, box] of boxes) {
      const cause = boxes.get(journal.entry(entry).cause);
      if (cause !== undefined && cause.lane !== box.lane) found.push([cause.lane, cause.at, box.lane, box.at]);
      if (found.length >= ARROWS) break;
    }
  }
  return {
    fromLane: Uint16Array.from(found, (row) => row[0]),
    fromAt: Float64Array.from(found, (row) => row[1]),
    toLane: Uint16Array.from(found, (row) => row[2]),
    toAt: Float64Array.from(found, (row) => row[3]),
  };
}
