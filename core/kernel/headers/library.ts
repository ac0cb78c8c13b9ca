/**
 * What lib/ has for drivers: sorting of lists, identifiers, checksums, patterns, option strings, memory pools of a device,
 * switches, hashes. C of our own behind the names of Linux. Not modelled: patching of code by static keys, per-chunk
 * alignment algorithms of memory pools.
 */
const listSort = String.raw`
#include <linux/types.h>
#include <linux/list.h>
#if LINUX_SINCE(5, 13)
typedef int (*list_cmp_func_t)(void *, const struct list_head *, const struct list_head *);
#else
typedef int (*list_cmp_func_t)(void *, struct list_head *, struct list_head *);
#endif
/* Stable: of equals the earlier one stays first. */
static inline void list_sort(void *priv, struct list_head *head, list_cmp_func_t cmp)
{
	struct list_head one, two, *a, *b, *at, *least;
	unsigned long width, merged, i;

	if (list_empty(head))
		return;
	for (width = 1, merged = 2; merged > 1; width *= 2) {
		LIST_HEAD(done);
		merged = 0;
		while (!list_empty(head)) {
			INIT_LIST_HEAD(&one);
			INIT_LIST_HEAD(&two);
			for (i = 0; i < width && !list_empty(head); i++)
				list_move_tail(head->next, &one);
			for (i = 0; i < width && !list_empty(head); i++)
				list_move_tail(head->next, &two);
			while (!list_empty(&one) || !list_empty(&two)) {
				a = one.next;
				b = two.next;
				least = list_empty(&one) ? b : list_empty(&two) ? a : cmp(priv, a, b) <= 0 ? a : b;
				list_move_tail(least, &done);
			}
			merged++;
		}
		at = &done;
		list_splice_init(at, head);
	}
}
`;

const uuid = String.raw`
#include <linux/types.h>
#include <linux/string.h>
#include <linux/random.h>
#include <linux/kernel.h>
#include <linux/errno.h>
#define UUID_SIZE 16
#define UUID_STRING_LEN 36
typedef struct { __u8 b[UUID_SIZE]; } guid_t;
typedef struct { __u8 b[UUID_SIZE]; } uuid_t;
typedef guid_t uuid_le;
#define GUID_INIT(a, b, c, d0, d1, d2, d3, d4, d5, d6, d7) ((guid_t){{ (a) & 0xff, ((a) >> 8) & 0xff, ((a) >> 16) & 0xff, ((a) >> 24) & 0xff, (b) & 0xff, ((b) >> 8) & 0xff, (c) & 0xff, ((c) >> 8) & 0xff, (d0), (d1), (d2), (d3), (d4), (d5), (d6), (d7) }})
#define UUID_INIT(a, b, c, d0, d1, d2, d3, d4, d5, d6, d7) ((uuid_t){{ ((a) >> 24) & 0xff, ((a) >> 16) & 0xff, ((a) >> 8) & 0xff, (a) & 0xff, ((b) >> 8) & 0xff, (b) & 0xff, ((c) >> 8) & 0xff, (c) & 0xff, (d0), (d1), (d2), (d3), (d4), (d5), (d6), (d7) }})
static const guid_t guid_null __maybe_unused;
static const uuid_t uuid_null __maybe_unused;
#define guid_equal(u1, u2) (memcmp(u1, u2, sizeof(guid_t)) == 0)
#define uuid_equal(u1, u2) (memcmp(u1, u2, sizeof(uuid_t)) == 0)
#define guid_copy(dst, src) ((void)memcpy(dst, src, sizeof(guid_t)))
#define uuid_copy(dst, src) ((void)memcpy(dst, src, sizeof(uuid_t)))
#define guid_is_null(guid) guid_equal(guid, &guid_null)
#define uuid_is_null(uuid) uuid_equal(uuid, &uuid_null)
static inline void generate_random_uuid(unsigned char uuid[16])
{
	get_random_bytes(uuid, 16);
	uuid[6] = (uuid[6] & 0x0f) | 0x40;
	uuid[8] = (uuid[8] & 0x3f) | 0x80;
}
static inline void generate_random_guid(unsigned char guid[16])
{
	get_random_bytes(guid, 16);
	guid[7] = (guid[7] & 0x0f) | 0x40;
	guid[8] = (guid[8] & 0x3f) | 0x80;
}
#define uuid_gen(u) generate_random_uuid((u)->b)
#define guid_gen(u) generate_random_guid((u)->b)
static inline bool uuid_is_valid(const char *uuid)
{
	unsigned int i;

	for (i = 0; i < UUID_STRING_LEN; i++) {
		if (i == 8 || i == 13 || i == 18 || i == 23) {
			if (uuid[i] != '-')
				return false;
		} else if (hex_to_bin(uuid[i]) < 0) {
			return false;
		}
	}
	return true;
}
static inline int __uuid_read(const char *uuid, __u8 b[16], bool swapped)
{
	static const u8 guid_order[16] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };
	unsigned int i, at = 0;

	if (!uuid_is_valid(uuid))
		return -EINVAL;
	for (i = 0; i < 16; i++) {
		if (uuid[at] == '-')
			at++;
		b[swapped ? guid_order[i] : i] = hex_to_bin(uuid[at]) << 4 | hex_to_bin(uuid[at + 1]);
		at += 2;
	}
	return 0;
}
#define guid_parse(uuid, u) __uuid_read(uuid, (u)->b, true)
#define uuid_parse(uuid, u) __uuid_read(uuid, (u)->b, false)
`;

