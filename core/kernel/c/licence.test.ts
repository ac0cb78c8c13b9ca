/** What modpost and the kernel make of a module's licence. */
import { describe, expect, it } from 'vitest';
import { TestBench } from '../test-bench';

const SOURCE = '#include <linux/module.h>\n#include <linux/device.h>\nstatic struct class *one;\nstatic int __init begin(void)\n{\n\tone = class_create(THIS_MODULE, "one");\n\treturn 0;\n}\nstatic void __exit end(void)\n{\n\tclass_destroy(one);\n}\nmodule_init(begin);\nmodule_exit(end);\n';

function load(profile: string, licence: string, source = SOURCE): { said: string[]; log: string[] } {
  const bench = new TestBench(profile);
  bench.kernel.putFile('unit.c', source + licence);
  return { said: bench.run('insmod unit.ko'), log: bench.log.filter((line) => line.startsWith('unit: ') || line.startsWith('Disabling')) };
}

describe('the licence of a module', () => {
  it('is wanted by modpost since 5.11', () => {
    expect(load('linux-6.1', '').said).toEqual(['ERROR: modpost: missing MODULE_LICENSE() in unit.o', 'insmod: ERROR: unit does not compile: nothing was loaded']);
  });

  it('taints when it is missing, and keeps symbols for the GPL away', () => {
    const { said, log } = load('linux-4.x', '');
    expect(said).toEqual(['WARNING: modpost: missing MODULE_LICENSE() in unit.o', 'insmod: ERROR: could not insert module unit.ko: Unknown symbol in module']);
    expect(log).toEqual(['unit: loading out-of-tree module taints kernel.', "unit: module license 'unspecified' taints kernel.", 'Disabling lock debugging due to kernel taint', 'unit: Unknown symbol class_create (err 0)']);
  });

  it('may be another one, whatever unused functions of the headers call', () => {
    const { said, log } = load('linux-6.1', 'MODULE_LICENSE("Proprietary");\n', '#include <linux/module.h>\n#include <linux/platform_device.h>\n#include <linux/regmap.h>\nstatic int __init begin(void)\n{\n\tpr_info("here\\n");\n\treturn 0;\n}\nmodule_init(begin);\n');
    expect(said).toEqual([]);
    expect(log).toContain("unit: module license 'Proprietary' taints kernel.");
  });

  it('is checked by modpost where it is another one', () => {
    expect(load('linux-6.1', 'MODULE_LICENSE("Proprietary");\n').said[0]).toBe("ERROR: modpost: GPL-incompatible module unit.ko uses GPL-only symbol 'class_create'");
    const harmless = load('linux-6.1', 'MODULE_LICENSE("Proprietary");\n', '#include <linux/module.h>\n');
    expect(harmless.said).toEqual([]);
    expect(harmless.log).toContain("unit: module license 'Proprietary' taints kernel.");
  });

  it('may be any that goes with the GPL', () => {
    for (const name of ['GPL', 'GPL v2', 'Dual BSD/GPL']) expect(load('linux-6.1', `MODULE_LICENSE("${name}");\n`)).toEqual({ said: [], log: ['unit: loading out-of-tree module taints kernel.'] });
  });

  it('counts for what other modules export', () => {
    const bench = new TestBench('linux-6.1');
    bench.kernel.putFile('gives.c', '#include <linux/module.h>\nint given(void)\n{\n\treturn 4;\n}\nEXPORT_SYMBOL_GPL(given);\nMODULE_LICENSE("GPL");\n');
    bench.kernel.putFile('takes.c', '#include <linux/module.h>\nextern int given(void);\nstatic int __init begin(void)\n{\n\treturn given() - 4;\n}\nmodule_init(begin);\nMODULE_LICENSE("Proprietary");\n');
    expect(bench.run('insmod gives.ko')).toEqual([]);
    expect(bench.run('insmod takes.ko')[0]).toBe("ERROR: modpost: GPL-incompatible module takes.ko uses GPL-only symbol 'given'");
  });
});
