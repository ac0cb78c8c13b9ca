/** For tests of DMA mapping: drivers as lists of calls whose results have names, with a device of their own. */
import type { BusDirection } from '../../bus/transaction';
import type { CacheConfig } from '../../cache/geometry';
import type { Statement } from '../driver-bench';
import { DriverBench } from '../driver-bench';
import type { Hardware } from '../hardware';
import { call, next } from '../operations';
import type { Op } from '../operations';

type Argument = string | number;

const FULL = 0xffff_ffff;

/** Call a kernel function; "$x" is what was kept as x, "$x+4" something behind it, other texts are symbols. */
export const calls = (name: string, ...args: readonly Argument[]): Statement => ({ at, frame }) => {
  const word = (arg: Argument): number => {
    if (typeof arg === 'number') return arg;
    if (!arg.startsWith('$')) return at(arg);
    const [kept, offset = '0'] = arg.slice(1).split('+');
    return ((frame.locals[kept] as number) + Number(offset)) >>> 0;
  };
  return call(name, ...args.map(word));
};

/** Keep the last result under a name, and note it. */
export const keep = (name: string): Statement => ({ frame, result, note }) => {
  frame.locals[name] = result >>> 0;
  note(result >>> 0);
  return undefined;
};

/** Keep a word of memory under a name: what a call left through a pointer. */
export const keepWord = (name: string, symbol: string, offset = 0): Statement => ({ frame, k, at }) => {
  frame.locals[name] = k.memory.word(at(symbol) + offset);
  return undefined;
};

export const act = (what: (locals: Readonly<Record<string, number>>, driver: Parameters<Statement>[0]) => Op | undefined): Statement => (driver) => what(driver.frame.locals as Record<string, number>, driver);

/** Make the symbol `dev` a device with these masks; NULL: no streaming mask. */
export const device = (mask: number | null = FULL, coherent = FULL): Statement => ({ k, at }) => {
  const dev = at('dev');
  k.memory.setField('device', dev, 'coherent_dma_mask', coherent);
  if (mask === null) return undefined;
  k.memory.setField('device', dev, 'dma_mask', at('mask'));
  k.memory.setWord(at('mask'), mask);
  return undefined;
};

export interface Circumstances {
  readonly profile?: string;
  readonly caches?: CacheConfig;
  readonly hardware?: Partial<Hardware>;
  readonly exit?: readonly Statement[];
}

/** A driver whose init does these things. */
export function drive(init: readonly Statement[], { profile = 'linux-6.1', caches, hardware = {}, exit = [] }: Circumstances = {}): DriverBench {
  const globals = [{ name: 'dev', bytes: 1024 }, { name: 'mask', bytes: 8 }, { name: 'data', bytes: 512 }, { name: 'more', bytes: 512 }];
  return new DriverBench({ functions: { init, exit }, globals, hardware }, profile, true, caches);
}

/** A device on the bus moves so many bytes (a multiple of 4, 64 at most); words written are all `word`. Then time passes. */
export function burst(direction: BusDirection, at: Argument, bytes: number, word = 0x0707_0707): Statement {
  return ({ k, frame, note }) => {
    const { bus, journal } = k.hardware;
    const known = journal.initiatorList.find((one) => one.name === 'test device') ?? journal.initiator('test device', 'device');
    const port = bus.port(known, 0, { transactionDone: (_direction, { response }) => {
      if (response !== 'okay') note(response);
    } });
    const t = port[direction];
    const [kept, offset = '0'] = typeof at === 'number' ? ['', at] : at.slice(1).split('+');
    t.address = ((kept === '' ? 0 : (frame.locals[kept] as number)) + Number(offset)) >>> 0;
    t.sizeLog2 = 2;
    t.beats = bytes / 4;
    t.initiator = known.code;
    t.data = new Uint8Array(new Uint32Array(bytes / 4).fill(word).buffer);
    port.present(direction);
    return next(500);
  };
}