const bcd = String.raw`
#define bcd2bin(x) ((unsigned int)(((x) & 0x0f) + (((unsigned char)(x)) >> 4) * 10))
#define bin2bcd(x) ((unsigned char)((((x) / 10) << 4) + (x) % 10))
`;

const crc8 = String.raw`
#include <linux/types.h>
#define CRC8_INIT_VALUE 0xFF
#define CRC8_TABLE_SIZE 256
#define CRC8_GOOD_VALUE(_table) (_table[0xFF])
#define DECLARE_CRC8_TABLE(_table) static u8 _table[CRC8_TABLE_SIZE]
static inline void crc8_populate_msb(u8 table[CRC8_TABLE_SIZE], u8 polynomial)
{
	int i, bit;

	for (i = 0; i < CRC8_TABLE_SIZE; i++)
		for (table[i] = i, bit = 0; bit < 8; bit++)
			table[i] = (table[i] << 1) ^ (table[i] & 0x80 ? polynomial : 0);
}
static inline void crc8_populate_lsb(u8 table[CRC8_TABLE_SIZE], u8 polynomial)
{
	int i, bit;

	for (i = 0; i < CRC8_TABLE_SIZE; i++)
		for (table[i] = i, bit = 0; bit < 8; bit++)
			table[i] = (table[i] >> 1) ^ (table[i] & 1 ? polynomial : 0);
}
static inline u8 crc8(const u8 table[CRC8_TABLE_SIZE], const u8 *pdata, size_t nbytes, u8 crc)
{
	while (nbytes--)
		crc = table[crc ^ *pdata++];
	return crc;
}
`;

/** One bit at a time, high bit first. */
const forward = (name: string, type: string, bits: number, polynomial: string): string => `
static inline ${type} ${name}(${type} crc, const u8 *bytes, size_t len)
{
	int bit;

	while (len--)
		for (crc ^= (${type})*bytes++ << ${bits - 8}, bit = 0; bit < 8; bit++)
			crc = (crc << 1) ^ ((crc >> ${bits - 1}) & 1 ? ${polynomial} : 0);
	return crc;
}
`;

