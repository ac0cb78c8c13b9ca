/**
 * The headers that C drivers include, for one kernel profile: the texts of `text.ts`, and the prototypes of the table of
 * kernel functions at the end of the header that each row names. `README.md` says what a driver's unit holds afterwards.
 */
import { KERNEL_FUNCTIONS } from '../functions';
import { functionsOf } from '../functions/declare';
import { atLeast } from '../profiles';
import type { Profile } from '../profiles';
import { AUTOCONF, HEADER_PATHS, headerText, PROTOTYPES } from './text';
import { autoconf } from './autoconf';
import { reachOf } from './reach';
import { inVersion } from './spans';

type Prototypes = ReadonlyMap<string, readonly string[]>;

/** Functions marked __must_check in Linux 6.1. */
const MUST_CHECK: ReadonlySet<string> = new Set([
  'class_create_file', 'clear_user', 'copy_from_user', 'copy_to_user', 'device_add', 'device_add_groups', 'device_register', 'devm_request_irq', 'devm_request_threaded_irq', 'down_interruptible', 'down_killable', 'down_timeout',
  'down_trylock', 'driver_create_file', 'hex2bin', 'kobject_create_and_add', 'krealloc', 'kstrtobool', 'kstrtoint', 'kstrtol', 'kstrtoll', 'kstrtos16', 'kstrtos8', 'kstrtou16', 'kstrtou8', 'kstrtouint', 'kstrtoul', 'kstrtoull',
  'mutex_lock_interruptible', 'mutex_lock_killable', 'refcount_dec_and_test', 'refcount_inc_not_zero', 'request_irq', 'request_threaded_irq', 'strncpy_from_user', 'sysfs_create_file', 'sysfs_create_group', 'sysfs_create_groups',
]);

/** Macros in Linux: their names are free for what is no call. */
const MACROS = /^(read|write|raw_spin)_(try|un)?lock(_irq|_bh|_irqrestore)?$/;

const known = new Map<string, Prototypes>();

/** Prototypes by header. A row that its header has as a macro or in C is left out. */
function prototypesOf(profile: Profile): Prototypes {
  const key = `${profile.name} ${profile.version.join('.')}`;
  const made = known.get(key);
  if (made !== undefined) return made;
  const byHeader = new Map<string, string[]>();
  for (const { header, inHeader, signature } of functionsOf(profile, KERNEL_FUNCTIONS).values()) {
    if (header === undefined || inHeader === true) continue;
    const lines = byHeader.get(header) ?? [];
    lines.push(`${signature.prototype}${formatAttribute(signature.variadic, signature.parameters)}${MUST_CHECK.has(signature.name) && atLeast(profile, '3.0') ? ' __must_check' : ''}${MACROS.test(signature.name) ? ' __attribute__((macro))' : ''};`);
    byHeader.set(header, lines);
  }
  known.set(key, byHeader);
  return byHeader;
}

/** Functions that format a text have their arguments checked against it. */
function formatAttribute(variadic: boolean, parameters: readonly { readonly name: string }[]): string {
  const last = parameters.length;
  return variadic && /fmt|format/.test(parameters[last - 1]?.name ?? '') ? ` __attribute__((format(printf, ${last}, ${last + 1})))` : '';
}

const texts = new Map<string, string | null>();

/** Text of a header such as "linux/module.h"; null when this kernel has none of that name. */
export function kernelHeader(path: string, profile: Profile): string | null {
  const key = `${profile.name} ${profile.release} ${profile.version.join('.')} ${path}`;
  let text = texts.get(key);
  if (text === undefined) texts.set(key, (text = makeHeader(path, profile)));
  return text;
}

function makeHeader(path: string, profile: Profile): string | null {
  if (path === AUTOCONF) return autoconf(profile);
  if (!inVersion(path, profile)) return null;
  const text = headerText(path);
  const prototypes = prototypesOf(profile).get(path);
  if (text === null && prototypes === undefined) return null;
  return `#pragma once\n#include <${AUTOCONF}>\n${insertPrototypes(text ?? '#include <linux/types.h>\n', prototypes ?? [])}`;
}

const outerTexts = new Map<string, string | null>();

/** What a driver gets that includes `path`: the header and what it brings along. Null: only itself, or there is none. */
export function outerHeader(path: string, profile: Profile): string | null {
  const key = `${profile.name} ${profile.version.join('.')} ${path}`;
  let text = outerTexts.get(key);
  if (text === undefined) {
    const more = reachOf(path).filter((one) => kernelHeader(one, profile) !== null);
    text = more.length === 0 || kernelHeader(path, profile) === null ? null : `#pragma once\n${[path, ...more].map((one) => `#include <${one}>\n`).join('')}`;
    outerTexts.set(key, text);
  }
  return text;
}

function insertPrototypes(text: string, prototypes: readonly string[]): string {
  const lines = prototypes.map((one) => `${one}\n`).join('');
  return text.includes(PROTOTYPES) ? text.replace(PROTOTYPES, () => lines) : text + lines;
}

/** All headers of a profile. */
export function headerPaths(profile: Profile): string[] {
  return [...new Set([...HEADER_PATHS, ...prototypesOf(profile).keys()])].filter((path) => inVersion(path, profile)).sort();
}
