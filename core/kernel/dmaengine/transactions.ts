/**
 * Follows each transaction of a client from prepare to callback, whoever its provider is: the calls through the pointers of
 * struct dma_device and of the descriptor are journalled, each caused by the one before it. Not seen: a provider that calls its
 * own operations, and a callback that is set behind dma_async_issue_pending.
 */
import type { PlainState } from '../../clock';
import { KIND } from '../../journal/entry-kinds';
import type { EntryRef } from '../../journal/journal';
import type { KernelCore } from '../kernel-core';
import { KernelFault } from '../operations';
import type { Plain } from '../operations';
import { copyPlain } from '../plain-copy';
import type { FieldOf } from '../structs';
import { checkIssued, checkPrepare, checkReleased, hasInterruptFlag, noteFailure, noteSuccess } from './client-checks';
import type { SlaveConfig } from './client-checks';
import { isComplete } from './cookies';
import { channelName } from './devices';
import { describeCall, PREPARE } from './prepare-arguments';
import type { Ends } from './prepare-arguments';
import { add, awaitsCallback, callbackOf, callerPlace, functionName, listOf, remove, reportLateCallback } from './transaction';
import type { Transaction } from './transaction';

/** What a call through a pointer of the dmaengine is. */
interface Role {
  readonly step: 'prepare' | 'issue' | 'terminate' | 'free' | 'control';
  readonly name: string;
}

/** Kept until the call returns, in the frame that it runs in. */
interface Note {
  readonly step: Role['step'] | 'submit' | 'callback' | 'desc_free';
  readonly chan: number;
  readonly tx: number;
  readonly entry: EntryRef;
  readonly place: number;
  readonly name: string;
  readonly ends: Ends | null;
  readonly interrupt: boolean;
  readonly victims: readonly number[];
}

export interface PointerCall {
  /** Why what the call does is done. */
  readonly cause: EntryRef;
  readonly note: Plain;
}

/** Ended ones that stay to be looked at, per channel. */
const MOST_PAST = 12;
const ERRORS = 0xffff_f000;
/** enum dma_ctrl_cmd of old kernels. */
const COMMANDS = ['terminate', 'pause', 'resume', 'config'] as const;
const CONTROL: Readonly<Partial<Record<FieldOf<'dma_device'>, Role>>> = {
  device_issue_pending: { step: 'issue', name: 'issue' },
  device_terminate_all: { step: 'terminate', name: 'terminate' },
  device_free_chan_resources: { step: 'free', name: 'free' },
  device_config: { step: 'control', name: 'config' },
  device_pause: { step: 'control', name: 'pause' },
  device_resume: { step: 'control', name: 'resume' },
};

export class Transactions {
  private turns = 0;
  /** The newest of each descriptor's address. */
  private readonly known = new Map<number, Transaction>();
  private readonly submitted = new Map<number, Transaction[]>();
  private readonly issued = new Map<number, Transaction[]>();
  private readonly past = new Map<number, Transaction[]>();
  /** Those whose callback is to come, by its address. */
  private readonly callbacks = new Map<number, Transaction[]>();
  private submitters = new Set<number>();
  private freers = new Set<number>();
  private slaves = new Map<number, SlaveConfig>();
  /** What the pointers of the registered devices are; made again when devices come and go. */
  private roles: Map<number, Role> | null = null;

  /** Devices were registered or went. */
  devicesChanged(): void {
    this.roles = null;
  }

  /** What is being called through a pointer, when it is a step of a transaction. */
  called(k: KernelCore, address: number, args: readonly number[], cause: EntryRef): PointerCall | undefined {
    const role = this.rolesOf(k).get(address);
    try {
      if (role !== undefined) return this.operation(k, role, args, cause);
      if (this.submitters.has(address)) return this.submitting(k, args[0], cause);
      if (this.callbacks.has(address)) return this.callingBack(k, address, args[0] ?? 0, cause);
      if (this.freers.has(address)) return { cause, note: note({ step: 'desc_free', tx: args[0] }) };
    } catch (fault) {
      /** A pointer that leads nowhere: the call itself will say so. */
      if (!(fault instanceof KernelFault)) throw fault;
    }
    return undefined;
  }

