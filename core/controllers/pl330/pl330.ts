/**
 * CoreLink DMA-330 (PL330): a manager and up to eight channels that run small programs. Manual: ARM DDI 0424 (r1p1, r1p2).
 * This file puts the parts together and gives the threads their turns: one instruction at a time for the whole
 * controller, round-robin over debug port, manager and channels. What is not modelled: known-limits.ts.
 */
import type { Bus } from '../../bus/bus';
import type { BusDirection, Transaction } from '../../bus/transaction';
import type { Clock, Cycle } from '../../clock';
import type { DmaStateView } from '../../contract';
import type { EntryRef, Journal } from '../../journal/journal';
import type { Disassembly, DmaController } from '../dma-controller';
import { checkConfig, ZYNQ_PL330, type Pl330Config, type Pl330Security } from './config';
import { DataPath } from './data-path';
import { DebugPort } from './debug-port';
import { disassembleAt } from './disassembler';
import { Events } from './events';
import { Executor } from './execute';
import { FastForward } from './fast-forward';
import { inspectPl330 } from './inspect';
import { InstructionCache } from './instruction-cache';
import { KNOWN_LIMITS } from './known-limits';
import { meaningOf } from './meaning';
import { Mfifo } from './mfifo';
import { RegisterFile } from './register-file';
import { NonSecureView, SecureView } from './register-views';
import { PeripheralRequests, type RequestingDevice, type RequestType } from './requests';
import { ABORT_LINE, ThreadControl } from './thread-control';
import { STALL, STATE, Threads } from './threads';

export { KNOWN_LIMITS } from './known-limits';

export interface Pl330Options {
  readonly clock: Clock;
  readonly bus: Bus;
  readonly journal: Journal;
  /** Default: as on the Zynq-7000. */
  readonly config?: Pl330Config;
  /** Level of the interrupt line of an event. */
  readonly irq?: (event: number, level: boolean, cause: EntryRef) => void;
  /** Level of irq_abort. */
  readonly abort?: (level: boolean, cause: EntryRef) => void;
}

export class Pl330 implements DmaController {
  readonly name: string;
  readonly id: string;
  readonly title: string;
  readonly channels: number;
  readonly knownLimits = KNOWN_LIMITS;
  readonly initiators: readonly string[];
  readonly config: Pl330Config;
  readonly registers: RegisterFile;
  readonly threads: Threads;
  readonly mfifo: Mfifo;
  readonly data: DataPath;
  readonly cache: InstructionCache;
  readonly requests: PeripheralRequests;
  readonly secureView: SecureView;
  readonly nonSecureView: NonSecureView;
  nextAt: Cycle = Infinity;
  /** Skips settled passes of copy loops while nothing is recorded. */
  readonly forward: FastForward;
  private readonly clock: Clock;
  private readonly control: ThreadControl;
  private readonly executor: Executor;
  private readonly events: Events;
  private readonly debug: DebugPort;
  private readonly debugSlot: number;
  /** The first cycle at which the next instruction may be executed. */
  private freeAt: Cycle = 0;
  private lastThread = 0;
  private watchdogAt: Cycle = Infinity;
  private clocked = true;
  private inReset = false;
  private security: Pl330Security;

  constructor(options: Pl330Options) {
    const config = options.config ?? ZYNQ_PL330;
    checkConfig(config);
    const { clock, bus, journal } = options;
    this.clock = clock;
    this.config = config;
    this.security = config.security;
    this.name = this.id = config.id;
    this.title = config.title;
    this.channels = config.channels;
    const names = ['manager', ...Array.from({ length: config.channels }, (_, n) => `ch${n}`)].map((thread) => `${config.id}.${thread}`);
    const initiators = names.map((name) => journal.initiator(name, 'dma'));
    this.initiators = names;
    const threads = new Threads(config.channels + 1);
    const registers = new RegisterFile(config, journal);
    const interrupt = (line: number, level: boolean, cause: EntryRef): void => (line === ABORT_LINE ? options.abort?.(level, cause) : options.irq?.(line, level, cause));
    const control = new ThreadControl(threads, registers, journal, initiators.map((one) => one.code), interrupt);
    const cache = new InstructionCache(config, threads, control);
    const mfifo = new Mfifo(config.channels, config.mfifoLines, config.busBytes);
    const requests = new PeripheralRequests(config.peripherals, threads, control, journal);
    const data = new DataPath(config, threads, control, mfifo, requests);
    const events = new Events(threads, registers, control, journal, interrupt);
    this.threads = threads;
    this.registers = registers;
    this.control = control;
    this.cache = cache;
    this.mfifo = mfifo;
    this.requests = requests;
    this.data = data;
    this.events = events;
    this.executor = new Executor({ config, journal, threads, registers, control, cache, mfifo, data, events, requests });
    this.forward = new FastForward({ clock, bus, journal, registers, threads, control, cache, mfifo, data }, this);
    this.debug = new DebugPort(config, journal, threads, registers, control, this.executor, events);
    this.debugSlot = threads.count;
    this.secureView = new SecureView(registers, () => this.running);
    this.nonSecureView = new NonSecureView(config, registers, threads, () => this.security, this.secureView);
    this.connect(bus, initiators[0]);
    this.start();
  }

