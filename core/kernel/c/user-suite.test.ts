/**
 * Programs of the C suite, compiled and run in the simulated system, behind caches and with loops translated at once: each
 * must come to the output and status that the suite holds for it. A share of them, and not those whose outcome is another
 * on ARM (plain char is unsigned, 64-bit values are aligned) or in this system; `.arm.out` holds what ARM prints.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AT_ONCE } from '../../c/hot-loops';
import { ZYNQ_CACHES } from '../../cache/geometry';
import { TestBench } from '../test-bench';
import { utf8Bytes } from '../utf8';

const suite = new URL('../../../examples/c-suite/', import.meta.url);
const OTHERWISE_ON_ARM = ['bitfield-layout', 'bitfield-mixed-image', 'fn-argument-narrowing', 'int-char-literals', 'int-char-signedness', 'll-parameters', 'struct-layout', 'vla-in-loop', 'ub-misaligned'];
/** Library functions are known to the linker here; the file has another name; there is no budget of instructions. */
const OTHERWISE_HERE = ['err-library-function-undeclared', 'pp-line-file-counter', 'ub-endless-loop'];
const EVERY = 7;
const all = readdirSync(suite);
const names = all.filter((name) => name.endsWith('.c') && ![...OTHERWISE_ON_ARM, ...OTHERWISE_HERE].includes(name.slice(0, -2)));
const chosen = names.filter((name, i) => i % EVERY === 0 || /deep-recursion|uninitialised|^float-(nan|to-int)/.test(name));

describe('programs of the C suite in the simulated system', () => {
  it.each(chosen)('%s', (name) => {
    const text = readFileSync(new URL(name, suite), 'utf8');
    const wanted = Number(/^\/\/ exit: (\d+)$/m.exec(text)?.[1] ?? 0);
    const bench = new TestBench('linux-4.x', {}, ZYNQ_CACHES);
    bench.kernel.core.c.built = ({ interpreter }) => void (interpreter.loops.warmth = AT_ONCE);
    bench.kernel.core.files.setContent('/root/app.c', utf8Bytes(text));
    bench.run('cc -o app app.c');
    if (bench.kernel.shell.status === 0) bench.run('./app', 100_000_000);
    const output = bench.kernel.shell.lines.filter((line) => line.kind === 'output').map((line) => line.text);
    expect(output.join('\n')).toBe(readFileSync(new URL(name.replace(/c$/, all.includes(name.replace(/c$/, 'arm.out')) ? 'arm.out' : 'out'), suite), 'utf8').replace(/\n$/, ''));
    expect(bench.kernel.shell.status).toBe(wanted);
  });
});
