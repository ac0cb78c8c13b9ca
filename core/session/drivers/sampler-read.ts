/** A driver of the sampler: the device announces data, a block is fetched into a fresh buffer, a reader is woken. */

/** The interrupt handler sets the block up itself. */
const AT_ONCE = String.raw`
/* The device has data: take them now. */
static void announced(struct sampler *s)
{
	fetch(s);
}
`;

/** As one would do who thinks of an interrupt handler as something to leave quickly, whatever it costs. */
const LATER = String.raw`
static void fetch_later(struct work_struct *work)
{
	fetch(container_of(work, struct sampler, later.work));
}

/* The device has data: see to them at the next tick of the kernel's clock. Its FIFO lasts for 640 us. */
static void announced(struct sampler *s)
{
	schedule_delayed_work(&s->later, 1);
}
`;

const driver = (announced: string, prepare: string, cancel: string): string => String.raw`/* Samples come when the device likes. /dev/sampler gives them in blocks: number in the upper half, value in the lower. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/of.h>
#include <linux/io.h>
#include <linux/interrupt.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
#include <linux/uaccess.h>

#define SAMPLES		32	/* of a block */
#define BYTES		(4 * SAMPLES)
#define MOST		16	/* blocks that nobody has read yet */

/* Registers of the sampler */
#define CTRL		0x00
#define INT_STATUS	0x08
#define INT_ENABLE	0x0c
#define INTERVAL	0x10
#define THRESHOLD	0x14
#define COUNT		0x18
#define DATA		0x1c
#define LOST		0x24

#define EN		0x01
#define DMA		0x02
#define CLEAR		0x08
#define INT_READY	0x01
#define INT_OVERRUN	0x04

struct block {
	struct list_head node;
	dma_addr_t bus;
	u32 *data;
};

struct sampler {
	struct device *dev;
	void __iomem *regs;
	struct dma_chan *chan;
	spinlock_t lock;	/* of the list */
	struct list_head full;
	int waiting;		/* blocks in the list */
	struct block *coming;	/* the one that the controller writes */
	wait_queue_head_t readers;
	struct delayed_work later;
	struct miscdevice misc;
};

static void give_up(struct block *b)
{
	kfree(b->data);
	kfree(b);
}

/* The block is in memory: it belongs to the processor again, and to whoever waits for it. */
static void arrived(void *param)
{
	struct sampler *s = param;
	struct block *b = s->coming;
	unsigned long flags;

	dma_unmap_single(s->chan->device->dev, b->bus, BYTES, DMA_FROM_DEVICE);
	s->coming = NULL;
	if (s->waiting == MOST) {
		give_up(b);
		return;
	}
	spin_lock_irqsave(&s->lock, flags);
	list_add_tail(&b->node, &s->full);
	s->waiting++;
	spin_unlock_irqrestore(&s->lock, flags);
	wake_up_interruptible(&s->readers);
}

/* A fresh buffer, a transfer into it, and the word to the device. May run in interrupt context. */
static void fetch(struct sampler *s)
{
	struct device *owner = s->chan->device->dev;
	struct dma_async_tx_descriptor *tx;
	struct block *b = kmalloc(sizeof(*b), GFP_ATOMIC);

	if (!b)
		return;
	b->data = kmalloc(BYTES, GFP_ATOMIC);
	if (!b->data)
		goto no_data;
	b->bus = dma_map_single(owner, b->data, BYTES, DMA_FROM_DEVICE);
	if (dma_mapping_error(owner, b->bus))
		goto no_mapping;
	tx = dmaengine_prep_slave_single(s->chan, b->bus, BYTES, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT);
	if (!tx)
		goto no_transfer;
	tx->callback = arrived;
	tx->callback_param = s;
	s->coming = b;
	if (dma_submit_error(dmaengine_submit(tx)))
		goto no_transfer;
	dma_async_issue_pending(s->chan);
	writel(SAMPLES, s->regs + COUNT);
	return;

no_transfer:
	s->coming = NULL;
	dma_unmap_single(owner, b->bus, BYTES, DMA_FROM_DEVICE);
no_mapping:
	kfree(b->data);
no_data:
	kfree(b);
}
${announced}
static irqreturn_t sampler_irq(int irq, void *param)
{
	struct sampler *s = param;
	u32 status = readl(s->regs + INT_STATUS) & (INT_READY | INT_OVERRUN);

	if (!status)
		return IRQ_NONE;
	writel(status, s->regs + INT_STATUS);
	if (status & INT_OVERRUN)
		dev_warn(s->dev, "overrun: %u samples lost so far\n", readl(s->regs + LOST));
	if (status & INT_READY)
		announced(s);
	return IRQ_HANDLED;
}

static ssize_t sampler_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	struct sampler *s = container_of(file->private_data, struct sampler, misc);
	unsigned long flags;
	struct block *b;
	ssize_t err;

	if (count < BYTES)
		return -EINVAL;
	err = wait_event_interruptible(s->readers, READ_ONCE(s->waiting) > 0);
	if (err)
		return err;
	spin_lock_irqsave(&s->lock, flags);
	b = list_first_entry(&s->full, struct block, node);
	list_del(&b->node);
	s->waiting--;
	spin_unlock_irqrestore(&s->lock, flags);
	err = copy_to_user(buf, b->data, BYTES) ? -EFAULT : BYTES;
	give_up(b);
	return err;
}

static int sampler_open(struct inode *inode, struct file *file)
{
	struct sampler *s = container_of(file->private_data, struct sampler, misc);

	writel(CLEAR, s->regs + CTRL);
	writel(2222, s->regs + INTERVAL);	/* 100 kHz */
	writel(4 << 8 | 16, s->regs + THRESHOLD);
	writel(INT_READY | INT_OVERRUN, s->regs + INT_ENABLE);
	writel(EN | DMA, s->regs + CTRL);
	return 0;
}

static int sampler_release(struct inode *inode, struct file *file)
{
	struct sampler *s = container_of(file->private_data, struct sampler, misc);
	struct block *b, *next;

	writel(0, s->regs + INT_ENABLE);
	writel(0, s->regs + CTRL);
${cancel}	dmaengine_terminate_sync(s->chan);
	writel(0, s->regs + COUNT);
	if (s->coming) {
		dma_unmap_single(s->chan->device->dev, s->coming->bus, BYTES, DMA_FROM_DEVICE);
		give_up(s->coming);
		s->coming = NULL;
	}
	list_for_each_entry_safe(b, next, &s->full, node) {
		list_del(&b->node);
		give_up(b);
	}
	s->waiting = 0;
	dev_info(s->dev, "%u samples were lost\n", readl(s->regs + LOST));
	return 0;
}

static const struct file_operations sampler_operations = {
	.owner   = THIS_MODULE,
	.open    = sampler_open,
	.read    = sampler_read,
	.release = sampler_release,
};

static int sampler_probe(struct platform_device *pdev)
{
	struct dma_slave_config config = {
		.direction = DMA_DEV_TO_MEM, .src_addr = 0x43c20000 + DATA,
		.src_addr_width = DMA_SLAVE_BUSWIDTH_4_BYTES, .src_maxburst = 4,
	};
	struct sampler *s = devm_kzalloc(&pdev->dev, sizeof(*s), GFP_KERNEL);
	int irq, err;

	if (!s)
		return -ENOMEM;
	s->dev = &pdev->dev;
	spin_lock_init(&s->lock);
	INIT_LIST_HEAD(&s->full);
	init_waitqueue_head(&s->readers);
${prepare}	s->regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(s->regs))
		return PTR_ERR(s->regs);
	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;
	err = devm_request_irq(&pdev->dev, irq, sampler_irq, 0, "sampler", s);
	if (err)
		return err;
	s->chan = dma_request_chan(&pdev->dev, "rx");
	if (IS_ERR(s->chan))
		return PTR_ERR(s->chan);
	err = dmaengine_slave_config(s->chan, &config);
	if (err)
		goto failed;
	s->misc.minor = MISC_DYNAMIC_MINOR;
	s->misc.name = "sampler";
	s->misc.fops = &sampler_operations;
	err = misc_register(&s->misc);
	if (err)
		goto failed;
	platform_set_drvdata(pdev, s);
	return 0;

failed:
	dma_release_channel(s->chan);
	return err;
}

static int sampler_remove(struct platform_device *pdev)
{
	struct sampler *s = platform_get_drvdata(pdev);

	misc_deregister(&s->misc);
	dma_release_channel(s->chan);
	return 0;
}

static const struct of_device_id sampler_ids[] = { { .compatible = "dmalab,sampler" }, { } };
MODULE_DEVICE_TABLE(of, sampler_ids);

static struct platform_driver sampler_driver = {
	.probe  = sampler_probe,
	.remove = sampler_remove,
	.driver = { .name = "sampler", .of_match_table = sampler_ids },
};
module_platform_driver(sampler_driver);
MODULE_LICENSE("GPL");
`;

