/** The codec with the PL330 driver: two rings at once on two request lines, and a recording that nobody takes away. */
import { describe, expect, it } from 'vitest';
import { CODEC_CTRL } from '../../../devices/audio-codec-registers';
import { ZynqBench } from '../../dmaengine/zynq-bench';

const FUNCTIONS = `
#include <linux/platform_device.h>
#include <linux/of.h>
#include <linux/io.h>
#define FRAMES 32
#define RING (4 * FRAMES)
static struct completion enough;
static int played, recorded, most;
static void __iomem *regs;
static int follows;
static u32 *sound;
static int refilled;	/* periods of the ring that are written anew */
static void on_played(void *p)
{
	int i, n = played++ % 4;

	for (i = 0; n < refilled && i < FRAMES; i++)
		sound[n * FRAMES + i] = 0x10000 + n * FRAMES + i;
}
static void on_recorded(void *p)
{
	if (++recorded == most)
		complete(&enough);
	if (follows)
		writel((recorded + 4) * FRAMES, regs + 0x58);
}
static struct dma_async_tx_descriptor *ring(struct dma_chan *chan, dma_addr_t bus, enum dma_transfer_direction direction, void (*period)(void *))
{
	struct dma_async_tx_descriptor *tx = dmaengine_prep_dma_cyclic(chan, bus, 4 * RING, 4 * FRAMES, direction, DMA_PREP_INTERRUPT);

	tx->callback = period;
	dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	return tx;
}
static int body(struct platform_device *pdev);
static const struct of_device_id ids[] = { { .compatible = "dmalab,audio-codec" }, { } };
static struct platform_driver driver = { .probe = body, .driver = { .name = "duplex", .of_match_table = ids } };
static int body(struct platform_device *pdev)
{
	struct dma_chan *tx = dma_request_chan(&pdev->dev, "tx"), *rx = dma_request_chan(&pdev->dev, "rx");
	struct dma_slave_config config = { .src_addr = 0x43c10024, .dst_addr = 0x43c10020, .src_addr_width = 4, .dst_addr_width = 4, .src_maxburst = 4, .dst_maxburst = 4 };
	dma_addr_t out, in;
	u32 *from = dma_alloc_coherent(tx->device->dev, 4 * RING, &out, GFP_KERNEL);
	u32 *to = dma_alloc_coherent(tx->device->dev, 4 * RING, &in, GFP_KERNEL);
	int i, bad = 0;

	sound = from;
	regs = ioremap(0x43c10000, 0x1000);
	init_completion(&enough);
	for (i = 0; i < RING; i++)
		from[i] = 0x10000 + i;
	dmaengine_slave_config(tx, &config);
	dmaengine_slave_config(rx, &config);
	ring(tx, out, DMA_MEM_TO_DEV, on_played);
	ring(rx, in, DMA_DEV_TO_MEM, on_recorded);
	writel(FRAMES, regs + 0x14);
	writel(4 * FRAMES, regs + 0x58);
	writel(1500, regs + 0x10);
`;
const END = `
	for (i = 0; i < RING; i++)
		bad += to[i] != 0x10000 + i;
	pr_info("lost %u and %u, bad %d, periods %u and %u\\n", readl(regs + 0x3c), readl(regs + 0x5c), bad, readl(regs + 0x44), readl(regs + 0x60));
	writel(0, regs);
	dmaengine_terminate_sync(tx);
	dmaengine_terminate_sync(rx);
	dma_free_coherent(tx->device->dev, 4 * RING, from, out);
	dma_free_coherent(tx->device->dev, 4 * RING, to, in);
	dma_release_channel(tx);
	dma_release_channel(rx);
	iounmap(regs);
	return 0;
}`;

const bits = (...names: (keyof typeof CODEC_CTRL)[]): number => names.reduce((all, name) => all | CODEC_CTRL[name], 0);
const duplex = (body: string): string => `${FUNCTIONS}${body}${END}`;
const INIT = '	platform_driver_register(&driver);';

describe('the PL330 driver with the codec', () => {
  it('plays one ring and records another, frame for frame', () => {
    const bench = new ZynqBench();
    expect(bench.drive(INIT, duplex(`
	most = 8;
	follows = 1;
	writel(${bits('TX_DMA', 'RX_DMA', 'RX_LIMITED', 'LOOP')}, regs);
	udelay(5);
	writel(${bits('TX_DMA', 'RX_DMA', 'RX_LIMITED', 'LOOP', 'TX_EN', 'RX_EN')}, regs);
	wait_for_completion_timeout(&enough, HZ);`))).toEqual(['lost 0 and 0, bad 0, periods 8 and 8']);
    expect(bench.rules()).toEqual([]);
  });

  it.each([[4, []], [3, ['ring-period-stale']], [0, []]])('of a ring with %i of 4 periods refilled, finds %j', (refilled, rules) => {
    const bench = new ZynqBench();
    expect(bench.drive(INIT, duplex(`
	most = 9;
	follows = 1;
	refilled = ${refilled};
	writel(${bits('TX_DMA', 'RX_DMA', 'RX_LIMITED', 'LOOP')}, regs);
	udelay(5);
	writel(${bits('TX_DMA', 'RX_DMA', 'RX_LIMITED', 'LOOP', 'TX_EN', 'RX_EN')}, regs);
	wait_for_completion_timeout(&enough, HZ);`))[0]).toMatch(/^lost 0 and 0, bad 0/);
    expect(bench.rules()).toEqual(rules);
  });

  it('loses what is recorded when nobody takes it out of the ring', () => {
    const bench = new ZynqBench();
    expect(bench.drive(INIT, duplex(`
	most = 4;
	writel(${bits('TX_DMA', 'RX_DMA', 'RX_LIMITED', 'LOOP')}, regs);
	udelay(5);
	writel(${bits('TX_DMA', 'RX_DMA', 'RX_LIMITED', 'LOOP', 'TX_EN', 'RX_EN')}, regs);
	wait_for_completion_timeout(&enough, HZ);
	udelay(${Math.ceil((24 * 1500) / 222)});`))[0]).toMatch(/^lost 0 and ([5-9]|1[0-2]), bad 0, periods 4 and 4$/);
    expect(bench.kernel.findings.map((one) => `${one.rule}: ${one.message}`).join('\n')).toMatch(/^codec-overrun: Frame 144 came and the FIFO of 16 was full\. The driver has room for 128 frames \(RX_LIMIT\)/);
  });
});
