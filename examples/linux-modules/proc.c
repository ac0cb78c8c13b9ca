/* A file in /proc by seq_file: how often start, next, show and stop come for a short and a long text. */
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>
static int lines = 3, shown;
static void *begin(struct seq_file *s, loff_t *pos)
{
	pr_info("start %lld\n", *pos);
	return *pos < lines ? pos : NULL;
}
static void *follow(struct seq_file *s, void *v, loff_t *pos)
{
	++*pos;
	return *pos < lines ? pos : NULL;
}
static void end(struct seq_file *s, void *v)
{
	pr_info("stop %s\n", v ? "in the middle" : "at the end");
}
static int show(struct seq_file *s, void *v)
{
	shown++;
	seq_printf(s, "line %lld of %d\n", *(loff_t *)v, lines);
	return 0;
}
static const struct seq_operations sequence = { .start = begin, .next = follow, .stop = end, .show = show };
static int open_sequence(struct inode *inode, struct file *file)
{
	return seq_open(file, &sequence);
}
static ssize_t set_lines(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	int result = kstrtoint_from_user(buf, count, 10, &lines);

	pr_info("lines %d: %d\n", result, lines);
	return result ? result : count;
}
static const struct proc_ops operations = {
	.proc_open = open_sequence, .proc_read = seq_read, .proc_lseek = seq_lseek, .proc_release = seq_release, .proc_write = set_lines,
};
static int show_once(struct seq_file *s, void *v)
{
	pr_info("once\n");
	seq_puts(s, "one line\n");
	return 0;
}
static int __init start(void)
{
	struct proc_dir_entry *folder = proc_mkdir("bench", NULL);

	if (!folder)
		return -ENOMEM;
	proc_create("lines", 0644, folder, &operations);
	proc_create_single("once", 0, folder, show_once);
	return 0;
}
static void __exit stop(void)
{
	remove_proc_subtree("bench", NULL);
	pr_info("shown %d\n", shown);
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
