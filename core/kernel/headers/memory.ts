/** Memory: allocation, pages, strings, device registers, DMA mapping, scatter lists, pools. Values of GFP flags by era. */
const gfp = String.raw`
#include <linux/types.h>
#include <linux/mm_types.h>
#if LINUX_SINCE(4, 4)
#define __GFP_DMA 0x01u
#define __GFP_HIGHMEM 0x02u
#define __GFP_DMA32 0x04u
#define __GFP_MOVABLE 0x08u
#define __GFP_RECLAIMABLE 0x10u
#define __GFP_HIGH 0x20u
#define __GFP_IO 0x40u
#define __GFP_FS 0x80u
#if LINUX_SINCE(4, 20)
#define __GFP_ZERO 0x100u
#if LINUX_SINCE(6, 3)
#define __GFP_ATOMIC 0u
#else
#define __GFP_ATOMIC 0x200u
#endif
#define __GFP_DIRECT_RECLAIM 0x400u
#define __GFP_KSWAPD_RECLAIM 0x800u
#define __GFP_NOWARN 0x2000u
#define __GFP_NOFAIL 0x8000u
#define __GFP_NORETRY 0x10000u
#define __GFP_COMP 0x40000u
#else
#define __GFP_NOWARN 0x200u
#define __GFP_NOFAIL 0x800u
#define __GFP_NORETRY 0x1000u
#define __GFP_COMP 0x4000u
#define __GFP_ZERO 0x8000u
#define __GFP_ATOMIC 0x80000u
#define __GFP_DIRECT_RECLAIM 0x400000u
#define __GFP_KSWAPD_RECLAIM 0x1000000u
#endif
#define __GFP_RECLAIM (__GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM)
#define GFP_KERNEL (__GFP_RECLAIM | __GFP_IO | __GFP_FS)
#define GFP_ATOMIC (__GFP_HIGH | __GFP_ATOMIC | __GFP_KSWAPD_RECLAIM)
#define GFP_NOWAIT (__GFP_KSWAPD_RECLAIM)
#define GFP_NOIO (__GFP_RECLAIM)
#define GFP_NOFS (__GFP_RECLAIM | __GFP_IO)
#define GFP_USER (__GFP_RECLAIM | __GFP_IO | __GFP_FS)
#else
#define __GFP_DMA 0x01u
#define __GFP_HIGHMEM 0x02u
#define __GFP_DMA32 0x04u
#define __GFP_WAIT 0x10u
#define __GFP_HIGH 0x20u
#define __GFP_IO 0x40u
#define __GFP_FS 0x80u
#define __GFP_COLD 0x100u
#define __GFP_NOWARN 0x200u
#define __GFP_REPEAT 0x400u
#define __GFP_NOFAIL 0x800u
#define __GFP_NORETRY 0x1000u
#define __GFP_COMP 0x4000u
#define __GFP_ZERO 0x8000u
#define GFP_KERNEL (__GFP_WAIT | __GFP_IO | __GFP_FS)
#define GFP_ATOMIC (__GFP_HIGH)
#define GFP_NOWAIT 0u
#define GFP_NOIO (__GFP_WAIT)
#define GFP_NOFS (__GFP_WAIT | __GFP_IO)
#define GFP_USER (__GFP_WAIT | __GFP_IO | __GFP_FS)
#endif
#define GFP_HIGHUSER (GFP_USER | __GFP_HIGHMEM)
#define GFP_DMA __GFP_DMA
#define GFP_DMA32 __GFP_DMA32
/*PROTOTYPES*/
#define alloc_page(gfp_mask) alloc_pages(gfp_mask, 0)
#define __get_free_page(gfp_mask) __get_free_pages((gfp_mask), 0)
#define __get_dma_pages(gfp_mask, order) __get_free_pages((gfp_mask) | GFP_DMA, (order))
#define __free_page(page) __free_pages((page), 0)
#define free_page(addr) free_pages((addr), 0)
`;

