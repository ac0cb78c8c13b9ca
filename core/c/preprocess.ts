/**
 * Preprocessor (C11 6.10): directives, conditional groups, includes through an injected provider. Output is the token
 * list that the parser reads. Not modelled: #line, #embed, charset conversion.
 */
import type { DiagnosticList } from './source';
import { SourceFile, nearest, outermost } from './source';
import type { Token, TokenSource } from './lex';
import { reader } from './lex';
import type { Macro } from './macro';
import { MacroExpander } from './macro';
import { evaluateCondition } from './condition';
import type { HeaderRun, PrefixNode } from './prefix';
import { findNext, firstOf, remember } from './prefix';

export interface FileProvider {
  /** Text of the file at `path`, or null. */
  read(path: string): { text: string; system: boolean } | null;
  /** Text to read in place of a system header when a file of the user includes it; null: the header itself. */
  outer?(name: string): string | null;
  /** A remark about a file that is not there. */
  explain?(name: string): string | null;
}

export interface PreprocessOptions {
  files: FileProvider;
  includes: string[];
  /** `NAME` or `NAME=VALUE`. */
  defines: string[];
}

interface Group {
  taken: boolean;
  active: boolean;
  sawElse: boolean;
  at: Token;
}
interface OpenFile {
  lexer: TokenSource;
  groups: Group[];
  file: SourceFile;
  dir: string;
}

const INCLUDE_DEPTH = 100;
const BUILTINS = ['__LINE__', '__FILE__', '__BASE_FILE__', '__COUNTER__', '__INCLUDE_LEVEL__', '__DATE__', '__TIME__'];
const KNOWN = ['define', 'undef', 'include', 'include_next', 'if', 'ifdef', 'ifndef', 'elif', 'else', 'endif', 'error', 'warning', 'pragma', 'line', 'ident'];

export class Preprocessor {
  readonly expander: MacroExpander;
  readonly dependencies: string[] = [];
  private readonly stack: OpenFile[] = [];
  private pending: Token[] = [];
  private readonly once = new Set<string>();
  private counter = 0;
  private readonly packStack: number[] = [];
  /** Of `#pragma push_macro`, by name; null: there was none. */
  private readonly keptMacros = new Map<string, (Macro | null)[]>();
  /** Alignment limit in force from `#pragma pack`, 0 for none; the parser sees it as marker tokens. */
  private pack = 0;
  private out: Token[] = [];
  /** Where the includes of the user's file stand among those that were read before; null once its own text changed what headers see. */
  private prefix: PrefixNode | null = null;
  /** The header of the user's file that is being read, to be remembered. */
  private reading: HeaderRun | null = null;
  /** Headers that were asked for and are nowhere. */
  headersMissing = 0;
  private readonly absent = new Set<string>();
  /** The token asked for is nobody's lookahead. */
  private atTop = false;

  constructor(
    private readonly options: PreprocessOptions,
    private readonly diagnostics: DiagnosticList,
    private readonly predefined: string,
  ) {
    this.expander = new MacroExpander(diagnostics, (name, at) => this.builtin(name, at));
    this.builtins();
    const lines = options.defines.map((d) => {
      const [name, ...rest] = d.split('=');
      return `#define ${name} ${rest.length > 0 ? rest.join('=') : '1'}\n`;
    });
    this.run(new SourceFile('<predefined>', predefined, true));
    this.run(new SourceFile('<command line>', lines.join(''), true));
  }

  private builtins(): void {
    for (const name of BUILTINS) {
      const at = { file: new SourceFile('<builtin>', '', true), offset: 0, length: 0, expansion: null };
      this.expander.set(name, { name, params: null, variadic: null, body: [], at, builtin: true });
    }
  }
  private builtin(name: string, at: Token): Token {
    switch (name) {
      case '__LINE__': {
        const where = outermost(at);
        return { ...at, kind: 'number', text: String(where.file.lineColumn(where.offset).line) };
      }
      case '__FILE__': return { ...at, kind: 'string', text: JSON.stringify(outermost(at).file.name) };
      case '__BASE_FILE__': {
        // A header that looks at it reads otherwise in another file.
        if (this.reading !== null) this.prefix = null;
        return { ...at, kind: 'string', text: JSON.stringify(this.stack[0]?.file.name ?? '') };
      }
      case '__COUNTER__': return { ...at, kind: 'number', text: String(this.counter++) };
      case '__INCLUDE_LEVEL__': return { ...at, kind: 'number', text: String(this.stack.length - 1) };
      case '__DATE__': return { ...at, kind: 'string', text: '"Jan  1 1970"' };
      default: return { ...at, kind: 'string', text: '"00:00:00"' };
    }
  }

