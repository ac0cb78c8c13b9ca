/**
 * The PL330's instructions as data: one row per first byte, from which decoding, encoding, the assembler and the
 * disassembler come. ARM DDI 0424 (DMA-330 TRM) chapter 4; section numbers are those of its instruction descriptions.
 * What an instruction does stands in execute.ts.
 */

/** What an instruction does, whatever its form; a number so that the interpreter can switch on it. */
export const OP = {
  end: 0, kill: 1, load: 2, store: 3, storeZeros: 4, readBarrier: 5, writeBarrier: 6, nop: 7, loop: 8, loadPeripheral: 9, storePeripheral: 10,
  loopEnd: 11, waitPeripheral: 12, sendEvent: 13, flushPeripheral: 14, waitEvent: 15, addHalf: 16, addNegativeHalf: 17, go: 18, move: 19,
} as const;

/** When a form with suffix runs: always, or only for this request type of the channel (set by DMAWFP). */
export type Condition = 'always' | 'single' | 'burst';
export type OperandName = 'peripheral' | 'event' | 'invalidate' | 'iterations' | 'jump' | 'value' | 'channel' | 'address' | 'register';
/** Who may run it; 'debug' adds the debug registers (for the threads named beside it). */
export type Runner = 'manager' | 'channel' | 'debug-manager' | 'debug-channel';

/** Bits of the instruction, counted from bit 0 of byte 0, little endian. `bias` is added to the stored value. */
export interface OperandField {
  readonly name: OperandName;
  readonly bit: number;
  readonly width: number;
  readonly bias?: number;
}

export interface InstructionForm {
  readonly code: number;
  readonly mnemonic: string;
  readonly op: number;
  readonly length: number;
  readonly operands: readonly OperandField[];
  readonly runBy: readonly Runner[];
  readonly section: string;
  readonly title: string;
  readonly condition: Condition;
  /** What the first byte itself selects. */
  readonly counter?: 0 | 1;
  readonly forever?: boolean;
  readonly request?: 'single' | 'periph' | 'burst';
  readonly target?: 'SAR' | 'DAR';
  readonly nonSecure?: boolean;
}

const MANAGER: readonly Runner[] = ['manager', 'debug-manager'];
const CHANNEL: readonly Runner[] = ['channel'];
const BOTH: readonly Runner[] = ['manager', 'channel'];
const EVENT: readonly Runner[] = ['manager', 'channel', 'debug-manager', 'debug-channel'];
const DEBUG: readonly Runner[] = ['debug-manager', 'debug-channel'];

const peripheral: OperandField = { name: 'peripheral', bit: 11, width: 5 };
const event: OperandField = { name: 'event', bit: 11, width: 5 };
const jump: OperandField = { name: 'jump', bit: 8, width: 8 };
const iterations: OperandField = { name: 'iterations', bit: 8, width: 8, bias: 1 };
const half: OperandField = { name: 'value', bit: 8, width: 16 };

type Extras = Partial<Pick<InstructionForm, 'condition' | 'counter' | 'forever' | 'request' | 'target' | 'nonSecure'>>;

function form(code: number, mnemonic: string, op: number, length: number, operands: readonly OperandField[], runBy: readonly Runner[], section: string, title: string, extras: Extras = {}): InstructionForm {
  return { code, mnemonic, op, length, operands, runBy, section, title, condition: 'always', ...extras };
}

const single = { condition: 'single' } as const;
const burst = { condition: 'burst' } as const;