  returned(k: KernelCore, plain: Plain, value: number): void {
    const done = plain as unknown as Note;
    try {
      if (done.step === 'prepare') this.prepared(k, done, value);
      else if (done.step === 'submit') this.wasSubmitted(k, done, value);
      else if (done.step === 'terminate' || done.step === 'free') this.dropped(done);
      else if (done.step === 'desc_free') this.known.delete(done.tx);
    } catch (fault) {
      if (!(fault instanceof KernelFault)) throw fault;
    }
  }

  /** The entry from which a descriptor's transfer follows; 0: not known. */
  issueOf(tx: number): EntryRef {
    return this.known.get(tx)?.issue ?? 0;
  }

  /** Of a channel: what is underway in order, then what has ended, newest first. */
  of(k: KernelCore, chan: number): Transaction[] {
    const live = [...this.known.values()].filter((one) => one.chan === chan && (one.stage === 'prepared' || one.stage === 'submitted' || one.stage === 'issued'));
    const order = (one: Transaction): number => (one.turn === 0 ? Infinity : one.turn);
    live.sort((a, b) => order(a) - order(b) || a.prepare - b.prepare);
    const isOver = (one: Transaction): boolean => this.isOver(k, one);
    const over = live.filter(isOver).map((one): Transaction => ({ ...one, stage: 'completed' })).reverse();
    return [...live.filter((one) => !isOver(one)), ...over, ...[...(this.past.get(chan) ?? [])].reverse()];
  }

  save(): PlainState {
    const all = new Set<Transaction>([...this.known.values(), ...[...this.submitted.values(), ...this.issued.values(), ...this.past.values(), ...this.callbacks.values()].flat()]);
    return copyPlain({ turns: this.turns, all: [...all], known: [...this.known.values()].map((one) => [...all].indexOf(one)), past: [...this.past].map(([chan, list]) => [chan, list.map((one) => [...all].indexOf(one))]), submitters: [...this.submitters], freers: [...this.freers], slaves: [...this.slaves] });
  }

  load(state: PlainState): void {
    const saved = copyPlain<PlainState>(state) as Saved;
    this.turns = saved.turns;
    this.submitters = new Set(saved.submitters);
    this.freers = new Set(saved.freers);
    this.slaves = new Map(saved.slaves);
    for (const map of [this.known, this.submitted, this.issued, this.past, this.callbacks]) map.clear();
    for (const index of saved.known) this.known.set(saved.all[index].tx, saved.all[index]);
    for (const [chan, list] of saved.past) this.past.set(chan, list.map((index) => saved.all[index]));
    for (const one of [...saved.all].sort((a, b) => a.turn - b.turn)) {
      if (one.stage === 'submitted') listOf(this.submitted, one.chan).push(one);
      if (one.stage === 'issued') listOf(this.issued, one.chan).push(one);
      if (awaitsCallback(one)) listOf(this.callbacks, one.callback).push(one);
    }
    this.roles = null;
  }

  private rolesOf(k: KernelCore): Map<number, Role> {
    if (this.roles !== null) return this.roles;
    const roles = new Map<number, Role>();
    const put = (device: number, field: FieldOf<'dma_device'>, role: Role): void => {
      const address = k.memory.has('dma_device', field) ? k.memory.field('dma_device', device, field) : 0;
      if (address !== 0) roles.set(address, role);
    };
    for (const device of k.dmaengine.devices) {
      try {
        for (const [field, name] of PREPARE) put(device, field, { step: 'prepare', name });
        for (const [field, role] of Object.entries(CONTROL)) put(device, field as FieldOf<'dma_device'>, role);
        put(device, 'device_control', { step: 'control', name: 'control' });
      } catch (fault) {
        if (!(fault instanceof KernelFault)) throw fault;
      }
    }
    return (this.roles = roles);
  }

