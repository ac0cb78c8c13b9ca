/**
 * drivers/dma/dmaengine.h and virt-dma.h: cookies, callbacks and virtual channels for providers written in C. All of it is
 * C here, the parts too that Linux has in virt-dma.c. What differs by version: when a descriptor is finished, and lists.
 */
const cookies = String.raw`
#include <linux/bug.h>
#include <linux/dmaengine.h>
static inline void dma_cookie_init(struct dma_chan *chan)
{
	chan->cookie = DMA_MIN_COOKIE;
	chan->completed_cookie = DMA_MIN_COOKIE;
}
static inline dma_cookie_t dma_cookie_assign(struct dma_async_tx_descriptor *tx)
{
	struct dma_chan *chan = tx->chan;
	dma_cookie_t cookie = chan->cookie == 0x7fffffff ? DMA_MIN_COOKIE : chan->cookie + 1;

	if (cookie < DMA_MIN_COOKIE)
		cookie = DMA_MIN_COOKIE;
	tx->cookie = chan->cookie = cookie;
	return cookie;
}
static inline void dma_cookie_complete(struct dma_async_tx_descriptor *tx)
{
	BUG_ON(tx->cookie < DMA_MIN_COOKIE);
	tx->chan->completed_cookie = tx->cookie;
	tx->cookie = 0;
}
static inline enum dma_status dma_cookie_status(struct dma_chan *chan, dma_cookie_t cookie, struct dma_tx_state *state)
{
	dma_cookie_t used = chan->cookie;
	dma_cookie_t complete = chan->completed_cookie;

	dma_set_tx_state(state, complete, used, 0);
	return dma_async_is_complete(cookie, complete, used);
}
static inline void dma_set_residue(struct dma_tx_state *state, u32 residue)
{
	if (state)
		state->residue = residue;
}
struct dmaengine_desc_callback {
	dma_async_tx_callback callback;
	dma_async_tx_callback_result callback_result;
	void *callback_param;
};
static inline void dmaengine_desc_get_callback(struct dma_async_tx_descriptor *tx, struct dmaengine_desc_callback *cb)
{
	cb->callback = tx->callback;
#if LINUX_SINCE(4, 9)
	cb->callback_result = tx->callback_result;
#else
	cb->callback_result = NULL;
#endif
	cb->callback_param = tx->callback_param;
}
static inline void dmaengine_desc_callback_invoke(struct dmaengine_desc_callback *cb, const struct dmaengine_result *result)
{
	static const struct dmaengine_result fine = { .result = DMA_TRANS_NOERROR, .residue = 0 };

	if (cb->callback_result)
		cb->callback_result(cb->callback_param, result ? result : &fine);
	else if (cb->callback)
		cb->callback(cb->callback_param);
}
static inline void dmaengine_desc_get_callback_invoke(struct dma_async_tx_descriptor *tx, const struct dmaengine_result *result)
{
	struct dmaengine_desc_callback cb;

	dmaengine_desc_get_callback(tx, &cb);
	dmaengine_desc_callback_invoke(&cb, result);
}
static inline bool dmaengine_desc_callback_valid(struct dmaengine_desc_callback *cb)
{
	return cb->callback || cb->callback_result;
}
`;

