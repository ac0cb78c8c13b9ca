/** The views that can be docked, in the order of their keys (see panelKey). A view's file is found by its folder and name (see view-loading). */

export interface PanelKind {
  id: string;
  title: string;
  file: string;
}

export const PANELS = [
  { id: 'board', title: 'Board', file: 'board/BoardView' },
  { id: 'program', title: 'Program', file: 'program/ProgramView' },
  { id: 'memory', title: 'Memory', file: 'memory/MemoryView' },
  { id: 'timeline', title: 'Timeline', file: 'timeline/TimelineView' },
  { id: 'registers', title: 'Registers', file: 'registers/RegistersView' },
  { id: 'writer', title: 'Writer', file: 'writer/WriterView' },
  { id: 'findings', title: 'Findings', file: 'findings/FindingsView' },
  { id: 'shell', title: 'Shell', file: 'console/ShellView' },
  { id: 'log', title: 'Kernel log', file: 'console/LogView' },
  { id: 'cache', title: 'Caches', file: 'cache/CacheView' },
  { id: 'source', title: 'Source', file: 'source/SourceView' },
  { id: 'mappings', title: 'DMA mappings', file: 'mappings/MappingsView' },
  { id: 'pages', title: 'Pages', file: 'pages/PagesView' },
  { id: 'dmaengine', title: 'dmaengine', file: 'dmaengine/DmaengineView' },
] as const satisfies readonly PanelKind[];

/** Ctrl+1 … Ctrl+9, then Alt+1 …: Ctrl+0 is for the zoom. */
export const panelKey = (index: number): string => (index < 9 ? `Ctrl+Digit${index + 1}` : `Alt+Digit${index - 8}`);

export type PanelId = (typeof PANELS)[number]['id'];

export const panelOf = (id: string): PanelKind | undefined => PANELS.find((panel) => panel.id === id);
