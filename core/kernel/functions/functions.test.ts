import { describe, expect, it } from 'vitest';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import type { ModuleDefinition } from '../modules/module';
import type { Op, Step } from '../operations';
import { call, next, value } from '../operations';
import { findProfile, PROFILES } from '../profiles';
import { TestBench } from '../test-bench';
import { functionsOf, parsePrototype, similarNames } from './declare';
import { KERNEL_FUNCTIONS } from './index';

type Call = (k: KernelCore, results: readonly number[], at: (symbol: string) => number) => Op;

const STRINGS = { s_a: 'probe', s_b: 'other', s_fmt: 'n=%d' };

/** Load a module whose init does `calls` one after another. @returns bench and the results, signed. */
function probe(calls: readonly Call[], profile = 'linux-4.x'): { bench: TestBench; results: number[]; at: (symbol: string) => number } {
  const results: number[] = [];
  const holder: { bench?: TestBench } = {};
  const at = (symbol: string): number => (holder.bench as TestBench).kernel.core.symbol('probe', symbol);
  const steps: Step<KernelCore>[] = calls.flatMap((one, i) => [
    { text: `call ${i}`, run: (_f, k) => one(k, results, at) },
    { text: '', run: (f) => (results.push(f.result | 0), next()) },
  ]);
  const module: ModuleDefinition<KernelCore> = {
    name: 'probe', description: '', init: 'init', exit: 'exit', strings: STRINGS, globals: [{ name: 'data', bytes: 256 }, { name: 'more', bytes: 256 }],
    functions: { init: [...steps, { text: '', run: () => value(0) }], exit: [], handler: [{ text: '', run: () => value(1) }] },
  };
  const bench = new TestBench(profile, { modules: [module] });
  holder.bench = bench;
  bench.run('insmod probe');
  return { bench, results, at };
}

describe('table of kernel functions', () => {
  it.each(PROFILES.map((profile) => profile.name))('reads every prototype of %s, each name once', (name) => {
    const functions = functionsOf(findProfile(name), KERNEL_FUNCTIONS);
    expect(functions.size).toBeGreaterThan(60);
    for (const { signature } of functions.values()) {
      const list = [...signature.parameters.map((one) => (one.type.includes('(*') ? one.type.replace('(*', `(*${one.name}`) : `${one.type}${one.type.endsWith('*') ? '' : ' '}${one.name}`)), ...(signature.variadic ? ['...'] : [])];
      const again = `${signature.returns}${signature.returns.endsWith('*') ? '' : ' '}${signature.name}(${list.join(', ') || 'void'})`;
      expect(again).toBe(signature.prototype);
    }
  });

  it('reads a pointer to a function as a parameter', () => {
    const { parameters } = parsePrototype({ prototype: 'void f(int a, void (*done)(void *, int))', immediate: () => 0 });
    expect(parameters).toEqual([{ type: 'int', name: 'a' }, { type: 'void (*)(void *, int)', name: 'done' }]);
  });

  it('has class_create with the arguments of the version', () => {
    const future = { ...findProfile('linux-6.1'), version: [6, 6] as const };
    expect(functionsOf(findProfile('linux-6.1'), KERNEL_FUNCTIONS).get('class_create')?.signature.parameters).toHaveLength(2);
    expect(functionsOf(future, KERNEL_FUNCTIONS).get('class_create')?.signature.parameters).toHaveLength(1);
  });

  it('knows what may be meant', () => {
    const names = functionsOf(findProfile('linux-4.x'), KERNEL_FUNCTIONS).keys();
    expect(similarNames('iowrite_32', names)[0]).toBe('iowrite32');
  });
});

