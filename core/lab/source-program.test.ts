/** Programs in C in the lab: stopping in them, looking at their memory, checking their sources. */
import { describe, expect, it } from 'vitest';
import { newSession } from '../session/session';
import { Lab } from './lab';

const SOURCE = `#include <stdio.h>
#include <stdlib.h>
struct point { int x, y; };
static int total = 5;
static int add(struct point *p, int n)
{
	int before = total;
	total += n + p->x;
	return before;
}
int main(int argc, char **argv)
{
	struct point *p = malloc(sizeof *p);
	char word[8] = "hello";
	p->x = 7;
	p->y = -1;
	printf("%s %d\\n", word, add(p, argc));
	return total;
}
`;

function stoppedLab(): Lab {
  const lab = Lab.open(newSession({ name: 'c', files: [{ path: 'app.c', text: SOURCE }] }));
  lab.handle('source.breakpoint', { path: 'app.c', line: 8, on: true });
  lab.handle('shell.run', { text: 'gcc -o app ./app.c; ./app one' });
  lab.finish();
  return lab;
}

describe('a program in the lab', () => {
  it('stops at a line, shows its calls and variables, and goes on', () => {
    const lab = stoppedLab();
    expect(lab.status().stopped).toBe('breakpoint at app.c:8');
    const { current, contexts } = lab.handle('source.state', {});
    expect(current).toMatchObject({ path: 'app.c', line: 8 });
    const calls = contexts.flatMap((context) => context.calls).filter((call) => call.thread === current?.thread);
    expect(calls.map(({ name, module, line }) => [name, module, line]).slice(0, 2)).toEqual([['add', calls[0].module, 8], ['main', calls[0].module, 17]]);
    expect(calls[0].module).toMatch(/^app\[\d+\]$/);
    const thread = current?.thread ?? 0;
    const inner = lab.handle('source.variables', { thread, level: 0 });
    expect(inner.locals.map(({ name, value }) => [name, value])).toEqual(expect.arrayContaining([['n', '2'], ['before', '5']]));
    expect(inner.globals.map(({ name, value }) => [name, value])).toEqual([['total', '5']]);
    expect(inner.globals[0].physical).not.toBeNull();
    expect(lab.handle('source.evaluate', { thread, level: 0, expression: 'p->x' })?.variable.value).toBe('7');
    expect(lab.handle('source.variables', { thread, level: 1 }).locals.find(({ name }) => name === 'word')?.value).toBe('"hello"');
    lab.handle('source.step', { how: 'out' });
    lab.finish();
    expect(lab.handle('source.state', {}).current).toMatchObject({ path: 'app.c', line: 18 });
    lab.handle('source.step', { how: 'back' });
    lab.finish();
    expect(lab.handle('source.state', {}).current?.line).toBe(17);
    lab.handle('source.breakpoint', { path: 'app.c', line: 8, on: false });
    lab.handle('run.start', {});
    lab.finish();
    expect(lab.kernel.shell.status).toBe(14);
  });

  it('has the lines where breakpoints can be, and tells when the file is newer', () => {
    const lab = stoppedLab();
    expect(lab.handle('source.read', { path: 'app.c' }).executable).toEqual([7, 8, 9, 10, 13, 14, 15, 16, 17, 18, 19]);
    expect(lab.handle('source.read', { path: 'app.c' }).differs).toBe(false);
    lab.kernel.putFile('app.c', `${SOURCE}\n`);
    expect(lab.handle('source.read', { path: 'app.c' }).differs).toBe(true);
    expect(lab.handle('source.read', { path: '<unistd.h>' }).text).toContain('usleep');
  });

  it('is checked as a program, not as a driver', () => {
    const lab = stoppedLab();
    expect(lab.handle('source.check', { path: 'app.c', text: SOURCE }).diagnostics).toEqual([]);
    const wrong = lab.handle('source.check', { path: 'app.c', text: SOURCE.replace('= -1', '= none') }).diagnostics;
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toMatchObject({ path: 'app.c', line: 16, severity: 'error' });
  });

  it('is left for its driver by a step into a call, and the way back passes the driver over', () => {
    const DRIVER = `#include <linux/module.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
static ssize_t nod_write(struct file *file, const char __user *from, size_t count, loff_t *at)
{
	pr_info("nod\\n");
	return count;
}
static const struct file_operations fops = { .owner = THIS_MODULE, .write = nod_write };
static struct miscdevice nod = { .minor = MISC_DYNAMIC_MINOR, .name = "nod", .fops = &fops };
module_misc_device(nod);
MODULE_LICENSE("GPL");
`;
    const app = '#include <fcntl.h>\n#include <unistd.h>\nint main(void)\n{\n\tint n, fd = open("/dev/nod", O_WRONLY);\n\tn = write(fd, "x", 1);\n\treturn n;\n}\n';
    const lab = Lab.open(newSession({ name: 'c', files: [{ path: 'nod.c', text: DRIVER }, { path: 'go.c', text: app }], sourceBreakpoints: [{ path: 'go.c', line: 6 }] }));
    lab.handle('shell.run', { text: 'insmod nod.ko && cc -o go go.c && ./go' });
    lab.finish();
    const step = (how: 'into' | 'over' | 'out' | 'back'): string => {
      lab.handle('source.step', { how });
      lab.finish();
      const { current } = lab.handle('source.state', {});
      return `${current?.path}:${current?.line}`;
    };
    expect(['into', 'over', 'back', 'back', 'over', 'back'].map((how) => step(how as 'into'))).toEqual(['nod.c:6', 'nod.c:7', 'nod.c:6', 'go.c:6', 'go.c:7', 'go.c:6']);
  });
});
