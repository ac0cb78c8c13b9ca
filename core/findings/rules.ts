/**
 * All rules that findings come from: the one table. A rule is a row in the file of its family; docs/findings.md is made
 * from it (see document.ts). To emit a finding: `k.find({rule, message, ...})`.
 */
import { CONCURRENCY_RULES } from './rules/concurrency';
import { DMAENGINE_RULES } from './rules/dmaengine';
import { KERNEL_RULES } from './rules/kernel';
import { MAPPING_RULES } from './rules/mapping';
import { MEMORY_RULES } from './rules/memory';
import type { Rule } from './rules/rule';
import { SLAVE_RULES } from './rules/slaves';

export type { Rule, Severity } from './rules/rule';

/** Families in the order of the page. */
export const RULE_FAMILIES = [
  { title: 'Kernel, modules, interrupts, device files', rules: KERNEL_RULES },
  { title: 'Contexts, locks, deferred work', rules: CONCURRENCY_RULES },
  { title: 'Memory', rules: MEMORY_RULES },
  { title: 'DMA mapping', rules: MAPPING_RULES },
  { title: 'dmaengine', rules: DMAENGINE_RULES },
  { title: 'Devices on request lines', rules: SLAVE_RULES },
] as const;

const TABLE = { ...KERNEL_RULES, ...CONCURRENCY_RULES, ...MEMORY_RULES, ...MAPPING_RULES, ...DMAENGINE_RULES, ...SLAVE_RULES };

export type RuleId = keyof typeof TABLE;

export const RULES: Readonly<Record<RuleId, Rule>> = TABLE;

export function ruleOf(id: RuleId): Rule {
  return RULES[id];
}
