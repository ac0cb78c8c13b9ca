import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TestBench } from '../kernel/test-bench';
import { canonicalDump } from './applets/hexdump';
import { parseLine } from './parse';
import { parseNumber, parseSize } from './program';

const session = (...lines: string[]): string[] => {
  const bench = new TestBench();
  return lines.map((line) => bench.run(line)).at(-1) as string[];
};

describe('parsing', () => {
  const argvs = (line: string): unknown => {
    const parsed = parseLine(line, 5);
    return 'error' in parsed ? parsed.error : parsed.commands.map((one) => [...one.argv, ...(one.redirect === null ? [] : [one.append ? '>>' : '>', one.redirect])]);
  };

  it.each([
    ['echo a  b', [['echo', 'a', 'b']]],
    ['echo "a  b" \'c "d\' e\\ f', [['echo', 'a  b', 'c "d', 'e f']]],
    ['echo a>/dev/x', [['echo', 'a', '>', '/dev/x']]],
    ['echo a >> x; cat x', [['echo', 'a', '>>', 'x'], ['cat', 'x']]],
    ['true # not this; false', [['true']]],
    ['echo a#b', [['echo', 'a#b']]],
    ['echo $? "$?" \'$?\'', [['echo', '5', '5', '$?']]],
    ['echo ""', [['echo', '']]],
    ['true;', [['true']]],
    ['', []],
    ['   # only a comment', []],
    ['; true', 'syntax error: unexpected ";"'],
    ['true &&', 'syntax error: unexpected "newline"'],
    ['echo "a', 'syntax error: unterminated quoted string'],
    ['echo a >', 'syntax error: a file name is missing behind >'],
    ['a | b', [['a', '>', '/tmp/.pipe0'], ['b']]],
    ['a < b 2>&1', [['a']]],
    ['a 2> b', [['a']]],
    ['a2>b', [['a2', '>', 'b']]],
    ['(a)', 'this small shell has no subshells ("(")'],
    ['a & b', [['a'], ['b']]],
    ['a &', [['a']]],
    ['& a', 'syntax error: unexpected "&"'],
    ['a <', 'syntax error: a file name is missing behind <'],
    ['a |', 'syntax error: unexpected "newline"'],
  ] as [string, unknown][])('%s', (line, expected) => expect(argvs(line)).toEqual(expected));

  it('reads numbers and sizes', () => {
    expect(['0x10', '010', '16', '4294967295', '4294967296', 'x', '0x', ''].map(parseNumber)).toEqual([16, 8, 16, 0xffffffff, undefined, undefined, undefined, undefined]);
    expect(['4k', '1M', '2b', '0x10', '5G', 'k'].map(parseSize)).toEqual([4096, 1048576, 1024, 16, undefined, undefined]);
  });
});

