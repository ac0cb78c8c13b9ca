/**
 * The programs that Linux's PL330 driver writes (drivers/dma/pl330.c, 6.1): a transfer in, bytes and listing out. The
 * mem-to-mem programs were measured instruction for instruction. No barriers: controllers before r1p0 would need them.
 */
import { ZYNQ_PL330 } from '../../../controllers/pl330/config';
import { encode, INSTRUCTIONS, MOVE_REGISTERS } from '../../../controllers/pl330/instructions';
import type { Condition, InstructionForm, Operands } from '../../../controllers/pl330/instructions';

/** What a driver knows of its controller. */
export interface MicrocodeTarget {
  readonly busBytes: number;
  readonly mfifoLines: number;
  readonly channels: number;
}

export interface MemcpyTransfer {
  readonly kind: 'memcpy';
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

/** To or from a register of a device. A cyclic transfer is one of these for each period, in turn. */
export interface PeripheralTransfer {
  readonly kind: 'peripheral';
  readonly direction: 'to-device' | 'from-device';
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  /** Bytes of an access to the device: 1, 2, 4, 8. */
  readonly width: number;
  /** Accesses in a burst, 1 to 16. */
  readonly burst: number;
  readonly requestLine: number;
}

export type Transfer = MemcpyTransfer | PeripheralTransfer;

export interface MicrocodeLine {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

export interface Microcode {
  readonly bytes: readonly number[];
  readonly listing: readonly MicrocodeLine[];
  readonly ccr: number;
  /** Longer than a request's half of its channel's buffer: the driver refuses the request. */
  readonly tooLong: boolean;
}

/** A channel has two requests in its buffer. */
export const REQUEST_BYTES = 0x100;
export const CHANNEL_BYTES = 2 * REQUEST_BYTES;

const MOST_ITERATIONS = 256;
const FARTHEST_JUMP = 255;
const MOST_BEATS = 16;
const LOOP_BYTES = 2;
/** Beats less one, of both sides. */
const BURST_LENGTHS = (0xf << 4) | (0xf << 18);

const LETTER: Readonly<Record<Condition, string>> = { always: 'A', single: 'S', burst: 'B' };

/** @throws RangeError naming what is wrong with the transfer. */
export function microcode(transfer: Transfer, event: number, target: MicrocodeTarget = ZYNQ_PL330): Microcode {
  check(transfer, target);
  const { ccr, beatBytes, beats } = shapeOf(transfer, target);
  const burstBytes = beatBytes * beats;
  const whole = Math.floor(transfer.bytes / burstBytes);
  const rest = (transfer.bytes - whole * burstBytes) / beatBytes;
  const writer = new Writer();
  writer.move('CCR', ccr);
  writer.move('SAR', transfer.from);
  writer.move('DAR', transfer.to);
  const condition: Condition = transfer.kind === 'memcpy' ? 'always' : beats > 1 ? 'burst' : 'single';
  const body = (passes: number): void => emitBody(writer, transfer, condition, passes);
  for (let left = whole; left > 0; ) left -= emitLoop(writer, left, bodyBytes(transfer, condition), body);
  if (rest > 0) {
    writer.move('CCR', withBeats(ccr, rest));
    body(1);
  }
  writer.put('DMASEV', `DMASEV ${event}`, { event });
  writer.put('DMAEND', 'DMAEND');
  return { bytes: writer.bytes, listing: writer.listing, ccr, tooLong: writer.bytes.length > REQUEST_BYTES };
}

/** One instruction a line, as the kernel spells them; addresses are left out unless they are asked for. */
export function listingText(code: Microcode, addresses = false): string[] {
  return code.listing.map(({ text }) => (addresses ? text : text.replace(/^(DMAMOV [SD]AR) .*/, '$1')));
}

function check(transfer: Transfer, target: MicrocodeTarget): void {
  if (!Number.isInteger(transfer.bytes) || transfer.bytes < 1) throw new RangeError(`a transfer has at least 1 byte, not ${transfer.bytes}`);
  if (transfer.kind === 'memcpy') return;
  const { width, burst, bytes } = transfer;
  if (![1, 2, 4, 8].includes(width) || width > target.busBytes) throw new RangeError(`width must be 1, 2, 4 or 8 bytes and at most the bus's ${target.busBytes}, not ${width}`);
  if (!Number.isInteger(burst) || burst < 1 || burst > MOST_BEATS) throw new RangeError(`burst must be 1 to ${MOST_BEATS} accesses, not ${burst}`);
  if (bytes % width !== 0) throw new RangeError(`${bytes} bytes are no multiple of the width, ${width}`);
}

/** The widest beat that divides addresses and length; less than the bus's width allows no burst, which would cut MFIFO lines. */
function shapeOf(transfer: Transfer, target: MicrocodeTarget): { ccr: number; beatBytes: number; beats: number } {
  if (transfer.kind === 'peripheral') {
    const toDevice = transfer.direction === 'to-device';
    return { ccr: ccrOf(transfer.width, transfer.burst, toDevice, !toDevice), beatBytes: transfer.width, beats: transfer.burst };
  }
  let beatBytes = target.busBytes;
  while (((transfer.from | transfer.to | transfer.bytes) & (beatBytes - 1)) !== 0) beatBytes /= 2;
  const share = Math.floor((target.busBytes * target.mfifoLines) / target.channels / beatBytes);
  const beats = beatBytes < target.busBytes ? 1 : Math.min(MOST_BEATS, share);
  return { ccr: ccrOf(beatBytes, beats, true, true), beatBytes, beats };
}

function ccrOf(beatBytes: number, beats: number, sourceMoves: boolean, destinationMoves: boolean): number {
  const size = Math.log2(beatBytes);
  return withBeats((sourceMoves ? 1 : 0) | (size << 1) | (destinationMoves ? 1 << 14 : 0) | (size << 15), beats);
}

const withBeats = (ccr: number, beats: number): number => (ccr & ~BURST_LENGTHS) | ((beats - 1) << 4) | ((beats - 1) << 18);

/** One pass after another of loads and stores; a device is told first that what it asked for before is void. */
function emitBody(writer: Writer, transfer: Transfer, condition: Condition, passes: number): void {
  if (transfer.kind === 'memcpy') {
    for (let i = 0; i < passes; i++) {
      writer.put('DMALD', 'DMALDA');
      writer.put('DMAST', 'DMASTA');
    }
    return;
  }
  const { requestLine: peripheral, direction } = transfer;
  const letter = LETTER[condition];
  writer.put('DMAFLUSHP', `DMAFLUSHP ${peripheral}`, { peripheral });
  for (let i = 0; i < passes; i++) {
    writer.put('DMAWFP', `DMAWFP${letter} ${peripheral}`, { peripheral }, (form) => form.request === condition);
    if (direction === 'to-device') writer.put(`DMALD${letter}`, `DMALD${letter}`);
    else writer.put(`DMALDP${letter}`, `DMALDP${letter} ${peripheral}`, { peripheral });
    if (direction === 'to-device') writer.put(`DMASTP${letter}`, `DMASTP${letter} ${peripheral}`, { peripheral });
    else writer.put(`DMAST${letter}`, `DMAST${letter}`);
  }
}

function bodyBytes(transfer: Transfer, condition: Condition): number {
  const dry = new Writer();
  emitBody(dry, transfer, condition, 1);
  return dry.bytes.length;
}

/** As many of `bursts` as one nest of loops can do. @returns how many. */
function emitLoop(writer: Writer, bursts: number, passBytes: number, body: (passes: number) => void): number {
  if (bursts === 1) {
    body(1);
    return 1;
  }
  const inner = Math.min(bursts, MOST_ITERATIONS);
  const outer = bursts > MOST_ITERATIONS ? Math.min(Math.floor(bursts / inner), MOST_ITERATIONS) : 0;
  const ends = LOOP_BYTES * 2 * (outer > 0 ? 2 : 1);
  const passes = Math.min(outer === MOST_ITERATIONS ? Math.floor(bursts / inner / outer) : 1, Math.floor((FARTHEST_JUMP - ends) / passBytes));
  const outerBody = outer > 0 ? writer.loop(0, outer) : 0;
  const innerBody = writer.loop(1, inner);
  body(passes);
  writer.loopEnd(1, innerBody);
  if (outer > 0) writer.loopEnd(0, outerBody);
  return inner * passes * Math.max(outer, 1);
}

class Writer {
  readonly bytes: number[] = [];
  readonly listing: MicrocodeLine[] = [];

  put(mnemonic: string, text: string, operands: Operands = {}, accepts: (form: InstructionForm) => boolean = () => true): void {
    const form = INSTRUCTIONS.find((one) => one.mnemonic === mnemonic && one.forever !== true && accepts(one));
    if (form === undefined) throw new Error(`the PL330 has no ${text}`);
    this.listing.push({ offset: this.bytes.length, length: form.length, text });
    for (const byte of encode(form, operands)) this.bytes.push(byte);
  }

  move(register: (typeof MOVE_REGISTERS)[number], value: number): void {
    this.put('DMAMOV', `DMAMOV ${register} 0x${(value >>> 0).toString(16)}`, { register: MOVE_REGISTERS.indexOf(register), value: value >>> 0 });
  }

  /** @returns where the body begins. */
  loop(counter: 0 | 1, iterations: number): number {
    this.put('DMALP', `DMALP_${counter} ${iterations - 1}`, { iterations }, (form) => form.counter === counter);
    return this.bytes.length;
  }

  loopEnd(counter: 0 | 1, body: number): void {
    const jump = this.bytes.length - body;
    this.put('DMALPEND', `DMALPENDA_${counter} bjmpto_${jump.toString(16)}`, { jump }, (form) => form.counter === counter);
  }
}
