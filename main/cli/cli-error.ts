/** How the command line fails, and how it describes itself. */

export class CliError extends Error {
  constructor(
    message: string,
    readonly code: 1 | 2 | 3,
    readonly remedy = '',
  ) {
    super(message);
  }
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly run: (args: readonly string[]) => number | Promise<number>;
}

export function usage(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.usage.length));
  return `dmabench: the DMA lab on the command line\n\n${commands.map((command) => `  ${command.usage.padEnd(width)}  ${command.summary}`).join('\n')}\n\nExit codes: 0 all well, 1 something did not hold, 2 wrong usage, 3 a file that cannot be used. docs/dmabench.md has the forms of all output.\n`;
}

export interface Options {
  readonly positional: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** Split arguments. @throws CliError for an option that is not in `flags` or `values`, or lacks its value. */
export function parseOptions(args: readonly string[], flags: readonly string[], values: readonly string[]): Options {
  const positional: string[] = [];
  const given = new Set<string>();
  const found = new Map<string, string[]>();
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (!arg.startsWith('--') || arg === '--') positional.push(arg);
    else {
      const [name, inline] = arg.slice(2).split(/=(.*)/s) as [string, string | undefined];
      if (flags.includes(name) && inline === undefined) given.add(name);
      else if (values.includes(name)) {
        const value = inline ?? args[++i];
        if (value === undefined) throw new CliError(`--${name} needs a value`, 2);
        found.set(name, [...(found.get(name) ?? []), value]);
      } else throw new CliError(`unknown option --${name}`, 2, [...flags, ...values].length === 0 ? 'this command has no options' : `options: ${[...flags, ...values].map((one) => `--${one}`).join(' ')}`);
    }
  }
  return { positional, flags: given, values: found };
}
