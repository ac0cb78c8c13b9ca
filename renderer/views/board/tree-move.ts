/** Where a key leads in a tree, as the ARIA practice for trees has it. */
import type { BoardPart } from '../../../core/contract';
import type { FlatPart } from '../../data/board-parts';

export interface TreeMove {
  to?: string;
  open?: boolean;
}

export function treeMove(key: string, rows: readonly FlatPart[], current: string | null, isOpen: (part: BoardPart) => boolean): TreeMove | null {
  const at = rows.findIndex(({ part }) => part.id === current);
  const row = rows[at];
  if (row === undefined) return null;
  const to = (next: FlatPart | undefined): TreeMove => (next === undefined ? {} : { to: next.part.id });
  const branch = row.part.parts.length > 0;
  switch (key) {
    case 'ArrowDown':
      return to(rows[at + 1]);
    case 'ArrowUp':
      return to(rows[at - 1]);
    case 'Home':
      return to(rows[0]);
    case 'End':
      return to(rows.at(-1));
    case 'ArrowRight':
      return branch && !isOpen(row.part) ? { open: true } : branch ? to(rows[at + 1]) : {};
    case 'ArrowLeft':
      return branch && isOpen(row.part) ? { open: false } : row.parent === null ? {} : { to: row.parent };
    case 'Enter':
    case ' ':
      return to(row);
    default:
      return null;
  }
}
