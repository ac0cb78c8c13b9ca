/** The same client as it should be: memory of the device that copies, a channel that can, every result looked at, a wait with an end. */
export const CLIENT_CORRECTED = String.raw`/* What is written to /dev/ax_dma is copied by a dmaengine channel; read() gives the copy. */
#include <linux/module.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/completion.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
#include <linux/uaccess.h>

#define BYTES	4096

static struct dma_chan *chan;
static struct device *owner;	/* the device that reads and writes memory: the controller */
static char *src, *dst;
static dma_addr_t src_bus, dst_bus;
static size_t used;

static void on_done(void *done)
{
	complete(done);
}

static int copy(size_t bytes)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct dma_async_tx_descriptor *tx;
	dma_cookie_t cookie;

	tx = dmaengine_prep_dma_memcpy(chan, dst_bus, src_bus, bytes, DMA_CTRL_ACK | DMA_PREP_INTERRUPT);
	if (!tx)
		return -EIO;
	tx->callback = on_done;
	tx->callback_param = &done;
	cookie = dmaengine_submit(tx);
	if (dma_submit_error(cookie))
		return -EIO;
	dma_async_issue_pending(chan);
	if (!wait_for_completion_timeout(&done, msecs_to_jiffies(100))) {
		dmaengine_terminate_sync(chan);
		return -ETIMEDOUT;
	}
	return dma_async_is_tx_complete(chan, cookie, NULL, NULL) == DMA_COMPLETE ? 0 : -EIO;
}

static ssize_t ax_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	int err;

	count = min_t(size_t, count, BYTES);
	if (count == 0)
		return 0;
	if (copy_from_user(src, buf, count))
		return -EFAULT;
	err = copy(count);
	if (err)
		return err;
	used = count;
	pr_info("%zu bytes copied by %s, %s\n", count, dma_chan_name(chan), memcmp(src, dst, count) ? "and they DIFFER" : "and they are equal");
	return count;
}

static ssize_t ax_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return simple_read_from_buffer(buf, count, pos, dst, used);
}

static const struct file_operations ax_operations = {
	.owner = THIS_MODULE,
	.read  = ax_read,
	.write = ax_write,
};

static struct miscdevice ax_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name  = "ax_dma",
	.fops  = &ax_operations,
};

static int __init ax_init(void)
{
	dma_cap_mask_t mask;
	int err = -ENOMEM;

	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	if (!chan) {
		pr_err("no channel that copies memory\n");
		return -ENODEV;
	}
	owner = chan->device->dev;
	src = dma_alloc_coherent(owner, BYTES, &src_bus, GFP_KERNEL);
	if (!src)
		goto no_src;
	dst = dma_alloc_coherent(owner, BYTES, &dst_bus, GFP_KERNEL);
	if (!dst)
		goto no_dst;
	err = misc_register(&ax_misc);
	if (err)
		goto no_misc;
	return 0;

no_misc:
	dma_free_coherent(owner, BYTES, dst, dst_bus);
no_dst:
	dma_free_coherent(owner, BYTES, src, src_bus);
no_src:
	dma_release_channel(chan);
	return err;
}

static void __exit ax_exit(void)
{
	misc_deregister(&ax_misc);
	dma_free_coherent(owner, BYTES, dst, dst_bus);
	dma_free_coherent(owner, BYTES, src, src_bus);
	dma_release_channel(chan);
}

module_init(ax_init);
module_exit(ax_exit);
MODULE_LICENSE("GPL");
`;
