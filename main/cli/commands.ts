/** All commands of dmabench, in the order of its usage text. */
import { asmCommand, disasmCommand } from './assembler-commands';
import { cCommand } from './c-command';
import { conformanceCCommand } from './conformance-c-command';
import { conformanceLinuxCommand } from './conformance-linux-command';
import { conformanceCommand } from './conformance-command';
import { conformanceLayoutCommand } from './conformance-layout-command';
import { microcodeCommand } from './microcode-command';
import { pl330Command } from './pl330-command';
import { checkCommand, runCommand, sessionsCommand, verifyCommand } from './run-command';
import type { Command } from './cli-error';

export const COMMANDS: readonly Command[] = [runCommand, checkCommand, verifyCommand, sessionsCommand, asmCommand, disasmCommand, pl330Command, microcodeCommand, cCommand, conformanceCommand, conformanceCCommand, conformanceLinuxCommand, conformanceLayoutCommand];
