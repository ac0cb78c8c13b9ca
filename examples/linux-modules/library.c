/* What lib/ offers: texts, sets of bits, numbers, sorting, identifiers, checksums, options, patterns, pools. */
#include <linux/module.h>
#include <linux/bcd.h>
#include <linux/bitmap.h>
#include <linux/bitfield.h>
#include <linux/gcd.h>
#include <linux/genalloc.h>
#include <linux/glob.h>
#include <linux/jhash.h>
#include <linux/lcm.h>
#include <linux/list_sort.h>
#include <linux/math64.h>
#include <linux/overflow.h>
#include <linux/parser.h>
#include <linux/prandom.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uuid.h>

struct part { int rank, order; struct list_head link; };

static int by_rank(void *priv, const struct list_head *a, const struct list_head *b)
{
	++*(int *)priv;
	return list_entry(a, struct part, link)->rank - list_entry(b, struct part, link)->rank;
}

static void tell(const char *fmt, ...)
{
	char line[64];
	va_list args;
	int want;

	va_start(args, fmt);
	want = vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	pr_info("[%s] %d\n", line, want);
}

static void texts(void)
{
	static const char * const modes[] = { "off", "slow", "fast", NULL };
	char text[40] = "key=value; next", line[80], *at = text, *copy;
	int list[6];
	u8 bytes[20];
	int i;

	pr_info("strnchr %d %d %d\n", strnchr(text, 3, '=') != NULL, strnchr(text, 4, '=') == text + 3, strnchr("", 1, 0) != NULL);
	pr_info("spans %zu %zu %s\n", strspn("aabbc", "ab"), strcspn("aabbc", "cd"), strpbrk(text, ";="));
	pr_info("strnstr %d %d\n", strnstr(text, "value", 8) == NULL, strnstr(text, "value", 9) == text + 4);
	pr_info("match %d %d %d\n", match_string(modes, -1, "fast"), match_string(modes, 2, "fast"), sysfs_match_string(modes, "slow\n"));
	strreplace(at, ' ', '_');
	pr_info("replaced %s\n", text);
	copy = kmemdup_nul("unended", 4, GFP_KERNEL);
	pr_info("dup %s\n", copy);
	kfree(copy);
	at = get_options("3,5-8,9x", ARRAY_SIZE(list), list);
	pr_info("options %d: %d %d %d %d %d rest %s\n", list[0], list[1], list[2], list[3], list[4], list[5], at);
	pr_info("memparse %llu\n", memparse("12K", NULL));
	pr_info("memparse %llu\n", memparse("0x10Mz", &at));
	pr_info("rest %s\n", at);
	for (i = 0; i < ARRAY_SIZE(bytes); i++)
		bytes[i] = 0x30 + 7 * i;
	i = hex_dump_to_buffer(bytes, 10, 16, 1, line, sizeof(line), true);
	pr_info("dump %d '%s'\n", i, line);
	i = hex_dump_to_buffer(bytes, 16, 16, 4, line, 20, false);
	pr_info("dump %d '%s'\n", i, line);
	tell("%s has %d of %llu", "list", 3, 1ULL << 33);
	tell("%-70s.", "long");
}

static void bits(void)
{
	DECLARE_BITMAP(a, 70);
	DECLARE_BITMAP(b, 70);
	DECLARE_BITMAP(c, 70);
	unsigned long *heap = bitmap_zalloc(100, GFP_KERNEL), bit, last = 0, sum = 0;
	int i;

	bitmap_zero(a, 70);
	bitmap_zero(b, 70);
	bitmap_set(a, 3, 40);
	bitmap_set(b, 30, 39);
	i = bitmap_and(c, a, b, 70);
	pr_info("and %d weight %u\n", i, bitmap_weight(c, 70));
	bitmap_or(c, a, b, 70);
	pr_info("or %u first %lu last %lu\n", bitmap_weight(c, 70), find_first_bit(c, 70), find_last_bit(c, 70));
	i = bitmap_andnot(c, a, b, 70);
	pr_info("andnot %d %u\n", i, bitmap_weight(c, 70));
	pr_info("meet %lu subset %d %d equal %d\n", find_next_and_bit(a, b, 70, 0), bitmap_subset(c, a, 70), bitmap_subset(a, b, 70), bitmap_equal(a, a, 70));
	bitmap_xor(c, a, b, 70);
	pr_info("xor %u nth %lu\n", bitmap_weight(c, 70), find_nth_bit(a, 70, 5));
	bit = 41;
	for_each_set_bit_from(bit, a, 70)
		sum += bit, last = bit;
	pr_info("from %lu %lu\n", sum, last);
	pr_info("region %d\n", bitmap_find_free_region(heap, 100, 3));
	pr_info("region %d\n", bitmap_allocate_region(heap, 8, 2));
	pr_info("region %d\n", bitmap_allocate_region(heap, 8, 0));
	bitmap_free(heap);
	pr_info("rotate %x %x %llx sign %lld\n", rol8(0x81, 1), ror16(1, 4), rol64(1ULL << 63, 4), sign_extend64(0x1f0, 8));
	pr_info("fields %x %x %x\n", u32_get_bits(0x1234, GENMASK(11, 4)), u32_encode_bits(5, GENMASK(10, 8)), u32_replace_bits(0xffff, 0, GENMASK(7, 4)));
	pr_info("roots %lu %llu gcd %lu lcm %lu\n", int_sqrt(1000000), int_pow(7, 9), gcd(84, 36), lcm(4, 6));
	pr_info("wide %llx %llu\n", mul_u64_u32_shr(0x123456789abcULL, 0x10001, 16), mul_u64_u32_div(1000000007ULL, 3, 7));
	pr_info("sizes %zx %zx\n", size_mul(0x10000, 0x10000), size_add(8, 9));
}

