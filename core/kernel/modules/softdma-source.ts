/**
 * The module softdma in C: a dmaengine provider without hardware. The processor does, in a tasklet, what an engine would do:
 * copies, fills, XOR, RAID-6 P and Q with their checks, interleaved transfers, lists, immediate data. It reaches memory past its
 * caches, like a device. A ring moves a period in each tick. Not modelled: request lines (a device must take and give at once), residue inside a period.
 */
import { SOFTDMA_DEVICE } from './softdma-device';
import { SOFTDMA_PREPARATIONS } from './softdma-preparations';
import { SOFTDMA_QUEUE } from './softdma-queue';
import { SOFTDMA_WORK } from './softdma-work';

export const SOFTDMA_SOURCE = SOFTDMA_WORK + SOFTDMA_QUEUE + SOFTDMA_PREPARATIONS + SOFTDMA_DEVICE;
