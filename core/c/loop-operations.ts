/** What instructions come to in the text of a translated loop: one row each. What has no row is left to the instruction loop. */

const binary = (sign: string) => (d: string, x: string, y: string): string => `${d} = (${x} ${sign} ${y}) | 0;`;
const test = (sign: string) => (d: string, x: string, y: string): string => `${d} = ${x} ${sign} ${y} ? 1 : 0;`;
const testUnsigned = (sign: string) => (d: string, x: string, y: string): string => `${d} = ${x} >>> 0 ${sign} ${y} >>> 0 ? 1 : 0;`;

/** Operations of registers (or immediates) that cannot fail: what they set, from what. */
export const SIMPLE: Readonly<Record<string, (d: string, x: string, y: string) => string>> = {
  mov: (d, x) => `${d} = ${x};`, li: (d, x) => `${d} = ${x};`,
  add: binary('+'), sub: binary('-'), and: binary('&'), or: binary('|'), xor: binary('^'),
  mul: (d, x, y) => `${d} = Math.imul(${x}, ${y});`,
  neg: (d, x) => `${d} = -${x} | 0;`, not: (d, x) => `${d} = ~${x};`,
  seq: test('==='), sne: test('!=='), slt: test('<'), sle: test('<='), sltu: testUnsigned('<'), sleu: testUnsigned('<='),
  sx8: (d, x) => `${d} = (${x} << 24) >> 24;`, zx8: (d, x) => `${d} = ${x} & 255;`, sx16: (d, x) => `${d} = (${x} << 16) >> 16;`, zx16: (d, x) => `${d} = ${x} & 65535;`,
  bool: (d, x) => `${d} = ${x} !== 0 ? 1 : 0;`,
};
for (const name of ['add', 'mul', 'and', 'or', 'xor', 'seq', 'sne']) (SIMPLE as Record<string, unknown>)[`${name}i`] = SIMPLE[name];
for (const [name, sign] of [['shli', '<<'], ['shri', '>>'], ['shrui', '>>>']]) (SIMPLE as Record<string, unknown>)[name] = (d: string, x: string, y: string): string => `${d} = (${x} ${sign} ${y}) | 0;`;

/** The same that fail where `fails` says so; the instruction loop then tells why. */
export const GUARDED: Readonly<Record<string, readonly [fails: (x: string, y: string) => string, set: (d: string, x: string, y: string) => string]>> = {
  shl: [(_x, y) => `${y} >>> 0 > 31`, (d, x, y) => `${d} = ${x} << ${y};`],
  shr: [(_x, y) => `${y} >>> 0 > 31`, (d, x, y) => `${d} = ${x} >> ${y};`],
  shru: [(_x, y) => `${y} >>> 0 > 31`, (d, x, y) => `${d} = (${x} >>> ${y}) | 0;`],
  div: [(x, y) => `${y} === 0 || (${y} === -1 && ${x} === -2147483648)`, (d, x, y) => `${d} = (${x} / ${y}) | 0;`],
  rem: [(x, y) => `${y} === 0 || (${y} === -1 && ${x} === -2147483648)`, (d, x, y) => `${d} = (${x} % ${y}) | 0;`],
  divu: [(_x, y) => `${y} === 0`, (d, x, y) => `${d} = ((${x} >>> 0) / (${y} >>> 0)) | 0;`],
  remu: [(_x, y) => `${y} === 0`, (d, x, y) => `${d} = ((${x} >>> 0) % (${y} >>> 0)) | 0;`],
};

/** Conditions of jumps. */
const CONDITIONS: Readonly<Record<string, (x: string, y: string) => string>> = {
  eq: (x, y) => `${x} === ${y}`, ne: (x, y) => `${x} !== ${y}`, lt: (x, y) => `${x} < ${y}`, le: (x, y) => `${x} <= ${y}`, gt: (x, y) => `${x} > ${y}`, ge: (x, y) => `${x} >= ${y}`,
  ltu: (x, y) => `${x} >>> 0 < ${y} >>> 0`, leu: (x, y) => `${x} >>> 0 <= ${y} >>> 0`, gtu: (x, y) => `${x} >>> 0 > ${y} >>> 0`, geu: (x, y) => `${x} >>> 0 >= ${y} >>> 0`,
};

