/** Lessons on what happens around a transfer: who is told, what was never issued, what is stopped half-way. */
export const INTERRUPT = String.raw`/*
 * DMA_INTERRUPT: a descriptor without data. It stands behind others in the queue and calls back when they are done.
 * Look at: two copies that tell nobody, and the third descriptor, of 0 bytes, that tells for all.
 * Expected: when the callback has run, both copies have arrived.
 */
#include "lesson.h"

#define BYTES	256

static u8 *src, *dst;
static dma_addr_t src_bus, dst_bus;

static int copy_silently(unsigned int at)
{
	struct dma_async_tx_descriptor *tx = dmaengine_prep_dma_memcpy(chan, dst_bus + at, src_bus + at, BYTES / 2, DMA_CTRL_ACK);

	if (!tx)
		return -EIO;
	return dma_submit_error(dmaengine_submit(tx)) ? -EIO : 0;
}

static int __init lesson_init(void)
{
	int i, err = lesson_channel_for(DMA_INTERRUPT, DMA_MEMCPY);

	if (err)
		return err;
	src = lesson_memory(BYTES, &src_bus);
	dst = lesson_memory(BYTES, &dst_bus);
	err = -ENOMEM;
	if (src && dst) {
		for (i = 0; i < BYTES; i++)
			src[i] = 3 * i;
		err = copy_silently(0);
		if (!err)
			err = copy_silently(BYTES / 2);
		if (!err)
			err = lesson_run(chan->device->device_prep_dma_interrupt(chan, DMA_CTRL_ACK | DMA_PREP_INTERRUPT));
	}
	if (!err) {
		pr_info("told once: %s\n", memcmp(src, dst, BYTES) ? "something is MISSING" : "both copies are there");
		return 0;
	}
	lesson_free(BYTES, src, src_bus);
	lesson_free(BYTES, dst, dst_bus);
	dma_release_channel(chan);
	return err;
}

static void __exit lesson_exit(void)
{
	lesson_free(BYTES, src, src_bus);
	lesson_free(BYTES, dst, dst_bus);
	dma_release_channel(chan);
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
`;

export const NOT_ISSUED = String.raw`/*
 * Submitted, and never issued. dmaengine_submit() only queues; dma_async_issue_pending() is what starts.
 * Look at: the card that stays in the list "Submitted", with its cookie; the finding; then the same with issue=1.
 * Expected: without issue=1 the wait ends after 50 ms and dst is empty, with it the copy is there.
 */
#include "lesson.h"

#define BYTES	256

static bool issue;
module_param(issue, bool, 0444);
MODULE_PARM_DESC(issue, "start what was submitted");

static char *src, *dst;
static dma_addr_t src_bus, dst_bus;

static int copy(void)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct dma_async_tx_descriptor *tx = dmaengine_prep_dma_memcpy(chan, dst_bus, src_bus, BYTES, DMA_CTRL_ACK | DMA_PREP_INTERRUPT);
	dma_cookie_t cookie;

	if (!tx)
		return -EIO;
	tx->callback = lesson_done;
	tx->callback_param = &done;
	cookie = dmaengine_submit(tx);
	if (issue)
		dma_async_issue_pending(chan);
	if (!wait_for_completion_timeout(&done, msecs_to_jiffies(50))) {
		pr_info("cookie %d: no callback, status %d (1: in progress)\n", cookie, dma_async_is_tx_complete(chan, cookie, NULL, NULL));
		dmaengine_terminate_sync(chan);
		return -ETIMEDOUT;
	}
	return 0;
}

static int __init lesson_init(void)
{
	int err = lesson_channel(DMA_MEMCPY);

	if (err)
		return err;
	src = lesson_memory(BYTES, &src_bus);
	dst = lesson_memory(BYTES, &dst_bus);
	if (src && dst) {
		memset(src, 'x', BYTES);
		memset(dst, 0, BYTES);
		err = copy();
		pr_info("%s: dst %s\n", issue ? "issued" : "not issued", memcmp(src, dst, BYTES) ? "is empty" : "holds the copy");
	}
	return 0;
}

static void __exit lesson_exit(void)
{
	lesson_free(BYTES, src, src_bus);
	lesson_free(BYTES, dst, dst_bus);
	dma_release_channel(chan);
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
`;

export const TERMINATE = String.raw`/*
 * Terminated in flight: a long copy runs, a second one waits, and both are dropped.
 * Look at: the residue that falls while you step by beat; DMAKILL; the cards that go to "Terminated"; how far dst was filled.
 * Expected: some of the bytes are there, no callback runs, and the driver of the PL330 counts both cookies as complete.
 */
#include "lesson.h"
#include <linux/delay.h>

#define BYTES	65536	/* of both copies */
#define STEP	64	/* every so many bytes one that is not zero */

static u8 *src, *dst;
static dma_addr_t src_bus, dst_bus;
static int called;

static void on_done(void *unused)
{
	called++;
}

static dma_cookie_t queue_copy(unsigned int at)
{
	struct dma_async_tx_descriptor *tx = dmaengine_prep_dma_memcpy(chan, dst_bus + at, src_bus + at, BYTES / 2, DMA_CTRL_ACK | DMA_PREP_INTERRUPT);

	if (!tx)
		return -EIO;
	tx->callback = on_done;
	return dmaengine_submit(tx);
}

static void stop_half_way(void)
{
	struct dma_tx_state state;
	dma_cookie_t first = queue_copy(0), second = queue_copy(BYTES / 2);
	int i = 0;

	dma_async_issue_pending(chan);
	udelay(5);
	dmaengine_tx_status(chan, first, &state);
	pr_info("cookie %d has %u of %d bytes to go, cookie %d waits\n", first, state.residue, BYTES / 2, second);
	dmaengine_terminate_sync(chan);
	while (i < BYTES && dst[i])
		i += STEP;
	pr_info("%s of the first copy arrived, nothing of the second: %s\n", i > 0 && i < BYTES / 2 ? "a part" : "NOT a part", dst[BYTES / 2] ? "NO" : "yes");
	pr_info("callbacks: %d, status of both: %d %d\n", called, dma_async_is_tx_complete(chan, first, NULL, NULL), dma_async_is_tx_complete(chan, second, NULL, NULL));
}

static int __init lesson_init(void)
{
	int i, err = lesson_channel(DMA_MEMCPY);

	if (err)
		return err;
	src = lesson_memory(BYTES, &src_bus);
	dst = lesson_memory(BYTES, &dst_bus);
	if (!src || !dst) {
		lesson_free(BYTES, src, src_bus);
		lesson_free(BYTES, dst, dst_bus);
		dma_release_channel(chan);
		return -ENOMEM;
	}
	for (i = 0; i < BYTES; i += STEP)
		src[i] = 0x77;
	stop_half_way();
	return 0;
}

static void __exit lesson_exit(void)
{
	lesson_free(BYTES, src, src_bus);
	lesson_free(BYTES, dst, dst_bus);
	dma_release_channel(chan);
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
`;
