/**
 * Files made of one function or one variable: DEFINE_SHOW_ATTRIBUTE, simple attributes, the numbers of debugfs. All on
 * sequence files, as a text that is made whole when it is read. Not there: register sets, string files, locked files.
 */
/** Goes into linux/seq_file.h. */
export const SHOWN = String.raw`
#if LINUX_SINCE(4, 16)
#define DEFINE_SHOW_ATTRIBUTE(__name) \
	static int __name##_open(struct inode *inode, struct file *file) \
	{ \
		return single_open(file, __name##_show, inode->i_private); \
	} \
	static const struct file_operations __name##_fops = { \
		.owner = THIS_MODULE, .open = __name##_open, .read = seq_read, .llseek = seq_lseek, .release = single_release, \
	}
#endif
#if LINUX_SINCE(5, 10)
#define DEFINE_SEQ_ATTRIBUTE(__name) \
	static int __name##_open(struct inode *inode, struct file *file) \
	{ \
		int failed = seq_open(file, &__name##_sops); \
		if (!failed && inode->i_private) \
			((struct seq_file *)file->private_data)->private = inode->i_private; \
		return failed; \
	} \
	static const struct file_operations __name##_fops = { \
		.owner = THIS_MODULE, .open = __name##_open, .read = seq_read, .llseek = seq_lseek, .release = seq_release, \
	}
#define DEFINE_PROC_SHOW_ATTRIBUTE(__name) \
	static int __name##_open(struct inode *inode, struct file *file) \
	{ \
		return single_open(file, __name##_show, pde_data(inode)); \
	} \
	static const struct proc_ops __name##_proc_ops = { \
		.proc_open = __name##_open, .proc_read = seq_read, .proc_lseek = seq_lseek, .proc_release = single_release, \
	}
#endif
#if LINUX_SINCE(3, 0)
#define DEFINE_SIMPLE_ATTRIBUTE(__fops, __get, __set, __fmt) \
	static int __fops##_show(struct seq_file *s, void *unused) \
	{ \
		int (*const get)(void *data, u64 *value) = __get; \
		u64 value; \
		int failed = get ? get(s->private, &value) : -EACCES; \
		if (!failed) \
			seq_printf(s, __fmt, (unsigned long long)value); \
		return failed; \
	} \
	static int __fops##_open(struct inode *inode, struct file *file) \
	{ \
		return single_open(file, __fops##_show, inode->i_private); \
	} \
	static ssize_t __fops##_write(struct file *file, const char __user *from, size_t count, loff_t *at) \
	{ \
		int (*const set)(void *data, u64 value) = __set; \
		unsigned long long value; \
		int failed = set ? kstrtoull_from_user(from, count, 0, &value) : -EACCES; \
		if (!failed) \
			failed = set(((struct seq_file *)file->private_data)->private, value); \
		return failed ? failed : count; \
	} \
	static const struct file_operations __fops = { \
		.owner = THIS_MODULE, .open = __fops##_open, .read = seq_read, .write = __fops##_write, .llseek = seq_lseek, .release = single_release, \
	}
#endif
`;

