/** What the journal can record: one row per kind. The code is what is stored; the order may only grow at its end. */
export const ENTRY_KINDS = [
  { kind: 'power-on', title: 'Power-on' },
  { kind: 'read', title: 'Bus read' },
  { kind: 'write', title: 'Bus write' },
  { kind: 'register', title: 'Register change' },
  { kind: 'instruction', title: 'DMA instruction' },
  { kind: 'interrupt', title: 'Interrupt line' },
  { kind: 'event', title: 'DMA event' },
  { kind: 'fault', title: 'Fault' },
  { kind: 'log', title: 'Kernel log' },
  { kind: 'syscall', title: 'System call' },
  { kind: 'call', title: 'Kernel function' },
  { kind: 'handler', title: 'Interrupt handler' },
  { kind: 'task', title: 'Task' },
  { kind: 'input', title: 'User input' },
  { kind: 'request', title: 'Peripheral request' },
  { kind: 'softirq', title: 'Softirq' },
  { kind: 'store', title: 'Store into the cache' },
  { kind: 'prepare', title: 'DMA prepare' },
  { kind: 'submit', title: 'DMA submit' },
  { kind: 'issue', title: 'DMA issue' },
  { kind: 'callback', title: 'DMA callback' },
  { kind: 'wake', title: 'Wake-up' },
] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number]['kind'];

/** The stored code of each kind. */
export const KIND = Object.fromEntries(ENTRY_KINDS.map((row, code) => [row.kind, code])) as Record<EntryKind, number>;
