/**
 * THE contract between the lab and its views: every request (arguments, reply) and every event, once. Preload, main
 * process, client and command line are generic over it; a new message is one row in `ARGUMENTS`, one in `Replies`
 * and one handler. Arguments are checked against their schema where they arrive. Numbers: addresses and values are
 * unsigned 32 bit, cycles are whole numbers.
 */
import * as v from 'valibot';
import { optionsSchema } from './session/options';
import type { SessionOptions } from './session/options';

const address = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const word = address;
const cycle = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
const name = v.pipe(v.string(), v.maxLength(200));
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const bytes = (most: number) => v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length >= 1 && value.length <= most, `must be 1 to ${most} bytes`);
/** A plain name in the home directory of the simulated system. */
const fileName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/, 'must be a plain file name'));
const sourceText = v.pipe(v.string(), v.maxLength(1_000_000));
const nothing = v.strictObject({});

/** Memory as the processor sees it through its caches, or as it is: what other masters see. */
export const MEMORY_VIEWS = ['cpu', 'device'] as const;
export type MemoryView = (typeof MEMORY_VIEWS)[number];

/** Which lines of a cache are listed. */
export const CACHE_FILTERS = ['all', 'dirty', 'stale'] as const;
export type CacheFilter = (typeof CACHE_FILTERS)[number];

export const STEP_UNITS = ['instruction', 'beat', 'transfer', 'interrupt', 'descriptor'] as const;
export type StepUnit = (typeof STEP_UNITS)[number];

