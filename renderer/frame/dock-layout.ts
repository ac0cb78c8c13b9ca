/** The layout that the bench starts with: where each view goes, for narrow and for wide windows. Sizes in pixels. */
import type { PanelId } from './panels';

export interface Placed {
  id: PanelId;
  /** Beside or into the group of a view that was placed before. */
  at?: { of: PanelId; direction: 'right' | 'below' | 'within' };
  width?: number;
  height?: number;
}

/** From here on program and memory stand side by side. */
export const WIDE = 1760;
/** What a row of 16 bytes with the address map needs. */
const MEMORY = 700;

/**
 * Top row: board, memory with program and source, registers; below: timeline and console. The views whose tab should show first
 * are named in `front`.
 */
export function defaultLayout(width: number, height: number): { panels: Placed[]; front: PanelId[] } {
  const wide = width >= WIDE;
  const bottom = Math.round(Math.min(380, Math.max(200, height * 0.36)));
  const roomy = width >= 1440;
  const board = roomy ? 248 : 200;
  const right = wide ? 416 : roomy ? 460 : width < 1200 ? 312 : 384;
  const console = Math.round(width * (wide ? 0.34 : 0.32));
  const middle = width - board - right;
  const memory = wide ? Math.max(MEMORY, Math.min(740, Math.round(middle * 0.6))) : middle;
  const program: Placed = { id: 'program', at: wide ? { of: 'memory', direction: 'right' } : { of: 'memory', direction: 'within' }, ...(wide ? { width: middle - memory } : {}) };
  return {
    panels: [
      { id: 'memory', width: memory },
      { id: 'timeline', at: { of: 'memory', direction: 'below' }, height: bottom },
      { id: 'findings', at: { of: 'timeline', direction: 'within' } },
      { id: 'cache', at: { of: 'timeline', direction: 'within' } },
      { id: 'mappings', at: { of: 'timeline', direction: 'within' } },
      { id: 'pages', at: { of: 'timeline', direction: 'within' } },
      { id: 'dmaengine', at: { of: 'timeline', direction: 'within' } },
      { id: 'shell', at: { of: 'timeline', direction: 'right' }, width: console },
      { id: 'log', at: { of: 'shell', direction: 'within' } },
      { id: 'registers', at: { of: 'memory', direction: 'right' }, width: right },
      { id: 'writer', at: { of: 'registers', direction: 'within' } },
      program,
      { id: 'source', at: { of: 'program', direction: 'within' } },
      { id: 'board' as const, width: board },
    ],
    front: ['memory', 'timeline', 'shell', 'registers'],
  };
}
