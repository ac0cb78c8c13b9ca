/** DMA mapping as drivers in C use it, on every kernel. */
import { describe, expect, it } from 'vitest';
import { ZYNQ_CACHES } from '../../cache/geometry';
import { TestBench } from '../test-bench';
import { utf8Bytes } from '../utf8';

const PROFILES = ['linux-2.6.22', 'linux-3.0', 'linux-4.x', 'linux-6.1', 'linux-6.6'];
const HEAD = `
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/init.h>
#include <linux/slab.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/platform_device.h>
static u64 mask = 0xffffffff;
static struct device dev;
static void setup(void) { dev.dma_mask = &mask; dev.coherent_dma_mask = 0xffffffff; }
`;

function load(body: string, profile: string): TestBench {
  const made = new TestBench(profile, {}, ZYNQ_CACHES);
  made.kernel.core.files.setContent('/root/mod.c', utf8Bytes(`${HEAD}static int __init start(void) { setup(); {\n${body}\n} return 0; }\nstatic void __exit stop(void) { }\nmodule_init(start); module_exit(stop);\nMODULE_LICENSE("GPL");\n`));
  expect(made.run('insmod mod.c')).toEqual([]);
  return made;
}

const said = (made: TestBench): string[] => made.log.filter((line) => !line.includes('taints kernel'));

describe.each(PROFILES)('C on %s', (profile) => {
  it('maps, syncs and unmaps a buffer', () => {
    const made = load(`
char *buf = kmalloc(256, GFP_KERNEL);
dma_addr_t h = dma_map_single(&dev, buf, 256, DMA_BIDIRECTIONAL);
if (dma_mapping_error(${profile === 'linux-2.6.22' ? '' : '&dev, '}h)) return -ENOMEM;
dma_sync_single_for_cpu(&dev, h, 256, DMA_BIDIRECTIONAL);
buf[0] = 1;
dma_sync_single_for_device(&dev, h, 256, DMA_BIDIRECTIONAL);
dma_unmap_single(&dev, h, 256, DMA_BIDIRECTIONAL);
printk("%d\\n", h == virt_to_phys(buf));
kfree(buf);`, profile);
    expect(said(made)).toEqual(['1']);
    expect(made.rules()).toEqual([]);
  });

  it('maps a scatter list and walks it', () => {
    const made = load(`
struct scatterlist sg[2], *s; int i, n; unsigned long total = 0;
char *a = kmalloc(512, GFP_KERNEL), *b = kmalloc(1024, GFP_KERNEL);
${profile === 'linux-2.6.22' ? 'memset(sg, 0, sizeof(sg));' : 'sg_init_table(sg, 2);'}
sg_set_buf(&sg[0], a, 512); sg_set_buf(&sg[1], b, 1024);
n = dma_map_sg(&dev, sg, 2, DMA_TO_DEVICE);
for_each_sg(sg, s, n, i) total += sg_dma_len(s);
printk("%d %lu %d\\n", n, total, sg_dma_address(&sg[1]) == virt_to_phys(b));
dma_unmap_sg(&dev, sg, 2, DMA_TO_DEVICE);
kfree(a); kfree(b);`, profile);
    expect(said(made)).toEqual(['2 1536 1']);
    expect(made.rules()).toEqual([]);
  });

  it('uses coherent memory, a pool, and pages', () => {
    const made = load(`
dma_addr_t h, ph; struct dma_pool *pool; u32 *c, *p; unsigned long va;
c = dma_alloc_coherent(&dev, 4096, &h, GFP_KERNEL);
pool = dma_pool_create("small", &dev, 32, 32, 0);
p = dma_pool_alloc(pool, GFP_KERNEL, &ph);
p[0] = 5; c[1023] = p[0] + c[0];
va = __get_free_pages(GFP_KERNEL, 1);
printk("%u %u %d\\n", c[1023], (unsigned)(ph & 31), page_address(virt_to_page((void *)va)) == (void *)va);
free_pages(va, 1);
dma_pool_free(pool, p, ph); dma_pool_destroy(pool);
dma_free_coherent(&dev, 4096, c, h);`, profile);
    expect(said(made)).toEqual(['5 0 1']);
    expect(made.rules()).toEqual([]);
  });

  it('is told with its line when it touches what the device owns', () => {
    const made = load(`
char *buf = kmalloc(256, GFP_KERNEL);
dma_addr_t h = dma_map_single(&dev, buf, 256, DMA_FROM_DEVICE);
buf[3] = 1;
dma_unmap_single(&dev, h, 256, DMA_FROM_DEVICE);
kfree(buf);`, profile);
    const found = made.kernel.findings.find((one) => one.rule === 'dma-cpu-access');
    expect(found?.message).toMatch(/^start \[mod\] \(mod\.c:\d+(:\d+)?\) writes to a buffer that the device owns/);
  });
});

