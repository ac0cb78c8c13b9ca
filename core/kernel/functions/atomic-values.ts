/**
 * atomic_t, atomic64_t, refcount_t, bit operations, exchanges. Behaviour: include/linux/{atomic,refcount,bitops}.h. They
 * change memory at once, whatever interrupts. Not modelled: memory ordering of more than one processor.
 */
import type { KernelCore } from '../kernel-core';
import type { KernelFunction } from './declare';

const ATOMIC = 'linux/atomic.h';
const BITOPS = 'linux/bitops.h';
const COST = 6;
/** ldrex/strex, and a barrier. */
const COST_ORDERED = 12;

type Change = (old: number, value: number) => number;

/** Change the word at `address`; answers the old and the new one, signed. */
function change(k: KernelCore, address: number, by: Change, value = 0): { readonly was: number; readonly is: number } {
  const was = k.memory.word(address) | 0;
  const is = by(was, value) | 0;
  k.memory.setWord(address, is >>> 0);
  return { was, is };
}

const add: Change = (old, value) => old + value;
const subtract: Change = (old, value) => old - value;
const row = (prototype: string, header: string, cost: number, immediate: (k: KernelCore, args: readonly number[]) => number): KernelFunction => ({ prototype, header, cost, immediate });

/** void op(v), return and test forms: all answer from the change made to the counter. */
const plain = (name: string, by: Change): KernelFunction => row(`void atomic_${name}(int i, atomic_t *v)`, ATOMIC, COST, (k, [value, at]) => change(k, at, by, value).is * 0);
const returning = (name: string, by: Change, result: 'was' | 'is'): KernelFunction => row(`int atomic_${name}(int i, atomic_t *v)`, ATOMIC, COST_ORDERED, (k, [value, at]) => change(k, at, by, value)[result]);
const step = (prototype: string, value: number, answer: (changed: { readonly was: number; readonly is: number }) => number, cost = COST_ORDERED): KernelFunction => row(prototype, ATOMIC, cost, (k, [at]) => answer(change(k, at, add, value)));
const none = (): number => 0;
const isZero = ({ is }: { readonly is: number }): number => (is === 0 ? 1 : 0);

function addUnless(k: KernelCore, at: number, value: number, unless: number): { readonly done: boolean; readonly was: number } {
  const was = k.memory.word(at) | 0;
  if (was === (unless | 0)) return { done: false, was };
  k.memory.setWord(at, (was + value) >>> 0);
  return { done: true, was };
}

/** A counter of references below zero: something was given back twice. */
function putReference(k: KernelCore, at: number): number {
  const { was, is } = change(k, at, subtract, 1);
  if (was > 0) return is === 0 ? 1 : 0;
  k.warn('refcount_t: underflow; use-after-free.');
  k.find({ rule: 'refcount-underflow', message: `The reference count at 0x${at.toString(16)} was ${was} and is counted down: its object is free already.`, address: at });
  return 0;
}

const bitPlace = (nr: number, address: number): { readonly at: number; readonly mask: number } => ({ at: (address + (nr >>> 5) * 4) >>> 0, mask: (1 << (nr & 31)) >>> 0 });

function bitRow(name: string, by: (old: number, mask: number) => number, test: boolean, cost: number): KernelFunction {
  return row(`${test ? 'int' : 'void'} ${name}(int nr, unsigned long *addr)`, BITOPS, cost, (k, [nr, address]) => {
    const { at, mask } = bitPlace(nr, address);
    const { was } = change(k, at, by, mask);
    return test && (was & mask) !== 0 ? 1 : 0;
  });
}

const OPERATIONS: readonly (readonly [string, (old: number, mask: number) => number])[] = [['set', (old, mask) => old | mask], ['clear', (old, mask) => old & ~mask], ['change', (old, mask) => old ^ mask]];

/** Larger bitmaps are not searched further. */
const MOST_BITS = 1 << 20;

/** First bit of value `wanted` from `from` on; `size` when there is none. */
function findBit(k: KernelCore, address: number, size: number, from: number, wanted: 0 | 1): number {
  for (let nr = from; nr < Math.min(size, MOST_BITS); nr++) {
    const word = k.memory.word((address + (nr >>> 5) * 4) >>> 0);
    if ((nr & 31) === 0 && word === (wanted === 1 ? 0 : 0xffff_ffff)) nr += 31;
    else if (((word >>> (nr & 31)) & 1) === wanted) return nr;
  }
  return size;
}

