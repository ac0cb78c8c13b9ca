/**
 * C modules as programs: compiled once per source and profile, linked at the place where they are loaded, with the
 * kernel's functions as their natives. Pure functions of their arguments, remembered by them.
 */
import { WIDTH } from '../../c/bytecode';
import { compile } from '../../c/compile';
import { Interpreter } from '../../c/interpret';
import type { LinkPlace, Program } from '../../c/link';
import { link, registersOf } from '../../c/link';
import type { CompiledUnit } from '../../c/lower';
import type { Native, NativeCall } from '../../c/machine';
import { Machine } from '../../c/machine';
import type { FileProvider } from '../../c/preprocess';
import { Ram } from '../../c/shadow';
import type { Diagnostic, WarningPolicy } from '../../c/source';
import { DiagnosticList, SourceFile } from '../../c/source';
import type { Standard, TargetName } from '../../c/target';
import { THIS_MODULE } from '../modules/module';
import type { KernelPort } from './port';

/** What the compiler needs to know of the kernel. */
export interface BuildKernel {
  readonly target: TargetName;
  readonly standard?: Standard;
  /** Names the profile and everything else that headers depend on. */
  readonly key: string;
  readonly defines: readonly string[];
  /** Text of a kernel header such as "linux/module.h", null when there is none. */
  header(path: string): string | null;
  /** The same for files of drivers, with what the header brings along; null: only itself. */
  outerHeader?(path: string): string | null;
  /** Which warnings a build of this kernel's modules takes for errors, or does not show. */
  readonly warnings?: WarningPolicy;
  /** A remark about a function that this kernel lacks, or has with other arguments. */
  explain?(name: string, declared: boolean): string | null;
  /** A remark about a header that this kernel lacks. */
  explainHeader?(path: string): string | null;
  readonly functions: readonly { readonly name: string; readonly header: string; readonly variadic: boolean }[];
}

export interface CompiledModule {
  readonly path: string;
  readonly unit: CompiledUnit | null;
  readonly diagnostics: readonly Diagnostic[];
  /** The messages as a compiler prints them. */
  readonly text: string;
  /** Files of the user that it included, as they were; null: looked for and not there. */
  readonly includes: ReadonlyMap<string, string | null>;
}

/** A native asks the processor for this. */
export interface NativeRequest {
  /** Kernel function, or '' for a call through a pointer. */
  name: string;
  address: number;
  args: number[];
  /** System calls: the text that a pointer led to. */
  path?: string;
}

export interface CImage {
  readonly module: string;
  readonly program: Program;
  readonly machine: Machine;
  readonly interpreter: Interpreter;
  /** The journal's number for the place of each instruction, -1 = not asked yet. */
  readonly details: Int32Array;
  /** The place of each instruction in words, null where it is not in a file of the user; filled in as it is asked for. */
  readonly placeTexts: (string | null | undefined)[];
  /** Of a program, not a module. */
  readonly user?: UserImage;
}

/** Whose a program is, and where its stack lies. */
export interface UserPlace {
  readonly pid: number;
  /** Stack: its lowest byte, and the first one taken. */
  readonly low: number;
  readonly sp: number;
}

/** What a program has that a module has not. */
export interface UserImage extends UserPlace {
  /** Data objects that are not the library's: the first so many. */
  readonly ownObjects: number;
  /** Functions that copy memory whether it holds values or not. */
  readonly copying: ReadonlySet<number>;
}

export const WAY_OUT = '(through a pointer)';
/** Words of variadic arguments that are handed over; kernel functions take what their format asks for. */
const VARIADIC_WORDS = 24;

/** How the preprocessor marks what <> may mean. */
const SYSTEM = '<c>/';

const compiled = new Map<string, CompiledModule>();
const MOST_COMPILED = 64;

/** Compile one file; `files` gives what it includes by "". */
export function compileModule(path: string, text: string, kernel: BuildKernel, files: { read(path: string): string | null }): CompiledModule {
  const key = `${kernel.key}\n${path}\n${text}`;
  const known = compiled.get(key);
  if (known !== undefined && [...known.includes].every(([name, content]) => files.read(name) === content)) return known;
  let result = compileOnce(path, text, kernel, files, false);
  // What headers bring along is much to read, and few drivers live on it.
  if (result.unit === null && kernel.outerHeader !== undefined) result = compileOnce(path, text, kernel, files, true);
  if (compiled.size >= MOST_COMPILED) compiled.delete(compiled.keys().next().value as string);
  compiled.set(key, result);
  return result;
}

