/** Something wrong that the kernel noticed, as plain data for the findings view. What is always the same stands in the table of rules. */
import type { RuleId, Severity } from '../findings/rules';

export interface Finding {
  readonly id: number;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly title: string;
  /** What happened and what follows from it. */
  readonly message: string;
  readonly remedy: string;
  /** Cycle and journal entry. */
  readonly at: number;
  readonly entry: number;
  readonly address: number | null;
  readonly bytes: number;
  /** What makes it the same as another one, when that is not its message. */
  readonly key?: string;
}

export interface FindingText {
  readonly rule: RuleId;
  readonly message: string;
  /** When more exact than the rule's. */
  readonly remedy?: string;
  readonly address?: number;
  readonly bytes?: number;
  readonly entry?: number;
  readonly key?: string;
  /** When it happened, for what is noticed later. */
  readonly at?: number;
}
