import { describe, expect, it } from 'vitest';
import { mixedDirections } from './direction-words';
import { ZynqBench } from './zynq-bench';

const FUNCTIONS = `
#include <linux/platform_device.h>
#include <linux/io.h>
#include <linux/wait.h>
#include <linux/sched.h>
static DECLARE_WAIT_QUEUE_HEAD(queue);
static struct completion done;
static struct dma_chan *chan;
static void finished(void *p) { complete(&done); wake_up(&queue); }
static void stops(void *p) { dmaengine_terminate_sync(chan); complete(&done); }
static void stops_later(void *p) { dmaengine_terminate_async(chan); complete(&done); }
static int kept;
static bool keep_local(struct dma_chan *c, void *p) { c->private = p; return true; }
static noinline struct dma_chan *by_local(dma_cap_mask_t *mask) { int local = 3; return dma_request_channel(*mask, keep_local, &local); }
`;
const begin = (capability: string, request = 'dma_request_channel(mask, NULL, NULL)'): string => `
	dma_cap_mask_t mask;
	struct dma_async_tx_descriptor *tx;
	dma_addr_t bus;
	dma_cap_zero(mask);
	dma_cap_set(${capability}, mask);
	chan = ${request};
	if (!dma_alloc_coherent(chan->device->dev, 4096, &bus, GFP_KERNEL)) return -ENOMEM;
	init_completion(&done);
`;
const COPY = `
	tx = dmaengine_prep_dma_memcpy(chan, bus + 2048, bus, 64, DMA_PREP_INTERRUPT);
	tx->callback = finished;
	dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	wait_for_completion(&done);
`;
const END = '	dma_release_channel(chan);';

let shared: ZynqBench | undefined;

/** What is found while a client does this. One machine for those that come to their end. */
function found(body: string, { alone = false, provider = '' } = {}): string[] {
  const bench = alone || provider !== '' ? new ZynqBench('linux-6.1', provider === '' ? {} : { builtInDrivers: false }) : (shared ??= new ZynqBench());
  if (provider !== '') bench.run(`modprobe ${provider}`);
  const before = bench.kernel.findings.length;
  bench.drive(body, FUNCTIONS);
  const rules = bench.kernel.findings.slice(before).map((one) => one.rule).filter((rule) => rule !== 'module-leaks');
  if (bench === shared) bench.run('rmmod client');
  return rules;
}

