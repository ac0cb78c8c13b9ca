/**
 * The kernel's parts put together: what steps and kernel functions work on. Tables of functions, modules and programs
 * are given by `kernel.ts`, so that they can depend on this file and not the other way round.
 */
import { POISON } from '../c/shadow';
import type { Cycle, PlainState } from '../clock';
import { ruleOf } from '../findings/rules';
import type { EntryRef } from '../journal/journal';
import { AddressSpace, LINEAR, PAGE } from './address-space';
import type { Place } from './address-space';
import { Devices } from './chardev/devices';
import { absolutePath, Files } from './chardev/files';
import { servesFaults, UserRanges } from './chardev/mappings';
import { CKernel } from './c/c-kernel';
import { LOCKUP_SECONDS, DEFAULT_COSTS } from './costs';
import type { Costs } from './costs';
import type { BuildKernel } from './c/image';
import type { Code, CpuHost } from './cpu-host';
import { Cpu } from './cpu';
import type { Finding, FindingText } from './finding';
import { explainFault } from './dmaengine/client-checks';
import { DmaEngine } from './dmaengine/state';
import { formatText } from './format';
import { isPinned } from './functions/page-references';
import type { Hardware } from './hardware';
import { IoRegions } from './io-regions';
import { IrqTable } from './irq';
import { KernelMemory } from './kernel-memory';
import { KernelLog } from './log';
import { KernelThreads, threadEnds } from './kthread';
import { Locks } from './locks';
import { ManagedResources } from './managed';
import { callerOf } from './mapping/buffers';
import { PageOwners } from './mapping/pages';
import { setUpReach } from './mapping/reach';
import { DmaState } from './mapping/state';
import { DmaWatch } from './mapping/watch';
import { OwnBuses } from './own-buses';
import { PlatformBus } from './platform';
import { LoadedModules } from './modules/module';
import type { ModuleDefinition } from './modules/module';
import type { Frame } from './operations';
import type { CFault } from './operations';
import { KernelFault } from './operations';
import { oopsLines } from './oops';
import { reportLocksLeft, reportSchedule, reportSleep } from './atomic-context';
import { atLeast } from './profiles';
import type { Profile } from './profiles';
import { OLD_MOST, OLD_SIZES, Slab } from './slab';
import { Rcu } from './rcu';
import type { Softirqs } from './softirq';
import { wakeSoftirqDaemon } from './softirq-daemon';
import { watchSlaves } from './slave-findings';
import { Sysfs } from './sysfs';
import { layoutsOf } from './structs';
import type { Task } from './task';
import { Terminal } from './terminal';
import { utf8Bytes, utf8Text } from './utf8';
import { copyPlain } from './plain-copy';
import { VirtualEntries } from './virtual-entries';
import { WaitQueues } from './wait-queue';
import { WorkQueues } from './workqueue';

export interface KernelTables {
  readonly codes: ReadonlyMap<string, Code<KernelCore>>;
  /** Names of kernel functions that have an address, in order. */
  readonly exported: readonly string[];
  readonly modules: readonly ModuleDefinition<KernelCore>[];
  /** For compiling C. */
  readonly build: BuildKernel;
}

/** Where the kernel's own functions are taken to lie, and how far apart. */
const TEXT = LINEAR + 0x10_0000;
const FUNCTION_BYTES = 0x200;
/** Timer ticks in a second. */
export const HZ = 100;
const INITIAL_JIFFIES = -300 * HZ;

interface Misc {
  findings: Finding[];
  oopses: number;
  tainted: boolean;
  /** By a module whose licence is not that of the kernel. */
  proprietary?: true;
  randomNumber: number;
}

export class KernelCore {
  readonly costs: Costs;
  readonly space: AddressSpace;
  readonly slab: Slab;
  readonly c: CKernel;
  readonly cpu: Cpu<KernelCore>;
  readonly memory: KernelMemory;
  readonly log: KernelLog;
  readonly irqs: IrqTable;
  readonly devices = new Devices();
  readonly files = new Files();
  readonly modules = new LoadedModules();
  readonly terminal = new Terminal();
  readonly threads = new KernelThreads();
  readonly waitQueues = new WaitQueues();
  readonly works = new WorkQueues();
  readonly locks = new Locks();
  readonly managed = new ManagedResources();
  readonly regions = new IoRegions();
  readonly dma = new DmaState();
  readonly pages = new PageOwners();
  readonly watch: DmaWatch;
  readonly userRanges = new UserRanges();
  readonly platform = new PlatformBus();
  readonly buses = new OwnBuses();
  readonly dmaengine = new DmaEngine();
  readonly sysfs = new Sysfs();
  readonly entries = new VirtualEntries();
  readonly rcu = new Rcu();
  private misc: Misc = { findings: [], oopses: 0, tainted: false, randomNumber: 0 };

