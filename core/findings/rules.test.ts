import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsDocument } from './document';
import { RULE_FAMILIES, RULES } from './rules';

const CORE = join(import.meta.dirname, '..');
const PAGE = join(CORE, '../docs/findings.md');

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('/findings/') ? [readFileSync(path, 'utf8')] : [];
  });
}

describe('table of rules', () => {
  it('has each id once, in words that say something', () => {
    const ids = RULE_FAMILIES.flatMap((family) => Object.keys(family.rules));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(Object.keys(RULES).length);
    for (const [id, rule] of Object.entries(RULES)) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      for (const text of [rule.title, rule.explanation, rule.remedy, rule.example]) expect(text.length, id).toBeGreaterThan(4);
      for (const text of [rule.explanation, rule.remedy]) expect(text, id).toMatch(/[.]$/);
    }
  });

  it('has no rule that nothing emits', () => {
    const text = sources(CORE).join('\n');
    expect(Object.keys(RULES).filter((id) => !text.includes(`'${id}'`))).toEqual([]);
  });

  it('is what docs/findings.md shows', () => {
    if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, findingsDocument());
    expect(readFileSync(PAGE, 'utf8'), 'run UPDATE_DOCS=1 npx vitest run core/findings/rules.test.ts').toBe(findingsDocument());
  });
});
