/* Coherent memory of no device, as drivers of older kernels ask for it. */
#include <linux/module.h>
#include <linux/dma-mapping.h>
static int __init start(void)
{
	dma_addr_t bus;
	void *p;
	pr_info("before\n");
	p = dma_alloc_coherent(NULL, 4096, &bus, GFP_KERNEL);
	pr_info("after %d\n", p != NULL);
	return 0;
}
module_init(start);
MODULE_LICENSE("GPL");
