/** Conditions and counts of breakpoints, writes that stop a run, running to a line, and variables that get another value. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { StopsView } from '../contract';
import { newSession } from '../session/session';
import { Lab } from './lab';

const SOURCE = `#include <linux/module.h>
static int total;
static u8 bytes[16];
static struct { unsigned a : 4, b : 9; s64 wide; } packed;
static const int fixed = 3;
static int add(int n)
{
	int doubled = 2 * n;

	total += doubled;
	return doubled;
}
static int __init begin(void)
{
	long long wide = 1;
	int i;

	for (i = 0; i < 20; i++)
		add(i);
	bytes[5] = 9;
	packed.b = 1;
	pr_info("total %d wide %lld b %u\\n", total, wide, packed.b);
	return fixed - 3;
}
module_init(begin);
MODULE_LICENSE("GPL");
`;
const lineOf = (piece: string): number => SOURCE.split('\n').findIndex((line) => line.includes(piece)) + 1;
const ADD = lineOf('total += doubled');

let lab: Lab;
beforeEach(() => {
  lab = Lab.open(newSession({ name: 'stops', files: [{ path: 'stops.c', text: SOURCE }] }));
});
const stopAt = (line: number, more: { condition?: string; every?: number } = {}): void => void lab.handle('source.breakpoint', { path: 'stops.c', line, on: true, ...more });
function enter(text: string): string {
  lab.handle('shell.run', { text });
  lab.finish();
  return lab.status().stopped;
}
function goOn(): string {
  lab.handle('run.start', {});
  lab.finish();
  return lab.status().stopped;
}
const thread = (): number => lab.handle('source.state', {}).current?.thread ?? 0;
const value = (expression: string, level = 0): string => lab.handle('source.evaluate', { thread: thread(), level, expression })?.variable.value ?? '';
const assign = (expression: string, to: string): void => void lab.handle('source.assign', { thread: thread(), level: 0, expression, value: to });
const said = (): string => lab.kernel.log.at(-1)?.text ?? '';

describe('a breakpoint', () => {
  it('with a condition stops where it is true', () => {
    stopAt(ADD, { condition: 'n % 7 == 5' });
    expect(enter('insmod stops.ko')).toBe(`breakpoint at stops.c:${ADD}`);
    expect(value('n')).toBe('5');
    expect(goOn()).toBe(`breakpoint at stops.c:${ADD}`);
    expect(value('n')).toBe('12 (0xc)');
    expect(goOn()).toBe(`breakpoint at stops.c:${ADD}`);
    expect(goOn()).toBe('idle: nothing left to do');
    expect(said()).toBe('total 380 wide 1 b 1');
  });

  it('on the head of a loop stops once', () => {
    stopAt(lineOf('for (i'));
    expect(enter('insmod stops.ko')).toBe(`breakpoint at stops.c:${lineOf('for (i')}`);
    expect(goOn()).toBe('idle: nothing left to do');
  });

  it('stops each so-many-th time, counted from where the run began', () => {
    stopAt(ADD, { every: 8 });
    enter('insmod stops.ko');
    expect(value('n')).toBe('7');
    goOn();
    expect(value('n')).toBe('15 (0xf)');
    expect(goOn()).toBe('idle: nothing left to do');
  });

  it('says when its condition cannot be judged, and refuses what cannot be read', () => {
    stopAt(ADD, { condition: 'm > 3' });
    expect(enter('insmod stops.ko')).toBe(`breakpoint at stops.c:${ADD} (the condition m > 3 cannot be judged: there is no variable "m" here; did you mean "n"?)`);
    expect(() => stopAt(ADD, { condition: 'n = 3' })).toThrow('the condition cannot be read: "=" would change something');
  });

  it('does not change what happens, and is kept with the session', () => {
    enter('insmod stops.ko');
    const { length } = lab.machine.journal;
    const hash = lab.machine.journal.hash();
    lab = Lab.open(newSession({ name: 'stops', files: [{ path: 'stops.c', text: SOURCE }] }));
    stopAt(ADD, { condition: 'n > 100' });
    enter('insmod stops.ko');
    expect([lab.machine.journal.length, lab.machine.journal.hash()]).toEqual([length, hash]);
    const again = Lab.open(lab.toSession());
    expect(again.handle('stops.list', {})).toEqual<StopsView>({ lines: [{ path: 'stops.c', line: ADD, condition: 'n > 100', every: 1 }], writes: [], findings: false });
    expect(again.handle('source.read', { path: 'stops.c' })).toMatchObject({ breakpoints: [ADD], conditional: [ADD] });
  });
});

describe('a write that is watched', () => {
  it('stops the run behind it, and says who wrote', () => {
    stopAt(lineOf('for (i'));
    enter('insmod stops.ko');
    const found = lab.handle('source.evaluate', { thread: thread(), level: 0, expression: 'bytes[5]' })?.variable.physical ?? 0;
    lab.handle('stops.write', { address: found, bytes: 1, label: 'bytes[5]', on: true });
    expect(goOn()).toBe(`bytes[5] written by cpu0 at stops.c:${lineOf('bytes[5] = 9')}`);
    expect(value('bytes[5]')).toBe('9');
    expect(value('packed.b')).toBe('0');
    expect(lab.handle('source.state', {}).current?.line).toBe(lineOf('bytes[5] = 9'));
    expect(goOn()).toBe('idle: nothing left to do');
  });

  it('stops at each of many, whatever the slices of the run', () => {
    stopAt(lineOf('for (i'));
    enter('insmod stops.ko');
    const found = lab.handle('source.evaluate', { thread: thread(), level: 0, expression: 'total' })?.variable.physical ?? 0;
    lab.handle('stops.write', { address: found, bytes: 4, label: '', on: true });
    const seen: string[] = [];
    for (let i = 0; i < 19; i++) {
      lab.handle('run.start', {});
      while (lab.running) lab.advance(i % 2 === 0 ? 7 : 5000);
      seen.push(value('total'));
    }
    expect(lab.status().stopped).toMatch(new RegExp(`^0x[0-9a-f]{8} written by cpu0 at stops\\.c:${ADD}$`));
    expect(seen.slice(0, 4).map((text) => Number.parseInt(text, 10))).toEqual([0, 2, 6, 12]);
    expect(new Set(seen).size).toBe(19);
  });

  it('of a DMA controller stops behind the beat', () => {
    lab = Lab.open(newSession({ name: 'dma', script: ['insmod ax_dma', 'echo 1 > /dev/ax_dma'] }));
    goOn();
    const dst = lab.kernel.marks().find((mark) => mark.name === 'dst')?.base ?? 0;
    lab.handle('stops.write', { address: dst + 64, bytes: 4, label: 'dst + 64', on: true });
    expect(goOn()).toMatch(/^dst \+ 64 written by /);
    while (!/pl330/.test(lab.status().stopped)) expect(goOn()).toMatch(/^dst \+ 64 written by /);
    const bytes = lab.machine.memory.bytes(dst + 64, 256);
    expect([bytes[0] !== 0, lab.idle]).toEqual([true, false]);
    expect(bytes.subarray(128).every((byte) => byte === 0)).toBe(true);
  });

  it('is refused without a journal', () => {
    lab = Lab.open(newSession({ name: 'none', options: { journal: false } }));
    expect(() => lab.handle('stops.write', { address: 0x100000, bytes: 4, label: '', on: true })).toThrow('does not keep');
  });
});

describe('what is found wrong', () => {
  const WRONG = '#include <linux/module.h>\n#include <linux/slab.h>\nstatic int __init begin(void)\n{\n\tint *p = kmalloc(8, GFP_KERNEL), n = 3;\n\n\tn += p[1];\n\tpr_info("%d\\n", n);\n\tkfree(p);\n\treturn 0;\n}\nmodule_init(begin);\nMODULE_LICENSE("GPL");\n';

  it('stops the run before it happens, once, and stays ahead until the run goes on', () => {
    lab = Lab.open(newSession({ name: 'wrong', files: [{ path: 'wrong.c', text: WRONG }] }));
    lab.handle('stops.findings', { on: true });
    expect(enter('insmod wrong.ko')).toMatch(/^found: /);
    expect(lab.handle('source.state', {}).current).toMatchObject({ path: 'wrong.c', line: 7 });
    expect(value('n')).toBe('3');
    expect(value('*p')).toBe('not yet written');
    expect(lab.handle('findings.list', {})).toMatchObject([{ rule: 'c-undefined', ahead: true }]);
    expect(goOn()).toBe('idle: nothing left to do');
    expect(lab.handle('findings.list', {})).toMatchObject([{ rule: 'c-undefined', ahead: false }]);
    expect(Lab.open(lab.toSession()).handle('stops.list', {}).findings).toBe(true);
  });

  it('does not where its rule is muted, or nobody asked', () => {
    for (const on of [true, false]) {
      lab = Lab.open(newSession({ name: 'wrong', files: [{ path: 'wrong.c', text: WRONG }], muted: on ? ['c-undefined'] : [] }));
      lab.handle('stops.findings', { on });
      expect(enter('insmod wrong.ko')).toBe('idle: nothing left to do');
    }
  });
});

describe('running to a line', () => {
  it('stops there or at the next line with code, past its own breakpoints too', () => {
    stopAt(lineOf('for (i'));
    enter('insmod stops.ko');
    lab.handle('source.runTo', { path: 'stops.c', line: lineOf('bytes[5] = 9') });
    lab.finish();
    expect(lab.status().stopped).toBe(`at stops.c:${lineOf('bytes[5] = 9')}`);
    expect(goOn()).toBe('idle: nothing left to do');
    expect(() => lab.handle('source.runTo', { path: 'stops.c', line: 500 })).toThrow('no loaded code');
  });
});

describe('a variable', () => {
  it('gets another value in a register, in memory and in a bit-field; that can be taken back and replayed', () => {
    stopAt(lineOf('bytes[5] = 9'));
    enter('insmod stops.ko');
    assign('wide', '5000000000 + total');
    assign('total', '-1');
    expect([value('wide'), value('total')]).toEqual(['5000000380 (0x12a05f37c)', '-1 (0xffffffff)']);
    lab.handle('run.undo', {});
    lab.finish();
    expect(value('total')).toBe('380 (0x17c)');
    const { cycle } = lab.status();
    goOn();
    expect(lab.status().stopped).toBe('idle: nothing left to do');
    lab.handle('run.goto', { to: cycle });
    lab.finish();
    assign('wide', '5000000000 + total');
    assign('total', '-1');
    lab.handle('source.step', { how: 'over' });
    lab.finish();
    assign('packed.a', '0x1f');
    expect([value('packed.a'), value('packed.b')]).toEqual(['15 (0xf)', '0']);
    goOn();
    expect(said()).toBe('total -1 wide 5000000380 b 1');
    const again = Lab.open(lab.toSession());
    expect(again.replayMatches).toBe(true);
  });

  it('gets one where it had none, if it may be read', () => {
    const text = '#include <linux/module.h>\nstatic int level = 1;\nstatic int __init begin(void)\n{\n\tint late;\n\n\tif (level > 3)\n\t\tlate = 1;\n\tpr_info("late %d\\n", late);\n\treturn 0;\n}\nmodule_init(begin);\nMODULE_LICENSE("GPL");\n';
    lab = Lab.open(newSession({ name: 'late', files: [{ path: 'late.c', text }], sourceBreakpoints: [{ path: 'late.c', line: 7 }] }));
    enter('insmod late.ko');
    expect(value('late')).toBe('not yet written');
    assign('late', '77');
    expect(value('late')).toBe('77 (0x4d)');
    goOn();
    expect(said()).toBe('late 77');
  });

  it.each([
    ['packed', '3', 'is not set as a whole'],
    ['fixed', '3', 'it is constant'],
    ['total + 1', '3', 'is a value and no variable'],
    ['total', 'nothing', 'there is no variable "nothing" here'],
    ['i', '4', 'it gets its first value further down'],
  ])('%s does not take %s: %s', (expression, to, words) => {
    stopAt(lineOf('long long wide'));
    enter('insmod stops.ko');
    expect(() => assign(expression, to)).toThrow(words);
  });
});