  run(file: SourceFile): Token[] {
    const out: Token[] = [];
    this.out = out;
    this.reading = null;
    this.prefix = file.system ? null : firstOf(JSON.stringify([this.predefined, this.options.defines, this.options.includes]));
    this.open(file, '');
    this.stack[this.stack.length - 1].dir = file.name.includes('/') ? file.name.slice(0, file.name.lastIndexOf('/') + 1) : '';
    for (;;) {
      this.atTop = true;
      const t = this.take();
      this.atTop = false;
      if (t.kind === 'eof') {
        this.stack.length = 0;
        out.push(t);
        return out;
      }
      if (t.kind === 'name' && this.expander.expand(t, this.take, this.giveBack)) continue;
      if (t.kind === 'name' && t.text === '_Pragma') {
        this.skipPragmaOperator();
        continue;
      }
      out.push(t);
    }
  }
  private skipPragmaOperator(): void {
    for (let t = this.take(); t.kind !== 'eof' && t.text !== ')'; ) t = this.take();
  }

  private open(file: SourceFile, dir: string): void {
    this.stack.push({ lexer: reader(file, this.diagnostics), groups: [], file, dir });
  }
  private readonly giveBack = (tokens: Token[]): void => {
    for (let i = tokens.length - 1; i >= 0; i--) this.pending.push(tokens[i]);
  };

  /** Next token outside directives and skipped groups; unexpanded. */
  private readonly take = (): Token => {
    for (;;) {
      const waiting = this.pending.pop();
      if (waiting) return waiting;
      const top = this.stack[this.stack.length - 1];
      top.lexer.quiet = top.groups.length > 0 && !top.groups[top.groups.length - 1].active;
      const t = top.lexer.next();
      if (t.kind === 'newline') continue;
      if (t.kind === 'eof') {
        for (const g of top.groups) this.diagnostics.error(g.at, `#${g.at.text} without #endif`);
        top.groups = [];
        // The end of the whole text is given as often as it is asked for: macros look ahead.
        if (this.stack.length === 1) return t;
        this.stack.pop();
        if (this.reading !== null && this.stack.length === 1) this.headerRead(this.reading);
        continue;
      }
      if (t.kind === 'punct' && t.text === '#' && t.lineStart) {
        this.directive();
        continue;
      }
      if (top.groups.length > 0 && !top.groups[top.groups.length - 1].active) continue;
      return t;
    }
  };

  /** The end of a header that the user's file includes. */
  private headerRead(run: HeaderRun): void {
    const { macros, produced } = this.expander;
    this.reading = null;
    const quiet = run.diagnostics === this.diagnostics.items.length && run.errors === this.diagnostics.errors;
    if (!quiet || !this.atTop || this.prefix === null) {
      this.prefix = null;
      return;
    }
    this.expander.share();
    this.prefix = remember(run.node, {
      file: run.file, reads: run.reads, tokens: this.out.slice(run.start), macros, produced: produced - run.produced, counter: this.counter, pack: this.pack,
      packStack: [...this.packStack], once: new Set(this.once), dependencies: [...this.dependencies], next: [],
    });
  }
  /** Goes on behind a header that was read before in the same place; false: it is to be read. */
  private readBefore(file: SourceFile): boolean {
    if (!this.atTop || this.pending.length > 0 || this.counter !== this.prefix?.counter) this.prefix = null;
    if (this.prefix === null) return false;
    const node = findNext(this.prefix, file, (path) => this.options.files.read(path)?.text ?? null);
    if (node === null) {
      this.reading = { node: this.prefix, file, reads: new Map(), start: this.out.length, produced: this.expander.produced, diagnostics: this.diagnostics.items.length, errors: this.diagnostics.errors };
      return false;
    }
    this.prefix = node;
    for (const t of node.tokens) this.out.push(t);
    this.expander.take(node.macros, node.produced);
    this.counter = node.counter;
    this.pack = node.pack;
    this.packStack.splice(0, this.packStack.length, ...node.packStack);
    for (const name of node.once) this.once.add(name);
    this.dependencies.splice(0, this.dependencies.length, ...node.dependencies);
    return true;
  }

  private line(): Token[] {
    const { lexer } = this.stack[this.stack.length - 1];
    const out: Token[] = [];
    for (let t = lexer.next(); ; t = lexer.next()) {
      if (t.kind === 'newline' || t.kind === 'eof') return out;
      out.push(t);
    }
  }

