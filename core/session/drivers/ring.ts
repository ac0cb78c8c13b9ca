/** A sampler: the serial port's counter makes words, a ring of periods takes them. */
export const RING = String.raw`/*
 * dmaengine_prep_dma_cyclic: words of a device go round a ring in memory, and each period calls back.
 * Look at: one descriptor that never completes; the callback's counter on its card; the residue that falls and rises.
 * Expected: after six periods the ring has gone round once and begins with word 32.
 */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/of.h>
#include <linux/io.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/completion.h>

#define WORDS	8	/* of a period */
#define PERIODS	4

static struct completion enough;
static int called;

static void period(void *param)
{
	if (++called == 6)
		complete(&enough);
}

static int ring_probe(struct platform_device *pdev)
{
	struct dma_slave_config config = {
		.src_addr = 0x43c00000, .src_addr_width = DMA_SLAVE_BUSWIDTH_4_BYTES, .src_maxburst = 4,
	};
	struct dma_async_tx_descriptor *tx;
	struct dma_tx_state state;
	struct dma_chan *chan;
	void __iomem *regs;
	dma_cookie_t cookie;
	dma_addr_t bus;
	u32 *ring;

	chan = dma_request_chan(&pdev->dev, "rx");
	if (IS_ERR(chan))
		return PTR_ERR(chan);
	regs = ioremap(0x43c00000, 0x1000);
	ring = dma_alloc_coherent(chan->device->dev, 4 * WORDS * PERIODS, &bus, GFP_KERNEL);
	init_completion(&enough);
	dmaengine_slave_config(chan, &config);
	tx = dmaengine_prep_dma_cyclic(chan, bus, 4 * WORDS * PERIODS, 4 * WORDS, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT);
	tx->callback = period;
	cookie = dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	writel(2000, regs + 0x10);	/* cycles of a word */
	writel(0x2a, regs + 0x08);	/* receive what the counter makes, with requests */
	wait_for_completion(&enough);
	dmaengine_tx_status(chan, cookie, &state);
	pr_info("%d periods, the ring begins with word %u, errors %x\n", called, ring[0], readl(regs + 0x14));
	dmaengine_terminate_sync(chan);
	writel(0, regs + 0x08);
	dma_free_coherent(chan->device->dev, 4 * WORDS * PERIODS, ring, bus);
	iounmap(regs);
	dma_release_channel(chan);
	return 0;
}

static const struct of_device_id ring_ids[] = { { .compatible = "dmalab,stream-fifo" }, { } };
static struct platform_driver ring_driver = {
	.probe = ring_probe,
	.driver = { .name = "ring", .of_match_table = ring_ids },
};
module_platform_driver(ring_driver);
MODULE_LICENSE("GPL");
`;
