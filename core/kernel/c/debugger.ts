/**
 * Stopping C code where the user wants: breakpoints on lines, and the next line of the same call, of any call, or of
 * the caller. Only arms places and judges hits; the lab runs. Nothing here is state of the simulation.
 */
import { OP, WIDTH } from '../../c/bytecode';
import type { Program } from '../../c/link';
import type { Task } from '../../c/task';
import type { CKernel } from './c-kernel';
import type { CImage } from './image';

export type SourceStep = 'into' | 'over' | 'out';

/** A place in a source file. */
export interface SourcePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Where C code stood when it was stopped or noticed. */
export interface Hit {
  readonly cycle: number;
  readonly thread: number;
  readonly depth: number;
  readonly place: SourcePlace;
  /** Why the run ended there. */
  readonly reason: 'breakpoint' | 'step' | 'cursor';
  /** What is wrong with the condition of the breakpoint, or ''. */
  readonly problem: string;
}

/** What is asked of the run, beside the step. */
export interface Asked {
  readonly breakpoints: readonly { readonly path: string; readonly line: number }[];
  /** Where the run ends in any case. */
  readonly cursor: { readonly path: string; readonly line: number } | null;
  /** Does it stop at this breakpoint? A text: it does, because that cannot be told. */
  judge(place: SourcePlace, image: CImage, task: Task): boolean | string;
}

/** Where a step began. */
export interface Origin {
  readonly thread: number;
  readonly depth: number;
  readonly path: string;
  readonly line: number;
}

interface Armed {
  readonly image: CImage;
  readonly pcs: readonly number[];
}

export class CDebugger {
  /** Where the run was stopped; null: it was not. */
  hit: Hit | null = null;
  private armed: Armed[] = [];

  constructor(
    private readonly c: CKernel,
    /** End the clock's run behind `cycle`. */
    private readonly stopAfter: (cycle: number) => void,
  ) {}

  /** Stop at these lines, and where the step that began at `origin` ends. Undo with `disarm`. */
  arm({ breakpoints, cursor, judge }: Asked, step: { readonly how: SourceStep; readonly origin: Origin } | null): void {
    this.disarm();
    this.hit = null;
    if (breakpoints.length === 0 && step === null && cursor === null) return;
    const isBreak = new Set(breakpoints.map(keyOf));
    const goal = cursor === null ? '' : keyOf(cursor);
    this.place(({ program }) => (step !== null ? statementStarts(program) : lineStarts(program)).filter((pc) => step !== null || isBreak.has(placeKey(program, pc)) || placeKey(program, pc) === goal));
    this.c.runtime.reached = (frame, image, task, cycle) => {
      const place = placeOf(image.program, task.pc);
      if (this.hit !== null || place === null) return true;
      const here = { cycle, thread: frame.locals.thread as number, depth: task.depth, place, problem: '' };
      const verdict = isBreak.has(keyOf(place)) && beginsLine(image.program, task.pc) && !(step !== null && isSame(step.origin, here)) && judge(place, image, task);
      if (verdict !== false) this.hit = { ...here, reason: 'breakpoint', problem: verdict === true ? '' : verdict };
      else if (keyOf(place) === goal && beginsLine(image.program, task.pc)) this.hit = { ...here, reason: 'cursor' };
      else if (step !== null && endsStep(step.how, step.origin, here, this.c.runtime.lives(step.origin.thread))) this.hit = { ...here, reason: 'step' };
      if (this.hit !== null) this.stopAfter(cycle);
      return this.hit === null;
    };
  }

  /** Tell of every statement that begins, without stopping. */
  trace(seen: (hit: Hit) => void): void {
    this.disarm();
    this.place((image) => statementStarts(image.program));
    this.c.runtime.reached = (frame, image, task, cycle) => {
      const place = placeOf(image.program, task.pc);
      if (place !== null) seen({ cycle, thread: frame.locals.thread as number, depth: task.depth, place, reason: 'step', problem: '' });
      return true;
    };
  }

  disarm(): void {
    for (const { image, pcs } of this.armed) for (const pc of pcs) image.machine.clearBreakpoint(pc);
    this.armed = [];
    this.c.runtime.reached = null;
    this.c.built = null;
  }

