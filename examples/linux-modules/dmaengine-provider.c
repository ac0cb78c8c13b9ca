/* A provider of DMA channels: what registration checks, how channels are counted and found. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/dmaengine.h>
#include <linux/err.h>
struct dma_chan *dma_get_slave_channel(struct dma_chan *chan);
struct dma_chan *dma_get_any_slave_channel(struct dma_device *device);
#define CHANNELS 3
static struct platform_device *pdev;
static struct dma_device dma;
static struct dma_chan chans[CHANNELS];
static int refuse;
static int alloc(struct dma_chan *chan) { pr_info("alloc %d\n", chan->chan_id); return refuse; }
static void release(struct dma_chan *chan) { pr_info("free %d\n", chan->chan_id); }
static void synchronize(struct dma_chan *chan) { pr_info("synchronize %d\n", chan->chan_id); }
static void issue(struct dma_chan *chan) { pr_info("issue %d\n", chan->chan_id); }
static enum dma_status status(struct dma_chan *chan, dma_cookie_t cookie, struct dma_tx_state *state)
{
	if (state) {
		state->last = chan->completed_cookie;
		state->used = chan->cookie;
		state->residue = 0;
	}
	return dma_async_is_complete(cookie, chan->completed_cookie, chan->cookie);
}
static struct dma_async_tx_descriptor *copy(struct dma_chan *chan, dma_addr_t dst, dma_addr_t src, size_t len, unsigned long flags) { return NULL; }
static struct dma_async_tx_descriptor *xor(struct dma_chan *chan, dma_addr_t dst, dma_addr_t *src, unsigned int count, size_t len, unsigned long flags) { return NULL; }
static bool wanted(struct dma_chan *chan, void *param) { pr_info("filter %d\n", chan->chan_id); return chan->chan_id == (long)param; }
static int pause(struct dma_chan *chan) { return 0; }
static void caps_of(struct dma_chan *chan, struct dma_slave_caps *caps) { caps->max_burst = 77; }
static void counts(const char *when)
{
	pr_info("%s: %d %d %d private %d %d\n", when, chans[0].client_count, chans[1].client_count, chans[2].client_count, dma_has_cap(DMA_PRIVATE, dma.cap_mask), dma.privatecnt);
}
static void fresh(void)
{
	int i;
	memset(&dma, 0, sizeof(dma));
	memset(chans, 0, sizeof(chans));
	INIT_LIST_HEAD(&dma.channels);
	for (i = 0; i < CHANNELS; i++) {
		chans[i].device = &dma;
		chans[i].chan_id = 40;
		chans[i].client_count = 9;
		list_add_tail(&chans[i].device_node, &dma.channels);
	}
	dma.chancnt = 0;
	dma.dev = &pdev->dev;
	dma.device_alloc_chan_resources = alloc;
	dma.device_free_chan_resources = release;
	dma.device_tx_status = status;
	dma.device_issue_pending = issue;
	dma.device_synchronize = synchronize;
}
#define CLAIM(cap) do { fresh(); dma_cap_set(cap, dma.cap_mask); pr_info(#cap " %d\n", dma_async_device_register(&dma)); } while (0)
static int probe(struct platform_device *p)
{
	static const enum dma_transaction_type types[] = { DMA_MEMCPY, DMA_XOR, DMA_PQ };
	struct dma_slave_caps caps;
	struct dma_chan *chan, *other;
	dma_cap_mask_t mask;
	int i;

	pdev = p;
	pr_info("null %d\n", dma_async_device_register(NULL));
	fresh(); dma.dev = NULL; pr_info("no dev %d\n", dma_async_device_register(&dma));
	fresh(); dma.device_tx_status = NULL; pr_info("no status %d\n", dma_async_device_register(&dma));
	fresh(); dma.device_issue_pending = NULL; pr_info("no issue %d\n", dma_async_device_register(&dma));
	CLAIM(DMA_MEMCPY); CLAIM(DMA_XOR); CLAIM(DMA_PQ); CLAIM(DMA_XOR_VAL); CLAIM(DMA_PQ_VAL); CLAIM(DMA_MEMSET); CLAIM(DMA_INTERRUPT); CLAIM(DMA_CYCLIC); CLAIM(DMA_INTERLEAVE);
	fresh();
	dma_cap_set(DMA_PQ, dma.cap_mask);
	dma_cap_set(DMA_XOR_VAL, dma.cap_mask);
	pr_info("two %d\n", dma_async_device_register(&dma));
	fresh();
	dma_cap_set(DMA_MEMCPY, dma.cap_mask);
	dma_cap_set(DMA_XOR, dma.cap_mask);
	dma.device_prep_dma_memcpy = copy;
	dma.device_prep_dma_xor = xor;
	pr_info("whole %d id %d chancnt %u names %s %s async %d\n", dma_async_device_register(&dma), dma.dev_id, dma.chancnt, dma_chan_name(&chans[0]), dma_chan_name(&chans[2]), dma_has_cap(DMA_ASYNC_TX, dma.cap_mask));
	counts("registered");

	pr_info("find %d\n", dma_find_channel(DMA_XOR) != NULL);
	dmaengine_get();
	counts("got");
	for (i = 0; i < ARRAY_SIZE(types); i++) {
		chan = dma_find_channel(types[i]);
		pr_info("find %d: %s\n", types[i], chan && chan->device == &dma ? dma_chan_name(chan) : chan ? "other" : "none");
	}
	pr_info("tables %d %d %d\n", chans[0].table_count, chans[1].table_count, chans[2].table_count);
	dmaengine_get();
	counts("got twice");
	dma_cap_zero(mask);
	dma_cap_set(DMA_XOR, mask);
	pr_info("public: request %d\n", dma_request_channel(mask, NULL, NULL) == NULL);
	pr_info("public: by mask %ld\n", PTR_ERR(dma_request_chan_by_mask(&mask)));
	dma_issue_pending_all();
	dmaengine_put();
	counts("put");
	dmaengine_put();
	counts("put twice");
	pr_info("find %d\n", dma_find_channel(DMA_XOR) != NULL);

	chan = dma_request_channel(mask, wanted, (void *)1);
	counts("requested");
	other = dma_request_chan_by_mask(&mask);
	pr_info("%s %s\n", dma_chan_name(chan), dma_chan_name(other));
	pr_info("none %d %ld\n", dma_request_channel(mask, wanted, (void *)7) == NULL, PTR_ERR(dma_request_chan_by_mask(NULL)));
	dmaengine_get();
	counts("got while private");
	pr_info("find %d\n", dma_find_channel(DMA_XOR) != NULL);
	dmaengine_put();
	pr_info("slave %d any %d\n", dma_get_slave_channel(&chans[1]) == NULL, dma_get_any_slave_channel(&dma) == NULL);
	pr_info("slave %d\n", dma_get_slave_channel(&chans[2]) == &chans[2]);
	counts("all taken");
	pr_info("full %ld\n", PTR_ERR(dma_request_chan_by_mask(&mask)));
	dma_release_channel(&chans[2]);
	dma_release_channel(chan);
	counts("released one");
	dma_release_channel(other);
	counts("released");
	refuse = -ENOMEM;
	pr_info("refused %d\n", dma_request_channel(mask, NULL, NULL) == NULL);
	counts("refused");
	refuse = 0;

	pr_info("caps %d %d %d\n", dma_get_slave_caps(NULL, &caps), dma_get_slave_caps(&chans[0], NULL), dma_get_slave_caps(&chans[0], &caps));
	dma_cap_set(DMA_SLAVE, dma.cap_mask);
	pr_info("caps %d\n", dma_get_slave_caps(&chans[0], &caps));
	dma.directions = BIT(DMA_MEM_TO_DEV);
	dma.max_burst = 16;
	dma.src_addr_widths = 6;
	dma.residue_granularity = DMA_RESIDUE_GRANULARITY_SEGMENT;
	dma.device_pause = pause;
	dma.device_caps = caps_of;
	memset(&caps, 0x55, sizeof(caps));
	pr_info("caps %d:", dma_get_slave_caps(&chans[0], &caps));
	pr_info("%x %x %x %u %u pause %d %d %d residue %d reuse %d\n", caps.src_addr_widths, caps.dst_addr_widths, caps.directions, caps.min_burst, caps.max_burst, caps.cmd_pause, caps.cmd_resume, caps.cmd_terminate, caps.residue_granularity, caps.descriptor_reuse);
	pr_info("control %d %d %d %d %d %d\n", dmaengine_slave_config(&chans[0], NULL), dmaengine_pause(&chans[0]), dmaengine_resume(&chans[0]), dmaengine_terminate_all(&chans[0]), dmaengine_terminate_async(&chans[0]), dmaengine_terminate_sync(&chans[0]));
	chan = dma_get_any_slave_channel(&dma);
	pr_info("any %s\n", dma_chan_name(chan));
	dma_release_channel(chan);
	dma_async_device_unregister(&dma);
	pr_info("after: private %d count %d chancnt %u\n", dma_has_cap(DMA_PRIVATE, dma.cap_mask), dma.privatecnt, dma.chancnt);
	pr_info("gone %ld\n", PTR_ERR(dma_request_chan_by_mask(&mask)));

	fresh();
	dma_cap_set(DMA_PRIVATE, dma.cap_mask);
	dma_cap_set(DMA_SLAVE, dma.cap_mask);
	pr_info("private %d id %d\n", dma_async_device_register(&dma), dma.dev_id);
	counts("private");
	chan = dma_get_any_slave_channel(&dma);
	counts("private taken");
	dma_release_channel(chan);
	counts("private released");
	dma_async_device_unregister(&dma);

	dmaengine_get();
	fresh();
	dma_cap_set(DMA_MEMCPY, dma.cap_mask);
	dma.device_prep_dma_memcpy = copy;
	pr_info("while wanted %d\n", dma_async_device_register(&dma));
	counts("while wanted");
	dmaengine_put();
	counts("put");
	dma_async_device_unregister(&dma);
	return 0;
}
static int remove(struct platform_device *p) { return 0; }
static struct platform_driver driver = { .probe = probe, .remove = remove, .driver = { .name = "provider" } };
static struct platform_device *device;
static int __init start(void)
{
	platform_driver_register(&driver);
	device = platform_device_register_simple("provider", -1, NULL, 0);
	return 0;
}
static void __exit stop(void)
{
	platform_device_unregister(device);
	platform_driver_unregister(&driver);
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
