/** When softdma does it, in C: descriptors from submission to callback, rings that move on with a timer. */
export const SOFTDMA_QUEUE = String.raw`static void tell(struct dma_async_tx_descriptor *tx)
{
	dma_async_tx_callback callback = tx->callback;
	void *param = tx->callback_param;
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 9, 0)
	struct dmaengine_result result = { .result = DMA_TRANS_NOERROR, .residue = 0 };

	if (tx->callback_result) {
		tx->callback_result(param, &result);
		return;
	}
#endif
	if (callback)
		callback(param);
}

/* A period is over; the tasklet tells of it, once for all that have ended since. */
static void next_period(struct soft_chan *sc)
{
	unsigned long flags;

	spin_lock_irqsave(&sc->lock, flags);
	if (sc->ring && !sc->paused) {
		move(sc->ring, sc->ring->dst[0] + sc->at, sc->ring->period);
		sc->at += sc->ring->period;
		if (sc->at >= sc->ring->len)
			sc->at = 0;
		sc->due = true;
		tasklet_schedule(&sc->task);
		mod_timer(&sc->timer, jiffies + 1);
	}
	spin_unlock_irqrestore(&sc->lock, flags);
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 15, 0)
static void soft_timer(struct timer_list *t)
{
	struct soft_chan *sc = from_timer(sc, t, timer);

	next_period(sc);
}
#else
static void soft_timer(unsigned long data)
{
	next_period((struct soft_chan *)data);
}
#endif

/* The next descriptor, which a ring becomes and then holds the channel; NULL when there is nothing to do. */
static struct soft_desc *take_next(struct soft_chan *sc)
{
	struct soft_desc *d = sc->ring || sc->paused || list_empty(&sc->issued) ? NULL : list_first_entry(&sc->issued, struct soft_desc, node);

	if (!d)
		return NULL;
	list_del(&d->node);
	if (d->op != OP_RING)
		return d;
	sc->ring = d;
	sc->at = 0;
	mod_timer(&sc->timer, jiffies + 1);
	return NULL;
}

/* One descriptor a run; the callback comes after the cookie is complete. */
static void soft_tasklet(unsigned long data)
{
	struct soft_chan *sc = (struct soft_chan *)data;
	struct dma_async_tx_descriptor told;
	struct soft_desc *d, *ring;
	unsigned long flags;

	spin_lock_irqsave(&sc->lock, flags);
	ring = sc->due ? sc->ring : NULL;
	sc->due = false;
	if (ring)
		told = ring->tx;
	d = take_next(sc);
	spin_unlock_irqrestore(&sc->lock, flags);
	if (ring)
		tell(&told);
	if (!d)
		return;
	softdma_begin(&d->tx);
	perform(d);
	softdma_end();
	spin_lock_irqsave(&sc->lock, flags);
	sc->chan.completed_cookie = d->tx.cookie;
	d->tx.cookie = 0;
	if (!list_empty(&sc->issued))
		tasklet_schedule(&sc->task);
	told = d->tx;
	if (d->tx.flags & DMA_CTRL_REUSE)
		list_add(&d->node, &sc->prepared);
	spin_unlock_irqrestore(&sc->lock, flags);
	if (!(told.flags & DMA_CTRL_REUSE))
		kfree(d);
	tell(&told);
}

static dma_cookie_t soft_submit(struct dma_async_tx_descriptor *tx)
{
	struct soft_chan *sc = to_soft(tx->chan);
	unsigned long flags;
	dma_cookie_t cookie;

	spin_lock_irqsave(&sc->lock, flags);
	cookie = sc->chan.cookie == 0x7fffffff ? DMA_MIN_COOKIE : sc->chan.cookie + 1;
	tx->cookie = sc->chan.cookie = cookie;
	list_move_tail(&to_desc(tx)->node, &sc->submitted);
	spin_unlock_irqrestore(&sc->lock, flags);
	return cookie;
}

static int soft_desc_free(struct dma_async_tx_descriptor *tx)
{
	struct soft_chan *sc = to_soft(tx->chan);
	unsigned long flags;

	spin_lock_irqsave(&sc->lock, flags);
	list_del(&to_desc(tx)->node);
	spin_unlock_irqrestore(&sc->lock, flags);
	kfree(to_desc(tx));
	return 0;
}

`;
