import { describe, expect, it } from 'vitest';
import { ZynqBench } from '../../dmaengine/zynq-bench';

const FUNCTIONS = 'static struct completion done;\nstatic void finished(void *p) { complete(&done); }\n';
const BEGIN = `
	dma_cap_mask_t mask;
	struct dma_chan *chan;
	struct dma_async_tx_descriptor *tx;
	dma_addr_t bus;
	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	dma_cap_set(DMA_SLAVE, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	if (!dma_alloc_coherent(chan->device->dev, 4096, &bus, GFP_KERNEL)) return -ENOMEM;
	init_completion(&done);
	tx = dmaengine_prep_dma_memcpy(chan, bus + 2048, bus, 64, DMA_PREP_INTERRUPT);
	if (!tx) return -EIO;
`;

/** What is found when a client does this, and then gives its channel back. */
function found(body: string): string[] {
  const bench = new ZynqBench();
  bench.drive(`${BEGIN}${body}
	dma_release_channel(chan);`, FUNCTIONS);
  return bench.rules();
}

const AS_IT_SHOULD_BE = `
	tx->callback = finished;
	dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	wait_for_completion(&done);`;

describe('findings about clients of the PL330', () => {
  it('nothing, where all is well', () => expect(found(AS_IT_SHOULD_BE)).toEqual([]));

  it('submitted, and never issued', () => {
    expect(found('	tx->callback = finished;\n	dmaengine_submit(tx);\n	wait_for_completion_timeout(&done, 2);')).toEqual(['dma-never-issued']);
    expect(found('	tx->callback = finished;\n	dmaengine_submit(tx);\n	dma_async_issue_pending(chan);\n	dmaengine_terminate_sync(chan);')).toEqual([]);
  });

  it('prepared, and never submitted', () => expect(found('')).toEqual(['dma-never-submitted']));

  it('submitted twice: the copy is made, the first cookie is passed by the watermark', () => {
    expect(found(`
	tx->callback = finished;
	dmaengine_submit(tx);${AS_IT_SHOULD_BE.replace('tx->callback = finished;', '')}`)).toEqual(['dma-submitted-twice']);
  });

  it('a callback that comes after submit', () => {
    expect(found(`
	dmaengine_submit(tx);
	tx->callback = finished;
	dma_async_issue_pending(chan);
	wait_for_completion(&done);`)).toEqual(['dma-callback-after-submit']);
    expect(found(`
	dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	msleep(10);`)).toEqual([]);
  });

  it('a slave transfer without address, or without direction', () => {
    const slave = (direction: string, config = ''): string[] => found(`${config}
	dmaengine_submit(tx);
	tx = dmaengine_prep_slave_single(chan, bus, 64, ${direction}, 0);
	dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	dmaengine_terminate_sync(chan);`);
    const config = '	struct dma_slave_config config = { .src_addr = 0x43c00000, .src_addr_width = 4, .src_maxburst = 1 };\n	dmaengine_slave_config(chan, &config);';
    expect(slave('DMA_DEV_TO_MEM')).toEqual(['dma-slave-unconfigured']);
    expect(slave('DMA_DEV_TO_MEM', config)).toEqual([]);
    expect(slave('DMA_MEM_TO_DEV', config)).toEqual(['dma-slave-unconfigured']);
    expect(slave('DMA_MEM_TO_MEM', config)).toEqual(['dma-slave-direction']);
  });

  it('a copy whose program has no room: reported as done, never run', () => {
    const long = (bytes: number): string[] => found(`
	dmaengine_submit(tx);
	tx = dmaengine_prep_dma_memcpy(chan, bus + 2048, bus, ${bytes}, DMA_PREP_INTERRUPT);
	tx->callback = finished;
	dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	wait_for_completion(&done);`);
    expect(long(16_777_215)).toEqual(['pl330-program-too-long']);
    expect(long(2047)).toEqual([]);
  });
});
