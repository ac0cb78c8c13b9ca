import { expect, it } from 'vitest';
import { compile } from './compile';
import { DiagnosticList, SourceFile } from './source';

it('looks only once in a function for what a name could mean that is nowhere declared', () => {
  const asked: string[] = [];
  const diagnostics = new DiagnosticList();
  const source = `int f(void) { return ${'lost + '.repeat(1000)} 1; }`;
  compile(new SourceFile('t.c', source), { files: { read: () => null }, includes: [], defines: [], target: 'arm', firstId: 1, explain: (name) => (asked.push(name), null) }, diagnostics);
  expect(diagnostics.items.map(({ message }) => message)).toEqual(["'lost' is not declared"]);
  expect(asked).toEqual(['lost']);
});

it('follows a long chain of macros to its end', () => {
  const diagnostics = new DiagnosticList();
  const source = `${Array.from({ length: 10_000 }, (_, i) => `#define C${i} C${i + 1}`).join('\n')}\nint a = C0;`;
  compile(new SourceFile('t.c', source), { files: { read: () => null }, includes: [], defines: [], target: 'arm', firstId: 1 }, diagnostics);
  expect(diagnostics.items.map(({ message }) => message)).toEqual([expect.stringContaining("'C10000' is not declared")]);
});
