/** The same transfer as it should be done: a device of its own, a loop that loops, every result looked at, a write() that waits. */
export const PL330_CORRECTED = String.raw`/* Copies what is written to /dev/ax_dma from one buffer to another with the PL330, and gives it back to read(). */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/uaccess.h>
#include <linux/io.h>

#define DMAC_BASE	0xF8003000
#define INTEN		0x020
#define INTCLR		0x02C
#define DBGSTATUS	0xD00
#define DBGCMD		0xD04
#define DBGINST0	0xD08
#define DBGINST1	0xD0C

#define CHANNEL		1
#define EVENT		1
#define BUFFER_BYTES	4096
#define PROGRAM_BYTES	64
#define BURST_BYTES	16

/* Single bytes, or 4 beats of 4 bytes; both addresses count up. */
#define CCR_BYTES	0x00004001
#define CCR_BURSTS	0x000D4035

static int irq = 33;
module_param(irq, int, 0444);
MODULE_PARM_DESC(irq, "Linux interrupt number of the controller's event 1");

struct ax_dma {
	struct device *dev;
	void __iomem *regs;
	u8 *src, *dst, *program;
	dma_addr_t src_bus, dst_bus, program_bus;
	size_t bytes;
	struct completion done;
};
static struct ax_dma *ax;
static struct platform_device *pdev;

static u8 *put_mov(u8 *at, u8 target, u32 value)
{
	int i;

	*at++ = 0xBC;
	*at++ = target;
	for (i = 0; i < 4; i++)
		*at++ = value >> (8 * i);
	return at;
}

/* One loop of at most 256 passes: DMALP, DMALD, DMAST, DMALPEND. */
static u8 *put_loop(u8 *at, unsigned int passes)
{
	if (passes == 0)
		return at;
	*at++ = 0x20;
	*at++ = passes - 1;
	*at++ = 0x04;
	*at++ = 0x08;
	*at++ = 0x38;
	*at++ = 2;
	return at;
}

static void put_program(size_t bytes)
{
	u8 *at = ax->program;

	at = put_mov(at, 0, ax->src_bus);
	at = put_mov(at, 2, ax->dst_bus);
	at = put_mov(at, 1, CCR_BURSTS);
	at = put_loop(at, bytes / BURST_BYTES);
	if (bytes % BURST_BYTES) {
		at = put_mov(at, 1, CCR_BYTES);
		at = put_loop(at, bytes % BURST_BYTES);
	}
	*at++ = 0x13;			/* DMAWMB: the data is there before the event tells of it */
	*at++ = 0x34;			/* DMASEV */
	*at++ = EVENT << 3;
	*at++ = 0x00;			/* DMAEND */
	wmb();
}

static irqreturn_t on_event(int number, void *data)
{
	struct ax_dma *one = data;

	iowrite32(BIT(EVENT), one->regs + INTCLR);
	complete(&one->done);
	return IRQ_HANDLED;
}

static int start(void)
{
	int tries;

	for (tries = 0; ioread32(ax->regs + DBGSTATUS) & 1; tries++)
		if (tries == 1000)
			return -EBUSY;
	reinit_completion(&ax->done);
	iowrite32((0xA0 << 16) | (CHANNEL << 24), ax->regs + DBGINST0);
	iowrite32(ax->program_bus, ax->regs + DBGINST1);
	iowrite32(0, ax->regs + DBGCMD);
	return wait_for_completion_timeout(&ax->done, msecs_to_jiffies(100)) ? 0 : -ETIMEDOUT;
}

static ssize_t ax_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	int err;

	count = min_t(size_t, count, BUFFER_BYTES);
	if (count == 0)
		return 0;
	if (copy_from_user(ax->src, buf, count))
		return -EFAULT;
	put_program(count);
	err = start();
	if (err) {
		dev_err(ax->dev, "transfer failed: %d\n", err);
		return err;
	}
	ax->bytes = count;
	dev_info(ax->dev, "%zu bytes copied, %s\n", count, memcmp(ax->src, ax->dst, count) ? "and they DIFFER" : "and they are equal");
	return count;
}

static ssize_t ax_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	return simple_read_from_buffer(buf, count, pos, ax->dst, ax->bytes);
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
	int err;

	pdev = platform_device_register_simple("ax_dma", -1, NULL, 0);
	if (IS_ERR(pdev))
		return PTR_ERR(pdev);
	err = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(32));
	if (err)
		goto no_mask;
	err = -ENOMEM;
	ax = kzalloc(sizeof(*ax), GFP_KERNEL);
	if (!ax)
		goto no_mask;
	ax->dev = &pdev->dev;
	init_completion(&ax->done);
	ax->src = dma_alloc_coherent(ax->dev, BUFFER_BYTES, &ax->src_bus, GFP_KERNEL);
	if (!ax->src)
		goto no_src;
	ax->dst = dma_alloc_coherent(ax->dev, BUFFER_BYTES, &ax->dst_bus, GFP_KERNEL);
	if (!ax->dst)
		goto no_dst;
	ax->program = dma_alloc_coherent(ax->dev, PROGRAM_BYTES, &ax->program_bus, GFP_KERNEL);
	if (!ax->program)
		goto no_program;
	ax->regs = ioremap(DMAC_BASE, 0x1000);
	if (!ax->regs)
		goto no_regs;
	err = request_irq(irq, on_event, 0, "ax_dma", ax);
	if (err) {
		dev_err(ax->dev, "no interrupt %d: %d\n", irq, err);
		goto no_irq;
	}
	iowrite32(ioread32(ax->regs + INTEN) | BIT(EVENT), ax->regs + INTEN);
	err = misc_register(&ax_misc);
	if (err)
		goto no_misc;
	dev_info(ax->dev, "ready\n");
	return 0;

no_misc:
	free_irq(irq, ax);
no_irq:
	iounmap(ax->regs);
no_regs:
	dma_free_coherent(ax->dev, PROGRAM_BYTES, ax->program, ax->program_bus);
no_program:
	dma_free_coherent(ax->dev, BUFFER_BYTES, ax->dst, ax->dst_bus);
no_dst:
	dma_free_coherent(ax->dev, BUFFER_BYTES, ax->src, ax->src_bus);
no_src:
	kfree(ax);
no_mask:
	platform_device_unregister(pdev);
	return err;
}

static void __exit ax_exit(void)
{
	misc_deregister(&ax_misc);
	iowrite32(ioread32(ax->regs + INTEN) & ~BIT(EVENT), ax->regs + INTEN);
	free_irq(irq, ax);
	iounmap(ax->regs);
	dma_free_coherent(ax->dev, PROGRAM_BYTES, ax->program, ax->program_bus);
	dma_free_coherent(ax->dev, BUFFER_BYTES, ax->dst, ax->dst_bus);
	dma_free_coherent(ax->dev, BUFFER_BYTES, ax->src, ax->src_bus);
	kfree(ax);
	platform_device_unregister(pdev);
}

module_init(ax_init);
module_exit(ax_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A PL330 channel behind a device file");
`;
