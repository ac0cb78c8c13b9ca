/** softdma as a device, in C: its channels, its operations by version, the module. */
export const SOFTDMA_DEVICE = String.raw`static int soft_config(struct dma_chan *chan, struct dma_slave_config *config)
{
	to_soft(chan)->config = *config;
	return 0;
}

static int __maybe_unused soft_pause(struct dma_chan *chan)
{
	to_soft(chan)->paused = true;
	return 0;
}

static int __maybe_unused soft_resume(struct dma_chan *chan)
{
	struct soft_chan *sc = to_soft(chan);
	unsigned long flags;

	spin_lock_irqsave(&sc->lock, flags);
	sc->paused = false;
	if (sc->ring)
		mod_timer(&sc->timer, jiffies + 1);
	tasklet_schedule(&sc->task);
	spin_unlock_irqrestore(&sc->lock, flags);
	return 0;
}

static void soft_issue_pending(struct dma_chan *chan)
{
	struct soft_chan *sc = to_soft(chan);
	unsigned long flags;

	spin_lock_irqsave(&sc->lock, flags);
	list_splice_tail_init(&sc->submitted, &sc->issued);
	if (!list_empty(&sc->issued))
		tasklet_schedule(&sc->task);
	spin_unlock_irqrestore(&sc->lock, flags);
}

static enum dma_status soft_tx_status(struct dma_chan *chan, dma_cookie_t cookie, struct dma_tx_state *state)
{
	struct soft_chan *sc = to_soft(chan);
	enum dma_status status = dma_async_is_complete(cookie, chan->completed_cookie, chan->cookie);
	struct soft_desc *d;
	unsigned long flags;

	dma_set_tx_state(state, chan->completed_cookie, chan->cookie, 0);
	if (status == DMA_COMPLETE || !state)
		return status;
	spin_lock_irqsave(&sc->lock, flags);
	list_for_each_entry(d, &sc->issued, node)
		if (d->tx.cookie == cookie)
			state->residue = d->len;
	if (sc->ring && sc->ring->tx.cookie == cookie)
		state->residue = sc->ring->len - sc->at;
	if (sc->paused)
		status = DMA_PAUSED;
	spin_unlock_irqrestore(&sc->lock, flags);
	return status;
}

static void drop(struct list_head *list, bool all)
{
	struct soft_desc *d, *next;

	list_for_each_entry_safe(d, next, list, node) {
		if (!all && (d->tx.flags & DMA_CTRL_REUSE))
			continue;
		list_del(&d->node);
		kfree(d);
	}
}

static int soft_terminate_all(struct dma_chan *chan)
{
	struct soft_chan *sc = to_soft(chan);
	unsigned long flags;

	spin_lock_irqsave(&sc->lock, flags);
	list_splice_tail_init(&sc->submitted, &sc->prepared);
	list_splice_tail_init(&sc->issued, &sc->prepared);
	if (sc->ring)
		list_add_tail(&sc->ring->node, &sc->prepared);
	sc->ring = NULL;
	sc->due = sc->paused = false;
	del_timer(&sc->timer);
	drop(&sc->prepared, false);
	spin_unlock_irqrestore(&sc->lock, flags);
	return 0;
}

static void __maybe_unused soft_synchronize(struct dma_chan *chan)
{
	del_timer_sync(&to_soft(chan)->timer);
	tasklet_kill(&to_soft(chan)->task);
}

#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 0, 0)
static int soft_control(struct dma_chan *chan, enum dma_ctrl_cmd cmd, unsigned long arg)
{
	switch (cmd) {
	case DMA_TERMINATE_ALL:
		return soft_terminate_all(chan);
	case DMA_PAUSE:
		return soft_pause(chan);
	case DMA_RESUME:
		return soft_resume(chan);
	case DMA_SLAVE_CONFIG:
		return soft_config(chan, (struct dma_slave_config *)arg);
	default:
		return -ENXIO;
	}
}
#endif

static int soft_alloc(struct dma_chan *chan)
{
	chan->cookie = chan->completed_cookie = DMA_MIN_COOKIE;
	return 1;
}

static void soft_free(struct dma_chan *chan)
{
	struct soft_chan *sc = to_soft(chan);

	soft_terminate_all(chan);
	del_timer_sync(&sc->timer);
	tasklet_kill(&sc->task);
	drop(&sc->prepared, true);
}

static void soft_operations(struct dma_device *dma)
{
	dma_cap_set(DMA_MEMCPY, dma->cap_mask);
	dma_cap_set(DMA_XOR, dma->cap_mask);
	dma_cap_set(DMA_XOR_VAL, dma->cap_mask);
	dma_cap_set(DMA_PQ, dma->cap_mask);
	dma_cap_set(DMA_PQ_VAL, dma->cap_mask);
	dma_cap_set(DMA_MEMSET, dma->cap_mask);
	dma_cap_set(DMA_INTERRUPT, dma->cap_mask);
	dma_cap_set(DMA_SLAVE, dma->cap_mask);
	dma_cap_set(DMA_CYCLIC, dma->cap_mask);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(3, 3, 0)
	dma_cap_set(DMA_INTERLEAVE, dma->cap_mask);
	dma->device_prep_interleaved_dma = soft_interleaved;
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 2, 0)
	dma_cap_set(DMA_MEMSET_SG, dma->cap_mask);
	dma->device_prep_dma_memset_sg = soft_memset_sg;
#endif
#if HAS_SG
	dma_cap_set(DMA_SG, dma->cap_mask);
	dma->device_prep_dma_sg = soft_sg;
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 9, 0)
	dma->device_prep_dma_imm_data = soft_imm_data;
#endif
	dma->max_xor = MOST_SOURCES;
	dma_set_maxpq(dma, MOST_SOURCES, 1);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 0, 0)
	dma->descriptor_reuse = true;
	dma->residue_granularity = DMA_RESIDUE_GRANULARITY_SEGMENT;
	dma->src_addr_widths = dma->dst_addr_widths = BIT(1) | BIT(2) | BIT(4);
	dma->directions = BIT(DMA_MEM_TO_DEV) | BIT(DMA_DEV_TO_MEM);
#endif
	dma->device_alloc_chan_resources = soft_alloc;
	dma->device_free_chan_resources = soft_free;
	dma->device_prep_dma_memcpy = soft_memcpy;
	dma->device_prep_dma_xor = soft_xor;
	dma->device_prep_dma_xor_val = soft_xor_val;
	dma->device_prep_dma_pq = soft_pq;
	dma->device_prep_dma_pq_val = soft_pq_val;
	dma->device_prep_dma_memset = soft_memset;
	dma->device_prep_dma_interrupt = soft_interrupt;
	dma->device_prep_slave_sg = soft_slave_sg;
	dma->device_prep_dma_cyclic = soft_cyclic;
	dma->device_issue_pending = soft_issue_pending;
	dma->device_tx_status = soft_tx_status;
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 0, 0)
	dma->device_config = soft_config;
	dma->device_pause = soft_pause;
	dma->device_resume = soft_resume;
	dma->device_terminate_all = soft_terminate_all;
#else
	dma->device_control = soft_control;
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 5, 0)
	dma->device_synchronize = soft_synchronize;
#endif
}

static int soft_probe(struct platform_device *pdev)
{
	struct soft_dma *soft = kzalloc(sizeof(*soft), GFP_KERNEL);
	int i, err;

	if (!soft)
		return -ENOMEM;
	soft->dma.dev = &pdev->dev;
	INIT_LIST_HEAD(&soft->dma.channels);
	soft_operations(&soft->dma);
	for (i = 0; i < CHANNELS; i++) {
		struct soft_chan *sc = &soft->chans[i];

		sc->chan.device = &soft->dma;
		spin_lock_init(&sc->lock);
		INIT_LIST_HEAD(&sc->prepared);
		INIT_LIST_HEAD(&sc->submitted);
		INIT_LIST_HEAD(&sc->issued);
		tasklet_init(&sc->task, soft_tasklet, (unsigned long)sc);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 15, 0)
		timer_setup(&sc->timer, soft_timer, 0);
#else
		setup_timer(&sc->timer, soft_timer, (unsigned long)sc);
#endif
		list_add_tail(&sc->chan.device_node, &soft->dma.channels);
	}
	err = dma_async_device_register(&soft->dma);
	if (err) {
		kfree(soft);
		return err;
	}
	platform_set_drvdata(pdev, soft);
	return 0;
}

static int soft_remove(struct platform_device *pdev)
{
	struct soft_dma *soft = platform_get_drvdata(pdev);

	dma_async_device_unregister(&soft->dma);
	kfree(soft);
	return 0;
}

static struct platform_driver soft_driver = {
	.probe = soft_probe,
	.remove = soft_remove,
	.driver = { .name = "softdma" },
};
static struct platform_device *soft_device;

static int __init soft_init(void)
{
	int err = platform_driver_register(&soft_driver);

	if (err)
		return err;
	soft_device = platform_device_register_simple("softdma", -1, NULL, 0);
	if (!IS_ERR(soft_device))
		return 0;
	platform_driver_unregister(&soft_driver);
	return PTR_ERR(soft_device);
}
module_init(soft_init);

static void __exit soft_exit(void)
{
	platform_device_unregister(soft_device);
	platform_driver_unregister(&soft_driver);
}
module_exit(soft_exit);

MODULE_DESCRIPTION("a dmaengine provider without hardware");
MODULE_LICENSE("GPL v2");
`;