export const SAMPLER_READ = driver(AT_ONCE, '', '');
export const SAMPLER_LATE = driver(LATER, '\tINIT_DELAYED_WORK(&s->later, fetch_later);\n', '\tcancel_delayed_work_sync(&s->later);\n');

export const RECORD = String.raw`/* Reads blocks of samples and looks whether their numbers go on. */
#include <stdio.h>
#include <fcntl.h>
#include <unistd.h>

#define SAMPLES	32
#define BLOCKS	8

int main(void)
{
	unsigned int block[SAMPLES], expected = 0, holes = 0;
	int i, n, fd = open("/dev/sampler", O_RDONLY);

	if (fd < 0) {
		perror("/dev/sampler");
		return 1;
	}
	for (n = 0; n < BLOCKS; n++) {
		if (read(fd, block, sizeof(block)) != sizeof(block)) {
			perror("read");
			return 1;
		}
		for (i = 0; i < SAMPLES; i++) {
			if (block[i] >> 16 != expected) {
				printf("a hole: sample %u follows %u\n", block[i] >> 16, expected - 1);
				holes++;
			}
			expected = (block[i] >> 16) + 1;
		}
	}
	close(fd);
	printf("%u samples, %u holes\n", SAMPLES * BLOCKS, holes);
	return holes != 0;
}
`;
