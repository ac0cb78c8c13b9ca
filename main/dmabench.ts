/**
 * dmabench: the lab without windows. Every command runs the same core as the app. Exit codes: 0 all well, 1 something
 * did not hold (a check, a comparison, a program's error), 2 wrong usage, 3 a file that cannot be read or used.
 */
import { COMMANDS } from './cli/commands';
import { CliError, usage } from './cli/cli-error';

async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(usage(COMMANDS));
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) throw new CliError(`there is no command "${name}"`, 2, 'dmabench help lists them');
  return await command.run(rest);
}

/** A reader that goes away (`| head`) ends the program quietly. */
process.stdout.on('error', (problem: NodeJS.ErrnoException) => process.exit(problem.code === 'EPIPE' ? 0 : 3));

run(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (problem: unknown) => {
    if (problem instanceof CliError) {
      process.stderr.write(`dmabench: ${problem.message}${problem.remedy === '' ? '' : `\n  ${problem.remedy}`}\n`);
      process.exitCode = problem.code;
    } else {
      process.stderr.write(`dmabench: internal error: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}\n`);
      process.exitCode = 1;
    }
  },
);
