/**
 * Caches of the boards' processors, as data. Sources: Cortex-A9 TRM (ARM DDI 0388) chapter 7, PL310 TRM (ARM DDI 0246)
 * 2.1, Xilinx UG585 3.4, NXP IMX6DQRM 12, Samsung UM-S3C2410 appendix 4, ARM920T TRM (ARM DDI 0151) chapter 4. All have lines of 32 bytes.
 */

/** Bytes of a line; one bit of a mask stands for one byte. */
export const LINE_BYTES = 32;
export const LINE_SHIFT = 5;

export type Replacement = 'round-robin' | 'pseudo-random';

export interface LevelGeometry {
  /** "L1D" */
  readonly name: string;
  readonly title: string;
  readonly bytes: number;
  readonly ways: number;
  readonly replacement: Replacement;
}

export interface CacheConfig {
  readonly l1: LevelGeometry;
  readonly l2?: LevelGeometry;
  /** A line is in one level only: L2 holds what L1 cast out. Otherwise a fill goes to both, and each evicts for itself. */
  readonly exclusive: boolean;
  readonly write: 'back' | 'through';
  /** Which misses bring a line in. */
  readonly allocate: 'read' | 'read-write';
  /** Masters on the bus look into the caches: memory is coherent. */
  readonly snooped: boolean;
  /** Cycles of the bus clock for an access that hits in L1, and for a line that L2 gives. */
  readonly hitCycles: number;
  readonly l2Cycles: number;
}

const KiB = 1024;
const L1_A9: LevelGeometry = { name: 'L1D', title: 'Cortex-A9 L1 data cache', bytes: 32 * KiB, ways: 4, replacement: 'pseudo-random' };

/** The DMA controller of the Zynq is not on the coherency port: nobody snoops (UG585 3.2.1). */
export const ZYNQ_CACHES: CacheConfig = {
  l1: L1_A9, l2: { name: 'L2', title: 'PL310 level 2 cache', bytes: 512 * KiB, ways: 8, replacement: 'round-robin' },
  exclusive: false, write: 'back', allocate: 'read-write', snooped: false, hitCycles: 1, l2Cycles: 8,
};

export const IMX6_CACHES: CacheConfig = {
  l1: L1_A9, l2: { name: 'L2', title: 'PL310 level 2 cache', bytes: 1024 * KiB, ways: 16, replacement: 'round-robin' },
  exclusive: false, write: 'back', allocate: 'read-write', snooped: false, hitCycles: 1, l2Cycles: 8,
};

/** Eight segments of 64 ways; a write that misses goes to memory. */
export const S3C2410_CACHES: CacheConfig = {
  l1: { name: 'L1D', title: 'ARM920T data cache', bytes: 16 * KiB, ways: 64, replacement: 'round-robin' },
  exclusive: false, write: 'back', allocate: 'read', snooped: false, hitCycles: 1, l2Cycles: 0,
};

/** A PC of the time of the 8237 and PCI: every master is snooped. */
export const PC_CACHES: CacheConfig = {
  l1: { name: 'L1D', title: 'L1 data cache', bytes: 16 * KiB, ways: 4, replacement: 'round-robin' },
  l2: { name: 'L2', title: 'L2 cache', bytes: 256 * KiB, ways: 8, replacement: 'round-robin' },
  exclusive: false, write: 'back', allocate: 'read-write', snooped: true, hitCycles: 1, l2Cycles: 8,
};
