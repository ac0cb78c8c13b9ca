/** Loading and unloading modules. Behaviour: kernel/module.c. Not modelled: dependencies, signatures, the file itself. */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { checkLicence, sourceOf, placeCModule } from '../c/loading';
import { reportMappingLeaks } from '../mapping/watch';
import { call, callPointer, next, value } from '../operations';
import type { Frame, Op, Routine } from '../operations';
import { applyParameters } from '../params';
import { atLeast } from '../profiles';
import type { LoadedModule, ModuleDefinition } from './module';
import { imageBytes, layoutImage, THIS_MODULE } from './module';

function place(k: KernelCore, definition: ModuleDefinition<KernelCore>): LoadedModule | undefined {
  const layout = layoutImage(definition, k.memory.layouts);
  const pa = k.space.allocatePages(layout.bytes);
  if (pa === undefined) return undefined;
  const base = k.space.map('module', pa, layout.bytes, definition.name, 'load_module');
  if (base === undefined) {
    k.space.freePages(pa);
    return undefined;
  }
  k.memory.write(base, imageBytes(definition, layout, base, k.memory.layouts));
  const symbols = Object.fromEntries(Object.entries(layout.offsets).map(([name, offset]) => [name, base + offset]));
  k.memory.write(k.memory.at('module', symbols[THIS_MODULE], 'name'), Uint8Array.from(definition.name.slice(0, 55), (character) => character.charCodeAt(0)));
  return { name: definition.name, state: 'coming', base, bytes: layout.bytes, pa, refs: 0, symbols };
}

function unload(k: KernelCore, module: LoadedModule): void {
  reportLeaks(k, module.name);
  k.locks.forgetRange(module.base, module.bytes);
  k.modules.remove(module.name);
  k.c.remove(module.name);
  for (const used of module.c?.uses ?? []) {
    const other = k.modules.find(used);
    if (other !== undefined) other.refs--;
  }
  k.space.unmap(module.base, 'module');
  k.space.freePages(module.pa);
}

function tellOrigin(k: KernelCore, name: string, inTree: boolean): void {
  if (!inTree && k.taint() && atLeast(k.profile, '3.15')) k.print(4, `${name}: loading out-of-tree module taints kernel.`);
}

function beginLoad(f: Frame, k: KernelCore): Op {
  const name = f.locals.path as string;
  const source = sourceOf(k, name);
  const definition = k.tables.modules.find((one) => one.name === name);
  if (source === null && definition === undefined) return value(-ERRNO.ENOENT);
  if (k.modules.find(name) !== undefined) return value(-ERRNO.EEXIST);
  const inTree = definition?.inTree === true || source?.inTree === true;
  const licensed = source === null ? 0 : checkLicence(k, name, source, () => tellOrigin(k, name, inTree));
  if (licensed < 0) return value(licensed);
  const module = source !== null ? placeCModule(k, name, source) : (place(k, definition as ModuleDefinition<KernelCore>) ?? -ERRNO.ENOMEM);
  if (typeof module === 'number') return value(module);
  k.modules.add(module);
  tellOrigin(k, name, inTree);
  const parameters = (f.locals.parameters ?? []) as readonly string[];
  f.result = 0;
  if (parameters.length > 0) return applyParameters(name, parameters);
  f.pc = 2;
  return callInit(f, k);
}

/** With its parameters set; one of them may have been refused. */
function callInit(f: Frame, k: KernelCore): Op {
  const module = k.modules.find(f.locals.path as string) as LoadedModule;
  if ((f.result | 0) < 0) {
    unload(k, module);
    return value(f.result);
  }
  if (module.c !== undefined) return module.c.init === 0 ? next() : callPointer(module.c.init);
  const definition = k.tables.modules.find((one) => one.name === module.name) as ModuleDefinition<KernelCore>;
  return call(`${module.name}:${definition.init}`);
}

function finishLoad(f: Frame, k: KernelCore): Op {
  const module = k.modules.find(f.locals.path as string) as LoadedModule;
  const result = f.result | 0;
  if (result < 0) {
    unload(k, module);
    return value(result);
  }
  if (result > 0) k.print(4, `do_init_module: '${module.name}'->init suspiciously returned ${result}, it should follow 0/-E convention`);
  module.state = 'live';
  return value(0);
}