it('is told of each line, though lines beside it were used and though it was used before', () => {
  const made = load(`
char *page = kmalloc(4096, GFP_KERNEL);
int i;
dma_addr_t h;
for (i = 0; i < 512; i++) page[i] = i;
h = dma_map_single(&dev, page + 128, 64, DMA_FROM_DEVICE);
for (i = 0; i < 128; i++) page[i] += page[i + 192];
if (dma_mapping_error(&dev, h)) return -ENOMEM;
dma_unmap_single(&dev, h, 64, DMA_FROM_DEVICE);
page[128] = 1;
kfree(page);`, 'linux-6.1');
  expect(made.rules()).toEqual([]);
  const touching = load(`
char *page = kmalloc(4096, GFP_KERNEL);
int i;
dma_addr_t h;
for (i = 0; i < 512; i++) page[i] = i;
h = dma_map_single(&dev, page + 128, 64, DMA_FROM_DEVICE);
if (dma_mapping_error(&dev, h)) return -ENOMEM;
for (i = 0; i < 180; i++) page[i] = 1;
dma_unmap_single(&dev, h, 64, DMA_FROM_DEVICE);
kfree(page);`, 'linux-6.1');
  expect(touching.kernel.findings.map((one) => one.rule)).toEqual(['dma-cpu-access']);
});

it('maps the stack to a finding', () => {
  const made = load('char buf[64]; dma_addr_t h = dma_map_single(&dev, buf, 64, DMA_TO_DEVICE); dma_unmap_single(&dev, h, 64, DMA_TO_DEVICE);', 'linux-6.1');
  expect(made.rules()).toContain('dma-map-stack');
});

describe.each(['linux-4.x', 'linux-6.1'])('dma_mmap_coherent on %s', (profile) => {
  const driver = (size: string): TestBench => {
    const made = new TestBench(profile, {}, ZYNQ_CACHES);
    made.kernel.core.files.setContent('/root/mod.c', utf8Bytes(`${HEAD}
#include <linux/miscdevice.h>
#include <linux/fs.h>
static u32 *c; static dma_addr_t h;
static int m_mmap(struct file *file, struct vm_area_struct *vma) { return dma_mmap_coherent(&dev, vma, c, h, ${size}); }
static const struct file_operations ops = { .owner = THIS_MODULE, .mmap = m_mmap };
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "shared", .fops = &ops };
static int __init start(void) { setup(); c = dma_alloc_coherent(&dev, 8192, &h, GFP_KERNEL); c[1] = 0xcafe; return misc_register(&misc); }
static void __exit stop(void) { }
module_init(start); module_exit(stop);
MODULE_LICENSE("GPL");
`));
    expect(made.run('insmod mod.c')).toEqual([]);
    return made;
  };

  it('shows a program the memory itself', () => {
    const made = driver('8192');
    expect(made.run('mmap /dev/shared 4096 4')).toEqual(['0x0000cafe']);
    expect(made.run('mmap /dev/shared 4096 8 0x1234')).toEqual([]);
    const memory = made.kernel.core.dma.live.find((one) => one.kind === 'coherent');
    expect(made.memory.readWord((memory?.pa ?? 0) + 8)).toBe(0x1234);
  });

  it('refuses more than there is', () => {
    expect(driver('4096').run('mmap /dev/shared 8192')).toEqual(['mmap: No such device or address']);
  });
});
