/**
 * Macro definitions and their expansion (C11 6.10.3) on tokens, with hide sets after Prosser's algorithm, # and ##,
 * C99 and GNU variadic parameters and the comma-swallowing `, ##__VA_ARGS__`.
 */
import type { DiagnosticList, Expansion, Where } from './source';
import type { HideSet, Token } from './lex';
import { Lexer } from './lex';
import { SourceFile } from './source';

export interface Macro {
  name: string;
  params: string[] | null;
  /** Name of the variadic parameter (`__VA_ARGS__` or a GNU name), last in `params`. */
  variadic: string | null;
  body: Token[];
  at: Where;
  /** Its value is asked for where it stands. */
  builtin?: boolean;
}

const EXPANSION_LIMIT = 4_000_000;

function hidden(set: HideSet | null, name: string): boolean {
  for (let h = set; h; h = h.next) if (h.name === name) return true;
  return false;
}
function union(a: HideSet | null, b: HideSet | null): HideSet | null {
  if (b === null) return a;
  let out = b;
  for (let h = a; h; h = h.next) if (!hidden(out, h.name)) out = { name: h.name, next: out };
  return out;
}
function intersect(a: HideSet | null, b: HideSet | null): HideSet | null {
  let out: HideSet | null = null;
  for (let h = a; h; h = h.next) if (hidden(b, h.name)) out = { name: h.name, next: out };
  return out;
}

