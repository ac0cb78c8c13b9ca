/**
 * What clients of the dmaengine do wrong, whoever their provider is. Asked at the calls that transactions.ts follows, at requests,
 * when a task goes to sleep, and when something faults. Not seen: calls of a provider to itself; a prepare result that is not
 * checked and happens to be good.
 */
import { POISON } from '../../c/shadow';
import { PAGE } from '../address-space';
import { deviceName } from '../device-names';
import type { KernelCore } from '../kernel-core';
import { C_MODULES } from '../modules/c-modules';
import type { Profile } from '../profiles';
import { maskOf, namesOf } from './capabilities';
import type { Capability } from './capabilities';
import { channelName } from './channel-list';

/** A request or a prepare call that gave nothing, for explaining a later fault. */
interface Failure {
  readonly pid: number;
  readonly name: string;
  /** 0, or an error pointer. */
  readonly value: number;
}

export interface SlaveConfig {
  readonly source: number;
  readonly destination: number;
  readonly widths: readonly [source: number, destination: number];
  readonly bursts: readonly [source: number, destination: number];
}

export interface CheckState {
  /** The capabilities that each channel was requested with. */
  masks: Record<number, number>;
  failures: Failure[];
}

export const newCheckState = (): CheckState => ({ masks: {}, failures: [] });

const MOST_FAILURES = 8;
const MOST_ENTRIES = 16;
const PREP_INTERRUPT = 1;
const MEM_TO_DEV = 1;
const DEV_TO_MEM = 2;
/** Where the flags stand among the arguments; a 64-bit argument is two words. */
const FLAGS: Readonly<Record<string, number>> = { memcpy: 4, xor: 5, xor_val: 5, pq: 6, pq_val: 7, memset: 4, memset_sg: 4, interrupt: 1, sg: 5, slave_sg: 4, cyclic: 5, interleaved: 2, imm_data: 4 };
/** Any of these makes the operation one that was asked for; none: every channel may. */
const NEEDS: Readonly<Record<string, readonly Capability[]>> = {
  memcpy: ['MEMCPY'], xor: ['XOR'], xor_val: ['XOR_VAL', 'XOR'], pq: ['PQ'], pq_val: ['PQ_VAL', 'PQ'], memset: ['MEMSET'], memset_sg: ['MEMSET_SG', 'MEMSET'], sg: ['SG', 'MEMCPY'], slave_sg: ['SLAVE'], cyclic: ['CYCLIC', 'SLAVE'], interleaved: ['INTERLEAVE', 'SLAVE'],
};
/** Arguments that are addresses in memory. */
const ADDRESSES: Readonly<Record<string, readonly (readonly [index: number, name: string])[]>> = { memcpy: [[1, 'the destination'], [2, 'the source']], xor: [[1, 'the destination']], memset: [[1, 'the destination']], cyclic: [[1, 'the buffer']], imm_data: [[1, 'the destination']] };

const pidOf = (k: KernelCore): number => k.cpu.currentTask?.pid ?? 0;
const checks = (k: KernelCore): CheckState => k.dmaengine.checks;

export const hasInterruptFlag = (operation: string, args: readonly number[]): boolean => ((args[FLAGS[operation] ?? 0] ?? PREP_INTERRUPT) & PREP_INTERRUPT) !== 0;

/** A channel was requested by a mask, or by name (as a slave). */
export function noteRequest(k: KernelCore, chan: number, mask: number): void {
  checks(k).masks[chan] = mask;
}

export function noteFailure(k: KernelCore, name: string, value: number): void {
  const state = checks(k);
  state.failures = [...state.failures.filter((one) => one.pid !== pidOf(k) || one.name !== name), { pid: pidOf(k), name, value: value >>> 0 }].slice(-MOST_FAILURES);
}

/** A call that works makes what failed before it uninteresting. */
export function noteSuccess(k: KernelCore, name: string): void {
  const state = checks(k);
  if (state.failures.length > 0) state.failures = state.failures.filter((one) => one.pid !== pidOf(k) || one.name !== name);
}