function beginUnload(f: Frame, k: KernelCore): Op {
  const module = k.modules.find(f.locals.path as string);
  if (module === undefined) return value(-ERRNO.ENOENT);
  if (module.refs > 0) return value(-ERRNO.EAGAIN);
  if (module.state !== 'live' || (module.c !== undefined && module.c.exit === 0 && module.c.init !== 0)) return value(-ERRNO.EBUSY);
  module.state = 'going';
  if (module.c !== undefined) return module.c.exit === 0 ? next() : callPointer(module.c.exit);
  const definition = k.tables.modules.find((one) => one.name === module.name) as ModuleDefinition<KernelCore>;
  return call(`${module.name}:${definition.exit}`);
}

function finishUnload(f: Frame, k: KernelCore): Op {
  unload(k, k.modules.find(f.locals.path as string) as LoadedModule);
  return value(0);
}

/** What the module asked for and never gave back. */
function reportLeaks(k: KernelCore, name: string): void {
  const owned = <T extends { readonly owner: string }>(list: readonly T[]): T[] => list.filter((one) => one.owner === name);
  const left: string[] = [
    ...owned(k.devices.regions).map((region) => `number region ${region.major}:${region.minor}, ${region.count} (${region.name})`),
    ...owned(k.devices.cdevs).map(() => 'a cdev'),
    ...owned(k.devices.devices).map((device) => `device ${device.name}`),
    ...owned(k.devices.classes).map((one) => `class ${one.name}`),
    ...owned(k.devices.misc).map((one) => `misc device ${one.name}`),
    ...owned(k.platform.drivers).map((one) => `platform driver at 0x${one.address.toString(16)}`),
    ...owned(k.platform.devices).map((one) => `platform device at 0x${one.address.toString(16)}`),
    ...owned(k.rcu.waiting).filter((one) => one.what === 'call').map((one) => `an RCU callback that waits for readers (call rcu_barrier): ${k.codeAt(one.func) ?? '?'}`),
    ...owned(k.cpu.timers.list).map((timer) => `an armed timer at 0x${timer.address.toString(16)}`),
    ...owned(k.threads.list).filter((thread) => !thread.over).map((thread) => `thread ${thread.name} [${thread.pid}]`),
    ...owned(k.works.list).map((queue) => `work queue ${queue.name}`),
    ...owned(k.sysfs.list).map((one) => one.path),
    ...owned(k.entries.list).map((one) => one.path),
    ...owned(k.regions.list).map((region) => `region 0x${region.start.toString(16)} (${region.name})`),
    ...k.irqs.lines.flatMap((line) => owned(line.actions).map((action) => `handler of irq ${line.linux} (${action.name})`)),
    ...owned(k.space.list()).filter((area) => area.kind !== 'module').map((area) => `${area.kind === 'coherent' ? 'coherent memory' : 'mapping'} at 0x${area.pa.toString(16).padStart(8, '0')}, ${area.asked} bytes`),
    ...owned(k.pages.list()).map((block) => `2^${block.order} pages at 0x${block.pa.toString(16).padStart(8, '0')}`),
  ];
  reportMappingLeaks(k, name);
  const blocks = k.slab.ownedBy(name);
  if (blocks > 0) left.push(`${blocks} block${blocks === 1 ? '' : 's'} of kmalloc`);
  if (left.length === 0) return;
  k.find({ rule: 'module-leaks', message: `${name} is gone, but not: ${left.join('; ')}.` });
}

export const SYS_FINIT_MODULE: Routine<KernelCore> = { title: 'sys_finit_module', steps: [{ text: 'parameters', run: beginLoad }, { text: 'init', run: callInit }, { text: '', run: finishLoad }] };
export const SYS_DELETE_MODULE: Routine<KernelCore> = { title: 'sys_delete_module', steps: [{ text: 'exit', run: beginUnload }, { text: '', run: finishUnload }] };
