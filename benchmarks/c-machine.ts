/** C on the kernel: a byte-copy loop with all checks beside the same loop from gcc -O0, compiling, stepping, loading. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Lab } from '../core/lab/lab';
import { newSession } from '../core/session/session';
import type { Figure } from './measure';
import { median, milliseconds } from './measure';

const BYTES = 524_288;
/** For either side, so that neither's beginning counts; more would be a soft lockup. */
const ROUNDS = 60;

const LOOP = `
static void copy(char *to, const char *from, unsigned long count)
{
	unsigned long i;
	for (i = 0; i < count; i++)
		to[i] = from[i];
}
`;
const copyModule = (rounds: number): string => `#include <linux/module.h>
#include <linux/slab.h>
${LOOP}
static int __init start(void)
{
	char *from = kzalloc(${BYTES}, GFP_KERNEL), *to = kzalloc(${BYTES}, GFP_KERNEL);
	int round;
	round = 0;
	for (; round < ${rounds}; round++)
		copy(to, from, ${BYTES});
	kfree(from);
	kfree(to);
	return 0;
}
module_init(start);
MODULE_LICENSE("GPL");
`;
const SMALL_MODULE = `#include <linux/module.h>
static int __init start(void) { printk(KERN_INFO "in\\n"); return 0; }
static void __exit stop(void) { printk(KERN_INFO "out\\n"); }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
`;

/** A driver of some four hundred lines: a character device with many similar functions. */
function longDriver(salt: number): string {
  const functions = Array.from({ length: 40 }, (_, i) => `
static int step_${i}(struct state *s, int value)
{
	int sum = ${salt};
	if (value > ${i}) {
		sum += s->table[value & 15];
		s->count++;
	}
	return sum ^ ${i};
}
`);
  return `#include <linux/module.h>\n#include <linux/fs.h>\n#include <linux/miscdevice.h>\n#include <linux/slab.h>\nstruct state { int table[16]; int count; };\n${functions.join('')}
static int __init start(void) { struct state s = { { 1 } }; return ${functions.map((_, i) => `step_${i}(&s, ${i})`).join(' + ')} < 0; }
module_init(start);
MODULE_LICENSE("GPL");
`;
}

function labWith(text: string, journal = true): Lab {
  return Lab.open(newSession({ name: 'bench', files: [{ path: 'bench.c', text }], options: { journal } }));
}

function command(lab: Lab, line: string): void {
  lab.input({ type: 'shell', text: line });
  if (!lab.runToIdle(1e12)) throw new Error(`${line} did not come to its end`);
}

export function cFigures(): Figure[] {
  const figures: Figure[] = [];
  const native = compileNative();
  for (const journal of [true, false]) {
    copyRate(journal, ROUNDS);
    /** In turns, so that both meet the same machine. */
    const pairs = Array.from({ length: 5 }, () => ({ rate: copyRate(journal, ROUNDS), native: native?.rate() ?? NaN }));
    const medianOf = (of: (pair: { rate: number; native: number }) => number): number => median(pairs.map(of).sort((x, y) => x - y));
    figures.push({ name: `C byte-copy loop, journal ${journal ? 'on' : 'off'}`, value: medianOf((one) => one.rate), unit: 'M/s', ...(native === null ? { note: 'gcc is not installed: no baseline' } : { baseline: { name: 'gcc -O0', value: medianOf((one) => one.native) } }) });
    if (native !== null && !journal) figures.push({ name: 'gcc -O0 against the C machine', value: medianOf((one) => one.native / one.rate), unit: 'times', note: `${ROUNDS} rounds each; without a journal, since gcc keeps none` });
  }
  native?.remove();
  const first = Array.from({ length: 5 }, () => copyRate(true, 1)).sort((x, y) => x - y);
  figures.push({ name: 'the first 524,288 passes in a lab, journal on', value: median(first), unit: 'M/s', note: 'translating the loop, and going back to the breakpoint behind it, included' });
  let salt = 0;
  const lab = labWith(SMALL_MODULE);
  const compile = milliseconds(9, () => {
    const { diagnostics } = lab.handle('source.check', { path: 'bench.c', text: longDriver(salt++) });
    if (diagnostics.length > 0) throw new Error(diagnostics[0].message);
  });
  figures.push({ name: 'compile a driver of 400 lines', value: median(compile), unit: 'ms' });
  figures.push(...stepFigures());
  figures.push(...loadFigures());
  return figures;
}

