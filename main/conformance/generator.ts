/**
 * Random PL330 cases from a seed, made to reach every rule: nested loops in all forms, every burst shape, alignments,
 * fixed addresses, zeros, swap, barriers, events and kills between channels, peripherals, non-secure programs, programs
 * that change themselves, bad bytes, too much or too little data. A program is a tree, so that it can be made smaller.
 */
import { assemble } from '../../core/controllers/pl330/assembler';
import { Random } from '../../core/random';
import type { Pl330Case } from '../pl330-cases';

export interface LoopNode {
  readonly loop: number | 'forever';
  readonly end: '' | 'S' | 'B';
  readonly body: readonly ProgramNode[];
}
export type ProgramNode = string | LoopNode;

export interface CaseProgram {
  readonly channel: number;
  readonly ns: 0 | 1;
  readonly pc: number;
  readonly nodes: readonly ProgramNode[];
}

export interface GeneratedCase {
  readonly id: string;
  readonly shape: ShapeName;
  readonly inten: number;
  readonly programs: readonly CaseProgram[];
  readonly debug: NonNullable<Pl330Case['debug']>;
}

/** Data that all cases share: a pattern at the source, another at the destination. */
export const SOURCE = 0x100000;
export const TARGET = 0x200000;
const SOURCE_BYTES = 3072;
const TARGET_BYTES = 4096;
const BEFORE = 64;
const PROGRAMS = 0x80000;
const FOREVER_ENDS = [0x28, 0x2c, 0x2d, 0x2f];

export function programText(nodes: readonly ProgramNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : `${node.loop === 'forever' ? 'DMALPFE' : `DMALP ${node.loop}`}\n${programText(node.body)}\nDMALPEND${node.end}`)).join('\n');
}

const pattern = (length: number, factor: number, offset: number): string => Buffer.from(Uint8Array.from({ length }, (_, i) => (i * factor + (i >> 8) * 3 + offset) % 255)).toString('hex');
const SOURCE_HEX = pattern(SOURCE_BYTES, 7, 1);
const TARGET_HEX = pattern(TARGET_BYTES, 3, 128);

/** The case as both models take it. @throws Error when a program does not assemble. */
export function toCase(generated: GeneratedCase): Pl330Case {
  const programs = generated.programs.map((program) => {
    const { bytes, errors } = assemble(programText(program.nodes), { origin: program.pc });
    if (errors.length > 0) throw new Error(`${generated.id}: line ${errors[0].line}: ${errors[0].message}`);
    return { addr: program.pc, hex: Buffer.from(bytes).toString('hex') };
  });
  return {
    id: generated.id,
    mem: [{ addr: SOURCE - BEFORE, hex: SOURCE_HEX }, { addr: TARGET - BEFORE, hex: TARGET_HEX }, ...programs],
    inten: generated.inten,
    start: generated.programs.map(({ channel, ns, pc }) => ({ channel, ns, pc })),
    debug: generated.debug.map((one) => ({ ...one })),
    peek: [{ addr: TARGET - BEFORE, len: TARGET_BYTES }, { addr: SOURCE - BEFORE, len: SOURCE_BYTES }, ...programs.map(({ addr, hex }) => ({ addr, len: hex.length / 2 }))],
  };
}

/** Bytes by which an address register moves, from a known alignment, with one burst. */
function burstBytes(address: number, sizeLog2: number, beats: number): number {
  return (beats << sizeLog2) - (address & ((1 << sizeLog2) - 1));
}

class Shapes {
  constructor(private readonly random: Random) {}

  private log2(): number {
    return this.random.pick([0, 1, 2, 3, 3, 3]);
  }

  private beats(): number {
    return this.random.pick([1, 1, 2, 3, 4, 7, 8, 15, 16, 16]);
  }

  private chance(of: number): boolean {
    return this.random.below(of) === 0;
  }

  private offset(): number {
    return this.chance(2) ? 0 : this.random.below(64);
  }

  private ccr(srcLog2: number, srcBeats: number, dstLog2: number, dstBeats: number, extra = ''): string {
    const prot = this.chance(4) ? ` SP${this.random.below(8)} SC${this.random.below(8)} DP${this.random.below(8)} DC${this.random.below(4)}` : '';
    return `DMAMOV CCR, SB${srcBeats} SS${8 << srcLog2} DB${dstBeats} DS${8 << dstLog2}${prot}${extra}`;
  }

