/**
 * Putting a C module into memory: compile and link, pages of the module area for data and code, `struct module`,
 * parameters. The bytecode itself is not in simulated memory; the addresses of code are, so that pointers to functions
 * are what they are in a real kernel.
 */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { atLeast } from '../profiles';
import { C_MODULES } from '../modules/c-modules';
import type { LoadedModule } from '../modules/module';
import { reportDirections } from '../dmaengine/direction-words';
import { THIS_MODULE } from '../modules/module';
import type { CImage } from './image';
import { gplOnlyUses, isGplCompatible, licenceOf, modpost } from './licence';

const TEXT_ALIGNMENT = 64;

/** Source file of a module: "/root/ax_dma.c", else the kernel's own; null when there is none. */
export function sourceOf(k: KernelCore, name: string): { path: string; text: string; inTree?: true } | null {
  for (const file of [name, name.replaceAll('_', '-')]) {
    const text = k.sourceText(`/root/${file}.c`);
    if (text !== null) return { path: `${file}.c`, text };
  }
  const own = C_MODULES[name];
  return own === undefined ? null : { path: `${name}.c`, text: own, inTree: true };
}

/** What compiler and linker say about a module's source: '' when nothing. */
export function buildMessages(k: KernelCore, source: { path: string; text: string }): { text: string; failed: boolean } {
  const compiled = k.c.compile(source.path, source.text);
  if (compiled.unit === null) return { text: compiled.text, failed: true };
  const size = k.c.measure(compiled);
  if (typeof size === 'string') return { text: compiled.text + size, failed: true };
  const checked = modpost(k.profile, source.path, compiled.unit, k.c.gplExports());
  return { text: compiled.text + checked.text, failed: checked.failed };
}

/** Load the module's image. @returns it, or a negative error number. */
export function placeCModule(k: KernelCore, name: string, source: { path: string; text: string }): LoadedModule | number {
  const compiled = k.c.compile(source.path, source.text);
  const size = compiled.unit === null ? '' : k.c.measure(compiled);
  if (typeof size === 'string') return -ERRNO.ENOEXEC;
  const thisModule = align(size.data + 32, 8);
  const text = align(thisModule + k.memory.sizeOf('module') + 32, TEXT_ALIGNMENT);
  const bytes = text + size.code;
  const pa = k.space.allocatePages(bytes);
  if (pa === undefined) return -ERRNO.ENOMEM;
  const base = k.space.map('module', pa, bytes, name, 'load_module');
  if (base === undefined) {
    k.space.freePages(pa);
    return -ERRNO.ENOMEM;
  }
  reportDirections(k, source.path, source.text);
  const { addresses, owners } = k.c.exports();
  const image = k.c.add(name, compiled, source.text, { dataBase: base, textBase: base + text, symbols: { ...addresses, [THIS_MODULE]: base + thisModule } });
  const wanted = new Set(compiled.unit?.externals.map((one) => owners.get(one.name)) ?? []);
  const uses = [...wanted].filter((one) => one !== undefined);
  for (const one of uses) (k.modules.find(one) as LoadedModule).refs++;
  k.memory.write(base, image.program.data);
  k.memory.zero(base + thisModule, k.memory.sizeOf('module'));
  k.memory.write(k.memory.at('module', base + thisModule, 'name'), Uint8Array.from(name.slice(0, 55), (character) => character.charCodeAt(0)));
  return { name, state: 'coming', base, bytes, pa, refs: 0, symbols: symbolsOf(image, base + thisModule), c: { init: entry(image, '__dmalab_init', 'init_module'), exit: entry(image, '__dmalab_exit', 'cleanup_module'), source: source.path, uses } };
}

/** The kernel's own look at the licence, when a module is loaded. @returns 0, or -ENOENT: a symbol is not for it. */
export function checkLicence(k: KernelCore, name: string, source: { path: string; text: string }, before: () => void): number {
  const { unit } = k.c.compile(source.path, source.text);
  const licence = unit === null ? null : licenceOf(unit);
  if (unit === null || isGplCompatible(licence)) return 0;
  before();
  if (k.taintLicence()) {
    k.print(4, `${name}: module license '${licence ?? 'unspecified'}' taints kernel.`);
    k.print(4, 'Disabling lock debugging due to kernel taint');
  }
  const [refused] = gplOnlyUses(unit, k.c.gplExports());
  if (refused === undefined) return 0;
  k.print(4, `${name}: Unknown symbol ${refused}${!atLeast(k.profile, '2.6.28') ? '' : atLeast(k.profile, '4.17') ? ' (err -2)' : ' (err 0)'}`);
  return -ERRNO.ENOENT;
}

/** The function that a well-known pointer leads to, or that has a well-known name. */
function entry(image: CImage, pointer: string, named: string): number {
  const { program } = image;
  const object = program.objects.find((one) => one.name === pointer);
  if (object !== undefined) return new DataView(program.data.buffer, program.data.byteOffset).getUint32(object.address - program.dataBase, true);
  return (image.machine.addressOf(named) ?? 0) >>> 0;
}

function symbolsOf(image: CImage, thisModule: number): Record<string, number> {
  const { program } = image;
  const functions = program.functions.filter((f) => f.native < 0).map((f) => [f.name, program.textBase + f.entry] as const);
  const objects = program.objects.filter((one) => one.type !== null).map((one) => [one.name, one.address] as const);
  return Object.fromEntries([...functions, ...objects, [THIS_MODULE, thisModule] as const]);
}

const align = (at: number, to: number): number => Math.ceil(at / to) * to;
