import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildZynq7000 } from '../../boards/zynq7000';
import { digest } from '../../snapshot';
import { assemble } from './assembler';
import type { Pl330 } from './pl330';

const PROGRAM = 0x0030_0000;

interface Copy {
  readonly source: number;
  readonly target: number;
  readonly sourceSize: number;
  readonly sourceLength: number;
  readonly targetSize: number;
  readonly targetLength: number;
  readonly loads: number;
  readonly stores: number;
  readonly inner: number;
  readonly outer: number;
  readonly barrier: boolean;
}

const copies: fc.Arbitrary<Copy> = fc.record({
  source: fc.integer({ min: 0, max: 40 }).map((n) => 0x0010_0000 + n * 64),
  target: fc.oneof(
    fc.integer({ min: 0, max: 40 }).map((n) => 0x0040_0000 + n * 64),
    fc.integer({ min: 0, max: 300 }).map((n) => 0x0010_0000 + n * 64),
  ),
  sourceSize: fc.integer({ min: 0, max: 3 }),
  sourceLength: fc.constantFrom(1, 2, 3, 4, 8, 16),
  targetSize: fc.integer({ min: 0, max: 3 }),
  targetLength: fc.constantFrom(1, 2, 3, 4, 8, 16),
  loads: fc.integer({ min: 1, max: 3 }),
  stores: fc.integer({ min: 1, max: 3 }),
  inner: fc.integer({ min: 1, max: 256 }),
  outer: fc.integer({ min: 1, max: 6 }),
  barrier: fc.boolean(),
});

function programOf(copy: Copy): string {
  const ccr = 1 | (copy.sourceSize << 1) | ((copy.sourceLength - 1) << 4) | (1 << 14) | (copy.targetSize << 15) | ((copy.targetLength - 1) << 18);
  const body = [...new Array<string>(copy.loads).fill('DMALD'), ...new Array<string>(copy.stores).fill('DMAST'), ...(copy.barrier ? ['DMAWMB'] : [])];
  return [`DMAMOV CCR, ${ccr}`, `DMAMOV SAR, ${copy.source}`, `DMAMOV DAR, ${copy.target}`, `DMALP ${copy.outer}`, `DMALP ${copy.inner}`, ...body, 'DMALPEND', 'DMALPEND', 'DMASEV 1', 'DMAEND'].join('\n');
}

function machine(list: readonly Copy[], enabled: boolean) {
  const board = buildZynq7000();
  board.journal.enabled = false;
  const dmac = board.controllers[0] as Pl330;
  dmac.forward.enabled = enabled;
  board.memory.write(0x0010_0000, Uint8Array.from({ length: 65536 }, (_, i) => (i * 131) ^ (i >> 5)), 0, 65536);
  list.forEach((copy, channel) => {
    const { bytes, errors } = assemble(programOf(copy), { origin: PROGRAM + channel * 4096 });
    expect(errors).toEqual([]);
    board.memory.write(PROGRAM + channel * 4096, bytes, 0, bytes.length);
    dmac.secureView.write(0xd08, 4, 0x00a0_0000 | (channel << 24), 0);
    dmac.secureView.write(0xd0c, 4, PROGRAM + channel * 4096, 0);
    dmac.secureView.write(0xd04, 4, 0, 0);
    board.clock.run(board.clock.now + 20);
  });
  return { board, dmac, state: () => `${board.clock.now} ${digest(board.memory, board.stateful)}` };
}

describe('skipping settled passes', () => {
  it('gives what executing them gives, at any stop and at the end', () => {
    fc.assert(
      fc.property(fc.array(copies, { minLength: 1, maxLength: 2 }), fc.array(fc.integer({ min: 1, max: 9000 }), { maxLength: 4 }), (list, stops) => {
        const skipping = machine(list, true);
        const executing = machine(list, false);
        for (const cycles of [...stops, 2_000_000]) {
          expect(skipping.board.clock.run(skipping.board.clock.now + cycles)).toBe(executing.board.clock.run(executing.board.clock.now + cycles));
          expect(skipping.state()).toBe(executing.state());
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does skip: a long copy takes a small part of the steps', () => {
    const steps = (enabled: boolean) => {
      const { board, dmac } = machine([{ source: 0x0010_0000, target: 0x0040_0000, sourceSize: 3, sourceLength: 16, targetSize: 3, targetLength: 16, loads: 1, stores: 1, inner: 256, outer: 8, barrier: false }], enabled);
      let acts = 0;
      const act = dmac.act.bind(dmac);
      dmac.act = () => {
        acts++;
        act();
      };
      board.clock.run(10_000_000);
      return acts;
    };
    expect(steps(true) * 5).toBeLessThan(steps(false));
  });

  it('never skips while the journal records', () => {
    const { board, dmac } = machine([], true);
    board.journal.enabled = true;
    const { bytes } = assemble(programOf({ source: 0x0010_0000, target: 0x0040_0000, sourceSize: 3, sourceLength: 4, targetSize: 3, targetLength: 4, loads: 1, stores: 1, inner: 200, outer: 1, barrier: false }), { origin: PROGRAM });
    board.memory.write(PROGRAM, bytes, 0, bytes.length);
    dmac.secureView.write(0xd08, 4, 0x00a0_0000, 0);
    dmac.secureView.write(0xd0c, 4, PROGRAM, 0);
    dmac.secureView.write(0xd04, 4, 0, 0);
    board.clock.run(100_000);
    let writes = 0;
    for (let i = 0; i < board.journal.length; i++) if (board.journal.entry(i).kind === 'write' && board.journal.entry(i).address >= 0x0040_0000) writes++;
    expect(writes).toBe(200);
  });
});