  private directive(): void {
    const tokens = this.line();
    const name = tokens[0];
    if (!name) return;
    const rest = tokens.slice(1);
    const { groups } = this.stack[this.stack.length - 1];
    const group = groups[groups.length - 1] as Group | undefined;
    const live = !group || group.active;
    switch (name.text) {
      case 'if':
      case 'ifdef':
      case 'ifndef': {
        const outer = live;
        const on = outer && this.test(name, rest);
        groups.push({ taken: on || !outer, active: on, sawElse: false, at: name });
        return;
      }
      case 'elif':
      case 'else':
        if (!group) this.diagnostics.error(name, `#${name.text} without #if`);
        else this.alternative(name, rest, group);
        return;
      case 'endif':
        if (!group) this.diagnostics.error(name, '#endif without #if');
        groups.pop();
        return;
    }
    if (!live) return;
    if (this.stack.length === 1 && name.text !== 'include') this.prefix = null;
    this.activeDirective(name, rest);
  }
  private alternative(name: Token, rest: Token[], group: Group): void {
    if (group.sawElse) this.diagnostics.error(name, `#${name.text} after #else`);
    if (name.text === 'else') group.sawElse = true;
    group.active = !group.taken && (name.text === 'else' || this.test({ ...name, text: 'if' }, rest));
    if (group.active) group.taken = true;
  }
  private test(name: Token, rest: Token[]): boolean {
    if (name.text === 'if') return evaluateCondition(name, rest, this.expander, this.diagnostics, (n, q) => this.find(n, q) !== null);
    if (!rest[0] || rest[0].kind !== 'name') {
      this.diagnostics.error(rest[0] ?? name, `#${name.text} wants a macro name`);
      return false;
    }
    const known = this.expander.macros.has(rest[0].text) || rest[0].text === '__has_include' || rest[0].text === '__has_attribute';
    return known === (name.text === 'ifdef');
  }

  private activeDirective(name: Token, rest: Token[]): void {
    switch (name.text) {
      case 'define':
        return this.define(name, rest);
      case 'undef':
        if (rest[0]?.kind === 'name') this.expander.delete(rest[0].text);
        else this.diagnostics.error(name, '#undef wants a macro name');
        return;
      case 'include':
      case 'include_next':
        return this.include(name, rest);
      case 'error':
        this.diagnostics.error(name, `#error ${spell(rest)}`);
        return;
      case 'warning':
        this.diagnostics.warning('cpp', name, `#warning ${spell(rest)}`);
        return;
      case 'pragma':
        return this.pragma(name, rest);
      case 'line':
      case 'ident':
        return;
    }
    if (name.kind === 'number') return;
    const d = this.diagnostics.error(name, `unknown directive #${name.text}`);
    const guess = nearest(name.text, KNOWN);
    if (guess) d.message += `; did you mean #${guess}?`;
  }
  private pragma(name: Token, rest: Token[]): void {
    if (rest[0]?.text === 'once') this.once.add(name.file.name);
    if (rest[0]?.text === 'push_macro' || rest[0]?.text === 'pop_macro') this.keepMacro(rest);
    if (rest[0]?.text !== 'pack') return;
    const words = rest.slice(1).map((t) => t.text);
    if (words.includes('push')) this.packStack.push(this.pack);
    const size = words.find((w) => /^[0-9]+$/.test(w));
    if (words.includes('pop')) this.pack = this.packStack.pop() ?? 0;
    else if (size) this.pack = Number(size);
    else if (!words.includes('push')) this.pack = 0;
    this.pending.push({ ...name, kind: 'punct', text: `#pack ${this.pack}` });
  }

  /** `#pragma push_macro("NAME")`, and back. */
  private keepMacro(rest: Token[]): void {
    const name = rest[2]?.text.replace(/^"|"$/g, '') ?? '';
    const kept = this.keptMacros.get(name) ?? [];
    this.keptMacros.set(name, kept);
    if (rest[0].text === 'push_macro') kept.push(this.expander.macros.get(name) ?? null);
    else {
      const macro = kept.pop();
      if (macro) this.expander.set(name, macro);
      else if (macro === null) this.expander.delete(name);
    }
  }

