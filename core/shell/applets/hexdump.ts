/** hexdump -C: canonical hexadecimal and ASCII; repeated lines become one asterisk. Not modelled: other formats. */
import { O } from '../../kernel/chardev/files';
import type { Frame } from '../../kernel/operations';
import { argv, buffer, die, exit, failed, jump, next, num, open, parseSize, put, step, str, syscall, words } from '../program';
import type { Applet } from '../program';

const CHUNK = 4096;
/** More is refused: it would be minutes of output. */
const MOST = 256 * 1024;

function readOptions(f: Frame): string | undefined {
  Object.assign(f.locals, { path: '', length: MOST, skip: 0, limited: false });
  const args = [...argv(f)];
  while (args.length > 0) {
    const arg = args.shift() as string;
    const option = /^-([ns])(.*)$/.exec(arg);
    if (arg === '-C') continue;
    if (option !== null) {
      const text = option[2] === '' ? (args.shift() ?? '') : option[2];
      const size = parseSize(text);
      if (size === undefined) return `hexdump: invalid number '${text}'`;
      if (option[1] === 's') f.locals.skip = size;
      else Object.assign(f.locals, { length: Math.min(size, MOST), limited: size <= MOST });
    } else if (arg.startsWith('-')) return `hexdump: unrecognized option '${arg}'\nusage: hexdump -C [-n LENGTH] [-s OFFSET] FILE`;
    else f.locals.path = arg;
  }
  return f.locals.path === '' ? 'usage: hexdump -C [-n LENGTH] [-s OFFSET] FILE' : undefined;
}

export function canonicalDump(bytes: readonly number[], offset: number): string {
  const at = (position: number): string => position.toString(16).padStart(8, '0');
  let out = '';
  let before = '';
  let starred = false;
  for (let i = 0; i < bytes.length; i += 16) {
    const row = bytes.slice(i, i + 16);
    const hex = (from: number): string => Array.from({ length: 8 }, (_, j) => row[from + j]?.toString(16).padStart(2, '0') ?? '  ').join(' ');
    const line = `  ${hex(0)}  ${hex(8)}  |${row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')}|\n`;
    if (line === before && row.length === 16) {
      if (!starred) out += '*\n';
      starred = true;
    } else {
      out += at(offset + i) + line;
      starred = false;
    }
    before = line;
  }
  return bytes.length === 0 ? '' : `${out}${at(offset + bytes.length)}\n`;
}

const hexdump: Applet = {
  name: 'hexdump',
  usage: 'hexdump -C [-n LENGTH] [-s OFFSET] FILE',
  about: 'show bytes',
  steps: [
    step('', (f, k) => {
      const wrong = readOptions(f);
      if (wrong !== undefined) return die(wrong);
      buffer(f, k, CHUNK);
      f.locals.data = [];
      return open(str(f, 'path'), O.RDONLY);
    }),
    step('', (f) => {
      if (failed(f)) return die(`hexdump: ${str(f, 'path')}: ${words(f)}`);
      f.locals.fd = f.result;
      return num(f, 'skip') === 0 ? jump(f, 3) : syscall('lseek', f.result, num(f, 'skip'), 0);
    }),
    step('', (f) => (failed(f) ? die(`hexdump: ${str(f, 'path')}: ${words(f)}`) : next())),
    step('', (f) => {
      const left = num(f, 'length') - (f.locals.data as number[]).length;
      return left <= 0 ? jump(f, 5) : syscall('read', num(f, 'fd'), num(f, 'buffer'), Math.min(left, CHUNK));
    }),
    step('', (f, k) => {
      if (failed(f)) return die(`hexdump: ${str(f, 'path')}: ${words(f)}`);
      if (f.result === 0) return jump(f, 5);
      const part = k.memory.readUser(k.cpu.currentTask!, num(f, 'buffer'), f.result);
      f.locals.data = [...(f.locals.data as number[]), ...part];
      return jump(f, 3);
    }),
    step('', (f) => put(1, canonicalDump(f.locals.data as number[], num(f, 'skip')))),
    step('', (f) => {
      const cut = (f.locals.data as number[]).length >= MOST && f.locals.limited === false;
      return cut ? die(`hexdump: stopped after ${MOST} bytes: give -n`) : exit(0);
    }),
  ],
};

export const HEXDUMP: readonly Applet[] = [hexdump];