  private operation(k: KernelCore, role: Role, args: readonly number[], cause: EntryRef): PointerCall {
    const [chan] = args;
    const place = callerPlace(k);
    const name = channelName(k, chan);
    this.sweep(k, chan);
    if (role.step === 'prepare') {
      checkPrepare(k, role.name, args, this.slaves.get(chan));
      const ends = describeCall(k, role.name, args, this.slaves.get(chan));
      const entry = add(k, KIND.prepare, chan, `prepare ${role.name}${ends.bytes === null ? '' : `, ${ends.bytes} bytes`}: ${name}`, cause, place);
      return { cause: entry || cause, note: note({ step: 'prepare', chan, entry, place, name: role.name, ends, interrupt: hasInterruptFlag(role.name, args) }) };
    }
    if (role.step === 'issue') return { cause: this.issue(k, chan, name, cause, place), note: note({ step: 'issue', chan }) };
    const what = role.name === 'control' ? COMMANDS[args[1]] ?? 'control' : role.name;
    if (what === 'config') this.configured(k, chan, role.name === 'control' ? args[2] : args[1]);
    if (what !== 'terminate' && what !== 'free') return { cause: add(k, KIND.call, chan, `${what} ${name}`, cause, place) || cause, note: note({ step: 'control', chan }) };
    return this.dropping(k, what, chan, name, cause, place);
  }

  private configured(k: KernelCore, chan: number, config: number): void {
    const field = (name: FieldOf<'dma_slave_config'>): number => k.memory.field('dma_slave_config', config, name);
    if (config !== 0) this.slaves.set(chan, { source: field('src_addr'), destination: field('dst_addr'), widths: [field('src_addr_width'), field('dst_addr_width')], bursts: [field('src_maxburst'), field('dst_maxburst')] });
  }

  private prepared(k: KernelCore, { chan, entry, place, name, ends, interrupt }: Note, value: number): void {
    const tx = value >>> 0;
    if (tx === 0 || tx >= ERRORS || ends === null) {
      noteFailure(k, `device_prep of ${name}`, tx);
      add(k, KIND.prepare, chan, `${channelName(k, chan)} refuses ${name}: ${tx === 0 ? 'NULL' : `error ${tx | 0}`}`, entry, place);
      return;
    }
    noteSuccess(k, `device_prep of ${name}`);
    this.known.set(tx, { tx, chan, operation: name, ...ends, interrupt, stage: 'prepared', turn: 0, cookie: 0, task: 0, early: 0, callback: 0, callbackName: '', parameter: 0, called: 0, prepare: entry, submit: 0, issue: 0, calledAt: 0, terminate: 0 });
    this.submitters.add(k.memory.field('dma_async_tx_descriptor', tx, 'tx_submit'));
    if (!k.memory.has('dma_async_tx_descriptor', 'desc_free')) return;
    const free = k.memory.field('dma_async_tx_descriptor', tx, 'desc_free');
    if (free !== 0) this.freers.add(free);
  }

  private submitting(k: KernelCore, tx: number, cause: EntryRef): PointerCall | undefined {
    const one = this.known.get(tx);
    return one === undefined ? undefined : { cause: one.prepare || cause, note: note({ step: 'submit', tx, chan: one.chan, entry: cause, place: callerPlace(k) }) };
  }