describe('number regions', () => {
  it('are given from 254 downwards, and refused when taken', () => {
    const { bench, results } = probe([
      (_k, _r, at) => call('alloc_chrdev_region', at('data'), 5, 2, at('s_a')),
      (_k, _r, at) => call('register_chrdev_region', (254 << 20) | 6, 1, at('s_b')),
      (_k, _r, at) => call('register_chrdev_region', (254 << 20) | 7, 1, at('s_b')),
      (_k, _r, at) => call('register_chrdev_region', (512 << 20) >>> 0, 1, at('s_b')),
      (_k, _r, at) => call('register_chrdev', 0, at('s_a'), at('data')),
      (_k, _r, at) => call('register_chrdev', 100, at('s_a'), at('data')),
    ]);
    expect(results).toEqual([0, -ERRNO.EBUSY, 0, -ERRNO.EINVAL, 253, 0]);
    expect(bench.kernel.core.memory.word(bench.kernel.core.symbol('probe', 'data'))).toBe(((254 << 20) | 5) >>> 0);
  });

  it('are only given back by an exact match', () => {
    const { bench } = probe([(_k, _r, at) => call('alloc_chrdev_region', at('data'), 0, 2, at('s_a')), () => call('unregister_chrdev_region', 254 << 20, 1)]);
    expect(bench.kernel.core.devices.regions.some((region) => region.major === 254)).toBe(true);
    expect(bench.rules()).toContain('chrdev-region-mismatch');
  });
});

describe('classes and devices', () => {
  it('refuse duplicates', () => {
    const { results } = probe([
      (_k, _r, at) => call('class_create', at('__this_module'), at('s_a')),
      (_k, _r, at) => call('class_create', at('__this_module'), at('s_a')),
      (_k, r, at) => call('device_create', r[0], 0, 254 << 20, 0, at('s_fmt'), 7),
      (_k, r, at) => call('device_create', r[0], 0, 254 << 20, 0, at('s_fmt'), 7),
    ]);
    expect(results[1]).toBe(-ERRNO.EEXIST);
    expect(results[3]).toBe(-ERRNO.EEXIST);
  });

  it('names the node by the format', () => {
    const { bench } = probe([(_k, _r, at) => call('class_create', 0, at('s_a')), (_k, r, at) => call('device_create', r[0], 0, 254 << 20, 0, at('s_fmt'), 7)]);
    expect(bench.run('ls /dev')).toContain('n=7');
  });
});

describe('request_irq', () => {
  const request = (irq: number, flags: number, device: number): Call => (_k, _r, at) => call('request_irq', irq, at('handler'), flags, at('s_a'), device);

  it('answers as Linux', () => {
    const { bench, results } = probe([request(99, 4, 0), request(33, 4, 0), request(33, 4, 0), request(34, 0x84, 0), request(34, 0x84, 1), request(34, 0x84, 2), request(34, 0x81, 3), request(34, 4, 4), () => call('free_irq', 33, 5), () => call('free_irq', 33, 0), (_k, _r, at) => call('request_irq', 35, 0, 0, at('s_a'), 0)]);
    expect(results).toEqual([-22, 0, -16, -22, 0, 0, -16, -16, 0, 0, -22]);
    expect(bench.rules()).toContain('bad-free-irq');
    expect([47, 48, 49].map((id) => bench.gic.isEnabled(id))).toEqual([false, true, false]);
  });

  it('counts disable_irq', () => {
    const { bench } = probe([request(33, 4, 0), () => call('disable_irq', 33), () => call('disable_irq', 33), () => call('enable_irq', 33)]);
    expect(bench.gic.isEnabled(47)).toBe(false);
    expect(bench.kernel.core.irqs.find(33)?.depth).toBe(1);
  });
});

