/** One step per format version, from it to the next. An old file of every version is kept as a fixture. */

type Raw = Record<string, unknown>;

/** `MIGRATIONS[n]` turns version n into version n + 1. */
const MIGRATIONS: Readonly<Record<number, (data: Raw) => Raw>> = {
  /** Version 2 added source files, their breakpoints, and muted rules; all may be missing. */
  1: (data) => data,
  /** Version 3 added the options `builtInDrivers` (missing: they are there), `snooped` and `mem`. */
  2: (data) => data,
  /** Since version 4 the journal tells the stores of a loop as one entry: hashes of before cannot be compared. */
  3: ({ journal: _, ...rest }) => rest,
  /** Version 5 added conditions of breakpoints, watched writes, stops at findings, and values given to variables; all may be missing. */
  4: (data) => data,
};

/** `data` of `version` in the form of the newest version. */
export function migrate(data: Raw, version: number): Raw {
  let current = data;
  for (let step = version; MIGRATIONS[step] !== undefined; step++) current = { ...MIGRATIONS[step](current), version: step + 1 };
  return current;
}