  private wasSubmitted(k: KernelCore, { tx, entry: cause, place }: Note, value: number): void {
    const before = this.known.get(tx);
    if (before === undefined) return;
    const cookie = value | 0;
    const name = channelName(k, before.chan);
    if (before.stage === 'submitted' || (before.stage === 'issued' && !this.isOver(k, before))) {
      k.find({ rule: 'dma-submitted-twice', message: `${name}: the descriptor with cookie ${before.cookie} is submitted again before it is complete.`, address: tx });
    }
    const submit = add(k, KIND.submit, before.chan, cookie < 0 ? `submit to ${name} refused: error ${cookie}` : `submit ${before.operation} to ${name}: cookie ${cookie}`, before.prepare || cause, place);
    if (cookie < 0) return;
    /** A descriptor that is used again begins anew; one that was queued moves to the end. */
    for (const list of [this.submitted, this.issued]) remove(list.get(before.chan), before);
    this.forgetCallback(before);
    const one: Transaction = { ...before, stage: 'submitted', turn: ++this.turns, cookie, task: k.cpu.currentTask?.pid ?? 0, early: callbackOf(k, tx), called: 0, submit, issue: 0, calledAt: 0, terminate: 0 };
    this.known.set(tx, one);
    listOf(this.submitted, one.chan).push(one);
  }

  private issue(k: KernelCore, chan: number, name: string, cause: EntryRef, place: number): EntryRef {
    const waiting = this.submitted.get(chan) ?? [];
    if (waiting.length === 0) return add(k, KIND.issue, chan, `issue ${name}: nothing new`, cause, place) || cause;
    let last = cause;
    for (const one of waiting) {
      one.issue = add(k, KIND.issue, chan, `issue ${one.operation} on ${name}: cookie ${one.cookie}`, one.submit || cause, place);
      one.stage = 'issued';
      one.callback = callbackOf(k, one.tx);
      one.callbackName = one.callback === 0 ? '' : functionName(k, one.callback);
      one.parameter = k.memory.field('dma_async_tx_descriptor', one.tx, 'callback_param');
      listOf(this.issued, chan).push(one);
      if (one.callback !== 0) listOf(this.callbacks, one.callback).push(one);
      if (one.callback !== 0 && one.early === 0) reportLateCallback(k, name, one);
      last = one.issue || last;
    }
    checkIssued(k, chan, waiting[waiting.length - 1]);
    waiting.length = 0;
    return last;
  }

  private callingBack(k: KernelCore, address: number, parameter: number, cause: EntryRef): PointerCall | undefined {
    const one = this.callbacks.get(address)?.find((other) => other.parameter === parameter);
    if (one === undefined || !k.cpu.inInterrupt && k.cpu.currentTask === undefined) return undefined;
    one.called++;
    one.calledAt = add(k, KIND.callback, one.chan, `callback ${one.callbackName}: ${channelName(k, one.chan)} cookie ${one.cookie}${one.period === null ? '' : `, period ${one.called}`}`, cause, 0);
    if (one.period === null) this.forgetCallback(one);
    this.sweep(k, one.chan);
    return { cause: one.calledAt || cause, note: note({ step: 'callback' }) };
  }

  private dropping(k: KernelCore, what: 'terminate' | 'free', chan: number, name: string, cause: EntryRef, place: number): PointerCall {
    const flying = [...(this.submitted.get(chan) ?? []), ...(this.issued.get(chan) ?? [])];
    const prepared = what === 'free' ? [...this.known.values()].filter((one) => one.chan === chan && one.stage === 'prepared') : [];
    const victims = [...flying, ...prepared];
    this.reportForgotten(k, chan, name, what, prepared.length);
    const entry = what === 'free' && victims.length === 0 ? 0 : add(k, KIND.call, chan, `${what === 'free' ? 'release' : 'terminate'} ${name}: ${victims.length === 0 ? 'nothing in flight' : `${victims.length} in flight`}`, cause, place);
    return { cause: entry || cause, note: note({ step: what, chan, entry, victims: victims.map((one) => one.tx) }) };
  }