describe('memory', () => {
  it('gives zeroed blocks, and notices a second kfree', () => {
    const { bench, results } = probe([() => call('kzalloc', 100, 0), (_k, r) => call('kfree', r[0]), (_k, r) => call('kfree', r[0]), () => call('kfree', 0), () => call('kmalloc', 8 * 1024 * 1024, 0)]);
    expect(results[0] >>> 0).toBeGreaterThan(0xc0000000);
    expect(bench.rules()).toEqual(['bad-kfree']);
    expect(results[4]).toBe(0);
  });

  it('fills, copies and compares over the bus: bytes to the boundary, bursts, bytes', () => {
    const { bench, results, at } = probe([
      (_k, _r, symbol) => call('memset', symbol('data') + 3, 0x5a, 80),
      (_k, _r, symbol) => call('memcpy', symbol('more') + 3, symbol('data') + 3, 80),
      (_k, _r, symbol) => call('memcmp', symbol('more') + 3, symbol('data') + 3, 80),
      (_k, _r, symbol) => call('memcmp', symbol('more'), symbol('data') + 3, 4),
    ]);
    expect(results[0] >>> 0).toBe(at('data') + 3);
    expect(results.slice(2)).toEqual([0, -0x5a]);
    const base = bench.kernel.core.space.translate(at('data'))?.pa ?? 0;
    const runs = [];
    for (let i = 1; i < bench.journal.length; i++) {
      const entry = bench.journal.entry(i);
      if (entry.kind === 'write' && entry.initiator === 'cpu0' && entry.run?.data[0] === 0x5a && entry.address >= base && entry.address < base + 256) runs.push(entry.run.data.length);
    }
    const head = (32 - ((base + 3) % 32)) % 32;
    expect(runs).toEqual([...new Array<number>(head).fill(1), ...new Array<number>(Math.floor((80 - head) / 32)).fill(32), ...new Array<number>((80 - head) % 32).fill(1)]);
  });

  it('gives coherent memory with a physical address, zeroed, and takes it back', () => {
    const { bench, results } = probe([
      (_k, _r, at) => call('dma_alloc_coherent', 0, 5000, at('data'), 0),
      (k, r, at) => call('dma_free_coherent', 0, 4096, r[0], k.memory.word(at('data'))),
      (_k, r) => call('dma_free_coherent', 0, 5000, r[0], 0),
    ]);
    expect(results[0] >>> 0).toBeGreaterThanOrEqual(0xe0800000);
    expect(bench.rules()).toEqual(['dma-free-differs', 'bad-dma-free']);
    expect(bench.kernel.core.space.list().filter((area) => area.kind === 'coherent')).toEqual([]);
  });
});

describe('ioremap', () => {
  it('maps pages: several registers of one page, and only devices', () => {
    const { bench, results } = probe([() => call('ioremap', 0xf8003d04, 4), () => call('ioremap', 0xf8003d08, 4), (_k, r) => call('iowrite32', 0x1234, r[1] + 4), () => call('ioremap', 0x100000, 4), () => call('iounmap', 0xf8003d04), (_k, r) => call('iounmap', r[0]), (_k, r) => call('iounmap', r[0])]);
    expect(results[0] % 4096).toBe(0xd04 - 4096);
    expect(bench.dmac.state.registers[0xd0c]).toBe(0x1234);
    expect(results[3]).toBe(0);
    expect(bench.kernel.findings.map((finding) => finding.rule)).toEqual(['bad-iounmap', 'bad-iounmap']);
    expect(bench.log.join('\n')).toContain('nonexistent vm area (f8003d04)');
  });

  it.each([
    ['a page that nobody mapped', () => call('ioread32', 0xe0900000), /paging request at virtual address e0900000/],
    ['an unaligned register', (r: readonly number[]) => call('ioread32', r[0] + 2), /alignment exception \(0x001\)/],
    ['a place on the bus where nobody answers', (r: readonly number[]) => call('ioread32', r[1]), /external abort on non-linefetch \(0x1008\)/],
    ['NULL, writing', () => call('iowrite32', 1, 0), /NULL pointer dereference at virtual address 00000000[^]*Oops: 805/],
    ['a user address', () => call('ioread32', 0x20000), /paging request at virtual address 00020000/],
  ] as const)('faults at %s', (_title, access, message) => {
    const { bench } = probe([() => call('ioremap', 0xf8003d00, 4), () => call('ioremap', 0x9000_0000, 4), (_k, r) => access(r)]);
    expect(bench.log.join('\n')).toMatch(message);
    expect(bench.kernel.shell.status).toBe(139);
    expect(bench.kernel.core.modules.find('probe')?.state).toBe('coming');
  });

  it('notices swapped arguments', () => {
    const { bench } = probe([() => call('ioremap', 0xf8003d00, 4), (_k, r) => call('writel', r[0], 1)]);
    expect(bench.rules()).toEqual(['swapped-io-arguments', 'kernel-oops']);
  });
});

