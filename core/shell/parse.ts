/** A line for the shell as commands. Not supported, and said so: pipes, variables, globs, input redirection. */

export interface Command {
  readonly argv: readonly string[];
  readonly redirect: string | null;
  readonly append: boolean;
  /** Run it always, or depending on how the one before ended. */
  readonly when: 'always' | 'success' | 'failure';
  /** Nobody waits for it. */
  readonly background: boolean;
}

export type Parsed = { readonly commands: readonly Command[] } | { readonly error: string };

type Token = { readonly kind: 'word'; readonly text: string } | { readonly kind: 'sign'; readonly text: string };

const SIGNS = ['&&', '||', '>>', ';', '>', '<', '|', '&', '(', ')'] as const;

/** Words and signs; `lastStatus` stands for `$?`. */
function tokens(line: string, lastStatus: number): Token[] | string {
  const found: Token[] = [];
  let at = 0;
  while (at < line.length) {
    const rest = line.slice(at);
    const sign = SIGNS.find((one) => rest.startsWith(one));
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

export function parseLine(line: string, lastStatus: number): Parsed {
  const list = tokens(line, lastStatus);
  if (typeof list === 'string') return { error: list };
  const commands: Command[] = [];
  let argv: string[] = [];
  let redirect: string | null = null;
  let append = false;
  let when: Command['when'] = 'always';
  const close = (following: Command['when'], sign: string): string | undefined => {
    if (argv.length === 0 && redirect === null) return sign === 'end' && when === 'always' ? undefined : `syntax error: unexpected "${sign === 'end' ? 'newline' : sign}"`;
    commands.push({ argv, redirect, append, when, background: sign === '&' });
    argv = [];
    redirect = null;
    append = false;
    when = following;
    return undefined;
  };
  for (let i = 0; i < list.length; i++) {
    const token = list[i];
    if (token.kind === 'word') argv.push(token.text);
    else if (token.text === '>' || token.text === '>>') {
      const target = list[++i];
      if (target?.kind !== 'word') return { error: 'syntax error: a file name is missing behind >' };
      redirect = target.text;
      append = token.text === '>>';
    } else if (token.text === ';' || token.text === '&' || token.text === '&&' || token.text === '||') {
      const error = close(token.text === ';' || token.text === '&' ? 'always' : token.text === '&&' ? 'success' : 'failure', token.text);
      if (error !== undefined) return { error };
    } else return { error: `this small shell has no ${{ '|': 'pipes', '<': 'input redirection' }[token.text] ?? 'subshells'} ("${token.text}")` };
  }
  const error = close('always', 'end');
  return error === undefined ? { commands } : { error };
}
