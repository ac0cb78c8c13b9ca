/**
 * Generic interrupt controller with one processor. Manual: ARM IHI 0048. Devices drive level lines; the processor
 * acknowledges and ends. An ID is taken again as long as its line stays high: a handler that does not silence its
 * device is entered for ever. Not modelled: security groups, preemption by priority, software interrupts, targets.
 */
import type { Clock, PlainState, Stateful } from '../clock';
import { KIND } from '../journal/entry-kinds';
import type { EntryRef, Initiator, Journal } from '../journal/journal';
import { RegisterBank } from '../register/bank';
import { GIC_CPU_INTERFACE, GIC_DISTRIBUTOR, GIC_IDS } from './gic-registers';

/** What an acknowledge answers when nothing is pending. */
export const SPURIOUS_ID = 1023;
const WORDS = GIC_IDS / 32;
const IDLE_PRIORITY = 0xff;

export interface GicParts {
  readonly journal: Journal;
  readonly clock: Clock;
}

export class Gic implements Stateful {
  readonly name = 'gic';
  readonly distributor = new RegisterBank(GIC_DISTRIBUTOR);
  readonly cpuInterface = new RegisterBank(GIC_CPU_INTERFACE);
  /** Called when the processor may have an interrupt to take. */
  onPending: (() => void) | undefined;
  /** Called when a line goes high, whoever listens to it. */
  onRise: ((id: number, entry: EntryRef) => void) | undefined;
  private readonly initiator: Initiator;
  private readonly level = new Uint32Array(WORDS);
  private readonly enabled = new Uint32Array(WORDS);
  /** Set by software, or by an edge of a line configured for edges. */
  private readonly latched = new Uint32Array(WORDS);
  private readonly active = new Uint32Array(WORDS);
  /** Journal entry of the last rise of each line. */
  private readonly risen = new Float64Array(GIC_IDS);

  constructor(private readonly parts: GicParts) {
    this.initiator = parts.journal.initiator('gic', 'device');
    this.distributor.attach({
      ICDDCR: { onWrite: () => this.signal() },
      ICDISER: { value: (word) => this.enabled[word], onWrite: (written, word) => this.change(this.enabled, word, written, 0) },
      ICDICER: { value: (word) => this.enabled[word], onWrite: (written, word) => this.change(this.enabled, word, 0, written) },
      ICDISPR: { value: (word) => this.pendingWord(word), onWrite: (written, word) => this.change(this.latched, word, written, 0) },
      ICDICPR: { value: (word) => this.pendingWord(word), onWrite: (written, word) => this.change(this.latched, word, 0, written) },
      ICDABR: { value: (word) => this.active[word] },
      ICDIPR: { onWrite: () => this.signal() },
      ICDICFR: { onWrite: () => this.signal() },
    });
    this.cpuInterface.attach({
      ICCICR: { onWrite: () => this.signal() },
      ICCPMR: { onWrite: () => this.signal() },
      ICCIAR: { value: () => this.pendingId(), onRead: () => void this.acknowledge() },
      ICCEOIR: { onWrite: (written) => this.end(written & 0x3ff) },
      ICCRPR: { value: () => this.runningPriority() },
      ICCHPIR: { value: () => this.pendingId() },
    });
  }

  /** As an operating system leaves it after boot: forwarding, all priorities pass, no ID enabled. */
  switchOn(): void {
    this.distributor.set('ICDDCR', 1);
    this.cpuInterface.set('ICCICR', 1);
    this.cpuInterface.set('ICCPMR', 0xf0);
  }

  /** A device drives its line. `cause`: the journal entry that made it. */
  setLevel(id: number, level: boolean, cause: EntryRef): void {
    const word = id >>> 5;
    const bit = (1 << (id & 31)) >>> 0;
    const was = (this.level[word] & bit) !== 0;
    if (was === level) return;
    const entry = this.parts.journal.add(KIND.interrupt, this.initiator.code, id, level ? 1 : 0, was ? 1 : 0, cause, 0);
    if (!level) {
      this.level[word] &= ~bit;
      return;
    }
    this.level[word] |= bit;
    this.risen[id] = entry;
    if (this.isEdge(id)) this.latched[word] |= bit;
    this.onRise?.(id, entry);
    this.signal();
  }

