/**
 * <linux/dmaengine.h> and the glue of its providers. Shapes of 3.0 (with the slave and cyclic calls that the i.MX kernels
 * of the time had from later versions; completed_cookie, until 3.3 in each driver's own structure, is always here), 4.14, and 5.6 to 6.6; what lies between follows the version of each member.
 */
const dmaengine = String.raw`
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
typedef bool (*dma_filter_fn)(struct dma_chan *chan, void *filter_param);
typedef void (*dma_async_tx_callback)(void *dma_async_param);
enum dmaengine_tx_result { DMA_TRANS_NOERROR = 0, DMA_TRANS_READ_FAILED, DMA_TRANS_WRITE_FAILED, DMA_TRANS_ABORTED };
struct dmaengine_result {
	enum dmaengine_tx_result result;
	u32 residue;
};
typedef void (*dma_async_tx_callback_result)(void *dma_async_param, const struct dmaengine_result *result);
struct dmaengine_unmap_data {
	u16 map_cnt;
	u8 to_cnt;
	u8 from_cnt;
	u8 bidi_cnt;
	struct device *dev;
	struct kref kref;
	size_t len;
	dma_addr_t addr[];
};
struct dma_async_tx_descriptor;
struct dma_descriptor_metadata_ops {
	int (*attach)(struct dma_async_tx_descriptor *desc, void *data, size_t len);
	void *(*get_ptr)(struct dma_async_tx_descriptor *desc, size_t *payload_len, size_t *max_len);
	int (*set_len)(struct dma_async_tx_descriptor *desc, size_t payload_len);
};
struct dma_async_tx_descriptor {
	dma_cookie_t cookie;
	enum dma_ctrl_flags flags;
	dma_addr_t phys;
	struct dma_chan *chan;
	dma_cookie_t (*tx_submit)(struct dma_async_tx_descriptor *tx);
#if LINUX_SINCE(4, 3)
	int (*desc_free)(struct dma_async_tx_descriptor *tx);
#endif
	dma_async_tx_callback callback;
#if LINUX_SINCE(4, 9)
	dma_async_tx_callback_result callback_result;
#endif
	void *callback_param;
#if LINUX_SINCE(3, 13)
	struct dmaengine_unmap_data *unmap;
#endif
#if LINUX_SINCE(5, 6)
	enum dma_desc_metadata_mode desc_metadata_mode;
	struct dma_descriptor_metadata_ops *metadata_ops;
#endif
};
struct dma_tx_state {
	dma_cookie_t last;
	dma_cookie_t used;
	u32 residue;
#if LINUX_SINCE(5, 6)
	u32 in_flight_bytes;
#endif
};
enum dmaengine_alignment {
	DMAENGINE_ALIGN_1_BYTE = 0,
	DMAENGINE_ALIGN_2_BYTES = 1,
	DMAENGINE_ALIGN_4_BYTES = 2,
	DMAENGINE_ALIGN_8_BYTES = 3,
	DMAENGINE_ALIGN_16_BYTES = 4,
	DMAENGINE_ALIGN_32_BYTES = 5,
	DMAENGINE_ALIGN_64_BYTES = 6,
};
struct dma_slave_map {
	const char *devname;
	const char *slave;
	void *param;
};
struct dma_filter {
	dma_filter_fn fn;
	int mapcnt;
	const struct dma_slave_map *map;
};
#if !LINUX_SINCE(4, 0)
enum dma_ctrl_cmd { DMA_TERMINATE_ALL, DMA_PAUSE, DMA_RESUME, DMA_SLAVE_CONFIG, FSLDMA_EXTERNAL_START };
#endif
struct dma_device {
#if LINUX_SINCE(5, 6)
	struct kref ref;
#endif
	unsigned int chancnt;
	unsigned int privatecnt;
	struct list_head channels;
	struct list_head global_node;
#if LINUX_SINCE(4, 6)
	struct dma_filter filter;
#endif
	dma_cap_mask_t cap_mask;
#if LINUX_SINCE(5, 6)
	enum dma_desc_metadata_mode desc_metadata_modes;
#endif
	unsigned short max_xor;
	unsigned short max_pq;
#if LINUX_SINCE(4, 3)
	enum dmaengine_alignment copy_align;
	enum dmaengine_alignment xor_align;
	enum dmaengine_alignment pq_align;
	enum dmaengine_alignment fill_align;
#else
	u8 copy_align;
	u8 xor_align;
	u8 pq_align;
	u8 fill_align;
#endif
#define DMA_HAS_PQ_CONTINUE (1 << 15)
	int dev_id;
	struct device *dev;
#if LINUX_SINCE(5, 6)
	struct module *owner;
	struct ida chan_ida;
#endif
#if LINUX_SINCE(4, 0)
	u32 src_addr_widths;
	u32 dst_addr_widths;
	u32 directions;
#if LINUX_SINCE(5, 9)
	u32 min_burst;
#endif
#if LINUX_SINCE(4, 5)
	u32 max_burst;
#endif
#if LINUX_SINCE(5, 9)
	u32 max_sg_burst;
#endif
	bool descriptor_reuse;
	enum dma_residue_granularity residue_granularity;
#endif
	int (*device_alloc_chan_resources)(struct dma_chan *chan);
#if LINUX_SINCE(5, 13)
	int (*device_router_config)(struct dma_chan *chan);
#endif
	void (*device_free_chan_resources)(struct dma_chan *chan);
	struct dma_async_tx_descriptor *(*device_prep_dma_memcpy)(struct dma_chan *chan, dma_addr_t dst, dma_addr_t src, size_t len, unsigned long flags);
	struct dma_async_tx_descriptor *(*device_prep_dma_xor)(struct dma_chan *chan, dma_addr_t dst, dma_addr_t *src, unsigned int src_cnt, size_t len, unsigned long flags);
	struct dma_async_tx_descriptor *(*device_prep_dma_xor_val)(struct dma_chan *chan, dma_addr_t *src, unsigned int src_cnt, size_t len, enum sum_check_flags *result, unsigned long flags);
	struct dma_async_tx_descriptor *(*device_prep_dma_pq)(struct dma_chan *chan, dma_addr_t *dst, dma_addr_t *src, unsigned int src_cnt, const unsigned char *scf, size_t len, unsigned long flags);
	struct dma_async_tx_descriptor *(*device_prep_dma_pq_val)(struct dma_chan *chan, dma_addr_t *pq, dma_addr_t *src, unsigned int src_cnt, const unsigned char *scf, size_t len, enum sum_check_flags *pqres, unsigned long flags);
	struct dma_async_tx_descriptor *(*device_prep_dma_memset)(struct dma_chan *chan, dma_addr_t dest, int value, size_t len, unsigned long flags);
#if LINUX_SINCE(4, 2)
	struct dma_async_tx_descriptor *(*device_prep_dma_memset_sg)(struct dma_chan *chan, struct scatterlist *sg, unsigned int nents, int value, unsigned long flags);
#endif
	struct dma_async_tx_descriptor *(*device_prep_dma_interrupt)(struct dma_chan *chan, unsigned long flags);
#if !LINUX_SINCE(4, 14)
	struct dma_async_tx_descriptor *(*device_prep_dma_sg)(struct dma_chan *chan, struct scatterlist *dst_sg, unsigned int dst_nents, struct scatterlist *src_sg, unsigned int src_nents, unsigned long flags);
#endif
	struct dma_async_tx_descriptor *(*device_prep_slave_sg)(struct dma_chan *chan, struct scatterlist *sgl, unsigned int sg_len, enum dma_transfer_direction direction, unsigned long flags, void *context);
	struct dma_async_tx_descriptor *(*device_prep_dma_cyclic)(struct dma_chan *chan, dma_addr_t buf_addr, size_t buf_len, size_t period_len, enum dma_transfer_direction direction, unsigned long flags);
#if LINUX_SINCE(3, 3)
	struct dma_async_tx_descriptor *(*device_prep_interleaved_dma)(struct dma_chan *chan, struct dma_interleaved_template *xt, unsigned long flags);
#endif
#if LINUX_SINCE(4, 9)
	struct dma_async_tx_descriptor *(*device_prep_dma_imm_data)(struct dma_chan *chan, dma_addr_t dst, u64 data, unsigned long flags);
#endif
#if LINUX_SINCE(5, 9)
	void (*device_caps)(struct dma_chan *chan, struct dma_slave_caps *caps);
#endif
#if LINUX_SINCE(4, 0)
	int (*device_config)(struct dma_chan *chan, struct dma_slave_config *config);
	int (*device_pause)(struct dma_chan *chan);
	int (*device_resume)(struct dma_chan *chan);
	int (*device_terminate_all)(struct dma_chan *chan);
#else
	int (*device_control)(struct dma_chan *chan, enum dma_ctrl_cmd cmd, unsigned long arg);
#endif
#if LINUX_SINCE(4, 5)
	void (*device_synchronize)(struct dma_chan *chan);
#endif
	enum dma_status (*device_tx_status)(struct dma_chan *chan, dma_cookie_t cookie, struct dma_tx_state *txstate);
	void (*device_issue_pending)(struct dma_chan *chan);
#if LINUX_SINCE(5, 6)
	void (*device_release)(struct dma_device *dev);
	void (*dbg_summary_show)(struct seq_file *s, struct dma_device *dev);
	void *dbg_dev_root;
#endif
};
/*PROTOTYPES*/
#define dma_cap_zero(mask) ((void)memset((mask).bits, 0, sizeof((mask).bits)))
#define dma_cap_set(tx, mask) ((void)((mask).bits[(tx) / BITS_PER_LONG] |= 1UL << ((tx) % BITS_PER_LONG)))
#define dma_cap_clear(tx, mask) ((void)((mask).bits[(tx) / BITS_PER_LONG] &= ~(1UL << ((tx) % BITS_PER_LONG))))
#define dma_has_cap(tx, mask) ((int)(((mask).bits[(tx) / BITS_PER_LONG] >> ((tx) % BITS_PER_LONG)) & 1))
#define for_each_dma_cap_mask(cap, mask) for ((cap) = 0; (cap) < DMA_TX_TYPE_END; (cap)++) if (dma_has_cap(cap, mask))
#if LINUX_SINCE(5, 3)
#define dma_request_channel(mask, fn, param) __dma_request_channel(&(mask), fn, param, NULL)
#else
#define dma_request_channel(mask, fn, param) __dma_request_channel(&(mask), fn, param)
#endif
#if LINUX_SINCE(4, 6)
#define dma_request_slave_channel_reason(dev, name) dma_request_chan(dev, name)
#define dma_request_slave_channel_compat(mask, fn, param, dev, name) ({ struct dma_chan *__chan = dma_request_chan(dev, name); dma_filter_fn __fn = (fn); IS_ERR(__chan) ? (__fn && (param) ? dma_request_channel(mask, fn, param) : NULL) : __chan; })
#endif
static inline dma_cookie_t dmaengine_submit(struct dma_async_tx_descriptor *desc)
{
	return desc->tx_submit(desc);
}
static inline void dma_async_issue_pending(struct dma_chan *chan)
{
	chan->device->device_issue_pending(chan);
}
static inline enum dma_status dmaengine_tx_status(struct dma_chan *chan, dma_cookie_t cookie, struct dma_tx_state *state)
{
	return chan->device->device_tx_status(chan, cookie, state);
}
static inline enum dma_status dma_async_is_tx_complete(struct dma_chan *chan, dma_cookie_t cookie, dma_cookie_t *last, dma_cookie_t *used)
{
	struct dma_tx_state state;
	enum dma_status status = chan->device->device_tx_status(chan, cookie, &state);

	if (last)
		*last = state.last;
	if (used)
		*used = state.used;
	return status;
}
static inline enum dma_status dma_async_is_complete(dma_cookie_t cookie, dma_cookie_t last_complete, dma_cookie_t last_used)
{
	if (last_complete <= last_used) {
		if (cookie <= last_complete || cookie > last_used)
			return DMA_COMPLETE;
	} else if (cookie <= last_complete && cookie > last_used)
		return DMA_COMPLETE;
	return DMA_IN_PROGRESS;
}
#if LINUX_SINCE(4, 0)
static inline int dmaengine_slave_config(struct dma_chan *chan, struct dma_slave_config *config)
{
	return chan->device->device_config ? chan->device->device_config(chan, config) : -ENOSYS;
}
static inline int dmaengine_pause(struct dma_chan *chan)
{
	return chan->device->device_pause ? chan->device->device_pause(chan) : -ENOSYS;
}
static inline int dmaengine_resume(struct dma_chan *chan)
{
	return chan->device->device_resume ? chan->device->device_resume(chan) : -ENOSYS;
}
static inline int dmaengine_terminate_all(struct dma_chan *chan)
{
	return chan->device->device_terminate_all ? chan->device->device_terminate_all(chan) : -ENOSYS;
}
#else
static inline int dmaengine_device_control(struct dma_chan *chan, enum dma_ctrl_cmd cmd, unsigned long arg)
{
	return chan->device->device_control ? chan->device->device_control(chan, cmd, arg) : -ENOSYS;
}
static inline int dmaengine_slave_config(struct dma_chan *chan, struct dma_slave_config *config)
{
	return dmaengine_device_control(chan, DMA_SLAVE_CONFIG, (unsigned long)config);
}
static inline int dmaengine_pause(struct dma_chan *chan)
{
	return dmaengine_device_control(chan, DMA_PAUSE, 0);
}
static inline int dmaengine_resume(struct dma_chan *chan)
{
	return dmaengine_device_control(chan, DMA_RESUME, 0);
}
static inline int dmaengine_terminate_all(struct dma_chan *chan)
{
	return dmaengine_device_control(chan, DMA_TERMINATE_ALL, 0);
}
#endif
#if LINUX_SINCE(4, 5)
static inline int dmaengine_terminate_async(struct dma_chan *chan)
{
	return chan->device->device_terminate_all ? chan->device->device_terminate_all(chan) : -EINVAL;
}
static inline void dmaengine_synchronize(struct dma_chan *chan)
{
	__dmaengine_may_wait(chan);
	if (chan->device->device_synchronize)
		chan->device->device_synchronize(chan);
}
static inline int dmaengine_terminate_sync(struct dma_chan *chan)
{
	int ret = dmaengine_terminate_async(chan);

	if (ret)
		return ret;
	dmaengine_synchronize(chan);
	return 0;
}
#endif
#if LINUX_SINCE(3, 0)
static inline struct dma_async_tx_descriptor *dmaengine_prep_slave_single(struct dma_chan *chan, dma_addr_t buf, size_t len, enum dma_transfer_direction dir, unsigned long flags)
{
	struct scatterlist sg;

	sg_init_table(&sg, 1);
	sg_dma_address(&sg) = buf;
	sg_dma_len(&sg) = len;
	if (!chan || !chan->device || !chan->device->device_prep_slave_sg)
		return NULL;
	return chan->device->device_prep_slave_sg(chan, &sg, 1, dir, flags, NULL);
}
#endif
static inline struct dma_async_tx_descriptor *dmaengine_prep_slave_sg(struct dma_chan *chan, struct scatterlist *sgl, unsigned int sg_len, enum dma_transfer_direction dir, unsigned long flags)
{
	if (!chan || !chan->device || !chan->device->device_prep_slave_sg)
		return NULL;
	return chan->device->device_prep_slave_sg(chan, sgl, sg_len, dir, flags, NULL);
}
static inline struct dma_async_tx_descriptor *dmaengine_prep_dma_cyclic(struct dma_chan *chan, dma_addr_t buf_addr, size_t buf_len, size_t period_len, enum dma_transfer_direction dir, unsigned long flags)
{
	if (!chan || !chan->device || !chan->device->device_prep_dma_cyclic)
		return NULL;
	return chan->device->device_prep_dma_cyclic(chan, buf_addr, buf_len, period_len, dir, flags);
}
#if LINUX_SINCE(3, 3)
static inline struct dma_async_tx_descriptor *dmaengine_prep_interleaved_dma(struct dma_chan *chan, struct dma_interleaved_template *xt, unsigned long flags)
{
	if (!chan || !chan->device || !chan->device->device_prep_interleaved_dma)
		return NULL;
#if LINUX_SINCE(5, 6)
	if ((flags & DMA_PREP_REPEAT) && !dma_has_cap(DMA_REPEAT, chan->device->cap_mask))
		return NULL;
#endif
	return chan->device->device_prep_interleaved_dma(chan, xt, flags);
}
#endif
#if LINUX_SINCE(3, 0) && !LINUX_SINCE(4, 14)
static inline struct dma_async_tx_descriptor *dmaengine_prep_dma_sg(struct dma_chan *chan, struct scatterlist *dst_sg, unsigned int dst_nents, struct scatterlist *src_sg, unsigned int src_nents, unsigned long flags)
{
	if (!chan || !chan->device || !chan->device->device_prep_dma_sg)
		return NULL;
	return chan->device->device_prep_dma_sg(chan, dst_sg, dst_nents, src_sg, src_nents, flags);
}
#endif
#if LINUX_SINCE(4, 2)
static inline struct dma_async_tx_descriptor *dmaengine_prep_dma_memset(struct dma_chan *chan, dma_addr_t dest, int value, size_t len, unsigned long flags)
{
	if (!chan || !chan->device || !chan->device->device_prep_dma_memset)
		return NULL;
	return chan->device->device_prep_dma_memset(chan, dest, value, len, flags);
}
#endif
#if LINUX_SINCE(4, 9)
static inline struct dma_async_tx_descriptor *dmaengine_prep_dma_memcpy(struct dma_chan *chan, dma_addr_t dest, dma_addr_t src, size_t len, unsigned long flags)
{
	if (!chan || !chan->device || !chan->device->device_prep_dma_memcpy)
		return NULL;
	return chan->device->device_prep_dma_memcpy(chan, dest, src, len, flags);
}
#endif
#if LINUX_SINCE(4, 3)
static inline int dmaengine_desc_set_reuse(struct dma_async_tx_descriptor *tx)
{
	struct dma_slave_caps caps;
	int ret = dma_get_slave_caps(tx->chan, &caps);

	if (ret)
		return ret;
	if (!caps.descriptor_reuse)
		return -EPERM;
	tx->flags |= DMA_CTRL_REUSE;
	return 0;
}
static inline void dmaengine_desc_clear_reuse(struct dma_async_tx_descriptor *tx)
{
	tx->flags &= ~DMA_CTRL_REUSE;
}
static inline bool dmaengine_desc_test_reuse(struct dma_async_tx_descriptor *tx)
{
	return (tx->flags & DMA_CTRL_REUSE) == DMA_CTRL_REUSE;
}
static inline int dmaengine_desc_free(struct dma_async_tx_descriptor *desc)
{
	if (!dmaengine_desc_test_reuse(desc))
		return -EPERM;
	return desc->desc_free(desc);
}
#endif
#define async_tx_ack(tx) ((void)((tx)->flags |= DMA_CTRL_ACK))
#define async_tx_clear_ack(tx) ((void)((tx)->flags &= ~DMA_CTRL_ACK))
#define async_tx_test_ack(tx) (((tx)->flags & DMA_CTRL_ACK) == DMA_CTRL_ACK)
#define txd_ack(tx) async_tx_ack(tx)
static inline void dma_set_tx_state(struct dma_tx_state *st, dma_cookie_t last, dma_cookie_t used, u32 residue)
{
	if (!st)
		return;
	st->last = last;
	st->used = used;
	st->residue = residue;
}
static inline bool is_slave_direction(enum dma_transfer_direction direction)
{
	return direction == DMA_MEM_TO_DEV || direction == DMA_DEV_TO_MEM;
}
static inline bool dmaengine_check_align(unsigned int align, size_t off1, size_t off2, size_t len)
{
	return !(((1 << align) - 1) & (off1 | off2 | len));
}
#define is_dma_copy_aligned(dev, off1, off2, len) dmaengine_check_align((dev)->copy_align, off1, off2, len)
#define is_dma_xor_aligned(dev, off1, off2, len) dmaengine_check_align((dev)->xor_align, off1, off2, len)
#define is_dma_pq_aligned(dev, off1, off2, len) dmaengine_check_align((dev)->pq_align, off1, off2, len)
#define is_dma_fill_aligned(dev, off1, off2, len) dmaengine_check_align((dev)->fill_align, off1, off2, len)
static inline void dma_set_maxpq(struct dma_device *dma, int maxpq, int has_pq_continue)
{
	dma->max_pq = maxpq;
	if (has_pq_continue)
		dma->max_pq |= DMA_HAS_PQ_CONTINUE;
}
#define dmaf_continue(flags) (((flags) & DMA_PREP_CONTINUE) == DMA_PREP_CONTINUE)
#define dmaf_p_disabled_continue(flags) (((flags) & (DMA_PREP_CONTINUE | DMA_PREP_PQ_DISABLE_P)) == (DMA_PREP_CONTINUE | DMA_PREP_PQ_DISABLE_P))
#define dma_dev_to_maxpq(dma) ((dma)->max_pq & ~DMA_HAS_PQ_CONTINUE)
static inline int dma_maxpq(struct dma_device *dma, enum dma_ctrl_flags flags)
{
	if ((dma->max_pq & DMA_HAS_PQ_CONTINUE) || !dmaf_continue(flags))
		return dma_dev_to_maxpq(dma);
	return dma_dev_to_maxpq(dma) - (dmaf_p_disabled_continue(flags) ? 1 : 3);
}
#define dmaengine_get_dma_device(chan) ((chan)->device->dev)
#if LINUX_SINCE(4, 3)
static inline size_t dmaengine_get_icg(bool inc, bool sgl, size_t icg, size_t dir_icg)
{
	if (!inc)
		return 0;
	return dir_icg ? dir_icg : sgl ? icg : 0;
}
static inline size_t dmaengine_get_dst_icg(struct dma_interleaved_template *xt, struct data_chunk *chunk)
{
	return dmaengine_get_icg(xt->dst_inc, xt->dst_sgl, chunk->icg, chunk->dst_icg);
}
static inline size_t dmaengine_get_src_icg(struct dma_interleaved_template *xt, struct data_chunk *chunk)
{
	return dmaengine_get_icg(xt->src_inc, xt->src_sgl, chunk->icg, chunk->src_icg);
}
#endif
static inline enum dma_status dma_wait_for_async_tx(struct dma_async_tx_descriptor *tx)
{
	return tx ? dma_sync_wait(tx->chan, tx->cookie) : DMA_COMPLETE;
}
#if LINUX_SINCE(3, 13)
static inline void dma_set_unmap(struct dma_async_tx_descriptor *tx, struct dmaengine_unmap_data *unmap)
{
	kref_get(&unmap->kref);
	tx->unmap = unmap;
}
static inline void dma_descriptor_unmap(struct dma_async_tx_descriptor *tx)
{
	if (tx->unmap) {
		dmaengine_unmap_put(tx->unmap);
		tx->unmap = NULL;
	}
}
#endif
#if LINUX_SINCE(5, 6)
static inline bool dmaengine_is_metadata_mode_supported(struct dma_chan *chan, enum dma_desc_metadata_mode mode)
{
	return (chan->device->desc_metadata_modes & mode) != 0;
}
/* One mode for a descriptor: the first that is used. */
static inline int __dmaengine_metadata_mode(struct dma_async_tx_descriptor *desc, enum dma_desc_metadata_mode mode)
{
	if (!desc)
		return -EINVAL;
	if (desc->desc_metadata_mode)
		return desc->desc_metadata_mode == mode ? 0 : -EINVAL;
	if (!dmaengine_is_metadata_mode_supported(desc->chan, mode))
		return -ENOTSUPP;
	desc->desc_metadata_mode = mode;
	return 0;
}
static inline int dmaengine_desc_attach_metadata(struct dma_async_tx_descriptor *desc, void *data, size_t len)
{
	int ret = __dmaengine_metadata_mode(desc, DESC_METADATA_CLIENT);

	if (ret)
		return ret;
	return desc->metadata_ops && desc->metadata_ops->attach ? desc->metadata_ops->attach(desc, data, len) : -ENOTSUPP;
}
static inline void *dmaengine_desc_get_metadata_ptr(struct dma_async_tx_descriptor *desc, size_t *payload_len, size_t *max_len)
{
	int ret = __dmaengine_metadata_mode(desc, DESC_METADATA_ENGINE);

	if (ret)
		return ERR_PTR(ret);
	return desc->metadata_ops && desc->metadata_ops->get_ptr ? desc->metadata_ops->get_ptr(desc, payload_len, max_len) : ERR_PTR(-ENOTSUPP);
}
static inline int dmaengine_desc_set_metadata_len(struct dma_async_tx_descriptor *desc, size_t payload_len)
{
	int ret = __dmaengine_metadata_mode(desc, DESC_METADATA_ENGINE);

	if (ret)
		return ret;
	return desc->metadata_ops && desc->metadata_ops->set_len ? desc->metadata_ops->set_len(desc, payload_len) : -ENOTSUPP;
}
#endif
`;

