/** Statements and the frame of one function. */
import type { Expr, Stmt, SwitchCase, Variable } from './ast';
import { alignOf, isScalar, isVla, isWide, sizeOf, is64, integerOf } from './ctype';
import type { CType } from './ctype';
import type { FunctionCode, Label } from './emit';
import { ExpressionLowering } from './lower-expression';
import type { Place } from './lower-place';

interface Loop {
  break: Label;
  continue: Label | null;
  vlaDepth: number;
  /** How many cleanups were open where it began. */
  cleanups: number;
}

export class FunctionLowering extends ExpressionLowering {
  private readonly loops: Loop[] = [];
  private readonly switches: { cases: Label[]; otherwise: Label }[] = [];
  private readonly userLabels = new Map<number, Label>();
  private readonly vlaSaves: number[] = [];
  /** Variable length arrays in scope: the registers that hold what the stack was before each. */
  private readonly vlas: number[] = [];
  private readonly vlaRegisters = new Map<number, number>();
  /** How many of them were in scope where a label stands. */
  private readonly vlasAtLabel = new Map<number, number>();
  /** Cleanups of variables in scope, the latest last. */
  private readonly cleanups: { variable: Variable; call: Expr }[] = [];
  private readonly tables: FunctionCode['tables'] = [];
  private readonly addressedLabels = new Map<number, Label>();
  private readonly inMemory: Variable[] = [];
  private resultRegister = -1;
  private paramRegisters = 0;
  private signature = '';

  protected labelOf(id: number): Label {
    let l = this.userLabels.get(id);
    if (l === undefined) this.userLabels.set(id, (l = this.newLabel()));
    return l;
  }

  run(): FunctionCode {
    const { symbol } = this.body;
    const returns = symbol.type.returns;
    const addressed = this.parameters(returns);
    for (const v of this.body.locals) this.allocate(v);
    this.frameRegister = this.temp(false);
    for (const { variable, register } of addressed) {
      const place = this.memoryFor(variable);
      this.store(place, variable.type, register);
    }
    for (const v of this.inMemory) this.memoryFor(v);
    for (const label of this.body.labels) if (label.symbol) this.addressedLabels.set(label.symbol.id, this.labelOf(label.id));
    this.statement(this.body.body);
    this.startStatement(this.body.body.end);
    if (symbol.name === 'main' && returns.kind !== 'void') {
      const r = this.temp(false);
      this.emit('li', r, 0);
      this.emit('ret1', r);
    } else if (returns.kind === 'void' || returns.kind === 'record') this.emit('ret');
    else this.emit('ret', 1);
    return {
      id: symbol.id, name: symbol.name, at: this.body.at, code: this.code, labels: this.labels, registers: (this.highest + 2) & ~1,
      paramRegisters: this.paramRegisters, signature: this.signature, frameSize: this.frameSize, frameRegister: this.frameRegister,
      objects: this.objects, locals: this.locals, emptied: [], tables: this.tables, labelAddresses: this.addressedLabels,
    };
  }

