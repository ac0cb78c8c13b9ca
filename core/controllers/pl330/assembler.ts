/**
 * PL330 assembler: ARM's syntax (DDI 0424 chapter 4) to bytes.
 *
 *   label: DMAMOV CCR, SB16 SS64 SAI DB16 DS64 DAI     ; or a number
 *          DMALP 16  …  DMALPEND                       ; counter and jump found by the assembler
 *          DMALP lc1, 16  …  DMALPEND lc1, 2           ; counter and backward jump (bytes, or a label) given
 *          DMALPFE  …  DMALPEND                        ; or: DMALPEND lc1, forever, 2
 *          .byte 0x02, 3      .word 0x100000, label    ; also DCB, DCD
 *
 * Numbers: decimal, 0x, 0b, an optional leading #; a label, or label + number. Comments: ; or //. Case is free.
 * Every line is checked, so that all errors come at once.
 */
import { decode, encode, INSTRUCTIONS, MOVE_REGISTERS, type InstructionForm, type OperandLimits, type Operands } from './instructions';
import { ccrValue } from './ccr';
import { AssemblyProblem, nearest, readLine, splitWords, valueOf, type Labels, type Operand, type SourceLine } from './assembler-source';

export interface AssemblyError {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Which bytes came from which line. */
export interface AssemblyLine {
  readonly address: number;
  readonly length: number;
  readonly line: number;
}

export interface Assembly {
  /** Empty when there are errors. */
  readonly bytes: Uint8Array;
  readonly origin: number;
  readonly lines: readonly AssemblyLine[];
  readonly labels: Labels;
  readonly errors: readonly AssemblyError[];
}

export interface AssemblerOptions {
  /** Address of the first byte; labels are absolute. */
  readonly origin?: number;
  /** Operands are checked against this configuration. */
  readonly limits?: OperandLimits;
}

interface Loop {
  /** Undefined: DMALPFE. */
  readonly counter: 0 | 1 | undefined;
  readonly body: number;
  readonly line: number;
  readonly column: number;
  /** An explicit counter may be closed by an explicit DMALPEND anywhere, so that it need not be closed here. */
  readonly explicit: boolean;
}

/** One line's bytes once all labels are known. */
interface Item {
  readonly source: SourceLine;
  readonly address: number;
  readonly length: number;
  readonly emit: (labels: Labels) => number[];
}

const MNEMONICS = [...new Set(INSTRUCTIONS.map((form) => form.mnemonic)), 'DMALPFE', '.byte', '.word', 'DCB', 'DCD'];
const DATA_BYTES: Record<string, number> = { '.BYTE': 1, DCB: 1, '.WORD': 4, DCD: 4 };

export function assemble(text: string, options: AssemblerOptions = {}): Assembly {
  return new Assembler(options).run(text);
}

class Assembler {
  private readonly labels = new Map<string, number>();
  private readonly errors: AssemblyError[] = [];
  private readonly items: Item[] = [];
  private readonly loops: Loop[] = [];
  private readonly origin: number;
  private address: number;
  private source: SourceLine = { line: 0, operands: [], mnemonicColumn: 1 };

  constructor(private readonly options: AssemblerOptions) {
    this.origin = options.origin ?? 0;
    this.address = this.origin;
  }

  run(text: string): Assembly {
    text.split(/\r\n|\n|\r/).forEach((line, index) => this.guard(index + 1, () => this.line(readLine(line, index + 1))));
    for (const loop of this.loops) {
      if (!loop.explicit) this.errors.push({ line: loop.line, column: loop.column, message: 'this loop has no DMALPEND; add one behind its body' });
    }
    const bytes: number[] = [];
    const lines: AssemblyLine[] = [];
    for (const item of this.items) {
      this.guard(item.source.line, () => {
        for (const byte of item.emit(this.labels)) bytes.push(byte);
        lines.push({ address: item.address, length: item.length, line: item.source.line });
      });
    }
    this.errors.sort((a, b) => a.line - b.line || a.column - b.column);
    return { bytes: Uint8Array.from(this.errors.length === 0 ? bytes : []), origin: this.origin, lines, labels: this.labels, errors: this.errors };
  }