  constructor(
    readonly hardware: Hardware,
    readonly profile: Profile,
    readonly tables: KernelTables,
    /** A program that gets 0 from write() so often in a row is stopped. */
    readonly zeroWriteLimit = 3,
  ) {
    const { clock, bus, journal, gic, caches } = hardware;
    this.costs = { ...DEFAULT_COSTS, ...hardware.costs };
    this.space = new AddressSpace(hardware.ram.base, hardware.ram.bytes, (hardware.bounceSlots ?? 0) > 0);
    this.slab = new Slab(this.space);
    if (!atLeast(profile, '2.6.24')) this.slab.most = OLD_MOST;
    if (!atLeast(profile, '3.4')) this.slab.sizes = OLD_SIZES;
    gic.switchOn();
    this.c = new CKernel({
      hardware, space: this.space, build: tables.build,
      file: (path) => this.sourceText(path),
      translateUser: (address) => (this.cpu.currentTask === undefined ? undefined : this.translateUser(this.cpu.currentTask, address)),
      writer: () => ({ code: this.cpu.initiator.code, cause: this.cpu.cause }),
      unaligned: (va, size, write) => this.noteUnaligned(va, size, write),
      touches: (pa, size, write) => this.watch.touches(pa, size, write),
      ahead: (request, at) => this.cpu.accessAhead(request, at),
      missAhead: (pa, size, write, value, place, at, cause) => this.cpu.missAhead(pa, size, write, value, place, at, cause),
      loaded: () => this.cpu.loaded,
      ownership: () => this.dma.revision,
      unwatched: (pa) => this.watch.unwatched(pa),
      describe: (pa) => this.describeBlock(this.space.toVirtual(pa)),
      givenAt: (pa) => this.slab.blockAt(this.space.toVirtual(pa))?.allocation.asked?.at ?? this.space.askerOf(this.space.blockAt(pa)?.pa ?? 0)?.at ?? 0,
    });
    this.slab.watcher = this.c;
    this.space.given = (pa, bytes) => this.c.pagesGiven(pa, bytes);
    this.cpu = new Cpu({ clock, bus, journal, gic, ...(caches === undefined ? {} : { caches }) }, this.costs, this.cpuHost(), this.c.runtime);
    const { cpu } = this;
    this.memory = new KernelMemory(hardware, this.space, { code: () => cpu.initiator.code, cause: () => cpu.cause, place: () => cpu.place() }, layoutsOf(profile, tables.build.target));
    setUpReach(this);
    this.watch = new DmaWatch(this);
    this.memory.writtenForUser = (pa, bytes) => this.c.shadow.filled(pa, bytes);
    this.log = new KernelLog(clock, journal);
    this.irqs = new IrqTable(hardware.irqs(profile.name), gic);
    gic.onRise = (id, entry) => this.lineRose(id, entry);
    watchSlaves(this);
    this.space.asking = () => ({ by: callerOf(this), at: clock.now });
  }

  /** Work to be run in softirq context. */
  get softirq(): Softirqs {
    return this.cpu.softirqs;
  }

  get findings(): readonly Finding[] {
    return this.misc.findings;
  }

  /** Note something wrong. The same rule about the same thing is noted once. */
  find(text: FindingText): void {
    const { findings } = this.misc;
    if (findings.some((one) => one.rule === text.rule && (text.key === undefined ? one.message === text.message : one.key === text.key))) return;
    const { severity, title, remedy } = ruleOf(text.rule);
    findings.push({ severity, title, remedy, address: null, bytes: 0, entry: this.cpu.cause, at: this.hardware.clock.now, ...text, id: findings.length + 1 });
  }

  /** A message of the kernel itself. `level` 0 … 7. */
  print(level: number, text: string): void {
    this.printRaw(`\u0001${level}${text}`);
  }

  printRaw(text: string): void {
    this.log.add(text, this.cpu.initiator.code, this.cpu.cause, this.cpu.place());
  }

