/**
 * head, tail, wc, grep, sort, xxd, seq: texts and bytes looked at in pieces, from files or what comes through a pipe. In the
 * words of busybox. Not modelled: back references and groups in patterns, following a file that grows.
 */
import { O } from '../../kernel/chardev/files';
import type { Frame } from '../../kernel/operations';
import { utf8Text } from '../../kernel/utf8';
import { argv, buffer, die, exit, failed, jump, next, num, open, parseNumber, parseSize, put, self, step, str, syscall, words } from '../program';
import type { Applet } from '../program';
import { matches, parsePattern } from './pattern';

const CHUNK = 4096;
/** More is cut, and said so: it would be minutes of output. */
const MOST = 256 * 1024;

export interface Options {
  readonly flags: Readonly<Record<string, string | true>>;
  readonly rest: readonly string[];
}

/** Letters in `plain` stand alone, those in `valued` take what follows. Undefined: an option that is not there. */
export function readOptions(args: readonly string[], plain: string, valued: string): Options | undefined {
  const flags: Record<string, string | true> = {};
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (!arg.startsWith('-') || arg === '-') rest.push(arg);
    else if (/^-\d+$/.test(arg) && valued.includes('n')) flags.n = arg.slice(1);
    else
      for (let at = 1; at < arg.length; at++) {
        const letter = arg[at];
        if (plain.includes(letter)) flags[letter] = true;
        else if (valued.includes(letter)) {
          const value = at + 1 < arg.length ? arg.slice(at + 1) : args[++i];
          if (value === undefined) return undefined;
          flags[letter] = value;
          break;
        } else return undefined;
      }
  }
  return { flags, rest };
}

interface Input {
  readonly name: string;
  readonly bytes: readonly number[];
}

interface Filter {
  readonly name: string;
  readonly usage: string;
  readonly about: string;
  readonly plain: string;
  readonly valued: string;
  /** What is wrong with the options, and how many of `rest` are no files. */
  check?(options: Options): string | undefined;
  readonly words?: number;
  /** How many bytes to ask for next; 0: enough. */
  want?(options: Options, have: readonly number[]): number;
  work(options: Options, inputs: readonly Input[]): { readonly text: string; readonly status: number };
}

const optionsOf = (f: Frame, filter: Filter): Options => readOptions(argv(f), filter.plain, filter.valued) ?? { flags: {}, rest: [] };

function makeFilter(filter: Filter): Applet {
  const { name, usage, about } = filter;
  return {
    name, usage, about,
    steps: [
      step('', (f, k) => {
        const options = readOptions(argv(f), filter.plain, filter.valued);
        if (options === undefined || options.rest.length < (filter.words ?? 0)) return die(`usage: ${usage}`);
        const wrong = filter.check?.(options);
        if (wrong !== undefined) return die(`${name}: ${wrong}`);
        const paths = options.rest.slice(filter.words ?? 0);
        if (paths.length === 0 && k.files.get(self(k).files[0] ?? -1)?.kind === 'terminal') return die(`usage: ${usage}`);
        Object.assign(f.locals, { paths: paths.length === 0 ? ['-'] : paths, at: 0, inputs: [], status: 0 });
        buffer(f, k, CHUNK);
        return next();
      }),
      step('', (f) => {
        const path = (f.locals.paths as string[])[num(f, 'at')];
        if (path === undefined) return jump(f, 5);
        Object.assign(f.locals, { path, data: [], at: num(f, 'at') + 1 });
        if (path !== '-') return open(path, O.RDONLY);
        f.result = 0;
        return next();
      }),
      step('', (f) => {
        f.locals.fd = f.result;
        if (!failed(f)) return next();
        f.locals.status = 1;
        f.pc = 1;
        return put(2, `${name}: ${str(f, 'path')}: ${words(f)}\n`);
      }),
      step('', (f) => {
        const data = f.locals.data as number[];
        const wanted = data.length >= MOST ? 0 : (filter.want?.(optionsOf(f, filter), data) ?? CHUNK);
        if (wanted > 0) return syscall('read', num(f, 'fd'), num(f, 'buffer'), Math.min(wanted, CHUNK));
        f.result = 0;
        return next();
      }),
      step('', (f, k) => {
        if (!failed(f) && f.result > 0) {
          f.locals.data = [...(f.locals.data as number[]), ...k.memory.readUser(self(k), num(f, 'buffer'), f.result)];
          return jump(f, 3);
        }
        const wrong = failed(f) ? words(f) : (f.locals.data as number[]).length >= MOST ? `stopped after ${MOST} bytes` : '';
        f.locals.inputs = [...(f.locals.inputs as unknown as Input[]), { name: str(f, 'path'), bytes: f.locals.data as number[] }] as never;
        f.pc = 1;
        if (wrong !== '') {
          f.locals.status = 1;
          return put(2, `${name}: ${str(f, 'path')}: ${wrong}\n`);
        }
        return str(f, 'path') === '-' ? next() : syscall('close', num(f, 'fd'));
      }),
      step('', (f) => {
        const { text, status } = filter.work(optionsOf(f, filter), f.locals.inputs as unknown as Input[]);
        f.locals.status = Math.max(num(f, 'status'), status);
        return put(1, text);
      }),
      step('', (f) => (failed(f) ? die(`${name}: write error: ${words(f)}`) : exit(num(f, 'status')))),
    ],
  };
}

