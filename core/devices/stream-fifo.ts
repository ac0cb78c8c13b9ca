/**
 * A serial port with FIFOs in the programmable logic, on two request lines of the DMA controller: words go out and come in
 * at a set pace; looped back, or from a counter that makes data by itself (a sampler). The design is the bench's own.
 * Not modelled: interrupts, parity, a peer.
 */
import type { Clock, Part, PlainState } from '../clock';
import { RegisterBank } from '../register/bank';
import { definePeripheral, field, flag } from '../register/define';

export const FIFO_WORDS = 16;

export const STREAM_FIFO = definePeripheral({
  name: 'STREAM',
  title: 'Serial port with FIFOs',
  manual: 'docs/stream-fifo.md',
  bytes: 0x1000,
  width: 4,
  registers: {
    DATA: { title: 'Write: to the transmit FIFO; read: from the receive FIFO', offset: 0x00, access: 'rw', reset: 0, section: 'Serial port' },
    STATUS: { title: 'Levels', offset: 0x04, access: 'ro', reset: 0, section: 'Serial port', fields: { RX_LEVEL: field(7, 0, 'Words received and not read'), TX_LEVEL: field(15, 8, 'Words to be sent') } },
    CTRL: {
      title: 'Control', offset: 0x08, access: 'rw', reset: 0, section: 'Serial port',
      fields: { TX_EN: flag(0, 'Words are sent'), RX_EN: flag(1, 'Words are received'), LOOP: flag(2, 'What is sent is received'), COUNTER: flag(3, 'A counter makes words to be received'), TX_DMA: flag(4, 'Requests for words to send'), RX_DMA: flag(5, 'Requests for received words') },
    },
    WATERMARK: { title: 'Words of a burst request', offset: 0x0c, access: 'rw', reset: 0x0404, section: 'Serial port', fields: { RX: field(7, 0, 'So many received words make a burst request'), TX: field(15, 8, 'So many free places make a burst request') } },
    PERIOD: { title: 'Cycles of a word', offset: 0x10, access: 'rw', reset: 100, section: 'Serial port' },
    ERROR: { title: 'What went wrong', offset: 0x14, access: 'w1c', reset: 0, section: 'Serial port', fields: { OVERRUN: flag(0, 'A received word found no place'), UNDERRUN: flag(1, 'A word was to be sent, and there was none'), EMPTY_READ: flag(2, 'DATA was read with nothing received'), FULL_WRITE: flag(3, 'DATA was written with no place: the word is lost') } },
    SENT: { title: 'Words sent', offset: 0x18, access: 'ro', reset: 0, section: 'Serial port' },
    RECEIVED: { title: 'Words received', offset: 0x1c, access: 'ro', reset: 0, section: 'Serial port' },
  },
});

const CTRL = { TX_EN: 1, RX_EN: 2, LOOP: 4, COUNTER: 8, TX_DMA: 16, RX_DMA: 32 } as const;
const ERROR = { OVERRUN: 1, UNDERRUN: 2, EMPTY_READ: 4, FULL_WRITE: 8 } as const;

export type RequestKind = 'single' | 'burst';
export type StreamLine = 'tx' | 'rx';

/** What a line of the DMA controller does with the device: see its request interface. */
export interface StreamRequests {
  raise(line: StreamLine, kind: RequestKind, cause: number): void;
}

interface State {
  tx: number[];
  rx: number[];
  /** A request was raised and not taken. */
  asked: Record<StreamLine, boolean>;
  /** The last kind that was raised: a single one may still become a burst. */
  kind: Record<StreamLine, RequestKind>;
  /** Words of requests that were taken and not acknowledged. */
  owed: Record<StreamLine, number>;
  sending: boolean;
  counter: number;
  cause: number;
}

const fresh = (): State => ({ tx: [], rx: [], asked: { tx: false, rx: false }, kind: { tx: 'single', rx: 'single' }, owed: { tx: 0, rx: 0 }, sending: false, counter: 0, cause: 0 });

export class StreamFifo implements Part {
  readonly name = 'stream';
  readonly bank = new RegisterBank(STREAM_FIFO);
  nextAt = Infinity;
  private state = fresh();

  constructor(
    private readonly clock: Clock,
    private readonly requests: StreamRequests,
  ) {
    const { bank } = this;
    bank.attach({
      DATA: { value: () => this.state.rx[0] ?? 0, onRead: (_index, cause) => this.pop(cause), onWrite: (written, _index, cause) => this.push(written, cause) },
      STATUS: { value: () => this.state.rx.length | (this.state.tx.length << 8) },
      CTRL: { onWrite: (_written, _index, cause) => this.changed(cause) },
      WATERMARK: { onWrite: (_written, _index, cause) => this.changed(cause) },
    });
  }

