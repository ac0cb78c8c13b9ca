import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OP } from './bytecode';
import { compile } from './compile';
import { Interpreter } from './interpret';
import { link } from './link';
import type { MemoryPort, Native } from './machine';
import { Machine } from './machine';
import { Ram } from './shadow';
import { DiagnosticList, SourceFile } from './source';
import { Task } from './task';

const BASE = 0x10000000;

function build(source: string, natives: Native[] = [], port: MemoryPort | null = null) {
  const diagnostics = new DiagnosticList();
  const unit = compile(new SourceFile('t.c', source), { files: { read: () => null }, includes: [], defines: [], target: 'arm', firstId: 1 }, diagnostics);
  if (!unit) throw new Error(diagnostics.render());
  const program = link([unit], natives, BASE, diagnostics);
  if (diagnostics.errors > 0) throw new Error(diagnostics.render());
  const machine = new Machine(program, new Ram(BASE, 1 << 20), natives, port);
  const newTask = (n: number) => new Task(BASE + (1 << 20) - (n + 1) * 65536, BASE + (1 << 20) - n * 65536, 1 << 14, 1 << 10);
  const start = (task: Task, name: string, ...args: number[]) => machine.start(task, machine.addressOf(name) ?? 0, args);
  return { machine, interpreter: new Interpreter(machine), newTask, start };
}
const native = (name: string, body: Native['body']): Native => ({ name, prototype: `int ${name}(int)`, header: '', body });

const WORK = `
int log_[8], n;
static int mix(int *p, int k) { int i; long long s = 0; double d = 1; for (i = 0; i < k; i++) { s += p[i & 3] * i; d *= 1.25; } return (int)s + (int)d; }
int work(int k) { int a[4] = { 1, 2, 3, 4 }; int i, r = 0; for (i = 0; i < k; i++) { a[i & 3] += r; r = mix(a, i) ^ (r << 1); } return r; }
int handler(int v) { int local[2] = { v, v }; n++; log_[n & 7] = local[0] + local[1]; return 99; }
`;