const finder = (name: string, wanted: 0 | 1): KernelFunction[] => [
  row(`unsigned long find_first_${name}(const unsigned long *addr, unsigned long size)`, BITOPS, 20, (k, [address, size]) => findBit(k, address, size, 0, wanted)),
  row(`unsigned long find_next_${name}(const unsigned long *addr, unsigned long size, unsigned long offset)`, BITOPS, 20, (k, [address, size, from]) => findBit(k, address, size, from, wanted)),
];

const lowestBit = (value: number): number => 31 - Math.clz32(value & -value);
const highestBit = (value: number): number => 31 - Math.clz32(value);

function exchange(k: KernelCore, at: number, bytes: number, value: number | undefined): number {
  const old = bytes === 1 ? k.memory.byte(at) : bytes === 2 ? k.memory.half(at) : k.memory.word(at);
  if (value !== undefined) k.memory.write(at, Uint8Array.from({ length: bytes }, (_, i) => value >>> (8 * i)));
  return old;
}

/** Words of a 64-bit number, low one first. */
const long64 = (low: number, high: number): bigint => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);

/** By their numbers in <linux/atomic.h>: what becomes of the old value. */
const WIDE_CHANGES: readonly ((old: bigint, operand: bigint, wanted: bigint) => bigint)[] = [
  (old) => old, (_old, operand) => operand, (old, operand) => old + operand, (old, operand) => old & operand, (old, operand) => old | operand, (old, operand) => old ^ operand,
  (old, operand, wanted) => (old === wanted ? operand : old),
];

function changeWide(k: KernelCore, [how, at, operandLow, operandHigh, wantedLow, wantedHigh, oldAt]: readonly number[]): number {
  const put = (to: number, from: bigint): void => {
    k.memory.setWord(to, Number(BigInt.asUintN(32, from)));
    k.memory.setWord(to + 4, Number(BigInt.asUintN(32, from >> 32n)));
  };
  const old = long64(k.memory.word(at), k.memory.word(at + 4));
  const is = BigInt.asUintN(64, WIDE_CHANGES[how](old, long64(operandLow, operandHigh), long64(wantedLow, wantedHigh)));
  if (is !== old || how !== 0) put(at, is);
  put(oldAt, old);
  return 0;
}