describe('shell', () => {
  it('shows commands and their output in order', () => {
    const bench = new TestBench();
    bench.run('echo hello; nothing-like-this; echo $?');
    expect(bench.kernel.shell.lines).toEqual([
      { kind: 'command', text: 'echo hello; nothing-like-this; echo $?' },
      { kind: 'output', text: 'hello' },
      { kind: 'error', text: 'sh: nothing-like-this: not found' },
      { kind: 'output', text: '0' },
    ]);
  });

  it('goes on while programs run in the background, and waits for them when told', () => {
    const bench = new TestBench();
    expect(bench.run('sleep 0.02 & cat /nothing & echo now; wait; echo later; ps')).toEqual(["cat: can't open '/nothing': No such file or directory", 'now', 'later', '  PID S COMMAND', expect.stringMatching(/S sh$/), expect.stringMatching(/Z sleep$/), expect.stringMatching(/Z cat$/), expect.stringMatching(/R ps$/), '[1]+  Done                       sleep 0.02', '[2]+  Done(1)                    cat /nothing']);
    expect(bench.kernel.core.cpu.tasks.map((task) => task.name)).toEqual(['sh']);
    expect(bench.clock.seconds(bench.clock.now)).toBeGreaterThan(0.02);
  });

  it('takes ^C while it waits; the background goes on', () => {
    const bench = new TestBench();
    bench.enter('sleep 1 & wait; echo never');
    bench.clock.run(1_000_000);
    expect(bench.kernel.shell.busy).toBe(true);
    bench.kernel.shell.interrupt();
    bench.clock.run(2_000_000);
    expect(bench.kernel.shell.busy).toBe(false);
    expect(bench.kernel.shell.lines.map((line) => line.text)).toEqual(['sleep 1 & wait; echo never', '^C']);
    expect(bench.kernel.core.cpu.tasks.map((task) => task.name)).toEqual(['sh', 'sleep']);
  });

  it('joins commands by && and ||', () => {
    expect(session('true && echo yes; false && echo no; false || echo other; true || echo never')).toEqual(['yes', 'other']);
  });

  it('takes lines while it works, one after another', () => {
    const bench = new TestBench();
    bench.enter('sleep 0.001');
    bench.enter('echo later');
    expect(bench.kernel.shell.lines.map((line) => line.text)).toEqual(['sleep 0.001']);
    bench.settle();
    expect(bench.kernel.shell.lines.map((line) => line.text)).toEqual(['sleep 0.001', 'echo later', 'later']);
  });

  it('sleeps in simulated time', () => {
    const bench = new TestBench();
    bench.run('sleep 0.05');
    expect(bench.clock.seconds(bench.clock.now)).toBeGreaterThan(0.05);
    expect(bench.clock.seconds(bench.clock.now)).toBeLessThan(0.051);
  });

  it('stops the program in the foreground, and the rest of the line', () => {
    const bench = new TestBench();
    bench.enter('sleep 100; echo never');
    bench.clock.run(100_000);
    bench.kernel.shell.interrupt();
    bench.settle();
    expect(bench.kernel.shell.lines.map((line) => line.text)).toEqual(['sleep 100; echo never', '^C']);
    expect(bench.kernel.shell.status).toBe(130);
  });

  it('stops a program that never sleeps', () => {
    const bench = new TestBench();
    bench.enter('cat /dev/zero > /dev/null');
    expect(bench.clock.run(1_000_000)).toBe('limit');
    bench.kernel.shell.interrupt();
    bench.settle();
    expect(bench.kernel.shell.busy).toBe(false);
  });

  it('gives memory back when a program ends', () => {
    const bench = new TestBench();
    bench.run('cat /proc/meminfo; echo a > /tmp/a');
    const free = bench.kernel.core.space.buddy.freePages;
    bench.run('cat /proc/meminfo; dd if=/dev/zero of=/tmp/a bs=64k count=2; hexdump -C /tmp/a');
    expect(bench.kernel.core.space.buddy.freePages).toBe(free);
    expect(bench.kernel.core.files.open).toEqual([]);
    expect(bench.kernel.core.cpu.tasks.map((task) => task.name)).toEqual(['sh']);
  });
});

