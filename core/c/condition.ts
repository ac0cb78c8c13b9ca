/** Arithmetic of #if and #elif (C11 6.10.1): all values are intmax_t or uintmax_t, 64 bits. */
import type { DiagnosticList } from './source';
import { SyntaxStop } from './source';
import type { Token } from './lex';
import type { MacroExpander } from './macro';
import { parseCharLiteral, parseIntegerLiteral } from './literal';

interface Value {
  value: bigint;
  unsigned: boolean;
}

const LEVELS: Record<string, number> = {
  '||': 1, '&&': 2, '|': 3, '^': 4, '&': 5, '==': 6, '!=': 6, '<': 7, '>': 7, '<=': 7, '>=': 7, '<<': 8, '>>': 8, '+': 9, '-': 9, '*': 10, '/': 10, '%': 10,
};

export function evaluateCondition(
  at: Token,
  rest: Token[],
  expander: MacroExpander,
  diagnostics: DiagnosticList,
  includable: (name: string, quoted: boolean) => boolean,
): boolean {
  const resolved: Token[] = [];
  for (let i = 0; i < rest.length; i++) {
    const t = rest[i];
    const paren = rest[i + 1]?.text === '(';
    if (t.text === 'defined') {
      const name = rest[paren ? i + 2 : i + 1];
      if (!name || name.kind !== 'name') {
        diagnostics.error(t, "'defined' wants a macro name");
        return false;
      }
      resolved.push({ ...t, kind: 'number', text: expander.macros.has(name.text) ? '1' : '0' });
      i += paren ? 3 : 1;
    } else if (/^__has_(include|attribute|builtin|feature|extension|c_attribute)(_next)?$/.test(t.text) && paren) {
      let end = i + 2;
      while (end < rest.length && rest[end].text !== ')') end++;
      const inner = rest.slice(i + 2, end);
      const quoted = inner[0]?.kind === 'string';
      const name = quoted ? inner[0].text.slice(1, -1) : inner.slice(1, -1).map((x) => x.text).join('');
      const yes = t.text.startsWith('__has_include') && includable(name, quoted);
      resolved.push({ ...t, kind: 'number', text: yes ? '1' : '0' });
      i = end;
    } else resolved.push(t);
  }
  const tokens = expander.expandList(resolved);
  const parser = new ConditionParser(tokens, at, diagnostics);
  try {
    return parser.whole().value !== 0n;
  } catch (e) {
    if (e instanceof SyntaxStop) return false;
    throw e;
  }
}

class ConditionParser {
  private at = 0;
  private live = 0;
  constructor(
    private readonly tokens: Token[],
    private readonly start: Token,
    private readonly diagnostics: DiagnosticList,
  ) {}

  private fail(message: string): never {
    this.diagnostics.error(this.tokens[this.at] ?? this.start, message);
    throw new SyntaxStop();
  }
  whole(): Value {
    if (this.tokens.length === 0) this.fail('#if with no expression');
    const v = this.conditional();
    if (this.at < this.tokens.length) this.fail(`'${this.tokens[this.at].text}' not expected in #if`);
    return v;
  }
  private eat(text: string): boolean {
    if (this.tokens[this.at]?.text !== text) return false;
    this.at++;
    return true;
  }
  private conditional(): Value {
    const c = this.binary(1);
    if (!this.eat('?')) return c;
    const dead = c.value === 0n;
    if (dead) this.live++;
    const a = this.conditional();
    if (dead) this.live--;
    if (!this.eat(':')) this.fail("':' missing in #if");
    if (!dead) this.live++;
    const b = this.conditional();
    if (!dead) this.live--;
    const unsigned = a.unsigned || b.unsigned;
    return wrap(dead ? b.value : a.value, unsigned);
  }
  private binary(min: number): Value {
    let left = this.unary();
    for (;;) {
      const op = this.tokens[this.at]?.text ?? '';
      const level = this.tokens[this.at]?.kind === 'punct' ? LEVELS[op] : undefined;
      if (level === undefined || level < min) return left;
      this.at++;
      const skip = (op === '&&' && left.value === 0n) || (op === '||' && left.value !== 0n);
      if (skip) this.live++;
      const right = this.binary(level + 1);
      if (skip) this.live--;
      left = this.apply(op, left, right);
    }
  }
  private apply(op: string, l: Value, r: Value): Value {
    const unsigned = l.unsigned || r.unsigned;
    const a = wrap(l.value, unsigned).value;
    const b = wrap(r.value, unsigned).value;
    const truth = (x: boolean): Value => ({ value: x ? 1n : 0n, unsigned: false });
    switch (op) {
      case '||': return truth(l.value !== 0n || r.value !== 0n);
      case '&&': return truth(l.value !== 0n && r.value !== 0n);
      case '|': return wrap(a | b, unsigned);
      case '^': return wrap(a ^ b, unsigned);
      case '&': return wrap(a & b, unsigned);
      case '==': return truth(a === b);
      case '!=': return truth(a !== b);
      case '<': return truth(a < b);
      case '>': return truth(a > b);
      case '<=': return truth(a <= b);
      case '>=': return truth(a >= b);
      case '<<': return wrap(l.value << BigInt.asUintN(6, r.value), l.unsigned);
      case '>>': return wrap(l.value >> BigInt.asUintN(6, r.value), l.unsigned);
      case '+': return wrap(a + b, unsigned);
      case '-': return wrap(a - b, unsigned);
      case '*': return wrap(a * b, unsigned);
    }
    if (b === 0n) {
      if (this.live === 0) this.fail('division by zero in #if');
      return wrap(0n, unsigned);
    }
    return wrap(op === '/' ? a / b : a % b, unsigned);
  }
  private unary(): Value {
    const t = this.tokens[this.at];
    if (!t) this.fail('#if expression ends too early');
    this.at++;
    if (t.kind === 'number') {
      const literal = parseIntegerLiteral(t.text);
      if (!literal) {
        this.at--;
        this.fail(`'${t.text}' is not an integer`);
      }
      return { value: literal.value, unsigned: literal.unsigned || literal.value >= 1n << 63n };
    }
    if (t.kind === 'char') return { value: BigInt(parseCharLiteral(t.text, true).value), unsigned: false };
    if (t.kind === 'name') {
      if (this.tokens[this.at]?.text === '(') {
        this.at--;
        this.fail(`function-like macro '${t.text}' is not defined`);
      }
      return { value: 0n, unsigned: false };
    }
    switch (t.text) {
      case '!': return { value: this.unary().value === 0n ? 1n : 0n, unsigned: false };
      case '-': { const v = this.unary(); return wrap(-v.value, v.unsigned); }
      case '+': return this.unary();
      case '~': { const v = this.unary(); return wrap(~v.value, v.unsigned); }
      case '(': {
        const v = this.conditional();
        if (!this.eat(')')) this.fail("')' missing in #if");
        return v;
      }
    }
    this.at--;
    return this.fail(`'${t.text}' not expected in #if`);
  }
}

function wrap(value: bigint, unsigned: boolean): Value {
  return { value: unsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value), unsigned };
}
