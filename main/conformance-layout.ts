/**
 * Structure layouts against real compilers: every struct that the kernel headers declare, for each profile and target,
 * and random structs with bit-fields, packing and alignment. What this program computed is asserted in C, and the
 * compiler says what is wrong. Bit-fields have no offset in C: objects with one field set are compared byte by byte.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RecordInfo } from '../core/c/ctype';
import { fieldNames, findField } from '../core/c/ctype';
import { parseUnit } from '../core/c/parse';
import { Preprocessor } from '../core/c/preprocess';
import { DiagnosticList, SourceFile } from '../core/c/source';
import type { TargetName } from '../core/c/target';
import { TARGETS } from '../core/c/target';
import { headerPaths, kernelHeader } from '../core/kernel/headers';
import { AUTOCONF } from '../core/kernel/headers/text';
import type { Profile } from '../core/kernel/profiles';
import { PROFILES } from '../core/kernel/profiles';
import { headerRecords } from '../core/kernel/structs';
import { Random } from '../core/random';
import { randomStructs } from './conformance/random-structs';

export interface LayoutOptions {
  /** How many random structs, from which seed on. */
  readonly count: number;
  readonly seed: number;
  log(line: string): void;
}
export interface LayoutResult {
  /** Sizes, alignments, offsets and objects compared. */
  facts: number;
  wrong: string[];
  /** What must be installed first; nothing was compared then. */
  missing: string | null;
}

interface Compiler {
  readonly target: TargetName;
  readonly command: string;
  readonly args: readonly string[];
  readonly objcopy: string;
}

/** Structs that share one file of random structs. */
const BATCH = 100;
const WAY = ['-std=gnu11', '-w', '-O0', '-ffreestanding', '-nostdinc', '-fno-toplevel-reorder', '-fno-pic'];
/** A bare-metal compiler has the same layouts with enums of a whole int. */
const ARM = [
  { command: 'arm-linux-gnueabihf-gcc', args: [], objcopy: 'arm-linux-gnueabihf-objcopy' },
  { command: 'arm-linux-gnueabi-gcc', args: [], objcopy: 'arm-linux-gnueabi-objcopy' },
  { command: 'arm-none-eabi-gcc', args: ['-fno-short-enums', '-mabi=aapcs'], objcopy: 'arm-none-eabi-objcopy' },
] as const;

const works = (command: string, args: readonly string[]): boolean => spawnSync(command, [...args, '-x', 'c', '-c', '-o', '/dev/null', '-'], { input: 'int nothing;\n' }).status === 0;

function findCompilers(): Compiler[] | string {
  const arm = ARM.find(({ command, args }) => works(command, args));
  if (arm === undefined) return 'an ARM compiler is missing: install the package gcc-arm-linux-gnueabihf, or gcc-arm-none-eabi';
  if (!works('gcc', ['-m32'])) return 'a compiler for i386 is missing: install the package gcc';
  return [{ target: 'arm', ...arm }, { target: 'i386', command: 'gcc', args: ['-m32'], objcopy: 'objcopy' }];
}

/** An object with one bit-field set: its value in C, and its bytes as computed here. */
interface Probe {
  readonly about: string;
  readonly definition: string;
  readonly bytes: Uint8Array;
}

const PROBE_ALIGNMENT = 16;

function assertions(tag: string, record: RecordInfo): string[] {
  const lines = [`_Static_assert(sizeof(struct ${tag}) == ${record.size}, "struct ${tag}: ${record.size} bytes here");`, `_Static_assert(_Alignof(struct ${tag}) == ${record.align}, "struct ${tag}: aligned to ${record.align} here");`];
  for (const name of fieldNames(record)) {
    const found = name === '' ? null : findField(record, name);
    if (found?.field.bits === null) lines.push(`_Static_assert(__builtin_offsetof(struct ${tag}, ${name}) == ${found.offset}, "struct ${tag}: ${name} at ${found.offset} here");`);
  }
  return lines;
}

function probes(tag: string, record: RecordInfo): Probe[] {
  const out: Probe[] = [];
  for (const { name, offset, bits } of record.fields) {
    if (bits === null || name === '') continue;
    const bytes = new Uint8Array(record.size);
    for (let i = 0; i < bits.width; i++) bytes[offset + ((bits.start + i) >> 3)] |= 1 << ((bits.start + i) & 7);
    out.push({ about: `struct ${tag}: bit-field ${name}`, definition: `__attribute__((section(".probe"), aligned(${PROBE_ALIGNMENT}))) struct ${tag} probe_${tag}_${name} = { .${name} = -1 };`, bytes });
  }
  return out;
}

