/** What the dmaengine knows beside the structures in memory: which devices there are, and the providers' own state. */
import type { PlainState } from '../../clock';
import { newPl330 } from '../providers/pl330/state';
import type { Pl330State } from '../providers/pl330/state';
import { copyPlain } from '../plain-copy';
import { newCheckState } from './client-checks';
import type { CheckState } from './client-checks';
import { newDmaTree } from './tree-state';
import type { DmaTree } from './tree-state';
import { Transactions } from './transactions';

interface State {
  /** Addresses of struct dma_device, as they were registered. */
  devices: number[];
  /** Callers of dmaengine_get that have not put. */
  clients: number;
  /** Public channels by the bit of their operation. */
  table: Record<number, number>;
  tree: DmaTree;
  checks: CheckState;
  pl330: Pl330State;
}

export class DmaEngine {
  readonly transactions = new Transactions();
  private state: State = { devices: [], clients: 0, table: {}, tree: newDmaTree(), checks: newCheckState(), pl330: newPl330() };

  get devices(): readonly number[] {
    return this.state.devices;
  }

  get pl330(): Pl330State {
    return this.state.pl330;
  }

  get clients(): number {
    return this.state.clients;
  }

  set clients(count: number) {
    this.state.clients = count;
  }

  get table(): Record<number, number> {
    return this.state.table;
  }

  set table(table: Record<number, number>) {
    this.state.table = table;
  }

  get checks(): CheckState {
    return this.state.checks;
  }

  get tree(): DmaTree {
    return this.state.tree;
  }

  add(device: number): void {
    this.state.devices.push(device);
    this.transactions.devicesChanged();
  }

  remove(device: number): void {
    this.state.devices = this.state.devices.filter((one) => one !== device);
    this.transactions.devicesChanged();
  }

  save(): PlainState {
    return { ...copyPlain(this.state), transactions: this.transactions.save() };
  }

  load(state: PlainState): void {
    const { transactions, ...rest } = state as State & { transactions: PlainState };
    this.state = copyPlain(rest);
    this.transactions.load(transactions);
  }
}
