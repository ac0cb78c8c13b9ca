/**
 * Random numbers, bit sets, fields, roots and rates: what lib/ and asm-generic/ have as small functions. What belongs to
 * headers of other families is appended to them. Not modelled: the order of bits over words of 64 bits on other machines.
 */
const bitops = String.raw`
static inline unsigned long hweight64(u64 w) { return __builtin_popcountll(w); }
static inline unsigned long __ffs64(u64 word) { return __builtin_ctzll(word); }
static inline u8 rol8(u8 word, unsigned int shift) { return (word << (shift & 7)) | (word >> (-shift & 7)); }
static inline u8 ror8(u8 word, unsigned int shift) { return (word >> (shift & 7)) | (word << (-shift & 7)); }
static inline u16 rol16(u16 word, unsigned int shift) { return (word << (shift & 15)) | (word >> (-shift & 15)); }
static inline u16 ror16(u16 word, unsigned int shift) { return (word >> (shift & 15)) | (word << (-shift & 15)); }
static inline u64 rol64(u64 word, unsigned int shift) { return (word << (shift & 63)) | (word >> (-shift & 63)); }
static inline u64 ror64(u64 word, unsigned int shift) { return (word >> (shift & 63)) | (word << (-shift & 63)); }
static inline s64 sign_extend64(u64 value, int index) { return (s64)(value << (63 - index)) >> (63 - index); }
static inline int get_count_order_long(unsigned long l) { return l == 0 ? -1 : fls(l - 1); }
static inline int get_bitmask_order(unsigned int count) { return fls(count); }
#define assign_bit(nr, addr, value) ((value) ? set_bit((nr), (addr)) : clear_bit((nr), (addr)))
#define __assign_bit(nr, addr, value) ((value) ? __set_bit((nr), (addr)) : __clear_bit((nr), (addr)))
`;

/** Sets of bits, word by word; `rest` is what the last word may hold. */
const combine = (name: string, expression: string): string => `static inline bool bitmap_${name}(unsigned long *dst, const unsigned long *a, const unsigned long *b, unsigned int nbits)
{
	unsigned int i;
	unsigned long any = 0;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++) {
		dst[i] = ${expression};
		any |= i == nbits / BITS_PER_LONG ? dst[i] & BITMAP_LAST_WORD_MASK(nbits) : dst[i];
	}
	return any != 0;
}
`;

/** Where the sets first hold a pair of bits that `expression` is true of. */
const findPair = (name: string, expression: string): string => `static inline unsigned long ${name}(const unsigned long *a, const unsigned long *b, unsigned long size, unsigned long at)
{
	for (; at < size; at++)
		if ((${expression}) >> (at % BITS_PER_LONG) & 1)
			return at;
	return size;
}
`;

