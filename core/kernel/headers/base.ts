/** Compiler attributes, types, errors, and what <linux/kernel.h> brings. Versions: include/linux of 2.6.22 to 6.6. */
import { ERRNO_TEXT } from './errno-text';

const compiler = String.raw`
#define __user
#define __kernel
#define __iomem
#define __force
#define __percpu
#define __rcu
#define __safe
#define __nocast
#define __bitwise
#define __bitwise__
#define __must_check __attribute__((warn_unused_result))
#define __maybe_unused __attribute__((unused))
#define __always_unused __attribute__((unused))
#define __used __attribute__((used))
#define __deprecated
#define __packed __attribute__((packed))
#define __aligned(x) __attribute__((aligned(x)))
#define __section(x) __attribute__((section(x)))
#define __weak __attribute__((weak))
#define __noreturn __attribute__((noreturn))
#define __always_inline inline
#define noinline __attribute__((noinline))
#define __pure
#define __attribute_const__
#define __cold
#define __hot
#define __malloc
#define __printf(a, b) __attribute__((format(printf, a, b)))
#define __scanf(a, b)
#define __alias(symbol) __attribute__((alias(#symbol)))
#define __acquires(x)
#define __releases(x)
#define __must_hold(x)
#define __acquire(x) ((void)0)
#define __release(x) ((void)0)
#define __visible
#define __randomize_layout
#define __counted_by(x)
#if LINUX_SINCE(5, 4)
#define fallthrough __attribute__((__fallthrough__))
#endif
#if LINUX_SINCE(6, 5)
#define __cleanup(func) __attribute__((__cleanup__(func)))
#endif
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define barrier() __asm__ __volatile__("" : : : "memory")
#if !LINUX_SINCE(4, 15)
#define ACCESS_ONCE(x) (*(volatile typeof(x) *)&(x))
#endif
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, val) do { *(volatile typeof(x) *)&(x) = (val); } while (0)
#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))
#if !LINUX_SINCE(5, 10)
#define uninitialized_var(x) x = x
#endif
#define __stringify_1(x...) #x
#define __stringify(x...) __stringify_1(x)
#define __PASTE_1(a, b) a##b
#define __PASTE(a, b) __PASTE_1(a, b)
#define __UNIQUE_ID(prefix) __PASTE(__PASTE(__unique_, prefix), __COUNTER__)
#define asmlinkage
#define notrace
#define __ref
#define __refdata
`;

