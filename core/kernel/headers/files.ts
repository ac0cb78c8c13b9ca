/**
 * Files, character and misc devices, user memory, ioctl numbers, proc and sequence files. Members named and ordered as
 * in include/linux/fs.h of each profile; what drivers do not touch is `__private`.
 */
import { SHOWN } from './debug-files';

const fs = String.raw`
#include <linux/linkage.h>
#include <linux/wait.h>
#include <linux/types.h>
#include <linux/kdev_t.h>
#include <linux/list.h>
#include <linux/stat.h>
#include <linux/cache.h>
#include <linux/kobject.h>
#include <linux/mutex.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/mm_types.h>
#include <linux/semaphore.h>
#include <linux/ioctl.h>
#include <linux/export.h>
struct dentry;
struct vfsmount;
struct super_block;
struct kiocb;
struct iov_iter;
struct iovec;
struct dir_context;
struct pipe_inode_info;
struct file_lock;
struct cdev;
struct cred;
struct address_space;
struct vm_area_struct;
struct io_uring_cmd;
struct io_comp_batch;
typedef void *fl_owner_t;
struct qstr {
	unsigned int hash;
	unsigned int len;
	const unsigned char *name;
};
struct dentry {
	unsigned int d_flags;
	struct dentry *d_parent;
	struct qstr d_name;
	struct inode *d_inode;
	void *d_fsdata;
	void *__private[4];
};
struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};
#define MINORBITS 20
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define FMODE_READ 1
#define FMODE_WRITE 2
#define FMODE_LSEEK 4
#define FMODE_PREAD 8
#define FMODE_PWRITE 16
#define FMODE_NONOTIFY 0x4000000
struct file_operations;
struct inode_operations;
struct fasync_struct {
	unsigned int __private[4];
};
struct inode {
	umode_t i_mode;
	unsigned short i_opflags;
	uid_t i_uid;
	gid_t i_gid;
	unsigned int i_flags;
	const struct inode_operations *i_op;
	struct super_block *i_sb;
	struct address_space *i_mapping;
	unsigned long i_ino;
	unsigned int i_nlink;
	dev_t i_rdev;
	loff_t i_size;
	spinlock_t i_lock;
	unsigned int __private[8];
	const struct file_operations *i_fop;
	struct list_head i_devices;
	union {
		struct pipe_inode_info *i_pipe;
		struct cdev *i_cdev;
		char *i_link;
	};
	void *i_private;
};
struct file {
	union {
		struct list_head fu_list;
		struct callback_head fu_rcuhead;
	} f_u;
	struct path f_path;
#if LINUX_SINCE(3, 9)
	struct inode *f_inode;
#endif
	const struct file_operations *f_op;
	spinlock_t f_lock;
#if LINUX_SINCE(4, 13) && !LINUX_SINCE(5, 17)
	unsigned int f_write_hint;
#endif
	atomic_long_t f_count;
	unsigned int f_flags;
	fmode_t f_mode;
#if LINUX_SINCE(3, 14)
	struct mutex f_pos_lock;
#endif
	loff_t f_pos;
	unsigned int __private[12];
	void *private_data;
	struct list_head f_ep_links;
	struct address_space *f_mapping;
};
#if !LINUX_SINCE(3, 19)
#define f_dentry f_path.dentry
#define f_vfsmnt f_path.mnt
#endif
typedef int (*filldir_t)(void *, const char *, int, loff_t, u64, unsigned);
struct file_operations {
	struct module *owner;
	loff_t (*llseek)(struct file *, loff_t, int);
	ssize_t (*read)(struct file *, char __user *, size_t, loff_t *);
	ssize_t (*write)(struct file *, const char __user *, size_t, loff_t *);
#if LINUX_SINCE(4, 1)
	ssize_t (*read_iter)(struct kiocb *, struct iov_iter *);
	ssize_t (*write_iter)(struct kiocb *, struct iov_iter *);
#if LINUX_SINCE(5, 1)
	int (*iopoll)(struct kiocb *kiocb, struct io_comp_batch *, unsigned int flags);
#endif
#if !LINUX_SINCE(6, 6)
	int (*iterate)(struct file *, struct dir_context *);
#endif
	int (*iterate_shared)(struct file *, struct dir_context *);
#else
	ssize_t (*aio_read)(struct kiocb *, const struct iovec *, unsigned long, loff_t);
	ssize_t (*aio_write)(struct kiocb *, const struct iovec *, unsigned long, loff_t);
	int (*readdir)(struct file *, void *, filldir_t);
#endif
	__poll_t (*poll)(struct file *, struct poll_table_struct *);
#if !LINUX_SINCE(3, 0)
	int (*ioctl)(struct inode *, struct file *, unsigned int, unsigned long);
#endif
	long (*unlocked_ioctl)(struct file *, unsigned int, unsigned long);
	long (*compat_ioctl)(struct file *, unsigned int, unsigned long);
	int (*mmap)(struct file *, struct vm_area_struct *);
#if LINUX_SINCE(4, 15)
	unsigned long mmap_supported_flags;
#endif
	int (*open)(struct inode *, struct file *);
	int (*flush)(struct file *, fl_owner_t id);
	int (*release)(struct inode *, struct file *);
#if LINUX_SINCE(3, 1)
	int (*fsync)(struct file *, loff_t, loff_t, int datasync);
#elif LINUX_SINCE(3, 0)
	int (*fsync)(struct file *, int datasync);
#else
	int (*fsync)(struct file *, struct dentry *, int datasync);
#endif
#if !LINUX_SINCE(4, 9)
	int (*aio_fsync)(struct kiocb *, int datasync);
#endif
	int (*fasync)(int, struct file *, int);
	int (*lock)(struct file *, int, struct file_lock *);
#if !LINUX_SINCE(3, 0)
	void *sendfile;
#endif
#if !LINUX_SINCE(6, 5)
	ssize_t (*sendpage)(struct file *, struct page *, int, size_t, loff_t *, int);
#endif
	unsigned long (*get_unmapped_area)(struct file *, unsigned long, unsigned long, unsigned long, unsigned long);
	int (*check_flags)(int);
#if !LINUX_SINCE(3, 0)
	int (*dir_notify)(struct file *filp, unsigned long arg);
#endif
	int (*flock)(struct file *, int, struct file_lock *);
	ssize_t (*splice_write)(struct pipe_inode_info *, struct file *, loff_t *, size_t, unsigned int);
	ssize_t (*splice_read)(struct file *, loff_t *, struct pipe_inode_info *, size_t, unsigned int);
#if LINUX_SINCE(6, 5)
	void (*splice_eof)(struct file *file);
#endif
#if LINUX_SINCE(3, 0)
	int (*setlease)(struct file *, long, struct file_lock **, void **);
	long (*fallocate)(struct file *file, int mode, loff_t offset, loff_t len);
#endif
#if LINUX_SINCE(3, 8)
	void (*show_fdinfo)(struct seq_file *m, struct file *f);
	ssize_t (*copy_file_range)(struct file *, loff_t, struct file *, loff_t, size_t, unsigned int);
	loff_t (*remap_file_range)(struct file *, loff_t, struct file *, loff_t, loff_t, unsigned int);
	int (*fadvise)(struct file *, loff_t, loff_t, int);
#endif
#if LINUX_SINCE(5, 19)
	int (*uring_cmd)(struct io_uring_cmd *ioucmd, unsigned int issue_flags);
	int (*uring_cmd_iopoll)(struct io_uring_cmd *, struct io_comp_batch *, unsigned int poll_flags);
#endif
};
static inline unsigned iminor(const struct inode *inode)
{
	return MINOR(inode->i_rdev);
}
static inline unsigned imajor(const struct inode *inode)
{
	return MAJOR(inode->i_rdev);
}
#if LINUX_SINCE(3, 9)
static inline struct inode *file_inode(const struct file *f)
{
	return f->f_inode;
}
#endif
#define fops_get(fops) (fops)
#define get_file(file) (file)
/* What else comes with it. */
#if LINUX_SINCE(6, 0)
#include <linux/uaccess.h>
#include <linux/slab.h>
#include <linux/string.h>
#endif
`;

