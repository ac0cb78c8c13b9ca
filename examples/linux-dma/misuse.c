/*
 * Each way to misuse DMA mapping that the kernel's own checks (CONFIG_DMA_API_DEBUG) know, and beside it what is right:
 * insmod misuse.ko what=NAME. The device is one of our own, so nothing moves any data.
 */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

static char *what = "correct";
module_param(what, charp, 0444);

static struct device *dev;
static char *buf;
static char *other;

static dma_addr_t map(void *p, size_t n, enum dma_data_direction dir)
{
	dma_addr_t h = dma_map_single(dev, p, n, dir);

	if (dma_mapping_error(dev, h))
		pr_info("not mapped\n");
	return h;
}

static void correct(void)
{
	dma_addr_t h = map(buf, 256, DMA_FROM_DEVICE);

	dma_sync_single_for_cpu(dev, h, 64, DMA_FROM_DEVICE);
	dma_sync_single_for_device(dev, h + 64, 64, DMA_FROM_DEVICE);
	dma_unmap_single(dev, h, 256, DMA_FROM_DEVICE);
}

static void unmap_twice(void)
{
	dma_addr_t h = map(buf, 256, DMA_TO_DEVICE);

	dma_unmap_single(dev, h, 256, DMA_TO_DEVICE);
	dma_unmap_single(dev, h, 256, DMA_TO_DEVICE);
}

static void unmap_never_mapped(void)
{
	dma_unmap_single(dev, virt_to_phys(buf), 64, DMA_TO_DEVICE);
}

static void unmap_error(void)
{
	dma_unmap_single(dev, DMA_MAPPING_ERROR, 64, DMA_TO_DEVICE);
}

static void unmap_size(void)
{
	dma_addr_t h = map(buf, 256, DMA_FROM_DEVICE);

	dma_unmap_single(dev, h, 100, DMA_FROM_DEVICE);
}

static void unmap_direction(void)
{
	dma_addr_t h = map(buf, 256, DMA_FROM_DEVICE);

	dma_unmap_single(dev, h, 256, DMA_TO_DEVICE);
}

static void unmap_size_and_direction(void)
{
	dma_addr_t h = map(buf, 256, DMA_TO_DEVICE);

	dma_unmap_single(dev, h, 64, DMA_BIDIRECTIONAL);
}

static void unmap_as_page(void)
{
	dma_addr_t h = map(buf, 256, DMA_TO_DEVICE);

	dma_unmap_page(dev, h, 256, DMA_TO_DEVICE);
}

static void unmap_as_resource(void)
{
	dma_addr_t h = map(buf, 256, DMA_TO_DEVICE);

	dma_unmap_resource(dev, h, 256, DMA_TO_DEVICE, 0);
}

static void unmap_list_as_single(void)
{
	struct scatterlist sg;

	sg_init_one(&sg, buf, 256);
	dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE);
	dma_unmap_single(dev, sg_dma_address(&sg), 256, DMA_TO_DEVICE);
}

static void error_unchecked(void)
{
	dma_addr_t h = dma_map_single(dev, buf, 256, DMA_TO_DEVICE);

	dma_unmap_single(dev, h, 256, DMA_TO_DEVICE);
}

static void error_unchecked_page(void)
{
	dma_addr_t h = dma_map_page(dev, virt_to_page(buf), offset_in_page(buf), 256, DMA_TO_DEVICE);

	dma_unmap_page(dev, h, 256, DMA_TO_DEVICE);
}

static void error_unchecked_list(void)
{
	struct scatterlist sg;

	sg_init_one(&sg, buf, 256);
	dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE);
	dma_unmap_sg(dev, &sg, 1, DMA_TO_DEVICE);
}

static void sync_unmapped(void)
{
	dma_addr_t h = map(buf, 256, DMA_FROM_DEVICE);

	dma_unmap_single(dev, h, 256, DMA_FROM_DEVICE);
	dma_sync_single_for_cpu(dev, h, 256, DMA_FROM_DEVICE);
}

