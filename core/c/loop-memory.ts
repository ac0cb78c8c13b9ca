/**
 * How the loads and stores of a translated loop are written. Names in its text: `t`, `u` for the moment; `task`, `left` of
 * the function; `c8`, `c16`, `c32` what memory or cache holds; `s8` … shadow.
 */
import { WIDTH } from './bytecode';
import type { EvenAccess } from './loop-strides';

/** `fails`: what to do when the instruction loop has to do an access, nothing having been done. */
export interface AccessText {
  /** What stands before a loop with so many of them. */
  declare(sites: number): string;
  /** The loop's text, once it is known how many there are. */
  complete(text: string, sites: number): string;
  /** Leaves in `t` where the bytes lie. */
  load(bits: number, address: string, site: number, pc: number, left: string, fails: string): string;
  store(bits: number, address: string, value: string, site: number, pc: number, left: string, fails: string): string;
  /** Passes in one go, where that is worth while. */
  readonly passes?: PassText;
}

/**
 * Several passes of a loop of one block whose accesses move evenly, as long as each stays in its line. `k` is how many may
 * still be made, of `q` at first; `m` is 1 where the loop is left in the middle of one, behind its store.
 */
export interface PassText {
  /** Can such accesses be done so? */
  suits(accesses: readonly EvenAccess[]): boolean;
  /** Breaks out of `pass` when it is not worth while. `addresses`: in the first pass; `count`: instructions of a pass. */
  begin(accesses: readonly EvenAccess[], addresses: readonly string[], sites: readonly number[], first: number, count: number): string;
  load(bits: number, address: string, site: number, fails: string): string;
  store(bits: number, address: string, value: string, site: number, fails: string): string;
  /** Behind them, when there is a store. Each took `count` instructions. */
  end(accesses: readonly EvenAccess[], sites: readonly number[], count: number): string;
}

/** Bytes of a line of the cache. */
const LINE_BYTES = 32;
/** Sites that remember the line they used last; further ones ask each time. */
const MOST_SITES = 24;
/** Fewer passes are not worth while. */
const FEWEST_PASSES = 4;
/** Stands for: lines at hand may be gone. (A function would keep them all in memory.) */
const LOST = 'lost;';

const each = (sites: number): number[] => Array.from({ length: Math.min(sites, MOST_SITES) }, (_, n) => n);
const misaligned = (bits: number): string => (bits === 8 ? '' : `(t & ${bits / 8 - 1}) !== 0 || `);
/** The shadow that all the bytes of an access within a line have. */
const shadowOf = (n: number, bits: number): string => Array.from({ length: bits / 8 }, (_, i) => `h${n}[(t & 4095)${i === 0 ? '' : ` + ${i}`}]`).join(' & ');
/** Where an aligned access lies in the cache, in units of its size. */
const within = (n: number, bits: number): string => (bits === 8 ? `a${n} | t & 31` : `(a${n} | t & 31) >> ${bits === 16 ? 1 : 2}`);

const PASSES: PassText = {
  suits: (accesses) => accesses.length > 0 && accesses.length <= MOST_SITES && accesses.filter((one) => one.store).length <= 1 && accesses.every(({ store, bits, step }) => (store ? step === bits / 8 : step >= 0)),
  begin: (accesses, addresses, sites, first, count) => {
    const room = accesses.map(({ bits, step }, i) => {
      const reach = step === 0 ? '' : ` u = ((${LINE_BYTES - bits / 8} - (t & 31)) / ${step} | 0) + 1; if (u < k) k = u;`;
      return `t = ${addresses[i]}; if (t >>> 5 !== l${sites[i]}) break pass;${reach}`;
    });
    const store = accesses.findIndex((one) => one.store);
    const opens = store < 0 ? '' : ` t = ${addresses[store]}; if (!y || !quick.begin(a${sites[store]}, ${accesses[store].pc})) break pass; f = t & 31;`;
    return `k = left / ${count} | 0; ${room.join(' ')} if (k < ${FEWEST_PASSES}) break pass;${opens} q = k; m = 0; w = left - ${store < 0 ? 0 : (accesses[store].pc - first) / WIDTH + 1};`;
  },
  load: (bits, address, n, fails) => `t = ${address}; if (${misaligned(bits)}(${shadowOf(n, bits)} & 2) === 0) ${fails}\nt = ${within(n, bits)};`,
  store: (bits, address, value, n, fails) => `t = ${address}; if (${misaligned(bits)}(${shadowOf(n, bits)}) !== 3) ${fails}\nc${bits}[${within(n, bits)}] = ${value};`,
  end: (accesses, sites, count) => {
    const store = accesses.findIndex((one) => one.store);
    if (store < 0) return '';
    const n = sites[store];
    return `m += q; if (m > 0) quick.stored(o${n}, f, p${n}, ${accesses[store].bits / 8}, m, ${accesses[store].pc}, w, ${count});`;
  },
};

