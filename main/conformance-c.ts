/**
 * The C laboratory against gcc -m32: the committed suite, and random programs from csmith compared by their checksum.
 * Programs that take gcc's build more than a second, or that only test messages or faults, are left out.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AT_ONCE, NEVER } from '../core/c/hot-loops';
import { runProgram } from '../core/c/run-program';

export interface ConformanceOptions {
  /** Folder of the suite, `examples/c-suite`. */
  suite: string;
  /** How many csmith programs to compare, from which seed on. */
  count: number;
  firstSeed: number;
  csmithHeaders: string;
  log(line: string): void;
}
export interface ConformanceResult {
  same: number;
  different: string[];
  dropped: number;
  /** What must be installed first; nothing was run then. */
  missing: string | null;
}

const GCC = ['-m32', '-std=gnu11', '-w', '-O1', '-fno-strict-overflow', '-msse2', '-mfpmath=sse'];
const BUDGET = 4_000_000_000;

function missingTool(needCsmith: boolean): string | null {
  const probe = spawnSync('gcc', ['-m32', '-x', 'c', '-o', '/dev/null', '-'], { input: '#include <stdio.h>\nint main(void) { return 0; }\n' });
  if (probe.status !== 0) return 'gcc with 32-bit support is missing: install the package gcc-multilib';
  if (needCsmith && spawnSync('csmith', ['--version'], { cwd: tmpdir() }).status !== 0) return 'csmith is missing: install the packages csmith and libcsmith-dev';
  return null;
}

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

function compare(path: string, includes: string[], work: string): 'same' | 'different' | 'dropped' {
  const exe = join(work, 'reference');
  const built = spawnSync('gcc', [...GCC, ...includes.map((i) => `-I${i}`), path, '-o', exe, '-lm']);
  if (built.status !== 0) return 'dropped';
  const reference = spawnSync(exe, [], { timeout: 1000, maxBuffer: 1 << 26 });
  if (reference.status === null) return 'dropped';
  const [ours, interpreted] = [AT_ONCE, NEVER].map((warmth) => runProgram({ files: { read }, main: path, includes, defines: [], args: [], target: 'i386', budget: BUDGET, warmth }));
  const equal = ours.exitCode === reference.status && ours.instructions === interpreted.instructions && [reference.stdout, interpreted.stdout].every((output) => Buffer.compare(Buffer.from(ours.stdout), Buffer.from(output)) === 0);
  return equal ? 'same' : 'different';
}

export function conformC(options: ConformanceOptions): ConformanceResult {
  const result: ConformanceResult = { same: 0, different: [], dropped: 0, missing: missingTool(options.count > 0) };
  if (result.missing !== null) return result;
  const work = mkdtempSync(join(tmpdir(), 'c-conformance-'));
  const note = (name: string, verdict: 'same' | 'different' | 'dropped'): void => {
    if (verdict === 'same') result.same++;
    else if (verdict === 'dropped') result.dropped++;
    else {
      result.different.push(name);
      options.log(`${name}: differs from gcc`);
    }
  };
  try {
    for (const name of readdirSync(options.suite).filter((n) => n.endsWith('.c'))) {
      const path = join(options.suite, name);
      const text = readFileSync(path, 'utf8');
      // __FILE__ in a program's output would hold the path, and wrong programs are no matter for gcc.
      if (/^\/\/ (expect|gcc: no|target: arm)/m.test(text) || text.includes('__FILE__')) continue;
      note(name, compare(path, [], work));
    }
    for (let seed = options.firstSeed; seed < options.firstSeed + options.count; seed++) {
      // csmith leaves platform.info where it runs.
      const path = join(work, `seed-${seed}.c`);
      writeFileSync(path, execFileSync('csmith', ['--seed', String(seed), '--no-packed-struct', '--concise'], { cwd: work, maxBuffer: 1 << 26 }));
      note(`csmith seed ${seed}`, compare(path, [options.csmithHeaders], work));
      rmSync(path);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return result;
}