  /** printf with a format in memory. */
  format(formatAddress: number, args: readonly number[]): string {
    const { memory } = this;
    const source = { string: (va: number) => memory.string(va), bytes: (va: number, length: number) => memory.bytes(va, length), symbol: (va: number) => this.codeAt(va)?.split(':').at(-1), resource: (va: number) => ({ start: memory.field('resource', va, 'start'), end: memory.field('resource', va, 'end'), flags: memory.field('resource', va, 'flags') }) };
    return formatText(memory.string(formatAddress), args, source, this.profile.hashedPointers);
  }

  /** A warning with its place, as WARN prints it. */
  warn(text: string, where = this.titleOf(this.cpu.frames)): void {
    const task = this.cpu.currentTask;
    this.print(4, '------------[ cut here ]------------');
    this.print(4, `WARNING: CPU: 0 PID: ${task?.pid ?? 0} at ${where}`);
    if (text !== '') this.print(4, text);
    this.print(4, '---[ end trace ]---');
  }

  /** The next of a sequence of random words, the same in each run. */
  nextRandom(): number {
    this.misc.randomNumber = (Math.imul(this.misc.randomNumber, 1_664_525) + 1_013_904_223) >>> 0;
    return (this.misc.randomNumber ^ (this.misc.randomNumber >>> 16)) >>> 0;
  }

  /** Module on whose behalf the present context runs, or ''. */
  get owner(): string {
    const { frames } = this.cpu;
    for (let i = frames.length - 1; i >= 0 && frames[i].mode === 'kernel'; i--) {
      const code = this.code(frames[i].routine);
      if (code !== undefined && 'module' in code && code.module !== undefined) return code.module;
    }
    return '';
  }

  code(name: string): Code<KernelCore> | undefined {
    return this.tables.codes.get(name) ?? this.c.code(name);
  }

  /** Code that can run: that of a built-in module only while it is loaded. */
  private loadedCode(name: string): Code<KernelCore> | undefined {
    const code = this.code(name);
    return code !== undefined && !('image' in code) && 'module' in code && code.module !== undefined && this.modules.find(code.module) === undefined ? undefined : code;
  }

  /** Address of a kernel function. */
  addressOf(name: string): number {
    const index = this.tables.exported.indexOf(name);
    return index < 0 ? 0 : TEXT + index * FUNCTION_BYTES;
  }

  /** Is the address in the kernel's own code, or that of a kernel function as a module sees it? */
  inText(address: number): boolean {
    if (address >= TEXT && address < TEXT + this.tables.exported.length * FUNCTION_BYTES) return true;
    const name = /^(?:.*:)?(\w+)@/.exec(this.codeAt(address) ?? '')?.[1];
    return name !== undefined && this.tables.exported.includes(name);
  }

  /** Name of the code that begins at `address`. */
  codeAt(address: number): string | undefined {
    const index = (address - TEXT) / FUNCTION_BYTES;
    if (Number.isInteger(index) && index >= 0 && index < this.tables.exported.length) return this.tables.exported[index];
    const module = this.modules.at(address);
    if (module === undefined) return undefined;
    if (module.c !== undefined) return this.c.codeAt(address);
    const definition = this.tables.modules.find((one) => one.name === module.name);
    const name = Object.keys(definition?.functions ?? {}).find((one) => module.symbols[one] === address);
    return name === undefined ? undefined : `${module.name}:${name}`;
  }

  /** Address of a symbol of a loaded module. @throws KernelFault when the module is gone. */
  symbol(module: string, name: string): number {
    const loaded = this.modules.find(module);
    if (loaded === undefined) throw new KernelFault(0xbf00_0000, 'execute', false, `${module}:${name}`);
    return loaded.symbols[name];
  }

  allocate(bytes: number, dma = false): number {
    return this.slab.allocate(bytes, this.owner, dma);
  }

  /** Memory for a program: pages of its own. Answers the user address; 0 when there is none. */
  allocateUser(task: Task, bytes: number): number {
    const va = task.brk;
    const end = va + Math.max(1, bytes);
    const mapped = new Set(task.pages.map(([vpn]) => vpn));
    for (let page = Math.floor(va / PAGE); page * PAGE < end; page++) {
      if (mapped.has(page)) continue;
      const pa = this.space.allocatePages(PAGE);
      if (pa === undefined) return 0;
      task.pages.push([page, pa, 1]);
    }
    task.brk = Math.ceil(end / 8) * 8;
    return va;
  }

  /** Bytes of a text as a program hands them to the kernel. */
  userText(task: Task, text: string): { address: number; length: number } {
    const bytes = utf8Bytes(text);
    const address = this.allocateUser(task, bytes.length);
    if (bytes.length > 0 && address !== 0) this.memory.writeUser(task, address, bytes);
    return { address, length: bytes.length };
  }

