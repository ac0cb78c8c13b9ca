/**
 * Programs in C: what `cc` makes of sources, and what exec makes of that. An executable is text: a line that marks it, and
 * the sources as they were with all that they include, so that later changes do not reach it.
 */
import { WIDTH } from '../../c/bytecode';
import { compile } from '../../c/compile';
import { Interpreter } from '../../c/interpret';
import { LIBRARY_SOURCE } from '../../c/libc/library-source';
import type { LinkPlace, Program } from '../../c/link';
import { link } from '../../c/link';
import type { CompiledUnit } from '../../c/lower';
import { Machine } from '../../c/machine';
import type { FileProvider } from '../../c/preprocess';
import { Ram } from '../../c/shadow';
import type { Diagnostic } from '../../c/source';
import { DiagnosticList, SourceFile } from '../../c/source';
import type { CImage, UserPlace } from './image';
import { userHeader } from './user-headers';
import { COPYING, USER_ENTRY, USER_LIBRARY_SOURCE } from './user-library';
import type { UserPort } from './user-natives';
import { USER_NATIVE_NAMES, userNatives } from './user-natives';

export interface UserSource {
  readonly path: string;
  readonly text: string;
}

/** All that the compiler is given. */
export interface UserSources {
  readonly files: readonly UserSource[];
  readonly defines: readonly string[];
  /** Texts of files of the user that they include. */
  readonly includes: readonly (readonly [string, string])[];
}

export interface CompiledProgram {
  /** Null: there were errors. */
  readonly units: readonly CompiledUnit[] | null;
  readonly diagnostics: readonly Diagnostic[];
  /** The messages as a compiler prints them. */
  readonly text: string;
  readonly includes: UserSources['includes'];
}

const MARK = '\x7fDMALAB executable 1\n';
const SYSTEM = '<c>/';
/** Symbols of a unit are numbered from its place in the list times this. */
const IDS = 1_000_000;
export const MOST_FILES = 16;
const MOST_COMPILED = 32;

const known = new Map<string, { readonly unit: CompiledUnit | null; readonly diagnostics: DiagnosticList; readonly read: ReadonlyMap<string, string | null> }>();

function compileUnit(source: SourceFile, position: number, defines: readonly string[], read: (path: string) => string | null): { unit: CompiledUnit | null; diagnostics: DiagnosticList; read: ReadonlyMap<string, string | null> } {
  const key = [String(position), source.name, ...defines, '', source.text].join('\n');
  const before = known.get(key);
  if (before !== undefined && [...before.read].every(([name, content]) => read(name) === content)) return before;
  const wanted = new Map<string, string | null>();
  const files: FileProvider = {
    read: (path) => {
      if (path.startsWith(SYSTEM)) {
        const header = userHeader(path.slice(SYSTEM.length));
        return header === null ? null : { text: header, system: true };
      }
      const content = read(path);
      wanted.set(path, content);
      return content === null ? null : { text: content, system: false };
    },
  };
  const diagnostics = new DiagnosticList();
  const unit = compile(source, { files, includes: [], defines: [...defines], target: 'arm', firstId: 1 + position * IDS }, diagnostics);
  const made = { unit, diagnostics, read: wanted };
  if (known.size >= MOST_COMPILED) known.delete(known.keys().next().value as string);
  known.set(key, made);
  return made;
}

/** Compile the files of a program; `read` gives what they include by "". */
export function compileProgram(files: readonly UserSource[], defines: readonly string[], read: (path: string) => string | null): CompiledProgram {
  const made = files.map(({ path, text }, i) => compileUnit(new SourceFile(path, text), i, defines, read));
  const units = made.flatMap(({ unit }) => (unit === null ? [] : [unit]));
  const includes = new Map(made.flatMap((one) => [...one.read].flatMap(([name, content]) => (content === null ? [] : [[name, content] as const]))));
  return {
    units: units.length === files.length ? units : null,
    diagnostics: made.flatMap(({ diagnostics }) => [...diagnostics.items]),
    text: made.map(({ diagnostics }) => diagnostics.render()).join(''),
    includes: [...includes],
  };
}

const LIBRARY: readonly (readonly [string, string])[] = [['library.c', LIBRARY_SOURCE], ['system.c', USER_LIBRARY_SOURCE]];

/** The library's own sources, for those who step into it. */
export function librarySource(name: string): string | null {
  return LIBRARY.find(([file]) => file === name)?.[1] ?? null;
}

