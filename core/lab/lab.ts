/**
 * The lab: one board, one kernel, one journal, one history. Answers every request of the contract that is not the
 * application's own; the command line, the main process and the tests all talk to it through `handle`.
 */
import type { Machine } from '../boards/machine';
import type { StopReason } from '../clock';
import { buildBoard } from '../boards';
import type { Arguments, FindingView, LabStatus, Replies, RequestName, StepUnit, Transcript } from '../contract';
import { RULES } from '../findings/rules';
import { KIND } from '../journal/entry-kinds';
import type { Finding } from '../kernel/finding';
import { Kernel } from '../kernel/kernel';
import { newSession } from '../session/session';
import type { Session } from '../session/session';
import { ShellScript } from './script';
import { History } from './history';
import { describeInput } from './input';
import type { InputAction } from './input';
import { LabRefusal } from './refusal';
import { stepBackTarget, stepForwardWatch } from './step';
import type { Hit, Origin, SourceStep } from '../kernel/c/debugger';
import { executableLines } from '../kernel/c/debugger';
import { answer } from './requests';
import { LineSearch, originOf } from './source-step';
import { Stops } from './stops';
import type { SeenWrite } from './stops';
import { findingsView } from './views/findings-view';
import { hex32 } from './views/format';
import { assignmentsOf, inspectorOf } from './views/source-view';
import { transcript } from './transcript';
import { JournalText } from './views/journal-view';

export type LabRequest = Exclude<RequestName, `app.${string}`>;

export class Lab {
  readonly machine: Machine;
  readonly kernel: Kernel;
  readonly history: History;
  readonly text: JournalText;
  readonly breakpoints = new Set<number>();
  /** Lines of C and writes at which a run stops. */
  readonly stops = new Stops();
  readonly script: ShellScript;
  /** Fields of the session that the lab only carries. */
  session: Session;
  running = false;
  stopped = '';
  /** Grows with everything that a view could notice. */
  version = 0;
  /** What the session on disk looked like; null = never saved, and not yet where it stood. */
  private savedAs: string | null = null;

  /** @param replayAtOnce cycles that replaying may take before this returns; a longer one goes on with `advance`. */
  constructor(
    session: Session,
    private readonly replayAtOnce = REPLAY_AT_ONCE,
  ) {
    this.session = session;
    this.machine = buildBoard(session.board, { caches: session.options.caches ?? true, snooped: session.options.snooped ?? false, bounceSlots: session.options.bounceSlots ?? 0, iommu: session.options.iommu ?? false, mem: session.options.mem ?? 0 });
    this.machine.journal.enabled = session.options.journal ?? true;
    this.kernel = new Kernel(this.machine, session.profile, { seed: session.seed, builtInDrivers: session.options.builtInDrivers ?? true });
    for (const file of session.files) this.kernel.putFile(file.path, file.text);
    const parts = [...this.machine.stateful, this.kernel];
    this.history = new History(this.machine.clock, this.machine.journal, this.machine.memory, parts, (action) => this.apply(action));
    this.text = new JournalText(this.machine);
    this.script = new ShellScript(session.script);
    for (const address of session.breakpoints) this.breakpoints.add(address);
    this.stops.lines = session.sourceBreakpoints;
    this.stops.writes = session.watchedWrites;
    this.stops.findings = session.stopAtFindings;
    this.replay(session);
  }

  /**
   * A lab for `session`, on its way to where the session stood: `running` until it is there.
   * @throws Error when the board or profile is unknown.
   */
  static begin(session: Session, replayAtOnce = REPLAY_AT_ONCE): Lab {
    return new Lab(session, replayAtOnce);
  }

  /** The same, brought there at once. @throws LabRefusal when that takes longer than `cycles` from its last input on. */
  static open(session: Session, cycles = REPLAY_CYCLES): Lab {
    const lab = new Lab(session);
    if (lab.running && !lab.finish(cycles)) throw new LabRefusal('replaying the session did not come to its end', 'Its position or an endless command asks for too much simulated time; start from a shorter session.');
    return lab;
  }

