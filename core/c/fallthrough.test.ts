/** Which ends of a case run on into the next, and where that is told: as gcc 12 -Wimplicit-fallthrough=5 has it. */
import { describe, expect, it } from 'vitest';
import { parseUnit } from './parse';
import { Preprocessor } from './preprocess';
import { DiagnosticList, SourceFile, place } from './source';
import { TARGETS } from './target';

function told(text: string, extra: readonly string[] = ['implicit-fallthrough']): string[] {
  const diagnostics = new DiagnosticList({ extra });
  const preprocessor = new Preprocessor({ files: { read: () => null }, includes: [], defines: [] }, diagnostics, TARGETS.i386.predefined);
  parseUnit(preprocessor.run(new SourceFile('f.c', text)), TARGETS.i386, diagnostics, { firstId: 1, standard: 'gnu11' });
  return diagnostics.items.filter((one) => one.code !== 'unused-label').map((one) => `${place(one.at).slice(4)} ${one.code}${one.severity === 'error' ? one.message : ''}`);
}
const around = (end: string, next = 'foo(n);'): string => `extern int foo(int); extern void die(void) __attribute__((noreturn));
int f(int n, int *p) { int r = n; switch (n) { case 1:
${end}
case 2: ${next} } lab: return r + *p; }
`;

describe('a case that runs into the next', () => {
  it.each([
    ['foo(4);', 1], ['r++;', 2], ['r = foo(1);', 5], ['{ int z = foo(3); r = z; }', 21], ['if (r) foo(4); else break;', 0], ['if (r) break; else foo(4);', 20], ['if (r) foo(5); else foo(6);', 4], ['while (r) r--;', 8], ['for (;r<3;) r++;', 8],
    ['do r--; while (r);', 16], ['switch (r) { case 1: return 4; }', 1], ['switch (r) { case 1: return 4; default: return 5; }', 0], ['if (r) return 1;', 4], ['die();', 0], ['if (r) { return 1; }', 4], ['{ foo(1); if (r) goto lab; }', 14], ['for (;;) { foo(2); }', 0],
    ['while (1) { if (foo(3)) break; }', 0], ['lab2: foo(1);', 7], ['if (r) { foo(3); foo(4); } else { return 1; }', 4], ['(void)foo(3);', 7], ['*p = 3;', 4], ['p[foo(1)]++;', 10], [';', 0], ['{ }', 0], ['foo(1); __attribute__((fallthrough));', 0], ['foo(1); break;', 0],
  ] as const)('%s', (end, column) => {
    expect(told(around(end))).toEqual(column === 0 ? [] : [`3:${column} implicit-fallthrough`]);
  });

  it('is not told before a case that only leaves the switch, nor unless it is asked for', () => {
    expect(told(around('foo(1);', 'break;'))).toEqual([]);
    expect(told(around('foo(1);', 'goto lab;'))).toEqual([]);
    expect(told(around('foo(1);', 'return 3;'))).toEqual(['3:1 implicit-fallthrough']);
    expect(told(around('foo(1);'), [])).toEqual([]);
  });

  it('is meant only inside a switch', () => {
    expect(told('int f(void) { __attribute__((fallthrough)); return 0; }')).toEqual(["1:15 'fallthrough' outside a switch"]);
  });
});