  private starts(srcOffset: number, dstOffset: number): string[] {
    return this.random.pick([
      [`DMAMOV SAR, ${SOURCE + srcOffset}`, `DMAMOV DAR, ${TARGET + dstOffset}`],
      [`DMAMOV DAR, ${TARGET + dstOffset}`, `DMAMOV SAR, ${SOURCE + srcOffset}`],
    ]);
  }

  private finish(): string[] {
    return this.random.pick([['DMAEND'], ['DMASEV E1', 'DMAEND'], [`DMASEV E${this.random.below(16)}`, 'DMAEND'], ['DMAWMB', 'DMASEV E0', 'DMAEND']]);
  }

  private loops(body: readonly ProgramNode[], most: number): ProgramNode[] {
    const inner = 1 + this.random.below(Math.min(most, 6));
    if (this.chance(4)) return [...body];
    const once: LoopNode = { loop: inner, end: '', body };
    if (this.chance(2)) return [once];
    return [{ loop: 1 + this.random.below(Math.min(256, Math.max(1, Math.floor(most / inner)))), end: '', body: [once] }];
  }

  /** Same shape on both sides: LD ST pairs, any alignment that is the same modulo the beat. */
  pairs(): ProgramNode[] {
    const log2 = this.log2();
    const beats = this.beats();
    const src = this.offset();
    const dst = this.chance(3) ? src : (this.offset() & ~((1 << log2) - 1)) | (src & ((1 << log2) - 1));
    const body = this.random.pick([['DMALD', 'DMAST'], ['DMALD', 'DMALD', 'DMAST', 'DMAST'], ['DMALD', 'DMARMB', 'DMAST', 'DMAWMB'], ['DMALD', 'DMANOP', 'DMAST']]);
    const most = Math.max(1, Math.floor(1400 / (beats << log2) / body.filter((line) => line === 'DMALD').length));
    const second = this.chance(3) ? [this.ccr(this.log2(), 1, this.log2(), 1).replace(/DS\d+/, 'DS8').replace(/SS\d+/, 'SS8'), 'DMALD', 'DMAST'] : [];
    return [this.ccr(log2, beats, log2, beats), ...this.starts(src, dst), ...this.loops(body, most), ...second, ...this.finish()];
  }

  /** Different shapes whose sums match: loads first, then stores, byte by byte at the end. */
  gather(): ProgramNode[] {
    const srcLog2 = this.log2();
    const srcBeats = this.beats();
    const dstLog2 = this.log2();
    const dstBeats = this.beats();
    const src = this.offset();
    const dst = this.offset();
    const nodes: ProgramNode[] = [this.ccr(srcLog2, srcBeats, dstLog2, dstBeats), ...this.starts(src, dst)];
    let sar = SOURCE + src;
    let dar = TARGET + dst;
    let held = 0;
    for (let i = 1 + this.random.below(5); i > 0 && held < 700; i--) {
      nodes.push('DMALD');
      const bytes = burstBytes(sar, srcLog2, srcBeats);
      sar += bytes;
      held += bytes;
      if (this.chance(5)) nodes.push('DMARMB');
      while (held >= burstBytes(dar, dstLog2, dstBeats) && !this.chance(3)) {
        const stored = burstBytes(dar, dstLog2, dstBeats);
        nodes.push('DMAST');
        dar += stored;
        held -= stored;
      }
    }
    nodes.push(this.ccr(srcLog2, srcBeats, 0, 1));
    if (held > 0 && held <= 256) nodes.push({ loop: held, end: '', body: ['DMAST'] });
    else if (held > 256) nodes.push({ loop: 4, end: '', body: [{ loop: held >> 2, end: '', body: ['DMAST'] }] }, ...new Array<string>(held % 4).fill('DMAST'));
    return [...nodes, ...this.finish()];
  }

  fixed(): ProgramNode[] {
    const log2 = this.log2();
    const beats = this.beats();
    const align = (offset: number): number => (this.chance(6) ? offset : offset & ~7);
    const modes = this.random.pick([' SAF', ' DAF', ' SAF DAF']);
    return [this.ccr(log2, beats, log2, beats, modes), ...this.starts(align(this.offset()), align(this.offset())), ...this.loops(['DMALD', 'DMAST'], 8), ...this.finish()];
  }

