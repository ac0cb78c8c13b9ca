/**
 * C code in the kernel, put together: loaded images and their addresses, stacks, shadow memory and threads. `loading.ts`
 * loads a module; the CPU runs its functions; this tells them where things are.
 */
import { LINE_BYTES } from '../../cache/geometry';
import type { PlainState } from '../../clock';
import { place } from '../../c/source';
import { DiagnosticList } from '../../c/source';
import { WIDTH } from '../../c/bytecode';
import { CALL_INTERRUPT, RECORD } from '../../c/task';
import type { Task } from '../../c/task';
import { POISON, READ_ONLY, READY, UNINITIALISED } from '../../c/shadow';
import type { AddressSpace, Place } from '../address-space';
import { PAGE } from '../address-space';
import type { AccessRequest } from '../bus-unit';
import type { CCode } from '../cpu-host';
import type { Frame } from '../operations';
import type { Hardware } from '../hardware';
import { THIS_MODULE } from '../modules/module';
import type { LinkPlace, Program } from '../../c/link';
import { gplExports } from './licence';
import type { BuildKernel, CImage, CompiledModule, UserPlace } from './image';
import { compileModule, linkModule, makeImage } from './image';
import { HotLines } from './hot-lines';
import { KernelPort, nothingPending } from './port';
import { CRuntime, STACK_BYTES } from './runtime';
import { ShadowMemory } from './shadow-memory';
import { linkExecutable, userImage } from './user-image';

/** Objects of this name hold the address of what a module exports (headers/module.ts). */
const EXPORTED = '__ksymtab_';

/** What the parts around it give. */
export interface CSurroundings {
  readonly hardware: Hardware;
  readonly space: AddressSpace;
  readonly build: BuildKernel;
  /** Text of a file that a program wrote or the user gave, null when there is none. */
  file(path: string): string | null;
  /** Where an address of the task that runs leads. */
  translateUser(address: number): Place | undefined;
  /** Who writes, for the journal. */
  writer(): { readonly code: number; readonly cause: number };
  describe(pa: number): string;
  /** Cycle in which the memory there was given to its owner. */
  givenAt(pa: number): number;
  /** Do an access ahead of the clock, if that can be; see Cpu.accessAhead. */
  ahead(request: AccessRequest, at: number): { readonly value: number; readonly cycle: number } | null;
  /** The same for an aligned access to cached memory that misses; see Cpu.missAhead. */
  missAhead(pa: number, size: number, write: boolean, value: number, place: number, at: number, cause?: number): number | null;
  loaded(): number;
  unaligned(va: number, size: number, write: boolean): void;
  /** Grows when other pages belong to a device than before. */
  ownership(): number;
  /** The cache line of `pa` belongs to no device. */
  unwatched(pa: number): boolean;
  /** A load or store of the running code goes to memory. */
  touches(pa: number, size: number, write: boolean): void;
}

/** Plain data: enough to build the image again. */
interface LoadedImage {
  readonly module: string;
  readonly path: string;
  readonly text: string;
  readonly includes: readonly (readonly [string, string | null])[];
  readonly dataBase: number;
  readonly textBase: number;
  readonly symbols: Readonly<Record<string, number>>;
  /** Of a program: `text` is the executable then. */
  readonly user?: UserPlace;
}

interface Stack {
  readonly context: string;
  readonly pa: number;
}

export class CKernel {
  readonly shadow = new ShadowMemory();
  readonly port: KernelPort;
  readonly runtime: CRuntime;
  private loaded: LoadedImage[] = [];
  private stacks: Stack[] = [];
  /** What `code` found. */
  private readonly codes = new Map<string, CCode>();
  /** Told of each image that is built; for debuggers. */
  built: ((image: CImage) => void) | null = null;
  /** Built images by what they were built from; rebuilt when missing. */
  private readonly images = new Map<LoadedImage, CImage>();

