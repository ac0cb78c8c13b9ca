/** Timing within one process: each subject runs in turn with its baseline, so that both meet the same machine. */

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Same unit, same run. */
  readonly baseline?: { readonly name: string; readonly value: number };
  readonly note?: string;
}

/** Milliseconds of each of `times` calls, ascending; one call before them is not counted. */
export function milliseconds(times: number, subject: () => void): number[] {
  subject();
  return Array.from({ length: times }, () => {
    const from = performance.now();
    subject();
    return performance.now() - from;
  }).sort((a, b) => a - b);
}

export function median(sorted: readonly number[]): number {
  return sorted[sorted.length >> 1];
}