const jhash = String.raw`
#include <linux/types.h>
#include <linux/bitops.h>
#include <asm/unaligned.h>
#define JHASH_INITVAL 0xdeadbeef
#define __jhash_mix(a, b, c) { a -= c; a ^= rol32(c, 4); c += b; b -= a; b ^= rol32(a, 6); a += c; c -= b; c ^= rol32(b, 8); b += a; a -= c; a ^= rol32(c, 16); c += b; b -= a; b ^= rol32(a, 19); a += c; c -= b; c ^= rol32(b, 4); b += a; }
#define __jhash_final(a, b, c) { c ^= b; c -= rol32(b, 14); a ^= c; a -= rol32(c, 11); b ^= a; b -= rol32(a, 25); c ^= b; c -= rol32(b, 16); a ^= c; a -= rol32(c, 4); b ^= a; b -= rol32(a, 14); c ^= b; c -= rol32(b, 24); }
static inline u32 jhash(const void *key, u32 length, u32 initval)
{
	u32 a, b, c, left[3] = { 0, 0, 0 }, i;
	const u8 *k = key;

	a = b = c = JHASH_INITVAL + length + initval;
	for (; length > 12; length -= 12, k += 12) {
		a += get_unaligned((const u32 *)k);
		b += get_unaligned((const u32 *)(k + 4));
		c += get_unaligned((const u32 *)(k + 8));
		__jhash_mix(a, b, c);
	}
	if (!length)
		return c;
	for (i = 0; i < length; i++)
		left[i / 4] |= (u32)k[i] << (i % 4 * 8);
	a += left[0];
	b += left[1];
	c += left[2];
	__jhash_final(a, b, c);
	return c;
}
static inline u32 jhash2(const u32 *k, u32 length, u32 initval)
{
	u32 a, b, c;

	a = b = c = JHASH_INITVAL + (length << 2) + initval;
	for (; length > 3; length -= 3, k += 3) {
		a += k[0];
		b += k[1];
		c += k[2];
		__jhash_mix(a, b, c);
	}
	if (!length)
		return c;
	if (length > 2)
		c += k[2];
	if (length > 1)
		b += k[1];
	a += k[0];
	__jhash_final(a, b, c);
	return c;
}
static inline u32 __jhash_nwords(u32 a, u32 b, u32 c, u32 initval)
{
	a += initval;
	b += initval;
	c += initval;
	__jhash_final(a, b, c);
	return c;
}
#define jhash_3words(a, b, c, initval) __jhash_nwords(a, b, c, (initval) + JHASH_INITVAL + (3 << 2))
#define jhash_2words(a, b, initval) __jhash_nwords(a, b, 0, (initval) + JHASH_INITVAL + (2 << 2))
#define jhash_1word(a, initval) __jhash_nwords(a, 0, 0, (initval) + JHASH_INITVAL + (1 << 2))
`;

const glob = String.raw`
#include <linux/types.h>
static inline bool __glob_class(const char **pat, unsigned char c)
{
	const unsigned char *at = (const unsigned char *)*pat;
	bool inverted = *at == '!', hit = false;
	unsigned char a, b;

	if (inverted)
		at++;
	a = *at++;
	do {
		b = a;
		if (!a)
			return false;
		if (at[0] == '-' && at[1] != ']') {
			b = at[1];
			if (!b)
				return false;
			at += 2;
		}
		if (a <= c && c <= b)
			hit = true;
	} while ((a = *at++) != ']');
	*pat = (const char *)at;
	return hit != inverted;
}
static inline bool glob_match(const char *pat, const char *str)
{
	const char *back_pat = NULL, *back_str = NULL, *before;
	unsigned char c, d;

	for (;;) {
		c = *str++;
		before = pat;
		d = *pat++;
		if (d == '?' && c)
			continue;
		if (d == '*') {
			if (!*pat)
				return true;
			back_pat = pat;
			back_str = --str;
			continue;
		}
		if (d == '[' && c && __glob_class(&pat, c))
			continue;
		if (d == '\\')
			d = *pat++;
		if (d != '?' && d != '[' && c == d) {
			if (!d)
				return true;
			continue;
		}
		if (!c || !back_pat)
			return false;
		(void)before;
		pat = back_pat;
		str = ++back_str;
	}
}
`;

