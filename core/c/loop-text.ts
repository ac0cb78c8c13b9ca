/**
 * The text of a function that does what a loop of the bytecode does. A block of instructions is a case of a switch; one that
 * goes round by itself is a loop of its own. Registers are variables, written back when the function is left.
 */
import { OP_NAMES, OP_ROLES, WIDTH } from './bytecode';
import type { AccessText } from './loop-memory';
import { ACCESS, conditionOf, EXTEND, GUARDED, isKnown, PAIR_TESTS, PAIRS, SHIFTS, SIMPLE } from './loop-operations';
import { evenAccesses } from './loop-strides';

/** Longer loops are not translated. */
const MOST_INSTRUCTIONS = 2000;
/** Registers that a translation keeps at hand. */
const MOST_REGISTERS = 200;

/** Text of a function that makes the translation; null: the loop cannot be translated. */
export function loopText(code: Int32Array, from: number, to: number, opAt: (pc: number) => number, memory: AccessText | null): string | null {
  return (to - from) / WIDTH > MOST_INSTRUCTIONS ? null : new LoopWriter(code, from, to, opAt, memory).text();
}

/** Where an instruction stands in its block. */
interface Place {
  readonly index: number;
  /** Of the block. */
  readonly count: number;
  readonly from: number;
  /** The block goes round by itself. */
  readonly itself: boolean;
  /** One of several passes made in one go. */
  readonly pass: boolean;
  /** The store of such a pass. */
  readonly stored: number;
}

class LoopWriter {
  private readonly registers = new Set<number>();
  /** Those that the loop sets: they are written back when it is left. */
  private readonly changed = new Set<number>();
  /** Numbers of the loads and stores. */
  private readonly sites = new Map<number, number>();
  private readonly starts: number[];
  private readonly numbers = new Map<number, number>();

  constructor(
    private readonly code: Int32Array,
    from: number,
    private readonly to: number,
    private readonly opAt: (pc: number) => number,
    private readonly memory: AccessText | null,
  ) {
    const starts = new Set([from]);
    for (let pc = from; pc < to; pc += WIDTH) {
      const target = this.targetAt(pc);
      if (target >= from && target < to) starts.add(target);
      if ((target >= 0 || !this.known(pc)) && pc + WIDTH < to) starts.add(pc + WIDTH);
    }
    this.starts = [...starts].sort((a, b) => a - b);
    this.starts.forEach((pc, i) => this.numbers.set(pc, i));
  }

  text(): string | null {
    const blocks = this.starts.map((pc, i) => `case ${i}:\n${this.block(pc, this.starts[i + 1] ?? this.to)}`).join('');
    if (this.registers.size > MOST_REGISTERS) return null;
    const registers = [...this.registers].map((r) => `let r${r} = R[b + ${r}];`).join(' ');
    const { memory } = this;
    const sites = this.sites.size;
    const body = memory?.complete(blocks, sites) ?? blocks;
    return `return function (task, b, left) { const R = task.registers, U = task.undefined; ${registers} let t = 0, u = 0, s = 0, e = 0; ${memory?.declare(sites) ?? ''}out:\nfor (;;) switch (s) {\n${body}default: break out; }\n${this.flush(...this.changed)} return left; };`;
  }

  private targetAt(pc: number): number {
    const role = OP_ROLES[this.opAt(pc)]?.indexOf('t') ?? -1;
    return role < 0 ? -1 : this.code[pc + 1 + role];
  }

  private block(from: number, to: number): string {
    const count = this.lengthOf(from, to);
    if (count === 0) return `${leave(from, 0)}\n`;
    const itself = this.targetAt(from + (count - 1) * WIDTH) === from;
    let text = `${itself ? this.passes(from, count) : ''}if (left < ${count}) ${leave(from, 0)}\n`;
    for (let i = 0; i < count; i++) text += `${this.instruction(from + i * WIDTH, { index: i, count, from, itself, pass: false, stored: Infinity })}\n`;
    if (this.targetAt(from + (count - 1) * WIDTH) < 0) text += `left -= ${count};\n`;
    const behind = from + count * WIDTH;
    /** A block of its own goes round without the switch. */
    const body = itself ? `for (;;) {\n${text}break; }\n` : text;
    return body + (this.fallsThrough(from + (count - 1) * WIDTH) ? (behind < to ? leave(behind, 0) + '\n' : this.goOn(behind)) : '');
  }