export const INSTRUCTIONS: readonly InstructionForm[] = [
  form(0x00, 'DMAEND', OP.end, 1, [], BOTH, '4.3.3', 'End'),
  form(0x01, 'DMAKILL', OP.kill, 1, [], DEBUG, '4.3.6', 'Kill'),
  form(0x04, 'DMALD', OP.load, 1, [], CHANNEL, '4.3.7', 'Load'),
  form(0x05, 'DMALDS', OP.load, 1, [], CHANNEL, '4.3.7', 'Load single', single),
  form(0x07, 'DMALDB', OP.load, 1, [], CHANNEL, '4.3.7', 'Load burst', burst),
  form(0x08, 'DMAST', OP.store, 1, [], CHANNEL, '4.3.16', 'Store'),
  form(0x09, 'DMASTS', OP.store, 1, [], CHANNEL, '4.3.16', 'Store single', single),
  form(0x0b, 'DMASTB', OP.store, 1, [], CHANNEL, '4.3.16', 'Store burst', burst),
  form(0x0c, 'DMASTZ', OP.storeZeros, 1, [], CHANNEL, '4.3.18', 'Store zeros'),
  form(0x12, 'DMARMB', OP.readBarrier, 1, [], CHANNEL, '4.3.14', 'Read memory barrier'),
  form(0x13, 'DMAWMB', OP.writeBarrier, 1, [], CHANNEL, '4.3.21', 'Write memory barrier'),
  form(0x18, 'DMANOP', OP.nop, 1, [], BOTH, '4.3.13', 'No operation'),
  form(0x20, 'DMALP', OP.loop, 2, [iterations], CHANNEL, '4.3.9', 'Loop', { counter: 0 }),
  form(0x22, 'DMALP', OP.loop, 2, [iterations], CHANNEL, '4.3.9', 'Loop', { counter: 1 }),
  form(0x25, 'DMALDPS', OP.loadPeripheral, 2, [peripheral], CHANNEL, '4.3.8', 'Load single and notify peripheral', single),
  form(0x27, 'DMALDPB', OP.loadPeripheral, 2, [peripheral], CHANNEL, '4.3.8', 'Load burst and notify peripheral', burst),
  form(0x28, 'DMALPEND', OP.loopEnd, 2, [jump], CHANNEL, '4.3.10', 'Loop end', { counter: 0, forever: true }),
  form(0x29, 'DMASTPS', OP.storePeripheral, 2, [peripheral], CHANNEL, '4.3.17', 'Store single and notify peripheral', single),
  form(0x2b, 'DMASTPB', OP.storePeripheral, 2, [peripheral], CHANNEL, '4.3.17', 'Store burst and notify peripheral', burst),
  form(0x2c, 'DMALPEND', OP.loopEnd, 2, [jump], CHANNEL, '4.3.10', 'Loop end', { counter: 1, forever: true }),
  form(0x2d, 'DMALPENDS', OP.loopEnd, 2, [jump], CHANNEL, '4.3.10', 'Loop end single', { ...single, counter: 1, forever: true }),
  form(0x2f, 'DMALPENDB', OP.loopEnd, 2, [jump], CHANNEL, '4.3.10', 'Loop end burst', { ...burst, counter: 1, forever: true }),
  form(0x30, 'DMAWFP', OP.waitPeripheral, 2, [peripheral], CHANNEL, '4.3.20', 'Wait for peripheral', { request: 'single' }),
  form(0x31, 'DMAWFP', OP.waitPeripheral, 2, [peripheral], CHANNEL, '4.3.20', 'Wait for peripheral', { request: 'periph' }),
  form(0x32, 'DMAWFP', OP.waitPeripheral, 2, [peripheral], CHANNEL, '4.3.20', 'Wait for peripheral', { request: 'burst' }),
  form(0x34, 'DMASEV', OP.sendEvent, 2, [event], EVENT, '4.3.15', 'Send event'),
  form(0x35, 'DMAFLUSHP', OP.flushPeripheral, 2, [peripheral], CHANNEL, '4.3.4', 'Flush and notify peripheral'),
  form(0x36, 'DMAWFE', OP.waitEvent, 2, [event, { name: 'invalidate', bit: 9, width: 1 }], BOTH, '4.3.19', 'Wait for event'),
  form(0x38, 'DMALPEND', OP.loopEnd, 2, [jump], CHANNEL, '4.3.10', 'Loop end', { counter: 0 }),
  form(0x39, 'DMALPENDS', OP.loopEnd, 2, [jump], CHANNEL, '4.3.10', 'Loop end single', { ...single, counter: 0 }),
  form(0x3b, 'DMALPENDB', OP.loopEnd, 2, [jump], CHANNEL, '4.3.10', 'Loop end burst', { ...burst, counter: 0 }),
  form(0x3c, 'DMALPEND', OP.loopEnd, 2, [jump], CHANNEL, '4.3.10', 'Loop end', { counter: 1 }),
  form(0x3d, 'DMALPENDS', OP.loopEnd, 2, [jump], CHANNEL, '4.3.10', 'Loop end single', { ...single, counter: 1 }),
  form(0x3f, 'DMALPENDB', OP.loopEnd, 2, [jump], CHANNEL, '4.3.10', 'Loop end burst', { ...burst, counter: 1 }),
  form(0x54, 'DMAADDH', OP.addHalf, 3, [half], CHANNEL, '4.3.1', 'Add halfword', { target: 'SAR' }),
  form(0x56, 'DMAADDH', OP.addHalf, 3, [half], CHANNEL, '4.3.1', 'Add halfword', { target: 'DAR' }),
  form(0x5c, 'DMAADNH', OP.addNegativeHalf, 3, [half], CHANNEL, '4.3.2', 'Add negative halfword', { target: 'SAR' }),
  form(0x5e, 'DMAADNH', OP.addNegativeHalf, 3, [half], CHANNEL, '4.3.2', 'Add negative halfword', { target: 'DAR' }),
  form(0xa0, 'DMAGO', OP.go, 6, [{ name: 'channel', bit: 8, width: 3 }, { name: 'address', bit: 16, width: 32 }], MANAGER, '4.3.5', 'Go'),
  form(0xa2, 'DMAGO', OP.go, 6, [{ name: 'channel', bit: 8, width: 3 }, { name: 'address', bit: 16, width: 32 }], MANAGER, '4.3.5', 'Go', { nonSecure: true }),
  form(0xbc, 'DMAMOV', OP.move, 6, [{ name: 'register', bit: 8, width: 3 }, { name: 'value', bit: 16, width: 32 }], CHANNEL, '4.3.12', 'Move'),
];

