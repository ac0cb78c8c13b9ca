/** The kernel's own modules that are written in C, by name. A file of the same name in the home directory goes first. */
import { DMATEST_SOURCE } from './dmatest-source';
import { SOFTDMA_SOURCE } from './softdma-source';

export const C_MODULES: Readonly<Partial<Record<string, string>>> = { dmatest: DMATEST_SOURCE, softdma: SOFTDMA_SOURCE };
