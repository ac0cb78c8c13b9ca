/**
 * More of memory, registers, sequence files, queues and parameters, appended to the headers that have the rest. Not modelled:
 * state of unmapping that a build leaves out, dependencies between descriptors of the dmaengine.
 */
const dmaMapping = String.raw`
#define DEFINE_DMA_UNMAP_ADDR(ADDR_NAME) dma_addr_t ADDR_NAME
#define DEFINE_DMA_UNMAP_LEN(LEN_NAME) __u32 LEN_NAME
#define dma_unmap_addr(PTR, ADDR_NAME) ((PTR)->ADDR_NAME)
#define dma_unmap_addr_set(PTR, ADDR_NAME, VAL) (((PTR)->ADDR_NAME) = (VAL))
#define dma_unmap_len(PTR, LEN_NAME) ((PTR)->LEN_NAME)
#define dma_unmap_len_set(PTR, LEN_NAME, VAL) (((PTR)->LEN_NAME) = (VAL))
`;

const dmaengine = String.raw`
/* Without async_tx no descriptor waits for another. */
#define dma_run_dependencies(tx) ((void)(tx))
#define txd_lock(txd) ((void)(txd))
#define txd_unlock(txd) ((void)(txd))
#define txd_parent(txd) ((void)(txd), (struct dma_async_tx_descriptor *)NULL)
#define txd_next(txd) ((void)(txd), (struct dma_async_tx_descriptor *)NULL)
#define txd_clear_parent(txd) ((void)(txd))
#define txd_clear_next(txd) ((void)(txd))
`;

const io = String.raw`
#define MEMREMAP_WB 1
#define MEMREMAP_WT 2
#define MEMREMAP_WC 4
#if LINUX_SINCE(4, 3)
static inline void *memremap(resource_size_t offset, size_t size, unsigned long flags)
{
	return flags & MEMREMAP_WB ? (void *)ioremap_cache(offset, size) : flags ? (void *)ioremap_wc(offset, size) : NULL;
}
static inline void memunmap(void *addr)
{
	iounmap(addr);
}
#endif
#define devm_ioremap_wc(dev, offset, size) devm_ioremap(dev, offset, size)
#define devm_ioremap_uc(dev, offset, size) devm_ioremap(dev, offset, size)
#define IOMEM_ERR_PTR(err) ((__force void __iomem *)ERR_PTR(err))
#include <linux/err.h>
`;

/** Two halves; which comes first is in the name. */
const halves = (first: 'lo' | 'hi', second: 'lo' | 'hi'): string => {
  const at = { lo: 'addr', hi: 'addr + 4' };
  const part = { lo: '(u32)val', hi: '(u32)(val >> 32)' };
  return `static inline u64 ${first}_${second}_readq(const volatile void __iomem *addr)
{
	u32 ${first} = readl(${at[first]}), ${second};

	${second} = readl(${at[second]});
	return lo + ((u64)hi << 32);
}
static inline void ${first}_${second}_writeq(u64 val, volatile void __iomem *addr)
{
	writel(${part[first]}, ${at[first]});
	writel(${part[second]}, ${at[second]});
}
`;
};

const mm = String.raw`
#define pfn_valid(pfn) virt_addr_valid(phys_to_virt((phys_addr_t)(pfn) << PAGE_SHIFT))
#define __phys_to_pfn(paddr) ((unsigned long)((paddr) >> PAGE_SHIFT))
#define __pfn_to_phys(pfn) ((phys_addr_t)(pfn) << PAGE_SHIFT)
#define clear_page(page) ((void)memset(page, 0, PAGE_SIZE))
#define copy_page(to, from) ((void)memcpy(to, from, PAGE_SIZE))
`;

const slab = String.raw`
#define kmalloc_node(size, flags, node) kmalloc(size, flags)
#define kzalloc_node(size, flags, node) kzalloc(size, flags)
#define kcalloc_node(n, size, flags, node) kcalloc(n, size, flags)
#define kmem_cache_create_usercopy(name, size, align, flags, useroffset, usersize, ctor) kmem_cache_create(name, size, align, flags, ctor)
#define kmem_cache_shrink(cachep) ((void)(cachep), 0)
#if LINUX_SINCE(5, 11)
#define krealloc_array(p, n, size, flags) krealloc(p, (n) * (size), flags)
#endif
`;