const types = String.raw`
#include <linux/compiler.h>
#include <linux/stddef.h>
typedef signed char __s8;
typedef unsigned char __u8;
typedef short __s16;
typedef unsigned short __u16;
typedef int __s32;
typedef unsigned int __u32;
typedef long long __s64;
typedef unsigned long long __u64;
typedef __s8 s8;
typedef __u8 u8;
typedef __s16 s16;
typedef __u16 u16;
typedef __s32 s32;
typedef __u32 u32;
typedef __s64 s64;
typedef __u64 u64;
typedef s8 int8_t;
typedef u8 uint8_t;
typedef u8 u_int8_t;
typedef s16 int16_t;
typedef u16 uint16_t;
typedef u16 u_int16_t;
typedef s32 int32_t;
typedef u32 uint32_t;
typedef u32 u_int32_t;
typedef s64 int64_t;
typedef u64 uint64_t;
typedef u64 u_int64_t;
typedef __u16 __le16;
typedef __u16 __be16;
typedef __u32 __le32;
typedef __u32 __be32;
typedef __u64 __le64;
typedef __u64 __be64;
typedef __u16 __sum16;
typedef __u32 __wsum;
typedef unsigned int __poll_t;
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned long u_long;
typedef unsigned char unchar;
typedef unsigned short ushort;
typedef unsigned int uint;
typedef unsigned long ulong;
typedef unsigned int __kernel_size_t;
typedef int __kernel_ssize_t;
typedef long __kernel_long_t;
typedef unsigned long __kernel_ulong_t;
typedef long long __kernel_loff_t;
typedef __kernel_size_t size_t;
typedef __kernel_ssize_t ssize_t;
typedef int ptrdiff_t;
typedef unsigned long uintptr_t;
typedef long intptr_t;
typedef __kernel_loff_t loff_t;
typedef long off_t;
typedef u32 __kernel_dev_t;
typedef __kernel_dev_t dev_t;
typedef unsigned short umode_t;
typedef unsigned short __kernel_mode_t;
typedef unsigned short mode_t;
typedef int pid_t;
typedef int __kernel_pid_t;
typedef unsigned int uid_t;
typedef unsigned int gid_t;
typedef int clockid_t;
typedef int timer_t;
typedef long time_t;
typedef long suseconds_t;
typedef long clock_t;
typedef s64 time64_t;
typedef long __kernel_time_t;
typedef long long __kernel_time64_t;
typedef char *caddr_t;
typedef unsigned long long sector_t;
typedef unsigned long long blkcnt_t;
typedef unsigned long pgoff_t;
typedef unsigned long ino_t;
typedef unsigned int nlink_t;
typedef _Bool bool;
enum { false = 0, true = 1 };
typedef unsigned int gfp_t;
typedef unsigned int slab_flags_t;
typedef unsigned int fmode_t;
typedef unsigned int vm_fault_t;
typedef u32 dma_addr_t;
typedef u32 phys_addr_t;
typedef phys_addr_t resource_size_t;
typedef unsigned long irq_hw_number_t;
typedef struct { int counter; } atomic_t;
typedef atomic_t atomic_long_t;
typedef struct { long long counter; } atomic64_t;
typedef struct { atomic_t refs; } refcount_t;
struct list_head { struct list_head *next, *prev; };
struct hlist_node { struct hlist_node *next, **pprev; };
struct hlist_head { struct hlist_node *first; };
struct callback_head { struct callback_head *next; void (*func)(struct callback_head *head); };
#define rcu_head callback_head
#define BITS_PER_BYTE 8
#define BITS_PER_LONG 32
#define BITS_PER_LONG_LONG 64
#define __BITS_PER_LONG 32
#define BITS_TO_LONGS(nr) (((nr) + BITS_PER_LONG - 1) / BITS_PER_LONG)
#define DECLARE_BITMAP(name, bits) unsigned long name[BITS_TO_LONGS(bits)]
struct module;
struct device;
struct task_struct;
struct page;
struct file;
struct inode;
struct seq_file;
struct poll_table_struct;
`;

const stddef = String.raw`
#undef NULL
#define NULL ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)
#define offsetofend(type, member) (offsetof(type, member) + sizeof(((type *)0)->member))
#define sizeof_field(type, member) sizeof(((type *)0)->member)
#if !LINUX_SINCE(5, 5)
#define FIELD_SIZEOF(type, member) sizeof(((type *)0)->member)
#endif
#define struct_group(name, members...) union { struct { members }; struct { members } name; }
`;

const err = String.raw`
#include <linux/types.h>
#include <linux/errno.h>
#define MAX_ERRNO 4095
#define IS_ERR_VALUE(x) unlikely((unsigned long)(void *)(x) >= (unsigned long)-MAX_ERRNO)
static inline void *ERR_PTR(long error)
{
	return (void *)error;
}
static inline long PTR_ERR(const void *ptr)
{
	return (long)ptr;
}
static inline bool IS_ERR(const void *ptr)
{
	return IS_ERR_VALUE((unsigned long)ptr);
}
static inline bool IS_ERR_OR_NULL(const void *ptr)
{
	return !ptr || IS_ERR_VALUE((unsigned long)ptr);
}
static inline void *ERR_CAST(const void *ptr)
{
	return (void *)ptr;
}
static inline int PTR_ERR_OR_ZERO(const void *ptr)
{
	return IS_ERR(ptr) ? (int)PTR_ERR(ptr) : 0;
}
#if !LINUX_SINCE(4, 19)
#define PTR_RET(p) PTR_ERR_OR_ZERO(p)
#endif
`;

