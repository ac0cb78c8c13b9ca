/**
 * Breakpoints and the lines where code stands, as positions in the text: they move with it while it is edited. The
 * gutter shows them by shape as well as by colour: dot = breakpoint, with a hole = one with a condition, dashed ring = one on a line that holds no code
 * or code that is not loaded, arrow = here, small point = line with code.
 */
import { StateEffect, StateField } from '@codemirror/state';
import type { ChangeDesc, EditorState, Extension, Range, Text } from '@codemirror/state';
import { Decoration, EditorView, gutter, GutterMarker } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';

export interface LineMarks {
  readonly breakpoints: readonly number[];
  /** Those of them that have a condition. */
  readonly conditional: readonly number[];
  /** Lines that hold code; empty: not known. */
  readonly executable: readonly number[];
  /** Where the chosen call stands, and where others do; null: not in this file. */
  readonly here: number | null;
  readonly others: readonly number[];
}

export const NO_MARKS: LineMarks = { breakpoints: [], conditional: [], executable: [], here: null, others: [] };

/** Starts of lines. */
interface Positions {
  readonly breakpoints: readonly number[];
  readonly conditional: readonly number[];
  readonly executable: ReadonlySet<number>;
  readonly here: number | null;
  readonly others: readonly number[];
}

const NONE: Positions = { breakpoints: [], conditional: [], executable: new Set(), here: null, others: [] };
const showMarks = StateEffect.define<LineMarks>();

function positionsOf(doc: Text, lines: LineMarks): Positions {
  const inside = (line: number): boolean => line >= 1 && line <= doc.lines;
  const starts = (list: readonly number[]): number[] => list.filter(inside).map((line) => doc.line(line).from);
  return { breakpoints: starts(lines.breakpoints), conditional: starts(lines.conditional), executable: new Set(starts(lines.executable)), here: lines.here !== null && inside(lines.here) ? doc.line(lines.here).from : null, others: starts(lines.others) };
}

function moved(at: Positions, changes: ChangeDesc, doc: Text): Positions {
  const move = (position: number): number => doc.lineAt(changes.mapPos(position, 1)).from;
  const all = (list: Iterable<number>): number[] => [...new Set([...list].map(move))].sort((a, b) => a - b);
  return { breakpoints: all(at.breakpoints), conditional: all(at.conditional), executable: new Set(all(at.executable)), here: at.here === null ? null : move(at.here), others: all(at.others) };
}

const marks = StateField.define<Positions>({
  create: () => NONE,
  update(value, transaction) {
    let next = transaction.docChanged ? moved(value, transaction.changes, transaction.newDoc) : value;
    for (const effect of transaction.effects) if (effect.is(showMarks)) next = positionsOf(transaction.newDoc, effect.value);
    return next;
  },
  provide: (field) => EditorView.decorations.from(field, lineColours),
});

function lineColours({ here, others }: Positions): DecorationSet {
  const lines: Range<Decoration>[] = others.filter((at) => at !== here).map((at) => Decoration.line({ class: 'cm-other' }).range(at));
  if (here !== null) lines.push(Decoration.line({ class: 'cm-here', attributes: { 'aria-current': 'true' } }).range(here));
  return Decoration.set(lines, true);
}

class LineMark extends GutterMarker {
  constructor(
    readonly dot: 'set' | 'idle' | 'code' | 'free',
    readonly arrow: 'here' | 'other' | null,
    readonly asks: boolean,
  ) {
    super();
  }
  override eq(other: LineMark): boolean {
    return other.dot === this.dot && other.arrow === this.arrow && other.asks === this.asks;
  }
  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.className = `cm-mark ${this.dot}${this.asks ? ' asks' : ''}`;
    element.append(document.createElement('i'));
    if (this.arrow !== null) element.append(Object.assign(document.createElement('b'), { className: this.arrow }));
    if (this.asks) element.title = 'Breakpoint that stops only when its condition says so (Shift+F9, or the right button of the mouse)';
    else element.title = { set: 'Breakpoint (F9 removes it)', idle: 'Breakpoint on a line without loaded code: it stops when code stands there', code: 'Line with code: click or F9 sets a breakpoint', free: 'Click or F9 sets a breakpoint' }[this.dot];
    return element;
  }
}

function markOf(state: EditorState, at: number): LineMark {
  const { breakpoints, conditional, executable, here, others } = state.field(marks);
  const holdsCode = executable.has(at);
  const dot = breakpoints.includes(at) ? (holdsCode ? 'set' : 'idle') : holdsCode ? 'code' : 'free';
  return new LineMark(dot, at === here ? 'here' : others.includes(at) ? 'other' : null, conditional.includes(at));
}

/** The gutter; a click is about a breakpoint on its line, the right button about when it stops. */
export function lineMarks(toggle: (line: number) => void, ask: (line: number) => void): Extension {
  return [
    marks,
    gutter({
      class: 'cm-marks',
      lineMarker: (view, line) => markOf(view.state, line.from),
      lineMarkerChange: (update) => update.startState.field(marks) !== update.state.field(marks),
      domEventHandlers: {
        mousedown(view, line, event) {
          if (!(event instanceof MouseEvent) || event.button !== 0) return false;
          toggle(view.state.doc.lineAt(line.from).number);
          return true;
        },
        contextmenu(view, line, event) {
          event.preventDefault();
          ask(view.state.doc.lineAt(line.from).number);
          return true;
        },
      },
    }),
  ];
}

export const showLineMarks = (lines: LineMarks): StateEffect<LineMarks> => showMarks.of(lines);
