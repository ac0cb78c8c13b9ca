/**
 * The module dmatest in C: copies, fills and sums by DMA channels, and looks whether the bytes are right. Parameters, patterns
 * and messages behave as those of Linux's drivers/dma/dmatest.c. Not modelled: freezing, slave devices.
 */
export const DMATEST_SOURCE = String.raw`#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/kernel.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/kthread.h>
#include <linux/completion.h>
#include <linux/ktime.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/version.h>
#include <linux/wait.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(3, 13, 0)
#define reinit_completion(x) INIT_COMPLETION(*(x))
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(2, 6, 27)
#define mapping_failed(dev, handle) dma_mapping_error(handle)
#else
#define mapping_failed(dev, handle) dma_mapping_error(dev, handle)
#endif

static unsigned int test_buf_size = 16384;
module_param(test_buf_size, uint, 0644);
static char test_device[32];
module_param_string(device, test_device, sizeof(test_device), 0644);
static unsigned int threads_per_chan = 1;
module_param(threads_per_chan, uint, 0644);
static unsigned int max_channels;
module_param(max_channels, uint, 0644);
static unsigned int iterations;
module_param(iterations, uint, 0644);
static unsigned int dmatest;
module_param(dmatest, uint, 0644);
static unsigned int xor_sources = 3;
module_param(xor_sources, uint, 0644);
static unsigned int pq_sources = 3;
module_param(pq_sources, uint, 0644);
static int timeout = 3000;
module_param(timeout, int, 0644);
static bool noverify;
module_param(noverify, bool, 0644);
static bool verbose;
module_param(verbose, bool, 0644);
static bool polled;
module_param(polled, bool, 0644);
static bool norandom;
module_param(norandom, bool, 0644);
static int alignment = -1;
module_param(alignment, int, 0644);
static unsigned int transfer_size;
module_param(transfer_size, uint, 0644);

#define MOST_SOURCES	8
#define PATTERN_SRC	0x80
#define PATTERN_COPY	0x40
#define PATTERN_OVERWRITE 0x20
#define PATTERN_COUNT	0x1f
#define MOST_COMPLAINTS	32

struct test_thread {
	struct list_head node;
	struct task_struct *task;
	struct dma_chan *chan;
	enum dma_transaction_type type;
	struct completion arrived;
	bool pending;
	bool done;
};

struct test_chan {
	struct list_head node;
	struct dma_chan *chan;
	struct list_head threads;
};

static LIST_HEAD(channels);
static unsigned int nr_channels;
static bool did_init;
static bool running;
static bool wait;
static char wanted[20];
static DECLARE_WAIT_QUEUE_HEAD(thread_wait);

static bool tests_run(void)
{
	struct test_chan *tc;
	struct test_thread *thread;

	list_for_each_entry(tc, &channels, node)
		list_for_each_entry(thread, &tc->threads, node)
			if (!thread->done && !thread->pending)
				return true;
	return false;
}

static bool tests_pending(void)
{
	struct test_chan *tc;
	struct test_thread *thread;

	list_for_each_entry(tc, &channels, node)
		list_for_each_entry(thread, &tc->threads, node)
			if (thread->pending)
				return true;
	return false;
}

static unsigned int random_below(unsigned int limit)
{
	unsigned int value;

	get_random_bytes(&value, sizeof(value));
	return limit == 0 ? 0 : value % limit;
}

/* The pattern repeats every 32 bytes: write it once, then double what is there. */
static void fill(u8 *buf, unsigned int start, unsigned int end, u8 flags)
{
	unsigned int n = end - start, have, i;

	for (i = 0; i < n && i < PATTERN_COUNT + 1; i++)
		buf[start + i] = flags | (~(start + i) & PATTERN_COUNT);
	for (have = i; have < n; have += min(have, n - have))
		memcpy(buf + start + have, buf + start, min(have, n - have));
}

static void fill_src(u8 *buf, unsigned int off, unsigned int len)
{
	fill(buf, 0, off, PATTERN_SRC);
	fill(buf, off, off + len, PATTERN_SRC | PATTERN_COPY);
	fill(buf, off + len, test_buf_size, PATTERN_SRC);
}

static void fill_dst(u8 *buf, unsigned int off, unsigned int len)
{
	fill(buf, 0, off, 0);
	fill(buf, off, off + len, PATTERN_OVERWRITE);
	fill(buf, off + len, test_buf_size, 0);
}

static unsigned int compare(const char *what, const u8 *buf, const u8 *expected)
{
	unsigned int i, errors = 0;

	if (!memcmp(buf, expected, test_buf_size))
		return 0;
	for (i = 0; i < test_buf_size; i++) {
		if (buf[i] == expected[i])
			continue;
		if (errors++ < MOST_COMPLAINTS)
			pr_warn("%s: %s[0x%x] wrong! Expected %02x, got %02x\n", current->comm, what, i, expected[i], buf[i]);
	}
	if (errors > MOST_COMPLAINTS)
		pr_warn("%s: %u errors suppressed\n", current->comm, errors - MOST_COMPLAINTS);
	return errors;
}

static void arrived(void *param)
{
	complete(param);
}

static void result(const char *text, unsigned int n, unsigned int src_off, unsigned int dst_off, unsigned int len, unsigned long data)
{
	pr_info("%s: result #%u: '%s' with src_off=0x%x dst_off=0x%x len=0x%x (%lu)\n", current->comm, n, text, src_off, dst_off, len, data);
}

/* All coefficients are 1, so that Q is P. */
static const u8 ones[MOST_SOURCES] = { 1, 1, 1, 1, 1, 1, 1, 1 };

static struct dma_async_tx_descriptor *prepare(struct test_thread *thread, dma_addr_t *dsts, dma_addr_t *src, unsigned int count, unsigned int len)
{
	struct dma_device *dev = thread->chan->device;
	unsigned long flags = DMA_CTRL_ACK | (polled ? 0 : DMA_PREP_INTERRUPT);
	dma_addr_t dst = dsts[0];

	if (thread->type == DMA_MEMCPY)
		return dev->device_prep_dma_memcpy(thread->chan, dst, src[0], len, flags);
	if (thread->type == DMA_MEMSET)
		return dev->device_prep_dma_memset(thread->chan, dst, PATTERN_SRC | PATTERN_COPY, len, flags);
	if (thread->type == DMA_PQ)
		return dev->device_prep_dma_pq(thread->chan, dsts, src, count, ones, len, flags);
	return dev->device_prep_dma_xor(thread->chan, dst, src, count, len, flags);
}

/* What the destination holds afterwards. All sources are equal and their number is odd. */
static void expect(struct test_thread *thread, u8 *expected, const u8 *src, unsigned int src_off, unsigned int dst_off, unsigned int len)
{
	fill_dst(expected, dst_off, len);
	if (thread->type == DMA_MEMSET)
		memset(expected + dst_off, PATTERN_SRC | PATTERN_COPY, len);
	else
		memcpy(expected + dst_off, src + src_off, len);
}

static int one_test(struct test_thread *thread, unsigned int n, u8 *src, u8 **dsts, u8 *expected, unsigned int sources, unsigned int *moved)
{
	struct dma_chan *chan = thread->chan;
	struct device *dev = chan->device->dev;
	struct dma_async_tx_descriptor *tx;
	unsigned int most_dsts = thread->type == DMA_PQ ? 2 : 1, mapped = 0;
	dma_addr_t from[MOST_SOURCES], to[2], dst_dma[2], src_dma;
	dma_cookie_t cookie;
	enum dma_status status;
	unsigned int align, len, src_off = 0, dst_off = 0, i, errors;
	bool in_time;

	align = alignment >= 0 ? alignment : thread->type == DMA_MEMCPY ? chan->device->copy_align : thread->type == DMA_MEMSET ? chan->device->fill_align : thread->type == DMA_PQ ? chan->device->pq_align : chan->device->xor_align;
	len = transfer_size ? transfer_size : norandom ? test_buf_size : random_below(test_buf_size) + 1;
	if (!transfer_size) {
		len = (len >> align) << align;
		if (!len)
			len = 1 << align;
	}
	if (!norandom) {
		src_off = (random_below(test_buf_size - len + 1) >> align) << align;
		dst_off = (random_below(test_buf_size - len + 1) >> align) << align;
	}
	*moved = len;
	if (!noverify) {
		fill_src(src, src_off, len);
		for (i = 0; i < most_dsts; i++)
			fill_dst(dsts[i], dst_off, len);
	}
	src_dma = dma_map_single(dev, src, test_buf_size, DMA_TO_DEVICE);
	if (mapping_failed(dev, src_dma)) {
		result("src mapping error", n, src_off, dst_off, len, 0);
		return 1;
	}
	errors = 1;
	for (mapped = 0; mapped < most_dsts; mapped++) {
		dst_dma[mapped] = dma_map_single(dev, dsts[mapped], test_buf_size, DMA_BIDIRECTIONAL);
		if (mapping_failed(dev, dst_dma[mapped])) {
			result("dst mapping error", n, src_off, dst_off, len, 0);
			goto unmap;
		}
		to[mapped] = dst_dma[mapped] + dst_off;
	}
	for (i = 0; i < sources; i++)
		from[i] = src_dma + src_off;
	reinit_completion(&thread->arrived);
	tx = prepare(thread, to, from, sources, len);
	if (!tx) {
		result("prep error", n, src_off, dst_off, len, errors);
		goto unmap;
	}
	if (!polled) {
		tx->callback = arrived;
		tx->callback_param = &thread->arrived;
	}
	cookie = tx->tx_submit(tx);
	if (dma_submit_error(cookie)) {
		result("submit error", n, src_off, dst_off, len, errors);
		goto unmap;
	}
	if (polled) {
		status = dma_sync_wait(chan, cookie);
		in_time = true;
	} else {
		dma_async_issue_pending(chan);
		in_time = wait_for_completion_timeout(&thread->arrived, msecs_to_jiffies(timeout)) != 0;
		status = dma_async_is_tx_complete(chan, cookie, NULL, NULL);
	}
	if (!in_time) {
		result("test timed out", n, src_off, dst_off, len, 0);
		goto unmap;
	}
	if (status != DMA_COMPLETE) {
		result(status == DMA_ERROR ? "completion error status" : "completion busy status", n, src_off, dst_off, len, errors);
		goto unmap;
	}
	errors = 0;
unmap:
	while (mapped)
		dma_unmap_single(dev, dst_dma[--mapped], test_buf_size, DMA_BIDIRECTIONAL);
	dma_unmap_single(dev, src_dma, test_buf_size, DMA_TO_DEVICE);
	if (errors)
		return errors;
	if (noverify) {
		if (verbose)
			result("test passed", n, src_off, dst_off, len, 0);
		return 0;
	}
	expect(thread, expected, src, src_off, dst_off, len);
	for (i = 0; i < most_dsts; i++)
		errors += compare("dstbuf", dsts[i], expected);
	fill_src(expected, src_off, len);
	errors += compare("srcbuf", src, expected);
	if (errors)
		result("data error", n, src_off, dst_off, len, errors);
	else if (verbose)
		result("test passed", n, src_off, dst_off, len, 0);
	return errors ? 1 : 0;
}

/* An odd number, so that equal sources give themselves. */
static unsigned int sources_of(struct test_thread *thread)
{
	struct dma_device *dev = thread->chan->device;
	unsigned int most = thread->type == DMA_XOR ? min_t(unsigned int, xor_sources | 1, dev->max_xor) : thread->type == DMA_PQ ? min_t(unsigned int, pq_sources | 1, dma_maxpq(dev, 0)) : 1;

	most = min_t(unsigned int, most, MOST_SOURCES - 1);
	return most & 1 ? most : most - 1;
}

static int test_func(void *data)
{
	struct test_thread *thread = data;
	unsigned int sources = sources_of(thread);
	unsigned int total = 0, failed = 0, moved = 0;
	u64 bytes = 0, us, iops;
	u8 *src, *dsts[2], *expected;
	ktime_t begin;
	int ret = -ENOMEM;

	src = kmalloc(test_buf_size, GFP_KERNEL);
	dsts[0] = kmalloc(test_buf_size, GFP_KERNEL);
	dsts[1] = thread->type == DMA_PQ ? kmalloc(test_buf_size, GFP_KERNEL) : NULL;
	expected = kmalloc(test_buf_size, GFP_KERNEL);
	if (!src || !dsts[0] || (thread->type == DMA_PQ && !dsts[1]) || !expected)
		goto out;
	ret = 0;
	fill_src(src, 0, 0);
	fill_dst(dsts[0], 0, 0);
	begin = ktime_get();
	while (!kthread_should_stop() && !(iterations && total >= iterations)) {
		total++;
		if (transfer_size >= test_buf_size) {
			pr_err("%u-byte transfer size must be lower than %u-buffer size\n", transfer_size, test_buf_size);
			break;
		}
		failed += one_test(thread, total, src, dsts, expected, sources, &moved);
		bytes += moved;
	}
	us = ktime_us_delta(ktime_get(), begin);
	if (!us)
		us = 1;
	iops = div_u64((u64)total * 100000000ULL, (u32)us);
	pr_info("%s: summary %u tests, %u failures %llu.%02llu iops %llu KB/s (%d)\n", current->comm, total, failed,
		div_u64(iops, 100), iops - div_u64(iops, 100) * 100, div_u64(div_u64(bytes * 1000000ULL, (u32)us), 1024), ret);
	if (failed)
		dmaengine_terminate_all(thread->chan);
out:
	kfree(expected);
	kfree(dsts[1]);
	kfree(dsts[0]);
	kfree(src);
	thread->done = true;
	wake_up(&thread_wait);
	return ret;
}

static unsigned int add_threads(struct test_chan *tc, enum dma_transaction_type type, const char *name)
{
	struct test_thread *thread;
	unsigned int i;

	for (i = 0; i < threads_per_chan; i++) {
		thread = kzalloc(sizeof(*thread), GFP_KERNEL);
		if (!thread)
			break;
		thread->chan = tc->chan;
		thread->type = type;
		thread->pending = true;
		init_completion(&thread->arrived);
		thread->task = kthread_create(test_func, thread, "%s-%s%u", dma_chan_name(tc->chan), name, i);
		if (IS_ERR(thread->task)) {
			kfree(thread);
			break;
		}
		get_task_struct(thread->task);
		list_add_tail(&thread->node, &tc->threads);
	}
	return i;
}

static int add_channel(struct dma_chan *chan)
{
	struct test_chan *tc = kzalloc(sizeof(*tc), GFP_KERNEL);
	unsigned int count = 0;

	if (!tc)
		return -ENOMEM;
	tc->chan = chan;
	INIT_LIST_HEAD(&tc->threads);
	if (dmatest == 0 && dma_has_cap(DMA_MEMCPY, chan->device->cap_mask))
		count += add_threads(tc, DMA_MEMCPY, "copy");
	if (dmatest == 1 && dma_has_cap(DMA_MEMSET, chan->device->cap_mask))
		count += add_threads(tc, DMA_MEMSET, "set");
	if (dma_has_cap(DMA_XOR, chan->device->cap_mask))
		count += add_threads(tc, DMA_XOR, "xor");
	if (dma_has_cap(DMA_PQ, chan->device->cap_mask))
		count += add_threads(tc, DMA_PQ, "pq");
	pr_info("Added %u threads using %s\n", count, dma_chan_name(chan));
	list_add_tail(&tc->node, &channels);
	nr_channels++;
	return 0;
}

static bool filter(struct dma_chan *chan, void *param)
{
	if (wanted[0] && strcmp(dma_chan_name(chan), wanted))
		return false;
	return !test_device[0] || !strcmp(dev_name(chan->device->dev), test_device);
}

static void request_channels(enum dma_transaction_type type)
{
	dma_cap_mask_t mask;
	struct dma_chan *chan;

	dma_cap_zero(mask);
	dma_cap_set(type, mask);
	do {
		chan = dma_request_channel(mask, filter, NULL);
		if (!chan)
			break;
		if (add_channel(chan)) {
			dma_release_channel(chan);
			break;
		}
	} while (!max_channels || nr_channels < max_channels);
}

static void add_tests(void)
{
	request_channels(DMA_MEMCPY);
	request_channels(DMA_MEMSET);
	request_channels(DMA_XOR);
	request_channels(DMA_PQ);
}

static void run_pending(void)
{
	struct test_chan *tc;
	struct test_thread *thread;
	unsigned int count;

	list_for_each_entry(tc, &channels, node) {
		count = 0;
		list_for_each_entry(thread, &tc->threads, node) {
			if (!thread->pending)
				continue;
			thread->pending = false;
			wake_up_process(thread->task);
			count++;
		}
		pr_info("Started %u threads using %s\n", count, dma_chan_name(tc->chan));
	}
}

static void stop_tests(void)
{
	struct test_chan *tc, *next_chan;
	struct test_thread *thread, *next;

	list_for_each_entry_safe(tc, next_chan, &channels, node) {
		list_del(&tc->node);
		list_for_each_entry_safe(thread, next, &tc->threads, node) {
			kthread_stop(thread->task);
			put_task_struct(thread->task);
			list_del(&thread->node);
			kfree(thread);
		}
		dmaengine_terminate_all(tc->chan);
		dma_release_channel(tc->chan);
		kfree(tc);
	}
	nr_channels = 0;
}

static bool yes(const char *text)
{
	return text[0] == '1' || text[0] == 'y' || text[0] == 'Y';
}

/* Kernels of before 5.0 have one list of channels for each run; later ones collect channels first. */
#define COLLECTS (LINUX_VERSION_CODE >= KERNEL_VERSION(5, 0, 0))

static int run_set(const char *val, const struct kernel_param *kp)
{
#if COLLECTS
	running = yes(val);
	if (!running) {
		stop_tests();
		return 0;
	}
	if (!tests_pending()) {
		pr_info("No channels configured, continue with any\n");
		if (!tests_run())
			stop_tests();
		add_tests();
	}
	if (did_init)
		run_pending();
#else
	if (tests_run())
		return -EBUSY;
	running = yes(val);
	if (!did_init)
		return 0;
	stop_tests();
	if (running) {
		add_tests();
		run_pending();
	}
#endif
	return 0;
}

static int run_get(char *val, const struct kernel_param *kp)
{
	if (did_init && !tests_run())
		running = false;
	return sprintf(val, "%c\n", running ? 'Y' : 'N');
}
module_param_call(run, run_set, run_get, NULL, 0644);

#if COLLECTS
/* What is written is a channel to add; after a failure the parameter names the last one that was. */
static int add_wanted(void)
{
	struct test_chan *tc;

	if (!tests_run() && !tests_pending())
		stop_tests();
	list_for_each_entry(tc, &channels, node) {
		if (!strcmp(dma_chan_name(tc->chan), wanted)) {
			tc = list_last_entry(&channels, struct test_chan, node);
			strscpy(wanted, dma_chan_name(tc->chan), sizeof(wanted));
			return -EBUSY;
		}
	}
	add_tests();
	if (list_empty(&channels)) {
		wanted[0] = 0;
		return -EBUSY;
	}
	tc = list_last_entry(&channels, struct test_chan, node);
	if (!wanted[0] || !strcmp(dma_chan_name(tc->chan), wanted))
		return 0;
	strscpy(wanted, dma_chan_name(tc->chan), sizeof(wanted));
	return -EINVAL;
}
#endif

static int channel_set(const char *val, const struct kernel_param *kp)
{
	size_t n = strlen(val);
	int err = 0;

	if (n && val[n - 1] == '\n')
		n--;
	if (n >= sizeof(wanted))
		return -ENOSPC;
	memcpy(wanted, val, n);
	wanted[n] = 0;
#if COLLECTS
	err = add_wanted();
	/* The module goes: nothing of it may stay. */
	if (err && !did_init)
		stop_tests();
#endif
	return err;
}

static int channel_get(char *val, const struct kernel_param *kp)
{
	return sprintf(val, "%s\n", wanted);
}
module_param_call(channel, channel_set, channel_get, NULL, 0644);

static int list_get(char *val, const struct kernel_param *kp)
{
	struct test_chan *tc;
	struct test_thread *thread;
	unsigned int count;

	list_for_each_entry(tc, &channels, node) {
		count = 0;
		list_for_each_entry(thread, &tc->threads, node)
			count++;
		pr_info("%u threads using %s\n", count, dma_chan_name(tc->chan));
	}
	return 0;
}
module_param_call(test_list, NULL, list_get, NULL, 0444);

static int wait_set(const char *val, const struct kernel_param *kp)
{
	wait = yes(val);
	return 0;
}

static int wait_get(char *val, const struct kernel_param *kp)
{
	if (iterations)
		wait_event(thread_wait, !tests_run());
	return sprintf(val, "Y\n");
}
module_param_call(wait, wait_set, wait_get, NULL, 0444);

static int __init dmatest_init(void)
{
	if (running) {
		add_tests();
		run_pending();
	}
	if (iterations && wait)
		wait_event(thread_wait, !tests_run());
	did_init = true;
	return 0;
}
module_init(dmatest_init);

static void __exit dmatest_exit(void)
{
	stop_tests();
}
module_exit(dmatest_exit);

MODULE_DESCRIPTION("tests of DMA channels");
MODULE_LICENSE("GPL v2");
`;