const string = String.raw`
#include <linux/types.h>
#include <linux/errno.h>
#include <linux/stdarg.h>
#include <linux/gfp.h>
/*PROTOTYPES*/
#if LINUX_SINCE(4, 14)
#define __MEMSET_OF(bits) \
	static inline void *memset##bits(u##bits *to, u##bits value, size_t count) \
	{ \
		u##bits *at = to; \
		while (count--) \
			*at++ = value; \
		return to; \
	}
__MEMSET_OF(16)
__MEMSET_OF(32)
__MEMSET_OF(64)
#endif
`;

const slab = String.raw`
#include <linux/gfp.h>
#include <linux/types.h>
#include <linux/workqueue.h>
#include <linux/overflow.h>
struct kmem_cache;
#define SLAB_HWCACHE_ALIGN 0x00002000U
#define SLAB_CACHE_DMA 0x00004000U
#define SLAB_PANIC 0x00040000U
#define ZERO_SIZE_PTR ((void *)16)
#define ZERO_OR_NULL_PTR(x) ((unsigned long)(x) <= (unsigned long)ZERO_SIZE_PTR)
#define KMALLOC_MAX_SIZE (1UL << 22)
#if !LINUX_SINCE(3, 0)
#define SLAB_KERNEL GFP_KERNEL
#define SLAB_ATOMIC GFP_ATOMIC
#endif
void *vmalloc(unsigned long size);
void vfree(const void *addr);
bool is_vmalloc_addr(const void *x);
#if LINUX_SINCE(4, 12)
#define kvmalloc(size, flags) ({ size_t __bytes = (size); void *__made = kmalloc(__bytes, (flags) | __GFP_NOWARN); __made || __bytes <= 4096 ? __made : vmalloc(__bytes); })
#define kvzalloc(size, flags) kvmalloc(size, (flags) | __GFP_ZERO)
#define kvmalloc_array(n, size, flags) ({ size_t __all; __builtin_mul_overflow((size_t)(n), (size_t)(size), &__all) ? NULL : kvmalloc(__all, flags); })
#define kvcalloc(n, size, flags) kvmalloc_array(n, size, (flags) | __GFP_ZERO)
#endif
#if LINUX_SINCE(3, 15)
#define kvfree(addr) ({ const void *__given = (addr); if (is_vmalloc_addr(__given)) vfree(__given); else kfree(__given); })
#endif
#define KMEM_CACHE(__struct, __flags) kmem_cache_create(#__struct, sizeof(struct __struct), __alignof__(struct __struct), (__flags), NULL)
/*PROTOTYPES*/
#if LINUX_SINCE(6, 5)
#include <linux/cleanup.h>
DEFINE_FREE(kfree, void *, if (_T) kfree(_T))
#endif
`;

const mmTypes = String.raw`
#include <linux/types.h>
#include <linux/list.h>
#include <linux/spinlock_types.h>
#include <asm/page.h>
struct address_space;
struct file;
struct vm_operations_struct;
struct page {
	unsigned long flags;
	union {
		struct list_head lru;
		unsigned long __words[5];
	};
	atomic_t _mapcount;
	atomic_t _refcount;
};
struct mm_struct;
struct vm_area_struct {
	unsigned long vm_start;
	unsigned long vm_end;
	struct mm_struct *vm_mm;
	pgprot_t vm_page_prot;
#if LINUX_SINCE(6, 3)
	const unsigned long vm_flags;
#else
	unsigned long vm_flags;
#endif
	unsigned int __private[4];
	const struct vm_operations_struct *vm_ops;
	unsigned long vm_pgoff;
	struct file *vm_file;
	void *vm_private_data;
};
`;

const asmPage = String.raw`
#include <linux/types.h>
#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))
#define PAGE_OFFSET 0xc0000000UL
typedef unsigned long pgprot_t;
#define pgprot_val(x) (x)
#define __pgprot(x) (x)
#define get_order(size) __get_order(size)
static inline int __get_order(unsigned long size)
{
	int order = 0;
	for (size = (size - 1) >> PAGE_SHIFT; size; size >>= 1)
		order++;
	return order;
}
`;