  constructor(private readonly around: CSurroundings) {
    const { hardware, space } = around;
    const { caches } = hardware;
    this.port = new KernelPort(this.shadow, {
      translate: (address, user) => (user ? around.translateUser(address) : space.translate(address)),
      isRam: (pa) => space.isRam(pa),
      mappings: () => space.revision + around.ownership(),
      unwatched: around.unwatched,
      moving: () => hardware.bus.moving,
      cause: () => around.writer().cause,
      journals: () => hardware.journal.enabled,
      ready: (pa, size, write, cycle) => caches === undefined || ((pa & (LINE_BYTES - 1)) + size <= LINE_BYTES && (write ? caches.hitForStore(pa, cycle) : caches.hit(pa, cycle))),
      load: (pa, size) => {
        around.touches(pa, size, false);
        return caches === undefined ? this.load(pa, size) : caches.loadHit(pa, size);
      },
      peek: (pa, size) => this.look(pa, size),
      store: (pa, size, value, cycle) => {
        around.touches(pa, size, true);
        this.store(pa, size, value, cycle);
      },
      ahead: (request, at) => around.ahead(request, at),
      missAhead: around.missAhead,
      loaded: () => around.loaded(),
      writtenByOthers: (pa) => this.writtenByOthers(pa),
      unaligned: (va, size, write) => around.unaligned(va, size, write),
      describe: (pa) => around.describe(pa),
    }, caches === undefined ? undefined : new HotLines(caches, hardware.bus, hardware.journal));
    this.runtime = new CRuntime(this.port, this.shadow, { image: (module) => this.image(module), stack: (context) => this.stack(context) }, () => hardware.clock.now);
  }

  /** @throws never; the errors are in the result. */
  compile(path: string, text: string): CompiledModule {
    return compileModule(path, text, this.around.build, { read: (name) => this.around.file(name) });
  }

  /** Bytes of data and of code that the module needs, or what the linker says against it. */
  measure(module: CompiledModule): { data: number; code: number } | string {
    const diagnostics = new DiagnosticList();
    const program = linkModule(module, this.around.build, { dataBase: 0, textBase: 0, symbols: { ...this.exports().addresses, [THIS_MODULE]: 0 } }, diagnostics);
    return program === null ? diagnostics.render() : { data: program.dataEnd, code: program.code.length };
  }

  /** What they export to modules under the GPL only. */
  gplExports(): ReadonlySet<string> {
    return new Set(this.list.filter(({ user }) => user === undefined).flatMap(({ program }) => gplExports(program.objects)));
  }

  /** What loaded modules export by EXPORT_SYMBOL: addresses, and whose they are. */
  exports(): { readonly addresses: Record<string, number>; readonly owners: ReadonlyMap<string, string> } {
    const addresses: Record<string, number> = {};
    const owners = new Map<string, string>();
    for (const { module, program, user } of this.list) {
      if (user !== undefined) continue;
      const words = new DataView(program.data.buffer, program.data.byteOffset, program.data.byteLength);
      for (const { name, address } of program.objects) {
        if (!name.startsWith(EXPORTED)) continue;
        addresses[name.slice(EXPORTED.length)] = words.getUint32(address - program.dataBase, true);
        owners.set(name.slice(EXPORTED.length), module);
      }
    }
    return { addresses, owners };
  }

  /** Link at the given addresses and make the code callable. */
  add(name: string, module: CompiledModule, text: string, at: LinkPlace): CImage {
    const { dataBase, textBase, symbols = {} } = at;
    const loaded: LoadedImage = { module: name, path: module.path, text, includes: [...module.includes], dataBase, textBase, symbols };
    this.loaded = [...this.loaded, loaded];
    const image = this.build(loaded);
    this.shadow.set(this.pa(dataBase), image.program.data.length, POISON.dataZone);
    for (const object of image.program.objects) this.shadow.set(this.pa(object.address), object.size, object.readOnly ? READ_ONLY : READY);
    return image;
  }

  remove(name: string): void {
    const gone = this.loaded.find((one) => one.module === name);
    if (gone === undefined) return;
    const image = this.images.get(gone);
    if (image !== undefined) this.shadow.set(this.pa(gone.dataBase), image.program.data.length, READY);
    this.loaded = this.loaded.filter((one) => one !== gone);
    this.codes.clear();
    this.images.delete(gone);
  }

