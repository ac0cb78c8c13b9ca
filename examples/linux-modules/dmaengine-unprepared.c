/* A prepare call that was refused, and not checked. */
#include <linux/module.h>
#include <linux/dmaengine.h>
#include <linux/err.h>
static void __maybe_unused finished(void *param) { }
static int __init start(void)
{
	struct dma_async_tx_descriptor *tx __maybe_unused;
	struct dma_chan *chan;
	dma_cap_mask_t mask;

	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	tx = dmaengine_prep_dma_memcpy(chan, 0x1000, 0x2000, 0, DMA_PREP_INTERRUPT);
	pr_info("%d\n", tx != NULL);
	tx->callback = finished;
	return 0;
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
