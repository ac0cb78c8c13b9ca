import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../c/context';
import { parseUnit } from '../../c/parse';
import { Preprocessor } from '../../c/preprocess';
import { DiagnosticList, SourceFile } from '../../c/source';
import type { TargetName } from '../../c/target';
import { TARGETS } from '../../c/target';
import type { BuildKernel } from '../c/image';
import { compileModule, linkModule } from '../c/image';
import { KERNEL_FUNCTIONS } from '../functions';
import { functionsOf } from '../functions/declare';
import { findProfile, PROFILES } from '../profiles';
import { headerPaths, kernelHeader, outerHeader } from './index';
import { missingFunction, missingHeader } from './missing';
import { standardOf, warningsOf } from './warnings';

const NAMES = PROFILES.map((profile) => profile.name);

function parse(profileName: string, target: TargetName, text: string): { diagnostics: DiagnosticList; context: Context; macros: ReadonlySet<string> } {
  const profile = findProfile(profileName);
  const files = {
    read: (path: string) => {
      const header = path.startsWith('<c>/') ? kernelHeader(path.slice(4), profile) : null;
      return header === null ? null : { text: header, system: true };
    },
  };
  const diagnostics = new DiagnosticList();
  const preprocessor = new Preprocessor({ files, includes: [], defines: ['__KERNEL__=1', 'MODULE=1'] }, diagnostics, TARGETS[target].predefined);
  const tokens = preprocessor.run(new SourceFile('driver.c', text));
  return { diagnostics, context: parseUnit(tokens, TARGETS[target], diagnostics, { firstId: 1, standard: 'gnu11' }).context, macros: new Set(preprocessor.expander.macros.keys()) };
}

const include = (paths: readonly string[]): string => paths.map((path) => `#include <${path}>\n`).join('');

function buildKernel(profileName: string): BuildKernel {
  const profile = findProfile(profileName);
  const functions = [...functionsOf(profile, KERNEL_FUNCTIONS).values()].map(({ signature, header = '' }) => ({ name: signature.name, header, variadic: signature.variadic }));
  return { target: 'arm', standard: standardOf(profile), key: `test ${profileName}`, defines: ['__KERNEL__=1', 'MODULE=1'], header: (path) => kernelHeader(path, profile), outerHeader: (path) => outerHeader(path, profile), warnings: warningsOf(profile), explain: (name, declared) => missingFunction(name, profile, declared), explainHeader: (path) => missingHeader(path, profile), functions };
}

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', `${name}.c`), 'utf8');

/** Compiles and links; the messages. */
function build(profileName: string, text: string): string {
  const kernel = buildKernel(profileName);
  const compiled = compileModule('/root/driver.c', text, kernel, { read: () => null });
  const diagnostics = new DiagnosticList();
  linkModule(compiled, kernel, { dataBase: 0xbf00_0000, textBase: 0xbf01_0000, symbols: { __this_module: 0xbf02_0000 } }, diagnostics);
  return compiled.text + diagnostics.render();
}

