/** The list of boards. */
import type { BoardOptions, Machine } from './machine';
import { buildZynq7000 } from './zynq7000';

export interface BoardEntry {
  readonly name: string;
  readonly title: string;
  readonly build: (options?: BoardOptions) => Machine;
}

export const BOARDS: readonly BoardEntry[] = [{ name: 'zynq7000', title: 'Zynq-7000', build: buildZynq7000 }];

/** @throws Error naming the boards there are. */
export function buildBoard(name: string, options: BoardOptions = {}): Machine {
  const board = BOARDS.find((one) => one.name === name);
  if (board === undefined) throw new Error(`there is no board "${name}"; there are: ${BOARDS.map((one) => one.name).join(', ')}`);
  return board.build(options);
}
