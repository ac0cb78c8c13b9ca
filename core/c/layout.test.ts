import { describe, expect, it } from 'vitest';
import { parseUnit } from './parse';
import { Preprocessor } from './preprocess';
import { DiagnosticList, SourceFile } from './source';
import type { TargetName } from './target';
import { TARGETS } from './target';

/** Size and alignment of `struct s`. */
function measure(target: TargetName, members: string, attribute = ''): [number, number] {
  const diagnostics = new DiagnosticList();
  const preprocessor = new Preprocessor({ files: { read: () => null }, includes: [], defines: [] }, diagnostics, TARGETS[target].predefined);
  const { context } = parseUnit(preprocessor.run(new SourceFile('s.c', `struct s { ${members} } ${attribute};`)), TARGETS[target], diagnostics, { firstId: 1, standard: 'gnu11' });
  const found = context.fileScope.findTag('s');
  if (found?.kind !== 'struct') throw new Error(diagnostics.render());
  return [found.record.size, found.record.align];
}

const PACKED = '__attribute__((packed))';

/** As gcc 12 says; `dmabench conformance-layout` compares many more. */
describe('layout', () => {
  it.each([
    ['a zero-width bit-field of a packed struct aligns it on ARM only', 'char c; int : 0; char d;', PACKED, [8, 4], [5, 1]],
    ['an unnamed bit-field of a packed struct does not', 'char c; int : 5;', PACKED, [2, 1], [2, 1]],
    ['a zero-width bit-field without packing', 'char c; int : 0; char d;', '', [8, 4], [5, 1]],
    ['a zero-width bit-field at the end', 'char c; unsigned short x : 9; unsigned long : 0;', PACKED, [4, 4], [4, 1]],
    ['64-bit members', 'char c; long long x;', '', [16, 8], [12, 4]],
  ] as const)('%s', (_title, members, attribute, arm, i386) => {
    expect(measure('arm', members, attribute)).toEqual(arm);
    expect(measure('i386', members, attribute)).toEqual(i386);
  });
});