const imxDma = String.raw`
#include <linux/scatterlist.h>
#include <linux/device.h>
#include <linux/dmaengine.h>
#include <linux/string.h>
enum sdma_peripheral_type {
	IMX_DMATYPE_SSI,
	IMX_DMATYPE_SSI_SP,
	IMX_DMATYPE_MMC,
	IMX_DMATYPE_SDHC,
	IMX_DMATYPE_UART,
	IMX_DMATYPE_UART_SP,
	IMX_DMATYPE_FIRI,
	IMX_DMATYPE_CSPI,
	IMX_DMATYPE_CSPI_SP,
	IMX_DMATYPE_SIM,
	IMX_DMATYPE_ATA,
	IMX_DMATYPE_CCM,
	IMX_DMATYPE_EXT,
	IMX_DMATYPE_MSHC,
	IMX_DMATYPE_MSHC_SP,
	IMX_DMATYPE_DSP,
	IMX_DMATYPE_MEMORY,
	IMX_DMATYPE_FIFO_MEMORY,
	IMX_DMATYPE_SPDIF,
	IMX_DMATYPE_IPU_MEMORY,
	IMX_DMATYPE_ASRC,
	IMX_DMATYPE_ESAI,
};
enum imx_dma_prio { DMA_PRIO_HIGH = 0, DMA_PRIO_MEDIUM = 1, DMA_PRIO_LOW = 2 };
struct imx_dma_data {
	int dma_request;
#if LINUX_SINCE(3, 17)
	int dma_request2;
#endif
	enum sdma_peripheral_type peripheral_type;
	int priority;
};
static inline int imx_dma_is_ipu(struct dma_chan *chan)
{
	return !strcmp(dev_name(chan->device->dev), "ipu-core");
}
static inline int imx_dma_is_general_purpose(struct dma_chan *chan)
{
#if LINUX_SINCE(3, 11)
	return !strcmp(chan->device->dev->driver->name, "imx-sdma") || !strcmp(chan->device->dev->driver->name, "imx-dma");
#else
	return strstr(dev_name(chan->device->dev), "sdma") || !strcmp(dev_name(chan->device->dev), "imx-dma");
#endif
}
`;

const ofDma = String.raw`
#include <linux/of.h>
#include <linux/dmaengine.h>
struct of_dma {
	struct list_head of_dma_controllers;
	struct device_node *of_node;
	struct dma_chan *(*of_dma_xlate)(struct of_phandle_args *, struct of_dma *);
	void *(*of_dma_route_allocate)(struct of_phandle_args *, struct of_dma *);
	struct dma_router *dma_router;
	void *of_dma_data;
};
struct of_dma_filter_info {
	dma_cap_mask_t dma_cap;
	dma_filter_fn filter_fn;
};
`;

export const DMAENGINE: Readonly<Record<string, string>> = {
  'linux/dmaengine.h': dmaengine,
  'linux/of_dma.h': ofDma,
  'linux/uio.h': '#include <linux/types.h>\nstruct iovec {\n\tvoid __user *iov_base;\n\t__kernel_size_t iov_len;\n};\n',
  'linux/dma/imx-dma.h': imxDma,
  'linux/platform_data/dma-imx.h': imxDma,
  'mach/dma.h': imxDma,
  'mach/hardware.h': '#include <asm/io.h>\n',
};
