import { describe, expect, it } from 'vitest';
import type { Statement } from '../driver-bench';
import { DriverBench, does, notes, notesResult, returns } from '../driver-bench';

const strings = { s_hello: 'Hello, World', s_world: 'World', s_hex: '0x1F\n', s_minus: '-42', s_bad: '12x', s_big: '4294967296', s_scan: 'len=0x20 name abc 7', s_format: 'len=%i name %s %u', s_pad: '  a b \n', s_print: '%s=%d', s_list: 'a,b', s_comma: ',', s_file: 'ax.c', s_prefix: 'buf: ', s_level: '\u00016', s_on: 'on\n', s_on2: 'on' };

function run(...statements: Statement[]): DriverBench {
  return new DriverBench({ strings, functions: { init: [...statements, returns(0)], action: [notes(({ frame }) => `action ${frame.args[0]}`), returns(0)] } });
}

const text = (symbol = 'data'): Statement => notes(({ k, at }) => k.memory.string(at(symbol)));
const signedWord = (symbol = 'data'): Statement => notes(({ k, at }) => k.memory.word(at(symbol)) | 0);

describe('strings', () => {
  it('are copied, cut and compared', () => {
    const driver = run(
      does('strlen', 's_hello'), notesResult, does('strcpy', 'data', 's_hello'), text(), does('strscpy', 'data', 's_hello', 6), notesResult, text(), does('strlcpy', 'data', 's_hello', 6), notesResult,
      does('strcat', 'data', 's_world'), text(), does('strcmp', 's_hello', 's_world'), notes(({ result }) => Math.sign(result | 0)), does('strncmp', 's_hello', 'data', 5), notesResult, does('sysfs_streq', 's_on', 's_on2'), notesResult,
    );
    expect(driver.notes).toEqual([12, 'Hello, World', -7, 'Hello', 12, 'HelloWorld', -1, 0, 1]);
  });

  it('fill up with zeroes in strncpy', () => {
    const driver = run(does('memset', 'data', 0xff, 16), does('strncpy', 'data', 's_world', 8), notes(({ k, at }) => [...k.memory.bytes(at('data'), 9)].join(' ')));
    expect(driver.notes).toEqual(['87 111 114 108 100 0 0 0 255']);
  });

  it('are searched and taken apart', () => {
    const offset = (symbol: string): Statement => notes(({ at, result }) => (result === 0 ? -1 : result - at(symbol)));
    const driver = run(
      does('strchr', 's_hello', 111), offset('s_hello'), does('strrchr', 's_hello', 111), offset('s_hello'), does('strstr', 's_hello', 's_world'), offset('s_hello'), does('strstr', 's_world', 's_hello'), offset('s_world'), does('memchr', 's_hello', 87, 5), offset('s_hello'),
      does('strcpy', 'data', 's_pad'), does('strim', 'data'), notes(({ k, result }) => k.memory.string(result)), ({ k, at }) => void k.memory.setWord(at('more'), at('s_list')), does('strsep', 'more', 's_comma'), notes(({ k, result }) => k.memory.string(result)), notes(({ k, at }) => k.memory.string(k.memory.word(at('more')))),
    );
    expect(driver.notes).toEqual([4, 8, 7, -1, -1, 'a b', 'a', 'b']);
  });

  it('are printed with their limits', () => {
    const driver = run(does('snprintf', 'data', 8, 's_print', 's_world', -5), notesResult, text(), does('scnprintf', 'data', 8, 's_print', 's_world', -5), notesResult, does('sprintf', 'data', 's_print', 's_world', 7), text(), does('kasprintf', 0, 's_print', 's_world', 9), notes(({ k, result }) => `${k.memory.string(result)} ${k.slab.sizeOf(result) ?? 0}`));
    expect(driver.notes).toEqual([8, 'World=-', 7, 'World=7', 'World=9 8']);
  });

  it('that are NULL fault', () => {
    const driver = run(does('strlen', 0));
    expect(driver.bench.log.join('\n')).toMatch(/NULL pointer dereference at virtual address 00000000/);
  });
});