  /** Wires of the parts that only exist once all parts do. */
  private connect(bus: Bus, initiator: ReturnType<Journal['initiator']>): void {
    const { control, cache, data, mfifo, registers, requests, config } = this;
    control.holdings = {
      clear: (thread) => {
        cache.drop(thread);
        if (thread > 0) mfifo.drop(thread - 1);
      },
      cancelQueued: (thread, cause) => {
        data.cancelQueued(thread);
        requests.drop(thread, cause);
      },
    };
    this.requests.onWake = () => this.poke();
    const master = { transactionDone: (direction: BusDirection, t: Transaction) => this.moved(direction, t) };
    data.connect(bus.port(initiator, config.busPriority, master));
    const fetchMaster = { transactionDone: (_direction: BusDirection, t: Transaction) => this.fetched(t) };
    cache.port = bus.port(initiator, config.busPriority, fetchMaster);
    cache.port.read.data = new Uint8Array(config.cacheLineBytes);
    registers.bank.attach({
      INTEN: { onWrite: (_written, _index, cause) => this.after(() => this.events.enableChanged(cause)) },
      INTCLR: { onWrite: (written, _index, cause) => this.after(() => this.events.clear(written, cause)) },
      DBGCMD: { onWrite: (written, _index, cause) => this.after(() => this.debug.command(written, cause)) },
    });
  }

  get bank(): RegisterFile['bank'] {
    return this.registers.bank;
  }

  private get running(): boolean {
    return this.clocked && !this.inReset;
  }

  private after(work: () => void): void {
    work();
    this.poke();
  }

  /** Threads may have become ready: take part in time again. */
  private poke(): void {
    if (this.control.ready !== 0 && this.clocked) this.clock.wake(this, this.freeAt > this.clock.now ? this.freeAt : this.clock.now);
  }

  private moved(direction: BusDirection, t: Transaction): void {
    if (direction === 'read') this.data.loadArrived(t);
    else this.data.storeDone(t);
    if (this.control.ready !== 0) this.poke();
    else this.watchForLockUp();
  }

  private fetched(t: Transaction): void {
    this.cache.fetched(t);
    if (this.control.ready !== 0) this.poke();
    else this.watchForLockUp();
  }

  act(): void {
    const { clock, control, executor } = this;
    let now = clock.now;
    this.nextAt = Infinity;
    if (!this.clocked) return;
    if (now >= this.watchdogAt) {
      this.watchdogAt = Infinity;
      control.lockUp();
    }
    const step = this.config.cyclesPerInstruction;
    while (control.ready !== 0) {
      if (now < this.freeAt) now = this.freeAt;
      // The present cycle is ours even when another part wants it too.
      if (now > clock.now && now >= clock.horizon) {
        this.nextAt = now;
        return;
      }
      clock.now = now;
      const thread = nextReady(control.ready, this.lastThread);
      this.lastThread = thread;
      if (thread === this.debugSlot) this.debug.execute();
      else executor.step(thread);
      this.freeAt = now + step;
      if (executor.loopCounter >= 0) {
        const skipped = this.forward.loopTaken(thread, executor.loopCounter, now, step);
        executor.loopCounter = -1;
        now += skipped;
        this.freeAt += skipped;
      }
    }
    this.watchForLockUp();
  }

  /**
   * 2.12: a lock-up is when both queues are empty and every running channel is kept from a load by the MFIFO. Channels
   * that wait for events or peripherals do not count as running.
   */
  private watchForLockUp(): void {
    const { stall, count } = this.threads;
    let waiting = false;
    if (this.data.idle && !this.cache.busy) for (let thread = 1; thread < count; thread++) if (stall[thread] === STALL.mfifo) waiting = true;
    if (!waiting) {
      this.watchdogAt = Infinity;
      if (this.control.lockupSignalled) {
        this.control.lockupSignalled = false;
        this.control.updateAbort(0);
      }
      return;
    }
    if (this.control.lockupSignalled) return;
    if (this.watchdogAt === Infinity) this.watchdogAt = this.clock.now + this.config.watchdogCycles;
    this.clock.wake(this, this.watchdogAt);
  }

