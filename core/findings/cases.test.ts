import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ZYNQ_CACHES } from '../cache/geometry';
import { TestBench } from '../kernel/test-bench';
import { utf8Bytes } from '../kernel/utf8';
import { CASES, PAIRS_IN } from './cases';
import type { RuleCase } from './cases';
import { RULES } from './rules';

/** What a case needs of headers, by what stands in it. */
const HEADERS: readonly (readonly [RegExp, string])[] = [
  [/kmalloc|kzalloc|kfree/, 'slab'], [/alloc_pages|zeroed_page|free_page/, 'mm'], [/\w+delay|msleep/, 'delay'], [/io(re|un)map|virt_to_phys|iowrite/, 'io'], [/chrdev/, 'fs'], [/MKDEV|dev_t/, 'kdev_t'], [/class_|DEVICE_ATTR/, 'device'], [/file_operations/, 'fs'], [/hrtimer/, 'hrtimer'], [/irq/, 'interrupt'], [/tasklet/, 'interrupt'],
  [/SPINLOCK|_bh\(/, 'spinlock'], [/MUTEX/, 'mutex'], [/work_struct/, 'workqueue'], [/timer/, 'timer'], [/jiffies/, 'jiffies'], [/kthread/, 'kthread'], [/wake_up_process/, 'sched'], [/pdev/, 'platform_device'], [/dma_/, 'dma-mapping'],
];

/** A module whose init does one or the other. */
function source({ globals = '', bad, near, exit = '' }: RuleCase): string {
  const text = `${globals}\nstatic void does_bad(void) { ${bad} }\nstatic void does_near(void) { ${near} }\n`;
  const includes = [...new Set(HEADERS.filter(([needs]) => needs.test(text + exit)).map(([, name]) => name))];
  const device = text.includes('pdev');
  return `#include <linux/module.h>
${includes.map((name) => `#include <linux/${name}.h>\n`).join('')}${device ? 'static struct platform_device *pdev;' : ''}
static int bad;
module_param(bad, int, 0);
${text}
static int __init start(void)
{
	${device ? 'pdev = platform_device_register_simple("cases", -1, NULL, 0);' : ''}
	if (bad) does_bad(); else does_near();
	return 0;
}
static void __exit stop(void)
{
	${exit}
	${device ? 'platform_device_unregister(pdev);' : ''}
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
`;
}

function machine(): TestBench {
  const made = new TestBench('linux-6.1', {}, ZYNQ_CACHES);
  made.dmac.mode = 'no-copy';
  return made;
}

/** Rules that are found while a module comes and goes. */
function found(made: TestBench, bad: 0 | 1, shell = 'true'): string[] {
  const before = made.kernel.findings.length;
  const line = made.kernel.core.terminal.lines.length;
  made.enter(`insmod mod.c bad=${bad}; ${shell}; rmmod mod`);
  made.settle(4_000_000_000);
  const terminal = made.kernel.core.terminal.lines.slice(line).map((one) => one.text).join('\n');
  if (terminal.includes('does not compile')) throw new Error(terminal);
  return [...new Set(made.kernel.findings.slice(before).map((one) => one.rule))];
}

describe('each rule', () => {
  const cases = Object.entries<RuleCase>(CASES);
  let shared = machine();

  it('has code that it finds and code that it does not', () => {
    const elsewhere = PAIRS_IN.map((file) => readFileSync(join(import.meta.dirname, '..', file), 'utf8')).join('\n');
    expect(Object.keys(RULES).filter((id) => !(id in CASES) && !elsewhere.includes(`'${id}'`)), 'add a case, or a pair in one of the tests that cases.ts names').toEqual([]);
  });

  it.each(cases)('%s', (rule, one) => {
    const made = shared;
    made.kernel.core.files.setContent('/root/mod.c', utf8Bytes(source(one)));
    const near = found(made, 0, one.shell?.near);
    const bad = found(made, 1, one.shell?.bad);
    if (one.deadly === true || near.length > 0 || made.kernel.core.modules.list.length > 0) shared = machine();
    expect(near, 'right code').toEqual([]);
    expect(bad, 'bad code').toContain(rule);
  });
});
