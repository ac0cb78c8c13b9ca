import { describe, expect, it } from 'vitest';
import { ZynqBench } from '../../dmaengine/zynq-bench';

const FUNCTIONS = `
#include <linux/platform_device.h>
#include <linux/of.h>
#include <linux/io.h>
#define PERIOD_WORDS 8
static struct completion sent, received;
static int periods;
static void __maybe_unused tx_done(void *p) { complete(&sent); }
static void __maybe_unused rx_done(void *p) { complete(&received); }
static void __maybe_unused period(void *p) { if (++periods == 6) complete(&received); }
static int body(struct platform_device *pdev);
static const struct of_device_id ids[] = { { .compatible = "dmalab,stream-fifo" }, { } };
static struct platform_driver driver = { .probe = body, .driver = { .name = "stream-client", .of_match_table = ids } };
`;

const BEGIN = `
static int body(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	void __iomem *regs = ioremap(0x43c00000, 0x1000);
	struct dma_chan *tx = dma_request_chan(dev, "tx"), *rx = dma_request_chan(dev, "rx");
	struct dma_slave_config config = { .src_addr = 0x43c00000, .dst_addr = 0x43c00000, .src_addr_width = 4, .dst_addr_width = 4, .src_maxburst = 4, .dst_maxburst = 4 };
	dma_addr_t out, in;
	u32 *from = dma_alloc_coherent(rx->device->dev, 4096, &out, GFP_KERNEL);
	u32 *to = dma_alloc_coherent(rx->device->dev, 4096, &in, GFP_KERNEL);
	struct dma_async_tx_descriptor *desc;
	struct dma_tx_state state;
	dma_cookie_t cookie = 0;
	int i, bad = 0;

	init_completion(&sent);
	init_completion(&received);
	for (i = 0; i < 256; i++) from[i] = 0x1000 + i;
	pr_info("%s %s %ld\\n", dma_chan_name(tx), dma_chan_name(rx), PTR_ERR(dma_request_chan(dev, "other")));
	dmaengine_slave_config(tx, &config);
	dmaengine_slave_config(rx, &config);
`;
const END = `
	(void)to; (void)bad; (void)state; (void)cookie; (void)desc;
	dma_release_channel(tx);
	dma_release_channel(rx);
	return 0;
}`;

const client = (body: string): string => `${FUNCTIONS}${BEGIN}${body}${END}`;
const INIT = '	platform_driver_register(&driver);';