  static fresh(): Lab {
    return new Lab(newSession({ name: 'untitled' }));
  }

  handle<K extends LabRequest>(name: K, args: Arguments<K>): Replies[K] {
    return answer(this, name, args);
  }

  status(): LabStatus {
    const { clock, journal } = this.machine;
    return {
      sessionName: this.session.name,
      file: null,
      unsaved: !this.opening && this.savedAs !== this.fingerprint(),
      cycle: clock.now,
      seconds: clock.seconds(clock.now),
      hertz: clock.hertz,
      running: this.running,
      idle: this.idle,
      halted: this.kernel.core.cpu.halted,
      stopped: this.running ? '' : this.stopped,
      version: this.version,
      journalLength: journal.length,
      journalBytes: journal.bytes,
      inputs: this.history.applied,
      canUndo: this.history.applied > 0,
      undoes: this.inputText(this.history.applied - 1),
      redoes: this.inputText(this.history.applied),
      canRedo: this.history.applied < this.history.inputs.length,
      scriptLeft: this.script.remaining(this.history.inputs, this.history.applied).length,
      findings: this.kernel.findings.filter((finding) => !this.session.muted.includes(finding.rule)).length,
      fault: this.fault(),
    };
  }

  private fault(): LabStatus['fault'] {
    for (const controller of this.machine.controllers) {
      const faulting = controller.inspect().threads.find((one) => one.fault !== null);
      if (faulting?.fault) return { controller: controller.id, thread: faulting.thread, pc: faulting.fault.pc };
    }
    return null;
  }

  private get restWords(): string {
    return this.kernel.core.cpu.halted ? 'the kernel has panicked: go back, or undo the input' : 'idle: nothing left to do';
  }

  /** Nothing will happen any more without an input. */
  get idle(): boolean {
    return this.machine.clock.idle && !this.kernel.busy;
  }

  /**
   * The shell has been waiting for a line for a while, and the lab does not come to rest: a timer or a thread of a driver may go
   * on for ever.
   */
  private get settled(): boolean {
    return !this.idle && !this.kernel.shell.busy && this.machine.clock.now >= this.settlesAt;
  }

  private get settlesAt(): number {
    return this.kernel.shell.freeSince + this.machine.clock.cyclesOf(SETTLE_SECONDS);
  }

  /** The next line of the script may be entered. */
  private get ready(): boolean {
    return this.idle || this.settled;
  }

  /** Begin to run; `advance` does the work. When nothing is left to do for now, the next line of the session's script is entered first. */
  start(): void {
    if (this.travelling) this.pause();
    const toRest = this.ready && this.nextScriptLine();
    this.begin({ type: 'run', toRest });
  }

  /** Run to a line of C, or to the first behind it that holds code. @throws LabRefusal where there is none. */
  runTo(path: string, line: number): void {
    const code = this.kernel.core.c.list.flatMap((image) => executableLines(image.program, path)).filter((one) => one >= line);
    if (code.length === 0) throw new LabRefusal(`no loaded code stands at or behind ${path}:${line}`, 'Build and load the source, or choose a line with code.');
    if (this.travelling) this.pause();
    const toRest = this.ready && this.nextScriptLine();
    this.begin({ type: 'run', toRest, cursor: { path, line: Math.min(...code) } });
  }

  pause(reason = 'paused'): void {
    if (this.running) this.stopped = reason;
    this.running = false;
    this.errand = { type: 'run' };
    this.version++;
  }

  /** Go on with what was begun, for at most `cycles` cycles. @returns true while there is more to do. */
  advance(cycles: number): boolean {
    if (!this.running) return false;
    this.version++;
    switch (this.errand.type) {
      case 'run':
        this.advanceRun(cycles, this.errand.toRest === true || this.script.take(this.history.inputs, this.history.applied) !== undefined);
        break;
      case 'step':
        this.advanceStep(cycles, this.errand);
        break;
      case 'line':
        this.advanceLine(cycles, this.errand);
        break;
      case 'search':
        this.advanceSearch(cycles, this.errand.search);
        break;
      case 'travel':
        if (this.history.approach(cycles)) this.arrived(this.errand);
        break;
    }
    return this.running;
  }

