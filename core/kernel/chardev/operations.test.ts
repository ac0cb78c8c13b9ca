import { describe, expect, it } from 'vitest';
import { ERRNO } from '../errno';
import type { DriverView, Statement } from '../driver-bench';
import { DriverBench, does, notes, returns } from '../driver-bench';
import { call } from '../operations';

const field = (struct: 'miscdevice' | 'file_operations' | 'vm_operations_struct', at: (symbol: string) => number, k: DriverView['k'], symbol: string, values: Record<string, number>): void => {
  for (const [name, value] of Object.entries(values)) k.memory.setField(struct, at(symbol), name as never, value);
};

/** A misc device /dev/driver with the functions named `op_...` as its operations. */
function withOperations(functions: Record<string, readonly Statement[]>, profile = 'linux-4.x', init: readonly Statement[] = []): DriverBench {
  const operations = Object.keys(functions).filter((name) => name.startsWith('op_'));
  return new DriverBench({
    globals: [{ name: 'misc', bytes: 128 }, { name: 'fops', bytes: 256 }, { name: 'vm_ops', bytes: 64 }, { name: 'data', bytes: 256 }, { name: 'queue', bytes: 64 }],
    functions: {
      ...functions,
      init: [
        ({ k, at }) => {
          field('file_operations', at, k, 'fops', { owner: at('__this_module'), ...Object.fromEntries(operations.map((name) => [name.slice(3), at(name)])) });
          field('miscdevice', at, k, 'misc', { minor: 255, name: at('s_name'), fops: at('fops') });
          return undefined;
        },
        ...init, does('misc_register', 'misc'), returns(0),
      ],
      exit: [does('misc_deregister', 'misc'), returns(0)],
    },
  }, profile);
}

describe('ioctl', () => {
  const command = ({ frame }: DriverView): number => frame.args[1];
  const op_unlocked_ioctl: Statement[] = [
    (d) => (command(d) === 1 ? { op: 'return', value: d.frame.args[2] + 1 } : undefined),
    (d) => (command(d) === 2 ? call('copy_from_user', d.at('data'), d.frame.args[2], 8) : { op: 'return', value: -ERRNO.ENOTTY }),
    ({ k, at }) => void k.memory.setWord(at('data') + 4, k.memory.word(at('data')) * 2),
    ({ frame, at }) => call('copy_to_user', frame.args[2], at('data'), 8),
    ({ result }) => ({ op: 'return', value: result === 0 ? 0 : -ERRNO.EFAULT }),
  ];

  it('takes numbers and buffers, and says what it does not know', () => {
    const { bench } = withOperations({ op_unlocked_ioctl });
    expect(bench.run('ioctl /dev/driver 1 41')).toEqual(['42']);
    expect(bench.run('ioctl -b 8 /dev/driver 2 0x21')).toEqual(['0: 0x00000021 0x00000042']);
    expect(bench.run('ioctl /dev/driver 2 0x10')).toEqual(['ioctl: Bad address']);
    expect(bench.run('ioctl /dev/driver 3')).toEqual(['ioctl: Inappropriate ioctl for device']);
    expect(bench.run('ioctl /dev/driver')).toEqual(['usage: ioctl [-b BYTES] FILE COMMAND [WORD...]']);
  });

  it('is not there without the operation', () => {
    expect(withOperations({}).bench.run('ioctl /dev/driver 1')).toEqual(['ioctl: Inappropriate ioctl for device']);
  });
});

