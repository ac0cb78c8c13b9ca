/**
 * Hash tables, number maps (idr, xarray), single lists and FIFOs: C of our own behind the names of Linux. Not modelled: the
 * trees inside (maps are sorted lists here), marks, RCU, records of variable length in a FIFO.
 */
const hashLists = String.raw`
static inline void INIT_HLIST_NODE(struct hlist_node *node)
{
	node->next = NULL;
	node->pprev = NULL;
}
static inline int hlist_unhashed(const struct hlist_node *node)
{
	return !node->pprev;
}
static inline int hlist_empty(const struct hlist_head *head)
{
	return !head->first;
}
static inline void hlist_add_head(struct hlist_node *node, struct hlist_head *head)
{
	node->next = head->first;
	if (node->next)
		node->next->pprev = &node->next;
	head->first = node;
	node->pprev = &head->first;
}
static inline void __hlist_del(struct hlist_node *node)
{
	*node->pprev = node->next;
	if (node->next)
		node->next->pprev = node->pprev;
}
static inline void hlist_del(struct hlist_node *node)
{
	__hlist_del(node);
	node->next = LIST_POISON1;
	node->pprev = LIST_POISON2;
}
static inline void hlist_del_init(struct hlist_node *node)
{
	if (hlist_unhashed(node))
		return;
	__hlist_del(node);
	INIT_HLIST_NODE(node);
}
#define hlist_for_each(pos, head) for (pos = (head)->first; pos; pos = pos->next)
#define hlist_for_each_safe(pos, n, head) for (pos = (head)->first; pos && ({ n = pos->next; 1; }); pos = n)
#define hlist_entry_safe(ptr, type, member) ({ typeof(ptr) __node = (ptr); __node ? hlist_entry(__node, type, member) : NULL; })
#if LINUX_SINCE(3, 9)
#define hlist_for_each_entry(pos, head, member) for (pos = hlist_entry_safe((head)->first, typeof(*(pos)), member); pos; pos = hlist_entry_safe((pos)->member.next, typeof(*(pos)), member))
#define hlist_for_each_entry_safe(pos, n, head, member) for (pos = hlist_entry_safe((head)->first, typeof(*pos), member); pos && ({ n = pos->member.next; 1; }); pos = hlist_entry_safe(n, typeof(*pos), member))
#else
#define hlist_for_each_entry(tpos, pos, head, member) for (pos = (head)->first; pos && ({ tpos = hlist_entry(pos, typeof(*tpos), member); 1; }); pos = pos->next)
#define hlist_for_each_entry_safe(tpos, pos, n, head, member) for (pos = (head)->first; pos && ({ n = pos->next; 1; }) && ({ tpos = hlist_entry(pos, typeof(*tpos), member); 1; }); pos = n)
#endif
`;

const hash = String.raw`
#include <linux/types.h>
#if LINUX_SINCE(4, 7)
#define GOLDEN_RATIO_32 0x61C88647
#else
#define GOLDEN_RATIO_32 0x9e370001
#endif
static inline u32 hash_32(u32 value, unsigned int bits)
{
	return (value * GOLDEN_RATIO_32) >> (32 - bits);
}
#define hash_long(value, bits) hash_32(value, bits)
#define hash_ptr(ptr, bits) hash_32((unsigned long)(ptr), bits)
`;