const textOf = (bytes: readonly number[]): string => utf8Text(Uint8Array.from(bytes));

/** Lines with their ends. */
const linesOf = (bytes: readonly number[]): string[] => textOf(bytes).match(/[^\n]*\n|[^\n]+$/g) ?? [];
const ended = (line: string): string => (line.endsWith('\n') ? line : `${line}\n`);

/** Several files get their names over their parts. */
function titled(inputs: readonly Input[], part: (bytes: readonly number[]) => string): string {
  return inputs.map(({ name, bytes }, i) => (inputs.length > 1 ? `${i > 0 ? '\n' : ''}==> ${name} <==\n` : '') + part(bytes)).join('');
}

const TEN = 10;
const count = (options: Options, letter: 'n' | 'c'): number | undefined => {
  const given = options.flags[letter];
  return typeof given === 'string' ? parseSize(given.replace(/^[-+]/, '')) : undefined;
};
const checkCounts = (options: Options): string | undefined => {
  for (const letter of ['n', 'c'] as const) if (options.flags[letter] !== undefined && count(options, letter) === undefined) return `invalid number '${String(options.flags[letter])}'`;
  return undefined;
};

const head = makeFilter({
  name: 'head', usage: 'head [-n LINES | -c BYTES] [FILE…]', about: 'the beginning of files', plain: 'qv', valued: 'nc',
  check: checkCounts,
  want(options, have) {
    const bytes = count(options, 'c');
    if (bytes !== undefined) return Math.max(0, bytes - have.length);
    return have.filter((byte) => byte === TEN).length >= (count(options, 'n') ?? TEN) ? 0 : CHUNK;
  },
  work: (options, inputs) => {
    const bytes = count(options, 'c');
    return { text: titled(inputs, (all) => (bytes === undefined ? linesOf(all).slice(0, count(options, 'n') ?? TEN).join('') : textOf(all.slice(0, bytes)))), status: 0 };
  },
});

const tail = makeFilter({
  name: 'tail', usage: 'tail [-n [+]LINES | -c [+]BYTES] [FILE…]', about: 'the end of files', plain: 'qv', valued: 'nc',
  check: checkCounts,
  work: (options, inputs) => {
    const bytes = count(options, 'c');
    const wanted = bytes ?? count(options, 'n') ?? TEN;
    const from = (length: number): number => (String(options.flags.c ?? options.flags.n ?? '').startsWith('+') ? Math.max(0, wanted - 1) : Math.max(0, length - wanted));
    return {
      text: titled(inputs, (all) => {
        if (bytes !== undefined) return textOf(all.slice(from(all.length)));
        const lines = linesOf(all);
        return lines.slice(from(lines.length)).join('');
      }),
      status: 0,
    };
  },
});

const wc = makeFilter({
  name: 'wc', usage: 'wc [-l] [-w] [-c] [FILE…]', about: 'count lines, words and bytes', plain: 'lwc', valued: '',
  work: ({ flags }, inputs) => {
    const kinds = (['l', 'w', 'c'] as const).filter((kind) => flags[kind] === true || Object.keys(flags).length === 0);
    const counted = inputs.map(({ name, bytes }) => ({ name, l: bytes.filter((byte) => byte === TEN).length, w: (textOf(bytes).match(/\S+/g) ?? []).length, c: bytes.length }));
    if (counted.length > 1) counted.push({ name: 'total', ...Object.fromEntries((['l', 'w', 'c'] as const).map((kind) => [kind, counted.reduce((sum, one) => sum + one[kind], 0)])) } as (typeof counted)[number]);
    return { text: counted.map((one) => `${kinds.map((kind) => (kinds.length > 1 ? String(one[kind]).padStart(9) : String(one[kind]))).join(' ')}${one.name === '-' ? '' : ` ${one.name}`}\n`).join(''), status: 0 };
  },
});

