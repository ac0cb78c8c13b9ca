/** Rules of kmalloc, pages, vmalloc and pools. */
import { rules } from './rule';

export const MEMORY_RULES = rules({
  'bad-kfree': {
    severity: 'error', title: 'kfree of something that is not allocated',
    explanation: 'Freed twice, a block is given to two users; freed with a wrong address, the lists of the allocator break.',
    remedy: 'Free each allocation once, with the pointer that kmalloc returned.',
    example: 'kfree(p); kfree(p);',
  },
  'bad-dma-free': {
    severity: 'error', title: 'dma_free_coherent of something that is not allocated',
    explanation: 'No coherent memory begins at this address: nothing is freed.',
    remedy: 'Give the pointer that dma_alloc_coherent returned, once.',
    example: 'dma_free_coherent(dev, 64, &buffer, handle);',
  },
  'dma-free-differs': {
    severity: 'warning', title: 'dma_free_coherent with other values than the allocation',
    explanation: 'The number of pages comes from the size given: another size frees too much or too little. A wrong handle ends the wrong translation behind an IOMMU.',
    remedy: 'Keep size and handle of the allocation.',
    example: 'p = dma_alloc_coherent(dev, 8192, &h, GFP_KERNEL); dma_free_coherent(dev, 4096, p, h);',
  },
});
