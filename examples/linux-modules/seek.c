/* A device of sixteen bytes: short reads and writes, positions, seeking, and the end. */
#include <linux/module.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
static char store[16] = "0123456789abcdef";
static loff_t bench_llseek(struct file *file, loff_t offset, int whence)
{
	loff_t result = fixed_size_llseek(file, offset, whence, sizeof(store));

	pr_info("seek %lld %d: %lld\n", offset, whence, result);
	return result;
}
static ssize_t bench_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	loff_t at = *pos;
	ssize_t n = simple_read_from_buffer(buf, min_t(size_t, count, 5), pos, store, sizeof(store));

	pr_info("read at %lld: %zd\n", at, n);
	return n;
}
static ssize_t bench_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	loff_t at = *pos;
	ssize_t n;

	if (at >= sizeof(store)) {
		pr_info("full\n");
		return -ENOSPC;
	}
	n = simple_write_to_buffer(store, sizeof(store), pos, buf, min_t(size_t, count, 6));
	pr_info("write %zu at %lld: %zd\n", count, at, n);
	return n;
}
static const struct file_operations operations = {
	.owner = THIS_MODULE, .llseek = bench_llseek, .read = bench_read, .write = bench_write,
};
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "seek", .fops = &operations, .mode = 0600 };
static int __init start(void)
{
	return misc_register(&misc);
}
static void __exit stop(void)
{
	pr_info("%.16s\n", store);
	misc_deregister(&misc);
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
