import { describe, expect, it } from 'vitest';
import { PROVIDER_INIT, providerSource } from './provider-source';
import { ZynqBench } from './zynq-bench';

function provide(body: string, { profile = 'linux-6.1', functions = '', exit = '' } = {}): { said: string[]; bench: ZynqBench } {
  const bench = new ZynqBench(profile, { builtInDrivers: false });
  const said = bench.drive(PROVIDER_INIT, providerSource(body, functions), exit);
  return { said, bench };
}

describe('registration of a provider', () => {
  it('is BUG() where a kernel of 2011 finds something missing, an error for later ones', () => {
    const nothing = (profile: string): string => provide('fresh(dev); dma.device_tx_status = NULL; pr_info("answer %d\\n", dma_async_device_register(&dma));', { profile }).said.join('\n');
    expect(nothing('linux-3.0')).toMatch(/kernel BUG at drivers\/dma\/dmaengine.c!/);
    expect(nothing('linux-4.x')).toContain('provider provider: Device tx_status is not defined\nanswer -5');
  });

  it('wants functions for channel resources in old kernels only', () => {
    const bare = (profile: string): string => provide('fresh(dev); dma.device_alloc_chan_resources = NULL; pr_info("answer %d\\n", dma_async_device_register(&dma));', { profile }).said.join('\n');
    expect(bare('linux-3.0')).toContain('BUG');
    expect(bare('linux-4.x')).toBe('answer 0');
  });

  it('knows of scatter lists only as long as kernels had them, and then demands the operation', () => {
    expect(provide('fresh(dev); dma_cap_set(DMA_SG, dma.cap_mask); dma_async_device_register(&dma);', { profile: 'linux-3.0' }).said.join('\n')).toContain('BUG');
    expect(provide('fresh(dev); dma_cap_set(DMA_SG, dma.cap_mask); dma_async_device_register(&dma);').said.join('\n')).toContain("'DMA_SG'");
  });

  it('follows a device without driver into nothing', () => {
    const { bench } = provide('fresh(dev); dma.dev = &pdev->dev; pdev->dev.driver = NULL; dma_async_device_register(&dma);');
    expect(bench.log.join('\n')).toMatch(/page domain fault .0x01b. at 0x00000008[^]*PC is at dma_async_device_register/);
  });

  it('holds the module of a provider while somebody has its channel', () => {
    const { bench } = provide('fresh(dev); dma_async_device_register(&dma); held = dma_request_chan_by_mask(&dma.cap_mask);', { functions: 'static struct dma_chan *held;' });
    expect(bench.run('rmmod client')).toEqual(['rmmod: ERROR: Module client is in use']);
    expect(bench.run('cat /sys/module/client/refcnt')).toEqual(['1']);
  });

  it('warns when channels go while they are held', () => {
    const after = (between: string): string[] => {
      const { said, bench } = provide(`fresh(dev); dma_async_device_register(&dma); held = dma_request_chan_by_mask(&dma.cap_mask); ${between} dma_async_device_unregister(&dma);`, { functions: 'static struct dma_chan *held;' });
      return [...bench.rules(), ...said.filter((line) => line.includes('hold a reference'))];
    };
    expect(after('')).toEqual(['dma-device-in-use', '__dma_async_device_channel_unregister called while 1 clients hold a reference']);
    expect(after('dma_release_channel(held);')).toEqual([]);
  });

  it('calls device_release when the last user is gone', () => {
    expect(provide(`
	fresh(dev);
	dma.device_release = gone;
	dma_async_device_register(&dma);
	held = dma_request_chan_by_mask(&dma.cap_mask);
	dma_async_device_unregister(&dma);
	pr_info("unregistered\\n");
	dma_release_channel(held);
	pr_info("released\\n");`, { functions: 'static struct dma_chan *held;\nstatic void gone(struct dma_device *d) { pr_info("gone\\n"); }' }).said).toEqual(['unregistered', 'gone', 'released']);
  });

  it('lets channels come and go', () => {
    expect(provide(`
	fresh(dev);
	dma_async_device_register(&dma);
	chans[3].device = &dma;
	list_add_tail(&chans[3].device_node, &dma.channels);
	pr_info("add %d %s of %u\\n", dma_async_device_channel_register(&dma, &chans[3]), dma_chan_name(&chans[3]), dma.chancnt);
	dma_async_device_channel_unregister(&dma, &chans[1]);
	list_del(&chans[1].device_node);
	pr_info("left %u\\n", dma.chancnt);
	list_add_tail(&chans[1].device_node, &dma.channels);
	pr_info("again %d %s\\n", dma_async_device_channel_register(&dma, &chans[1]), dma_chan_name(&chans[1]));
	dma_async_device_unregister(&dma);`).said).toEqual(['add 0 dma0chan3 of 4', 'left 3', 'again 0 dma0chan1']);
  });

  it('is undone with the driver where it is managed', () => {
    const { bench } = provide('fresh(dev); pr_info("%d\\n", dmaenginem_async_device_register(&dma));', { exit: 'platform_device_unregister(device); platform_driver_unregister(&driver);' });
    expect(bench.run('ls /sys/class/dma')).toHaveLength(3);
    expect(bench.run('rmmod client; ls /sys/class/dma').join(' ')).not.toContain('dma0chan');
    expect(bench.rules()).toEqual([]);
  });
});