const pgtable = String.raw`
#include <asm/page.h>
#define __PROT_KIND (3UL << 2)
#define __PROT_UNCACHED (1UL << 2)
#define __PROT_WRITECOMBINE (2UL << 2)
#define pgprot_noncached(prot) (((prot) & ~__PROT_KIND) | __PROT_UNCACHED)
#define pgprot_writecombine(prot) (((prot) & ~__PROT_KIND) | __PROT_WRITECOMBINE)
#define pgprot_dmacoherent(prot) pgprot_writecombine(prot)
#define PAGE_KERNEL 0UL
#define PAGE_SHARED 0UL
`;

const mm = String.raw`
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/mm_types.h>
#include <linux/align.h>
#include <asm/page.h>
#include <asm/pgtable.h>
#include <linux/sched.h>
#include <linux/fs.h>
#define VM_READ 0x00000001UL
#define VM_WRITE 0x00000002UL
#define VM_EXEC 0x00000004UL
#define VM_SHARED 0x00000008UL
#define VM_MAYREAD 0x00000010UL
#define VM_MAYWRITE 0x00000020UL
#define VM_PFNMAP 0x00000400UL
#define VM_LOCKED 0x00002000UL
#define VM_IO 0x00004000UL
#define VM_DONTCOPY 0x00020000UL
#define VM_DONTEXPAND 0x00040000UL
#define VM_DONTDUMP 0x04000000UL
#define VM_MIXEDMAP 0x10000000UL
#if !LINUX_SINCE(3, 7)
#define VM_RESERVED 0x00080000UL
#endif
struct vm_fault {
#if LINUX_SINCE(5, 11)
	struct vm_area_struct *vma;
	gfp_t gfp_mask;
	pgoff_t pgoff;
	unsigned long address;
	unsigned int flags;
#else
#if LINUX_SINCE(4, 11)
	struct vm_area_struct *vma;
#endif
	unsigned int flags;
	gfp_t gfp_mask;
	pgoff_t pgoff;
	unsigned long address;
#endif
	struct page *cow_page;
	struct page *page;
	void *__private[4];
};
struct vm_operations_struct {
	void (*open)(struct vm_area_struct *area);
	void (*close)(struct vm_area_struct *area);
#if LINUX_SINCE(4, 17)
	int (*may_split)(struct vm_area_struct *area, unsigned long addr);
	int (*mremap)(struct vm_area_struct *area);
	vm_fault_t (*fault)(struct vm_fault *vmf);
#elif LINUX_SINCE(4, 11)
	int (*split)(struct vm_area_struct *area, unsigned long addr);
	int (*mremap)(struct vm_area_struct *area);
	int (*fault)(struct vm_fault *vmf);
#else
	int (*fault)(struct vm_area_struct *vma, struct vm_fault *vmf);
#endif
	void *__private[6];
};
#define VM_FAULT_OOM 0x0001
#define VM_FAULT_SIGBUS 0x0002
#define VM_FAULT_NOPAGE 0x0100
#define VM_FAULT_LOCKED 0x0200
#define FOLL_WRITE 0x01
#define FOLL_LONGTERM 0x10000
#if LINUX_SINCE(6, 4)
#define MAX_ORDER 10
#else
#define MAX_ORDER 11
#endif
#define PAGE_ALIGN(addr) ALIGN(addr, PAGE_SIZE)
#define PAGE_ALIGNED(addr) IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)
#define PFN_UP(x) (((x) + PAGE_SIZE - 1) >> PAGE_SHIFT)
#define PFN_DOWN(x) ((x) >> PAGE_SHIFT)
#define PFN_PHYS(x) ((phys_addr_t)(x) << PAGE_SHIFT)
#define PHYS_PFN(x) ((unsigned long)((x) >> PAGE_SHIFT))
#define alloc_pages_exact(size, gfp) ((void *)__get_free_pages(gfp, get_order(size)))
#define free_pages_exact(virt, size) free_pages((unsigned long)(virt), get_order(size))
#define vmalloc_to_pfn(addr) page_to_pfn(vmalloc_to_page(addr))
#define PageHighMem(page) 0
#define vma_pages(vma) (((vma)->vm_end - (vma)->vm_start) >> PAGE_SHIFT)
/*PROTOTYPES*/
#define SetPageReserved(page) do { (page)->flags |= 0x400; } while (0)
#define ClearPageReserved(page) do { (page)->flags &= ~0x400UL; } while (0)
#define PageReserved(page) (((page)->flags & 0x400) != 0)
#include <asm/io.h>
#include <linux/slab.h>
`;

