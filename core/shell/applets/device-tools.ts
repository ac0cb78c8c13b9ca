/** ioctl, mmap, poll, sigio: the file operations that no common tool reaches. */
import { absolutePath, O } from '../../kernel/chardev/files';
import { POLL } from '../../kernel/chardev/polling';
import { argv, buffer, die, exit, failed, next, num, open, parseNumber, put, self, step, syscall, words } from '../program';
import type { Applet } from '../program';

const MOST_BUFFER = 4096;
const hex = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;

/** A negative number is given as such: -1. */
function signedNumber(text: string): number | undefined {
  const value = parseNumber(text.replace(/^-/, ''));
  return value === undefined ? undefined : text.startsWith('-') ? -value >>> 0 : value;
}

const ioctl: Applet = {
  name: 'ioctl',
  usage: 'ioctl [-b BYTES] FILE COMMAND [WORD...]',
  about: 'call ioctl with a number, or with a buffer of words',
  steps: [
    step('', (f) => {
      const args = [...argv(f)];
      const bytes = args[0] === '-b' ? parseNumber(args[1] ?? '') : 0;
      if (args[0] === '-b') args.splice(0, 2);
      const [path = '', ...numbers] = args;
      const values = numbers.map(signedNumber);
      if (bytes === undefined || bytes > MOST_BUFFER || values.length === 0 || values.includes(undefined) || (bytes === 0 && values.length > 2)) return die(`usage: ${ioctl.usage}`);
      Object.assign(f.locals, { bytes, values, path });
      return open(path, O.RDWR);
    }),
    step('', (f, k) => {
      if (failed(f)) return die(`ioctl: can't open '${f.locals.path as string}': ${words(f)}`);
      const [command, ...rest] = f.locals.values as number[];
      const bytes = num(f, 'bytes');
      if (bytes === 0) return syscall('ioctl', f.result, command, rest[0] ?? 0);
      const at = buffer(f, k, bytes);
      k.memory.writeUser(self(k), at, Uint8Array.from({ length: bytes }, (_, i) => (rest[i >> 2] ?? 0) >>> (8 * (i & 3))));
      return syscall('ioctl', f.result, command, at);
    }),
    step('', (f, k) => {
      if (failed(f)) return die(`ioctl: ${words(f)}`);
      const bytes = num(f, 'bytes');
      if (bytes === 0) return put(1, `${f.result | 0}\n`);
      const data = k.memory.readUser(self(k), num(f, 'buffer'), bytes);
      const shown = Array.from({ length: Math.ceil(bytes / 4) }, (_, i) => hex([0, 1, 2, 3].reduce((sum, j) => sum + (data[4 * i + j] ?? 0) * 256 ** j, 0)));
      return put(1, `${f.result | 0}: ${shown.join(' ')}\n`);
    }),
    step('', () => exit(0)),
  ],
};

const mknod: Applet = {
  name: 'mknod',
  usage: 'mknod [-m MODE] FILE c MAJOR MINOR',
  about: 'make a file for a character device',
  steps: [
    step('', (f) => {
      const args = [...argv(f)];
      if (args[0] === '-m') args.splice(0, 2);
      const [path = '', type, ...numbers] = args;
      const [major, minor] = numbers.map(parseNumber);
      if (path === '' || type !== 'c' || numbers.length !== 2 || major === undefined || minor === undefined) return die(`usage: ${mknod.usage}`);
      f.locals.path = absolutePath(path);
      return { op: 'syscall', name: 'mknod', args: [major, minor], locals: { path: absolutePath(path) } };
    }),
    step('', (f) => (failed(f) ? die(`mknod: ${f.locals.path as string}: ${words(f)}`) : exit(0))),
  ],
};

