/** Comparisons, truth and choices: values where they are asked for, jumps where a branch is. */
import type { CompareOp, Expr, Variable } from './ast';
import { fold, isTrue } from './constant';
import { integerOf, is64, isWide, sizeOf } from './ctype';
import type { CType } from './ctype';
import type { Label } from './emit';
import { ArithmeticLowering } from './lower-arithmetic';
import { low32 } from './lower-words';

export abstract class BranchLowering extends ArithmeticLowering {
  protected compareOp(e: Expr & { kind: 'compare' }): { name: string; swap: boolean; negate: boolean } {
    const t = e.left.type;
    const swap = e.op === '>' || e.op === '>=';
    const base = { '==': 'eq', '!=': 'ne', '<': 'lt', '>': 'lt', '<=': 'le', '>=': 'le' }[e.op];
    if (t.kind === 'float') return { name: `f${base}`, swap, negate: false };
    const unsigned = base.startsWith('l') && (integerOf(t)?.signed !== true);
    return { name: `s${base}${unsigned ? 'u' : ''}${is64(t) ? '2' : ''}`, swap, negate: false };
  }
  protected compareValue(e: Expr & { kind: 'compare' }, dest: number): number {
    const { name, swap } = this.compareOp(e);
    const a = this.value(e.left);
    const b = this.value(e.right);
    const d = dest < 0 ? this.temp(false) : dest;
    this.emit(name, d, swap ? b : a, swap ? a : b);
    return d;
  }
  protected unaryValue(e: Expr & { kind: 'unary' }, dest: number): number {
    if (e.op === '!') return this.truthValue(e, dest);
    const r = this.value(e.operand);
    const wide = isWide(e.type);
    const d = dest < 0 ? this.temp(wide) : dest;
    if (e.type.kind === 'float') this.emit('fneg', d, r);
    else this.emit((e.op === '-' ? 'neg' : 'not') + (wide ? '2' : ''), d, r);
    return d;
  }
  protected truthValue(e: Expr, dest: number): number {
    const d = dest < 0 ? this.temp(false) : dest;
    const no = this.newLabel();
    const end = this.newLabel();
    this.branch(e, null, no);
    this.emit('li', d, 1);
    this.jump(end);
    this.place(no);
    this.emit('li', d, 0);
    this.place(end);
    return d;
  }
  protected choose(e: Expr & { kind: 'conditional' }, act: (branch: Expr) => void): void {
    const constant = fold(e.test);
    if (constant && e.then) {
      act(isTrue(constant) ? e.then : e.other);
      return;
    }
    const other = this.newLabel();
    const end = this.newLabel();
    const mark = this.top;
    if (e.then) {
      this.branch(e.test, null, other);
      this.top = mark;
      act(e.then);
    } else {
      const r = this.value(e.test);
      this.branchOn(r, e.test.type, other, false);
      const held: Variable = { ...this.cx.variable('(test)', e.test.type, e.at, 'auto') };
      this.variables.set(held.id, { kind: 'register', register: r });
      act({ kind: 'variable', symbol: held, type: e.test.type, at: e.at });
    }
    this.jump(end);
    this.place(other);
    this.top = mark;
    act(e.other);
    this.place(end);
  }
  /** Jumps to `yes` or `no`; null means fall through. Exactly one of them is null. */
  branch(e: Expr, yes: Label | null, no: Label | null): void {
    this.at(e.at, () => this.branchAt(e, yes, no));
  }
  protected branchAt(e: Expr, yes: Label | null, no: Label | null): void {
    const constant = fold(e);
    if (constant) {
      const target = isTrue(constant) ? yes : no;
      if (target !== null) this.jump(target);
      return;
    }
    const mark = this.top;
    if (e.kind === 'unary' && e.op === '!') this.branch(e.operand, no, yes);
    else if (e.kind === 'logical') {
      const stop = e.op === '&&' ? no : yes;
      const local = stop ?? this.newLabel();
      if (e.op === '&&') {
        this.branch(e.left, null, local);
        this.branch(e.right, yes, no);
      } else {
        this.branch(e.left, local, null);
        this.branch(e.right, yes, no);
      }
      if (stop === null) this.place(local);
    } else if (e.kind === 'compare' && !isWide(e.left.type)) this.compareBranch(e, yes, no);
    else if (e.kind === 'cast' && integerOf(e.type)?.size === 4 && integerOf(e.operand.type) && sizeOf(e.operand.type) <= 4) this.branch(e.operand, yes, no);
    else if (yes !== null) this.branchOn(this.value(e), e.type, yes, true);
    else if (no !== null) this.branchOn(this.value(e), e.type, no, false);
    this.top = mark;
  }
  protected branchOn(r: number, type: CType, target: Label, when: boolean): void {
    let t = r;
    if (isWide(type)) {
      t = this.temp(false);
      this.emit(type.kind === 'float' ? 'fbool' : 'bool2', t, r);
    }
    this.emit(when ? 'bnei' : 'beqi', t, 0, target);
  }
  protected compareBranch(e: Expr & { kind: 'compare' }, yes: Label | null, no: Label | null): void {
    const negated: Record<CompareOp, CompareOp> = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };
    const op = yes !== null ? e.op : negated[e.op];
    const target = yes ?? no ?? 0;
    const u = integerOf(e.left.type)?.signed === true ? '' : 'u';
    const right = fold(e.right);
    const a = this.value(e.left);
    if (right?.kind === 'integer') {
      const name = { '==': 'beqi', '!=': 'bnei', '<': `blt${u}i`, '>': `bgt${u}i`, '<=': `ble${u}i`, '>=': `bge${u}i` }[op];
      this.emit(name, a, low32(right.value), target);
      return;
    }
    const b = this.value(e.right);
    switch (op) {
      case '==': this.emit('beq', a, b, target); break;
      case '!=': this.emit('bne', a, b, target); break;
      case '<': this.emit(`blt${u}`, a, b, target); break;
      case '<=': this.emit(`ble${u}`, a, b, target); break;
      case '>': this.emit(`blt${u}`, b, a, target); break;
      case '>=': this.emit(`ble${u}`, b, a, target); break;
    }
  }
}