  private guard(line: number, work: () => void): void {
    try {
      work();
    } catch (problem) {
      if (!(problem instanceof AssemblyProblem)) throw problem;
      this.errors.push({ line, column: problem.column, message: problem.message });
    }
  }

  private line(source: SourceLine): void {
    this.source = source;
    if (source.label !== undefined) {
      if (this.labels.has(source.label)) throw new AssemblyProblem(1, `label ${source.label} stands twice; rename one`);
      this.labels.set(source.label, this.address);
    }
    if (source.mnemonic === undefined) return;
    const name = source.mnemonic.toUpperCase();
    const unit = DATA_BYTES[name];
    if (unit !== undefined) this.data(unit, source.operands);
    else if (name === 'DMALPFE') this.openForever();
    else if (name === 'DMALP') this.openLoop(source.operands);
    else if (/^DMALPEND[SB]?$/.test(name)) this.closeLoop(name, source.operands);
    else this.plain(name, source.operands);
  }

  private data(unit: number, operands: readonly Operand[]): void {
    if (operands.length === 0) throw new AssemblyProblem(this.source.mnemonicColumn, `${this.source.mnemonic} needs at least one number`);
    this.item(unit * operands.length, (labels) =>
      operands.flatMap((operand) => {
        const value = valueOf(operand, labels, -(2 ** (8 * unit - 1)), 2 ** (8 * unit) - 1) >>> 0;
        return Array.from({ length: unit }, (_, i) => (value >>> (8 * i)) & 0xff);
      }),
    );
  }

  private openForever(): void {
    this.expect(this.source.operands, 0, 'DMALPFE takes no operand');
    this.loops.push({ counter: undefined, body: this.address, line: this.source.line, column: this.source.mnemonicColumn, explicit: false });
  }

  private openLoop(operands: readonly Operand[]): void {
    const explicit = operands.length === 2;
    const counter = explicit ? counterOf(operands[0]) : this.freeCounter();
    this.expect(operands.slice(explicit ? 1 : 0), 1, 'DMALP takes the number of iterations, 1 to 256, after an optional lc0 or lc1');
    const chosen = find('DMALP', (form) => form.counter === counter);
    this.item(2, (labels) => encode(chosen, { iterations: valueOf(operands[operands.length - 1], labels, 1, 256) }));
    this.loops.push({ counter, body: this.address, line: this.source.line, column: this.source.mnemonicColumn, explicit });
  }

  private freeCounter(): 0 | 1 {
    const taken = this.loops.map((loop) => loop.counter);
    if (!taken.includes(0)) return 0;
    if (!taken.includes(1)) return 1;
    throw new AssemblyProblem(this.source.mnemonicColumn, 'both loop counters are in use here; close a loop first, or repeat the body');
  }

  private closeLoop(name: string, operands: readonly Operand[]): void {
    const condition = name.endsWith('S') ? 'single' : name.endsWith('B') ? 'burst' : 'always';
    if (operands.length > 0) return this.closeExplicitly(name, condition, operands);
    const loop = this.loops.pop();
    if (loop === undefined) throw new AssemblyProblem(this.source.mnemonicColumn, `${name} closes no loop; put DMALP or DMALPFE before the body, or give counter and jump: ${name} lc0, 2`);
    /** With counter 0 the conditional forever forms would read as DMASTP (0x29, 0x2B); counter 1 is free of that. */
    const chosen = find(name, (form) => form.condition === condition && (loop.counter === undefined ? form.forever === true && form.counter === 1 : !form.forever && form.counter === loop.counter));
    const jump = this.address - loop.body;
    this.item(2, () => encode(chosen, { jump: checkedJump(jump, this.source.mnemonicColumn) }));
  }

