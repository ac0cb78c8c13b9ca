/**
 * An audio codec in the programmable logic, on two request lines: a frame is played and one recorded at each tick of the
 * sample clock, which divides the bus clock. Underrun and overrun are told by status, interrupt and `onLoss`; limits let a
 * driver say how far its ring is good. The design is the bench's own. Not modelled: formats other than 2 × 16 bits, gain.
 */
import type { Clock, Part, PlainState } from '../clock';
import { KIND } from '../journal/entry-kinds';
import type { EntryRef, Initiator, Journal } from '../journal/journal';
import { RegisterBank } from '../register/bank';
import { AUDIO_CODEC, CODEC_CTRL as CTRL, CODEC_INT as INT } from './audio-codec-registers';
import type { DataLoss, LineConflict, LossReason, ReportingDevice } from './data-loss';
import { RequestLine } from './request-line';
import type { LineDevice, RequestPort, SharedEnd } from './request-line';

export const CODEC_PLACES = 16;
/** The test tone: a triangle of so many frames. */
const TONE_FRAMES = 64;

export interface CodecPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly base: number;
  readonly tx: RequestPort;
  readonly rx: SharedEnd;
  irq(level: boolean, cause: EntryRef): void;
}

interface State {
  tx: number[];
  rx: number[];
  /** Lost frames in a row, 0 = data flow. */
  dry: number;
  full: number;
  /** When the limit was reached. */
  limitAt: { tx: number; rx: number };
  denied: boolean;
  tone: number;
  cause: EntryRef;
}

const fresh = (): State => ({ tx: [], rx: [], dry: 0, full: 0, limitAt: { tx: 0, rx: 0 }, denied: false, tone: 0, cause: 0 });
/** Frames from `from` to `to`; counters wrap at 32 bits. */
const ahead = (to: number, from: number): number => Math.max(0, (to - from) | 0);

export class AudioCodec implements Part, ReportingDevice {
  readonly name = 'codec';
  readonly bank = new RegisterBank(AUDIO_CODEC);
  nextAt = Infinity;
  onLoss: ((loss: DataLoss) => void) | undefined;
  onConflict: ((conflict: LineConflict) => void) | undefined;
  private state = fresh();
  private readonly tx: RequestLine;
  private readonly rx: RequestLine;
  private readonly initiator: Initiator;

  constructor(private readonly ports: CodecPorts) {
    const { clock, journal } = ports;
    this.initiator = journal.initiator('codec', 'device');
    this.tx = new RequestLine(clock, ports.tx, () => (this.has(CTRL.TX_DMA) ? { ready: Math.min(CODEC_PLACES - this.state.tx.length, this.allowed('tx')), burst: this.watermark('tx') } : undefined));
    this.rx = new RequestLine(clock, ports.rx, () => (this.has(CTRL.RX_DMA) ? { ready: Math.min(this.state.rx.length, this.allowed('rx')), burst: this.watermark('rx') } : undefined));
    this.bank.attach({
      CTRL: { onWrite: (written, _index, cause) => this.controlled(written, cause) },
      STATUS: { value: () => this.state.tx.length | (this.state.rx.length << 8) | (this.state.dry > 0 ? 1 << 16 : 0) | (this.state.full > 0 ? 1 << 17 : 0) | (this.state.denied ? 1 << 18 : 0) },
      INT_STATUS: { onWrite: (_written, _index, cause) => this.drive(cause) },
      INT_ENABLE: { onWrite: (_written, _index, cause) => this.drive(cause) },
      WATERMARK: { onWrite: (_written, _index, cause) => this.ask(cause) },
      TX_DATA: { onWrite: (written, _index, cause) => this.push(written, cause) },
      RX_DATA: { value: () => this.state.rx[0] ?? 0, onRead: (_index, cause) => this.pop(cause) },
      TX_LIMIT: { onWrite: (_written, _index, cause) => this.ask(cause) },
      RX_LIMIT: { onWrite: (_written, _index, cause) => this.ask(cause) },
    });
  }

  /** What the controller tells on each line. */
  line(line: 'tx' | 'rx'): LineDevice {
    return this[line];
  }

  /** A tick of the sample clock: play one frame, record one. */
  act(): void {
    this.nextAt = Infinity;
    const sound = this.has(CTRL.TX_EN) ? this.play() : 0;
    if (this.has(CTRL.RX_EN)) this.record(this.has(CTRL.LOOP) ? sound : this.tone());
    this.keepGoing();
    this.drive(this.state.cause);
    this.ask(this.state.cause);
  }

