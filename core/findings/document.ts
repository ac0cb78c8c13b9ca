/** docs/findings.md, made from the table of rules. Write it with: UPDATE_DOCS=1 npx vitest run core/findings/rules.test.ts */
import { RULE_FAMILIES } from './rules';
import type { Rule } from './rules';

export function findingsDocument(): string {
  const lines = ['# Findings', '', 'What the bench notices by itself. Made from the table in `core/findings/rules`; do not edit.', ''];
  for (const family of RULE_FAMILIES) {
    lines.push(`## ${family.title}`, '');
    for (const [id, rule] of Object.entries<Rule>(family.rules)) lines.push(...section(id, rule));
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function section(id: string, rule: Rule): string[] {
  return [`### ${rule.title}`, '', `\`${id}\` · ${rule.severity}`, '', rule.explanation, '', `**Remedy.** ${rule.remedy}`, '', ...(rule.linux === undefined ? [] : [`Linux with CONFIG_DMA_API_DEBUG: ${rule.linux.map((text) => `*${text}*`).join(', ')}`, '']), '```c', rule.example, '```', ''];
}
