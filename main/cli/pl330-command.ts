/** dmabench pl330: cases in, answers out, a JSON object a line; each answer is printed before the next case is read. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { runCases } from '../pl330-cases';
import { CliError, parseOptions } from './cli-error';
import type { Command } from './cli-error';
import { refuseUnreadable } from './files';

export const pl330Command: Command = {
  name: 'pl330',
  usage: 'pl330 [FILE|-]',
  summary: 'run PL330 cases, one JSON object a line; answers in the same form',
  async run(args) {
    const { positional } = parseOptions(args, [], []);
    if (positional.length > 1) throw new CliError('pl330 takes one file', 2);
    const path = positional[0] ?? '-';
    if (path !== '-') refuseUnreadable(path);
    const input = path === '-' ? process.stdin : createReadStream(path);
    for await (const line of createInterface({ input, crlfDelay: Infinity })) for (const answer of runCases([line])) process.stdout.write(`${JSON.stringify(answer)}\n`);
    return 0;
  },
};
