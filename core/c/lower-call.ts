/** Calls, variable argument lists and builtins to instructions. */
import type { Expr, FunctionSymbol } from './ast';
import { BIT_KINDS } from './bytecode';
import { alignOf, integerOf, isWide, sizeOf } from './ctype';
import { BranchLowering } from './lower-branch';
import type { Place } from './lower-place';

export abstract class CallLowering extends BranchLowering {
  protected abstract copy(to: Place, value: Expr): void;
  protected varargsRegister = -1;
  private outgoing: number | null = null;
  private outgoingSize = 0;

  protected call(e: Expr & { kind: 'call' }, buffer: Place | null): number {
    const pointer = e.callee;
    const type = pointer.type.kind === 'pointer' ? pointer.type.to : pointer.type;
    if (type.kind !== 'function') throw new Error('call of no function');
    const symbol: FunctionSymbol | null = pointer.kind === 'address' && pointer.operand.kind === 'function' ? pointer.operand.symbol : null;
    const structResult = e.type.kind === 'record';
    const target = symbol ? -1 : this.value(pointer);
    const result = structResult ? this.addressIn(buffer ?? this.frameTemp(sizeOf(e.type), alignOf(e.type), '(result)'), -1) : -1;
    const fixed = type.prototyped ? type.params.length : e.args.length;
    const slots: number[] = [];
    let signature = structResult ? 'p' : '';
    let next = structResult ? 1 : 0;
    for (let i = 0; i < fixed; i++) {
      const wide = isWide(e.args[i].type);
      if (wide) next = (next + 1) & ~1;
      slots.push(next);
      next += wide ? 2 : 1;
      signature += wide ? 'w' : 'i';
    }
    const listSlot = type.variadic ? next++ : -1;
    if (type.variadic) signature += '.';
    const base = (this.top + 1) & ~1;
    this.reserve(base + Math.max(2, next));
    const extra = e.args.slice(fixed).map((a) => this.extraArgument(a));
    for (let i = 0; i < fixed; i++) this.argument(e.args[i], base + slots[i]);
    if (structResult) this.emit('mov', base, result);
    if (listSlot >= 0) this.passExtra(e.args.slice(fixed), extra, base + listSlot);
    if (symbol) this.emit('call', 0, base, 0, { id: symbol.id });
    else {
      const c = e.type.kind === 'void' ? 'v' : structResult ? 'p' : isWide(e.type) ? 'w' : 'i';
      this.emit('callp', target, base, 0).signature = `${c}${signature}${type.prototyped ? '' : '?'}`;
    }
    this.top = base + 2;
    return structResult ? result : base;
  }
  protected argument(a: Expr, slot: number): void {
    if (a.type.kind !== 'record') {
      this.into(a, slot);
      return;
    }
    const copy = this.frameTemp(sizeOf(a.type), alignOf(a.type), '(argument)');
    this.copy(copy, a);
    this.addressIn(copy, slot);
  }
  protected extraArgument(a: Expr): number {
    if (a.type.kind === 'record') return this.addressIn(this.aggregate(a), -1);
    const r = this.temp(isWide(a.type));
    this.into(a, r);
    return r;
  }
  /** Variadic arguments go to a block of memory in the caller's frame; its address is a hidden parameter. */
  protected passExtra(args: Expr[], values: number[], slot: number): void {
    let size = 0;
    const offsets = args.map((a) => {
      const at = size;
      size += Math.max(4, Math.ceil(sizeOf(a.type) / 4) * 4);
      return at;
    });
    this.outgoingSize = Math.max(this.outgoingSize, size);
    this.outgoing ??= this.frameObject(0, 4, '(variadic arguments)');
    const object = this.objects.find((o) => o.offset === this.outgoing);
    if (!object) throw new Error('outgoing area lost');
    if (size > object.size) {
      // Grown: a new, larger area; earlier calls keep the old one.
      this.outgoing = this.frameObject(size, 4, '(variadic arguments)');
    }
    const offset = this.outgoing;
    const frame = this.needFrame();
    this.emit('uninit', frame, offset, Math.max(size, object.size));
    args.forEach((a, i) => {
      const place: Place = { kind: 'memory', base: frame, offset: offset + offsets[i] };
      if (a.type.kind === 'record') this.emit('copy', this.addressIn(place, -1), values[i], sizeOf(a.type));
      else this.store(place, a.type, values[i]);
    });
    this.emit('addi', slot, frame, offset);
  }
  protected advanceList(e: Expr & { kind: 'vaArg' }): number {
    const p = this.placeOf(e.list);
    const t = this.cx.types.uint;
    const current = this.temp(false);
    this.emit('mov', current, this.load(p, t, -1));
    const next = this.temp(false);
    this.emit('addi', next, current, Math.max(4, Math.ceil(sizeOf(e.type) / 4) * 4));
    this.store(p, t, next);
    return current;
  }
  protected builtin(e: Expr & { kind: 'builtin' }, dest: number): number {
    const d = dest < 0 ? this.temp(isWide(e.type)) : dest;
    switch (e.name) {
      case 'unreachable': this.emit('trap', 0); return 0;
      case 'trap': this.emit('trap', 1); return 0;
      case 'alloca': this.emit('alloca', d, this.value(e.args[0])); return d;
      case 'return_address': case 'frame_address': this.emit('li', d, 0); return d;
      case 'bswap64': this.emit('bswap2', d, this.value(e.args[0])); return d;
    }
    if (e.name.startsWith('overflow')) return this.overflow(e, d);
    const wide = e.name.endsWith('ll');
    const kind = BIT_KINDS.indexOf(wide ? e.name.slice(0, -2) : e.name);
    this.emit(wide ? 'bits2' : 'bits', d, this.value(e.args[0]), kind);
    return d;
  }
  protected overflow(e: Expr & { kind: 'builtin' }, d: number): number {
    const base = this.temp(true);
    this.temp(true);
    this.temp(true);
    const unsigned = e.args.slice(0, 2).map((a, i) => {
      const isUnsigned = integerOf(a.type)?.signed === false;
      const r = this.value(a);
      const w = this.convert(r, a.type, isUnsigned ? this.cx.types.ullong : this.cx.types.llong, -1);
      this.emit('mov2', base + 2 * i, w);
      return isUnsigned;
    });
    this.into(e.args[2], base + 4);
    const to = e.args[2].type.kind === 'pointer' ? integerOf(e.args[2].type.to) : null;
    const op = '+-*'.indexOf(e.name.slice(-1));
    this.emit('overflow', d, base, op | (unsigned[0] ? 4 : 0) | (unsigned[1] ? 8 : 0) | (to?.signed ? 16 : 0) | ((to?.size ?? 4) << 8));
    return d;
  }
}
