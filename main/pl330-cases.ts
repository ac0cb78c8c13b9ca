/**
 * PL330 cases, one JSON object a line: memory, registers and DMAGOs in; memory and registers out. The machine is a Zynq's
 * PL330 with 128 MiB of RAM at 0, loads and stores in program order, all events and requests secure, and peripherals that
 * always request. After each debug instruction it runs until all threads rest. docs/dmabench.md describes the form.
 */
import * as v from 'valibot';
import { Pl330Rig } from '../core/controllers/pl330/pl330-rig';

export const CASE_RAM_BYTES = 0x0800_0000;
/** Cycles that may pass between a debug instruction and rest. */
export const CASE_BUDGET = 50_000_000;

const unsigned = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const length = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(CASE_RAM_BYTES));
const channel = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(7));
const flag = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1));
const byte = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));
const hex = v.pipe(v.string(), v.regex(/^([0-9a-fA-F]{2})*$/, 'must be pairs of hexadecimal digits'));

const CASE = v.object({
  id: v.optional(v.unknown()),
  mem: v.optional(v.array(v.union([v.strictObject({ addr: unsigned, hex }), v.strictObject({ addr: unsigned, fill: byte, len: length })], 'must be {addr, hex} or {addr, fill, len}')), []),
  inten: v.optional(unsigned, 0),
  start: v.array(v.strictObject({ channel, ns: v.optional(flag, 0), pc: unsigned })),
  debug: v.optional(v.array(v.strictObject({ thread: flag, channel, bytes: v.pipe(v.array(byte), v.minLength(1), v.maxLength(6)) })), []),
  peek: v.optional(v.array(v.strictObject({ addr: unsigned, len: length })), []),
});

export type Pl330Case = v.InferInput<typeof CASE>;

export interface ChannelRegisters {
  csr: number;
  cpc: number;
  ftr: number;
  sar: number;
  dar: number;
  ccr: number;
  lc0: number;
  lc1: number;
}

export interface CaseRegisters {
  dsr: number;
  dpc: number;
  inten: number;
  ris: number;
  mis: number;
  fsrd: number;
  fsrc: number;
  ftrd: number;
  dbgstatus: number;
  ch: ChannelRegisters[];
}

export interface CaseAnswer {
  id: unknown;
  mem: string[];
  regs: CaseRegisters;
}

export interface CaseFailure {
  id: unknown;
  error: string;
}

/** Answers in the order of the lines; empty lines are skipped. */
export function* runCases(lines: Iterable<string>, budget = CASE_BUDGET): Generator<CaseAnswer | CaseFailure> {
  let number = 0;
  for (const line of lines) {
    number++;
    if (line.trim() !== '') yield answerLine(line, number, budget);
  }
}

function answerLine(line: string, number: number, budget: number): CaseAnswer | CaseFailure {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (problem) {
    return { id: null, error: `line ${number} is no JSON: ${problem instanceof Error ? problem.message : 'unreadable'}` };
  }
  const id = typeof parsed === 'object' && parsed !== null && 'id' in parsed ? parsed.id : null;
  try {
    return answerCase(parsed as Pl330Case, budget);
  } catch (problem) {
    if (problem instanceof CaseError) return { id, error: problem.message };
    throw problem;
  }
}

/** What is wrong with a case, or why it has no answer. */
export class CaseError extends Error {}

/** @throws CaseError */
export function answerCase(given: Pl330Case, budget = CASE_BUDGET): CaseAnswer {
  const rig = runCase(given, false, budget);
  const { bank } = rig.dmac;
  const at = (offset: number): number => bank.peek(offset, 4);
  const ch = Array.from({ length: 8 }, (_, n) => ({
    csr: at(0x100 + 8 * n),
    cpc: at(0x104 + 8 * n),
    ftr: at(0x40 + 4 * n),
    sar: at(0x400 + 0x20 * n),
    dar: at(0x404 + 0x20 * n),
    ccr: at(0x408 + 0x20 * n),
    lc0: at(0x40c + 0x20 * n),
    lc1: at(0x410 + 0x20 * n),
  }));
  return {
    id: given.id ?? null,
    mem: (given.peek ?? []).map((part) => Buffer.from(rig.memory.bytes(part.addr, part.len)).toString('hex')),
    regs: { dsr: at(0), dpc: at(4), inten: at(0x20), ris: at(0x24), mis: at(0x28), fsrd: at(0x30), fsrc: at(0x34), ftrd: at(0x38), dbgstatus: at(0xd00), ch },
  };
}

/** The machine after the case. @throws CaseError */
export function runCase(given: Pl330Case, journal = false, budget = CASE_BUDGET): Pl330Rig {
  const result = v.safeParse(CASE, given);
  if (!result.success) throw new CaseError(describeIssue(result.issues[0]));
  const { mem, inten, start, debug, peek } = result.output;
  const rig = new Pl330Rig({ config: { ordering: 'program' }, ramBytes: CASE_RAM_BYTES, journal });
  mem.forEach((part, i) => {
    const bytes = 'hex' in part ? Buffer.from(part.hex, 'hex') : new Uint8Array(part.len).fill(part.fill);
    checkRange(`mem[${i}]`, part.addr, bytes.length);
    rig.memory.write(part.addr, bytes, 0, bytes.length);
  });
  peek.forEach((part, i) => checkRange(`peek[${i}]`, part.addr, part.len));
  requestForEver(rig);
  rig.write(0x20, inten);
  start.forEach((one, i) => {
    rig.go(one.channel, one.pc, one.ns === 1);
    rest(rig, `start[${i}]`, budget);
  });
  debug.forEach((one, i) => {
    rig.debug(one.thread === 0 ? 0 : one.channel + 1, one.bytes);
    rest(rig, `debug[${i}]`, budget);
  });
  return rig;
}

/** Every peripheral has a burst request at all times: a DMAWFP never waits. */
function requestForEver(rig: Pl330Rig): void {
  const { dmac } = rig;
  for (let peripheral = 0; peripheral < dmac.config.peripherals; peripheral++) {
    const again = (): void => dmac.request(peripheral, 'burst', 0);
    dmac.connectDevice(peripheral, { requestTaken: again, flushed: again });
    again();
  }
}

function rest(rig: Pl330Rig, where: string, budget: number): void {
  if (!rig.settle(budget)) throw new CaseError(`${where}: still running after ${budget} cycles (an endless loop?)`);
}

function checkRange(field: string, address: number, bytes: number): void {
  if (address + bytes > CASE_RAM_BYTES) throw new CaseError(`${field}: ${bytes} bytes at 0x${address.toString(16)} are not all in RAM, which ends at 0x${(CASE_RAM_BYTES - 1).toString(16)}`);
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map((item) => (typeof item.key === 'number' ? `[${item.key}]` : `.${String(item.key)}`)).join('');
  return `${path === '' ? 'the case' : path.replace(/^\./, '')}: ${issue.message}`;
}
