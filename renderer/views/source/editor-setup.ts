/** What the editor is made of. Commands of the bench have their keys in the registry; here are those of text alone. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { cpp } from '@codemirror/lang-cpp';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import type { Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import type { Extension, Text } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers } from '@codemirror/view';
import type { Tooltip } from '@codemirror/view';
import type { DiagnosticView, VariableView } from '../../../core/contract';
import { lineMarks } from './editor-marks';
import { passingTab } from './editor-tab';
import { sourceColours, sourceTheme } from './editor-theme';
import { expressionAt } from './expression-at';
import type { Expression } from './expression-at';

export interface EditorHooks {
  changed(view: EditorView): void;
  toggle(line: number): void;
  ask(line: number): void;
  evaluate(expression: string, line: number): Promise<VariableView | null>;
  /** Ctrl + click on an #include. */
  openHeader(path: string): void;
}

/** Keys that the bench has for itself. */
const TAKEN = new Set(['Mod-Enter', 'Ctrl-m', 'Shift-Alt-m']);

export function editorState(text: string, editable: boolean, label: string, hooks: EditorHooks): EditorState {
  return EditorState.create({ doc: text, extensions: [lineMarks((line) => hooks.toggle(line), (line) => hooks.ask(line)), ...looks(label), ...editing(editable), ...ofTheBench(hooks)] });
}

function looks(label: string): Extension[] {
  return [
    EditorView.contentAttributes.of({ 'aria-label': label, 'data-first-focus': '', 'data-testid': 'source-editor', tabindex: '0', spellcheck: 'false' }),
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    bracketMatching(),
    cpp(),
    syntaxHighlighting(sourceColours),
    sourceTheme,
    search({ top: true }),
    EditorState.tabSize.of(8),
    indentUnit.of('\t'),
  ];
}

function editing(editable: boolean): Extension[] {
  const keys = [...defaultKeymap, ...historyKeymap, ...searchKeymap].filter(({ key }) => key === undefined || !TAKEN.has(key));
  return [history(), indentOnInput(), keymap.of([...keys, ...(editable ? [indentWithTab] : [])]), EditorState.readOnly.of(!editable)];
}

function ofTheBench(hooks: EditorHooks): Extension[] {
  return [
    lintGutter(),
    hoverTooltip((view, position) => valueAt(view, position, hooks)),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) hooks.changed(update.view);
    }),
    passingTab(),
    EditorView.domEventHandlers({ mousedown: (event, view) => followInclude(event, view, hooks) }),
  ];
}

async function valueAt(view: EditorView, position: number, hooks: EditorHooks): Promise<Tooltip | null> {
  const line = view.state.doc.lineAt(position);
  const found = selectedAt(view, position) ?? expressionAt(line.text, position - line.from);
  const variable = found === null ? null : await hooks.evaluate(found.text, line.number);
  if (found === null || variable === null) return null;
  return { pos: line.from + found.from, end: line.from + found.to, above: true, create: () => ({ dom: valueElement(found.text, variable) }) };
}

/** What is selected on a line is taken as it is. */
function selectedAt({ state }: EditorView, position: number): Expression | null {
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(position);
  return from < to && from <= position && position <= to && from >= line.from && to <= line.to ? { text: state.sliceDoc(from, to), from: from - line.from, to: to - line.from } : null;
}

function valueElement(expression: string, { type, value }: VariableView): HTMLElement {
  const element = document.createElement('div');
  element.className = 'cm-value';
  element.dataset['testid'] = 'source-value';
  const soft = (text: string): HTMLElement => Object.assign(document.createElement('span'), { textContent: text });
  element.append(soft(`${type}  `), `${expression} = ${value}`);
  return element;
}

function followInclude(event: MouseEvent, view: EditorView, hooks: EditorHooks): boolean {
  const at = event.ctrlKey || event.metaKey ? view.posAtCoords({ x: event.clientX, y: event.clientY }) : null;
  const found = at === null ? null : /^\s*#\s*include\s*(<[^>]+>)/.exec(view.state.doc.lineAt(at).text);
  if (found?.[1] === undefined) return false;
  event.preventDefault();
  hooks.openHeader(found[1]);
  return true;
}

/** A place that the text may no longer have, as a position in it. */
export function positionIn(doc: Text, line: number, column: number): number {
  const at = doc.line(Math.max(1, Math.min(doc.lines, line)));
  return Math.min(at.to, at.from + Math.max(0, column - 1));
}

/** The compiler's messages of one file, as the editor shows them. */
export function shownDiagnostics(doc: Text, list: readonly DiagnosticView[], path: string): Diagnostic[] {
  return list.flatMap(({ severity, code, message, notes, ...at }) => {
    if (at.path !== path) return [];
    const place = positionIn(doc, at.line, at.column);
    const line = doc.lineAt(place);
    // A message about what is missing at the end of a line marks its last sign: nothing stands behind it.
    const from = place === line.to && place > line.from ? place - 1 : place;
    const more = notes.map((note) => `\n${note.path}:${note.line}: ${note.message}`).join('');
    return [{ from, to: Math.min(line.to, from + at.length), severity: severity === 'note' ? ('info' as const) : severity, message: message + more, ...(code === '' ? {} : { source: `-W${code}` }) }];
  });
}
