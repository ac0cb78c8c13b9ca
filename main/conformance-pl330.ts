/**
 * Conformance of the PL330 model: random cases on ours and on QEMU's, compared in memory and registers. A difference must be
 * covered by the table of excuses; one that is not is made small and shown, and the run fails.
 */
import { disassemble } from '../core/controllers/pl330/disassembler';
import { compareAnswers, type Difference } from './conformance/compare';
import { excuseFor } from './conformance/excuses';
import { factsOf } from './conformance/facts';
import { generateCase, toCase, type GeneratedCase } from './conformance/generator';
import { minimise } from './conformance/minimise';
import { QemuHangs, QemuMachine } from './conformance/qtest';
import { answerCase, type CaseAnswer, type Pl330Case } from './pl330-cases';

/** Holds for every case that leaves a channel alone, so that it is not counted. */
const BACKGROUND = 'CCR at reset';

export interface ConformanceOptions {
  readonly seed: number;
  readonly count: number;
  readonly qemu: string;
  readonly print: (line: string) => void;
  /** Called with every case and QEMU's answer that hold no finding. */
  readonly record?: (given: Pl330Case, theirs: CaseAnswer) => void;
}

export interface ConformanceSummary {
  equal: number;
  excused: number;
  different: number;
  /** Cases by excuse. */
  readonly excuses: Map<string, number>;
}

/** Verdict on two answers: names of the excuses used, and what no excuse covers. */
export function judge(given: Pl330Case, ours: CaseAnswer, theirs: CaseAnswer): { excuses: Set<string>; open: Difference[] } {
  const differences = compareAnswers(given, ours, theirs);
  const excuses = new Set<string>();
  if (differences.length === 0) return { excuses, open: [] };
  const facts = factsOf(given);
  const open = differences.filter((difference) => {
    const excuse = excuseFor(difference, facts, ours, theirs);
    if (excuse !== undefined) excuses.add(excuse.name);
    return excuse === undefined;
  });
  excuses.delete(BACKGROUND);
  return { excuses, open };
}

/** @throws QemuMissing when QEMU cannot be started. */
export async function runConformance(options: ConformanceOptions): Promise<ConformanceSummary> {
  const summary: ConformanceSummary = { equal: 0, excused: 0, different: 0, excuses: new Map() };
  const second = new SecondOpinion(options.qemu);
  try {
    await second.start();
    for (let index = 0; index < options.count; index++) await oneCase(generateCase(options.seed, index), second, summary, options);
  } finally {
    second.stop();
  }
  return summary;
}

async function oneCase(generated: GeneratedCase, second: SecondOpinion, summary: ConformanceSummary, { print, record }: ConformanceOptions): Promise<void> {
  const given = toCase(generated);
  const ours = answerCase(given);
  const theirs = await second.answer(given);
  const { excuses, open } = theirs === 'hangs' ? { excuses: new Set<string>(), open: [HANG] } : judge(given, ours, theirs);
  for (const name of excuses) summary.excuses.set(name, (summary.excuses.get(name) ?? 0) + 1);
  if (open.length === 0) {
    if (theirs !== 'hangs') record?.(given, theirs);
    if (excuses.size === 0) summary.equal++;
    else summary.excused++;
    return;
  }
  summary.different++;
  print(`case ${generated.id} (${generated.shape}) differs`);
  const small = theirs === 'hangs' ? generated : await minimise(generated, async (candidate) => (await openDifferences(candidate, second)).length > 0);
  report(small, theirs === 'hangs' ? open : await openDifferences(small, second), print);
}

const HANG: Difference = { field: 'time', ours: 'comes to rest', theirs: 'hangs' };

/** Candidates that cannot be built, run or answered do not count. */
async function openDifferences(candidate: GeneratedCase, second: SecondOpinion): Promise<Difference[]> {
  try {
    const given = toCase(candidate);
    const ours = answerCase(given);
    const theirs = await second.answer(given);
    return theirs === 'hangs' ? [] : judge(given, ours, theirs).open;
  } catch {
    return [];
  }
}

function report(generated: GeneratedCase, open: readonly Difference[], print: (line: string) => void): void {
  const given = toCase(generated);
  print(`  INTEN 0x${generated.inten.toString(16)}${generated.debug.length > 0 ? `, then debug instructions ${JSON.stringify(generated.debug)}` : ''}`);
  for (const [i, program] of generated.programs.entries()) {
    print(`  channel ${program.channel}${program.ns === 1 ? ', non-secure' : ''}:`);
    const part = given.mem?.[i + 2];
    const bytes = part !== undefined && 'hex' in part ? Buffer.from(part.hex, 'hex') : Buffer.alloc(0);
    for (const line of disassemble(bytes, program.pc)) print(`    ${line.address.toString(16).padStart(8, '0')}  ${line.text}`);
  }
  for (const { field, channel, address, bytes, ours, theirs } of open) {
    const where = channel === undefined ? field : `channel ${channel} ${field}`;
    print(`  ${where}${address === undefined ? '' : ` at 0x${address.toString(16)} (${bytes} bytes)`}: ours ${ours}, QEMU's ${theirs}`);
  }
}

/** QEMU, started again when a case has hung it. */
class SecondOpinion {
  private machine: QemuMachine | undefined;

  constructor(private readonly command: string) {}

  async start(): Promise<void> {
    this.machine = await QemuMachine.start({ command: this.command, megabytes: 16 });
  }

  /** A machine that does not answer gets a second chance: the computer may just have been busy. */
  async answer(given: Pl330Case): Promise<CaseAnswer | 'hangs'> {
    for (let attempt = 0; attempt < 2; attempt++) {
      if (this.machine === undefined) await this.start();
      try {
        return await (this.machine as QemuMachine).answer(given);
      } catch (problem) {
        if (!(problem instanceof QemuHangs)) throw problem;
        this.stop();
      }
    }
    return 'hangs';
  }

  stop(): void {
    this.machine?.stop();
    this.machine = undefined;
  }
}