describe('mmap', () => {
  /** Coherent memory of two pages, mapped whole; close is told. */
  const op_mmap: Statement[] = [
    ({ k, at, frame }) => {
      k.memory.setField('vm_area_struct', frame.args[1], 'vm_ops', at('vm_ops'));
      const start = k.memory.field('vm_area_struct', frame.args[1], 'vm_start');
      return call('remap_pfn_range', frame.args[1], start, k.memory.word(at('data')) / 4096, k.memory.field('vm_area_struct', frame.args[1], 'vm_end') - start, 4);
    },
    ({ result }) => ({ op: 'return', value: result }),
  ];
  const init: Statement[] = [
    ({ k, at }) => void k.memory.setField('vm_operations_struct', at('vm_ops'), 'close', at('close')),
    ({ at }) => call('dma_alloc_coherent', 0, 8192, at('data'), 0),
    ({ k, at, result }) => {
      k.memory.setWord(at('data') + 4, result);
      k.memory.setWord(result + 4100, 0xcafe_0001);
      return undefined;
    },
  ];
  const close: Statement[] = [notes('close'), returns(0)];

  it('gives a program the pages of the driver', () => {
    const driver = withOperations({ op_mmap, close }, 'linux-4.x', init);
    expect(driver.bench.run('mmap /dev/driver 8192 4100')).toEqual(['0xcafe0001']);
    expect(driver.bench.run('mmap /dev/driver 8192 8 0x1234')).toEqual([]);
    expect(driver.core.memory.word(driver.core.memory.word(driver.at('data') + 4) + 8)).toBe(0x1234);
    expect(driver.notes).toEqual(['close', 'close']);
    expect(driver.core.userRanges.list).toEqual([]);
    expect(driver.core.modules.find('driver')?.refs).toBe(0);
  });

  it('ends with the program, whatever ends it', () => {
    const driver = withOperations({ op_mmap, close, op_release: [notes('release'), returns(0)] }, 'linux-4.x', init);
    expect(driver.bench.run('mmap /dev/driver 4096 8192')).toEqual(['Segmentation fault']);
    expect(driver.notes).toEqual(['close', 'release']);
  });

  it('is refused without the operation, for no bytes, and by the driver', () => {
    expect(withOperations({}).bench.run('mmap /dev/driver 4096')).toEqual(['mmap: No such device']);
    const driver = withOperations({ op_mmap: [returns(-ERRNO.EPERM)] });
    expect(driver.bench.run('mmap /dev/driver 4096')).toEqual(['mmap: Operation not permitted']);
    expect(driver.bench.run('mmap /dev/driver 0')).toEqual(['mmap: Invalid argument']);
    expect(driver.core.userRanges.list).toEqual([]);
  });

  it('beyond the range is reported', () => {
    const driver = withOperations({ op_mmap: [({ k, frame }) => call('remap_pfn_range', frame.args[1], k.memory.field('vm_area_struct', frame.args[1], 'vm_start'), 0x2000, 8192, 0), ({ result }) => ({ op: 'return', value: result })] });
    expect(driver.bench.run('mmap /dev/driver 4096')).toEqual(['mmap: Invalid argument']);
    expect(driver.bench.rules()).toEqual(['mmap-outside-range']);
  });

  it.each(['linux-4.x', 'linux-6.1'])('asks the fault handler for pages that are not there, on %s', (profile) => {
    const driver = withOperations({
      op_mmap: [({ k, at, frame }) => void k.memory.setField('vm_area_struct', frame.args[1], 'vm_ops', at('vm_ops')), returns(0)],
      fault: [
        ({ k, frame, note }) => note(`fault at page ${k.memory.field('vm_fault', frame.args[0], 'pgoff')}`),
        ({ k, at, frame }) => {
          const vma = k.memory.field('vm_fault', frame.args[0], 'vma');
          return call('vm_insert_pfn', vma, k.memory.field('vm_fault', frame.args[0], 'address'), k.memory.word(at('data')) / 4096 + k.memory.field('vm_fault', frame.args[0], 'pgoff'));
        },
        ({ k, frame }) => ({ op: 'return', value: k.memory.field('vm_fault', frame.args[0], 'pgoff') > 1 ? 2 : 0x100 }),
      ],
    }, profile, [({ k, at }) => void k.memory.setField('vm_operations_struct', at('vm_ops'), 'fault', at('fault')), () => call('kzalloc', 8192, 0), ({ k, at, result }) => {
      k.memory.setWord(at('data'), k.space.toPhysical(result));
      k.memory.setWord(result + 4100, 0xbeef);
      return undefined;
    }]);
    expect(driver.bench.run('mmap /dev/driver 16384 4100')).toEqual(['0x0000beef']);
    expect(driver.bench.run('mmap /dev/driver 16384 8 7')).toEqual([]);
    expect(driver.bench.run('mmap /dev/driver 16384 8192')).toEqual(['Bus error']);
    expect(driver.notes).toEqual(['fault at page 1', 'fault at page 0', 'fault at page 2']);
  });
});

