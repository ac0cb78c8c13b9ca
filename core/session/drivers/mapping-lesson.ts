/** A driver that copies with streaming mappings, once right and then wrong in ways that are known from the field. */
export const MAPPING_LESSON = String.raw`/* insmod mapping_lesson.ko lesson=N: each lesson is one function below; compare them line by line with lesson 0. */
#include <linux/module.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/scatterlist.h>
#include <linux/completion.h>
#include <linux/ktime.h>
#include <linux/slab.h>
#include <linux/string.h>

#define BYTES	256

static int lesson;
module_param(lesson, int, 0444);

static struct dma_chan *chan;
static struct device *dev;	/* who reads and writes memory: the controller */

static void on_done(void *done)
{
	complete(done);
}

static int copy(dma_addr_t to, dma_addr_t from, size_t bytes)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct dma_async_tx_descriptor *tx;

	tx = dmaengine_prep_dma_memcpy(chan, to, from, bytes, DMA_CTRL_ACK | DMA_PREP_INTERRUPT);
	if (!tx)
		return -EIO;
	tx->callback = on_done;
	tx->callback_param = &done;
	if (dma_submit_error(dmaengine_submit(tx)))
		return -EIO;
	dma_async_issue_pending(chan);
	return wait_for_completion_timeout(&done, msecs_to_jiffies(100)) ? 0 : -ETIMEDOUT;
}

struct pair {
	char *src, *dst;
	dma_addr_t from, to;
};

static int map_pair(struct pair *p)
{
	p->from = dma_map_single(dev, p->src, BYTES, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, p->from))
		return -ENOMEM;
	p->to = dma_map_single(dev, p->dst, BYTES, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, p->to)) {
		dma_unmap_single(dev, p->from, BYTES, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	return 0;
}

static void unmap_pair(struct pair *p)
{
	dma_unmap_single(dev, p->to, BYTES, DMA_FROM_DEVICE);
	dma_unmap_single(dev, p->from, BYTES, DMA_TO_DEVICE);
}

/* Map, copy, unmap, look. */
static int all_is_well(struct pair *p)
{
	int err;

	memcpy(p->src, "first text", sizeof("first text"));
	err = map_pair(p);
	if (err)
		return err;
	err = copy(p->to, p->from, BYTES);
	unmap_pair(p);
	pr_info("got \"%s\"\n", p->dst);
	return err;
}

/* The buffer stays mapped for a second copy; the new text never leaves the cache. */
static int no_sync_for_device(struct pair *p)
{
	int err;

	memcpy(p->src, "first text", sizeof("first text"));
	err = map_pair(p);
	if (err)
		return err;
	err = copy(p->to, p->from, BYTES);
	memcpy(p->src, "second text", sizeof("second text"));		/* dma_sync_single_for_cpu before, dma_sync_single_for_device after */
	if (!err)
		err = copy(p->to, p->from, BYTES);
	unmap_pair(p);
	pr_info("got \"%s\"\n", p->dst);
	return err;
}

/* The second copy arrives in memory; the processor reads the first one from its cache. */
static int no_sync_for_cpu(struct pair *p)
{
	int err;

	memcpy(p->src, "first text", sizeof("first text"));
	err = map_pair(p);
	if (err)
		return err;
	err = copy(p->to, p->from, BYTES);
	dma_sync_single_for_cpu(dev, p->to, BYTES, DMA_FROM_DEVICE);
	pr_info("got \"%c%s\"\n", p->dst[0], p->dst + 1);
	dma_sync_single_for_cpu(dev, p->from, BYTES, DMA_TO_DEVICE);
	memcpy(p->src, "second text", sizeof("second text"));
	dma_sync_single_for_device(dev, p->from, BYTES, DMA_TO_DEVICE);
	if (!err)
		err = copy(p->to, p->from, BYTES);	/* dma_sync_single_for_device before, dma_sync_single_for_cpu after */
	pr_info("got \"%c%s\"\n", p->dst[0], p->dst + 1);
	unmap_pair(p);
	return err;
}

struct packet {
	char data[48];
	int count;		/* in the second cache line of data */
};

/* The neighbour is counted while the device writes: one of the two is lost. */
static int shared_line(struct pair *p)
{
	struct packet *packet = kzalloc(sizeof(*packet), GFP_KERNEL);
	dma_addr_t to;
	int err;

	if (!packet)
		return -ENOMEM;
	memset(p->src, 'x', BYTES);
	p->from = dma_map_single(dev, p->src, BYTES, DMA_TO_DEVICE);
	to = dma_map_single(dev, packet->data, sizeof(packet->data), DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, p->from) || dma_mapping_error(dev, to))
		return -ENOMEM;
	packet->count++;
	err = copy(to, p->from, sizeof(packet->data));
	packet->count++;
	dma_unmap_single(dev, to, sizeof(packet->data), DMA_FROM_DEVICE);
	dma_unmap_single(dev, p->from, BYTES, DMA_TO_DEVICE);
	pr_info("count %d, last byte %02x\n", packet->count, packet->data[47]);
	kfree(packet);
	return err;
}

/* A device with 24 address lines: the kernel copies through memory that it reaches. */
static int bounce(struct pair *p)
{
	int err = dma_set_mask(dev, DMA_BIT_MASK(24));

	if (err)
		return err;
	memcpy(p->src, "by way of a bounce buffer", sizeof("by way of a bounce buffer"));
	err = map_pair(p);
	if (err)
		return err;
	pr_info("buffer at %08x, the device is told %08x\n", (u32)virt_to_phys(p->dst), (u32)p->to);
	err = copy(p->to, p->from, BYTES);
	unmap_pair(p);
	pr_info("got \"%s\"\n", p->dst);
	return err;
}

/* Three pages from different places: one range for the device. */
static int merged(struct pair *p)
{
	struct scatterlist sg[3], *s;
	struct page *page[3];
	int i, count;

	sg_init_table(sg, 3);
	for (i = 0; i < 3; i++) {
		page[i] = alloc_pages(GFP_KERNEL, 0);
		if (!page[i])
			return -ENOMEM;
	}
	for (i = 0; i < 3; i++)
		sg_set_page(&sg[i], page[2 - i], PAGE_SIZE, 0);
	count = dma_map_sg(dev, sg, 3, DMA_TO_DEVICE);
	pr_info("3 entries became %d\n", count);
	for_each_sg(sg, s, count, i)
		pr_info("the device sees %u bytes at %08x\n", sg_dma_len(s), (u32)sg_dma_address(s));
	dma_unmap_sg(dev, sg, 3, DMA_TO_DEVICE);	/* the number given, not the number got */
	for (i = 0; i < 3; i++)
		__free_pages(page[i], 0);
	return count ? 0 : -EIO;
}

/* Blocks of 64 bytes out of one page; one is used after it went back. */
static int pool(struct pair *p)
{
	struct dma_pool *blocks = dma_pool_create("lesson", dev, 64, 64, 0);
	dma_addr_t a_bus, b_bus;
	char *a, *b;
	int err;

	if (!blocks)
		return -ENOMEM;
	a = dma_pool_alloc(blocks, GFP_KERNEL, &a_bus);
	b = dma_pool_alloc(blocks, GFP_KERNEL, &b_bus);
	if (!a || !b)
		return -ENOMEM;
	memset(a, 'a', 64);
	err = copy(b_bus, a_bus, 64);
	pr_info("%d bytes apart, copied %c\n", (int)(b - a), b[63]);
	dma_pool_free(blocks, b, b_bus);
	if (!err)
		err = copy(b_bus, a_bus, 64);		/* the device still writes to b */
	b = dma_pool_alloc(blocks, GFP_KERNEL, &b_bus);
	dma_pool_free(blocks, a, a_bus);
	dma_pool_free(blocks, b, b_bus);
	dma_pool_destroy(blocks);
	return err;
}

static u32 fill(char *to)
{
	u64 start = ktime_get_ns();
	int i;

	for (i = 0; i < BYTES; i++)
		to[i] = "both kinds of memory"[i % 20];
	return ktime_get_ns() - start;
}

/* The same copy twice. Coherent memory is never cached: no call is needed, and each store goes the long way. */
static int coherent(struct pair *p)
{
	struct pair c;
	u32 slow, fast;
	int err = -ENOMEM;

	c.src = dma_alloc_coherent(dev, BYTES, &c.from, GFP_KERNEL);
	if (!c.src)
		return err;
	c.dst = dma_alloc_coherent(dev, BYTES, &c.to, GFP_KERNEL);
	if (!c.dst)
		goto out;
	slow = fill(c.src);
	err = copy(c.to, c.from, BYTES);
	pr_info("coherent: got \"%.20s\"\n", c.dst);
	if (err)
		goto out_both;
	fast = fill(p->src);
	err = map_pair(p);
	if (err)
		goto out_both;
	err = copy(p->to, p->from, BYTES);
	unmap_pair(p);
	pr_info("streaming: got \"%.20s\"\n", p->dst);
	pr_info("filling took %u ns and %u ns\n", slow, fast);
out_both:
	dma_free_coherent(dev, BYTES, c.dst, c.to);
out:
	dma_free_coherent(dev, BYTES, c.src, c.from);
	return err;
}

static int (* const lessons[])(struct pair *p) = { all_is_well, no_sync_for_device, no_sync_for_cpu, shared_line, bounce, merged, pool, coherent };

static int __init lesson_init(void)
{
	struct pair p = { 0 };
	dma_cap_mask_t mask;
	int err = -ENOMEM;

	if (lesson < 0 || lesson >= ARRAY_SIZE(lessons))
		return -EINVAL;
	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	if (!chan)
		return -ENODEV;
	dev = chan->device->dev;
	p.src = kzalloc(BYTES, GFP_KERNEL);
	p.dst = kzalloc(BYTES, GFP_KERNEL);
	if (p.src && p.dst)
		err = lessons[lesson](&p);
	kfree(p.dst);
	kfree(p.src);
	dma_release_channel(chan);
	return err;
}

static void __exit lesson_exit(void)
{
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("What streaming mappings are for");
`;