  cyclesOfMicroseconds(microseconds: number): number {
    return Math.ceil((this.hardware.clock.hertz / 1e6) * microseconds);
  }

  /** Cycle of the next timer interrupt. */
  get nextTick(): Cycle {
    const { now, hertz } = this.hardware.clock;
    return Math.ceil(((Math.floor((now / hertz) * HZ) + 1) * hertz) / HZ);
  }

  /** Begins five minutes before it wraps, as in Linux. */
  get jiffies(): number {
    return (Math.floor((this.hardware.clock.now / this.hardware.clock.hertz) * HZ) + INITIAL_JIFFIES) >>> 0;
  }

  /** Text of a source file in the simulated file system, null when there is none. */
  sourceText(path: string): string | null {
    const bytes = this.files.content(absolutePath(path));
    return bytes === undefined ? null : utf8Text(bytes);
  }

  /** ", 4 bytes past the block of 16 bytes" */
  private describeBlock(va: number): string {
    /** Of nobody's memory the end that was passed is told; what was freed is nobody's end. */
    const zone = this.c.shadowByte(this.space.toPhysical(va)) === POISON.heapZone;
    const block = this.slab.blockAt(va) ?? (zone ? this.slab.blockBefore(va) : undefined);
    if (block === undefined) return zone ? this.describePages(va) : '';
    const { bytes, owner } = block.allocation;
    const at = va - block.va;
    return `, ${at < bytes ? `offset ${at} in` : `${at - bytes} bytes past`} the block of ${bytes} bytes${owner === '' ? '' : ` that ${owner} allocated`}`;
  }

  private describePages(va: number): string {
    const pa = this.space.toPhysical(va);
    const pages = this.space.blockAt(pa - PAGE);
    if (pages === undefined || pa < pages.pa + pages.bytes) return '';
    return `, ${pa - pages.pa - pages.bytes} bytes past the ${pages.bytes / PAGE === 1 ? 'page' : `${pages.bytes / PAGE} pages`} that ${this.space.askerOf(pages.pa)?.by ?? 'somebody'} asked for`;
  }

  /** Works on this processor, and not on others. Told once for each place. */
  private noteUnaligned(va: number, size: number, write: boolean): void {
    const place = this.c.placeOf(this.cpu.frames[this.cpu.frames.length - 1]) ?? '';
    this.find({
      rule: 'unaligned-access', address: va, bytes: size,
      message: `${place}: ${write ? 'a write' : 'a read'} of ${size} bytes to an address that is no multiple of ${size}. ARMv7 carries it out in ordinary memory; in device memory it faults, and older processors give other data.`,
    });
  }

  taintLicence(): boolean {
    const first = this.misc.proprietary !== true;
    this.misc.proprietary = true;
    return first;
  }

  get isProprietary(): boolean {
    return this.misc.proprietary === true;
  }

  taint(): boolean {
    const first = !this.misc.tainted;
    this.misc.tainted = true;
    return first;
  }

  panic(text: string): void {
    this.print(0, `Kernel panic - not syncing: ${text}`);
    this.print(0, `---[ end Kernel panic - not syncing: ${text} ]---`);
    this.find({ rule: 'kernel-panic', message: `${text}: nothing runs any more.` });
    this.cpu.halt();
  }

  /** "dma_write [ax_dma]" */
  titleOf(frames: readonly Frame[]): string {
    const frame = frames[frames.length - 1];
    const code = frame === undefined ? undefined : this.code(frame.routine);
    if (code === undefined) return 'swapper';
    return 'module' in code && code.module !== undefined ? `${code.title} [${code.module}]` : code.title;
  }

  saveParts(): PlainState {
    return {
      cpu: this.cpu.save(), space: this.space.save(), slab: this.slab.save(), log: this.log.save(), irqs: this.irqs.save(), devices: this.devices.save(), files: this.files.save(),
      modules: this.modules.save(), c: this.c.save(), terminal: this.terminal.save(), threads: this.threads.save(), waitQueues: this.waitQueues.save(), works: this.works.save(), locks: this.locks.save(), managed: this.managed.save(), regions: this.regions.save(), dma: this.dma.save(), pages: this.pages.save(), userRanges: this.userRanges.save(), platform: this.platform.save(), buses: this.buses.save(), dmaengine: this.dmaengine.save(), sysfs: this.sysfs.save(), entries: this.entries.save(), rcu: this.rcu.save(), misc: copyPlain(this.misc),
    };
  }

