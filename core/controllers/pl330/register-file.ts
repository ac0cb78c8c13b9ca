/** The register bank of one PL330 with what the hot paths need: indexes instead of names, and changes that are journalled. */
import type { EntryRef, Journal } from '../../journal/journal';
import { KIND } from '../../journal/entry-kinds';
import { RegisterBank } from '../../register/bank';
import type { Pl330Config } from './config';
import { pl330Registers, type Pl330Definition } from './registers';

export class RegisterFile {
  readonly bank: RegisterBank<Pl330Definition>;
  /** By index; SAR of channel n is `values[sar + n]`. */
  readonly values: Uint32Array;
  readonly sar: number;
  readonly dar: number;
  readonly ccr: number;
  /** LC0 and LC1 of channel 0. */
  readonly lc: readonly [number, number];
  readonly inten: number;
  readonly ris: number;
  readonly mis: number;
  /** By thread: program counter, status, fault type. */
  readonly pc: readonly number[];
  readonly status: readonly number[];
  readonly faultType: readonly number[];
  private readonly busAddress: Uint32Array;

  constructor(
    config: Pl330Config,
    private readonly journal: Journal,
  ) {
    const bank = new RegisterBank(pl330Registers(config));
    this.bank = bank;
    this.values = bank.values;
    this.busAddress = Uint32Array.from(bank.list(), (row) => config.base + row.offset);
    this.sar = bank.at('SAR');
    this.dar = bank.at('DAR');
    this.ccr = bank.at('CCR');
    this.lc = [bank.at('LC0'), bank.at('LC1')];
    this.inten = bank.at('INTEN');
    this.ris = bank.at('INT_EVENT_RIS');
    this.mis = bank.at('INTMIS');
    const channels = Array.from({ length: config.channels }, (_, n) => n);
    this.pc = [bank.at('DPC'), ...channels.map((n) => bank.at('CPC', n))];
    this.status = [bank.at('DSR'), ...channels.map((n) => bank.at('CSR', n))];
    this.faultType = [bank.at('FTRD'), ...channels.map((n) => bank.at('FTR', n))];
  }

  /** Everything to its reset value, except what the reset samples. */
  reset(sampled: Readonly<Partial<Record<'CR0' | 'CR3' | 'CR4' | 'DSR', number>>>, initiator: number, cause: EntryRef): void {
    const old = this.values.slice();
    this.bank.reset();
    for (const [name, value] of Object.entries(sampled)) this.bank.set(name as 'CR0', value);
    const next = this.values.slice();
    this.values.set(old);
    next.forEach((value, index) => this.change(index, value, initiator, cause));
  }

  /** The controller itself gives a register a value: one journal entry when it is a new one. */
  change(index: number, value: number, initiator: number, cause: EntryRef): void {
    const old = this.values[index];
    const next = value >>> 0;
    if (old === next) return;
    this.values[index] = next;
    this.journal.add(KIND.register, initiator, this.busAddress[index], next, old, cause, 0);
  }
}