  /** Make a program callable whose data stand in memory already; the task that runs is its own. */
  addProgram(name: string, executable: string, program: Program, user: UserPlace): CImage {
    const { dataBase, textBase } = program;
    const loaded: LoadedImage = { module: name, path: '', text: executable, includes: [], dataBase, textBase, symbols: {}, user };
    this.loaded = [...this.loaded, loaded];
    const image = this.keep(loaded, userImage(name, program, user, { port: this.port, ask: this.runtime.ask }));
    this.port.begin(image, true, 0, 0, nothingPending());
    this.port.setShadow(dataBase, program.data.length, POISON.dataZone);
    for (const object of program.objects) this.port.setShadow(object.address, object.size, object.readOnly ? READ_ONLY : READY);
    this.port.setShadow(user.low, user.sp - user.low, POISON.deadStack);
    return image;
  }

  /** A task is over: its program goes, and what was known of its pages. */
  programEnded(pid: number, pages: readonly number[]): void {
    for (const pa of pages) this.shadow.set(pa, PAGE, READY);
    const gone = this.loaded.find((one) => one.user?.pid === pid);
    if (gone === undefined) return;
    this.loaded = this.loaded.filter((one) => one !== gone);
    this.codes.clear();
    this.images.delete(gone);
  }

  image(module: string): CImage | undefined {
    const loaded = this.loaded.find((one) => one.module === module);
    return loaded === undefined ? undefined : (this.images.get(loaded) ?? this.build(loaded));
  }

  get list(): CImage[] {
    return this.loaded.map((one) => this.images.get(one) ?? this.build(one));
  }

  /** Name of the C function that begins at `address`: "ax_dma:dma_write". */
  codeAt(address: number): string | undefined {
    for (const image of this.list) {
      if (image.user !== undefined) continue;
      const index = image.machine.functionFor(address);
      if (index >= 0) return `${image.module}:${image.program.functions[index].name}@${address.toString(16)}`;
    }
    return undefined;
  }

  code(name: string): CCode | undefined {
    let known = this.codes.get(name);
    if (known === undefined && name.includes('@')) {
      known = this.findCode(name);
      if (known !== undefined) this.codes.set(name, known);
    }
    return known;
  }

  private findCode(name: string): CCode | undefined {
    const match = /^(.+?):(.+)@([0-9a-f]+)$/.exec(name);
    const image = match === null ? undefined : this.image(match[1]);
    return match === null || image === undefined ? undefined : { title: match[2], module: match[1], image, address: Number.parseInt(match[3], 16) };
  }

  /** "ax_dma: dma_write ax_dma.c:88" */
  placeOf(frame: Frame): string | undefined {
    const thread = this.runtime.thread(frame);
    if (thread === undefined) return undefined;
    const { image, task } = thread;
    const { functions } = image.program;
    let { pc, current } = task;
    for (let depth = task.depth - 1; depth >= 0 && current >= 0; depth--) {
      const text = this.placeText(image, pc, current);
      if (text !== null) return text;
      const kind = task.records[depth * RECORD + 4];
      const caller = task.records[depth * RECORD + 3];
      pc = task.records[depth * RECORD] - (kind === CALL_INTERRUPT || (caller >= 0 && functions[caller].native >= 0) ? 0 : WIDTH);
      current = caller;
    }
    return undefined;
  }

  /** "ax_dma.c:88:5", where the innermost C code stands; '': there is none. */
  callerPlace(frames: readonly Frame[]): string {
    for (let i = frames.length - 1; i >= 0; i--) {
      const thread = this.runtime.thread(frames[i]);
      for (const { pc } of thread?.image.machine.frames(thread.task) ?? []) {
        const at = thread?.image.machine.whereIs(pc) ?? null;
        if (at !== null && !at.file.system) return place(at);
      }
    }
    return '';
  }