/** Arguments of every request. Keys before the dot say who answers: `app` is the main process, the rest is the lab. */
export const ARGUMENTS = {
  'lab.status': nothing,
  /** Board, its parts with addresses, kernel profile, known limits of each model. */
  'lab.board': nothing,
  /** Run until idle, a breakpoint, or `run.pause`. */
  'run.start': nothing,
  'run.pause': nothing,
  'run.step': v.strictObject({ unit: v.picklist(STEP_UNITS), direction: v.picklist(['forward', 'back']) }),
  /** Time travel: to the beginning of cycle `to`, earlier or later. */
  'run.goto': v.strictObject({ to: cycle }),
  /** Take back the newest input (edit, command), with all that followed from it. */
  'run.undo': nothing,
  'run.redo': nothing,
  'registers.read': v.strictObject({ peripheral: name, since: cycle }),
  'registers.write': v.strictObject({ peripheral: name, register: name, index: count(255), value: word }),
  'memory.regions': nothing,
  /** Physical memory; `since`: mark the bytes written at or after that cycle; `view`: the processor's when missing. */
  'memory.read': v.strictObject({ address, length: count(65536), since: cycle, view: v.optional(v.picklist(MEMORY_VIEWS)) }),
  'memory.write': v.strictObject({ address, bytes: bytes(65536) }),
  /** Next place of `pattern` from `from` on (backwards: before it), in memory that was ever written. */
  'memory.search': v.strictObject({ pattern: bytes(1024), from: address, backwards: v.boolean() }),
  'journal.entries': v.strictObject({ from: count(Number.MAX_SAFE_INTEGER), count: count(2000) }),
  /** Who gave this byte its value, with the chain of causes back to the user. */
  'journal.writer': v.strictObject({ address, view: v.optional(v.picklist(MEMORY_VIEWS)) }),
  /** State of a level, its valid lines in order of address from the `from`-th on, and the line that holds `address`; an unknown level is the first one. */
  'cache.window': v.strictObject({ level: name, filter: v.picklist(CACHE_FILTERS), from: count(1_000_000), count: count(2000), address: v.nullable(address) }),
  /** Chain of causes of one entry. */
  'journal.causes': v.strictObject({ index: count(Number.MAX_SAFE_INTEGER) }),
  /** What lies between two cycles, reduced to at most `columns` columns a lane. */
  'timeline.window': v.strictObject({ from: cycle, to: cycle, columns: count(8192) }),
  'dma.state': v.strictObject({ controller: name }),
  /** Disassembly of the program that a thread runs (thread 0 = manager, n + 1 = channel n). */
  'dma.program': v.strictObject({ controller: name, thread: count(32) }),
  'dma.breakpoint': v.strictObject({ address, on: v.boolean() }),
  'kernel.log': v.strictObject({ from: count(Number.MAX_SAFE_INTEGER) }),
  'shell.lines': v.strictObject({ from: count(Number.MAX_SAFE_INTEGER) }),
  /** One line for the shell; its output arrives in `shell.lines`. */
  'shell.run': v.strictObject({ text: v.pipe(v.string(), v.maxLength(4096)) }),
  /** ^C */
  'shell.interrupt': nothing,
  'findings.list': nothing,
  /** Show or hide findings of a rule; kept in the session. */
  'findings.mute': v.strictObject({ rule: name, muted: v.boolean() }),
  /** What is mapped for devices, and what was lately. */
  'mappings.list': nothing,
  'pools.list': nothing,
  /** Providers of DMA channels, their channels and descriptors. */
  'dmaengine.list': nothing,
  /** Zones of memory and the blocks of pages given out. */
  'pages.map': nothing,
  /** Text files of the session, and the headers that its sources include. */
  'source.files': nothing,
  /** A file of the session, or a header of the kernel as "<linux/module.h>". */
  'source.read': v.strictObject({ path: name }),
  /** Save a file into the session: an input like any other. */
  'source.write': v.strictObject({ path: fileName, text: sourceText }),
  /** What the compiler says about this text, which need not be saved. */
  'source.check': v.strictObject({ path: fileName, text: sourceText }),
  /** C code that runs or waits: every context with its calls. */
  'source.state': nothing,
  /** Variables of a call: `thread` of a context, `level` 0 = innermost. */
  'source.variables': v.strictObject({ thread: count(Number.MAX_SAFE_INTEGER), level: count(1000) }),
  /** A variable, field, element (`dev->regs[2].name`) and what hangs below it. */
  'source.evaluate': v.strictObject({ thread: count(Number.MAX_SAFE_INTEGER), level: count(1000), expression: v.pipe(v.string(), v.maxLength(500)) }),
  'source.breakpoint': v.strictObject({ path: fileName, line: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)), on: v.boolean() }),
  'source.step': v.strictObject({ how: v.picklist(['into', 'over', 'out', 'back']) }),
  'session.notes': v.strictObject({ text: v.pipe(v.string(), v.maxLength(100_000)) }),
  'session.setup': nothing,
  'app.sessions': nothing,
  'app.openShipped': v.strictObject({ name }),
  /** Shows the system's file dialog when `path` is missing. */
  'app.open': v.strictObject({ path: v.optional(path) }),
  /** Build the lab anew with other choices and replay everything that was entered. */
  'app.setUp': v.strictObject({ profile: name, seed: word, options: optionsSchema }),
  'app.save': nothing,
  'app.saveAs': v.strictObject({ path: v.optional(path) }),
  'app.recover': v.strictObject({ accept: v.boolean() }),
  /** Per-view state (layout, theme, …), kept between starts. */
  'app.loadSettings': nothing,
  'app.saveSettings': v.strictObject({ settings: v.pipe(v.string(), v.maxLength(1_000_000)) }),
} as const;

export type RequestName = keyof typeof ARGUMENTS;
export type Arguments<K extends RequestName> = v.InferOutput<(typeof ARGUMENTS)[K]>;

export const REQUEST_NAMES = Object.keys(ARGUMENTS) as RequestName[];

/** Requests whose replies are large and frequent: they travel over the message port, the rest by invoke. */
export const WINDOW_REQUESTS = ['registers.read', 'memory.read', 'cache.window', 'journal.entries', 'timeline.window', 'dma.state', 'dma.program', 'kernel.log', 'shell.lines', 'source.read', 'source.check', 'source.state', 'source.variables'] as const satisfies readonly RequestName[];
export type WindowRequest = (typeof WINDOW_REQUESTS)[number];

