/** Random but meaningful PL330 programs for property tests: they move data in every way there is, and sometimes fault. */
import type { Random } from '../../random';

export interface ProgramArea {
  readonly source: number;
  readonly destination: number;
  /** Bytes of each area. */
  readonly bytes: number;
}

/** Text of a program; loads and stores match in sum except where the program is meant to fault. */
export function randomProgram(random: Random, area: ProgramArea): string {
  const lines = [`DMAMOV SAR, ${area.source + random.below(64)}`, `DMAMOV DAR, ${area.destination + random.below(64)}`];
  const blocks = 1 + random.below(4);
  for (let i = 0; i < blocks; i++) lines.push(...block(random));
  if (random.below(8) === 0) lines.push(random.pick(['.byte 0xff', 'DMASEV E31', 'DMAST', 'DMALD\nDMALP 20\nDMALD\nDMALPEND', 'DMAMOV SAR, 0x90000000\nDMALD']));
  lines.push(random.pick(['DMAEND', 'DMASEV E0\nDMAEND', 'DMAWMB\nDMASEV E1\nDMAEND', 'DMAWFE E2, invalid\nDMAEND']));
  return lines.join('\n');
}

function block(random: Random): string[] {
  const sizeLog2 = random.below(4);
  const beats = 1 + random.below(16);
  const fixed = random.below(6) === 0;
  const shape = `SB${beats} SS${8 << sizeLog2} SA${fixed ? 'F' : 'I'} DB${beats} DS${8 << sizeLog2} DAI${random.below(5) === 0 && sizeLog2 > 0 ? ' ES16' : ''}`;
  const head = [`DMAMOV CCR, ${shape}`, `DMAADDH SAR, ${(8 - random.below(2)) * 8}`];
  const body = random.pick([
    ['DMALD', 'DMAST'],
    ['DMALD', 'DMALD', 'DMAST', 'DMAST'],
    ['DMALD', 'DMARMB', 'DMAST', 'DMAWMB'],
    ['DMASTZ'],
    ['DMALD', 'DMANOP', 'DMASTS', 'DMAST'],
  ]);
  /** The last kind stores too little at first and may fault for want of data when its alignment does not fit. */
  const aligned = [`DMAMOV SAR, ${0x100000 + 64 * random.below(16)}`, `DMAMOV DAR, ${0x200000 + 64 * random.below(64)}`];
  const loops = random.below(3);
  const open = Array.from({ length: loops }, () => `DMALP ${1 + random.below(6)}`);
  return [...head, ...aligned, ...open, ...body, ...open.map(() => 'DMALPEND')];
}
