/** Where two answers to a case differ, field by field; bytes by the first and the number of differing ones. */
import type { CaseAnswer, Pl330Case } from '../pl330-cases';

export interface Difference {
  /** "mem[0]", "mis", "cpc", … */
  readonly field: string;
  /** For fields of a channel. */
  readonly channel?: number;
  readonly ours: string;
  readonly theirs: string;
  /** Memory: address of the first byte that differs, and how many do. */
  readonly address?: number;
  readonly bytes?: number;
}

/** Bits 8 to 4 of DSR and CSRn mean something only while the thread waits for an event (4) or a peripheral (7). */
function status(value: number): number {
  const state = value & 15;
  return state === 4 || state === 7 ? value : (value & ~0x1f0) >>> 0;
}

export function compareAnswers(given: Pl330Case, ours: CaseAnswer, theirs: CaseAnswer): Difference[] {
  const list: Difference[] = [];
  ours.mem.forEach((mine, i) => {
    const other = theirs.mem[i];
    if (mine !== other) list.push(memoryDifference(i, given.peek?.[i].addr ?? 0, mine, other));
  });
  const word = (field: string, mine: number, other: number, channel?: number): void => {
    if (mine !== other) list.push({ field, ...(channel === undefined ? {} : { channel }), ours: hex(mine), theirs: hex(other) });
  };
  const { ch: myChannels, ...mine } = ours.regs;
  const { ch: otherChannels, ...other } = theirs.regs;
  for (const key of Object.keys(mine) as (keyof typeof mine)[]) {
    if (key === 'dsr') word(key, status(mine.dsr), status(other.dsr));
    else word(key, mine[key], other[key]);
  }
  myChannels.forEach((channel, n) => {
    for (const key of Object.keys(channel) as (keyof typeof channel)[]) {
      if (key === 'csr') word(key, status(channel.csr), status(otherChannels[n].csr), n);
      else word(key, channel[key], otherChannels[n][key], n);
    }
  });
  return list;
}

function memoryDifference(index: number, base: number, ours: string, theirs: string): Difference {
  let first = -1;
  let bytes = 0;
  for (let at = 0; at < ours.length; at += 2) {
    if (ours[at] === theirs[at] && ours[at + 1] === theirs[at + 1]) continue;
    if (first < 0) first = at;
    bytes++;
  }
  return { field: `mem[${index}]`, ours: ours.slice(first, first + 32), theirs: theirs.slice(first, first + 32), address: base + first / 2, bytes };
}

const hex = (value: number): string => '0x' + value.toString(16).toUpperCase().padStart(8, '0');
