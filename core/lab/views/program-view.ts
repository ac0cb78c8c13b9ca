/** Disassembly of what a DMA thread runs, with program counters, counts and faults. */
import type { Machine } from '../../boards/machine';
import type { DmaController } from '../../controllers/dma-controller';
import type { ProgramLine, ProgramView } from '../../contract';
import { CHUNK_ENTRIES } from '../../journal/chunk';
import { KIND } from '../../journal/entry-kinds';

/** A program without an end is cut off here. */
const MOST_LINES = 2000;
/** Entries that are looked at for execution counts. */
const COUNT_BUDGET = 400_000;

export function programView(machine: Machine, controller: DmaController, thread: number, breakpoints: readonly number[]): ProgramView {
  const start = controller.programStart(thread);
  if (start === null) return { controller: controller.id, thread, start: 0, lines: [], breakpoints: [...breakpoints] };
  const state = controller.inspect();
  const counts = executionCounts(machine, controller.initiators[thread]);
  const lines: ProgramLine[] = [];
  let address = start;
  const last = Math.max(start, ...state.threads.filter((one) => one.thread === thread).map((one) => one.pc));
  while (lines.length < MOST_LINES) {
    const bytes = machine.memory.bytes(address, 6);
    const { text, meaning, length, target } = controller.disassemble(bytes, address);
    const here = state.threads.filter((one) => one.pc === address && one.state !== 'stopped');
    const fault = state.threads.find((one) => one.fault !== null && one.fault.pc === address)?.fault ?? null;
    lines.push({
      address,
      bytes: bytes.slice(0, length),
      text,
      meaning,
      threads: here.map((one) => one.thread),
      executed: counts.get(address) ?? 0,
      fault: fault === null ? null : `${fault.cause} (${fault.section})`,
      target,
    });
    address = (address + length) >>> 0;
    const ended = bytes[0] === 0 || text.startsWith('.byte');
    if (ended && address > last) break;
  }
  return { controller: controller.id, thread, start, lines, breakpoints: [...breakpoints] };
}

function executionCounts(machine: Machine, initiator: string): Map<number, number> {
  const { journal } = machine;
  const code = journal.initiatorList.find((one) => one.name === initiator)?.code ?? -1;
  const counts = new Map<number, number>();
  for (let index = Math.max(1, journal.length - COUNT_BUDGET); index < journal.length; index++) {
    const chunk = journal.chunkOf(index);
    const i = index & (CHUNK_ENTRIES - 1);
    if (chunk.kind[i] === KIND.instruction && chunk.initiator[i] === code) counts.set(chunk.address[i], (counts.get(chunk.address[i]) ?? 0) + 1);
  }
  return counts;
}
