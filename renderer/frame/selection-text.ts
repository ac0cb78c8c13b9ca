/** The selection in one line. */
import type { BoardView } from '../../core/contract';
import { findPart } from '../data/board-parts';
import { grouped, hex32 } from '../ui/numbers';
import type { Selection } from '../stores/selection';

export function selectionText(selection: Readonly<Selection>, board: BoardView | null): string {
  const { address, length, register, thread, cycle, entry } = selection;
  const words: string[] = [];
  if (register !== null) words.push(`${register.peripheral} ${register.name}`);
  else if (thread !== null) words.push(`${thread.controller} ${thread.thread === 0 ? 'manager' : `channel ${thread.thread - 1}`}`);
  else if (selection.peripheral !== null) words.push(findPart(board, selection.peripheral)?.title ?? selection.peripheral);
  if (address !== null) words.push(length > 1 ? `${hex32(address)} … ${hex32(address + length - 1)} (${grouped(length)} bytes)` : hex32(address));
  if (entry !== null) words.push(`entry ${grouped(entry)}`);
  if (cycle !== null) words.push(`cycle ${grouped(cycle)}`);
  return words.join(' · ');
}
