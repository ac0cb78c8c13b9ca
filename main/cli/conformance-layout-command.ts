/** dmabench conformance-layout: structure layouts against compilers for ARM and i386. */
import { conformLayout } from '../conformance-layout';
import { CliError, parseOptions } from './cli-error';
import type { Command } from './cli-error';

const MOST_SHOWN = 40;

export const conformanceLayoutCommand: Command = {
  name: 'conformance-layout',
  usage: 'conformance-layout [--seed N] [--count N]',
  summary: 'compare the structures of the kernel headers and random ones with compilers for ARM and i386',
  run(args) {
    const { positional, values } = parseOptions(args, [], ['seed', 'count']);
    if (positional.length > 0) throw new CliError('conformance-layout takes no file', 2);
    const whole = (name: string, otherwise: number): number => {
      const value = Number(values.get(name)?.[0] ?? otherwise);
      if (!Number.isInteger(value) || value < 0 || value > 1_000_000) throw new CliError(`--${name} is not a whole number up to 1000000`, 2);
      return value;
    };
    const result = conformLayout({ count: whole('count', 500), seed: whole('seed', 1), log: (line) => process.stdout.write(`${line}\n`) });
    if (result.missing !== null) throw new CliError(result.missing, 3);
    for (const one of result.wrong.slice(0, MOST_SHOWN)) process.stdout.write(`${one}\n`);
    process.stdout.write(`${result.facts} facts compared, ${result.wrong.length} wrong\n`);
    return Promise.resolve(result.wrong.length === 0 ? 0 : 1);
  },
};