static void more(void)
{
	static const match_table_t options = { { 1, "size=%d" }, { 2, "name=%s" }, { 3, "mode=%o" }, { 4, "quick" }, { 0, NULL } };
	static const char * const given[] = { "size=42", "name=disk", "mode=755", "quick", "quicker", "size=x" };
	static const int ranks[] = { 5, 1, 5, 3, 1, 4 };
	struct part parts[ARRAY_SIZE(ranks)], *one;
	struct rnd_state state;
	substring_t args[MAX_OPT_ARGS];
	struct gen_pool *pool;
	unsigned long first, second;
	guid_t guid;
	uuid_t uuid;
	LIST_HEAD(head);
	int i, value, asked = 0;

	for (i = 0; i < ARRAY_SIZE(ranks); i++) {
		parts[i].rank = ranks[i];
		parts[i].order = i;
		list_add_tail(&parts[i].link, &head);
	}
	list_sort(&asked, &head, by_rank);
	list_for_each_entry(one, &head, link)
		pr_info("rank %d was %d\n", one->rank, one->order);
	for (i = 0; i < ARRAY_SIZE(given); i++) {
		char text[16];

		strscpy(text, given[i], sizeof(text));
		value = -1;
		switch (match_token(text, options, args)) {
		case 1:
			match_int(&args[0], &value);
			pr_info("size %d\n", value);
			break;
		case 2:
			pr_info("name %d\n", (int)(args[0].to - args[0].from));
			break;
		case 3:
			match_octal(&args[0], &value);
			pr_info("mode %d\n", value);
			break;
		case 4:
			pr_info("quick\n");
			break;
		default:
			pr_info("unknown %s\n", text);
		}
	}
	pr_info("glob %d %d %d %d\n", glob_match("a*[0-9]?", "abc12"), glob_match("[!x]*z", "abz"), glob_match("[!x]*z", "xbz"), glob_match("a\\*", "a*"));
	pr_info("uuid %d %d\n", uuid_parse("01020304-0506-0708-090a-0b0c0d0e0f10", &uuid), uuid_parse("01020304", &uuid));
	guid_parse("01020304-0506-0708-090a-0b0c0d0e0f10", &guid);
	pr_info("bytes %*ph / %*ph null %d\n", 8, uuid.b, 8, guid.b, uuid_is_null(&uuid));
	pr_info("hash %08x %08x %08x\n", jhash("hello world", 11, 0), jhash("abc", 3, 7), jhash_2words(1, 2, 3));
	pr_info("bcd %d %x\n", bcd2bin(0x59), bin2bcd(42));
	prandom_seed_state(&state, 12345);
	for (i = 0; i < 3; i++)
		pr_info("random %08x\n", prandom_u32_state(&state));
	pool = gen_pool_create(6, -1);
	gen_pool_add_virt(pool, 0x1000, 0x90001000, 0x400, -1);
	first = gen_pool_alloc(pool, 100);
	second = gen_pool_alloc(pool, 64);
	pr_info("pool %lx %lx phys %pa avail %zu of %zu\n", first, second, &(phys_addr_t){ gen_pool_virt_to_phys(pool, second) }, gen_pool_avail(pool), gen_pool_size(pool));
	pr_info("too much %lx\n", gen_pool_alloc(pool, 0x400));
	gen_pool_free(pool, first, 100);
	gen_pool_free(pool, second, 64);
	pr_info("avail %zu\n", gen_pool_avail(pool));
	gen_pool_destroy(pool);
}

static int __init library_init(void)
{
	texts();
	bits();
	more();
	return 0;
}

static void __exit library_exit(void)
{
}

module_init(library_init);
module_exit(library_exit);
MODULE_LICENSE("GPL");