/** What DMAMOV's register operand selects. */
export const MOVE_REGISTERS = ['SAR', 'CCR', 'DAR'] as const;
export const LONGEST_INSTRUCTION = 6;

const FORM_BY_CODE: readonly (InstructionForm | undefined)[] = Array.from({ length: 256 }, (_, code) => INSTRUCTIONS.find((row) => row.code === code));

export function formOf(code: number): InstructionForm | undefined {
  return FORM_BY_CODE[code & 0xff];
}

export type Operands = Partial<Record<OperandName, number>>;

export interface DecodedInstruction {
  readonly form: InstructionForm;
  readonly operands: Operands;
}

/** Why bytes are no instruction: the two precise faults of section 2.12, or too few bytes. */
export type DecodeProblem = 'undef_instr' | 'operand_invalid' | 'truncated';

/** The operands' sizes that a configuration has; without it only the encoding itself is checked. */
export interface OperandLimits {
  readonly channels: number;
  readonly events: number;
  readonly peripherals: number;
}

function fieldValue(bytes: ArrayLike<number>, at: number, field: OperandField): number {
  let value = 0;
  for (let bit = field.bit + field.width; bit > field.bit; ) {
    const low = Math.max((bit - 1) & ~7, field.bit);
    const part = (bytes[at + (low >> 3)] >> (low & 7)) & ((1 << (bit - low)) - 1);
    value = value * 2 ** (bit - low) + part;
    bit = low;
  }
  return value + (field.bias ?? 0);
}

/** Bits of byte 1 that no operand uses. They must be zero: [M] a set one is taken as operand_invalid. */
function reservedBits(form: InstructionForm): number {
  let used = 0;
  for (const field of form.operands) for (let bit = field.bit; bit < field.bit + field.width && bit < 16; bit++) used |= 1 << (bit - 8);
  return form.length > 1 ? ~used & 0xff : 0;
}

const RESERVED_BY_CODE: readonly number[] = FORM_BY_CODE.map((row) => (row === undefined ? 0 : reservedBits(row)));

/** The instruction at `bytes[at]`, or why there is none. */
export function decode(bytes: ArrayLike<number>, at = 0, limits?: OperandLimits): DecodedInstruction | DecodeProblem {
  if (at >= bytes.length) return 'truncated';
  const form = FORM_BY_CODE[bytes[at]];
  if (form === undefined) return 'undef_instr';
  if (at + form.length > bytes.length) return 'truncated';
  const operands: Operands = {};
  for (const field of form.operands) operands[field.name] = fieldValue(bytes, at, field);
  if ((bytes[at + 1] & RESERVED_BY_CODE[form.code]) !== 0) return 'operand_invalid';
  if ((operands.register ?? 0) >= MOVE_REGISTERS.length) return 'operand_invalid';
  if (limits !== undefined && outsideLimits(operands, limits)) return 'operand_invalid';
  return { form, operands };
}

function outsideLimits(operands: Operands, limits: OperandLimits): boolean {
  return (operands.event ?? 0) >= limits.events || (operands.channel ?? 0) >= limits.channels || (operands.peripheral ?? -1) >= limits.peripherals;
}

/** The bytes of an instruction. @throws RangeError naming the operand that is missing or does not fit. */
export function encode(form: InstructionForm, operands: Operands = {}): number[] {
  const bytes = new Array<number>(form.length).fill(0);
  bytes[0] = form.code;
  for (const field of form.operands) {
    const given = field.name === 'invalidate' ? (operands.invalidate ?? 0) : operands[field.name];
    const bias = field.bias ?? 0;
    const highest = field.name === 'register' ? MOVE_REGISTERS.length - 1 : 2 ** field.width - 1;
    if (given === undefined) throw new RangeError(`${form.mnemonic} needs ${field.name}`);
    if (!Number.isInteger(given) || given < bias || given > highest + bias) throw new RangeError(`${form.mnemonic}: ${field.name} must be ${bias} to ${highest + bias}, not ${given}`);
    let left = given - bias;
    for (let bit = field.bit; bit < field.bit + field.width; ) {
      const count = Math.min(8 - (bit & 7), field.bit + field.width - bit);
      bytes[bit >> 3] |= (left % 2 ** count) << (bit & 7);
      left = Math.floor(left / 2 ** count);
      bit += count;
    }
  }
  return bytes;
}