/** Pairs: low words, high words. */
export const PAIRS: Readonly<Record<string, (d: string, D: string, x: string, X: string, y: string, Y: string) => string>> = {
  mov2: (d, D, x, X) => `t = ${x}; u = ${X}; ${d} = t; ${D} = u;`,
  add2: (d, D, x, X, y, Y) => `t = (${x} >>> 0) + (${y} >>> 0); ${D} = (${X} + ${Y} + (t > 4294967295 ? 1 : 0)) | 0; ${d} = t | 0;`,
  sub2: (d, D, x, X, y, Y) => `t = (${x} >>> 0) - (${y} >>> 0); ${D} = (${X} - ${Y} - (t < 0 ? 1 : 0)) | 0; ${d} = t | 0;`,
  and2: (d, D, x, X, y, Y) => `${d} = ${x} & ${y}; ${D} = ${X} & ${Y};`,
  or2: (d, D, x, X, y, Y) => `${d} = ${x} | ${y}; ${D} = ${X} | ${Y};`,
  xor2: (d, D, x, X, y, Y) => `${d} = ${x} ^ ${y}; ${D} = ${X} ^ ${Y};`,
  neg2: (d, D, x, X) => `t = -${x} | 0; ${D} = (~${X} + (t === 0 ? 1 : 0)) | 0; ${d} = t;`,
  not2: (d, D, x, X) => `${d} = ~${x}; ${D} = ~${X};`,
};

/** Comparisons of pairs. */
export const PAIR_TESTS: Readonly<Record<string, (x: string, X: string, y: string, Y: string) => string>> = {
  seq2: (x, X, y, Y) => `${x} === ${y} && ${X} === ${Y}`, sne2: (x, X, y, Y) => `${x} !== ${y} || ${X} !== ${Y}`,
  slt2: (x, X, y, Y) => `${X} < ${Y} || (${X} === ${Y} && ${x} >>> 0 < ${y} >>> 0)`, sle2: (x, X, y, Y) => `${X} < ${Y} || (${X} === ${Y} && ${x} >>> 0 <= ${y} >>> 0)`,
  sltu2: (x, X, y, Y) => `${X} >>> 0 < ${Y} >>> 0 || (${X} === ${Y} && ${x} >>> 0 < ${y} >>> 0)`, sleu2: (x, X, y, Y) => `${X} >>> 0 < ${Y} >>> 0 || (${X} === ${Y} && ${x} >>> 0 <= ${y} >>> 0)`,
  bool2: (x, X) => `(${x} | ${X}) !== 0`,
};
export const SHIFTS: Readonly<Record<string, string>> = { shl2: 'left', shr2: 'right', shru2: 'logical' };

/** How the bytes that were found become the register's value. */
export const EXTEND: Readonly<Record<string, (at: string) => string>> = {
  8: (at) => `(c8[${at}] << 24) >> 24`, '8u': (at) => `c8[${at}]`, 16: (at) => `(c16[${at}] << 16) >> 16`, '16u': (at) => `c16[${at}]`, 32: (at) => `c32[${at}]`,
};

/** Conditional jumps: the test, and whether its second operand is a number. */
export function conditionOf(name: string): readonly [test: (x: string, y: string) => string, immediate: boolean] | null {
  const match = /^b(eq|ne|ltu?|leu?|gtu?|geu?)(i?)$/.exec(name);
  return match === null ? null : [CONDITIONS[match[1]], match[2] === 'i'];
}

/** Loads and stores: `st` or `ld`, `x` for a sum of registers or `a` for a number, bits. */
export const ACCESS = /^(ld|st)(x|a|)(8u|8|16u|16|32)$/;
const OTHERS = new Set(['nop', 'li2', 'sx2', 'zx2', 'mul2', 'undef', 'mark', 'check', 'bound', 'jmp', 'addjmp']);

/** Can it be written? Loads and stores where there is memory for them. */
export const isKnown = (name: string, memory: boolean): boolean =>
  name in SIMPLE || name in GUARDED || name in PAIRS || name in PAIR_TESTS || name in SHIFTS || OTHERS.has(name) || conditionOf(name) !== null || (memory && ACCESS.test(name));
