/** A zone as its blocks by address, those given out and the free fragments between them; long rows of largest free blocks are one cell. */
import type { PageBlock, PagesMap } from '../../../core/contract';

export interface ZoneCell {
  readonly address: number;
  readonly bytes: number;
  /** '' = free. */
  readonly kind: string;
  /** Free: how many blocks, and of which order each. */
  readonly count: number;
  readonly order: number;
  readonly block: PageBlock | null;
}

type Zone = PagesMap['zones'][number];

const PAGE = 4096;
const LARGEST = 10;
/** More cells than these are not drawn. */
const CELLS_MOST = 2000;

export function zoneCells(zone: Zone, blocks: readonly PageBlock[]): { readonly cells: ZoneCell[]; readonly hidden: number } {
  const cells: ZoneCell[] = [];
  const mine = blocks.filter((block) => block.address >= zone.address && block.address < zone.address + zone.bytes);
  const free = zone.fragments;
  let b = 0;
  let f = 0;
  while (b < mine.length || f < free.length) {
    const block = mine.at(b);
    const fragment = free.at(f);
    if (block !== undefined && (fragment === undefined || block.address < fragment.address)) {
      cells.push({ address: block.address, bytes: block.bytes, kind: block.kind, count: 1, order: orderOf(block.bytes), block });
      b++;
    } else if (fragment !== undefined) {
      addFree(cells, fragment);
      f++;
    }
  }
  return { cells: cells.slice(0, CELLS_MOST), hidden: Math.max(0, cells.length - CELLS_MOST) };
}

function addFree(cells: ZoneCell[], { address, order }: { readonly address: number; readonly order: number }): void {
  const bytes = PAGE * 2 ** order;
  const last = cells.at(-1);
  if (order === LARGEST && last?.kind === '' && last.order === LARGEST && last.address + last.bytes === address) cells[cells.length - 1] = { ...last, bytes: last.bytes + bytes, count: last.count + 1 };
  else cells.push({ address, bytes, kind: '', count: 1, order, block: null });
}

const orderOf = (bytes: number): number => Math.round(Math.log2(bytes / PAGE));

/** Wider for larger blocks, by order: the smallest can still be hit, the largest do not fill the line. */
export const cellWidth = ({ order, count }: ZoneCell): number => 12 + order * 4 + (count > 1 ? 16 : 0);
