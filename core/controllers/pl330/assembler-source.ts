/** Reading assembler text: one line to label, mnemonic and operands with their columns; numbers and labels to values. */

/** Something wrong at a column (from 1) of the line at hand; the message says what to do. */
export class AssemblyProblem extends Error {
  constructor(
    readonly column: number,
    message: string,
  ) {
    super(message);
  }
}

export interface Operand {
  readonly text: string;
  readonly column: number;
}

export interface SourceLine {
  readonly line: number;
  readonly label?: string;
  readonly mnemonic?: string;
  readonly mnemonicColumn: number;
  readonly operands: readonly Operand[];
}

export type Labels = ReadonlyMap<string, number>;

const LABEL = /^\s*([A-Za-z_.$][\w.$]*)\s*:/;

export function readLine(text: string, line: number): SourceLine {
  const code = text.replace(/(;|\/\/).*$/, '');
  const label = LABEL.exec(code);
  const start = label === null ? 0 : label[0].length;
  const mnemonic = /^\s*(\S+)/.exec(code.slice(start));
  const head = { line, ...(label === null ? {} : { label: label[1] }) };
  if (mnemonic === null) return { ...head, mnemonicColumn: start + 1, operands: [] };
  const mnemonicColumn = start + mnemonic[0].length - mnemonic[1].length + 1;
  return { ...head, mnemonic: mnemonic[1], mnemonicColumn, operands: readOperands(code, start + mnemonic[0].length) };
}

function readOperands(code: string, from: number): Operand[] {
  if (code.slice(from).trim() === '') return [];
  const operands: Operand[] = [];
  let at = from;
  for (const piece of code.slice(from).split(',')) {
    const text = piece.trim();
    const column = at + piece.length - piece.trimStart().length + 1;
    if (text === '') throw new AssemblyProblem(column, 'an operand is missing here; remove the comma or write the operand');
    operands.push({ text, column });
    at += piece.length + 1;
  }
  return operands;
}

export function splitWords(operand: Operand): Operand[] {
  return [...operand.text.matchAll(/\S+/g)].map((match) => ({ text: match[0], column: operand.column + match.index }));
}

function numberOf(text: string): number | undefined {
  const match = /^#?(-?)(0x[0-9a-f]+|0b[01]+|\d+)$/i.exec(text);
  if (match === null) return undefined;
  const size = Number(match[2]);
  return match[1] === '-' && size !== 0 ? -size : size;
}

/** A number, a label, or label + or - a number. @throws AssemblyProblem outside `least` to `most`. */
export function valueOf(operand: Operand, labels: Labels, least: number, most: number): number {
  const { text, column } = operand;
  let value = numberOf(text);
  if (value === undefined) {
    const match = /^([A-Za-z_.$][\w.$]*)\s*(?:([+-])\s*(\S+))?$/.exec(text);
    const base = match === null ? undefined : labels.get(match[1]);
    const distance = match?.[3] === undefined ? 0 : numberOf(match[3]);
    if (match === null || distance === undefined) throw new AssemblyProblem(column, `${text} is no number; write decimal, 0x…, 0b… or a label`);
    if (base === undefined) {
      const guess = nearest(match[1], [...labels.keys()]);
      throw new AssemblyProblem(column, `no label ${match[1]}${guess === undefined ? '; define it as "' + match[1] + ':"' : `; did you mean ${guess}?`}`);
    }
    value = base + (match[2] === '-' ? -distance : distance);
  }
  if (value < least || value > most) throw new AssemblyProblem(column, `${text} is outside ${least} to ${most}`);
  return value;
}

/** The known word closest to `word`, when at most two letters away. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = 3;
  for (const candidate of known) {
    const distance = editDistance(word.toUpperCase(), candidate.toUpperCase(), bestDistance);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = candidate;
    }
  }
  return best;
}

function editDistance(a: string, b: string, enough: number): number {
  if (Math.abs(a.length - b.length) >= enough) return enough;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}
