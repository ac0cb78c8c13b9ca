/** A line for the shell as commands. A pipe is a file that the program on the left fills before the one on the right begins. Not supported, and said so: variables, globs, subshells. */

export interface Command {
  readonly argv: readonly string[];
  readonly redirect: string | null;
  readonly append: boolean;
  /** File that it reads as its standard input. */
  readonly input: string | null;
  /** Where its error output goes: "output" = with the output, else a file; null = the terminal. */
  readonly errors: string | null;
  /** Run it always, or depending on how the one before ended. */
  readonly when: 'always' | 'success' | 'failure' | 'piped';
  /** Nobody waits for it. */
  readonly background: boolean;
}

export type Parsed = { readonly commands: readonly Command[] } | { readonly error: string };

type Token = { readonly kind: 'word'; readonly text: string } | { readonly kind: 'sign'; readonly text: string };

const SIGNS = ['&&', '||', '>>', ';', '>', '<', '|', '&', '(', ')'] as const;
/** Signs that only stand where a word could begin. */
const ERROR_SIGNS = ['2>&1', '2>'] as const;

/** What a pipe passes lies here; a line has as many as it has pipes. */
const pipe = (number: number): string => `/tmp/.pipe${number}`;

/** Words and signs; `lastStatus` stands for `$?`. */
function tokens(line: string, lastStatus: number): Token[] | string {
  const found: Token[] = [];
  let at = 0;
  while (at < line.length) {
    const rest = line.slice(at);
    const sign = (at === 0 || /[\s;&|]/.test(line[at - 1]) ? ERROR_SIGNS.find((one) => rest.startsWith(one)) : undefined) ?? SIGNS.find((one) => rest.startsWith(one));
    if (/^\s/.test(rest)) at++;
    else if (rest.startsWith('#')) break;
    else if (sign !== undefined) {
      found.push({ kind: 'sign', text: sign });
      at += sign.length;
    } else {
      const word = readWord(line, at, lastStatus);
      if (typeof word === 'string') return word;
      found.push({ kind: 'word', text: word.text });
      at = word.end;
    }
  }
  return found;
}

function readWord(line: string, start: number, lastStatus: number): { text: string; end: number } | string {
  let text = '';
  let at = start;
  while (at < line.length && !/[\s;><|&()]/.test(line[at])) {
    const character = line[at];
    if (character === "'" || character === '"') {
      const end = closingQuote(line, at);
      if (end < 0) return `syntax error: unterminated quoted string`;
      const inside = line.slice(at + 1, end);
      text += character === "'" ? inside : inside.replace(/\\(["\\$])|\$\?/g, (whole, escaped: string | undefined) => escaped ?? (whole === '$?' ? String(lastStatus) : whole));
      at = end + 1;
    } else if (character === '\\') {
      text += line[at + 1] ?? '';
      at += 2;
    } else if (line.startsWith('$?', at)) {
      text += String(lastStatus);
      at += 2;
    } else {
      text += character;
      at++;
    }
  }
  return { text, end: at };
}

function closingQuote(line: string, start: number): number {
  for (let at = start + 1; at < line.length; at++) {
    if (line[at] === '\\' && line[start] === '"') at++;
    else if (line[at] === line[start]) return at;
  }
  return -1;
}

interface Draft {
  argv: string[];
  redirect: string | null;
  append: boolean;
  input: string | null;
  errors: string | null;
}

const emptyDraft = (): Draft => ({ argv: [], redirect: null, append: false, input: null, errors: null });

/** Put where something comes from or goes into the draft. @returns what is wrong. */
function redirectTo(draft: Draft, sign: string, target: Token | undefined): string | undefined {
  if (target?.kind !== 'word') return `syntax error: a file name is missing behind ${sign}`;
  if (sign === '<') draft.input = target.text;
  else if (sign === '2>') draft.errors = target.text;
  else {
    draft.redirect = target.text;
    draft.append = sign === '>>';
  }
  return undefined;
}

const FOLLOWING: Readonly<Record<string, Command['when']>> = { ';': 'always', '&': 'always', '&&': 'success', '||': 'failure', '|': 'piped' };

export function parseLine(line: string, lastStatus: number): Parsed {
  const list = tokens(line, lastStatus);
  if (typeof list === 'string') return { error: list };
  const commands: Command[] = [];
  let draft = emptyDraft();
  let when: Command['when'] = 'always';
  let pipes = 0;
  const close = (sign: string): string | undefined => {
    if (draft.argv.length === 0 && draft.redirect === null) return sign === 'end' && when === 'always' ? undefined : `syntax error: unexpected "${sign === 'end' ? 'newline' : sign}"`;
    const input = draft.input ?? (when === 'piped' ? pipe(pipes - 1) : null);
    commands.push({ ...draft, input, redirect: draft.redirect ?? (sign === '|' ? pipe(pipes) : null), when, background: sign === '&' });
    if (sign === '|') pipes++;
    draft = emptyDraft();
    when = FOLLOWING[sign] ?? 'always';
    return undefined;
  };
  for (let i = 0; i < list.length; i++) {
    const token = list[i];
    let error: string | undefined;
    if (token.kind === 'word') draft.argv.push(token.text);
    else if (token.text === '2>&1') draft.errors = 'output';
    else if (/^(>>?|<|2>)$/.test(token.text)) error = redirectTo(draft, token.text, list[++i]);
    else if (token.text in FOLLOWING) error = close(token.text);
    else error = `this small shell has no subshells ("${token.text}")`;
    if (error !== undefined) return { error };
  }
  const error = close('end');
  return error === undefined ? { commands } : { error };
}
