/** Warnings at the end of a scope and of a function: unused variables, labels, missing return. */
import type { Context } from './context';
import type { FunctionBody, Stmt } from './ast';
import { foldInteger } from './constant';
import { CONST } from './ctype';

export function warnUnused(cx: Context): void {
  for (const s of cx.scope.names.values()) {
    if (s.kind === 'variable' && !s.used && !s.hidden && s.type.kind !== 'error' && s.storage !== 'param' && s.storage !== 'extern' && cx.scope.parent) {
      cx.diagnostics.warning('unused-variable', s.at, `variable '${s.name}' is never used`);
    } else if (s.kind === 'variable' && s.sets > 0 && s.sets === s.uses && !s.hidden && s.storage === 'auto') {
      cx.diagnostics.warning('unused-but-set-variable', s.at, `variable '${s.name}' is given a value, and that is never used`);
    }
  }
}

/** At the end of the text: static functions and variables that nothing names. */
export function warnUnusedStatics(cx: Context): void {
  for (const { symbol } of cx.unit.functions) {
    if (symbol.storage !== 'static' || symbol.inline || cx.named.has(symbol) || symbol.attributes.some((name) => name === 'unused' || name === 'used')) continue;
    cx.diagnostics.warning('unused-function', symbol.at, `function '${symbol.name}' is never used`);
  }
  for (const s of cx.fileScope.names.values()) {
    if (s.kind !== 'function' || s.storage !== 'static' || s.isDefined) continue;
    if (cx.named.has(s)) cx.diagnostics.warning('', s.at, `function '${s.name}' is used, and nothing defines it`);
    else cx.diagnostics.warning('unused-function', s.at, `function '${s.name}' is declared static and never defined`);
  }
  for (const g of cx.unit.globals) {
    const constant = g.type.kind === 'array' ? g.type.of.quals & CONST : g.type.quals & CONST;
    if (g.used || g.hidden || constant || g.linkage !== 'internal' || !g.isDefined || cx.fileScope.names.get(g.name) !== g) continue;
    cx.diagnostics.warning('unused-variable', g.at, `variable '${g.name}' is never used`);
  }
}

/** `clean`: no error was told in it; after one, what its statements are is a guess. */
export function warnFunction(cx: Context, f: FunctionBody, clean: boolean): void {
  for (const l of f.labels) {
    if (!l.defined) cx.error(l.at, `label '${l.name}' is used but not defined`);
    else if (!l.used) cx.diagnostics.warning('unused-label', l.at, `label '${l.name}' is never used`);
  }
  const returns = f.symbol.type.returns;
  if (returns.kind !== 'void' && returns.kind !== 'error' && f.symbol.name !== 'main' && !f.symbol.noreturn && clean && fallsThrough(f.body)) {
    cx.diagnostics.warning('return-type', f.body.end, `'${f.symbol.name}' can end without returning a value`);
  }
}

/** Whether control may reach the point after `s`; loops without condition end only by break. */
export function fallsThrough(s: Stmt): boolean {
  switch (s.kind) {
    case 'compound': {
      let alive = true;
      for (const x of s.body) {
        if (!alive && !entered(x)) continue;
        alive = fallsThrough(x);
      }
      return alive;
    }
    case 'return': case 'goto': case 'gotoValue': case 'break': case 'continue': return false;
    case 'if': return s.other ? fallsThrough(s.then) || fallsThrough(s.other) : true;
    case 'while': return foldInteger(s.test) === null || foldInteger(s.test) === 0n || breaks(s.body);
    case 'do': return foldInteger(s.test) === null || foldInteger(s.test) === 0n || breaks(s.body);
    case 'for': return s.test !== null && foldInteger(s.test) === null ? true : breaks(s.body);
    case 'switch': return !s.hasDefault || breaks(s.body) || fallsThrough(s.body);
    case 'label': case 'case': case 'default': return fallsThrough(s.body);
    case 'expression': {
      const e = s.value;
      if (e.kind === 'builtin') return e.name !== 'unreachable' && e.name !== 'trap';
      return !(e.kind === 'call' && e.callee.kind === 'address' && e.callee.operand.kind === 'function' && e.callee.operand.symbol.noreturn);
    }
    default: return true;
  }
}
function entered(s: Stmt): boolean {
  return s.kind === 'label' || s.kind === 'case' || s.kind === 'default' || (s.kind === 'compound' && s.body.some(entered));
}
function breaks(s: Stmt): boolean {
  switch (s.kind) {
    case 'break': return true;
    case 'compound': return s.body.some(breaks);
    case 'if': return breaks(s.then) || (s.other !== null && breaks(s.other));
    case 'label': case 'case': case 'default': return breaks(s.body);
    default: return false;
  }
}