const limits = String.raw`
#define USHRT_MAX ((unsigned short)~0U)
#define SHRT_MAX ((short)(USHRT_MAX >> 1))
#define SHRT_MIN ((short)(-SHRT_MAX - 1))
#define INT_MAX ((int)(~0U >> 1))
#define INT_MIN (-INT_MAX - 1)
#define UINT_MAX (~0U)
#define LONG_MAX ((long)(~0UL >> 1))
#define LONG_MIN (-LONG_MAX - 1)
#define ULONG_MAX (~0UL)
#define LLONG_MAX ((long long)(~0ULL >> 1))
#define LLONG_MIN (-LLONG_MAX - 1)
#define ULLONG_MAX (~0ULL)
#define SIZE_MAX (~(size_t)0)
#define SSIZE_MAX ((ssize_t)(SIZE_MAX >> 1))
#define PHYS_ADDR_MAX (~(phys_addr_t)0)
#define U8_MAX ((u8)~0U)
#define S8_MAX ((s8)(U8_MAX >> 1))
#define S8_MIN ((s8)(-S8_MAX - 1))
#define U16_MAX ((u16)~0U)
#define S16_MAX ((s16)(U16_MAX >> 1))
#define S16_MIN ((s16)(-S16_MAX - 1))
#define U32_MAX ((u32)~0U)
#define S32_MAX ((s32)(U32_MAX >> 1))
#define S32_MIN ((s32)(-S32_MAX - 1))
#define U64_MAX ((u64)~0ULL)
#define S64_MAX ((s64)(U64_MAX >> 1))
#define S64_MIN ((s64)(-S64_MAX - 1))
#define PATH_MAX 4096
#define NAME_MAX 255
`;

const minmax = String.raw`
#include <linux/types.h>
#define __cmp_once(x, op, y) ({ typeof(x) __one = (x); typeof(y) __other = (y); (void)(&__one == &__other); __one op __other ? __one : __other; })
#define min(x, y) __cmp_once(x, <, y)
#define max(x, y) __cmp_once(x, >, y)
#define min_t(type, x, y) ({ type __one = (x); type __other = (y); __one < __other ? __one : __other; })
#define max_t(type, x, y) ({ type __one = (x); type __other = (y); __one > __other ? __one : __other; })
#define min3(x, y, z) min((typeof(x))min(x, y), z)
#define max3(x, y, z) max((typeof(x))max(x, y), z)
#define min_not_zero(x, y) ({ typeof(x) __a = (x); typeof(y) __b = (y); __a == 0 ? __b : (__b == 0 ? __a : min(__a, __b)); })
#define clamp(val, lo, hi) min((typeof(val))max(val, lo), hi)
#define clamp_t(type, val, lo, hi) min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi) clamp_t(typeof(val), val, lo, hi)
#define swap(a, b) do { typeof(a) __kept = (a); (a) = (b); (b) = __kept; } while (0)
`;

const kernel = String.raw`
#include <linux/types.h>
#include <linux/limits.h>
#include <linux/linkage.h>
#include <linux/stdarg.h>
#include <linux/bitops.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/math.h>
#include <linux/align.h>
#include <linux/typecheck.h>
#include <linux/printk.h>
#include <linux/build_bug.h>
#include <linux/container_of.h>
#include <linux/kstrtox.h>
#include <linux/sprintf.h>
#include <linux/panic.h>
#include <linux/errno.h>
#include <asm/byteorder.h>
#define ARRAY_SIZE(arr) (sizeof(arr) / sizeof((arr)[0]))
#define REPEAT_BYTE(x) ((~0ul / 0xff) * (x))
#define upper_32_bits(n) ((u32)(((n) >> 16) >> 16))
#define lower_32_bits(n) ((u32)((n) & 0xffffffff))
#define upper_16_bits(n) ((u16)((n) >> 16))
#define lower_16_bits(n) ((u16)((n) & 0xffff))
#define hex_asc_lo(x) ("0123456789abcdef"[(x) & 0x0f])
#define hex_asc_hi(x) ("0123456789abcdef"[((x) & 0xf0) >> 4])
#define PTR_IF(cond, ptr) ((cond) ? (ptr) : NULL)
#define u64_to_user_ptr(x) ((void __user *)(uintptr_t)(x))
#define might_sleep_if(cond) do { if (cond) might_sleep(); } while (0)
#define might_fault() might_sleep()
#define IS_ENABLED(option) __and_defined(option)
#define __and_defined(x) __is_defined_1(x)
#define __is_defined_1(x) __is_defined_2(__ARG_PLACEHOLDER_##x)
#define __is_defined_2(junk) __take_second(junk 1, 0)
#define __take_second(ignored, val, ...) val
#define __ARG_PLACEHOLDER_1 0,
#define IS_BUILTIN(option) IS_ENABLED(option)
#define IS_REACHABLE(option) IS_ENABLED(option)
#define IS_MODULE(option) 0
`;

