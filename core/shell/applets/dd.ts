/** dd, as coreutils has it: a write that returns 0 counts as a full device. Not modelled: conversions, status=. */
import { O } from '../../kernel/chardev/files';
import { ERRNO, errorWords } from '../../kernel/errno';
import type { Frame, Op } from '../../kernel/operations';
import { argv, buffer, die, exit, failed, jump, next, num, open, parseSize, put, step, str, syscall, words } from '../program';
import type { Applet } from '../program';

const SEEK_CUR = 1;
const NONBLOCK = 'iflag=nonblock';
const KEYS = ['if', 'of', 'bs', 'count', 'skip', 'seek'] as const;
const MOST_BLOCK = 1024 * 1024;

/** Operands into variables, or what is wrong with them. */
function readOperands(f: Frame): string | undefined {
  Object.assign(f.locals, { if: '', of: '', bs: 512, count: -1, skip: 0, seek: 0, notrunc: false });
  for (const operand of argv(f)) {
    const [key, ...rest] = operand.split('=');
    const text = rest.join('=');
    if (operand === 'conv=notrunc') f.locals.notrunc = true;
    else if (operand === NONBLOCK) f.locals.nonblock = true;
    else if (!operand.includes('=') || !(KEYS as readonly string[]).includes(key)) return `unrecognized operand '${operand}'`;
    else if (key === 'if' || key === 'of') f.locals[key] = text;
    else {
      const size = parseSize(text);
      if (size === undefined || (key === 'bs' && (size === 0 || size > MOST_BLOCK))) return `invalid number: '${text}'`;
      f.locals[key] = size;
    }
  }
  return undefined;
}

/** Full and partial blocks, read and written. */
function record(f: Frame, side: 'in' | 'out', bytes: number): void {
  const key = `${bytes === num(f, 'bs') ? 'full' : 'part'}-${side}`;
  f.locals[key] = ((f.locals[key] ?? 0) as number) + 1;
}

function summary(f: Frame, now: number, hertz: number): string {
  const count = (key: string): number => (f.locals[key] ?? 0) as number;
  const bytes = num(f, 'copied');
  const seconds = (now - num(f, 'began')) / hertz;
  const human = bytes >= 1000 ? ` (${(bytes / 1000).toPrecision(2)} kB, ${(bytes / 1024).toPrecision(2)} KiB)` : '';
  const rate = seconds > 0 ? `${(bytes / seconds / 1e6).toPrecision(2)} MB/s` : 'Infinity B/s';
  return `${count('full-in')}+${count('part-in')} records in\n${count('full-out')}+${count('part-out')} records out\n${bytes} byte${bytes === 1 ? '' : 's'}${human} copied, ${Number(seconds.toPrecision(6))} s, ${rate}\n`;
}

const finish = (f: Frame, text: string, status: number): Op => {
  f.locals.text = text;
  f.locals.status = status;
  return jump(f, FINISH);
};

const FINISH = 10;

const dd: Applet = {
  name: 'dd',
  usage: 'dd if=FILE of=FILE [bs=N] [count=N] [skip=N] [seek=N] [iflag=nonblock]',
  about: 'copy blocks',
  steps: [
    step('', (f, k) => {
      const wrong = readOperands(f);
      if (wrong !== undefined) return die(`dd: ${wrong}`);
      Object.assign(f.locals, { copied: 0, blocks: 0, began: k.hardware.clock.now, fdIn: 0, fdOut: 1 });
      buffer(f, k, num(f, 'bs'));
      f.result = 0;
      return str(f, 'if') === '' ? next() : open(str(f, 'if'), O.RDONLY | (f.locals.nonblock === true ? O.NONBLOCK : 0));
    }),
    step('', (f) => {
      if (failed(f)) return die(`dd: failed to open '${str(f, 'if')}': ${words(f)}`);
      f.locals.fdIn = f.result;
      f.result = 1;
      return str(f, 'of') === '' ? next() : open(str(f, 'of'), O.WRONLY | O.CREAT | (num(f, 'seek') === 0 && f.locals.notrunc === false ? O.TRUNC : 0));
    }),
    step('', (f) => {
      if (failed(f)) return die(`dd: failed to open '${str(f, 'of')}': ${words(f)}`);
      f.locals.fdOut = f.result;
      return num(f, 'skip') === 0 ? jump(f, 4) : syscall('lseek', num(f, 'fdIn'), num(f, 'skip') * num(f, 'bs'), SEEK_CUR);
    }),
    step('', (f) => (failed(f) ? die(`dd: '${str(f, 'if')}': cannot skip: ${words(f)}`) : next())),
    step('', (f) => (num(f, 'seek') === 0 ? jump(f, 6) : syscall('lseek', num(f, 'fdOut'), num(f, 'seek') * num(f, 'bs'), SEEK_CUR))),
    step('', (f) => (failed(f) ? die(`dd: '${str(f, 'of')}': cannot seek: ${words(f)}`) : next())),
    step('', (f) => {
      if (num(f, 'count') >= 0 && num(f, 'blocks') >= num(f, 'count')) return finish(f, '', 0);
      return syscall('read', num(f, 'fdIn'), num(f, 'buffer'), num(f, 'bs'));
    }),
    step('', (f) => {
      if (failed(f)) return finish(f, `dd: error reading '${str(f, 'if')}': ${words(f)}\n`, 1);
      if (f.result === 0) return finish(f, '', 0);
      f.locals.blocks = num(f, 'blocks') + 1;
      f.locals.length = f.result;
      f.locals.done = 0;
      record(f, 'in', f.result);
      return next();
    }),
    step('', (f) => syscall('write', num(f, 'fdOut'), num(f, 'buffer') + num(f, 'done'), num(f, 'length') - num(f, 'done'))),
    step('', (f) => {
      if (failed(f) || f.result === 0) return finish(f, `dd: error writing '${str(f, 'of')}': ${f.result === 0 ? errorWords(ERRNO.ENOSPC) : words(f)}\n`, 1);
      f.locals.done = num(f, 'done') + f.result;
      f.locals.copied = num(f, 'copied') + f.result;
      if (num(f, 'done') < num(f, 'length')) return jump(f, 8);
      record(f, 'out', num(f, 'length'));
      return jump(f, 6);
    }),
    step('', (f, k) => put(2, str(f, 'text') + summary(f, k.hardware.clock.now, k.hardware.clock.hertz))),
    step('', (f) => exit(num(f, 'status'))),
  ],
};

export const DD: readonly Applet[] = [dd];