describe('poll', () => {
  /** Readable when the first word of data is not 0. */
  const op_poll: Statement[] = [({ frame, at }) => call('poll_wait', frame.args[0], at('queue'), frame.args[1]), ({ k, at }) => ({ op: 'return', value: k.memory.word(at('data')) === 0 ? 0 : 0x41 })];
  const tick: Statement[] = [({ k, at }) => void k.memory.setWord(at('data'), 1), ({ at }) => call('__wake_up', at('queue'), 3, 1, 0), returns(0)];
  const arm: Statement[] = [({ at }) => call('setup_timer', at('data') + 64, at('tick'), 0), ({ k, at }) => call('mod_timer', at('data') + 64, (k.jiffies + 5) >>> 0)];

  it('waits until the driver wakes its queue', () => {
    const driver = withOperations({ op_poll, tick, op_open: [...arm, returns(0)] });
    const before = driver.core.jiffies;
    expect(driver.bench.run('poll /dev/driver in 1000')).toEqual(['in']);
    expect([5, 6]).toContain(driver.core.jiffies - before);
  });

  it('gives up after its time, or when nobody would wake it', () => {
    const driver = withOperations({ op_poll });
    expect(driver.bench.run('poll /dev/driver in 10')).toEqual(['timeout']);
    const silent = withOperations({ op_poll: [returns(0)] });
    expect(silent.bench.run('poll /dev/driver in 10')).toEqual(['timeout']);
    expect([driver.bench.rules(), silent.bench.rules()]).toEqual([[], ['poll-without-wait']]);
  });

  it('is always ready without the operation', () => {
    expect(withOperations({}).bench.run('poll /dev/driver out')).toEqual(['out']);
  });
});

describe('asynchronous notice', () => {
  it('ends the program that asked for it, and is taken back with the file', () => {
    const driver = withOperations({
      op_fasync: [notes(({ frame }) => `fasync ${frame.args[2]}`), ({ frame, at }) => call('fasync_helper', frame.args[0], frame.args[1], frame.args[2], at('data')), ({ result }) => ({ op: 'return', value: (result | 0) < 0 ? result : 0 })],
      op_open: [({ at }) => call('setup_timer', at('data') + 64, at('tick'), 0), ({ k, at }) => call('mod_timer', at('data') + 64, (k.jiffies + 3) >>> 0), returns(0)],
      tick: [({ at }) => call('kill_fasync', at('data'), 29, 1), returns(0)],
    });
    expect(driver.bench.run('sigio /dev/driver')).toEqual(['I/O possible']);
    expect(driver.notes).toEqual(['fasync 1', 'fasync 0']);
    expect(driver.core.memory.word(driver.at('data'))).toBe(0);
  });
});

describe('files', () => {
  it('are flushed, then released', () => {
    const driver = withOperations({ op_flush: [notes('flush'), returns(0)], op_release: [notes('release'), returns(0)], op_read: [returns(0)] });
    driver.bench.run('cat /dev/driver');
    expect(driver.notes).toEqual(['flush', 'release']);
  });

  it('say that they were opened without waiting', () => {
    const driver = withOperations({ op_read: [({ k, frame }) => ({ op: 'return', value: (k.memory.field('file', frame.args[0], 'f_flags') & 0o4000) !== 0 ? -ERRNO.EAGAIN : 0 })] });
    expect(driver.bench.run('dd if=/dev/driver iflag=nonblock count=1')[0]).toBe("dd: error reading '/dev/driver': Resource temporarily unavailable");
    expect(driver.bench.run('dd if=/dev/driver count=1')[0]).toBe('0+0 records in');
  });

  it('seek within a fixed size', () => {
    const seek: Statement[] = [({ frame }) => call('fixed_size_llseek', ...frame.args, 100, 0), ({ result }) => ({ op: 'return', value: result })];
    const driver = withOperations({ op_llseek: seek, op_read: [({ k, frame, note }) => note(k.memory.word(frame.args[3])), returns(0)] });
    driver.bench.run('dd if=/dev/driver bs=10 skip=7 count=1');
    expect(driver.notes).toEqual([70]);
    expect(driver.bench.run('dd if=/dev/driver bs=10 skip=11 count=1')).toEqual(["dd: '/dev/driver': cannot skip: Invalid argument"]);
  });

  it('without llseek cannot be sought in when they say so', () => {
    const driver = withOperations({ op_llseek: [({ frame }) => call('no_llseek', ...frame.args), ({ result }) => ({ op: 'return', value: result })], op_read: [returns(0)] });
    expect(driver.bench.run('dd if=/dev/driver bs=10 skip=1 count=1')).toEqual(["dd: '/dev/driver': cannot skip: Illegal seek"]);
  });
});