describe('memmove', () => {
  it('copies overlapping ranges in both directions', () => {
    const fill: Statement = ({ k, at }) => void k.memory.write(at('data'), Uint8Array.from({ length: 100 }, (_, i) => i));
    const driver = run(fill, ({ at }) => ({ op: 'call', name: 'memmove', args: [at('data') + 7, at('data'), 90] }), notes(({ k, at }) => [...k.memory.bytes(at('data'), 97)].every((byte, i) => byte === (i < 7 ? i : i - 7)) ? 'up' : 'no'), fill, ({ at }) => ({ op: 'call', name: 'memmove', args: [at('data'), at('data') + 7, 90] }), notes(({ k, at }) => [...k.memory.bytes(at('data'), 90)].every((byte, i) => byte === i + 7) ? 'down' : 'no'));
    expect(driver.notes).toEqual(['up', 'down']);
  });
});

describe('numbers', () => {
  it('are read whole, in range, or not at all', () => {
    const driver = run(
      does('kstrtouint', 's_hex', 0, 'data'), notesResult, signedWord(), does('kstrtoint', 's_minus', 10, 'data'), notesResult, signedWord(), does('kstrtouint', 's_minus', 10, 'data'), notesResult, does('kstrtoint', 's_bad', 0, 'data'), notesResult,
      does('kstrtouint', 's_big', 0, 'data'), notesResult, does('kstrtoull', 's_big', 0, 'data'), notes(({ k, at }) => k.memory.word(at('data') + 4)), does('kstrtobool', 's_on', 'data'), notes(({ k, at }) => k.memory.byte(at('data'))), does('kstrtou8', 's_big', 0, 'data'), notesResult,
    );
    expect(driver.notes).toEqual([0, 31, 0, -42, -22, -22, -34, 1, 1, -34]);
  });

  it('are scanned', () => {
    const driver = run(({ at }) => ({ op: 'call', name: 'sscanf', args: [at('s_scan'), at('s_format'), at('data'), at('more'), at('data') + 4] }), notesResult, signedWord(), text('more'), notes(({ k, at }) => k.memory.word(at('data') + 4)), does('simple_strtoul', 's_bad', 'data', 0), notesResult, notes(({ k, at }) => k.memory.word(at('data')) - at('s_bad')));
    expect(driver.notes).toEqual([3, 32, 'abc', 7, 12, 2]);
  });
});

describe('time', () => {
  it('goes on with the clock', () => {
    const driver = run(({ frame, k }) => void (frame.locals.t = k.hardware.clock.now), does('usleep_range', 250, 300), ({ frame, k, note }) => note(Math.round(((k.hardware.clock.now - (frame.locals.t as number)) / k.hardware.clock.hertz) * 1e5)), does('ktime_get_ns'), notes(({ k, result }) => Math.abs(result - (k.hardware.clock.now / k.hardware.clock.hertz) * 1e9) < 1000 ? 'now' : result));
    expect(driver.notes).toEqual([25, 'now']);
  });

  it('gives the same random numbers in each run', () => {
    const draw = (): (string | number)[] => run(does('get_random_int'), notesResult, does('get_random_int'), notesResult).notes;
    expect(draw()).toEqual(draw());
    expect(new Set(draw()).size).toBe(2);
  });
});