const hashtable = String.raw`
#include <linux/list.h>
#include <linux/hash.h>
#include <linux/kernel.h>
#define DECLARE_HASHTABLE(name, bits) struct hlist_head name[1 << (bits)]
#define DEFINE_HASHTABLE(name, bits) struct hlist_head name[1 << (bits)] = { [0 ... ((1 << (bits)) - 1)] = { NULL } }
#define HASH_SIZE(name) ARRAY_SIZE(name)
#define HASH_BITS(name) (31 - __builtin_clz(HASH_SIZE(name)))
#define hash_min(value, bits) hash_32(value, bits)
static inline void __hash_init(struct hlist_head *table, unsigned int size)
{
	unsigned int i;

	for (i = 0; i < size; i++)
		INIT_HLIST_HEAD(&table[i]);
}
static inline bool __hash_empty(struct hlist_head *table, unsigned int size)
{
	unsigned int i;

	for (i = 0; i < size; i++)
		if (!hlist_empty(&table[i]))
			return false;
	return true;
}
#define hash_init(table) __hash_init(table, HASH_SIZE(table))
#define hash_empty(table) __hash_empty(table, HASH_SIZE(table))
#define hash_add(table, node, key) hlist_add_head(node, &table[hash_min(key, HASH_BITS(table))])
#define hash_hashed(node) (!hlist_unhashed(node))
#define hash_del(node) hlist_del_init(node)
#define hash_for_each(name, bkt, obj, member) for ((bkt) = 0, obj = NULL; obj == NULL && (bkt) < HASH_SIZE(name); (bkt)++) hlist_for_each_entry(obj, &name[bkt], member)
#define hash_for_each_safe(name, bkt, tmp, obj, member) for ((bkt) = 0, obj = NULL; obj == NULL && (bkt) < HASH_SIZE(name); (bkt)++) hlist_for_each_entry_safe(obj, tmp, &name[bkt], member)
#define hash_for_each_possible(name, obj, member, key) hlist_for_each_entry(obj, &name[hash_min(key, HASH_BITS(name))], member)
#define hash_for_each_possible_safe(name, obj, tmp, member, key) hlist_for_each_entry_safe(obj, tmp, &name[hash_min(key, HASH_BITS(name))], member)
`;

const llist = String.raw`
#include <linux/types.h>
#include <linux/kernel.h>
#include <linux/atomic.h>
struct llist_node { struct llist_node *next; };
struct llist_head { struct llist_node *first; };
#define LLIST_HEAD_INIT(name) { NULL }
#define LLIST_HEAD(name) struct llist_head name = LLIST_HEAD_INIT(name)
#define init_llist_head(list) ((list)->first = NULL)
#define llist_empty(head) ((head)->first == NULL)
#define llist_next(node) ((node)->next)
#define llist_entry(ptr, type, member) container_of(ptr, type, member)
#define llist_for_each(pos, node) for (pos = (node); pos; pos = pos->next)
#define llist_for_each_safe(pos, n, node) for (pos = (node); pos && ({ n = pos->next; 1; }); pos = n)
#define llist_for_each_entry(pos, node, member) for (pos = llist_entry(node, typeof(*pos), member); &pos->member != NULL; pos = llist_entry(pos->member.next, typeof(*pos), member))
#define llist_for_each_entry_safe(pos, n, node, member) for (pos = llist_entry(node, typeof(*pos), member); &pos->member != NULL && ({ n = llist_entry(pos->member.next, typeof(*n), member); 1; }); pos = n)
static inline bool llist_add(struct llist_node *node, struct llist_head *head)
{
	node->next = (struct llist_node *)xchg((unsigned long *)&head->first, (unsigned long)node);
	return node->next == NULL;
}
#define llist_del_all(head) ((struct llist_node *)xchg((unsigned long *)&(head)->first, 0ul))
static inline struct llist_node *llist_del_first(struct llist_head *head)
{
	struct llist_node *first = head->first;

	if (first)
		head->first = first->next;
	return first;
}
static inline struct llist_node *llist_reverse_order(struct llist_node *node)
{
	struct llist_node *turned = NULL, *next;

	for (; node; node = next) {
		next = node->next;
		node->next = turned;
		turned = node;
	}
	return turned;
}
`;

/** What idr and xarray share: entries sorted by number. */
const numbered = String.raw`
struct __numbered {
	struct __numbered *next;
	unsigned long id;
	void *entry;
};
static inline struct __numbered **__numbered_at(struct __numbered **at, unsigned long id)
{
	while (*at && (*at)->id < id)
		at = &(*at)->next;
	return at;
}
static inline void *__numbered_find(struct __numbered *first, unsigned long id)
{
	struct __numbered *one = *__numbered_at(&first, id);

	return one && one->id == id ? one->entry : NULL;
}
static inline int __numbered_insert(struct __numbered **at, unsigned long id, void *entry, gfp_t gfp)
{
	struct __numbered *one = kmalloc(sizeof(*one), gfp);

	if (!one)
		return -ENOMEM;
	one->next = *at;
	one->id = id;
	one->entry = entry;
	*at = one;
	return 0;
}
static inline long __numbered_alloc(struct __numbered **first, void *entry, unsigned long from, unsigned long to, gfp_t gfp)
{
	struct __numbered **at = __numbered_at(first, from);
	int result;

	for (; *at && (*at)->id == from; at = &(*at)->next) {
		if (from == to)
			return -ENOSPC;
		from++;
	}
	result = __numbered_insert(at, from, entry, gfp);
	return result ? result : (long)from;
}
static inline void *__numbered_remove(struct __numbered **first, unsigned long id)
{
	struct __numbered **at = __numbered_at(first, id);
	struct __numbered *one = *at;
	void *entry;

	if (!one || one->id != id)
		return NULL;
	entry = one->entry;
	*at = one->next;
	kfree(one);
	return entry;
}
static inline void __numbered_clear(struct __numbered **first)
{
	while (*first)
		__numbered_remove(first, (*first)->id);
}
`;

