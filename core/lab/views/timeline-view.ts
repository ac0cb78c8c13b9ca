/**
 * What lies between two cycles, as boxes in lanes. Boxes that would be narrower than a column are merged, so the
 * reply's size depends on the columns asked for and not on the number of entries.
 */
import type { Machine } from '../../boards/machine';
import type { TimelineLane, TimelineWindow } from '../../contract';
import { TIMELINE_STYLES } from '../../contract';
import { CHUNK_ENTRIES } from '../../journal/chunk';
import type { JournalChunk } from '../../journal/chunk';
import { KIND } from '../../journal/entry-kinds';
import type { Journal } from '../../journal/journal';
import type { JournalText } from './journal-view';
import { laneKey } from './lanes';
import type { LaneKey } from './lanes';

/** Boxes that stand alone carry a text up to this many a lane. */
const LABELS = 400;
const ARROWS = 400;

/** Boxes of a lane while they are collected. The last one is kept open, so that merging touches no array. */
class LaneBuilder {
  private readonly start: number[] = [];
  private readonly end: number[] = [];
  private readonly style: number[] = [];
  private readonly entry: number[] = [];
  private readonly count: number[] = [];
  private readonly beats: number[] = [];
  private openStart = 0;
  private openEnd = 0;
  private openStyle = 0;
  private openEntry = 0;
  private openCount = 0;
  private openBeats = 0;

  constructor(readonly key: LaneKey) {}

  /** Merge into the last box when both lie within `width` cycles, or when there is no room at all. */
  add(start: number, end: number, style: number, entry: number, beats: number, width: number, count = 1): void {
    if (this.openCount > 0 && width > 1 && end - this.openStart <= width) {
      if (end > this.openEnd) this.openEnd = end;
      this.openCount += count;
      if (style !== this.openStyle && MERGE_RANK[style] > MERGE_RANK[this.openStyle]) this.openStyle = style;
      return;
    }
    this.close();
    this.openStart = start;
    this.openEnd = end;
    this.openStyle = style;
    this.openEntry = entry;
    this.openCount = count;
    this.openBeats = beats;
  }

  private close(): void {
    if (this.openCount === 0) return;
    this.start.push(this.openStart);
    this.end.push(this.openEnd);
    this.style.push(this.openStyle);
    this.entry.push(this.openEntry);
    this.count.push(this.openCount);
    this.beats.push(this.openBeats);
    this.openCount = 0;
  }

  finish(text: JournalText): TimelineLane {
    this.close();
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
  const styles = new Array<number>(32).fill(-1);
  styles[KIND.read] = STYLE.read;
  styles[KIND.write] = STYLE.write;
  styles[KIND.store] = STYLE.write;
  styles[KIND.instruction] = STYLE.instruction;
  styles[KIND.interrupt] = STYLE.interrupt;
  styles[KIND.event] = STYLE.event;
  styles[KIND.fault] = STYLE.fault;
  styles[KIND.log] = STYLE.log;
  styles[KIND.syscall] = STYLE.syscall;
  styles[KIND.call] = STYLE.call;
  styles[KIND.handler] = STYLE.interrupt;
  styles[KIND.softirq] = STYLE.interrupt;
  styles[KIND.task] = STYLE.syscall;
  styles[KIND.input] = STYLE.input;
  styles[KIND.request] = STYLE.event;
  for (const kind of [KIND.prepare, KIND.submit, KIND.issue, KIND.callback]) styles[kind] = STYLE.call;
  styles[KIND.wake] = STYLE.syscall;
  return styles;
})();

export function timelineWindow(machine: Machine, text: JournalText, from: number, to: number, columns: number): TimelineWindow {
  const { journal } = machine;
  const width = Math.max(1, (to - from) / Math.max(1, columns));
  const lanes = new Map<string, LaneBuilder>();
  const byKind = new Array<LaneBuilder | undefined>(32 * 256).fill(undefined);
  const lane = (kind: number, initiator: number): LaneBuilder => {
    const slot = kind * 256 + initiator;
    const known = byKind[slot];
    if (known !== undefined) return known;
    const key = laneKey(kind, journal.initiatorList[initiator]);
    let builder = lanes.get(key.id);
    if (builder === undefined) lanes.set(key.id, (builder = new LaneBuilder(key)));
    return (byKind[slot] = builder);
  };
  /** A run that began before the window may reach into it. */
  let index = Math.max(1, journal.firstAt(Math.max(0, from - LONGEST_RUN)));
  const end = journal.firstAt(to);
  while (index < end) {
    const chunk = journal.chunkOf(index);
    const base = index - (index & (CHUNK_ENTRIES - 1));
    const stop = Math.min(CHUNK_ENTRIES, end - base);
    const whole = index === base && stop === CHUNK_ENTRIES && chunk.written !== undefined && chunk.at[0] >= from;
    const summary = whole && width >= summaryWidth(chunk) ? summaryOf(chunk, base) : undefined;
    if (summary !== undefined) {
      for (const box of summary) (byKind[box.slot] ?? lane(box.slot >> 8, box.slot & 255)).add(box.start, box.end, box.style, box.entry, box.beats, width, box.count);
    } else
      eachBox(chunk, index - base, stop, (slot, start, until, style, i) => {
        if (until > from) (byKind[slot] ?? lane(slot >> 8, slot & 255)).add(start, until, style, base + i, chunk.beats[i], width);
      });
    index = base + stop;
  }
  const finished = [...lanes.values()].sort((a, b) => order(a.key) - order(b.key) || (a.key.id < b.key.id ? -1 : 1)).map((builder) => builder.finish(text));
  return { from, to, lanes: finished, arrows: arrows(journal, finished) };
}

