/** A transaction of a dmaengine client as it is followed, and what following it needs: journal entries, the driver's line, its callback. */
import type { EntryRef } from '../../journal/journal';
import type { KernelCore } from '../kernel-core';
import type { Ends } from './prepare-arguments';

export interface Transaction extends Ends {
  readonly tx: number;
  readonly chan: number;
  /** "memcpy" for device_prep_dma_memcpy. */
  readonly operation: string;
  stage: 'prepared' | 'submitted' | 'issued' | 'completed' | 'terminated';
  /** In order of submission; 0: not submitted. */
  turn: number;
  cookie: number;
  /** Prepared with DMA_PREP_INTERRUPT. */
  readonly interrupt: boolean;
  /** The task that submitted it, 0 = none. */
  task: number;
  /** Its callback at submit. */
  early: number;
  callback: number;
  /** Of its function: the module may be gone when it is looked at. */
  callbackName: string;
  parameter: number;
  called: number;
  /** Journal entries, 0 = none. */
  prepare: EntryRef;
  submit: EntryRef;
  issue: EntryRef;
  calledAt: EntryRef;
  terminate: EntryRef;
}

/** Without the module, and without the address that tells apart functions of one name. */
export const functionName = (k: KernelCore, address: number): string => k.codeAt(address)?.split(':').at(-1)?.split('@')[0] ?? `0x${address.toString(16)}`;

/** Its callback is still to come. */
export const awaitsCallback = (one: Transaction): boolean => one.callback !== 0 && (one.period !== null ? one.stage === 'issued' : one.called === 0 && (one.stage === 'issued' || one.stage === 'completed'));

export function listOf(map: Map<number, Transaction[]>, key: number): Transaction[] {
  let list = map.get(key);
  if (list === undefined) map.set(key, (list = []));
  return list;
}

export function remove(list: Transaction[] | undefined, one: Transaction): void {
  const at = list?.indexOf(one) ?? -1;
  if (at >= 0) list?.splice(at, 1);
}

/** An entry of the journal, 0 when nobody records. */
export function add(k: KernelCore, kind: number, chan: number, text: string, cause: EntryRef, place: number): EntryRef {
  const { journal } = k.hardware;
  return journal.observed ? journal.add(kind, k.cpu.initiator.code, chan, journal.text(text), 0, cause, place) : 0;
}

/** The innermost line of a driver, 0: there is none. */
export function callerPlace(k: KernelCore): number {
  if (!k.hardware.journal.enabled) return 0;
  for (const frame of [...k.cpu.frames].reverse()) {
    const place = k.c.driverPlace(frame);
    if (place !== 0) return place;
  }
  return 0;
}

/** It may be early enough this time. */
export function reportLateCallback(k: KernelCore, name: string, { tx, cookie }: Transaction): void {
  k.find({ rule: 'dma-callback-after-submit', message: `${name}: the descriptor with cookie ${cookie} got its callback after it was submitted.`, address: tx, key: String(tx) });
}

export function callbackOf(k: KernelCore, tx: number): number {
  const withResult = k.memory.has('dma_async_tx_descriptor', 'callback_result') ? k.memory.field('dma_async_tx_descriptor', tx, 'callback_result') : 0;
  return withResult === 0 ? k.memory.field('dma_async_tx_descriptor', tx, 'callback') : withResult;
}