/** Lines of a cache. Each site keeps at hand where its last one lies, until something happens the slow way. */
export const CACHED: AccessText = {
  declare: (sites) => {
    const names = each(sites).map((n) => `l${n} = -1, a${n} = 0, o${n} = 0, p${n} = 0, h${n} = s8`).join(', ');
    return sites === 0 ? '' : `const hr = quick.read, hw = quick.write, y = quick.inOneGo; let g = quick.generation, k = 0, q = 0, m = 0, w = 0, f = 0, ${names};\n`;
  },
  complete: (text, sites) => text.replaceAll(LOST, `if (g !== quick.generation) { ${each(sites).map((n) => `l${n} = `).join('')}-1; g = quick.generation; }`),
  load: (bits, address, n, pc, left, fails) => {
    if (n >= MOST_SITES) return `t = quick.read${bits}(${address}, ${pc}, ${left}); if (t < 0) ${fails}`;
    const found = `if (!quick.findRead(t, ${bits / 8}, ${pc}, ${left})) ${fails} ${LOST} l${n} = t >>> 5; a${n} = hr.at; h${n} = hr.shadow;`;
    return `t = ${address}; if (t >>> 5 !== l${n}) { ${found} }\nif (${misaligned(bits)}(${shadowOf(n, bits)} & 2) === 0) ${fails}\nt = ${within(n, bits)};`;
  },
  store: (bits, address, value, n, pc, left, fails) => {
    if (n >= MOST_SITES) return `if (!quick.write${bits}(${address}, ${value}, ${pc}, ${left})) ${fails}`;
    const found = `u = quick.seekWrite(t, ${bits / 8}, ${value}, ${pc}, ${left}); if (u < 0) ${fails} ${LOST} l${n} = t >>> 5; a${n} = hw.at; o${n} = hw.slot; p${n} = hw.pa; h${n} = hw.shadow;`;
    const put = `!quick.put${bits}(${within(n, bits)}, t & 31, o${n}, p${n} | t & 31, ${value}, ${pc}, ${left})`;
    return `t = ${address}; u = 0; if (t >>> 5 !== l${n}) { ${found} }\nif (u === 0 && (${misaligned(bits)}(${shadowOf(n, bits)}) !== 3 || ${put})) ${fails}`;
  },
  passes: PASSES,
};

/** The machine's own memory, with its shadow. */
export class WindowAccess implements AccessText {
  constructor(
    private readonly base: number,
    private readonly size: number,
  ) {}

  declare(): string {
    return '';
  }
  complete(text: string): string {
    return text;
  }
  load(bits: number, address: string, _site: number, _pc: number, _left: string, fails: string): string {
    return this.find(bits, address, 0x0202_0202, fails);
  }
  store(bits: number, address: string, value: string, _site: number, _pc: number, _left: string, fails: string): string {
    return `${this.find(bits, address, 0x0101_0101, fails)}\nc${bits}[t] = ${value}; s${bits}[t] = ${0x0303_0303 & (2 ** bits - 1)};`;
  }
  private find(bits: number, address: string, all: number, fails: string): string {
    const wanted = all & (2 ** bits - 1);
    const [mask, shift] = bits === 8 ? [0, 0] : bits === 16 ? [1, 1] : [3, 2];
    return `t = ((${address}) - ${this.base}) >>> 0; if (t >= ${this.size} || (t & ${mask}) !== 0) ${fails}\nt = t >>> ${shift}; if ((s${bits}[t] & ${wanted}) !== ${wanted}) ${fails}`;
  }
}
