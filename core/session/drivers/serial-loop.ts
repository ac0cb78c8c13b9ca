/** A driver that sends two pieces through the looped serial port, and starts to receive a little late. */
export const SERIAL_LOOP = String.raw`/* insmod serial.ko flow=1: what is sent comes back, with RTS/CTS; flow=0: without. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/of.h>
#include <linux/io.h>
#include <linux/delay.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include <linux/completion.h>
#include <linux/slab.h>
#include <linux/string.h>

#define WORDS	64
#define BYTES	(4 * WORDS)
#define HEAD	32	/* bytes of the first piece */

/* Registers of the serial port */
#define DATA		0x00
#define CTRL		0x08
#define PERIOD		0x10
#define ERROR		0x14

#define TX_EN		0x01
#define RX_EN		0x02
#define LOOP		0x04
#define TX_DMA		0x10
#define RX_DMA		0x20
#define FLOW		0x40
#define CLEAR		0x80

static bool flow;
module_param(flow, bool, 0444);
MODULE_PARM_DESC(flow, "RTS/CTS");

static void on_done(void *done)
{
	complete(done);
}

static dma_cookie_t begin(struct dma_chan *chan, struct dma_async_tx_descriptor *tx, struct completion *done)
{
	dma_cookie_t cookie;

	if (!tx)
		return -EIO;
	tx->callback = on_done;
	tx->callback_param = done;
	cookie = dmaengine_submit(tx);
	if (!dma_submit_error(cookie))
		dma_async_issue_pending(chan);
	return cookie;
}

static void loop(struct platform_device *pdev, void __iomem *regs, struct dma_chan *tx, struct dma_chan *rx, u8 *out, u8 *in)
{
	DECLARE_COMPLETION_ONSTACK(sent);
	DECLARE_COMPLETION_ONSTACK(received);
	struct device *owner = tx->device->dev;
	struct dma_tx_state state = { .residue = BYTES };
	struct scatterlist sg[2];
	dma_cookie_t cookie;
	dma_addr_t bus;
	unsigned long came = 0;
	int entries;

	sg_init_table(sg, 2);
	sg_set_buf(&sg[0], out, HEAD);
	sg_set_buf(&sg[1], out + HEAD, BYTES - HEAD);
	entries = dma_map_sg(owner, sg, 2, DMA_TO_DEVICE);
	if (!entries)
		return;
	bus = dma_map_single(owner, in, BYTES, DMA_FROM_DEVICE);
	if (dma_mapping_error(owner, bus))
		goto no_target;

	writel(CLEAR, regs + CTRL);
	writel(~0, regs + ERROR);
	writel(200, regs + PERIOD);
	if (begin(tx, dmaengine_prep_slave_sg(tx, sg, entries, DMA_MEM_TO_DEV, DMA_PREP_INTERRUPT), &sent) < 0)
		goto no_transfer;
	writel(TX_EN | RX_EN | LOOP | TX_DMA | (flow ? FLOW : 0), regs + CTRL);
	udelay(50);	/* something else to do: three FIFOs full of words come meanwhile */
	cookie = begin(rx, dmaengine_prep_slave_single(rx, bus, BYTES, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT), &received);
	if (cookie < 0)
		goto no_transfer;
	writel(readl(regs + CTRL) | RX_DMA, regs + CTRL);

	wait_for_completion_timeout(&sent, HZ / 10);
	came = wait_for_completion_timeout(&received, HZ / 10);
	dmaengine_tx_status(rx, cookie, &state);
	dmaengine_terminate_sync(rx);
no_transfer:
	dmaengine_terminate_sync(tx);
	writel(0, regs + CTRL);
	dma_unmap_single(owner, bus, BYTES, DMA_FROM_DEVICE);
no_target:
	dma_unmap_sg(owner, sg, 2, DMA_TO_DEVICE);
	if (came)
		dev_info(&pdev->dev, "all %d bytes came back, and they are %s\n", BYTES, memcmp(in, out, BYTES) ? "DIFFERENT" : "equal");
	else
		dev_err(&pdev->dev, "%u bytes never came, errors %x\n", state.residue, readl(regs + ERROR));
}

static int serial_probe(struct platform_device *pdev)
{
	struct dma_slave_config config = {
		.src_addr = 0x43c00000 + DATA, .src_addr_width = DMA_SLAVE_BUSWIDTH_4_BYTES, .src_maxburst = 4,
		.dst_addr = 0x43c00000 + DATA, .dst_addr_width = DMA_SLAVE_BUSWIDTH_4_BYTES, .dst_maxburst = 4,
	};
	void __iomem *regs = devm_platform_ioremap_resource(pdev, 0);
	u8 *out = devm_kmalloc(&pdev->dev, BYTES, GFP_KERNEL);
	u8 *in = devm_kzalloc(&pdev->dev, BYTES, GFP_KERNEL);
	struct dma_chan *tx, *rx;
	int i;

	if (IS_ERR(regs))
		return PTR_ERR(regs);
	if (!out || !in)
		return -ENOMEM;
	for (i = 0; i < BYTES; i++)
		out[i] = i;
	tx = dma_request_chan(&pdev->dev, "tx");
	if (IS_ERR(tx))
		return PTR_ERR(tx);
	rx = dma_request_chan(&pdev->dev, "rx");
	if (IS_ERR(rx)) {
		dma_release_channel(tx);
		return PTR_ERR(rx);
	}
	dmaengine_slave_config(tx, &config);
	dmaengine_slave_config(rx, &config);
	loop(pdev, regs, tx, rx, out, in);
	dma_release_channel(rx);
	dma_release_channel(tx);
	return 0;
}

static const struct of_device_id serial_ids[] = { { .compatible = "dmalab,stream-fifo" }, { } };
MODULE_DEVICE_TABLE(of, serial_ids);

static struct platform_driver serial_driver = {
	.probe  = serial_probe,
	.driver = { .name = "serial", .of_match_table = serial_ids },
};
module_platform_driver(serial_driver);
MODULE_LICENSE("GPL");
`;
