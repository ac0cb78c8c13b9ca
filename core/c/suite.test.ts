/**
 * The C suite of examples/c-suite: each program's output and exit code (checked against gcc -m32 when they were
 * committed), and for wrong programs the messages that must appear. Loops are translated at once. Head lines: exit,
 * target, expect, args, messages (how many errors and warnings there are). Beside some stands a second output,
 * `.arm.out`: what they print on ARM (checked against Linux on a Cortex-A9, gcc -mfpu=vfpv3).
 */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE } from './hot-loops';
import { runProgram } from './run-program';

const suite = new URL('../../examples/c-suite/', import.meta.url);
const all = readdirSync(suite);
const names = all.filter((n) => n.endsWith('.c'));
const onArm = all.filter((n) => n.endsWith('.arm.out')).map((n) => n.replace(/arm\.out$/, 'c'));

describe('C suite', () => {
  it('is complete', () => {
    expect(names.length).toBeGreaterThanOrEqual(300);
  });
  it.each([...names.map((name) => [name, 'out']), ...onArm.map((name) => [name, 'arm.out'])])('%s: %s', (name, output) => {
    const text = readFileSync(new URL(name, suite), 'utf8');
    const head = (key: string): string[] => [...text.matchAll(new RegExp(`^// ${key}: (.*)$`, 'gm'))].map((m) => m[1]);
    const result = runProgram({
      files: { read: (path) => (path === name ? text : null) },
      main: name, includes: [], defines: [], args: [], target: head('target')[0] === 'arm' || output === 'arm.out' ? 'arm' : 'i386', budget: 3_000_000, ramSize: 4 << 20, warmth: AT_ONCE,
    });
    for (const count of head('messages')) expect(result.diagnostics.match(/: (error|warning): /g)).toHaveLength(Number(count));
    for (const wanted of head('expect')) expect(result.diagnostics).toContain(wanted);
    expect(new TextDecoder().decode(result.stdout)).toBe(readFileSync(new URL(name.replace(/c$/, output), suite), 'utf8'));
    expect(result.exitCode).toBe(Number(head('exit')[0] ?? 0));
  });
});