const io = String.raw`
#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/byteorder.h>
#include <asm/barrier.h>
#include <asm/page.h>
#include <linux/err.h>
/*PROTOTYPES*/
#define readb_relaxed(addr) readb(addr)
#define readw_relaxed(addr) readw(addr)
#define writeb_relaxed(value, addr) writeb(value, addr)
#define writew_relaxed(value, addr) writew(value, addr)
#define __raw_readb(addr) readb(addr)
#define __raw_readw(addr) readw(addr)
#define __raw_readl(addr) readl_relaxed(addr)
#define __raw_writeb(value, addr) writeb(value, addr)
#define __raw_writew(value, addr) writew(value, addr)
#define __raw_writel(value, addr) writel_relaxed(value, addr)
#define ioremap_wc(offset, size) ioremap(offset, size)
#define ioremap_uc(offset, size) ioremap(offset, size)
#define ioremap_cache(offset, size) ioremap(offset, size)
#if !LINUX_SINCE(5, 6)
#define ioremap_nocache(offset, size) ioremap(offset, size)
#endif
/* No PCI host, so nothing answers where its I/O window would be. */
#define __io(port) ((void __iomem *)(0xfee00000ul + ((port) & 0xffffful)))
#define inb(port) readb(__io(port))
#define inw(port) readw(__io(port))
#define inl(port) readl(__io(port))
#define outb(value, port) writeb(value, __io(port))
#define outw(value, port) writew(value, __io(port))
#define outl(value, port) writel(value, __io(port))
#define inb_p(port) inb(port)
#define outb_p(value, port) outb(value, port)
#define __pa(x) ((unsigned long)virt_to_phys((void *)(x)))
#define __va(x) phys_to_virt((phys_addr_t)(x))
#define ioread16be(addr) swab16(ioread16(addr))
#define ioread32be(addr) swab32(ioread32(addr))
#define iowrite16be(value, addr) iowrite16(swab16(value), addr)
#define iowrite32be(value, addr) iowrite32(swab32(value), addr)
`;

const dmaDirection = String.raw`
enum dma_data_direction { DMA_BIDIRECTIONAL = 0, DMA_TO_DEVICE = 1, DMA_FROM_DEVICE = 2, DMA_NONE = 3 };
static inline int valid_dma_direction(enum dma_data_direction direction)
{
	return direction == DMA_BIDIRECTIONAL || direction == DMA_TO_DEVICE || direction == DMA_FROM_DEVICE;
}
`;

const dmaMapping = String.raw`
#if LINUX_SINCE(3, 4)
#include <linux/sizes.h>
#endif
#include <linux/string.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/dma-direction.h>
#include <linux/scatterlist.h>
#include <linux/mm.h>
#include <linux/slab.h>
#define DMA_BIT_MASK(n) (~0ULL >> (64 - (n)))
#if !LINUX_SINCE(3, 0)
#define DMA_64BIT_MASK DMA_BIT_MASK(64)
#define DMA_32BIT_MASK DMA_BIT_MASK(32)
#define DMA_24BIT_MASK DMA_BIT_MASK(24)
#endif
#define DMA_ATTR_WEAK_ORDERING (1UL << 1)
#define DMA_ATTR_WRITE_COMBINE (1UL << 2)
#define DMA_ATTR_NO_KERNEL_MAPPING (1UL << 4)
#define DMA_ATTR_SKIP_CPU_SYNC (1UL << 5)
#define DMA_ATTR_FORCE_CONTIGUOUS (1UL << 6)
#define DMA_ATTR_ALLOC_SINGLE_PAGES (1UL << 7)
#define DMA_ATTR_NO_WARN (1UL << 8)
#define DMA_ATTR_PRIVILEGED (1UL << 9)
#if LINUX_SINCE(5, 0)
#define DMA_MAPPING_ERROR (~(dma_addr_t)0)
#endif
#define DMA_MEMORY_MAP 0x01
#define DMA_MEMORY_IO 0x02
#define DMA_MEMORY_INCLUDES_CHILDREN 0x04
#define DMA_MEMORY_EXCLUSIVE 0x08
/*PROTOTYPES*/
`;

