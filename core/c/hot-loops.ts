/**
 * Loops that run long, translated into functions of the host's language: the same instructions on the same registers,
 * without the cost of taking each apart. What a loop does stays visible: before anything but arithmetic and loads and
 * stores that are done at once (a call, a fault, an access the slow way, the end of the budget) the function writes the
 * registers back and returns, and the instruction loop goes on at that very instruction.
 * The text that is compiled holds operations of the table below and numbers of the program, nothing else.
 */
import { mul64, shift64 } from './arithmetic';
import { OP, OP_NAMES, OP_ROLES, WIDTH } from './bytecode';
import type { Machine } from './machine';
import type { Task } from './task';

/** Runs from the loop's first instruction on. @returns what is left of the budget; `task.pc` tells where it stands. */
export type HotLoop = (task: Task, b: number, left: number) => number;

/** When loops are translated. */
export interface Warmth {
  /** After they have begun so often. */
  readonly passes: number;
  /** For good, if the first entries come to so many instructions each. */
  readonly worth: number;
}
const USUAL: Warmth = { passes: 400, worth: 12 };
/** For comparing. */
export const AT_ONCE: Warmth = { passes: 1, worth: 0 };
export const NEVER: Warmth = { passes: Infinity, worth: 0 };
/** Entries after which it is asked whether the translation pays. */
const TRIAL = 64;
/** Longer ones are not translated. */
const MOST_INSTRUCTIONS = 2000;
/** Registers that a translation keeps at hand. */
const MOST_REGISTERS = 200;

interface Header {
  /** First word, and the one behind the last jump back to it. */
  readonly from: number;
  to: number;
  /** The operation that stands under the mark. */
  readonly op: number;
  passes: number;
  executed: number;
  run: HotLoop | null;
  /** A breakpoint lies in it; as of which change of breakpoints. */
  held: boolean;
  seen: number;
}

/** Marks the first instructions of loops in the code, and tells what to do at a mark. */
export class HotLoops {
  warmth = USUAL;
  /** How many loops have been translated. */
  translations = 0;
  private readonly headers: (Header | undefined)[] = [];
  private readonly code: Int32Array;

  constructor(private readonly machine: Machine) {
    const { code } = machine.program;
    this.code = code;
    const ends = new Map<number, number>();
    for (let pc = 0; pc < code.length; pc += WIDTH) {
      const to = targetOf(code, pc);
      if (to >= 0 && to <= pc && !isEmptyLoop(code, pc, to)) ends.set(to, pc + WIDTH);
    }
    for (const [from, to] of ends) {
      this.headers[from / WIDTH] = { from, to, op: code[from], passes: 0, executed: 0, run: null, held: false, seen: -1 };
      code[from] = OP.hot;
    }
  }

  /** The operation under the mark at `pc`. */
  under(pc: number): number {
    return (this.headers[pc / WIDTH] as Header).op;
  }

  /**
   * At the mark of `pc`, with `left` instructions to go.
   * @returns what is left then; the same: nothing was executed, and the operation under the mark is next.
   */
  enter(task: Task, pc: number, b: number, left: number): number {
    const header = this.headers[pc / WIDTH] as Header;
    if (header.run === null) {
      if (++header.passes === this.warmth.passes) this.translate(header);
      return left;
    }
    const { breakpointChanges } = this.machine;
    if (header.seen !== breakpointChanges) {
      header.seen = breakpointChanges;
      header.held = this.machine.hasBreakpoint(header.from, header.to);
    }
    if (header.held) return left;
    const rest = header.run(task, b, left);
    header.executed += left - rest;
    if (++header.passes === TRIAL && header.executed < TRIAL * this.warmth.worth) this.giveUp(header);
    return rest;
  }

  private translate(header: Header): void {
    const { ram, port } = this.machine;
    const access = ram.size > 0 ? new WindowAccess(ram.base, ram.size) : port?.quick === undefined ? null : QUICK;
    const text = translated(this.code, header, (pc) => this.headers[pc / WIDTH]?.op ?? this.code[pc], access);
    header.run = text === null ? null : compiled(text, this.machine);
    header.passes = 0;
    if (header.run === null) this.giveUp(header);
    else this.translations++;
  }

