/** One line a step, on standard error, so that a program's own output stays clean. */

export const say = (line) => process.stderr.write(`• ${line}\n`);

/** A step that failed, with what to do next. */
export class Failed extends Error {
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/** Run `main` and end the process with its exit code. */
export async function runScript(main) {
  try {
    const [major, minor] = process.versions.node.split('.').map(Number);
    if (major < 20 || (major === 20 && minor < 19)) throw new Failed(`Node ${process.versions.node} is too old`, 'Install Node 20.19 or newer: https://nodejs.org');
    process.exitCode = await main(process.argv.slice(2));
  } catch (problem) {
    process.stderr.write(`✗ ${problem.message}\n`);
    if (problem instanceof Failed) process.stderr.write(`  What to do: ${problem.remedy}\n`);
    else process.stderr.write(`${problem.stack}\n`);
    process.exitCode = 1;
  }
}