  loadParts(state: PlainState): void {
    const saved = state as Record<'cpu' | 'space' | 'slab' | 'log' | 'irqs' | 'devices' | 'files' | 'modules' | 'terminal' | 'c' | 'threads' | 'waitQueues' | 'works' | 'locks' | 'managed' | 'regions' | 'dma' | 'pages' | 'userRanges' | 'platform' | 'buses' | 'dmaengine' | 'sysfs' | 'entries' | 'rcu', PlainState> & { misc: Misc };
    for (const part of ['cpu', 'space', 'slab', 'log', 'irqs', 'devices', 'files', 'modules', 'terminal', 'threads', 'waitQueues', 'works', 'locks', 'managed', 'regions', 'dma', 'pages', 'userRanges', 'platform', 'buses', 'dmaengine', 'sysfs', 'entries', 'rcu'] as const) this[part].load(saved[part]);
    this.c.restore(saved.c);
    this.misc = copyPlain(saved.misc);
    this.watch.forget();
  }

  private cpuHost(): CpuHost<KernelCore> {
    return {
      kernel: this,
      code: (name) => this.loadedCode(name),
      codeAt: (address) => this.codeAt(address),
      translate: (address, task) => (task === undefined ? this.space.translate(address) : this.translateUser(task, address)),
      pointerCalled: (address, args, cause) => this.dmaengine.transactions.called(this, address, args, cause),
      pointerReturned: (note, value) => this.dmaengine.transactions.returned(this, note, value),
      touches: (pa, bytes, write) => this.watch.touches(pa, bytes, write),
      oops: (fault, frames, task) => this.oops(fault, frames, task),
      programFault: (fault, task) => this.programFault(fault, task),
      callerPlace: (frames) => this.c.callerPlace(frames),
      sleptInAtomic: (title) => reportSleep(this, title),
      scheduledInAtomic: () => reportSchedule(this),
      servesFault: (task, va) => servesFaults(this, task, va),
      contextEnds: (context) => reportLocksLeft(this, context),
      syscallText: (name, args, locals, task) => this.syscallText(name, args, locals, task),
      taskEnded: (task) => {
        const own = task.pages.flatMap(([, pa, kind]) => (kind === 1 && !isPinned(this, pa) ? [pa] : []));
        this.c.programEnded(task.pid, own);
        for (const pa of own) this.space.freePages(pa);
        task.pages = [];
        threadEnds(this, task);
        this.c.contextEnded(`task:${task.pid}`);
      },
      placeOf: (frame) => this.c.placeOf(frame),
      detailOf: (frame) => this.c.detailOf(frame),
      nextTick: () => this.nextTick,
      wakeSoftirqDaemon: () => wakeSoftirqDaemon(this),
    };
  }

  /** Where an address of a program leads. */
  translateUser(task: Task, address: number): Place | undefined {
    const page = pageOf(task.pages, Math.floor(address / PAGE));
    if (page === undefined) return undefined;
    const pa = page[1] + (address % PAGE);
    const ram = this.space.isRam(pa);
    /** What is not the task's own was mapped to look at memory itself, as /dev/mem does with O_SYNC. */
    return { pa, device: !ram, cached: ram && page[2] !== 0, own: page[2] === 1 };
  }

  private lineRose(id: number, entry: EntryRef): void {
    const line = this.irqs.byGic(id);
    if (line === undefined || line.actions.length > 0) return;
    this.find({
      rule: 'interrupt-without-handler', entry,
      message: `Line ${line.hardwareName} (GIC ${id}, Linux ${line.linux}) went high, and no driver has requested it: nothing happens.`,
      remedy: line.hardwareName === 'abort' ? 'The DMA controller stopped on a fault: look at its fault registers; request this line to be told.' : `request_irq(${line.linux}, …), or an event number that is handled.`,
    });
  }

