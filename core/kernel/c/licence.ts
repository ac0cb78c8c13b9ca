/**
 * What the licence of a module allows: modpost asks after compiling, the kernel when it is loaded. Behaviour: scripts/mod/modpost.c,
 * kernel/module/main.c, include/linux/license.h.
 */
import type { CompiledUnit } from '../../c/lower';
import { GPL_ONLY } from '../functions/gpl-only';
import { atLeast } from '../profiles';
import type { Profile } from '../profiles';

const COMPATIBLE: readonly string[] = ['GPL', 'GPL v2', 'GPL and additional rights', 'Dual BSD/GPL', 'Dual MIT/GPL', 'Dual MPL/GPL'];
const LICENCE = '__modinfo_license';
/** What EXPORT_SYMBOL_GPL leaves beside the symbol. */
const GPL_MARK = '__gplonly_';

/** What MODULE_LICENSE says; null: there is none. */
export function licenceOf(unit: CompiledUnit): string | null {
  const object = unit.data.find((one) => one.name === LICENCE);
  return object === undefined ? null : String.fromCharCode(...object.bytes).replace(/\0.*$/s, '');
}

export const isGplCompatible = (licence: string | null): boolean => licence !== null && COMPATIBLE.includes(licence);

/** Symbols that it uses and that are for GPL modules; `foreign`: those of other modules. */
export function gplOnlyUses(unit: CompiledUnit, foreign: ReadonlySet<string>): string[] {
  return unit.externals.map((one) => one.name).filter((name) => GPL_ONLY.has(name) || foreign.has(name));
}

/** Names that loaded modules export to GPL modules only. */
export function gplExports(objects: Iterable<{ readonly name: string }>): string[] {
  return [...objects].filter((one) => one.name.startsWith(GPL_MARK)).map((one) => one.name.slice(GPL_MARK.length));
}

/** What modpost says of a compiled module: '' when nothing. */
export function modpost(profile: Profile, path: string, unit: CompiledUnit, foreign: ReadonlySet<string>): { text: string; failed: boolean } {
  const stem = path.replace(/\.c$/, '');
  const licence = licenceOf(unit);
  if (licence === null) {
    const failed = atLeast(profile, '5.11');
    return { text: `${failed ? 'ERROR' : 'WARNING'}: modpost: missing MODULE_LICENSE() in ${stem}.o\n`, failed };
  }
  if (isGplCompatible(licence)) return { text: '', failed: false };
  const level = atLeast(profile, '5.7') ? 'ERROR' : 'FATAL';
  const text = gplOnlyUses(unit, foreign).map((name) => `${level}: modpost: GPL-incompatible module ${stem}.ko uses GPL-only symbol '${name}'\n`).join('');
  return { text, failed: text !== '' };
}