  swap(): ProgramNode[] {
    const group = 1 + this.random.below(3);
    const log2 = group;
    const beats = this.beats();
    return [this.ccr(log2, beats, log2, beats, ` ES${8 << group}`), ...this.starts(this.random.below(4) * 16, this.random.below(4) * 16), ...this.loops(['DMALD', 'DMAST'], 6), ...this.finish()];
  }

  zeros(): ProgramNode[] {
    const log2 = this.log2();
    const body = this.random.pick([['DMASTZ', 'DMAWMB'], ['DMASTZ', 'DMAWMB', 'DMAADDH DAR, 24'], ['DMASTZ'], ['DMALD', 'DMASTZ', 'DMAWMB', 'DMAST', 'DMAWMB']]);
    const dst = this.chance(3) && body[0] === 'DMASTZ' ? this.offset() : this.offset() & ~7;
    const beats = this.beats();
    return [this.ccr(log2, beats, log2, beats), ...this.starts(dst, dst), ...this.loops(body, Math.floor(1000 / (beats << log2)) + 1), ...this.finish()];
  }

  /** Register arithmetic; the data moves a little at the end. */
  arithmetic(): ProgramNode[] {
    const register = (): string => this.random.pick(['SAR', 'DAR']);
    const lines: ProgramNode[] = Array.from({ length: 1 + this.random.below(6) }, () => this.random.pick([`DMAADDH ${register()}, ${this.random.below(65536)}`, `DMAADNH ${register()}, ${this.random.below(65536)}`, `DMAMOV ${register()}, ${this.random.next()}`]));
    return [...lines, ...this.loops(lines.slice(0, 2), 9), this.ccr(0, 2, 0, 2), ...this.starts(1, 2), 'DMAADDH SAR, 17', 'DMAADNH DAR, -13', 'DMALD', 'DMAST', ...this.finish()];
  }

  /** Request types, conditional forms, peripherals. Lengths of the S forms are 1: see the table of excuses. */
  conditional(): ProgramNode[] {
    const p = this.random.below(4);
    const kind = this.random.pick(['single', 'burst', 'periph']);
    const beats = kind === 'single' || this.chance(3) ? 1 : this.beats();
    const log2 = this.log2();
    const load = this.random.pick(['DMALDS', 'DMALDB', 'DMALD', `DMALDPS P${p}`, `DMALDPB P${p}`]);
    const suffix = kind === 'single' ? 'S' : 'B';
    const wanted = load === 'DMALD' ? ['DMALD'] : [load.replace(/[SB](?= |$)/, 'S'), load.replace(/[SB](?= |$)/, 'B')];
    const store = this.random.pick([['DMASTS', 'DMASTB'], [`DMASTPS P${p}`, `DMASTPB P${p}`], ['DMAST']]);
    const body: ProgramNode[] = [`DMAWFP P${p}, ${kind}`, ...wanted, ...store];
    const end = this.random.pick(['', 'S', 'B'] as const);
    const loop: ProgramNode = this.chance(4) ? { loop: 'forever', end: suffix === 'S' ? 'B' : 'S', body } : { loop: 1 + this.random.below(6), end, body };
    const first = this.chance(2) ? [`DMAFLUSHP P${p}`] : [];
    return [this.ccr(log2, beats, log2, beats), ...this.starts(0, 8), ...first, loop, ...(this.chance(3) ? [{ loop: 3, end: 'S' as const, body: ['DMANOP', loop] }] : []), ...this.finish()];
  }

  /** Conditional instructions before any DMAWFP. */
  unconditioned(): ProgramNode[] {
    return [this.ccr(2, 1, 2, 1), ...this.starts(0, 0), { loop: 2, end: this.random.pick(['S', 'B', '']), body: ['DMALDS', 'DMALDB', 'DMASTS', 'DMASTB'] }, ...this.finish()];
  }