  private parameters(returns: CType): { variable: Variable; register: number }[] {
    const memory: { variable: Variable; register: number }[] = [];
    this.signature = returns.kind === 'void' ? 'v' : returns.kind === 'record' ? 'p' : isWide(returns) ? 'w' : 'i';
    if (returns.kind === 'record') {
      this.resultRegister = this.temp(false);
      this.signature += 'p';
    }
    for (const v of this.body.params) {
      const wide = isWide(v.type);
      const register = this.temp(wide);
      this.signature += wide ? 'w' : 'i';
      if (v.type.kind === 'record') {
        this.variables.set(v.id, { kind: 'memory', base: register, offset: 0 });
        this.locals.push({ name: v.name, type: v.type, where: { kind: 'pointer', register }, at: v.at, isParam: true });
      } else if (v.addressed) memory.push({ variable: v, register });
      else {
        this.variables.set(v.id, { kind: 'register', register });
        this.locals.push({ name: v.name, type: v.type, where: { kind: 'register', register }, at: v.at, isParam: true });
      }
    }
    if (this.body.symbol.type.variadic) {
      this.varargsRegister = this.temp(false);
      this.signature += '.';
    }
    this.paramRegisters = this.top;
    return memory;
  }
  private memoryFor(v: Variable): Place {
    const offset = this.frameObject(sizeOf(v.type), Math.max(v.align, alignOf(v.type)), v.name);
    const place: Place = { kind: 'memory', base: this.frameRegister, offset };
    this.variables.set(v.id, place);
    if (!v.hidden) this.locals.push({ name: v.name, type: v.type, where: { kind: 'frame', offset }, at: v.at, isParam: v.storage === 'param' });
    return place;
  }
  /** Registers for scalars; memory objects are laid out when first met. */
  private allocate(v: Variable): void {
    if (this.variables.has(v.id)) return;
    if (isVla(v.type)) {
      const register = this.temp(false);
      this.vlaRegisters.set(v.id, this.temp(false));
      this.variables.set(v.id, { kind: 'memory', base: register, offset: 0 });
      if (!v.hidden) this.locals.push({ name: v.name, type: v.type, where: { kind: 'pointer', register }, at: v.at, isParam: false });
    } else if (isScalar(v.type) && !v.addressed) {
      const register = this.temp(isWide(v.type));
      this.variables.set(v.id, { kind: 'register', register });
      if (!v.hidden) this.locals.push({ name: v.name, type: v.type, where: { kind: 'register', register }, at: v.at, isParam: false });
    } else this.inMemory.push(v);
  }

