/**
 * Where QEMU's PL330 and ours may differ, and why: the only table of excuses. A row covers a difference by what the case did
 * and which field differs, never by program or seed. What no row covers is a finding.
 */
import { FAULT } from '../../core/controllers/pl330/faults';
import { CCR_RESET } from '../../core/controllers/pl330/registers';
import type { CaseAnswer } from '../pl330-cases';
import type { Difference } from './compare';
import type { CaseFacts, ChannelFacts } from './facts';

export interface Excuse {
  readonly name: string;
  /** Section of ARM DDI 0424 that decides, or leaves it open. */
  readonly section: string;
  readonly manual: string;
  readonly other: string;
  readonly covers: (context: ExcuseContext) => boolean;
}

export interface ExcuseContext {
  readonly difference: Difference;
  readonly facts: CaseFacts;
  readonly ours: CaseAnswer;
  readonly theirs: CaseAnswer;
  /** Facts of the difference's channel. */
  readonly channel: ChannelFacts | undefined;
}

const LOCKUP = FAULT.lockup_err;
const isMemory = (difference: Difference): boolean => difference.field.startsWith('mem[');
const number = (text: string): number => Number.parseInt(text.slice(2), 16);
const ofChannel = (difference: Difference, ...fields: string[]): boolean => difference.channel !== undefined && fields.includes(difference.field);
/** Bits in which a register with a bit per channel differs belong to channels for which `holds`. */
function bitsOf({ difference, facts }: ExcuseContext, field: string, holds: (channel: ChannelFacts) => boolean): boolean {
  if (difference.field !== field) return false;
  const bits = number(difference.ours) ^ number(difference.theirs);
  return facts.channels.every((channel, n) => ((bits >>> n) & 1) === 0 || holds(channel));
}
const anyChannel = (facts: CaseFacts, holds: (channel: ChannelFacts) => boolean): boolean => facts.channels.some(holds);
/** Fields that a program which went another way from some point on can change. */
const EVENTS = ['ris', 'mis'];
const CHANNEL_STATE = ['csr', 'cpc', 'ftr', 'sar', 'dar', 'ccr', 'lc0', 'lc1'];

/** The whole channel went another way: everything of it, the memory, events it sent or did not send. */
function wentAnotherWay(context: ExcuseContext, holds: (channel: ChannelFacts) => boolean): boolean {
  const { difference, facts, channel } = context;
  if (channel !== undefined) return holds(channel) && CHANNEL_STATE.includes(difference.field);
  if (difference.field === 'fsrc') return bitsOf(context, 'fsrc', holds);
  return (isMemory(difference) || EVENTS.includes(difference.field)) && anyChannel(facts, holds);
}

const hasFault = (bit: number) => (channel: ChannelFacts): boolean => (channel.faults & bit) !== 0;
const ccrHas = (test: (ccr: number) => boolean) => (channel: ChannelFacts): boolean => channel.ccr.some(test);
const size = (ccr: number, bit: number): number => (ccr >>> bit) & 7;
const RESERVED_CODES = [0x06, 0x0a, 0x33, 0x2a, 0x2e, 0x3a, 0x3e];
const DMAEND = 0x00;
const DMAKILL = 0x01;
const endedWithData = (channel: ChannelFacts): boolean => channel.leftOver > 0 && channel.executed.at(-1) === DMAEND;
const killsItself = (channel: ChannelFacts): boolean => channel.faultByte === DMAKILL && (channel.faults & FAULT.undef_instr) !== 0;
const WRITE_QUEUE = 16;