  /** Words about the object that a byte at a kernel address lies in or beside; '' when it is nobody's. */
  ownerOf(va: number): string {
    for (const { machine, user } of this.list) {
      const owner = user === undefined ? machine.ownerOf(va | 0) : '';
      if (owner !== '') return owner;
    }
    const at = this.around.space.translate(va);
    return at === undefined ? '' : this.around.describe(at.pa);
  }

  /** The journal's number for where a frame stands, 0: unknown. */
  detailOf(frame: Frame): number {
    const thread = this.runtime.thread(frame);
    if (thread === undefined) return 0;
    const { image, task } = thread;
    if (image.user !== undefined) return this.detailOfProgram(image, task);
    const { program } = image;
    let pc = task.pc;
    let current = task.current;
    /** A kernel function was called: the line is the caller's. */
    if (current >= 0 && program.functions[current].native >= 0 && task.depth > 1) {
      pc = task.records[(task.depth - 1) * RECORD] - WIDTH;
      current = task.records[(task.depth - 1) * RECORD + 3];
    }
    return current < 0 ? 0 : this.detailAt(image, pc, current);
  }

  /** The same for the innermost line that is not in a header of the system. */
  driverPlace(frame: Frame): number {
    const thread = this.runtime.thread(frame);
    return thread === undefined ? 0 : this.detailOfProgram(thread.image, thread.task);
  }

  /** Functions of a frame as a call trace names them, innermost first: "dma_write+0x48/0x1d0 [ax_dma]". */
  symbols(frame: Frame): string[] {
    const thread = this.runtime.thread(frame);
    if (thread === undefined) return [];
    const { image, task } = thread;
    return image.machine
      .frames(task)
      .filter(({ index }) => image.program.functions[index].native < 0)
      .map(({ index, pc }) => {
        const f = image.program.functions[index];
        return `${f.name}+0x${(pc - f.entry).toString(16)}/0x${(f.end - f.entry).toString(16)} [${image.module}]`;
      });
  }

  /** A block of kmalloc: its bytes hold nothing, what is behind them is nobody's. */
  allocated(va: number, bytes: number, room: number): void {
    const pa = this.around.space.toPhysical(va);
    this.shadow.set(pa, bytes, UNINITIALISED);
    this.shadow.set(pa + bytes, room - bytes, POISON.heapZone);
  }

  divided(va: number, bytes: number): void {
    this.shadow.set(this.around.space.toPhysical(va), bytes, POISON.heapZone);
  }

  /** Pages of which somebody will say more, or nobody. Those beside them are nobody's as long as they are free. */
  pagesGiven(pa: number, bytes: number): void {
    const { space } = this.around;
    this.shadow.set(pa, bytes, READY);
    for (const page of [pa - PAGE, pa + bytes]) if (space.isFree(page) && ((this.shadow.page(page / PAGE)?.[0] ?? READY) & READY) !== 0) this.shadow.set(page, PAGE, POISON.heapZone);
  }

  /** Pages of a driver: they hold nothing yet. */
  pagesAllocated(pa: number, bytes: number): void {
    this.shadow.set(pa, bytes, UNINITIALISED);
  }

  pagesReleased(pa: number, bytes: number): void {
    this.shadow.set(pa, bytes, POISON.freed);
  }

  released(va: number, bytes: number): void {
    this.shadow.set(this.around.space.toPhysical(va), bytes, POISON.freed);
  }

  /**
   * A byte that C code never wrote: did anybody else, since memory was last given out? Then the whole of that write
   * holds values. Without a journal nobody knows, and the byte is taken to hold one.
   */
  private writtenByOthers(pa: number): boolean {
    const { journal } = this.around.hardware;
    if (!journal.enabled) return true;
    const entry = this.wasWritten(pa);
    if (entry === 0) return false;
    const { address, bytes } = journal.rangeOf(entry);
    this.shadow.filled(address, bytes);
    return true;
  }

  /** The entry that wrote a byte for its present owner; 0 = none did. */
  private wasWritten(pa: number): number {
    const { journal } = this.around.hardware;
    const entry = journal.lastWriter(pa);
    return entry === 0 || journal.entry(entry).at < this.around.givenAt(pa) ? 0 : entry;
  }

