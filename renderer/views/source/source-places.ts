/** What texts of the journal, the log and findings name: places in sources ("first.c:35", "first.c:35:8") and moments ("cycle 22365"). */
import { grouped } from '../../ui/numbers';

export interface SourcePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A piece of a text; with what it names. */
export interface TextPiece {
  readonly text: string;
  readonly place: SourcePlace | null;
  readonly cycle: number | null;
}

const NAMED = /(?<![\w./-])([A-Za-z0-9_][A-Za-z0-9_.-]*\.[ch]):(\d{1,7})(?::(\d{1,4}))?(?!\d)|(?<=\bcycle )(\d{1,15})(?!\d)/g;

/** The text cut at the places in it and, where wanted, at cycles, whose digits are grouped; else the pieces together are the text. */
export function piecesOf(text: string, withCycles = false): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  const plain = (to: number): void => {
    if (to > end) pieces.push({ text: text.slice(end, to), place: null, cycle: null });
  };
  for (const found of text.matchAll(NAMED)) {
    const [whole, path, line, column, cycle] = found;
    if (cycle === undefined ? Number(line) === 0 : !withCycles) continue;
    plain(found.index);
    if (cycle !== undefined) pieces.push({ text: grouped(Number(cycle)), place: null, cycle: Number(cycle) });
    else pieces.push({ text: whole, place: { path: path ?? '', line: Number(line), column: Number(column ?? 1) }, cycle: null });
    end = found.index + whole.length;
  }
  plain(text.length);
  return pieces.length === 0 ? [{ text, place: null, cycle: null }] : pieces;
}

export function placesIn(text: string): SourcePlace[] {
  return piecesOf(text).flatMap(({ place }) => (place === null ? [] : [place]));
}
