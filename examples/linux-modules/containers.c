/* Containers and algorithms: lists by hash, numbers, FIFOs, sorting, checksums, pools. */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/list.h>
#include <linux/llist.h>
#include <linux/idr.h>
#include <linux/kfifo.h>
#include <linux/sort.h>
#include <linux/bsearch.h>
#include <linux/crc32.h>
#include <linux/seqlock.h>
#include <linux/mempool.h>
#include <linux/hash.h>
#include <linux/version.h>

struct item {
	int key;
	struct hlist_node by_key;
	struct llist_node waiting;
};

static int order(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static int count_entry(int id, void *p, void *data)
{
	*(int *)data += id;
	return 0;
}

static void numbers(void)
{
	int values[] = { 5, 3, 9, 1, 7, 2 }, wanted = 7, missing = 4;

	sort(values, ARRAY_SIZE(values), sizeof(values[0]), order, NULL);
	printk("sorted %d %d %d %d %d %d\n", values[0], values[1], values[2], values[3], values[4], values[5]);
	printk("found at %d, %s\n", (int)((int *)bsearch(&wanted, values, 6, sizeof(int), order) - values), bsearch(&missing, values, 6, sizeof(int), order) ? "4" : "no 4");
	printk("crc %08x %08x\n", ~crc32(~0, "123456789", 9), crc32_be(~0, (const unsigned char *)"123456789", 9));
}

static void hashes(void)
{
	struct hlist_head heads[4];
	struct item items[6], *at;
	struct llist_head waiting;
	struct hlist_node *place;
	int i, sum = 0, last = 0;

	for (i = 0; i < 4; i++)
		INIT_HLIST_HEAD(&heads[i]);
	for (i = 0; i < 6; i++) {
		items[i].key = i * 11;
		hlist_add_head(&items[i].by_key, &heads[hash_32(items[i].key, 2)]);
	}
	hlist_del_init(&items[3].by_key);
	for (i = 0; i < 4; i++)
		hlist_for_each(place, &heads[i])
			sum += hlist_entry(place, struct item, by_key)->key;
	init_llist_head(&waiting);
	for (i = 0; i < 3; i++)
		llist_add(&items[i].waiting, &waiting);
	llist_for_each_entry(at, llist_reverse_order(llist_del_all(&waiting)), waiting)
		last = last * 100 + at->key;
	printk("hashed %d, listed %d, %s\n", sum, last, llist_empty(&waiting) ? "empty" : "left");
}

static void maps(void)
{
	static DEFINE_IDR(ids);
	int one = 1, two = 2, a = -1, b = -1, sum = 0;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(3, 9, 0)
	a = idr_alloc(&ids, &one, 5, 7, GFP_KERNEL);
	b = idr_alloc(&ids, &two, 5, 7, GFP_KERNEL);
	printk("third %d\n", idr_alloc(&ids, &two, 5, 7, GFP_KERNEL));
#else
	idr_pre_get(&ids, GFP_KERNEL);
	idr_get_new_above(&ids, &one, 5, &a);
	idr_get_new_above(&ids, &two, 5, &b);
#endif
	idr_for_each(&ids, count_entry, &sum);
	printk("ids %d %d, %d, sum %d\n", a, b, *(int *)idr_find(&ids, 6), sum);
	idr_remove(&ids, 5);
	printk("removed: %s\n", idr_find(&ids, 5) ? "no" : "yes");
	idr_destroy(&ids);
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(3, 0, 0)
static DEFINE_KFIFO(bytes, unsigned char, 8);
struct sample { int at; short value; };
static DECLARE_KFIFO_PTR(samples, struct sample);

static void fifos(void)
{
	struct sample given = { 4, 40 }, taken = { 0, 0 };
	unsigned char to[8];
	int i, n;

	n = kfifo_in(&bytes, "abcdefghij", 10);
	i = kfifo_out(&bytes, to, 3);
	to[3] = 0;
	printk("in %d out %d %s, %d left%s\n", n, i, to, kfifo_len(&bytes), kfifo_is_full(&bytes) ? ", full" : "");
	kfifo_in(&bytes, "XYZ", 3);
	n = kfifo_out(&bytes, to, 7);
	to[n] = 0;
	printk("wrapped %s\n", to);
	if (kfifo_alloc(&samples, 3, GFP_KERNEL))
		return;
#if LINUX_VERSION_CODE >= KERNEL_VERSION(3, 13, 0)
	n = kfifo_put(&samples, given);
#else
	n = kfifo_put(&samples, &given);
#endif
	i = kfifo_get(&samples, &taken);
	printk("put %d of %d, got %d: %d %d\n", n, kfifo_size(&samples), i, taken.at, taken.value);
	kfifo_free(&samples);
}
#else
static void fifos(void)
{
	static spinlock_t lock = SPIN_LOCK_UNLOCKED;
	struct kfifo *fifo = kfifo_alloc(6, GFP_KERNEL, &lock);
	unsigned char to[9];
	unsigned int n;

	kfifo_put(fifo, (unsigned char *)"abcdef", 6);
	kfifo_get(fifo, to, 4);
	kfifo_put(fifo, (unsigned char *)"ghijklmnop", 10);
	n = kfifo_get(fifo, to, 8);
	to[n] = 0;
	printk("wrapped %s\n", to);
	kfifo_free(fifo);
}
#endif

static void pools(void)
{
	mempool_t *pool = mempool_create_kmalloc_pool(2, 32);
	char *block = mempool_alloc(pool, GFP_KERNEL);
	static DEFINE_SEQLOCK(lock);
	unsigned int start = read_seqbegin(&lock);

	write_seqlock(&lock);
	write_sequnlock(&lock);
	memset(block, 1, 32);
	mempool_free(block, pool);
	mempool_destroy(pool);
	printk("retry %d\n", read_seqretry(&lock, start));
}

static void wide(void)
{
	static atomic64_t count = ATOMIC64_INIT(0xffffffffLL);

	atomic64_inc(&count);
	printk("count %llx\n", atomic64_add_return(0x100000000LL, &count));
	printk("was %llx\n", atomic64_cmpxchg(&count, 0x200000000LL, -1LL));
	printk("zero %d\n", (int)atomic64_inc_and_test(&count));
	printk("added %d, %lld\n", (int)atomic64_add_unless(&count, 5, 0), atomic64_read(&count));
}

static int __init containers_init(void)
{
	numbers();
	hashes();
	maps();
	fifos();
	pools();
	wide();
	return 0;
}

static void __exit containers_exit(void)
{
}

module_init(containers_init);
module_exit(containers_exit);
MODULE_LICENSE("GPL");