  /** Finish what was begun, at once; for tests and the command line. @returns false when `cycles` cycles were not enough. */
  finish(cycles = 2_000_000_000): boolean {
    const limit = this.machine.clock.now + cycles;
    while (this.running && this.machine.clock.now < limit) this.advance(Math.min(1_000_000, limit - this.machine.clock.now));
    const done = !this.running;
    if (!done) this.pause('the time given is over');
    return done;
  }

  /** Run until nothing is left to do. @returns false when `cycles` cycles were not enough. */
  runToIdle(cycles?: number): boolean {
    this.begin({ type: 'run' });
    return this.finish(cycles);
  }

  /** Run until the shell waits for a line and nothing is left to do, or only what may go on for ever. @returns false when `cycles` cycles were not enough. */
  runToRest(cycles?: number): boolean {
    this.begin({ type: 'run', toRest: true });
    return this.finish(cycles);
  }

  step(unit: StepUnit, direction: 'forward' | 'back'): void {
    this.pause();
    const entered = direction === 'forward' && this.ready && this.nextScriptLine();
    if (direction === 'back') this.stepBack(unit);
    else if (this.idle && !entered) this.stopped = this.restWords;
    else this.begin({ type: 'step', unit, limit: this.machine.clock.now + STEP_LIMIT, beats: this.machine.bus.beatCount });
    this.advance(AT_ONCE);
  }

  /** @throws LabRefusal on the way through time: what lies ahead there would be lost. */
  input(action: InputAction): void {
    if (this.travelling) throw new LabRefusal('the lab is on its way through what has happened', 'Wait until it is there, or pause it where it is.');
    this.history.input(action);
    this.version++;
  }

  /** What was found before the lab went back, and comes again when it runs on. */
  findingsAhead(): readonly FindingView[] {
    return this.found.revision === this.history.revision ? this.found.findings.slice(this.kernel.findings.length) : [];
  }

  /** Show or hide what a rule finds. @throws LabRefusal when there is no such rule. */
  mute(rule: string, muted: boolean): void {
    if (!(rule in RULES)) throw new LabRefusal(`there is no rule "${rule}"`, 'Take the name from a finding, or from docs/findings.md.');
    const others = this.session.muted.filter((one) => one !== rule);
    this.session = { ...this.session, muted: muted ? [...others, rule].sort() : others };
    this.version++;
  }

  goTo(cycle: number): void {
    this.travel(cycle, this.history.inputsBefore(cycle), '');
  }

  private inputText(index: number): string {
    const input = this.history.inputs[index];
    return input === undefined ? '' : describeInput(input.action);
  }

  undo(): void {
    const last = this.history.inputs[this.history.applied - 1];
    if (last === undefined) throw new LabRefusal('there is no input to take back', 'Enter a command or edit something first.');
    this.travel(last.at, this.history.applied - 1, 'input taken back');
  }

  redo(): void {
    const next = this.history.inputs[this.history.applied];
    if (next === undefined) throw new LabRefusal('there is no input to redo', 'Undo first.');
    this.travel(next.at, this.history.applied + 1, 'input redone');
  }

  /** Bytes that DMA masters moved since power-on. */
  bytesMoved(): { read: number; written: number } {
    return this.machine.bus.bytesMoved('dma');
  }

  /** Enter the next line of the session's script, when there is one. */
  nextScriptLine(): boolean {
    const line = this.script.take(this.history.inputs, this.history.applied);
    if (line === undefined) return false;
    this.input({ type: 'shell', text: line });
    return true;
  }

  /** What kernel or shell wrote, as text for a file. */
  transcript(of: Transcript): string {
    return transcript(this, of);
  }