/** Looks at entry after entry: typed arrays only, so that millions of them are no wait. */
export function timelineNext({ journal }: Machine, from: number, lane: string | null, backwards: boolean): { entry: number; at: number; lane: string } | null {
  const ids = new Map<number, string>();
  const idOf = (slot: number): string => {
    const id = ids.get(slot) ?? laneKey(slot >> 8, journal.initiatorList[slot & 255]).id;
    ids.set(slot, id);
    return id;
  };
  const first = journal.firstAt(from);
  for (let index = backwards ? first - 1 : Math.max(1, first); index >= 1 && index < journal.length; index += backwards ? -1 : 1) {
    const chunk = journal.chunkOf(index);
    const i = index & (CHUNK_ENTRIES - 1);
    if (STYLE_OF_KIND[chunk.kind[i]] < 0) continue;
    const id = idOf(chunk.kind[i] * 256 + chunk.initiator[i]);
    if (lane === null || id === lane) return { entry: index, at: chunk.at[i], lane: id };
  }
  return null;
}

/** A full chunk at a glance: its boxes merged to a 64th of its time, for windows in which that is less than a column. */
interface SummaryBox {
  readonly slot: number;
  readonly start: number;
  end: number;
  style: number;
  readonly entry: number;
  readonly beats: number;
  count: number;
}

const SUMMARY_COLUMNS = 64;

function summaryWidth(chunk: JournalChunk): number {
  return (chunk.at[CHUNK_ENTRIES - 1] - chunk.at[0] + 1) / SUMMARY_COLUMNS;
}

/** Made once for each full chunk. */
function summaryOf(chunk: JournalChunk, base: number): readonly SummaryBox[] {
  if (chunk.summary !== undefined) return chunk.summary as readonly SummaryBox[];
  const width = summaryWidth(chunk);
  const boxes: SummaryBox[] = [];
  const open = new Map<number, SummaryBox>();
  eachBox(chunk, base === 0 ? 1 : 0, CHUNK_ENTRIES, (slot, start, end, style, i) => {
    const last = open.get(slot);
    if (last !== undefined && end - last.start <= width) {
      if (end > last.end) last.end = end;
      if (MERGE_RANK[style] > MERGE_RANK[last.style]) last.style = style;
      last.count++;
      return;
    }
    const box = { slot, start, end, style, entry: base + i, beats: chunk.beats[i], count: 1 };
    open.set(slot, box);
    boxes.push(box);
  });
  chunk.summary = boxes;
  return boxes;
}

/** The drawn entries `from` to `to` - 1 of a chunk: lane slot, first and one-past-last cycle, style. */
function eachBox(chunk: JournalChunk, from: number, to: number, draw: (slot: number, start: number, end: number, style: number, i: number) => void): void {
  const { at, kind, initiator, beats, setup, stride } = chunk;
  for (let i = from; i < to; i++) {
    const style = STYLE_OF_KIND[kind[i]];
    if (style < 0) continue;
    let start = at[i];
    let end = start + 1;
    if (kind[i] <= LAST_BUS_KIND || kind[i] === KIND.store) {
      start += setup[i];
      end = beats[i] > 1 ? start + (beats[i] - 1) * stride[i] + 1 : start + 1;
    }
    draw(kind[i] * 256 + initiator[i], start, end, style, i);
  }
}

/** Kinds 1 and 2 are bus runs. */
const LAST_BUS_KIND = Math.max(KIND.read, KIND.write);
/** Cycles that a run may last, for finding those that began before a window. */
const LONGEST_RUN = 4096;

const GROUPS = ['User', 'Kernel', 'dmaengine', 'CPU', 'Interrupts', 'DMA', 'Bus'];

function order(key: LaneKey): number {
  return GROUPS.indexOf(key.group);
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
