/**
 * A sampler in the programmable logic: takes a sample each INTERVAL cycles by itself, announces them by interrupt, and hands
 * them over in blocks on a request line. Whoever comes late loses samples. The design is the bench's own, described in
 * docs/sampler.md. Not modelled: an analogue side; samples are a running number and a triangle.
 */
import type { Clock, Part, PlainState } from '../clock';
import { KIND } from '../journal/entry-kinds';
import type { EntryRef, Initiator, Journal } from '../journal/journal';
import { RegisterBank } from '../register/bank';
import { definePeripheral, field, flag } from '../register/define';
import type { DataLoss, LineConflict, LossReason, ReportingDevice } from './data-loss';
import { RequestLine } from './request-line';
import type { LineDevice, SharedEnd } from './request-line';

export const SAMPLER_PLACES = 64;
const WAVE_SAMPLES = 64;

export const SAMPLER = definePeripheral({
  name: 'SAMPLER',
  title: 'Sampler',
  manual: 'docs/sampler.md',
  bytes: 0x1000,
  width: 4,
  registers: {
    CTRL: { title: 'Control', offset: 0x00, access: 'rw', reset: 0, section: 'Control', fields: { EN: flag(0, 'Samples are taken'), DMA: flag(1, 'Requests for samples'), FREE: flag(2, 'Requests without an end; else until COUNT is 0'), CLEAR: flag(3, 'Empties the FIFO and begins to count anew', { access: 'trigger' }) } },
    STATUS: { title: 'Levels', offset: 0x04, access: 'ro', reset: 0, section: 'Control', fields: { LEVEL: field(7, 0, 'Samples taken and not read', { shown: 'decimal' }), BUSY: flag(8, 'A block is on its way'), FULL: flag(9, 'Loses samples: the FIFO is full'), DENIED: flag(10, 'The request line is in use by the codec: see DMA') } },
    INT_STATUS: { title: 'Interrupts', offset: 0x08, access: 'w1c', reset: 0, section: 'Interrupts', fields: { READY: flag(0, 'THRESHOLD samples are there, and no block is set up'), DONE: flag(1, 'All samples of the block were read'), OVERRUN: flag(2, 'A sample found no place'), EMPTY_READ: flag(3, 'DATA was read with nothing there') } },
    INT_ENABLE: { title: 'Interrupts that reach the processor', offset: 0x0c, access: 'rw', reset: 0, section: 'Interrupts', fields: { READY: flag(0, 'Samples are there'), DONE: flag(1, 'Block was read'), OVERRUN: flag(2, 'A sample was lost'), EMPTY_READ: flag(3, 'Read with nothing there') } },
    INTERVAL: { title: 'Sample clock: cycles of the bus clock from sample to sample', offset: 0x10, access: 'rw', reset: 22222, section: 'Time', fields: { CYCLES: field(31, 0, 'Cycles', { shown: 'decimal' }) } },
    THRESHOLD: { title: 'When to speak up', offset: 0x14, access: 'rw', reset: 0x0410, section: 'Interrupts', fields: { READY: field(7, 0, 'So many samples are announced', { shown: 'decimal' }), BURST: field(15, 8, 'So many samples make a burst request', { shown: 'decimal' }) } },
    COUNT: { title: 'Samples of the block that are still to be read; writing sets up a block', offset: 0x18, access: 'rw', reset: 0, section: 'Blocks', fields: { SAMPLES: field(31, 0, 'Samples', { shown: 'decimal' }) } },
    DATA: { title: 'The oldest sample', offset: 0x1c, access: 'ro', reset: 0, section: 'Blocks', fields: { VALUE: field(15, 0, 'Sample', { shown: 'decimal' }), NUMBER: field(31, 16, 'Running number', { shown: 'decimal' }) } },
    SAMPLES: { title: 'Samples taken', offset: 0x20, access: 'ro', reset: 0, section: 'Blocks', fields: { SAMPLES: field(31, 0, 'Samples', { shown: 'decimal' }) } },
    LOST: { title: 'Samples that were lost', offset: 0x24, access: 'ro', reset: 0, section: 'Blocks', fields: { SAMPLES: field(31, 0, 'Samples', { shown: 'decimal' }) } },
  },
});

