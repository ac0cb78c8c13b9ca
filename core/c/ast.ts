/** The typed tree: what the parser and checks build, and what lowering reads. Every conversion is explicit in it. */
import type { Where } from './source';
import type { CType, Field, FunctionType } from './ctype';

export type Storage = 'auto' | 'static' | 'extern' | 'param';

export interface Variable {
  kind: 'variable';
  name: string;
  type: CType;
  storage: Storage;
  /** Unique in the unit; links names used in code and data. */
  id: number;
  at: Where;
  /** Must live in memory. */
  addressed: boolean;
  used: boolean;
  /** How often it is named, and how often of these only to be given a value. */
  uses: number;
  sets: number;
  /** Invented by the compiler; not shown to the user. */
  hidden: boolean;
  isGlobal: boolean;
  isDefined: boolean;
  align: number;
  init: Initializer | null;
  section: string;
  linkage: 'internal' | 'external';
}
export interface FunctionSymbol {
  kind: 'function';
  name: string;
  type: FunctionType;
  storage: 'static' | 'extern';
  id: number;
  at: Where;
  used: boolean;
  inline: boolean;
  isDefined: boolean;
  implicit: boolean;
  noreturn: boolean;
  attributes: string[];
  /** 1-based positions of format and first variadic argument of a printf-like function. */
  format: { at: number; first: number } | null;
}
export interface Typedef {
  kind: 'typedef';
  name: string;
  type: CType;
  at: Where;
}
export interface EnumConstant {
  kind: 'enumerator';
  name: string;
  value: bigint;
  type: CType;
  at: Where;
}
export type Sym = Variable | FunctionSymbol | Typedef | EnumConstant;

/** Flat initialiser: stores in order; bytes not covered are zero. */
export interface Initializer {
  entries: InitEntry[];
  /** Whole-object copy from an expression of struct type. */
  whole: Expr | null;
}
export interface InitEntry {
  offset: number;
  type: CType;
  bits: Field['bits'];
  value: Expr;
}

export type BinaryOp = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>';
export type CompareOp = '==' | '!=' | '<' | '>' | '<=' | '>=';

interface Base {
  type: CType;
  at: Where;
}
export type Expr =
  | (Base & { kind: 'integer'; value: bigint; literal?: boolean })
  | (Base & { kind: 'floating'; value: number })
  | (Base & { kind: 'string'; elements: number[]; id: number })
  | (Base & { kind: 'variable'; symbol: Variable })
  | (Base & { kind: 'function'; symbol: FunctionSymbol })
  | (Base & { kind: 'unary'; op: '-' | '~' | '!'; operand: Expr })
  | (Base & { kind: 'binary'; op: BinaryOp; left: Expr; right: Expr })
  | (Base & { kind: 'compare'; op: CompareOp; left: Expr; right: Expr })
  | (Base & { kind: 'logical'; op: '&&' | '||'; left: Expr; right: Expr })
  | (Base & { kind: 'conditional'; test: Expr; then: Expr | null; other: Expr })
  | (Base & { kind: 'assign'; target: Expr; value: Expr; parenthesized?: boolean })
  /** `value` already has type `compute`; the target is converted to it, the result back. */
  | (Base & { kind: 'update'; op: BinaryOp; target: Expr; value: Expr; compute: CType; step: Expr | null })
  | (Base & { kind: 'increment'; target: Expr; by: 1 | -1; prefix: boolean; step: Expr | null })
  | (Base & { kind: 'deref'; pointer: Expr })
  | (Base & { kind: 'address'; operand: Expr })
  | (Base & { kind: 'member'; object: Expr; field: Field; offset: number })
  | (Base & { kind: 'offset'; pointer: Expr; index: Expr; scale: number | Expr; negative: boolean; bound: number | null })
  | (Base & { kind: 'difference'; left: Expr; right: Expr; scale: number | Expr })
  | (Base & { kind: 'cast'; operand: Expr; explicit: boolean })
  | (Base & { kind: 'decay'; operand: Expr })
  | (Base & { kind: 'call'; callee: Expr; args: Expr[] })
  | (Base & { kind: 'comma'; left: Expr; right: Expr })
  | (Base & { kind: 'block'; body: Stmt & { kind: 'compound' }; result: Expr | null })
  | (Base & { kind: 'literal'; symbol: Variable })
  | (Base & { kind: 'vaArg'; list: Expr })
  | (Base & { kind: 'vaStart'; list: Expr })
  | (Base & { kind: 'builtin'; name: string; args: Expr[] })
  | (Base & { kind: 'labelAddress'; label: Label })
  | (Base & { kind: 'error' });

export interface Label {
  name: string;
  defined: boolean;
  used: boolean;
  at: Where;
  id: number;
  /** Variables with a cleanup that are in scope where it stands. */
  cleanups: readonly Variable[];
  /** What stands for its address in code and data, once `&&label` asks for it. */
  symbol: { readonly kind: 'label'; readonly id: number } | null;
}
export interface SwitchCase {
  low: bigint;
  high: bigint;
  id: number;
  at: Where;
}
export type Stmt =
  | { kind: 'compound'; body: Stmt[]; at: Where; end: Where; hasVla: boolean }
  | { kind: 'expression'; value: Expr; at: Where }
  /** `cleanup`: the call that ends the variable's life, __attribute__((cleanup(f))). */
  | { kind: 'declare'; symbol: Variable; cleanup: Expr | null; at: Where }
  /** Computes a hidden size variable of a variable length array. */
  | { kind: 'size'; symbol: Variable; value: Expr; at: Where }
  | { kind: 'if'; test: Expr; then: Stmt; other: Stmt | null; at: Where; testAt: Where }
  | { kind: 'while'; test: Expr; body: Stmt; at: Where }
  | { kind: 'do'; test: Expr; body: Stmt; at: Where; testAt: Where }
  | { kind: 'for'; init: Stmt | null; test: Expr | null; next: Expr | null; body: Stmt; at: Where }
  | { kind: 'switch'; value: Expr; cases: SwitchCase[]; hasDefault: boolean; body: Stmt; at: Where }
  | { kind: 'case'; id: number; body: Stmt; at: Where }
  | { kind: 'default'; body: Stmt; at: Where }
  | { kind: 'break'; at: Where }
  | { kind: 'continue'; at: Where }
  | { kind: 'goto'; label: Label; at: Where }
  | { kind: 'gotoValue'; value: Expr; at: Where }
  | { kind: 'label'; label: Label; body: Stmt; at: Where }
  | { kind: 'return'; value: Expr | null; at: Where }
  /** `falls`: __attribute__((fallthrough)). */
  | { kind: 'empty'; at: Where; falls?: true };

export interface FunctionBody {
  symbol: FunctionSymbol;
  params: Variable[];
  /** All variables with automatic storage, in order of declaration. */
  locals: Variable[];
  body: Stmt & { kind: 'compound' };
  labels: Label[];
  at: Where;
}
export interface TranslationUnit {
  functions: FunctionBody[];
  /** Variables with static storage, tentative definitions and externs among them. */
  globals: Variable[];
  symbols: Map<string, Sym>;
}
