/** Attributes of gcc, wherever they stand, and what they make of a type. */
import { foldInteger } from './constant';
import { rvalue } from './convert';
import type { CType } from './ctype';
import { alignOf, qualify } from './ctype';
import type { Token } from './lex';
import { parseQuoted } from './literal';
import type { Parser } from './parser';
import { startsType } from './type-words';

export interface Attributes {
  packed: boolean;
  aligned: number | null;
  names: string[];
  section: string;
  format: { at: number; first: number } | null;
  mode: string;
  /** Name of the function for the end of the scope. */
  cleanup: Token | null;
}
export const noAttributes = (): Attributes => ({ packed: false, aligned: null, names: [], section: '', format: null, mode: '', cleanup: null });

export function constantInteger(p: Parser, what: string): bigint | null {
  const e = rvalue(p.cx, p.rules.conditional(p));
  const v = foldInteger(e);
  if (v === null && e.type.kind !== 'error') p.cx.error(e.at, `${what} is not an integer constant expression`);
  return v;
}

function alignment(p: Parser): number {
  const at = p.token;
  const n = Number(constantInteger(p, 'alignment') ?? 0n);
  if (n >= 0 && n <= 0x10000000 && (n & (n - 1)) === 0) return n;
  p.cx.error(at, `alignment ${n} is no power of two`);
  return 0;
}

const UNDERSCORE = 0x5f;

export function parseAttributes(p: Parser, into: Attributes): void {
  for (;;) {
    const { kind, text } = p.token;
    if (kind !== 'name' || text.charCodeAt(0) !== UNDERSCORE) return;
    if (text === '_Alignas') {
      p.next();
      p.expect('(', "after '_Alignas'");
      const n = startsType(p) ? alignOf(p.rules.typeName(p)) : alignment(p);
      p.expect(')', "after '_Alignas'");
      if (n) into.aligned = Math.max(into.aligned ?? 0, n);
    } else if (text === '__attribute__' || text === '__attribute') {
      p.next();
      p.expect('(', "after '__attribute__'");
      p.expect('(', "after '__attribute__'");
      while (!p.is(')')) {
        if (!p.accept(',')) parseAttribute(p, into);
      }
      p.expect(')', 'after attributes');
      p.expect(')', 'after attributes');
    } else return;
  }
}

function parseAttribute(p: Parser, into: Attributes): void {
  const name = p.next().text.replace(/^__|__$/g, '');
  into.names.push(name);
  if (name === 'packed') into.packed = true;
  const args: Token[] = [];
  if (name === 'aligned') {
    into.aligned = 16;
    if (p.accept('(')) {
      const n = alignment(p);
      if (n) into.aligned = n;
      p.expect(')', "after 'aligned'");
    }
    return;
  }
  if (name === 'vector_size') p.cx.error(p.previous, 'vector types are not modelled');
  if (!p.accept('(')) return;
  for (let depth = 1; ; ) {
    const t = p.next();
    if (t.kind === 'eof') p.fail("')' missing after attribute");
    if (t.text === '(') depth++;
    if (t.text === ')' && --depth === 0) break;
    args.push(t);
  }
  if (name === 'cleanup') into.cleanup = args[0] ?? p.previous;
  if (name === 'section' && args[0]) into.section = String.fromCharCode(...parseQuoted(args[0].text).elements);
  if (name === 'mode' && args[0]) into.mode = args[0].text.replace(/^__|__$/g, '');
  if (name === 'format' && /printf|printk/.test(args[0]?.text ?? '')) into.format = { at: Number(args[2]?.text), first: Number(args[4]?.text) };
}

/** Integer of another size: __attribute__((mode(QI))) and the like, after the specifiers or after the name. */
export function inMode(p: Parser, type: CType, mode: string): CType {
  const { types } = p.cx;
  if (mode === '' || type.kind !== 'int') return type;
  const made = {
    QI: [types.schar, types.uchar], byte: [types.schar, types.uchar], HI: [types.short, types.ushort], SI: [types.int, types.uint], DI: [types.llong, types.ullong],
    word: [types.int, types.uint], pointer: [types.int, types.uint],
  }[mode]?.[type.signed ? 0 : 1];
  return made ? qualify(made, type.quals) : type;
}

