/** -Wsequence-point: one variable changed and used in an expression, without an order between the two (C11 6.5p2). */
import type { Expr, Variable } from './ast';
import type { Context } from './context';
import type { Where } from './source';

interface Touched {
  readonly reads: Set<Variable>;
  readonly writes: Map<Variable, Where>;
}
const nothing = (): Touched => ({ reads: new Set(), writes: new Map() });

/** Checks a full expression. `changes`: how many assignments and increments it holds. */
export function checkSequence(cx: Context, e: Expr, changes: number): void {
  if (changes === 0 || (changes === 1 && e.kind === 'assign')) return;
  const check = new Check();
  check.touched(e);
  for (const [v, at] of check.found) cx.diagnostics.warning('sequence-point', at, `'${v.name}' is changed and used in one expression, in no order that C defines`);
}

class Check {
  /** Where it is told: the outermost place. */
  readonly found = new Map<Variable, Where>();

  private tell(v: Variable, at: Where): void {
    this.found.set(v, at);
  }
  /** Both without order between them. */
  private together(parts: Touched[]): Touched {
    const all = nothing();
    for (const { reads, writes } of parts) {
      for (const [v, at] of writes) {
        const earlier = all.writes.get(v);
        if (earlier) this.tell(v, earlier);
        else if (all.reads.has(v)) this.tell(v, at);
      }
      for (const v of reads) {
        const at = all.writes.get(v);
        if (at && !writes.has(v)) this.tell(v, at);
      }
      for (const v of reads) all.reads.add(v);
      for (const [v, at] of writes) if (!all.writes.has(v)) all.writes.set(v, at);
    }
    return all;
  }
  /** One behind the other: what those before the last change is changed when it begins. */
  private inOrder(parts: Touched[]): Touched {
    const last = parts[parts.length - 1];
    return { reads: new Set(parts.flatMap(({ reads }) => [...reads])), writes: last.writes };
  }
  private choice(test: Touched, then: Touched, other: Touched): Touched {
    return { reads: new Set([...test.reads, ...then.reads, ...other.reads]), writes: new Map([...then.writes, ...other.writes]) };
  }
  /** What finding out where an object is touches. */
  private place(e: Expr): Touched {
    switch (e.kind) {
      case 'variable': return nothing();
      case 'member': return this.place(e.object);
      case 'deref': return this.touched(e.pointer);
      default: return this.touched(e);
    }
  }
  private change(target: Expr, at: Where, value: Touched | null, reads: boolean): Touched {
    const place = this.place(target);
    const all = value ? this.together([place, value]) : place;
    if (target.kind !== 'variable') return all;
    const { symbol } = target;
    if (all.writes.has(symbol)) this.tell(symbol, at);
    if (reads) all.reads.add(symbol);
    all.writes.set(symbol, at);
    return all;
  }
  /** What a call's arguments change is changed before the call, and so before its result is assigned. */
  private assigned(value: Expr, target: Expr): Touched {
    const touched = this.touched(value);
    let of = value;
    while (of.kind === 'cast') of = of.operand;
    if (of.kind === 'call' && target.kind === 'variable') touched.writes.delete(target.symbol);
    return touched;
  }
  touched(e: Expr): Touched {
    switch (e.kind) {
      case 'variable': return { reads: new Set([e.symbol]), writes: new Map() };
      case 'unary': case 'cast': return this.touched(e.operand);
      case 'decay': case 'address': return this.place(e.operand);
      case 'member': return this.touched(e.object);
      case 'deref': return this.touched(e.pointer);
      case 'binary': case 'compare': case 'difference': return this.together([this.touched(e.left), this.touched(e.right)]);
      case 'offset': return this.together([this.touched(e.pointer), this.touched(e.index)]);
      case 'logical': case 'comma': return this.inOrder([this.touched(e.left), this.touched(e.right)]);
      case 'conditional': return this.choice(this.touched(e.test), e.then ? this.touched(e.then) : nothing(), this.touched(e.other));
      case 'assign': return this.change(e.target, e.at, this.assigned(e.value, e.target), false);
      case 'update': return this.change(e.target, e.at, this.touched(e.value), true);
      case 'increment': return this.change(e.target, e.at, null, true);
      case 'call': return this.together([this.touched(e.callee), ...e.args.map((a) => this.touched(a))]);
      case 'builtin': return this.together(e.args.map((a) => this.touched(a)));
      default: return nothing();
    }
  }
}
