/** Cursor and range selection of the hex view. Rows and columns come from the row space; nothing here draws. */
import type { RowSpace } from './row-space';
import { addressOfRow, moveByBytes, moveByRows, rowOfAddress } from './row-space';

/** `head` moves; `anchor` stays while a range is being selected. */
export interface HexCursor {
  readonly anchor: number;
  readonly head: number;
}

export interface CursorMove {
  /** KeyboardEvent.key */
  readonly key: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
}

/** Where a key takes the cursor; null when the key does not move it. */
export function moveCursor(space: RowSpace, cursor: HexCursor, move: CursorMove, rowsPerPage: number): HexCursor | null {
  const head = targetOf(space, cursor.head, move, rowsPerPage);
  if (head === null) return null;
  return { head, anchor: move.shift ? cursor.anchor : head };
}

function targetOf(space: RowSpace, from: number, { key, ctrl }: CursorMove, rowsPerPage: number): number | null {
  const row = rowOfAddress(space, from);
  switch (key) {
    case 'ArrowLeft':
      return moveByBytes(space, from, ctrl ? -4 : -1);
    case 'ArrowRight':
      return moveByBytes(space, from, ctrl ? 4 : 1);
    case 'ArrowUp':
      return moveByRows(space, from, -1);
    case 'ArrowDown':
      return moveByRows(space, from, 1);
    case 'PageUp':
      return moveByRows(space, from, -rowsPerPage);
    case 'PageDown':
      return moveByRows(space, from, rowsPerPage);
    case 'Home':
      return ctrl ? firstMapped(space) : addressOfRow(space, row);
    case 'End':
      return ctrl ? lastMapped(space) : addressOfRow(space, row) + space.bytesPerRow - 1;
    default:
      return null;
  }
}

function firstMapped(space: RowSpace): number | null {
  return space.stretches.find((stretch) => !stretch.hole)?.base ?? null;
}

function lastMapped(space: RowSpace): number | null {
  const last = space.stretches.findLast((stretch) => !stretch.hole);
  return last === undefined ? null : last.base + last.bytes - 1;
}

/** First address and number of bytes. */
export function rangeOf(cursor: HexCursor): { address: number; length: number } {
  const address = Math.min(cursor.anchor, cursor.head);
  return { address, length: Math.abs(cursor.head - cursor.anchor) + 1 };
}

/** A selection made elsewhere: the cursor stands on its first byte. */
export function cursorFor(address: number, length: number): HexCursor {
  return { head: address, anchor: Math.min(0xffff_ffff, address + Math.max(1, length) - 1) };
}
