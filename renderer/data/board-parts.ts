/** Ways through the tree of the board's parts. */
import type { BoardPart, BoardView } from '../../core/contract';

export interface FlatPart {
  part: BoardPart;
  depth: number;
  parent: string | null;
}

export function flatParts(parts: readonly BoardPart[], open: (part: BoardPart) => boolean = () => true, depth = 0, parent: string | null = null): FlatPart[] {
  return parts.flatMap((part) => [{ part, depth, parent }, ...(open(part) ? flatParts(part.parts, open, depth + 1, part.id) : [])]);
}

export function findPart(board: BoardView | null, id: string | null): BoardPart | undefined {
  return board === null || id === null ? undefined : flatParts(board.parts).find(({ part }) => part.id === id)?.part;
}

export const partsWhere = (board: BoardView | null, holds: (part: BoardPart) => boolean): BoardPart[] => flatParts(board?.parts ?? []).map(({ part }) => part).filter(holds);