export interface Replies {
  'lab.status': LabStatus;
  'lab.board': BoardView;
  'run.start': LabStatus;
  'run.pause': LabStatus;
  'run.step': LabStatus;
  'run.goto': LabStatus;
  'run.undo': LabStatus;
  'run.redo': LabStatus;
  'registers.read': PeripheralView;
  'registers.write': LabStatus;
  'memory.regions': RegionView[];
  'memory.read': MemoryWindow;
  'memory.write': LabStatus;
  'memory.search': { address: number | null };
  'journal.entries': { from: number; length: number; entries: EntryLine[] };
  'journal.writer': WriterView;
  'cache.window': CacheWindow;
  'journal.causes': EntryLine[];
  'timeline.window': TimelineWindow;
  'dma.state': DmaStateView;
  'dma.program': ProgramView;
  'dma.breakpoint': { addresses: number[] };
  'kernel.log': { from: number; lines: LogLine[] };
  'shell.lines': { from: number; lines: ShellLine[]; prompt: string; busy: boolean };
  'shell.run': LabStatus;
  'shell.interrupt': LabStatus;
  'findings.list': FindingView[];
  'findings.mute': LabStatus;
  'mappings.list': MappingsReply;
  'pools.list': PoolView[];
  'dmaengine.list': DmaDeviceView[];
  'pages.map': PagesMap;
  'session.notes': LabStatus;
  'source.files': SourceFileView[];
  'source.read': SourceText;
  'source.write': LabStatus;
  'source.check': { diagnostics: DiagnosticView[] };
  'source.state': SourceState;
  'source.variables': { locals: VariableView[]; globals: VariableView[] };
  'source.evaluate': { variable: VariableView; children: VariableView[] } | null;
  'source.breakpoint': { path: string; lines: number[] };
  'source.step': LabStatus;
  'session.setup': SetupView;
  'app.sessions': { shipped: ShippedSession[]; recent: RecentFile[] };
  'app.openShipped': LabStatus;
  'app.open': LabStatus | null;
  'app.setUp': LabStatus;
  'app.save': LabStatus | null;
  'app.saveAs': LabStatus | null;
  'app.recover': LabStatus;
  'app.loadSettings': { settings: string };
  'app.saveSettings': { saved: true };
}

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

export interface LabStatus {
  sessionName: string;
  /** Path of the session's file, when it has one. */
  file: string | null;
  unsaved: boolean;
  cycle: number;
  seconds: number;
  hertz: number;
  running: boolean;
  /** Nothing is left to do until there is an input. */
  idle: boolean;
  /** Why the last run ended, in words; empty while running. */
  stopped: string;
  /** Something was changed by a run or an input; views compare it. */
  version: number;
  journalLength: number;
  journalBytes: number;
  inputs: number;
  canUndo: boolean;
  canRedo: boolean;
  /** Lines of the session's script still to come: each run enters one. */
  scriptLeft: number;
  findings: number;
  /** A DMA thread that has faulted (the lowest): views go there when it happens. */
  fault: { controller: string; thread: number; pc: number } | null;
}

export interface BoardView {
  name: string;
  title: string;
  profile: { name: string; title: string };
  parts: BoardPart[];
}

export interface BoardPart {
  /** Unique; the peripheral's or controller's name in other requests. */
  id: string;
  title: string;
  kind: 'board' | 'cpu' | 'memory' | 'bus' | 'controller' | 'interrupt' | 'peripheral' | 'kernel' | 'device-node' | 'module';
  address?: number;
  bytes?: number;
  /** Has registers to show. */
  registers: boolean;
  /** Has DMA threads to show. */
  dma: boolean;
  /** Number of DMA channels. */
  channels?: number;
  facts: { label: string; value: string }[];
  knownLimits: string[];
  parts: BoardPart[];
}

export interface PeripheralView {
  id: string;
  title: string;
  manual: string;
  base: number;
  groups: RegisterGroup[];
}

/** Registers that belong together: the common ones, or those of one channel. */
export interface RegisterGroup {
  title: string;
  channel: number | null;
  registers: RegisterView[];
}

export interface RegisterView {
  name: string;
  index: number;
  title: string;
  address: number;
  access: string;
  accessMeaning: string;
  section: string;
  reset: number;
  value: number;
  /** Changed at or after the asked cycle. */
  changed: boolean;
  writable: boolean;
  tagged: boolean;
  fields: FieldView[];
}

export interface FieldView {
  name: string;
  title: string;
  bit: number;
  width: number;
  value: number;
  /** The value in words or the unit that suits it. */
  shown: string;
  reset: number;
  writable: boolean;
  choices: { value: number; name: string }[];
  tagged: boolean;
}

export interface RegionView {
  name: string;
  kind: 'ram' | 'mmio';
  base: number;
  bytes: number;
  /** Named ranges inside: buffers of drivers, programs. */
  marks: { name: string; base: number; bytes: number; owner: string }[];
}

