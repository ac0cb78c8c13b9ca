/* A device that gives notice: poll, blocking and non-blocking reads, SIGIO; a timer brings the data. */
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/kfifo.h>
#include <linux/miscdevice.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/timer.h>
#include <linux/uaccess.h>

#define START _IOW('n', 1, int)

static DECLARE_WAIT_QUEUE_HEAD(arrived);
static DEFINE_KFIFO(fifo, u8, 8);
static struct fasync_struct *listeners;
static struct timer_list source;
static int left;

static void bring(struct timer_list *t)
{
	if (!kfifo_put(&fifo, 'a' + left))
		pr_info("lost\n");
	wake_up_interruptible(&arrived);
	if (listeners)
		kill_fasync(&listeners, SIGIO, POLL_IN);
	if (--left > 0)
		mod_timer(&source, jiffies + 2);
}

static ssize_t notices_read(struct file *file, char __user *buf, size_t count, loff_t *ppos)
{
	unsigned int copied;
	int ret;

	while (kfifo_is_empty(&fifo)) {
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		if (wait_event_interruptible(arrived, !kfifo_is_empty(&fifo)))
			return -ERESTARTSYS;
	}
	ret = kfifo_to_user(&fifo, buf, count, &copied);
	return ret ? ret : copied;
}

static ssize_t notices_write(struct file *file, const char __user *buf, size_t count, loff_t *ppos)
{
	char line[80];
	size_t n = min(count, sizeof(line) - 1);

	if (copy_from_user(line, buf, n))
		return -EFAULT;
	line[n] = 0;
	pr_info("app: %s\n", line);
	return count;
}

static __poll_t notices_poll(struct file *file, poll_table *wait)
{
	poll_wait(file, &arrived, wait);
	return (kfifo_is_empty(&fifo) ? 0 : EPOLLIN | EPOLLRDNORM) | EPOLLOUT | EPOLLWRNORM;
}

static int notices_fasync(int fd, struct file *file, int on)
{
	int ret = fasync_helper(fd, file, on, &listeners);

	pr_info("fasync %d gives %d\n", on, ret);
	return ret;
}

static int notices_release(struct inode *inode, struct file *file)
{
	fasync_helper(-1, file, 0, &listeners);
	pr_info("released, listeners %d\n", listeners != NULL);
	return 0;
}

static long notices_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	if (cmd != START)
		return -ENOTTY;
	if (get_user(left, (int __user *)arg))
		return -EFAULT;
	mod_timer(&source, jiffies + 2);
	return 0;
}

static const struct file_operations notices_fops = { .owner = THIS_MODULE, .read = notices_read, .write = notices_write, .poll = notices_poll, .fasync = notices_fasync, .release = notices_release, .unlocked_ioctl = notices_ioctl };
static struct miscdevice notices = { .minor = MISC_DYNAMIC_MINOR, .name = "notices", .fops = &notices_fops };

static int __init notices_init(void)
{
	timer_setup(&source, bring, 0);
	return misc_register(&notices);
}

static void __exit notices_exit(void)
{
	del_timer_sync(&source);
	misc_deregister(&notices);
}

module_init(notices_init);
module_exit(notices_exit);
MODULE_LICENSE("GPL");
