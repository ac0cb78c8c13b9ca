/** dmabench conformance: the PL330 model against QEMU's on random programs. */
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { runConformance } from '../conformance-pl330';
import { QemuMissing } from '../conformance/qtest';
import type { CaseAnswer, Pl330Case } from '../pl330-cases';
import { CliError, parseOptions } from './cli-error';
import type { Command } from './cli-error';

export const conformanceCommand: Command = {
  name: 'conformance',
  usage: 'conformance [--seed N] [--count N] [--qemu COMMAND] [--record FILE]',
  summary: 'compare the PL330 model with QEMU\'s on random programs',
  async run(args) {
    const { positional, values } = parseOptions(args, [], ['seed', 'count', 'qemu', 'record']);
    if (positional.length > 0) throw new CliError('conformance takes no file', 2);
    const seed = whole('seed', values.get('seed')?.[0] ?? '1');
    const count = whole('count', values.get('count')?.[0] ?? '500');
    const file = values.get('record')?.[0];
    const recorded: string[] = [];
    const record = (given: Pl330Case, theirs: CaseAnswer): void => void (file !== undefined && recorded.push(`${JSON.stringify({ given, theirs })}\n`));
    try {
      const summary = await runConformance({ seed, count, qemu: values.get('qemu')?.[0] ?? 'qemu-system-arm', print: (line) => process.stdout.write(`${line}\n`), record });
      if (file !== undefined) writeFileSync(file, brotliCompressSync(recorded.join(''), { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }));
      process.stdout.write(`seed ${seed}: ${count} cases, ${summary.equal} equal, ${summary.different} different, ${summary.excused} excused\n`);
      for (const [name, cases] of [...summary.excuses].sort((a, b) => b[1] - a[1])) process.stdout.write(`  ${String(cases).padStart(6)}  ${name}\n`);
      return summary.different === 0 ? 0 : 1;
    } catch (problem) {
      if (problem instanceof QemuMissing) throw new CliError(problem.message, 3, 'install it (Debian: apt-get install --no-install-recommends qemu-system-arm), or name it with --qemu');
      throw problem;
    }
  },
};

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 1_000_000) throw new CliError(`--${option} ${text} is not a whole number up to 1000000`, 2);
  return value;
}
