/**
 * What can go wrong with a thread: bits of FTRD and FTRn, in words, with the manual's sections. ARM DDI 0424 section 2.12
 * (aborts) and 3.3.9, 3.3.10. Precise: the program counter stands on the instruction; imprecise: the thread has gone on.
 */

export interface FaultDefinition {
  readonly bit: number;
  /** Name of the bit in FTRD / FTRn; missing where that thread cannot have it. */
  readonly manager?: string;
  readonly channel?: string;
  readonly title: string;
  readonly cause: string;
  readonly kind: 'precise' | 'imprecise' | 'origin';
  readonly section: string;
}

export const FAULTS: readonly FaultDefinition[] = [
  { bit: 0, manager: 'undef_instr', channel: 'undef_instr', title: 'Undefined instruction', cause: 'the byte at the program counter is no instruction, or not one that this thread may run', kind: 'precise', section: '2.12, 3.3.10' },
  { bit: 1, manager: 'operand_invalid', channel: 'operand_invalid', title: 'Invalid operand', cause: 'an operand lies outside this controller\'s configuration or sets reserved bits', kind: 'precise', section: '2.12, 3.3.10' },
  { bit: 4, manager: 'dmago_err', title: 'DMAGO security', cause: 'a non-secure manager tried to start a secure channel', kind: 'precise', section: '2.11, 3.3.9' },
  { bit: 5, manager: 'mgr_evnt_err', channel: 'ch_evnt_err', title: 'Event security', cause: 'a non-secure thread used DMASEV or DMAWFE with a secure event', kind: 'precise', section: '2.11, 3.3.10' },
  { bit: 6, channel: 'ch_periph_err', title: 'Peripheral security', cause: 'a non-secure channel used a secure peripheral request', kind: 'precise', section: '2.11, 3.3.10' },
  { bit: 7, channel: 'ch_rdwr_err', title: 'Transfer security', cause: 'a non-secure channel wrote CCR for a secure read or write', kind: 'precise', section: '2.11, 3.3.10' },
  { bit: 12, channel: 'mfifo_err', title: 'MFIFO too small', cause: 'the MFIFO cannot hold what the channel\'s loads bring before its stores take it', kind: 'imprecise', section: '2.12, 3.3.10' },
  { bit: 13, channel: 'st_data_unavailable', title: 'Store data unavailable', cause: 'a store found less data in the MFIFO than its burst moves: the loads before it brought too little', kind: 'precise', section: '2.12, 3.3.10' },
  { bit: 16, manager: 'instr_fetch_err', channel: 'instr_fetch_err', title: 'Instruction fetch error', cause: 'the bus answered an instruction fetch with an error: no memory answers at the program counter', kind: 'precise', section: '2.12, 3.3.10' },
  { bit: 17, channel: 'data_write_err', title: 'Data write error', cause: 'the bus answered a write with an error (BRESP)', kind: 'imprecise', section: '2.12, 3.3.10' },
  { bit: 18, channel: 'data_read_err', title: 'Data read error', cause: 'the bus answered a read with an error (RRESP)', kind: 'imprecise', section: '2.12, 3.3.10' },
  { bit: 30, manager: 'dbg_instr', channel: 'dbg_instr', title: 'Debug instruction', cause: 'the instruction came from the debug registers', kind: 'origin', section: '3.3.10' },
  { bit: 31, channel: 'lockup_err', title: 'Lock-up', cause: 'the watchdog ended a lock-up: all running channels waited for room in the MFIFO', kind: 'imprecise', section: '2.12, 3.3.28' },
];

/** Bits of the fault registers. */
export const FAULT = {
  undef_instr: 1,
  operand_invalid: 2,
  dmago_err: 1 << 4,
  evnt_err: 1 << 5,
  periph_err: 1 << 6,
  rdwr_err: 1 << 7,
  mfifo_err: 1 << 12,
  st_data_unavailable: 1 << 13,
  instr_fetch_err: 1 << 16,
  data_write_err: 1 << 17,
  data_read_err: 1 << 18,
  dbg_instr: 1 << 30,
  lockup_err: 0x80000000,
} as const;

/** The set bits' definitions, the origin bit last. */
export function faultsIn(value: number): readonly FaultDefinition[] {
  return FAULTS.filter((fault) => (value >>> fault.bit) % 2 === 1).sort((a, b) => Number(a.kind === 'origin') - Number(b.kind === 'origin'));
}

/** "undef_instr, dbg_instr" as FTRD or FTRn name them. */
export function faultNames(value: number, thread: 'manager' | 'channel'): string[] {
  return faultsIn(value).map((fault) => fault[thread] ?? `bit ${fault.bit}`);
}
