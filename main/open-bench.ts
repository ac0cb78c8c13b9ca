/**
 * The bench with its core, which is most of the program: read and built while the window's page starts in its own
 * process.
 */
import { join } from 'node:path';
import { takeLayouts } from '../core/kernel/structs';
import { Lab } from '../core/lab/lab';
import { Bench } from './bench';
import type { BenchParts } from './bench';
import { KERNEL_LAYOUTS } from './kernel-layouts';
import { Recovery } from './recovery';
import type { LastSession } from './settings';

/** @param directory for settings and recovery. @param first the session to begin with; none is the default one. */
export function openBench(parts: Omit<BenchParts, 'recovery' | 'openLab' | 'today'>, directory: string, first: LastSession | undefined): Bench {
  takeLayouts(KERNEL_LAYOUTS);
  return new Bench(
    {
      ...parts,
      recovery: new Recovery(join(directory, 'recovery'), process.pid),
      openLab: (session, replayAtOnce) => Lab.begin(session, replayAtOnce),
      today: () => new Date().toISOString(),
    },
    first,
  );
}
