/** -Wunused-value: values that nobody takes. As gcc: what a macro expands to is told of only where no macro made it. */
import type { Expr } from './ast';
import type { Context } from './context';
import { VOLATILE } from './ctype';
import { hasEffects } from './effects';

/** Called for the value of a statement. */
export function checkUnused(cx: Context, e: Expr): void {
  if (e.type.kind === 'void' || e.type.kind === 'error' || e.at.expansion || cx.unevaluated > 0) return;
  if (!hasEffects(e)) {
    const message = e.kind === 'compare' && e.op === '==' ? "result of '==' is not used; '=' meant?" : 'statement has no effect';
    cx.diagnostics.warning('unused-value', e.at, message);
  } else dropped(cx, e);
}

/** Called for what stands left of a comma. */
export function checkLeft(cx: Context, e: Expr): void {
  if (e.type.kind === 'void' || e.type.kind === 'error' || e.at.expansion || cx.unevaluated > 0) return;
  if (!hasEffects(e)) cx.diagnostics.warning('unused-value', e.at, "what stands left of ',' has no effect");
  else dropped(cx, e);
}

/** Something in `e` has effects; its value may still be computed for nothing: `*p++`. */
function dropped(cx: Context, e: Expr): void {
  switch (e.kind) {
    case 'logical':
      if (e.right.kind !== 'comma') cx.diagnostics.warning('unused-value', e.at, 'value computed is not used');
      return;
    case 'comma':
      if (hasEffects(e.right)) dropped(cx, e.right);
      else if (e.right.type.kind !== 'void' && !e.right.at.expansion) cx.diagnostics.warning('unused-value', e.right.at, 'value computed is not used');
      return;
    case 'deref':
      if (hasEffects(e.pointer) && (e.type.quals & VOLATILE) === 0) cx.diagnostics.warning('unused-value', e.at, 'value computed is not used');
      return;
    case 'binary': case 'compare': case 'unary': case 'offset':
      cx.diagnostics.warning('unused-value', e.at, 'value computed is not used');
      return;
    default: return;
  }
}
