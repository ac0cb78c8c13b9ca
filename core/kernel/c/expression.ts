/**
 * Expressions of C for looking: what a watch, a condition or a pointer over the text asks for. Read into a tree; what
 * would change something (assignments, ++, calls) is refused. Types in casts and sizeof are kept as words.
 */

/** Why an expression has no value: words for the user. */
export class ExpressionError extends Error {}

export interface TypeWords {
  /** "unsigned int", "struct point", "u32". */
  readonly name: string;
  readonly stars: number;
}

export type Expression =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'number'; readonly value: bigint; readonly unsigned: boolean; readonly wide: boolean }
  | { readonly kind: 'unary'; readonly op: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly op: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'member'; readonly object: Expression; readonly name: string; readonly arrow: boolean }
  | { readonly kind: 'index'; readonly object: Expression; readonly index: Expression }
  | { readonly kind: 'cast'; readonly type: TypeWords; readonly operand: Expression }
  | { readonly kind: 'sizeof'; readonly of: Expression | TypeWords };

const TOKEN = /\s*(?:(0[xX][0-9a-fA-F]+|0[bB][01]+|\d+)([uUlL]*)(?![\w.])|([A-Za-z_]\w*)|'((?:[^'\\]|\\.)+)'|(->|<<=?|>>=?|[-+&|=!<>*/%^]=|&&|\|\||\+\+|--|[-+*/%&|^~!<>=?:()[\].,]))/y;
const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!='], ['<', '>', '<=', '>='], ['<<', '>>'], ['+', '-'], ['*', '/', '%']];
const CHANGES = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '++', '--']);
const QUALIFIERS = new Set(['const', 'volatile', '__iomem', '__user']);
const TAGS = new Set(['struct', 'union', 'enum']);
const BASIC = new Set(['void', 'char', 'short', 'int', 'long', 'signed', 'unsigned', 'float', 'double', '_Bool', 'bool']);
/** Names that headers give to integers. */
export const TYPE_NAMES: Readonly<Record<string, string>> = {
  u8: 'unsigned char', u16: 'unsigned short', u32: 'unsigned int', u64: 'unsigned long long', s8: 'signed char', s16: 'short', s32: 'int', s64: 'long long',
  __u8: 'unsigned char', __u16: 'unsigned short', __u32: 'unsigned int', __u64: 'unsigned long long',
  uint8_t: 'unsigned char', uint16_t: 'unsigned short', uint32_t: 'unsigned int', uint64_t: 'unsigned long long', int8_t: 'signed char', int16_t: 'short', int32_t: 'int', int64_t: 'long long',
  size_t: 'unsigned int', ssize_t: 'int', dma_addr_t: 'unsigned int', phys_addr_t: 'unsigned int', uintptr_t: 'unsigned int', bool: '_Bool',
};
/** Deeper nesting is nobody's question. */
const MOST_DEPTH = 60;
const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, 0: 0, a: 7, b: 8, f: 12, v: 11 };

interface Token {
  readonly kind: 'number' | 'name' | 'sign';
  readonly text: string;
  readonly node?: Expression;
}

/** What was read last: a condition is judged at each pass of its line. */
let latest: { readonly text: string; readonly tree: Expression } | null = null;

/** @throws ExpressionError */
export function parseExpression(text: string): Expression {
  if (latest?.text === text) return latest.tree;
  const reader = new Reader(tokensOf(text));
  const tree = reader.choice();
  reader.end();
  latest = { text, tree };
  return tree;
}

function tokensOf(text: string): Token[] {
  const out: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length && text.slice(TOKEN.lastIndex).trim() !== '') {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new ExpressionError(`cannot be read from "${text.slice(from).trim().slice(0, 20)}" on`);
    const [, digits, suffix, name, character, sign] = match;
    if (digits !== undefined) out.push({ kind: 'number', text: digits, node: numberNode(digits, (suffix ?? '').toLowerCase()) });
    else if (character !== undefined) out.push({ kind: 'number', text: character, node: { kind: 'number', value: BigInt(characterCode(character)), unsigned: false, wide: false } });
    else if (name !== undefined) out.push({ kind: 'name', text: name });
    else out.push({ kind: 'sign', text: sign ?? '' });
  }
  return out;
}

