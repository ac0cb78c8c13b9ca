/** ISA DMA, and the S3C2410's own DMA interface. */
const isaDma = String.raw`
#include <linux/types.h>
#include <linux/spinlock.h>
#define MAX_DMA_CHANNELS 8
#define DMA_MODE_READ 0x44
#define DMA_MODE_WRITE 0x48
#define DMA_MODE_CASCADE 0xC0
#define DMA_AUTOINIT 0x10
#define DMA_MODE_MASK 0xcc
typedef unsigned int dmach_t;
typedef unsigned int dmamode_t;
#define MAX_DMA_ADDRESS (PAGE_OFFSET + 0x1000000)
#include <asm/io.h>
`;

const s3cDma = String.raw`
#include <asm/dma.h>
#include <linux/types.h>
#define S3C2410_DMA_CHANNELS 4
`;

/** What drivers of the first kernels for the S3C2410 see of its DMA: arch/arm/mach-s3c2410/dma.c. */
const s3cQueues = String.raw`${s3cDma}
typedef void (*dma_callback_t)(void *buf_id, int size);
typedef struct dma_buf_s {
	int size;
	dma_addr_t dma_start;
	int ref;
	void *id;
	int write;
	struct dma_buf_s *next;
} dma_buf_t;
typedef struct {
	volatile u_long DISRC;
	volatile u_long DISRCC;
	volatile u_long DIDST;
	volatile u_long DIDSTC;
	volatile u_long DCON;
	volatile u_long DSTAT;
	volatile u_long DCSRC;
	volatile u_long DCDST;
	volatile u_long DMASKTRIG;
} dma_regs_t;
typedef struct {
	dma_callback_t callback;
	u_long dst;
	u_long src;
	u_long ctl;
	u_long dst_ctl;
	u_long src_ctl;
} dma_device_t;
typedef struct {
	dmach_t channel;
	unsigned int in_use;
	const char *device_id;
	dma_buf_t *head;
	dma_buf_t *tail;
	dma_buf_t *curr;
	int queue_count;
	int active;
	dma_regs_t *regs;
	int irq;
	dma_device_t write;
	dma_device_t read;
} s3c2410_dma_t;
`;

export const BUSES: Readonly<Record<string, string>> = {
  'asm/dma.h': isaDma,
  'linux/dma.h': '#include <asm/dma.h>\n',
  'asm/arch/dma.h': s3cQueues,
  'mach/dma-s3c24xx.h': s3cDma,
  'plat/dma.h': s3cDma,
};
