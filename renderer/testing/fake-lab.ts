/**
 * An in-memory stand-in for `window.lab`: answers every request of the contract with fixed plausible data and keeps
 * just enough state (running, cycle, settings, register values, breakpoints) for views and tests to react to.
 */
import type { Arguments, Events, LabStatus, Replies, RequestName, Result } from '../../core/contract';
import type { LabBridge } from '../lab-client';
import { fakeCache } from './fake-cache';
import { fakeBoard, fakeDmaState, fakeEntry, fakeFindings, fakeLog, fakeProgram, fakeRegions, fakeShell, fakeStatus, fakeTimeline } from './fake-data';
import { fakeDmaengine } from './fake-dmaengine';
import { fakeMappings, fakePages, fakePools } from './fake-mappings';
import { fakeDma, fakeSlcr } from './fake-registers';

export type FakeHandlers = { [K in RequestName]: (args: Arguments<K>) => Replies[K] };

/** Thrown by a handler to answer with a refusal. */
export class FakeRefusal extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

export class FakeLab implements LabBridge {
  status: LabStatus = { ...fakeStatus };
  settings = '';
  readonly memory = new Map<number, number>();
  readonly registers = new Map<string, number>();
  breakpoints = [...fakeProgram.breakpoints];
  readonly shell = [...fakeShell];
  readonly sources = new Map([['m2m.c', '/* nothing yet */\n']]);
  /** Every request that came, in order. */
  readonly asked: { name: string; args: unknown }[] = [];
  /** Held requests wait for `release`. */
  hold = false;
  private held: (() => void)[] = [];
  private readonly listeners = new Map<string, Set<(payload: unknown) => void>>();
  readonly handlers: FakeHandlers;

  constructor(overrides: Partial<FakeHandlers> = {}) {
    this.handlers = { ...this.defaults(), ...overrides };
    const text = 'hello from the source buffer\0';
    for (let i = 0; i < 4096; i++) this.memory.set(0x1f80_0000 + i, i < text.length ? text.charCodeAt(i) : (i * 7) & 255);
    for (let i = 0; i < 1024; i++) this.memory.set(0x1f81_0000 + i, this.memory.get(0x1f80_0000 + i) ?? 0);
  }

  async request(name: string, args: unknown): Promise<Result<unknown>> {
    this.asked.push({ name, args });
    if (this.hold) await new Promise<void>((go) => this.held.push(go));
    const handler = this.handlers[name as RequestName] as ((given: unknown) => unknown) | undefined;
    if (handler === undefined) return { ok: false, code: 'unknown-request', message: `there is no request '${name}'` };
    try {
      return { ok: true, value: structuredClone(handler(args)) };
    } catch (failure) {
      const remedy = failure instanceof FakeRefusal ? failure.remedy : undefined;
      return { ok: false, code: 'refused', message: String((failure as Error).message), ...(remedy === undefined ? {} : { remedy }) };
    }
  }

  /** Answers the oldest held request, or all. */
  release(most = Infinity): void {
    for (const go of this.held.splice(0, most)) go();
  }