const mmap: Applet = {
  name: 'mmap',
  usage: 'mmap FILE BYTES [OFFSET [VALUE]]',
  about: 'map a device file; read or write a word of it',
  steps: [
    step('', (f) => {
      const [path = '', ...numbers] = argv(f);
      const [bytes, offset = 0, word] = numbers.map(parseNumber);
      if (bytes === undefined || numbers.length > 3 || numbers.some((text) => parseNumber(text) === undefined) || offset % 4 !== 0) return die(`usage: ${mmap.usage}`);
      Object.assign(f.locals, { path, bytes, offset, word: word ?? -1 });
      return open(path, O.RDWR);
    }),
    step('', (f) => (failed(f) ? die(`mmap: can't open '${f.locals.path as string}': ${words(f)}`) : syscall('mmap', f.result, 0, num(f, 'bytes'), 3))),
    step('access', (f) => {
      if (failed(f)) return die(`mmap: ${words(f)}`);
      f.locals.at = f.result;
      const address = f.result + num(f, 'offset');
      return num(f, 'word') < 0 ? { op: 'load', address, bytes: 4, user: true } : { op: 'store', address, bytes: 4, value: num(f, 'word'), user: true };
    }),
    step('', (f) => (num(f, 'word') < 0 ? put(1, `${hex(f.result)}\n`) : next())),
    step('', (f) => syscall('munmap', num(f, 'at'), num(f, 'bytes'))),
    step('', (f) => (failed(f) ? die(`mmap: munmap: ${words(f)}`) : exit(0))),
  ],
};

const EVENTS = { in: POLL.IN, out: POLL.OUT, pri: POLL.PRI } as const;
const EVENT_WORDS: readonly (readonly [number, string])[] = [[POLL.IN, 'in'], [POLL.PRI, 'pri'], [POLL.OUT, 'out'], [POLL.ERR, 'error'], [POLL.HUP, 'hangup'], [POLL.NVAL, 'invalid']];

const poll: Applet = {
  name: 'poll',
  usage: 'poll FILE [in|out|pri [MILLISECONDS]]',
  about: 'wait until a file is ready',
  steps: [
    step('', (f) => {
      const [path = '', event = 'in', limit] = argv(f);
      const milliseconds = limit === undefined ? 0xffff_ffff : parseNumber(limit);
      if (path === '' || !Object.hasOwn(EVENTS, event) || milliseconds === undefined) return die(`usage: ${poll.usage}`);
      Object.assign(f.locals, { path, events: EVENTS[event as keyof typeof EVENTS], milliseconds });
      return open(path, O.RDONLY | O.NONBLOCK);
    }),
    step('', (f) => (failed(f) ? die(`poll: can't open '${f.locals.path as string}': ${words(f)}`) : syscall('poll', f.result, num(f, 'events'), num(f, 'milliseconds')))),
    step('', (f) => {
      if (failed(f)) return die(`poll: ${words(f)}`);
      f.locals.status = f.result === 0 ? 1 : 0;
      return put(1, f.result === 0 ? 'timeout\n' : `${EVENT_WORDS.filter(([bit]) => (f.result & bit) !== 0).map(([, word]) => word).join(' ')}\n`);
    }),
    step('', (f) => exit(num(f, 'status'))),
  ],
};

const FASYNC = 0o20000;

const sigio: Applet = {
  name: 'sigio',
  usage: 'sigio FILE',
  about: 'ask a driver for SIGIO, and wait to be ended by it',
  steps: [
    step('', (f) => open(argv(f)[0] ?? '', O.RDONLY)),
    step('', (f) => (failed(f) ? die(`sigio: can't open '${argv(f)[0] ?? ''}': ${words(f)}`) : syscall('fcntl', f.result, 4, FASYNC))),
    step('', (f) => (failed(f) ? die(`sigio: ${words(f)}`) : syscall('nanosleep', 0x7fff_ffff))),
    step('', () => exit(0)),
  ],
};

export const DEVICE_TOOLS: readonly Applet[] = [ioctl, mknod, mmap, poll, sigio];
