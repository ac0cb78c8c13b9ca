/** What the devices on request lines tell becomes findings: for each rule what makes it, and what nearly does. */
import { beforeAll, describe, expect, it } from 'vitest';
import { AUDIO_CODEC, CODEC_CTRL } from '../devices/audio-codec-registers';
import { SAMPLER } from '../devices/sampler';
import { STREAM_FIFO } from '../devices/stream-fifo';
import { ZynqBench } from './dmaengine/zynq-bench';

const BASE = { stream: STREAM_FIFO, codec: AUDIO_CODEC, sampler: SAMPLER } as const;
type Write = readonly [device: keyof typeof BASE, register: string, value: number];
/** Writes, a run of so many cycles, and so on. */
type Deed = Write | number;

let bench: ZynqBench;
beforeAll(() => {
  bench = new ZynqBench();
});

function doAll(deeds: readonly Deed[]): string[] {
  const before = bench.kernel.findings.length;
  const { clock } = bench.machine;
  for (const deed of deeds) {
    if (typeof deed === 'number') clock.run(clock.now + deed);
    else write(deed);
  }
  ([['stream', 'CTRL', 128], ['codec', 'CTRL', 256], ['sampler', 'CTRL', 8]] as const).forEach(write);
  return bench.kernel.findings.slice(before).map((one) => `${one.rule}: ${one.message}`);
}

function write([device, register, value]: Write): void {
  const region = bench.machine.map.list().find((one) => one.name === device);
  if (region?.kind !== 'mmio') throw new Error(device);
  const registers: Readonly<Record<string, { readonly offset: number }>> = BASE[device].registers;
  region.target.write(registers[register].offset, 4, value, 0);
}

const frame: Write = ['codec', 'TX_DATA', 1];
const { TX_EN, RX_EN, TX_DMA, RX_DMA, TX_LIMITED, DRAIN } = CODEC_CTRL;

describe('findings of devices on request lines', () => {
  it.each<[string, readonly Deed[], readonly Deed[], RegExp]>([
    ['codec-underrun', [frame, ['codec', 'CLOCK', 1000], ['codec', 'CTRL', TX_EN], 2500], [frame, frame, ['codec', 'CTRL', TX_EN | DRAIN], 2500], /^Frame \d+ was due and the FIFO of 16 was empty\. The device raises no requests/],
    ['codec-underrun', [['codec', 'CTRL', TX_EN | TX_DMA], 1500], [frame, frame, ['codec', 'CTRL', TX_EN | TX_DMA], 1500], /The burst request on line 2 has been open for \d+\.\d µs, and no driver has the channel of that line\.$/],
    ['codec-underrun', [['codec', 'TX_LIMIT', 100], ...Array.from({ length: 2 }, () => frame), ['codec', 'CTRL', TX_EN | TX_DMA | TX_LIMITED], ['codec', 'TX_LIMIT', 0], 3500], [], /The driver has made ready 0 frames \(TX_LIMIT\) and no more/],
    ['codec-overrun', [['codec', 'CTRL', RX_EN], 17500], [['codec', 'CTRL', RX_EN], 900], /^Frame \d+ came and the FIFO of 16 was full/],
    ['sampler-overrun', [['sampler', 'INTERVAL', 100], ['sampler', 'CTRL', 1], 6550], [['sampler', 'CTRL', 1], 6350], /^Sample \d+ came and the FIFO of 64 was full\. READY was said 22\.1 µs ago, but its interrupt is not enabled/],
    ['fifo-overrun', [['stream', 'CTRL', 10], 1750], [['stream', 'CTRL', 10 | 64], 1750], /^Word \d+ came and the FIFO of 16 was full/],
    ['request-line-taken', [['codec', 'CTRL', RX_DMA], ['sampler', 'CTRL', 2]], [['codec', 'CTRL', RX_DMA], ['codec', 'CTRL', 0], ['sampler', 'CTRL', 2]], /^The sampler wants request line 3, which the codec has/],
  ])('%s: %#', (rule, wrong, near, message) => {
    expect(doAll(near)).toEqual([]);
    const found = doAll(wrong);
    expect(found).toHaveLength(1);
    expect(found[0].startsWith(`${rule}: `)).toBe(true);
    expect(found[0].slice(rule.length + 2)).toMatch(message);
  });

  it('says what the channel of an open request does', () => {
    const own = new ZynqBench();
    own.drive('	platform_driver_register(&driver);', `
#include <linux/platform_device.h>
#include <linux/of.h>
#include <linux/io.h>
static void play(void __iomem *regs, u32 limit)
{
	writel(limit, regs + 0x38);
	writel(TX_DMA | TX_LIMITED, regs);
	udelay(5);
	writel(TX_EN | TX_DMA | TX_LIMITED, regs);
	udelay(20);
	writel(CLEAR, regs);
}
static int probe(struct platform_device *pdev)
{
	struct dma_slave_config config = { .dst_addr = 0x43c10020, .dst_addr_width = 4, .dst_maxburst = 4 };
	void __iomem *regs = ioremap(0x43c10000, 0x1000);
	struct dma_chan *chan = dma_request_chan(&pdev->dev, "tx");
	struct dma_async_tx_descriptor *tx;
	dma_addr_t bus;
	u32 *ring = dma_alloc_coherent(chan->device->dev, 256, &bus, GFP_KERNEL);

	writel(1000, regs + 0x10);
	dmaengine_slave_config(chan, &config);
	play(regs, 8);
	tx = dmaengine_prep_dma_cyclic(chan, bus, 256, 64, DMA_MEM_TO_DEV, 0);
	dmaengine_submit(tx);
	play(regs, 8);
	dma_async_issue_pending(chan);
	play(regs, 2);
	dmaengine_terminate_sync(chan);
	dma_free_coherent(chan->device->dev, 256, ring, bus);
	dma_release_channel(chan);
	iounmap(regs);
	return 0;
}
static const struct of_device_id ids[] = { { .compatible = "dmalab,audio-codec" }, { } };
static struct platform_driver driver = { .probe = probe, .driver = { .name = "late", .of_match_table = ids } };
`.replaceAll(/\b(TX_EN|TX_DMA|TX_LIMITED|CLEAR)\b/g, (name) => String(CODEC_CTRL[name as keyof typeof CODEC_CTRL])));
    const causes = own.kernel.findings.filter((one) => one.rule === 'codec-underrun').map((one) => /open for [\d.]+ µs: (.*)$/.exec(one.message)?.[1]);
    expect(causes).toEqual(['dma0chan2 has nothing to do. No transfer was issued, or the last one has ended.', 'a transfer was submitted to dma0chan2, and not issued.', 'dma0chan2 waits for a burst, which is more than there is.']);
  });
});