  /** What is known of a byte of memory for looking (see c/shadow.ts): what somebody else wrote since counts as written. */
  shadowByte(pa: number): number | undefined {
    const shadow = this.shadow.page(Math.floor(pa / PAGE))?.[pa % PAGE];
    if (shadow !== UNINITIALISED || !this.around.hardware.journal.enabled) return shadow;
    return this.wasWritten(pa) !== 0 ? READY : shadow;
  }

  /** Memory at a kernel address for looking; null where nothing is mapped or a device lies. */
  peek(address: number, bytes: number): Uint8Array | null {
    const out = new Uint8Array(bytes);
    for (let i = 0; i < bytes; i++) {
      const at = this.around.space.translate((address + i) >>> 0);
      if (at === undefined || at.device || !this.around.space.isRam(at.pa)) return i === 0 ? null : out.slice(0, i);
      out[i] = this.look(at.pa, 1);
    }
    return out;
  }

  /** Whose stack holds a byte of memory: "task:12". */
  stackAt(pa: number): string | undefined {
    return this.stacks.find((one) => pa >= one.pa && pa < one.pa + STACK_BYTES)?.context;
  }

  /** The same at an address of a program. */
  peekUser(pages: readonly (readonly [number, number, number])[], address: number, bytes: number): Uint8Array | null {
    const out = new Uint8Array(bytes);
    for (let i = 0; i < bytes; i++) {
      const page = pages.find(([number]) => number === Math.floor((address + i) / PAGE));
      if (page === undefined || !this.around.space.isRam(page[1])) return i === 0 ? null : out.slice(0, i);
      out[i] = this.look(page[1] + ((address + i) % PAGE), 1);
    }
    return out;
  }

  /** A context is over: its stack is given back. */
  contextEnded(context: string): void {
    const stack = this.stacks.find((one) => one.context === context);
    if (stack === undefined) return;
    this.shadow.set(stack.pa, STACK_BYTES, POISON.deadStack);
    this.around.space.freePages(stack.pa);
    this.stacks = this.stacks.filter((one) => one !== stack);
  }

  save(): PlainState {
    return { loaded: this.loaded.map((one) => ({ ...one })), stacks: this.stacks.map((one) => ({ ...one })), runtime: this.runtime.save() };
  }

  restore(state: PlainState): void {
    const saved = state as { loaded: LoadedImage[]; stacks: Stack[]; runtime: PlainState };
    const same = (a: LoadedImage, b: LoadedImage): boolean => a.module === b.module && a.text === b.text && a.dataBase === b.dataBase && a.textBase === b.textBase && a.path === b.path && a.user?.sp === b.user?.sp;
    this.loaded = saved.loaded.map((one) => this.loaded.find((known) => same(known, one)) ?? one);
    for (const known of [...this.images.keys()]) if (!this.loaded.includes(known)) this.images.delete(known);
    for (const image of this.images.values()) image.details.fill(-1);
    this.codes.clear();
    this.stacks = saved.stacks.map((one) => ({ ...one }));
    this.runtime.load(saved.runtime);
  }

  private build(loaded: LoadedImage): CImage {
    const { build } = this.around;
    if (loaded.user !== undefined) {
      const linked = linkExecutable(loaded.text, loaded);
      if (linked === null) throw new Error(`${loaded.module} was linked before and cannot be now`);
      return this.keep(loaded, userImage(loaded.module, linked, loaded.user, { port: this.port, ask: this.runtime.ask }));
    }
    const includes = new Map(loaded.includes);
    const module = compileModule(loaded.path, loaded.text, build, { read: (name) => includes.get(name) ?? null });
    const program = linkModule(module, build, loaded, new DiagnosticList());
    if (program === null) throw new Error(`${loaded.path} linked before and does not now`);
    return this.keep(loaded, makeImage(loaded.module, program, loaded, build, this.port, this.runtime.ask));
  }

  private keep(loaded: LoadedImage, image: CImage): CImage {
    this.images.set(loaded, image);
    this.built?.(image);
    return image;
  }

