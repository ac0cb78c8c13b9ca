/** dmabench c: an ordinary C program on the bench's own C machine. Its exit code is ours; 139 after a fault. */
import { readFileSync, statSync } from 'node:fs';
import { runProgram } from '../../core/c/run-program';
import { CliError } from './cli-error';
import type { Command } from './cli-error';
import { refuseUnreadable } from './files';

/** Instructions a program may run. */
const BUDGET = 20_000_000_000;

interface CArguments {
  readonly file: string;
  readonly includes: readonly string[];
  readonly defines: readonly string[];
  readonly target: 'i386' | 'arm';
  readonly args: readonly string[];
}

export const cCommand: Command = {
  name: 'c',
  usage: 'c [-I DIR] [-D NAME=VALUE] [--target i386|arm] FILE.c [-- ARGS]',
  summary: 'compile and run a C program; every access is checked; gives the exit code of the program',
  run(args) {
    const { file, includes, defines, target, args: words } = parse(args);
    refuseUnreadable(file);
    const result = runProgram({ files: { read }, main: file, includes: [...includes], defines: [...defines], args: [...words], stdin: process.stdin.isTTY ? new Uint8Array() : standardInput(), target, budget: BUDGET });
    process.stdout.write(result.stdout);
    process.stderr.write(result.stderr);
    process.stderr.write(result.diagnostics);
    return result.exitCode;
  },
};

function parse(args: readonly string[]): CArguments {
  const includes: string[] = [];
  const defines: string[] = [];
  let target: CArguments['target'] = 'i386';
  let file: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    if (word === '--') {
      if (file === undefined) break;
      return { file, includes, defines, target, args: args.slice(i + 1) };
    }
    const value = (short: string) => (word.length > short.length ? word.slice(short.length) : args[++i]);
    if (word.startsWith('-I')) includes.push(given(value('-I'), '-I'));
    else if (word.startsWith('-D')) defines.push(given(value('-D'), '-D'));
    else if (word === '--target') {
      const name = given(args[++i], '--target');
      if (name !== 'i386' && name !== 'arm') throw new CliError(`--target ${name} is unknown`, 2, 'i386 or arm');
      target = name;
    } else if (word.startsWith('-') && word !== '-') throw new CliError(`unknown option ${word}`, 2, 'options: -I DIR, -D NAME=VALUE, --target i386|arm');
    else if (file !== undefined) throw new CliError('c takes one file', 2, 'arguments of the program come behind --');
    else file = word;
  }
  if (file === undefined) throw new CliError('c takes a file', 2, 'dmabench c FILE.c');
  return { file, includes, defines, target, args: [] };
}

function given(value: string | undefined, option: string): string {
  if (value === undefined) throw new CliError(`${option} needs a value`, 2);
  return value;
}

function read(path: string): string | null {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : null;
  } catch {
    return null;
  }
}

function standardInput(): Uint8Array {
  try {
    return readFileSync(0);
  } catch {
    return new Uint8Array();
  }
}