const CTRL = { EN: 1, DMA: 2, FREE: 4, CLEAR: 8 } as const;
const INT = { READY: 1, DONE: 2, OVERRUN: 4, EMPTY_READ: 8 } as const;

export interface SamplerPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly base: number;
  readonly rx: SharedEnd;
  irq(level: boolean, cause: EntryRef): void;
}

interface State {
  fifo: number[];
  /** Lost samples in a row. */
  full: number;
  /** READY was said of what is there now; since when. */
  announced: boolean;
  announcedAt: number;
  denied: boolean;
  cause: EntryRef;
}

export class Sampler implements Part, ReportingDevice {
  readonly name = 'sampler';
  readonly bank = new RegisterBank(SAMPLER);
  nextAt = Infinity;
  onLoss: ((loss: DataLoss) => void) | undefined;
  onConflict: ((conflict: LineConflict) => void) | undefined;
  private state: State = { fifo: [], full: 0, announced: false, announcedAt: 0, denied: false, cause: 0 };
  private readonly request: RequestLine;
  private readonly initiator: Initiator;

  constructor(private readonly ports: SamplerPorts) {
    this.initiator = ports.journal.initiator('sampler', 'device');
    this.request = new RequestLine(ports.clock, ports.rx, () => (this.has(CTRL.DMA) ? { ready: Math.min(this.state.fifo.length, this.has(CTRL.FREE) ? Infinity : this.bank.get('COUNT')), burst: this.burst } : undefined));
    this.bank.attach({
      CTRL: { onWrite: (written, _index, cause) => this.controlled(written, cause) },
      STATUS: { value: () => this.state.fifo.length | (this.bank.get('COUNT') > 0 ? 1 << 8 : 0) | (this.state.full > 0 ? 1 << 9 : 0) | (this.state.denied ? 1 << 10 : 0) },
      INT_STATUS: { onWrite: (_written, _index, cause) => this.drive(cause) },
      INT_ENABLE: { onWrite: (_written, _index, cause) => this.drive(cause) },
      THRESHOLD: { onWrite: (_written, _index, cause) => this.changed(cause) },
      COUNT: { onWrite: (_written, _index, cause) => this.changed(cause) },
      DATA: { value: () => this.state.fifo[0] ?? 0, onRead: (_index, cause) => this.pop(cause) },
    });
  }

  /** What the controller tells on the request line. */
  get line(): LineDevice {
    return this.request;
  }

  /** Time for a sample. */
  act(): void {
    this.nextAt = Infinity;
    const { state, bank } = this;
    const number = bank.get('SAMPLES');
    bank.set('SAMPLES', (number + 1) >>> 0);
    if (state.fifo.length >= SAMPLER_PLACES) this.lose(number);
    else {
      if (state.full > 0) this.note('request', `sampler has room again after ${state.full} lost samples`, state.cause);
      state.full = 0;
      state.fifo.push(sample(number));
    }
    this.keepGoing();
    this.announce();
    this.drive(state.cause);
    this.request.ask(state.cause);
  }

  save(): PlainState {
    return structuredClone({ nextAt: this.nextAt, state: this.state, request: this.request.save(), registers: this.bank.values });
  }

  load(saved: PlainState): void {
    const from = structuredClone(saved) as { nextAt: number; state: State; request: PlainState; registers: Uint32Array };
    this.nextAt = from.nextAt;
    this.state = from.state;
    this.request.load(from.request);
    this.bank.values.set(from.registers);
  }

  private has(bit: number): boolean {
    return (this.bank.get('CTRL') & bit) !== 0;
  }

  private controlled(written: number, cause: EntryRef): void {
    const { state, bank, ports } = this;
    if ((written & CTRL.CLEAR) !== 0) {
      Object.assign(state, { fifo: [], announced: false });
      for (const counter of ['COUNT', 'SAMPLES', 'LOST'] as const) bank.set(counter, 0);
    }
    state.denied = false;
    if (!this.has(CTRL.DMA)) ports.rx.release();
    else {
      const owner = ports.rx.claim();
      if (owner !== undefined) {
        bank.set('CTRL', bank.get('CTRL') & ~CTRL.DMA);
        state.denied = true;
        this.onConflict?.({ device: this.name, owner, line: ports.rx.line, address: ports.base, entry: cause });
      }
    }
    if (!this.has(CTRL.EN)) Object.assign(state, { full: 0 });
    this.changed(cause);
  }

