/**
 * THE contract between the lab and its views: every request (arguments, reply) and every event, once. Preload, main
 * process, client and command line are generic over it. The requests stand in `contract/`, a file for each group; a new one
 * is a row in the group's `…_ARGUMENTS`, one in its `…Replies`, and a handler. Arguments are checked against their schema
 * where they arrive. Numbers: addresses and values are unsigned 32 bit, cycles are whole numbers.
 */
import type * as v from 'valibot';
import { APP_ARGUMENTS } from './contract/app';
import { CACHE_ARGUMENTS } from './contract/cache';
import { CONSOLE_ARGUMENTS } from './contract/console';
import { DMA_ARGUMENTS } from './contract/dma';
import { FINDINGS_ARGUMENTS } from './contract/findings';
import { JOURNAL_ARGUMENTS } from './contract/journal';
import { KERNEL_ARGUMENTS } from './contract/kernel';
import { MEMORY_ARGUMENTS } from './contract/memory';
import { REGISTERS_ARGUMENTS } from './contract/registers';
import { RUNNING_ARGUMENTS } from './contract/running';
import { SOURCE_ARGUMENTS } from './contract/source';
import { STOPS_ARGUMENTS } from './contract/stops';
import { TIMELINE_ARGUMENTS } from './contract/timeline';
import type { AppReplies } from './contract/app';
import type { CacheReplies } from './contract/cache';
import type { ConsoleReplies } from './contract/console';
import type { DmaReplies } from './contract/dma';
import type { FindingsReplies } from './contract/findings';
import type { JournalReplies } from './contract/journal';
import type { KernelReplies } from './contract/kernel';
import type { MemoryReplies } from './contract/memory';
import type { RegistersReplies } from './contract/registers';
import type { LabStatus, RunningReplies } from './contract/running';
import type { SourceReplies } from './contract/source';
import type { StopsReplies } from './contract/stops';
import type { TimelineReplies } from './contract/timeline';

export * from './contract/app';
export * from './contract/cache';
export * from './contract/console';
export * from './contract/dma';
export * from './contract/findings';
export * from './contract/journal';
export * from './contract/kernel';
export * from './contract/memory';
export * from './contract/registers';
export * from './contract/running';
export * from './contract/source';
export * from './contract/stops';
export * from './contract/timeline';

/** Arguments of every request. Keys before the dot say who answers: `app` is the main process, the rest is the lab. */
export const ARGUMENTS = {
  ...RUNNING_ARGUMENTS,
  ...REGISTERS_ARGUMENTS,
  ...MEMORY_ARGUMENTS,
  ...CACHE_ARGUMENTS,
  ...JOURNAL_ARGUMENTS,
  ...TIMELINE_ARGUMENTS,
  ...DMA_ARGUMENTS,
  ...CONSOLE_ARGUMENTS,
  ...FINDINGS_ARGUMENTS,
  ...KERNEL_ARGUMENTS,
  ...SOURCE_ARGUMENTS,
  ...STOPS_ARGUMENTS,
  ...APP_ARGUMENTS,
} as const;

export type RequestName = keyof typeof ARGUMENTS;
export type Arguments<K extends RequestName> = v.InferOutput<(typeof ARGUMENTS)[K]>;

export const REQUEST_NAMES = Object.keys(ARGUMENTS) as RequestName[];

/** Requests whose replies are large and frequent: they travel over the message port, the rest by invoke. */
export const WINDOW_REQUESTS = ['registers.read', 'memory.read', 'cache.window', 'journal.entries', 'timeline.window', 'dma.state', 'dma.program', 'kernel.log', 'shell.lines', 'source.read', 'source.check', 'source.state', 'source.variables'] as const satisfies readonly RequestName[];
export type WindowRequest = (typeof WINDOW_REQUESTS)[number];

export interface Replies
  extends RunningReplies,
    RegistersReplies,
    MemoryReplies,
    CacheReplies,
    JournalReplies,
    TimelineReplies,
    DmaReplies,
    ConsoleReplies,
    FindingsReplies,
    KernelReplies,
    SourceReplies,
    StopsReplies,
    AppReplies {}

/** Events that are pushed to views: only "something changed"; views then ask for what they show. */
export interface Events {
  /** At most once a frame while the lab runs, and after every request that changes it. */
  changed: LabStatus;
  /** Another session is loaded: forget everything. */
  loaded: LabStatus;
  /** For the user to read. */
  notice: { severity: 'info' | 'warning' | 'error'; message: string; remedy?: string };
  /** A crash left this unsaved work. */
  recovery: { name: string; savedAt: string };
  /** A menu item that is a command of the renderer. */
  command: { id: string };
}
export const EVENT_NAMES = ['changed', 'loaded', 'notice', 'recovery', 'command'] as const satisfies readonly (keyof Events)[];

/** How a failed request answers. */
export interface Failure {
  readonly ok: false;
  readonly code: 'bad-arguments' | 'unknown-request' | 'refused' | 'file' | 'internal';
  readonly message: string;
  /** What to do next. */
  readonly remedy?: string;
}
export type Result<T> = { readonly ok: true; readonly value: T } | Failure;