describe('programs', () => {
  it.each([
    [['cat /dev/x'], ["cat: can't open '/dev/x': No such file or directory"]],
    [['cat /dev'], ["cat: can't open '/dev': Is a directory"]],
    [['echo 1 > /proc/version'], ["sh: can't create /proc/version: Permission denied"]],
    [['echo 1 > /nowhere/x'], ["sh: can't create /nowhere/x: No such file or directory"]],
    [['echo one > /tmp/f', 'echo two >> /tmp/f', 'cat /tmp/f'], ['one', 'two']],
    [['echo one > /tmp/f', 'echo two > /tmp/f', 'cat /tmp/f /tmp/f'], ['two', 'two']],
    [['echo -n a; echo -e "b\\tc"'], ['ab\tc']],
    [['echo über 中 > /tmp/f', 'cat /tmp/f'], ['über 中']],
    [['insmod nothing.ko'], ['insmod: ERROR: could not load module nothing.ko: No such file or directory']],
    [['rmmod nothing'], ['rmmod: ERROR: Module nothing is not currently loaded']],
    [['insmod /root/ax_dma.ko', 'insmod /root/ax_dma.ko'], ['insmod: ERROR: could not insert module /root/ax_dma.ko: File exists']],
    [['lsmod'], ['Module                  Size  Used by']],
    [['devmem'], ['usage: devmem ADDRESS [WIDTH [VALUE]]   WIDTH: 8, 16 or 32']],
    [['devmem 0xF800012C'], ['0x01FFCCCD']],
    [['devmem 0xF8003E00 32 0x12345678', 'devmem 0xF8003E00'], ['0x12345678']],
    [['devmem 0x2000000 8 0xAB', 'devmem 0x2000000 16'], ['0x00AB']],
    [['devmem 0xF8003E01'], ['Bus error']],
    [['devmem 0x90000000'], ['Bus error']],
    [['devmem 0xF8003E00 64'], ['usage: devmem ADDRESS [WIDTH [VALUE]]   WIDTH: 8, 16 or 32']],
    [['ls /'], ['dev', 'proc', 'root', 'tmp']],
    [['ls /root'], ['ax_dma.ko', 'ax_dma_noend.ko', 'pl330.ko']],
    [['ls /none'], ['ls: /none: No such file or directory']],
    [['kill 77'], ["kill: can't kill pid 77: No such process"]],
    [['uname -r'], ['4.14.0-xilinx']],
    [['sleep x'], ["sleep: invalid number 'x'"]],
    [['dd if=/none'], ["dd: failed to open '/none': No such file or directory"]],
    [['dd nonsense'], ["dd: unrecognized operand 'nonsense'"]],
    [['dd if=/dev/zero bs=0'], ["dd: invalid number: '0'"]],
    [['cat /proc/iomem'], ['00000000-1fffffff : System RAM', 'f8003000-f8003fff : dmac@f8003000']],
    [['dmesg -x'], ["dmesg: invalid option '-x'", 'usage: dmesg [-c]']],
  ] as [string[], string[]][])('%s', (lines, expected) => expect(session(...lines)).toEqual(expected));

  it('dd copies, skips and seeks', () => {
    expect(session('echo -n abcdefgh > /tmp/a', 'dd if=/tmp/a of=/tmp/b bs=2 skip=1 seek=1 count=2; cat /tmp/b').slice(-1)).toEqual(['\0\0cdef']);
    const output = session('dd if=/dev/zero of=/tmp/a bs=1k count=3');
    expect(output.slice(0, 2)).toEqual(['3+0 records in', '3+0 records out']);
    expect(output[2]).toMatch(/^3072 bytes \(3.1 kB, 3.0 KiB\) copied, /);
  });

  it('dmesg -c shows the log once; the log itself stays', () => {
    const bench = new TestBench();
    bench.run('insmod ax_dma');
    expect(bench.run('dmesg -c')[1]).toMatch(/^\[ {4}0\.\d{6}\] dma_init\r$/);
    expect(bench.run('dmesg')).toEqual([]);
    expect(bench.log).toHaveLength(2);
  });

  it('help lists every program and module', () => {
    const text = session('help').join('\n');
    for (const name of ['insmod', 'rmmod', 'echo', 'dd', 'hexdump', 'dmesg', 'devmem', 'ls', 'sleep', 'kill', 'ax_dma_noend']) expect(text).toContain(name);
  });

  it('a word to /dev with no driver behind it makes a file, and is noticed', () => {
    const bench = new TestBench();
    bench.run('echo 1 > /dev/ax_dma');
    expect(bench.rules()).toEqual(['file-in-dev']);
  });

  it('devmem reads through the bus as the CPU', () => {
    const bench = new TestBench();
    const before = bench.journal.length;
    bench.run('devmem 0xF800012C');
    const reads = [];
    for (let i = before; i < bench.journal.length; i++) if (bench.journal.entry(i).kind === 'read') reads.push(bench.journal.entry(i));
    expect(reads).toHaveLength(1);
    expect(reads[0]).toMatchObject({ initiator: 'cpu0', address: 0xf800012c, value: 0x01ffcccd });
  });
});

describe('any input', () => {
  const word = fc.oneof(
    fc.constantFrom('insmod', 'rmmod', 'echo', 'cat', 'dd', 'hexdump', 'dmesg', 'devmem', 'ls', 'sleep', 'kill', 'help', 'ps', 'ax_dma', 'ax_dma_noend', '/dev/ax_dma', '/dev/zero', '/dev/mem', '/proc/devices', '/tmp/a', 'count=2', 'if=/dev/zero', 'of=/tmp/a', 'skip=1', '-C', '-n', '-l', '20', '0.001', '0xF8003000', '0xFFFFFFFF', '32', '>', '>>', ';', '&&', '#'),
    fc.string({ maxLength: 6 }),
  );

  it('gets an answer or can be stopped, and never breaks the shell', () => {
    fc.assert(
      fc.property(fc.array(fc.array(word, { maxLength: 6 }), { minLength: 1, maxLength: 4 }), (lines) => {
        const bench = new TestBench();
        for (const line of lines) {
          bench.enter(line.join(' '));
          if (bench.clock.run(bench.clock.now + 600_000) !== 'idle') bench.kernel.shell.interrupt();
          bench.clock.run(bench.clock.now + 100_000);
        }
        expect(bench.kernel.shell.busy).toBe(false);
        expect(bench.run('echo alive').at(-1)).toBe('alive');
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('hexdump', () => {
  it('prints rows, an asterisk for repeated ones, and the end', () => {
    const bytes = [...new Array<number>(48).fill(0), 0x41, 0x7f];
    expect(canonicalDump(bytes, 0).split('\n')).toEqual([
      '00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|',
      '*',
      '00000030  41 7f                                             |A.|',
      '00000032',
      '',
    ]);
    expect(canonicalDump([], 0)).toBe('');
  });
});
