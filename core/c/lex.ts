/**
 * Text to preprocessing tokens (C11 6.4). Splices, comments and U+00A0 are white space; the last is reported once per
 * file. Full-width punctuation, common in listings copied from web pages, is an error with the ASCII form named.
 */
import type { DiagnosticList, Expansion, SourceFile, Where } from './source';

export type TokenKind = 'name' | 'number' | 'char' | 'string' | 'punct' | 'other' | 'newline' | 'eof' | 'placemarker';

/** Macro names that must not expand in this token again; a linked list, newest first. */
export interface HideSet {
  readonly name: string;
  readonly next: HideSet | null;
}

export interface Token extends Where {
  readonly kind: TokenKind;
  readonly text: string;
  readonly space: boolean;
  readonly lineStart: boolean;
  readonly hide: HideSet | null;
  readonly expansion: Expansion | null;
}

const PUNCTUATORS = [
  '%:%:', '...', '<<=', '>>=', '->', '++', '--', '<<', '>>', '<=', '>=', '==', '!=', '&&', '||', '*=', '/=', '%=', '+=', '-=', '&=', '^=',
  '|=', '##', '<:', ':>', '<%', '%>', '%:', '[', ']', '(', ')', '{', '}', '.', '&', '*', '+', '-', '~', '!', '/', '%', '<', '>', '^', '|',
  '?', ':', ';', '=', ',', '#',
];
const DIGRAPHS: Record<string, string> = { '<:': '[', ':>': ']', '<%': '{', '%>': '}', '%:': '#', '%:%:': '##' };
const FULL_WIDTH: Record<string, string> = {
  '；': ';', '，': ',', '（': '(', '）': ')', '｛': '{', '｝': '}', '：': ':', '＝': '=', '＋': '+', '－': '-', '＊': '*', '！': '!', '？': '?',
  '＜': '<', '＞': '>', '［': '[', '］': ']', '“': '"', '”': '"', '‘': "'", '’': "'", '＂': '"', '、': ',', '＆': '&', '｜': '|', '＃': '#',
  '．': '.', '。': '.', '～': '~',
};
const BY_FIRST = new Map<string, string[]>();
for (const p of PUNCTUATORS) BY_FIRST.set(p[0], [...(BY_FIRST.get(p[0]) ?? []), p]);

const NAME_START = /[A-Za-z_$\u00c0-\u02af\u0370-\u1fff\u3040-\ud7ff]/;
const NAME_PART = /[A-Za-z0-9_$\u00c0-\u02af\u0370-\u1fff\u3040-\ud7ff]/;

/** 1: a letter, digit or underscore of ASCII. */
const PLAIN = Uint8Array.from({ length: 128 }, (_, code) => (/[A-Za-z0-9_]/.test(String.fromCharCode(code)) ? 1 : 0));

const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const DOLLAR = 0x24;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** What a literal in quotes may begin with. */
const PREFIXES = '"\'uUL';

export class Lexer implements TokenSource {
  private at = 0;
  private lineStart = true;
  private noticed = false;
  /** Of the token being read: behind white space, and the first of its line. */
  private spaced = false;
  private first = false;
  /** In a skipped group: text that is no C is nobody's concern. */
  quiet = false;
  constructor(
    private readonly file: SourceFile,
    private readonly diagnostics: DiagnosticList,
  ) {}

  /** Offset after a spliced line end at `i`, or `i`. */
  private splice(i: number): number {
    const text = this.file.text;
    while (text[i] === '\\') {
      if (text[i + 1] === '\n') i += 2;
      else if (text[i + 1] === '\r' && text[i + 2] === '\n') i += 3;
      else break;
    }
    return i;
  }
  private spot(offset: number, length: number): Where {
    return { file: this.file, offset, length, expansion: null };
  }