export interface MemoryWindow {
  address: number;
  bytes: Uint8Array;
  /** Per byte: 0 nothing there (unmapped), 1 memory, 2 registers (shown by peek). */
  kinds: Uint8Array;
  /** Per byte: 1 when written at or after the asked cycle. */
  changed: Uint8Array;
  /** Per byte, what the caches have to do with it: bits of `CACHE_MARK`. */
  cache: Uint8Array;
  /** The bytes in the other view; null when both are equal. */
  other: Uint8Array | null;
}
/** Held by a cache; stored to and not yet written back; changed in memory behind the cache's back. */
export const CACHE_MARK = { held: 1, dirty: 2, stale: 4 } as const;

export interface CacheWindow {
  /** Empty: the board has no caches, or they are switched off. */
  levels: CacheLevelView[];
  /** The level that follows. */
  level: string;
  /** State of each slot, the ways of set 0 first: index into `CACHE_STATES`. */
  map: Uint8Array;
  /** Address of the line in each slot. */
  addresses: Uint32Array;
  /** The line that holds the asked address, and its place among the listed ones (-1: the filter keeps it out). */
  chosen: CacheLineView | null;
  chosenIndex: number;
  from: number;
  /** How many lines the filter lets through. */
  total: number;
  lines: CacheLineView[];
}
export const CACHE_STATES = ['invalid', 'clean', 'dirty', 'stale', 'dirty and stale'] as const;
export type CacheState = (typeof CACHE_STATES)[number];

export interface CacheLevelView {
  name: string;
  title: string;
  bytes: number;
  ways: number;
  sets: number;
  /** Lines that are valid; of these, dirty and stale. */
  valid: number;
  dirty: number;
  stale: number;
  facts: { label: string; value: string }[];
}

export interface CacheLineView {
  address: number;
  set: number;
  way: number;
  /** The address without the bits that choose set and byte. */
  tag: number;
  state: CacheState;
  bytes: Uint8Array;
  /** What memory holds there. */
  memory: Uint8Array;
  /** Bit n: byte n was stored to, and is not in memory yet. */
  dirty: number;
  /** Bit n: byte n was changed in memory behind the cache's back. */
  stale: number;
  /** Name of the buffer that the line lies in, or ''. */
  owner: string;
  /** Journal entries, 0 = none: the fill, the last store, the write that the line hides. */
  filled: number;
  stored: number;
  hidden: number;
}

/** A journal entry as a line of text with what a view needs to link it. */
export interface EntryLine {
  index: number;
  at: number;
  kind: string;
  initiator: string;
  /** Lane of the timeline. */
  lane: string;
  /** In words: "DMAST", "write 16 × 8 bytes", "CCR0 0x00800200 → 0x0005C017". */
  title: string;
  /** One more line: data, place in the driver, fields that changed. */
  detail: string;
  cause: number;
  /** Bytes concerned, when there are any. */
  address: number | null;
  bytes: number;
  /** Last cycle of a bus run. */
  until: number;
}

export interface WriterView {
  address: number;
  /** Null when nothing in the journal wrote it. */
  writer: EntryLine | null;
  /** Which beat of a run carried the byte, and when. */
  beat: { number: number; of: number; at: number } | null;
  old: number | null;
  value: number;
  /** The write-back that took the byte from the cache to memory. */
  carried: EntryLine | null;
  /** Where a DMA write's data came from. */
  source: { address: number; entry: number } | null;
  chain: EntryLine[];
}

export interface TimelineWindow {
  from: number;
  to: number;
  lanes: TimelineLane[];
  /** Cause arrows between entries that are drawn one by one: from entry, to entry, and their lanes and cycles. */
  arrows: { fromLane: Uint16Array; fromAt: Float64Array; toLane: Uint16Array; toAt: Float64Array };
}

/** Boxes of a lane as columns. */
export interface TimelineLane {
  id: string;
  title: string;
  group: string;
  /** First and one-past-last cycle. */
  start: Float64Array;
  end: Float64Array;
  /** Index into `TIMELINE_STYLES`. */
  style: Uint8Array;
  /** The entry, or the first of those that were merged. */
  entry: Uint32Array;
  /** How many entries the box stands for. */
  count: Uint32Array;
  /** Number of beats in the run (0: not a run), for drawing single beats when there is room. */
  beats: Uint16Array;
  /** Short text when the box is one entry. */
  labels: string[];
}
export const TIMELINE_STYLES = ['read', 'write', 'instruction', 'register', 'interrupt', 'fault', 'log', 'syscall', 'call', 'input', 'event', 'waiting'] as const;