/** @param all headers with all that they bring along. */
function compileOnce(path: string, text: string, kernel: BuildKernel, files: { read(path: string): string | null }, all: boolean): CompiledModule {
  const read = new Map<string, string | null>();
  const diagnostics = new DiagnosticList({ ...kernel.warnings, inMacros: true });
  const stem = path.replace(/^.*\//, '').replace(/\.[^.]*$/, '').replace(/[^A-Za-z0-9_]/g, '_');
  const provider: FileProvider = {
    read: (name) => {
      if (name.startsWith(SYSTEM)) {
        const header = kernel.header(name.slice(SYSTEM.length));
        return header === null ? null : { text: header, system: true };
      }
      const content = files.read(name);
      read.set(name, content);
      return content === null ? null : { text: content, system: false };
    },
    outer: (name) => (all ? (kernel.outerHeader?.(name) ?? null) : null),
    explain: (name) => kernel.explainHeader?.(name) ?? null,
  };
  const unit = compile(new SourceFile(path, text), { files: provider, includes: [], defines: [...kernel.defines, `KBUILD_MODNAME="${stem}"`], target: kernel.target, ...(kernel.standard === undefined ? {} : { standard: kernel.standard }), firstId: 1, explain: (name, declared) => kernel.explain?.(name, declared) ?? null }, diagnostics);
  return { path, unit, diagnostics: diagnostics.items, text: diagnostics.render(), includes: read };
}

/** Link at the given place. Errors (undefined references) are in `diagnostics`. */
export function linkModule(module: CompiledModule, kernel: BuildKernel, place: LinkPlace, diagnostics: DiagnosticList): Program | null {
  if (module.unit === null) return null;
  const names = [...kernel.functions, ...exportedNames(place.symbols).map((name) => ({ name, header: '' })), { name: WAY_OUT, header: '' }];
  const program = link([module.unit], names, { dataBase: place.dataBase, textBase: place.textBase, ...(place.symbols === undefined ? {} : { symbols: place.symbols }), foreign: WAY_OUT }, diagnostics);
  return diagnostics.errors > 0 ? null : program;
}

/** What other modules export, in the order in which natives stand for it. */
const exportedNames = (symbols: LinkPlace['symbols']): string[] => Object.keys(symbols ?? {}).filter((name) => name !== THIS_MODULE);

export function makeImage(name: string, program: Program, place: LinkPlace, kernel: BuildKernel, port: KernelPort, ask: (request: NativeRequest) => void): CImage {
  const natives: Native[] = kernel.functions.map((one) => ({ name: one.name, prototype: '', header: one.header, body: (call) => enterNative(call, one, ask) }));
  for (const other of exportedNames(place.symbols)) {
    const address = place.symbols?.[other] ?? 0;
    natives.push({
      name: other, prototype: '', header: '',
      body: (call) => {
        if (call.phase > 0) return valueOf(call);
        ask({ name: '', address: address >>> 0, args: words(call) });
        return { block: true };
      },
    });
  }
  natives.push({
    name: WAY_OUT, prototype: '', header: '',
    body: (call) => {
      if (call.phase > 0) return valueOf(call);
      ask({ name: '', address: call.machine.foreignTarget >>> 0, args: words(call) });
      return { block: true };
    },
  });
  const machine = new Machine(program, new Ram(0, 0), natives, port);
  machine.alignedOnly = false;
  return { module: name, program, machine, interpreter: new Interpreter(machine), details: new Int32Array(program.code.length / WIDTH).fill(-1), placeTexts: [] };
}

function enterNative(call: NativeCall, one: { name: string; variadic: boolean }, ask: (request: NativeRequest) => void): ReturnType<Native['body']> {
  if (call.phase > 0) return valueOf(call);
  const args = words(call);
  if (one.variadic) for (let i = 0; i < VARIADIC_WORDS && call.variadic !== 0; i++) args.push(call.machine.peekWord(call.variadic + 4 * i));
  ask({ name: one.name, address: 0, args });
  return { block: true };
}

function words(call: NativeCall): number[] {
  return call.args.flatMap((arg) => (typeof arg === 'bigint' ? [Number(arg & 0xffff_ffffn), Number((arg >> 32n) & 0xffff_ffffn)] : [arg >>> 0]));
}

function valueOf(call: NativeCall): number | bigint {
  const { signature } = call.machine.program.functions[call.task.current];
  return signature.startsWith('w') ? (BigInt(call.high >>> 0) << 32n) | BigInt(call.result >>> 0) : call.result | 0;
}

/** Arguments given as words, as the registers that a function of this signature takes: pairs begin at even ones. */
export function placeArguments(signature: string, given: readonly number[]): number[] {
  const registers = new Array<number>(registersOf(signature)).fill(0);
  let at = 0;
  let from = 0;
  for (const c of signature.slice(1)) {
    if (c === '.') break;
    if (c === 'w' || c === 'd') {
      at = (at + 1) & ~1;
      registers[at++] = (given[from++] ?? 0) | 0;
    }
    registers[at++] = (given[from++] ?? 0) | 0;
  }
  return registers;
}
