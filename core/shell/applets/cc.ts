/** cc: makes an executable of C sources. It compiles at once; what it says and how it ends is as with gcc. */
import { absolutePath } from '../../kernel/chardev/files';
import type { KernelCore } from '../../kernel/kernel-core';
import { buildExecutable, MOST_FILES } from '../../kernel/c/user-image';
import type { UserSource } from '../../kernel/c/user-image';
import { utf8Bytes } from '../../kernel/utf8';
import { argv, die, exit, next, num, put, step } from '../program';
import type { Applet } from '../program';

interface Options {
  output: string;
  sources: string[];
  defines: string[];
}

/** Accepted because they are habits, and without effect here. */
const WITHOUT_EFFECT = /^-(W.*|O.?|g\d?|std=.*|static|pipe|lm|lrt|I.*|f.*|m.*|pedantic)$/;
const COMPILING_CYCLES = 500_000;

function parseOptions(args: readonly string[]): Options | string {
  const options: Options = { output: 'a.out', sources: [], defines: [] };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const split = /^-([oDI])(.*)$/.exec(arg);
    if (split !== null) {
      const given = split[2] === '' ? rest.shift() : split[2];
      if (given === undefined) return `missing argument to '${arg}'`;
      if (split[1] === 'o') options.output = given;
      else if (split[1] === 'D') options.defines.push(given.includes('=') ? given : `${given}=1`);
    } else if (arg === '-c' || arg === '-S' || arg === '-E') return `'${arg}' is not supported: this compiler makes executables only`;
    else if (arg.startsWith('-')) {
      if (!WITHOUT_EFFECT.test(arg)) return `unrecognized command-line option '${arg}'`;
    } else options.sources.push(arg);
  }
  return options;
}

function build(k: KernelCore, { output, sources, defines }: Options, name: string): { messages: string; status: number } {
  const failed = (message: string): { messages: string; status: number } => ({ messages: `${name}: ${message}\n`, status: 1 });
  if (sources.length === 0) return failed('fatal error: no input files');
  if (sources.length > MOST_FILES) return failed(`fatal error: more than ${MOST_FILES} files`);
  const files: UserSource[] = [];
  for (const path of sources) {
    const text = k.sourceText(path);
    if (text === null) return failed(`error: ${path}: No such file or directory`);
    if (!path.endsWith('.c')) return failed(`error: ${path}: file not recognized: sources end in .c`);
    files.push({ path: absolutePath(path).replace(/^\/root\//, ''), text });
  }
  const { messages, executable } = buildExecutable(files, defines, (path) => k.sourceText(path));
  if (executable === null) return { messages, status: 1 };
  const to = absolutePath(output);
  if (sources.some((path) => absolutePath(path) === to)) return failed(`fatal error: input file '${output}' is the same as output file`);
  if (!/^\/(root|tmp)\/[^/]+$/.test(to)) return failed(`fatal error: cannot write ${output}: files go to /root and /tmp`);
  return k.files.setContent(to, utf8Bytes(executable)) ? { messages, status: 0 } : failed(`fatal error: cannot write ${output}: No space left on device`);
}

const compiler = (name: string, about: string): Applet => ({
  name,
  usage: `${name} [-o OUT] [-Wall] [-DNAME=VALUE] FILE.c...`,
  about,
  steps: [
    step('', () => next(COMPILING_CYCLES)),
    step('', (f, k) => {
      const options = parseOptions(argv(f));
      if (typeof options === 'string') return die(`${name}: error: ${options}`);
      const { messages, status } = build(k, options, name);
      f.locals.status = status;
      return messages === '' ? exit(status) : put(2, messages);
    }),
    step('', (f) => exit(num(f, 'status'))),
  ],
});

export const CC: readonly Applet[] = [compiler('cc', 'make a program of C sources; run it as ./OUT'), compiler('gcc', 'the same as cc')];
