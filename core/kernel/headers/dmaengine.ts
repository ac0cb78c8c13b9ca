/** <linux/dmaengine.h>, and the glue of its providers. */
import { ENGINE_FUNCTIONS, ENGINE_PREPARATIONS } from './dmaengine-functions';
import { ENGINE_STRUCTURES } from './dmaengine-structures';
import { ENGINE_VALUES } from './dmaengine-values';

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
  'linux/dmaengine.h': ENGINE_VALUES + ENGINE_STRUCTURES + ENGINE_FUNCTIONS + ENGINE_PREPARATIONS,
  'linux/of_dma.h': ofDma,
  'linux/uio.h': '#include <linux/types.h>\nstruct iovec {\n\tvoid __user *iov_base;\n\t__kernel_size_t iov_len;\n};\n',
  'linux/dma/imx-dma.h': imxDma,
  'linux/platform_data/dma-imx.h': imxDma,
  'mach/dma.h': imxDma,
  'mach/hardware.h': '#include <asm/io.h>\n',
};
