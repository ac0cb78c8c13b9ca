import { describe, expect, it } from 'vitest';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import type { ModuleDefinition } from '../modules/module';
import type { Frame, Op, Step } from '../operations';
import { call, next, value } from '../operations';
import { TestBench } from '../test-bench';

type Operation = 'open' | 'read' | 'write' | 'release' | 'llseek' | 'unlocked_ioctl';
type Run = (f: Frame, k: KernelCore) => Op;

/** A misc device with the given operations. */
function miscModule(operations: Partial<Record<Operation, Run[]>>, name = 'demo'): ModuleDefinition<KernelCore> {
  const step = (run: Run): Step<KernelCore> => ({ text: '', run });
  const at = (k: KernelCore, symbol: string): number => k.symbol('demo', symbol);
  return {
    name: 'demo', description: '', init: 'init', exit: 'exit', strings: { s_name: name, s_text: 'hello\n' },
    globals: [
      { name: 'fops', bytes: 0, struct: 'file_operations', initial: [{ at: 'owner', value: '__this_module' }, ...(Object.keys(operations) as Operation[]).map((one) => ({ at: one, value: `demo_${one}` }))] },
      { name: 'misc', bytes: 0, struct: 'miscdevice', initial: [{ at: 'minor', value: 255 }, { at: 'name', value: 's_name' }, { at: 'fops', value: 'fops' }] },
      { name: 'data', bytes: 64 },
    ],
    functions: {
      ...Object.fromEntries(Object.entries(operations).map(([one, runs]) => [`demo_${one}`, runs.map(step)])),
      init: [step((_f, k) => call('misc_register', at(k, 'misc'))), step((f) => value(f.result))],
      exit: [step((_f, k) => call('misc_deregister', at(k, 'misc'))), step(() => value(0))],
    },
  };
}

function load(operations: Partial<Record<Operation, Run[]>>, name?: string): TestBench {
  const bench = new TestBench('linux-4.x', { modules: [miscModule(operations, name)] });
  bench.run('insmod demo');
  return bench;
}

const text = (k: KernelCore): number => k.symbol('demo', 's_text');
const done = (f: Frame): Op => value(f.result);

/** read(): the six bytes once, then the end of the file by *ppos. */
const readOnce: Run[] = [
  (f, k) => (k.memory.word(f.args[3]) > 0 ? value(0) : next()),
  (f, k) => call('copy_to_user', f.args[1], text(k), 6),
  (f, k) => {
    k.memory.setWord(f.args[3], 6);
    return value(f.result === 0 ? 6 : -ERRNO.EFAULT);
  },
];

describe('misc devices', () => {
  it('get minors from 63 downwards, and a node', () => {
    const bench = load({});
    expect(bench.run('ls -l /dev/demo')[0]).toMatch(/ 10, +63 \/dev\/demo$/);
    expect(bench.run('cat /proc/misc')).toEqual([' 63 demo']);
    bench.run('rmmod demo');
    expect(bench.run('ls -l /dev/demo')).toEqual(['ls: /dev/demo: No such file or directory']);
  });

  it('are refused under a name that is taken', () => {
    const bench = load({}, 'null');
    expect(bench.kernel.shell.lines.at(-1)?.text).toBe('insmod: ERROR: could not insert module demo: File exists');
    expect(bench.kernel.core.modules.list).toEqual([]);
  });

  it('open with private_data pointing to the miscdevice', () => {
    let seen = 0;
    let expected = 1;
    const bench = load({
      open: [(f, k) => {
        seen = k.memory.field('file', f.args[1], 'private_data');
        expected = k.symbol('demo', 'misc');
        return value(0);
      }],
    });
    bench.run('cat /dev/demo');
    expect(seen).toBe(expected);
  });
});

