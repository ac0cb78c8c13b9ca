/** Something wrong that the kernel noticed, as plain data for the findings view. */
export interface Finding {
  readonly id: number;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly title: string;
  /** What happened and what follows from it. */
  readonly message: string;
  readonly remedy: string;
  /** Cycle and journal entry. */
  readonly at: number;
  readonly entry: number;
  readonly address: number | null;
  readonly bytes: number;
}

export type FindingText = Pick<Finding, 'rule' | 'severity' | 'title' | 'message' | 'remedy'> & { readonly address?: number; readonly bytes?: number; readonly entry?: number };
