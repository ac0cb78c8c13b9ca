/**
 * Looking at C data: variables of a frame and of a module, and what hangs below them: fields, elements, what pointers
 * point at. An expression is C as a user would write it (`dev->regs[i].name`, `count * 2`). Looking changes nothing.
 */
import type { CType } from '../../c/ctype';
import { sizeOf, typeName } from '../../c/ctype';
import { Evaluator, infosOf } from './evaluate';
import type { Scope } from './evaluate';
import { ExpressionError } from './expression';
import type { Holding, Looking, Operand } from './operand';
import { dataOf, fieldsOf, holdingOf, wordOf } from './operand';
import { valueText } from './value-text';

export type { Scope } from './evaluate';

export interface Variable {
  readonly name: string;
  /** Gives this variable again, in the same frame. */
  readonly expression: string;
  readonly type: string;
  /** Why it has none, when `state` is 'unknown'. */
  readonly value: string;
  readonly state: Holding | 'unknown';
  readonly place: Operand['place'];
  /** Kernel address; null: not in memory. */
  readonly address: number | null;
  readonly bytes: number;
  readonly children: boolean;
  /** Where a pointer to data points; null: it is none, or NULL, or was never written. */
  readonly target: number | null;
}

const MOST_ELEMENTS = 64;

export class Inspector {
  constructor(readonly looking: Looking) {}

  /** Parameters and local variables of a frame. */
  locals(scope: Scope): Variable[] {
    const names = new Set(infosOf(scope).map((local) => local.name));
    return [...names].filter(isOwn).map((name) => this.variable(name, name, scope));
  }

  globals(scope: Scope): Variable[] {
    return scope.image.program.objects.slice(0, scope.image.user?.ownObjects).filter((one) => one.type !== null && isOwn(one.name)).map((one) => this.variable(one.name, one.name, scope));
  }

  evaluate(expression: string, scope: Scope): { readonly variable: Variable; readonly children: Variable[] } {
    const found = this.place(expression, scope);
    return typeof found === 'string' ? { variable: unknown(expression, expression, found), children: [] } : { variable: this.describe(expression, expression, found), children: this.children(expression, found, scope) };
  }

  evaluator(scope: Scope): Evaluator {
    return new Evaluator(this.looking, scope);
  }

  /** Is a condition true? @throws ExpressionError */
  holds(condition: string, scope: Scope): boolean {
    return this.evaluator(scope).truth(condition);
  }

  private variable(name: string, expression: string, scope: Scope): Variable {
    const found = this.place(expression, scope);
    return typeof found === 'string' ? unknown(name, expression, found) : this.describe(name, expression, found);
  }

  private place(expression: string, scope: Scope): Operand | string {
    try {
      return this.evaluator(scope).read(expression);
    } catch (problem) {
      if (problem instanceof ExpressionError) return problem.message;
      throw problem;
    }
  }

  private describe(name: string, expression: string, operand: Operand): Variable {
    const { type, address, place } = operand;
    const data = dataOf(operand, this.looking);
    const state = holdingOf(operand, this.looking);
    const pointed = type.kind === 'pointer' ? type.to : null;
    const target = pointed === null || pointed.kind === 'function' || data === null || state === 'unwritten' || state === 'partly' ? 0 : wordOf(data);
    const leads = target !== 0 && pointed?.kind !== 'void';
    return { name, expression, type: typeName(type), value: valueText(operand, this.looking), state, place, address, bytes: sizeOf(type), children: type.kind === 'record' || (type.kind === 'array' && (type.length ?? 0) > 0) || leads, target: target === 0 ? null : target };
  }

  private children(expression: string, { type }: Operand, scope: Scope): Variable[] {
    const base = isPostfix(expression) ? expression : `(${expression})`;
    if (type.kind === 'record') return this.fields(type, `${base}.`, scope);
    if (type.kind === 'array') return Array.from({ length: Math.min(type.length ?? 0, MOST_ELEMENTS) }, (_, i) => this.variable(`[${i}]`, `${base}[${i}]`, scope));
    if (type.kind === 'pointer' && type.to.kind === 'record') return this.fields(type.to, `${base}->`, scope);
    if (type.kind === 'pointer') return [this.variable(`*${expression}`, `${base}[0]`, scope)];
    return [];
  }

  private fields(type: CType & { kind: 'record' }, prefix: string, scope: Scope): Variable[] {
    return fieldsOf(type).map(({ name }) => this.variable(name, `${prefix}${name}`, scope));
  }
}

/** Names with two underscores are of macros of the headers. */
const isOwn = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name) && !name.startsWith('__');
/** What may stand before "." without parentheses. */
const isPostfix = (expression: string): boolean => /^[A-Za-z_]\w*(?:(?:\.|->)[A-Za-z_]\w*|\[\w+\])*$/.test(expression);

function unknown(name: string, expression: string, value: string): Variable {
  return { name, expression, type: '', value, state: 'unknown', place: 'computed', address: null, bytes: 0, children: false, target: null };
}
