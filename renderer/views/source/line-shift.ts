/** Which line of a changed text is which line of the text before: breakpoints and places of calls follow their line. */

export interface LineShift {
  /** Line of the new text; null: the line is gone. */
  toNew(line: number): number | null;
  /** Line of the old text; null: the line is new. */
  toOld(line: number): number | null;
}

/** Between first and last change lines are paired one by one up to this many combinations. */
const MOST_PAIRS = 250_000;

export function lineShift(before: string, after: string): LineShift {
  if (before === after) return { toNew: (line) => line, toOld: (line) => line };
  const [a, b] = [before.split('\n'), after.split('\n')];
  const least = Math.min(a.length, b.length);
  let head = 0;
  while (head < least && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const pairs = pairsOf(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const toNew = new Map(pairs.map(([i, j]) => [head + i + 1, head + j + 1]));
  const toOld = new Map([...toNew].map(([i, j]) => [j, i]));
  const mapped = (line: number, from: number, to: number, middle: Map<number, number>): number | null => (line <= head ? line : line > from - tail ? line + to - from : (middle.get(line) ?? null));
  return { toNew: (line) => mapped(line, a.length, b.length, toNew), toOld: (line) => mapped(line, b.length, a.length, toOld) };
}

/** Longest common sequence of lines. */
function pairsOf(a: readonly string[], b: readonly string[]): [number, number][] {
  if (a.length === 0 || b.length === 0 || a.length * b.length > MOST_PAIRS) return [];
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
