/** What stands at an instruction of the code, under the marks of breakpoints and of hot loops. */
import { OP } from './bytecode';
import type { Interpreter } from './interpret';

export function operationAt({ machine, loops }: Interpreter, pc: number): number {
  const op = machine.operationAt(pc);
  return op === OP.hot ? loops.under(pc) : op;
}
