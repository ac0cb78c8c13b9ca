/** What a watch, a condition and the pointer over the text can ask, and what is said of what holds no value. */
import { beforeAll, describe, expect, it } from 'vitest';
import { newSession } from '../session/session';
import { Lab } from './lab';

const SOURCE = `#include <linux/module.h>
#include <linux/slab.h>
#include <linux/list.h>
enum mode { IDLE, BUSY = 5 };
struct regs { u32 control; u32 status; };
struct unit { struct list_head link; enum mode mode; bool armed; unsigned a : 1, b : 3; struct regs *regs; struct regs shadow[3]; char name[8]; int (*hook)(int); s64 when; };
static struct unit *unit;
static const short table[4] = { 1, -2, 300, 4 };
static int one_more(int n)
{
	int copy = n;
	int late;

	if (copy > 100)
		late = 1;
	else
		late = 2;
	return copy + late;
}
static int __init begin(void)
{
	int count = 3, sum, i;
	u8 small = 250;
	char text[8];
	struct regs local;
	struct regs *freed = kzalloc(50 * sizeof(*freed), GFP_KERNEL);

	kfree(freed);
	unit = kmalloc(sizeof(*unit), GFP_KERNEL);
	INIT_LIST_HEAD(&unit->link);
	unit->mode = BUSY;
	unit->armed = true;
	unit->regs = kzalloc(sizeof(struct regs), GFP_KERNEL);
	unit->regs->control = 0x81;
	unit->shadow[1].status = 7;
	unit->hook = one_more;
	unit->when = -5000000000LL;
	text[0] = 'a';
	local.status = 3;
	sum = 0;
	for (i = 0; i < count; i++)
		sum += one_more(i);
	pr_info("sum %d\\n", sum + small + text[0] + (int)local.status + table[0]);
	return 0;
}
module_init(begin);
MODULE_LICENSE("GPL");
`;
const lineOf = (piece: string): number => SOURCE.split('\n').findIndex((line) => line.includes(piece)) + 1;

let lab: Lab;
beforeAll(() => {
  lab = Lab.open(newSession({ name: 'look', files: [{ path: 'look.c', text: SOURCE }] }));
  lab.handle('source.breakpoint', { path: 'look.c', line: lineOf('sum = 0;'), on: true });
  lab.handle('shell.run', { text: 'insmod look.ko' });
  lab.finish();
});

function look(expression: string): string {
  const thread = lab.handle('source.state', {}).current?.thread ?? 0;
  return lab.handle('source.evaluate', { thread, level: 0, expression })?.variable.value ?? '';
}

/** In the calling function. */
function lookAbove(expression: string): string {
  const thread = lab.handle('source.state', {}).current?.thread ?? 0;
  return lab.handle('source.evaluate', { thread, level: 1, expression })?.variable.value ?? '';
}

