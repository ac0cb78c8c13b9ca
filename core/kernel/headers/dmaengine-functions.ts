/** <linux/dmaengine.h>, its functions: capabilities and channels, then what prepares a descriptor. */
export const ENGINE_FUNCTIONS = String.raw`/*PROTOTYPES*/
#define dma_cap_zero(mask) ((void)memset((mask).bits, 0, sizeof((mask).bits)))
#define dma_cap_set(tx, mask) ((void)((mask).bits[(tx) / BITS_PER_LONG] |= 1UL << ((tx) % BITS_PER_LONG)))
#define dma_cap_clear(tx, mask) ((void)((mask).bits[(tx) / BITS_PER_LONG] &= ~(1UL << ((tx) % BITS_PER_LONG))))
#define dma_has_cap(tx, mask) ((int)(((mask).bits[(tx) / BITS_PER_LONG] >> ((tx) % BITS_PER_LONG)) & 1))
#define for_each_dma_cap_mask(cap, mask) for ((cap) = 0; (cap) < DMA_TX_TYPE_END; (cap)++) if (dma_has_cap(cap, mask))
#if LINUX_SINCE(5, 3)
#define dma_request_channel(mask, fn, param) __dma_request_channel(&(mask), fn, param, NULL)
#else
#define dma_request_channel(mask, fn, param) __dma_request_channel(&(mask), fn, param)
#endif
#if LINUX_SINCE(4, 6)
#define dma_request_slave_channel_reason(dev, name) dma_request_chan(dev, name)
#define dma_request_slave_channel_compat(mask, fn, param, dev, name) ({ struct dma_chan *__chan = dma_request_chan(dev, name); dma_filter_fn __fn = (fn); IS_ERR(__chan) ? (__fn && (param) ? dma_request_channel(mask, fn, param) : NULL) : __chan; })
#endif
static inline dma_cookie_t dmaengine_submit(struct dma_async_tx_descriptor *desc)
{
	return desc->tx_submit(desc);
}
static inline void dma_async_issue_pending(struct dma_chan *chan)
{
	chan->device->device_issue_pending(chan);
}
static inline enum dma_status dmaengine_tx_status(struct dma_chan *chan, dma_cookie_t cookie, struct dma_tx_state *state)
{
	return chan->device->device_tx_status(chan, cookie, state);
}
static inline enum dma_status dma_async_is_tx_complete(struct dma_chan *chan, dma_cookie_t cookie, dma_cookie_t *last, dma_cookie_t *used)
{
	struct dma_tx_state state;
	enum dma_status status = chan->device->device_tx_status(chan, cookie, &state);

	if (last)
		*last = state.last;
	if (used)
		*used = state.used;
	return status;
}
static inline enum dma_status dma_async_is_complete(dma_cookie_t cookie, dma_cookie_t last_complete, dma_cookie_t last_used)
{
	if (last_complete <= last_used) {
		if (cookie <= last_complete || cookie > last_used)
			return DMA_COMPLETE;
	} else if (cookie <= last_complete && cookie > last_used)
		return DMA_COMPLETE;
	return DMA_IN_PROGRESS;
}
#if LINUX_SINCE(4, 0)
static inline int dmaengine_slave_config(struct dma_chan *chan, struct dma_slave_config *config)
{
	return chan->device->device_config ? chan->device->device_config(chan, config) : -ENOSYS;
}
static inline int dmaengine_pause(struct dma_chan *chan)
{
	return chan->device->device_pause ? chan->device->device_pause(chan) : -ENOSYS;
}
static inline int dmaengine_resume(struct dma_chan *chan)
{
	return chan->device->device_resume ? chan->device->device_resume(chan) : -ENOSYS;
}
static inline int dmaengine_terminate_all(struct dma_chan *chan)
{
	return chan->device->device_terminate_all ? chan->device->device_terminate_all(chan) : -ENOSYS;
}
#else
static inline int dmaengine_device_control(struct dma_chan *chan, enum dma_ctrl_cmd cmd, unsigned long arg)
{
	return chan->device->device_control ? chan->device->device_control(chan, cmd, arg) : -ENOSYS;
}
static inline int dmaengine_slave_config(struct dma_chan *chan, struct dma_slave_config *config)
{
	return dmaengine_device_control(chan, DMA_SLAVE_CONFIG, (unsigned long)config);
}
static inline int dmaengine_pause(struct dma_chan *chan)
{
	return dmaengine_device_control(chan, DMA_PAUSE, 0);
}
static inline int dmaengine_resume(struct dma_chan *chan)
{
	return dmaengine_device_control(chan, DMA_RESUME, 0);
}
static inline int dmaengine_terminate_all(struct dma_chan *chan)
{
	return dmaengine_device_control(chan, DMA_TERMINATE_ALL, 0);
}
#endif
#if LINUX_SINCE(4, 5)
static inline int dmaengine_terminate_async(struct dma_chan *chan)
{
	return chan->device->device_terminate_all ? chan->device->device_terminate_all(chan) : -EINVAL;
}
static inline void dmaengine_synchronize(struct dma_chan *chan)
{
	__dmaengine_may_wait(chan);
	if (chan->device->device_synchronize)
		chan->device->device_synchronize(chan);
}
static inline int dmaengine_terminate_sync(struct dma_chan *chan)
{
	int ret = dmaengine_terminate_async(chan);

	if (ret)
		return ret;
	dmaengine_synchronize(chan);
	return 0;
}
#endif
`;

