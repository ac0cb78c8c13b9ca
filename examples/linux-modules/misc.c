/* A misc device: what open, read, write and release see. */
#include <linux/module.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
static char text[16];
static size_t used;
static int bench_open(struct inode *inode, struct file *file)
{
	pr_info("open %x %s\n", file->f_flags & O_ACCMODE, file->private_data ? "with data" : "without");
	return 0;
}
static int bench_release(struct inode *inode, struct file *file)
{
	pr_info("release\n");
	return 0;
}
static ssize_t bench_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	size_t n = min(count, sizeof(text) - 1);
	if (copy_from_user(text, buf, n))
		return -EFAULT;
	text[n] = 0;
	used = n;
	pr_info("write %zu at %lld: %s\n", count, *pos, text);
	*pos += n;
	return n;
}
static ssize_t bench_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	pr_info("read at %lld\n", *pos);
	return simple_read_from_buffer(buf, count, pos, text, used);
}
static const struct file_operations operations = {
	.owner = THIS_MODULE, .open = bench_open, .release = bench_release, .read = bench_read, .write = bench_write,
};
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "bench", .fops = &operations };
static int __init start(void)
{
	return misc_register(&misc);
}
static void __exit stop(void)
{
	misc_deregister(&misc);
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