  private giveUp(header: Header): void {
    header.run = null;
    this.code[header.from] = header.op;
  }
}

/** Where a jump goes; -1: it is none. */
function targetOf(code: Int32Array, pc: number): number {
  const role = OP_ROLES[code[pc]]?.indexOf('t') ?? -1;
  return role < 0 ? -1 : code[pc + 1 + role];
}

/** for (;;); has nothing to translate. */
const isEmptyLoop = (code: Int32Array, pc: number, to: number): boolean => pc === to && code[pc] === OP.jmp;

/** The function of a text; null where the host compiles none. */
function compiled(text: string, { ram, port }: Machine): HotLoop | null {
  const own = ram.size > 0;
  const { quick } = port ?? {};
  const bytes = own ? ram.bytes : quick?.bytes;
  const shadow = own ? ram.shadow : new Uint8Array(0);
  const views = own ? [new Uint16Array(ram.bytes.buffer), new Int32Array(ram.bytes.buffer)] : [quick?.halves, quick?.words];
  return makerOf(text)?.(quick, bytes, views[0], views[1], shadow, new Uint16Array(shadow.buffer), new Int32Array(shadow.buffer), mul64, shift64) ?? null;
}

type Maker = (...parts: unknown[]) => HotLoop;

function makerOf(text: string): Maker | null {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a translation is text; it is made of the tables' operations and the program's numbers
    return new Function('quick', 'c8', 'c16', 'c32', 's8', 's16', 's32', 'mul64', 'shift64', text) as Maker;
  } catch {
    return null;
  }
}

/** How loads and stores are written; `fails`: what to do when the instruction loop has to do one, nothing having been done. */
interface AccessText {
  /** What stands before a loop with so many of them. */
  declare(sites: number): string;
  /** The loop's text, once it is known how many there are. */
  complete(text: string, sites: number): string;
  /** Leaves in `t` where the bytes lie. */
  load(bits: number, address: string, site: number, pc: number, left: string, fails: string): string;
  store(bits: number, address: string, value: string, site: number, pc: number, left: string, fails: string): string;
}

/** Sites that remember the line they used last; further ones ask each time. */
const MOST_SITES = 24;

/** Stands for: lines at hand may be gone. (A function would keep them all in memory.) */
const LOST = 'lost;';

/** Lines of a cache. Each site keeps at hand where its last one lies, until something happens the slow way. */
const QUICK: AccessText = {
  declare: (sites) => {
    const each = Array.from({ length: Math.min(sites, MOST_SITES) }, (_, n) => n);
    const names = each.map((n) => `l${n} = -1, a${n} = 0, o${n} = 0, p${n} = 0, h${n} = s8`).join(', ');
    return each.length === 0 ? '' : `const hr = quick.read, hw = quick.write; let g = quick.generation, ${names};\n`;
  },
  complete: (text, sites) => text.replaceAll(LOST, `if (g !== quick.generation) { ${Array.from({ length: Math.min(sites, MOST_SITES) }, (_, n) => `l${n} = `).join('')}-1; g = quick.generation; }`),
  load: (bits, address, n, pc, left, fails) => {
    if (n >= MOST_SITES) return `t = quick.read${bits}(${address}, ${pc}, ${left}); if (t < 0) ${fails}`;
    const found = `if (!quick.findRead(t, ${bits / 8}, ${pc}, ${left})) ${fails} ${LOST} l${n} = t >>> 5; a${n} = hr.at; h${n} = hr.shadow;`;
    return `t = ${address}; if (t >>> 5 !== l${n}) { ${found} }\nif (${misaligned(bits)}(${shadowOf(n, bits, ' & ')} & 2) === 0) ${fails}\nt = ${within(n, bits)};`;
  },
  store: (bits, address, value, n, pc, left, fails) => {
    if (n >= MOST_SITES) return `if (!quick.write${bits}(${address}, ${value}, ${pc}, ${left})) ${fails}`;
    const found = `u = quick.seekWrite(t, ${bits / 8}, ${value}, ${pc}, ${left}); if (u < 0) ${fails} ${LOST} if (u === 0) { l${n} = t >>> 5; a${n} = hw.at; o${n} = hw.slot; p${n} = hw.pa; h${n} = hw.shadow; }`;
    const put = `!quick.put${bits}(${within(n, bits)}, t & 31, o${n}, p${n} | t & 31, ${value}, ${pc}, ${left})`;
    return `t = ${address}; u = 0; if (t >>> 5 !== l${n}) { ${found} }\nif (u === 0 && (${misaligned(bits)}(${shadowOf(n, bits, ' & ')}) !== 3 || ${put})) ${fails}`;
  },
};

