/** One line a step, on standard error, so that a program's own output stays clean. */

/** @param {string} line */
export const say = (line) => process.stderr.write(`• ${line}\n`);

/** @param {string} text @param {number} lines */
export const tail = (text, lines) => text.trim().split('\n').slice(-lines).join('\n');

/** A step that failed, with what to do next. */
export class Failed extends Error {
  /** @param {string} message @param {string} remedy */
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/** @param {unknown} problem */
export function tellFailure(problem) {
  if (problem instanceof Failed) process.stderr.write(`✗ ${problem.message}\n  What to do: ${problem.remedy}\n`);
  else process.stderr.write(`✗ ${problem instanceof Error ? problem.stack : String(problem)}\n`);
}

/** Run `main` and end the process with its exit code. @param {(args: string[]) => Promise<number>} main */
export async function runScript(main) {
  // A signal ends us by way of "exit", where virtual displays and other children are ended too.
  for (const [signal, code] of /** @type {const} */ ([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]])) process.once(signal, () => process.exit(code));
  try {
    requireNode(process.versions.node);
    process.exitCode = await main(process.argv.slice(2));
  } catch (problem) {
    tellFailure(problem);
    process.exitCode = 1;
  }
}

/** @param {string} version */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Failed(`Node ${version} is too old`, 'Install Node 20.19 or newer: https://nodejs.org');
}
