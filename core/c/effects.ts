/** Whether evaluating an expression does more than give its value (C11 5.1.2.3p2). */
import type { Expr } from './ast';
import { VOLATILE } from './ctype';

export function hasEffects(e: Expr): boolean {
  switch (e.kind) {
    case 'call': case 'assign': case 'update': case 'increment': case 'block': case 'vaArg': case 'vaStart': case 'builtin': case 'literal': return true;
    case 'variable': return (e.type.quals & VOLATILE) !== 0;
    case 'deref': return (e.type.quals & VOLATILE) !== 0 || hasEffects(e.pointer);
    case 'member': return (e.type.quals & VOLATILE) !== 0 || hasEffects(e.object);
    case 'unary': case 'address': case 'cast': case 'decay': return hasEffects(e.operand);
    case 'binary': case 'compare': case 'logical': case 'difference': case 'comma': return hasEffects(e.left) || hasEffects(e.right);
    case 'conditional': return hasEffects(e.test) || (e.then !== null && hasEffects(e.then)) || hasEffects(e.other);
    case 'offset': return hasEffects(e.pointer) || hasEffects(e.index);
    default: return false;
  }
}
