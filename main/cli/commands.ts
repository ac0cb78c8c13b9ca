/** All commands of dmabench, in the order of its usage text. */
import { asmCommand, disasmCommand } from './assembler-commands';
import { checkCommand, runCommand, sessionsCommand, verifyCommand } from './run-command';
import type { Command } from './cli-error';

export const COMMANDS: readonly Command[] = [runCommand, checkCommand, verifyCommand, sessionsCommand, asmCommand, disasmCommand];