const misaligned = (bits: number): string => (bits === 8 ? '' : `(t & ${bits / 8 - 1}) !== 0 || `);
/** The shadow of all the bytes of an access within a line. */
const shadowOf = (n: number, bits: number, sign: string): string => Array.from({ length: bits / 8 }, (_, i) => `h${n}[(t & 4095)${i === 0 ? '' : ` + ${i}`}]`).join(sign);
/** Where an aligned access lies in the cache, in units of its size. */
const within = (n: number, bits: number): string => (bits === 8 ? `a${n} | t & 31` : `(a${n} | t & 31) >> ${bits === 16 ? 1 : 2}`);

/** The machine's own memory, with its shadow. */
class WindowAccess implements AccessText {
  constructor(
    private readonly base: number,
    private readonly size: number,
  ) {}

  declare(): string {
    return '';
  }
  complete(text: string): string {
    return text;
  }
  load(bits: number, address: string, _site: number, _pc: number, _left: string, fails: string): string {
    return this.find(bits, address, 0x0202_0202, fails);
  }
  store(bits: number, address: string, value: string, _site: number, _pc: number, _left: string, fails: string): string {
    return `${this.find(bits, address, 0x0101_0101, fails)}\nc${bits}[t] = ${value}; s${bits}[t] = ${0x0303_0303 & (2 ** bits - 1)};`;
  }
  private find(bits: number, address: string, all: number, fails: string): string {
    const wanted = all & (2 ** bits - 1);
    const [mask, shift] = bits === 8 ? [0, 0] : bits === 16 ? [1, 1] : [3, 2];
    return `t = ((${address}) - ${this.base}) >>> 0; if (t >= ${this.size} || (t & ${mask}) !== 0) ${fails}\nt = t >>> ${shift}; if ((s${bits}[t] & ${wanted}) !== ${wanted}) ${fails}`;
  }
}

const binary = (sign: string) => (d: string, x: string, y: string): string => `${d} = (${x} ${sign} ${y}) | 0;`;
const test = (sign: string) => (d: string, x: string, y: string): string => `${d} = ${x} ${sign} ${y} ? 1 : 0;`;
const testUnsigned = (sign: string) => (d: string, x: string, y: string): string => `${d} = ${x} >>> 0 ${sign} ${y} >>> 0 ? 1 : 0;`;

