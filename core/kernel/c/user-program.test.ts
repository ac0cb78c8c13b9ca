/** Programs in C, as their author compiles and runs them. */
import { describe, expect, it } from 'vitest';
import { TestBench } from '../test-bench';
import { utf8Bytes } from '../utf8';

function bench(source: string, name = 'app'): TestBench {
  const made = new TestBench('linux-4.x');
  made.kernel.core.files.setContent(`/root/${name}.c`, utf8Bytes(source));
  return made;
}

/** Compile and run; what it printed. */
function run(source: string, args = ''): { made: TestBench; lines: string[]; status: number } {
  const made = bench(source);
  expect(made.run('cc -Wall -o app app.c')).toEqual([]);
  const lines = made.run(`./app ${args}`, 400_000_000);
  return { made, lines, status: made.kernel.shell.status };
}

describe('a program in C', () => {
  it('gets its arguments, prints, and ends with a status', () => {
    const { lines, status } = run('#include <stdio.h>\nint main(int argc, char **argv) { int i; for (i = 1; i < argc; i++) printf("%d: %s\\n", i, argv[i]); return argc; }', 'one "and two"');
    expect(lines).toEqual(['1: one', '2: and two']);
    expect(status).toBe(3);
  });
});