const parser = String.raw`
#include <linux/types.h>
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
struct match_token {
	int token;
	const char *pattern;
};
typedef struct match_token match_table_t[];
enum { MAX_OPT_ARGS = 3 };
typedef struct {
	char *from;
	char *to;
} substring_t;
static inline int __match_one(char *s, const char *p, substring_t args[])
{
	char *meta;
	int argc = 0, len;

	if (!p)
		return 1;
	for (;;) {
		meta = strchr(p, '%');
		if (!meta)
			return strcmp(p, s) == 0;
		if (strncmp(p, s, meta - p))
			return 0;
		s += meta - p;
		p = meta + 1;
		len = -1;
		if (isdigit(*p))
			len = simple_strtoul(p, (char **)&p, 10);
		else if (*p == '%') {
			if (*s++ != '%')
				return 0;
			p++;
			continue;
		}
		if (argc >= MAX_OPT_ARGS)
			return 0;
		args[argc].from = s;
		switch (*p++) {
		case 's':
			if (!strlen(s))
				return 0;
			len = len < 0 || len > (int)strlen(s) ? (int)strlen(s) : len;
			args[argc].to = s + len;
			break;
		case 'd':
			simple_strtol(s, &args[argc].to, 0);
			break;
		case 'u':
			simple_strtoul(s, &args[argc].to, 0);
			break;
		case 'o':
			simple_strtoul(s, &args[argc].to, 8);
			break;
		case 'x':
			simple_strtoul(s, &args[argc].to, 16);
			break;
		default:
			return 0;
		}
		if (args[argc].to == args[argc].from)
			return 0;
		s = args[argc].to;
		argc++;
	}
}
static inline int match_token(char *s, const match_table_t table, substring_t args[])
{
	const struct match_token *p = table;

	while (!__match_one(s, p->pattern, args))
		p++;
	return p->token;
}
static inline size_t match_strlcpy(char *dest, const substring_t *src, size_t size)
{
	size_t length = src->to - src->from, kept;

	if (size) {
		kept = length >= size ? size - 1 : length;
		memcpy(dest, src->from, kept);
		dest[kept] = 0;
	}
	return length;
}
static inline char *match_strdup(const substring_t *s)
{
	return kstrndup(s->from, s->to - s->from, GFP_KERNEL);
}
static inline int __match_number(substring_t *s, int *result, int base)
{
	char buf[24], *end;
	long value;

	if (match_strlcpy(buf, s, sizeof(buf)) >= sizeof(buf))
		return -ERANGE;
	value = simple_strtol(buf, &end, base);
	if (end == buf)
		return -EINVAL;
	*result = value;
	return 0;
}
#define match_int(s, result) __match_number(s, result, 0)
#define match_octal(s, result) __match_number(s, result, 8)
#define match_hex(s, result) __match_number(s, result, 16)
`;

