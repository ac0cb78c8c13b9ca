/** Sessions about the dmaengine: the kernel's own test, a provider without hardware, a ring from a device. */
import { newSession } from './session';
import type { Session } from './session';

/** A sampler: the serial port's counter makes words, a ring of periods takes them. */
const RING = String.raw`/* Words of a device go round a ring in memory; each period calls back. */
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

export const DMAENGINE_SESSIONS: readonly Session[] = [
  newSession({
    name: 'dmatest',
    title: 'dmatest: is the DMA controller right?',
    summary: 'The kernel\'s own test on one channel of the PL330: random lengths and offsets, patterns that tell what was copied, what was not, and what should have been left alone. Look at /sys/class/dma and the microcode of each copy.',
    profile: 'linux-6.1',
    script: ['modprobe dmatest iterations=5 wait=1 run=1 max_channels=1 test_buf_size=2048', 'cat /sys/class/dma/dma0chan0/in_use', 'rmmod dmatest'],
    expectations: [{ expect: 'log', text: 'dma0chan0-copy0: summary 5 tests, 0 failures' }, { expect: 'no-finding' }],
  }),
  newSession({
    name: 'dmaengine-ring',
    title: 'A ring: words of a device, period by period',
    summary: 'A device makes words by itself and asks for them on a request line of the PL330. A cyclic transfer puts them into a ring; each period calls back from the tasklet, until the channel is terminated.',
    profile: 'linux-6.1',
    files: [{ path: 'ring.c', text: RING }],
    script: ['insmod ring.ko', 'rmmod ring'],
    expectations: [{ expect: 'log', text: 'the ring begins with word 32, errors 0' }, { expect: 'register', peripheral: 'stream', register: 'ERROR', value: 0 }, { expect: 'no-finding' }],
  }),
];