  private changed(cause: EntryRef): void {
    this.state.cause = cause;
    this.keepGoing();
    this.announce();
    this.drive(cause);
    this.request.ask(cause);
  }

  private keepGoing(): void {
    const { clock } = this.ports;
    if (!this.has(CTRL.EN)) this.nextAt = Infinity;
    else if (this.nextAt === Infinity) clock.wake(this, clock.now + Math.max(1, this.bank.get('INTERVAL')));
  }

  /** Once for what is there: again after a block, or when it was read below the threshold. */
  private announce(): void {
    const { state, bank } = this;
    const enough = state.fifo.length >= Math.max(1, bank.get('THRESHOLD') & 0xff);
    if (!enough || bank.get('COUNT') > 0 || this.has(CTRL.FREE)) state.announced = false;
    else if (!state.announced) {
      Object.assign(state, { announced: true, announcedAt: this.ports.clock.now });
      this.interrupt(INT.READY);
    }
  }

  private pop(cause: EntryRef): void {
    const { state, bank } = this;
    state.cause = cause;
    if (state.fifo.shift() === undefined) this.emptyRead();
    else if (bank.get('COUNT') > 0) {
      bank.set('COUNT', bank.get('COUNT') - 1);
      if (bank.get('COUNT') === 0) this.interrupt(INT.DONE);
    }
    this.announce();
    this.drive(cause);
    this.request.ask(cause);
  }

  private lose(number: number): void {
    const { state, bank } = this;
    bank.set('LOST', (bank.get('LOST') + 1) >>> 0);
    if (state.full++ > 0) return;
    this.interrupt(INT.OVERRUN);
    this.report('overrun', number, this.why());
  }

  /** Where a controller moves data, its burst is longer than the watermark. */
  private emptyRead(): void {
    this.interrupt(INT.EMPTY_READ);
    if (this.request.owed > 0) this.report('empty-read', this.bank.get('SAMPLES'), { why: 'burst', watermark: this.burst });
  }

  private report(kind: DataLoss['kind'], position: number, reason: LossReason): void {
    const { state, bank, ports } = this;
    state.cause = this.note('fault', `sampler ${kind} at sample ${position}`, state.cause);
    this.onLoss?.({ device: 'sampler', kind, position, places: SAMPLER_PLACES, reason, address: ports.base + bank.offsetOf('LOST'), entry: state.cause });
  }

  private get burst(): number {
    return Math.max(1, (this.bank.get('THRESHOLD') >>> 8) & 0xff);
  }

  private why(): LossReason {
    const { request, state, bank } = this;
    if (request.owed > 0) return { why: 'slow', words: request.owed };
    if (bank.get('COUNT') === 0 && !this.has(CTRL.FREE)) return { why: 'not-fetched', since: state.announcedAt, interrupt: (bank.get('INT_ENABLE') & INT.READY) !== 0 };
    const { open } = request;
    return this.has(CTRL.DMA) && open !== undefined ? { why: 'not-served', ...open } : { why: 'no-requests' };
  }

  private note(kind: 'fault' | 'request', text: string, cause: EntryRef): EntryRef {
    const { journal, base } = this.ports;
    return journal.add(KIND[kind], this.initiator.code, base + this.bank.offsetOf('INT_STATUS'), journal.text(text), 0, cause, 0);
  }

  private interrupt(bit: number): void {
    this.bank.set('INT_STATUS', this.bank.get('INT_STATUS') | bit);
  }

  private drive(cause: EntryRef): void {
    this.ports.irq((this.bank.get('INT_STATUS') & this.bank.get('INT_ENABLE')) !== 0, cause);
  }
}

/** Number in the upper half, a triangle in the lower. */
export function sample(number: number): number {
  const phase = number % WAVE_SAMPLES;
  return ((number << 16) | (64 * (phase < WAVE_SAMPLES / 2 ? phase : WAVE_SAMPLES - phase))) >>> 0;
}