const scatterlist = String.raw`
#include <linux/string.h>
#include <linux/types.h>
#include <linux/bug.h>
#include <linux/mm.h>
#include <asm/io.h>
struct scatterlist {
#if LINUX_SINCE(3, 0)
	unsigned long page_link;
	unsigned int offset;
	unsigned int length;
	dma_addr_t dma_address;
#if LINUX_SINCE(4, 0)
	unsigned int dma_length;
#endif
#else
	struct page *page;
	unsigned int offset;
	dma_addr_t dma_address;
	unsigned int length;
#endif
};
#define sg_dma_address(sg) ((sg)->dma_address)
#if LINUX_SINCE(4, 0)
#define sg_dma_len(sg) ((sg)->dma_length)
#else
#define sg_dma_len(sg) ((sg)->length)
#endif
struct sg_table {
	struct scatterlist *sgl;
	unsigned int nents;
	unsigned int orig_nents;
};
#define SG_CHAIN 1UL
#define SG_END 2UL
#define SG_PAGE_LINK_MASK (SG_CHAIN | SG_END)
#define SG_MAX_SINGLE_ALLOC (PAGE_SIZE / sizeof(struct scatterlist))
/*PROTOTYPES*/
#if LINUX_SINCE(3, 0)
#define sg_is_chain(sg) ((sg)->page_link & SG_CHAIN)
#define sg_is_last(sg) ((sg)->page_link & SG_END)
#define sg_chain_ptr(sg) ((struct scatterlist *)((sg)->page_link & ~SG_PAGE_LINK_MASK))
static inline struct page *sg_page(struct scatterlist *sg)
{
	return (struct page *)(sg->page_link & ~SG_PAGE_LINK_MASK);
}
static inline void sg_assign_page(struct scatterlist *sg, struct page *page)
{
	sg->page_link = (sg->page_link & SG_PAGE_LINK_MASK) | (unsigned long)page;
}
static inline void sg_mark_end(struct scatterlist *sg)
{
	sg->page_link = (sg->page_link | SG_END) & ~SG_CHAIN;
}
static inline void sg_unmark_end(struct scatterlist *sg)
{
	sg->page_link &= ~SG_END;
}
static inline void sg_chain(struct scatterlist *prv, unsigned int prv_nents, struct scatterlist *sgl)
{
	struct scatterlist *link = &prv[prv_nents - 1];

	link->offset = 0;
	link->length = 0;
	link->page_link = ((unsigned long)sgl | SG_CHAIN) & ~SG_END;
}
#else
static inline struct page *sg_page(struct scatterlist *sg)
{
	return sg->page;
}
static inline void sg_assign_page(struct scatterlist *sg, struct page *page)
{
	sg->page = page;
}
#endif
static inline void sg_set_page(struct scatterlist *sg, struct page *page, unsigned int len, unsigned int offset)
{
	sg_assign_page(sg, page);
	sg->offset = offset;
	sg->length = len;
}
static inline void sg_set_buf(struct scatterlist *sg, const void *buf, unsigned int buflen)
{
	sg_set_page(sg, virt_to_page(buf), buflen, offset_in_page(buf));
}
#define sg_phys(sg) (page_to_phys(sg_page(sg)) + (sg)->offset)
#define sg_virt(sg) (page_address(sg_page(sg)) + (sg)->offset)
#if LINUX_SINCE(3, 0)
#define for_each_sg(sglist, sg, nr, __i) for (__i = 0, sg = (sglist); __i < (nr); __i++, sg = sg_next(sg))
#else
#define for_each_sg(sglist, sg, nr, __i) for (__i = 0, sg = (sglist); __i < (nr); __i++, sg++)
#endif
#define for_each_sgtable_sg(sgt, sg, i) for_each_sg((sgt)->sgl, sg, (sgt)->orig_nents, i)
#define for_each_sgtable_dma_sg(sgt, sg, i) for_each_sg((sgt)->sgl, sg, (sgt)->nents, i)
`;

