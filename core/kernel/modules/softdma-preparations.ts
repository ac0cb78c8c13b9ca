/** What softdma is asked for, in C: a descriptor for each kind of transfer. */
export const SOFTDMA_PREPARATIONS = String.raw`static struct soft_desc *make(struct dma_chan *chan, enum soft_op op, size_t len, unsigned long flags)
{
	struct soft_chan *sc = to_soft(chan);
	struct soft_desc *d = kzalloc(sizeof(*d), GFP_NOWAIT);
	unsigned long irq;

	if (!d)
		return NULL;
	dma_async_tx_descriptor_init(&d->tx, chan);
	d->tx.flags = flags;
	d->tx.tx_submit = soft_submit;
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 3, 0)
	d->tx.desc_free = soft_desc_free;
#endif
	d->op = op;
	d->len = len;
	spin_lock_irqsave(&sc->lock, irq);
	list_add_tail(&d->node, &sc->prepared);
	spin_unlock_irqrestore(&sc->lock, irq);
	return d;
}

static struct soft_desc *make_sum(struct dma_chan *chan, enum soft_op op, dma_addr_t *src, unsigned int count, size_t len, unsigned long flags)
{
	struct soft_desc *d;

	if (!len || !count || count > MOST_SOURCES)
		return NULL;
	d = make(chan, op, len, flags);
	if (!d)
		return NULL;
	d->count = count;
	memcpy(d->src, src, count * sizeof(*src));
	return d;
}

static struct dma_async_tx_descriptor *soft_memcpy(struct dma_chan *chan, dma_addr_t dst, dma_addr_t src, size_t len, unsigned long flags)
{
	struct soft_desc *d = len ? make(chan, OP_COPY, len, flags) : NULL;

	if (!d)
		return NULL;
	d->dst[0] = dst;
	d->src[0] = src;
	return &d->tx;
}

static struct dma_async_tx_descriptor *soft_xor(struct dma_chan *chan, dma_addr_t dst, dma_addr_t *src, unsigned int count, size_t len, unsigned long flags)
{
	struct soft_desc *d = make_sum(chan, OP_XOR, src, count, len, flags);

	if (!d)
		return NULL;
	d->dst[0] = dst;
	return &d->tx;
}

static struct dma_async_tx_descriptor *soft_xor_val(struct dma_chan *chan, dma_addr_t *src, unsigned int count, size_t len, enum sum_check_flags *result, unsigned long flags)
{
	struct soft_desc *d = make_sum(chan, OP_XOR_VAL, src, count, len, flags);

	if (!d)
		return NULL;
	d->result = result;
	return &d->tx;
}

static struct dma_async_tx_descriptor *soft_pq(struct dma_chan *chan, dma_addr_t *dst, dma_addr_t *src, unsigned int count, const unsigned char *scf, size_t len, unsigned long flags)
{
	struct soft_desc *d = make_sum(chan, OP_PQ, src, count, len, flags);

	if (!d)
		return NULL;
	memcpy(d->dst, dst, sizeof(d->dst));
	memcpy(d->scf, scf, count);
	return &d->tx;
}

static struct dma_async_tx_descriptor *soft_pq_val(struct dma_chan *chan, dma_addr_t *pq, dma_addr_t *src, unsigned int count, const unsigned char *scf, size_t len, enum sum_check_flags *result, unsigned long flags)
{
	struct soft_desc *d = make_sum(chan, OP_PQ_VAL, src, count, len, flags);

	if (!d)
		return NULL;
	memcpy(d->dst, pq, sizeof(d->dst));
	memcpy(d->scf, scf, count);
	d->result = result;
	return &d->tx;
}

static struct dma_async_tx_descriptor *soft_memset(struct dma_chan *chan, dma_addr_t dst, int value, size_t len, unsigned long flags)
{
	struct soft_desc *d = len ? make(chan, OP_SET, len, flags) : NULL;

	if (!d)
		return NULL;
	d->dst[0] = dst;
	d->value = value & 0xff;
	return &d->tx;
}

static struct dma_async_tx_descriptor * __maybe_unused soft_memset_sg(struct dma_chan *chan, struct scatterlist *list, unsigned int nents, int value, unsigned long flags)
{
	struct scatterlist *sg;
	struct soft_desc *d;
	unsigned int i;

	if (!nents || nents > MOST_CHUNKS)
		return NULL;
	d = make(chan, OP_SET_SG, 0, flags);
	if (!d)
		return NULL;
	for_each_sg(list, sg, nents, i) {
		d->to[i] = sg_dma_address(sg);
		d->chunks[i].size = sg_dma_len(sg);
		d->len += sg_dma_len(sg);
	}
	d->count = nents;
	d->value = value & 0xff;
	return &d->tx;
}

#if HAS_SG
/* Pieces end where one of either list ends. */
static struct dma_async_tx_descriptor *soft_sg(struct dma_chan *chan, struct scatterlist *to, unsigned int to_nents, struct scatterlist *from, unsigned int from_nents, unsigned long flags)
{
	size_t to_at = 0, from_at = 0;
	struct soft_desc *d = to_nents && from_nents ? make(chan, OP_SG, 0, flags) : NULL;

	while (d && to_nents && from_nents && d->count < MOST_CHUNKS) {
		size_t to_left = sg_dma_len(to) - to_at, from_left = sg_dma_len(from) - from_at;
		size_t bytes = to_left < from_left ? to_left : from_left;

		d->to[d->count] = sg_dma_address(to) + to_at;
		d->src[d->count] = sg_dma_address(from) + from_at;
		d->chunks[d->count++].size = bytes;
		d->len += bytes;
		to_at += bytes;
		from_at += bytes;
		if (bytes == to_left && --to_nents) {
			to = sg_next(to);
			to_at = 0;
		}
		if (bytes == from_left && --from_nents) {
			from = sg_next(from);
			from_at = 0;
		}
	}
	return d ? &d->tx : NULL;
}
#endif

static struct dma_async_tx_descriptor *soft_interrupt(struct dma_chan *chan, unsigned long flags)
{
	struct soft_desc *d = make(chan, OP_NOTHING, 0, flags);

	return d ? &d->tx : NULL;
}

static struct dma_async_tx_descriptor * __maybe_unused soft_imm_data(struct dma_chan *chan, dma_addr_t dst, u64 data, unsigned long flags)
{
	struct soft_desc *d = dst & 7 ? NULL : make(chan, OP_DATA, sizeof(data), flags);

	if (!d)
		return NULL;
	d->dst[0] = dst;
	d->data = data;
	return &d->tx;
}

static struct dma_async_tx_descriptor *soft_interleaved(struct dma_chan *chan, struct dma_interleaved_template *xt, unsigned long flags)
{
	struct soft_desc *d;
	size_t i, len = 0;

	if (!xt->numf || !xt->frame_size || xt->frame_size > MOST_CHUNKS)
		return NULL;
	for (i = 0; i < xt->frame_size; i++)
		len += xt->sgl[i].size;
	d = len ? make(chan, OP_INTERLEAVED, len * xt->numf, flags) : NULL;
	if (!d)
		return NULL;
	d->xt.src_start = xt->src_start;
	d->xt.dst_start = xt->dst_start;
	d->xt.src_inc = xt->src_inc;
	d->xt.dst_inc = xt->dst_inc;
	d->xt.src_sgl = xt->src_sgl;
	d->xt.dst_sgl = xt->dst_sgl;
	d->xt.numf = xt->numf;
	d->xt.frame_size = xt->frame_size;
	for (i = 0; i < xt->frame_size; i++)
		d->chunks[i] = xt->sgl[i];
	return &d->tx;
}

/* The register of the side that a transfer goes to or comes from; false: there is none, or of a width that nobody has. */
static bool take_side(struct soft_desc *d, enum dma_transfer_direction direction)
{
	struct dma_slave_config *config = &to_soft(d->tx.chan)->config;

	d->to_device = direction == DMA_MEM_TO_DEV;
	d->fifo = d->to_device ? config->dst_addr : config->src_addr;
	d->width = d->to_device ? config->dst_addr_width : config->src_addr_width;
	return d->fifo && (d->width == 1 || d->width == 2 || d->width == 4);
}

static struct dma_async_tx_descriptor *soft_slave_sg(struct dma_chan *chan, struct scatterlist *list, unsigned int nents, enum dma_transfer_direction direction, unsigned long flags, void *context)
{
	struct scatterlist *sg;
	struct soft_desc *d;
	unsigned int i;

	if (!list || !nents || nents > MOST_CHUNKS || (direction != DMA_MEM_TO_DEV && direction != DMA_DEV_TO_MEM))
		return NULL;
	d = make(chan, OP_SLAVE, 0, flags);
	if (!d)
		return NULL;
	if (!take_side(d, direction))
		goto refuse;
	for_each_sg(list, sg, nents, i) {
		if (sg_dma_len(sg) % d->width)
			goto refuse;
		d->to[i] = sg_dma_address(sg);
		d->chunks[i].size = sg_dma_len(sg);
		d->len += sg_dma_len(sg);
	}
	d->count = nents;
	return &d->tx;
refuse:
	soft_desc_free(&d->tx);
	return NULL;
}

static struct dma_async_tx_descriptor *soft_cyclic(struct dma_chan *chan, dma_addr_t buffer, size_t len, size_t period, enum dma_transfer_direction direction, unsigned long flags)
{
	struct soft_desc *d;

	if (!period || !len || len % period || (direction != DMA_MEM_TO_DEV && direction != DMA_DEV_TO_MEM))
		return NULL;
	d = make(chan, OP_RING, len, flags);
	if (!d)
		return NULL;
	d->dst[0] = buffer;
	d->period = period;
	if (take_side(d, direction) && period % d->width == 0)
		return &d->tx;
	soft_desc_free(&d->tx);
	return NULL;
}

`;
