/** Places in sources that stand in texts of the journal, the log and findings: "first.c:35". */

export interface SourcePlace {
  readonly path: string;
  readonly line: number;
}

/** A piece of a text; with a place when it names one. */
export interface TextPiece {
  readonly text: string;
  readonly place: SourcePlace | null;
}

const PLACE = /(?<![\w./-])([A-Za-z0-9_][A-Za-z0-9_.-]*\.[ch]):(\d{1,7})(?!\d)/g;

/** The text cut at the places in it; the pieces together are the text. */
export function piecesOf(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const found of text.matchAll(PLACE)) {
    const line = Number(found[2]);
    if (line === 0) continue;
    if (found.index > end) pieces.push({ text: text.slice(end, found.index), place: null });
    pieces.push({ text: found[0], place: { path: found[1] ?? '', line } });
    end = found.index + found[0].length;
  }
  if (end < text.length || pieces.length === 0) pieces.push({ text: text.slice(end), place: null });
  return pieces;
}

export function placesIn(text: string): SourcePlace[] {
  return piecesOf(text).flatMap(({ place }) => (place === null ? [] : [place]));
}