const virtual = String.raw`
#include <linux/dmaengine.h>
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include "dmaengine.h"
struct virt_dma_desc {
	struct dma_async_tx_descriptor tx;
#if LINUX_SINCE(4, 18)
	struct dmaengine_result tx_result;
#endif
	struct list_head node;
};
struct virt_dma_chan {
	struct dma_chan chan;
	struct tasklet_struct task;
	void (*desc_free)(struct virt_dma_desc *);
	spinlock_t lock;
	struct list_head desc_allocated;
	struct list_head desc_submitted;
	struct list_head desc_issued;
	struct list_head desc_completed;
#if LINUX_SINCE(5, 5)
	struct list_head desc_terminated;
#endif
	struct virt_dma_desc *cyclic;
};
#define to_virt_chan(channel) container_of(channel, struct virt_dma_chan, chan)
#define to_virt_desc(descriptor) container_of(descriptor, struct virt_dma_desc, tx)
static inline void vchan_vdesc_fini(struct virt_dma_desc *vd)
{
	struct virt_dma_chan *vc = to_virt_chan(vd->tx.chan);
#if LINUX_SINCE(4, 3)
	unsigned long flags;

	if (dmaengine_desc_test_reuse(&vd->tx)) {
		spin_lock_irqsave(&vc->lock, flags);
		list_add(&vd->node, &vc->desc_allocated);
		spin_unlock_irqrestore(&vc->lock, flags);
		return;
	}
#endif
	vc->desc_free(vd);
}
static inline const struct dmaengine_result *__vchan_result(struct virt_dma_desc *vd)
{
#if LINUX_SINCE(4, 18)
	return &vd->tx_result;
#else
	return NULL;
#endif
}
static inline void __vchan_run(struct virt_dma_chan *vc)
{
	struct virt_dma_desc *cyclic, *vd, *next;
	struct dmaengine_desc_callback cb;
	LIST_HEAD(done);

	spin_lock_irq(&vc->lock);
	list_splice_tail_init(&vc->desc_completed, &done);
	cyclic = vc->cyclic;
	vc->cyclic = NULL;
	spin_unlock_irq(&vc->lock);
	if (cyclic)
		dmaengine_desc_get_callback_invoke(&cyclic->tx, __vchan_result(cyclic));
	list_for_each_entry_safe(vd, next, &done, node) {
		dmaengine_desc_get_callback(&vd->tx, &cb);
		list_del(&vd->node);
#if LINUX_SINCE(5, 5)
		dmaengine_desc_callback_invoke(&cb, __vchan_result(vd));
		vchan_vdesc_fini(vd);
#else
		vchan_vdesc_fini(vd);
		dmaengine_desc_callback_invoke(&cb, NULL);
#endif
	}
}
#if LINUX_SINCE(5, 9)
static inline void __vchan_complete(struct tasklet_struct *t)
{
	struct virt_dma_chan *vc = from_tasklet(vc, t, task);

	__vchan_run(vc);
}
#else
static inline void __vchan_complete(unsigned long vc)
{
	__vchan_run((struct virt_dma_chan *)vc);
}
#endif
static inline void vchan_init(struct virt_dma_chan *vc, struct dma_device *dmadev)
{
	dma_cookie_init(&vc->chan);
	spin_lock_init(&vc->lock);
	INIT_LIST_HEAD(&vc->desc_allocated);
	INIT_LIST_HEAD(&vc->desc_submitted);
	INIT_LIST_HEAD(&vc->desc_issued);
	INIT_LIST_HEAD(&vc->desc_completed);
#if LINUX_SINCE(5, 5)
	INIT_LIST_HEAD(&vc->desc_terminated);
#endif
#if LINUX_SINCE(5, 9)
	tasklet_setup(&vc->task, __vchan_complete);
#else
	tasklet_init(&vc->task, __vchan_complete, (unsigned long)vc);
#endif
	vc->chan.device = dmadev;
	list_add_tail(&vc->chan.device_node, &dmadev->channels);
}
static inline dma_cookie_t vchan_tx_submit(struct dma_async_tx_descriptor *tx)
{
	struct virt_dma_chan *vc = to_virt_chan(tx->chan);
	unsigned long flags;
	dma_cookie_t cookie;

	spin_lock_irqsave(&vc->lock, flags);
	cookie = dma_cookie_assign(tx);
	list_move_tail(&to_virt_desc(tx)->node, &vc->desc_submitted);
	spin_unlock_irqrestore(&vc->lock, flags);
	return cookie;
}
static inline int vchan_tx_desc_free(struct dma_async_tx_descriptor *tx)
{
	struct virt_dma_chan *vc = to_virt_chan(tx->chan);
	unsigned long flags;

	spin_lock_irqsave(&vc->lock, flags);
	list_del(&to_virt_desc(tx)->node);
	spin_unlock_irqrestore(&vc->lock, flags);
	vc->desc_free(to_virt_desc(tx));
	return 0;
}
static inline struct dma_async_tx_descriptor *vchan_tx_prep(struct virt_dma_chan *vc, struct virt_dma_desc *vd, unsigned long tx_flags)
{
	unsigned long flags;

	dma_async_tx_descriptor_init(&vd->tx, &vc->chan);
	vd->tx.flags = tx_flags;
	vd->tx.tx_submit = vchan_tx_submit;
#if LINUX_SINCE(4, 3)
	vd->tx.desc_free = vchan_tx_desc_free;
#endif
#if LINUX_SINCE(4, 18)
	vd->tx_result.result = DMA_TRANS_NOERROR;
	vd->tx_result.residue = 0;
#endif
	spin_lock_irqsave(&vc->lock, flags);
	list_add_tail(&vd->node, &vc->desc_allocated);
	spin_unlock_irqrestore(&vc->lock, flags);
	return &vd->tx;
}
static inline bool vchan_issue_pending(struct virt_dma_chan *vc)
{
	list_splice_tail_init(&vc->desc_submitted, &vc->desc_issued);
	return !list_empty(&vc->desc_issued);
}
static inline struct virt_dma_desc *vchan_next_desc(struct virt_dma_chan *vc)
{
	return list_first_entry_or_null(&vc->desc_issued, struct virt_dma_desc, node);
}
static inline struct virt_dma_desc *vchan_find_desc(struct virt_dma_chan *vc, dma_cookie_t cookie)
{
	struct virt_dma_desc *vd;

	list_for_each_entry(vd, &vc->desc_issued, node)
		if (vd->tx.cookie == cookie)
			return vd;
	return NULL;
}
static inline void vchan_cookie_complete(struct virt_dma_desc *vd)
{
	struct virt_dma_chan *vc = to_virt_chan(vd->tx.chan);

	dma_cookie_complete(&vd->tx);
	list_add_tail(&vd->node, &vc->desc_completed);
	tasklet_schedule(&vc->task);
}
static inline void vchan_cyclic_callback(struct virt_dma_desc *vd)
{
	struct virt_dma_chan *vc = to_virt_chan(vd->tx.chan);

	vc->cyclic = vd;
	tasklet_schedule(&vc->task);
}
#if LINUX_SINCE(5, 5)
static inline void vchan_terminate_vdesc(struct virt_dma_desc *vd)
{
	struct virt_dma_chan *vc = to_virt_chan(vd->tx.chan);

	list_add_tail(&vd->node, &vc->desc_terminated);
	if (vc->cyclic == vd)
		vc->cyclic = NULL;
}
#endif
static inline void vchan_get_all_descriptors(struct virt_dma_chan *vc, struct list_head *head)
{
	list_splice_tail_init(&vc->desc_allocated, head);
	list_splice_tail_init(&vc->desc_submitted, head);
	list_splice_tail_init(&vc->desc_issued, head);
	list_splice_tail_init(&vc->desc_completed, head);
#if LINUX_SINCE(5, 5)
	list_splice_tail_init(&vc->desc_terminated, head);
#endif
}
static inline void vchan_dma_desc_free_list(struct virt_dma_chan *vc, struct list_head *head)
{
	struct virt_dma_desc *vd, *next;

	list_for_each_entry_safe(vd, next, head, node) {
		list_del(&vd->node);
		vchan_vdesc_fini(vd);
	}
}
static inline void vchan_free_chan_resources(struct virt_dma_chan *vc)
{
	struct virt_dma_desc *vd;
	unsigned long flags;
	LIST_HEAD(all);

	spin_lock_irqsave(&vc->lock, flags);
	vchan_get_all_descriptors(vc, &all);
#if LINUX_SINCE(4, 3)
	list_for_each_entry(vd, &all, node)
		dmaengine_desc_clear_reuse(&vd->tx);
#endif
	spin_unlock_irqrestore(&vc->lock, flags);
	vchan_dma_desc_free_list(vc, &all);
}
static inline void vchan_synchronize(struct virt_dma_chan *vc)
{
	LIST_HEAD(gone);

	tasklet_kill(&vc->task);
#if LINUX_SINCE(5, 5)
	spin_lock_irq(&vc->lock);
	list_splice_tail_init(&vc->desc_terminated, &gone);
	spin_unlock_irq(&vc->lock);
#endif
	vchan_dma_desc_free_list(vc, &gone);
}
`;

export const PROVIDERS: Readonly<Record<string, string>> = {
  'dmaengine.h': cookies,
  'virt-dma.h': virtual,
};
