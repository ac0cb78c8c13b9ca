/** What a rule consists of. */
export type Severity = 'error' | 'warning' | 'note';

export interface Rule {
  readonly severity: Severity;
  readonly title: string;
  /** Why it is wrong, and what follows on real hardware. */
  readonly explanation: string;
  /** What to do; a finding may name something more exact. */
  readonly remedy: string;
  /** The least code that is found. */
  readonly example: string;
  /** What Linux with CONFIG_DMA_API_DEBUG prints of it, without names and numbers. */
  readonly linux?: readonly string[];
}

/** Keeps the names of the rows as literals. */
export const rules = <Id extends string>(rows: Readonly<Record<Id, Rule>>): Readonly<Record<Id, Rule>> => rows;