export const ATOMIC_VALUES: readonly KernelFunction[] = [
  row('int atomic_read(const atomic_t *v)', ATOMIC, 2, (k, [at]) => k.memory.word(at)),
  row('void atomic_set(atomic_t *v, int i)', ATOMIC, 2, (k, [at, value]) => {
    k.memory.setWord(at, value);
    return 0;
  }),
  plain('add', add), plain('sub', subtract), plain('or', (old, value) => old | value), plain('and', (old, value) => old & value), plain('andnot', (old, value) => old & ~value), plain('xor', (old, value) => old ^ value),
  returning('add_return', add, 'is'), returning('sub_return', subtract, 'is'), returning('fetch_add', add, 'was'), returning('fetch_sub', subtract, 'was'), returning('fetch_or', (old, value) => old | value, 'was'), returning('fetch_and', (old, value) => old & value, 'was'),
  step('void atomic_inc(atomic_t *v)', 1, none, COST), step('void atomic_dec(atomic_t *v)', -1, none, COST),
  step('int atomic_inc_return(atomic_t *v)', 1, ({ is }) => is), step('int atomic_dec_return(atomic_t *v)', -1, ({ is }) => is),
  step('int atomic_inc_and_test(atomic_t *v)', 1, isZero), step('int atomic_dec_and_test(atomic_t *v)', -1, isZero),
  row('int atomic_sub_and_test(int i, atomic_t *v)', ATOMIC, COST_ORDERED, (k, [value, at]) => isZero(change(k, at, subtract, value))),
  row('int atomic_add_negative(int i, atomic_t *v)', ATOMIC, COST_ORDERED, (k, [value, at]) => (change(k, at, add, value).is < 0 ? 1 : 0)),
  row('int atomic_cmpxchg(atomic_t *v, int old, int new)', ATOMIC, COST_ORDERED, (k, [at, old, value]) => change(k, at, (was) => (was === (old | 0) ? value : was)).was),
  row('int atomic_xchg(atomic_t *v, int new)', ATOMIC, COST_ORDERED, (k, [at, value]) => change(k, at, () => value).was),
  row('int atomic_add_unless(atomic_t *v, int a, int u)', ATOMIC, COST_ORDERED, (k, [at, value, unless]) => (addUnless(k, at, value, unless).done ? 1 : 0)),
  row('int atomic_inc_not_zero(atomic_t *v)', ATOMIC, COST_ORDERED, (k, [at]) => (addUnless(k, at, 1, 0).done ? 1 : 0)),
  row('int atomic_dec_if_positive(atomic_t *v)', ATOMIC, COST_ORDERED, (k, [at]) => change(k, at, (was) => (was > 0 ? was - 1 : was)).was - 1),
  row('void refcount_set(refcount_t *r, int n)', 'linux/refcount.h', 2, (k, [at, value]) => {
    k.memory.setWord(at, value);
    return 0;
  }),
  row('unsigned int refcount_read(const refcount_t *r)', 'linux/refcount.h', 2, (k, [at]) => k.memory.word(at)),
  row('void refcount_inc(refcount_t *r)', 'linux/refcount.h', COST, (k, [at]) => change(k, at, add, 1).is * 0),
  row('bool refcount_inc_not_zero(refcount_t *r)', 'linux/refcount.h', COST, (k, [at]) => (addUnless(k, at, 1, 0).done ? 1 : 0)),
  row('void refcount_dec(refcount_t *r)', 'linux/refcount.h', COST, (k, [at]) => putReference(k, at) * 0),
  row('bool refcount_dec_and_test(refcount_t *r)', 'linux/refcount.h', COST_ORDERED, (k, [at]) => putReference(k, at)),
  ...OPERATIONS.flatMap(([name, by]) => [bitRow(`${name}_bit`, by, false, COST), bitRow(`__${name}_bit`, by, false, 4), bitRow(`test_and_${name}_bit`, by, true, COST_ORDERED), bitRow(`__test_and_${name}_bit`, by, true, 4)]),
  row('int test_bit(int nr, const unsigned long *addr)', BITOPS, 3, (k, [nr, address]) => {
    const { at, mask } = bitPlace(nr, address);
    return (k.memory.word(at) & mask) === 0 ? 0 : 1;
  }),
  ...finder('bit', 1), ...finder('zero_bit', 0),
  row('int ffs(int x)', BITOPS, 2, (_k, [value]) => (value === 0 ? 0 : lowestBit(value) + 1)),
  row('int fls(unsigned int x)', BITOPS, 2, (_k, [value]) => highestBit(value) + 1),
  row('unsigned long __ffs(unsigned long word)', BITOPS, 2, (_k, [value]) => lowestBit(value)),
  row('unsigned long __fls(unsigned long word)', BITOPS, 2, (_k, [value]) => highestBit(value)),
  row('unsigned long ffz(unsigned long word)', BITOPS, 2, (_k, [value]) => lowestBit(~value)),
  row('unsigned int hweight32(unsigned int w)', BITOPS, 4, (_k, [value]) => {
    let count = 0;
    for (let rest = value; rest !== 0; rest &= rest - 1) count++;
    return count;
  }),
  /** Behind the macros of atomic64_t. */
  row('void __atomic64(int how, atomic64_t *v, s64 operand, s64 wanted, s64 *old)', ATOMIC, COST_ORDERED, changeWide),
  /** Behind the macros xchg and cmpxchg. */
  row('unsigned long __xchg(unsigned long x, volatile void *ptr, int size)', ATOMIC, COST_ORDERED, (k, [value, at, bytes]) => exchange(k, at, bytes, value)),
  row('unsigned long __cmpxchg(volatile void *ptr, unsigned long old, unsigned long new, int size)', ATOMIC, COST_ORDERED, (k, [at, old, value, bytes]) => {
    const was = exchange(k, at, bytes, undefined);
    return was === old ? exchange(k, at, bytes, value) : was;
  }),
];