  /** The session as it stands, ready to be saved. Without `hashed` it says nothing of the journal: hashing a long one takes a while. */
  toSession(hashed = true): Session {
    const { journal, clock } = this.machine;
    return {
      ...this.session,
      inputs: this.history.inputs.map((input) => ({ at: input.at, action: { ...input.action } })),
      position: { cycle: clock.now, inputs: this.history.applied },
      journal: hashed ? { length: journal.length, hash: journal.hash() } : undefined,
      breakpoints: [...this.breakpoints].sort((a, b) => a - b),
      sourceBreakpoints: this.stops.view().lines,
      watchedWrites: this.stops.view().writes,
      stopAtFindings: this.stops.findings,
    };
  }

  markSaved(): void {
    this.savedAs = this.fingerprint();
  }

  /** Whether replaying gave what the session recorded; null = nothing was recorded. */
  replayMatches: boolean | null = null;

  /** On the way to where the session stood: nothing is the user's yet. */
  private get opening(): boolean {
    return this.errand.type === 'travel' && this.errand.then !== undefined;
  }

  private get travelling(): boolean {
    return this.running && (this.errand.type === 'travel' || this.errand.type === 'search');
  }

  private fingerprint(): string {
    return JSON.stringify([this.history.revision, this.history.applied, this.session.notes, this.session.muted, [...this.breakpoints], this.stops.view()]);
  }

  private replay(session: Session): void {
    for (const input of session.inputs) this.history.inputs.push(input);
    const count = session.inputs.length;
    const { position } = session;
    this.history.aim(position?.cycle ?? session.inputs[count - 1]?.at ?? 0, position?.inputs ?? count);
    this.begin({ type: 'travel', done: '', then: position === undefined ? 'run' : 'compare' });
    if (this.replayAtOnce > 0) this.advance(this.replayAtOnce);
  }

  private arrived(errand: TravelErrand): void {
    /** Who comes to a breakpoint by going through time stands at it, as one who was stopped there. */
    this.heldAt = this.machine.clock.now;
    this.stops.forget();
    this.pause(errand.done);
    if (errand.then !== undefined) this.markSaved();
    if (errand.then === 'run') {
      this.begin({ type: 'run' });
      if (this.replayAtOnce > 0) this.advance(this.replayAtOnce);
    } else if (errand.then === 'compare' && this.session.journal !== undefined) {
      const { journal } = this.machine;
      this.replayMatches = this.session.journal.length === journal.length && this.session.journal.hash === journal.hash();
    }
    if (!this.running) this.stopped = errand.done;
  }

