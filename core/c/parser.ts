/** Token stream of the parser, resynchronisation after errors, and the links between the rule files. */
import type { Expr, Stmt, Variable } from './ast';
import type { Context } from './context';
import type { CType } from './ctype';
import type { Token } from './lex';
import type { Declarator, Specifiers } from './parse-type';
import { SyntaxStop } from './source';

/** Rules that call each other across files; filled by parse.ts. */
export interface Rules {
  expression(p: Parser): Expr;
  assignment(p: Parser): Expr;
  conditional(p: Parser): Expr;
  typeName(p: Parser): CType;
  specifiers(p: Parser): Specifiers;
  declarator(p: Parser, base: CType): Declarator;
  compound(p: Parser, ownScope: boolean): Stmt & { kind: 'compound' };
  initializer(p: Parser, symbol: Variable): void;
  localDeclaration(p: Parser): Stmt[];
  startsDeclaration(p: Parser): boolean;
}

const DEPTH_LIMIT = 300;
/** With these begin statements and declarations, and nothing goes on. */
const BEGINNINGS = new Set('return if for while do switch goto break continue case default void char short int long signed unsigned struct union enum static const'.split(' '));
/** Tokens that a rule may ask for behind the end of the text: one that asks for more waits for what never comes. */
const MOST_PAST_END = 64;

export class Parser {
  private position = 0;
  private depth = 0;
  private pastEnd = 0;
  /** From #pragma pack. */
  pack = 0;
  constructor(
    private readonly tokens: Token[],
    readonly cx: Context,
    readonly rules: Rules,
  ) {}

  get token(): Token {
    const t = this.tokens[this.position];
    return t.kind === 'punct' && t.text.length > 6 ? this.afterPack() : t;
  }
  /** No punctuator is so long: a mark of #pragma pack. */
  private afterPack(): Token {
    while (this.tokens[this.position].text.startsWith('#pack ')) this.pack = Number(this.tokens[this.position++].text.slice(6));
    return this.tokens[this.position];
  }
  peek(ahead: number): Token {
    return this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)];
  }
  get mark(): number {
    return this.position;
  }
  /** Back to a mark, or on to one. */
  rewind(mark: number): void {
    this.position = mark;
  }
  get previous(): Token {
    return this.tokens[Math.max(0, this.position - 1)];
  }
  is(text: string): boolean {
    const t = this.token;
    return t.text === text && (t.kind === 'punct' || t.kind === 'name');
  }
  next(): Token {
    const t = this.token;
    if (t.kind !== 'eof') this.position++;
    else if (++this.pastEnd > MOST_PAST_END) this.fail('the file ends in the middle of a construct');
    return t;
  }
  accept(text: string): Token | null {
    return this.is(text) ? this.next() : null;
  }
  expect(text: string, context: string): Token {
    if (this.is(text)) return this.next();
    const message = `'${text}' expected ${context}${this.token.kind === 'eof' ? ', but the file ends' : ` before '${this.token.text}'`}`;
    if (text !== ';' || !this.beginsAnew()) return this.fail(message, text === ';' || text === ')');
    this.report(message, true);
    return this.previous;
  }
  /** What comes is no part of what came: only the mark between them is missing. */
  private beginsAnew(): boolean {
    const { token } = this;
    return token.kind !== 'eof' && (token.lineStart || token.text === '}' || (token.kind === 'name' && BEGINNINGS.has(token.text)));
  }
  /** Reports at the current token, or right after the previous one where something is missing. */
  fail(message: string, afterPrevious = false): never {
    this.report(message, afterPrevious);
    throw new SyntaxStop();
  }
  private report(message: string, afterPrevious: boolean): void {
    const last = this.previous;
    const at = afterPrevious && last !== this.token && !last.expansion ? { file: last.file, offset: last.offset + last.length, length: 1, expansion: null } : this.token;
    this.cx.diagnostics.error(at, message);
  }
  nested<T>(rule: () => T): T {
    if (++this.depth > DEPTH_LIMIT) this.fail('nesting is too deep');
    try {
      return rule();
    } finally {
      this.depth--;
    }
  }
  /** After an error: to the end of the statement or declaration. */
  resynchronise(): void {
    let depth = 0;
    for (;;) {
      const t = this.token;
      if (t.kind === 'eof') return;
      if (t.text === '{') depth++;
      if (t.text === '}') {
        if (depth === 0) return;
        depth--;
        this.next();
        if (depth === 0) {
          this.accept(';');
          return;
        }
        continue;
      }
      this.next();
      if (t.text === ';' && depth === 0) return;
    }
  }
}