  private oops(fault: KernelFault, frames: readonly Frame[], task: Task | undefined): void {
    this.misc.oopses++;
    if (fault.c !== undefined && fault.kind === 'checked') this.reportChecked(fault.c, frames);
    explainFault(this, fault.c?.address ?? fault.address);
    const where = fault.within ?? this.titleOf(frames);
    const caller = fault.c === undefined ? frames.toReversed().map((frame) => this.c.placeOf(frame)).find((place) => place !== undefined) : undefined;
    const inC = fault.c === undefined || fault.kind === 'checked' || fault.c.place === '' ? '' : `${fault.c.place}: ${fault.c.message}. `;
    for (const [level, text] of oopsLines(this, fault, frames, task, this.misc.oopses)) this.print(level, text);
    if (fault.kind !== 'checked') this.find({
      rule: 'kernel-oops', address: fault.address,
      message: `${inC}${where}${caller === undefined ? '' : ` (called from ${caller})`} ${fault.kind === 'execute' ? 'jumped to' : fault.write ? 'wrote to' : 'read from'} 0x${fault.address.toString(16).padStart(8, '0')}: ${OOPS_REASON[fault.kind]}.`,
      remedy: fault.address < PAGE ? 'A pointer is NULL: see the call trace in the kernel log for the call that got it.' : 'See the call trace in the kernel log.',
    });
    if (task === undefined) this.panic('Fatal exception in interrupt');
  }

  /** What the C machine caught, before the oops: what real kernels print when they are built with their sanitizers. */
  private reportChecked(c: CFault, frames: readonly Frame[]): void {
    const where = this.c.symbols(frames[frames.length - 1])[0] ?? this.titleOf(frames);
    const task = this.cpu.currentTask;
    if (c.kind === 'endless-loop') this.print(0, `${atLeast(this.profile, '4.12') ? 'watchdog: ' : ''}BUG: soft lockup - CPU#0 stuck for ${LOCKUP_SECONDS}s! [${task?.name ?? 'swapper'}:${task?.pid ?? 0}]`);
    this.print(3, '==================================================================');
    this.print(3, `BUG: ${CHECKER[c.kind] ?? 'UBSAN'}: ${c.kind} in ${where}`);
    this.print(3, c.message);
    if (c.place !== '') this.print(3, `at ${c.place}`);
    this.print(3, '==================================================================');
    this.find({
      rule: 'c-undefined',
      message: `${c.place === '' ? where : c.place}: ${c.message} [${c.kind}].`,
      ...(c.address === null ? {} : { address: c.address }),
    });
  }

  /** Told to the user of the program; the kernel goes on. */
  private programFault(fault: CFault, task: Task): void {
    if (fault.kind === 'abort') return;
    this.terminal.write('error', fault.report);
    this.find({
      rule: 'c-undefined',
      message: `${fault.place === '' ? task.name : fault.place}: ${fault.message} [${fault.kind}].`,
      remedy: 'The program was ended there; its message on the terminal names the calls that led to it.',
      ...(fault.address === null ? {} : { address: fault.address }),
    });
  }

  private syscallText(name: string, args: readonly number[], locals: Frame['locals'], task: Task): string {
    const file = args.length > 0 && FILE_CALLS.has(name) ? this.files.get(task.files[args[0]] ?? -1) : undefined;
    const shown = args.map((arg, i) => (i === 0 && file !== undefined ? `${arg}<${file.path}>` : arg > 0xffff ? `0x${arg.toString(16)}` : String(arg)));
    const text = typeof locals.path === 'string' ? [JSON.stringify(locals.path), ...shown] : shown;
    return `${name}(${text.join(', ')})`;
  }
}

type UserPage = Task['pages'][number];

/** Where pages stand in the lists of tasks: lists only grow, or are replaced. Nothing that could not be made again. */
const pageMaps = new WeakMap<readonly UserPage[], { seen: number; readonly byNumber: Map<number, UserPage> }>();

function pageOf(pages: readonly UserPage[], number: number): UserPage | undefined {
  let known = pageMaps.get(pages);
  if (known === undefined) pageMaps.set(pages, (known = { seen: 0, byNumber: new Map() }));
  const { byNumber } = known;
  for (; known.seen < pages.length; known.seen++) {
    const page = pages[known.seen];
    if (!byNumber.has(page[0])) byNumber.set(page[0], page);
  }
  return byNumber.get(number);
}

const FILE_CALLS = new Set(['read', 'write', 'close', 'ioctl', 'lseek']);

/** Which of the kernel's checkers would find it. */
const CHECKER: Readonly<Record<string, string>> = { 'out-of-bounds': 'KASAN', 'use-after-free': 'KASAN', 'use-after-return': 'KASAN', wild: 'KASAN', 'double-free': 'KASAN', 'read-only': 'KASAN', uninitialised: 'KMSAN' };

const OOPS_REASON: Record<KernelFault['kind'], string> = {
  translation: 'nothing is mapped there',
  alignment: 'device memory allows only aligned accesses',
  external: 'the bus answered with an error',
  execute: 'there is no code',
  bug: 'the driver says itself that this cannot be',
  checked: 'what C leaves undefined',
};
