/** What softdma does with memory, in C: its structures, then copies, fills, sums and their checks, pieces, words of a register. */
export const SOFTDMA_WORK = String.raw`#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
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

`;