export function stringize(tokens: Token[]): string {
  let out = '';
  tokens.forEach((t, i) => {
    if (i > 0 && (t.space || t.lineStart)) out += ' ';
    out += t.kind === 'string' || t.kind === 'char' ? t.text.replace(/[\\"]/g, '\\$&') : t.text;
  });
  return `"${out}"`;
}

export class MacroExpander {
  private own = new Map<string, Macro>();
  /** The table is also somebody else's: the next change makes a copy. */
  private shared = false;
  /** Tokens that macros made. */
  produced = 0;
  constructor(
    private readonly diagnostics: DiagnosticList,
    private readonly builtin: (name: string, at: Token) => Token,
  ) {}

  get macros(): ReadonlyMap<string, Macro> {
    return this.own;
  }
  /** Whoever holds `macros` may keep it. */
  share(): void {
    this.shared = true;
  }
  /** Goes on with a table that was kept; `produced` tokens were made on the way to it. */
  take(macros: ReadonlyMap<string, Macro>, produced: number): void {
    this.own = macros as Map<string, Macro>;
    this.shared = true;
    this.produced += produced;
  }
  private change(): Map<string, Macro> {
    if (this.shared) this.own = new Map(this.own);
    this.shared = false;
    return this.own;
  }
  set(name: string, macro: Macro): void {
    this.change().set(name, macro);
  }
  delete(name: string): void {
    if (this.own.has(name)) this.change().delete(name);
  }

  /**
   * Expands `token` if it names a macro: the replacement is handed to `unread` (to be scanned again) and true returned.
   * `read` supplies the tokens after the name; newlines must not reach it.
   */
  expand(token: Token, read: () => Token, unread: (tokens: Token[]) => void): boolean {
    const macro = this.macros.get(token.text);
    if (!macro || hidden(token.hide, macro.name)) return false;
    if (macro.builtin) {
      unread([this.builtin(macro.name, token)]);
      return true;
    }
    if (this.produced > EXPANSION_LIMIT) return false;
    const expansion: Expansion = { macro: macro.name, at: token };
    let result: Token[];
    let hide: HideSet | null;
    if (!macro.params) {
      hide = { name: macro.name, next: token.hide };
      result = this.substitute(macro, [], expansion, token);
    } else {
      const open = read();
      if (open.text !== '(' || open.kind !== 'punct') {
        unread([open]);
        return false;
      }
      const found = this.arguments(macro, token, read);
      if (!found) return false;
      hide = { name: macro.name, next: intersect(token.hide, found.close.hide) };
      result = this.substitute(macro, found.list, expansion, token);
    }
    this.produced += result.length;
    if (this.produced > EXPANSION_LIMIT) this.diagnostics.error(token, `macro '${macro.name}' expands without end`);
    const out = result.map((t) => ({ ...t, hide: union(hide, t.hide) }));
    if (out.length > 0) out[0] = { ...out[0], space: token.space, lineStart: token.lineStart };
    unread(out);
    return true;
  }

  private arguments(macro: Macro, name: Token, read: () => Token): { list: Token[][]; close: Token } | null {
    const params = macro.params ?? [];
    const list: Token[][] = [[]];
    let depth = 0;
    for (;;) {
      const t = read();
      if (t.kind === 'eof') {
        this.diagnostics.error(name, `invocation of macro '${macro.name}' is not closed: ')' missing`);
        return null;
      }
      const punct = t.kind === 'punct' ? t.text : '';
      if (punct === ')' && depth === 0) {
        return this.fitArguments(macro, name, params, list) ? { list, close: t } : null;
      }
      const inVariadic = macro.variadic !== null && list.length === params.length;
      if (punct === ',' && depth === 0 && !inVariadic) {
        list.push([]);
        continue;
      }
      if (punct === '(') depth++;
      if (punct === ')') depth--;
      list[list.length - 1].push(t);
    }
  }
  private fitArguments(macro: Macro, name: Token, params: string[], list: Token[][]): boolean {
    if (params.length === 0 && list.length === 1 && list[0].length === 0) list.pop();
    if (macro.variadic !== null && list.length === params.length - 1) list.push([]);
    if (list.length === params.length) return true;
    const d = this.diagnostics.error(name, `macro '${macro.name}' takes ${params.length} argument(s), ${list.length} given`);
    d.notes.push({ message: `'${macro.name}' is defined here`, at: macro.at });
    return false;
  }

  expandList(tokens: Token[]): Token[] {
    const stack = tokens.slice().reverse();
    const out: Token[] = [];
    const end: Token = { ...(tokens[0] ?? emptyToken()), kind: 'eof', text: '' };
    const read = () => stack.pop() ?? end;
    const unread = (list: Token[]) => {
      for (let i = list.length - 1; i >= 0; i--) if (list[i].kind !== 'eof') stack.push(list[i]);
    };
    for (let t = stack.pop(); t; t = stack.pop()) {
      if (t.kind === 'name' && this.expand(t, read, unread)) continue;
      out.push(t);
    }
    return out;
  }

  private substitute(macro: Macro, args: Token[][], expansion: Expansion, at: Token): Token[] {
    const params = macro.params ?? [];
    const body = macro.body;
    const expanded: (Token[] | undefined)[] = [];
    const out: Token[] = [];
    const own = (t: Token): Token => ({ ...t, expansion });
    for (let i = 0; i < body.length; i++) {
      const t = body[i];
      const paste = i > 0 && body[i - 1].kind === 'punct' && body[i - 1].text === '##';
      if (t.kind === 'punct' && t.text === '##' && i > 0 && i + 1 < body.length) continue;
      let piece: Token[];
      const index = t.kind === 'name' ? params.indexOf(t.text) : -1;
      const next = body[i + 1];
      if (t.kind === 'punct' && t.text === '#' && macro.params && next && params.includes(next.text)) {
        piece = [{ ...own(t), kind: 'string', text: stringize(args[params.indexOf(next.text)]) }];
        i++;
      } else if (index >= 0 && (paste || (next?.kind === 'punct' && next.text === '##'))) {
        piece = args[index].map((a, k) => (k === 0 ? { ...a, space: t.space } : a));
        if (paste && t.text === macro.variadic && body[i - 2]?.text === ',') {
          // GNU: `, ## args` drops the comma with empty args and never pastes.
          if (piece.length === 0) out.pop();
          else out.push(...piece);
          continue;
        }
        if (piece.length === 0) piece = [{ ...own(t), kind: 'placemarker', text: '' }];
      } else if (index >= 0) {
        const full = (expanded[index] ??= this.expandList(args[index]));
        piece = full.map((a, k) => (k === 0 ? { ...a, space: t.space } : a));
      } else piece = [own(t)];
      if (paste && out.length > 0 && piece.length > 0) {
        const left = out.pop() as Token;
        out.push(...this.paste(left, piece[0], expansion, at), ...piece.slice(1));
      } else out.push(...piece);
    }
    return out.filter((t) => t.kind !== 'placemarker');
  }

  private paste(left: Token, right: Token, expansion: Expansion, at: Token): Token[] {
    if (left.kind === 'placemarker') return [right];
    if (right.kind === 'placemarker') return [left];
    const text = left.text + right.text;
    const file = new SourceFile(left.file.name, text, true);
    const made = new Lexer(file, this.diagnostics);
    const token = made.next();
    if (made.next().kind !== 'eof') {
      this.diagnostics.error(at, `pasting '${left.text}' and '${right.text}' does not give one token`);
      return [left, right];
    }
    return [{ ...token, file: left.file, offset: left.offset, length: left.length, space: left.space, lineStart: left.lineStart, expansion, hide: intersect(left.hide, right.hide) }];
  }
}

function emptyToken(): Token {
  const file = new SourceFile('<none>', '', true);
  return { kind: 'eof', text: '', file, offset: 0, length: 0, space: false, lineStart: false, hide: null, expansion: null };
}
