/**
 * Loadable modules: what a built-in one declares, and which are loaded, where. An image lies in the module area: a
 * range of text addresses (a place per statement; the code itself is elsewhere), strings, globals, struct module.
 */
import type { PlainState } from '../../clock';
import type { Routine, Step } from '../operations';
import type { StructLayouts, StructName } from '../structs';
import { copyPlain } from '../plain-copy';

export interface GlobalDefinition {
  readonly name: string;
  /** Bytes beside those of `struct`. */
  readonly bytes: number;
  readonly struct?: StructName;
  /** Words to begin with: offset or field of `struct`, and a number or the name of a symbol. */
  readonly initial?: readonly { readonly at: number | string; readonly value: number | string }[];
}

/** @template K the kernel that steps work on. */
export interface ModuleDefinition<K> {
  readonly name: string;
  readonly description: string;
  /** Part of the kernel's own source: it taints nothing. */
  readonly inTree?: true;
  readonly globals: readonly GlobalDefinition[];
  /** Symbol and text. */
  readonly strings: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<string, readonly Step<K>[]>>;
  readonly init: string;
  readonly exit: string;
}

export interface LoadedModule {
  readonly name: string;
  state: 'coming' | 'live' | 'going';
  readonly base: number;
  readonly bytes: number;
  readonly pa: number;
  /** Users: open files. */
  refs: number;
  /** Addresses of functions, strings and globals. */
  readonly symbols: Readonly<Record<string, number>>;
  /** A C module: entry addresses, 0 = none. */
  readonly c?: { readonly init: number; readonly exit: number; readonly source: string; /** Modules whose symbols it uses: they stay. */ readonly uses: readonly string[] };
}

/** ARM instructions that a statement is taken to be, in bytes: gives functions a size. */
const STATEMENT_BYTES = 8;

export interface ImageLayout {
  readonly bytes: number;
  /** Offsets from the base. */
  readonly offsets: Readonly<Record<string, number>>;
}

export const THIS_MODULE = '__this_module';

export function layoutImage<K>(definition: ModuleDefinition<K>, structs: StructLayouts): ImageLayout {
  const offsets: Record<string, number> = {};
  let at = 0;
  const place = (name: string, bytes: number, alignment: number): void => {
    at = Math.ceil(at / alignment) * alignment;
    offsets[name] = at;
    at += bytes;
  };
  for (const [name, steps] of Object.entries(definition.functions)) place(name, functionBytes(steps.length), 4);
  for (const [name, text] of Object.entries(definition.strings)) place(name, text.length + 1, 4);
  for (const { name, bytes, struct } of definition.globals) place(name, bytes + (struct === undefined ? 0 : structs.sizeOf(struct)), 8);
  place(THIS_MODULE, structs.sizeOf('module'), 8);
  return { bytes: at, offsets };
}

export function functionBytes(steps: number): number {
  return (steps + 1) * STATEMENT_BYTES;
}

/** The initial bytes of an image that is loaded at `base`. */
export function imageBytes<K>(definition: ModuleDefinition<K>, layout: ImageLayout, base: number, structs: StructLayouts): Uint8Array {
  const bytes = new Uint8Array(layout.bytes);
  const put = (at: number, word: number): void => {
    for (let i = 0; i < 4; i++) bytes[at + i] = word >>> (8 * i);
  };
  for (const [name, text] of Object.entries(definition.strings)) for (let i = 0; i < text.length; i++) bytes[layout.offsets[name] + i] = text.charCodeAt(i);
  for (const { name, struct, initial = [] } of definition.globals) {
    for (const { at, value } of initial) {
      const offset = typeof at === 'number' ? at : structs.placeNamed(struct, at).offset;
      put(layout.offsets[name] + offset, typeof value === 'number' ? value : base + layout.offsets[value]);
    }
  }
  return bytes;
}

/** Code of a module, by the names under which frames know it. */
export function moduleRoutines<K>(definition: ModuleDefinition<K>): [string, Routine<K>][] {
  return Object.entries(definition.functions).map(([name, steps]) => [`${definition.name}:${name}`, { title: name, module: definition.name, steps }]);
}

export class LoadedModules {
  private list_: LoadedModule[] = [];

  get list(): readonly LoadedModule[] {
    return this.list_;
  }

  find(name: string): LoadedModule | undefined {
    return this.list_.find((module) => module.name === name);
  }

  /** The module whose image holds `va`. */
  at(va: number): LoadedModule | undefined {
    return this.list_.find((module) => va >= module.base && va < module.base + module.bytes);
  }

  add(module: LoadedModule): void {
    this.list_.unshift(module);
  }

  remove(name: string): void {
    this.list_ = this.list_.filter((module) => module.name !== name);
  }

  save(): PlainState {
    return copyPlain(this.list_);
  }

  load(state: PlainState): void {
    this.list_ = copyPlain(state) as LoadedModule[];
  }
}
