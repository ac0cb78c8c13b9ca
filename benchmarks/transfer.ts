/** PL330 memory-to-memory copies through the whole bench, with the journal on and off, and going back over them. */
import { buildZynq7000 } from '../core/boards/zynq7000';
import type { Machine } from '../core/boards/machine';
import { assemble } from '../core/controllers/pl330/assembler';
import { Lab } from '../core/lab/lab';
import { newSession } from '../core/session/session';
import type { Figure } from './measure';

const MiB = 1024 * 1024;
const SOURCE = 0x0400_0000;
const TARGET = 0x0800_0000;
const PROGRAM = 0x0030_0000;
const DBG = { status: 0xf8003d00, command: 0xf8003d04, inst0: 0xf8003d08, inst1: 0xf8003d0c };

/** 16 beats of 8 bytes, 256 × 256 passes of two bursts: 16 MiB. */
const COPY = `
  DMAMOV CCR, SB16 SS64 SAI DB16 DS64 DAI
  DMAMOV SAR, ${SOURCE}
  DMAMOV DAR, ${TARGET}
  DMALP 256
  DMALP 256
  DMALD
  DMAST
  DMALD
  DMAST
  DMALPEND
  DMALPEND
  DMASEV 0
  DMAEND
`;
const COPY_BYTES = 16 * MiB;

function load(machine: Machine): void {
  const { bytes, errors } = assemble(COPY, { origin: PROGRAM });
  if (errors.length > 0) throw new Error(errors[0].message);
  machine.memory.write(PROGRAM, bytes, 0, bytes.length);
  const data = Uint8Array.from({ length: MiB }, (_, i) => (i * 31) ^ (i >> 7));
  for (let at = 0; at < COPY_BYTES; at += MiB) machine.memory.write(SOURCE + at, data, 0, MiB);
}

function start(write: (address: number, value: number) => void): void {
  write(DBG.inst0, 0x00a0_0000);
  write(DBG.inst1, PROGRAM);
  write(DBG.command, 0);
}

function copySeconds(journal: boolean): number {
  const machine = buildZynq7000();
  machine.journal.enabled = journal;
  load(machine);
  start((address, value) => {
    const region = machine.map.find(address);
    if (region?.kind === 'mmio') region.target.write(address - region.base, 4, value, 0);
  });
  const from = performance.now();
  while (machine.clock.run(machine.clock.now + 1_000_000) === 'limit');
  const seconds = (performance.now() - from) / 1000;
  for (let at = 0; at < COPY_BYTES; at += 65521) if (machine.memory.readByte(SOURCE + at) !== machine.memory.readByte(TARGET + at)) throw new Error(`the copy is wrong at ${at}`);
  return seconds;
}

function plainSeconds(): number {
  const source = new Uint8Array(COPY_BYTES).fill(7);
  const target = new Uint8Array(COPY_BYTES);
  const from = performance.now();
  for (let at = 0; at < COPY_BYTES; at += 128) target.set(source.subarray(at, at + 128), at);
  return (performance.now() - from) / 1000;
}

export function transferFigures(): Figure[] {
  copySeconds(false);
  copySeconds(true);
  plainSeconds();
  const best = (subject: () => number) => COPY_BYTES / 1e6 / Math.min(...Array.from({ length: 3 }, subject));
  const plain = { name: 'Uint8Array.set, 128 bytes at a time', value: best(plainSeconds) };
  return [
    { name: 'PL330 copy, journal on', value: best(() => copySeconds(true)), unit: 'MB/s', baseline: plain },
    { name: 'PL330 copy, journal off', value: best(() => copySeconds(false)), unit: 'MB/s', baseline: plain },
    undoFigure(),
  ];
}

/** Back over 100,000 entries of a copy, from its end. */
function undoFigure(): Figure {
  const lab = new Lab(newSession({ name: 'benchmark' }));
  load(lab.machine);
  start((address, value) => lab.input({ type: 'register', address, value }));
  lab.runToIdle();
  const { journal } = lab.machine;
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    const target = journal.chunkOf(journal.length - 100_000).at[(journal.length - 100_000) & 16383];
    const from = performance.now();
    lab.goTo(target);
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return { name: 'undo of 100,000 entries', value: times[3], unit: 'ms', note: `${journal.length} entries remain; worst ${times[6].toFixed(1)}` };
}