export const EXCUSES: readonly Excuse[] = [
  {
    name: 'CCR at reset',
    section: '3.3.15',
    manual: 'the reset value is 0x00800200',
    other: 'resets it to 0',
    covers: ({ difference, channel }) => ofChannel(difference, 'ccr') && channel?.ccr.length === 0 && number(difference.ours) === CCR_RESET && number(difference.theirs) === 0,
  },
  {
    name: 'program counter of a fault',
    section: '2.12',
    manual: 'a precise abort leaves the program counter on the instruction',
    other: 'leaves it behind the instruction, except for undef_instr',
    covers: ({ difference, channel }) => ofChannel(difference, 'cpc') && channel !== undefined && channel.faults !== 0 && number(difference.theirs) - number(difference.ours) === channel.faultLength,
  },
  {
    name: 'debug status after a fault',
    section: '3.3.18',
    manual: 'DBGSTATUS is busy while the debug instruction executes',
    other: 'stays busy after a debug instruction that faults',
    covers: ({ difference, facts }) => difference.field === 'dbgstatus' && number(difference.ours) === 0 && facts.debugFaults + facts.startedBusy.size > 0,
  },
  {
    name: 'endian swap',
    section: '3.3.15',
    manual: 'endian_swap_size reverses the bytes of each group',
    other: 'ignores the field',
    covers: ({ difference, facts }) => isMemory(difference) && anyChannel(facts, ccrHas((ccr) => size(ccr, 28) !== 0)),
  },
  {
    name: 'data left at DMAEND',
    section: '4.3.3',
    manual: 'DMAEND drops what is left in the MFIFO and stops the channel',
    other: 'faults with lockup_err',
    covers: (context) => {
      const { difference, channel } = context;
      if (difference.field === 'fsrc') return bitsOf(context, 'fsrc', endedWithData);
      if (channel === undefined || !endedWithData(channel)) return false;
      if (difference.field === 'ftr') return number(difference.ours) === 0 && number(difference.theirs) === LOCKUP;
      if (difference.field === 'cpc') return number(difference.ours) - number(difference.theirs) === 1;
      return difference.field === 'csr' && (number(difference.theirs) & 15) === 15;
    },
  },
  {
    name: 'size of the MFIFO',
    section: '2.9',
    manual: '128 lines of the bus width, counted in lines; a load that can never fit is mfifo_err',
    other: 'holds 4096 bytes and knows lockup_err only',
    covers: (context) => wentAnotherWay(context, hasFault(FAULT.mfifo_err)),
  },
  {
    name: 'store without data',
    section: '3.3.10',
    manual: 'st_data_unavailable stops the channel at the store, nothing of which is done',
    other: 'queues the store, writes what data there is, and faults or goes on when later loads bring more',
    covers: (context) => wentAnotherWay(context, hasFault(FAULT.st_data_unavailable)),
  },
  {
    name: 'secure transfers of a non-secure channel',
    section: '2.11',
    manual: 'programming CCR for a secure transfer is ch_rdwr_err',
    other: 'ignores the protection bits',
    covers: (context) => wentAnotherWay(context, hasFault(FAULT.rdwr_err)),
  },
  {
    name: 'beats wider than the bus',
    section: '3.3.15',
    manual: 'not supported',
    other: 'moves them',
    covers: (context) => wentAnotherWay(context, (channel) => hasFault(FAULT.operand_invalid)(channel) && channel.faultByte === 0xbc),
  },
  {
    name: 'DMAKILL in a program',
    section: '4.3.6',
    manual: 'only the debug registers may issue it',
    other: 'stops the channel',
    covers: (context) => wentAnotherWay(context, killsItself),
  },
  {
    name: 'reserved codes',
    section: '4.3',
    manual: 'a byte that is no instruction is undef_instr',
    other: 'takes some as an instruction with a bad operand: operand_invalid',
    covers: ({ difference, channel }) => {
      if (channel === undefined || !RESERVED_CODES.includes(channel.faultByte) || (channel.faults & FAULT.undef_instr) === 0) return false;
      if (difference.field === 'ftr') return number(difference.ours) === FAULT.undef_instr && number(difference.theirs) === FAULT.operand_invalid;
      return difference.field === 'cpc' && number(difference.theirs) - number(difference.ours) <= 2;
    },
  },
  {
    name: 'DMAGO to a channel that is not stopped',
    section: '4.3.5',
    manual: 'does nothing',
    other: 'the manager faults with operand_invalid',
    covers: ({ difference, facts }) => facts.startedBusy.size > 0 && ['dsr', 'fsrd', 'ftrd', 'dbgstatus'].includes(difference.field),
  },
  {
    name: 'DMASTZ with a full write queue',
    section: '4.3.18',
    manual: 'waits and stores once',
    other: 'moves DAR again at every try',
    covers: (context) => {
      const holds = (channel: ChannelFacts): boolean => channel.zerosInARow > WRITE_QUEUE;
      return context.channel === undefined ? isMemory(context.difference) && anyChannel(context.facts, holds) : ofChannel(context.difference, 'dar') && holds(context.channel);
    },
  },
  {
    name: 'DMASTZ at an unaligned address',
    section: '4.3.18',
    manual: 'DAR ends on a boundary of the beat, as for DMAST',
    other: 'adds the whole size, so that DAR stays unaligned',
    covers: (context) => (context.channel === undefined ? isMemory(context.difference) && anyChannel(context.facts, (channel) => channel.zerosUnaligned) : ofChannel(context.difference, 'dar') && context.channel.zerosUnaligned),
  },
  {
    name: 'stale instructions',
    section: '2.5',
    manual: 'the instruction cache keeps what it has fetched',
    other: 'has no cache: a program that changes itself runs the new bytes',
    covers: (context) => context.facts.wroteProgram && wentAnotherWay(context, () => true),
  },
  {
    name: 'one signal, several waiters',
    section: '4.3.19',
    manual: 'a signal wakes the threads that wait when it comes',
    other: 'keeps it until the last of them has run, so that one of them can take it a second time',
    covers: ({ difference, facts }) => {
      const times = (channel: ChannelFacts, event: number): number => channel.waited.filter((one) => one === event).length;
      const contested = facts.channels.some((one) => one.waited.some((event) => times(one, event) > 1 && anyChannel(facts, (other) => other !== one && times(other, event) > 0)));
      return contested && (EVENTS.includes(difference.field) || ofChannel(difference, 'csr', 'cpc', 'sar'));
    },
  },
];

/** The row that covers the difference, or undefined. */
export function excuseFor(difference: Difference, facts: CaseFacts, ours: CaseAnswer, theirs: CaseAnswer): Excuse | undefined {
  const channel = difference.channel === undefined ? undefined : facts.channels[difference.channel];
  return EXCUSES.find((excuse) => excuse.covers({ difference, facts, ours, theirs, channel }));
}