const bitmap = `
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#define BITMAP_FIRST_WORD_MASK(start) (~0UL << ((start) & (BITS_PER_LONG - 1)))
#define BITMAP_LAST_WORD_MASK(nbits) (~0UL >> (-(nbits) & (BITS_PER_LONG - 1)))
${combine('and', 'a[i] & b[i]')}${combine('or', 'a[i] | b[i]')}${combine('xor', 'a[i] ^ b[i]')}${combine('andnot', 'a[i] & ~b[i]')}${findPair('__bitmap_find_and', 'a[at / BITS_PER_LONG] & b[at / BITS_PER_LONG]')}${findPair('__bitmap_find_differs', 'a[at / BITS_PER_LONG] ^ b[at / BITS_PER_LONG]')}${findPair('__bitmap_find_andnot', 'a[at / BITS_PER_LONG] & ~b[at / BITS_PER_LONG]')}
#define find_next_and_bit(a, b, size, offset) __bitmap_find_and(a, b, size, offset)
#define find_first_and_bit(a, b, size) __bitmap_find_and(a, b, size, 0)
#define bitmap_equal(a, b, nbits) (__bitmap_find_differs(a, b, nbits, 0) >= (nbits))
#define bitmap_intersects(a, b, nbits) (__bitmap_find_and(a, b, nbits, 0) < (nbits))
#define bitmap_subset(a, b, nbits) (__bitmap_find_andnot(a, b, nbits, 0) >= (nbits))
#define for_each_set_bit_from(bit, addr, size) for ((bit) = find_next_bit((addr), (size), (bit)); (bit) < (size); (bit) = find_next_bit((addr), (size), (bit) + 1))
#define for_each_clear_bit_from(bit, addr, size) for ((bit) = find_next_zero_bit((addr), (size), (bit)); (bit) < (size); (bit) = find_next_zero_bit((addr), (size), (bit) + 1))
#define for_each_and_bit(bit, a, b, size) for ((bit) = find_first_and_bit((a), (b), (size)); (bit) < (size); (bit) = find_next_and_bit((a), (b), (size), (bit) + 1))
static inline unsigned long find_last_bit(const unsigned long *addr, unsigned long size)
{
	unsigned long at = size;

	while (at--)
		if (addr[at / BITS_PER_LONG] >> (at % BITS_PER_LONG) & 1)
			return at;
	return size;
}
static inline unsigned long find_nth_bit(const unsigned long *addr, unsigned long size, unsigned long n)
{
	unsigned long at;

	for (at = 0; at < size; at++)
		if ((addr[at / BITS_PER_LONG] >> (at % BITS_PER_LONG) & 1) && !n--)
			return at;
	return size;
}
static inline void bitmap_complement(unsigned long *dst, const unsigned long *src, unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		dst[i] = ~src[i];
}
static inline int bitmap_allocate_region(unsigned long *bitmap, unsigned int pos, int order)
{
	if (!__bitmap_is_clear(bitmap, pos, 1U << order))
		return -EBUSY;
	bitmap_set(bitmap, pos, 1U << order);
	return 0;
}
static inline void bitmap_from_arr32(unsigned long *bitmap, const u32 *buf, unsigned int nbits)
{
	memcpy(bitmap, buf, DIV_ROUND_UP(nbits, 32) * sizeof(u32));
	if (nbits % BITS_PER_LONG)
		bitmap[nbits / BITS_PER_LONG] &= BITMAP_LAST_WORD_MASK(nbits);
}
static inline void bitmap_to_arr32(u32 *buf, const unsigned long *bitmap, unsigned int nbits)
{
	memcpy(buf, bitmap, DIV_ROUND_UP(nbits, 32) * sizeof(u32));
	if (nbits % 32)
		buf[nbits / 32] &= BITMAP_LAST_WORD_MASK(nbits);
}
#if LINUX_SINCE(4, 19)
#define bitmap_alloc(nbits, flags) ((unsigned long *)kmalloc(BITS_TO_LONGS(nbits) * sizeof(unsigned long), flags))
#define bitmap_zalloc(nbits, flags) ((unsigned long *)kzalloc(BITS_TO_LONGS(nbits) * sizeof(unsigned long), flags))
#define bitmap_free(bitmap) kfree(bitmap)
#endif
#if LINUX_SINCE(5, 13)
#define devm_bitmap_alloc(dev, nbits, flags) ((unsigned long *)devm_kmalloc(dev, BITS_TO_LONGS(nbits) * sizeof(unsigned long), flags))
#define devm_bitmap_zalloc(dev, nbits, flags) ((unsigned long *)devm_kzalloc(dev, BITS_TO_LONGS(nbits) * sizeof(unsigned long), flags))
#endif
`;

const random = String.raw`
#if LINUX_SINCE(3, 8)
#define prandom_bytes(buf, count) get_random_bytes(buf, count)
struct rnd_state {
	u32 s1, s2, s3, s4;
};
static inline u32 __prandom_least(u32 x, u32 least)
{
	return x < least ? x + least : x;
}
static inline void prandom_seed_state(struct rnd_state *state, u64 seed)
{
	u32 i = ((seed >> 32) ^ (seed << 10) ^ seed) & 0xffffffff;

	state->s1 = __prandom_least(i, 2U);
	state->s2 = __prandom_least(i, 8U);
	state->s3 = __prandom_least(i, 16U);
	state->s4 = __prandom_least(i, 128U);
}
static inline u32 prandom_u32_state(struct rnd_state *state)
{
	state->s1 = ((state->s1 & 4294967294U) << 18) ^ (((state->s1 << 6) ^ state->s1) >> 13);
	state->s2 = ((state->s2 & 4294967288U) << 2) ^ (((state->s2 << 2) ^ state->s2) >> 27);
	state->s3 = ((state->s3 & 4294967280U) << 7) ^ (((state->s3 << 13) ^ state->s3) >> 21);
	state->s4 = ((state->s4 & 4294967168U) << 13) ^ (((state->s4 << 3) ^ state->s4) >> 12);
	return state->s1 ^ state->s2 ^ state->s3 ^ state->s4;
}
#endif
#if LINUX_SINCE(4, 11)
#define get_random_long() ((unsigned long)get_random_u32())
static inline u64 get_random_u64(void)
{
	u64 high = get_random_u32();

	return high << 32 | get_random_u32();
}
#endif
#if LINUX_SINCE(3, 14) && !LINUX_SINCE(6, 2)
static inline u32 prandom_u32_max(u32 ep_ro)
{
	return (u32)(((u64)prandom_u32() * ep_ro) >> 32);
}
#endif
#if LINUX_SINCE(6, 1)
#define get_random_u8() ((u8)get_random_u32())
#define get_random_u16() ((u16)get_random_u32())
#endif
#if LINUX_SINCE(6, 2)
static inline u32 get_random_u32_below(u32 ceil)
{
	return (u32)(((u64)get_random_u32() * ceil) >> 32);
}
#endif
`;

