/** The journal as lines of text, who wrote a byte, and chains of causes. */
import * as v from 'valibot';
import { address, count } from './argument-shapes';
import { MEMORY_VIEWS } from './memory';

export const JOURNAL_ARGUMENTS = {
  'journal.entries': v.strictObject({ from: count(Number.MAX_SAFE_INTEGER), count: count(2000) }),
  /** Who gave this byte its value, with the chain of causes back to the user. */
  'journal.writer': v.strictObject({ address, view: v.optional(v.picklist(MEMORY_VIEWS)) }),
  /** Chain of causes of one entry. */
  'journal.causes': v.strictObject({ index: count(Number.MAX_SAFE_INTEGER) }),
} as const;

export interface JournalReplies {
  'journal.entries': { from: number; length: number; entries: EntryLine[] };
  'journal.writer': WriterView;
  'journal.causes': EntryLine[];
}

/** A journal entry as a line of text with what a view needs to link it. */
export interface EntryLine {
  index: number;
  at: number;
  kind: string;
  initiator: string;
  /** Lane of the timeline. */
  lane: string;
  /** In words: "DMAST", "write 16 × 8 bytes", "CCR0 0x00800200 → 0x0005C017". */
  title: string;
  /** One more line: data, place in the driver, fields that changed. */
  detail: string;
  cause: number;
  /** Bytes concerned, when there are any. */
  address: number | null;
  bytes: number;
  /** Last cycle of a bus run. */
  until: number;
}

export interface WriterView {
  address: number;
  /** The register that the byte belongs to; `old` and `written`: by the writer, where the journal has it; `value`: now. */
  register: { name: string; address: number; old: number | null; written: number | null; value: number } | null;
  /** Null when nothing in the journal wrote it. */
  writer: EntryLine | null;
  /** Which beat of a run carried the byte, and when. */
  beat: { number: number; of: number; at: number } | null;
  old: number | null;
  value: number;
  /** The write-back that took the byte from the cache to memory. */
  carried: EntryLine | null;
  /** Where a DMA write's data came from. */
  source: { address: number; entry: number } | null;
  chain: EntryLine[];
}