  private statement(s: Stmt): void {
    if (s.kind !== 'compound') this.startStatement(s.at);
    const mark = this.top;
    this.one(s);
    this.top = mark;
  }
  private one(s: Stmt): void {
    switch (s.kind) {
      case 'compound': return this.compound(s);
      case 'expression': return this.effect(s.value);
      case 'declare':
        this.declare(s.symbol);
        if (s.cleanup) this.cleanups.push({ variable: s.symbol, call: s.cleanup });
        return;
      case 'size': {
        const p = this.variables.get(s.symbol.id);
        if (p?.kind === 'register') this.into(s.value, p.register);
        return;
      }
      case 'if': return this.ifStatement(s);
      case 'while': {
        const top = this.newLabel();
        const test = this.newLabel();
        const end = this.newLabel();
        this.jump(test);
        this.place(top);
        this.loop(s.body, end, test);
        this.place(test);
        this.startStatement(s.at);
        this.branch(s.test, top, null);
        this.place(end);
        return;
      }
      case 'do': {
        const top = this.newLabel();
        const test = this.newLabel();
        const end = this.newLabel();
        this.place(top);
        this.loop(s.body, end, test);
        this.place(test);
        this.startStatement(s.testAt);
        this.branch(s.test, top, null);
        this.place(end);
        return;
      }
      case 'for': return this.forStatement(s);
      case 'switch': return this.switchStatement(s);
      case 'case':
        this.place(this.switches[this.switches.length - 1].cases[s.id]);
        return this.statement(s.body);
      case 'default':
        this.place(this.switches[this.switches.length - 1].otherwise);
        return this.statement(s.body);
      case 'break': {
        const l = this.loops[this.loops.length - 1];
        this.runCleanups(l.cleanups);
        this.leaveVlas(l.vlaDepth);
        return this.jump(l.break);
      }
      case 'continue': {
        const l = this.loops.findLast((x) => x.continue !== null);
        if (l?.continue === undefined || l.continue === null) return;
        this.runCleanups(l.cleanups);
        this.leaveVlas(l.vlaDepth);
        return this.jump(l.continue);
      }
      case 'goto': {
        const there = s.label.cleanups;
        const left = this.cleanups.findIndex((c, i) => c.variable !== there[i]);
        if (left >= 0) this.runCleanups(left);
        const before = this.vlas[this.vlasAtLabel.get(s.label.id) ?? this.vlas.length] as number | undefined;
        if (before !== undefined) this.emit('sprest', before);
        return this.jump(this.labelOf(s.label.id));
      }
      case 'gotoValue':
        this.emit('jmpr', this.value(s.value));
        return;
      case 'label':
        this.vlasAtLabel.set(s.label.id, this.vlas.length);
        this.place(this.labelOf(s.label.id));
        return this.statement(s.body);
      case 'return': return this.returnStatement(s);
      case 'empty': return;
    }
  }
  private leaveVlas(depth: number): void {
    if (this.vlaSaves.length > depth) this.emit('sprest', this.vlaSaves[depth]);
  }
  /** Calls the cleanups from the latest to number `from`, which stay open for the other ways out. */
  private runCleanups(from: number): void {
    for (let i = this.cleanups.length - 1; i >= from; i--) {
      this.startStatement(this.cleanups[i].call.at);
      this.effect(this.cleanups[i].call);
    }
  }
  /** The end of a scope that began with `from` cleanups open. */
  private endScope(from: number): void {
    if (this.cleanups.length > from && this.reached) this.runCleanups(from);
    this.cleanups.length = from;
  }
  protected scoped<T>(body: Stmt[], result: (ends: boolean) => T): T {
    const open = this.cleanups.length;
    for (const s of body) this.statement(s);
    const made = result(this.cleanups.length > open);
    this.endScope(open);
    return made;
  }
  private compound(s: Stmt & { kind: 'compound' }): void {
    const open = this.cleanups.length;
    const vlas = this.vlas.length;
    if (s.hasVla) {
      const save = this.temp(false);
      this.emit('spsave', save);
      this.vlaSaves.push(save);
    }
    for (const x of s.body) this.statement(x);
    this.endScope(open);
    if (s.hasVla) {
      this.emit('sprest', this.vlaSaves[this.vlaSaves.length - 1]);
      this.vlaSaves.pop();
      this.vlas.length = vlas;
    }
  }
  private declare(v: Variable): void {
    const p = this.variables.get(v.id);
    if (!p) return;
    if (isVla(v.type) && p.kind === 'memory') {
      const before = this.vlaRegisters.get(v.id) ?? p.base;
      this.emit('spsave', before);
      this.vlas.push(before);
      this.emit('alloca', p.base, this.value(this.cx.sizeExpr(v.type, v.at)));
      return;
    }
    if (v.init) {
      this.initialize(v, p);
      return;
    }
    if (p.kind === 'register') this.emit('undef', p.register);
    else if (p.kind === 'memory' && sizeOf(v.type) > 0) this.emit('uninit', p.base, p.offset, sizeOf(v.type));
  }
  private ifStatement(s: Stmt & { kind: 'if' }): void {
    const other = this.newLabel();
    this.branch(s.test, null, other);
    this.statement(s.then);
    if (s.other) {
      const end = this.newLabel();
      this.jump(end);
      this.place(other);
      this.statement(s.other);
      this.place(end);
    } else this.place(other);
  }
  private loop(body: Stmt, end: Label, next: Label): void {
    this.loops.push({ break: end, continue: next, vlaDepth: this.vlaSaves.length, cleanups: this.cleanups.length });
    this.statement(body);
    this.loops.pop();
  }
  private forStatement(s: Stmt & { kind: 'for' }): void {
    const top = this.newLabel();
    const next = this.newLabel();
    const test = this.newLabel();
    const end = this.newLabel();
    const open = this.cleanups.length;
    // What the head declares lives as long as the loop.
    if (s.init?.kind === 'compound') for (const x of s.init.body) this.statement(x);
    else if (s.init) this.statement(s.init);
    if (s.test) this.jump(test);
    this.place(top);
    this.loop(s.body, end, next);
    this.place(next);
    if (s.next) {
      this.startStatement(s.next.at);
      this.effect(s.next);
    }
    this.place(test);
    if (s.test) {
      this.startStatement(s.test.at);
      this.branch(s.test, top, null);
    } else this.jump(top);
    this.place(end);
    this.endScope(open);
  }
  private returnStatement(s: Stmt & { kind: 'return' }): void {
    const returns = this.body.symbol.type.returns;
    if (!s.value) {
      this.runCleanups(0);
      this.emit('ret', returns.kind === 'void' || returns.kind === 'record' ? 0 : 1);
      return;
    }
    if (returns.kind === 'void') {
      this.effect(s.value);
      this.runCleanups(0);
      this.emit('ret');
    } else if (returns.kind === 'record') {
      this.copy({ kind: 'memory', base: this.resultRegister, offset: 0 }, s.value);
      this.runCleanups(0);
      this.emit('ret');
    } else {
      const r = this.value(s.value);
      this.runCleanups(0);
      this.emit(isWide(returns) ? 'ret2' : 'ret1', r);
    }
  }