export interface DmaStateView {
  controller: string;
  title: string;
  facts: { label: string; value: string }[];
  threads: DmaThreadView[];
  /** MFIFO lines and who holds them. */
  fifo: { lines: number; bytesPerLine: number; held: { thread: number; lines: number }[] };
  queues: { name: string; depth: number; used: number; entries: string[] }[];
}

export interface DmaThreadView {
  /** 0 = manager, n + 1 = channel n. */
  thread: number;
  name: string;
  state: string;
  pc: number;
  instruction: string;
  nonSecure: boolean;
  waitingFor: string;
  /** Null without a fault. */
  fault: { bits: string[]; cause: string; section: string; pc: number } | null;
  counters: { label: string; value: string }[];
}

export interface ProgramView {
  controller: string;
  thread: number;
  /** First byte of the program, 0 when the thread never ran. */
  start: number;
  lines: ProgramLine[];
  breakpoints: number[];
}

export interface ProgramLine {
  address: number;
  bytes: Uint8Array;
  text: string;
  /** What it does, in words. */
  meaning: string;
  /** Threads whose program counter is here. */
  threads: number[];
  /** Times executed since power-on. */
  executed: number;
  fault: string | null;
  /** Jump target of a loop end. */
  target: number | null;
}

export interface LogLine {
  number: number;
  cycle: number;
  seconds: number;
  level: number;
  text: string;
  /** Journal entry of the line. */
  entry: number;
}

export interface ShellLine {
  number: number;
  kind: 'command' | 'output' | 'error';
  text: string;
}

export interface FindingView {
  id: number;
  rule: string;
  severity: 'error' | 'warning' | 'note';
  title: string;
  /** What happened and what follows from it. */
  message: string;
  remedy: string;
  /** Why the rule is there: what follows on real hardware. */
  explanation: string;
  at: number;
  /** What led to it; `isEntry`: it is that very entry, and not a call in which it happened or a store long before. */
  entry: number;
  isEntry: boolean;
  address: number | null;
  bytes: number;
  /** Who did it: "cpu0", "pl330.ch0"; '' = nobody at that moment. */
  initiator: string;
  /** The line of C that it is about. */
  place: { path: string; line: number } | null;
  /** The lab went back before it: it comes when the lab runs on. */
  ahead: boolean;
  /** The user does not want to hear of this rule. */
  muted: boolean;
}

export interface MappingView {
  id: number;
  kind: 'single' | 'page' | 'sg' | 'coherent' | 'resource';
  device: string;
  /** As the device sees it. */
  handle: number;
  address: number;
  bytes: number;
  direction: string;
  /** Who may touch it now. */
  owner: 'device' | 'cpu' | 'both' | 'nobody';
  by: string;
  at: number;
  entry: number;
  /** dma_mapping_error was called. */
  checked: boolean;
  /** The device uses a bounce buffer in its place: where that lies. */
  bounce: { slot: number; address: number } | null;
  /** Entry of a scatter list: the list, which of how many, and in which of the device's segments. */
  scatter: { list: number; index: number; of: number; segment: number } | null;
  ended: { at: number; by: string } | null;
}

export interface MappingsReply {
  /** Living ones in the order they were made, then those that have ended, newest first. */
  mappings: MappingView[];
  /** `taken`: whole numbers of slots in use, ascending. */
  bounce: { slots: number; used: number; base: number; slotBytes: number; taken: number[] } | null;
  iommu: { pages: number; faults: number } | null;
}

export interface DmaDescriptorView {
  /** Of struct dma_async_tx_descriptor, physical. */
  address: number;
  /** 0: not submitted yet. */
  cookie: number;
  state: 'prepared' | 'submitted' | 'issued' | 'running' | 'completed' | 'terminated';
  /** The operation as in device_prep_dma_…: "memcpy". */
  kind: string;
  /** As the device sees them; null: there is no such side. */
  from: number | null;
  to: number | null;
  bytes: number | null;
  /** Of a ring. */
  period: number | null;
  /** Bytes still to come; null: only the provider knows. */
  residue: number | null;
  /** Its function, '' = none, and how often it ran. */
  callback: string;
  called: number;
  /** What the journal has of it, in order; `place`: the driver's line. */
  steps: { step: 'prepare' | 'submit' | 'issue' | 'callback' | 'terminate'; entry: number; at: number; place: string }[];
}

