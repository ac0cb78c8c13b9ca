/** devmem: one read or write of physical memory or a register, by the CPU over the bus. */
import { O } from '../../kernel/chardev/files';
import { argv, die, exit, failed, num, open, parseNumber, put, step, syscall, thenJump, words } from '../program';
import type { Applet } from '../program';

const USAGE = 'usage: devmem ADDRESS [WIDTH [VALUE]]   WIDTH: 8, 16 or 32';
const WIDTHS: Readonly<Record<string, 1 | 2 | 4>> = { '8': 1, '16': 2, '32': 4, b: 1, h: 2, w: 4 };

const devmem: Applet = {
  name: 'devmem',
  usage: 'devmem ADDRESS [WIDTH [VALUE]]',
  about: 'read or write a physical address',
  steps: [
    step('', (f) => {
      const [address = '', width = '32', data] = argv(f);
      const at = parseNumber(address);
      const bytes = Object.hasOwn(WIDTHS, width) ? WIDTHS[width] : undefined;
      const word = data === undefined ? -1 : parseNumber(data);
      if (at === undefined || bytes === undefined || word === undefined || argv(f).length > 3) return die(USAGE);
      Object.assign(f.locals, { at, bytes, word });
      return open('/dev/mem', O.RDWR | O.SYNC);
    }),
    step('', (f) => {
      if (failed(f)) return die(`devmem: can't open '/dev/mem': ${words(f)}`);
      f.locals.fd = f.result;
      return syscall('mmap', f.result, num(f, 'at') - (num(f, 'at') % 4096));
    }),
    step('devmem', (f) => {
      if (failed(f)) return die(`devmem: mmap: ${words(f)}`);
      const address = f.result + (num(f, 'at') % 4096);
      const bytes = num(f, 'bytes') as 1 | 2 | 4;
      if (num(f, 'word') < 0) return { op: 'load', address, bytes, user: true };
      return thenJump(f, 4, { op: 'store', address, bytes, value: num(f, 'word'), user: true });
    }),
    step('', (f) => put(1, `0x${f.result.toString(16).toUpperCase().padStart(num(f, 'bytes') * 2, '0')}\n`)),
    step('', () => exit(0)),
  ],
};

export const DEVMEM: readonly Applet[] = [devmem];
