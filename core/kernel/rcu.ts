/**
 * RCU: what waits until all readers of before are through, and runs then as a softirq. A reader neither sleeps nor makes
 * room for another task, so on one processor they are through at a tick that finds none under way. Behaviour: kernel/rcu.
 * Not modelled: SRCU, tasks RCU, callbacks in threads.
 */
import type { PlainState } from '../clock';
import { KIND } from '../journal/entry-kinds';
import type { EntryRef } from '../journal/journal';
import type { KernelCore } from './kernel-core';
import { call, callPointer, jump, value } from './operations';
import type { Frame, Op, Routine } from './operations';
import { copyPlain } from './plain-copy';

/** Plain data. */
export interface RcuCallback {
  /** Call `func` with `head`; free the memory at `pointer`; wake who waits on `queue`. */
  readonly what: 'call' | 'free' | 'wake';
  readonly head: number;
  readonly func: number;
  readonly pointer: number;
  readonly queue: string;
  readonly cause: EntryRef;
  /** Module that asked for it. */
  readonly owner: string;
}

interface State {
  /** In the order of asking. */
  waiting: RcuCallback[];
  /** Of these so many are of the round under way. */
  round: number;
  armed: boolean;
}

export class Rcu {
  private state: State = { waiting: [], round: 0, armed: false };

  get waiting(): readonly RcuCallback[] {
    return this.state.waiting;
  }

  /** @returns whether the next tick must be asked for. */
  add(callback: RcuCallback): boolean {
    this.state.waiting.push(callback);
    return this.wantsTick();
  }

  beginRound(readers: boolean): void {
    this.state.armed = false;
    this.state.round = readers ? 0 : this.state.waiting.length;
  }

  take(): RcuCallback | undefined {
    const s = this.state;
    if (s.round === 0) return undefined;
    s.round--;
    return s.waiting.shift();
  }

  wantsTick(): boolean {
    const s = this.state;
    const wanted = !s.armed && s.waiting.length > 0;
    s.armed ||= wanted;
    return wanted;
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state as State);
  }
}

function askForTick(k: KernelCore): void {
  k.cpu.timers.arm({ kind: 'rcu', address: 0, at: k.nextTick, cause: k.cpu.cause, owner: '' });
  k.cpu.timersChanged();
}

export function whenReadersAreThrough(k: KernelCore, what: RcuCallback['what'], more: Partial<Pick<RcuCallback, 'head' | 'func' | 'pointer' | 'queue'>>): void {
  if (k.rcu.add({ what, head: 0, func: 0, pointer: 0, queue: '', ...more, cause: k.cpu.cause, owner: k.owner })) askForTick(k);
}

function nextCallback(f: Frame, k: KernelCore): Op {
  const one = k.rcu.take();
  if (one === undefined) {
    if (k.rcu.wantsTick()) askForTick(k);
    return value(0);
  }
  if (one.what === 'wake') {
    k.cpu.scheduler.wake(one.queue);
    return jump(f, 1);
  }
  const { journal } = k.hardware;
  const name = one.what === 'free' ? 'kfree_rcu' : (k.codeAt(one.func) ?? `0x${one.func.toString(16)}`);
  f.cause = journal.add(KIND.softirq, k.cpu.initiator.code, one.head, journal.text(`rcu: ${name}`), 0, one.cause, 0);
  return one.what === 'free' ? call('kfree', one.pointer) : callPointer(one.func, one.head);
}

export const RCU_ROUTINE: Routine<KernelCore> = {
  title: 'rcu_core',
  steps: [
    {
      text: 'readers?',
      run: (f, k) => {
        k.rcu.beginRound((k.cpu.currentTask?.atomic.preempt ?? 0) > 0);
        return jump(f, 1);
      },
    },
    { text: 'next callback', run: nextCallback },
    { text: 'callback done', run: (f) => jump(f, 1) },
  ],
};
