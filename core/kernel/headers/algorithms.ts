/**
 * Sorting, searching, checksums, bit reversal, sequence locks, memory pools: C of our own behind the names of Linux. Not modelled:
 * barriers of sequence locks, waiting of a memory pool for a block that comes back.
 */
const sort = String.raw`
#include <linux/types.h>
#include <linux/string.h>
static inline void __sort_swap(char *a, char *b, size_t size)
{
	for (; size; size--, a++, b++) {
		char kept = *a;

		*a = *b;
		*b = kept;
	}
}
static inline void sort(void *base, size_t num, size_t size, int (*cmp)(const void *, const void *), void (*exchange)(void *, void *, int size))
{
	char *first = base;
	size_t start = num / 2, end = num, at, child;

	if (num < 2)
		return;
	while (end > 1) {
		if (start) {
			start--;
		} else {
			end--;
			if (exchange)
				exchange(first, first + end * size, size);
			else
				__sort_swap(first, first + end * size, size);
		}
		for (at = start; (child = 2 * at + 1) < end; at = child) {
			if (child + 1 < end && cmp(first + child * size, first + (child + 1) * size) < 0)
				child++;
			if (cmp(first + at * size, first + child * size) >= 0)
				break;
			if (exchange)
				exchange(first + at * size, first + child * size, size);
			else
				__sort_swap(first + at * size, first + child * size, size);
		}
	}
}
`;

const bsearch = String.raw`
#include <linux/types.h>
static inline void *bsearch(const void *key, const void *base, size_t num, size_t size, int (*cmp)(const void *key, const void *element))
{
	const char *low = base;

	while (num) {
		const char *middle = low + (num / 2) * size;
		int order = cmp(key, middle);

		if (!order)
			return (void *)middle;
		if (order > 0) {
			low = middle + size;
			num--;
		}
		num /= 2;
	}
	return NULL;
}
`;

/** One bit at a time, low bit first. */
const reflected = (name: string, type: string, polynomial: string): string => `
static inline ${type} ${name}(${type} crc, const u8 *bytes, size_t len)
{
	int bit;

	while (len--)
		for (crc ^= *bytes++, bit = 0; bit < 8; bit++)
			crc = (crc >> 1) ^ ((crc & 1) ? ${polynomial} : 0);
	return crc;
}
`;

const crc32 = String.raw`
#include <linux/types.h>
#include <linux/bitrev.h>
static inline u32 crc32_le(u32 crc, const unsigned char *bytes, size_t len)
{
	int bit;

	while (len--)
		for (crc ^= *bytes++, bit = 0; bit < 8; bit++)
			crc = (crc >> 1) ^ ((crc & 1) ? 0xedb88320 : 0);
	return crc;
}
static inline u32 crc32_be(u32 crc, const unsigned char *bytes, size_t len)
{
	int bit;

	while (len--)
		for (crc ^= (u32)*bytes++ << 24, bit = 0; bit < 8; bit++)
			crc = (crc << 1) ^ ((crc & 0x80000000) ? 0x04c11db7 : 0);
	return crc;
}
#define crc32(seed, data, length) crc32_le(seed, (const unsigned char *)(data), length)
#define ether_crc_le(length, data) crc32_le(~0, data, length)
#define ether_crc(length, data) bitrev32(crc32_le(~0, data, length))
`;

const bitrev = String.raw`
#include <linux/types.h>
static inline u8 bitrev8(u8 byte)
{
	byte = (byte & 0x0f) << 4 | byte >> 4;
	byte = (byte & 0x33) << 2 | (byte & 0xcc) >> 2;
	return (byte & 0x55) << 1 | (byte & 0xaa) >> 1;
}
static inline u16 bitrev16(u16 x)
{
	return bitrev8(x & 0xff) << 8 | bitrev8(x >> 8);
}
static inline u32 bitrev32(u32 x)
{
	return (u32)bitrev16(x & 0xffff) << 16 | bitrev16(x >> 16);
}
`;