  private switchStatement(s: Stmt & { kind: 'switch' }): void {
    const end = this.newLabel();
    const cases = s.cases.map(() => this.newLabel());
    const otherwise = s.hasDefault ? this.newLabel() : end;
    const value = this.value(s.value);
    this.selectCase(value, s.value.type, s.cases, cases, otherwise);
    this.switches.push({ cases, otherwise });
    this.loops.push({ break: end, continue: null, vlaDepth: this.vlaSaves.length, cleanups: this.cleanups.length });
    this.statement(s.body);
    this.loops.pop();
    this.switches.pop();
    this.place(end);
  }
  private selectCase(value: number, type: CType, cases: SwitchCase[], labels: Label[], otherwise: Label): void {
    const list = cases.filter((c) => c.low <= c.high);
    if (is64(type)) {
      for (const c of list) this.wideCase(value, type, c, labels[c.id]);
      this.jump(otherwise);
      return;
    }
    const low = list.reduce((a, c) => (c.low < a ? c.low : a), list[0]?.low ?? 0n);
    const high = list.reduce((a, c) => (c.high > a ? c.high : a), list[0]?.high ?? 0n);
    const span = Number(high - low) + 1;
    if (list.length > 4 && span <= 4 * list.length + 16) {
      const table = Array.from({ length: span }, () => otherwise);
      for (const c of list) for (let v = c.low; v <= c.high; v++) table[Number(v - low)] = labels[c.id];
      this.tables.push({ low: Number(BigInt.asIntN(32, low)), labels: table, otherwise });
      this.emit('table', value, this.tables.length - 1);
      return;
    }
    const u = integerOf(type)?.signed === false ? 'u' : '';
    for (const c of list) {
      const lo = Number(BigInt.asIntN(32, c.low));
      if (c.low === c.high) this.emit('beqi', value, lo, labels[c.id]);
      else {
        const skip = this.newLabel();
        this.emit(`blt${u}i`, value, lo, skip);
        this.emit(`ble${u}i`, value, Number(BigInt.asIntN(32, c.high)), labels[c.id]);
        this.place(skip);
      }
    }
    this.jump(otherwise);
  }
  private wideCase(value: number, type: CType, c: SwitchCase, label: Label): void {
    const mark = this.top;
    const u = integerOf(type)?.signed === false ? 'u' : '';
    const bound = this.temp(true);
    const flag = this.temp(false);
    const set = (v: bigint): void => {
      this.emit('li2', bound, Number(BigInt.asIntN(32, v)), Number(BigInt.asIntN(32, v >> 32n)));
    };
    const skip = this.newLabel();
    set(c.low);
    this.emit(`sle${u}2`, flag, bound, value);
    this.emit('beqi', flag, 0, skip);
    set(c.high);
    this.emit(`sle${u}2`, flag, value, bound);
    this.emit('bnei', flag, 0, label);
    this.place(skip);
    this.top = mark;
  }
}
