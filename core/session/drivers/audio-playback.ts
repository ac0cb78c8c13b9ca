/** A driver that plays from a ring of periods, with two ways to wait for room in it; and a program that plays. */

/** Wakes up when it likes: by then the ring has been empty for long. */
const POLLING = String.raw`
/* Room for one more period. Looks every 10 ms: the whole ring lasts 5.3 ms. */
static int wait_for_room(struct player *p)
{
	while (!has_room(p)) {
		msleep(10);
		if (signal_pending(current))
			return -ERESTARTSYS;
	}
	return 0;
}
`;

/** Woken by the callback of the period that has become free. */
const WOKEN = String.raw`
/* Room for one more period: the callback of the one that has become free wakes us. */
static int wait_for_room(struct player *p)
{
	return wait_event_interruptible(p->room, has_room(p));
}
`;

const driver = (waitForRoom: string, limited: string): string => String.raw`/* What is written to /dev/dsp is played: frames of two 16-bit samples, from a ring that a cyclic transfer goes round. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/of.h>
#include <linux/io.h>
#include <linux/interrupt.h>
#include <linux/dmaengine.h>
#include <linux/dma-mapping.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
#include <linux/uaccess.h>

#define FRAMES		64	/* of a period: 1.3 ms at 48 kHz */
#define PERIODS		4
#define PERIOD_BYTES	(4 * FRAMES)
#define RING_BYTES	(PERIODS * PERIOD_BYTES)

/* Registers of the codec */
#define CTRL		0x00
#define INT_STATUS	0x08
#define INT_ENABLE	0x0c
#define PERIOD		0x14
#define WATERMARK	0x18
#define TX_DATA		0x20
#define TX_POSITION	0x30
#define TX_LIMIT	0x38
#define TX_LOST		0x3c

#define TX_EN		0x01
#define TX_DMA		0x04
#define TX_LIMITED	0x10
#define DRAIN		0x80
#define CLEAR		0x100

#define INT_UNDERRUN	0x04
#define INT_DRAINED	0x10

struct player {
	struct device *dev;
	void __iomem *regs;
	struct dma_chan *chan;
	dma_cookie_t cookie;
	u32 *ring;
	dma_addr_t bus;
	unsigned int filled;	/* periods that were written */
	unsigned int fetched;	/* periods that are in the codec */
	unsigned int underruns;
	bool playing;
	wait_queue_head_t room;
	struct completion drained;
	struct miscdevice misc;
};

static void period_done(void *param)
{
	struct player *p = param;

	p->fetched++;
	wake_up(&p->room);	/* the writer, and who waits for the end */
}

static irqreturn_t codec_irq(int irq, void *param)
{
	struct player *p = param;
	u32 status = readl(p->regs + INT_STATUS) & (INT_UNDERRUN | INT_DRAINED);

	if (!status)
		return IRQ_NONE;
	writel(status, p->regs + INT_STATUS);
	if (status & INT_UNDERRUN) {
		p->underruns++;
		dev_warn(p->dev, "underrun at frame %u\n", readl(p->regs + TX_POSITION));
	}
	if (status & INT_DRAINED)
		complete(&p->drained);
	return IRQ_HANDLED;
}

static bool has_room(struct player *p)
{
	return (int)(p->filled - READ_ONCE(p->fetched)) < PERIODS;
}
${waitForRoom}
/* Where the controller is in the ring, in frames, as the residue tells it. */
static unsigned int ring_position(struct player *p)
{
	struct dma_tx_state state;

	dmaengine_tx_status(p->chan, p->cookie, &state);
	return (RING_BYTES - state.residue) / 4 % (PERIODS * FRAMES);
}

${limited === '' ? '/* The ring goes round on its own from here, refilled or not. */' : '/* The ring goes round on its own from here; the codec asks for no frame beyond TX_LIMIT. */'}
static int start(struct player *p)
{
	struct dma_slave_config config = {
		.direction = DMA_MEM_TO_DEV, .dst_addr = 0x43c10000 + TX_DATA,
		.dst_addr_width = DMA_SLAVE_BUSWIDTH_4_BYTES, .dst_maxburst = 4,
	};
	struct dma_async_tx_descriptor *tx;
	int err = dmaengine_slave_config(p->chan, &config);

	if (err)
		return err;
	tx = dmaengine_prep_dma_cyclic(p->chan, p->bus, RING_BYTES, PERIOD_BYTES, DMA_MEM_TO_DEV, DMA_PREP_INTERRUPT);
	if (!tx)
		return -ENOMEM;
	tx->callback = period_done;
	tx->callback_param = p;
	p->cookie = dmaengine_submit(tx);
	if (dma_submit_error(p->cookie))
		return -EIO;
	dma_async_issue_pending(p->chan);
	writel(4, p->regs + WATERMARK);
	writel(FRAMES, p->regs + PERIOD);
	writel(INT_UNDERRUN | INT_DRAINED, p->regs + INT_ENABLE);
	writel(TX_DMA${limited}, p->regs + CTRL);
	writel(TX_DMA${limited} | TX_EN, p->regs + CTRL);
	p->playing = true;
	return 0;
}

static int dsp_open(struct inode *inode, struct file *file)
{
	struct player *p = container_of(file->private_data, struct player, misc);

	p->filled = 0;
	p->fetched = 0;
	p->underruns = 0;
	reinit_completion(&p->drained);
	writel(CLEAR, p->regs + CTRL);
	return 0;
}

static ssize_t dsp_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	struct player *p = container_of(file->private_data, struct player, misc);
	int err;

	if (count < PERIOD_BYTES)
		return -EINVAL;
	err = wait_for_room(p);
	if (err)
		return err;
	if (copy_from_user(p->ring + p->filled % PERIODS * FRAMES, buf, PERIOD_BYTES))
		return -EFAULT;
	p->filled++;
	writel(p->filled * FRAMES, p->regs + TX_LIMIT);	/* writel orders: the frames are in memory first */
	if (!p->playing && p->filled == PERIODS) {
		err = start(p);
		if (err)
			return err;
	}
	if (p->filled % PERIODS == 0)
		dev_info(p->dev, "%u periods written, %u fetched; the controller is at frame %u of the ring, the codec at %u\n",
			 p->filled, p->fetched, ring_position(p), readl(p->regs + TX_POSITION));
	return PERIOD_BYTES;
}

/* The end: what was written is played, then the ring stands still. */
static int dsp_release(struct inode *inode, struct file *file)
{
	struct player *p = container_of(file->private_data, struct player, misc);

	if (!p->playing)
		return 0;
	wait_event_timeout(p->room, (int)(READ_ONCE(p->fetched) - p->filled) >= 0, HZ);
	writel(TX_EN | DRAIN, p->regs + CTRL);
	if (!wait_for_completion_timeout(&p->drained, HZ))
		dev_err(p->dev, "does not drain\n");
	writel(0, p->regs + CTRL);
	dmaengine_terminate_sync(p->chan);
	p->playing = false;
	dev_info(p->dev, "%u frames played, %u underruns, %u frames of silence\n", readl(p->regs + TX_POSITION), p->underruns, readl(p->regs + TX_LOST));
	return 0;
}

static const struct file_operations dsp_operations = {
	.owner   = THIS_MODULE,
	.open    = dsp_open,
	.write   = dsp_write,
	.release = dsp_release,
};

static int dsp_probe(struct platform_device *pdev)
{
	struct player *p = devm_kzalloc(&pdev->dev, sizeof(*p), GFP_KERNEL);
	int irq, err;

	if (!p)
		return -ENOMEM;
	p->dev = &pdev->dev;
	init_waitqueue_head(&p->room);
	init_completion(&p->drained);
	p->regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(p->regs))
		return PTR_ERR(p->regs);
	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;
	err = devm_request_irq(&pdev->dev, irq, codec_irq, 0, "codec", p);
	if (err)
		return err;
	p->chan = dma_request_chan(&pdev->dev, "tx");
	if (IS_ERR(p->chan))
		return PTR_ERR(p->chan);
	p->ring = dma_alloc_coherent(p->chan->device->dev, RING_BYTES, &p->bus, GFP_KERNEL);
	if (!p->ring) {
		err = -ENOMEM;
		goto no_ring;
	}
	p->misc.minor = MISC_DYNAMIC_MINOR;
	p->misc.name = "dsp";
	p->misc.fops = &dsp_operations;
	err = misc_register(&p->misc);
	if (err)
		goto no_misc;
	platform_set_drvdata(pdev, p);
	dev_info(p->dev, "plays through %s\n", dma_chan_name(p->chan));
	return 0;

no_misc:
	dma_free_coherent(p->chan->device->dev, RING_BYTES, p->ring, p->bus);
no_ring:
	dma_release_channel(p->chan);
	return err;
}

static int dsp_remove(struct platform_device *pdev)
{
	struct player *p = platform_get_drvdata(pdev);

	misc_deregister(&p->misc);
	writel(0, p->regs + INT_ENABLE);
	dma_free_coherent(p->chan->device->dev, RING_BYTES, p->ring, p->bus);
	dma_release_channel(p->chan);
	return 0;
}

static const struct of_device_id dsp_ids[] = { { .compatible = "dmalab,audio-codec" }, { } };
MODULE_DEVICE_TABLE(of, dsp_ids);

static struct platform_driver dsp_driver = {
	.probe  = dsp_probe,
	.remove = dsp_remove,
	.driver = { .name = "dsp", .of_match_table = dsp_ids },
};
module_platform_driver(dsp_driver);
MODULE_LICENSE("GPL");
`;

const LIMITED = ' | TX_LIMITED';
export const AUDIO_LATE = driver(POLLING, LIMITED);
export const AUDIO_STALE = driver(POLLING, '');
export const AUDIO_PLAYBACK = driver(WOKEN, LIMITED);

export const PLAY = String.raw`/* Plays a rising tone: frame n is n in both channels. */
#include <stdio.h>
#include <fcntl.h>
#include <unistd.h>

#define FRAMES	64
#define PERIODS	16

int main(void)
{
	unsigned int frame[FRAMES];
	unsigned int n = 0, sum = 0;
	int period, i, fd = open("/dev/dsp", O_WRONLY);

	if (fd < 0) {
		perror("/dev/dsp");
		return 1;
	}
	for (period = 0; period < PERIODS; period++) {
		for (i = 0; i < FRAMES; i++, n++)
			sum += frame[i] = n << 16 | n;
		if (write(fd, frame, sizeof(frame)) != sizeof(frame)) {
			perror("write");
			return 1;
		}
	}
	close(fd);
	printf("%u frames written, their sum is 0x%08x\n", n, sum);
	return 0;
}
`;
