/**
 * A serial port with FIFOs in the programmable logic, on two request lines of the DMA controller: words go out and come in
 * at a set pace; looped back, or from a counter that makes data by itself; with RTS/CTS the sender waits for room. The
 * design is the bench's own. Not modelled: parity, a peer.
 */
import type { Clock, Part, PlainState } from '../clock';
import { KIND } from '../journal/entry-kinds';
import type { EntryRef, Initiator, Journal } from '../journal/journal';
import { RegisterBank } from '../register/bank';
import { definePeripheral, field, flag } from '../register/define';
import type { DataLoss, LossReason, ReportingDevice } from './data-loss';
import { RequestLine } from './request-line';
import type { LineDevice, RequestPort } from './request-line';

export const FIFO_WORDS = 16;
/** With flow control the sender stops while fewer places than this are free. */
const RESERVE = 2;

export const STREAM_FIFO = definePeripheral({
  name: 'STREAM',
  title: 'Serial port with FIFOs',
  manual: 'docs/stream-fifo.md',
  bytes: 0x1000,
  width: 4,
  registers: {
    DATA: { title: 'Write: to the transmit FIFO; read: from the receive FIFO', offset: 0x00, access: 'rw', reset: 0, section: 'Serial port' },
    STATUS: { title: 'Levels', offset: 0x04, access: 'ro', reset: 0, section: 'Serial port', fields: { RX_LEVEL: field(7, 0, 'Words received and not read', { shown: 'decimal' }), TX_LEVEL: field(15, 8, 'Words to be sent', { shown: 'decimal' }), HELD: flag(16, 'The sender waits for room: see FLOW') } },
    CTRL: {
      title: 'Control', offset: 0x08, access: 'rw', reset: 0, section: 'Serial port',
      fields: { TX_EN: flag(0, 'Words are sent'), RX_EN: flag(1, 'Words are received'), LOOP: flag(2, 'What is sent is received'), COUNTER: flag(3, 'A counter makes words to be received'), TX_DMA: flag(4, 'Requests for words to send'), RX_DMA: flag(5, 'Requests for received words'), FLOW: flag(6, 'The sender waits while the receive FIFO is nearly full (RTS/CTS)'), CLEAR: flag(7, 'Empties the FIFOs', { access: 'trigger' }) },
    },
    WATERMARK: { title: 'Words of a burst request', offset: 0x0c, access: 'rw', reset: 0x0404, section: 'Serial port', fields: { RX: field(7, 0, 'So many received words make a burst request', { shown: 'decimal' }), TX: field(15, 8, 'So many free places make a burst request', { shown: 'decimal' }) } },
    PERIOD: { title: 'Cycles of a word', offset: 0x10, access: 'rw', reset: 100, section: 'Serial port', fields: { CYCLES: field(31, 0, 'Cycles of the bus clock', { shown: 'decimal' }) } },
    ERROR: { title: 'What went wrong', offset: 0x14, access: 'w1c', reset: 0, section: 'Serial port', fields: { OVERRUN: flag(0, 'A received word found no place'), UNDERRUN: flag(1, 'A word was to be sent, and there was none'), EMPTY_READ: flag(2, 'DATA was read with nothing received'), FULL_WRITE: flag(3, 'DATA was written with no place: the word is lost') } },
    SENT: { title: 'Words sent', offset: 0x18, access: 'ro', reset: 0, section: 'Serial port', fields: { WORDS: field(31, 0, 'Words', { shown: 'decimal' }) } },
    RECEIVED: { title: 'Words received', offset: 0x1c, access: 'ro', reset: 0, section: 'Serial port', fields: { WORDS: field(31, 0, 'Words', { shown: 'decimal' }) } },
    INT_STATUS: { title: 'Interrupts', offset: 0x20, access: 'ro', reset: 0, section: 'Interrupts', fields: { RX: flag(0, 'A watermark of words was received'), TX: flag(1, 'A watermark of places is free'), ERROR: flag(2, 'A bit of ERROR is set') } },
    INT_ENABLE: { title: 'Interrupts that reach the processor', offset: 0x24, access: 'rw', reset: 0, section: 'Interrupts', fields: { RX: flag(0, 'Received words'), TX: flag(1, 'Free places'), ERROR: flag(2, 'Errors') } },
  },
});

const CTRL = { TX_EN: 1, RX_EN: 2, LOOP: 4, COUNTER: 8, TX_DMA: 16, RX_DMA: 32, FLOW: 64, CLEAR: 128 } as const;
const ERROR = { OVERRUN: 1, UNDERRUN: 2, EMPTY_READ: 4, FULL_WRITE: 8 } as const;

export type StreamLine = 'tx' | 'rx';

interface State {
  tx: number[];
  rx: number[];
  sending: boolean;
  /** Words in a row that found no place. */
  lost: number;
  counter: number;
  cause: EntryRef;
}

export interface StreamPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly base: number;
  readonly tx: RequestPort;
  readonly rx: RequestPort;
  irq(level: boolean, cause: EntryRef): void;
}

export class StreamFifo implements Part, ReportingDevice {
  readonly name = 'stream';
  readonly bank = new RegisterBank(STREAM_FIFO);
  nextAt = Infinity;
  onLoss: ((loss: DataLoss) => void) | undefined;
  private state: State = { tx: [], rx: [], sending: false, lost: 0, counter: 0, cause: 0 };
  private readonly tx: RequestLine;
  private readonly rx: RequestLine;
  private readonly initiator: Initiator;

