/** Linux interrupt numbers: who handles them, how often they came. State only; the handling runs in `irq-routine.ts`. */
import type { PlainState } from '../clock';
import type { Gic } from '../interrupt/gic';
import { ERRNO } from './errno';
import type { HardwareIrq } from './hardware';
import { copyPlain } from './plain-copy';

export const IRQF = { TRIGGER_RISING: 1, TRIGGER_FALLING: 2, TRIGGER_HIGH: 4, TRIGGER_LOW: 8, TRIGGER_MASK: 15, SHARED: 0x80, ONESHOT: 0x2000 } as const;
export const IRQ_HANDLED = 1;
export const IRQ_WAKE_THREAD = 2;

export interface IrqAction {
  readonly handler: number;
  readonly flags: number;
  readonly name: string;
  readonly device: number;
  /** Module that asked. */
  readonly owner: string;
  /** Its own thread, for handlers that may sleep. */
  thread?: IrqThread;
}

export interface IrqThread {
  readonly pid: number;
  /** Address of the function. */
  readonly handler: number;
  /** Asked to run, and not done yet. */
  pending: boolean;
  /** The line was masked until the thread is done. */
  masked: boolean;
}

export interface IrqLine {
  readonly linux: number;
  readonly gic: number;
  readonly hardwareName: string;
  actions: IrqAction[];
  /** Times that it was disabled and not enabled again. */
  depth: number;
  count: number;
  /** Nobody handled it, in a row and since the last report. */
  unhandled: number;
  /** Entries since a task got its turn. */
  inARow: number;
}

export class IrqTable {
  lines: IrqLine[];

  constructor(
    hardware: readonly HardwareIrq[],
    private readonly gic: Gic,
  ) {
    this.lines = hardware.map(({ linux, gic: id, name }) => ({ linux, gic: id, hardwareName: name, actions: [], depth: 1, count: 0, unhandled: 0, inARow: 0 }));
  }

  find(linux: number): IrqLine | undefined {
    return this.lines.find((line) => line.linux === linux);
  }

  byGic(id: number): IrqLine | undefined {
    return this.lines.find((line) => line.gic === id);
  }

  /** @returns 0 or a negative error number. */
  request(linux: number, action: IrqAction): number {
    const line = this.find(linux);
    const shared = (action.flags & IRQF.SHARED) !== 0;
    if (line === undefined || action.handler === 0 || (shared && action.device === 0)) return -ERRNO.EINVAL;
    const [first] = line.actions;
    if (first !== undefined) {
      const sameTrigger = ((first.flags ^ action.flags) & IRQF.TRIGGER_MASK) === 0;
      if (!shared || (first.flags & IRQF.SHARED) === 0 || !sameTrigger) return -ERRNO.EBUSY;
    }
    line.actions.push(action);
    if (line.actions.length === 1) {
      line.depth = 0;
      this.gic.setEnabled(line.gic, true);
    }
    return 0;
  }

  /** @returns the action that was removed, or undefined. */
  free(linux: number, device: number): IrqAction | undefined {
    const line = this.find(linux);
    const index = line?.actions.findIndex((action) => action.device === device) ?? -1;
    if (line === undefined || index < 0) return undefined;
    const [action] = line.actions.splice(index, 1);
    if (line.actions.length === 0) {
      line.depth = 1;
      this.gic.setEnabled(line.gic, false);
    }
    return action;
  }

  disable(line: IrqLine): void {
    if (line.depth++ === 0) this.gic.setEnabled(line.gic, false);
  }

  /** @returns false when it was not disabled. */
  enable(line: IrqLine): boolean {
    if (line.depth === 0) return false;
    if (--line.depth === 0) this.gic.setEnabled(line.gic, true);
    return true;
  }

  save(): PlainState {
    return copyPlain(this.lines);
  }

  load(state: PlainState): void {
    this.lines = copyPlain(state) as IrqLine[];
  }
}