  private stack(context: string): number | undefined {
    const known = this.stacks.find((one) => one.context === context);
    if (known !== undefined) return this.around.space.toVirtual(known.pa);
    const pa = this.around.space.allocatePages(STACK_BYTES);
    if (pa === undefined) return undefined;
    this.stacks = [...this.stacks, { context, pa }];
    return this.around.space.toVirtual(pa);
  }

  private pa(va: number): number {
    return this.around.space.translate(va)?.pa ?? 0;
  }

  private load(pa: number, size: number): number {
    const { memory } = this.around.hardware;
    const page = memory.pageForRead(pa >>> 12);
    if (page === undefined) return 0;
    const at = pa & 4095;
    if (size === 1) return page[at];
    if (size === 2) return page[at] | (page[at + 1] << 8);
    return page[at] | (page[at + 1] << 8) | (page[at + 2] << 16) | (page[at + 3] << 24);
  }

  /** As the CPU sees it, through its caches. */
  private look(pa: number, size: number): number {
    const { memory, caches } = this.around.hardware;
    const bytes = memory.bytes(pa, size);
    caches?.overlay(pa, bytes, 0, size);
    return bytes.reduce((value, byte, i) => value | (byte << (8 * i)), 0);
  }

  private store(pa: number, size: number, value: number, cycle: number): void {
    const { memory, journal, clock, caches } = this.around.hardware;
    if (caches !== undefined) {
      if (journal.enabled) {
        const now = clock.now;
        clock.now = cycle;
        caches.store(pa, size, value, this.around.writer().cause, this.detail());
        clock.now = now;
      } else caches.storeHit(pa, size, value);
      return;
    }
    const page = memory.pageForWrite(pa >>> 12);
    const at = pa & 4095;
    if (journal.enabled) {
      const { code, cause } = this.around.writer();
      const now = clock.now;
      clock.now = cycle;
      const entry = journal.addRun(true, code, pa, Math.log2(size), size, 1, false, 0, 0, cause, this.detail());
      journal.runInline(entry, value >>> 0, this.load(pa, size) >>> 0);
      journal.runMoved(entry, 1);
      clock.now = now;
    }
    for (let i = 0; i < size; i++) page[at + i] = value >>> (8 * i);
  }

  /** The journal's number for where the running code stands. */
  private detail(): number {
    const { image } = this.port;
    const { running } = image.machine;
    if (running === null) return 0;
    return image.user === undefined ? this.detailAt(image, running.pc, running.current) : this.detailOfProgram(image, running);
  }

  /** In a program the innermost line that is the user's, not the library's. */
  private detailOfProgram(image: CImage, task: Task): number {
    const { program } = image;
    let { pc, current } = task;
    for (let depth = task.depth - 1; current >= 0; depth--) {
      if (program.places[program.positions[pc / WIDTH] & 0x7fffffff]?.file.system === false) return this.detailAt(image, pc, current);
      if (depth < 0) return 0;
      pc = task.records[depth * RECORD] - WIDTH;
      current = task.records[depth * RECORD + 3];
    }
    return 0;
  }

  private detailAt(image: CImage, pc: number, current: number): number {
    const index = pc / WIDTH;
    if (image.details[index] >= 0) return image.details[index];
    const at = image.program.places[image.program.positions[index] & 0x7fffffff];
    if (at === undefined) return 0;
    const { name } = image.program.functions[current];
    return (image.details[index] = this.around.hardware.journal.text(`${image.module}: ${name} ${place(at).replace(/:\d+$/, '')}`));
  }

  /** null: no line of the user's. */
  private placeText(image: CImage, pc: number, current: number): string | null {
    const index = pc / WIDTH;
    let text = image.placeTexts[index];
    if (text === undefined) {
      const at = image.machine.whereIs(pc);
      text = at === null || at.file.system ? null : `${image.module}: ${image.program.functions[current].name} ${place(at).replace(/:\d+$/, '')}`;
      image.placeTexts[index] = text;
    }
    return text;
  }
}
