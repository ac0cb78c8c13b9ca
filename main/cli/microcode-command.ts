/** dmabench microcode: the PL330 program that the kernel's provider makes for a transfer. */
import { listingText, microcode, REQUEST_BYTES } from '../../core/kernel/providers/pl330/microcode';
import { CliError, parseOptions } from './cli-error';
import type { Command } from './cli-error';

const MOST_BYTES = 2 ** 24;

export const microcodeCommand: Command = {
  name: 'microcode',
  usage: 'microcode --memcpy BYTES',
  summary: "print the program of Linux's PL330 driver for a copy between aligned buffers",
  run(args) {
    const { positional, values } = parseOptions(args, [], ['memcpy']);
    const text = values.get('memcpy')?.[0];
    if (positional.length > 0 || text === undefined) throw new CliError('microcode takes --memcpy BYTES', 2, 'for example --memcpy 4096');
    const bytes = Number(text);
    if (text.trim() === '' || !Number.isInteger(bytes) || bytes < 1 || bytes > MOST_BYTES) throw new CliError(`--memcpy ${text} is no number of bytes from 1 to ${MOST_BYTES}`, 2);
    const code = microcode({ kind: 'memcpy', from: 0, to: 0, bytes }, 0);
    process.stdout.write(`${listingText(code).join('\n')}\n`);
    if (code.tooLong) process.stderr.write(`${code.bytes.length} bytes of program: a request has ${REQUEST_BYTES}, so Linux refuses this transfer (-ENOMEM)\n`);
    return 0;
  },
};
