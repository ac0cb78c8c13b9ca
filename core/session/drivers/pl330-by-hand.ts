/**
 * A character driver that programs the PL330 itself, with the habits that such drivers are published with: a loop that
 * is unrolled behind a loop counter nobody uses, no DMAEND, a NULL device, results that nobody looks at, and a write()
 * that takes nothing. All of them are there on purpose.
 */
export const PL330_BY_HAND = String.raw`/* Copies 1600 bytes with microcode that the driver puts together byte by byte. */
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/dma-mapping.h>
#include <linux/uaccess.h>
#include <linux/io.h>

#define DEVICE_NAME	"ax_dma"
#define DMAC_IRQ	33

#define SLCR_AMBA_CLK	0xF800012C
#define DMAC_BASE	0xF8003000
#define INTEN		0x020
#define INTCLR		0x02C
#define DBGSTATUS	0xD00
#define DBGCMD		0xD04
#define DBGINST0	0xD08
#define DBGINST1	0xD0C

#define BUFFER_BYTES	(32 * 1024)
#define PROGRAM_BYTES	500
#define PASSES		100

/* First bytes of instructions. */
#define DMAEND		0x00
#define DMALD		0x04
#define DMAST		0x08
#define DMARMB		0x12
#define DMAWMB		0x13
#define DMALP_LC0	0x20
#define DMASEV		0x34
#define DMAGO		0xA0
#define DMAMOV		0xBC
enum { TO_SAR, TO_CCR, TO_DAR };

/* 2 beats of 8 bytes each way, both addresses count up. */
#define CCR_VALUE	0x0005C017

static dev_t number;
static struct cdev cdev;
static struct class *class;

static char *src, *dst, *program;
static u32 src_bus, dst_bus, program_bus;
static void __iomem *regs, *clock_control;

static int put_mov(int at, int target, u32 value)
{
	program[at] = DMAMOV;
	program[at + 1] = target;
	*(u32 *)&program[at + 2] = value;	/* not aligned, and the processor does it all the same */
	return at + 6;
}

static irqreturn_t on_event(int irq, void *unused)
{
	iowrite32(0xFF, regs + INTCLR);
	if (memcmp(src, dst, 160) == 0)
		printk("dma irq test ok\n");
	return IRQ_HANDLED;
}

static int ax_open(struct inode *inode, struct file *file)
{
	printk("dma_open\n");
	return 0;
}

static ssize_t ax_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	int at = 0, pass;

	printk("dma_write\n");
	memset(program, 0, PROGRAM_BYTES);
	memset(src, 0xAA, 160);
	memset(dst, 0x55, 160);

	at = put_mov(at, TO_SAR, src_bus);
	at = put_mov(at, TO_DAR, dst_bus);
	at = put_mov(at, TO_CCR, CCR_VALUE);
	program[at++] = DMALP_LC0;
	program[at++] = PASSES;		/* nobody counts this down: there is no DMALPEND */
	for (pass = 0; pass < PASSES; pass++) {
		program[at++] = DMALD;
		program[at++] = DMARMB;
		program[at++] = DMAST;
		program[at++] = DMAWMB;
	}
	program[at++] = DMASEV;
	program[at++] = 1 << 3;
	/* what follows is zero, which happens to be DMAEND */

	while (ioread32(regs + DBGSTATUS) & 1)
		;
	iowrite32(DMAGO << 16, regs + DBGINST0);
	iowrite32(program_bus, regs + DBGINST1);
	iowrite32(0, regs + DBGCMD);
	printk("dma go\n");
	return 0;			/* "try again": echo does */
}

static int ax_release(struct inode *inode, struct file *file)
{
	printk("dma_release\n");
	return 0;
}

static struct file_operations ax_operations = {
	.owner   = THIS_MODULE,
	.open    = ax_open,
	.write   = ax_write,
	.release = ax_release,
};

static int __init ax_init(void)
{
	int err;

	printk("dma_init\n");
	alloc_chrdev_region(&number, 0, 1, DEVICE_NAME);
	cdev_init(&cdev, &ax_operations);
	cdev_add(&cdev, number, 1);
	class = class_create(THIS_MODULE, DEVICE_NAME);
	device_create(class, NULL, number, NULL, DEVICE_NAME);

	err = request_irq(DMAC_IRQ, on_event, IRQF_TRIGGER_HIGH, DEVICE_NAME, NULL);
	if (err < 0)
		printk("irq err=%d\n", err);

	/* Whose memory? Kernels of the time took NULL for "nobody's". */
	src = dma_alloc_coherent(NULL, BUFFER_BYTES, &src_bus, GFP_KERNEL);
	dst = dma_alloc_coherent(NULL, BUFFER_BYTES, &dst_bus, GFP_KERNEL);
	program = dma_alloc_coherent(NULL, PROGRAM_BYTES, &program_bus, GFP_KERNEL);
	if (!src || !dst || !program)
		return -ENOMEM;

	regs = ioremap(DMAC_BASE, 0x1000);
	clock_control = ioremap(SLCR_AMBA_CLK, 4);
	iowrite32(ioread32(clock_control) | 1, clock_control);
	iowrite32(0xFF, regs + INTEN);
	return 0;
}

static void __exit ax_exit(void)
{
	free_irq(DMAC_IRQ, NULL);
	iowrite32(0, regs + INTEN);
	device_destroy(class, number);
	class_destroy(class);
	cdev_del(&cdev);
	unregister_chrdev_region(number, 1);
	dma_free_coherent(NULL, BUFFER_BYTES, src, src_bus);
	dma_free_coherent(NULL, BUFFER_BYTES, dst, dst_bus);
	dma_free_coherent(NULL, PROGRAM_BYTES, program, program_bus);
	iounmap(clock_control);
	iounmap(regs);
}

module_init(ax_init);
module_exit(ax_exit);
MODULE_LICENSE("GPL");
`;
