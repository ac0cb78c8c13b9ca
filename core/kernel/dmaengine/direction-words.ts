/**
 * The two enumerations of directions taken for each other: enum dma_data_direction says who touches memory (mapping), enum
 * dma_transfer_direction where data go (dmaengine). C takes either for an int, so the words of the source are looked at.
 */
import type { KernelCore } from '../kernel-core';

const DATA = ['DMA_BIDIRECTIONAL', 'DMA_TO_DEVICE', 'DMA_FROM_DEVICE'];
const TRANSFER = ['DMA_MEM_TO_MEM', 'DMA_MEM_TO_DEV', 'DMA_DEV_TO_MEM', 'DMA_DEV_TO_DEV', 'DMA_TRANS_NONE'];
const MAPPING = /^dma_(un)?map_(single|page|sg|resource|sgtable)(_attrs)?$|^dma_sync_\w+_for_(cpu|device)$/;
const PREPARING = /^(dmaengine|device)_prep_(slave_sg|slave_single|dma_cyclic|slave_sg_raw)$/;

export interface MixedDirection {
  readonly line: number;
  readonly call: string;
  readonly word: string;
}

/** Comments and strings become blanks of the same length, so that lines stay where they are. */
const bare = (text: string): string => text.replace(/\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, (found) => found.replace(/[^\n]/g, ' '));

/** The text between a parenthesis at `open` and its partner, without what stands in inner ones; '': there is no partner. */
function argumentsAt(text: string, open: number): string {
  let depth = 0;
  let own = '';
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return own;
    else if (depth === 1) own += text[at];
  }
  return '';
}

export function mixedDirections(source: string): MixedDirection[] {
  const text = bare(source);
  const found: MixedDirection[] = [];
  const lineOf = (at: number): number => text.slice(0, at).split('\n').length;
  for (const match of text.matchAll(/\b([a-z_]\w*)\s*\(/g)) {
    const wrong = MAPPING.test(match[1]) ? TRANSFER : PREPARING.test(match[1]) ? DATA : null;
    if (wrong === null) continue;
    const inside = argumentsAt(text, match.index + match[0].length - 1);
    const word = wrong.find((one) => new RegExp(`\\b${one}\\b`).test(inside));
    if (word !== undefined) found.push({ line: lineOf(match.index), call: match[1], word });
  }
  /** The direction of a slave configuration. */
  for (const match of text.matchAll(/\.\s*direction\s*=\s*(DMA_\w+)/g)) if (DATA.includes(match[1])) found.push({ line: lineOf(match.index), call: 'dma_slave_config', word: match[1] });
  return found;
}

const COUNTERPART: Readonly<Record<string, string>> = {
  DMA_MEM_TO_MEM: 'has the value of DMA_BIDIRECTIONAL', DMA_MEM_TO_DEV: 'has the value of DMA_TO_DEVICE', DMA_DEV_TO_MEM: 'has the value of DMA_FROM_DEVICE', DMA_DEV_TO_DEV: 'has the value of DMA_NONE, which is a BUG()', DMA_TRANS_NONE: 'is no data direction at all',
  DMA_BIDIRECTIONAL: 'has the value of DMA_MEM_TO_MEM', DMA_TO_DEVICE: 'has the value of DMA_MEM_TO_DEV', DMA_FROM_DEVICE: 'has the value of DMA_DEV_TO_MEM',
};

/** Told when the module is loaded. */
export function reportDirections(k: KernelCore, path: string, source: string): void {
  for (const { line, call, word } of mixedDirections(source)) k.find({ rule: 'dma-direction-mixed', message: `${path.split('/').at(-1) ?? path}:${line}: ${word} in ${call}: it ${COUNTERPART[word]}.` });
}