export function checkPrepare(k: KernelCore, operation: string, args: readonly number[], config: SlaveConfig | undefined): void {
  const [chan] = args;
  if (k.memory.field('dma_chan', chan, 'client_count') === 0) k.find({ rule: 'dma-channel-not-held', message: `${channelName(k, chan)}: a ${operation} is prepared on a channel that nobody holds: it was released, or never requested.`, address: chan, key: String(chan) });
  checkCapability(k, operation, chan);
  for (const [index, what] of ADDRESSES[operation] ?? []) {
    if (args[index] === 0) k.find({ rule: 'dma-address-zero', message: `${channelName(k, chan)}: ${what} of a ${operation} is address 0: no mapping gives that.`, address: 0, key: `${chan} ${operation} ${what}` });
  }
  checkMappings(k, operation, args);
  if (operation === 'slave_sg' || operation === 'cyclic') checkSlave(k, chan, args[operation === 'cyclic' ? 4 : 3], config);
  checkPrivate(k, chan);
}

/** Addresses of buffers among the arguments, as far as they are worth looking at. */
function buffers(k: KernelCore, operation: string, args: readonly number[]): number[] {
  const plain = (ADDRESSES[operation] ?? []).map(([index]) => args[index]);
  if (operation !== 'slave_sg') return plain;
  const bytes = k.memory.sizeOf('scatterlist');
  return Array.from({ length: Math.min(args[2], MOST_ENTRIES) }, (_, i) => k.memory.field('scatterlist', args[1] + i * bytes, 'dma_address'));
}

/** Buffers are mapped for the device that accesses them: the controller, not the client. */
function checkMappings(k: KernelCore, operation: string, args: readonly number[]): void {
  const device = k.memory.field('dma_device', k.memory.field('dma_chan', args[0], 'device'), 'dev');
  for (const address of buffers(k, operation, args)) {
    const mapping = k.dma.live.find((one) => address >= one.handle && address < one.handle + one.bytes);
    if (mapping === undefined || mapping.device === device || mapping.device === 0) continue;
    k.find({ rule: 'dma-mapped-for-other-device', message: `${channelName(k, args[0])}: the buffer at 0x${address.toString(16)} was mapped for ${mapping.deviceName}, and ${deviceName(k, device)} will access it.`, address: mapping.pa, bytes: mapping.bytes, key: `${args[0]} ${mapping.deviceName}` });
    return;
  }
}

const known = new Map<string, number>();

/** The bits of those that the version has. */
function anyOf(profile: Profile, needs: readonly Capability[]): number {
  const key = `${profile.name} ${needs.join()}`;
  let mask = known.get(key);
  if (mask === undefined) {
    const names = namesOf(profile, 0xffff_ffff);
    known.set(key, (mask = needs.filter((name) => names.includes(name)).reduce((sum, name) => (sum | maskOf(profile, name)) >>> 0, 0)));
  }
  return mask;
}

function checkCapability(k: KernelCore, operation: string, chan: number): void {
  const mask = checks(k).masks[chan];
  const needs = NEEDS[operation];
  if (mask === undefined || mask === 0 || needs === undefined || (mask & anyOf(k.profile, needs)) !== 0) return;
  /** dmatest asks each channel what it can do, and uses all of it. */
  if (Object.hasOwn(C_MODULES, k.owner)) return;
  const asked = namesOf(k.profile, mask).filter((name) => name !== 'PRIVATE').map((name) => `DMA_${name}`).join(', ');
  k.find({ rule: 'dma-capability-mismatch', message: `${channelName(k, chan)} was requested for ${asked} and is used for ${operation}: nothing checks that its provider can do it.`, address: chan, key: `${chan} ${operation}` });
}

function checkSlave(k: KernelCore, chan: number, direction: number, config: SlaveConfig | undefined): void {
  const name = channelName(k, chan);
  if (direction !== MEM_TO_DEV && direction !== DEV_TO_MEM) {
    k.find({ rule: 'dma-slave-direction', message: `${name}: a slave transfer of direction ${direction | 0}, which is neither DMA_MEM_TO_DEV (1) nor DMA_DEV_TO_MEM (2).`, address: chan });
    return;
  }
  const side = direction === MEM_TO_DEV ? 1 : 0;
  const prefix = side === 1 ? 'dst' : 'src';
  const address = config === undefined ? 0 : side === 1 ? config.destination : config.source;
  if (address === 0) {
    k.find({ rule: 'dma-slave-unconfigured', message: `${name}: a transfer ${side === 1 ? 'to' : 'from'} a device whose ${prefix}_addr was not configured: it goes to address 0.`, address: chan });
    return;
  }
  const missing = config === undefined ? [] : [config.widths[side] === 0 ? `${prefix}_addr_width` : '', config.bursts[side] === 0 ? `${prefix}_maxburst` : ''].filter((one) => one !== '');
  if (missing.length > 0) k.find({ rule: 'dma-slave-config-partly', message: `${name}: a transfer ${side === 1 ? 'to' : 'from'} 0x${address.toString(16)} with ${missing.join(' and ')} 0: the provider chooses what it likes.`, address: chan });
}