  private closeExplicitly(name: string, condition: string, operands: readonly Operand[]): void {
    const column = this.source.mnemonicColumn;
    const counter = counterOf(operands[0]);
    const forever = operands.length === 3 && operands[1].text.toLowerCase() === 'forever';
    this.expect(operands.slice(forever ? 1 : 0), 2, `${name} takes nothing, or lc0 or lc1, an optional "forever", and the backward jump`);
    const chosen = INSTRUCTIONS.find((form) => form.mnemonic === name && form.condition === condition && form.counter === counter && (form.forever === true) === forever);
    if (chosen === undefined) throw new AssemblyProblem(operands[0].column, `${name} forever exists with lc1 only: with lc0 the byte is that of DMASTP`);
    const open = this.loops.findLastIndex((loop) => loop.counter === (forever ? undefined : counter));
    if (open >= 0) this.loops.splice(open, 1);
    const target = operands[operands.length - 1];
    const from = this.address;
    this.item(2, (labels) => {
      const value = valueOf(target, labels, 0, 0xffff_ffff);
      return encode(chosen, { jump: checkedJump(/^[A-Za-z_.$]/.test(target.text) ? from - value : value, column) });
    });
  }

  private plain(name: string, operands: readonly Operand[]): void {
    const column = this.source.mnemonicColumn;
    const forms = INSTRUCTIONS.filter((form) => form.mnemonic === name);
    if (forms.length === 0) {
      const guess = nearest(name, MNEMONICS);
      throw new AssemblyProblem(column, `${this.source.mnemonic} is no instruction${guess === undefined ? '' : `; did you mean ${guess}?`}`);
    }
    const read = OPERANDS[name] ?? noOperands;
    const { form, values } = read(forms, operands, name, column);
    this.item(form.length, (labels) => {
      const resolved: Operands = {};
      for (const [key, value] of Object.entries(values)) resolved[key as keyof Operands] = typeof value === 'number' ? value : value(labels);
      const bytes = encode(form, resolved);
      const { limits } = this.options;
      if (limits !== undefined && typeof decode(bytes, 0, limits) === 'string') throw new AssemblyProblem(operands[0].column, `${operands[0].text} does not exist on this controller: ${limits.channels} channels, ${limits.events} events, ${limits.peripherals} peripheral requests, counted from 0`);
      return bytes;
    });
  }

  private item(length: number, emit: (labels: Labels) => number[]): void {
    this.items.push({ source: this.source, address: this.address, length, emit });
    this.address += length;
  }