describe('findings about clients', () => {
  it('a result of prepare that is not checked: refused, and lacking', () => {
    const copy = (bytes: number, check: string): string[] => found(`${begin('DMA_MEMCPY')}
	tx = dmaengine_prep_dma_memcpy(chan, bus + 2048, bus, ${bytes}, DMA_PREP_INTERRUPT);
	${check}
	tx->callback = finished;
	dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	wait_for_completion(&done);
${END}`, { alone: true });
    expect(copy(0, '')).toContain('dma-prep-unchecked');
    expect(copy(0, 'if (!tx) { dma_release_channel(chan); return 0; }')).toEqual([]);
    expect(found(`${begin('DMA_MEMCPY')}	tx = dmaengine_prep_dma_memset(chan, bus, 0, 16, 0);\n	tx->callback = finished;`, { alone: true })).toContain('dma-prep-unchecked');
    expect(found(`${begin('DMA_MEMCPY')}	int *p = NULL;\n	*p = 1;`, { alone: true })).not.toContain('dma-prep-unchecked');
  });

  it('an error pointer tested as NULL, and the reverse', () => {
    const request = (capability: string, by: string, check: string): string[] => found(`
	dma_cap_mask_t mask;
	dma_cap_zero(mask);
	dma_cap_set(${capability}, mask);
	chan = ${by};
	if (${check}) return 0;
	pr_info("%s\\n", dma_chan_name(chan));
	dma_release_channel(chan);`, { alone: true });
    expect(request('DMA_XOR', 'dma_request_chan_by_mask(&mask)', '!chan')).toContain('dma-error-as-channel');
    expect(request('DMA_XOR', 'dma_request_chan_by_mask(&mask)', 'IS_ERR(chan)')).toEqual([]);
    expect(request('DMA_XOR', 'dma_request_channel(mask, NULL, NULL)', 'IS_ERR(chan)')).toContain('dma-null-as-error');
    expect(request('DMA_XOR', 'dma_request_channel(mask, NULL, NULL)', '!chan')).toEqual([]);
    expect(request('DMA_MEMCPY', 'dma_request_channel(mask, NULL, NULL)', 'IS_ERR(chan)')).toEqual([]);
  });

  it('a task that waits for what it has not issued, told while it waits', () => {
    const bench = new ZynqBench();
    const submit = '	tx = dmaengine_prep_dma_memcpy(chan, bus + 2048, bus, 64, DMA_PREP_INTERRUPT);\n	tx->callback = finished;\n	dmaengine_submit(tx);\n';
    bench.begin(`${begin('DMA_MEMCPY')}${submit}	wait_for_completion(&done);`, FUNCTIONS);
    bench.finishIn(50_000_000);
    expect(bench.rules()).toEqual(['dma-never-issued']);
    expect(bench.kernel.findings[0].message).toMatch(/^insmod \[\d+\] waits, and the memcpy with cookie 2 on dma0chan0 is submitted but not issued: its callback will not come\.$/);
    expect(found(`${begin('DMA_MEMCPY')}${submit}	wait_event_timeout(queue, done.done, 2);\n	dma_async_issue_pending(chan);\n	wait_for_completion(&done);\n${END}`)).toEqual(['dma-never-issued']);
    expect(found(`${begin('DMA_MEMCPY')}${submit}	schedule_timeout_uninterruptible(2);\n	dma_async_issue_pending(chan);\n	wait_event(queue, done.done);\n${END}`)).toEqual([]);
    expect(found(`${begin('DMA_MEMCPY')}${submit}	msleep(10);\n	dma_async_issue_pending(chan);\n	wait_for_completion(&done);\n${END}`)).toEqual([]);
  });

  it('nothing of a channel whose turn comes after another', () => {
    expect(found(`${begin('DMA_MEMCPY')}
	struct dma_chan *first = dma_request_channel(mask, NULL, NULL);
	tx = dmaengine_prep_dma_memcpy(chan, bus + 2048, bus, 64, DMA_PREP_INTERRUPT);
	tx->callback = finished;
	dmaengine_submit(tx);
	tx = dmaengine_prep_dma_memcpy(first, bus + 1024, bus, 64, DMA_PREP_INTERRUPT);
	tx->callback = finished;
	dmaengine_submit(tx);
	dma_async_issue_pending(first);
	wait_for_completion(&done);
	dma_async_issue_pending(chan);
	wait_for_completion(&done);
	dma_release_channel(first);
${END}`)).toEqual([]);
  });

  it('a callback without the flag that asks for it', () => {
    const flags = (first: string, last: string): string[] => found(`${begin('DMA_MEMCPY')}
	dmaengine_submit(dmaengine_prep_dma_memcpy(chan, bus + 1024, bus, 64, ${first}));${COPY.replace('DMA_PREP_INTERRUPT', last)}${END}`);
    expect(flags('0', '0')).toEqual(['dma-callback-without-interrupt']);
    expect(flags('0', 'DMA_PREP_INTERRUPT')).toEqual([]);
  });

  it('a channel used for what was not asked for', () => {
    expect(found(begin('DMA_SLAVE') + COPY + END)).toEqual(['dma-capability-mismatch']);
    expect(found(begin('DMA_MEMCPY') + COPY + END)).toEqual([]);
  });

  it('fields of a slave configuration that are missing', () => {
    const slave = (config: string): string[] => found(`${begin('DMA_SLAVE')}
	struct dma_slave_config config = { ${config} };
	dmaengine_slave_config(chan, &config);
	dmaengine_submit(dmaengine_prep_slave_single(chan, bus, 64, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT));
	dma_async_issue_pending(chan);
	dmaengine_terminate_sync(chan);
${END}`);
    expect(slave('.src_addr = 0x43c00000')).toEqual(['dma-slave-config-partly']);
    expect(slave('.src_addr = 0x43c00000, .src_addr_width = 4')).toEqual(['dma-slave-config-partly']);
    expect(slave('.src_addr = 0x43c00000, .src_addr_width = 4, .src_maxburst = 1')).toEqual([]);
  });

  it('address 0', () => {
    const copy = (to: string): string[] => found(`${begin('DMA_MEMCPY')}
	dmaengine_submit(dmaengine_prep_dma_memcpy(chan, ${to}, bus, 64, DMA_PREP_INTERRUPT));
	dmaengine_terminate_sync(chan);
${END}`).filter((rule) => rule !== 'dma-never-issued');
    expect(copy('0')).toEqual(['dma-address-zero']);
    expect(copy('bus + 64')).toEqual([]);
  });

  it('a channel that is released while it works', () => {
    const slave = (before: string): string[] => found(`${begin('DMA_SLAVE')}
	struct dma_slave_config config = { .src_addr = 0x43c00000, .src_addr_width = 4, .src_maxburst = 1 };
	dmaengine_slave_config(chan, &config);
	dmaengine_submit(dmaengine_prep_slave_single(chan, bus, 64, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT));
	dma_async_issue_pending(chan);
	${before}
${END}`);
    expect(slave('')).toEqual(['dma-released-while-busy']);
    expect(slave('dmaengine_terminate_sync(chan);')).toEqual([]);
  });

  it('waiting for callbacks in one', () => {
    const with_ = (callback: string): string[] => found(`${begin('DMA_MEMCPY')}${COPY.replace('finished', callback)}${END}`);
    expect(with_('stops')).toContain('dma-sync-in-callback');
    expect(with_('stops_later')).toEqual([]);
    /** A provider that kills its tasklet there stops the kernel instead of hanging. */
    const bench = new ZynqBench('linux-6.1', { builtInDrivers: false });
    bench.run('modprobe softdma');
    bench.begin(`${begin('DMA_MEMCPY')}${COPY.replace('finished', 'stops')}`, FUNCTIONS);
    bench.finishIn(400_000_000);
    expect(bench.rules()).toContain('dma-sync-in-callback');
    expect(bench.log.join('\n')).toContain('Attempt to kill tasklet from interrupt');
  });

  it('chan->private that points to a local', () => {
    expect(found(`${begin('DMA_MEMCPY', 'by_local(&mask)')}${COPY}${END}`)).toEqual(['dma-private-dead']);
    expect(found(`${begin('DMA_MEMCPY', 'dma_request_channel(mask, keep_local, &kept)')}${COPY}${END}`)).toEqual([]);
  });

  it('an address that nothing maps, and a transfer longer than its mapping', () => {
    const copy = (address: string, bytes: number): string[] => found(`${begin('DMA_MEMCPY')}
	u8 *p = kmalloc(256, GFP_KERNEL), *other = kmalloc(65536, GFP_KERNEL);
	dma_addr_t mapped = dma_map_single(chan->device->dev, p, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(chan->device->dev, mapped)) return -ENOMEM;
	dmaengine_submit(dmaengine_prep_dma_memcpy(chan, ${address}, bus, ${bytes}, DMA_PREP_INTERRUPT));
	dma_async_issue_pending(chan);
	msleep(10);
	dma_unmap_single(chan->device->dev, mapped, 64, DMA_FROM_DEVICE);
	kfree(p);
	kfree(other);
${END}`);
    expect(copy('virt_to_phys(other + 40960)', 64)).toEqual(['dma-unmapped-memory']);
    expect(copy('mapped', 96)).toEqual(['dma-past-mapping']);
    expect(copy('mapped', 64)).toEqual([]);
  });

  it('a buffer that was mapped for the client', () => {
    const mapped = (device: string): string[] => found(`${begin('DMA_MEMCPY')}
	void *p = kmalloc(256, GFP_KERNEL);
	struct device *dev = ${device};
	dma_addr_t to;
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
	to = dma_map_single(dev, p, 256, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, to)) return -ENOMEM;
	dmaengine_submit(dmaengine_prep_dma_memcpy(chan, to, bus, 64, DMA_PREP_INTERRUPT));
	dma_async_issue_pending(chan);
	msleep(10);
	dma_unmap_single(dev, to, 256, DMA_FROM_DEVICE);
	kfree(p);
${END}`);
    expect(mapped('&platform_device_register_simple("other", -1, NULL, 0)->dev')).toContain('dma-mapped-for-other-device');
    expect(mapped('chan->device->dev')).toEqual([]);
  });

  it('a channel that is used behind its release', () => {
    const copy = '	dmaengine_prep_dma_memcpy(chan, bus + 64, bus, 64, DMA_PREP_INTERRUPT);';
    expect(found(`${begin('DMA_MEMCPY')}${END}\n${copy}`, { alone: true })).toContain('dma-channel-not-held');
    expect(found(`${begin('DMA_MEMCPY')}${copy}\n${END}`)).toEqual(['dma-never-submitted']);
  });

  it('a direction of the other enumeration', () => {
    const mixed = (body: string): string[] => found(`${begin('DMA_MEMCPY')}	void *p = kmalloc(64, GFP_KERNEL);\n	${body}\n	kfree(p);\n	(void)tx;\n${END}`).filter((rule) => rule !== 'dma-error-unchecked');
    expect(mixed('dma_unmap_single(chan->device->dev, dma_map_single(chan->device->dev, p, 64, DMA_MEM_TO_DEV), 64, DMA_TO_DEVICE);')).toEqual(['dma-direction-mixed']);
    expect(mixed('dma_unmap_single(chan->device->dev, dma_map_single(chan->device->dev, p, 64, DMA_TO_DEVICE), 64, DMA_TO_DEVICE);')).toEqual([]);
  });

  it('finds the words of directions where they are used, not in comments', () => {
    expect(mixedDirections('/* dma_map_sg(d, s, 1, DMA_MEM_TO_MEM) */\nn = dma_map_sg(dev, sg,\n\t1, DMA_MEM_TO_MEM);\ntx = dmaengine_prep_slave_sg(chan, sg, n, DMA_FROM_DEVICE, 0);\nconfig.direction = DMA_TO_DEVICE;\nx = "dma_map_single(DMA_DEV_TO_MEM)";')).toEqual([
      { line: 2, call: 'dma_map_sg', word: 'DMA_MEM_TO_MEM' }, { line: 4, call: 'dmaengine_prep_slave_sg', word: 'DMA_FROM_DEVICE' }, { line: 5, call: 'dma_slave_config', word: 'DMA_TO_DEVICE' },
    ]);
    expect(mixedDirections('tx = dmaengine_prep_slave_sg(chan, sg, dma_map_count, DMA_DEV_TO_MEM, 0);\nconfig.direction = DMA_MEM_TO_DEV;\ndma_map_single(dev, p, 4, DMA_TO_DEVICE')).toEqual([]);
  });
});
