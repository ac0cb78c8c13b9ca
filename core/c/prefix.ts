/**
 * What the preprocessor made of the headers that a file includes before anything of its own: kept, so that the next
 * text with the same includes goes on behind them. A tree: one node for each header in the order of the includes. A node
 * holds only if everything its headers looked for is as it was; headers that say something are not kept.
 */
import type { Token } from './lex';
import type { Macro } from './macro';
import type { SourceFile } from './source';

/** State of the preprocessor behind a header; nothing in it is changed afterwards. */
export interface PrefixNode {
  readonly file: SourceFile | null;
  /** What was looked for on the way, and its text; null: not there. */
  readonly reads: ReadonlyMap<string, string | null>;
  /** What this header adds to the output. */
  readonly tokens: readonly Token[];
  readonly macros: ReadonlyMap<string, Macro>;
  /** Tokens that macros made in it; `__COUNTER__` and `#pragma pack` behind it. */
  readonly produced: number;
  readonly counter: number;
  readonly pack: number;
  readonly packStack: readonly number[];
  readonly once: ReadonlySet<string>;
  readonly dependencies: readonly string[];
  next: PrefixNode[];
}

/** A header on its way to become a node. */
export interface HeaderRun {
  readonly node: PrefixNode;
  readonly file: SourceFile;
  readonly reads: Map<string, string | null>;
  /** Lengths before it. */
  readonly start: number;
  readonly produced: number;
  readonly diagnostics: number;
  readonly errors: number;
}

const roots = new Map<string, PrefixNode>();
const MOST_ROOTS = 8;
const MOST_NEXT = 16;
const MOST_NODES = 200;
let nodes = 0;

/** Where files begin that are built in one way, which `key` names. */
export function firstOf(key: string): PrefixNode {
  const known = roots.get(key) ?? { file: null, reads: new Map(), tokens: [], macros: new Map(), produced: 0, counter: 0, pack: 0, packStack: [], once: new Set(), dependencies: [], next: [] };
  roots.delete(key);
  if (roots.size >= MOST_ROOTS) roots.delete(roots.keys().next().value as string);
  roots.set(key, known);
  return known;
}

export function findNext(node: PrefixNode, file: SourceFile, read: (path: string) => string | null): PrefixNode | null {
  const found = node.next.find((one) => one.file === file && [...one.reads].every(([path, text]) => read(path) === text));
  return found ?? null;
}

/** The newest first; the oldest are forgotten, and all of them when they are many. */
export function remember(node: PrefixNode, made: PrefixNode): PrefixNode {
  if (++nodes > MOST_NODES) {
    roots.clear();
    nodes = 1;
  }
  node.next = [made, ...node.next].slice(0, MOST_NEXT);
  return made;
}