  bad(): ProgramNode[] {
    /** Anything but the ends of forever loops, which would never end. */
    const any = (): number => {
      const byte = this.random.below(256);
      return FOREVER_ENDS.includes(byte) ? 0x02 : byte;
    };
    const bytes = (): string => `.byte ${any()}, ${any()}, ${any()}, 0, 0, 0`;
    const wrong = this.random.pick([bytes(), bytes(), bytes(), `.byte ${any()}, 0`, `DMASEV E${16 + this.random.below(16)}`, `DMAWFE E${16 + this.random.below(16)}`, `DMAWFP P${4 + this.random.below(28)}, burst`, `DMAFLUSHP P${4 + this.random.below(28)}`, `.byte 0x34, ${this.random.below(256)}`, `.byte 0xbc, ${this.random.below(256)}, 1, 2, 3, 4`, 'DMAGO C1, 0x90000', 'DMAKILL']);
    return [this.ccr(3, 2, 3, 2), ...this.starts(0, 0), 'DMALD', 'DMAST', wrong, 'DMALD', 'DMAST', 'DMAEND', 'DMAEND', 'DMAEND', 'DMAEND'];
  }

  /** Too much data, too little, or some left over. */
  unbalanced(): ProgramNode[] {
    const log2 = this.log2();
    const beats = this.beats();
    const loads = this.random.pick([1, 2, 9, 40, 200]);
    const stores = this.random.pick([0, 1, 2, 3, 10]);
    return [this.ccr(log2, beats, this.chance(2) ? log2 : this.log2(), this.chance(2) ? beats : this.beats()), ...this.starts(0, 0), { loop: loads, end: '', body: ['DMALD'] }, ...(stores > 0 ? [{ loop: stores, end: '' as const, body: ['DMAST'] }] : []), ...this.finish()];
  }

  wide(): ProgramNode[] {
    return [`DMAMOV CCR, SB2 SS${this.random.pick([64, 128])} DB2 DS128`, ...this.starts(0, 0), 'DMALD', 'DMAST', ...this.finish()];
  }

  /** Writes over its own bytes; the target is set by `overlap`. */
  overlap(pc: number): ProgramNode[] {
    const log2 = this.log2();
    return [this.ccr(log2, 1, log2, 1), `DMAMOV SAR, ${SOURCE + 8 * this.random.below(40)}`, `DMAMOV DAR, ${pc + this.random.below(64)}`, 'DMALD', 'DMAST', 'DMAWMB', 'DMANOP', 'DMANOP', 'DMAEND', 'DMAEND'];
  }

  /** Source and destination overlap: program order decides. */
  chain(): ProgramNode[] {
    const log2 = this.log2();
    const beats = this.beats();
    const distance = (beats << log2) * this.random.pick([1, 1, 2]);
    return [this.ccr(log2, beats, log2, beats), `DMAMOV SAR, ${TARGET}`, `DMAMOV DAR, ${TARGET + distance - this.random.pick([0, 0, 1 << log2])}`, ...this.loops(['DMALD', 'DMAST'], Math.max(1, Math.floor(900 / (beats << log2)))), ...this.finish()];
  }
}

const SHAPES = ['pairs', 'pairs', 'pairs', 'gather', 'gather', 'fixed', 'swap', 'zeros', 'arithmetic', 'conditional', 'conditional', 'unconditioned', 'bad', 'bad', 'unbalanced', 'wide', 'overlap', 'chain', 'events', 'several', 'kill', 'debug', 'nonSecure', 'busy'] as const;
export type ShapeName = (typeof SHAPES)[number];

