/** All of DMA mapping, pages and pools for the table of kernel functions. */
import type { KernelFunction } from '../functions/declare';
import { COHERENT } from './coherent';
import { MASKS } from './masks';
import { PAGES } from './pages';
import { POOLS } from './pool';
import { SCATTER } from './scatter';
import { STREAMING } from './streaming';

export const DMA: readonly KernelFunction[] = [...COHERENT, ...STREAMING, ...SCATTER, ...POOLS, ...MASKS, ...PAGES];