  /** Nothing will happen any more without something from outside. */
  get resting(): boolean {
    return this.control.ready === 0 && this.data.idle && !this.cache.busy && this.watchdogAt === Infinity;
  }

  /** A device on a peripheral request line. */
  connectDevice(peripheral: number, device: RequestingDevice): void {
    this.requests.connect(peripheral, device);
  }

  /** A device raises a request (`last`: its last one). */
  request(peripheral: number, type: RequestType, cause: EntryRef, last = false): void {
    this.requests.raise(peripheral, type, cause, last);
  }

  /** Without its clock the controller stands still and its registers do not answer. */
  setClock(on: boolean): void {
    this.clocked = on;
    if (on) this.poke();
  }

  /** The reset line; while it is asserted the security inputs are sampled. */
  setReset(asserted: boolean, security: Pl330Security, cause: EntryRef): void {
    this.inReset = asserted;
    this.security = security;
    this.reset(cause);
    if (!asserted) this.start();
  }

  private reset(cause: EntryRef): void {
    const { control, registers, threads } = this;
    const mis = registers.values[registers.mis];
    threads.reset();
    const { managerNonSecure, irqNonSecure, peripheralNonSecure } = this.security;
    const cr0 = (registers.bank.get('CR0') & ~4) | (managerNonSecure ? 4 : 0);
    registers.reset({ CR0: cr0, CR3: irqNonSecure, CR4: peripheralNonSecure, DSR: managerNonSecure ? 1 << 9 : 0 }, control.initiators[0], cause);
    control.reset();
    this.cache.reset();
    for (let channel = 0; channel < this.config.channels; channel++) this.mfifo.drop(channel);
    this.data.reset();
    this.requests.reset();
    this.debug.reset();
    this.watchdogAt = Infinity;
    this.lastThread = 0;
    control.lowerAll(mis, cause);
  }

  /** Out of reset: security as sampled; the manager boots when the chip is wired so (2.4). */
  private start(): void {
    this.threads.nonSecure[0] = this.security.managerNonSecure ? 1 : 0;
    this.executor.irqNonSecure = this.security.irqNonSecure;
    this.executor.peripheralNonSecure = this.security.peripheralNonSecure;
    if (!this.config.boot.enabled) return;
    this.control.start(0, this.config.boot.address, this.security.managerNonSecure, 0);
    this.poke();
  }

  inspect(): DmaStateView {
    return inspectPl330(this);
  }

  disassemble(bytes: Uint8Array, address: number): Disassembly {
    const line = disassembleAt(bytes, 0, address);
    return { text: line.text, meaning: meaningOf(bytes, address), length: line.length, target: line.text.startsWith('DMALPEND') ? (line.target ?? null) : null };
  }

  programStart(thread: number): number | null {
    return this.threads.everStarted[thread] === 1 ? this.threads.programStart[thread] : null;
  }

  /** True while the thread runs, waits or ends: anything but stopped and faulting. */
  isActive(thread: number): boolean {
    const state = this.threads.state[thread];
    return state !== STATE.stopped && state !== STATE.faulting;
  }

  save() {
    const { nextAt, freeAt, lastThread, watchdogAt, clocked, inReset } = this;
    return {
      own: { nextAt, freeAt, lastThread, watchdogAt, clocked, inReset },
      security: { ...this.security },
      registers: this.registers.bank.save(),
      threads: this.threads.save(),
      control: this.control.save(),
      cache: this.cache.save(),
      mfifo: this.mfifo.save(),
      data: this.data.save(),
      requests: this.requests.save(),
      debug: this.debug.save(),
    };
  }

  load(state: unknown): void {
    const saved = state as ReturnType<Pl330['save']>;
    Object.assign(this, saved.own);
    this.security = { ...saved.security };
    this.executor.irqNonSecure = this.security.irqNonSecure;
    this.executor.peripheralNonSecure = this.security.peripheralNonSecure;
    this.registers.bank.load(saved.registers);
    this.threads.load(saved.threads);
    this.control.load(saved.control);
    this.cache.load(saved.cache);
    this.mfifo.load(saved.mfifo);
    this.data.load(saved.data);
    this.requests.load(saved.requests);
    this.debug.load(saved.debug);
  }
}

/** The lowest ready bit above `last`, else the lowest of all. */
function nextReady(ready: number, last: number): number {
  const above = ready & (-2 << last);
  const from = above !== 0 ? above : ready;
  return 31 - Math.clz32(from & -from);
}
