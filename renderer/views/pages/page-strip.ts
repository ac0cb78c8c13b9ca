/** A zone of memory as a strip: blocks of pages by their place, near ones of the same kind joined. Pure. */
import type { PageBlock } from '../../../core/contract';

export interface StripPart {
  readonly kind: string;
  /** Per cent of the strip. */
  readonly from: number;
  readonly width: number;
}

/** No part is drawn narrower than this: a page in half a gigabyte would vanish. */
const LEAST = 0.25;

export function stripOf(zone: { readonly address: number; readonly bytes: number }, blocks: readonly Pick<PageBlock, 'address' | 'bytes' | 'kind'>[]): StripPart[] {
  const parts: StripPart[] = [];
  for (const block of blocks) {
    if (block.address < zone.address || block.address >= zone.address + zone.bytes) continue;
    const from = ((block.address - zone.address) / zone.bytes) * 100;
    const to = from + (block.bytes / zone.bytes) * 100;
    const last = parts.at(-1);
    if (last !== undefined && last.kind === block.kind && from <= last.from + last.width) parts[parts.length - 1] = { ...last, width: Math.max(last.width, to - last.from) };
    else {
      const begin = last === undefined ? from : Math.max(from, last.from + last.width);
      if (begin < 100) parts.push({ kind: block.kind, from: begin, width: Math.min(100 - begin, Math.max(LEAST, to - begin)) });
    }
  }
  return parts;
}
