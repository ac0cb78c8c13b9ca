/**
 * The table of kernel functions: each declared once with its C prototype, its body, whether it may sleep, and the
 * versions that have it. Values are 32-bit words; pointers are addresses.
 */
import type { Code } from '../cpu-host';
import type { KernelCore } from '../kernel-core';
import type { Frame, Step } from '../operations';
import { atLeast } from '../profiles';
import type { Profile } from '../profiles';

interface Declaration {
  readonly prototype: string;
  /** The header that declares it: 'linux/slab.h'. None: drivers do not call it by name. */
  readonly header?: string;
  /** The header has it as a macro or in C: no prototype is made, and only built-in modules call the row. */
  readonly inHeader?: true;
  readonly sleeps?: true;
  /** First version that has it, and first that has it no more: "6.4". */
  readonly since?: string;
  readonly until?: string;
  /** What to use where it is no more, or not yet. */
  readonly replacedBy?: string;
  readonly cost?: number;
}

export type KernelFunction = Declaration & ({ readonly immediate: (kernel: KernelCore, args: readonly number[], frame: Frame) => number } | { readonly steps: readonly Step<KernelCore>[] });

export interface Signature {
  readonly name: string;
  readonly returns: string;
  readonly parameters: readonly { readonly type: string; readonly name: string }[];
  readonly variadic: boolean;
  readonly sleeps: boolean;
  readonly prototype: string;
}

const PROTOTYPE = /^(.*?[\s*])([A-Za-z_]\w*)\((.*)\)$/s;
const POINTER_PARAMETER = /^(.*\(\*)(\w+)(\).*)$/s;
const PARAMETER = /^(.*?[\s*])(\w+)$/s;

const signatures = new WeakMap<KernelFunction, Signature>();

/** The same for the same row. @throws Error naming the prototype that cannot be read. */
export function parsePrototype(declared: KernelFunction): Signature {
  let signature = signatures.get(declared);
  if (signature === undefined) signatures.set(declared, (signature = readPrototype(declared)));
  return signature;
}

function readPrototype(declared: KernelFunction): Signature {
  const match = PROTOTYPE.exec(declared.prototype);
  if (match === null) throw new Error(`cannot read the prototype "${declared.prototype}"`);
  const [, returns, name, list] = match;
  const parts = splitParameters(list);
  const variadic = parts[parts.length - 1] === '...';
  const parameters = (variadic ? parts.slice(0, -1) : parts)
    .filter((part) => part !== 'void' && part !== '')
    .map((part) => {
      const pointer = POINTER_PARAMETER.exec(part);
      if (pointer !== null) return { type: `${pointer[1]}${pointer[3]}`, name: pointer[2] };
      const plain = PARAMETER.exec(part);
      if (plain === null) throw new Error(`${name}: cannot read the parameter "${part}"`);
      return { type: plain[1].trim(), name: plain[2] };
    });
  return { name, returns: returns.trim(), parameters, variadic, sleeps: declared.sleeps === true, prototype: declared.prototype };
}

function splitParameters(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = '';
  for (const character of list) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ',' && depth === 0) {
      parts.push(current.trim());
      current = '';
    } else current += character;
  }
  parts.push(current.trim());
  return parts;
}

/** Functions that `profile` has, by name. */
export function functionsOf(profile: Profile, table: readonly KernelFunction[]): Map<string, KernelFunction & { readonly signature: Signature }> {
  const found = new Map<string, KernelFunction & { readonly signature: Signature }>();
  for (const row of table) {
    if (row.since !== undefined && !atLeast(profile, row.since)) continue;
    if (row.until !== undefined && atLeast(profile, row.until)) continue;
    const signature = parsePrototype(row);
    if (found.has(signature.name)) throw new Error(`${signature.name} is declared twice for ${profile.name}`);
    found.set(signature.name, { ...row, signature });
  }
  return found;
}

export function codeOf(declared: KernelFunction & { readonly signature: Signature }): Code<KernelCore> {
  const rest = { title: declared.signature.name, ...(declared.cost === undefined ? {} : { cost: declared.cost }), ...(declared.sleeps === undefined ? {} : { sleeps: true }) };
  return 'immediate' in declared ? { ...rest, immediate: declared.immediate } : { ...rest, steps: declared.steps };
}

/** Names most like `wanted`: for "did you mean". */
export function similarNames(wanted: string, names: Iterable<string>): string[] {
  const scored = [...names].map((name) => ({ name, distance: editDistance(wanted, name) })).filter(({ name, distance }) => distance <= Math.max(2, Math.floor(Math.min(wanted.length, name.length) / 3)));
  return scored.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1)).slice(0, 3).map(({ name }) => name);
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}