/** Million passes a second of the loop alone, without making the lab, compiling, and clearing memory. */
function copyRate(journal: boolean, rounds: number): number {
  const lab = labWith(copyModule(rounds), journal);
  const lines = lab.handle('source.read', { path: 'bench.c' }).text.split('\n');
  for (const text of ['\tround = 0;', '\tkfree(from);']) lab.handle('source.breakpoint', { path: 'bench.c', line: lines.findIndex((line) => line.startsWith(text)) + 1, on: true });
  lab.handle('shell.run', { text: 'insmod bench' });
  lab.finish(1e12);
  const from = performance.now();
  lab.handle('run.start', {});
  lab.finish(1e12);
  const time = performance.now() - from;
  if (lab.machine.clock.now < 2 * BYTES * rounds || !lab.status().stopped?.includes('bench.c')) throw new Error(`the loop did not come to its end: ${lab.status().stopped} in cycle ${lab.machine.clock.now}`);
  return (BYTES * rounds) / time / 1000;
}

/** The same loop by gcc; null: there is none. */
function compileNative(): { rate(): number; remove(): void } | null {
  if (spawnSync('gcc', ['--version']).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'dma-lab-bench-c-'));
  const source = join(folder, 'copy.c');
  writeFileSync(source, `#include <stdio.h>\n#include <stdlib.h>\n#include <time.h>\n${LOOP}\nint main(void) { char *a = calloc(${BYTES}, 1), *b = calloc(${BYTES}, 1); struct timespec s, e; int i; clock_gettime(CLOCK_MONOTONIC, &s); for (i = 0; i < ${ROUNDS}; i++) copy(b, a, ${BYTES}); clock_gettime(CLOCK_MONOTONIC, &e); printf("%f\\n", ${ROUNDS}.0 * ${BYTES} / ((e.tv_sec - s.tv_sec) * 1e6 + (e.tv_nsec - s.tv_nsec) / 1e3)); return 0; }\n`);
  execFileSync('gcc', ['-O0', '-o', join(folder, 'copy'), source]);
  return {
    rate: () => Number(execFileSync(join(folder, 'copy')).toString()),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Stepping with a long journal behind. */
function stepFigures(): Figure[] {
  const lab = labWith(copyModule(12).replace('kfree(from);', 'round = 1;\n\tround = 2;\n\tround = 3;\n\tround = 4;\n\tround = 5;\n\tround = 6;\n\tkfree(from);'));
  const line = lab.handle('source.read', { path: 'bench.c' }).text.split('\n').indexOf('\tround = 1;') + 1;
  lab.handle('source.breakpoint', { path: 'bench.c', line, on: true });
  lab.handle('shell.run', { text: 'insmod bench' });
  lab.finish(1e12);
  const entries = lab.machine.journal.length;
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const from = performance.now();
    lab.handle('source.step', { how: 'over' });
    lab.finish();
    times.push(performance.now() - from);
  }
  const from = performance.now();
  lab.handle('source.step', { how: 'back' });
  lab.finish();
  return [
    { name: 'step one line of C', value: median(times.sort((a, b) => a - b)), unit: 'ms', note: `${(entries / 1e6).toFixed(1)} M journal entries behind it` },
    { name: 'step one line of C back', value: performance.now() - from, unit: 'ms' },
  ];
}

/** A full garbage collection, so that only what is held counts. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** Loading and unloading again and again: what it leaves in the process. */
function loadFigures(): Figure[] {
  const lab = labWith(SMALL_MODULE, false);
  const cycle = (times: number): void => {
    for (let i = 0; i < times; i++) {
      command(lab, 'insmod bench');
      command(lab, 'rmmod bench');
    }
  };
  cycle(100);
  const free = lab.kernel.core.space.buddy.freePages;
  collect();
  const before = process.memoryUsage().heapUsed;
  const from = performance.now();
  cycle(1000);
  const took = performance.now() - from;
  collect();
  const grown = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  return [
    { name: 'insmod and rmmod of a C module', value: took / 1000, unit: 'ms' },
    { name: 'growth after 1,000 times insmod and rmmod', value: grown, unit: 'MiB', note: `${free - lab.kernel.core.space.buddy.freePages} pages of the board fewer are free; what stays are 2,000 inputs, their lines of log and shell, and snapshots` },
  ];
}