  /** What a request line of the controller tells its device. Data of a request may still move when the next one is flushed. */
  line(line: StreamLine): { requestTaken(kind: RequestKind, cause: number): void; acknowledged(kind: RequestKind, cause: number): void; flushed(cause: number): void } {
    return {
      requestTaken: (kind, cause) => {
        this.state.asked[line] = false;
        this.state.owed[line] += this.wordsOf(line, kind);
        this.ask(line, cause);
      },
      acknowledged: (kind, cause) => {
        this.state.owed[line] = Math.max(0, this.state.owed[line] - this.wordsOf(line, kind));
        this.ask(line, cause);
      },
      flushed: (cause) => {
        this.state.asked[line] = false;
        this.ask(line, cause);
      },
    };
  }

  /** A word's time is over. */
  act(): void {
    this.nextAt = Infinity;
    const { state, bank } = this;
    const control = bank.get('CTRL');
    if ((control & CTRL.TX_EN) !== 0 && state.sending) {
      const word = state.tx.shift();
      if (word === undefined) {
        this.fail(ERROR.UNDERRUN);
        state.sending = false;
      } else {
        bank.set('SENT', (bank.get('SENT') + 1) >>> 0);
        if ((control & CTRL.LOOP) !== 0) this.receive(word);
      }
    }
    if ((control & CTRL.COUNTER) !== 0) this.receive(state.counter++ >>> 0);
    this.keepGoing();
    this.ask('tx', state.cause);
    this.ask('rx', state.cause);
  }

  save(): PlainState {
    return structuredClone({ nextAt: this.nextAt, state: this.state, registers: this.bank.values });
  }

  load(saved: PlainState): void {
    const from = structuredClone(saved) as { nextAt: number; state: State; registers: Uint32Array };
    this.nextAt = from.nextAt;
    this.state = from.state;
    this.bank.values.set(from.registers);
  }

  private changed(cause: number): void {
    this.state.cause = cause;
    if (this.state.tx.length > 0) this.state.sending = true;
    this.keepGoing();
    this.ask('tx', cause);
    this.ask('rx', cause);
  }

  private keepGoing(): void {
    const control = this.bank.get('CTRL');
    const runs = ((control & CTRL.TX_EN) !== 0 && this.state.sending) || (control & (CTRL.RX_EN | CTRL.COUNTER)) === (CTRL.RX_EN | CTRL.COUNTER);
    if (runs && this.nextAt === Infinity) this.clock.wake(this, this.clock.now + Math.max(1, this.bank.get('PERIOD')));
  }

  private push(word: number, cause: number): void {
    const { state } = this;
    if (state.tx.length >= FIFO_WORDS) this.fail(ERROR.FULL_WRITE);
    else state.tx.push(word >>> 0);
    state.sending = true;
    this.changed(cause);
  }

  private pop(cause: number): void {
    if (this.state.rx.shift() === undefined) this.fail(ERROR.EMPTY_READ);
    this.changed(cause);
  }

  private receive(word: number): void {
    const { bank, state } = this;
    if ((bank.get('CTRL') & CTRL.RX_EN) === 0) return;
    bank.set('RECEIVED', (bank.get('RECEIVED') + 1) >>> 0);
    if (state.rx.length >= FIFO_WORDS) this.fail(ERROR.OVERRUN);
    else state.rx.push(word);
  }

  private fail(bit: number): void {
    this.bank.set('ERROR', this.bank.get('ERROR') | bit);
  }

  private watermark(line: StreamLine): number {
    return Math.max(1, (this.bank.get('WATERMARK') >>> (line === 'tx' ? 8 : 0)) & 0xff);
  }

  private wordsOf(line: StreamLine, kind: RequestKind): number {
    return kind === 'single' ? 1 : this.watermark(line);
  }

  /** Raise what there is reason for; a single request may grow to a burst while nobody has taken it. */
  private ask(line: StreamLine, cause: number): void {
    const { state, bank } = this;
    const dma = line === 'tx' ? CTRL.TX_DMA : CTRL.RX_DMA;
    if ((bank.get('CTRL') & dma) === 0) return;
    const ready = (line === 'tx' ? FIFO_WORDS - state.tx.length : state.rx.length) - state.owed[line];
    const kind: RequestKind = ready >= this.watermark(line) ? 'burst' : 'single';
    if (ready <= 0 || (state.asked[line] && (state.kind[line] === 'burst' || kind === 'single'))) return;
    state.asked[line] = true;
    state.kind[line] = kind;
    this.requests.raise(line, kind, cause);
  }
}