  private apply(action: InputAction): void {
    const { journal, user, map } = this.machine;
    const cause = journal.add(KIND.input, user.code, 0, journal.text(describeInput(action)), 0, 0, 0);
    switch (action.type) {
      case 'shell':
        this.kernel.shell.submit(action.text, cause);
        break;
      case 'shell-interrupt':
        this.kernel.shell.interrupt();
        break;
      case 'memory': {
        this.edit(action.address, Uint8Array.from(action.hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)), cause);
        break;
      }
      case 'assign':
        this.assign(action, cause);
        break;
      case 'file':
        this.kernel.putFile(action.path, action.text);
        break;
      case 'register': {
        const region = map.find(action.address);
        if (region?.kind !== 'mmio') break;
        const offset = action.address - region.base;
        const entry = journal.addRun(true, user.code, action.address, 2, 4, 1, false, 1, 0, cause, 0);
        if (entry !== 0) {
          journal.runInline(entry, action.value, region.target.peek(offset, 4));
          journal.runMoved(entry, 1);
        }
        region.target.write(offset, 4, action.value, entry);
        break;
      }
    }
    this.machine.clock.settle();
  }

  private edit(address: number, bytes: Uint8Array, cause: number): void {
    this.journalEdit(address, bytes, cause);
    this.machine.memory.write(address, bytes, 0, bytes.length);
    this.machine.caches?.patch(address, bytes);
  }

  /** What is to be done was found out before the input was taken; in a replay that finds nothing there it does nothing. */
  private assign(action: InputAction & { type: 'assign' }, cause: number): void {
    for (const one of assignmentsOf(this, action)) {
      if (one.kind === 'register') one.set();
      else this.edit(one.address, one.bytes, cause);
    }
  }

  /** An edit of any length, as runs of single-byte beats. */
  private journalEdit(address: number, bytes: Uint8Array, cause: number): void {
    const { journal, user, memory } = this.machine;
    for (let at = 0; at < bytes.length; at += EDIT_BYTES) {
      const part = bytes.subarray(at, at + EDIT_BYTES);
      const entry = journal.addRun(true, user.code, (address + at) >>> 0, 0, 1, part.length, false, 0, 0, cause, 0);
      if (entry === 0) return;
      if (journal.runIsInline(entry)) {
        const before = memory.bytes((address + at) >>> 0, part.length);
        journal.runInline(entry, fold(part), fold(before));
      } else {
        const payload = journal.runPayload(entry);
        payload.bytes.set(part, payload.at);
        memory.read((address + at) >>> 0, payload.bytes, payload.at + payload.room, part.length);
      }
      journal.runMoved(entry, part.length);
    }
  }

  private begin(errand: Errand): void {
    this.errand = errand;
    this.stops.restart();
    this.running = true;
    this.stopped = '';
    this.version++;
  }

  /** Before the lab goes back. */
  private rememberFindings(): void {
    if (this.findingsAhead().length === 0) this.found = { revision: this.history.revision, findings: findingsView(this) };
  }

  /** Short ways are gone at once, long ones by `advance`. */
  private travel(cycle: number, inputs: number, done: string): void {
    this.rememberFindings();
    this.history.aim(cycle, inputs);
    this.begin({ type: 'travel', done });
    this.advance(AT_ONCE);
  }

  /** `toRest`: do not go on for ever with a timer of a driver. */
  private advanceRun(cycles: number, toRest: boolean): void {
    if (this.machine.journal.bytes > MOST_JOURNAL_BYTES) {
      this.pause('the journal is full: save the session, or open it anew with "journal": false in its options');
      return;
    }
    const { write, finding, reason } = this.runToStop(toRest ? this.restLimit(cycles) : this.machine.clock.now + cycles, null);
    const { hit } = this.kernel.debugger;
    if (finding !== undefined) this.stopAtFinding(finding);
    else if (write !== undefined) this.stopBehindWrite(write);
    else if (hit !== null) this.stopAtLine(hit);
    else if (reason === 'stopped') {
      this.stopBeforeBreakpoint();
      this.pause('breakpoint');
    } else if (reason === 'idle' && this.idle) this.pause(this.restWords);
    else if (toRest && this.settled) this.pause('the shell waits for a line; something goes on in the background');
  }

  /** Run to the beginning of `limit`, a breakpoint, or behind a write that is watched. */
  private runToStop(limit: number, step: { how: SourceStep; origin: Origin } | null): { readonly write: SeenWrite | undefined; readonly finding: Finding | undefined; readonly reason: StopReason } {
    const { clock, journal } = this.machine;
    this.passBreakpoint();
    if (step === null) this.watchBreakpoints();
    this.kernel.debugger.arm({ breakpoints: this.stops.lines, cursor: this.errand.type === 'run' ? (this.errand.cursor ?? null) : null, judge: ({ path, line }, image, task) => this.stops.judge(path, line, (condition) => inspectorOf(this, image).holds(condition, { image, task, level: 0 })) }, step);
    const isWatching = this.stops.writes.length > 0 || this.stops.findings;
    let write: SeenWrite | undefined;
    let finding: Finding | undefined;
    let reason: StopReason;
    do {
      const from = clock.now;
      const known = this.kernel.findings.length;
      reason = this.history.run(!isWatching ? limit : Math.min(limit, from + WATCHED_STRETCH));
      const hitAt = this.kernel.debugger.hit?.cycle ?? Infinity;
      write = this.stops.firstWrite(journal, from, hitAt);
      finding = this.stops.firstFinding(this.kernel.findings.slice(known), this.session.muted);
      if (finding !== undefined && finding.at >= Math.min(hitAt, write?.cycle ?? Infinity)) finding = undefined;
    } while (write === undefined && finding === undefined && reason === 'limit' && clock.now < limit);
    this.kernel.debugger.disarm();
    journal.unwatch();
    return { write, finding, reason };
  }

  /** So that the run stops at the same cycle however it is cut into slices. */
  private restLimit(cycles: number): number {
    const { clock } = this.machine;
    const rest = this.kernel.shell.busy ? clock.now + clock.cyclesOf(SETTLE_SECONDS) : this.settlesAt;
    return Math.max(clock.now, Math.min(clock.now + cycles, rest));
  }

  private advanceStep(cycles: number, { unit, limit, beats }: StepErrand): void {
    const { clock, journal, bus } = this.machine;
    const until = Math.min(clock.now + cycles, limit);
    if (unit === 'beat') {
      while (bus.beatCount === beats && clock.now < until && !this.idle) this.history.run(clock.now + 1);
      if (bus.beatCount !== beats) this.pause('one beat');
    } else {
      const watch = stepForwardWatch(unit);
      journal.watch(watch.kinds, watch.test);
      const reason = this.history.run(until);
      journal.unwatch();
      if (reason === 'stopped') this.pause(`one ${unit}`);
    }
    if (!this.running) return;
    if (this.idle) this.pause(`idle: no ${unit} came`);
    else if (clock.now >= limit) this.pause(`no ${unit} within ${STEP_LIMIT} cycles`);
  }

  /** Step by lines of C. */
  sourceStep(how: SourceStep | 'back'): void {
    this.pause();
    const origin = originOf(this.kernel);
    if (how === 'back') {
      this.rememberFindings();
      this.begin({ type: 'search', search: new LineSearch(this.machine, this.kernel, this.history, origin) });
      this.advance(AT_ONCE);
      return;
    }
    const entered = this.ready && this.nextScriptLine();
    if (this.idle && !entered) {
      this.stopped = this.restWords;
      return;
    }
    this.history.mark();
    this.begin({ type: 'line', how, limit: this.machine.clock.now + STEP_LIMIT, origin: origin ?? { thread: -1, depth: 0, path: '', line: 0 }, any: origin === undefined });
    this.advance(AT_ONCE);
  }

  private advanceSearch(cycles: number, search: LineSearch): void {
    const found = search.advance(cycles);
    if (found === undefined) return;
    if (found === null) this.travel(search.home.cycle, search.home.inputs, 'at the beginning: no line of C was executed before');
    else this.travel(found.cycle, this.history.inputsUntil(found.cycle), `one line back, at ${found.place.path}:${found.place.line}`);
  }

  private advanceLine(cycles: number, { how, limit, origin, any }: LineErrand): void {
    const { clock } = this.machine;
    const { write, finding, reason } = this.runToStop(Math.min(clock.now + cycles, limit), { how: any ? 'into' : how, origin });
    const { hit } = this.kernel.debugger;
    if (finding !== undefined) this.stopAtFinding(finding);
    else if (write !== undefined) this.stopBehindWrite(write);
    else if (hit !== null) this.stopAtLine(hit);
    else if (reason === 'idle' && this.idle) this.pause('idle: no line of C came');
    else if (clock.now >= limit) this.pause(`no line of C within ${STEP_LIMIT} cycles`);
  }

  /** The line's first instruction has been executed when it is noticed: go back to the beginning of its cycle. */
  private stopAtLine({ cycle, place, reason, problem }: Hit): void {
    this.history.goTo(cycle, this.history.applied);
    this.heldAt = cycle;
    this.pause(`${reason === 'breakpoint' ? 'breakpoint ' : ''}at ${place.path}:${place.line}${problem === '' ? '' : ` (${problem})`}`);
  }

  /** To the beginning of the cycle in which it happened: what led to it is still there. */
  private stopAtFinding(finding: Finding): void {
    this.stops.tell(finding);
    this.rememberFindings();
    this.history.goTo(finding.at, this.history.applied);
    this.heldAt = finding.at;
    this.pause(`found: ${finding.title}`);
  }

  /** To the end of the cycle in which it was written. */
  private stopBehindWrite({ stop, entry, cycle }: SeenWrite): void {
    const { initiator, detail } = this.text.line(entry);
    const place = /\S+:\d+/.exec(detail)?.[0];
    this.history.goTo(cycle + 1, this.history.applied);
    this.pause(`${stop.label === '' ? hex32(stop.address) : stop.label} written by ${initiator}${place === undefined ? '' : ` at ${place}`}`);
  }

  private stepBack(unit: StepUnit): void {
    const { now } = this.machine.clock;
    const { history } = this;
    const lastInput = history.inputs[history.applied - 1];
    const target = stepBackTarget(this.machine, unit, now);
    const done = `one ${unit} back`;
    if (lastInput !== undefined && (target === undefined || lastInput.at > target)) {
      /** Inputs are steps of their own: what was entered since the last such event is taken back first. */
      this.travel(lastInput.at, history.applied - 1, 'input taken back');
    } else if (target === undefined) this.stopped = `at the beginning: no ${unit} lies before`;
    else if (lastInput !== undefined && lastInput.at === now) this.travel(now, history.applied - 1, 'input taken back');
    else this.travel(target, history.inputsUntil(target), done);
  }

  private watchBreakpoints(): void {
    if (this.breakpoints.size > 0) this.machine.journal.watch(['instruction'], (_kind, _initiator, address) => this.breakpoints.has(address));
  }

  /** A run that begins at a breakpoint first executes the instruction there. */
  private passBreakpoint(): void {
    if (this.heldAt !== this.machine.clock.now) return;
    this.heldAt = -1;
    this.history.run(this.machine.clock.now + 1);
  }

  /** The instruction has been executed when it is noticed: go back to the beginning of its cycle. */
  private stopBeforeBreakpoint(): void {
    const cycle = this.machine.clock.now - 1;
    this.history.goTo(cycle, this.history.applied);
    this.heldAt = cycle;
  }

  /** Everything that was found in the furthest state since input number `revision`. */
  private found: { readonly revision: number; readonly findings: readonly FindingView[] } = { revision: -1, findings: [] };
  /** Cycle of the breakpoint at which the run was held; -1 = none. */
  private heldAt = -1;
  private errand: Errand = { type: 'run' };
}