/** chan->private is for the client and its provider. A filter that stores the address of a local there is a common mistake. */
function checkPrivate(k: KernelCore, chan: number): void {
  const pointer = k.memory.field('dma_chan', chan, 'private');
  const pa = pointer === 0 ? undefined : k.space.translate(pointer)?.pa;
  if (pa === undefined) return;
  const shadow = k.c.shadow.page(Math.floor(pa / PAGE))?.[pa % PAGE] ?? 0;
  if ((shadow & ~3) === POISON.deadStack) k.find({ rule: 'dma-private-dead', message: `${channelName(k, chan)}: chan->private is 0x${pointer.toString(16)}, a local variable of a function that has returned.`, address: pointer });
}

/** The last of what is issued should ask for an interrupt when somebody waits for its callback. */
export function checkIssued(k: KernelCore, chan: number, last: { readonly callback: number; readonly cookie: number; readonly interrupt: boolean; readonly operation: string }): void {
  if (last.callback === 0 || last.interrupt) return;
  k.find({ rule: 'dma-callback-without-interrupt', message: `${channelName(k, chan)}: the ${last.operation} with cookie ${last.cookie} has a callback, and was prepared without DMA_PREP_INTERRUPT.`, address: chan, key: `${chan} ${last.operation}` });
}

export function checkReleased(k: KernelCore, chan: number, busy: readonly { readonly cookie: number; readonly operation: string }[]): void {
  delete checks(k).masks[chan];
  if (busy.length === 0) return;
  const [{ cookie, operation }] = busy;
  k.find({ rule: 'dma-released-while-busy', message: `${channelName(k, chan)} is released while ${busy.length === 1 ? `the ${operation} with cookie ${cookie} is` : `${busy.length} transfers are`} under way: the provider frees what the controller still uses, and no callback comes.`, address: chan });
}

/** A fault at a small distance from what a call of this task gave last: nobody looked at that. */
export function explainFault(k: KernelCore, address: number): void {
  const failure = checks(k).failures.findLast((one) => one.pid === pidOf(k) && (address - one.value) >>> 0 < MOST_OFFSET);
  if (failure === undefined) {
    explainDescriptor(k, address);
    return;
  }
  const { name, value } = failure;
  const error = value | 0;
  if (name.startsWith('device_prep')) k.find({ rule: 'dma-prep-unchecked', message: `${name} gave NULL, and the descriptor is used all the same (address 0x${address.toString(16)}).`, address });
  else if (value === 0) k.find({ rule: 'dma-null-as-error', message: `${name} gave NULL, and the channel is used all the same (address 0x${address.toString(16)}): IS_ERR does not see NULL.`, address });
  else k.find({ rule: 'dma-error-as-channel', message: `${name} gave the error pointer ${error}, and it is used as a channel (address 0x${address.toString(16)}): a test for NULL does not see it.`, address });
}

const MOST_OFFSET = 0x100;

/** A prepare call answers NULL for an operation that the provider has not, without asking it. */
function explainDescriptor(k: KernelCore, address: number): void {
  if (Object.keys(checks(k).masks).length === 0) return;
  const field = (['tx_submit', 'callback', 'callback_result', 'callback_param'] as const).find((name) => k.memory.has('dma_async_tx_descriptor', name) && k.memory.layouts.place('dma_async_tx_descriptor', name).offset === address);
  if (field !== undefined) k.find({ rule: 'dma-prep-unchecked', message: `Address 0x${address.toString(16)} is where ${field} would be in a descriptor that is NULL: a prepare call gave NULL, for an operation that the provider has not.`, address });
}