  constructor(private readonly ports: StreamPorts) {
    const { bank } = this;
    this.initiator = ports.journal.initiator('stream', 'device');
    this.tx = new RequestLine(ports.clock, ports.tx, () => (this.has(CTRL.TX_DMA) ? { ready: this.places, burst: this.watermark('tx') } : undefined));
    this.rx = new RequestLine(ports.clock, ports.rx, () => (this.has(CTRL.RX_DMA) ? { ready: this.state.rx.length, burst: this.watermark('rx') } : undefined));
    const change = { onWrite: (_written: number, _index: number, cause: EntryRef) => this.changed(cause) };
    bank.attach({
      DATA: { value: () => this.state.rx[0] ?? 0, onRead: (_index, cause) => this.pop(cause), onWrite: (written, _index, cause) => this.push(written, cause) },
      STATUS: { value: () => this.state.rx.length | (this.state.tx.length << 8) | (this.held ? 1 << 16 : 0) },
      INT_STATUS: { value: () => (this.state.rx.length >= this.watermark('rx') ? 1 : 0) | (this.places >= this.watermark('tx') ? 2 : 0) | (bank.get('ERROR') === 0 ? 0 : 4) },
      CTRL: { onWrite: (written, _index, cause) => this.controlled(written, cause) },
      WATERMARK: change,
      ERROR: change,
      INT_ENABLE: change,
    });
  }

  /** What the controller tells on each line. */
  line(line: StreamLine): LineDevice {
    return this[line];
  }

  /** A word's time is over. */
  act(): void {
    this.nextAt = Infinity;
    const { state, bank } = this;
    if (this.has(CTRL.TX_EN) && state.sending && !(this.has(CTRL.LOOP) && this.held)) {
      const word = state.tx.shift();
      if (word === undefined) {
        this.fail(ERROR.UNDERRUN);
        state.sending = false;
      } else {
        bank.set('SENT', (bank.get('SENT') + 1) >>> 0);
        if (this.has(CTRL.LOOP)) this.receive(word);
      }
    }
    if (this.has(CTRL.COUNTER) && !this.held) this.receive(state.counter++ >>> 0);
    this.follow(state.cause);
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

  private get places(): number {
    return FIFO_WORDS - this.state.tx.length;
  }

  /** RTS is withdrawn: who sends has to wait. */
  private get held(): boolean {
    return this.has(CTRL.FLOW) && FIFO_WORDS - this.state.rx.length < RESERVE;
  }

  private watermark(line: StreamLine): number {
    return Math.max(1, (this.bank.get('WATERMARK') >>> (line === 'tx' ? 8 : 0)) & 0xff);
  }

  private controlled(written: number, cause: EntryRef): void {
    if ((written & CTRL.CLEAR) !== 0) Object.assign(this.state, { tx: [], rx: [], sending: false, lost: 0 });
    this.changed(cause);
  }

  private changed(cause: EntryRef): void {
    this.state.cause = cause;
    if (this.state.tx.length > 0) this.state.sending = true;
    this.follow(cause);
  }

  /** Whatever happened: the next word, the interrupt line, the request lines. */
  private follow(cause: EntryRef): void {
    const { bank, ports } = this;
    const sends = this.has(CTRL.TX_EN) && this.state.sending && !(this.has(CTRL.LOOP) && this.held);
    const counts = this.has(CTRL.RX_EN) && this.has(CTRL.COUNTER) && !this.held;
    if ((sends || counts) && this.nextAt === Infinity) ports.clock.wake(this, ports.clock.now + Math.max(1, bank.get('PERIOD')));
    ports.irq((bank.get('INT_STATUS') & bank.get('INT_ENABLE')) !== 0, cause);
    this.tx.ask(cause);
    this.rx.ask(cause);
  }

  private push(word: number, cause: EntryRef): void {
    const { state } = this;
    if (state.tx.length >= FIFO_WORDS) this.misuse(ERROR.FULL_WRITE, 'tx', cause);
    else state.tx.push(word >>> 0);
    state.sending = true;
    this.changed(cause);
  }

  private pop(cause: EntryRef): void {
    if (this.state.rx.shift() === undefined) this.misuse(ERROR.EMPTY_READ, 'rx', cause);
    this.changed(cause);
  }

  private receive(word: number): void {
    const { bank, state } = this;
    if (!this.has(CTRL.RX_EN)) return;
    bank.set('RECEIVED', (bank.get('RECEIVED') + 1) >>> 0);
    if (state.rx.length < FIFO_WORDS) {
      state.rx.push(word);
      state.lost = 0;
      return;
    }
    this.fail(ERROR.OVERRUN);
    if (state.lost++ === 0) this.lose('overrun', bank.get('RECEIVED') - 1, this.why(), state.cause);
  }

  private why(): LossReason {
    const { open, owed } = this.rx;
    if (!this.has(CTRL.RX_DMA) || (owed === 0 && open === undefined)) return { why: 'no-requests' };
    return owed > 0 || open === undefined ? { why: 'slow', words: owed } : { why: 'not-served', ...open };
  }

  private lose(kind: DataLoss['kind'], position: number, reason: LossReason, cause: EntryRef): void {
    const { journal, base } = this.ports;
    const address = base + this.bank.offsetOf('ERROR');
    const entry = journal.add(KIND.fault, this.initiator.code, address, journal.text(`stream ${kind} at word ${position}`), 0, cause, 0);
    this.onLoss?.({ device: 'stream', kind, position, places: FIFO_WORDS, reason, address, entry });
  }

  /** Where a controller moves data, its burst is longer than the watermark. */
  private misuse(bit: number, line: StreamLine, cause: EntryRef): void {
    this.fail(bit);
    if (this[line].owed > 0) this.lose(line === 'tx' ? 'full-write' : 'empty-read', this.bank.get(line === 'tx' ? 'SENT' : 'RECEIVED'), { why: 'burst', watermark: this.watermark(line) }, cause);
  }

  private fail(bit: number): void {
    this.bank.set('ERROR', this.bank.get('ERROR') | bit);
  }
}