/** Operations of registers (or immediates) that cannot fail: what they set, from what. */
const SIMPLE: Readonly<Record<string, (d: string, x: string, y: string) => string>> = {
  mov: (d, x) => `${d} = ${x};`, li: (d, x) => `${d} = ${x};`,
  add: binary('+'), sub: binary('-'), and: binary('&'), or: binary('|'), xor: binary('^'),
  mul: (d, x, y) => `${d} = Math.imul(${x}, ${y});`,
  neg: (d, x) => `${d} = -${x} | 0;`, not: (d, x) => `${d} = ~${x};`,
  seq: test('==='), sne: test('!=='), slt: test('<'), sle: test('<='), sltu: testUnsigned('<'), sleu: testUnsigned('<='),
  sx8: (d, x) => `${d} = (${x} << 24) >> 24;`, zx8: (d, x) => `${d} = ${x} & 255;`, sx16: (d, x) => `${d} = (${x} << 16) >> 16;`, zx16: (d, x) => `${d} = ${x} & 65535;`,
  bool: (d, x) => `${d} = ${x} !== 0 ? 1 : 0;`,
};
for (const name of ['add', 'mul', 'and', 'or', 'xor', 'seq', 'sne']) (SIMPLE as Record<string, unknown>)[`${name}i`] = SIMPLE[name];
for (const [name, sign] of [['shli', '<<'], ['shri', '>>'], ['shrui', '>>>']]) (SIMPLE as Record<string, unknown>)[name] = (d: string, x: string, y: string): string => `${d} = (${x} ${sign} ${y}) | 0;`;

/** The same that fail where `fails` says so; the instruction loop then tells why. */
const GUARDED: Readonly<Record<string, readonly [fails: (x: string, y: string) => string, set: (d: string, x: string, y: string) => string]>> = {
  shl: [(_x, y) => `${y} >>> 0 > 31`, (d, x, y) => `${d} = ${x} << ${y};`],
  shr: [(_x, y) => `${y} >>> 0 > 31`, (d, x, y) => `${d} = ${x} >> ${y};`],
  shru: [(_x, y) => `${y} >>> 0 > 31`, (d, x, y) => `${d} = (${x} >>> ${y}) | 0;`],
  div: [(x, y) => `${y} === 0 || (${y} === -1 && ${x} === -2147483648)`, (d, x, y) => `${d} = (${x} / ${y}) | 0;`],
  rem: [(x, y) => `${y} === 0 || (${y} === -1 && ${x} === -2147483648)`, (d, x, y) => `${d} = (${x} % ${y}) | 0;`],
  divu: [(_x, y) => `${y} === 0`, (d, x, y) => `${d} = ((${x} >>> 0) / (${y} >>> 0)) | 0;`],
  remu: [(_x, y) => `${y} === 0`, (d, x, y) => `${d} = ((${x} >>> 0) % (${y} >>> 0)) | 0;`],
};

/** Conditions of jumps. */
const CONDITIONS: Readonly<Record<string, (x: string, y: string) => string>> = {
  eq: (x, y) => `${x} === ${y}`, ne: (x, y) => `${x} !== ${y}`, lt: (x, y) => `${x} < ${y}`, le: (x, y) => `${x} <= ${y}`, gt: (x, y) => `${x} > ${y}`, ge: (x, y) => `${x} >= ${y}`,
  ltu: (x, y) => `${x} >>> 0 < ${y} >>> 0`, leu: (x, y) => `${x} >>> 0 <= ${y} >>> 0`, gtu: (x, y) => `${x} >>> 0 > ${y} >>> 0`, geu: (x, y) => `${x} >>> 0 >= ${y} >>> 0`,
};

/** Pairs: low words, high words. */
const PAIRS: Readonly<Record<string, (d: string, D: string, x: string, X: string, y: string, Y: string) => string>> = {
  mov2: (d, D, x, X) => `t = ${x}; u = ${X}; ${d} = t; ${D} = u;`,
  add2: (d, D, x, X, y, Y) => `t = (${x} >>> 0) + (${y} >>> 0); ${D} = (${X} + ${Y} + (t > 4294967295 ? 1 : 0)) | 0; ${d} = t | 0;`,
  sub2: (d, D, x, X, y, Y) => `t = (${x} >>> 0) - (${y} >>> 0); ${D} = (${X} - ${Y} - (t < 0 ? 1 : 0)) | 0; ${d} = t | 0;`,
  and2: (d, D, x, X, y, Y) => `${d} = ${x} & ${y}; ${D} = ${X} & ${Y};`,
  or2: (d, D, x, X, y, Y) => `${d} = ${x} | ${y}; ${D} = ${X} | ${Y};`,
  xor2: (d, D, x, X, y, Y) => `${d} = ${x} ^ ${y}; ${D} = ${X} ^ ${Y};`,
  neg2: (d, D, x, X) => `t = -${x} | 0; ${D} = (~${X} + (t === 0 ? 1 : 0)) | 0; ${d} = t;`,
  not2: (d, D, x, X) => `${d} = ~${x}; ${D} = ~${X};`,
};

