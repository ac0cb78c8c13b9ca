/** Lessons on transfers to and from a device: one buffer, and a list of them. The device is the serial port, which loops back. */
export const SLAVE_SINGLE = String.raw`/*
 * dmaengine_prep_slave_single: one buffer to a device, one back. The serial port sends to itself.
 * Look at: the request lines and the WFP instructions in the microcode; bursts of 4 words as long as the FIFO allows;
 *          two channels at work at once in the dmaengine view.
 * Expected: what was sent comes back, 64 words each way.
 */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/of.h>
#include <linux/io.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/completion.h>
#include <linux/string.h>

#define PORT	0x43c00000
#define CTRL	0x08
#define LOOP	0x37	/* both directions, looped back, both with requests */
#define BYTES	256

static u32 *src, *dst;
static dma_addr_t src_bus, dst_bus;
static struct dma_chan *tx, *rx;
static void __iomem *regs;

static void on_received(void *done)
{
	complete(done);
}

static int begin(struct dma_chan *chan, dma_addr_t bus, enum dma_transfer_direction direction, struct completion *done)
{
	struct dma_slave_config config = {
		.direction = direction,
		.src_addr = PORT, .src_addr_width = DMA_SLAVE_BUSWIDTH_4_BYTES, .src_maxburst = 4,
		.dst_addr = PORT, .dst_addr_width = DMA_SLAVE_BUSWIDTH_4_BYTES, .dst_maxburst = 4,
	};
	struct dma_async_tx_descriptor *desc;
	int err = dmaengine_slave_config(chan, &config);

	if (err)
		return err;
	desc = dmaengine_prep_slave_single(chan, bus, BYTES, direction, DMA_CTRL_ACK | DMA_PREP_INTERRUPT);
	if (!desc)
		return -EIO;
	if (done) {
		desc->callback = on_received;
		desc->callback_param = done;
	}
	if (dma_submit_error(dmaengine_submit(desc)))
		return -EIO;
	dma_async_issue_pending(chan);
	return 0;
}

static int send_and_receive(void)
{
	DECLARE_COMPLETION_ONSTACK(received);
	int err = begin(rx, dst_bus, DMA_DEV_TO_MEM, &received);

	if (!err)
		err = begin(tx, src_bus, DMA_MEM_TO_DEV, NULL);
	writel(LOOP, regs + CTRL);
	if (!err && !wait_for_completion_timeout(&received, msecs_to_jiffies(100)))
		err = -ETIMEDOUT;
	writel(0, regs + CTRL);
	dmaengine_terminate_sync(tx);
	dmaengine_terminate_sync(rx);
	return err;
}

static int single_probe(struct platform_device *pdev)
{
	int i, err = -ENOMEM;

	tx = dma_request_chan(&pdev->dev, "tx");
	if (IS_ERR(tx))
		return PTR_ERR(tx);
	rx = dma_request_chan(&pdev->dev, "rx");
	if (IS_ERR(rx)) {
		dma_release_channel(tx);
		return PTR_ERR(rx);
	}
	regs = ioremap(PORT, 0x1000);
	src = dma_alloc_coherent(tx->device->dev, BYTES, &src_bus, GFP_KERNEL);
	dst = dma_alloc_coherent(rx->device->dev, BYTES, &dst_bus, GFP_KERNEL);
	if (regs && src && dst) {
		for (i = 0; i < BYTES / 4; i++)
			src[i] = 0xa0000000 + i;
		err = send_and_receive();
	}
	pr_info("%d bytes there and back: %d, %s\n", BYTES, err, memcmp(src, dst, BYTES) ? "they DIFFER" : "equal");
	return 0;
}

static int single_remove(struct platform_device *pdev)
{
	dma_free_coherent(tx->device->dev, BYTES, src, src_bus);
	dma_free_coherent(rx->device->dev, BYTES, dst, dst_bus);
	iounmap(regs);
	dma_release_channel(tx);
	dma_release_channel(rx);
	return 0;
}

static const struct of_device_id single_ids[] = { { .compatible = "dmalab,stream-fifo" }, { } };
static struct platform_driver single_driver = {
	.probe = single_probe,
	.remove = single_remove,
	.driver = { .name = "slave_single", .of_match_table = single_ids },
};
module_platform_driver(single_driver);
MODULE_LICENSE("GPL");
`;

