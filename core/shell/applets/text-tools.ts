/** echo, cat, dmesg: texts to files and back. In the words of busybox. */
import { O } from '../../kernel/chardev/files';
import { argv, buffer, call, die, exit, failed, jump, next, num, open, put, step, str, syscall, thenJump, words } from '../program';
import type { Applet } from '../program';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', a: '\u0007', b: '\b', f: '\f', v: '\v' };

function unescape(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{1,2})|0([0-7]{0,3})|(.))/g, (whole, hex: string | undefined, octal: string | undefined, letter: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(parseInt(octal || '0', 8));
    return ESCAPES[letter as string] ?? whole;
  });
}

const echo: Applet = {
  name: 'echo',
  usage: 'echo [-n] [-e] TEXT…',
  about: 'write a text',
  steps: [
    step('', (f) => {
      const args = [...argv(f)];
      let newline = '\n';
      let escapes = false;
      while (/^-[neE]+$/.test(args[0] ?? '')) {
        const flags = args.shift() as string;
        if (flags.includes('n')) newline = '';
        if (flags.includes('e')) escapes = true;
      }
      const text = args.join(' ');
      return put(1, (escapes ? unescape(text) : text) + newline);
    }),
    step('', (f) => (failed(f) ? die(`sh: write error: ${words(f)}`) : exit(0))),
  ],
};

const CAT_BYTES = 4096;

const cat: Applet = {
  name: 'cat',
  usage: 'cat FILE…',
  about: 'copy files to the output',
  steps: [
    step('', (f, k) => {
      f.locals.file = 0;
      f.locals.status = 0;
      buffer(f, k, CAT_BYTES);
      return next();
    }),
    step('', (f) => {
      const path = argv(f)[num(f, 'file')];
      if (path === undefined) return exit(num(f, 'status'));
      f.locals.file = num(f, 'file') + 1;
      f.locals.path = path;
      return open(path, O.RDONLY);
    }),
    step('', (f) => {
      if (!failed(f)) {
        f.locals.fd = f.result;
        return next();
      }
      f.locals.status = 1;
      return thenJump(f, 1, put(2, `cat: can't open '${str(f, 'path')}': ${words(f)}\n`));
    }),
    step('', (f) => syscall('read', num(f, 'fd'), num(f, 'buffer'), CAT_BYTES)),
    step('', (f) => {
      if (failed(f)) {
        f.locals.status = 1;
        return thenJump(f, 6, put(2, `cat: read error: ${words(f)}\n`));
      }
      return f.result === 0 ? jump(f, 6) : call('bin:writeall', 1, num(f, 'buffer'), f.result);
    }),
    step('', (f) => (failed(f) ? die(`cat: write error: ${words(f)}`) : jump(f, 3))),
    step('', (f) => thenJump(f, 1, syscall('close', num(f, 'fd')))),
  ],
};

const dmesg: Applet = {
  name: 'dmesg',
  usage: 'dmesg [-c]',
  about: 'show the kernel log',
  steps: [
    step('', (f, k) => {
      const odd = argv(f).find((arg) => arg !== '-c');
      if (odd !== undefined) return die(`dmesg: invalid option '${odd}'\nusage: dmesg [-c]`);
      f.locals.text = k.log.lines.slice(k.log.cleared).map((line) => `${k.log.format(line)}\n`).join('');
      return syscall('syslog', argv(f).includes('-c') ? 1 : 0);
    }),
    step('', (f) => put(1, str(f, 'text'))),
    step('', () => exit(0)),
  ],
};

export const TEXT_TOOLS: readonly Applet[] = [echo, cat, dmesg];
