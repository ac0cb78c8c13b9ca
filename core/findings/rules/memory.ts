/** Rules of kmalloc, pages, vmalloc and pools. */
import { rules } from './rule';

export const MEMORY_RULES = rules({
  'bad-kfree': {
    severity: 'error', title: 'kfree of something that is not allocated',
    explanation: 'Freed twice, a block is given to two users; freed with a wrong address, the lists of the allocator break.',
    remedy: 'Free each allocation once, with the pointer that kmalloc returned.',
    example: 'kfree(p); kfree(p);',
  },
  'memory-fragmented': {
    severity: 'note', title: 'Enough memory is free, but not in one piece',
    explanation: 'Blocks of pages are powers of two and lie at multiples of their size. Small allocations that stay scattered over memory leave no large block, however much is free; the longer a system runs, the more so.',
    remedy: 'Allocate large buffers early and keep them, ask for less in one piece and use a scatter list, or set memory aside for the device (mem=, coherent memory of its own).',
    example: 'buf = kmalloc(4 << 20, GFP_KERNEL);   /* long after the start */',
  },
  'coherent-pool-empty': {
    severity: 'warning', title: 'No coherent memory for those who may not sleep',
    explanation: 'Uncached memory must be mapped, which may sleep. Who asks with GFP_ATOMIC, or with GFP_DMA alone, gets it from a pool of 256 KiB that was mapped at the start.',
    remedy: 'Allocate coherent memory in probe or open, with GFP_KERNEL, and keep it.',
    example: 'while ((p = dma_alloc_coherent(dev, 8192, &h, GFP_ATOMIC))) keep(p);',
  },
  'bad-dma-free': {
    severity: 'error', title: 'dma_free_coherent of something that is not allocated',
    explanation: 'No coherent memory begins at this address: nothing is freed.',
    remedy: 'Give the pointer that dma_alloc_coherent returned, once.',
    example: 'dma_free_coherent(dev, 64, &buffer, handle);',
    linux: ['tries to free DMA memory it has not allocated'],
  },
  'dma-free-differs': {
    severity: 'warning', title: 'dma_free_coherent with other values than the allocation',
    explanation: 'The number of pages comes from the size given: another size frees too much or too little. A wrong handle ends the wrong translation behind an IOMMU.',
    remedy: 'Keep size and handle of the allocation.',
    example: 'p = dma_alloc_coherent(dev, 8192, &h, GFP_KERNEL); dma_free_coherent(dev, 4096, p, h);',
    linux: ['frees DMA memory with different size', 'frees DMA memory with different CPU address', 'tries to free DMA memory it has not allocated'],
  },
  'bad-free-pages': {
    severity: 'error', title: 'Pages are given back wrongly',
    explanation: 'The order is not kept anywhere: with another one, pages of others are freed, or some are lost. free_pages takes an address, __free_pages a struct page.',
    remedy: 'Free with the order of the allocation, once, by the function that fits what you hold.',
    example: 'va = __get_free_pages(GFP_KERNEL, 2); free_pages(va, 3);',
  },
  'order-too-large': {
    severity: 'warning', title: 'A block of pages that is too large',
    explanation: 'The page allocator gives 2^10 pages (4 MiB) in one block at most: the call fails.',
    remedy: 'Ask for less, for several blocks with a scatter list, or reserve memory at boot.',
    example: 'p = __get_free_pages(GFP_KERNEL, 11);',
  },
  'virt-to-phys-outside': {
    severity: 'error', title: 'virt_to_phys of an address that is not in the linear map',
    explanation: 'The result is a difference of two numbers and nothing else: stack, vmalloc, ioremap, module and user addresses have their pages elsewhere.',
    remedy: 'Use memory of kmalloc or of the page allocator, and map it with dma_map_single.',
    example: 'phys = virt_to_phys(vmalloc(4096));',
  },
  'bad-vfree': {
    severity: 'error', title: 'vfree of something that vmalloc did not give',
    explanation: 'Nothing is freed; freed twice, pages of others go.',
    remedy: 'Free once, with the pointer that vmalloc returned; memory of kmalloc goes to kfree.',
    example: 'vfree(kmalloc(64, GFP_KERNEL));',
  },
});