export function generateCase(seed: number, index: number): GeneratedCase {
  const random = new Random((Math.imul(seed, 0x9e3779b1) + index) >>> 0);
  const shapes = new Shapes(random);
  const shape = random.pick(SHAPES);
  const base = { id: `${seed}/${index}`, shape, inten: random.pick([0, 1, 2, 3, 0xffff, random.below(65536)]) };
  const channel = random.below(8);
  /** Anywhere: odd addresses, ends of pages. */
  const place = (slot: number): number => PROGRAMS + slot * 0x2000 + random.pick([0, random.below(4096), 4096 - 1 - random.below(40)]);
  const one = (nodes: readonly ProgramNode[], pc = place(channel), ns: 0 | 1 = 0): CaseProgram => ({ channel, ns, pc, nodes });
  switch (shape) {
    case 'overlap': {
      const pc = place(channel);
      return { ...base, programs: [one(shapes.overlap(pc), pc)], debug: [] };
    }
    case 'events':
      return { ...base, ...events(random, place) };
    case 'several':
      return { ...base, programs: several(random, shapes, place), debug: [] };
    case 'kill':
      return { ...base, programs: [one([...random.pick([['DMAWFE E7'], ['.byte 255'], ['DMAST']]), 'DMAEND'])], debug: [{ thread: 1, channel, bytes: [1] }, ...(random.below(2) === 0 ? [{ thread: 1, channel, bytes: [1] }] : [])] };
    case 'debug':
      return { ...base, programs: random.below(2) === 0 ? [] : [one(shapes.pairs())], debug: debugInstructions(random) };
    case 'busy':
      return { ...base, programs: [one([random.pick(['DMAWFE E9', '.byte 254', 'DMAWFE E8, invalid']), 'DMAEND']), one(['DMAMOV SAR, 5', 'DMAEND'], place(channel) + 0x10000)], debug: random.below(2) === 0 ? [] : [{ thread: 0, channel: 0, bytes: [1] }] };
    case 'nonSecure': {
      const line = random.pick(['DMASEV E3', 'DMAWFE E3', 'DMAWFP P1, burst', 'DMAFLUSHP P2', 'DMALDPS P0', 'DMASTPB P0', 'DMANOP', 'DMAMOV CCR, SS64 DS64', 'DMAMOV CCR, SS64 SP2 DS64 DP2', 'DMAMOV CCR, SS64 SP2 DS64']);
      return { ...base, programs: [one([`DMAMOV CCR, SB4 SS32 SP2 DB4 DS32 DP2`, `DMAMOV SAR, ${SOURCE}`, `DMAMOV DAR, ${TARGET}`, 'DMALD', 'DMAST', line, 'DMALD', 'DMAST', 'DMAEND'], place(channel), 1)], debug: [] };
    }
    default:
      return { ...base, programs: [one(shapes[shape]())], debug: [] };
  }
}

/** Channels that wait, one that signals. */
function events(random: Random, place: (slot: number) => number): Pick<GeneratedCase, 'programs' | 'debug'> {
  const event = random.below(16);
  const waiters = 1 + random.below(3);
  const wait = (): string => `DMAWFE E${random.below(5) === 0 ? random.below(16) : event}${random.below(2) === 0 ? ', invalid' : ''}`;
  const programs: CaseProgram[] = Array.from({ length: waiters }, (_, channel) => ({ channel, ns: 0, pc: place(channel), nodes: [wait(), `DMAMOV SAR, ${channel + 1}`, ...(random.below(3) === 0 ? [wait()] : []), 'DMAEND'] }));
  /** One signal a start: within a start, QEMU runs one channel after the other, and two signals would become one. */
  const senders: CaseProgram[] = Array.from({ length: 1 + random.below(2) }, (_, i) => ({ channel: 7 - i, ns: 0, pc: place(7 - i), nodes: [...random.pick([[], ['DMANOP']]), `DMASEV E${event}`, 'DMAEND'] }));
  const order = random.below(2) === 0 ? [...programs, ...senders] : [senders[0], ...programs, ...senders.slice(1)];
  return { programs: order, debug: random.below(2) === 0 ? [{ thread: random.below(2), channel: 6, bytes: [0x34, event << 3] }] : [] };
}

function several(random: Random, shapes: Shapes, place: (slot: number) => number): CaseProgram[] {
  const count = 2 + random.below(3);
  return Array.from({ length: count }, (_, i) => {
    /** Now and then a channel is started again. */
    const channel = random.below(6) === 0 ? 0 : i;
    return { channel, ns: 0, pc: place(i), nodes: random.pick([() => shapes.pairs(), () => shapes.gather(), () => shapes.arithmetic(), () => shapes.chain(), () => (i === count - 1 ? shapes.unbalanced() : shapes.pairs())])() };
  });
}

function debugInstructions(random: Random): GeneratedCase['debug'] {
  return Array.from({ length: 1 + random.below(3) }, () => {
    const bytes = random.pick([[0x01], [0x18], [0x00], [0x34, random.below(256)], [0xa0, 9, 0, 0, 8, 0], [0xff], [random.below(256), random.below(256)], [0x04], [0xa2, 0x88, 0, 0, 8, 0]]);
    return { thread: random.below(2), channel: random.below(8), bytes };
  });
}