const moduleparam = String.raw`
struct kparam_string {
	unsigned int maxlen;
	char *string;
};
#if LINUX_SINCE(4, 12)
#define module_param_hw(name, type, hwtype, perm) module_param_named(name, name, type, perm)
#define module_param_hw_named(name, value, type, hwtype, perm) module_param_named(name, value, type, perm)
#define module_param_hw_array(name, type, hwtype, nump, perm) module_param_array(name, type, nump, perm)
#endif
#define module_param_unsafe(name, type, perm) module_param_named(name, name, type, perm)
#define kernel_param_lock(mod) ((void)(mod))
#define kernel_param_unlock(mod) ((void)(mod))
#include <linux/string.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#ifdef __KERNEL__
static int __maybe_unused param_set_copystring(const char *val, const struct kernel_param *kp)
{
	const struct kparam_string *kps = kp->str;

	if (strlen(val) + 1 > kps->maxlen) {
		printk("\0013%s: string doesn't fit in %u chars.\n", kp->name, kps->maxlen - 1);
		return -ENOSPC;
	}
	strcpy(kps->string, val);
	return 0;
}
static int __maybe_unused param_get_string(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, 4096, "%s\n", kp->str->string);
}
#define param_ops_string ((const struct kernel_param_ops){ .set = param_set_copystring, .get = param_get_string })
#endif
`;

const seqFile = String.raw`
#include <linux/list.h>
static inline struct list_head *seq_list_start(struct list_head *head, loff_t pos)
{
	struct list_head *at;

	list_for_each(at, head)
		if (pos-- == 0)
			return at;
	return NULL;
}
static inline struct list_head *seq_list_start_head(struct list_head *head, loff_t pos)
{
	return pos ? seq_list_start(head, pos - 1) : head;
}
static inline struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *ppos)
{
	++*ppos;
	return ((struct list_head *)v)->next == head ? NULL : ((struct list_head *)v)->next;
}
static inline int seq_write(struct seq_file *m, const void *data, size_t len)
{
	const char *at = data;

	while (len--)
		seq_putc(m, *at++);
	return 0;
}
#define seq_put_decimal_ull(m, delimiter, num) seq_printf(m, "%s%llu", (delimiter) ? (delimiter) : "", (unsigned long long)(num))
#define seq_put_decimal_ll(m, delimiter, num) seq_printf(m, "%s%lld", (delimiter) ? (delimiter) : "", (long long)(num))
#define single_open_size(file, show, data, size) single_open(file, show, data)
`;

const lists = String.raw`
static inline void list_rotate_left(struct list_head *head)
{
	if (!list_empty(head))
		list_move_tail(head->next, head);
}
static inline void list_bulk_move_tail(struct list_head *head, struct list_head *first, struct list_head *last)
{
	first->prev->next = last->next;
	last->next->prev = first->prev;
	head->prev->next = first;
	first->prev = head->prev;
	last->next = head;
	head->prev = last;
}
static inline void list_swap(struct list_head *entry1, struct list_head *entry2)
{
	struct list_head *at = entry2->prev;

	list_del(entry2);
	list_replace(entry1, entry2);
	if (at == entry1)
		at = entry2;
	list_add(entry1, at);
}
#define list_is_head(list, head) ((list) == (head))
#define list_prepare_entry(pos, head, member) ((pos) ? (pos) : list_entry(head, typeof(*pos), member))
#define list_for_each_prev_safe(pos, n, head) for (pos = (head)->prev, n = pos->prev; pos != (head); pos = n, n = pos->prev)
#define list_for_each_entry_continue_reverse(pos, head, member) for (pos = list_prev_entry(pos, member); &pos->member != (head); pos = list_prev_entry(pos, member))
#define list_for_each_entry_from_reverse(pos, head, member) for (; &pos->member != (head); pos = list_prev_entry(pos, member))
#define list_for_each_entry_safe_continue(pos, n, head, member) for (pos = list_next_entry(pos, member), n = list_next_entry(pos, member); &pos->member != (head); pos = n, n = list_next_entry(n, member))
#define list_for_each_entry_safe_from(pos, n, head, member) for (n = list_next_entry(pos, member); &pos->member != (head); pos = n, n = list_next_entry(n, member))
#define list_safe_reset_next(pos, n, member) n = list_next_entry(pos, member)
`;

