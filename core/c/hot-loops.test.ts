/** Translated loops against the instruction loop: the same state wherever a run ends, the same faults, the same breakpoints. */
import { describe, expect, it } from 'vitest';
import { OP } from './bytecode';
import { compile } from './compile';
import type { Warmth } from './hot-loops';
import { AT_ONCE, NEVER } from './hot-loops';
import { Interpreter } from './interpret';
import { link } from './link';
import { Machine } from './machine';
import { Ram } from './shadow';
import { DiagnosticList, SourceFile } from './source';
import { Task } from './task';

const BASE = 0x1000_0000;
const BYTES = 1 << 16;

function build(source: string, warmth: Warmth) {
  const diagnostics = new DiagnosticList();
  const unit = compile(new SourceFile('t.c', source), { files: { read: () => null }, includes: [], defines: [], target: 'arm', firstId: 1 }, diagnostics);
  const program = unit === null ? null : link([unit], [], BASE, diagnostics);
  if (program === null || diagnostics.errors > 0) throw new Error(diagnostics.render());
  const machine = new Machine(program, new Ram(BASE, BYTES), []);
  const interpreter = new Interpreter(machine);
  interpreter.loops.warmth = warmth;
  const task = new Task(BASE + BYTES - 32768, BASE + BYTES, 1 << 12, 1 << 8);
  return { machine, interpreter, task, start: (...args: number[]) => machine.start(task, machine.addressOf('run') ?? 0, args) };
}

/** Every operation that has a translation, in loops within loops, with jumps out and into the middle. */
const ALL = `
static unsigned char bytes[64]; static short halves[64]; static unsigned short uhalves[64]; static int words[64]; static signed char chars[64]; int total; unsigned utotal;
static long long wide(int k) {
  long long s = 1; unsigned long long u = 3; int i;
  for (i = 1; i <= k; i++) { s += i; s -= u & 7; s ^= (long long)i << (i & 31); u = u * 5 + (unsigned)i; u |= 1; s = -s; s = ~s; u >>= i & 3; s >>= 1; if (s < (long long)u) s += 9; if (u > 1000u) u &= 0xffff; if (s == 77 || s != (long long)u) s ^= u; if ((long long)u <= s && !s) s--; }
  return s ^ u;
}
int run(int k) {
  int i, j, d = 0; unsigned x = 7;
  for (i = 0; i < k; i++) {
    bytes[i & 63] = i; chars[i & 63] = -i; halves[i & 63] = i * 300; uhalves[i & 63] = i * 500; words[i & 63] = i * 70000; total += bytes[(i * 7) & 63];
    for (j = 0; j < 5; j++) {
      if (j == (i & 3)) continue;
      d += chars[(i + j) & 63] * halves[(i ^ j) & 63] + uhalves[(i * j) & 63] - words[(i | j) & 63];
      d ^= d << (j + 1); d += d >> (i & 7); x ^= x >> (j & 3); x = x * 33 + (x >> 5); x |= (unsigned)d & 255;
      if (d > 1000000 || d < -1000000) d %= 9973;
      if (j > 3 && (x & 1)) break;
      d = d / (j + 1); x = x % 60013 / 3u + (x == 5) + (d != 3) + (d <= 9) + (x <= 4u) + (x < 90u) + !d;
    }
    utotal += x; if (x > 4000000000u) goto out; while (x > 100000) x -= 50000;
    d = (short)d + (signed char)x + (unsigned char)d + (unsigned short)x; d = -d; d = ~d;
    switch (i & 3) { case 0: d++; break; case 1: d += 2; case 2: d ^= 3; }
  }
out:
  return d ^ (int)x ^ (int)wide(k);
}`;

/** What two machines differ in. */
function differences(a: ReturnType<typeof build>, b: ReturnType<typeof build>): string[] {
  const of = ({ machine: { ram }, task }: ReturnType<typeof build>): Record<string, ArrayBufferView> => ({ bytes: ram.bytes, shadow: ram.shadow, registers: task.registers, undefined: task.undefined, records: task.records, scalars: Int32Array.of(task.pc, task.base, task.sp, task.depth, task.current) });
  const [x, y] = [of(a), of(b)];
  return Object.keys(x).filter((name) => Buffer.compare(Buffer.from(x[name].buffer), Buffer.from(y[name].buffer)) !== 0);
}

