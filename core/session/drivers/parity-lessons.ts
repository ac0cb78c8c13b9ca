/** Lessons on the operations of disk arrays: XOR, and P with Q of RAID-6, made and checked. */
export const XOR = String.raw`/*
 * DMA_XOR: the parity of RAID-5. Three blocks give a fourth; when one is lost, the other three give it back.
 * Look at: the same operation twice, once to make the parity, once to bring a block back.
 * Expected: block 1 is what it was before it was lost.
 */
#include "lesson.h"

#define BLOCK	256
#define BLOCKS	3

static u8 *data, *parity, *kept;
static dma_addr_t data_bus, parity_bus, kept_bus;

static int lose_and_recover(void)
{
	dma_addr_t blocks[BLOCKS] = { data_bus, data_bus + BLOCK, data_bus + 2 * BLOCK };
	dma_addr_t others[BLOCKS] = { data_bus, data_bus + 2 * BLOCK, parity_bus };
	int err;

	err = lesson_run(chan->device->device_prep_dma_xor(chan, parity_bus, blocks, BLOCKS, BLOCK, DMA_CTRL_ACK | DMA_PREP_INTERRUPT));
	if (err)
		return err;
	memset(data + BLOCK, 0, BLOCK);
	return lesson_run(chan->device->device_prep_dma_xor(chan, data_bus + BLOCK, others, BLOCKS, BLOCK, DMA_CTRL_ACK | DMA_PREP_INTERRUPT));
}

static void free_all(void)
{
	lesson_free(BLOCKS * BLOCK, data, data_bus);
	lesson_free(BLOCK, parity, parity_bus);
	lesson_free(BLOCK, kept, kept_bus);
	dma_release_channel(chan);
}

static int __init lesson_init(void)
{
	int i, err = lesson_channel(DMA_XOR);

	if (err)
		return err;
	data = lesson_memory(BLOCKS * BLOCK, &data_bus);
	parity = lesson_memory(BLOCK, &parity_bus);
	kept = lesson_memory(BLOCK, &kept_bus);
	err = -ENOMEM;
	if (data && parity && kept) {
		for (i = 0; i < BLOCKS * BLOCK; i++)
			data[i] = 7 * i + i / BLOCK;
		memcpy(kept, data + BLOCK, BLOCK);
		err = lose_and_recover();
	}
	if (err) {
		free_all();
		return err;
	}
	pr_info("block 1 was lost and is %s\n", memcmp(kept, data + BLOCK, BLOCK) ? "WRONG" : "back");
	return 0;
}

static void __exit lesson_exit(void)
{
	free_all();
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
`;

export const XOR_VAL = String.raw`/*
 * DMA_XOR_VAL: is the sum of all blocks zero? Nothing is written but the answer.
 * Look at: the result, which the provider writes through a pointer: it must live until the transfer has ended.
 * Expected: 0 for sound blocks; bit 0 (SUM_CHECK_P) after one bit has flipped.
 */
#include "lesson.h"

#define BLOCK	128
#define BLOCKS	4	/* the last is the parity of the others */

static u8 *data;
static dma_addr_t bus;
static enum sum_check_flags result;

static int check(void)
{
	dma_addr_t blocks[BLOCKS];
	int i;

	for (i = 0; i < BLOCKS; i++)
		blocks[i] = bus + i * BLOCK;
	return lesson_run(chan->device->device_prep_dma_xor_val(chan, blocks, BLOCKS, BLOCK, &result, DMA_CTRL_ACK | DMA_PREP_INTERRUPT));
}

static int __init lesson_init(void)
{
	int i, err = lesson_channel(DMA_XOR_VAL);

	if (err)
		return err;
	data = lesson_memory(BLOCKS * BLOCK, &bus);
	err = -ENOMEM;
	if (data) {
		for (i = 0; i < 3 * BLOCK; i++)
			data[i] = 31 * i;
		for (i = 0; i < BLOCK; i++)
			data[3 * BLOCK + i] = data[i] ^ data[BLOCK + i] ^ data[2 * BLOCK + i];
		err = check();
		pr_info("sound blocks: result %d\n", result);
	}
	if (!err) {
		data[BLOCK + 5] ^= 0x10;
		err = check();
		pr_info("a flipped bit: result %d\n", result);
	}
	if (!err)
		return 0;
	lesson_free(BLOCKS * BLOCK, data, bus);
	dma_release_channel(chan);
	return err;
}

static void __exit lesson_exit(void)
{
	lesson_free(BLOCKS * BLOCK, data, bus);
	dma_release_channel(chan);
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
`;

