/** The built-in modules: what insmod finds. */
import type { KernelCore } from '../kernel-core';
import { axDma } from './ax-dma';
import type { ModuleDefinition } from './module';
import { PL330_MODULE } from './pl330';

export const BUILT_IN_MODULES: readonly ModuleDefinition<KernelCore>[] = [
  axDma({ name: 'ax_dma', description: 'PL330 memory-to-memory test without the dmaengine', fill: 0x00 }),
  axDma({ name: 'ax_dma_noend', description: 'The same with a microcode fault: no DMAEND, undefined bytes behind DMASEV', fill: 0xff }),
  PL330_MODULE,
];