const grep = makeFilter({
  name: 'grep', usage: 'grep [-invcqEF] PATTERN [FILE…]', about: 'lines that match a pattern', plain: 'invcqEFsh', valued: '', words: 1,
  check: ({ flags, rest }) => {
    const parsed = parsePattern(rest[0], flags.F === true ? 'fixed' : flags.E === true ? 'extended' : 'basic');
    return 'error' in parsed ? parsed.error : undefined;
  },
  work: ({ flags, rest }, inputs) => {
    const fold = (text: string): string => (flags.i === true ? text.toLowerCase() : text);
    const parsed = parsePattern(fold(rest[0]), flags.F === true ? 'fixed' : flags.E === true ? 'extended' : 'basic');
    if ('error' in parsed) return { text: '', status: 2 };
    let hits = 0;
    let text = '';
    for (const { name, bytes } of inputs) {
      const label = inputs.length > 1 && flags.h !== true ? `${name}:` : '';
      const found = linesOf(bytes).map((line, i) => ({ line: line.replace(/\n$/, ''), number: i + 1 })).filter(({ line }) => matches(parsed, fold(line)) !== (flags.v === true));
      hits += found.length;
      if (flags.q === true) continue;
      text += flags.c === true ? `${label}${found.length}\n` : found.map(({ line, number }) => `${label}${flags.n === true ? `${number}:` : ''}${line}\n`).join('');
    }
    return { text, status: hits > 0 ? 0 : 1 };
  },
});

const sort = makeFilter({
  name: 'sort', usage: 'sort [-n] [-r] [-u] [FILE…]', about: 'lines in order', plain: 'nru', valued: '',
  work: ({ flags }, inputs) => {
    const value = (line: string): number => Number(/^\s*-?\d+/.exec(line)?.[0] ?? 0);
    const lines = inputs.flatMap(({ bytes }) => linesOf(bytes).map(ended));
    lines.sort((a, b) => (flags.n === true && value(a) !== value(b) ? value(a) - value(b) : a < b ? -1 : a > b ? 1 : 0));
    if (flags.r === true) lines.reverse();
    return { text: lines.filter((line, i) => flags.u !== true || line !== lines[i - 1]).join(''), status: 0 };
  },
});

const WIDTH = 16;

/** Pairs of bytes and what can be read of them. */
export function pairDump(bytes: readonly number[], offset: number): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += WIDTH) {
    const row = bytes.slice(i, i + WIDTH);
    const hex = Array.from({ length: WIDTH }, (_, j) => `${row[j]?.toString(16).padStart(2, '0') ?? '  '}${j % 2 === 1 ? ' ' : ''}`).join('');
    out += `${(offset + i).toString(16).padStart(8, '0')}: ${hex} ${row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')}\n`;
  }
  return out;
}

const sizeOf = (options: Options, letter: 'l' | 's'): number | undefined => {
  const given = options.flags[letter];
  return typeof given === 'string' ? parseSize(given) : undefined;
};

const xxd = makeFilter({
  name: 'xxd', usage: 'xxd [-p] [-l LENGTH] [-s OFFSET] [FILE…]', about: 'show bytes in pairs', plain: 'p', valued: 'ls',
  check: (options) => ((['l', 's'] as const).some((letter) => options.flags[letter] !== undefined && sizeOf(options, letter) === undefined) ? 'invalid number' : undefined),
  want: (options, have) => {
    const length = sizeOf(options, 'l');
    return length === undefined ? CHUNK : Math.max(0, (sizeOf(options, 's') ?? 0) + length - have.length);
  },
  work: (options, inputs) => {
    const from = sizeOf(options, 's') ?? 0;
    const bytes = inputs.flatMap((one) => one.bytes).slice(from, from + (sizeOf(options, 'l') ?? MOST));
    const plain = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('').replace(/.{60}/g, '$&\n');
    return { text: options.flags.p === true ? (plain === '' || plain.endsWith('\n') ? plain : `${plain}\n`) : pairDump(bytes, from), status: 0 };
  },
});

/** More numbers are a slip. */
const MOST_NUMBERS = 100_000;

const seq: Applet = {
  name: 'seq',
  usage: 'seq [FIRST [STEP]] LAST',
  about: 'numbers in a row',
  steps: [
    step('', (f) => {
      const args = argv(f).map((text) => (/^-/.test(text) ? -(parseNumber(text.slice(1)) ?? NaN) : (parseNumber(text) ?? NaN)));
      if (args.length < 1 || args.length > 3) return die('usage: seq [FIRST [STEP]] LAST');
      const bad = args.findIndex(Number.isNaN);
      if (bad >= 0) return die(`seq: invalid number '${argv(f)[bad]}'`);
      const [first, by, last] = args.length === 1 ? [1, 1, args[0]] : args.length === 2 ? [args[0], 1, args[1]] : args;
      if (by === 0) return die('seq: a step of 0 never ends');
      const total = Math.floor((last - first) / by) + 1;
      if (total > MOST_NUMBERS) return die(`seq: more than ${MOST_NUMBERS} numbers`);
      return put(1, Array.from({ length: Math.max(0, total) }, (_, i) => `${first + i * by}\n`).join(''));
    }),
    step('', (f) => (failed(f) ? die(`seq: write error: ${words(f)}`) : exit(0))),
  ],
};

export const FILTERS: readonly Applet[] = [head, tail, wc, grep, sort, xxd, seq];