const debugfs = String.raw`
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>
struct debugfs_blob_wrapper { void *data; unsigned long size; };
/*PROTOTYPES*/
/* Not where only structures are read. */
#if defined(__KERNEL__) && LINUX_SINCE(3, 0)
#if LINUX_SINCE(4, 7)
#define DEFINE_DEBUGFS_ATTRIBUTE(__fops, __get, __set, __fmt) DEFINE_SIMPLE_ATTRIBUTE(__fops, __get, __set, __fmt)
#define debugfs_create_file_unsafe(name, mode, parent, data, fops) debugfs_create_file(name, mode, parent, data, fops)
#endif
/* The helpers told of the file until 5.7. */
#if LINUX_SINCE(5, 7)
#define __debugfs_file void
#define __debugfs_made(made) ((void)(made))
#else
#define __debugfs_file struct dentry *
#define __debugfs_made(made) return made
#endif
#define __DEBUGFS_FILE(name, type, get, set, format, returned, give) \
	static inline int __debugfs_##name##_get(void *data, u64 *value) { type *at = data; *value = get; return 0; } \
	static inline int __debugfs_##name##_set(void *data, u64 value) { type *at = data; set; return 0; } \
	DEFINE_SIMPLE_ATTRIBUTE(__debugfs_##name##_ops, __debugfs_##name##_get, __debugfs_##name##_set, format); \
	DEFINE_SIMPLE_ATTRIBUTE(__debugfs_##name##_reads, __debugfs_##name##_get, NULL, format); \
	static inline returned debugfs_create_##name(const char *file, umode_t mode, struct dentry *parent, type *value) \
	{ \
		give(debugfs_create_file(file, mode, parent, value, mode & 0222 ? &__debugfs_##name##_ops : &__debugfs_##name##_reads)); \
	}
#define __DEBUGFS_NUMBER(name, type, format) __DEBUGFS_FILE(name, type, *at, *at = value, format, __debugfs_file, __debugfs_made)
__DEBUGFS_NUMBER(u8, u8, "%llu\n")
__DEBUGFS_NUMBER(u16, u16, "%llu\n")
__DEBUGFS_NUMBER(u32, u32, "%llu\n")
__DEBUGFS_NUMBER(u64, u64, "%llu\n")
__DEBUGFS_NUMBER(x8, u8, "0x%02llx\n")
__DEBUGFS_NUMBER(x16, u16, "0x%04llx\n")
__DEBUGFS_NUMBER(x32, u32, "0x%08llx\n")
__DEBUGFS_NUMBER(x64, u64, "0x%016llx\n")
__DEBUGFS_NUMBER(size_t, size_t, "%llu\n")
#if LINUX_SINCE(4, 4)
__DEBUGFS_NUMBER(ulong, unsigned long, "%llu\n")
#endif
__DEBUGFS_FILE(atomic_t, atomic_t, at->counter, at->counter = value, "%lld\n", __debugfs_file, __debugfs_made)
static inline int __debugfs_bool_show(struct seq_file *s, void *unused)
{
	seq_puts(s, *(bool *)s->private ? "Y\n" : "N\n");
	return 0;
}
static int __debugfs_bool_open(struct inode *inode, struct file *file)
{
	return single_open(file, __debugfs_bool_show, inode->i_private);
}
static ssize_t __debugfs_bool_write(struct file *file, const char __user *from, size_t count, loff_t *at)
{
	bool value;
	int failed = kstrtobool_from_user(from, count, &value);

	if (!failed)
		*(bool *)((struct seq_file *)file->private_data)->private = value;
	return failed ? failed : count;
}
static const struct file_operations __debugfs_bool_ops = {
	.owner = THIS_MODULE, .open = __debugfs_bool_open, .read = seq_read, .write = __debugfs_bool_write, .llseek = seq_lseek, .release = single_release,
};
#if LINUX_SINCE(4, 4)
#define __debugfs_flag bool
#else
#define __debugfs_flag u32
#endif
#if LINUX_SINCE(6, 2)
static inline void debugfs_create_bool(const char *name, umode_t mode, struct dentry *parent, __debugfs_flag *value)
{
	(void)debugfs_create_file(name, mode, parent, value, &__debugfs_bool_ops);
}
#else
static inline struct dentry *debugfs_create_bool(const char *name, umode_t mode, struct dentry *parent, __debugfs_flag *value)
{
	return debugfs_create_file(name, mode, parent, value, &__debugfs_bool_ops);
}
#endif
static inline int __debugfs_blob_show(struct seq_file *s, void *unused)
{
	const struct debugfs_blob_wrapper *blob = s->private;
	unsigned long i;

	for (i = 0; i < blob->size; i++)
		seq_putc(s, ((char *)blob->data)[i]);
	return 0;
}
static int __debugfs_blob_open(struct inode *inode, struct file *file)
{
	return single_open(file, __debugfs_blob_show, inode->i_private);
}
static const struct file_operations __debugfs_blob_ops = {
	.owner = THIS_MODULE, .open = __debugfs_blob_open, .read = seq_read, .llseek = seq_lseek, .release = single_release,
};
static inline struct dentry *debugfs_create_blob(const char *name, umode_t mode, struct dentry *parent, struct debugfs_blob_wrapper *blob)
{
	return debugfs_create_file(name, mode, parent, blob, &__debugfs_blob_ops);
}
#endif
`;

export const DEBUG_FILES: Readonly<Record<string, string>> = { 'linux/debugfs.h': debugfs };
