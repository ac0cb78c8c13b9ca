/** What the module softdma has in place of an engine's port: windows to memory that go past the caches, and to registers. Its own declarations name them. */
import { PAGE } from '../../address-space';
import type { KernelFunction } from '../../functions/declare';

export const SOFT_DMA_FUNCTIONS: readonly KernelFunction[] = [
  {
    /** What follows is done for this descriptor, whoever's call made the tasklet run. */
    prototype: 'void softdma_begin(struct dma_async_tx_descriptor *tx)', cost: 5,
    immediate: (k, [tx], frame) => {
      frame.locals.softCause = frame.cause;
      frame.cause = k.dmaengine.transactions.issueOf(tx) || frame.cause;
      return 0;
    },
  },
  {
    prototype: 'void softdma_end(void)', cost: 5,
    immediate: (_k, _args, frame) => {
      frame.cause = (frame.locals.softCause ?? frame.cause) as number;
      delete frame.locals.softCause;
      return 0;
    },
  },
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
