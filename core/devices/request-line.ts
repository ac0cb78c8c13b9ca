/**
 * A device's end of a request line of a DMA controller: asks for what is ready and not yet promised, as a burst when a
 * watermark's worth is there, else as a single; and a line that two devices share, which belongs to one of them at a time.
 * The protocol is that of the PL330's peripheral request interface, ARM DDI 0424 section 2.6.
 */
import type { Clock, Cycle, PlainState, Stateful } from '../clock';

export type RequestKind = 'single' | 'burst';

/** Where requests go. */
export interface RequestPort {
  /** Number of the line at the controller. */
  readonly line: number;
  raise(kind: RequestKind, cause: number): void;
}

/** What the controller tells the device on its line. */
export interface LineDevice {
  requestTaken(kind: RequestKind, cause: number): void;
  acknowledged(kind: RequestKind, cause: number): void;
  flushed(cause: number): void;
  dropped(cause: number): void;
}

/** Words that can be read or written now, and how many make a burst; undefined: the device does not ask. */
export interface Need {
  readonly ready: number;
  readonly burst: number;
}

interface LineState {
  /** A request was raised and not taken; since when. */
  asked: boolean;
  since: Cycle;
  /** The last kind that was raised: a single one may still become a burst. */
  kind: RequestKind;
  burst: number;
  /** Words of each request that was taken and not acknowledged, oldest first. */
  promised: number[];
}

export class RequestLine implements LineDevice {
  private state: LineState = { asked: false, since: 0, kind: 'single', burst: 1, promised: [] };

  constructor(
    private readonly clock: Clock,
    private readonly port: RequestPort,
    private readonly need: () => Need | undefined,
  ) {}

  /** The request that nobody has taken. */
  get open(): { readonly kind: RequestKind; readonly since: Cycle; readonly line: number } | undefined {
    return this.state.asked ? { kind: this.state.kind, since: this.state.since, line: this.port.line } : undefined;
  }

  /** Words that a controller has taken on itself to move. */
  get owed(): number {
    return this.state.promised.reduce((sum, words) => sum + words, 0);
  }

  /** Raise what there is reason for; a single request may grow to a burst while nobody has taken it. */
  ask(cause: number): void {
    const { state } = this;
    const need = this.need();
    if (need === undefined) return;
    const ready = need.ready - this.owed;
    const kind: RequestKind = ready >= need.burst ? 'burst' : 'single';
    if (ready <= 0 || (state.asked && (state.kind === 'burst' || kind === 'single'))) return;
    if (!state.asked) state.since = this.clock.now;
    Object.assign(state, { asked: true, kind, burst: need.burst });
    this.port.raise(kind, cause);
  }

  requestTaken(kind: RequestKind, cause: number): void {
    this.state.asked = false;
    this.state.promised.push(kind === 'single' ? 1 : this.state.burst);
    this.ask(cause);
  }

  acknowledged(_kind: RequestKind, cause: number): void {
    this.state.promised.shift();
    this.ask(cause);
  }

  /** The controller has forgotten the request. What it has taken may still be on its way. */
  flushed(cause: number): void {
    this.state.asked = false;
    this.ask(cause);
  }

  /** The channel that took requests was killed: it will not move what it promised. */
  dropped(cause: number): void {
    this.state.promised = [];
    this.ask(cause);
  }

  save(): PlainState {
    return structuredClone(this.state);
  }

  load(saved: PlainState): void {
    this.state = structuredClone(saved) as LineState;
  }
}

/** A request line of which one device at a time has the use. The selector is the bench's own. */
export class SharedLine implements Stateful, LineDevice {
  private owner = '';
  private readonly devices = new Map<string, LineDevice>();

  constructor(
    readonly name: string,
    private readonly port: RequestPort,
  ) {}

  connect(name: string, device: LineDevice): void {
    this.devices.set(name, device);
  }

  /** The end that belongs to one device. */
  end(name: string): SharedEnd {
    return {
      line: this.port.line,
      raise: (kind, cause) => {
        if (this.owner === name) this.port.raise(kind, cause);
      },
      claim: () => {
        if (this.owner === '') this.owner = name;
        return this.owner === name ? undefined : this.owner;
      },
      release: () => {
        if (this.owner === name) this.owner = '';
      },
    };
  }

  requestTaken(kind: RequestKind, cause: number): void {
    this.devices.get(this.owner)?.requestTaken(kind, cause);
  }

  acknowledged(kind: RequestKind, cause: number): void {
    this.devices.get(this.owner)?.acknowledged(kind, cause);
  }

  flushed(cause: number): void {
    this.devices.get(this.owner)?.flushed(cause);
  }

  dropped(cause: number): void {
    for (const device of this.devices.values()) device.dropped(cause);
  }

  save(): PlainState {
    return this.owner;
  }

  load(saved: PlainState): void {
    this.owner = saved as string;
  }
}

export interface SharedEnd extends RequestPort {
  /** @returns the device that has the line, when it is another one. */
  claim(): string | undefined;
  release(): void;
}
