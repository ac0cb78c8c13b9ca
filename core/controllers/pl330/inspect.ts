/** The controller's state for panels: a pure function of it. Words and manual sections come from the tables. */
import type { DmaStateView, DmaThreadView } from '../../contract';
import type { BurstQueue } from './burst-queue';
import { faultsIn } from './faults';
import { disassembleAt } from './disassembler';
import type { InstructionCache } from './instruction-cache';
import type { Pl330Config } from './config';
import type { DataPath } from './data-path';
import type { Mfifo } from './mfifo';
import type { RegisterFile } from './register-file';
import { STALL, STALL_NAMES, STATE, STATE_NAMES, type Threads } from './threads';

/** What there is to look at. */
export interface Pl330Inside {
  readonly config: Pl330Config;
  readonly registers: RegisterFile;
  readonly threads: Threads;
  readonly cache: InstructionCache;
  readonly mfifo: Mfifo;
  readonly data: DataPath;
}

const hex = (value: number, digits = 8): string => '0x' + value.toString(16).padStart(digits, '0');

export function inspectPl330(dmac: Pl330Inside): DmaStateView {
  const { config, mfifo, threads, data } = dmac;
  return {
    controller: config.id,
    title: config.title,
    facts: [
      { label: 'Channels', value: String(config.channels) },
      { label: 'Events', value: String(config.events) },
      { label: 'Peripheral requests', value: String(config.peripherals) },
      { label: 'MFIFO', value: `${config.mfifoLines} × ${config.busBytes} bytes` },
      { label: 'Instruction cache', value: `${config.cacheLines} × ${config.cacheLineBytes} bytes` },
      { label: 'Ordering', value: config.ordering === 'overtaking' ? 'loads may overtake earlier stores (DMAWMB keeps order)' : 'as in the program' },
    ],
    threads: Array.from({ length: threads.count }, (_, thread) => threadView(dmac, thread)),
    fifo: { lines: config.mfifoLines, bytesPerLine: config.busBytes, held: Array.from(mfifo.linesOf, (lines, channel) => ({ thread: channel + 1, lines })).filter((one) => one.lines > 0) },
    queues: [queueView('Read queue', data.loads), queueView('Write queue', data.stores)],
  };
}

function threadView(dmac: Pl330Inside, thread: number): DmaThreadView {
  const { registers, threads } = dmac;
  const { values } = registers;
  const channel = thread - 1;
  return {
    thread,
    name: thread === 0 ? 'Manager' : `Channel ${channel}`,
    state: STATE_NAMES[threads.state[thread]] ?? `state ${threads.state[thread]}`,
    pc: values[registers.pc[thread]],
    instruction: cachedText(dmac, thread),
    nonSecure: threads.nonSecure[thread] === 1,
    waitingFor: waitingFor(dmac, thread),
    fault: faultView(dmac, thread),
    counters:
      thread === 0
        ? []
        : [
            { label: 'SAR', value: hex(values[registers.sar + channel]) },
            { label: 'DAR', value: hex(values[registers.dar + channel]) },
            { label: 'CCR', value: hex(values[registers.ccr + channel]) },
            { label: 'LC0', value: String(values[registers.lc[0] + channel]) },
            { label: 'LC1', value: String(values[registers.lc[1] + channel]) },
            { label: 'Request type', value: threads.requestType[thread] === 1 ? 'burst' : 'single' },
            { label: 'Loads under way', value: String(threads.loadsOpen[thread]) },
            { label: 'Stores under way', value: String(threads.storesOpen[thread]) },
            { label: 'MFIFO bytes', value: `${dmac.mfifo.filled[channel]} of ${dmac.mfifo.reserved[channel]} reserved` },
          ],
  };
}

/** The instruction at the program counter as the thread's cache has it; empty when it has to be fetched. */
function cachedText(dmac: Pl330Inside, thread: number): string {
  const { cache, registers, threads } = dmac;
  if (threads.state[thread] === STATE.stopped) return '';
  const pc = registers.values[registers.pc[thread]];
  const bytes: number[] = [];
  for (let i = 0; i < 6; i++) {
    const byte = cache.byteAt(thread, (pc + i) >>> 0);
    if (byte < 0) break;
    bytes.push(byte);
  }
  if (bytes.length === 0) return '';
  const line = disassembleAt(bytes, 0, pc);
  return line.problem === 'truncated' ? '' : line.text;
}

function waitingFor(dmac: Pl330Inside, thread: number): string {
  const { stall, wakeup, fetchLine, loadsOpen, storesOpen, state } = dmac.threads;
  const reason = stall[thread];
  if (reason === STALL.event || reason === STALL.peripheral) return `${STALL_NAMES[reason]} ${wakeup[thread]}`;
  if (reason === STALL.fetch) return `${STALL_NAMES[reason]} at ${hex(fetchLine[thread])}`;
  if (state[thread] === STATE.completing || state[thread] === STATE.killing || state[thread] === STATE.faultingCompleting) return `${loadsOpen[thread]} loads and ${storesOpen[thread]} stores under way`;
  return STALL_NAMES[reason];
}

function faultView(dmac: Pl330Inside, thread: number): DmaThreadView['fault'] {
  const { registers, threads } = dmac;
  const bits = registers.values[registers.faultType[thread]];
  if (bits === 0) return null;
  const faults = faultsIn(bits);
  return {
    bits: faults.map((fault) => (thread === 0 ? fault.manager : fault.channel) ?? `bit ${fault.bit}`),
    cause: faults.map((fault) => fault.cause).join('; '),
    section: faults[0].section,
    pc: threads.faultPc[thread],
  };
}

function queueView(name: string, queue: BurstQueue): DmaStateView['queues'][number] {
  const entries = Array.from({ length: queue.count }, (_, i) => {
    const burst = queue.at(i);
    const what = burst.zeros ? ' of zeros' : '';
    return `channel ${burst.thread - 1}: ${burst.beats} × ${1 << burst.sizeLog2} bytes${what} at ${hex(burst.address)}${burst.fixed ? ', fixed' : ''}`;
  });
  return { name, depth: queue.depth, used: queue.count, entries };
}
