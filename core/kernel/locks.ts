/**
 * Locks: who holds what, since which entry of the journal, and how each spinlock has been used. One processor: a spinlock
 * that is held when it is wanted can never become free, so the deadlock is told instead of spun. Behaviour:
 * kernel/locking, lib/debug_locks. The word at a lock's address shows whether it is taken. Not modelled: lock classes, fairness.
 */
import type { PlainState } from '../clock';
import type { EntryRef } from '../journal/journal';
import { contextWords } from './atomic-context';
import type { KernelCore } from './kernel-core';
import { copyPlain } from './plain-copy';

export type LockKind = 'spinlock' | 'read lock' | 'write lock' | 'mutex' | 'rw_semaphore (read)' | 'rw_semaphore (write)';

export interface HeldLock {
  readonly address: number;
  readonly kind: LockKind;
  /** "hardirq", "softirq", "task:12" */
  readonly context: string;
  /** Function that took it. */
  readonly by: string;
  readonly entry: EntryRef;
}

/** How a spinlock was taken so far. */
interface Usage {
  inHardirq: boolean;
  inSoftirq: boolean;
  withIrqsOn: boolean;
  withSoftirqsOn: boolean;
  told: boolean;
}

interface State {
  held: HeldLock[];
  usage: Record<string, Usage>;
}

const hex = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;

export function contextOf(k: KernelCore): string {
  if (k.cpu.inHardirq) return 'hardirq';
  return k.cpu.inInterrupt ? 'softirq' : `task:${k.cpu.currentTask?.pid ?? 0}`;
}

export class Locks {
  private state: State = { held: [], usage: {} };

  holders(address: number): readonly HeldLock[] {
    return this.state.held.filter((one) => one.address === address);
  }

  heldBy(context: string): readonly HeldLock[] {
    return this.state.held.filter((one) => one.context === context);
  }

  take(k: KernelCore, address: number, kind: LockKind): void {
    this.state.held.push({ address, kind, context: contextOf(k), by: k.titleOf(k.cpu.frames), entry: k.cpu.cause });
  }

  /** Release what `context` holds (or anybody, when it holds nothing). @returns what was released. */
  release(address: number, context: string): HeldLock | undefined {
    const { held } = this.state;
    let index = held.findIndex((one) => one.address === address && one.context === context);
    if (index < 0) index = held.findIndex((one) => one.address === address);
    return index < 0 ? undefined : held.splice(index, 1)[0];
  }

  get held(): readonly HeldLock[] {
    return this.state.held;
  }

  /** The memory is used for something else from now on. */
  forgetRange(base: number, bytes: number): void {
    const inside = (address: number): boolean => address >= base && address < base + bytes;
    this.state.held = this.state.held.filter((one) => !inside(one.address));
    for (const address of Object.keys(this.state.usage)) if (inside(Number(address))) delete this.state.usage[address];
  }

  /** The lock is new. */
  forget(address: number): void {
    this.state.held = this.state.held.filter((one) => one.address !== address);
    delete this.state.usage[address];
  }

  /** Note how a spinlock is taken; tell when an interrupt could spin on it for ever. */
  noteUse(k: KernelCore, address: number): void {
    const usage = (this.state.usage[address] ??= { inHardirq: false, inSoftirq: false, withIrqsOn: false, withSoftirqsOn: false, told: false });
    const { atomic, inHardirq, inInterrupt } = k.cpu;
    if (inHardirq) usage.inHardirq = true;
    else {
      if (inInterrupt) usage.inSoftirq = true;
      if (atomic?.irqsOff !== true) usage.withIrqsOn = true;
      if (!inInterrupt && atomic?.irqsOff !== true && (atomic?.bh ?? 0) === 0) usage.withSoftirqsOn = true;
    }
    const hard = usage.inHardirq && usage.withIrqsOn;
    if (usage.told || !(hard || (usage.inSoftirq && usage.withSoftirqsOn))) return;
    usage.told = true;
    k.print(4, 'WARNING: inconsistent lock state');
    k.find({
      rule: 'lock-not-irq-safe',
      message: `The spinlock at ${hex(address)} is taken in ${hard ? 'an interrupt handler' : 'a softirq'}, and elsewhere with ${hard ? 'interrupts' : 'softirqs'} enabled: when the interrupt comes in between, it spins for ever.`,
      remedy: hard ? 'Outside of the handler take it with spin_lock_irqsave.' : 'In process context take it with spin_lock_bh (or spin_lock_irqsave).', address,
    });
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state as State);
  }
}

/** A spinlock is wanted that is held: nothing can go on. */
export function deadlock(k: KernelCore, address: number, holder: HeldLock): void {
  const task = k.cpu.currentTask;
  const same = holder.context === contextOf(k);
  k.print(0, `BUG: spinlock ${same ? 'recursion' : 'lockup suspected'} on CPU#0, ${task?.name ?? 'swapper'}/${task?.pid ?? 0}`);
  k.print(0, ` lock: ${hex(address)}, .owner: ${holder.by}, ${holder.context}`);
  k.find({
    rule: 'spinlock-deadlock', address,
    message: `${k.titleOf(k.cpu.frames)} wants the lock at ${hex(address)}, which ${holder.by} holds (${holder.context}): ${same ? 'it waits for itself' : 'the holder cannot go on before this one has, and this one, in ' + contextWords(k) + ', spins for ever'}.`,
    remedy: same ? 'Do not take a lock twice: split the function into one that locks and one that is called with the lock held.' : 'Take the lock with spin_lock_irqsave (or _bh) wherever an interrupt may want it, and do not sleep while holding it.',
  });
  k.panic('spinlock lockup on CPU#0');
}