/** Comparisons of pairs. */
const PAIR_TESTS: Readonly<Record<string, (x: string, X: string, y: string, Y: string) => string>> = {
  seq2: (x, X, y, Y) => `${x} === ${y} && ${X} === ${Y}`, sne2: (x, X, y, Y) => `${x} !== ${y} || ${X} !== ${Y}`,
  slt2: (x, X, y, Y) => `${X} < ${Y} || (${X} === ${Y} && ${x} >>> 0 < ${y} >>> 0)`, sle2: (x, X, y, Y) => `${X} < ${Y} || (${X} === ${Y} && ${x} >>> 0 <= ${y} >>> 0)`,
  sltu2: (x, X, y, Y) => `${X} >>> 0 < ${Y} >>> 0 || (${X} === ${Y} && ${x} >>> 0 < ${y} >>> 0)`, sleu2: (x, X, y, Y) => `${X} >>> 0 < ${Y} >>> 0 || (${X} === ${Y} && ${x} >>> 0 <= ${y} >>> 0)`,
  bool2: (x, X) => `(${x} | ${X}) !== 0`,
};
const SHIFTS: Readonly<Record<string, string>> = { shl2: 'left', shr2: 'right', shru2: 'logical' };

/** How the bytes that were found become the register's value. */
const EXTEND: Readonly<Record<string, (at: string) => string>> = {
  8: (at) => `(c8[${at}] << 24) >> 24`, '8u': (at) => `c8[${at}]`, 16: (at) => `(c16[${at}] << 16) >> 16`, '16u': (at) => `c16[${at}]`, 32: (at) => `c32[${at}]`,
};

/** Text of a function that makes the translation; null: the loop cannot be translated. */
function translated(code: Int32Array, { from, to }: Header, opAt: (pc: number) => number, memory: AccessText | null): string | null {
  if ((to - from) / WIDTH > MOST_INSTRUCTIONS) return null;
  const writer = new LoopWriter(code, from, to, opAt, memory);
  return writer.text();
}

