/** lesson.h: what the lessons on dmaengine share, so that each is about its own operation only. */
export const LESSON_H = String.raw`/*
 * A channel by what it can do, memory for it, and one transfer from submit to its end.
 * Each lesson prepares its transfer itself: that is what it is about.
 */
#ifndef LESSON_H
#define LESSON_H

#include <linux/module.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/string.h>

static struct dma_chan *chan;

static inline int lesson_channel_for(enum dma_transaction_type what, enum dma_transaction_type also)
{
	dma_cap_mask_t mask;

	dma_cap_zero(mask);
	dma_cap_set(what, mask);
	dma_cap_set(also, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	if (!chan) {
		pr_err("no channel can do this\n");
		return -ENODEV;
	}
	pr_info("%s belongs to %s\n", dma_chan_name(chan), dev_name(chan->device->dev));
	return 0;
}

static inline int lesson_channel(enum dma_transaction_type what)
{
	return lesson_channel_for(what, what);
}

/* Memory that processor and controller see alike; the controller is the device that it is for. */
static inline void *lesson_memory(size_t bytes, dma_addr_t *bus)
{
	return dma_alloc_coherent(chan->device->dev, bytes, bus, GFP_KERNEL);
}

static inline void lesson_free(size_t bytes, void *memory, dma_addr_t bus)
{
	if (memory)
		dma_free_coherent(chan->device->dev, bytes, memory, bus);
}

static void lesson_done(void *done)
{
	complete(done);
}

/* Hand a prepared transfer over and wait for its callback: 0, or why not. */
static inline int lesson_run(struct dma_async_tx_descriptor *tx)
{
	DECLARE_COMPLETION_ONSTACK(done);
	dma_cookie_t cookie;

	if (!tx) {
		pr_err("the provider does not prepare this\n");
		return -EIO;
	}
	tx->callback = lesson_done;
	tx->callback_param = &done;
	cookie = dmaengine_submit(tx);
	if (dma_submit_error(cookie))
		return cookie;
	dma_async_issue_pending(chan);
	if (!wait_for_completion_timeout(&done, msecs_to_jiffies(100))) {
		dmaengine_terminate_sync(chan);
		return -ETIMEDOUT;
	}
	return dma_async_is_tx_complete(chan, cookie, NULL, NULL) == DMA_COMPLETE ? 0 : -EIO;
}

#endif
`;
