/**
 * <linux/dmaengine.h>, its structures. Shapes of 3.0 (with the slave and cyclic calls that the i.MX kernels of the
 * time had from later versions; completed_cookie, until 3.3 in each driver's own structure, is always here), 4.14, and 5.6 to 6.6; what lies between follows the version of each member.
 */
export const ENGINE_STRUCTURES = String.raw`typedef bool (*dma_filter_fn)(struct dma_chan *chan, void *filter_param);
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
`;
