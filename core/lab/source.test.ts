/** C in the lab: loading, stepping, looking at variables, as the source view does it. */
import { describe, expect, it } from 'vitest';
import { newSession } from '../session/session';
import { Lab } from './lab';

const SOURCE = `int printk(const char *fmt, ...);
void *kmalloc(unsigned long size, unsigned int flags);
struct point { int x, y; char name[8]; unsigned mode : 3; };
static struct point here = { 1, -2, "home", 5 };
static int *numbers;
static int twice(int n)
{
	int result = n * 2;
	return result;
}
static int start(void)
{
	int i, sum = 0;
	numbers = kmalloc(16, 0);
	for (i = 0; i < 3; i++)
		sum += twice(i);
	numbers[0] = sum;
	here.x = sum;
	printk("sum %d\\n", sum);
	return 0;
}
int (*__dmalab_init)(void) = start;
`;

function labWith(text = SOURCE): Lab {
  const lab = Lab.open(newSession({ name: 'c', files: [{ path: 'mod.c', text }] }));
  lab.handle('source.breakpoint', { path: 'mod.c', line: 13, on: true });
  return lab;
}
const command = (lab: Lab, text: string): void => {
  lab.handle('shell.run', { text });
  lab.finish();
};
const step = (lab: Lab, how: 'into' | 'over' | 'out' | 'back'): string => {
  lab.handle('source.step', { how });
  lab.finish();
  const { current } = lab.handle('source.state', {});
  return current === null ? lab.status().stopped : `${current.path}:${current.line}`;
};
const variables = (lab: Lab): Record<string, string> => {
  const { current, contexts } = lab.handle('source.state', {});
  const level = contexts[0].calls.find((call) => call.thread === current?.thread)?.level ?? 0;
  const { locals, globals } = lab.handle('source.variables', { thread: current?.thread ?? 0, level });
  return Object.fromEntries([...locals, ...globals].map((one) => [one.name, one.value]));
};

