/** <linux/dmaengine.h>: values, settings of a slave, residues, the abilities of a channel and what is known of it. */
export const ENGINE_VALUES = String.raw`
#include <linux/device.h>
#include <linux/err.h>
#include <linux/uio.h>
#include <linux/bug.h>
#include <linux/scatterlist.h>
#include <linux/bitmap.h>
#include <linux/types.h>
#include <linux/kref.h>
#include <linux/idr.h>
#include <linux/completion.h>
#include <asm/page.h>
typedef s32 dma_cookie_t;
#define DMA_MIN_COOKIE 1
static inline int dma_submit_error(dma_cookie_t cookie)
{
	return cookie < 0 ? cookie : 0;
}
enum dma_status {
#if LINUX_SINCE(3, 13)
	DMA_COMPLETE,
#else
	DMA_SUCCESS,
#define DMA_COMPLETE DMA_SUCCESS
#endif
	DMA_IN_PROGRESS,
	DMA_PAUSED,
	DMA_ERROR,
#if LINUX_SINCE(5, 6)
	DMA_OUT_OF_ORDER,
#endif
};
enum dma_transaction_type {
	DMA_MEMCPY,
	DMA_XOR,
	DMA_PQ,
	DMA_XOR_VAL,
	DMA_PQ_VAL,
	DMA_MEMSET,
#if LINUX_SINCE(4, 2)
	DMA_MEMSET_SG,
#endif
	DMA_INTERRUPT,
#if !LINUX_SINCE(4, 14)
	DMA_SG,
#endif
	DMA_PRIVATE,
	DMA_ASYNC_TX,
	DMA_SLAVE,
	DMA_CYCLIC,
#if LINUX_SINCE(3, 3)
	DMA_INTERLEAVE,
#endif
#if LINUX_SINCE(5, 6)
	DMA_COMPLETION_NO_ORDER,
	DMA_REPEAT,
	DMA_LOAD_EOT,
#endif
	DMA_TX_TYPE_END,
};
enum dma_transfer_direction { DMA_MEM_TO_MEM, DMA_MEM_TO_DEV, DMA_DEV_TO_MEM, DMA_DEV_TO_DEV, DMA_TRANS_NONE };
struct data_chunk {
	size_t size;
	size_t icg;
#if LINUX_SINCE(4, 3)
	size_t dst_icg;
	size_t src_icg;
#endif
};
struct dma_interleaved_template {
	dma_addr_t src_start;
	dma_addr_t dst_start;
	enum dma_transfer_direction dir;
	bool src_inc;
	bool dst_inc;
	bool src_sgl;
	bool dst_sgl;
	size_t numf;
	size_t frame_size;
	struct data_chunk sgl[];
};
enum dma_ctrl_flags {
	DMA_PREP_INTERRUPT = (1 << 0),
	DMA_CTRL_ACK = (1 << 1),
#if LINUX_SINCE(3, 13)
	DMA_PREP_PQ_DISABLE_P = (1 << 2),
	DMA_PREP_PQ_DISABLE_Q = (1 << 3),
	DMA_PREP_CONTINUE = (1 << 4),
	DMA_PREP_FENCE = (1 << 5),
#if LINUX_SINCE(4, 3)
	DMA_CTRL_REUSE = (1 << 6),
#endif
#if LINUX_SINCE(4, 11)
	DMA_PREP_CMD = (1 << 7),
#endif
#if LINUX_SINCE(5, 6)
	DMA_PREP_REPEAT = (1 << 8),
	DMA_PREP_LOAD_EOT = (1 << 9),
#endif
#else
	DMA_COMPL_SKIP_SRC_UNMAP = (1 << 2),
	DMA_COMPL_SKIP_DEST_UNMAP = (1 << 3),
	DMA_COMPL_SRC_UNMAP_SINGLE = (1 << 4),
	DMA_COMPL_DEST_UNMAP_SINGLE = (1 << 5),
	DMA_PREP_PQ_DISABLE_P = (1 << 6),
	DMA_PREP_PQ_DISABLE_Q = (1 << 7),
	DMA_PREP_CONTINUE = (1 << 8),
	DMA_PREP_FENCE = (1 << 9),
#endif
};
enum sum_check_bits { SUM_CHECK_P = 0, SUM_CHECK_Q = 1 };
enum sum_check_flags { SUM_CHECK_P_RESULT = (1 << SUM_CHECK_P), SUM_CHECK_Q_RESULT = (1 << SUM_CHECK_Q) };
typedef struct { DECLARE_BITMAP(bits, DMA_TX_TYPE_END); } dma_cap_mask_t;
#if LINUX_SINCE(5, 6)
enum dma_desc_metadata_mode { DESC_METADATA_NONE = 0, DESC_METADATA_CLIENT = (1 << 0), DESC_METADATA_ENGINE = (1 << 1) };
#endif
struct dma_chan_percpu {
	unsigned long memcpy_count;
	unsigned long bytes_transferred;
};
struct dma_router {
	struct device *dev;
	void (*route_free)(struct device *dev, void *route_data);
};
struct dma_device;
struct dma_chan_dev;
struct dma_chan {
	struct dma_device *device;
#if LINUX_SINCE(5, 6)
	struct device *slave;
#endif
	dma_cookie_t cookie;
	dma_cookie_t completed_cookie;
	int chan_id;
	struct dma_chan_dev *dev;
#if LINUX_SINCE(5, 6)
	const char *name;
	char *dbg_client_name;
#endif
	struct list_head device_node;
	struct dma_chan_percpu __percpu *local;
	int client_count;
	int table_count;
#if LINUX_SINCE(4, 1)
	struct dma_router *router;
	void *route_data;
#endif
	void *private;
};
struct dma_chan_dev {
	struct dma_chan *chan;
	struct device device;
	int dev_id;
	bool chan_dma_dev;
};
enum dma_slave_buswidth {
	DMA_SLAVE_BUSWIDTH_UNDEFINED = 0,
	DMA_SLAVE_BUSWIDTH_1_BYTE = 1,
	DMA_SLAVE_BUSWIDTH_2_BYTES = 2,
	DMA_SLAVE_BUSWIDTH_3_BYTES = 3,
	DMA_SLAVE_BUSWIDTH_4_BYTES = 4,
	DMA_SLAVE_BUSWIDTH_8_BYTES = 8,
	DMA_SLAVE_BUSWIDTH_16_BYTES = 16,
	DMA_SLAVE_BUSWIDTH_32_BYTES = 32,
	DMA_SLAVE_BUSWIDTH_64_BYTES = 64,
#if LINUX_SINCE(6, 1)
	DMA_SLAVE_BUSWIDTH_128_BYTES = 128,
#endif
};
struct dma_slave_config {
	enum dma_transfer_direction direction;
	phys_addr_t src_addr;
	phys_addr_t dst_addr;
	enum dma_slave_buswidth src_addr_width;
	enum dma_slave_buswidth dst_addr_width;
	u32 src_maxburst;
	u32 dst_maxburst;
#if LINUX_SINCE(4, 11)
	u32 src_port_window_size;
	u32 dst_port_window_size;
#endif
	bool device_fc;
#if !LINUX_SINCE(5, 17)
	unsigned int slave_id;
#endif
#if LINUX_SINCE(5, 11)
	void *peripheral_config;
	size_t peripheral_size;
#endif
};
enum dma_residue_granularity { DMA_RESIDUE_GRANULARITY_DESCRIPTOR = 0, DMA_RESIDUE_GRANULARITY_SEGMENT = 1, DMA_RESIDUE_GRANULARITY_BURST = 2 };
struct dma_slave_caps {
	u32 src_addr_widths;
	u32 dst_addr_widths;
	u32 directions;
#if LINUX_SINCE(5, 9)
	u32 min_burst;
#endif
	u32 max_burst;
#if LINUX_SINCE(5, 9)
	u32 max_sg_burst;
#endif
	bool cmd_pause;
#if LINUX_SINCE(4, 17)
	bool cmd_resume;
#endif
	bool cmd_terminate;
	enum dma_residue_granularity residue_granularity;
	bool descriptor_reuse;
};
static inline const char *dma_chan_name(struct dma_chan *chan)
{
	return dev_name(&chan->dev->device);
}
`;
