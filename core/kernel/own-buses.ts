/**
 * Buses that drivers make: devices and drivers of one are brought together by its match function. Behaviour: drivers/base/{bus,driver,dd}.c.
 * Not modelled: asynchronous and deferred probing, uevents, the links under /sys/bus.
 */
import type { PlainState } from '../clock';
import { deviceName } from './device-names';
import { ERRNO } from './errno';
import type { KernelCore } from './kernel-core';
import { call, callPointer, jump, next, value } from './operations';
import type { Frame, Op, Routine } from './operations';
import { copyPlain } from './plain-copy';

interface State {
  /** Addresses of struct bus_type. */
  buses: { readonly address: number; readonly name: string }[];
  /** Addresses of struct device_driver. */
  drivers: { readonly address: number; readonly bus: number; readonly name: string }[];
}

export class OwnBuses {
  private state: State = { buses: [], drivers: [] };

  get buses(): State['buses'] {
    return this.state.buses;
  }

  get drivers(): State['drivers'] {
    return this.state.drivers;
  }

  removeBus(address: number): void {
    this.state.buses = this.state.buses.filter((one) => one.address !== address);
  }

  removeDriver(address: number): void {
    this.state.drivers = this.state.drivers.filter((one) => one.address !== address);
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state as State);
  }
}

const busOf = (k: KernelCore, device: number): number => k.memory.field('device', device, 'bus');

/** Registered devices of a bus, in the order in which they came. */
export const devicesOn = (k: KernelCore, bus: number): number[] => k.devices.devices.filter((one) => busOf(k, one.address) === bus).map((one) => one.address);

/** Pairs to try: locals.pairs, [device, driver] each. */
function collect(f: Frame, k: KernelCore): Op {
  const [onlyDriver, onlyDevice] = f.args;
  f.locals.pairs = k.buses.drivers
    .filter((driver) => onlyDriver === 0 || driver.address === onlyDriver)
    .flatMap((driver) => devicesOn(k, driver.bus).filter((device) => onlyDevice === 0 || device === onlyDevice).map((device) => [device, driver.address]));
  return next();
}

function askMatch(f: Frame, k: KernelCore): Op {
  const [pair, ...rest] = f.locals.pairs as [number, number][];
  if (pair === undefined) return value(0);
  f.locals.pairs = rest;
  const [device, driver] = pair;
  // A driver that comes asks of all devices, a device that has got its driver no further.
  if (f.args[1] !== 0 && k.memory.field('device', device, 'driver') !== 0) return jump(f, 1);
  Object.assign(f.locals, { device, driver });
  const match = k.memory.field('bus_type', busOf(k, device), 'match');
  if (match !== 0) return callPointer(match, device, driver);
  f.result = 1;
  return next();
}

function probe(f: Frame, k: KernelCore): Op {
  const device = f.locals.device as number;
  const driver = f.locals.driver as number;
  if ((f.result | 0) <= 0 || k.memory.field('device', device, 'driver') !== 0) return jump(f, 1);
  k.memory.setField('device', device, 'driver', driver);
  const own = k.memory.field('bus_type', busOf(k, device), 'probe');
  const body = own === 0 ? k.memory.field('device_driver', driver, 'probe') : own;
  f.result = 0;
  return body === 0 ? next() : callPointer(body, device);
}

function probed(f: Frame, k: KernelCore): Op {
  const result = f.result | 0;
  if (result === 0) return jump(f, 1);
  const device = f.locals.device as number;
  k.memory.setField('device', device, 'driver', 0);
  k.memory.setField('device', device, 'driver_data', 0);
  if (result !== -ERRNO.EPROBE_DEFER && result !== -ERRNO.ENODEV && result !== -ERRNO.ENXIO) {
    const name = k.memory.string(k.memory.field('device_driver', f.locals.driver as number, 'name'));
    k.print(4, `${name}: probe of ${deviceName(k, device)} failed with error ${result}`);
  }
  f.pc = 1;
  return call('devres_release_all', device);
}

/** Arguments: driver or 0 for all, device or 0 for all. */
export const BUS_ATTACH: Routine<KernelCore> = {
  title: 'driver_attach',
  steps: [{ text: '', run: collect }, { text: 'match', run: askMatch }, { text: 'probe', run: probe }, { text: 'probed', run: probed }],
};

/** Argument: a device. Its driver lets go of it. */
export const BUS_DETACH: Routine<KernelCore> = {
  title: 'device_release_driver',
  steps: [
    {
      text: 'remove',
      run: (f, k) => {
        const [device] = f.args;
        const driver = k.memory.field('device', device, 'driver');
        if (driver === 0) return value(0);
        const own = k.memory.field('bus_type', busOf(k, device), 'remove');
        const remove = own === 0 ? k.memory.field('device_driver', driver, 'remove') : own;
        return remove === 0 ? next() : callPointer(remove, device);
      },
    },
    { text: '', run: (f) => call('devres_release_all', f.args[0]) },
    {
      text: '',
      run: (f, k) => {
        k.memory.setField('device', f.args[0], 'driver', 0);
        k.memory.setField('device', f.args[0], 'driver_data', 0);
        return value(0);
      },
    },
  ],
};
