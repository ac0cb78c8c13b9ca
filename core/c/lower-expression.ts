/** Expressions to instructions: which kind of expression is lowered where. */
import type { Expr, Stmt } from './ast';
import { fold, isNaNOfOperation } from './constant';
import { alignOf, isWide, sizeOf } from './ctype';
import { AssignLowering } from './lower-assign';
import type { Place } from './lower-place';

export abstract class ExpressionLowering extends AssignLowering {
  /** Statements in a scope of their own; `result` is told whether variables there have cleanups, and comes before these. */
  protected abstract scoped<T>(body: Stmt[], result: (ends: boolean) => T): T;

  /** Memory that holds the struct value of `e`. */
  aggregate(e: Expr): Place {
    switch (e.kind) {
      case 'variable': case 'deref': case 'member': case 'literal': case 'string': return this.placeOf(e);
      case 'call': {
        const buffer = this.frameTemp(sizeOf(e.type), alignOf(e.type), '(result)');
        this.call(e, buffer);
        return buffer;
      }
      case 'assign': {
        const target = this.placeOf(e.target);
        this.copy(target, e.value);
        return target;
      }
      case 'conditional': {
        const d = this.temp(false);
        this.choose(e, (x) => this.addressIn(this.aggregate(x), d));
        return { kind: 'memory', base: d, offset: 0 };
      }
      case 'comma':
        this.effect(e.left);
        return this.aggregate(e.right);
      case 'block':
        return this.scoped(e.body.body, (ends) => {
          if (!e.result) return { kind: 'memory', base: this.needFrame(), offset: 0 };
          if (!ends) return this.aggregate(e.result);
          const held = this.frameTemp(sizeOf(e.type), alignOf(e.type), '(result)');
          this.copy(held, e.result);
          return held;
        });
      case 'vaArg': return { kind: 'memory', base: this.advanceList(e), offset: 0 };
      case 'cast': return this.aggregate(e.operand);
      default: throw new Error(`no aggregate: ${e.kind}`);
    }
  }
  value(e: Expr): number {
    return this.generate(e, -1);
  }
  into(e: Expr, dest: number): void {
    const r = this.generate(e, dest);
    if (r !== dest) this.emit(isWide(e.type) ? 'mov2' : 'mov', dest, r);
  }
  protected generate(e: Expr, dest: number): number {
    return this.at(e.at, () => this.dispatch(e, dest));
  }
  protected dispatch(e: Expr, dest: number): number {
    if (e.kind !== 'variable' && e.kind !== 'call' && e.type.kind !== 'void' && e.type.kind !== 'record') {
      const v = fold(e);
      if (v && !isNaNOfOperation(v, e)) {
        this.noteStrings(e);
        return this.constant(v, e.type, dest);
      }
    }
    switch (e.kind) {
      case 'variable': case 'deref': case 'member':
        if (e.type.kind === 'record') return this.addressIn(this.placeOf(e), dest);
        return this.loadFrom(e, dest);
      case 'literal': return e.type.kind === 'record' ? this.addressIn(this.placeOf(e), dest) : this.load(this.placeOf(e), e.type, dest);
      case 'decay': case 'address': return this.addressIn(this.placeOf(e.operand), dest);
      case 'unary': return this.unaryValue(e, dest);
      case 'binary': return this.binaryValue(e.op, e.left, e.right, e.type, dest);
      case 'compare': return this.compareValue(e, dest);
      case 'logical': return this.truthValue(e, dest);
      case 'conditional': {
        if (e.type.kind === 'void') {
          this.choose(e, (x) => this.effect(x));
          return 0;
        }
        // A fresh register: both branches write it while `dest` may still be read by them.
        const d = this.temp(isWide(e.type));
        this.choose(e, (x) => this.into(x, d));
        return d;
      }
      case 'assign': return this.assignValue(e, dest, true);
      case 'update': return this.updateValue(e, true);
      case 'increment': return this.incrementValue(e, dest, true);
      case 'offset': return this.offsetValue(e, dest);
      case 'difference': return this.differenceValue(e, dest);
      case 'cast': return this.castValue(e, dest);
      case 'call': return this.call(e, null);
      case 'comma':
        this.effect(e.left);
        return this.generate(e.right, dest);
      case 'block':
        return this.scoped(e.body.body, () => {
          if (!e.result) return 0;
          if (e.result.type.kind !== 'void') return this.generate(e.result, dest);
          this.effect(e.result);
          return 0;
        });
      case 'vaArg': {
        const at = this.advanceList(e);
        return e.type.kind === 'record' ? at : this.load({ kind: 'memory', base: at, offset: 0 }, e.type, dest);
      }
      case 'vaStart':
        this.store(this.placeOf(e.list), this.cx.types.uint, this.varargsRegister);
        return 0;
      case 'builtin': return this.builtin(e, dest);
      case 'function': return this.addressIn(this.placeOf(e), dest);
      default: throw new Error(`cannot lower ${e.kind}`);
    }
  }
  /** For side effects only. */
  effect(e: Expr): void {
    const mark = this.top;
    this.at(e.at, () => {
      switch (e.kind) {
        case 'assign': this.assignValue(e, -1, false); break;
        case 'update': this.updateValue(e, false); break;
        case 'increment': this.incrementValue(e, -1, false); break;
        case 'cast': this.effect(e.operand); break;
        case 'comma': this.effect(e.left); this.effect(e.right); break;
        case 'conditional': this.choose(e, (x) => this.effect(x)); break;
        case 'variable': if (e.type.kind !== 'record' && e.type.kind !== 'array' && e.type.quals & 2) this.value(e); break;
        case 'integer': case 'floating': case 'string': case 'function': case 'literal': break;
        default:
          if (e.type.kind === 'record' && e.kind !== 'call') this.aggregate(e);
          else if (e.kind === 'call' && e.type.kind === 'record') this.aggregate(e);
          else if (e.type.kind === 'array') this.placeOf(e);
          else this.value(e);
      }
    });
    this.top = mark;
  }
}
