/**
 * Texts of the kernel's headers by their paths, without what the table of functions adds. One file for a family. Each
 * text is read once per unit and sees `generated/autoconf.h`, as a kernel build sees to it.
 */
import { BASE } from './base';
import { MODULE } from './module';

const FAMILIES: readonly Readonly<Record<string, string>>[] = [BASE, MODULE];

const TEXTS = new Map(FAMILIES.flatMap((family) => Object.entries(family)));

export const AUTOCONF = 'generated/autoconf.h';

/** Paths of all headers that have a text of their own. */
export const HEADER_PATHS: readonly string[] = [...TEXTS.keys()].sort();

export function headerText(path: string): string | null {
  return TEXTS.get(path) ?? null;
}