const seqlock = String.raw`
#include <linux/spinlock.h>
typedef struct seqcount {
	unsigned int sequence;
} seqcount_t;
typedef struct {
	seqcount_t seqcount;
	spinlock_t lock;
} seqlock_t;
#define SEQCNT_ZERO(name) { 0 }
#define __SEQLOCK_UNLOCKED(name) { { 0 }, __SPIN_LOCK_UNLOCKED(name) }
#define DEFINE_SEQLOCK(name) seqlock_t name = { { 0 }, { { 0 } } }
#define seqcount_init(s) ((s)->sequence = 0)
#define seqlock_init(s) do { seqcount_init(&(s)->seqcount); spin_lock_init(&(s)->lock); } while (0)
#define read_seqcount_begin(s) ((s)->sequence & ~1u)
#define read_seqcount_retry(s, start) ((s)->sequence != (start))
#define write_seqcount_begin(s) ((void)(s)->sequence++)
#define write_seqcount_end(s) ((void)(s)->sequence++)
#define read_seqbegin(s) read_seqcount_begin(&(s)->seqcount)
#define read_seqretry(s, start) read_seqcount_retry(&(s)->seqcount, start)
#define write_seqlock(s) do { spin_lock(&(s)->lock); write_seqcount_begin(&(s)->seqcount); } while (0)
#define write_sequnlock(s) do { write_seqcount_end(&(s)->seqcount); spin_unlock(&(s)->lock); } while (0)
#define write_seqlock_bh(s) do { spin_lock_bh(&(s)->lock); write_seqcount_begin(&(s)->seqcount); } while (0)
#define write_sequnlock_bh(s) do { write_seqcount_end(&(s)->seqcount); spin_unlock_bh(&(s)->lock); } while (0)
#define write_seqlock_irq(s) do { spin_lock_irq(&(s)->lock); write_seqcount_begin(&(s)->seqcount); } while (0)
#define write_sequnlock_irq(s) do { write_seqcount_end(&(s)->seqcount); spin_unlock_irq(&(s)->lock); } while (0)
#define write_seqlock_irqsave(s, flags) do { spin_lock_irqsave(&(s)->lock, flags); write_seqcount_begin(&(s)->seqcount); } while (0)
#define write_sequnlock_irqrestore(s, flags) do { write_seqcount_end(&(s)->seqcount); spin_unlock_irqrestore(&(s)->lock, flags); } while (0)
`;

const mempool = String.raw`
#include <linux/slab.h>
#include <linux/spinlock.h>
typedef void *(mempool_alloc_t)(gfp_t gfp_mask, void *pool_data);
typedef void (mempool_free_t)(void *element, void *pool_data);
typedef struct mempool_s {
	spinlock_t lock;
	int min_nr;
	int curr_nr;
	void **elements;
	void *pool_data;
	mempool_alloc_t *alloc;
	mempool_free_t *free;
} mempool_t;
static inline void *mempool_alloc_slab(gfp_t gfp, void *pool_data)
{
	return kmem_cache_alloc((struct kmem_cache *)pool_data, gfp);
}
static inline void mempool_free_slab(void *element, void *pool_data)
{
	kmem_cache_free((struct kmem_cache *)pool_data, element);
}
static inline void *mempool_kmalloc(gfp_t gfp, void *pool_data)
{
	return kmalloc((size_t)pool_data, gfp);
}
static inline void mempool_kfree(void *element, void *pool_data)
{
	kfree(element);
}
static inline void mempool_destroy(mempool_t *pool)
{
	if (!pool)
		return;
	while (pool->curr_nr)
		pool->free(pool->elements[--pool->curr_nr], pool->pool_data);
	kfree(pool->elements);
	kfree(pool);
}
static inline mempool_t *mempool_create(int min_nr, mempool_alloc_t *alloc, mempool_free_t *free, void *pool_data)
{
	mempool_t *pool = kzalloc(sizeof(*pool), GFP_KERNEL);

	if (!pool)
		return NULL;
	spin_lock_init(&pool->lock);
	pool->pool_data = pool_data;
	pool->alloc = alloc;
	pool->free = free;
	pool->min_nr = min_nr;
	pool->elements = kmalloc(min_nr * sizeof(void *), GFP_KERNEL);
	while (pool->elements && pool->curr_nr < min_nr) {
		void *element = alloc(GFP_KERNEL, pool_data);

		if (!element)
			break;
		pool->elements[pool->curr_nr++] = element;
	}
	if (pool->curr_nr < min_nr) {
		mempool_destroy(pool);
		return NULL;
	}
	return pool;
}
static inline void *mempool_alloc(mempool_t *pool, gfp_t gfp)
{
	void *element = pool->alloc(gfp, pool->pool_data);
	unsigned long flags;

	if (element)
		return element;
	spin_lock_irqsave(&pool->lock, flags);
	if (pool->curr_nr)
		element = pool->elements[--pool->curr_nr];
	spin_unlock_irqrestore(&pool->lock, flags);
	return element;
}
static inline void mempool_free(void *element, mempool_t *pool)
{
	unsigned long flags;

	if (!element)
		return;
	spin_lock_irqsave(&pool->lock, flags);
	if (pool->curr_nr < pool->min_nr) {
		pool->elements[pool->curr_nr++] = element;
		element = NULL;
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	if (element)
		pool->free(element, pool->pool_data);
}
#define mempool_create_slab_pool(min_nr, cache) mempool_create(min_nr, mempool_alloc_slab, mempool_free_slab, cache)
#define mempool_create_kmalloc_pool(min_nr, size) mempool_create(min_nr, mempool_kmalloc, mempool_kfree, (void *)(unsigned long)(size))
`;

export const ALGORITHMS: Readonly<Record<string, string>> = {
  'linux/sort.h': sort,
  'linux/bsearch.h': bsearch,
  'linux/crc32.h': crc32,
  'linux/crc16.h': `#include <linux/types.h>${reflected('crc16', 'u16', '0xa001')}`,
  'linux/crc-ccitt.h': `#include <linux/types.h>${reflected('crc_ccitt', 'u16', '0x8408')}`,
  'linux/bitrev.h': bitrev,
  'linux/seqlock.h': seqlock,
  'linux/mempool.h': mempool,
};