const containerOf = String.raw`
#include <linux/stddef.h>
#define container_of(ptr, type, member) ({ const typeof(((type *)0)->member) *__inner = (ptr); (type *)((char *)__inner - offsetof(type, member)); })
#define container_of_const(ptr, type, member) container_of(ptr, type, member)
#define typeof_member(T, m) typeof(((T *)0)->m)
`;

const math = String.raw`
#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
#define DIV_ROUND_UP_ULL(n, d) (((unsigned long long)(n) + (d) - 1) / (d))
#define DIV_ROUND_CLOSEST(x, divisor) ({ typeof(x) __n = (x); typeof(divisor) __d = (divisor); (((typeof(x))-1) > 0 || ((typeof(divisor))-1) > 0 || (__n > 0) == (__d > 0)) ? ((__n + __d / 2) / __d) : ((__n - __d / 2) / __d); })
#define __round_mask(x, y) ((typeof(x))((y) - 1))
#define round_up(x, y) ((((x) - 1) | __round_mask(x, y)) + 1)
#define round_down(x, y) ((x) & ~__round_mask(x, y))
#define roundup(x, y) ((((x) + ((y) - 1)) / (y)) * (y))
#define rounddown(x, y) ((x) - ((x) % (y)))
#define abs(x) ({ typeof(x) __v = (x); __v < 0 ? -__v : __v; })
#define mult_frac(x, n, d) ({ typeof(x) __q = (x) / (d); typeof(x) __r = (x) % (d); __q * (n) + __r * (n) / (d); })
#define sector_div(n, b) do_div(n, b)
`;

const div64 = String.raw`
#include <linux/types.h>
#define do_div(n, base) ({ u32 __base = (base); u32 __rest = (u32)((u64)(n) % __base); (n) = (u64)(n) / __base; __rest; })
static inline u64 div_u64(u64 dividend, u32 divisor) { return dividend / divisor; }
static inline s64 div_s64(s64 dividend, s32 divisor) { return dividend / divisor; }
static inline u64 div64_u64(u64 dividend, u64 divisor) { return dividend / divisor; }
static inline s64 div64_s64(s64 dividend, s64 divisor) { return dividend / divisor; }
static inline u64 div_u64_rem(u64 dividend, u32 divisor, u32 *remainder)
{
	*remainder = (u32)(dividend % divisor);
	return dividend / divisor;
}
`;

const align = String.raw`
#define __ALIGN_MASK(x, mask) (((x) + (mask)) & ~(mask))
#define ALIGN(x, a) __ALIGN_MASK(x, (typeof(x))(a) - 1)
#define ALIGN_DOWN(x, a) ((x) & ~((typeof(x))(a) - 1))
#define PTR_ALIGN(p, a) ((typeof(p))ALIGN((unsigned long)(p), (a)))
#define IS_ALIGNED(x, a) (((x) & ((typeof(x))(a) - 1)) == 0)
`;

