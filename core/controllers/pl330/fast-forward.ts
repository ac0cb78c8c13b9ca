/**
 * A copy loop that has settled repeats itself: the same instructions, stalls and beats, a fixed number of cycles and
 * bytes further on. When nobody records or watches and nobody else claims the time, whole passes are skipped: memory,
 * registers, queues, bus and clock are set to what executing them would give. Two passes must leave the same state
 * relative to cycle and addresses before any is skipped. fast-forward.test.ts holds the outcome equal to execution.
 */
import type { Bus } from '../../bus/bus';
import type { BusPort } from '../../bus/channel';
import type { Clock, Cycle, Part } from '../../clock';
import type { Journal } from '../../journal/journal';
import type { DataPath } from './data-path';
import type { InstructionCache } from './instruction-cache';
import type { Mfifo } from './mfifo';
import type { RegisterFile } from './register-file';
import type { ThreadControl } from './thread-control';
import type { Threads } from './threads';

export interface ForwardParts {
  readonly clock: Clock;
  readonly bus: Bus;
  readonly journal: Journal;
  readonly registers: RegisterFile;
  readonly threads: Threads;
  readonly control: ThreadControl;
  readonly cache: InstructionCache;
  readonly mfifo: Mfifo;
  readonly data: DataPath;
}

/** Where things stand at a loop's end, the instruction just executed. */
interface Sample {
  readonly pc: number;
  readonly at: Cycle;
  readonly source: number;
  readonly target: number;
  readonly left: number;
  readonly loads: number;
  readonly beats: number;
  readonly read: number;
  readonly written: number;
  /** Everything that decides what comes next, relative to cycle and addresses. */
  readonly signature: readonly number[];
}

/** What one pass moves on. */
interface Pass {
  readonly pc: number;
  readonly signature: readonly number[];
  readonly cycles: number;
  readonly bytes: number;
  readonly loads: number;
  readonly beats: number;
  readonly read: number;
  readonly written: number;
}

/** Fewer passes are not worth the sampling. */
const LEAST_PASSES = 4;

export class FastForward {
  /** Off: every pass is executed. For tests and measurements. */
  enabled = true;
  private last: Sample | undefined;
  private pass: Pass | undefined;

  constructor(
    private readonly parts: ForwardParts,
    private readonly owner: Part,
  ) {}

  /**
   * A counted loop of `thread` has jumped back in cycle `now`; its counter is register `counter`.
   * @returns how many cycles were skipped.
   */
  loopTaken(thread: number, counter: number, now: Cycle, freeIn: number): Cycle {
    const { journal, registers, bus } = this.parts;
    if (!this.enabled || journal.observed || registers.values[counter] < LEAST_PASSES) return 0;
    bus.settle(now);
    const sample = this.sample(thread, counter, now, freeIn);
    const { last } = this;
    this.last = sample;
    if (sample === undefined) return 0;
    if (this.pass === undefined || !fits(this.pass, sample)) this.pass = last === undefined ? undefined : passBetween(last, sample);
    return this.pass === undefined ? 0 : this.skip(thread, counter, sample, this.pass);
  }

  private sample(thread: number, counter: number, now: Cycle, freeIn: number): Sample | undefined {
    const { registers, control, cache, data, mfifo, bus, threads } = this.parts;
    const { values } = registers;
    const channel = thread - 1;
    const ccr = values[registers.ccr + channel];
    const source = values[registers.sar + channel];
    const target = values[registers.dar + channel];
    if (!plainBursts(ccr, source, target) || control.ready !== 1 << thread || cache.busy || !othersRest(threads, thread)) return undefined;
    const port = data.port as BusPort;
    const signature = [ccr, freeIn, threads.state[thread], threads.loadsOpen[thread], threads.storesOpen[thread]];
    if (!bus.sample(port, now, signature) || !data.sample(thread, source, target, signature) || !mfifo.sample(channel, signature)) return undefined;
    return { pc: values[registers.pc[thread]], at: now, source, target, left: values[counter], loads: data.loadsExecuted[thread], beats: bus.beatCount, read: port.bytesRead, written: port.bytesWritten, signature };
  }