export const SLAVE_SG = String.raw`/*
 * dmaengine_prep_slave_sg: a message of three pieces, in three places, goes to a device as one transfer.
 * The pieces are mapped first; the descriptor gets what dma_map_sg() answers, which may be fewer.
 * Look at: one request of the controller for each piece, one callback for all; "DMA mappings" while it runs.
 * Expected: the 80 bytes of header, body and trailer come back in one piece.
 */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/of.h>
#include <linux/io.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include <linux/completion.h>
#include <linux/slab.h>
#include <linux/string.h>

#define PORT	0x43c00000
#define CTRL	0x08
#define LOOP	0x37	/* both directions, looped back, both with requests */
#define PIECES	3
#define BYTES	80

static const unsigned int lengths[PIECES] = { 16, 48, 16 };
static char *pieces[PIECES];
static char *dst;
static dma_addr_t dst_bus;
static struct dma_chan *tx, *rx;
static void __iomem *regs;

static void on_received(void *done)
{
	complete(done);
}

static int start(struct dma_chan *chan, struct dma_async_tx_descriptor *desc, struct completion *done)
{
	if (!desc)
		return -EIO;
	if (done) {
		desc->callback = on_received;
		desc->callback_param = done;
	}
	if (dma_submit_error(dmaengine_submit(desc)))
		return -EIO;
	dma_async_issue_pending(chan);
	return 0;
}

static int send(struct scatterlist *list)
{
	DECLARE_COMPLETION_ONSTACK(received);
	struct dma_slave_config config = {
		.src_addr = PORT, .src_addr_width = DMA_SLAVE_BUSWIDTH_4_BYTES, .src_maxburst = 4,
		.dst_addr = PORT, .dst_addr_width = DMA_SLAVE_BUSWIDTH_4_BYTES, .dst_maxburst = 4,
	};
	int err, mapped = dma_map_sg(tx->device->dev, list, PIECES, DMA_TO_DEVICE);

	if (!mapped)
		return -ENOMEM;
	dmaengine_slave_config(tx, &config);
	dmaengine_slave_config(rx, &config);
	err = start(rx, dmaengine_prep_slave_single(rx, dst_bus, BYTES, DMA_DEV_TO_MEM, DMA_CTRL_ACK | DMA_PREP_INTERRUPT), &received);
	if (!err)
		err = start(tx, dmaengine_prep_slave_sg(tx, list, mapped, DMA_MEM_TO_DEV, DMA_CTRL_ACK), NULL);
	writel(LOOP, regs + CTRL);
	if (!err && !wait_for_completion_timeout(&received, msecs_to_jiffies(100)))
		err = -ETIMEDOUT;
	writel(0, regs + CTRL);
	dmaengine_terminate_sync(tx);
	dmaengine_terminate_sync(rx);
	dma_unmap_sg(tx->device->dev, list, PIECES, DMA_TO_DEVICE);	/* as many as were given, not as came back */
	return err;
}

static int send_pieces(void)
{
	struct scatterlist list[PIECES];
	int i;

	sg_init_table(list, PIECES);
	for (i = 0; i < PIECES; i++) {
		pieces[i] = kmalloc(lengths[i], GFP_KERNEL);
		if (!pieces[i])
			return -ENOMEM;
		memset(pieces[i], 'A' + i, lengths[i]);
		sg_set_buf(&list[i], pieces[i], lengths[i]);
	}
	return send(list);
}

static int sg_probe(struct platform_device *pdev)
{
	int err = -ENOMEM;

	tx = dma_request_chan(&pdev->dev, "tx");
	if (IS_ERR(tx))
		return PTR_ERR(tx);
	rx = dma_request_chan(&pdev->dev, "rx");
	if (IS_ERR(rx)) {
		dma_release_channel(tx);
		return PTR_ERR(rx);
	}
	regs = ioremap(PORT, 0x1000);
	dst = dma_alloc_coherent(rx->device->dev, BYTES, &dst_bus, GFP_KERNEL);
	if (regs && dst)
		err = send_pieces();
	pr_info("%d: %.4s...%.4s...%.4s\n", err, dst + 12, dst + 60, dst + 76);
	return 0;
}

static int sg_remove(struct platform_device *pdev)
{
	int i;

	for (i = 0; i < PIECES; i++)
		kfree(pieces[i]);
	dma_free_coherent(rx->device->dev, BYTES, dst, dst_bus);
	iounmap(regs);
	dma_release_channel(tx);
	dma_release_channel(rx);
	return 0;
}

static const struct of_device_id sg_ids[] = { { .compatible = "dmalab,stream-fifo" }, { } };
static struct platform_driver sg_driver = {
	.probe = sg_probe,
	.remove = sg_remove,
	.driver = { .name = "slave_sg", .of_match_table = sg_ids },
};
module_platform_driver(sg_driver);
MODULE_LICENSE("GPL");
`;