const log2 = String.raw`
#include <linux/types.h>
#include <linux/bitops.h>
static inline bool is_power_of_2(unsigned long n)
{
	return n != 0 && (n & (n - 1)) == 0;
}
static inline int __ilog2(u64 n)
{
	int at = -1;
	for (; n; n >>= 1)
		at++;
	return at;
}
static inline unsigned long __roundup_pow_of_two(unsigned long n)
{
	return 1UL << fls(n - 1);
}
#define __ilog2_const(n) ((n) < 2 ? 0 : 63 - __builtin_clzll(n))
#define ilog2(n) __ilog2(n)
#define order_base_2(n) ((n) > 1 ? ilog2((n) - 1) + 1 : 0)
#define roundup_pow_of_two(n) ((n) <= 1 ? 1UL : __roundup_pow_of_two(n))
#define rounddown_pow_of_two(n) (1UL << ilog2(n))
`;

const bitops = String.raw`
#include <linux/types.h>
#include <linux/bits.h>
/*PROTOTYPES*/
static inline int fls64(u64 x) { return x ? 64 - __builtin_clzll(x) : 0; }
static inline unsigned int hweight16(unsigned int w) { return __builtin_popcount(w & 0xffff); }
static inline unsigned int hweight8(unsigned int w) { return __builtin_popcount(w & 0xff); }
static inline unsigned long hweight_long(unsigned long w) { return __builtin_popcount(w); }
static inline u32 rol32(u32 word, unsigned int shift) { return (word << (shift & 31)) | (word >> (-shift & 31)); }
static inline u32 ror32(u32 word, unsigned int shift) { return (word >> (shift & 31)) | (word << (-shift & 31)); }
static inline int get_count_order(unsigned int count) { return count == 0 ? -1 : fls(count - 1); }
static inline s32 sign_extend32(u32 value, int index) { return (s32)(value << (31 - index)) >> (31 - index); }
`;

const bits = String.raw`
#ifndef BITS_PER_LONG
#define BITS_PER_LONG 32
#endif
#define BIT(nr) (1UL << (nr))
#define BIT_ULL(nr) (1ULL << (nr))
#define BIT_MASK(nr) (1UL << ((nr) % BITS_PER_LONG))
#define BIT_WORD(nr) ((nr) / BITS_PER_LONG)
#define GENMASK(h, l) ((~0UL << (l)) & (~0UL >> (31 - (h))))
#define GENMASK_ULL(h, l) ((~0ULL << (l)) & (~0ULL >> (63 - (h))))
`;

const bitfield = String.raw`
#include <linux/types.h>
#define __bf_low(mask) (__builtin_ffsll(mask) - 1)
#define FIELD_PREP(mask, val) (((typeof(mask))(val) << __bf_low(mask)) & (mask))
#define FIELD_GET(mask, reg) ((typeof(mask))(((reg) & (mask)) >> __bf_low(mask)))
#define FIELD_MAX(mask) ((typeof(mask))((mask) >> __bf_low(mask)))
#define FIELD_FIT(mask, val) (!((((typeof(mask))(val)) << __bf_low(mask)) & ~(mask)))
`;

const stdarg = String.raw`
typedef __builtin_va_list va_list;
#define va_start(list, last) __builtin_va_start(list, last)
#define va_end(list) __builtin_va_end(list)
#define va_arg(list, type) __builtin_va_arg(list, type)
#define va_copy(to, from) __builtin_va_copy(to, from)
`;

const typecheck = String.raw`
#define typecheck(type, x) ({ type __wanted; typeof(x) __given; (void)(&__wanted == &__given); 1; })
`;

const buildBug = String.raw`
#define BUILD_BUG_ON(condition) ((void)sizeof(char[1 - 2 * !!(condition)]))
#define BUILD_BUG_ON_ZERO(e) ((int)(sizeof(char[1 - 2 * !!(e)]) - 1))
#define BUILD_BUG_ON_MSG(condition, message) BUILD_BUG_ON(condition)
#define BUILD_BUG_ON_NOT_POWER_OF_2(n) BUILD_BUG_ON((n) == 0 || (((n) & ((n) - 1)) != 0))
#define BUILD_BUG() BUILD_BUG_ON(1)
#define static_assert(condition, ...) _Static_assert(condition, #condition)
`;