  lineIsHigh(id: number): boolean {
    return (this.level[id >>> 5] & (1 << (id & 31))) !== 0;
  }

  isEnabled(id: number): boolean {
    return (this.enabled[id >>> 5] & (1 << (id & 31))) !== 0;
  }

  setEnabled(id: number, on: boolean): void {
    const bit = (1 << (id & 31)) >>> 0;
    this.change(this.enabled, id >>> 5, on ? bit : 0, on ? 0 : bit);
  }

  /** Journal entry of the last rise of `id`'s line. */
  causeOf(id: number): EntryRef {
    return this.risen[id] ?? 0;
  }

  /** The ID that an acknowledge would take now, or SPURIOUS_ID. No effect. */
  pendingId(): number {
    if ((this.distributor.get('ICDDCR') & 1) === 0 || (this.cpuInterface.get('ICCICR') & 1) === 0) return SPURIOUS_ID;
    const limit = Math.min(this.cpuInterface.get('ICCPMR'), this.runningPriority());
    let best = SPURIOUS_ID;
    let bestPriority = limit;
    for (let word = 0; word < WORDS; word++) {
      const candidates = (this.pendingWord(word) & this.enabled[word] & ~this.active[word]) >>> 0;
      if (candidates === 0) continue;
      for (let bit = 0; bit < 32; bit++) {
        if ((candidates & (1 << bit)) === 0) continue;
        const id = word * 32 + bit;
        const priority = this.priority(id);
        if (priority < bestPriority) {
          best = id;
          bestPriority = priority;
        }
      }
    }
    return best;
  }

  /** The processor takes the most urgent pending interrupt. */
  acknowledge(): number {
    const id = this.pendingId();
    if (id === SPURIOUS_ID) return id;
    const bit = (1 << (id & 31)) >>> 0;
    this.active[id >>> 5] |= bit;
    this.latched[id >>> 5] &= ~bit;
    return id;
  }

  end(id: number): void {
    if (id >= GIC_IDS) return;
    this.active[id >>> 5] &= ~(1 << (id & 31));
    this.signal();
  }

  save(): PlainState {
    return {
      distributor: this.distributor.save(),
      cpuInterface: this.cpuInterface.save(),
      level: this.level.slice(),
      enabled: this.enabled.slice(),
      latched: this.latched.slice(),
      active: this.active.slice(),
      risen: this.risen.slice(),
    };
  }

  load(state: PlainState): void {
    const saved = state as { distributor: PlainState; cpuInterface: PlainState; level: Uint32Array; enabled: Uint32Array; latched: Uint32Array; active: Uint32Array; risen: Float64Array };
    this.distributor.load(saved.distributor);
    this.cpuInterface.load(saved.cpuInterface);
    this.level.set(saved.level);
    this.enabled.set(saved.enabled);
    this.latched.set(saved.latched);
    this.active.set(saved.active);
    this.risen.set(saved.risen);
  }

  private change(bits: Uint32Array, word: number, set: number, clear: number): void {
    bits[word] = (bits[word] | set) & ~clear;
    this.signal();
  }

  private pendingWord(word: number): number {
    let levels = this.level[word];
    for (let half = 0; half < 2; half++) {
      const config = this.distributor.get('ICDICFR', word * 2 + half);
      if ((config & 0xaaaaaaaa) === 0) continue;
      for (let i = 0; i < 16; i++) if ((config & (2 << (2 * i))) !== 0) levels &= ~(1 << (half * 16 + i));
    }
    return (levels | this.latched[word]) >>> 0;
  }

  private isEdge(id: number): boolean {
    return (this.distributor.get('ICDICFR', id >>> 4) & (2 << (2 * (id & 15)))) !== 0;
  }

  private priority(id: number): number {
    return (this.distributor.get('ICDIPR', id >>> 2) >>> (8 * (id & 3))) & 0xff;
  }

  private runningPriority(): number {
    let lowest = IDLE_PRIORITY;
    for (let word = 0; word < WORDS; word++) {
      if (this.active[word] === 0) continue;
      for (let bit = 0; bit < 32; bit++) if ((this.active[word] & (1 << bit)) !== 0) lowest = Math.min(lowest, this.priority(word * 32 + bit));
    }
    return lowest;
  }

  private signal(): void {
    if (this.onPending !== undefined && this.pendingId() !== SPURIOUS_ID) this.onPending();
  }
}
