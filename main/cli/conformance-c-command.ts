/** dmabench conformance-c: the C laboratory against gcc, on the suite and on random programs of csmith. */
import { join } from 'node:path';
import { conformC } from '../conformance-c';
import { CliError, parseOptions } from './cli-error';
import type { Command } from './cli-error';

/** Seen from the bundle in out/cli. */
const SUITE = join(import.meta.dirname, '..', '..', 'examples', 'c-suite');
const CSMITH_HEADERS = '/usr/include/csmith';

export const conformanceCCommand: Command = {
  name: 'conformance-c',
  usage: 'conformance-c [--seed N] [--count N] [--suite DIR] [--csmith-headers DIR]',
  summary: 'compare the C laboratory with gcc on its suite and on random programs',
  run(args) {
    const { positional, values } = parseOptions(args, [], ['seed', 'count', 'suite', 'csmith-headers']);
    if (positional.length > 0) throw new CliError('conformance-c takes no file', 2);
    const option = (name: string, otherwise: string): string => values.get(name)?.[0] ?? otherwise;
    const result = conformC({
      suite: option('suite', SUITE),
      count: whole('count', option('count', '20')),
      firstSeed: whole('seed', option('seed', '1')),
      csmithHeaders: option('csmith-headers', CSMITH_HEADERS),
      log: (line) => process.stdout.write(`${line}\n`),
    });
    if (result.missing !== null) throw new CliError(result.missing, 3);
    process.stdout.write(`${result.same} same, ${result.different.length} different, ${result.dropped} dropped\n`);
    return Promise.resolve(result.different.length === 0 ? 0 : 1);
  },
};

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 1_000_000) throw new CliError(`--${option} ${text} is not a whole number up to 1000000`, 2);
  return value;
}
