/** How many lines log and terminal keep. The oldest go many at a time, so that a line does not cost a copy of all. */
const MOST_LINES = 20_000;
const AT_ONCE = 2000;

/** How many of `count` lines have to go. */
export function overflow(count: number): number {
  return count > MOST_LINES ? count - MOST_LINES + AT_ONCE : 0;
}
