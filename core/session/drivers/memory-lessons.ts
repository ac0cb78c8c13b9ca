/** Lessons on operations from memory to memory: one driver for each, around lesson.h. */
export const MEMCPY = String.raw`/*
 * DMA_MEMCPY: three copies are queued, one call starts them all, only the last one calls back.
 * Look at: the dmaengine view while you step by transfer; the microcode of each copy in the program view;
 *          who wrote a byte of dst, back to its own prepare call.
 * Expected: dst is src; the cookies are 2, 3 and 4, and the watermark passes them in this order.
 */
#include "lesson.h"

#define PIECE	512
#define PIECES	3

static u8 *src, *dst;
static dma_addr_t src_bus, dst_bus;

static int copy_pieces(void)
{
	struct dma_async_tx_descriptor *tx;
	int i;

	for (i = 0; i < PIECES - 1; i++) {
		tx = dmaengine_prep_dma_memcpy(chan, dst_bus + i * PIECE, src_bus + i * PIECE, PIECE, DMA_CTRL_ACK);
		if (!tx)
			return -EIO;
		pr_info("piece %d has cookie %d\n", i, dmaengine_submit(tx));
	}
	tx = dmaengine_prep_dma_memcpy(chan, dst_bus + i * PIECE, src_bus + i * PIECE, PIECE, DMA_CTRL_ACK | DMA_PREP_INTERRUPT);
	return lesson_run(tx);
}

static int __init lesson_init(void)
{
	int i, err = lesson_channel(DMA_MEMCPY);

	if (err)
		return err;
	err = -ENOMEM;
	src = lesson_memory(PIECES * PIECE, &src_bus);
	dst = lesson_memory(PIECES * PIECE, &dst_bus);
	if (src && dst) {
		for (i = 0; i < PIECES * PIECE; i++)
			src[i] = i ^ i >> 8;
		err = copy_pieces();
	}
	if (!err) {
		pr_info("%d bytes in %d pieces: %s\n", PIECES * PIECE, PIECES, memcmp(src, dst, PIECES * PIECE) ? "they DIFFER" : "equal");
		return 0;
	}
	lesson_free(PIECES * PIECE, src, src_bus);
	lesson_free(PIECES * PIECE, dst, dst_bus);
	dma_release_channel(chan);
	return err;
}

static void __exit lesson_exit(void)
{
	lesson_free(PIECES * PIECE, src, src_bus);
	lesson_free(PIECES * PIECE, dst, dst_bus);
	dma_release_channel(chan);
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
`;

export const MEMSET = String.raw`/*
 * DMA_MEMSET: a controller fills memory with one byte, without reading any.
 * Look at: the bytes beside the filled ones, which stay as they were; the value, of which only the lowest 8 bits count.
 * Expected: 256 times a5 from offset 128 on, and 11 everywhere else.
 */
#include "lesson.h"

#define BYTES	512
#define FROM	128
#define LENGTH	256

static u8 *dst;
static dma_addr_t bus;

static int __init lesson_init(void)
{
	int i, filled = 0, kept = 0, err = lesson_channel(DMA_MEMSET);

	if (err)
		return err;
	dst = lesson_memory(BYTES, &bus);
	err = -ENOMEM;
	if (dst) {
		memset(dst, 0x11, BYTES);
		err = lesson_run(dmaengine_prep_dma_memset(chan, bus + FROM, 0x7a5, LENGTH, DMA_CTRL_ACK | DMA_PREP_INTERRUPT));
	}
	if (err) {
		lesson_free(BYTES, dst, bus);
		dma_release_channel(chan);
		return err;
	}
	for (i = 0; i < BYTES; i++) {
		filled += dst[i] == 0xa5;
		kept += dst[i] == 0x11;
	}
	pr_info("%d bytes filled with a5, %d kept\n", filled, kept);
	return 0;
}

static void __exit lesson_exit(void)
{
	lesson_free(BYTES, dst, bus);
	dma_release_channel(chan);
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
`;

