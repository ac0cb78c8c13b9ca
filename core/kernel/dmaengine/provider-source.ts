/** For tests: a provider in C of which each test changes what it looks at. Its transfers never run. */
export const PROVIDER_HEAD = `
#include <linux/platform_device.h>
#include <linux/of.h>
#include <linux/of_dma.h>
#define CHANNELS 3
static struct dma_device dma;
static struct dma_chan chans[CHANNELS + 1];
static int probe(struct platform_device *pdev);
static int alloc(struct dma_chan *c) { return 0; }
static void release(struct dma_chan *c) { }
static void issue(struct dma_chan *c) { pr_info("issue %d\\n", c->chan_id); }
static enum dma_status status(struct dma_chan *c, dma_cookie_t cookie, struct dma_tx_state *state) { return DMA_COMPLETE; }
static struct dma_async_tx_descriptor *copy(struct dma_chan *c, dma_addr_t dst, dma_addr_t src, size_t len, unsigned long flags) { return NULL; }
static void __maybe_unused fresh(struct device *dev)
{
	int i;
	memset(&dma, 0, sizeof(dma));
	memset(chans, 0, sizeof(chans));
	INIT_LIST_HEAD(&dma.channels);
	for (i = 0; i < CHANNELS; i++) {
		chans[i].device = &dma;
		list_add_tail(&chans[i].device_node, &dma.channels);
	}
	dma.dev = dev;
	dma.device_alloc_chan_resources = alloc;
	dma.device_free_chan_resources = release;
	dma.device_tx_status = status;
	dma.device_issue_pending = issue;
	dma.device_prep_dma_memcpy = copy;
	dma_cap_set(DMA_MEMCPY, dma.cap_mask);
}
static struct platform_driver driver = { .probe = probe, .driver = { .name = "provider" } };
static struct platform_device *device;
`;

/** `body`: statements of the probe function, where \`pdev\` is its device. */
export const providerSource = (body: string, functions = ''): string => `${PROVIDER_HEAD}${functions}
static int probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	(void)dev;
${body}
	return 0;
}
`;

export const PROVIDER_INIT = `
	platform_driver_register(&driver);
	device = platform_device_register_simple("provider", -1, NULL, 0);
`;