const cdev = String.raw`
#include <linux/kobject.h>
#include <linux/kdev_t.h>
#include <linux/list.h>
#include <linux/fs.h>
struct cdev {
	struct kobject kobj;
	struct module *owner;
	const struct file_operations *ops;
	struct list_head list;
	dev_t dev;
	unsigned int count;
};
#if LINUX_SINCE(4, 12)
#include <linux/device.h>
#endif
`;

const kdev = String.raw`
#include <linux/types.h>
#undef MINORBITS
#define MINORBITS 20
#define MINORMASK ((1U << MINORBITS) - 1)
#define MAJOR(dev) ((unsigned int)((dev) >> MINORBITS))
#define MINOR(dev) ((unsigned int)((dev) & MINORMASK))
#define MKDEV(ma, mi) (((ma) << MINORBITS) | (mi))
#define print_dev_t(buffer, dev) sprintf((buffer), "%u:%u\n", MAJOR(dev), MINOR(dev))
`;

const miscdevice = String.raw`
#include <linux/major.h>
#include <linux/list.h>
#include <linux/types.h>
#include <linux/device.h>
#include <linux/fs.h>
#define MISC_DYNAMIC_MINOR 255
#define RTC_MINOR 135
#define WATCHDOG_MINOR 130
struct attribute_group;
struct miscdevice {
	int minor;
	const char *name;
	const struct file_operations *fops;
	struct list_head list;
	struct device *parent;
	struct device *this_device;
#if LINUX_SINCE(4, 6)
	const struct attribute_group **groups;
#endif
#if LINUX_SINCE(3, 0)
	const char *nodename;
	umode_t mode;
#endif
};
/*PROTOTYPES*/
#define module_misc_device(misc) module_driver(misc, misc_register, misc_deregister)
`;

