/** What the dmaengine knows beside the structures in memory: which devices there are, and the providers' own state. */
import type { PlainState } from '../../clock';
import { newPl330 } from '../providers/pl330/state';
import type { Pl330State } from '../providers/pl330/state';
import { copyPlain } from '../plain-copy';

interface State {
  /** Addresses of struct dma_device, as they were registered. */
  devices: number[];
  /** Callers of dmaengine_get that have not put. */
  clients: number;
  pl330: Pl330State;
}

export class DmaEngine {
  private state: State = { devices: [], clients: 0, pl330: newPl330() };

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

  add(device: number): void {
    this.state.devices.push(device);
  }

  remove(device: number): void {
    this.state.devices = this.state.devices.filter((one) => one !== device);
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state) as State;
  }
}