  private define(at: Token, rest: Token[]): void {
    const name = rest[0];
    if (!name || name.kind !== 'name') {
      this.diagnostics.error(name ?? at, '#define wants a macro name');
      return;
    }
    let i = 1;
    let params: string[] | null = null;
    let variadic: string | null = null;
    if (rest[1]?.text === '(' && !rest[1].space) {
      params = [];
      for (i = 2; i < rest.length && rest[i].text !== ')'; i++) {
        const t = rest[i];
        if (t.text === ',') continue;
        if (t.text === '...') {
          if (rest[i - 1].kind === 'name') variadic = rest[i - 1].text;
          else params.push((variadic = '__VA_ARGS__'));
        } else if (t.kind === 'name') params.push(t.text);
        else this.diagnostics.error(t, `'${t.text}' cannot be a macro parameter`);
      }
      if (i >= rest.length) this.diagnostics.error(name, `parameter list of macro '${name.text}' is not closed`);
      i++;
    }
    const macro: Macro = { name: name.text, params, variadic, body: rest.slice(i), at: name };
    const old = this.expander.macros.get(name.text);
    if (old && !old.builtin && !sameMacro(old, macro)) {
      const d = this.diagnostics.warning('macro-redefined', name, `'${name.text}' redefined`);
      d.notes.push({ message: 'previous definition', at: old.at });
    }
    if (macro.body[0]?.text === '##' || macro.body[macro.body.length - 1]?.text === '##') {
      this.diagnostics.error(name, `'##' at an end of the body of macro '${name.text}'`);
      return;
    }
    this.expander.set(name.text, macro);
  }

  private include(at: Token, rest: Token[]): void {
    const tokens = rest[0]?.kind === 'string' || rest[0]?.text === '<' ? rest : this.expander.expandList(rest);
    const quoted = tokens[0]?.kind === 'string';
    const name = quoted ? tokens[0].text.slice(1, -1) : tokens[0]?.text === '<' ? spellTight(tokens.slice(1)) : '';
    if (!name) {
      this.diagnostics.error(at, '#include wants "name" or <name>');
      return;
    }
    const found = this.find(name, quoted);
    if (!found) {
      this.headersMissing++;
      const known = this.options.files.explain?.(name) ?? null;
      // Of a part that is not there, the first of its headers is enough.
      if (known !== null && this.absent.has(known)) return;
      if (known?.startsWith('there is no ') === true) this.absent.add(known);
      this.diagnostics.error(tokens[0], `'${name}': no such file in ${quoted ? 'the directory of this file or ' : ''}the include paths${known === null ? '' : ` (${known})`}`);
      return;
    }
    if (this.once.has(found.name)) return;
    if (this.stack.length >= INCLUDE_DEPTH) {
      this.diagnostics.error(at, `#include nested deeper than ${INCLUDE_DEPTH}`);
      return;
    }
    if (!found.system) this.prefix = null;
    else if (this.stack.length === 1 && this.readBefore(found)) return;
    this.dependencies.push(found.name);
    this.open(found, found.name.includes('/') ? found.name.slice(0, found.name.lastIndexOf('/') + 1) : '');
  }
  private find(name: string, quoted: boolean): SourceFile | null {
    const { dir } = this.stack[this.stack.length - 1];
    const candidates = name.startsWith('/') ? [name] : [...(quoted ? [dir + name] : []), ...this.options.includes.map((d) => `${d.replace(/\/$/, '')}/${name}`), `<c>/${name.replace(/^(\.\.\/)+/, '')}`];
    for (const path of candidates) {
      const outer = path.startsWith('<c>/') && !this.stack[this.stack.length - 1].file.system ? (this.options.files.outer?.(path.slice(4)) ?? null) : null;
      if (outer !== null) return systemFile(`<c>/${path.slice(4)} and what it brings`, outer);
      const hit = this.options.files.read(path);
      this.reading?.reads.set(path, hit?.text ?? null);
      if (hit) return hit.system ? systemFile(path, hit.text) : new SourceFile(path, hit.text, false);
    }
    return null;
  }
}

/** Headers of the system by name: the newest texts of each. */
const systemFiles = new Map<string, SourceFile[]>();
const MOST_TEXTS = 8;

function systemFile(path: string, text: string): SourceFile {
  let known = systemFiles.get(path);
  if (known === undefined) systemFiles.set(path, (known = []));
  let file = known.find((one) => one.text === text);
  if (file === undefined) {
    file = new SourceFile(path, text, true);
    known.unshift(file);
    known.length = Math.min(known.length, MOST_TEXTS);
  }
  return file;
}

function spell(tokens: Token[]): string {
  return tokens.map((t, i) => (i > 0 && t.space ? ' ' : '') + t.text).join('');
}
function spellTight(tokens: Token[]): string {
  const end = tokens.findIndex((t) => t.text === '>');
  return spell(tokens.slice(0, end < 0 ? tokens.length : end));
}
function sameMacro(a: Macro, b: Macro): boolean {
  return (
    (a.params === null) === (b.params === null) &&
    (a.params ?? []).join() === (b.params ?? []).join() &&
    a.body.length === b.body.length &&
    a.body.every((t, i) => t.text === b.body[i].text)
  );
}