const byteorder = String.raw`
#include <linux/types.h>
#include <linux/swab.h>
#define __LITTLE_ENDIAN 1234
#define cpu_to_le16(x) ((__le16)(__u16)(x))
#define cpu_to_le32(x) ((__le32)(__u32)(x))
#define cpu_to_le64(x) ((__le64)(__u64)(x))
#define le16_to_cpu(x) ((__u16)(__le16)(x))
#define le32_to_cpu(x) ((__u32)(__le32)(x))
#define le64_to_cpu(x) ((__u64)(__le64)(x))
#define __cpu_to_le32(x) cpu_to_le32(x)
#define __le32_to_cpu(x) le32_to_cpu(x)
#define __cpu_to_le16(x) cpu_to_le16(x)
#define __le16_to_cpu(x) le16_to_cpu(x)
#define cpu_to_be16(x) ((__be16)swab16(x))
#define cpu_to_be32(x) ((__be32)swab32(x))
#define cpu_to_be64(x) ((__be64)swab64(x))
#define be16_to_cpu(x) swab16((__u16)(x))
#define be32_to_cpu(x) swab32((__u32)(x))
#define be64_to_cpu(x) swab64((__u64)(x))
static inline __u16 le16_to_cpup(const __le16 *p) { return *p; }
static inline __u32 le32_to_cpup(const __le32 *p) { return *p; }
static inline __u64 le64_to_cpup(const __le64 *p) { return *p; }
static inline __u16 be16_to_cpup(const __be16 *p) { return __builtin_bswap16(*p); }
static inline __u32 be32_to_cpup(const __be32 *p) { return __builtin_bswap32(*p); }
static inline __u64 be64_to_cpup(const __be64 *p) { return __builtin_bswap64(*p); }
static inline void le32_add_cpu(__le32 *var, u32 val) { *var += val; }
#define htonl(x) cpu_to_be32(x)
#define ntohl(x) be32_to_cpu(x)
#define htons(x) cpu_to_be16(x)
#define ntohs(x) be16_to_cpu(x)
`;

const swab = String.raw`
#include <linux/types.h>
#define swab16(x) ((__u16)__builtin_bswap16((__u16)(x)))
#define swab32(x) ((__u32)__builtin_bswap32((__u32)(x)))
#define swab64(x) ((__u64)__builtin_bswap64((__u64)(x)))
#define __swab16(x) swab16(x)
#define __swab32(x) swab32(x)
#define __swab64(x) swab64(x)
`;

const unaligned = String.raw`
#include <linux/types.h>
#define get_unaligned(ptr) ({ const struct { typeof(*(ptr)) x; } __attribute__((packed)) *__p = (const void *)(ptr); __p->x; })
#define put_unaligned(val, ptr) do { struct { typeof(*(ptr)) x; } __attribute__((packed)) *__p = (void *)(ptr); __p->x = (val); } while (0)
static inline u16 get_unaligned_le16(const void *p) { const u8 *b = p; return b[0] | b[1] << 8; }
static inline u32 get_unaligned_le32(const void *p) { const u8 *b = p; return b[0] | b[1] << 8 | b[2] << 16 | (u32)b[3] << 24; }
static inline u16 get_unaligned_be16(const void *p) { const u8 *b = p; return b[1] | b[0] << 8; }
static inline u32 get_unaligned_be32(const void *p) { const u8 *b = p; return b[3] | b[2] << 8 | b[1] << 16 | (u32)b[0] << 24; }
static inline void put_unaligned_le16(u16 val, void *p) { u8 *b = p; b[0] = val; b[1] = val >> 8; }
static inline void put_unaligned_le32(u32 val, void *p) { u8 *b = p; b[0] = val; b[1] = val >> 8; b[2] = val >> 16; b[3] = val >> 24; }
static inline void put_unaligned_be16(u16 val, void *p) { u8 *b = p; b[1] = val; b[0] = val >> 8; }
static inline void put_unaligned_be32(u32 val, void *p) { u8 *b = p; b[3] = val; b[2] = val >> 8; b[1] = val >> 16; b[0] = val >> 24; }
`;

