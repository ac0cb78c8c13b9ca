/** What memory holds when it is given out: nothing, whatever earlier owners wrote there. */
import { describe, expect, it } from 'vitest';
import { ZYNQ_CACHES } from '../../cache/geometry';
import { TestBench } from '../test-bench';
import { utf8Bytes } from '../utf8';

const SOURCE = `
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <linux/mm.h>
#include <linux/dmapool.h>
#include <linux/platform_device.h>
static char *what = "";
module_param(what, charp, 0);
static u32 seen;
static void stale(void)
{
	u32 *p = kmalloc(256, GFP_KERNEL);
	memset(p, 7, 256);
	kfree(p);
	p = kmalloc(256, GFP_KERNEL);
	if (p[3]) seen++;
	kfree(p);
}
static void filled(void)
{
	u32 *p = kmalloc(256, GFP_KERNEL);
	memset(p, 7, 256);
	if (p[3]) seen++;
	kfree(p);
}
static void page(void)
{
	unsigned long p = __get_free_page(GFP_KERNEL);
	if (*(u32 *)p) seen++;
	free_page(p);
}
static void zeroed_page(void)
{
	unsigned long p = get_zeroed_page(GFP_KERNEL);
	if (*(u32 *)p) seen++;
	free_page(p);
}
static void freed_page(void)
{
	unsigned long p = get_zeroed_page(GFP_KERNEL);
	free_page(p);
	if (*(u32 *)p) seen++;
}
static void from_vmalloc(void)
{
	u32 *p = vmalloc(8192);
	if (p[1500]) seen++;
	vfree(p);
}
static void zeroed_vmalloc(void)
{
	u32 *p = vzalloc(8192);
	if (p[1500]) seen++;
	vfree(p);
}
static struct platform_device *pdev;
static u32 *block(struct dma_pool **pool, dma_addr_t *h)
{
	pdev = platform_device_register_simple("contents", -1, NULL, 0);
	*pool = dma_pool_create("contents", &pdev->dev, 64, 0, 0);
	return dma_pool_alloc(*pool, GFP_KERNEL, h);
}
static void freed_block(void)
{
	struct dma_pool *pool;
	dma_addr_t h;
	u32 *p = block(&pool, &h);
	p[2] = 1;
	dma_pool_free(pool, p, h);
	p[2] = 2;
}
static void fresh_block(void)
{
	struct dma_pool *pool;
	dma_addr_t h;
	u32 *p = block(&pool, &h);
	if (p[5]) seen++;
}
static void used_block(void)
{
	struct dma_pool *pool;
	dma_addr_t h;
	u32 *p = block(&pool, &h), *other = dma_pool_zalloc(pool, GFP_KERNEL, &h);
	p[5] = other[3];
	if (p[5]) seen++;
	dma_pool_free(pool, other, h);
	dma_pool_free(pool, p, h - 64);
	dma_pool_destroy(pool);
	platform_device_unregister(pdev);
}
static int __init start(void)
{
	if (!strcmp(what, "stale")) stale();
	if (!strcmp(what, "filled")) filled();
	if (!strcmp(what, "page")) page();
	if (!strcmp(what, "freed_block")) freed_block();
	if (!strcmp(what, "fresh_block")) fresh_block();
	if (!strcmp(what, "used_block")) used_block();
	if (!strcmp(what, "zeroed_page")) zeroed_page();
	if (!strcmp(what, "freed_page")) freed_page();
	if (!strcmp(what, "from_vmalloc")) from_vmalloc();
	if (!strcmp(what, "zeroed_vmalloc")) zeroed_vmalloc();
	return -ENODEV;
}
module_init(start);
MODULE_LICENSE("GPL");
`;

describe('fresh memory', () => {
  /** A module that dies in its init stays: each case has a machine of its own. */
  const found = (what: string): string[] => {
    const made = new TestBench('linux-6.1', {}, ZYNQ_CACHES);
    made.kernel.core.files.setContent('/root/mod.c', utf8Bytes(SOURCE));
    expect(made.run(`insmod mod.c what=${what}`).join()).not.toContain('does not compile');
    return made.kernel.findings.filter((one) => one.rule !== 'kernel-oops').map((one) => one.message);
  };

  it.each(['filled', 'zeroed_page', 'zeroed_vmalloc', 'used_block'])('holds what was written to it: %s', (what) => {
    expect(found(what)).toEqual([]);
  });
  it.each([['stale', 'never written'], ['page', 'never written'], ['from_vmalloc', 'never written'], ['freed_page', 'use after free'], ['fresh_block', 'never written'], ['freed_block', 'use after free']])('%s: %s', (what, words) => {
    expect(found(what)).toEqual([expect.stringContaining(words)]);
  });
});
