/**
 * The module softdma in C: a dmaengine provider without hardware. The processor does, in a tasklet, what an engine would do:
 * copies, fills, XOR, RAID-6 P and Q with their checks, interleaved transfers, lists, immediate data. It reaches memory past its
 * caches, like a device. A ring moves a period in each tick. Not modelled: request lines (a device must take and give at once), residue inside a period.
 */
export const SOFTDMA_SOURCE = String.raw`#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/version.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/dmaengine.h>
#include <linux/interrupt.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/jiffies.h>
#include <linux/string.h>

/* Names of newer kernels. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(3, 13, 0)
#define DMA_COMPLETE	DMA_SUCCESS
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 3, 0)
#define DMA_CTRL_REUSE	0
#endif

/* From one list to another: it came with chained lists, and went in 4.14. */
#define HAS_SG (LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 24) && LINUX_VERSION_CODE < KERNEL_VERSION(4, 14, 0))

#define CHANNELS	4
#define MOST_SOURCES	16
#define MOST_CHUNKS	16

/* An uncached window to memory, as an engine sees it. */
extern void *softdma_window(dma_addr_t address, size_t bytes);
extern void softdma_close(void *window);
/* Whose work it is, for those who look on. */
extern void softdma_begin(struct dma_async_tx_descriptor *tx);
extern void softdma_end(void);

enum soft_op { OP_COPY, OP_XOR, OP_XOR_VAL, OP_PQ, OP_PQ_VAL, OP_SET, OP_NOTHING, OP_INTERLEAVED, OP_DATA, OP_SET_SG, OP_SG, OP_SLAVE, OP_RING };

struct soft_desc {
	struct dma_async_tx_descriptor tx;
	struct list_head node;
	enum soft_op op;
	size_t len;
	dma_addr_t dst[2];
	dma_addr_t src[MOST_SOURCES];
	u8 scf[MOST_SOURCES];
	unsigned int count;
	int value;
	u64 data;
	enum sum_check_flags *result;
	struct dma_interleaved_template xt;
	struct data_chunk chunks[MOST_CHUNKS];
	dma_addr_t to[MOST_CHUNKS];
	/* Of slave transfers: the register, its width, the way; of rings the period. */
	dma_addr_t fifo;
	unsigned int width;
	bool to_device;
	size_t period;
};

struct soft_chan {
	struct dma_chan chan;
	struct tasklet_struct task;
	spinlock_t lock;
	struct list_head prepared, submitted, issued;
	struct dma_slave_config config;
	/* The ring that goes round, how far it is, and whether a period is to be told. */
	struct soft_desc *ring;
	struct timer_list timer;
	size_t at;
	bool due, paused;
};

struct soft_dma {
	struct dma_device dma;
	struct soft_chan chans[CHANNELS];
};

#define to_soft(c) container_of(c, struct soft_chan, chan)
#define to_desc(t) container_of(t, struct soft_desc, tx)

static u8 times2(u8 x)
{
	return (u8)((x << 1) ^ (x & 0x80 ? 0x1d : 0));
}

static u8 gf_mul(u8 c, u8 x)
{
	u8 sum = 0;

	for (; c; c >>= 1, x = times2(x))
		if (c & 1)
			sum ^= x;
	return sum;
}

static void copy(dma_addr_t dst, dma_addr_t src, size_t len)
{
	u8 *to = softdma_window(dst, len), *from = softdma_window(src, len);

	memcpy(to, from, len);
	softdma_close(from);
	softdma_close(to);
}

static void set(dma_addr_t dst, int value, size_t len)
{
	u8 *to = softdma_window(dst, len);

	memset(to, value, len);
	softdma_close(to);
}

/* acc[b] ^= c * src[b] */
static void add_source(u8 *acc, dma_addr_t src, u8 c, size_t len)
{
	u8 *from = softdma_window(src, len);
	size_t i;

	for (i = 0; i < len; i++)
		acc[i] ^= c == 1 ? from[i] : gf_mul(c, from[i]);
	softdma_close(from);
}

static void put(dma_addr_t dst, const u8 *bytes, size_t len)
{
	u8 *to = softdma_window(dst, len);

	memcpy(to, bytes, len);
	softdma_close(to);
}

static bool differs(dma_addr_t at, const u8 *bytes, size_t len)
{
	u8 *there = softdma_window(at, len);
	bool answer = memcmp(there, bytes, len) != 0;

	softdma_close(there);
	return answer;
}

static bool not_zero(const u8 *bytes, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (bytes[i])
			return true;
	return false;
}

static void do_xor(struct soft_desc *d, u8 *acc)
{
	unsigned int i;

	for (i = 0; i < d->count; i++)
		add_source(acc, d->src[i], 1, d->len);
	if (d->op == OP_XOR)
		put(d->dst[0], acc, d->len);
	else
		*d->result = not_zero(acc, d->len) ? SUM_CHECK_P_RESULT : 0;
}

/* One of P and Q; continuing starts from what is there. */
static void do_sum(struct soft_desc *d, u8 *acc, int q)
{
	unsigned int i;

	memset(acc, 0, d->len);
	if (d->op == OP_PQ && (d->tx.flags & DMA_PREP_CONTINUE))
		add_source(acc, d->dst[q], 1, d->len);
	for (i = 0; i < d->count; i++)
		add_source(acc, d->src[i], q ? d->scf[i] : 1, d->len);
	if (d->op == OP_PQ)
		put(d->dst[q], acc, d->len);
	else if (differs(d->dst[q], acc, d->len))
		*d->result |= q ? SUM_CHECK_Q_RESULT : SUM_CHECK_P_RESULT;
}

static void do_pq(struct soft_desc *d, u8 *acc)
{
	if (d->op == OP_PQ_VAL)
		*d->result = 0;
	if (!(d->tx.flags & DMA_PREP_PQ_DISABLE_P))
		do_sum(d, acc, 0);
	if (!(d->tx.flags & DMA_PREP_PQ_DISABLE_Q))
		do_sum(d, acc, 1);
}

static size_t gap(bool sgl, size_t icg, size_t own)
{
	return own ? own : sgl ? icg : 0;
}

/* Before 4.3 a chunk had one gap for both sides. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 3, 0)
#define SRC_GAP(chunk)	((chunk)->src_icg)
#define DST_GAP(chunk)	((chunk)->dst_icg)
#else
#define SRC_GAP(chunk)	0
#define DST_GAP(chunk)	0
#endif

static void do_interleaved(struct soft_desc *d)
{
	dma_addr_t src = d->xt.src_start, dst = d->xt.dst_start;
	size_t frame, i;

	for (frame = 0; frame < d->xt.numf; frame++) {
		for (i = 0; i < d->xt.frame_size; i++) {
			struct data_chunk *chunk = &d->chunks[i];

			copy(dst, src, chunk->size);
			if (d->xt.src_inc)
				src += chunk->size + gap(d->xt.src_sgl, chunk->icg, SRC_GAP(chunk));
			if (d->xt.dst_inc)
				dst += chunk->size + gap(d->xt.dst_sgl, chunk->icg, DST_GAP(chunk));
		}
	}
}

/* Word by word between memory and one register. */
static void move(struct soft_desc *d, dma_addr_t memory, size_t bytes)
{
	u8 *mem = softdma_window(memory, bytes);
	void *reg = softdma_window(d->fifo, d->width);
	size_t i;
	u32 word;

	for (i = 0; i < bytes; i += d->width) {
		if (d->to_device) {
			word = 0;
			memcpy(&word, mem + i, d->width);
			if (d->width == 1)
				*(volatile u8 *)reg = word;
			else if (d->width == 2)
				*(volatile u16 *)reg = word;
			else
				*(volatile u32 *)reg = word;
		} else {
			word = d->width == 1 ? *(volatile u8 *)reg : d->width == 2 ? *(volatile u16 *)reg : *(volatile u32 *)reg;
			memcpy(mem + i, &word, d->width);
		}
	}
	softdma_close(reg);
	softdma_close(mem);
}

static void perform(struct soft_desc *d)
{
	u8 *acc = NULL;
	unsigned int i;

	if (d->op == OP_XOR || d->op == OP_XOR_VAL || d->op == OP_PQ || d->op == OP_PQ_VAL) {
		acc = kzalloc(d->len, GFP_ATOMIC);
		if (!acc) {
			pr_err("no memory for a sum of %zu bytes\n", d->len);
			return;
		}
	}
	switch (d->op) {
	case OP_COPY:
		copy(d->dst[0], d->src[0], d->len);
		break;
	case OP_XOR:
	case OP_XOR_VAL:
		do_xor(d, acc);
		break;
	case OP_PQ:
	case OP_PQ_VAL:
		do_pq(d, acc);
		break;
	case OP_SET:
		set(d->dst[0], d->value, d->len);
		break;
	case OP_DATA:
		put(d->dst[0], (u8 *)&d->data, sizeof(d->data));
		break;
	case OP_INTERLEAVED:
		do_interleaved(d);
		break;
	case OP_SET_SG:
		for (i = 0; i < d->count; i++)
			set(d->to[i], d->value, d->chunks[i].size);
		break;
	case OP_SG:
		for (i = 0; i < d->count; i++)
			copy(d->to[i], d->src[i], d->chunks[i].size);
		break;
	case OP_SLAVE:
		for (i = 0; i < d->count; i++)
			move(d, d->to[i], d->chunks[i].size);
		break;
	case OP_RING:
	case OP_NOTHING:
		break;
	}
	kfree(acc);
}

static void tell(struct dma_async_tx_descriptor *tx)
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

static struct soft_desc *make(struct dma_chan *chan, enum soft_op op, size_t len, unsigned long flags)
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

static int soft_config(struct dma_chan *chan, struct dma_slave_config *config)
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