  /** What a client forgot, told when its channel is stopped or given back. */
  private reportForgotten(k: KernelCore, chan: number, name: string, what: 'terminate' | 'free', prepared: number): void {
    const waiting = (this.submitted.get(chan) ?? []).filter((one) => one.task >= 0);
    if (waiting.length > 0) k.find({ rule: 'dma-never-issued', message: `${name}: ${waiting.length} submitted descriptor${waiting.length === 1 ? '' : 's'} had never been issued when the channel was ${what === 'free' ? 'released' : 'terminated'}: nothing was transferred.`, address: waiting[0].tx });
    if (what === 'terminate') return;
    if (prepared > 0) k.find({ rule: 'dma-never-submitted', message: `${name}: ${prepared} prepared descriptor${prepared === 1 ? ' was' : 's were'} never submitted before the channel was released.`, address: chan });
    checkReleased(k, chan, (this.issued.get(chan) ?? []).filter((one) => !this.isOver(k, one)));
  }

  /** A task waits for a completion, or in a wait queue. What it has submitted and not issued will not bring that about. */
  taskWaits(k: KernelCore): void {
    const task = k.cpu.currentTask;
    /** What it has issued, on whatever channel, may be what it waits for. */
    if (task === undefined || [...this.issued.values()].some((list) => list.some((one) => one.task === task.pid && !this.isOver(k, one)))) return;
    for (const [chan, waiting] of this.submitted) {
      const one = waiting.find((other) => other.task === task.pid && callbackOf(k, other.tx) !== 0);
      if (one === undefined) continue;
      /** Told once. */
      for (const other of waiting) other.task = -1;
      k.find({ rule: 'dma-never-issued', message: `${task.name} [${task.pid}] waits, and the ${one.operation} with cookie ${one.cookie} on ${channelName(k, chan)} is submitted but not issued: its callback will not come.`, address: one.tx });
    }
  }

  private dropped({ step, chan, entry, victims }: Note): void {
    for (const tx of victims) {
      const one = this.known.get(tx);
      if (one === undefined || one.stage === 'completed') continue;
      for (const list of [this.submitted, this.issued]) remove(list.get(chan), one);
      this.forgetCallback(one);
      this.end(one, 'terminated');
      one.terminate = entry;
    }
    if (step !== 'free') return;
    for (const [tx, one] of this.known) if (one.chan === chan) this.known.delete(tx);
    this.slaves.delete(chan);
  }

  /** What the channel's watermark says is over goes to the past. */
  private sweep(k: KernelCore, chan: number): void {
    const list = this.issued.get(chan);
    while (list !== undefined && list.length > 0 && this.isOver(k, list[0])) this.end(list.shift() as Transaction, 'completed');
  }

  private isOver(k: KernelCore, one: Transaction): boolean {
    if (one.stage !== 'issued' || one.period !== null) return false;
    const field = (name: 'cookie' | 'completed_cookie'): number => k.memory.field('dma_chan', one.chan, name) | 0;
    return isComplete(one.cookie, field('completed_cookie'), field('cookie'));
  }

  private end(one: Transaction, stage: 'completed' | 'terminated'): void {
    one.stage = stage;
    const list = listOf(this.past, one.chan);
    list.push(one);
    if (list.length > MOST_PAST) {
      const gone = list.shift() as Transaction;
      if (this.known.get(gone.tx) === gone) this.known.delete(gone.tx);
    }
  }

  private forgetCallback(one: Transaction): void {
    remove(this.callbacks.get(one.callback), one);
    if (this.callbacks.get(one.callback)?.length === 0) this.callbacks.delete(one.callback);
  }
}

interface Saved {
  readonly turns: number;
  readonly all: Transaction[];
  readonly known: readonly number[];
  readonly past: readonly (readonly [number, readonly number[]])[];
  readonly submitters: readonly number[];
  readonly freers: readonly number[];
  readonly slaves: readonly (readonly [number, SlaveConfig])[];
}

const note = (fields: Partial<Note>): Plain => ({ chan: 0, tx: 0, entry: 0, place: 0, name: '', ends: null, interrupt: true, victims: [], ...fields }) as unknown as Plain;
