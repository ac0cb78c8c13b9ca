/**
 * What drivers asked for on behalf of a device (devm_...): given back in reverse order when the driver lets go of the
 * device. Behaviour: drivers/base/devres.c. Each record is a call to make; groups are not modelled.
 */
import type { PlainState } from '../clock';
import type { KernelCore } from './kernel-core';
import { call, callPointer, jump, value } from './operations';
import type { Frame, Op, Routine } from './operations';
import { copyPlain } from './plain-copy';

export interface ManagedResource {
  readonly device: number;
  /** Kernel function that gives it back; '' = through `pointer`. */
  readonly name: string;
  readonly pointer: number;
  readonly args: readonly number[];
}

export class ManagedResources {
  private list_: ManagedResource[] = [];

  get list(): readonly ManagedResource[] {
    return this.list_;
  }

  /** `name(...args)` will be called when the driver lets go of the device. */
  add(device: number, name: string, ...args: number[]): void {
    this.list_.push({ device, name, pointer: 0, args });
  }

  addAction(device: number, pointer: number, data: number): void {
    this.list_.push({ device, name: '', pointer, args: [data] });
  }

  /** Take out the latest record of the device that matches. */
  take(device: number, matches: (one: ManagedResource) => boolean = () => true): ManagedResource | undefined {
    const index = this.list_.findLastIndex((one) => one.device === device && matches(one));
    return index < 0 ? undefined : this.list_.splice(index, 1)[0];
  }

  has(device: number): boolean {
    return this.list_.some((one) => one.device === device);
  }

  save(): PlainState {
    return copyPlain(this.list_);
  }

  load(state: PlainState): void {
    this.list_ = copyPlain(state) as ManagedResource[];
  }
}

/** Argument: the device. */
export const RELEASE_MANAGED: Routine<KernelCore> = {
  title: 'devres_release_all',
  steps: [
    {
      text: 'release',
      run: (f: Frame, k: KernelCore): Op => {
        const last = k.managed.take(f.args[0]);
        if (last === undefined) return value(0);
        return last.name === '' ? callPointer(last.pointer, ...last.args) : call(last.name, ...last.args);
      },
    },
    { text: '', run: (f) => jump(f, 0, 5) },
  ],
};
