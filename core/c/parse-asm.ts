/**
 * asm statements. Machine instructions cannot run here; an empty template is a barrier for the compiler, whose operands
 * are evaluated, and an input that shares the register of an output gives it its value (gcc manual, "Extended Asm").
 */
import type { Expr, Stmt } from './ast';
import * as build from './build';
import { rvalue } from './convert';
import { hasEffects } from './effects';
import type { Token } from './lex';
import { findLabel, parseExpression } from './parse-expression';
import type { Parser } from './parser';

const atString = (p: Parser): boolean => p.token.kind === 'string';

interface Operand {
  readonly name: string;
  readonly constraint: string;
  readonly value: Expr;
  readonly at: Token;
}

/** Behind the word `asm`. */
export function parseAsm(p: Parser, at: Token): Stmt {
  while (p.accept('volatile') || p.accept('__volatile__') || p.accept('__volatile') || p.accept('goto') || p.accept('inline'));
  p.expect('(', "after 'asm'");
  let code = '';
  while (atString(p)) code += p.next().text.slice(1, -1);
  if (code.replace(/\\[nt]/g, '').trim() !== '') {
    skipOperands(p);
    p.cx.error(at, 'machine instructions in asm cannot run here; only an empty asm (compiler barrier) is accepted');
    return { kind: 'empty', at };
  }
  const outputs = operands(p);
  const inputs = operands(p);
  if (p.accept(':')) while (atString(p) || p.is(',')) p.next();
  if (p.accept(':')) while (p.token.kind === 'name' || p.is(',')) if (!p.accept(',')) findLabel(p, p.next());
  p.expect(')', "after 'asm'");
  p.expect(';', "after 'asm'");
  const body = effects(p, outputs, inputs).map((value): Stmt => ({ kind: 'expression', value, at }));
  return body.length === 0 ? { kind: 'empty', at } : { kind: 'compound', body, at, end: at, hasVla: false };
}

function skipOperands(p: Parser): void {
  for (let depth = 1; depth > 0; ) {
    const t = p.next();
    if (t.kind === 'eof') p.fail("')' missing after asm");
    if (t.text === '(') depth++;
    if (t.text === ')') depth--;
  }
  p.expect(';', "after 'asm'");
}

/** `: [name] "constraint" (expression), ...` */
function operands(p: Parser): Operand[] {
  const list: Operand[] = [];
  if (!p.accept(':')) return list;
  while (atString(p) || p.is('[')) {
    let name = '';
    if (p.accept('[')) {
      name = p.next().text;
      p.expect(']', 'after the name of an operand');
    }
    const at = p.token;
    if (at.kind !== 'string') p.fail('constraint of an operand expected');
    p.next();
    p.expect('(', 'after the constraint');
    list.push({ name, constraint: at.text.slice(1, -1), value: parseExpression(p), at });
    p.expect(')', 'after the operand');
    if (!p.accept(',')) break;
  }
  return list;
}

function effects(p: Parser, outputs: Operand[], inputs: Operand[]): Expr[] {
  const made: Expr[] = [];
  const matched = new Set<Operand>();
  for (const input of inputs) {
    const reference = /^%?(?:(\d+)|\[(\w+)\])$/.exec(input.constraint);
    const output = reference ? (reference[1] === undefined ? outputs.find((one) => one.name === reference[2]) : outputs[Number(reference[1])]) : undefined;
    if (reference && !output) p.cx.error(input.at, `no output '${reference[1] ?? reference[2]}' for this operand`);
    if (!output) {
      if (hasEffects(input.value)) made.push(rvalue(p.cx, input.value));
      continue;
    }
    matched.add(output);
    made.push(build.assign(p.cx, output.value, build.explicitCast(p.cx, output.value.type, input.value, input.at), output.at));
  }
  for (const output of outputs) if (!matched.has(output) && hasEffects(output.value)) made.unshift(rvalue(p.cx, output.value));
  return made.filter((e) => e.type.kind !== 'error');
}