describe('messages', () => {
  const device: Statement[] = [does('class_create', '__this_module', 's_world'), ({ result, at }) => ({ op: 'call', name: 'device_create', args: [result, 0, 0, 0, at('s_on2')] }), ({ frame, result }) => void (frame.locals.device = result)];
  const withDevice = (name: string, ...args: (string | number)[]): Statement => ({ frame, at }) => ({ op: 'call', name, args: [frame.locals.device as number, ...args.map((arg) => (typeof arg === 'string' ? at(arg) : arg))] });

  it('about a device name it and its class', () => {
    const driver = run(...device, withDevice('_dev_err', 's_print', 's_world', 5), does('_dev_info', 0, 's_world'), withDevice('dev_name'), notes(({ k, result }) => k.memory.string(result)));
    expect(driver.bench.kernel.log.slice(-2).map(({ level, text: line }) => [level, line])).toEqual([[3, 'World on: World=5'], [6, '(NULL device *): World']]);
    expect(driver.notes).toEqual(['on']);
  });

  it('warn with their place, and stop at a bug', () => {
    const driver = run(does('warn_slowpath_fmt', 's_file', 12, 9, 's_print', 's_world', 1), notes('goes on'), does('__bug', 's_file', 13), notes('never'));
    expect(driver.notes).toEqual(['goes on']);
    expect(driver.bench.rules()).toEqual(['driver-warns', 'kernel-oops']);
    expect(driver.bench.log.join('\n')).toMatch(/WARNING: CPU: 0 PID: \d+ at ax.c:12\nWorld=1[^]*kernel BUG at ax.c:13![^]*Internal error: Oops - BUG: 0 \[#1\]/);
  });

  it('dump memory', () => {
    const driver = run(({ k, at }) => void k.memory.write(at('data'), Uint8Array.from({ length: 20 }, (_, i) => 0x3e + i)), does('print_hex_dump', 's_level', 's_prefix', 2, 16, 1, 'data', 20, 1), does('print_hex_dump', 's_level', 's_prefix', 0, 16, 4, 'data', 8, 0));
    expect(driver.bench.log.slice(-3)).toEqual(['buf: 00000000: 3e 3f 40 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d  >?@ABCDEFGHIJKLM', 'buf: 00000010: 4e 4f 50 51                                      NOPQ', 'buf: 41403f3e 45444342']);
  });
});

describe('memory', () => {
  it('grows by krealloc, and comes in arrays and caches', () => {
    const driver = run(
      does('kstrdup', 's_hello', 0), ({ result }) => ({ op: 'call', name: 'krealloc', args: [result, 100, 0] }), notes(({ k, result }) => `${k.memory.string(result)} ${k.slab.sizeOf(result) ?? 0}`), does('kmalloc_array', 0x10000, 0x10000, 0), notesResult,
      does('kmem_cache_create', 's_world', 48, 0, 0, 0), ({ frame, result }) => void (frame.locals.cache = result), ({ frame }) => ({ op: 'call', name: 'kmem_cache_zalloc', args: [frame.locals.cache as number, 0] }), notes(({ k, result }) => k.slab.sizeOf(result) ?? 0), ({ frame, result }) => ({ op: 'call', name: 'kmem_cache_free', args: [frame.locals.cache as number, result] }),
      ({ frame }) => ({ op: 'call', name: 'kmem_cache_destroy', args: [frame.locals.cache as number] }), notes(({ k }) => k.slab.ownedBy('driver')),
    );
    expect(driver.notes).toEqual(['Hello, World 100', 0, 48, 1]);
  });
});

describe('managed resources', () => {
  it('go in reverse order when they are released, and one by one before', () => {
    const driver = run(
      does('devm_kzalloc', 'data', 64, 0), ({ frame, result }) => void (frame.locals.first = result), does('devm_add_action', 'data', 'action', 1), does('devm_kzalloc', 'data', 32, 0), does('devm_add_action', 'data', 'action', 2), does('devm_add_action', 'more', 'action', 3),
      ({ frame, at }) => ({ op: 'call', name: 'devm_kfree', args: [at('data'), frame.locals.first as number] }), notes(({ k }) => k.slab.ownedBy('driver')), does('devm_kfree', 'data', 'more'), does('devres_release_all', 'data'), notes(({ k }) => k.slab.ownedBy('driver')), notes(({ k }) => k.managed.list.length),
    );
    expect(driver.notes).toEqual([1, 'action 2', 'action 1', 0, 1]);
    expect(driver.bench.rules()[0]).toBe('devm-foreign');
  });
});