  /** As many passes as counter, time and memory allow. */
  private skip(thread: number, counter: number, sample: Sample, pass: Pass): Cycle {
    const { clock, registers, data, mfifo, bus } = this.parts;
    const { values } = registers;
    const channel = thread - 1;
    const port = data.port as BusPort;
    /** The stream of bytes: read up to `next`, of which `held` are in the MFIFO and `flying` on their way out. */
    const next = data.loads.count > 0 ? data.loads.head.address : sample.source;
    const flying = data.flyingBytes;
    const from = next - flying - mfifo.filled[channel];
    const to = data.stores.count > 0 ? data.stores.head.address : sample.target;
    const free = clock.claimed([this.owner, bus]) - 1 - sample.at;
    let passes = Math.min(sample.left - 1, Math.floor(free / pass.cycles));
    passes = Math.min(passes, this.passesInMemory(from, to, sample, pass));
    if (passes < LEAST_PASSES) return 0;
    const bytes = passes * pass.bytes;
    const cycles = passes * pass.cycles;
    const written = bus.beatsDone(port, 'write') << port.write.sizeLog2;
    bus.ram.copy(from, to, bytes + written);
    values[registers.sar + channel] += bytes;
    values[registers.dar + channel] += bytes;
    values[counter] -= passes;
    bus.repeat(port, cycles, passes * pass.beats, passes * pass.read, passes * pass.written);
    data.repeat(thread, bytes, passes * pass.loads, bus.ram, from + bytes, bus.beatsDone(port, 'read'));
    mfifo.refill(channel, bus.ram, from + bytes + flying);
    clock.jump(sample.at + cycles, this.owner);
    this.last = undefined;
    return cycles;
  }

  /** Source and target stay in their RAM and apart from each other. */
  private passesInMemory(from: number, to: number, sample: Sample, pass: Pass): number {
    const { bus } = this.parts;
    const sourceRegion = bus.ramAt(from, sample.source - from);
    const targetRegion = bus.ramAt(to, sample.target - to);
    if (sourceRegion === undefined || targetRegion === undefined) return 0;
    let room = Math.min(sourceRegion.base + sourceRegion.bytes - sample.source, targetRegion.base + targetRegion.bytes - sample.target);
    if (from < sample.target && to < sample.source) return 0;
    if (from < to) room = Math.min(room, to - sample.source);
    else room = Math.min(room, from - sample.target);
    return Math.floor(room / pass.bytes) - 1;
  }
}

/** Incrementing on both sides, whole aligned bursts (so that none is split at 4 KiB), no endian swap. */
function plainBursts(ccr: number, source: number, target: number): boolean {
  if ((ccr & 1) === 0 || (ccr & (1 << 14)) === 0 || ((ccr >>> 28) & 7) !== 0) return false;
  const sourceBurst = (((ccr >>> 4) & 15) + 1) << ((ccr >>> 1) & 7);
  const targetBurst = (((ccr >>> 18) & 15) + 1) << ((ccr >>> 15) & 7);
  return powerOfTwo(sourceBurst) && powerOfTwo(targetBurst) && source % sourceBurst === 0 && target % targetBurst === 0;
}

function powerOfTwo(value: number): boolean {
  return (value & (value - 1)) === 0;
}

/** No other thread has work on its way. */
function othersRest(threads: Threads, thread: number): boolean {
  for (let other = 0; other < threads.count; other++) if (other !== thread && threads.loadsOpen[other] + threads.storesOpen[other] > 0) return false;
  return true;
}

function fits(pass: Pass, sample: Sample): boolean {
  return pass.pc === sample.pc && same(pass.signature, sample.signature);
}

function same(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function passBetween(a: Sample, b: Sample): Pass | undefined {
  const bytes = b.source - a.source;
  if (a.pc !== b.pc || a.left - 1 !== b.left || bytes <= 0 || b.target - a.target !== bytes || !same(a.signature, b.signature)) return undefined;
  return { pc: b.pc, signature: b.signature, cycles: b.at - a.at, bytes, loads: b.loads - a.loads, beats: b.beats - a.beats, read: b.read - a.read, written: b.written - a.written };
}