const dmapool = String.raw`
#include <linux/slab.h>
#include <linux/scatterlist.h>
#include <asm/io.h>
struct dma_pool;
struct device;
/*PROTOTYPES*/
`;

const sizes = `${Array.from({ length: 32 }, (_, i) => {
  const bytes = 2 ** i;
  const name = bytes < 1024 ? String(bytes) : bytes < 1048576 ? `${bytes / 1024}K` : bytes < 1073741824 ? `${bytes / 1048576}M` : `${bytes / 1073741824}G`;
  return `#define SZ_${name} 0x${bytes.toString(16).padStart(8, '0')}`;
}).join('\n')}\n`;

const iopoll = String.raw`
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/io.h>
#define __poll_until(op, addr, val, cond, wait, timeout_us) ({ u64 __limit = (timeout_us); ktime_t __end = ktime_add_us(ktime_get(), __limit); for (;;) { (val) = op(addr); if (cond) break; if (__limit && ktime_after(ktime_get(), __end)) { (val) = op(addr); break; } wait; cpu_relax(); } (cond) ? 0 : -ETIMEDOUT; })
#define readx_poll_timeout(op, addr, val, cond, sleep_us, timeout_us) __poll_until(op, addr, val, cond, if (sleep_us) usleep_range(((sleep_us) >> 2) + 1, sleep_us), timeout_us)
#define readx_poll_timeout_atomic(op, addr, val, cond, delay_us, timeout_us) __poll_until(op, addr, val, cond, if (delay_us) udelay(delay_us), timeout_us)
#define readb_poll_timeout(addr, val, cond, us, timeout) readx_poll_timeout(readb, addr, val, cond, us, timeout)
#define readw_poll_timeout(addr, val, cond, us, timeout) readx_poll_timeout(readw, addr, val, cond, us, timeout)
#define readl_poll_timeout(addr, val, cond, us, timeout) readx_poll_timeout(readl, addr, val, cond, us, timeout)
#define readl_poll_timeout_atomic(addr, val, cond, us, timeout) readx_poll_timeout_atomic(readl, addr, val, cond, us, timeout)
#define readl_relaxed_poll_timeout(addr, val, cond, us, timeout) readx_poll_timeout(readl_relaxed, addr, val, cond, us, timeout)
#define readl_relaxed_poll_timeout_atomic(addr, val, cond, us, timeout) readx_poll_timeout_atomic(readl_relaxed, addr, val, cond, us, timeout)
`;

/** Repeated access to one register, of each width. */
const repeated = [[8, 'b'], [16, 'w'], [32, 'l']].map(([bits, letter]) => `static inline void ioread${bits}_rep(const volatile void __iomem *port, void *buf, unsigned long count)
{
	u${bits} *to = buf;

	while (count--)
		*to++ = ioread${bits}(port);
}
static inline void iowrite${bits}_rep(volatile void __iomem *port, const void *buf, unsigned long count)
{
	const u${bits} *from = buf;

	while (count--)
		iowrite${bits}(*from++, port);
}
#define reads${letter}(port, buf, count) ioread${bits}_rep(port, buf, count)
#define writes${letter}(port, buf, count) iowrite${bits}_rep(port, buf, count)
`).join('');

/** 64-bit registers in two accesses; which half first is the name of the header. */
function io64(first: 'lo' | 'hi', second: 'lo' | 'hi'): string {
  const offset = { lo: '', hi: ' + 4' };
  const half = { lo: '(u32)value', hi: '(u32)(value >> 32)' };
  return `#include <linux/io.h>