const numberedHeader = String.raw`
#include <linux/types.h>
#include <linux/slab.h>
#include <linux/errno.h>
${numbered}`;

const idr = String.raw`
#include <linux/types.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/string.h>
#include <dmalab/numbered.h>
struct ida {
	void *__private[2];
};
#define IDA_INIT(name) { { NULL, NULL } }
#define DEFINE_IDA(name) struct ida name = IDA_INIT(name)
#define ida_init(ida) memset(ida, 0, sizeof(struct ida))
#if LINUX_SINCE(4, 19)
#define ida_alloc(ida, gfp) ida_alloc_range(ida, 0, ~0U, gfp)
#define ida_alloc_min(ida, min, gfp) ida_alloc_range(ida, min, ~0U, gfp)
#define ida_alloc_max(ida, max, gfp) ida_alloc_range(ida, 0, max, gfp)
#endif
struct idr {
	struct __numbered *first;
	unsigned int next;
};
#define IDR_INIT(name) { NULL, 0 }
#define DEFINE_IDR(name) struct idr name = { NULL, 0 }
#define idr_init(idr) memset(idr, 0, sizeof(struct idr))
static inline void *idr_find(const struct idr *idr, unsigned long id)
{
	return __numbered_find(idr->first, id);
}
static inline void *idr_remove(struct idr *idr, unsigned long id)
{
	return __numbered_remove(&idr->first, id);
}
static inline void idr_destroy(struct idr *idr)
{
	__numbered_clear(&idr->first);
}
static inline bool idr_is_empty(const struct idr *idr)
{
	return idr->first == NULL;
}
static inline void *idr_replace(struct idr *idr, void *ptr, unsigned long id)
{
	struct __numbered *one = *__numbered_at(&idr->first, id);
	void *old;

	if (!one || one->id != id)
		return ERR_PTR(-ENOENT);
	old = one->entry;
	one->entry = ptr;
	return old;
}
static inline void *idr_get_next(struct idr *idr, int *id)
{
	struct __numbered *one = *__numbered_at(&idr->first, *id);

	if (!one)
		return NULL;
	*id = one->id;
	return one->entry;
}
static inline int idr_for_each(struct idr *idr, int (*fn)(int id, void *p, void *data), void *data)
{
	struct __numbered *one, *next;
	int result = 0;

	for (one = idr->first; one && !result; one = next) {
		next = one->next;
		result = fn(one->id, one->entry, data);
	}
	return result;
}
#define idr_for_each_entry(idr, entry, id) for (id = 0; ((entry) = idr_get_next(idr, &(id))) != NULL; id += 1)
#if LINUX_SINCE(3, 9)
static inline int idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	if (start < 0 || (end > 0 && end <= start))
		return start < 0 ? -EINVAL : -ENOSPC;
	return __numbered_alloc(&idr->first, ptr, start, end > 0 ? end - 1 : 0x7fffffff, gfp);
}
static inline int idr_alloc_cyclic(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	int id = idr_alloc(idr, ptr, idr->next > start ? idr->next : start, end, gfp);

	if (id == -ENOSPC)
		id = idr_alloc(idr, ptr, start, end, gfp);
	if (id >= 0)
		idr->next = id + 1;
	return id;
}
#define idr_preload(gfp) do { } while (0)
#define idr_preload_end() do { } while (0)
#else
#define idr_pre_get(idr, gfp) 1
static inline int idr_get_new_above(struct idr *idr, void *ptr, int start, int *id)
{
	long given = __numbered_alloc(&idr->first, ptr, start, 0x7fffffff, GFP_ATOMIC);

	if (given < 0)
		return given == -ENOMEM ? -EAGAIN : given;
	*id = given;
	return 0;
}
#define idr_get_new(idr, ptr, id) idr_get_new_above(idr, ptr, 0, id)
#define idr_remove_all(idr) idr_destroy(idr)
#endif
`;