static void sync_too_long(void)
{
	dma_addr_t h = map(buf, 256, DMA_FROM_DEVICE);

	dma_sync_single_for_cpu(dev, h, 512, DMA_FROM_DEVICE);
	dma_unmap_single(dev, h, 256, DMA_FROM_DEVICE);
}

static void sync_past_end(void)
{
	dma_addr_t h = map(buf, 256, DMA_FROM_DEVICE);

	dma_sync_single_for_cpu(dev, h + 192, 128, DMA_FROM_DEVICE);
	dma_unmap_single(dev, h, 256, DMA_FROM_DEVICE);
}

static void sync_direction_cpu(void)
{
	dma_addr_t h = map(buf, 256, DMA_TO_DEVICE);

	dma_sync_single_for_cpu(dev, h, 256, DMA_FROM_DEVICE);
	dma_unmap_single(dev, h, 256, DMA_TO_DEVICE);
}

static void sync_direction_device(void)
{
	dma_addr_t h = map(buf, 256, DMA_FROM_DEVICE);

	dma_sync_single_for_device(dev, h, 256, DMA_TO_DEVICE);
	dma_unmap_single(dev, h, 256, DMA_FROM_DEVICE);
}

static void sync_read_only_for_cpu(void)
{
	dma_addr_t h = map(buf, 256, DMA_TO_DEVICE);

	dma_sync_single_for_cpu(dev, h, 256, DMA_TO_DEVICE);
	dma_unmap_single(dev, h, 256, DMA_TO_DEVICE);
}

static void sync_both_ways(void)
{
	dma_addr_t h = map(buf, 256, DMA_BIDIRECTIONAL);

	dma_sync_single_for_cpu(dev, h, 256, DMA_FROM_DEVICE);
	dma_sync_single_for_device(dev, h, 256, DMA_TO_DEVICE);
	dma_unmap_single(dev, h, 256, DMA_BIDIRECTIONAL);
}

static void two(struct scatterlist *sg)
{
	sg_init_table(sg, 2);
	sg_set_buf(&sg[0], buf, 256);
	sg_set_buf(&sg[1], other, 256);
}

static void list_correct(void)
{
	struct scatterlist sg[2];

	two(sg);
	dma_map_sg(dev, sg, 2, DMA_FROM_DEVICE);
	dma_sync_sg_for_cpu(dev, sg, 2, DMA_FROM_DEVICE);
	dma_sync_sg_for_device(dev, sg, 2, DMA_FROM_DEVICE);
	dma_unmap_sg(dev, sg, 2, DMA_FROM_DEVICE);
}

static void list_unmap_count(void)
{
	struct scatterlist sg[2];

	two(sg);
	dma_map_sg(dev, sg, 2, DMA_TO_DEVICE);
	dma_unmap_sg(dev, sg, 1, DMA_TO_DEVICE);
}

static void list_sync_count(void)
{
	struct scatterlist sg[2];

	two(sg);
	dma_map_sg(dev, sg, 2, DMA_FROM_DEVICE);
	dma_sync_sg_for_cpu(dev, sg, 1, DMA_FROM_DEVICE);
	dma_unmap_sg(dev, sg, 2, DMA_FROM_DEVICE);
}

static void list_direction(void)
{
	struct scatterlist sg[2];

	two(sg);
	dma_map_sg(dev, sg, 2, DMA_TO_DEVICE);
	dma_unmap_sg(dev, sg, 2, DMA_FROM_DEVICE);
}

static void list_segment(void)
{
	struct scatterlist sg;
	char *big = kmalloc(131072, GFP_KERNEL);

	sg_init_one(&sg, big, 131072);
	dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE);
	dma_unmap_sg(dev, &sg, 1, DMA_TO_DEVICE);
	kfree(big);
}

static void list_boundary(void)
{
	struct scatterlist sg;
	char *two_pages = (char *)__get_free_pages(GFP_KERNEL, 1);

	dma_set_seg_boundary(dev, 4095);
	sg_init_one(&sg, two_pages + 2048, 4096);
	dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE);
	dma_unmap_sg(dev, &sg, 1, DMA_TO_DEVICE);
	free_pages((unsigned long)two_pages, 1);
}

