/** What the bench finds wrong. */
import * as v from 'valibot';
import { name, nothing } from './argument-shapes';
import type { LabStatus } from './running';

export const FINDINGS_ARGUMENTS = {
  'findings.list': nothing,
  /** Show or hide findings of a rule; kept in the session. */
  'findings.mute': v.strictObject({ rule: name, muted: v.boolean() }),
} as const;

export interface FindingsReplies {
  'findings.list': FindingView[];
  'findings.mute': LabStatus;
}

export interface FindingView {
  id: number;
  rule: string;
  severity: 'error' | 'warning' | 'note';
  title: string;
  /** What happened and what follows from it. */
  message: string;
  remedy: string;
  /** Why the rule is there: what follows on real hardware. */
  explanation: string;
  at: number;
  /** What led to it; `isEntry`: it is that very entry, and not a call in which it happened or a store long before. */
  entry: number;
  isEntry: boolean;
  address: number | null;
  bytes: number;
  /** Who did it: "cpu0", "pl330.ch0"; '' = nobody at that moment. */
  initiator: string;
  /** The line of C that it is about. */
  place: { path: string; line: number } | null;
  /** The lab went back before it: it comes when the lab runs on. */
  ahead: boolean;
  /** The user does not want to hear of this rule. */
  muted: boolean;
}