describe.each(NAMES)('headers of %s', (name) => {
  const paths = headerPaths(findProfile(name));

  it('compile alone, twice', () => {
    const wrong: string[] = [];
    for (const path of paths) {
      const { diagnostics, context } = parse(name, 'arm', `${include([path, path])}int only;\n`);
      for (const symbol of context.fileScope.names.values()) if (symbol.kind === 'function' && symbol.implicit) wrong.push(`${path} calls ${symbol.name}`);
      if (diagnostics.items.length > 0) wrong.push(`${path}\n${diagnostics.render()}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it.each(['arm', 'i386'] as const)('compile together for %s in either order, and call no function that is not declared', (target) => {
    for (const order of [paths, [...paths].reverse()]) {
      const { diagnostics, context } = parse(name, target, include(order));
      expect(diagnostics.render()).toBe('');
      const implicit = [...context.fileScope.names.values()].filter((symbol) => symbol.kind === 'function' && symbol.implicit).map((symbol) => symbol.name);
      expect(implicit).toEqual([]);
    }
  });

  it('declare every function of the table, unless the row says that they have it themselves', () => {
    const { context, macros } = parse(name, 'arm', include(paths));
    const wrong: string[] = [];
    for (const { signature, header, inHeader } of functionsOf(findProfile(name), KERNEL_FUNCTIONS).values()) {
      const symbol = context.fileScope.names.get(signature.name);
      const own = macros.has(signature.name) || (symbol?.kind === 'function' && symbol.isDefined);
      if (header === undefined) continue;
      if (own !== (inHeader === true)) wrong.push(`${signature.name}: ${own ? 'a macro or C in a header, and the row lacks inHeader' : 'inHeader, but the headers do not have it'}`);
      else if (!own && symbol?.kind !== 'function') wrong.push(`${signature.name}: not declared`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('what drivers find in the headers', () => {
  it.each(['linux-4.x', 'linux-6.1'])('%s builds a character driver without a word', (name) => {
    expect(build(name, fixture('character-driver'))).toBe('');
  });

  it.each(NAMES)('%s builds a client of the dmaengine that calls through the device', (name) => {
    expect(build(name, fixture('dmaengine-client'))).toBe('');
  });

  it.each(['linux-3.0', 'linux-4.x'])('%s builds a client of the i.MX controller that moves memory by cyclic and scatter lists', (name) => {
    expect(build(name, fixture('sdma-client'))).toBe('');
  });

  it('2.6.22 builds a PCI driver that maps by the old names, with an interrupt of its time', () => {
    expect(build('linux-2.6.22', fixture('pci-driver'))).toBe('');
  });

  it.each(NAMES)('%s has macros that can be used, all of them without a word', (name) => {
    expect(build(name, fixture('every-macro'))).toBe('');
  });

  it('leaves well-known objects for the loader', () => {
    const { unit } = compileModule('/root/driver.c', `${fixture('character-driver')}static int speed = 3;\nmodule_param(speed, int, 0644);\nMODULE_PARM_DESC(speed, "how fast");\n`, buildKernel('linux-6.1'), { read: () => null });
    for (const object of ['__dmalab_init', '__dmalab_exit', '__modinfo_license', '__param_speed', '__parm_desc_speed']) expect([...(unit?.exports.keys() ?? [])]).toContain(object);
    expect([...(unit?.exports.keys() ?? [])].filter((name) => name.startsWith('__modinfo_author_'))).toHaveLength(2);
  });

  it('knows the name of the module', () => {
    expect(build('linux-6.1', '#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt\n#include <linux/module.h>\nint hello(void)\n{\n\tpr_info("speed %s\\n", 3);\n\treturn 0;\n}\n')).toMatch(/warning: .*'%s'/);
  });

  it('checks the type of a parameter', () => {
    expect(build('linux-6.1', '#include <linux/module.h>\nstatic long speed;\nmodule_param(speed, int, 0);\n')).toMatch(/incompatible|pointer/);
  });
});

describe('what a version lacks', () => {
  it('is told with the call', () => {
    expect(build('linux-6.6', '#include <linux/device.h>\nstruct class *make(void)\n{\n\treturn class_create(THIS_MODULE, "unit");\n}\n#include <linux/module.h>\n')).toMatch(/THIS_MODULE/);
    expect(build('linux-6.6', '#include <linux/module.h>\n#include <linux/device.h>\nstruct class *make(void)\n{\n\treturn class_create(THIS_MODULE, "unit");\n}\n')).toMatch(
      /error: too many arguments to 'class_create'[^]*note: in Linux 6\.6: struct class \*class_create\(const char \*name\); before 6\.4: struct class \*class_create\(struct module \*owner, const char \*name\)/,
    );
    expect(build('linux-6.1', '#include <linux/timer.h>\nvoid arm(struct timer_list *t)\n{\n\tsetup_timer(t, NULL, 0);\n}\n')).toContain("function 'setup_timer' is not declared; 'int setup_timer()' assumed (not in Linux 6.1; before 4.15: void setup_timer(");
    expect(build('linux-6.6', '#include <linux/dmaengine.h>\nvoid *get(struct device *d)\n{\n\treturn dma_request_slave_channel(d, "rx");\n}\n')).toMatch(/not in Linux 6\.6; from [34]\.\d, gone in 6\.2: .*; use dma_request_chan\)/);
    expect(build('linux-2.6.22', '#include <linux/pci.h>\nint get(struct pci_dev *d)\n{\n\treturn pci_alloc_irq_vectors(d, 1, 1, PCI_IRQ_MSI);\n}\n')).toContain('not in Linux 2.6.22: it came with 4.8');
    for (const [call, whose] of [['request_dma(3, "x")', 'the 8237 of a PC'], ['s3c2410_dma_stop(1)', 'kernels for that board have it']]) expect(build('linux-6.1', `#include <asm/dma.h>\nint get(void)\n{\n\treturn ${call};\n}\n`)).toContain(whose);
    expect(build('linux-6.1', '#include <linux/completion.h>\nvoid again(struct completion *c)\n{\n\tINIT_COMPLETION(*c);\n}\n')).toContain('it went in 3.13; write reinit_completion(&x)');
    expect(build('linux-4.x', '#include <linux/dma-mapping.h>\nint bad(dma_addr_t a)\n{\n\treturn a == DMA_MAPPING_ERROR;\n}\n')).toContain("'DMA_MAPPING_ERROR' is not declared (not in Linux 4.14: it came with 5.0)");
  });

  it('or the header that was not included', () => {
    expect(build('linux-6.1', '#include <linux/types.h>\nvoid *get(void)\n{\n\treturn kmalloc(4, 0);\n}\n')).toContain("(include <linux/slab.h>)");
  });

  it('or went, or came, or is not written like that', () => {
    expect(build('linux-6.1', '#include <asm/system.h>\n')).toContain("'asm/system.h': no such file in the include paths (not in Linux 6.1: it went in 3.4; include <asm/barrier.h>)");
    expect(build('linux-3.0', '#include <linux/sched/signal.h>\n')).toContain('it came with 4.11; include <linux/sched.h>');
    expect(build('linux-3.0', '#include <asm/system.h>\n')).toBe('');
    expect(build('linux-6.1', '#include <linux/dmaengin.h>\n')).toContain('did you mean <linux/dmaengine.h>?');
    expect(build('linux-6.1', '#include <acme/board.h>\n')).toMatch(/no such file in the include paths$/m);
  });

  it('may come by way of another header, as in Linux', () => {
    const source = (header: string): string => `#include <linux/${header}.h>\nstatic DEFINE_SPINLOCK(lock);\nstatic LIST_HEAD(units);\nint count(void)\n{\n\tint n = 0;\n\tstruct list_head *at;\n\n\tspin_lock(&lock);\n\tlist_for_each(at, &units)\n\t\tn++;\n\tspin_unlock(&lock);\n\treturn n;\n}\n`;
    for (const profile of ['linux-2.6.22', 'linux-6.1']) expect(build(profile, source('slab'))).toBe('');
    expect(build('linux-6.1', source('types'))).toContain('DEFINE_SPINLOCK');
  });

  it('is one message for a part that is not here, without what follows from it', () => {
    const said = build('linux-6.1', '#include <linux/usb.h>\n#include <linux/usb/ch9.h>\n#include <linux/hid.h>\nstatic struct usb_driver d = { .name = "x" };\nstatic DEFINE_IDA(ids);\nint probe(struct usb_interface *i)\n{\n\tDECLARE_MUTEX(m);\n\treturn usb_get_dev(i);\n}\n');
    expect(said.match(/error: .*/g)).toEqual([
      "error: 'linux/usb.h': no such file in the include paths (there is no USB on this bench)",
      "error: 'linux/hid.h': no such file in the include paths (there is no input layer on this bench)",
      expect.stringContaining("function 'DECLARE_MUTEX' is not declared; 'int DECLARE_MUTEX()' assumed (not in Linux 6.1: it went in 2.6.37"),
    ]);
  });

  it('is one message for a macro that declares, loops or counts', () => {
    const said = build('linux-6.1', '#include <linux/types.h>\nstatic DEFINE_UNIT(unit);\nint sum(int n)\n{\n\tint i;\n\n\tfor_each_unit(unit, i, n) {\n\t\tif (i)\n\t\t\tcontinue;\n\t\tbreak;\n\t}\n\tswitch (n) {\n\tcase UNIT_A:\n\t\treturn 1;\n\tcase UNIT_B:\n\t\treturn unit;\n\t}\n\treturn 0;\n}\n');
    expect(said.match(/error: .*/g)).toEqual(["error: 'DEFINE_UNIT' is not a type, nor a macro known here", "error: 'for_each_unit' is not a macro known here", "error: 'UNIT_A' is not declared", "error: 'UNIT_B' is not declared"]);
  });

  it('is looked for beside the drivers of the tree', () => {
    expect(build('linux-6.1', '#include "../dmaengine.h"\n#include "../virt-dma.h"\nvoid start(struct virt_dma_chan *c)\n{\n\tdma_cookie_init(&c->chan);\n}\n')).toBe('');
  });

  it('is an error, as in a build of the kernel; so are wrong pointers since 4.6', () => {
    expect(build('linux-2.6.22', '#include <linux/types.h>\nint get(void)\n{\n\treturn kfre(0);\n}\n')).toMatch(/error: function 'kfre' is not declared.*\[-Werror=implicit-function-declaration\]/);
    const operation = '#include <linux/fs.h>\nstatic int get(struct file *f, char *b, int n)\n{\n\treturn 0;\n}\nstruct file_operations unit = { .read = get };\n';
    expect(build('linux-3.0', operation)).toMatch(/warning: .*incompatible-pointer-types/);
    expect(build('linux-6.1', operation)).toMatch(/error: .*-Werror=incompatible-pointer-types/);
  });

  it('has nothing to say of a name that no Linux has', () => {
    expect(missingFunction('ax_dma_go', findProfile('linux-6.1'))).toBeNull();
    expect(missingFunction('kfree', findProfile('linux-6.1'), true)).toBeNull();
  });
});
