/** What "who wrote this" answers for: a byte or a journal entry, with the way back. */

export type Subject = { readonly kind: 'byte'; readonly address: number } | { readonly kind: 'entry'; readonly entry: number };

export interface SubjectTrail {
  readonly now: Subject | null;
  /** Earlier subjects, the newest last. */
  readonly before: readonly Subject[];
}

export const EMPTY_TRAIL: SubjectTrail = { now: null, before: [] };
const MOST_BEFORE = 50;

/** An entry is more particular than the bytes it concerns. */
export function subjectOf(selection: { readonly address: number | null; readonly entry: number | null }): Subject | null {
  if (selection.entry !== null) return { kind: 'entry', entry: selection.entry };
  return selection.address === null ? null : { kind: 'byte', address: selection.address };
}

export function sameSubject(a: Subject | null, b: Subject | null): boolean {
  if (a === null || b === null) return a === b;
  return a.kind === 'byte' ? b.kind === 'byte' && a.address === b.address : b.kind === 'entry' && a.entry === b.entry;
}

/** `keep`: the present subject can be come back to. Without it (moving about in another view) it is replaced. */
export function turnTo(trail: SubjectTrail, next: Subject | null, keep: boolean): SubjectTrail {
  if (sameSubject(trail.now, next)) return trail;
  if (!keep || trail.now === null) return { now: next, before: keep ? trail.before : [] };
  return { now: next, before: [...trail.before, trail.now].slice(-MOST_BEFORE) };
}

export function turnBack(trail: SubjectTrail): SubjectTrail {
  const now = trail.before.at(-1);
  return now === undefined ? trail : { now, before: trail.before.slice(0, -1) };
}
