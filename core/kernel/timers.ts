/**
 * Kernel timers: which struct timer_list and struct hrtimer is armed, and until when. They run in softirq context. Behaviour:
 * kernel/time/timer.c. Not modelled: the periodic tick (a timer comes exactly at its jiffy, without an interrupt of a
 * timer device before it), slack and coarse wheel levels.
 */
import type { Cycle, PlainState } from '../clock';
import type { EntryRef } from '../journal/journal';
import { copyPlain } from './plain-copy';

export interface ArmedTimer {
  /** timer_list, hrtimer, or the tick that RCU waits for. */
  readonly kind: 'timer' | 'hrtimer' | 'rcu';
  readonly address: number;
  readonly at: Cycle;
  readonly cause: EntryRef;
  /** Module that armed it. */
  readonly owner: string;
}

export class Timers {
  /** By time; those of the same time in the order of arming. */
  private armed: ArmedTimer[] = [];

  /** When the first one is due. */
  get next(): Cycle {
    return this.armed.length === 0 ? Infinity : this.armed[0].at;
  }

  get list(): readonly ArmedTimer[] {
    return this.armed;
  }

  arm(timer: ArmedTimer): void {
    const behind = this.armed.findIndex((one) => one.at > timer.at);
    this.armed.splice(behind < 0 ? this.armed.length : behind, 0, timer);
  }

  /** @returns whether it was armed. */
  disarm(address: number): boolean {
    const before = this.armed.length;
    this.armed = this.armed.filter((one) => one.address !== address);
    return this.armed.length < before;
  }

  /** Take out what is due. */
  expire(now: Cycle): ArmedTimer[] {
    const due: ArmedTimer[] = [];
    while (this.next <= now) due.push(this.armed.shift() as ArmedTimer);
    return due;
  }

  save(): PlainState {
    return copyPlain(this.armed);
  }

  load(state: PlainState): void {
    this.armed = copyPlain(state) as ArmedTimer[];
  }
}