  on(event: string, listener: (payload: unknown) => void): () => void {
    const set = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, set.add(listener));
    return () => set.delete(listener);
  }

  emit<E extends keyof Events>(event: E, payload: Events[E]): void {
    for (const listener of this.listeners.get(event) ?? []) listener(payload);
  }

  /** Changes the status as the engine would and tells the views. */
  change(partial: Partial<LabStatus>): LabStatus {
    this.status = { ...this.status, ...partial, version: this.status.version + 1 };
    if (partial.cycle !== undefined) this.status.seconds = partial.cycle / this.status.hertz;
    this.emit('changed', this.status);
    return this.status;
  }

  private defaults(): FakeHandlers {
    return { ...this.runHandlers(), ...this.dataHandlers(), ...this.dmaHandlers(), ...this.sourceHandlers(), ...this.appHandlers() };
  }

  private runHandlers() {
    const step = { instruction: 12, beat: 2, transfer: 240, interrupt: 40_000, descriptor: 400 };
    return {
      'lab.status': () => this.status,
      'lab.board': () => fakeBoard,
      'run.start': () => this.change({ running: true, idle: false, stopped: '' }),
      'run.pause': () => this.change({ running: false, stopped: 'paused' }),
      'run.step': ({ unit, direction }: Arguments<'run.step'>) => this.change({ cycle: Math.max(0, this.status.cycle + (direction === 'back' ? -1 : 1) * step[unit]), stopped: `after one ${unit}` }),
      'run.goto': ({ to }: Arguments<'run.goto'>) => this.change({ cycle: to, stopped: `at cycle ${to}` }),
      'run.undo': () => this.change({ inputs: Math.max(0, this.status.inputs - 1), canUndo: this.status.inputs > 1, canRedo: true }),
      'run.redo': () => this.change({ inputs: this.status.inputs + 1, canUndo: true, canRedo: false }),
    } satisfies Partial<FakeHandlers>;
  }

  private dataHandlers() {
    return {
      'registers.read': ({ peripheral }: Arguments<'registers.read'>) => (peripheral === 'slcr' ? fakeSlcr(this.registers) : fakeDma(this.registers)),
      'registers.write': ({ register, value }: Arguments<'registers.write'>) => {
        if (register === 'SLCR_LOCK') throw new FakeRefusal('The SLCR is locked: 0x767b unlocks nothing here.', 'Write 0xdf0d to SLCR_UNLOCK first.');
        this.registers.set(register, value);
        return this.change({ inputs: this.status.inputs + 1, unsaved: true, canUndo: true });
      },
      'memory.regions': () => fakeRegions,
      'memory.read': ({ address, length }: Arguments<'memory.read'>) => {
        const at = (i: number): number => address + i;
        const mapped = (a: number): number => (a < 0x2000_0000 ? 1 : a >= 0xf800_0000 && a < 0xf800_4000 ? 2 : 0);
        return { address, bytes: Uint8Array.from({ length }, (_, i) => this.memory.get(at(i)) ?? 0), kinds: Uint8Array.from({ length }, (_, i) => mapped(at(i))), changed: Uint8Array.from({ length }, (_, i) => (at(i) >= 0x1f81_0000 && at(i) < 0x1f81_0400 ? 1 : 0)), cache: new Uint8Array(length), other: null };
      },
      'cache.window': ({ level, filter, from, count, address }: Arguments<'cache.window'>) => fakeCache(level, filter, from, count, address),
      'memory.write': ({ address, bytes }: Arguments<'memory.write'>) => {
        bytes.forEach((byte, i) => this.memory.set(address + i, byte));
        return this.change({ inputs: this.status.inputs + 1, unsaved: true, canUndo: true });
      },
      'memory.search': ({ pattern, from }: Arguments<'memory.search'>) => ({ address: [...this.memory.keys()].sort((a, b) => a - b).find((at) => at >= from && pattern.every((byte, i) => this.memory.get(at + i) === byte)) ?? null }),
      'journal.entries': ({ from, count }: Arguments<'journal.entries'>) => ({ from, length: this.status.journalLength, entries: Array.from({ length: Math.max(0, Math.min(count, this.status.journalLength - from)) }, (_, i) => fakeEntry(from + i)) }),
      'journal.writer': ({ address }: Arguments<'journal.writer'>) => {
        const written = address >= 0x1f81_0000 && address < 0x1f81_0400;
        return { address, register: null, value: this.memory.get(address) ?? 0, old: written ? 0 : null, writer: written ? fakeEntry(379) : null, beat: written ? { number: 3, of: 8, at: 166_766 } : null, carried: null, source: written ? { address: address - 0x1_0000, entry: 378 } : null, chain: written ? [379, 377, 368].map(fakeEntry) : [] };
      },
      'journal.causes': ({ index }: Arguments<'journal.causes'>) => [index, index - 2, index - 9].filter((each) => each >= 0).map(fakeEntry),
      'timeline.window': ({ from, to }: Arguments<'timeline.window'>) => fakeTimeline(from, to),
      'timeline.next': () => null,
      'findings.list': () => fakeFindings,
      'mappings.list': () => fakeMappings,
      'pools.list': () => fakePools,
      'dmaengine.list': () => fakeDmaengine,
      'pages.map': () => fakePages,
      'findings.mute': () => this.change({ unsaved: true }),
      'session.notes': () => this.change({ unsaved: true }),
    } satisfies Partial<FakeHandlers>;
  }

  private dmaHandlers() {
    return {
      'dma.state': () => fakeDmaState,
      'dma.program': ({ thread }: Arguments<'dma.program'>) => (thread === 1 ? { ...fakeProgram, breakpoints: this.breakpoints } : { ...fakeProgram, thread, start: 0, lines: [], breakpoints: this.breakpoints }),
      'dma.breakpoint': ({ address, on }: Arguments<'dma.breakpoint'>) => {
        this.breakpoints = on ? [...new Set([...this.breakpoints, address])] : this.breakpoints.filter((other) => other !== address);
        this.change({});
        return { addresses: this.breakpoints };
      },
      'kernel.log': ({ from }: Arguments<'kernel.log'>) => ({ from, lost: 0, lines: fakeLog.slice(from) }),
      'shell.lines': ({ from }: Arguments<'shell.lines'>) => ({ from, lost: 0, lines: this.shell.slice(from), prompt: '/ # ', busy: false }),
      'shell.run': ({ text }: Arguments<'shell.run'>) => {
        this.shell.push({ number: this.shell.length, kind: 'command', text: `/ # ${text}` });
        return this.change({ inputs: this.status.inputs + 1, unsaved: true });
      },
      'shell.interrupt': () => this.change({}),
    } satisfies Partial<FakeHandlers>;
  }

  /** One file without any code; nothing runs or waits in it. */
  private sourceHandlers() {
    const at = (path: string): string => this.sources.get(path) ?? '';
    return {
      'source.files': () => [...this.sources].map(([path, text]) => ({ path, characters: text.length, editable: true, module: '' })),
      'source.read': ({ path }: Arguments<'source.read'>) => ({ path, text: at(path), editable: true, breakpoints: [], conditional: [], executable: [], differs: false }),
      'source.write': ({ path, text }: Arguments<'source.write'>) => {
        this.sources.set(path, text);
        return this.change({ inputs: this.status.inputs + 1, unsaved: true });
      },
      'source.check': () => ({ diagnostics: [] }),
      'source.state': () => ({ current: null, contexts: [] }),
      'source.variables': () => ({ locals: [], globals: [] }),
      'source.evaluate': () => null,
      'source.breakpoint': ({ path, line, on }: Arguments<'source.breakpoint'>) => ({ path, lines: on ? [line] : [] }),
      'source.runTo': () => this.change({ stopped: 'idle: nothing left to do' }),
      'source.assign': () => this.change({}),
      'stops.list': () => ({ lines: [], writes: [], findings: false }),
      'stops.write': () => ({ lines: [], writes: [], findings: false }),
      'stops.findings': ({ on }: Arguments<'stops.findings'>) => ({ lines: [], writes: [], findings: on }),
      'source.step': () => this.change({ stopped: 'idle: nothing left to do' }),
    } satisfies Partial<FakeHandlers>;
  }

  private appHandlers() {
    return {
      'app.sessions': () => ({
        shipped: [
          { name: 'm2m', subject: 'The controller by hand', title: 'Memory to memory, the callback runs', summary: 'The transfer succeeds and the callback is called, yet the data cannot be found. Where did it go?' },
          { name: 'cyclic', subject: 'Devices on request lines', title: 'Cyclic transfer', summary: 'A ring of four periods; each raises an interrupt.' },
        ],
        recent: [{ path: '/home/me/bench/uart.dmalab', name: 'uart.dmalab' }],
      }),
      'app.openShipped': ({ name }: Arguments<'app.openShipped'>) => this.load(name),
      'app.open': ({ path }: Arguments<'app.open'>) => (path === undefined ? null : this.load(path)),
      'session.setup': () => ({ board: 'Zynq-7000', ram: 512, profiles: [{ name: 'linux-4.x', title: 'Linux 4.14' }], profile: 'linux-4.x', seed: 1, options: { journal: true, caches: true, snooped: false, bounceSlots: 0, iommu: false, mem: 0, builtInDrivers: true } }),
      'app.setUp': () => this.change({ unsaved: true }),
      'app.save': () => this.change({ unsaved: false, file: '/home/me/bench/m2m.dmalab' }),
      'app.saveAs': () => this.change({ unsaved: false, file: '/home/me/bench/m2m.dmalab' }),
      'app.saveText': () => ({ path: '/home/me/bench/log.txt', lines: fakeLog.length }),
      'app.recover': () => this.status,
      'app.loadSettings': () => ({ settings: this.settings }),
      'app.saveSettings': ({ settings }: Arguments<'app.saveSettings'>) => {
        this.settings = settings;
        return { saved: true } as const;
      },
    } satisfies Partial<FakeHandlers>;
  }

  private load(name: string): LabStatus {
    this.status = { ...fakeStatus, sessionName: name, version: this.status.version + 1 };
    this.emit('loaded', this.status);
    return this.status;
  }
}