#ifndef readq
#define readq readq
#define writeq writeq
static inline u64 readq(const volatile void __iomem *addr)
{
	u32 ${first} = readl(addr${offset[first]});
	u32 ${second} = readl(addr${offset[second]});

	return lo | (u64)hi << 32;
}
static inline void writeq(u64 value, volatile void __iomem *addr)
{
	writel(${half[first]}, addr${offset[first]});
	writel(${half[second]}, addr${offset[second]});
}
#endif
`;
}

export const MEMORY_HEADERS: Readonly<Record<string, string>> = {
  'linux/gfp.h': gfp,
  'linux/gfp_types.h': '#include <linux/gfp.h>\n',
  'linux/slab.h': slab,
  'linux/mm_types.h': mmTypes,
  'linux/mm.h': mm,
  'linux/mmzone.h': '#include <linux/mm.h>\n',
  'linux/pagemap.h': '#include <linux/mm.h>\n',
  'linux/highmem.h': '#include <linux/mm.h>\n/*PROTOTYPES*/\n#if LINUX_SINCE(5, 11)\n#define kmap_local_page(page) kmap_atomic(page)\n#define kunmap_local(addr) kunmap_atomic(addr)\n#endif\n',
  'linux/pfn.h': '#include <linux/mm.h>\n',
  'linux/mman.h': '#include <linux/mm.h>\n',
  'linux/bootmem.h': '#include <linux/mm.h>\n',
  'asm/page.h': asmPage,
  'asm/pgtable.h': pgtable,
  'linux/pgtable.h': '#include <asm/pgtable.h>\n',
  'asm/memory.h': '#include <asm/io.h>\n',
  'asm/cacheflush.h': '#include <linux/mm.h>\n',
  'linux/vmalloc.h': '#include <linux/mm.h>\n#include <linux/slab.h>\n',
  'linux/string.h': string,
  'linux/string_helpers.h': '#include <linux/string.h>\n',
  'linux/ctype.h': '#include <linux/types.h>\n#define isdigit(c) ((c) >= 48 && (c) <= 57)\n#define isspace(c) ((c) == 32 || ((c) >= 9 && (c) <= 13))\n#define isupper(c) ((c) >= 65 && (c) <= 90)\n#define islower(c) ((c) >= 97 && (c) <= 122)\n#define isalpha(c) (isupper(c) || islower(c))\n#define isalnum(c) (isalpha(c) || isdigit(c))\n#define isxdigit(c) (isdigit(c) || ((c) >= 65 && (c) <= 70) || ((c) >= 97 && (c) <= 102))\n#define isprint(c) ((c) >= 32 && (c) <= 126)\n#define toupper(c) (islower(c) ? (c) - 32 : (c))\n#define tolower(c) (isupper(c) ? (c) + 32 : (c))\n',
  'linux/sprintf.h': '#include <linux/types.h>\n#include <linux/stdarg.h>\n',
  'linux/random.h': '#include <linux/types.h>\n',
  'linux/prandom.h': '#include <linux/random.h>\n',
  'linux/io.h': '#include <asm/io.h>\n#include <linux/types.h>\n',
  'asm/io.h': io + repeated,
  'linux/iopoll.h': iopoll,
  'linux/dma-direction.h': dmaDirection,
  'linux/dma-mapping.h': dmaMapping,
  'asm/dma-mapping.h': '#include <linux/dma-mapping.h>\n',
  'linux/dma-map-ops.h': '#include <linux/dma-mapping.h>\n',
  'linux/scatterlist.h': scatterlist,
  'asm/scatterlist.h': '#include <linux/scatterlist.h>\n',
  'linux/dmapool.h': dmapool,
  'linux/swiotlb.h': '#include <linux/dma-mapping.h>\n#define IO_TLB_SHIFT 11\n#define IO_TLB_SEGSIZE 128\n',
  'linux/swap.h': '#include <linux/mm.h>\n',
  'linux/io-64-nonatomic-lo-hi.h': io64('lo', 'hi'),
  'linux/io-64-nonatomic-hi-lo.h': io64('hi', 'lo'),
  'linux/circ_buf.h': '#include <linux/types.h>\nstruct circ_buf {\n\tchar *buf;\n\tint head;\n\tint tail;\n};\n#define CIRC_CNT(head, tail, size) (((head) - (tail)) & ((size) - 1))\n#define CIRC_SPACE(head, tail, size) CIRC_CNT((tail), ((head) + 1), (size))\n',
  'linux/sizes.h': sizes,
  'asm/sizes.h': sizes,
};