class LoopWriter {
  private readonly registers = new Set<number>();
  /** Those that the loop sets: they are written back when it is left. */
  private readonly changed = new Set<number>();
  private sites = 0;
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
    const { memory, sites } = this;
    const body = memory?.complete(blocks, sites) ?? blocks;
    return `return function (task, b, left) { const R = task.registers, U = task.undefined; ${registers} let t = 0, u = 0, s = 0; ${memory?.declare(sites) ?? ''}out:\nfor (;;) switch (s) {\n${body}default: break out; }\n${this.flush(...this.changed)} return left; };`;
  }

  private targetAt(pc: number): number {
    const role = OP_ROLES[this.opAt(pc)]?.indexOf('t') ?? -1;
    return role < 0 ? -1 : this.code[pc + 1 + role];
  }

  private block(from: number, to: number): string {
    const count = this.lengthOf(from, to);
    if (count === 0) return `${leave(from, 0)}\n`;
    const itself = this.targetAt(from + (count - 1) * WIDTH) === from;
    let text = `if (left < ${count}) ${leave(from, 0)}\n`;
    for (let i = 0; i < count; i++) text += `${this.instruction(from + i * WIDTH, i, count, from, itself)}\n`;
    if (this.targetAt(from + (count - 1) * WIDTH) < 0) text += `left -= ${count};\n`;
    const behind = from + count * WIDTH;
    /** A block of its own goes round without the switch. */
    const body = itself ? `for (;;) {\n${text}break; }\n` : text;
    return body + (this.fallsThrough(from + (count - 1) * WIDTH) ? (behind < to ? leave(behind, 0) + '\n' : this.goOn(behind)) : '');
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
    const name = OP_NAMES[this.opAt(pc)];
    return name in SIMPLE || name in GUARDED || name in PAIRS || name in PAIR_TESTS || name in SHIFTS || OTHERS.has(name) || this.condition(name) !== null || (this.memory !== null && ACCESS.test(name));
  }

  private condition(name: string): [(x: string, y: string) => string, boolean] | null {
    const match = /^b(eq|ne|ltu?|leu?|gtu?|geu?)(i?)$/.exec(name);
    return match === null ? null : [CONDITIONS[match[1]], match[2] === 'i'];
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

  private instruction(pc: number, index: number, count: number, start: number, itself: boolean): string {
    const name = OP_NAMES[this.opAt(pc)];
    const { code } = this;
    const [a, b, c] = [code[pc + 1], code[pc + 2], code[pc + 3]];
    const [x, y] = [this.operand(pc, 1), this.operand(pc, 2)];
    const out = leave(pc, index);
    if (name in SIMPLE) return SIMPLE[name](this.d(a), x, y);
    if (name in GUARDED) return `if (${GUARDED[name][0](x, y)}) ${out}\n${GUARDED[name][1](this.d(a), x, y)}`;
    if (name in PAIRS) return PAIRS[name](this.d(a), this.d(a + 1), this.r(b), this.r(b + 1), this.r(c), this.r(c + 1));
    if (name in PAIR_TESTS) return `${this.d(a)} = ${PAIR_TESTS[name](this.r(b), this.r(b + 1), this.r(c), this.r(c + 1))} ? 1 : 0;`;
    if (name in SHIFTS) return `if (${this.r(c)} >>> 0 > 63) ${out}\n${this.flush(b, b + 1)} shift64(R, b + ${a}, b + ${b}, r${c}, '${SHIFTS[name]}'); ${this.again(a)}`;
    if (this.memory !== null && ACCESS.test(name)) return this.access(this.memory, name, pc, index, out);
    const condition = this.condition(name);
    if (condition !== null) {
      const [test, immediate] = condition;
      const taken = code[pc + 3] === start && itself ? `left -= ${count}; continue;` : `left -= ${count}; ${this.goOn(code[pc + 3])}`;
      return `if (${test(this.r(a), immediate ? `(${b})` : this.r(b))}) { ${taken} }\nleft -= ${count};`;
    }
    return this.other(name, pc, out, count);
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
  private access(memory: AccessText, name: string, pc: number, index: number, out: string): string {
    const match = ACCESS.exec(name) as RegExpExecArray;
    const [, store, form, kind] = match;
    const bits = Number.parseInt(kind, 10);
    const a = this.code[pc + 1];
    const shift = bits === 8 ? '' : ` << ${bits === 16 ? 1 : 2}`;
    const address = form === 'a' ? String(this.code[pc + 2]) : form === 'x' ? `(${this.operand(pc, 1)} + (${this.operand(pc, 2)}${shift})) | 0` : `(${this.operand(pc, 1)} + ${this.operand(pc, 2)}) | 0`;
    if (store === 'st') return memory.store(bits, address, this.r(a), this.sites++, pc, `left - ${index + 1}`, out);
    return `${memory.load(bits, address, this.sites++, pc, `left - ${index + 1}`, out)}\n${this.d(a)} = ${EXTEND[kind]('t')};`;
  }
}

const OTHERS = new Set(['nop', 'li2', 'sx2', 'zx2', 'mul2', 'undef', 'mark', 'check', 'bound', 'jmp', 'addjmp']);
const ACCESS = /^(ld|st)(x|a|)(8u|8|16u|16|32)$/;

/** Leave before instruction `pc` of a block, of which `done` are executed. */
const leave = (pc: number, done: number): string => `{ task.pc = ${pc};${done === 0 ? '' : ` left -= ${done};`} break out; }`;