/** A piece of a queue's memory up to its end, and the rest at its beginning. */
const kfifo = String.raw`
#if LINUX_SINCE(3, 0)
#include <linux/scatterlist.h>
static inline unsigned int __kfifo_pieces(struct __kfifo *fifo, struct scatterlist *sgl, int nents, unsigned int len, unsigned int off)
{
	unsigned int size = fifo->mask + 1, esize = fifo->esize ? fifo->esize : 1, first;

	if (!len || nents < 1)
		return 0;
	off = (off & fifo->mask) * esize;
	size *= esize;
	len *= esize;
	first = min(len, size - off);
	sg_set_buf(sgl, (char *)fifo->data + off, first);
	if (first == len || nents < 2) {
		sg_mark_end(sgl);
		return 1;
	}
	sg_set_buf(sgl + 1, fifo->data, len - first);
	sg_mark_end(sgl + 1);
	return 2;
}
#define kfifo_dma_in_prepare(fifo, sgl, nents, len) ({ struct __kfifo *__kf = &(fifo)->kfifo; unsigned int __room = __kf->mask + 1 - (__kf->in - __kf->out), __n = (len); __kfifo_pieces(__kf, sgl, nents, __n > __room ? __room : __n, __kf->in); })
#define kfifo_dma_in_finish(fifo, len) ((void)((fifo)->kfifo.in += (len) / sizeof(*(fifo)->type)))
#define kfifo_dma_out_prepare(fifo, sgl, nents, len) ({ struct __kfifo *__kf = &(fifo)->kfifo; unsigned int __held = __kf->in - __kf->out, __n = (len); __kfifo_pieces(__kf, sgl, nents, __n > __held ? __held : __n, __kf->out); })
#define kfifo_dma_out_finish(fifo, len) ((void)((fifo)->kfifo.out += (len) / sizeof(*(fifo)->type)))
#endif
`;

const xarray = String.raw`
static inline void *xa_mk_value(unsigned long v)
{
	return (void *)((v << 1) | 1);
}
#define xa_to_value(entry) ((unsigned long)(entry) >> 1)
#define xa_is_value(entry) ((unsigned long)(entry) & 1)
static inline void *xa_cmpxchg(struct xarray *xa, unsigned long index, void *old, void *entry, gfp_t gfp)
{
	void *found = xa_load(xa, index), *was;

	if (found != old)
		return found;
	was = entry ? xa_store(xa, index, entry, gfp) : xa_erase(xa, index);
	return xa_is_err(was) ? was : found;
}
#define xa_store_irq(xa, index, entry, gfp) xa_store(xa, index, entry, gfp)
#define xa_store_bh(xa, index, entry, gfp) xa_store(xa, index, entry, gfp)
#define xa_erase_irq(xa, index) xa_erase(xa, index)
#define xa_erase_bh(xa, index) xa_erase(xa, index)
`;

const compiler = String.raw`
#define OPTIMIZER_HIDE_VAR(var) do { } while (0)
#define _RET_IP_ ((unsigned long)__builtin_return_address(0))
`;

export const TRANSFERS: Readonly<Record<string, string>> = {
  'linux/dma-mapping.h': dmaMapping,
  'linux/dmaengine.h': dmaengine,
  'linux/io.h': io,
  'linux/io-64-nonatomic-lo-hi.h': halves('lo', 'hi'),
  'linux/io-64-nonatomic-hi-lo.h': halves('hi', 'lo'),
  'linux/mm.h': mm,
  'linux/slab.h': slab,
  'linux/moduleparam.h': moduleparam,
  'linux/seq_file.h': seqFile,
  'linux/proc_fs.h': '#if LINUX_SINCE(4, 18)\n#define proc_create_seq_data(name, mode, parent, ops, data) proc_create_seq_private(name, mode, parent, ops, 0, data)\n#define proc_create_seq(name, mode, parent, ops) proc_create_seq_private(name, mode, parent, ops, 0, NULL)\n#endif\n',
  'linux/fs.h': '#if LINUX_SINCE(5, 5)\n#define compat_ptr_ioctl NULL\n#endif\n',
  'linux/list.h': lists,
  'linux/kfifo.h': kfifo,
  'linux/xarray.h': xarray,
  'linux/compiler.h': compiler,
};
