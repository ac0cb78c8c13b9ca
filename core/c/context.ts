/** What parsing and checking share: types of the target, scopes, the function being read, diagnostics. */
import type { Expr, FunctionBody, FunctionSymbol, Label, Stmt, Sym, SwitchCase, TranslationUnit, Variable } from './ast';
import type { CType, EnumInfo, RecordInfo } from './ctype';
import { BasicTypes, ERROR, isVla, sizeOf } from './ctype';
import type { DiagnosticList, Where } from './source';
import { SourceFile } from './source';
import type { Standard, Target } from './target';

export type Tag = { kind: 'struct' | 'union'; record: RecordInfo; at: Where } | { kind: 'enum'; info: EnumInfo; at: Where };

export class Scope {
  readonly names = new Map<string, Sym>();
  /** Made when the first is declared: few scopes have any. */
  private ownTags: Map<string, Tag> | null = null;
  constructor(readonly parent: Scope | null) {}
  find(name: string): Sym | null {
    return this.names.get(name) ?? this.parent?.find(name) ?? null;
  }
  get tags(): Map<string, Tag> {
    return (this.ownTags ??= new Map());
  }
  declaredTags(): Iterable<[string, Tag]> {
    return this.ownTags ?? [];
  }
  findTag(name: string): Tag | null {
    return this.ownTags?.get(name) ?? this.parent?.findTag(name) ?? null;
  }
}

export interface SwitchContext {
  type: CType;
  cases: SwitchCase[];
  hasDefault: boolean;
}
export interface FunctionContext {
  symbol: FunctionSymbol;
  body: FunctionBody;
  labels: Map<string, Label>;
  switches: SwitchContext[];
  breakable: number;
  loops: number;
  undeclared: Set<string>;
  /** Variables with a cleanup that are in scope. */
  cleanups: readonly Variable[];
}

export interface ContextSettings {
  /** Ids of symbols start here. */
  readonly firstId: number;
  readonly standard: Standard;
  /** What the host knows of a name that is not declared, or called with other arguments than declared. */
  readonly explain?: ((name: string, declared: boolean) => string | null) | undefined;
  /** Names of macros, for "did you mean". */
  readonly macros?: () => Iterable<string>;
  /** Read static inline functions of system headers only when they are named. */
  readonly onDemand?: boolean;
}

export class Context {
  readonly types: BasicTypes;
  readonly fileScope = new Scope(null);
  scope = this.fileScope;
  current: FunctionContext | null = null;
  readonly unit: TranslationUnit;
  /** Sizes of variable length arrays to compute before the declaration being read. */
  pendingSizes: Stmt[] = [];
  readonly vlaSizes = new Map<number, Variable>();
  /** Functions that some expression names, evaluated or not: a static one that is not among them needs no code. */
  readonly named = new Set<FunctionSymbol>();
  private nextId: number;
  /** Names that stood in what looks like a macro which is not known: it may have declared them. */
  readonly fromUnknown = new Set<string>();
  /** Expressions that stand in parentheses. */
  readonly parenthesized = new WeakSet<Expr>();
  /** Values of `sizeof expression`: of what, and where. */
  readonly sizes = new WeakMap<Expr, { readonly operand: Expr; readonly at: Where }>();
  /** Elements right behind the end of an array: only their address may be taken, and that is not known at once. */
  pastEnd: { readonly element: Expr; readonly at: Where; readonly message: string }[] = [];
  /** Assignments and increments read so far. */
  changes = 0;
  /** Inside sizeof and typeof nothing is evaluated: names there are not uses that need memory. */
  unevaluated = 0;

  readonly explain: (name: string, declared: boolean) => string | null;
  readonly macros: () => Iterable<string>;
  readonly standard: Standard;
  readonly onDemand: boolean;

  constructor(readonly target: Target, readonly diagnostics: DiagnosticList, settings: ContextSettings) {
    this.explain = settings.explain ?? (() => null);
    this.macros = settings.macros ?? (() => []);
    this.standard = settings.standard;
    this.onDemand = settings.onDemand === true;
    this.types = new BasicTypes(target);
    this.nextId = settings.firstId;
    this.unit = { functions: [], globals: [], symbols: this.fileScope.names };
    const nowhere: Where = { file: new SourceFile('<builtin>', '', true), offset: 0, length: 0, expansion: null };
    const type: CType = { kind: 'pointer', quals: 0, to: this.types.char };
    this.fileScope.names.set('__builtin_va_list', { kind: 'typedef', name: '__builtin_va_list', type, at: nowhere });
  }
  flushPastEnd(): void {
    if (this.pastEnd.length === 0) return;
    for (const { at, message } of this.pastEnd) this.diagnostics.warning('array-bounds', at, message);
    this.pastEnd = [];
  }
  id(): number {
    return this.nextId++;
  }
  variable(name: string, type: CType, at: Where, storage: Variable['storage']): Variable {
    return {
      kind: 'variable', name, type, storage, id: this.id(), at, addressed: false, used: false, uses: 0, sets: 0, hidden: false,
      isGlobal: storage === 'static' || storage === 'extern', isDefined: false, align: 0, init: null, section: '', linkage: 'internal',
    };
  }
  /** A hidden local of the current function. */
  temporary(name: string, type: CType, at: Where): Variable {
    const v = this.variable(name, type, at, 'auto');
    v.hidden = true;
    v.used = true;
    this.current?.body.locals.push(v);
    return v;
  }
  error(at: Where, message: string): Expr {
    this.diagnostics.error(at, message);
    return { kind: 'error', type: ERROR, at };
  }
  sizeExpr(type: CType, at: Where): Expr {
    if (type.kind === 'array' && isVla(type) && type.vla) {
      const symbol = this.vlaSizes.get(type.vla.id);
      if (symbol) return { kind: 'variable', symbol, type: this.types.uint, at };
    }
    return { kind: 'integer', value: BigInt(sizeOf(type)), type: this.types.uint, at };
  }
}
