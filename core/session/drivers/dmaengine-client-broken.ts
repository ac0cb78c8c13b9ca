/**
 * A dmaengine client behind a misc device, with what goes wrong in such clients: it is there before its channel is,
 * copies from an address where no memory is, asks for a slave channel to copy memory, never looks at a result, reads
 * from nobody, and frees with pointers where handles are wanted.
 */
export const CLIENT_BROKEN = String.raw`/* Reading /dev/ax_dma copies 32 KiB with whatever channel there is. */
#include <linux/module.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/io.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#define SOURCE_ADDRESS	0x40000000	/* "some memory in the logic" */
#define BYTES		(32 * 1024)

static char *src, *dst;
static dma_addr_t src_bus, dst_bus;
static struct dma_chan *chan;
static struct dma_device *dev;
static enum dma_ctrl_flags flags;

static void on_done(void *unused)
{
	if (memcmp(src, dst, BYTES) == 0)
		printk("dma irq test ok\n");
}

static ssize_t ax_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	struct dma_async_tx_descriptor *tx;
	dma_cookie_t cookie;

	tx = dev->device_prep_dma_memcpy(chan, dst_bus, src_bus, BYTES, flags);
	if (!tx)
		printk("no descriptor\n");
	tx->callback = on_done;
	tx->callback_param = NULL;
	cookie = tx->tx_submit(tx);
	if (dma_submit_error(cookie))
		printk("not submitted\n");
	dma_async_issue_pending(chan);
	return 0;
}

static struct file_operations ax_operations = {
	.owner = THIS_MODULE,
	.read  = ax_read,
};

static struct miscdevice ax_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name  = "ax_dma",
	.fops  = &ax_operations,
};

static int __init ax_init(void)
{
	dma_cap_mask_t mask;

	if (misc_register(&ax_misc))
		return 0;
	src = (char *)ioremap(SOURCE_ADDRESS, BYTES);
	src_bus = SOURCE_ADDRESS;
	dst = dma_alloc_coherent(NULL, BYTES, &dst_bus, GFP_KERNEL);
	dma_cap_zero(mask);
	dma_cap_set(DMA_SLAVE, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	flags = DMA_CTRL_ACK | DMA_PREP_INTERRUPT;
	dev = chan->device;
	memset(src, 0x5A, BYTES);
	return 0;
}

static void __exit ax_exit(void)
{
	misc_deregister(&ax_misc);
	iounmap(src);
	dma_free_coherent(NULL, BYTES, dst, dst_bus);
	dma_release_channel(chan);
}

module_init(ax_init);
module_exit(ax_exit);
MODULE_LICENSE("GPL");
`;
