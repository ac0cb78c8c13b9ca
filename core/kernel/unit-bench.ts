/** For tests: a module in C around a few lines, loaded and removed. */
import { TestBench } from './test-bench';

const HEAD = '#include <linux/module.h>\n#include <linux/init.h>\n#include <linux/kernel.h>\n';

export interface Unit {
  /** Declarations before the functions. */
  readonly before?: string;
  readonly profile?: string;
  /** Body of the exit function. */
  readonly end?: string;
}

export interface UnitOutcome {
  readonly log: string[];
  readonly rules: string[];
}

/** Loads a module that runs `body` in its init, and removes it. @throws Error with what insmod said. */
export function loadUnit(body: string, { before = '', profile = 'linux-6.1', end = '' }: Unit = {}): UnitOutcome {
  const bench = new TestBench(profile);
  bench.kernel.putFile('unit.c', `${HEAD}${before}\nstatic int __init begin(void)\n{\n${body}\n\treturn 0;\n}\nstatic void __exit end(void)\n{\n${end}\n}\nmodule_init(begin);\nmodule_exit(end);\nMODULE_LICENSE("GPL");\n`);
  const said = bench.run('insmod unit.ko');
  if (said.length > 0) throw new Error(said.join('\n') + bench.log.join('\n'));
  bench.run('rmmod unit');
  return { log: bench.log.filter((line) => !line.includes('taints kernel')), rules: bench.rules() };
}