  /** Before a pass of a block that goes round by itself: several, when their accesses allow it. */
  private passes(from: number, count: number): string {
    const text = this.memory?.passes;
    const accesses = text === undefined || conditionOf(OP_NAMES[this.opAt(from + (count - 1) * WIDTH)]) === null ? null : evenAccesses(this.code, from, count, this.opAt);
    if (text === undefined || accesses === null || !text.suits(accesses)) return '';
    const sites = accesses.map(({ pc }) => this.site(pc));
    const addresses = accesses.map(({ terms, offset }) => `(${[...terms.map(([register, factor]) => (factor === 1 ? this.r(register) : `Math.imul(${this.r(register)}, ${factor})`)), String(offset)].join(' + ')}) | 0`);
    const stored = accesses.find((one) => one.store)?.pc ?? Infinity;
    let body = '';
    for (let i = 0; i < count; i++) body += `${this.instruction(from + i * WIDTH, { index: i, count, from, itself: true, pass: true, stored })}\n`;
    return `e = 0; pass: { ${text.begin(accesses, addresses, sites, from, count)}\nend: for (;;) {\n${body}}\nq -= k; left -= q * ${count}; ${text.end(accesses, sites, count)}\nif (e === 1) break out; }\nif (e === 2) break;\n`;
  }

  private site(pc: number): number {
    let site = this.sites.get(pc);
    if (site === undefined) this.sites.set(pc, (site = this.sites.size));
    return site;
  }

  /** Instructions from `from` on that can be written, up to and with a jump. */
  private lengthOf(from: number, to: number): number {
    let count = 0;
    for (let pc = from; pc < to && this.known(pc); pc += WIDTH) count++;
    return count;
  }

  private fallsThrough(pc: number): boolean {
    return !['jmp', 'addjmp'].includes(OP_NAMES[this.opAt(pc)]);
  }

  /** To the block at `pc`, or out of the loop. */
  private goOn(pc: number): string {
    const number = this.numbers.get(pc);
    return number === undefined ? `${leave(pc, 0)}\n` : `s = ${number}; continue;\n`;
  }

  private known(pc: number): boolean {
    return isKnown(OP_NAMES[this.opAt(pc)], this.memory !== null);
  }

  /** A register's name. */
  private r(number: number): string {
    this.registers.add(number);
    return `r${number}`;
  }

  private flush(...numbers: number[]): string {
    return numbers.map((n) => `R[b + ${n}] = ${this.r(n)};`).join(' ');
  }

  /** The register that an instruction sets. */
  private d(number: number): string {
    this.changed.add(number);
    return this.r(number);
  }

  private operand(pc: number, i: number): string {
    const op = this.opAt(pc);
    const v = this.code[pc + 1 + i];
    const role = OP_ROLES[op][i];
    return role === 'u' || role === 'd' ? this.r(v) : role === undefined ? '' : `(${v})`;
  }

  private instruction(pc: number, place: Place): string {
    const name = OP_NAMES[this.opAt(pc)];
    const { code } = this;
    const [a, b, c] = [code[pc + 1], code[pc + 2], code[pc + 3]];
    const [x, y] = [this.operand(pc, 1), this.operand(pc, 2)];
    const out = place.pass ? `{ task.pc = ${pc}; left -= ${place.index}; m = ${pc > place.stored ? 1 : 0}; e = 1; break end; }` : leave(pc, place.index);
    if (name in SIMPLE) return SIMPLE[name](this.d(a), x, y);
    if (name in GUARDED) return `if (${GUARDED[name][0](x, y)}) ${out}\n${GUARDED[name][1](this.d(a), x, y)}`;
    if (name in PAIRS) return PAIRS[name](this.d(a), this.d(a + 1), this.r(b), this.r(b + 1), this.r(c), this.r(c + 1));
    if (name in PAIR_TESTS) return `${this.d(a)} = ${PAIR_TESTS[name](this.r(b), this.r(b + 1), this.r(c), this.r(c + 1))} ? 1 : 0;`;
    if (name in SHIFTS) return `if (${this.r(c)} >>> 0 > 63) ${out}\n${this.flush(b, b + 1)} shift64(R, b + ${a}, b + ${b}, r${c}, '${SHIFTS[name]}'); ${this.again(a)}`;
    if (this.memory !== null && ACCESS.test(name)) return this.access(this.memory, name, pc, place, out);
    const condition = conditionOf(name);
    if (condition !== null) return this.jump(condition[0](this.r(a), condition[1] ? `(${b})` : this.r(b)), c, place);
    return this.other(name, pc, out, place.count);
  }