describe('a client of a provider', () => {
  it('counted the first user twice before it was mended', () => {
    const counts = (profile: string): string[] => provide('fresh(dev); dma_async_device_register(&dma); dmaengine_get(); pr_info("%d\\n", chans[0].client_count); dmaengine_put(); pr_info("%d\\n", chans[0].client_count);', { profile }).said;
    expect(counts('linux-3.0')).toEqual(['1', '0']);
    expect(counts('linux-4.x')).toEqual(['2', '1']);
    expect(counts('linux-6.6')).toEqual(['1', '0']);
  });

  it('may not put more often than it gets, nor look for what is no operation', () => {
    expect(provide('dmaengine_put();').bench.log.join('\n')).toMatch(/kernel BUG at drivers\/dma\/dmaengine.c![^]*PC is at dmaengine_put/);
    expect(provide('dma_find_channel(DMA_SLAVE);').bench.log.join('\n')).toMatch(/PC is at dma_find_channel/);
  });

  it('gives a managed channel back with its device', () => {
    const { bench } = provide(`
	fresh(dev);
	dma_cap_set(DMA_SLAVE, dma.cap_mask);
	dma.filter.fn = any;
	dma.filter.map = map;
	dma.filter.mapcnt = 1;
	dmaenginem_async_device_register(&dma);
	pr_info("%s\\n", dma_chan_name(devm_dma_request_chan(dev, "rx")));`, { functions: 'static bool any(struct dma_chan *c, void *p) { return true; }\nstatic const struct dma_slave_map map[] = { { "provider", "rx", NULL } };', exit: 'platform_device_unregister(device); platform_driver_unregister(&driver);' });
    expect(bench.run('cat /sys/class/dma/dma0chan0/in_use; ls /sys/class/dma/dma0chan0')).toEqual(['1', 'bytes_transferred', 'in_use', 'memcpy_count', 'slave']);
    expect(bench.run('cat /sys/kernel/debug/dmaengine/summary').filter((line) => line !== '')).toEqual(['dma0 (provider): number of channels: 3', ' dma0chan0    | provider:rx']);
  });

  it('falls back on the mask only with a filter and its parameter', () => {
    const compat = (fn: string, parameter: string): string[] => provide(`
	struct dma_chan *c;
	fresh(dev);
	dma_async_device_register(&dma);
	c = dma_request_slave_channel_compat(dma.cap_mask, ${fn}, ${parameter}, dev, "rx");
	pr_info("%s\\n", c ? dma_chan_name(c) : "none");`, { functions: 'static bool __maybe_unused second(struct dma_chan *c, void *p) { return c->chan_id == (long)p; }' }).said;
    expect(compat('second', '(void *)1')).toEqual(['dma0chan1']);
    expect(compat('second', 'NULL')).toEqual(['none']);
    expect(compat('NULL', '(void *)1')).toEqual(['none']);
  });

  it('keeps mappings until the last holder lets go of them', () => {
    const { said, bench } = provide(`
	struct dmaengine_unmap_data *unmap = dmaengine_get_unmap_data(dev, 2, GFP_KERNEL);
	void *p = kmalloc(256, GFP_KERNEL);
	struct dma_async_tx_descriptor tx = { };
	unmap->len = 64;
	unmap->addr[0] = dma_map_page(dev, virt_to_page(p), offset_in_page(p), 64, DMA_TO_DEVICE);
	unmap->to_cnt = 1;
	unmap->addr[1] = dma_map_page(dev, virt_to_page(p), offset_in_page(p) + 128, 64, DMA_FROM_DEVICE);
	unmap->from_cnt = 1;
	dma_set_unmap(&tx, unmap);
	dmaengine_unmap_put(unmap);
	pr_info("held %d\\n", tx.unmap == unmap);
	dma_descriptor_unmap(&tx);
	pr_info("held %d\\n", tx.unmap != NULL);
	kfree(p);
	dmaengine_unmap_put(NULL);`);
    expect(said).toEqual(['held 1', 'held 0']);
    expect(bench.kernel.core.dma.live).toEqual([]);
    expect(provide('dmaengine_get_unmap_data(dev, 3, GFP_KERNEL);').bench.log.join('\n')).toContain('kernel BUG');
  });

  it('passes metadata in the one mode that it began with', () => {
    const functions = `
static int attach(struct dma_async_tx_descriptor *d, void *data, size_t len) { pr_info("attach %zu\\n", len); return 0; }
static void *get_ptr(struct dma_async_tx_descriptor *d, size_t *payload, size_t *max) { *payload = 4; *max = 16; return d; }
static struct dma_descriptor_metadata_ops ops = { .attach = attach, .get_ptr = get_ptr };
`;
    expect(provide(`
	struct dma_async_tx_descriptor tx = { }, other = { };
	size_t payload, max;
	fresh(dev);
	dma_async_device_register(&dma);
	tx.chan = other.chan = &chans[0];
	pr_info("none %d\\n", dmaengine_desc_attach_metadata(&tx, &max, 4));
	dma.desc_metadata_modes = DESC_METADATA_CLIENT | DESC_METADATA_ENGINE;
	pr_info("no operations %d\\n", dmaengine_desc_attach_metadata(&tx, &max, 4));
	tx.metadata_ops = other.metadata_ops = &ops;
	pr_info("attach %d\\n", dmaengine_desc_attach_metadata(&tx, &max, 4));
	pr_info("mixed %ld %d\\n", PTR_ERR(dmaengine_desc_get_metadata_ptr(&tx, &payload, &max)), dmaengine_desc_set_metadata_len(&tx, 4));
	pr_info("engine %d", dmaengine_desc_get_metadata_ptr(&other, &payload, &max) == &other);
	pr_info("%zu of %zu, no length %d\\n", payload, max, dmaengine_desc_set_metadata_len(&other, 4));
	dma_async_device_unregister(&dma);`, { functions }).said).toEqual(['none -524', 'no operations -524', 'attach 4', 'attach 0', 'mixed -22 -22', 'engine 1', '4 of 16, no length -524']);
  });
});