  save(): PlainState {
    return structuredClone({ nextAt: this.nextAt, state: this.state, tx: this.tx.save(), rx: this.rx.save(), registers: this.bank.values });
  }

  load(saved: PlainState): void {
    const from = structuredClone(saved) as { nextAt: number; state: State; tx: PlainState; rx: PlainState; registers: Uint32Array };
    this.nextAt = from.nextAt;
    this.state = from.state;
    this.tx.load(from.tx);
    this.rx.load(from.rx);
    this.bank.values.set(from.registers);
  }

  private has(bit: number): boolean {
    return (this.bank.get('CTRL') & bit) !== 0;
  }

  private watermark(line: 'tx' | 'rx'): number {
    return Math.max(1, (this.bank.get('WATERMARK') >>> (line === 'tx' ? 0 : 8)) & 0xff);
  }

  /** Frames that may still move before the driver's limit. */
  private allowed(line: 'tx' | 'rx'): number {
    const { bank } = this;
    if (!this.has(line === 'tx' ? CTRL.TX_LIMITED : CTRL.RX_LIMITED)) return Infinity;
    return line === 'tx' ? ahead(bank.get('TX_LIMIT'), bank.get('TX_FETCHED')) : ahead(bank.get('RX_LIMIT'), bank.get('RX_FETCHED'));
  }

  private controlled(written: number, cause: EntryRef): void {
    const { state, bank, ports } = this;
    if ((written & CTRL.CLEAR) !== 0) this.clear();
    state.cause = cause;
    state.denied = false;
    if (!this.has(CTRL.RX_DMA)) ports.rx.release();
    else {
      const owner = ports.rx.claim();
      if (owner !== undefined) {
        bank.set('CTRL', bank.get('CTRL') & ~CTRL.RX_DMA);
        state.denied = true;
        this.onConflict?.({ device: this.name, owner, line: ports.rx.line, address: ports.base, entry: cause });
      }
    }
    if (!this.has(CTRL.TX_EN)) state.dry = 0;
    if (!this.has(CTRL.RX_EN)) state.full = 0;
    this.keepGoing();
    this.ask(cause);
  }

  private clear(): void {
    Object.assign(this.state, { tx: [], rx: [], tone: 0 });
    for (const side of ['TX', 'RX'] as const) for (const counter of ['POSITION', 'FETCHED', 'LIMIT', 'LOST', 'PERIODS'] as const) this.bank.set(`${side}_${counter}`, 0);
    this.bank.set('TX_SUM', 0);
  }

  private keepGoing(): void {
    const { clock } = this.ports;
    if (!this.has(CTRL.TX_EN | CTRL.RX_EN)) this.nextAt = Infinity;
    else if (this.nextAt === Infinity) clock.wake(this, clock.now + Math.max(1, this.bank.get('CLOCK') & 0xff_ffff));
  }

  private ask(cause: EntryRef): void {
    this.tx.ask(cause);
    this.rx.ask(cause);
  }

  private play(): number {
    const { state, bank } = this;
    const frame = state.tx.shift();
    if (frame === undefined) {
      if (this.has(CTRL.DRAIN)) this.drained();
      else this.silence();
      return 0;
    }
    if (state.dry > 0) this.note('request', `codec plays again after ${state.dry} frames of silence`, state.cause);
    state.dry = 0;
    bank.set('TX_SUM', (bank.get('TX_SUM') + frame) >>> 0);
    this.count('TX');
    return frame;
  }

  private record(frame: number): void {
    const { state } = this;
    if (state.rx.length >= CODEC_PLACES) {
      this.bank.set('RX_LOST', (this.bank.get('RX_LOST') + 1) >>> 0);
      if (state.full++ > 0) return;
      this.interrupt(INT.RX_OVERRUN);
      this.lose('overrun', 'RX_POSITION', this.why('rx'));
      return;
    }
    if (state.full > 0) this.note('request', `codec records again after ${state.full} lost frames`, state.cause);
    state.full = 0;
    state.rx.push(frame);
    this.count('RX');
  }

