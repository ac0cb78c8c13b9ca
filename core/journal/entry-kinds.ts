/** What the journal can record: one row per kind. The code is what is stored; the order may only grow at its end. */
export const ENTRY_KINDS = [
  { kind: 'power-on', title: 'Power-on', covers: false },
  { kind: 'read', title: 'Bus read', covers: false },
  { kind: 'write', title: 'Bus write', covers: true },
  { kind: 'register', title: 'Register change', covers: true },
  { kind: 'instruction', title: 'DMA instruction', covers: false },
  { kind: 'interrupt', title: 'Interrupt line', covers: false },
  { kind: 'event', title: 'DMA event', covers: false },
  { kind: 'fault', title: 'Fault', covers: false },
  { kind: 'log', title: 'Kernel log', covers: false },
  { kind: 'syscall', title: 'System call', covers: false },
  { kind: 'call', title: 'Kernel function', covers: false },
  { kind: 'handler', title: 'Interrupt handler', covers: false },
  { kind: 'task', title: 'Task', covers: false },
  { kind: 'input', title: 'User input', covers: false },
  { kind: 'request', title: 'Peripheral request', covers: false },
] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number]['kind'];

const CODES = new Map<EntryKind, number>(ENTRY_KINDS.map((row, code) => [row.kind, code]));

export function kindCode(kind: EntryKind): number {
  return CODES.get(kind) as number;
}

/** Kinds that give an address a new value: those which "who wrote this" looks for. */
export const COVERING_KINDS: readonly boolean[] = ENTRY_KINDS.map((row) => row.covers);

export const KIND = Object.fromEntries(ENTRY_KINDS.map((row, code) => [row.kind, code])) as Record<EntryKind, number>;