const xarray = String.raw`
#include <linux/err.h>
#include <dmalab/numbered.h>
struct xarray {
	struct __numbered *first;
	gfp_t xa_flags;
};
struct xa_limit {
	u32 max;
	u32 min;
};
#define XA_FLAGS_ALLOC 4
#define XA_FLAGS_ALLOC1 8
#define XARRAY_INIT(name, flags) { NULL, flags }
#define DEFINE_XARRAY(name) struct xarray name = XARRAY_INIT(name, 0)
#define DEFINE_XARRAY_ALLOC(name) struct xarray name = XARRAY_INIT(name, XA_FLAGS_ALLOC)
#define DEFINE_XARRAY_ALLOC1(name) struct xarray name = XARRAY_INIT(name, XA_FLAGS_ALLOC1)
#define XA_LIMIT(_min, _max) (struct xa_limit) { .min = _min, .max = _max }
#define xa_limit_32b XA_LIMIT(0, 0xffffffffu)
#define xa_limit_31b XA_LIMIT(0, 0x7fffffff)
#define xa_err(entry) (IS_ERR(entry) ? (int)PTR_ERR(entry) : 0)
#define xa_is_err(entry) IS_ERR(entry)
static inline void xa_init_flags(struct xarray *xa, gfp_t flags)
{
	xa->first = NULL;
	xa->xa_flags = flags;
}
#define xa_init(xa) xa_init_flags(xa, 0)
#define xa_empty(xa) ((xa)->first == NULL)
static inline void *xa_load(struct xarray *xa, unsigned long index)
{
	return __numbered_find(xa->first, index);
}
static inline void *xa_erase(struct xarray *xa, unsigned long index)
{
	return __numbered_remove(&xa->first, index);
}
static inline void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	struct __numbered **at = __numbered_at(&xa->first, index);
	void *old = NULL;
	int result;

	if (!entry)
		return xa_erase(xa, index);
	if (*at && (*at)->id == index) {
		old = (*at)->entry;
		(*at)->entry = entry;
		return old;
	}
	result = __numbered_insert(at, index, entry, gfp);
	return result ? ERR_PTR(result) : NULL;
}
static inline int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	return xa_load(xa, index) ? -EBUSY : xa_err(xa_store(xa, index, entry, gfp));
}
static inline int xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, gfp_t gfp)
{
	u32 from = xa->xa_flags == XA_FLAGS_ALLOC1 && limit.min == 0 ? 1 : limit.min;
	long given = __numbered_alloc(&xa->first, entry, from, limit.max, gfp);

	if (given < 0 && given >= -4095)
		return given == -ENOSPC ? -EBUSY : given;
	*id = given;
	return 0;
}
static inline void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max, unsigned int filter)
{
	struct __numbered *one = *__numbered_at(&xa->first, *index);

	if (!one || one->id > max)
		return NULL;
	*index = one->id;
	return one->entry;
}
#define XA_PRESENT 8
#define xa_for_each(xa, index, entry) for (index = 0; ((entry) = xa_find(xa, &(index), ~0ul, XA_PRESENT)) != NULL; index += 1)
static inline void xa_destroy(struct xarray *xa)
{
	__numbered_clear(&xa->first);
}
`;

