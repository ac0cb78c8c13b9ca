/** For tests: a module made of lists of statements, loaded on a small board; its functions note what they see. */
import type { Hardware, HardwareDevice } from './hardware';
import type { KernelCore } from './kernel-core';
import type { CacheConfig } from '../cache/geometry';
import type { GlobalDefinition } from './modules/module';
import type { Frame, Op, Step } from './operations';
import { call, next, value } from './operations';
import { TestBench } from './test-bench';

export interface DriverView {
  readonly k: KernelCore;
  /** Result of the last call. */
  readonly result: number;
  readonly frame: Frame;
  /** Address of a symbol of the module. */
  at(symbol: string): number;
  note(what: string | number): undefined;
}

/** A statement: an operation, or nothing to do in time. */
export type Statement = (driver: DriverView) => Op | undefined;

export interface DriverParts {
  readonly functions: Readonly<Record<string, readonly Statement[]>>;
  readonly globals?: readonly GlobalDefinition[];
  readonly strings?: Readonly<Record<string, string>>;
  /** Nodes of the device tree. */
  /** What the board has between devices and memory. */
  readonly hardware?: Partial<Hardware>;
  readonly devices?: readonly HardwareDevice[];
}

export class DriverBench {
  readonly notes: (string | number)[] = [];
  readonly bench: TestBench;

  /** `functions.init` and `functions.exit` are the module's own. */
  constructor(parts: DriverParts, profile = 'linux-4.x', load = true, caches?: CacheConfig) {
    const at = (symbol: string): number => this.bench.kernel.core.symbol('driver', symbol);
    const step = (statement: Statement): Step<KernelCore> => ({
      text: '', run: (frame, k) => statement({ k, frame, at, result: frame.result, note: (what) => void this.notes.push(what) }) ?? next(),
    });
    const functions = { init: [], exit: [], ...parts.functions } as Readonly<Record<string, readonly Statement[]>>;
    this.bench = new TestBench(profile, {
      devices: parts.devices ?? [], hardware: parts.hardware ?? {},
      modules: [{
        name: 'driver', description: '', init: 'init', exit: 'exit', strings: { s_name: 'driver', ...parts.strings }, globals: parts.globals ?? [{ name: 'data', bytes: 512 }, { name: 'more', bytes: 512 }],
        functions: Object.fromEntries(Object.entries(functions).map(([name, statements]) => [name, statements.map(step)])),
      }],
    }, caches);
    if (load) this.bench.run('insmod driver');
  }

  get core(): KernelCore {
    return this.bench.kernel.core;
  }

  at(symbol: string): number {
    return this.core.symbol('driver', symbol);
  }
}

/** call(name, ...) with arguments that are symbols of the module or numbers. */
export const does = (name: string, ...args: readonly (string | number)[]): Statement => ({ at }) => call(name, ...args.map((arg) => (typeof arg === 'string' ? at(arg) : arg)));
export const notes = (what: string | number | ((driver: DriverView) => string | number)): Statement => (driver) => {
  driver.note(typeof what === 'function' ? what(driver) : what);
  return undefined;
};
export const notesResult: Statement = (driver) => {
  driver.note(driver.result | 0);
  return undefined;
};
export const returns = (result: number): Statement => () => value(result);
