/* NULL taken for a channel. */
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
	dma_cap_set(DMA_XOR, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	pr_info("%d\n", IS_ERR(chan));
	if (IS_ERR(chan))
		return PTR_ERR(chan);
	pr_info("%s\n", dev_name(chan->device->dev));
	return 0;
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
