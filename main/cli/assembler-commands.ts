/** dmabench asm, disasm: PL330 microcode as text and back. */
import { writeFileSync } from 'node:fs';
import { assemble } from '../../core/controllers/pl330/assembler';
import { disassemble } from '../../core/controllers/pl330/disassembler';
import { CliError, parseOptions } from './cli-error';
import type { Command } from './cli-error';
import { readInput, readText } from './files';

export const asmCommand: Command = {
  name: 'asm',
  usage: 'asm FILE|- [--origin ADDR] [--out FILE]',
  summary: 'assemble PL330 microcode; prints the bytes in hexadecimal, or writes them to a file',
  run(args) {
    const { positional, values } = parseOptions(args, [], ['origin', 'out']);
    if (positional.length !== 1) throw new CliError('asm takes one file', 2);
    const result = assemble(readText(positional[0]), { origin: addressOf(values.get('origin')?.[0] ?? '0') });
    if (result.errors.length > 0) {
      for (const error of result.errors) process.stderr.write(`${positional[0]}:${error.line}:${error.column}: ${error.message}\n`);
      return 1;
    }
    const out = values.get('out')?.[0];
    if (out !== undefined) writeFileSync(out, result.bytes);
    else process.stdout.write(`${Buffer.from(result.bytes).toString('hex')}\n`);
    return 0;
  },
};

export const disasmCommand: Command = {
  name: 'disasm',
  usage: 'disasm FILE|-|HEX [--origin ADDR] [--hex]',
  summary: 'disassemble PL330 microcode from a binary file (--hex: from hexadecimal text)',
  run(args) {
    const { positional, flags, values } = parseOptions(args, ['hex'], ['origin']);
    if (positional.length !== 1) throw new CliError('disasm takes one file, or hexadecimal digits', 2);
    const origin = addressOf(values.get('origin')?.[0] ?? '0');
    const [argument] = positional;
    const isHex = /^([0-9a-f]{2})+$/i.test(argument);
    const bytes = isHex ? fromHex(argument) : flags.has('hex') ? fromHex(readText(argument).replace(/\s/g, '')) : readInput(argument);
    for (const line of disassemble(bytes, origin)) {
      const raw = Buffer.from(bytes.subarray(line.address - origin, line.address - origin + line.length)).toString('hex');
      process.stdout.write(`${line.address.toString(16).padStart(8, '0')}  ${raw.padEnd(12)}  ${line.text}\n`);
    }
    return 0;
  },
};

function fromHex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw new CliError('the text is not pairs of hexadecimal digits', 3);
  return Buffer.from(text, 'hex');
}

function addressOf(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) throw new CliError(`--origin ${text} is not an address`, 2, 'for example 0x300000');
  return value;
}
