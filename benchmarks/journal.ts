/** The journal alone: how fast it takes entries, what they cost, and how fast it answers. */
import { Clock } from '../core/clock';
import { KIND } from '../core/journal/entry-kinds';
import { Journal } from '../core/journal/journal';
import type { Figure } from './measure';
import { median, milliseconds } from './measure';

const MANY = 10_000_000;

export function journalFigures(): Figure[] {
  const journal = new Journal(new Clock(1e8));
  const dma = journal.initiator('dma', 'dma').code;
  /** What a copy leaves behind: instructions, register changes, small writes over 4 MiB. */
  const fill = (count: number) => {
    for (let i = 0; i < count; i += 4) {
      journal.add(KIND.instruction, dma, 0x1000 + (i & 255), 4, 0, 1, 0);
      journal.add(KIND.register, dma, 0xf8003400, i, i - 4, i, 0);
      journal.add(KIND.instruction, dma, 0x1001 + (i & 255), 8, 0, 1, 0);
      const run = journal.addRun(true, dma, 0x100000 + (i & 0x3fffff), 2, 4, 1, false, 1, 0, i, 0);
      journal.runInline(run, i, 0);
      journal.runMoved(run, 1);
    }
  };
  const from = performance.now();
  fill(MANY);
  const seconds = (performance.now() - from) / 1000;
  const plain = new Float64Array(MANY);
  const plainFrom = performance.now();
  for (let i = 0; i < MANY; i++) plain[i] = i * 0.5;
  const plainSeconds = (performance.now() - plainFrom) / 1000;
  const queries = 2000;
  let at = 0;
  let found = 0;
  const lookups = milliseconds(queries, () => {
    at = (at + 1_234_567) & 0x3fffff;
    found += journal.lastWriter(0x100000 + at);
  });
  const never = milliseconds(50, () => (found += journal.lastWriter(0x9000_0000)));
  if (found === 0) throw new Error('no writer was found');
  return [
    { name: 'journal entries', value: MANY / seconds / 1e6, unit: 'M/s', baseline: { name: 'one Float64Array column', value: MANY / plainSeconds / 1e6 } },
    { name: 'journal bytes per entry', value: journal.bytes / journal.length, unit: 'bytes' },
    { name: 'last writer among 10 M entries', value: lookups[Math.floor(queries * 0.99)], unit: 'ms', note: `99th of 100; median ${median(lookups).toFixed(4)}, a byte nobody wrote ${median(never).toFixed(4)}` },
  ];
}