  /** Arm in all images, and in those that are loaded meanwhile. */
  private place(of: (image: CImage) => number[]): void {
    const set = (image: CImage): void => {
      const pcs = of(image);
      for (const pc of pcs) image.machine.setBreakpoint(pc, OP.break);
      this.armed.push({ image, pcs });
    };
    for (const image of this.c.list) set(image);
    this.c.built = set;
  }
}

/** Lines that hold code, ascending: where a breakpoint can be. */
export function executableLines(program: Program, path: string): number[] {
  const lines = new Set<number>();
  for (const pc of statementStarts(program)) {
    const place = placeOf(program, pc);
    if (place?.path === path) lines.add(place.line);
  }
  return [...lines].sort((a, b) => a - b);
}

/** First and last line of a function, as far as it has code. */
export function linesOf(program: Program, index: number): { readonly from: number; readonly to: number } {
  const f = program.functions[index];
  const path = f.at?.file.name ?? '';
  let [from, to] = f.at === null ? [0, 0] : [f.at.file.lineColumn(f.at.offset).line, 0];
  for (let pc = f.entry; pc < f.end; pc += WIDTH) {
    const place = placeOf(program, pc);
    if (place?.path !== path) continue;
    from = Math.min(from, place.line);
    to = Math.max(to, place.line);
  }
  return { from, to };
}

const starts = new WeakMap<Program, number[]>();

function statementStarts(program: Program): number[] {
  let known = starts.get(program);
  if (known === undefined) {
    known = [];
    for (let i = 0; i < program.positions.length; i++) if (program.positions[i] < -1 && placeOf(program, i * WIDTH) !== null) known.push(i * WIDTH);
    starts.set(program, known);
  }
  return known;
}

const firsts = new WeakMap<Program, ReadonlySet<number>>();

/** Where a breakpoint on a line stops: at its first statement in each function, so that the head of a loop counts once. */
function lineStarts(program: Program): number[] {
  return [...firstsOf(program)];
}

const beginsLine = (program: Program, pc: number): boolean => firstsOf(program).has(pc);

function firstsOf(program: Program): ReadonlySet<number> {
  let known = firsts.get(program);
  if (known === undefined) {
    const byLine = new Map<string, number>();
    const ends = program.functions.map((f) => f.end);
    let f = 0;
    for (const pc of statementStarts(program)) {
      while (pc >= ends[f]) f++;
      const key = `${f} ${placeKey(program, pc)}`;
      if (!byLine.has(key)) byLine.set(key, pc);
    }
    firsts.set(program, (known = new Set(byLine.values())));
  }
  return known;
}

/** The user's line at an instruction; null in headers of the system and in stubs. */
export function placeOf(program: Program, pc: number): SourcePlace | null {
  const position = program.positions[pc / WIDTH];
  const at = position === undefined || position === -1 ? undefined : program.places[position & 0x7fffffff];
  if (at === undefined) return null;
  let where = at;
  while (where.expansion) where = where.expansion.at;
  if (where.file.system) return null;
  return { path: where.file.name, ...where.file.lineColumn(where.offset) };
}

const keyOf = ({ path, line }: { readonly path: string; readonly line: number }): string => `${path}:${line}`;

function placeKey(program: Program, pc: number): string {
  const place = placeOf(program, pc);
  return place === null ? '' : keyOf(place);
}

const isSame = (origin: Origin, here: { thread: number; depth: number; place: SourcePlace }): boolean => here.thread === origin.thread && here.depth === origin.depth && here.place.line === origin.line && here.place.path === origin.path;

/** A step whose thread is over ends wherever C code runs next. */
function endsStep(how: SourceStep, origin: Origin, here: { thread: number; depth: number; place: SourcePlace }, lives: boolean): boolean {
  if (here.thread !== origin.thread) return how === 'into' || !lives;
  if (how === 'out') return here.depth < origin.depth;
  if (how === 'over' && here.depth > origin.depth) return false;
  return !isSame(origin, here);
}

/** The innermost place of a thread's code that is the user's. */
export function standsAt(image: CImage, task: Task): SourcePlace | null {
  for (const { pc } of image.machine.frames(task)) {
    const place = placeOf(image.program, pc);
    if (place !== null) return place;
  }
  return null;
}
