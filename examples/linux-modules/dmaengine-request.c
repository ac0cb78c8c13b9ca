/* Channels by name: a device without node, one with a map of its provider, and what the files of the system show. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/dmaengine.h>
#include <linux/err.h>
static struct dma_device dma;
static struct dma_chan chans[2];
static struct platform_device *client;
static struct dma_chan *held;
static void issue(struct dma_chan *chan) { }
static enum dma_status status(struct dma_chan *chan, dma_cookie_t cookie, struct dma_tx_state *state) { return DMA_COMPLETE; }
static int alloc(struct dma_chan *chan) { return 0; }
static void release(struct dma_chan *chan) { pr_info("free %d\n", chan->chan_id); }
static bool by_number(struct dma_chan *chan, void *param) { pr_info("filter %d %ld\n", chan->chan_id, (long)param); return chan->chan_id == (long)param; }
static const struct dma_slave_map map[] = { { "client", "rx", (void *)1 }, { "client", "tx", (void *)0 }, { "client", "bad", (void *)9 }, { "other", "aux", (void *)0 } };
static int probe(struct platform_device *p)
{
	struct dma_chan *chan;
	dma_cap_mask_t mask;
	int i;

	client = platform_device_register_simple("client", -1, NULL, 0);
	pr_info("nobody %ld\n", PTR_ERR(dma_request_chan(&client->dev, "rx")));
	INIT_LIST_HEAD(&dma.channels);
	for (i = 0; i < 2; i++) {
		chans[i].device = &dma;
		list_add_tail(&chans[i].device_node, &dma.channels);
	}
	dma.dev = &p->dev;
	dma.device_alloc_chan_resources = alloc;
	dma.device_free_chan_resources = release;
	dma.device_tx_status = status;
	dma.device_issue_pending = issue;
	dma_cap_set(DMA_SLAVE, dma.cap_mask);
	dma.filter.fn = by_number;
	dma.filter.map = map;
	dma.filter.mapcnt = ARRAY_SIZE(map);
	pr_info("register %d\n", dma_async_device_register(&dma));
	held = dma_request_chan(&client->dev, "rx");
	if (IS_ERR(held))
		return PTR_ERR(held);
	pr_info("rx %s name %s slave %d\n", dma_chan_name(held), held->name, held->slave == &client->dev);
	pr_info("again %ld\n", PTR_ERR(dma_request_chan(&client->dev, "rx")));
	pr_info("no such channel %ld\n", PTR_ERR(dma_request_chan(&client->dev, "bad")));
	pr_info("no such name %ld\n", PTR_ERR(dma_request_chan(&client->dev, "aux")));
	pr_info("slave channel %d\n", dma_request_slave_channel(&client->dev, "aux") == NULL);
	chan = dma_request_slave_channel(&client->dev, "tx");
	pr_info("tx %s\n", dma_chan_name(chan));
	dma_release_channel(chan);
	pr_info("name %d slave %d\n", chan->name != NULL, chan->slave != NULL);
	dma_cap_zero(mask);
	dma_cap_set(DMA_SLAVE, mask);
	chan = dma_request_slave_channel_compat(mask, by_number, (void *)0, &client->dev, "aux");
	pr_info("compat %d\n", chan == NULL);
	return 0;
}
static int remove(struct platform_device *p)
{
	dma_release_channel(held);
	dma_async_device_unregister(&dma);
	platform_device_unregister(client);
	return 0;
}
static struct platform_driver driver = { .probe = probe, .remove = remove, .driver = { .name = "mapped" } };
static struct platform_device *device;
static int __init start(void)
{
	platform_driver_register(&driver);
	device = platform_device_register_simple("mapped", -1, NULL, 0);
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
