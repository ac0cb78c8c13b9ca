/** The selected entry and the pointer's place, in words: what the foot line and assistive technology get. */
import type { EntryLine } from '../../../core/contract';
import { duration, grouped } from '../../ui/numbers';
import { beatAt, beatTimes } from './beat-layout';
import { timeText } from './ticks';
import type { SelectedBox } from './timeline-data';

export function cycleAndTime(cycle: number, hertz: number): string {
  return hertz > 0 ? `cycle ${grouped(cycle)} · ${cycle === 0 ? '0' : timeText(cycle / hertz, 1e-9)}` : `cycle ${grouped(cycle)}`;
}

export interface EntryWords {
  readonly lane: string;
  readonly title: string;
  readonly detail: string;
  readonly when: string;
}

/** `cycle`: where the user pointed, to name the beat. */
export function entryWords(selected: SelectedBox | null, entry: EntryLine | null, cycle: number | null, hertz: number): EntryWords | null {
  if (selected === null) {
    if (entry === null) return null;
    return { lane: entry.initiator, title: entry.title, detail: entry.detail, when: cycleAndTime(entry.at, hertz) };
  }
  const { lane, box } = selected;
  const [start, end, count, beats] = [lane.start[box], lane.end[box], lane.count[box], lane.beats[box]];
  const length = end - start > 1 && hertz > 0 ? `, ${grouped(end - start)} cycles (${duration((end - start) / hertz)})` : '';
  const when = cycleAndTime(start, hertz) + length;
  if (count > 1) return { lane: lane.title, title: `${grouped(count)} entries`, detail: 'Zoom in to tell them apart.', when };
  const title = entry?.title ?? lane.labels[box];
  const beat = beats > 1 && cycle !== null ? beatAt(beatTimes(start, end, beats), cycle) : null;
  const detail = [beat === null ? '' : `beat ${beat + 1} of ${beats}${beatAddress(entry, beat, beats)}`, entry?.detail ?? ''].filter((part) => part !== '').join(' · ');
  return { lane: lane.title, title, detail, when };
}

function beatAddress(entry: EntryLine | null, beat: number, beats: number): string {
  const range = entry === null ? null : beatRange(entry, beat, beats);
  return range === null ? '' : ` at 0x${range.address.toString(16).padStart(8, '0')}`;
}

/** Bytes that a beat of a run carries; null where the run's beats are not alike (unaligned, or to a fixed address). */
export function beatRange(entry: EntryLine, beat: number, beats: number): { address: number; length: number } | null {
  if (entry.address === null || beats === 0 || entry.bytes % beats !== 0) return null;
  const length = entry.bytes / beats;
  return Number.isInteger(Math.log2(length)) && entry.address % length === 0 ? { address: entry.address + beat * length, length } : null;
}