function numberNode(digits: string, suffix: string): Expression {
  const value = BigInt(/^0\d/.test(digits) ? `0o${digits.replace(/[89].*/, '')}` : digits);
  return { kind: 'number', value, unsigned: suffix.includes('u') || (/^0[xX]/.test(digits) && value > 0x7fff_ffffn), wide: suffix.includes('ll') || value > 0xffff_ffffn };
}

function characterCode(text: string): number {
  if (!text.startsWith('\\')) return text.charCodeAt(0);
  if (text.startsWith('\\x')) return Number.parseInt(text.slice(2), 16) || 0;
  return ESCAPES[text[1]] ?? text.charCodeAt(1);
}

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  end(): void {
    const left = this.tokens.at(this.at);
    if (left === undefined) return;
    if (CHANGES.has(left.text)) throw new ExpressionError(`"${left.text}" would change something: looking cannot`);
    if (left.text === '(') throw new ExpressionError('a function cannot be called by looking');
    throw new ExpressionError(`"${left.text}" is one too many`);
  }

  choice(): Expression {
    if (++this.depth > MOST_DEPTH) throw new ExpressionError('nested too deeply');
    const test = this.binary(0);
    let tree = test;
    if (this.accept('?')) {
      const yes = this.choice();
      this.expect(':');
      tree = { kind: 'choice', test, yes, no: this.choice() };
    }
    this.depth--;
    return tree;
  }

  private binary(level: number): Expression {
    if (level === LEVELS.length) return this.prefixed();
    let left = this.binary(level + 1);
    for (;;) {
      const op = LEVELS[level].find((sign) => this.accept(sign));
      if (op === undefined) return left;
      left = { kind: 'binary', op, left, right: this.binary(level + 1) };
    }
  }

  private prefixed(): Expression {
    if (++this.depth > MOST_DEPTH) throw new ExpressionError('nested too deeply');
    try {
      const op = ['!', '~', '-', '+', '*', '&'].find((sign) => this.accept(sign));
      if (op !== undefined) return { kind: 'unary', op, operand: this.prefixed() };
      if (this.is('sizeof')) return this.size();
      const type = this.typeInParentheses();
      return type === null ? this.postfixed() : { kind: 'cast', type, operand: this.prefixed() };
    } finally {
      this.depth--;
    }
  }

  private size(): Expression {
    this.at++;
    const type = this.typeInParentheses();
    return { kind: 'sizeof', of: type ?? this.prefixed() };
  }

  private postfixed(): Expression {
    let tree = this.primary();
    for (;;) {
      if (this.accept('[')) {
        tree = { kind: 'index', object: tree, index: this.choice() };
        this.expect(']');
      } else if (this.is('.') || this.is('->')) {
        const arrow = this.tokens[this.at++].text === '->';
        tree = { kind: 'member', object: tree, name: this.name('the name of a member'), arrow };
      } else return tree;
    }
  }

  private primary(): Expression {
    const token = this.tokens.at(this.at);
    if (token === undefined) throw new ExpressionError('something is missing at the end');
    if (token.node !== undefined) {
      this.at++;
      return token.node;
    }
    if (token.kind === 'name') return { kind: 'name', name: this.name('a name') };
    this.expect('(');
    const inner = this.choice();
    this.expect(')');
    return inner;
  }

  /** "(struct point *)"; null: it is no type that stands there. */
  private typeInParentheses(): TypeWords | null {
    if (!this.is('(') || !isTypeWord(this.tokens.at(this.at + 1))) return null;
    this.at++;
    const words: string[] = [];
    while (this.tokens.at(this.at)?.kind === 'name') {
      const word = this.name('a type');
      if (!QUALIFIERS.has(word)) words.push(word);
    }
    let stars = 0;
    while (this.accept('*')) stars++;
    this.expect(')');
    return { name: words.join(' '), stars };
  }

  private name(wanted: string): string {
    const token = this.tokens.at(this.at++);
    if (token?.kind !== 'name') throw new ExpressionError(`${wanted} is missing`);
    return token.text;
  }

  private is(text: string): boolean {
    const token = this.tokens.at(this.at);
    return token !== undefined && token.node === undefined && token.text === text;
  }

  private accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (this.accept(text)) return;
    this.end();
    throw new ExpressionError(`"${text}" is missing`);
  }
}

function isTypeWord(token: Token | undefined): boolean {
  return token?.kind === 'name' && (TAGS.has(token.text) || BASIC.has(token.text) || QUALIFIERS.has(token.text) || token.text in TYPE_NAMES);
}
