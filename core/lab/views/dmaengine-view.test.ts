import { describe, expect, it } from 'vitest';
import { ZynqBench } from '../../kernel/dmaengine/zynq-bench';
import { newSession } from '../../session/session';
import { Lab } from '../lab';
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
    expect(device).toMatchObject({ name: 'dma0', device: 'f8003000.dmac' });
    expect(device.capabilities.filter((one) => one.has).map((one) => one.name)).toEqual(['MEMCPY', 'PRIVATE', 'ASYNC_TX', 'SLAVE', 'CYCLIC']);
    expect(device.facts).toContainEqual({ name: 'Operations', value: 'memcpy, slave_sg, cyclic' });
    expect(device.facts).toContainEqual({ name: 'Residue by', value: 'burst' });
    expect(device.channels.map(({ name, clients }) => [name, clients])).toEqual(Array.from({ length: 8 }, (_, i) => [`dma0chan${i}`, i === 0 ? 1 : 0]));
    expect(device.channels[0]).toMatchObject({ used: 2, last: 1, thread: 0 });
    expect(device.channels[0].descriptors.map(({ cookie, state, kind, bytes, residue }) => [cookie, state, kind, bytes, residue])).toEqual([[2, 'submitted', 'memcpy', 64, 64], [0, 'prepared', 'memcpy', 128, 128]]);
    expect(device.channels[0].descriptors[0].steps.map(({ step, place }) => [step, place.replace(/\d+$/, 'N')])).toEqual([['prepare', 'client: client_init client.c:N'], ['submit', 'client: client_init client.c:N']]);
    expect(bench.machine.journal.length).toBe(before);
  });

  it('follows a copy that runs: the residue falls, the descriptor moves on', () => {
    const bench = new ZynqBench();
    bench.begin(`
	dma_cap_mask_t mask;
	struct dma_chan *chan;
	dma_addr_t bus;
	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	dma_alloc_coherent(chan->device->dev, 8192, &bus, GFP_KERNEL);
	dmaengine_submit(dmaengine_prep_dma_memcpy(chan, bus + 4096, bus, 4096, 0));
	dma_async_issue_pending(chan);`);
    const seen: string[] = [];
    const residues: (number | null)[] = [];
    for (let i = 0; i < 40_000 && seen.at(-1) !== 'completed'; i++) {
      bench.finishIn(10);
      const one = dmaDevicesView(bench.kernel)[0].channels[0].descriptors[0];
      if (one === undefined) continue;
      if (one.state !== seen.at(-1)) seen.push(one.state);
      if (one.state === 'running' && one.residue !== residues.at(-1)) residues.push(one.residue);
    }
    expect(seen).toEqual(['prepared', 'submitted', 'issued', 'running', 'issued', 'completed']);
    expect(residues.length).toBeGreaterThan(5);
    expect(residues).toEqual([...residues].sort((a, b) => (b ?? 0) - (a ?? 0)));
  });

  it('is empty where a session leaves the built-in drivers out', () => {
    const devices = (builtInDrivers: boolean): number => new Lab(newSession({ name: 'bare', profile: 'linux-6.1', options: { builtInDrivers } })).handle('dmaengine.list', {}).length;
    expect([devices(true), devices(false)]).toEqual([1, 0]);
  });

  it('is empty where no driver is', () => expect(dmaDevicesView(new ZynqBench('linux-4.x').kernel)).toEqual([]));
});
