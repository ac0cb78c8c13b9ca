/* A client of the PL330: cookies and states, what comes of calls in the wrong order or without support. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/completion.h>
#include <linux/scatterlist.h>
#include <linux/delay.h>
#include <linux/err.h>
static struct dma_chan *chan;
static struct dma_tx_state state;
static DECLARE_COMPLETION(done);
static void finished(void *param) { pr_info("callback %ld\n", (long)param); complete(&done); }
static void with_result(void *param, const struct dmaengine_result *result)
{
	pr_info("result %ld: %d %u\n", (long)param, result->result, result->residue);
	complete(&done);
}
static void ask(const char *when, dma_cookie_t cookie)
{
	enum dma_status status = dmaengine_tx_status(chan, cookie, &state);
	pr_info("%s: cookie %d status %d last %d used %d residue %u\n", when, cookie, status, state.last, state.used, state.residue);
}
static bool never(struct dma_chan *c, void *param) { return false; }
static int __init start(void)
{
	struct dma_slave_config config = { };
	struct dma_async_tx_descriptor *tx, *second;
	struct dma_slave_caps caps;
	dma_cap_mask_t mask;
	dma_cookie_t cookie, last, used;
	dma_addr_t bus;
	u8 *buf;

	dma_cap_zero(mask);
	pr_info("no capability: %s\n", dma_chan_name(chan = dma_request_channel(mask, NULL, NULL)));
	dma_release_channel(chan);
	dma_cap_set(DMA_MEMCPY, mask);
	pr_info("filtered %d\n", dma_request_channel(mask, never, NULL) == NULL);
	chan = dma_request_channel(mask, NULL, NULL);
	buf = dma_alloc_coherent(chan->device->dev, 8192, &bus, GFP_KERNEL);
	memset(buf, 0x5a, 4096);
	memset(buf + 4096, 0, 4096);
	pr_info("async %d slave %d cyclic %d private %d max_xor %u align %d\n", dma_has_cap(DMA_ASYNC_TX, chan->device->cap_mask), dma_has_cap(DMA_SLAVE, chan->device->cap_mask), dma_has_cap(DMA_CYCLIC, chan->device->cap_mask), dma_has_cap(DMA_PRIVATE, chan->device->cap_mask), chan->device->max_xor, chan->device->copy_align);
	pr_info("caps %d: %x %x %x %u pause %d %d %d residue %d reuse %d\n", dma_get_slave_caps(chan, &caps), caps.src_addr_widths, caps.dst_addr_widths, caps.directions, caps.max_burst, caps.cmd_pause, caps.cmd_resume, caps.cmd_terminate, caps.residue_granularity, caps.descriptor_reuse);
	ask("fresh", 1);
	pr_info("empty %d\n", dmaengine_prep_dma_memcpy(chan, bus + 4096, bus, 0, 0) == NULL);
	pr_info("lacking %d %d\n", dmaengine_prep_dma_memset(chan, bus, 0, 16, 0) == NULL, dmaengine_prep_interleaved_dma(chan, NULL, 0) == NULL);
	pr_info("no channel %d\n", dmaengine_prep_dma_memcpy(NULL, bus, bus, 16, 0) == NULL);
	pr_info("slave: no list %d, cyclic: uneven %d to memory %d\n", dmaengine_prep_slave_sg(chan, NULL, 0, DMA_MEM_TO_DEV, 0) == NULL, dmaengine_prep_dma_cyclic(chan, bus, 100, 32, DMA_MEM_TO_DEV, 0) == NULL, dmaengine_prep_dma_cyclic(chan, bus, 128, 32, DMA_MEM_TO_MEM, 0) == NULL);
	pr_info("config %d pause %d resume %d\n", dmaengine_slave_config(chan, &config), dmaengine_pause(chan), dmaengine_resume(chan));

	tx = dmaengine_prep_dma_memcpy(chan, bus + 4096, bus, 64, DMA_PREP_INTERRUPT);
	pr_info("prepared: cookie %d flags %x\n", tx->cookie, tx->flags);
	pr_info("reuse %d free %d\n", dmaengine_desc_set_reuse(tx), dmaengine_desc_free(tx));
	pr_info("metadata %d %ld %d\n", dmaengine_desc_attach_metadata(tx, buf, 4), PTR_ERR(dmaengine_desc_get_metadata_ptr(tx, NULL, NULL)), dmaengine_desc_set_metadata_len(tx, 4));
	pr_info("metadata of nothing %d %ld %d\n", dmaengine_desc_attach_metadata(NULL, buf, 4), PTR_ERR(dmaengine_desc_get_metadata_ptr(NULL, NULL, NULL)), dmaengine_desc_set_metadata_len(NULL, 4));
	second = dmaengine_prep_dma_memcpy(chan, bus + 4096 + 64, bus, 64, 0);
	tx->callback = finished;
	tx->callback_param = (void *)1;
	second->callback = finished;
	second->callback_param = (void *)2;
	second->callback_result = with_result;
	cookie = dmaengine_submit(second);
	ask("submitted", cookie);
	pr_info("cookies %d %d error %d\n", cookie, dmaengine_submit(tx), dma_submit_error(cookie));
	ask("both", cookie);
	ask("never given", 77);
	ask("negative", -5);
	ask("zero", 0);
	dma_async_issue_pending(chan);
	wait_for_completion(&done);
	wait_for_completion(&done);
	ask("done", cookie);
	pr_info("is complete %d", dma_async_is_tx_complete(chan, cookie, &last, &used));
	pr_info("last %d used %d\n", last, used);
	pr_info("copied %02x %02x %02x\n", buf[4096], buf[4096 + 127], buf[4096 + 128]);

	tx = dmaengine_prep_dma_memcpy(chan, bus + 4096, bus, 64, 0);
	cookie = dmaengine_submit(tx);
	pr_info("sync wait %d\n", dma_sync_wait(chan, cookie));
	pr_info("wait for nothing %d\n", dma_wait_for_async_tx(NULL));
	tx = dmaengine_prep_dma_memcpy(chan, bus + 4096, bus, 64, 0);
	tx->callback = finished;
	cookie = dmaengine_submit(tx);
	ask("queued", cookie);
	pr_info("terminate %d\n", dmaengine_terminate_async(chan));
	ask("terminated", cookie);
	dmaengine_synchronize(chan);
	tx = dmaengine_prep_dma_memcpy(chan, bus + 4096, bus, 64, 0);
	tx->callback = finished;
	cookie = dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	wait_for_completion(&done);
	ask("after", cookie);

	chan->cookie = chan->completed_cookie = 0x7ffffffe;
	tx = dmaengine_prep_dma_memcpy(chan, bus + 4096, bus, 64, 0);
	cookie = dmaengine_submit(tx);
	tx = dmaengine_prep_dma_memcpy(chan, bus + 4096, bus, 64, 0);
	tx->callback = finished;
	last = dmaengine_submit(tx);
	ask("greatest", cookie);
	ask("wrapped", last);
	ask("before", 0x7ffffffe);
	ask("next", 2);
	dma_async_issue_pending(chan);
	wait_for_completion(&done);
	ask("greatest", cookie);
	ask("wrapped", last);
	dma_free_coherent(chan->device->dev, 8192, buf, bus);
	dma_release_channel(chan);
	return 0;
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