describe('interpreter', () => {
  it('has the case numbers of the instruction table', () => {
    const casesOf = (file: string): [string, number][] => [...readFileSync(new URL(file, import.meta.url), 'utf8').matchAll(/case (\d+): \/\* (\w+) \*\//g)].map((m) => [m[2], Number(m[1])]);
    expect(Object.fromEntries(casesOf('interpret.ts'))).toEqual(OP);
    expect(casesOf('interpret-memory.ts').filter(([name, number]) => OP[name] !== number)).toEqual([]);
    expect(casesOf('interpret-memory.ts').length).toBeGreaterThan(0);
  });

  it('gives the same result in one run and instruction by instruction', () => {
    const a = build(WORK);
    const t = a.newTask(0);
    a.start(t, 'work', 40);
    expect(a.interpreter.step(t, 1e7)).toBe('returned');
    const whole = a.machine.result(t);
    const u = a.newTask(0);
    a.start(u, 'work', 40);
    while (a.interpreter.step(u, 1) === 'budget');
    expect(a.machine.result(u)).toBe(whole);
    expect(whole).not.toBe(0);
  });

  it('goes on from a saved state as if nothing had been, at any instruction', () => {
    const a = build(WORK);
    const t = a.newTask(0);
    a.start(t, 'work', 25);
    a.interpreter.step(t, 1e7);
    const whole = a.machine.result(t);
    for (const cut of [1, 7, 100, 333, 1234]) {
      const first = build(WORK);
      const x = first.newTask(0);
      first.start(x, 'work', 25);
      expect(first.interpreter.step(x, cut)).toBe('budget');
      const saved = { task: structuredClone(x.save()), ram: structuredClone(first.machine.ram.save()) };
      const second = build(WORK);
      const y = second.newTask(0);
      y.load(saved.task);
      second.machine.ram.load(saved.ram);
      expect(second.interpreter.step(y, 1e7)).toBe('returned');
      expect(second.machine.result(y)).toBe(whole);
    }
  });

  it('takes interrupts between any two instructions without a trace in the interrupted code', () => {
    const plain = build(WORK);
    const p = plain.newTask(0);
    plain.start(p, 'work', 20);
    plain.interpreter.step(p, 1e7);
    const a = build(WORK);
    const t = a.newTask(0);
    a.start(t, 'work', 20);
    let interrupts = 0;
    while (a.interpreter.step(t, 37) === 'budget') {
      a.machine.interrupt(t, a.machine.addressOf('handler') ?? 0, [interrupts++]);
      if (interrupts > 100000) break;
    }
    expect(interrupts).toBeGreaterThan(50);
    expect(a.machine.result(t)).toBe(plain.machine.result(p));
  });

  it('blocks a task in a native and wakes it with a value, while another task runs', () => {
    const a = build('int wait_for(int); int twice(int x) { return 2 * wait_for(x) + 1; } int other(void) { return 7; }', [
      native('wait_for', (call) => (call.phase === 0 ? { block: true } : call.result + call.int(0))),
    ]);
    const t = a.newTask(0);
    const u = a.newTask(1);
    a.start(t, 'twice', 5);
    expect(a.interpreter.step(t, 1000)).toBe('blocked');
    expect(a.interpreter.step(t, 1000)).toBe('blocked');
    a.start(u, 'other');
    expect(a.interpreter.step(u, 1000)).toBe('returned');
    expect(a.machine.result(u)).toBe(7);
    a.machine.wake(t, 100);
    expect(a.interpreter.step(t, 1000)).toBe('returned');
    expect(a.machine.result(t)).toBe(211);
  });

  it('lets a native call back into C', () => {
    const a = build('int apply(int (*f)(int)); static int sq(int x) { int a[2] = { x, x }; return a[0] * a[1]; } int run(void) { return apply(sq) + 1; }', [
      native('apply', (call) => (call.phase < 3 ? (call.setSlot(0, call.slot(0) * Number(call.phase > 0) + call.result * Number(call.phase > 0)), { call: call.int(0), args: [call.phase + 2] }) : call.slot(0) + call.result)),
    ]);
    const t = a.newTask(0);
    a.start(t, 'run');
    expect(a.interpreter.step(t, 1000)).toBe('returned');
    expect(a.machine.result(t)).toBe(4 + 9 + 16 + 1);
  });

  it('sends accesses outside its RAM to the port', () => {
    const log: string[] = [];
    const port: MemoryPort = {
      load: (address, size) => (log.push(`r${size} ${address >>> 0}`), 0x80),
      store: (address, size, value) => void log.push(`w${size} ${address >>> 0} ${value}`),
      peekWord: () => 0,
      setShadow: () => undefined,
    };
    const a = build('int run(void) { volatile unsigned *r = (unsigned *)0xf8003000; volatile signed char *c = (signed char *)0xf8003d04; r[1] = 5; return *c + r[2]; }', [], port);
    const t = a.newTask(0);
    a.start(t, 'run');
    expect(a.interpreter.step(t, 1000)).toBe('returned');
    expect(a.machine.result(t)).toBe(-0x80 + 0x80);
    expect(log).toEqual([`w4 ${0xf8003004} 5`, `r1 ${0xf8003d04}`, `r4 ${0xf8003008}`]);
  });

  it('tells a debugger where locals live and where statements start', () => {
    const a = build(WORK);
    const f = a.machine.program.functions[a.machine.program.functionByName.get('work') ?? -1];
    expect(f.locals.map((l) => [l.name, l.where.kind])).toEqual([['k', 'register'], ['i', 'register'], ['r', 'register'], ['a', 'frame']]);
    const lines = new Set<number>();
    for (let pc = f.entry; pc < f.end; pc += 4) {
      const at = a.machine.isStatementStart(pc) ? a.machine.whereIs(pc) : null;
      if (at) lines.add(at.file.lineColumn(at.offset).line);
    }
    expect([...lines]).toEqual([4]);
  });
});
