/**
 * The kernel as the lab sees it: one stateful part with a shell, a log, findings and descriptions. Puts the tables of
 * functions, modules and programs together.
 */
import type { PlainState, Stateful } from '../clock';
import { APPLETS } from '../shell/applets';
import { PROGRAM_PARTS } from '../shell/program';
import { Shell, shellProgram } from '../shell/shell';
import { PAGE } from './address-space';
import { CDebugger } from './c/debugger';
import type { BuildKernel } from './c/image';
import type { Code } from './cpu-host';
import type { Finding } from './finding';
import { KERNEL_FUNCTIONS } from './functions';
import { codeOf, functionsOf } from './functions/declare';
import type { KernelFunction, Signature } from './functions/declare';
import type { Hardware } from './hardware';
import { kernelHeader, outerHeader } from './headers';
import { missingFunction, missingHeader } from './headers/missing';
import { standardOf, warningsOf } from './headers/warnings';
import { KernelCore } from './kernel-core';
import type { LogRecord } from './log';
import { BUILT_IN_MODULES } from './modules';
import type { ModuleDefinition } from './modules/module';
import { moduleRoutines } from './modules/module';
import { bootPl330 } from './providers/pl330/probe';
import { findProfile } from './profiles';
import type { Profile } from './profiles';
import { Random } from '../random';
import { KERNEL_ROUTINES } from './syscalls';
import { utf8Bytes } from './utf8';

/** A named range of physical memory. */
export interface Mark {
  readonly name: string;
  readonly base: number;
  readonly bytes: number;
  readonly owner: string;
}

export interface KernelOptions {
  /** Modules beside the built-in ones. */
  readonly modules?: readonly ModuleDefinition<KernelCore>[];
  /** A program that gets 0 from write() so often in a row is stopped. */
  readonly zeroWriteLimit?: number;
  /** False: the drivers of the board's own devices are compiled out. */
  readonly builtInDrivers?: boolean;
  /** Another order in which tasks take turns; 1 = as they become ready. */
  readonly seed?: number;
  /** Headers in place of the kernel's own. */
  readonly header?: (path: string) => string | null;
}

export interface KernelDescription {
  readonly modules: readonly { readonly name: string; readonly facts: { label: string; value: string }[] }[];
  readonly nodes: readonly { readonly path: string; readonly major: number; readonly minor: number; readonly driver: string }[];
  readonly interrupts: readonly { readonly linux: number; readonly gic: number; readonly name: string; readonly count: number }[];
  readonly tasks: readonly { readonly pid: number; readonly name: string; readonly state: string }[];
}

/** What the C compiler is told of this kernel. */
function buildFor(profile: Profile, functions: readonly (KernelFunction & { readonly signature: Signature })[], header: (path: string) => string | null): BuildKernel {
  return {
    target: 'arm',
    key: profile.name,
    defines: ['__KERNEL__=1', 'MODULE=1'],
    header,
    standard: standardOf(profile),
    warnings: warningsOf(profile),
    explain: (name, declared) => missingFunction(name, profile, declared),
    outerHeader: (path) => outerHeader(path, profile),
    explainHeader: (path) => missingHeader(path, profile),
    functions: functions.map(({ signature, header = '' }) => ({ name: signature.name, header, variadic: signature.variadic })),
  };
}

export class Kernel implements Stateful {
  readonly name = 'kernel';
  readonly core: KernelCore;
  readonly shell: Shell;
  readonly debugger: CDebugger;
  readonly profile: Profile;
  /** The kernel functions of this profile, for listings. */
  readonly signatures: readonly Signature[];

  /** @throws Error naming the profiles there are. */
  constructor(hardware: Hardware, profileName: string, options: KernelOptions = {}) {
    this.profile = findProfile(profileName);
    const functions = functionsOf(this.profile, KERNEL_FUNCTIONS);
    this.signatures = [...functions.values()].map((one) => one.signature);
    const modules = [...BUILT_IN_MODULES, ...(options.modules ?? [])];
    const codes = new Map<string, Code<KernelCore>>(KERNEL_ROUTINES);
    for (const [name, declared] of functions) codes.set(name, codeOf(declared));
    for (const module of modules) for (const [name, routine] of moduleRoutines(module)) codes.set(name, routine);
    for (const [name, steps] of PROGRAM_PARTS) codes.set(`bin:${name}`, { title: name, steps });
    for (const applet of APPLETS) codes.set(`bin:${applet.name}`, { title: applet.name, steps: applet.steps });
    codes.set('bin:sh', { title: 'sh', steps: shellProgram(() => this.shell, new Set(APPLETS.map((applet) => applet.name))) });
    this.core = new KernelCore(hardware, this.profile, { codes, exported: [...functions.keys()].sort(), modules, build: buildFor(this.profile, [...functions.values()], options.header ?? ((path) => kernelHeader(path, this.profile))) }, options.zeroWriteLimit);
    if (options.seed !== undefined && options.seed !== 1) this.core.cpu.scheduler.chance = new Random(options.seed, 'scheduler');
    this.shell = new Shell(this.core);
    this.debugger = new CDebugger(this.core.c, (cycle) => hardware.clock.stopAfterThisCycle(cycle));
    if (options.builtInDrivers !== false) bootPl330(this.core);
    this.core.cpu.spawnWaiting('sh', 'bin:sh', 'shell:input');
  }

