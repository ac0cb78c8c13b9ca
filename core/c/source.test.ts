import { describe, expect, it } from 'vitest';
import { DiagnosticList, SourceFile } from './source';

describe('messages of the compiler', () => {
  const at = (file: SourceFile, offset: number, length = 1): { file: SourceFile; offset: number; length: number; expansion: null } => ({ file, offset, length, expansion: null });

  it('show the line and mark the place', () => {
    const list = new DiagnosticList();
    list.error(at(new SourceFile('a.c', 'int x;\r\n\tint yes;\r\n'), 13, 3), 'no');
    expect(list.render()).toBe("a.c:2:6: error: no\n    2 | \tint yes;\n      | \t    ^~~\n");
  });

  it.each([[0, '', ' …'], [5000, '… ', ' …'], [9999, '… ', '']])('show of a long line what stands around column %i', (offset, before, behind) => {
    const list = new DiagnosticList();
    const text = Array.from({ length: 10_000 }, (_, i) => String(i % 10)).join('');
    list.error(at(new SourceFile('a.c', text), offset), 'no');
    const [head, line, mark] = list.render().split('\n');
    expect(head).toBe(`a.c:1:${offset + 1}: error: no`);
    expect(line).toMatch(new RegExp(`^ {4}1 \\| ${before}[0-9]{240}${behind}$`));
    expect([line[mark.indexOf('^')], mark.trimEnd()]).toEqual([String(offset % 10), mark]);
  });

  it('end after so many', () => {
    const list = new DiagnosticList();
    const file = new SourceFile('a.c', 'x'.repeat(3000));
    for (let i = 0; i < 2000; i++) list.warning('unused-value', at(file, i), 'no use');
    expect(list.items).toHaveLength(1000);
    for (let i = 0; i < 2000; i++) list.error(at(file, i), 'no');
    expect([list.items.length, list.errors]).toEqual([1100, 2000]);
  });
});