describe('C in the lab', () => {
  it('stops at a breakpoint before the line, and goes on', () => {
    const lab = labWith();
    command(lab, 'insmod mod');
    expect(lab.status().stopped).toBe('breakpoint at mod.c:13');
    expect(lab.handle('source.state', {}).current).toMatchObject({ path: 'mod.c', line: 13 });
    expect(lab.kernel.log.some((line) => line.text.includes('sum'))).toBe(false);
    lab.handle('run.start', {});
    lab.finish();
    expect(lab.kernel.log.some((line) => line.text === 'sum 6')).toBe(true);
  });

  it('steps over, into, out, and back again through the same places', () => {
    const lab = labWith();
    command(lab, 'insmod mod');
    const places = ['over', 'over', 'over', 'into', 'over', 'out', 'over'].map((how) => step(lab, how as 'over'));
    expect(places).toEqual(['mod.c:14', 'mod.c:15', 'mod.c:16', 'mod.c:8', 'mod.c:9', 'mod.c:15', 'mod.c:16']);
    expect(step(lab, 'back')).toBe('mod.c:15');
    expect(step(lab, 'back')).toBe('mod.c:16');
    expect(variables(lab).i).toBe('0');
    expect(step(lab, 'back')).toBe('mod.c:15');
    expect(variables(lab).i).toBe('not yet written');
    expect(step(lab, 'over')).toBe('mod.c:16');
  });

  it('gives the same journal whether it was stepped or run', () => {
    const plain = labWith();
    plain.handle('source.breakpoint', { path: 'mod.c', line: 13, on: false });
    command(plain, 'insmod mod');
    const stepped = labWith();
    command(stepped, 'insmod mod');
    for (const how of ['over', 'over', 'into', 'over', 'back', 'over', 'out'] as const) step(stepped, how);
    stepped.handle('run.start', {});
    stepped.finish();
    expect(stepped.machine.clock.now).toBe(plain.machine.clock.now);
    expect(stepped.machine.journal.hash()).toBe(plain.machine.journal.hash());
  });

  it('shows calls, variables, and what hangs below them', () => {
    const lab = labWith();
    lab.handle('source.breakpoint', { path: 'mod.c', line: 9, on: true });
    command(lab, 'insmod mod');
    lab.handle('run.start', {});
    lab.finish();
    const { current, contexts } = lab.handle('source.state', {});
    expect(contexts[0].title).toMatch(/^insmod \[\d+\]$/);
    expect(contexts[0].calls.slice(0, 3).map((call) => [call.name, call.line])).toEqual([['twice', 9], ['start', 16], ['sys_finit_module', 0]]);
    expect(variables(lab)).toMatchObject({ n: '0', result: '0', here: '{ x = 1, y = -2, name = "home", mode = 5 }' });
    const thread = current?.thread ?? 0;
    const outer = lab.handle('source.variables', { thread, level: 1 });
    expect(outer.locals.map((one) => one.name)).toEqual(['i', 'sum']);
    const { children } = lab.handle('source.evaluate', { thread, level: 0, expression: 'here' }) ?? { children: [] };
    expect(children.map((one) => [one.name, one.value])).toEqual([['x', '1'], ['y', '-2 (0xfffffffe)'], ['name', '"home"'], ['mode', '5']]);
    expect(lab.handle('source.evaluate', { thread, level: 0, expression: 'here.name[1]' })?.variable.value).toBe("111 'o'");
    expect(lab.handle('source.evaluate', { thread, level: 0, expression: 'numbers' })?.variable.type).toBe('int *');
    expect(lab.handle('source.evaluate', { thread, level: 0, expression: 'nothing->at[all' })?.variable.state).toBe('unknown');
  });

  it('says so when nothing goes on because the kernel has panicked', () => {
    const text = '#include <linux/module.h>\nstatic struct timer_list timer;\nstatic void fire(struct timer_list *t)\n{\n\t*(volatile int *)4 = 1;\n}\nstatic int __init begin(void)\n{\n\ttimer_setup(&timer, fire, 0);\n\tmod_timer(&timer, jiffies + 1);\n\treturn 0;\n}\nmodule_init(begin);\nMODULE_LICENSE("GPL");\n';
    const lab = Lab.open(newSession({ name: 'c', files: [{ path: 'end.c', text }] }));
    command(lab, 'insmod end.ko');
    lab.handle('run.start', {});
    lab.finish();
    expect(lab.status().stopped).toBe('the kernel has panicked: go back, or undo the input');
    expect(lab.status()).toMatchObject({ idle: true, halted: true });
  });

  it('says what the compiler says, in place, and takes a new text without a restart', () => {
    const lab = labWith(SOURCE.replace('int i, sum = 0;', 'int i, sum = 0\n'));
    const { diagnostics } = lab.handle('source.check', { path: 'mod.c', text: lab.handle('source.read', { path: 'mod.c' }).text });
    expect(diagnostics[0]).toMatchObject({ severity: 'error', path: 'mod.c' });
    command(lab, 'insmod mod');
    expect(lab.kernel.core.modules.list).toHaveLength(0);
    lab.handle('source.breakpoint', { path: 'mod.c', line: 13, on: false });
    lab.handle('source.write', { path: 'mod.c', text: SOURCE });
    command(lab, 'insmod mod');
    expect(lab.kernel.core.modules.list.map((one) => one.name)).toEqual(['mod']);
    expect(lab.handle('source.files', {})).toEqual([{ path: 'mod.c', characters: SOURCE.length, editable: true, module: 'mod' }]);
    expect(lab.handle('source.read', { path: 'mod.c' })).toMatchObject({ differs: false, editable: true });
    lab.handle('source.write', { path: 'mod.c', text: `${SOURCE}\n` });
    expect(lab.handle('source.read', { path: 'mod.c' }).differs).toBe(true);
  });

  it('tells who wrote a byte by line', () => {
    const lab = labWith();
    lab.handle('source.breakpoint', { path: 'mod.c', line: 13, on: false });
    command(lab, 'insmod mod');
    const [image] = lab.kernel.core.c.list;
    const address = image.program.objects.find((one) => one.name === 'here')?.address ?? 0;
    const physical = lab.kernel.core.space.translate(address)?.pa ?? 0;
    const writer = lab.handle('journal.writer', { address: physical });
    expect(writer.writer?.detail).toContain('mod.c:18');
    expect(writer.chain.map((one) => one.title).join()).toContain('insmod mod');
  });

  it('replays a saved session with its sources to the same journal', () => {
    const lab = labWith();
    lab.handle('source.breakpoint', { path: 'mod.c', line: 13, on: false });
    command(lab, 'insmod mod');
    lab.handle('source.write', { path: 'mod.c', text: SOURCE.replace('n * 2', 'n * 3') });
    command(lab, 'insmod mod');
    const again = Lab.open(lab.toSession());
    expect(again.replayMatches).toBe(true);
  });
});