describe('completions and time', () => {
  it('waits for the time given, and answers what is left', () => {
    const { bench, results } = probe([
      (_k, _r, at) => call('init_completion', at('data')),
      (_k, _r, at) => call('wait_for_completion_timeout', at('data'), 2),
      (_k, _r, at) => call('complete', at('data')),
      (_k, _r, at) => call('wait_for_completion_timeout', at('data'), 50),
      (_k, _r, at) => call('wait_for_completion_timeout', at('data'), 1),
      (_k, _r, at) => call('complete_all', at('data')),
      (_k, _r, at) => call('wait_for_completion', at('data')),
      (_k, _r, at) => call('wait_for_completion', at('data')),
    ]);
    expect(results[1]).toBe(0);
    expect(results[3]).toBe(50);
    expect(results[4]).toBe(0);
    expect(bench.kernel.core.modules.find('probe')?.state).toBe('live');
    expect(bench.clock.seconds(bench.clock.now)).toBeGreaterThan(0.02);
  });

  it('waits for ever, and says so by being idle with a busy shell', () => {
    const { bench } = probe([(_k, _r, at) => call('wait_for_completion', at('data'))]);
    expect(bench.kernel.busy).toBe(false);
    expect(bench.kernel.shell.busy).toBe(true);
    bench.kernel.shell.interrupt();
    bench.settle();
    expect(bench.kernel.shell.busy).toBe(true);
  });

  it('can be interrupted where the function says so', () => {
    const { bench, results } = probe([(_k, _r, at) => call('wait_for_completion_interruptible', at('data'))]);
    bench.kernel.shell.interrupt();
    bench.settle();
    expect(results).toEqual([-ERRNO.ERESTARTSYS]);
    expect(bench.kernel.shell.busy).toBe(false);
    expect(bench.kernel.shell.status).toBe(130);
  });

  it('sleeps at least as long as asked', () => {
    const { bench } = probe([() => call('msleep', 20), () => call('udelay', 100)]);
    expect(bench.clock.seconds(bench.clock.now)).toBeGreaterThan(0.0201);
    expect(bench.clock.seconds(bench.clock.now)).toBeLessThan(0.05);
  });
});

describe('calls in an interrupt', () => {
  it('reports a function that may sleep', () => {
    const handler: Step<KernelCore>[] = [{ text: 'kfree', run: () => call('iounmap', 0) }, { text: '', run: (_f, k) => (k.hardware.gic.setLevel(47, false, 0), value(1)) }];
    const module: ModuleDefinition<KernelCore> = {
      name: 'sleepy', description: '', init: 'init', exit: 'exit', strings: STRINGS, globals: [],
      functions: { init: [{ text: '', run: (_f, k) => call('request_irq', 33, k.symbol('sleepy', 'handler'), 4, k.symbol('sleepy', 's_a'), 0) }, { text: '', run: () => value(0) }], exit: [], handler },
    };
    const bench = new TestBench('linux-4.x', { modules: [module] });
    bench.run('insmod sleepy');
    bench.gic.setLevel(47, true, 0);
    bench.settle();
    expect(bench.log.join('\n')).toContain('BUG: sleeping function called from invalid context: iounmap');
    expect(bench.rules()).toContain('sleep-in-interrupt');
  });

  it('panics when the handler is gone with its module', () => {
    const module: ModuleDefinition<KernelCore> = {
      name: 'careless', description: '', init: 'init', exit: 'exit', strings: STRINGS, globals: [],
      functions: { init: [{ text: '', run: (_f, k) => call('request_irq', 33, k.symbol('careless', 'handler'), 4, k.symbol('careless', 's_a'), 0) }, { text: '', run: () => value(0) }], exit: [{ text: '', run: () => value(0) }], handler: [] },
    };
    const bench = new TestBench('linux-4.x', { modules: [module] });
    bench.run('insmod careless; rmmod careless');
    expect(bench.rules()).toEqual(['module-leaks']);
    bench.gic.setLevel(47, true, 0);
    bench.clock.run(bench.clock.now + 100_000);
    expect(bench.log.join('\n')).toMatch(/Unable to handle kernel paging request at virtual address bf[0-9a-f]{6}[^]*Kernel panic - not syncing: Fatal exception in interrupt/);
    expect(bench.kernel.busy).toBe(false);
    expect(bench.run('true')).toEqual([]);
    expect(bench.kernel.shell.lines.at(-1)).toMatchObject({ kind: 'error', text: expect.stringContaining('panicked') as unknown });
  });
});