  private silence(): void {
    this.bank.set('TX_LOST', (this.bank.get('TX_LOST') + 1) >>> 0);
    if (this.state.dry++ > 0) return;
    this.interrupt(INT.TX_UNDERRUN);
    this.lose('underrun', 'TX_POSITION', this.why('tx'));
  }

  private drained(): void {
    this.bank.set('CTRL', this.bank.get('CTRL') & ~(CTRL.TX_EN | CTRL.DRAIN));
    this.interrupt(INT.TX_DRAINED);
  }

  /** One frame more; at the end of a period, its interrupt. */
  private count(side: 'TX' | 'RX'): void {
    const { bank } = this;
    const frames = (bank.get(`${side}_POSITION`) + 1) >>> 0;
    bank.set(`${side}_POSITION`, frames);
    const length = bank.get('PERIOD') & 0xff_ffff;
    if (length === 0 || frames % length !== 0) return;
    bank.set(`${side}_PERIODS`, (bank.get(`${side}_PERIODS`) + 1) >>> 0);
    this.interrupt(INT[`${side}_PERIOD`]);
  }

  private tone(): number {
    const at = this.state.tone++ >>> 0;
    const phase = at % TONE_FRAMES;
    const left = 256 * (phase < TONE_FRAMES / 2 ? phase : TONE_FRAMES - phase);
    return ((at << 16) | left) >>> 0;
  }

  private why(line: 'tx' | 'rx'): LossReason {
    const tx = line === 'tx';
    if (!this.has(tx ? CTRL.TX_DMA : CTRL.RX_DMA)) return { why: 'no-requests' };
    const { open, owed } = this[line];
    if (owed > 0) return { why: 'slow', words: owed };
    if (this.allowed(line) === 0) return { why: 'limit', limit: this.bank.get(tx ? 'TX_LIMIT' : 'RX_LIMIT'), since: this.state.limitAt[line] };
    return open === undefined ? { why: 'no-requests' } : { why: 'not-served', ...open };
  }

  private lose(kind: DataLoss['kind'], position: 'TX_POSITION' | 'RX_POSITION' | 'TX_FETCHED' | 'RX_FETCHED', reason: LossReason): void {
    const at = this.bank.get(position);
    const entry = this.note('fault', `codec ${kind} at frame ${at}`, this.state.cause);
    this.state.cause = entry;
    this.onLoss?.({ device: 'codec', kind, position: at, places: CODEC_PLACES, reason, address: this.ports.base + this.bank.offsetOf(position), entry });
  }

  private note(kind: 'fault' | 'request', text: string, cause: EntryRef): EntryRef {
    const { journal, base } = this.ports;
    return journal.add(KIND[kind], this.initiator.code, base + this.bank.offsetOf('INT_STATUS'), journal.text(text), 0, cause, 0);
  }

  private push(frame: number, cause: EntryRef): void {
    const { state, bank } = this;
    state.cause = cause;
    if (state.tx.length < CODEC_PLACES) {
      state.tx.push(frame >>> 0);
      bank.set('TX_FETCHED', (bank.get('TX_FETCHED') + 1) >>> 0);
      if (this.allowed('tx') === 0) state.limitAt.tx = this.ports.clock.now;
    } else this.misuse('tx', cause);
    this.tx.ask(cause);
  }

  private pop(cause: EntryRef): void {
    const { state, bank } = this;
    state.cause = cause;
    if (state.rx.shift() !== undefined) {
      bank.set('RX_FETCHED', (bank.get('RX_FETCHED') + 1) >>> 0);
      if (this.allowed('rx') === 0) state.limitAt.rx = this.ports.clock.now;
    } else this.misuse('rx', cause);
    this.rx.ask(cause);
  }

  /** Where a controller moves data, its burst is longer than the watermark. */
  private misuse(line: 'tx' | 'rx', cause: EntryRef): void {
    this.interrupt(INT.DATA_ERROR);
    if (this[line].owed > 0) this.lose(line === 'tx' ? 'full-write' : 'empty-read', line === 'tx' ? 'TX_FETCHED' : 'RX_FETCHED', { why: 'burst', watermark: this.watermark(line) });
    this.drive(cause);
  }

  private interrupt(bit: number): void {
    this.bank.set('INT_STATUS', this.bank.get('INT_STATUS') | bit);
  }

  private drive(cause: EntryRef): void {
    this.ports.irq((this.bank.get('INT_STATUS') & this.bank.get('INT_ENABLE')) !== 0, cause);
  }
}
