/** What a case made our model do, as far as the table of excuses asks: read from the journal of a second run. */
import { formOf, OP } from '../../core/controllers/pl330/instructions';
import type { Pl330Rig } from '../../core/controllers/pl330/pl330-rig';
import { STATE } from '../../core/controllers/pl330/threads';
import type { EntryView } from '../../core/journal/journal';
import { runCase, type Pl330Case } from '../pl330-cases';

export interface ChannelFacts {
  /** First bytes of all instructions executed, in order. */
  readonly executed: number[];
  /** Values that DMAMOV gave to CCR. */
  readonly ccr: number[];
  /** Events of all its DMAWFE, of the one it waits in, too. */
  readonly waited: number[];
  /** Bytes loaded and never stored, at the end. */
  leftOver: number;
  /** The most DMASTZ in a row without DMAWMB between. */
  zerosInARow: number;
  /** DMASTZ began at an address that is no multiple of its beat. */
  zerosUnaligned: boolean;
  /** Bits of all faults, also of those that were killed. */
  faults: number;
  /** Byte at the program counter of the last fault, and the length of that instruction; 0 when it came from outside. */
  faultByte: number;
  faultLength: number;
}

export interface CaseFacts {
  readonly channels: ChannelFacts[];
  /** Debug instructions that faulted. */
  debugFaults: number;
  /** Channels that were told to start while not stopped. */
  readonly startedBusy: Set<number>;
  /** A store went over bytes that were executed or fetched. */
  wroteProgram: boolean;
}

const DBGCMD = 0xf8003d04;

export function factsOf(given: Pl330Case): CaseFacts {
  const rig = runCase(given, true);
  const facts: CaseFacts = {
    channels: Array.from({ length: 8 }, () => ({ executed: [], ccr: [], waited: [], leftOver: 0, zerosInARow: 0, zerosUnaligned: false, faults: 0, faultByte: 0, faultLength: 0 })),
    debugFaults: 0,
    startedBusy: new Set(),
    wroteProgram: false,
  };
  const collector = new Collector(rig, facts);
  for (let index = 1; index < rig.journal.length; index++) collector.take(rig.journal.entry(index));
  collector.finish();
  return facts;
}

class Collector {
  private readonly zeros = new Array<number>(8).fill(0);
  private readonly fetched = new Set<number>();
  private readonly written = new Set<number>();
  private readonly gone = new Map<number, number>();

  constructor(
    private readonly rig: Pl330Rig,
    private readonly facts: CaseFacts,
  ) {}

  take(entry: EntryView): void {
    const channel = entry.initiator.startsWith('pl330.ch') ? Number(entry.initiator.slice(8)) : -1;
    if (entry.kind === 'instruction') this.instruction(entry, channel);
    else if (entry.kind === 'fault') this.fault(entry, channel);
    else if ((entry.kind === 'read' || entry.kind === 'write') && channel >= 0) this.run(entry, channel);
    else if (entry.kind === 'register') this.gone.delete(entry.cause);
  }

  private instruction(entry: EntryView, channel: number): void {
    const first = entry.value & 0xff;
    const op = formOf(first)?.op;
    if (op === OP.go) this.gone.set(entry.index, (entry.value >>> 8) & 7);
    if (channel < 0) return;
    const facts = this.facts.channels[channel];
    facts.executed.push(first);
    if (op === OP.move && ((entry.value >>> 8) & 0xff) === 1) facts.ccr.push(((entry.value >>> 16) | (entry.detail << 16)) >>> 0);
    if (op === OP.waitEvent) facts.waited.push((entry.value >>> 11) & 31);
    if (op === OP.storeZeros) facts.zerosInARow = Math.max(facts.zerosInARow, ++this.zeros[channel]);
    if (op === OP.writeBarrier) this.zeros[channel] = 0;
  }

  private fault(entry: EntryView, channel: number): void {
    if (entry.detail & (1 << 30)) this.facts.debugFaults++;
    if (channel < 0) return;
    const facts = this.facts.channels[channel];
    facts.faults = (facts.faults | entry.detail) >>> 0;
    facts.faultByte = this.rig.memory.readByte(entry.address);
    facts.faultLength = entry.address === DBGCMD ? 0 : (formOf(facts.faultByte)?.length ?? 1);
  }

  private run(entry: EntryView, channel: number): void {
    const cause = this.rig.journal.entry(entry.cause);
    const bytes = entry.run?.data.length ?? 0;
    const op = cause.kind === 'instruction' && cause.initiator === entry.initiator ? formOf(cause.value & 0xff)?.op : undefined;
    const facts = this.facts.channels[channel];
    const each = (set: Set<number>): void => {
      for (let i = 0; i < bytes; i++) set.add(entry.address + i);
    };
    if (entry.kind === 'write') each(this.written);
    if (op === OP.load || op === OP.loadPeripheral) facts.leftOver += bytes;
    else if (op === OP.store || op === OP.storePeripheral) facts.leftOver -= bytes;
    else if (op === OP.storeZeros) facts.zerosUnaligned ||= (entry.run?.firstBytes ?? 0) < (entry.run?.beatBytes ?? 0);
    else if (entry.kind === 'read') each(this.fetched);
  }

  finish(): void {
    const { state, wakeup } = this.rig.dmac.threads;
    this.facts.channels.forEach((facts, n) => {
      if (state[n + 1] === STATE.waitingForEvent) facts.waited.push(wakeup[n + 1]);
    });
    for (const channel of this.gone.values()) this.facts.startedBusy.add(channel);
    for (const address of this.written) if (this.fetched.has(address)) this.facts.wroteProgram = true;
  }
}
