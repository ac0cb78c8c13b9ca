/* Memory of a driver in a program: pages at once, pages as they are touched, what is refused; the program's words in the log. */
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define PAGES 2
#define TELL_SUM _IOR('m', 1, int)
#define ADD_TO_ALL _IOW('m', 2, int)

static u8 *pages;
static struct page *lazy;
static int views, faults;

static void view_open(struct vm_area_struct *vma)
{
	pr_info("view opened, %d\n", ++views);
}

static void view_close(struct vm_area_struct *vma)
{
	pr_info("view closed, %d\n", --views);
}

static vm_fault_t view_fault(struct vm_fault *vmf)
{
	faults++;
	pr_info("fault at page %lu\n", vmf->pgoff - 16);
	if (vmf->pgoff != 16)
		return VM_FAULT_SIGBUS;
	get_page(lazy);
	vmf->page = lazy;
	return 0;
}

static const struct vm_operations_struct eager_ops = { .open = view_open, .close = view_close };
static const struct vm_operations_struct lazy_ops = { .open = view_open, .close = view_close, .fault = view_fault };

static int mapped_mmap(struct file *file, struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start;
	unsigned long offset = vma->vm_pgoff << PAGE_SHIFT;

	pr_info("mmap %lu pages from %lu, shared %d write %d\n", size >> PAGE_SHIFT, vma->vm_pgoff, !!(vma->vm_flags & VM_SHARED), !!(vma->vm_flags & VM_WRITE));
	if (vma->vm_pgoff >= 16) {
		vma->vm_ops = &lazy_ops;
		view_open(vma);
		return 0;
	}
	if (offset + size > PAGES * PAGE_SIZE)
		return -EINVAL;
	if (remap_pfn_range(vma, vma->vm_start, (virt_to_phys(pages) + offset) >> PAGE_SHIFT, size, vma->vm_page_prot))
		return -EAGAIN;
	vma->vm_ops = &eager_ops;
	view_open(vma);
	return 0;
}

static long mapped_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	int i, value, sum = 0;

	switch (cmd) {
	case TELL_SUM:
		for (i = 0; i < PAGES * PAGE_SIZE; i++)
			sum += pages[i];
		return put_user(sum, (int __user *)arg);
	case ADD_TO_ALL:
		if (get_user(value, (int __user *)arg))
			return -EFAULT;
		for (i = 0; i < PAGES * PAGE_SIZE; i++)
			pages[i] += value;
		((u8 *)page_address(lazy))[5] = value;
		return 0;
	}
	return -ENOTTY;
}

static ssize_t mapped_write(struct file *file, const char __user *buf, size_t count, loff_t *ppos)
{
	char line[80];
	size_t n = min(count, sizeof(line) - 1);

	if (copy_from_user(line, buf, n))
		return -EFAULT;
	line[n] = 0;
	pr_info("app: %s\n", line);
	return count;
}

static const struct file_operations mapped_fops = { .owner = THIS_MODULE, .mmap = mapped_mmap, .unlocked_ioctl = mapped_ioctl, .write = mapped_write, .llseek = no_llseek };
static struct miscdevice mapped = { .minor = MISC_DYNAMIC_MINOR, .name = "mapped", .fops = &mapped_fops };

static int __init mapped_init(void)
{
	int ret;

	pages = (u8 *)__get_free_pages(GFP_KERNEL | __GFP_ZERO, 1);
	lazy = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!pages || !lazy)
		return -ENOMEM;
	ret = misc_register(&mapped);
	return ret;
}

static void __exit mapped_exit(void)
{
	misc_deregister(&mapped);
	pr_info("faults %d left %d\n", faults, views);
	__free_page(lazy);
	free_pages((unsigned long)pages, 1);
}

module_init(mapped_init);
module_exit(mapped_exit);
MODULE_LICENSE("GPL");