describe('file operations', () => {
  it('that are missing give the errors of Linux', () => {
    const bench = load({});
    expect(bench.run('cat /dev/demo')).toEqual(['cat: read error: Invalid argument']);
    expect(bench.run('echo 1 > /dev/demo')).toEqual(['sh: write error: Invalid argument']);
    expect(bench.run('dd if=/dev/demo count=1')[0]).toBe("dd: error reading '/dev/demo': Invalid argument");
    expect(bench.kernel.core.modules.find('demo')?.refs).toBe(0);
  });

  it('read through copy_to_user until the end of the file', () => {
    const bench = load({ read: readOnce });
    expect(bench.run('cat /dev/demo')).toEqual(['hello']);
    expect(bench.run('hexdump -C /dev/demo')).toEqual(['00000000  68 65 6c 6c 6f 0a                                 |hello.|', '00000006']);
  });

  it('write through copy_from_user', () => {
    const bench = load({ write: [(f, k) => call('copy_from_user', k.symbol('demo', 'data'), f.args[1], f.args[2]), (f) => value(f.args[2] - f.result)] });
    expect(bench.run('echo some bytes > /dev/demo')).toEqual([]);
    expect(bench.kernel.core.memory.string(bench.kernel.core.symbol('demo', 'data'))).toBe('some bytes\n');
  });

  it('copy only what a program really has', () => {
    const results: number[] = [];
    const bench = load({
      write: [
        (_f, k) => call('copy_from_user', k.symbol('demo', 'data'), 0x9000, 10),
        (f, k) => {
          results.push(f.result);
          return call('copy_to_user', 0xc0100000, k.symbol('demo', 'data'), 4);
        },
        (f) => {
          results.push(f.result);
          return value(-ERRNO.EFAULT);
        },
      ],
    });
    expect(bench.run('echo 1 > /dev/demo')).toEqual(['sh: write error: Bad address']);
    expect(results).toEqual([10, 4]);
  });

  it('that dereference a user pointer fault, and release is still called', () => {
    const bench = load({ write: [(f) => call('memcpy', f.args[1], f.args[1], 4), done], release: [(_f, k) => call('printk', text(k)), () => value(0)] });
    expect(bench.run('echo 1 > /dev/demo')).toEqual(['Segmentation fault']);
    expect(bench.log.join('\n')).toMatch(/paging request at virtual address 000\d+/);
    expect(bench.log.at(-1)).toBe('hello');
    expect(bench.kernel.core.modules.find('demo')?.refs).toBe(0);
  });

  it('refuse to open: the program says why, and nothing stays open', () => {
    const bench = load({ open: [() => value(-ERRNO.EBUSY)] });
    expect(bench.run('cat /dev/demo')).toEqual(["cat: can't open '/dev/demo': Device or resource busy"]);
    expect(bench.run('echo 1 > /dev/demo')).toEqual(["sh: can't create /dev/demo: Device or resource busy"]);
    expect(bench.kernel.core.files.open).toEqual([]);
    expect(bench.kernel.core.modules.find('demo')?.refs).toBe(0);
  });

  it('seek without llseek in the old way, and by llseek where there is one', () => {
    const plain = load({ read: readOnce });
    expect(plain.run('dd if=/dev/demo bs=6 skip=1 count=1').at(-3)).toBe('0+0 records in');
    const own = load({ llseek: [() => value(-ERRNO.ESPIPE)], read: readOnce });
    expect(own.run('dd if=/dev/demo bs=6 skip=1 count=1')).toEqual(["dd: '/dev/demo': cannot skip: Illegal seek"]);
  });

  it('hold the module while a file is open', () => {
    const bench = load({ read: [() => ({ op: 'wait', queue: 'never', interruptible: true }), () => value(-ERRNO.EINTR)] });
    bench.enter('cat /dev/demo');
    bench.settle();
    expect(bench.kernel.core.modules.find('demo')?.refs).toBe(1);
    bench.kernel.shell.interrupt();
    bench.settle();
    expect(bench.kernel.shell.status).toBe(130);
    expect(bench.run('rmmod demo')).toEqual([]);
    expect(bench.kernel.core.modules.list).toEqual([]);
  });

  it('return an address that is no function: a fault at that address', () => {
    const module = miscModule({ write: [] });
    const bench = new TestBench('linux-4.x', { modules: [{ ...module, globals: module.globals.map((one) => (one.name === 'fops' ? { ...one, initial: [{ at: 'write', value: 0x90 }] } : one)) }] });
    bench.run('insmod demo');
    expect(bench.run('echo 1 > /dev/demo')).toEqual(['Segmentation fault']);
    expect(bench.log.join('\n')).toMatch(/NULL pointer dereference at virtual address 00000090[^]*Oops: 80000005[^]*PC is at 0x00000090/);
  });
});