export const MEMSET_SG = String.raw`/*
 * DMA_MEMSET_SG: one descriptor fills every piece of a list.
 * dmaengine.h has no wrapper for it: the call goes through the provider's pointer, after asking whether it is there.
 * Look at: one cookie for three pieces; the gaps between them.
 * Expected: the pieces of 32, 64 and 16 bytes hold 5a, the gaps 00.
 */
#include "lesson.h"
#include <linux/scatterlist.h>

#define BYTES	256
#define PIECES	3

static u8 *dst;
static dma_addr_t bus;
static const struct { unsigned int at, bytes; } pieces[PIECES] = { { 0, 32 }, { 64, 64 }, { 192, 16 } };

static int fill(void)
{
	struct scatterlist list[PIECES];
	int i;

	if (!chan->device->device_prep_dma_memset_sg)
		return -EOPNOTSUPP;
	sg_init_table(list, PIECES);
	for (i = 0; i < PIECES; i++) {
		sg_dma_address(&list[i]) = bus + pieces[i].at;
		sg_dma_len(&list[i]) = pieces[i].bytes;
	}
	return lesson_run(chan->device->device_prep_dma_memset_sg(chan, list, PIECES, 0x5a, DMA_CTRL_ACK | DMA_PREP_INTERRUPT));
}

static int __init lesson_init(void)
{
	int i, filled = 0, err = lesson_channel(DMA_MEMSET_SG);

	if (err)
		return err;
	dst = lesson_memory(BYTES, &bus);
	err = -ENOMEM;
	if (dst) {
		memset(dst, 0, BYTES);
		err = fill();
	}
	if (err) {
		lesson_free(BYTES, dst, bus);
		dma_release_channel(chan);
		return err;
	}
	for (i = 0; i < BYTES; i++)
		filled += dst[i] == 0x5a;
	pr_info("%d bytes filled in %d pieces, the gap holds %02x\n", filled, PIECES, dst[40]);
	return 0;
}

static void __exit lesson_exit(void)
{
	lesson_free(BYTES, dst, bus);
	dma_release_channel(chan);
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
`;

export const INTERLEAVED = String.raw`/*
 * DMA_INTERLEAVE: chunks and gaps. A rectangle is cut out of a picture: each frame is one row of it.
 * Look at: the template: one chunk, the gap behind it at the source (the rest of the picture's row), none at the destination.
 * Expected: 4 rows of 6 bytes stand one behind the other in dst.
 */
#include "lesson.h"

#define WIDTH	16	/* of the picture */
#define HEIGHT	8
#define LEFT	3	/* the rectangle */
#define TOP	2
#define COLUMNS	6
#define ROWS	4

static u8 *picture, *dst;
static dma_addr_t picture_bus, dst_bus;

static int cut(void)
{
	struct dma_interleaved_template *xt = kzalloc(sizeof(*xt) + sizeof(xt->sgl[0]), GFP_KERNEL);
	int err;

	if (!xt)
		return -ENOMEM;
	xt->src_start = picture_bus + TOP * WIDTH + LEFT;
	xt->dst_start = dst_bus;
	xt->dir = DMA_MEM_TO_MEM;
	xt->src_inc = true;
	xt->dst_inc = true;
	xt->src_sgl = true;	/* the gap counts at the source */
	xt->dst_sgl = false;	/* and not here */
	xt->numf = ROWS;
	xt->frame_size = 1;
	xt->sgl[0].size = COLUMNS;
	xt->sgl[0].icg = WIDTH - COLUMNS;
	err = lesson_run(dmaengine_prep_interleaved_dma(chan, xt, DMA_CTRL_ACK | DMA_PREP_INTERRUPT));
	kfree(xt);	/* the provider has its own copy */
	return err;
}

static int __init lesson_init(void)
{
	int i, err = lesson_channel(DMA_INTERLEAVE);

	if (err)
		return err;
	picture = lesson_memory(WIDTH * HEIGHT, &picture_bus);
	dst = lesson_memory(COLUMNS * ROWS, &dst_bus);
	err = -ENOMEM;
	if (picture && dst) {
		for (i = 0; i < WIDTH * HEIGHT; i++)
			picture[i] = (i / WIDTH) << 4 | i % WIDTH;
		memset(dst, 0, COLUMNS * ROWS);
		err = cut();
	}
	if (!err) {
		pr_info("rows begin with %02x %02x %02x %02x and end with %02x\n", dst[0], dst[COLUMNS], dst[2 * COLUMNS], dst[3 * COLUMNS], dst[COLUMNS * ROWS - 1]);
		return 0;
	}
	lesson_free(WIDTH * HEIGHT, picture, picture_bus);
	lesson_free(COLUMNS * ROWS, dst, dst_bus);
	dma_release_channel(chan);
	return err;
}

static void __exit lesson_exit(void)
{
	lesson_free(WIDTH * HEIGHT, picture, picture_bus);
	lesson_free(COLUMNS * ROWS, dst, dst_bus);
	dma_release_channel(chan);
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
`;