/** What `advance` is doing. */
type Errand = { readonly type: 'run'; readonly toRest?: boolean; readonly cursor?: Place } | StepErrand | LineErrand | TravelErrand | { readonly type: 'search'; readonly search: LineSearch };

interface Place {
  readonly path: string;
  readonly line: number;
}

interface LineErrand {
  readonly type: 'line';
  readonly how: SourceStep;
  readonly limit: number;
  readonly origin: Origin;
  /** It began outside of C: any line ends it. */
  readonly any: boolean;
}

interface TravelErrand {
  readonly type: 'travel';
  readonly done: string;
  /** What an opened session does once it is where it stood. */
  readonly then?: 'run' | 'compare';
}

interface StepErrand {
  readonly type: 'step';
  readonly unit: StepUnit;
  /** A step that finds nothing ends here. */
  readonly limit: number;
  /** Beats moved when it began. */
  readonly beats: number;
}

function fold(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte, i) => sum + byte * 256 ** i, 0);
}

/** Cycles that a request may run before it answers; the rest is done in slices. */
const AT_ONCE = 20_000;
const STEP_LIMIT = 50_000_000;
/** Cycles after which a run with watched writes looks whether there was one. */
const WATCHED_STRETCH = 20_000;
/** Simulated time that a driver has to come to rest after a command, before the next line of a script. */
const SETTLE_SECONDS = 0.02;
/** Cycles that opening a session runs before it answers, and at most when it must be there at once. */
const REPLAY_AT_ONCE = 1_000_000;
const REPLAY_CYCLES = 2_000_000_000;
const EDIT_BYTES = 4096;
/** Beyond this a run pauses rather than exhaust the machine: some 30 million entries. */
const MOST_JOURNAL_BYTES = 2 ** 31;