export interface DmaChannelView {
  address: number;
  name: string;
  clients: number;
  /** The device that has it by name, '' = none. */
  client: string;
  /** Cookies: the last one handed out, the last one completed. */
  used: number;
  last: number;
  /** Hardware channel that it has. */
  thread: number | null;
  /** Underway in order, then ended ones, newest first. */
  descriptors: DmaDescriptorView[];
}

export interface DmaDeviceView {
  address: number;
  name: string;
  device: string;
  capabilities: { name: string; has: boolean }[];
  facts: { name: string; value: string }[];
  channels: DmaChannelView[];
}

export interface PoolView {
  name: string;
  device: string;
  owner: string;
  size: number;
  boundary: number;
  chunks: { address: number; handle: number; bytes: number; blocks: PoolBlockView[] }[];
  /** Blocks out. */
  taken: number;
  ended: { at: number; by: string } | null;
}

export interface PoolBlockView {
  address: number;
  handle: number;
  /** Null: free. */
  taken: { at: number; by: string } | null;
}

export interface PageBlock {
  address: number;
  bytes: number;
  kind: string;
  /** Module, or ''. */
  owner: string;
  title: string;
  /** Who asked for it, with the place in the code, and when. */
  by: string;
  at: number;
  /** Cut up by kmalloc: bytes of an object, 0 = not cut up, and those that are out. */
  objectBytes: number;
  objects: { address: number; bytes: number; owner: string; by: string; at: number }[];
}

export interface PagesMap {
  /** `orders`: free blocks of 2^n pages; `fragments`: the same blocks by address, as far as they are shown. */
  zones: { name: string; address: number; bytes: number; free: number; orders: number[]; fragments: { address: number; order: number }[] }[];
  blocks: PageBlock[];
  /** Blocks that are not listed. */
  more: number;
}

export interface SourceFileView {
  /** "ax_dma.c", or "<linux/module.h>" for a header of the kernel. */
  path: string;
  characters: number;
  /** Belongs to the session and can be changed. */
  editable: boolean;
  /** Name of the module that was loaded from it, or ''. */
  module: string;
}

export interface SourceText {
  path: string;
  text: string;
  editable: boolean;
  /** Lines with a breakpoint. */
  breakpoints: number[];
  /** Lines that hold code, while a module made from this file is loaded. */
  executable: number[];
  /** The loaded module was built from another text. */
  differs: boolean;
}

export interface DiagnosticView {
  severity: 'error' | 'warning' | 'note';
  /** Name of the warning, or ''. */
  code: string;
  message: string;
  path: string;
  /** From 1 on. */
  line: number;
  column: number;
  length: number;
  notes: { message: string; path: string; line: number; column: number }[];
}

export interface SourceState {
  /** Where the processor stands in C code; null when it stands elsewhere. */
  current: { thread: number; path: string; line: number; column: number } | null;
  contexts: SourceContext[];
}

/** A task or interrupt with C code in it. */
export interface SourceContext {
  /** "insmod [12]" or "interrupt". */
  title: string;
  /** "running", "waits: completion", … */
  state: string;
  /** Innermost first. */
  calls: SourceCall[];
}

export interface SourceCall {
  /** What variables are asked by; -1: not C code. */
  thread: number;
  level: number;
  name: string;
  module: string;
  path: string;
  /** 0: unknown. */
  line: number;
  column: number;
}

export interface VariableView {
  name: string;
  /** Gives the variable again in `source.evaluate`. */
  expression: string;
  type: string;
  value: string;
  /** Kernel virtual address; null: in a register. */
  address: number | null;
  /** Physical address where there is one. */
  physical: number | null;
  bytes: number;
  children: boolean;
}

/** What the open session chose about board and kernel, and what there is to choose from. */
export interface SetupView {
  board: string;
  /** MiB of RAM on the board. */
  ram: number;
  profiles: { name: string; title: string }[];
  profile: string;
  /** The schedule of tasks. */
  seed: number;
  options: SessionOptions;
}

export interface ShippedSession {
  name: string;
  /** What it is about; those of one subject follow each other. */
  subject: string;
  title: string;
  summary: string;
}

export interface RecentFile {
  path: string;
  name: string;
}