static void list_twice(void)
{
	struct scatterlist sg[2];

	two(sg);
	dma_map_sg(dev, sg, 2, DMA_TO_DEVICE);
	dma_map_sg(dev, sg, 2, DMA_TO_DEVICE);
	dma_unmap_sg(dev, sg, 2, DMA_TO_DEVICE);
}

static void overlap(void)
{
	dma_addr_t a = map(buf, 256, DMA_FROM_DEVICE);
	dma_addr_t b = map(buf, 256, DMA_FROM_DEVICE);

	dma_unmap_single(dev, b, 256, DMA_FROM_DEVICE);
	dma_unmap_single(dev, a, 256, DMA_FROM_DEVICE);
}

static void overlap_reading(void)
{
	dma_addr_t a = map(buf, 256, DMA_TO_DEVICE);
	dma_addr_t b = map(buf, 256, DMA_TO_DEVICE);

	dma_unmap_single(dev, b, 256, DMA_TO_DEVICE);
	dma_unmap_single(dev, a, 256, DMA_TO_DEVICE);
}

static void overlap_mixed(void)
{
	dma_addr_t a = map(buf, 256, DMA_TO_DEVICE);
	dma_addr_t b = map(buf, 256, DMA_FROM_DEVICE);

	dma_unmap_single(dev, b, 256, DMA_FROM_DEVICE);
	dma_unmap_single(dev, a, 256, DMA_TO_DEVICE);
}

static void overlap_often(void)
{
	dma_addr_t h[10];
	int i;

	for (i = 0; i < ARRAY_SIZE(h); i++)
		h[i] = map(buf, 64, DMA_FROM_DEVICE);
	for (i = 0; i < ARRAY_SIZE(h); i++)
		dma_unmap_single(dev, h[i], 64, DMA_FROM_DEVICE);
}

