/**
 * PL330 disassembler: bytes to the text that the assembler turns into the same bytes. What is no instruction, or one with
 * operands that no assembler would emit, becomes .byte. ARM DDI 0424 chapter 4.
 */
import { ccrText } from './ccr';
import { decode, formOf, MOVE_REGISTERS, type DecodedInstruction } from './instructions';

export interface DisassembledLine {
  readonly address: number;
  readonly length: number;
  readonly text: string;
  /** Why this is .byte. */
  readonly problem?: 'undef_instr' | 'operand_invalid' | 'truncated';
  /** Loop ends: where they jump to. DMAGO: where the channel starts. */
  readonly target?: number;
}

const hex = (value: number, digits = 1): string => '0x' + value.toString(16).padStart(digits, '0');

/** Text of one instruction; loop ends with counter and jump spelled out, so that the text stands for itself. */
export function instructionText({ form, operands }: DecodedInstruction): string {
  const parts: string[] = [];
  if (form.counter !== undefined) parts.push(`lc${form.counter}`);
  if (form.forever === true) parts.push('forever');
  if (form.target !== undefined) parts.push(form.target);
  if (operands.channel !== undefined) parts.push(`C${operands.channel}`);
  if (operands.peripheral !== undefined) parts.push(`P${operands.peripheral}`);
  if (operands.event !== undefined) parts.push(`E${operands.event}`);
  if (form.request !== undefined) parts.push(form.request);
  if (operands.invalidate === 1) parts.push('invalid');
  if (operands.iterations !== undefined) parts.push(String(operands.iterations));
  if (operands.jump !== undefined) parts.push(String(operands.jump));
  if (operands.address !== undefined) parts.push(hex(operands.address, 8));
  if (form.nonSecure === true) parts.push('ns');
  if (operands.register === undefined) {
    if (operands.value !== undefined) parts.push(hex(operands.value, 4));
  } else {
    const register = MOVE_REGISTERS[operands.register];
    const value = operands.value ?? 0;
    parts.push(register, (register === 'CCR' ? ccrText(value) : undefined) ?? hex(value, 8));
  }
  return parts.length === 0 ? form.mnemonic : `${form.mnemonic} ${parts.join(', ')}`;
}

/** The line at `bytes[at]`, which lies at `address` in memory. */
export function disassembleAt(bytes: ArrayLike<number>, at: number, address: number): DisassembledLine {
  const decoded = decode(bytes, at);
  if (typeof decoded !== 'string') {
    const { form, operands } = decoded;
    const target = operands.jump === undefined ? operands.address : (address - operands.jump) >>> 0;
    return { address, length: form.length, text: instructionText(decoded), ...(target === undefined ? {} : { target }) };
  }
  const length = decoded === 'operand_invalid' ? (formOf(bytes[at])?.length ?? 1) : 1;
  const raw = Array.from({ length }, (_, i) => hex(bytes[at + i], 2));
  return { address, length, text: `.byte ${raw.join(', ')}`, problem: decoded };
}

export function disassemble(bytes: ArrayLike<number>, origin = 0): DisassembledLine[] {
  const lines: DisassembledLine[] = [];
  for (let at = 0; at < bytes.length; ) {
    const line = disassembleAt(bytes, at, (origin + at) >>> 0);
    lines.push(line);
    at += line.length;
  }
  return lines;
}
