/** Blocks of pages as table rows: those that the filter lets through, with the objects of opened ones below them. */
import type { PageBlock } from '../../../core/contract';
import { hex32 } from '../../ui/numbers';

type PageObject = PageBlock['objects'][number];

export type BlockRow = { readonly key: string; readonly block: PageBlock; readonly object: null; readonly isOpen: boolean } | { readonly key: string; readonly block: PageBlock; readonly object: PageObject };

export interface BlockFilter {
  readonly text: string;
  /** Only what modules have. */
  readonly owned: boolean;
}

const says = (text: string, ...words: readonly string[]): boolean => text === '' || words.join(' ').toLowerCase().includes(text);

/** With a filter, objects that match are shown without being opened. */
export function blockRows(blocks: readonly PageBlock[], filter: BlockFilter, open: ReadonlySet<number>): BlockRow[] {
  const text = filter.text.trim().toLowerCase();
  return blocks.flatMap((block): BlockRow[] => {
    const itself = says(text, hex32(block.address), block.kind, block.owner, block.title, block.by) && (!filter.owned || block.owner !== '');
    const objects = block.objects.filter((one) => (!filter.owned || one.owner !== '') && (text === '' || says(text, hex32(one.address), one.owner, one.by)));
    const isOpen = open.has(block.address) && block.objects.length > 0;
    if (!itself && (text === '' || objects.length === 0)) return [];
    const shown = isOpen || text !== '' ? objects : [];
    return [{ key: `${block.address}`, block, object: null, isOpen: shown.length > 0 }, ...shown.map((object) => ({ key: `${block.address} ${object.address}`, block, object }))];
  });
}

/** "kmalloc-64, 12 of 64 out". Blocks that fill their room lie two rooms apart. */
export function contentWords({ kind, bytes, objectBytes, objects, title }: PageBlock): string {
  if (objectBytes === 0) return [kind, title].filter((part) => part !== '').join(', ');
  const stride = objects.some((one) => one.bytes === objectBytes) ? 2 * objectBytes : objectBytes;
  const out = objectBytes >= bytes ? '' : `${objects.length} of ${Math.floor(bytes / stride)} out`;
  return [`kmalloc-${objectBytes >= 1024 ? `${objectBytes / 1024}k` : objectBytes}`, out, title].filter((part) => part !== '').join(', ');
}