const version = String.raw`
#define KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))
#define LINUX_VERSION_CODE __LINUX_CODE
#define UTS_RELEASE __LINUX_RELEASE
`;

const utsrelease = '#define UTS_RELEASE __LINUX_RELEASE\n';
const linkage = '#include <linux/compiler.h>\n';
const constText = String.raw`
#define _AC(x, y) x##y
#define _UL(x) (x##UL)
#define _ULL(x) (x##ULL)
#define UL(x) (x##UL)
#define ULL(x) (x##ULL)
#define _BITUL(x) (1UL << (x))
`;

const kstrtox = String.raw`
#include <linux/types.h>
/*PROTOTYPES*/
#define kstrtou32(s, base, res) kstrtouint(s, base, res)
#define kstrtos32(s, base, res) kstrtoint(s, base, res)
#define kstrtou64(s, base, res) kstrtoull(s, base, res)
#define kstrtos64(s, base, res) kstrtoll(s, base, res)
#if LINUX_SINCE(3, 0)
#define __kstrto_from_user(convert, s, count) ({ char __text[64]; size_t __count = (count) < sizeof(__text) - 1 ? (count) : sizeof(__text) - 1; int __done = -EFAULT; if (!copy_from_user(__text, s, __count)) { __text[__count] = 0; __done = convert; } __done; })
#define kstrtoint_from_user(s, count, base, res) __kstrto_from_user(kstrtoint(__text, base, res), s, count)
#define kstrtouint_from_user(s, count, base, res) __kstrto_from_user(kstrtouint(__text, base, res), s, count)
#define kstrtol_from_user(s, count, base, res) __kstrto_from_user(kstrtol(__text, base, res), s, count)
#define kstrtoul_from_user(s, count, base, res) __kstrto_from_user(kstrtoul(__text, base, res), s, count)
#define kstrtoll_from_user(s, count, base, res) __kstrto_from_user(kstrtoll(__text, base, res), s, count)
#define kstrtoull_from_user(s, count, base, res) __kstrto_from_user(kstrtoull(__text, base, res), s, count)
#define kstrtou8_from_user(s, count, base, res) __kstrto_from_user(kstrtou8(__text, base, res), s, count)
#define kstrtou16_from_user(s, count, base, res) __kstrto_from_user(kstrtou16(__text, base, res), s, count)
#define kstrtobool_from_user(s, count, res) __kstrto_from_user(kstrtobool(__text, res), s, count)
#endif
`;

