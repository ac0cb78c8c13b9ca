/**
 * Maps from numbers (idr, xarray): C of our own behind the names of Linux. Not modelled: the trees inside (maps are sorted
 * lists here), marks, RCU.
 */
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

export const NUMBER_MAPS: Readonly<Record<string, string>> = {
  'dmalab/numbered.h': numberedHeader,
  'linux/idr.h': idr,
  'linux/xarray.h': xarray,
};