describe('translated loops', () => {
  it.each([[1_000_000], [1], [2], [7], [61], [997]])('stand where the instruction loop stands, in slices of %i instructions', (slice) => {
    const [direct, stepped] = [AT_ONCE, NEVER].map((warmth) => build(ALL, warmth));
    const rounds = slice < 10 ? 10 : 60;
    direct.start(rounds);
    stepped.start(rounds);
    for (let stops = 0; ; stops++) {
      const stop = direct.interpreter.step(direct.task, slice);
      expect(stepped.interpreter.step(stepped.task, slice)).toBe(stop);
      expect(direct.interpreter.left).toBe(stepped.interpreter.left);
      if (stops % 16 === 0 || stop !== 'budget') expect(differences(direct, stepped)).toEqual([]);
      if (stop === 'budget') continue;
      expect(stop).toBe('returned');
      break;
    }
  });

  it('are really translated', () => {
    const made = build(ALL, AT_ONCE);
    made.start(60);
    made.interpreter.step(made.task, 1e7);
    expect(made.interpreter.loops.translations).toBeGreaterThanOrEqual(3);
    const plain = build(ALL, NEVER);
    plain.start(60);
    plain.interpreter.step(plain.task, 1e7);
    expect(plain.interpreter.loops.translations).toBe(0);
  });

  it.each([
    ['shift', 'for (i = 0; i < k; i++) s += 1 << i;'],
    ['division', 'for (i = 50; i > -k; i--) s += 1000 / i;'],
    ['division', 'for (i = 50; i > -k; i--) s += 1000u % (unsigned)i;'],
    ['out-of-bounds', 'int *p = table; for (i = 0; i < k; i++) s += p[i];'],
    ['read-only', 'char *p = (char *)fixed; for (i = 0; i < k; i++) { s++; if (i > 20) p[3] = i; }'],
    ['null', 'char *p = (char *)0 + 30; for (i = 0; i < k; i++) { s++; if (i > 20) s += *p; }'],
    ['index', 'for (i = 0; i < k; i++) s += table[i];'],
    ['uninitialised', 'int a[40]; a[0] = 0; int *p = a; for (i = 0; i < 20; i++) p[i] = i; for (i = 0; i < k; i++) s += p[i];'],
    ['uninitialised', 'int x; for (i = 0; i < k; i++) { if (i > 200) x = 1; if (i > 20) s += x; }'],
    ['misaligned', 'char *p = (char *)table; for (i = 0; i < k; i++) { s++; if (i > 20) s += *(int *)(p + 2); }'],
  ])('stop at the same fault: %s', (kind, body) => {
    const source = `int table[40]; static const char fixed[8] = "fixed"; int run(int k) { int i, s = 0;\n${body}\nreturn s; }`;
    const faults = [AT_ONCE, NEVER].map((warmth) => {
      const made = build(source, warmth);
      made.start(100);
      expect(made.interpreter.step(made.task, 1e6)).toBe('fault');
      return { fault: made.machine.pending, left: made.interpreter.left, state: made.task.save() };
    });
    expect(faults[0].fault?.kind).toBe(kind);
    expect(faults[0].fault?.message).toBe(faults[1].fault?.message);
    expect(faults[0].fault?.at?.offset).toBe(faults[1].fault?.at?.offset);
    expect(faults[0].left).toBe(faults[1].left);
    expect(faults[0].state).toEqual(faults[1].state);
  });

  it('stop at a breakpoint that is set while they run', () => {
    const made = build('int n; int run(int k) { int i; for (i = 0; i < k; i++) {\nn += i;\n} return n; }', AT_ONCE);
    made.start(1000);
    expect(made.interpreter.step(made.task, 500)).toBe('budget');
    expect(made.interpreter.loops.translations).toBe(1);
    const { program } = made.machine;
    const pcs = Array.from({ length: program.code.length / 4 }, (_, i) => i * 4).filter((pc) => made.machine.isStatementStart(pc) && made.machine.whereIs(pc)?.file.lineColumn(made.machine.whereIs(pc)?.offset ?? 0).line === 2);
    for (const pc of pcs) made.machine.setBreakpoint(pc, OP.break);
    expect(made.interpreter.step(made.task, 500)).toBe('break');
    expect(pcs).toContain(made.task.pc);
    for (const pc of pcs) made.machine.clearBreakpoint(pc);
    expect(made.interpreter.step(made.task, 1e6)).toBe('returned');
    expect(made.machine.result(made.task)).toBe(499_500);
  });
});