const bitfield = ((): string => {
  const of = (type: string, from: string, to: string, base: string, make: string): string => `static inline ${base} ${type}_get_bits(${make} v, ${base} field) { return (${from}(v) & field) / (field & -field); }
static inline ${make} ${type}_encode_bits(${base} v, ${base} field) { return ${to}((v * (field & -field)) & field); }
static inline ${make} ${type}_replace_bits(${make} old, ${base} val, ${base} field) { return (old & ~${to}(field)) | ${type}_encode_bits(val, field); }
static inline void ${type}p_replace_bits(${make} *p, ${base} val, ${base} field) { *p = (*p & ~${to}(field)) | ${type}_encode_bits(val, field); }
`;
  const plain = ['u8', 'u16', 'u32', 'u64'].map((type) => of(type, '', '', type, type)).join('');
  const ordered = ['le', 'be'].flatMap((order) => [16, 32, 64].map((bits) => of(`${order}${bits}`, `${order}${bits}_to_cpu`, `cpu_to_${order}${bits}`, `u${bits}`, `__${order}${bits}`))).join('');
  return `#include <asm/byteorder.h>\n#if LINUX_SINCE(4, 16)\n${plain}${ordered}#endif\n`;
})();

const math = String.raw`
#include <linux/types.h>
#include <linux/bits.h>
static inline unsigned long int_sqrt(unsigned long x)
{
	unsigned long root = 0, bit = 1UL << (BITS_PER_LONG - 2);

	while (bit > x)
		bit >>= 2;
	for (; bit; bit >>= 2) {
		if (x >= root + bit) {
			x -= root + bit;
			root = (root >> 1) + bit;
		} else {
			root >>= 1;
		}
	}
	return root;
}
static inline u64 int_pow(u64 base, unsigned int exp)
{
	u64 result = 1;

	while (exp) {
		if (exp & 1)
			result *= base;
		exp >>= 1;
		base *= base;
	}
	return result;
}
`;

const bits = '#define BITS_PER_TYPE(type) (sizeof(type) * BITS_PER_BYTE)\n';

const log2 = String.raw`
static inline int __ilog2_u32(u32 n) { return n ? 31 - __builtin_clz(n) : -1; }
static inline int __ilog2_u64(u64 n) { return n ? 63 - __builtin_clzll(n) : -1; }
`;

const gcd = String.raw`
#include <linux/types.h>
static inline unsigned long gcd(unsigned long a, unsigned long b)
{
	while (b) {
		unsigned long rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}
`;

const lcm = String.raw`
#include <linux/gcd.h>
static inline unsigned long lcm(unsigned long a, unsigned long b)
{
	return a && b ? (a / gcd(a, b)) * b : 0;
}
`;

const math64 = String.raw`
static inline u64 mul_u32_u32(u32 a, u32 b) { return (u64)a * b; }
static inline u64 mul_u64_u32_shr(u64 a, u32 mul, unsigned int shift)
{
	u64 low = (u64)(u32)a * mul, high = (a >> 32) * mul;

	return shift > 32 ? (high + (low >> 32)) >> (shift - 32) : (low >> shift) + (high << (32 - shift));
}
#define DIV_ROUND_DOWN_ULL(ll, d) ({ unsigned long long _tmp = (ll); do_div(_tmp, d); _tmp; })
#define mul_u64_u32_div(a, mul, divisor) div_u64((a) * (u64)(mul), divisor)
`;

const overflow = String.raw`
#if LINUX_SINCE(5, 18)
static inline size_t size_mul(size_t a, size_t b)
{
	size_t bytes;

	return __builtin_mul_overflow(a, b, &bytes) ? (size_t)-1 : bytes;
}
static inline size_t size_add(size_t a, size_t b)
{
	size_t bytes;

	return __builtin_add_overflow(a, b, &bytes) ? (size_t)-1 : bytes;
}
#endif
`;

export const NUMBERS: Readonly<Record<string, string>> = {
  'linux/bitops.h': bitops,
  'linux/bitmap.h': bitmap,
  'linux/find.h': '#include <linux/bitmap.h>\n',
  'linux/random.h': random,
  'linux/bitfield.h': bitfield,
  'linux/bits.h': bits,
  'linux/log2.h': log2,
  'linux/math.h': math,
  'linux/gcd.h': gcd,
  'linux/lcm.h': lcm,
  'linux/math64.h': math64,
  'linux/overflow.h': overflow,
};