const ioctl = String.raw`
#define _IOC_NRBITS 8
#define _IOC_TYPEBITS 8
#define _IOC_SIZEBITS 14
#define _IOC_DIRBITS 2
#define _IOC_NRSHIFT 0
#define _IOC_TYPESHIFT 8
#define _IOC_SIZESHIFT 16
#define _IOC_DIRSHIFT 30
#define _IOC_NRMASK 0xff
#define _IOC_TYPEMASK 0xff
#define _IOC_SIZEMASK 0x3fff
#define _IOC_DIRMASK 3
#define _IOC_NONE 0U
#define _IOC_WRITE 1U
#define _IOC_READ 2U
#define _IOC(dir, type, nr, size) (((dir) << _IOC_DIRSHIFT) | ((type) << _IOC_TYPESHIFT) | ((nr) << _IOC_NRSHIFT) | ((size) << _IOC_SIZESHIFT))
#define _IO(type, nr) _IOC(_IOC_NONE, (type), (nr), 0)
#define _IOR(type, nr, size) _IOC(_IOC_READ, (type), (nr), sizeof(size))
#define _IOW(type, nr, size) _IOC(_IOC_WRITE, (type), (nr), sizeof(size))
#define _IOWR(type, nr, size) _IOC(_IOC_READ | _IOC_WRITE, (type), (nr), sizeof(size))
#define _IOC_DIR(nr) (((nr) >> _IOC_DIRSHIFT) & _IOC_DIRMASK)
#define _IOC_TYPE(nr) (((nr) >> _IOC_TYPESHIFT) & _IOC_TYPEMASK)
#define _IOC_NR(nr) (((nr) >> _IOC_NRSHIFT) & _IOC_NRMASK)
#define _IOC_SIZE(nr) (((nr) >> _IOC_SIZESHIFT) & _IOC_SIZEMASK)
`;