static void overlap_unsynced(void)
{
	dma_addr_t a = map(buf, 256, DMA_FROM_DEVICE);
	dma_addr_t b = dma_map_single_attrs(dev, buf, 256, DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);

	dma_mapping_error(dev, b);
	dma_unmap_single_attrs(dev, b, 256, DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	dma_unmap_single(dev, a, 256, DMA_FROM_DEVICE);
}

static void stack(void)
{
	char local[64];
	dma_addr_t h = map(local, sizeof(local), DMA_TO_DEVICE);

	dma_unmap_single(dev, h, sizeof(local), DMA_TO_DEVICE);
}

static void vmalloc_area(void)
{
	void *p = vmalloc(4096);

	map(p, 4096, DMA_TO_DEVICE);
	vfree(p);
}

static void module_data(void)
{
	static char global[256];
	dma_addr_t h = map(global, sizeof(global), DMA_TO_DEVICE);

	dma_unmap_single(dev, h, sizeof(global), DMA_TO_DEVICE);
}

static void kernel_text(void)
{
	dma_addr_t h = map((void *)wake_up_process, 64, DMA_TO_DEVICE);

	dma_unmap_single(dev, h, 64, DMA_TO_DEVICE);
}

static void coherent_correct(void)
{
	dma_addr_t h;
	void *p = dma_alloc_coherent(dev, 4096, &h, GFP_KERNEL);

	dma_free_coherent(dev, 4096, p, h);
}

static void coherent_size(void)
{
	dma_addr_t h;
	void *p = dma_alloc_coherent(dev, 8192, &h, GFP_KERNEL);

	dma_free_coherent(dev, 4096 + 64, p, h);
}

static void coherent_as_single(void)
{
	dma_addr_t h;

	dma_alloc_coherent(dev, 4096, &h, GFP_KERNEL);
	dma_unmap_single(dev, h, 4096, DMA_BIDIRECTIONAL);
}

static void coherent_as_page(void)
{
	dma_addr_t h;
	void *p = dma_alloc_coherent(dev, 4096, &h, GFP_KERNEL);

	dma_sync_single_for_cpu(dev, h, 4096, DMA_FROM_DEVICE);
	dma_free_coherent(dev, 4096, p, h);
}

static void coherent_mapped(void)
{
	dma_addr_t h;
	void *p = dma_alloc_coherent(dev, 4096, &h, GFP_KERNEL);

	map(p, 4096, DMA_TO_DEVICE);
	dma_free_coherent(dev, 4096, p, h);
}

static void coherent_twice(void)
{
	dma_addr_t h;
	void *p = dma_alloc_coherent(dev, 4096, &h, GFP_KERNEL);

	dma_free_coherent(dev, 4096, p, h);
	dma_free_coherent(dev, 4096, p, h);
}

static void ioremapped(void)
{
	void __iomem *p = ioremap(0xf8003000, 4096);

	map((void __force *)p, 64, DMA_TO_DEVICE);
	iounmap(p);
}

static void resource(void)
{
	dma_addr_t h = dma_map_resource(dev, 0xf8003000, 64, DMA_TO_DEVICE, 0);

	if (!dma_mapping_error(dev, h))
		dma_unmap_resource(dev, h, 64, DMA_TO_DEVICE, 0);
}

static void resource_ram(void)
{
	dma_addr_t h = dma_map_resource(dev, virt_to_phys(buf), 64, DMA_TO_DEVICE, 0);

	pr_info("%s\n", dma_mapping_error(dev, h) ? "not mapped" : "mapped");
}

static void narrow_mask(void)
{
	pr_info("mask %d\n", dma_set_mask_and_coherent(dev, DMA_BIT_MASK(24)));
}

static void no_mask(void)
{
	dev->dma_mask = NULL;
	map(buf, 64, DMA_TO_DEVICE);
}

static void nothing_unmapped(void)
{
	map(buf, 256, DMA_TO_DEVICE);
	map(other, 64, DMA_FROM_DEVICE);
}

static void coherent_kept(void)
{
	dma_addr_t h;

	dma_alloc_coherent(dev, 4096, &h, GFP_KERNEL);
}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
#define CASE(name) { #name, name }
	CASE(correct), CASE(unmap_twice), CASE(unmap_never_mapped), CASE(unmap_error), CASE(unmap_size), CASE(unmap_direction),
	CASE(unmap_size_and_direction), CASE(unmap_as_page), CASE(unmap_as_resource), CASE(unmap_list_as_single),
	CASE(error_unchecked), CASE(error_unchecked_page), CASE(error_unchecked_list), CASE(sync_unmapped), CASE(sync_too_long),
	CASE(sync_past_end), CASE(sync_direction_cpu), CASE(sync_direction_device), CASE(sync_read_only_for_cpu), CASE(sync_both_ways),
	CASE(list_correct), CASE(list_unmap_count), CASE(list_sync_count), CASE(list_direction), CASE(list_segment), CASE(list_boundary), CASE(list_twice),
	CASE(overlap), CASE(overlap_reading), CASE(overlap_mixed), CASE(overlap_unsynced), CASE(stack), CASE(vmalloc_area), CASE(ioremapped), CASE(kernel_text),
	CASE(coherent_correct), CASE(coherent_size), CASE(coherent_as_page), CASE(coherent_mapped), CASE(resource),
	CASE(resource_ram), CASE(narrow_mask), CASE(no_mask), CASE(coherent_as_single), CASE(nothing_unmapped), CASE(coherent_kept),
	CASE(module_data), CASE(overlap_often), CASE(coherent_twice),
};

static int probe(struct platform_device *pdev)
{
	int i;

	dev = &pdev->dev;
	buf = (char *)__get_free_pages(GFP_KERNEL, 0);
	other = (char *)__get_free_pages(GFP_KERNEL, 0);
	if (!buf || !other)
		return -ENOMEM;
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		if (!strcmp(cases[i].name, what))
			cases[i].run();
	return 0;
}

static struct platform_driver driver = { .probe = probe, .driver = { .name = "misuse" } };
static struct platform_device *device;

static int __init start(void)
{
	device = platform_device_register_simple("misuse", -1, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	return platform_driver_register(&driver);
}

static void __exit stop(void)
{
	platform_driver_unregister(&driver);
	platform_device_unregister(device);
}

module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