const bitmap = String.raw`
#include <linux/types.h>
#include <linux/bitops.h>
#include <linux/string.h>
#include <linux/errno.h>
#define bitmap_zero(dst, nbits) ((void)memset(dst, 0, BITS_TO_LONGS(nbits) * sizeof(unsigned long)))
#define bitmap_copy(dst, src, nbits) ((void)memcpy(dst, src, BITS_TO_LONGS(nbits) * sizeof(unsigned long)))
#define bitmap_empty(src, nbits) (find_first_bit(src, nbits) >= (nbits))
#define bitmap_full(src, nbits) (find_first_zero_bit(src, nbits) >= (nbits))
#define bitmap_fill(dst, nbits) ((void)memset(dst, 0xff, BITS_TO_LONGS(nbits) * sizeof(unsigned long)))
#define for_each_set_bit(bit, addr, size) for ((bit) = find_first_bit((addr), (size)); (bit) < (size); (bit) = find_next_bit((addr), (size), (bit) + 1))
#define for_each_clear_bit(bit, addr, size) for ((bit) = find_first_zero_bit((addr), (size)); (bit) < (size); (bit) = find_next_zero_bit((addr), (size), (bit) + 1))
static inline void bitmap_set(unsigned long *map, unsigned int start, unsigned int nbits)
{
	for (; nbits--; start++)
		map[start / BITS_PER_LONG] |= 1UL << (start % BITS_PER_LONG);
}
static inline void bitmap_clear(unsigned long *map, unsigned int start, unsigned int nbits)
{
	for (; nbits--; start++)
		map[start / BITS_PER_LONG] &= ~(1UL << (start % BITS_PER_LONG));
}
static inline unsigned int bitmap_weight(const unsigned long *map, unsigned int nbits)
{
	unsigned int at, count = 0;

	for (at = 0; at < nbits; at++)
		count += map[at / BITS_PER_LONG] >> (at % BITS_PER_LONG) & 1;
	return count;
}
static inline bool __bitmap_is_clear(const unsigned long *map, unsigned int start, unsigned int nbits)
{
	for (; nbits--; start++)
		if (map[start / BITS_PER_LONG] >> (start % BITS_PER_LONG) & 1)
			return false;
	return true;
}
static inline int bitmap_find_free_region(unsigned long *bitmap, unsigned int bits, int order)
{
	unsigned int at, step = 1U << order;

	for (at = 0; at + step <= bits; at += step) {
		if (!__bitmap_is_clear(bitmap, at, step))
			continue;
		bitmap_set(bitmap, at, step);
		return at;
	}
	return -ENOMEM;
}
static inline void bitmap_release_region(unsigned long *bitmap, unsigned int pos, int order)
{
	bitmap_clear(bitmap, pos, 1U << order);
}
static inline unsigned long bitmap_find_next_zero_area(unsigned long *map, unsigned long size, unsigned long start, unsigned int nr, unsigned long align_mask)
{
	for (start = (start + align_mask) & ~align_mask; start + nr <= size; start += align_mask + 1)
		if (__bitmap_is_clear(map, start, nr))
			return start;
	return size;
}
`;

export const BASE: Readonly<Record<string, string>> = {
  'linux/compiler.h': compiler,
  'linux/compiler_types.h': '#include <linux/compiler.h>\n',
  'linux/compiler_attributes.h': '#include <linux/compiler.h>\n',
  'linux/stringify.h': '#include <linux/compiler.h>\n',
  'linux/linkage.h': linkage,
  'linux/types.h': types,
  'linux/stddef.h': stddef,
  'linux/errno.h': ERRNO_TEXT,
  'asm/errno.h': '#include <linux/errno.h>\n',
  'linux/err.h': err,
  'linux/limits.h': limits,
  'linux/const.h': constText,
  'linux/minmax.h': minmax,
  'linux/kernel.h': kernel,
  'linux/container_of.h': containerOf,
  'linux/math.h': math,
  'linux/math64.h': '#include <asm/div64.h>\n',
  'asm/div64.h': div64,
  'linux/align.h': align,
  'linux/log2.h': log2,
  'linux/bitops.h': bitops,
  'asm/bitops.h': '#include <linux/bitops.h>\n',
  'linux/bits.h': bits,
  'linux/bitmap.h': bitmap,
  'linux/bitfield.h': bitfield,
  'linux/stdarg.h': stdarg,
  'linux/typecheck.h': typecheck,
  'linux/kstrtox.h': kstrtox,
  'linux/nospec.h': '#include <linux/types.h>\n#define array_index_nospec(index, size) ({ typeof(index) __at = (index); __at < (size) ? __at : 0; })\n#define barrier_nospec() do { } while (0)\n',
  'linux/build_bug.h': buildBug,
  'linux/byteorder/generic.h': '#include <asm/byteorder.h>\n',
  'asm/byteorder.h': byteorder,
  'linux/swab.h': swab,
  'asm/unaligned.h': unaligned,
  'linux/version.h': version,
  'generated/utsrelease.h': utsrelease,
  'linux/utsrelease.h': utsrelease,
  'linux/kconfig.h': '',
  'linux/autoconf.h': '',
  'linux/config.h': '',
};