const genalloc = String.raw`
#include <linux/types.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/bitmap.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
struct gen_pool;
struct gen_pool_chunk;
typedef unsigned long (*genpool_algo_t)(unsigned long *map, unsigned long size, unsigned long start, unsigned int nr, void *data, struct gen_pool *pool, unsigned long start_addr);
struct gen_pool {
	spinlock_t lock;
	struct list_head chunks;
	int min_alloc_order;
	genpool_algo_t algo;
	void *data;
	const char *name;
};
struct gen_pool_chunk {
	struct list_head next_chunk;
	unsigned long avail;
	phys_addr_t phys_addr;
	void *owner;
	unsigned long start_addr;
	unsigned long end_addr;
	unsigned long bits[];
};
static inline struct gen_pool *gen_pool_create(int min_alloc_order, int nid)
{
	struct gen_pool *pool = kzalloc(sizeof(*pool), GFP_KERNEL);

	if (pool) {
		spin_lock_init(&pool->lock);
		INIT_LIST_HEAD(&pool->chunks);
		pool->min_alloc_order = min_alloc_order;
	}
	return pool;
}
static inline int gen_pool_add_virt(struct gen_pool *pool, unsigned long virt, phys_addr_t phys, size_t size, int nid)
{
	struct gen_pool_chunk *chunk = kzalloc(sizeof(*chunk) + BITS_TO_LONGS(size >> pool->min_alloc_order) * sizeof(long), GFP_KERNEL);

	if (!chunk)
		return -ENOMEM;
	chunk->phys_addr = phys;
	chunk->start_addr = virt;
	chunk->end_addr = virt + size - 1;
	chunk->avail = size;
	spin_lock(&pool->lock);
	list_add(&chunk->next_chunk, &pool->chunks);
	spin_unlock(&pool->lock);
	return 0;
}
#define gen_pool_add(pool, addr, size, nid) gen_pool_add_virt(pool, addr, -1, size, nid)
static inline void gen_pool_destroy(struct gen_pool *pool)
{
	struct gen_pool_chunk *chunk, *next;

	list_for_each_entry_safe(chunk, next, &pool->chunks, next_chunk) {
		BUG_ON(chunk->avail != chunk->end_addr - chunk->start_addr + 1);
		list_del(&chunk->next_chunk);
		kfree(chunk);
	}
	kfree(pool);
}
static inline unsigned long gen_pool_alloc(struct gen_pool *pool, size_t size)
{
	unsigned int order = pool->min_alloc_order, nbits = (size + (1UL << order) - 1) >> order;
	struct gen_pool_chunk *chunk;
	unsigned long flags, start, end, addr = 0;

	if (!size)
		return 0;
	spin_lock_irqsave(&pool->lock, flags);
	list_for_each_entry(chunk, &pool->chunks, next_chunk) {
		end = (chunk->end_addr - chunk->start_addr + 1) >> order;
		if (size > chunk->avail)
			continue;
		start = pool->algo ? pool->algo(chunk->bits, end, 0, nbits, pool->data, pool, chunk->start_addr) : bitmap_find_next_zero_area(chunk->bits, end, 0, nbits, 0);
		if (start >= end)
			continue;
		bitmap_set(chunk->bits, start, nbits);
		chunk->avail -= nbits << order;
		addr = chunk->start_addr + (start << order);
		break;
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	return addr;
}
static inline phys_addr_t gen_pool_virt_to_phys(struct gen_pool *pool, unsigned long addr)
{
	struct gen_pool_chunk *chunk;

	list_for_each_entry(chunk, &pool->chunks, next_chunk)
		if (addr >= chunk->start_addr && addr <= chunk->end_addr)
			return chunk->phys_addr + (addr - chunk->start_addr);
	return -1;
}
static inline void gen_pool_free(struct gen_pool *pool, unsigned long addr, size_t size)
{
	unsigned int order = pool->min_alloc_order, nbits = (size + (1UL << order) - 1) >> order;
	struct gen_pool_chunk *chunk;
	unsigned long flags;

	spin_lock_irqsave(&pool->lock, flags);
	list_for_each_entry(chunk, &pool->chunks, next_chunk) {
		if (addr < chunk->start_addr || addr > chunk->end_addr)
			continue;
		BUG_ON(addr + size - 1 > chunk->end_addr);
		bitmap_clear(chunk->bits, (addr - chunk->start_addr) >> order, nbits);
		chunk->avail += nbits << order;
		spin_unlock_irqrestore(&pool->lock, flags);
		return;
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	BUG();
}
static inline void *gen_pool_dma_alloc(struct gen_pool *pool, size_t size, dma_addr_t *dma)
{
	unsigned long addr = gen_pool_alloc(pool, size);

	if (addr && dma)
		*dma = gen_pool_virt_to_phys(pool, addr);
	return (void *)addr;
}
static inline void *gen_pool_dma_zalloc(struct gen_pool *pool, size_t size, dma_addr_t *dma)
{
	void *addr = gen_pool_dma_alloc(pool, size, dma);

	if (addr)
		memset(addr, 0, size);
	return addr;
}
static inline size_t gen_pool_avail(struct gen_pool *pool)
{
	struct gen_pool_chunk *chunk;
	size_t avail = 0;

	list_for_each_entry(chunk, &pool->chunks, next_chunk)
		avail += chunk->avail;
	return avail;
}
static inline size_t gen_pool_size(struct gen_pool *pool)
{
	struct gen_pool_chunk *chunk;
	size_t size = 0;

	list_for_each_entry(chunk, &pool->chunks, next_chunk)
		size += chunk->end_addr - chunk->start_addr + 1;
	return size;
}
static inline void __gen_pool_release(void *pool)
{
	gen_pool_destroy(pool);
}
static inline struct gen_pool *devm_gen_pool_create(struct device *dev, int min_alloc_order, int nid, const char *name)
{
	struct gen_pool *pool = gen_pool_create(min_alloc_order, nid);

	if (!pool)
		return ERR_PTR(-ENOMEM);
	pool->name = name;
	devm_add_action(dev, __gen_pool_release, pool);
	return pool;
}
`;

/** Without CONFIG_JUMP_LABEL: a number that is looked at. */
const jumpLabel = String.raw`
#include <linux/types.h>
#include <linux/atomic.h>
struct static_key {
	atomic_t enabled;
};
struct static_key_true {
	struct static_key key;
};
struct static_key_false {
	struct static_key key;
};
#define STATIC_KEY_INIT_TRUE { .enabled = ATOMIC_INIT(1) }
#define STATIC_KEY_INIT_FALSE { .enabled = ATOMIC_INIT(0) }
#define DEFINE_STATIC_KEY_TRUE(name) struct static_key_true name = { .key = STATIC_KEY_INIT_TRUE }
#define DEFINE_STATIC_KEY_FALSE(name) struct static_key_false name = { .key = STATIC_KEY_INIT_FALSE }
#define DECLARE_STATIC_KEY_TRUE(name) extern struct static_key_true name
#define DECLARE_STATIC_KEY_FALSE(name) extern struct static_key_false name
#define static_key_false(key) (atomic_read(&(key)->enabled) > 0)
#define static_key_true(key) (atomic_read(&(key)->enabled) > 0)
#define static_key_enable(key) atomic_set(&(key)->enabled, 1)
#define static_key_disable(key) atomic_set(&(key)->enabled, 0)
#define static_key_slow_inc(key) atomic_inc(&(key)->enabled)
#define static_key_slow_dec(key) atomic_dec(&(key)->enabled)
#define static_key_enabled(x) (atomic_read((atomic_t *)(x)) > 0)
#define static_branch_likely(x) static_key_enabled(x)
#define static_branch_unlikely(x) static_key_enabled(x)
#define static_branch_inc(x) atomic_inc((atomic_t *)(x))
#define static_branch_dec(x) atomic_dec((atomic_t *)(x))
#define static_branch_enable(x) atomic_set((atomic_t *)(x), 1)
#define static_branch_disable(x) atomic_set((atomic_t *)(x), 0)
`;

