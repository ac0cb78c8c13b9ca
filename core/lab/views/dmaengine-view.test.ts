import { describe, expect, it } from 'vitest';
import { ZynqBench } from '../../kernel/dmaengine/zynq-bench';
import { dmaDevicesView } from './dmaengine-view';

describe('the view of the dmaengine', () => {
  it('shows devices, channels, cookies, and where each descriptor stands', () => {
    const bench = new ZynqBench();
    bench.drive(`
	dma_cap_mask_t mask;
	struct dma_chan *chan;
	struct dma_async_tx_descriptor *tx;
	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	tx = dmaengine_prep_dma_memcpy(chan, 0x2000, 0x1000, 64, 0);
	dmaengine_submit(tx);
	tx = dmaengine_prep_dma_memcpy(chan, 0x2000, 0x1000, 128, 0);
	pr_info("%p\\n", tx);`);
    const before = bench.machine.journal.length;
    const [device, ...others] = dmaDevicesView(bench.kernel);
    expect(others).toEqual([]);
    expect(device).toMatchObject({ name: 'dma0', device: 'f8003000.dmac', capabilities: ['MEMCPY', 'PRIVATE', 'SLAVE', 'CYCLIC'] });
    expect(device.channels.map(({ name, clients }) => [name, clients])).toEqual(Array.from({ length: 8 }, (_, i) => [`dma0chan${i}`, i === 0 ? 1 : 0]));
    expect(device.channels[0]).toMatchObject({ used: 2, last: 1 });
    expect(device.channels[0].descriptors.map(({ cookie, state, kind, bytes }) => [cookie, state, kind, bytes])).toEqual([[2, 'submitted', 'copy', 64], [0, 'prepared', 'copy', 128]]);
    expect(bench.machine.journal.length).toBe(before);
  });

  it('is empty where no driver is', () => expect(dmaDevicesView(new ZynqBench('linux-4.x').kernel)).toEqual([]));
});