const uaccess = String.raw`
#include <linux/types.h>
#include <linux/errno.h>
#include <linux/compiler.h>
#include <linux/string.h>
#include <linux/sched.h>
#define VERIFY_READ 0
#define VERIFY_WRITE 1
#define __USER_LIMIT 0xbf000000UL
#define __range_is_user(addr, size) ((size) <= __USER_LIMIT && (unsigned long)(addr) <= __USER_LIMIT - (size))
#if LINUX_SINCE(5, 0)
#define access_ok(addr, size) __range_is_user(addr, size)
#else
#define access_ok(type, addr, size) __range_is_user(addr, size)
#endif
/*PROTOTYPES*/
#define __copy_from_user(to, from, n) copy_from_user(to, from, n)
#define __copy_to_user(to, from, n) copy_to_user(to, from, n)
#define __copy_from_user_inatomic(to, from, n) copy_from_user(to, from, n)
#define __copy_to_user_inatomic(to, from, n) copy_to_user(to, from, n)
#define get_user(x, ptr) ({ typeof(*(ptr)) __got = 0; int __bad = copy_from_user((void *)&__got, (ptr), sizeof(__got)) ? -EFAULT : 0; (x) = (typeof(x))__got; __bad; })
#define put_user(x, ptr) ({ typeof(*(ptr)) __put = (typeof(*(ptr)))(x); copy_to_user((ptr), &__put, sizeof(__put)) ? -EFAULT : 0; })
#define __get_user(x, ptr) get_user(x, ptr)
#define __put_user(x, ptr) put_user(x, ptr)
#if !LINUX_SINCE(5, 10)
#define get_fs() 0
#define set_fs(x) do { } while (0)
#endif
`;

const poll = String.raw`
#include <linux/compiler.h>
#include <linux/wait.h>
#include <linux/string.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
#include <linux/eventpoll.h>
struct poll_table_struct {
	void (*_qproc)(struct file *, wait_queue_head_t *, struct poll_table_struct *);
	__poll_t _key;
};
typedef struct poll_table_struct poll_table;
`;

const eventpoll = String.raw`
#include <linux/types.h>
#define POLLIN 0x0001
#define POLLPRI 0x0002
#define POLLOUT 0x0004
#define POLLERR 0x0008
#define POLLHUP 0x0010
#define POLLNVAL 0x0020
#define POLLRDNORM 0x0040
#define POLLRDBAND 0x0080
#define POLLWRNORM 0x0100
#define POLLWRBAND 0x0200
#define EPOLLIN ((__poll_t)POLLIN)
#define EPOLLPRI ((__poll_t)POLLPRI)
#define EPOLLOUT ((__poll_t)POLLOUT)
#define EPOLLERR ((__poll_t)POLLERR)
#define EPOLLHUP ((__poll_t)POLLHUP)
#define EPOLLRDNORM ((__poll_t)POLLRDNORM)
#define EPOLLWRNORM ((__poll_t)POLLWRNORM)
`;

const stat = String.raw`
#include <linux/types.h>
#define S_IFMT 00170000
#define S_IFCHR 0020000
#define S_IFREG 0100000
#define S_IFDIR 0040000
#define S_ISUID 0004000
#define S_IRWXU 00700
#define S_IRUSR 00400
#define S_IWUSR 00200
#define S_IXUSR 00100
#define S_IRWXG 00070
#define S_IRGRP 00040
#define S_IWGRP 00020
#define S_IXGRP 00010
#define S_IRWXO 00007
#define S_IROTH 00004
#define S_IWOTH 00002
#define S_IXOTH 00001
#define S_IRUGO (S_IRUSR | S_IRGRP | S_IROTH)
#define S_IWUGO (S_IWUSR | S_IWGRP | S_IWOTH)
#define S_IXUGO (S_IXUSR | S_IXGRP | S_IXOTH)
#define S_IRWXUGO (S_IRWXU | S_IRWXG | S_IRWXO)
#define S_ISCHR(m) (((m) & S_IFMT) == S_IFCHR)
`;

