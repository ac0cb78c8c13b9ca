import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import type { DiagnosticView } from '../../../core/contract';
import { positionIn, shownDiagnostics } from './editor-setup';

const doc = Text.of(['int a', '', '\treturn b;']);
const message = (line: number, column: number, more: Partial<DiagnosticView> = {}): DiagnosticView => ({ severity: 'error', code: '', message: 'wrong', path: 'a.c', line, column, length: 1, notes: [], ...more });
const marked = (one: DiagnosticView): string[] => shownDiagnostics(doc, [one], 'a.c').map(({ from, to }) => doc.sliceString(from, to));

describe('messages in the text', () => {
  it('keeps places inside of the text, which may have changed', () => {
    expect([positionIn(doc, 1, 1), positionIn(doc, 3, 2), positionIn(doc, 99, 99), positionIn(doc, 0, 0)]).toEqual([0, 8, doc.length, 0]);
  });

  it('marks what the compiler means, never across the end of a line', () => {
    expect(marked(message(3, 9))).toEqual(['b']);
    expect(marked(message(3, 2, { length: 600 }))).toEqual(['return b;']);
    expect(marked(message(1, 6))).toEqual(['a']);
    expect(marked(message(2, 1))).toEqual(['']);
  });

  it('shows those of this file, with their notes and the name of the warning', () => {
    const note = { message: 'declared here', path: 'b.h', line: 4, column: 1 };
    const shown = shownDiagnostics(doc, [message(1, 1, { path: 'b.h' }), message(1, 1, { severity: 'note' }), message(1, 1, { severity: 'warning', code: 'unused', notes: [note] })], 'a.c');
    expect(shown.map(({ severity, message: text, source }) => [severity, text, source])).toEqual([['info', 'wrong', undefined], ['warning', 'wrong\nb.h:4: declared here', '-Wunused']]);
  });
});