export const IMM_DATA = String.raw`/*
 * Immediate data: the descriptor carries 8 bytes of its own, for a mailbox or a doorbell. There is no source.
 * It has no capability bit: a driver asks whether the operation is there.
 * Look at: the descriptor's "to" without a "from"; an address that is no multiple of 8, which is refused with NULL.
 * Expected: the mailbox holds 88 77 66 55 44 33 22 11, lowest byte first.
 */
#include "lesson.h"

static u64 *mailbox;
static dma_addr_t bus;

static int ring_doorbell(void)
{
	const u64 word = 0x1122334455667788ULL;

	if (!chan->device->device_prep_dma_imm_data)
		return -EOPNOTSUPP;
	if (!chan->device->device_prep_dma_imm_data(chan, bus + 4, word, 0))
		pr_info("at an odd place: refused\n");
	return lesson_run(chan->device->device_prep_dma_imm_data(chan, bus, word, DMA_CTRL_ACK | DMA_PREP_INTERRUPT));
}

static int __init lesson_init(void)
{
	int err = lesson_channel(DMA_INTERRUPT);

	if (err)
		return err;
	mailbox = lesson_memory(64, &bus);
	err = -ENOMEM;
	if (mailbox) {
		*mailbox = 0;
		err = ring_doorbell();
	}
	if (err) {
		lesson_free(64, mailbox, bus);
		dma_release_channel(chan);
		return err;
	}
	pr_info("the mailbox holds %llx\n", *mailbox);
	return 0;
}

static void __exit lesson_exit(void)
{
	lesson_free(64, mailbox, bus);
	dma_release_channel(chan);
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
`;

export const OLD_SG = String.raw`/*
 * DMA_SG: from one list to another, whose pieces are cut differently. Linux had it until 4.13; nobody used it, and it went.
 * Written as in its days: no callback, dma_sync_wait() starts the transfer and polls for its end.
 * Look at: one descriptor for five pieces; the processor that does nothing but ask.
 * Expected: the 96 bytes of three pieces arrive in two, in order.
 */
#include <linux/module.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include <linux/string.h>

#define BYTES	96

static struct dma_chan *chan;
static char *src, *dst;
static dma_addr_t src_bus, dst_bus;

static void piece(struct scatterlist *sg, dma_addr_t address, unsigned int bytes)
{
	sg_dma_address(sg) = address;
	sg_dma_len(sg) = bytes;
}

static int copy_lists(void)
{
	struct scatterlist from[3], to[2];
	struct dma_async_tx_descriptor *tx;
	dma_cookie_t cookie;

	sg_init_table(from, 3);
	piece(&from[0], src_bus, 16);
	piece(&from[1], src_bus + 16, 48);
	piece(&from[2], src_bus + 64, 32);
	sg_init_table(to, 2);
	piece(&to[0], dst_bus, 40);
	piece(&to[1], dst_bus + 40, 56);
	tx = chan->device->device_prep_dma_sg(chan, to, 2, from, 3, DMA_CTRL_ACK);
	if (!tx)
		return -EIO;
	cookie = tx->tx_submit(tx);
	return dma_sync_wait(chan, cookie) == DMA_SUCCESS ? 0 : -EIO;
}

static int __init sg_init(void)
{
	dma_cap_mask_t mask;
	int i, err = -ENOMEM;

	dma_cap_zero(mask);
	dma_cap_set(DMA_SG, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	if (!chan)
		return -ENODEV;
	src = dma_alloc_coherent(chan->device->dev, BYTES, &src_bus, GFP_KERNEL);
	dst = dma_alloc_coherent(chan->device->dev, BYTES, &dst_bus, GFP_KERNEL);
	if (src && dst) {
		for (i = 0; i < BYTES; i++)
			src[i] = ' ' + i % 94;
		err = copy_lists();
	}
	printk(KERN_INFO "old sg: %d, %s\n", err, !err && memcmp(src, dst, BYTES) == 0 ? "equal" : "they DIFFER");
	return 0;
}

static void __exit sg_exit(void)
{
	if (src)
		dma_free_coherent(chan->device->dev, BYTES, src, src_bus);
	if (dst)
		dma_free_coherent(chan->device->dev, BYTES, dst, dst_bus);
	dma_release_channel(chan);
}

module_init(sg_init);
module_exit(sg_exit);
MODULE_LICENSE("GPL");
`;