const string = String.raw`
#if LINUX_SINCE(4, 14)
#define sysfs_match_string(_a, _s) __sysfs_match_string(_a, sizeof(_a) / sizeof((_a)[0]), _s)
#endif
#if LINUX_SINCE(4, 0)
#define kfree_const(x) kfree(x)
#endif
#define strtobool(s, res) kstrtobool(s, res)
`;

const ctype = String.raw`
#define isascii(c) (((unsigned char)(c)) <= 0x7f)
#define toascii(c) ((unsigned char)((c) & 0x7f))
#define isgraph(c) ((c) > 32 && (c) <= 126)
#define ispunct(c) (isgraph(c) && !isalnum(c))
#define iscntrl(c) ((unsigned char)(c) < 32 || (c) == 127)
#define isodigit(c) ((c) >= '0' && (c) <= '7')
`;

export const LIBRARY: Readonly<Record<string, string>> = {
  'linux/string.h': string,
  'linux/ctype.h': ctype,
  'linux/list_sort.h': listSort,
  'linux/uuid.h': uuid,
  'linux/bcd.h': bcd,
  'linux/crc8.h': crc8,
  'linux/crc-itu-t.h': `#include <linux/types.h>${forward('crc_itu_t', 'u16', 16, '0x1021')}`,
  'linux/crc-t10dif.h': `#include <linux/types.h>${forward('crc_t10dif_update', 'u16', 16, '0x8bb7')}#define crc_t10dif(buffer, len) crc_t10dif_update(0, buffer, len)\n`,
  'linux/crc7.h': `#include <linux/types.h>${forward('crc7_be', 'u8', 8, '0x12')}`,
  'linux/crc64.h': `#include <linux/types.h>${forward('crc64_be', 'u64', 64, '0x42F0E1EBA9EA3693ull')}`,
  'linux/jhash.h': jhash,
  'linux/glob.h': glob,
  'linux/parser.h': parser,
  'linux/genalloc.h': genalloc,
  'linux/jump_label.h': jumpLabel,
  'linux/prefetch.h': '#include <linux/types.h>\n#define prefetch(x) __builtin_prefetch(x)\n#define prefetchw(x) __builtin_prefetch(x, 1)\n#define spin_lock_prefetch(x) prefetchw(x)\n',
  'linux/numa.h': '#define NUMA_NO_NODE (-1)\n#define MAX_NUMNODES 1\n#define numa_node_id() 0\n',
  'linux/nmi.h': '#include <linux/sched.h>\n#define touch_nmi_watchdog() touch_softlockup_watchdog()\n',
  'linux/suspend.h': '#include <linux/pm.h>\n#include <linux/notifier.h>\n#define register_pm_notifier(nb) ((void)(nb), 0)\n#define unregister_pm_notifier(nb) ((void)(nb), 0)\n',
  'linux/once.h': '#include <linux/types.h>\n#define DO_ONCE(func, ...) ({ static bool __done; bool __first = !__done; if (__first) { __done = true; func(__VA_ARGS__); } __first; })\n#define get_random_once(buf, nbytes) DO_ONCE(get_random_bytes, (buf), (nbytes))\n#include <linux/random.h>\n',
  'linux/percpu-defs.h': '#include <linux/percpu.h>\n',
  'linux/ptrace.h': '#include <asm/ptrace.h>\n#include <linux/sched.h>\n',
  'asm/timex.h': '#include <linux/timex.h>\n',
};