  private skipSpace(): boolean {
    const text = this.file.text;
    let space = false;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code > 32 && code < 127 && code !== SLASH && code !== BACKSLASH) return space;
      const i = this.splice(this.at);
      if (i !== this.at) this.at = i;
      const c = text[i];
      if (c === ' ' || c === '\t' || c === '\r' || c === '\f' || c === '\v' || c === '\ufeff') this.at = i + 1;
      else if (c === '\u00a0' || c === '\u3000') {
        if (!this.noticed) {
          const what = c === '\u00a0' ? 'no-break space (U+00A0)' : 'ideographic space (U+3000)';
          this.diagnostics.note(this.spot(i, 1), `${what} treated as white space, here and further on in this file`);
        }
        this.noticed = true;
        this.at = i + 1;
      } else if (c === '/' && text[i + 1] === '/') this.skipLineComment(i);
      else if (c === '/' && text[i + 1] === '*') {
        const end = text.indexOf('*/', i + 2);
        if (end < 0) this.diagnostics.error(this.spot(i, 2), 'comment is never closed');
        const inner = text.slice(i + 2, end < 0 ? i + 2 : end).indexOf('/*');
        if (inner >= 0) this.diagnostics.warning('comment', this.spot(i + 2 + inner, 2), "'/*' inside a comment: is the end of the one before missing?");
        this.at = end < 0 ? text.length : end + 2;
      } else return space;
      space = true;
    }
  }
  private skipLineComment(i: number): void {
    const text = this.file.text;
    while (i < text.length && text[i] !== '\n') {
      const j = this.splice(i);
      if (j !== i) this.diagnostics.warning('comment', this.spot(i, 1), "the backslash at the end of the line makes the next line a part of this comment");
      i = j === i ? i + 1 : j;
    }
    this.at = i;
  }

  /** The token from `start` to where the reader stands. */
  private make(kind: TokenKind, text: string, start: number): Token {
    return { kind, text, file: this.file, offset: start, length: this.at - start, space: this.spaced, lineStart: this.first, hide: null, expansion: null };
  }

  next(): Token {
    this.spaced = this.skipSpace();
    const start = this.at;
    const text = this.file.text;
    this.first = this.lineStart;
    this.lineStart = false;
    if (start >= text.length) return this.make('eof', '', start);
    const code = text.charCodeAt(start);
    const c = text[start];
    if (code === 10) {
      this.at++;
      this.lineStart = true;
      return this.make('newline', '\n', start);
    }
    if (PREFIXES.includes(c)) {
      const prefix = /^(?:u8|u|U|L)?(?=["'])/.exec(text.slice(start, start + 3));
      if (prefix) return this.quoted(start, prefix[0]);
    }
    const digit = isDigit(code);
    if (code < 128 ? (PLAIN[code] === 1 && !digit) || c === '$' : NAME_START.test(c)) return this.make('name', this.run(NAME_PART), start);
    if (digit || (c === '.' && isDigit(text.charCodeAt(start + 1)))) return this.make('number', this.number(), start);
    return this.punctuator(start, c);
  }

  private run(part: RegExp): string {
    const text = this.file.text;
    let end = this.at;
    while (end < text.length && PLAIN[text.charCodeAt(end)] === 1) end++;
    let out = text.slice(this.at, end);
    const code = text.charCodeAt(end);
    if (part === NAME_PART && code < 127 && code !== BACKSLASH && code !== DOLLAR) {
      this.at = end;
      return out;
    }
    for (let i = end; ; ) {
      i = this.splice(i);
      if (i >= text.length || !part.test(text[i])) {
        this.at = i;
        return out;
      }
      out += text[i++];
    }
  }
  private number(): string {
    let out = '';
    for (;;) {
      const more = this.run(/[A-Za-z0-9_.]/);
      out += more;
      const c = this.file.text[this.at];
      if (!/[eEpP]$/.test(out) || (c !== '+' && c !== '-')) return out;
      out += c;
      this.at++;
    }
  }
  private quoted(start: number, prefix: string): Token {
    const text = this.file.text;
    const quote = text[start + prefix.length];
    let out = prefix + quote;
    let i = start + prefix.length + 1;
    for (;;) {
      i = this.splice(i);
      const c = text[i];
      if (c === undefined || c === '\n') {
        this.at = i;
        if (!this.quiet) this.diagnostics.error(this.spot(start, 1), `missing closing ${quote}`);
        return this.make(quote === '"' ? 'string' : 'char', out + quote, start);
      }
      out += c;
      i++;
      if (c === quote) break;
      if (c === '\\') {
        i = this.splice(i);
        out += text[i++] ?? '';
      }
    }
    this.at = i;
    return this.make(quote === '"' ? 'string' : 'char', out, start);
  }
  private punctuator(start: number, c: string): Token {
    const text = this.file.text;
    if (!text.slice(start, start + 4).includes('\\')) {
      for (const p of BY_FIRST.get(c) ?? []) {
        if (!text.startsWith(p, start)) continue;
        this.at = start + p.length;
        return this.make('punct', DIGRAPHS[p] ?? p, start);
      }
    }
    let window = '';
    const ends: number[] = [];
    for (let i = start; window.length < 4; ) {
      i = this.splice(i);
      if (i >= text.length || text[i] === '\n') break;
      window += text[i++];
      ends.push(i);
    }
    const found = BY_FIRST.get(c)?.find((p) => window.startsWith(p));
    if (found) {
      this.at = ends[found.length - 1];
      return this.make('punct', DIGRAPHS[found] ?? found, start);
    }
    this.at = start + 1;
    const ascii = FULL_WIDTH[c];
    if (ascii) {
      if (!this.quiet) this.diagnostics.error(this.spot(start, 1), `full-width punctuation '${c}' where C wants '${ascii}'`);
      return this.make('punct', ascii, start);
    }
    return this.make('other', c, start);
  }
}

/** What the preprocessor reads from. */
export interface TokenSource {
  quiet: boolean;
  next(): Token;
}

/** Tokens that were read before; the last, the end of the file, again and again. */
class Replay implements TokenSource {
  quiet = false;
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}
  next(): Token {
    return this.at < this.tokens.length - 1 ? this.tokens[this.at++] : this.tokens[this.at];
  }
}

const replayed = new WeakMap<SourceFile, readonly Token[]>();

/** A reader of `file`; a system's header is cut into tokens once. */
export function reader(file: SourceFile, diagnostics: DiagnosticList): TokenSource {
  if (!file.system) return new Lexer(file, diagnostics);
  let tokens = replayed.get(file);
  if (tokens === undefined) replayed.set(file, (tokens = lexAll(file, diagnostics)));
  return new Replay(tokens);
}

export function lexAll(file: SourceFile, diagnostics: DiagnosticList): Token[] {
  const lexer = new Lexer(file, diagnostics);
  const tokens: Token[] = [];
  for (;;) {
    const token = lexer.next();
    tokens.push(token);
    if (token.kind === 'eof') return tokens;
  }
}