const fcntl = String.raw`
#define O_ACCMODE 00000003
#define O_RDONLY 00000000
#define O_WRONLY 00000001
#define O_RDWR 00000002
#define O_CREAT 00000100
#define O_EXCL 00000200
#define O_NOCTTY 00000400
#define O_TRUNC 00001000
#define O_APPEND 00002000
#define O_NONBLOCK 00004000
#define O_NDELAY O_NONBLOCK
#define O_DSYNC 00010000
#define FASYNC 00020000
#ifdef __arm__
#define O_DIRECT 00200000
#define O_LARGEFILE 00400000
#else
#define O_DIRECT 00040000
#define O_LARGEFILE 00100000
#endif
#define O_CLOEXEC 02000000
#define O_SYNC 04010000
`;

const seqFile = String.raw`
#include <linux/types.h>
#include <linux/string.h>
#include <linux/mutex.h>
#include <linux/fs.h>
struct seq_operations;
struct seq_file {
	char *buf;
	size_t size;
	size_t from;
	size_t count;
	size_t pad_until;
	loff_t index;
	loff_t read_pos;
	struct mutex lock;
	const struct seq_operations *op;
	int poll_event;
	const struct file *file;
	void *private;
};
struct seq_operations {
	void *(*start)(struct seq_file *m, loff_t *pos);
	void (*stop)(struct seq_file *m, void *v);
	void *(*next)(struct seq_file *m, void *v, loff_t *pos);
	int (*show)(struct seq_file *m, void *v);
};
/*PROTOTYPES*/
${SHOWN}`;

const procFs = String.raw`
#include <linux/types.h>
#include <linux/fs.h>
struct proc_dir_entry;
struct seq_operations;
#if LINUX_SINCE(5, 6)
struct proc_ops {
	unsigned int proc_flags;
	int (*proc_open)(struct inode *, struct file *);
	ssize_t (*proc_read)(struct file *, char __user *, size_t, loff_t *);
	ssize_t (*proc_read_iter)(struct kiocb *, struct iov_iter *);
	ssize_t (*proc_write)(struct file *, const char __user *, size_t, loff_t *);
	loff_t (*proc_lseek)(struct file *, loff_t, int);
	int (*proc_release)(struct inode *, struct file *);
	__poll_t (*proc_poll)(struct file *, struct poll_table_struct *);
	long (*proc_ioctl)(struct file *, unsigned int, unsigned long);
	int (*proc_mmap)(struct file *, struct vm_area_struct *);
	unsigned long (*proc_get_unmapped_area)(struct file *, unsigned long, unsigned long, unsigned long, unsigned long);
};
#endif
#if LINUX_SINCE(4, 18)
#define proc_create_single(name, mode, parent, show) proc_create_single_data(name, mode, parent, show, NULL)
#endif
`;

export const FILES: Readonly<Record<string, string>> = {
  'linux/fs.h': fs,
  'linux/cdev.h': cdev,
  'linux/kdev_t.h': kdev,
  'linux/major.h': '#define MISC_MAJOR 10\n#define MEM_MAJOR 1\n#define TTY_MAJOR 4\n',
  'linux/miscdevice.h': miscdevice,
  'linux/ioctl.h': ioctl,
  'asm/ioctl.h': '#include <linux/ioctl.h>\n',
  'linux/uaccess.h': uaccess,
  'asm/uaccess.h': '#include <linux/uaccess.h>\n',
  'linux/poll.h': poll,
  'linux/eventpoll.h': eventpoll,
  'linux/stat.h': stat,
  'linux/fcntl.h': fcntl,
  'linux/seq_file.h': seqFile,
  'linux/proc_fs.h': procFs,
  'linux/file.h': '#include <linux/fs.h>\n',
  'linux/aio.h': '#include <linux/fs.h>\n',
  'linux/compat.h': '#include <linux/types.h>\ntypedef u32 compat_uptr_t;\n#define compat_ptr(p) ((void __user *)(unsigned long)(p))\n',
  'linux/unistd.h': '',
  'linux/moduleloader.h': '#include <linux/module.h>\n',
  'linux/dcache.h': '#include <linux/fs.h>\n',
  'linux/smp_lock.h': '#define lock_kernel() do { } while (0)\n#define unlock_kernel() do { } while (0)\n',
};