export const ENGINE_PREPARATIONS = String.raw`#if LINUX_SINCE(3, 0)
static inline struct dma_async_tx_descriptor *dmaengine_prep_slave_single(struct dma_chan *chan, dma_addr_t buf, size_t len, enum dma_transfer_direction dir, unsigned long flags)
{
	struct scatterlist sg;

	sg_init_table(&sg, 1);
	sg_dma_address(&sg) = buf;
	sg_dma_len(&sg) = len;
	if (!chan || !chan->device || !chan->device->device_prep_slave_sg)
		return NULL;
	return chan->device->device_prep_slave_sg(chan, &sg, 1, dir, flags, NULL);
}
#endif
static inline struct dma_async_tx_descriptor *dmaengine_prep_slave_sg(struct dma_chan *chan, struct scatterlist *sgl, unsigned int sg_len, enum dma_transfer_direction dir, unsigned long flags)
{
	if (!chan || !chan->device || !chan->device->device_prep_slave_sg)
		return NULL;
	return chan->device->device_prep_slave_sg(chan, sgl, sg_len, dir, flags, NULL);
}
static inline struct dma_async_tx_descriptor *dmaengine_prep_dma_cyclic(struct dma_chan *chan, dma_addr_t buf_addr, size_t buf_len, size_t period_len, enum dma_transfer_direction dir, unsigned long flags)
{
	if (!chan || !chan->device || !chan->device->device_prep_dma_cyclic)
		return NULL;
	return chan->device->device_prep_dma_cyclic(chan, buf_addr, buf_len, period_len, dir, flags);
}
#if LINUX_SINCE(3, 3)
static inline struct dma_async_tx_descriptor *dmaengine_prep_interleaved_dma(struct dma_chan *chan, struct dma_interleaved_template *xt, unsigned long flags)
{
	if (!chan || !chan->device || !chan->device->device_prep_interleaved_dma)
		return NULL;
#if LINUX_SINCE(5, 6)
	if ((flags & DMA_PREP_REPEAT) && !dma_has_cap(DMA_REPEAT, chan->device->cap_mask))
		return NULL;
#endif
	return chan->device->device_prep_interleaved_dma(chan, xt, flags);
}
#endif
#if LINUX_SINCE(3, 0) && !LINUX_SINCE(4, 14)
static inline struct dma_async_tx_descriptor *dmaengine_prep_dma_sg(struct dma_chan *chan, struct scatterlist *dst_sg, unsigned int dst_nents, struct scatterlist *src_sg, unsigned int src_nents, unsigned long flags)
{
	if (!chan || !chan->device || !chan->device->device_prep_dma_sg)
		return NULL;
	return chan->device->device_prep_dma_sg(chan, dst_sg, dst_nents, src_sg, src_nents, flags);
}
#endif
#if LINUX_SINCE(4, 2)
static inline struct dma_async_tx_descriptor *dmaengine_prep_dma_memset(struct dma_chan *chan, dma_addr_t dest, int value, size_t len, unsigned long flags)
{
	if (!chan || !chan->device || !chan->device->device_prep_dma_memset)
		return NULL;
	return chan->device->device_prep_dma_memset(chan, dest, value, len, flags);
}
#endif
#if LINUX_SINCE(4, 9)
static inline struct dma_async_tx_descriptor *dmaengine_prep_dma_memcpy(struct dma_chan *chan, dma_addr_t dest, dma_addr_t src, size_t len, unsigned long flags)
{
	if (!chan || !chan->device || !chan->device->device_prep_dma_memcpy)
		return NULL;
	return chan->device->device_prep_dma_memcpy(chan, dest, src, len, flags);
}
#endif
#if LINUX_SINCE(4, 3)
static inline int dmaengine_desc_set_reuse(struct dma_async_tx_descriptor *tx)
{
	struct dma_slave_caps caps;
	int ret = dma_get_slave_caps(tx->chan, &caps);

	if (ret)
		return ret;
	if (!caps.descriptor_reuse)
		return -EPERM;
	tx->flags |= DMA_CTRL_REUSE;
	return 0;
}
static inline void dmaengine_desc_clear_reuse(struct dma_async_tx_descriptor *tx)
{
	tx->flags &= ~DMA_CTRL_REUSE;
}
static inline bool dmaengine_desc_test_reuse(struct dma_async_tx_descriptor *tx)
{
	return (tx->flags & DMA_CTRL_REUSE) == DMA_CTRL_REUSE;
}
static inline int dmaengine_desc_free(struct dma_async_tx_descriptor *desc)
{
	if (!dmaengine_desc_test_reuse(desc))
		return -EPERM;
	return desc->desc_free(desc);
}
#endif
#define async_tx_ack(tx) ((void)((tx)->flags |= DMA_CTRL_ACK))
#define async_tx_clear_ack(tx) ((void)((tx)->flags &= ~DMA_CTRL_ACK))
#define async_tx_test_ack(tx) (((tx)->flags & DMA_CTRL_ACK) == DMA_CTRL_ACK)
#define txd_ack(tx) async_tx_ack(tx)
static inline void dma_set_tx_state(struct dma_tx_state *st, dma_cookie_t last, dma_cookie_t used, u32 residue)
{
	if (!st)
		return;
	st->last = last;
	st->used = used;
	st->residue = residue;
}
static inline bool is_slave_direction(enum dma_transfer_direction direction)
{
	return direction == DMA_MEM_TO_DEV || direction == DMA_DEV_TO_MEM;
}
static inline bool dmaengine_check_align(unsigned int align, size_t off1, size_t off2, size_t len)
{
	return !(((1 << align) - 1) & (off1 | off2 | len));
}
#define is_dma_copy_aligned(dev, off1, off2, len) dmaengine_check_align((dev)->copy_align, off1, off2, len)
#define is_dma_xor_aligned(dev, off1, off2, len) dmaengine_check_align((dev)->xor_align, off1, off2, len)
#define is_dma_pq_aligned(dev, off1, off2, len) dmaengine_check_align((dev)->pq_align, off1, off2, len)
#define is_dma_fill_aligned(dev, off1, off2, len) dmaengine_check_align((dev)->fill_align, off1, off2, len)
static inline void dma_set_maxpq(struct dma_device *dma, int maxpq, int has_pq_continue)
{
	dma->max_pq = maxpq;
	if (has_pq_continue)
		dma->max_pq |= DMA_HAS_PQ_CONTINUE;
}
#define dmaf_continue(flags) (((flags) & DMA_PREP_CONTINUE) == DMA_PREP_CONTINUE)
#define dmaf_p_disabled_continue(flags) (((flags) & (DMA_PREP_CONTINUE | DMA_PREP_PQ_DISABLE_P)) == (DMA_PREP_CONTINUE | DMA_PREP_PQ_DISABLE_P))
#define dma_dev_to_maxpq(dma) ((dma)->max_pq & ~DMA_HAS_PQ_CONTINUE)
static inline int dma_maxpq(struct dma_device *dma, enum dma_ctrl_flags flags)
{
	if ((dma->max_pq & DMA_HAS_PQ_CONTINUE) || !dmaf_continue(flags))
		return dma_dev_to_maxpq(dma);
	return dma_dev_to_maxpq(dma) - (dmaf_p_disabled_continue(flags) ? 1 : 3);
}
#define dmaengine_get_dma_device(chan) ((chan)->device->dev)
#if LINUX_SINCE(4, 3)
static inline size_t dmaengine_get_icg(bool inc, bool sgl, size_t icg, size_t dir_icg)
{
	if (!inc)
		return 0;
	return dir_icg ? dir_icg : sgl ? icg : 0;
}
static inline size_t dmaengine_get_dst_icg(struct dma_interleaved_template *xt, struct data_chunk *chunk)
{
	return dmaengine_get_icg(xt->dst_inc, xt->dst_sgl, chunk->icg, chunk->dst_icg);
}
static inline size_t dmaengine_get_src_icg(struct dma_interleaved_template *xt, struct data_chunk *chunk)
{
	return dmaengine_get_icg(xt->src_inc, xt->src_sgl, chunk->icg, chunk->src_icg);
}
#endif
static inline enum dma_status dma_wait_for_async_tx(struct dma_async_tx_descriptor *tx)
{
	return tx ? dma_sync_wait(tx->chan, tx->cookie) : DMA_COMPLETE;
}
#if LINUX_SINCE(3, 13)
static inline void dma_set_unmap(struct dma_async_tx_descriptor *tx, struct dmaengine_unmap_data *unmap)
{
	kref_get(&unmap->kref);
	tx->unmap = unmap;
}
static inline void dma_descriptor_unmap(struct dma_async_tx_descriptor *tx)
{
	if (tx->unmap) {
		dmaengine_unmap_put(tx->unmap);
		tx->unmap = NULL;
	}
}
#endif
#if LINUX_SINCE(5, 6)
static inline bool dmaengine_is_metadata_mode_supported(struct dma_chan *chan, enum dma_desc_metadata_mode mode)
{
	return (chan->device->desc_metadata_modes & mode) != 0;
}
/* One mode for a descriptor: the first that is used. */
static inline int __dmaengine_metadata_mode(struct dma_async_tx_descriptor *desc, enum dma_desc_metadata_mode mode)
{
	if (!desc)
		return -EINVAL;
	if (desc->desc_metadata_mode)
		return desc->desc_metadata_mode == mode ? 0 : -EINVAL;
	if (!dmaengine_is_metadata_mode_supported(desc->chan, mode))
		return -ENOTSUPP;
	desc->desc_metadata_mode = mode;
	return 0;
}
static inline int dmaengine_desc_attach_metadata(struct dma_async_tx_descriptor *desc, void *data, size_t len)
{
	int ret = __dmaengine_metadata_mode(desc, DESC_METADATA_CLIENT);

	if (ret)
		return ret;
	return desc->metadata_ops && desc->metadata_ops->attach ? desc->metadata_ops->attach(desc, data, len) : -ENOTSUPP;
}
static inline void *dmaengine_desc_get_metadata_ptr(struct dma_async_tx_descriptor *desc, size_t *payload_len, size_t *max_len)
{
	int ret = __dmaengine_metadata_mode(desc, DESC_METADATA_ENGINE);

	if (ret)
		return ERR_PTR(ret);
	return desc->metadata_ops && desc->metadata_ops->get_ptr ? desc->metadata_ops->get_ptr(desc, payload_len, max_len) : ERR_PTR(-ENOTSUPP);
}
static inline int dmaengine_desc_set_metadata_len(struct dma_async_tx_descriptor *desc, size_t payload_len)
{
	int ret = __dmaengine_metadata_mode(desc, DESC_METADATA_ENGINE);

	if (ret)
		return ret;
	return desc->metadata_ops && desc->metadata_ops->set_len ? desc->metadata_ops->set_len(desc, payload_len) : -ENOTSUPP;
}
#endif
`;