  private jump(test: string, target: number, { count, from, itself, pass }: Place): string {
    if (pass) return `k--; if (!(${test})) { e = 2; break end; } if (k === 0) break end;`;
    const taken = target === from && itself ? `left -= ${count}; continue;` : `left -= ${count}; ${this.goOn(target)}`;
    return `if (${test}) { ${taken} }\nleft -= ${count};`;
  }

  private again(low: number): string {
    return `${this.d(low)} = R[b + ${low}]; ${this.d(low + 1)} = R[b + ${low + 1}];`;
  }

  private other(name: string, pc: number, out: string, count: number): string {
    const [a, b, c] = [this.code[pc + 1], this.code[pc + 2], this.code[pc + 3]];
    switch (name) {
      case 'nop': return '';
      case 'li2': return `${this.d(a)} = ${b}; ${this.d(a + 1)} = ${c};`;
      case 'sx2': return `t = ${this.r(b)}; ${this.d(a)} = t; ${this.d(a + 1)} = t >> 31;`;
      case 'zx2': return `t = ${this.r(b)}; ${this.d(a)} = t; ${this.d(a + 1)} = 0;`;
      case 'mul2': return `${this.flush(b, b + 1, c, c + 1)} mul64(R, b + ${a}, b + ${b}, b + ${c}); ${this.again(a)}`;
      case 'undef': return `U[b + ${a}] = 1;`;
      case 'mark': return `U[b + ${a}] = 0;`;
      case 'check': return `if (U[b + ${a}] !== 0) ${out}`;
      case 'bound': return `if (${this.r(a)} >>> 0 >= ${b}) ${out}`;
      case 'jmp': return `left -= ${count}; ${this.goOn(a)}`;
      case 'addjmp': return `${this.d(a)} = (r${a} + ${b}) | 0; left -= ${count}; ${this.goOn(c)}`;
      default: throw new Error(`no translation of ${name}`);
    }
  }

  /** A load or store that is done at once, or by the instruction loop. */
  private access(memory: AccessText, name: string, pc: number, { index, pass }: Place, out: string): string {
    const [, store, form, kind] = ACCESS.exec(name) as RegExpExecArray;
    const bits = Number.parseInt(kind, 10);
    const a = this.code[pc + 1];
    const shift = bits === 8 ? '' : ` << ${bits === 16 ? 1 : 2}`;
    const address = form === 'a' ? String(this.code[pc + 2]) : form === 'x' ? `(${this.operand(pc, 1)} + (${this.operand(pc, 2)}${shift})) | 0` : `(${this.operand(pc, 1)} + ${this.operand(pc, 2)}) | 0`;
    const site = this.site(pc);
    const left = `left - ${index + 1}`;
    if (store === 'st') return pass && memory.passes !== undefined ? memory.passes.store(bits, address, this.r(a), site, out) : memory.store(bits, address, this.r(a), site, pc, left, out);
    const found = pass && memory.passes !== undefined ? memory.passes.load(bits, address, site, out) : memory.load(bits, address, site, pc, left, out);
    return `${found}\n${this.d(a)} = ${EXTEND[kind]('t')};`;
  }
}

/** Leave before instruction `pc` of a block, of which `done` are executed. */
const leave = (pc: number, done: number): string => `{ task.pc = ${pc};${done === 0 ? '' : ` left -= ${done};`} break out; }`;