/** Compile; the assertions that do not hold, or else the probes that differ. */
function compare(compiler: Compiler, work: string, text: string, includes: readonly string[], probed: readonly Probe[]): string[] {
  const source = join(work, 'layout.c');
  const object = join(work, 'layout.o');
  writeFileSync(source, text);
  const built = spawnSync(compiler.command, [...compiler.args, ...WAY, ...includes, '-D__KERNEL__', '-DMODULE', '-c', source, '-o', object], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (built.status !== 0) return built.stderr.split('\n').filter((line) => / error: /.test(line)).map((line) => line.replace(/^.* error: (static assertion failed: )?/, ''));
  if (probed.length === 0) return [];
  const raw = join(work, 'probe.bin');
  const copied = spawnSync(compiler.objcopy, ['-O', 'binary', '-j', '.probe', object, raw], { encoding: 'utf8' });
  if (copied.status !== 0) return [`${compiler.objcopy} failed: ${copied.stderr}`];
  return differences(readFileSync(raw), probed);
}

function differences(theirs: Buffer, probed: readonly Probe[]): string[] {
  const wrong: string[] = [];
  let at = 0;
  for (const { about, bytes } of probed) {
    at = Math.ceil(at / PROBE_ALIGNMENT) * PROBE_ALIGNMENT;
    const hex = (some: Uint8Array): string => Buffer.from(some).toString('hex');
    const given = theirs.subarray(at, at + bytes.length);
    if (hex(given) !== hex(bytes)) wrong.push(`${about}: ${hex(bytes)} here, ${hex(given)} there`);
    at += bytes.length;
  }
  return wrong;
}

function writeHeaders(folder: string, profile: Profile): void {
  for (const path of [AUTOCONF, ...headerPaths(profile)]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), kernelHeader(path, profile) ?? '');
  }
}

function parseStructs(text: string, target: TargetName): Map<string, RecordInfo> {
  const diagnostics = new DiagnosticList();
  const preprocessor = new Preprocessor({ files: { read: () => null }, includes: [], defines: [] }, diagnostics, TARGETS[target].predefined);
  const { context } = parseUnit(preprocessor.run(new SourceFile('random.c', text)), TARGETS[target], diagnostics, { firstId: 1, standard: 'gnu11' });
  if (diagnostics.errors > 0) throw new Error(`random structs are wrong C:\n${diagnostics.render()}`);
  const records = new Map<string, RecordInfo>();
  for (const [tag, found] of context.fileScope.tags) if (found.kind === 'struct') records.set(tag, found.record);
  return records;
}

export function conformLayout(options: LayoutOptions): LayoutResult {
  const compilers = findCompilers();
  const result: LayoutResult = { facts: 0, wrong: [], missing: typeof compilers === 'string' ? compilers : null };
  if (typeof compilers === 'string') return result;
  const work = mkdtempSync(join(tmpdir(), 'layout-conformance-'));
  const check = (title: string, compiler: Compiler, head: string, includes: readonly string[], records: ReadonlyMap<string, RecordInfo>): void => {
    const asserted = [...records].flatMap(([tag, record]) => assertions(tag, record));
    const probed = [...records].flatMap(([tag, record]) => probes(tag, record));
    const wrong = compare(compiler, work, [head, ...asserted, ...probed.map((one) => one.definition), ''].join('\n'), includes, probed);
    result.facts += asserted.length + probed.length;
    for (const one of wrong) result.wrong.push(`${title}, ${compiler.target}: ${one}`);
    options.log(`${title}, ${compiler.target}: ${records.size} structs, ${asserted.length + probed.length} facts, ${wrong.length} wrong`);
  };
  try {
    for (const profile of PROFILES) {
      const folder = join(work, profile.name);
      writeHeaders(folder, profile);
      for (const compiler of compilers) check(profile.name, compiler, headerPaths(profile).map((path) => `#include <${path}>`).join('\n'), ['-I', folder], headerRecords(profile, compiler.target));
    }
    for (let first = 0; first < options.count; first += BATCH) {
      const text = randomStructs(new Random(options.seed + first), Math.min(BATCH, options.count - first));
      for (const compiler of compilers) check(`random structs from seed ${options.seed + first}`, compiler, text, [], parseStructs(text, compiler.target));
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return result;
}