describe('the PL330 driver with a device on its request lines', () => {
  it('sends and receives words through the FIFOs, paced by requests', () => {
    const bench = new ZynqBench();
    expect(bench.drive(INIT, client(`
	desc = dmaengine_prep_slave_single(rx, in, 256, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT);
	desc->callback = rx_done;
	dmaengine_submit(desc);
	dma_async_issue_pending(rx);
	desc = dmaengine_prep_slave_single(tx, out, 256, DMA_MEM_TO_DEV, DMA_PREP_INTERRUPT);
	desc->callback = tx_done;
	dmaengine_submit(desc);
	dma_async_issue_pending(tx);
	writel(0x37, regs + 8);
	wait_for_completion(&sent);
	wait_for_completion(&received);
	for (i = 0; i < 64; i++) bad += to[i] != 0x1000 + i;
	pr_info("bad %d sent %d received %d behind %d errors %x\\n", bad, readl(regs + 0x18), readl(regs + 0x1c), to[64], readl(regs + 0x14) & 13);`))).toEqual(['dma0chan0 dma0chan1 -19', 'bad 0 sent 64 received 64 behind 0 errors 0']);
    expect(bench.rules()).toEqual([]);
  });

  it('goes round a ring, calls back for each period, and tells the position', () => {
    expect(new ZynqBench().drive(INIT, client(`
	desc = dmaengine_prep_dma_cyclic(rx, in, 4 * 4 * PERIOD_WORDS, 4 * PERIOD_WORDS, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT);
	desc->callback = period;
	cookie = dmaengine_submit(desc);
	dma_async_issue_pending(rx);
	writel(2000, regs + 0x10);
	writel(0x2a, regs + 8);
	wait_for_completion(&received);
	i = dmaengine_tx_status(rx, cookie, &state);
	pr_info("status %d residue %d uneven %d\\n", i, state.residue > 0 && state.residue <= 128, dmaengine_prep_dma_cyclic(rx, in, 100, 32, DMA_DEV_TO_MEM, 0) == NULL);
	dmaengine_terminate_sync(rx);
	writel(0, regs + 8);
	i = periods;
	msleep(20);
	pr_info("first of the second round %d, later periods %d, overrun %d\\n", to[0], periods - i, readl(regs + 0x14) & 1);`))).toEqual(['dma0chan0 dma0chan1 -19', 'status 1 residue 1 uneven 1', 'first of the second round 32, later periods 0, overrun 0']);
  });

  it('loses words when nobody fetches them', () => {
    expect(new ZynqBench().drive(INIT, client(`
	writel(0x0a, regs + 8);
	udelay(40);
	writel(0, regs + 8);
	pr_info("errors %x level %d first %d\\n", readl(regs + 0x14), readl(regs + 4) & 0xff, readl(regs));`))).toEqual(['dma0chan0 dma0chan1 -19', 'errors 1 level 16 first 0']);
  });

  it('reads past the end of the FIFO when its burst is longer than the watermark', () => {
    const bench = new ZynqBench();
    expect(bench.drive(INIT, client(`
	config.src_maxburst = 8;
	dmaengine_slave_config(rx, &config);
	desc = dmaengine_prep_slave_single(rx, in, 128, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT);
	desc->callback = rx_done;
	dmaengine_submit(desc);
	dma_async_issue_pending(rx);
	writel(2000, regs + 0x10);
	writel(0x2a, regs + 8);
	wait_for_completion(&received);
	writel(0, regs + 8);
	pr_info("errors %x, received %d of 32\\n", readl(regs + 0x14), readl(regs + 0x1c));`)).at(-1)).toMatch(/^errors 4, received 1[5-7] of 32$/);
    expect(bench.rules()).toEqual(['slave-burst-too-long']);
  });

  it('gives the request line that two devices share to one driver', () => {
    expect(new ZynqBench().drive('	platform_driver_register(&driver);', `
#include <linux/platform_device.h>
#include <linux/of.h>
static int probe(struct platform_device *pdev)
{
	struct dma_chan *chan = dma_request_chan(&pdev->dev, "rx");

	if (IS_ERR(chan))
		pr_info("%s %ld\\n", dev_name(&pdev->dev), PTR_ERR(chan));
	else
		pr_info("%s %s\\n", dev_name(&pdev->dev), dma_chan_name(chan));
	return 0;
}
static const struct of_device_id ids[] = { { .compatible = "dmalab,audio-codec" }, { .compatible = "dmalab,sampler" }, { } };
static struct platform_driver driver = { .probe = probe, .driver = { .name = "both", .of_match_table = ids } };
`)).toEqual(['43c10000.codec dma0chan3', '43c20000.sampler -19']);
  });

  it('keeps going round after a ring, until the channel is released', () => {
    const bench = new ZynqBench();
    const after = (between: string): string => `
	desc = dmaengine_prep_dma_cyclic(rx, in, 64, 32, DMA_DEV_TO_MEM, 0);
	cookie = dmaengine_submit(desc);
	dma_async_issue_pending(rx);
	dmaengine_terminate_sync(rx);${between}
	cookie = dmaengine_submit(dmaengine_prep_dma_memcpy(rx, in, out, 64, 0));
	dma_async_issue_pending(rx);
	msleep(10);
	pr_info("status %d\\n", dmaengine_tx_status(rx, cookie, &state));`;
    expect(bench.drive(INIT, client(after('')))[1]).toBe('status 1');
    expect(bench.rules()).toContain('pl330-still-a-ring');
    const other = new ZynqBench();
    expect(other.drive(INIT, client(after('\n\tdma_release_channel(rx);\n\trx = dma_request_chan(dev, "rx");')))[1]).toBe('status 0');
    expect(other.rules()).not.toContain('pl330-still-a-ring');
  });

  it('warns when there is nothing to issue, as Linux 6.1 does', () => {
    const warnings = (body: string): number => new ZynqBench().drive(INIT, client(body)).filter((line) => line.includes('pl330_issue_pending')).length;
    expect(warnings('	dma_async_issue_pending(rx);')).toBe(1);
    expect(warnings('	dmaengine_submit(dmaengine_prep_slave_single(rx, in, 64, DMA_DEV_TO_MEM, 0));\n	dma_async_issue_pending(rx);\n	dma_async_issue_pending(rx);\n	dmaengine_terminate_sync(rx);')).toBe(0);
  });

  it('tells how far it came when it is paused, and does not go on', () => {
    expect(new ZynqBench().drive(INIT, client(`
	desc = dmaengine_prep_slave_single(rx, in, 256, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT);
	desc->callback = rx_done;
	cookie = dmaengine_submit(desc);
	dma_async_issue_pending(rx);
	writel(2000, regs + 0x10);
	writel(0x2a, regs + 8);
	do dmaengine_tx_status(rx, cookie, &state); while (state.residue > 128);
	pr_info("pause %d status %d\\n", dmaengine_pause(rx), dmaengine_tx_status(rx, cookie, &state));
	i = state.residue;
	msleep(10);
	bad = dmaengine_tx_status(rx, cookie, &state);
	pr_info("midway %d still %d status %d resume %d\\n", i > 64 && i <= 128, i == state.residue, bad, dmaengine_resume(rx));
	for (i = 0, bad = 0; i < (256 - (int)state.residue) / 4; i++) bad += to[i] != i;
	pr_info("moved %d terminate %d", bad == 0, dmaengine_terminate_sync(rx));
	pr_info("status %d\\n", dmaengine_tx_status(rx, cookie, &state));
	writel(0, regs + 8);`)).slice(1)).toEqual(['pause 0 status 2', 'midway 1 still 1 status 2 resume -38', 'moved 1 terminate 0', 'status 0']);
  });
});