const kfifo = String.raw`
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#if LINUX_SINCE(3, 0)
struct __kfifo {
	unsigned int in;
	unsigned int out;
	unsigned int mask;
	unsigned int esize;
	void *data;
};
/* recsize: bytes that hold the length of a record, 0 = elements of one size. */
#define __KFIFO_MEMBERS(element, recsize, pointer) union { struct __kfifo kfifo; element *type; const element *const_type; char (*rectype)[recsize]; pointer *ptr; pointer const *ptr_const; }
#define __STRUCT_KFIFO(element, size, recsize, pointer) struct { __KFIFO_MEMBERS(element, recsize, pointer); element buf[((size) < 2 || ((size) & ((size) - 1))) ? -1 : (size)]; }
#define __STRUCT_KFIFO_PTR(element, recsize, pointer) struct { __KFIFO_MEMBERS(element, recsize, pointer); element buf[0]; }
#define STRUCT_KFIFO(element, size) __STRUCT_KFIFO(element, size, 0, element)
#define STRUCT_KFIFO_PTR(element) __STRUCT_KFIFO_PTR(element, 0, element)
#define STRUCT_KFIFO_REC_1(size) __STRUCT_KFIFO(unsigned char, size, 1, void)
#define STRUCT_KFIFO_REC_2(size) __STRUCT_KFIFO(unsigned char, size, 2, void)
struct kfifo_rec_ptr_1 {
	union {
		struct __kfifo kfifo;
		unsigned char *type;
		const unsigned char *const_type;
		char (*rectype)[1];
		void *ptr;
		const void *ptr_const;
	};
	unsigned char buf[0];
};
struct kfifo_rec_ptr_2 {
	union {
		struct __kfifo kfifo;
		unsigned char *type;
		const unsigned char *const_type;
		char (*rectype)[2];
		void *ptr;
		const void *ptr_const;
	};
	unsigned char buf[0];
};
#define kfifo_recsize(fifo) (sizeof(*(fifo)->rectype))
struct kfifo {
	union {
		struct __kfifo kfifo;
		unsigned char *type;
		const unsigned char *const_type;
		char (*rectype)[0];
		void *ptr;
		const void *ptr_const;
	};
	unsigned char buf[0];
};
#define DECLARE_KFIFO_PTR(fifo, element) STRUCT_KFIFO_PTR(element) fifo
#define DECLARE_KFIFO(fifo, element, size) STRUCT_KFIFO(element, size) fifo
#define DEFINE_KFIFO(fifo, element, size) DECLARE_KFIFO(fifo, element, size) = { { .kfifo = { .in = 0, .out = 0, .mask = (size) - 1, .esize = sizeof(element), .data = fifo.buf } } }
#define INIT_KFIFO(fifo) ({ (fifo).kfifo.in = (fifo).kfifo.out = 0; (fifo).kfifo.mask = ARRAY_SIZE((fifo).buf) ? ARRAY_SIZE((fifo).buf) - 1 : 0; (fifo).kfifo.esize = sizeof(*(fifo).buf); (fifo).kfifo.data = (fifo).buf; })
static inline int __kfifo_init(struct __kfifo *fifo, void *buffer, unsigned int bytes, unsigned int esize)
{
	unsigned int size = bytes / esize;

	while (size & (size - 1))
		size &= size - 1;
	fifo->in = 0;
	fifo->out = 0;
	fifo->esize = esize;
	fifo->data = buffer;
	fifo->mask = size < 2 ? 0 : size - 1;
	return size < 2 ? -EINVAL : 0;
}
static inline int __kfifo_alloc(struct __kfifo *fifo, unsigned int size, unsigned int esize, gfp_t gfp)
{
	unsigned int rounded = roundup_pow_of_two(size);
	void *data;

	if (rounded < 2) {
		__kfifo_init(fifo, NULL, 0, esize);
		return -EINVAL;
	}
	data = kmalloc(rounded * esize, gfp);
	__kfifo_init(fifo, data, data ? rounded * esize : 0, esize);
	return data ? 0 : -ENOMEM;
}
static inline void __kfifo_free(struct __kfifo *fifo)
{
	kfree(fifo->data);
	__kfifo_init(fifo, NULL, 0, fifo->esize ? fifo->esize : 1);
}
static inline unsigned int __kfifo_in(struct __kfifo *fifo, const void *from, unsigned int count)
{
	unsigned int room = fifo->mask + 1 - (fifo->in - fifo->out);
	unsigned int at = fifo->in & fifo->mask, first;

	if (count > room)
		count = room;
	first = min(count, fifo->mask + 1 - at);
	memcpy(fifo->data + at * fifo->esize, from, first * fifo->esize);
	memcpy(fifo->data, from + first * fifo->esize, (count - first) * fifo->esize);
	fifo->in += count;
	return count;
}
static inline unsigned int __kfifo_peek(struct __kfifo *fifo, void *to, unsigned int count)
{
	unsigned int have = fifo->in - fifo->out;
	unsigned int at = fifo->out & fifo->mask, first;

	if (count > have)
		count = have;
	first = min(count, fifo->mask + 1 - at);
	memcpy(to, fifo->data + at * fifo->esize, first * fifo->esize);
	memcpy(to + first * fifo->esize, fifo->data, (count - first) * fifo->esize);
	return count;
}
static inline unsigned int __kfifo_out(struct __kfifo *fifo, void *to, unsigned int count)
{
	count = __kfifo_peek(fifo, to, count);
	fifo->out += count;
	return count;
}
static inline unsigned int __kfifo_record(struct __kfifo *fifo, unsigned int recsize)
{
	unsigned char length[2] = { 0, 0 };

	return __kfifo_peek(fifo, length, recsize) ? length[0] | length[1] << 8 : 0;
}
static inline unsigned int __kfifo_in_r(struct __kfifo *fifo, const void *from, unsigned int count, unsigned int recsize)
{
	unsigned char length[2] = { count, count >> 8 };

	if (count + recsize > fifo->mask + 1 - (fifo->in - fifo->out))
		return 0;
	__kfifo_in(fifo, length, recsize);
	return __kfifo_in(fifo, from, count);
}
static inline void __kfifo_skip_r(struct __kfifo *fifo, unsigned int recsize)
{
	fifo->out += __kfifo_record(fifo, recsize) + recsize;
}
/* What does not fit is dropped with the record. */
static inline unsigned int __kfifo_out_r(struct __kfifo *fifo, void *to, unsigned int count, unsigned int recsize, bool keep)
{
	unsigned int length = __kfifo_record(fifo, recsize), begin = fifo->out;

	if (fifo->in == begin)
		return 0;
	if (count > length)
		count = length;
	fifo->out += recsize;
	__kfifo_peek(fifo, to, count);
	fifo->out = keep ? begin : begin + recsize + length;
	return count;
}
static inline unsigned int __kfifo_avail_r(unsigned int room, unsigned int recsize)
{
	unsigned int most = recsize == 1 ? 255 : 65535;

	return room <= recsize ? 0 : min(room - recsize, most);
}
static inline int __kfifo_to_user(struct __kfifo *fifo, void __user *to, unsigned long bytes, unsigned int *copied)
{
	unsigned int count = min((unsigned int)(bytes / fifo->esize), fifo->in - fifo->out);
	unsigned int at = fifo->out & fifo->mask;
	unsigned int first = min(count, fifo->mask + 1 - at);
	unsigned long left = copy_to_user(to, fifo->data + at * fifo->esize, first * fifo->esize);

	if (left)
		left += (count - first) * fifo->esize;
	else
		left = copy_to_user(to + first * fifo->esize, fifo->data, (count - first) * fifo->esize);
	count -= DIV_ROUND_UP(left, fifo->esize);
	fifo->out += count;
	*copied = count * fifo->esize;
	return left ? -EFAULT : 0;
}
static inline int __kfifo_from_user(struct __kfifo *fifo, const void __user *from, unsigned long bytes, unsigned int *copied)
{
	unsigned int count = min((unsigned int)(bytes / fifo->esize), fifo->mask + 1 - (fifo->in - fifo->out));
	unsigned int at = fifo->in & fifo->mask;
	unsigned int first = min(count, fifo->mask + 1 - at);
	unsigned long left = copy_from_user(fifo->data + at * fifo->esize, from, first * fifo->esize);

	if (left)
		left += (count - first) * fifo->esize;
	else
		left = copy_from_user(fifo->data, from + first * fifo->esize, (count - first) * fifo->esize);
	count -= DIV_ROUND_UP(left, fifo->esize);
	fifo->in += count;
	*copied = count * fifo->esize;
	return left ? -EFAULT : 0;
}
static inline int __kfifo_to_user_r(struct __kfifo *fifo, void __user *to, unsigned long bytes, unsigned int *copied, unsigned int recsize)
{
	unsigned int length = __kfifo_record(fifo, recsize), begin = fifo->out, end = begin + recsize + length;
	int failed;

	*copied = 0;
	if (fifo->in == begin)
		return 0;
	fifo->out += recsize;
	failed = __kfifo_to_user(fifo, to, min(bytes, (unsigned long)length), copied);
	fifo->out = failed ? begin : end;
	return failed;
}
static inline int __kfifo_from_user_r(struct __kfifo *fifo, const void __user *from, unsigned long bytes, unsigned int *copied, unsigned int recsize)
{
	unsigned int most = recsize == 1 ? 255 : 65535, begin = fifo->in;
	unsigned char length[2];
	int failed;

	*copied = 0;
	if (bytes > most)
		bytes = most;
	if (bytes + recsize > fifo->mask + 1 - (fifo->in - fifo->out))
		return 0;
	length[0] = bytes;
	length[1] = bytes >> 8;
	__kfifo_in(fifo, length, recsize);
	failed = __kfifo_from_user(fifo, from, bytes, copied);
	if (failed)
		fifo->in = begin;
	return failed;
}
#define kfifo_alloc(fifo, size, gfp) __kfifo_alloc(&(fifo)->kfifo, size, sizeof(*(fifo)->type), gfp)
#define kfifo_init(fifo, buffer, size) __kfifo_init(&(fifo)->kfifo, buffer, size, sizeof(*(fifo)->type))
#define kfifo_free(fifo) __kfifo_free(&(fifo)->kfifo)
#define kfifo_initialized(fifo) ((fifo)->kfifo.mask)
#define kfifo_esize(fifo) ((fifo)->kfifo.esize)
#define kfifo_size(fifo) ((fifo)->kfifo.mask + 1)
#define kfifo_len(fifo) ((fifo)->kfifo.in - (fifo)->kfifo.out)
#define kfifo_is_empty(fifo) ((fifo)->kfifo.in == (fifo)->kfifo.out)
#define kfifo_is_full(fifo) (kfifo_len(fifo) > (fifo)->kfifo.mask)
#define kfifo_avail(fifo) (kfifo_recsize(fifo) ? __kfifo_avail_r(kfifo_size(fifo) - kfifo_len(fifo), kfifo_recsize(fifo)) : kfifo_size(fifo) - kfifo_len(fifo))
#define kfifo_peek_len(fifo) (kfifo_recsize(fifo) ? __kfifo_record(&(fifo)->kfifo, kfifo_recsize(fifo)) : kfifo_len(fifo) * (fifo)->kfifo.esize)
#define kfifo_reset(fifo) ((void)((fifo)->kfifo.in = (fifo)->kfifo.out = 0))
#define kfifo_reset_out(fifo) ((void)((fifo)->kfifo.out = (fifo)->kfifo.in))
#define kfifo_skip(fifo) ((void)(kfifo_recsize(fifo) ? __kfifo_skip_r(&(fifo)->kfifo, kfifo_recsize(fifo)) : (void)(fifo)->kfifo.out++))
#if LINUX_SINCE(3, 13)
#define kfifo_put(fifo, value) ({ typeof(*(fifo)->type) __value = (value); __kfifo_in(&(fifo)->kfifo, &__value, 1); })
#else
#define kfifo_put(fifo, value) ({ typeof((fifo)->const_type) __value = (value); __kfifo_in(&(fifo)->kfifo, __value, 1); })
#endif
#define kfifo_get(fifo, to) ({ typeof((fifo)->type) __to = (to); __kfifo_out(&(fifo)->kfifo, __to, 1); })
#define kfifo_peek(fifo, to) ({ typeof((fifo)->type) __to = (to); __kfifo_peek(&(fifo)->kfifo, __to, 1); })
#define kfifo_in(fifo, from, n) ({ typeof((fifo)->ptr_const) __from = (from); kfifo_recsize(fifo) ? __kfifo_in_r(&(fifo)->kfifo, __from, n, kfifo_recsize(fifo)) : __kfifo_in(&(fifo)->kfifo, __from, n); })
#define kfifo_out(fifo, to, n) ({ typeof((fifo)->ptr) __to = (to); kfifo_recsize(fifo) ? __kfifo_out_r(&(fifo)->kfifo, __to, n, kfifo_recsize(fifo), false) : __kfifo_out(&(fifo)->kfifo, __to, n); })
#define kfifo_out_peek(fifo, to, n) ({ typeof((fifo)->ptr) __to = (to); kfifo_recsize(fifo) ? __kfifo_out_r(&(fifo)->kfifo, __to, n, kfifo_recsize(fifo), true) : __kfifo_peek(&(fifo)->kfifo, __to, n); })
#define kfifo_in_spinlocked(fifo, from, n, lock) ({ unsigned long __flags; unsigned int __done; spin_lock_irqsave(lock, __flags); __done = kfifo_in(fifo, from, n); spin_unlock_irqrestore(lock, __flags); __done; })
#define kfifo_out_spinlocked(fifo, to, n, lock) ({ unsigned long __flags; unsigned int __done; spin_lock_irqsave(lock, __flags); __done = kfifo_out(fifo, to, n); spin_unlock_irqrestore(lock, __flags); __done; })
#define kfifo_in_locked(fifo, from, n, lock) kfifo_in_spinlocked(fifo, from, n, lock)
#define kfifo_out_locked(fifo, to, n, lock) kfifo_out_spinlocked(fifo, to, n, lock)
#define kfifo_to_user(fifo, to, len, copied) (kfifo_recsize(fifo) ? __kfifo_to_user_r(&(fifo)->kfifo, to, len, copied, kfifo_recsize(fifo)) : __kfifo_to_user(&(fifo)->kfifo, to, len, copied))
#define kfifo_from_user(fifo, from, len, copied) (kfifo_recsize(fifo) ? __kfifo_from_user_r(&(fifo)->kfifo, from, len, copied, kfifo_recsize(fifo)) : __kfifo_from_user(&(fifo)->kfifo, from, len, copied))
#else
struct kfifo {
	unsigned char *buffer;
	unsigned int size;
	unsigned int in;
	unsigned int out;
	spinlock_t *lock;
};
static inline struct kfifo *kfifo_init(unsigned char *buffer, unsigned int size, gfp_t gfp, spinlock_t *lock)
{
	struct kfifo *fifo = kmalloc(sizeof(*fifo), gfp);

	if (!fifo)
		return ERR_PTR(-ENOMEM);
	fifo->buffer = buffer;
	fifo->size = size;
	fifo->in = fifo->out = 0;
	fifo->lock = lock;
	return fifo;
}
static inline struct kfifo *kfifo_alloc(unsigned int size, gfp_t gfp, spinlock_t *lock)
{
	unsigned char *buffer;
	struct kfifo *fifo;

	size = roundup_pow_of_two(size);
	buffer = kmalloc(size, gfp);
	if (!buffer)
		return ERR_PTR(-ENOMEM);
	fifo = kfifo_init(buffer, size, gfp, lock);
	if (IS_ERR(fifo))
		kfree(buffer);
	return fifo;
}
static inline void kfifo_free(struct kfifo *fifo)
{
	kfree(fifo->buffer);
	kfree(fifo);
}
static inline unsigned int kfifo_put(struct kfifo *fifo, unsigned char *from, unsigned int len)
{
	unsigned long flags;
	unsigned int at, first;

	spin_lock_irqsave(fifo->lock, flags);
	len = min(len, fifo->size - fifo->in + fifo->out);
	at = fifo->in & (fifo->size - 1);
	first = min(len, fifo->size - at);
	memcpy(fifo->buffer + at, from, first);
	memcpy(fifo->buffer, from + first, len - first);
	fifo->in += len;
	spin_unlock_irqrestore(fifo->lock, flags);
	return len;
}
static inline unsigned int kfifo_get(struct kfifo *fifo, unsigned char *to, unsigned int len)
{
	unsigned long flags;
	unsigned int at, first;

	spin_lock_irqsave(fifo->lock, flags);
	len = min(len, fifo->in - fifo->out);
	at = fifo->out & (fifo->size - 1);
	first = min(len, fifo->size - at);
	memcpy(to, fifo->buffer + at, first);
	memcpy(to + first, fifo->buffer, len - first);
	fifo->out += len;
	if (fifo->in == fifo->out)
		fifo->in = fifo->out = 0;
	spin_unlock_irqrestore(fifo->lock, flags);
	return len;
}
static inline void kfifo_reset(struct kfifo *fifo)
{
	fifo->in = fifo->out = 0;
}
static inline unsigned int kfifo_len(struct kfifo *fifo)
{
	return fifo->in - fifo->out;
}
#endif
`;

export const HASH_LISTS = hashLists;

export const CONTAINERS: Readonly<Record<string, string>> = {
  'linux/hash.h': hash,
  'linux/hashtable.h': hashtable,
  'linux/llist.h': llist,
  'dmalab/numbered.h': numberedHeader,
  'linux/idr.h': idr,
  'linux/xarray.h': xarray,
  'linux/kfifo.h': kfifo,
};
