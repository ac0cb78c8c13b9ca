/**
 * The map beside the hex view, which is its scroll bar too: all that is mapped, in order of address, each piece as
 * high as its name and the logarithm of its size ask for. Inside a piece y is linear in the address.
 */
import type { RegionView } from '../../../core/contract';

export interface MapPiece {
  readonly kind: 'ram' | 'mmio' | 'mark' | 'hole';
  readonly name: string;
  readonly owner: string;
  readonly base: number;
  readonly bytes: number;
  readonly y: number;
  readonly height: number;
}

type Weighted = Omit<MapPiece, 'y' | 'height'> & { least: number; weight: number };

const HOLE_HEIGHT = 4;
/** A line of small text. */
const NAMED_HEIGHT = 15;
const PLAIN_HEIGHT = 3;

export function layoutAddressMap(regions: readonly RegionView[], height: number): MapPiece[] {
  const pieces = regions.toSorted((a, b) => a.base - b.base).flatMap((region, index) => [...(index === 0 ? [] : [hole()]), ...piecesOf(region)]);
  const least = pieces.reduce((sum, piece) => sum + piece.least, 0);
  const weight = pieces.reduce((sum, piece) => sum + piece.weight, 0);
  const squeeze = least > height && least > 0 ? height / least : 1;
  const spare = Math.max(0, height - least);
  let y = 0;
  return pieces.map(({ least: own, weight: share, ...piece }) => {
    const tall = own * squeeze + (weight === 0 ? 0 : (spare * share) / weight);
    const placed = { ...piece, y, height: tall };
    y += tall;
    return placed;
  });
}

function hole(): Weighted {
  return { kind: 'hole', name: '', owner: '', base: 0, bytes: 0, least: HOLE_HEIGHT, weight: 0 };
}

/** A region cut at its marks; where marks overlap, the one that begins first keeps its bytes. */
function piecesOf(region: RegionView): Weighted[] {
  const pieces: Weighted[] = [];
  const end = region.base + region.bytes;
  let at = region.base;
  const plain = (to: number): void => {
    const isFirst = at === region.base;
    if (to > at) pieces.push({ kind: region.kind, name: isFirst ? region.name : '', owner: '', base: at, bytes: to - at, ...share(to - at, isFirst ? NAMED_HEIGHT : PLAIN_HEIGHT) });
  };
  for (const mark of region.marks.toSorted((a, b) => a.base - b.base || b.bytes - a.bytes)) {
    const from = Math.max(at, mark.base);
    const to = Math.min(end, mark.base + mark.bytes);
    if (to <= from) continue;
    plain(from);
    pieces.push({ kind: 'mark', name: mark.name, owner: mark.owner, base: from, bytes: to - from, ...share(to - from, NAMED_HEIGHT) });
    at = to;
  }
  plain(end);
  return pieces;
}

function share(bytes: number, least: number): { least: number; weight: number } {
  return { least, weight: 1 + Math.log2(1 + bytes / 256) / 4 };
}

/** The address at `y`; null when nothing is there. Holes belong to the piece above. */
export function addressAtY(pieces: readonly MapPiece[], y: number): number | null {
  let found: MapPiece | null = null;
  for (const piece of pieces) {
    if (piece.kind === 'hole') continue;
    if (found !== null && y < piece.y) break;
    found = piece;
  }
  if (found === null) return null;
  const part = Math.max(0, Math.min(1, (y - found.y) / found.height));
  return found.base + Math.min(found.bytes - 1, Math.floor(part * found.bytes));
}

/** Where `address` lies; null for addresses that no piece holds. */
export function yOfAddress(pieces: readonly MapPiece[], address: number): number | null {
  for (const piece of pieces) {
    if (piece.kind !== 'hole' && address >= piece.base && address < piece.base + piece.bytes) {
      return piece.y + ((address - piece.base) / piece.bytes) * piece.height;
    }
  }
  return null;
}

export function pieceAtY(pieces: readonly MapPiece[], y: number): MapPiece | null {
  return pieces.find((piece) => y >= piece.y && y < piece.y + piece.height) ?? null;
}
