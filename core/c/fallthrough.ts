/** -Wimplicit-fallthrough: control that runs from one case into the next without saying so. Places as gcc has them. */
import type { Expr, Stmt } from './ast';
import { foldInteger } from './constant';
import type { Context } from './context';
import type { Where } from './source';
import { fallsThrough } from './unused';

type Case = Stmt & { kind: 'case' | 'default' | 'label' };
const isLabelled = (s: Stmt): s is Case => s.kind === 'case' || s.kind === 'default' || s.kind === 'label';

/** `body` is that of a switch. A case right before `break` or `goto` does nothing that could be unwanted. */
export function warnFallthrough(cx: Context, body: Stmt): void {
  if (body.kind !== 'compound') return;
  let before: Where | null = null;
  body.body.forEach((outer, i) => {
    let s = outer;
    let entered = false;
    while (isLabelled(s)) {
      entered ||= s.kind !== 'label';
      s = s.body;
    }
    const leaves = s.kind === 'empty' && !s.falls ? body.body[i + 1] ?? s : s;
    if (entered && before && leaves.kind !== 'break' && leaves.kind !== 'goto') cx.diagnostics.extra('implicit-fallthrough', before, "control may run on into the next case; 'break;' missing? ('fallthrough;' says that it is meant)");
    if (entered) before = null;
    if (s.kind === 'empty') before = s.falls ? null : before;
    else before = placeOfEnd(s);
  });
}

/** The statement in which control leaves `s` at its end; null: it does not. */
function placeOfEnd(s: Stmt): Where | null {
  if (!fallsThrough(s)) return null;
  switch (s.kind) {
    case 'compound': return placeOfLast(s.body);
    case 'label': case 'case': case 'default': return placeOfEnd(s.body);
    case 'if': return placeOfIf(s);
    case 'while': case 'do': return foldInteger(s.test) === null ? s.test.at : null;
    case 'for': return s.test && foldInteger(s.test) === null ? s.test.at : null;
    case 'expression': return placeOfValue(s.value);
    case 'declare': case 'size': case 'empty': return null;
    default: return s.at;
  }
}
function placeOfValue(e: Expr): Where {
  if (e.kind === 'cast') return placeOfValue(e.operand);
  if (e.kind !== 'assign') return e.at;
  let { value } = e;
  while (value.kind === 'cast') value = value.operand;
  return value.kind === 'call' ? value.at : e.at;
}
function placeOfLast(body: Stmt[]): Where | null {
  for (const s of body.toReversed()) {
    if (s.kind === 'empty' && !s.falls) continue;
    return s.kind === 'empty' ? null : placeOfEnd(s);
  }
  return null;
}
function placeOfIf(s: Stmt & { kind: 'if' }): Where | null {
  if (!s.other) return s.testAt;
  const jumps = s.other.kind === 'break' || s.other.kind === 'goto' || s.other.kind === 'continue';
  if (jumps) return null;
  return fallsThrough(s.then) ? s.testAt : placeOfEnd(s.other);
}