  /** A text file in the home directory. */
  putFile(name: string, text: string): void {
    this.core.files.setContent(`/root/${name}`, utf8Bytes(text));
  }

  get log(): readonly LogRecord[] {
    return this.core.log.lines;
  }

  get findings(): readonly Finding[] {
    return this.core.findings;
  }

  /** Something runs or will run without new input. */
  get busy(): boolean {
    return this.core.cpu.busy;
  }

  /** Buffers of drivers by the names of the globals that point to them; module images. */
  marks(): Mark[] {
    const { space, modules, memory, tables, dma } = this.core;
    const marks: Mark[] = [];
    const pool = dma.atomicPool?.va;
    const inPool = dma.live.filter((one) => one.kind === 'coherent' && pool !== undefined && space.areaAt(one.va)?.va === pool);
    for (const area of [...space.list().filter((one) => one.va !== pool), ...inPool.map((one) => ({ ...one, asked: one.bytes }))]) {
      if (area.kind === 'module') {
        marks.push({ name: `${area.owner} (image)`, base: area.pa, bytes: area.asked, owner: area.owner });
        continue;
      }
      const module = modules.find(area.owner);
      const globals = module?.c === undefined ? (tables.modules.find((one) => one.name === area.owner)?.globals.filter((global) => global.bytes === 4) ?? []) : this.pointersOf(area.owner);
      const holder = module === undefined ? undefined : globals.find((global) => Math.floor((memory.peekWord(module.symbols[global.name]) ?? 0) / 4096) * 4096 === area.va);
      if (area.kind === 'coherent') marks.push({ name: holder?.name ?? 'coherent', base: area.pa, bytes: area.asked, owner: area.owner });
      else if (holder !== undefined && module !== undefined) marks.push({ name: holder.name, base: area.pa + ((memory.peekWord(module.symbols[holder.name]) ?? 0) % 4096), bytes: area.asked, owner: area.owner });
    }
    return [...marks, ...modules.list.flatMap((module) => this.heldBy(module))];
  }

  /** What a module has from kmalloc and the page allocator, where a global points to its beginning. */
  private heldBy({ name: owner }: { readonly name: string }): Mark[] {
    const { memory, pages, slab, space } = this.core;
    return this.pointersOf(owner).flatMap(({ name, address }) => {
      const va = memory.peekWord(address >>> 0) ?? 0;
      const base = space.toPhysical(va);
      const block = slab.blockAt(va);
      const taken = pages.at(base);
      if (block?.va === va && block.allocation.owner === owner) return [{ name, base, bytes: block.allocation.bytes, owner }];
      return taken?.owner === owner ? [{ name, base, bytes: PAGE * 2 ** taken.order, owner }] : [];
    });
  }

  /** Global pointers of a C module. */
  private pointersOf(module: string): { readonly name: string; readonly address: number }[] {
    return this.core.c.image(module)?.program.objects.filter((one) => one.type?.kind === 'pointer') ?? [];
  }

  describe(): KernelDescription {
    const { modules, devices, irqs, cpu } = this.core;
    return {
      modules: modules.list.map((module) => ({
        name: module.name,
        facts: [
          { label: 'State', value: module.state },
          { label: 'Size', value: `${module.bytes} bytes` },
          { label: 'Used by', value: String(module.refs) },
          { label: 'Address', value: `0x${module.base.toString(16)}` },
        ],
      })),
      nodes: devices.nodes.map((node) => ({ ...node })),
      interrupts: irqs.lines.filter((line) => line.actions.length > 0).map((line) => ({ linux: line.linux, gic: line.gic, name: line.actions.map((action) => action.name).join(', '), count: line.count })),
      tasks: cpu.tasks.map(({ pid, name, state }) => ({ pid, name, state })),
    };
  }

  save(): PlainState {
    return { parts: this.core.saveParts(), shell: this.shell.save() };
  }

  load(state: PlainState): void {
    const saved = state as { parts: PlainState; shell: PlainState };
    this.core.loadParts(saved.parts);
    this.shell.load(saved.shell);
  }
}