function libraries(): CompiledUnit[] {
  return LIBRARY.map(([name, text], i) => {
    const { unit, diagnostics } = compileUnit(new SourceFile(`${SYSTEM}${name}`, text, true), MOST_FILES + i, [], () => null);
    if (unit === null) throw new Error(`the C library of programs does not compile:\n${diagnostics.render()}`);
    return unit;
  });
}

/** Link with the library. Null: undefined references, told of in `diagnostics`. */
export function linkProgram(units: readonly CompiledUnit[], place: LinkPlace, diagnostics: DiagnosticList): Program | null {
  const program = link([...units, ...libraries()], USER_NATIVE_NAMES, place, diagnostics);
  return diagnostics.errors > 0 ? null : program;
}

/** What compiler and linker say, and the executable's text; null when there were errors. */
export function buildExecutable(files: readonly UserSource[], defines: readonly string[], read: (path: string) => string | null): { messages: string; executable: string | null } {
  const compiled = compileProgram(files, defines, read);
  if (compiled.units === null) return { messages: compiled.text, executable: null };
  const diagnostics = new DiagnosticList();
  if (linkProgram(compiled.units, { dataBase: 0, textBase: 0 }, diagnostics) === null) return { messages: compiled.text + diagnostics.render(), executable: null };
  const sources: UserSources = { files, defines, includes: compiled.includes };
  return { messages: compiled.text, executable: MARK + JSON.stringify(sources) };
}

export const isExecutable = (text: string): boolean => text.startsWith(MARK);

/** Null: somebody wrote into the file, and it is no program any more. */
export function linkExecutable(executable: string, place: LinkPlace): Program | null {
  const sources = sourcesOf(executable);
  if (sources === null) return null;
  const texts = new Map(sources.includes);
  const { units } = compileProgram(sources.files, sources.defines, (path) => texts.get(path) ?? null);
  return units === null ? null : linkProgram(units, place, new DiagnosticList());
}

function sourcesOf(executable: string): UserSources | null {
  try {
    const found = JSON.parse(executable.slice(MARK.length)) as Partial<UserSources> | null;
    const isWhole = Array.isArray(found?.files) && Array.isArray(found.defines) && Array.isArray(found.includes);
    return isWhole ? (found as UserSources) : null;
  } catch {
    return null;
  }
}

export function userImage(name: string, program: Program, at: UserPlace, user: UserPort): CImage {
  const machine = new Machine(program, new Ram(0, 0), userNatives(user), user.port);
  machine.alignedOnly = false;
  machine.describe = (address) => describeBlock(machine, address);
  const copying = new Set(program.functions.flatMap((f, i) => (COPYING.includes(f.name) && f.at?.file.system === true ? [i] : [])));
  return { module: name, program, machine, interpreter: new Interpreter(machine), details: new Int32Array(program.code.length / WIDTH).fill(-1), placeTexts: [], user: { ...at, copying, ownObjects: program.objects.length - libraries().reduce((sum, unit) => sum + unit.data.length, 0) } };
}

export const entryOf = (image: CImage): number => (image.machine.addressOf(USER_ENTRY) ?? 0) >>> 0;

/** Header of a block of malloc, as the library declares it: older, next, size, room. */
const BLOCK = { older: 0, size: 8, room: 12, header: 32 } as const;
const MOST_BLOCKS = 10_000;

/** ", 4 bytes past the block of 16 bytes" */
function describeBlock(machine: Machine, address: number): string {
  const newest = machine.program.objects.find((one) => one.name === '__heap_newest');
  let block = newest === undefined ? 0 : machine.peekWord(newest.address) >>> 0;
  for (let i = 0; i < MOST_BLOCKS && block !== 0; i++) {
    const at = (address >>> 0) - block - BLOCK.header;
    if (at >= -BLOCK.header && at < machine.peekWord(block + BLOCK.room) >>> 0) {
      const size = machine.peekWord(block + BLOCK.size) >>> 0;
      return at < 0 ? `, ${-at} bytes before the block of ${size} bytes` : at < size ? `, offset ${at} in the block of ${size} bytes` : `, ${at - size} bytes past the block of ${size} bytes`;
    }
    block = machine.peekWord(block + BLOCK.older) >>> 0;
  }
  return '';
}

/** Is a text meant as a program, not as a driver? For editors, which ask before anybody has said. */
export function looksLikeProgram(text: string): boolean {
  if (/\b(?:int|void)\s+main\s*\(/.test(text)) return true;
  return !/^\s*#\s*include\s*<linux\/(?!ioctl|types)/m.test(text) && /^\s*#\s*include\s*<(?:stdio|stdlib|unistd|fcntl|poll|sys\/\w+)\.h>/m.test(text);
}
