/** What the module softdma has in place of an engine's port: windows to memory that go past the caches, and to registers. Its own declarations name them. */
import { PAGE } from '../../address-space';
import type { KernelFunction } from '../../functions/declare';

export const SOFT_DMA_FUNCTIONS: readonly KernelFunction[] = [
  {
    prototype: 'void *softdma_window(dma_addr_t address, size_t bytes)', cost: 30,
    immediate: (k, [address, bytes]) => {
      const inside = address % PAGE;
      const va = k.space.map(k.space.isRam(address) ? 'coherent' : 'ioremap', address - inside, inside + bytes, '', 'softdma_window');
      return va === undefined ? 0 : va + inside;
    },
  },
  {
    prototype: 'void softdma_close(void *window)', cost: 30,
    immediate: (k, [window]) => {
      const va = window - (window % PAGE);
      if (!k.space.unmap(va, 'coherent')) k.space.unmap(va, 'ioremap');
      return 0;
    },
  },
];