export const PQ = String.raw`/*
 * DMA_PQ: both sums of RAID-6. P is the XOR of the blocks; for Q each is first multiplied by its coefficient in GF(2^8).
 * The same is done again in two halves: DMA_PREP_CONTINUE goes on from what stands in P and Q.
 * Look at: two destinations and a list of coefficients; what the second half reads that the first one has written.
 * Expected: both ways give the same two blocks.
 */
#include "lesson.h"

#define BLOCK	128
#define BLOCKS	4

static u8 *data, *at_once, *in_halves;
static dma_addr_t data_bus, once_bus, halves_bus;
static const u8 coefficients[BLOCKS] = { 1, 2, 4, 8 };	/* powers of the generator */

static int sums(dma_addr_t to, int first, int count, unsigned long flags)
{
	dma_addr_t pq[2] = { to, to + BLOCK }, blocks[BLOCKS];
	int i;

	for (i = 0; i < count; i++)
		blocks[i] = data_bus + (first + i) * BLOCK;
	return lesson_run(chan->device->device_prep_dma_pq(chan, pq, blocks, count, coefficients + first, BLOCK, flags | DMA_CTRL_ACK | DMA_PREP_INTERRUPT));
}

static void free_all(void)
{
	lesson_free(BLOCKS * BLOCK, data, data_bus);
	lesson_free(2 * BLOCK, at_once, once_bus);
	lesson_free(2 * BLOCK, in_halves, halves_bus);
	dma_release_channel(chan);
}

static int __init lesson_init(void)
{
	int i, err = lesson_channel(DMA_PQ);

	if (err)
		return err;
	data = lesson_memory(BLOCKS * BLOCK, &data_bus);
	at_once = lesson_memory(2 * BLOCK, &once_bus);
	in_halves = lesson_memory(2 * BLOCK, &halves_bus);
	err = -ENOMEM;
	if (data && at_once && in_halves) {
		for (i = 0; i < BLOCKS * BLOCK; i++)
			data[i] = 13 * i + i / BLOCK;
		err = sums(once_bus, 0, BLOCKS, 0);
		if (!err)
			err = sums(halves_bus, 0, 2, 0);
		if (!err)
			err = sums(halves_bus, 2, 2, DMA_PREP_CONTINUE);
	}
	if (err) {
		free_all();
		return err;
	}
	pr_info("P begins with %02x %02x, Q with %02x %02x; in halves: %s\n", at_once[0], at_once[1], at_once[BLOCK], at_once[BLOCK + 1], memcmp(at_once, in_halves, 2 * BLOCK) ? "they DIFFER" : "the same");
	return 0;
}

static void __exit lesson_exit(void)
{
	free_all();
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
`;

export const PQ_VAL = String.raw`/*
 * DMA_PQ_VAL: do P and Q still fit the blocks? One bit of the result for each.
 * DMA_PREP_PQ_DISABLE_P leaves one sum out, as an array does whose P disk is gone.
 * Look at: which of the two notices what.
 * Expected: 0; then 2 when only Q was damaged; 3 after a bit of the data flipped; 2 again without P.
 */
#include "lesson.h"

#define BLOCK	64
#define BLOCKS	3

static u8 *data;	/* three blocks, P, Q */
static dma_addr_t bus;
static enum sum_check_flags result;
static const u8 coefficients[BLOCKS] = { 1, 2, 4 };

static int check(const char *what, unsigned long flags)
{
	dma_addr_t blocks[BLOCKS] = { bus, bus + BLOCK, bus + 2 * BLOCK }, pq[2] = { bus + 3 * BLOCK, bus + 4 * BLOCK };
	int err = lesson_run(chan->device->device_prep_dma_pq_val(chan, pq, blocks, BLOCKS, coefficients, BLOCK, &result, flags | DMA_CTRL_ACK | DMA_PREP_INTERRUPT));

	pr_info("%s: result %d\n", what, result);
	return err;
}

static int make_and_check(void)
{
	dma_addr_t blocks[BLOCKS] = { bus, bus + BLOCK, bus + 2 * BLOCK }, pq[2] = { bus + 3 * BLOCK, bus + 4 * BLOCK };
	int err = lesson_run(chan->device->device_prep_dma_pq(chan, pq, blocks, BLOCKS, coefficients, BLOCK, DMA_CTRL_ACK | DMA_PREP_INTERRUPT));

	if (!err)
		err = check("sound", 0);
	data[4 * BLOCK + 9] ^= 1;
	if (!err)
		err = check("Q damaged", 0);
	data[4 * BLOCK + 9] ^= 1;
	data[BLOCK] ^= 1;
	if (!err)
		err = check("data damaged", 0);
	if (!err)
		err = check("data damaged, P left out", DMA_PREP_PQ_DISABLE_P);
	return err;
}

static int __init lesson_init(void)
{
	int i, err = lesson_channel_for(DMA_PQ_VAL, DMA_PQ);

	if (err)
		return err;
	data = lesson_memory(5 * BLOCK, &bus);
	err = -ENOMEM;
	if (data) {
		for (i = 0; i < BLOCKS * BLOCK; i++)
			data[i] = 5 * i + 1;
		err = make_and_check();
	}
	if (!err)
		return 0;
	lesson_free(5 * BLOCK, data, bus);
	dma_release_channel(chan);
	return err;
}

static void __exit lesson_exit(void)
{
	lesson_free(5 * BLOCK, data, bus);
	dma_release_channel(chan);
}

module_init(lesson_init);
module_exit(lesson_exit);
MODULE_LICENSE("GPL");
`;