  private expect(operands: readonly Operand[], count: number, message: string): void {
    if (operands.length !== count) throw new AssemblyProblem(operands[count]?.column ?? this.source.mnemonicColumn, message);
  }
}

type Deferred = number | ((labels: Labels) => number);
interface Reading {
  readonly form: InstructionForm;
  readonly values: Partial<Record<keyof Operands, Deferred>>;
}
type Reader = (forms: readonly InstructionForm[], operands: readonly Operand[], name: string, column: number) => Reading;

function find(name: string, accepts: (form: InstructionForm) => boolean): InstructionForm {
  const found = INSTRUCTIONS.find((form) => form.mnemonic === name && accepts(form));
  if (found === undefined) throw new Error(`no form of ${name}`);
  return found;
}

function counterOf(operand: Operand): 0 | 1 {
  const match = /^lc([01])$/i.exec(operand.text);
  if (match === null) throw new AssemblyProblem(operand.column, `${operand.text} is no loop counter; write lc0 or lc1`);
  return match[1] === '0' ? 0 : 1;
}

function checkedJump(jump: number, column: number): number {
  if (jump < 0) throw new AssemblyProblem(column, 'a loop end jumps backwards only; put the label before it');
  if (jump > 255) throw new AssemblyProblem(column, `the loop's body is ${jump} bytes; a loop end reaches back 255 at most: shorten the body`);
  return jump;
}

function demand(operands: readonly Operand[], least: number, most: number, column: number, message: string): void {
  if (operands.length < least || operands.length > most) throw new AssemblyProblem(operands[most]?.column ?? column, message);
}

const noOperands: Reader = (forms, operands, name, column) => {
  demand(operands, 0, 0, column, `${name} takes no operand`);
  return { form: forms[0], values: {} };
};

/** "P3", "E3", "C3" or "3". */
function numbered(letter: string, operand: Operand, highest: number): Deferred {
  const plain = new RegExp(`^${letter}(?=\\d)`, 'i').test(operand.text) ? { ...operand, text: operand.text.slice(1) } : operand;
  return (labels) => valueOf(plain, labels, 0, highest);
}

const onPeripheral: Reader = (forms, operands, name, column) => {
  demand(operands, 1, 1, column, `${name} takes a peripheral number, P0 to P31`);
  return { form: forms[0], values: { peripheral: numbered('P', operands[0], 31) } };
};

const addHalf: Reader = (forms, operands, name, column) => {
  demand(operands, 2, 2, column, `${name} takes SAR or DAR and a 16-bit number`);
  const form = forms.find((candidate) => candidate.target === operands[0].text.toUpperCase());
  if (form === undefined) throw new AssemblyProblem(operands[0].column, `${operands[0].text}: ${name} works on SAR or DAR only`);
  return { form, values: { value: (labels) => valueOf(operands[1], labels, -0x8000, 0xffff) & 0xffff } };
};

const OPERANDS: Record<string, Reader> = {
  DMALDPS: onPeripheral,
  DMALDPB: onPeripheral,
  DMASTPS: onPeripheral,
  DMASTPB: onPeripheral,
  DMAFLUSHP: onPeripheral,
  DMAADDH: addHalf,
  DMAADNH: addHalf,
  DMAWFP: (forms, operands, name, column) => {
    demand(operands, 2, 2, column, `${name} takes a peripheral number and single, burst or periph`);
    const form = forms.find((candidate) => candidate.request === operands[1].text.toLowerCase());
    if (form === undefined) throw new AssemblyProblem(operands[1].column, `${operands[1].text}: write single, burst or periph`);
    return { form, values: { peripheral: numbered('P', operands[0], 31) } };
  },
  DMASEV: (forms, operands, name, column) => {
    demand(operands, 1, 1, column, `${name} takes an event number, E0 to E31`);
    return { form: forms[0], values: { event: numbered('E', operands[0], 31) } };
  },
  DMAWFE: (forms, operands, name, column) => {
    demand(operands, 1, 2, column, `${name} takes an event number and optionally the word invalid`);
    if (operands.length === 2 && operands[1].text.toLowerCase() !== 'invalid') throw new AssemblyProblem(operands[1].column, `${operands[1].text}: only the word invalid may stand here`);
    return { form: forms[0], values: { event: numbered('E', operands[0], 31), invalidate: operands.length - 1 } };
  },
  DMAGO: (forms, operands, name, column) => {
    demand(operands, 2, 3, column, `${name} takes a channel, the address of its program and optionally ns`);
    if (operands.length === 3 && operands[2].text.toLowerCase() !== 'ns') throw new AssemblyProblem(operands[2].column, `${operands[2].text}: only ns may stand here`);
    const form = forms[operands.length - 2];
    return { form, values: { channel: numbered('C', operands[0], 7), address: (labels) => valueOf(operands[1], labels, 0, 0xffff_ffff) } };
  },
  DMAMOV: (forms, operands, name, column) => {
    demand(operands, 2, 2, column, `${name} takes SAR, DAR or CCR and a 32-bit number (CCR: or fields such as SB16 SS64 SAI)`);
    const register = MOVE_REGISTERS.findIndex((known) => known === operands[0].text.toUpperCase());
    if (register < 0) throw new AssemblyProblem(operands[0].column, `${operands[0].text}: ${name} writes SAR, DAR or CCR`);
    const words = splitWords(operands[1]);
    if (MOVE_REGISTERS[register] === 'CCR' && ccrLike(words[0].text)) {
      const value = ccrValue(words);
      if (typeof value !== 'number') throw new AssemblyProblem(value.column, value.message);
      return { form: forms[0], values: { register, value } };
    }
    return { form: forms[0], values: { register, value: (labels) => valueOf(operands[1], labels, -(2 ** 31), 0xffff_ffff) >>> 0 } };
  },
};

function ccrLike(word: string): boolean {
  return /^(S[BSAPC]|D[BSAPC]|ES)([0-9IF]|$)/i.test(word);
}
