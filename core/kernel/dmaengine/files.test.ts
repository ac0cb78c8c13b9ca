import { describe, expect, it } from 'vitest';
import { ZynqBench } from './zynq-bench';

const REQUEST = `
	dma_cap_mask_t mask;
	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	dma_request_channel(mask, NULL, NULL);
`;

describe('files of the dmaengine', () => {
  it('list the channels and their users', () => {
    const bench = new ZynqBench();
    expect(bench.run('ls /sys/class/dma')).toEqual(Array.from({ length: 8 }, (_, i) => `dma0chan${i}`));
    bench.drive(REQUEST);
    expect(bench.run('cat /sys/class/dma/dma0chan0/in_use /sys/class/dma/dma0chan1/in_use /sys/class/dma/dma0chan0/memcpy_count')).toEqual(['1', '0', '0']);
  });

  it('sum up what is in use', () => {
    const bench = new ZynqBench();
    expect(bench.run('cat /sys/kernel/debug/dmaengine/summary').filter((line) => line !== '')).toEqual(['dma0 (f8003000.dmac): number of channels: 8']);
    bench.drive(REQUEST);
    expect(bench.run('cat /sys/kernel/debug/dmaengine/summary').filter((line) => line !== '')).toEqual(['dma0 (f8003000.dmac): number of channels: 8', ' dma0chan0    | in-use']);
  });

  it('tell which channel of the controller each has', () => {
    const bench = new ZynqBench();
    bench.run('modprobe dmatest; echo dma0chan2 > /sys/module/dmatest/parameters/channel; echo dma0chan5 > /sys/module/dmatest/parameters/channel');
    expect(bench.run('cat /sys/kernel/debug/f8003000.dmac')).toEqual(['PL330 physical channels:', 'THREAD:\t\tCHANNEL:', '--------\t-----', '0\t\t2', '1\t\t5', ...Array.from({ length: 6 }, (_, i) => `${i + 2}\t\t--`)]);
  });

  it('are as old as the kernel', () => {
    const bench = new ZynqBench('linux-4.x');
    bench.run('modprobe pl330');
    expect(bench.run('cat /sys/kernel/debug/dmaengine/summary')[0]).toContain('No such file or directory');
    expect(bench.run('cat /sys/class/dma/dma0chan7/in_use')).toEqual(['0']);
  });
});