describe('looking at C', () => {
  it.each([
    ['count * 2 + 1', '7'],
    ['small + 10', '260 (0x104)'],
    ['(u8)(small + 10)', '4'],
    ['-1 > 0u', '1'],
    ['count / 2 == 1 && !(count & 4)', '1'],
    ['count > 2 ? 11 : 22', '11 (0xb)'],
    ['1 << 4 | 0x3', '19 (0x13)'],
    ['table[count - 1]', '300 (0x12c)'],
    ['*(table + 1)', '-2 (0xfffe)'],
    ['sizeof(struct regs) + sizeof table', '16 (0x10)'],
    ['unit->mode == BUSY', '1'],
    ['unit->mode', 'BUSY (5)'],
    ['unit->armed', 'true'],
    ['unit->link', 'empty list'],
    ['*unit->regs', '{ control = 0x81, status = 0 }'],
    ['((struct regs *)unit->regs)->control & 0x80', '128 (0x80)'],
    ['&unit->regs->status - &unit->regs->control', '1'],
    ['unit->hook == one_more', '1'],
    ['unit->when / 1000', '-5000000 (0xffffffffffb3b4c0)'],
    ["text[0] == 'a'", '1'],
    ['table', '[1, -2, 300, 4]'],
  ])('%s = %s', (expression, value) => {
    expect(look(expression)).toBe(value);
  });

  it.each([
    ['nit->mode', 'there is no variable "nit" here; did you mean "unit"?'],
    ['unit->mod', '"struct unit" has no member "mod"; did you mean "mode"?'],
    ['unit.mode', 'it is a pointer: write "->mode"'],
    ['count = 4', '"=" would change something: looking cannot'],
    ['one_more(3)', 'a function cannot be called by looking'],
    ['count +', 'something is missing at the end'],
    ['count / 0', 'it divides by zero'],
    ['((struct unit *)0)->mode', 'the pointer is NULL'],
    ['sum + 1', 'it has no value yet'],
    ['unit->shadow[0].status + 1', 'it has no value yet'],
    [`${'('.repeat(400)}1`, 'nested too deeply'],
    ['"text"', 'cannot be read from ""text"" on'],
  ])('%s is refused: %s', (expression, words) => {
    expect(look(expression)).toBe(words);
  });

  it('tells what was never written, in registers, on the stack and in memory that was allocated', () => {
    expect(look('sum')).toBe('not yet written');
    expect(look('i')).toBe('not yet written');
    expect(look('local')).toBe('{ control = not written, status = 3 }');
    expect(look('local.control')).toBe('not yet written');
    expect(look('text')).toBe('"a"…');
    expect(look('unit->shadow[1]')).toBe('{ control = not written, status = 7 }');
    expect(look('unit->shadow[2]')).toBe('not yet written');
    expect(look('unit->name')).toBe('not yet written');
    const { thread } = lab.handle('source.state', {}).current ?? { thread: 0 };
    expect(lab.handle('source.evaluate', { thread, level: 0, expression: 'sum' })?.variable).toMatchObject({ state: 'unwritten', place: 'register', address: null });
    expect(lab.handle('source.evaluate', { thread, level: 0, expression: 'count + 1' })?.variable).toMatchObject({ state: 'set', place: 'computed' });
  });

  it('tells where pointers point, in physical memory', () => {
    const { thread } = lab.handle('source.state', {}).current ?? { thread: 0 };
    const ask = (expression: string) => lab.handle('source.evaluate', { thread, level: 0, expression })?.variable;
    expect(ask('unit->regs')?.target).toBe(ask('*unit->regs')?.physical);
    expect(ask('(void *)unit->regs')?.target).toBe(ask('*unit->regs')?.physical);
    expect([ask('unit->hook')?.target, ask('sum')?.target, ask('(void *)0')?.target, ask('unit->name')?.target]).toEqual([null, null, null, null]);
  });

  it('tells what was freed', () => {
    expect(look('freed->status')).toBe('freed memory: 0');
  });

  it('tells it of a variable whose declaration gives the value, before that line', () => {
    const other = Lab.open(newSession({ name: 'look', files: [{ path: 'look.c', text: SOURCE }], sourceBreakpoints: [{ path: 'look.c', line: lineOf('int copy = n') }] }));
    other.handle('shell.run', { text: 'insmod look.ko' });
    other.finish();
    const { thread } = other.handle('source.state', {}).current ?? { thread: 0 };
    expect(other.handle('source.variables', { thread, level: 0 }).locals.map(({ name, value }) => [name, value])).toEqual([['n', '0'], ['copy', 'not yet written'], ['late', 'not yet written']]);
  });

  it('follows a register variable from its declaration to its first value, in each call', () => {
    lab.handle('source.breakpoint', { path: 'look.c', line: lineOf('if (copy > 100)'), on: true });
    for (const n of ['0', '1']) {
      lab.handle('run.start', {});
      lab.finish();
      expect(lookAbove('i')).toBe(n);
      expect(look('copy')).toBe(n);
      expect(look('late')).toBe('not yet written');
      for (const _ of [0, 1]) {
        lab.handle('source.step', { how: 'over' });
        lab.finish();
      }
      expect(look('late')).toBe('2');
    }
  });
});
