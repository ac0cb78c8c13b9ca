/** A thousand small copies through the dmaengine and the PL330's driver: one after the other, queued, on all channels; beside the same programs given to the bare controller. */
import { Pl330Rig } from '../core/controllers/pl330/pl330-rig';
import { ZynqBench } from '../core/kernel/dmaengine/zynq-bench';
import { microcode } from '../core/kernel/providers/pl330/microcode';
import type { Figure } from './measure';
import { median, milliseconds } from './measure';

const COPIES = 1000;
const BYTES = 64;
const TIMES = 3;

const COPIER = `
	dma_cap_mask_t mask;
	struct dma_chan *chan;
	struct dma_async_tx_descriptor *tx;
	dma_addr_t bus;
	int i;
	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	if (!dma_alloc_coherent(chan->device->dev, 4096, &bus, GFP_KERNEL)) return -ENOMEM;
	init_completion(&done);
	for (i = 0; i < ${COPIES}; i++) {
		tx = dmaengine_prep_dma_memcpy(chan, bus + 2048, bus, ${BYTES}, DMA_PREP_INTERRUPT);
		tx->callback = finished;
		dmaengine_submit(tx);
		dma_async_issue_pending(chan);
		wait_for_completion(&done);
	}
	dma_release_channel(chan);
`;

function bare(): void {
  const rig = new Pl330Rig();
  const { bytes } = microcode({ kind: 'memcpy', from: 0x10_0000, to: 0x20_0000, bytes: BYTES }, 0);
  rig.memory.write(0x1000, Uint8Array.from(bytes), 0, bytes.length);
  rig.write(0x20, 1);
  for (let i = 0; i < COPIES; i++) {
    rig.go(0, 0x1000);
    rig.settle();
    rig.write(0x2c, 1);
  }
}

const QUEUED = `
	dma_cap_mask_t mask;
	struct dma_chan *chan;
	struct dma_async_tx_descriptor *tx = NULL;
	dma_addr_t bus;
	int i;
	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	if (!dma_alloc_coherent(chan->device->dev, 4096, &bus, GFP_KERNEL)) return -ENOMEM;
	init_completion(&done);
	for (i = 0; i < ${COPIES}; i++) {
		tx = dmaengine_prep_dma_memcpy(chan, bus + 2048, bus, ${BYTES}, DMA_PREP_INTERRUPT);
		if (i == ${COPIES} - 1) tx->callback = finished;
		dmaengine_submit(tx);
	}
	@
	dma_async_issue_pending(chan);
	wait_for_completion(&done);
	dma_release_channel(chan);
`;

const CHANNELS = 8;
const EACH = 100;

const SIDE_BY_SIDE = `
	dma_cap_mask_t mask;
	struct dma_chan *chan[${CHANNELS}];
	struct dma_async_tx_descriptor *tx;
	dma_addr_t bus;
	int i, n;
	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	init_completion(&done);
	for (n = 0; n < ${CHANNELS}; n++) chan[n] = dma_request_channel(mask, NULL, NULL);
	if (!dma_alloc_coherent(chan[0]->device->dev, 65536, &bus, GFP_KERNEL)) return -ENOMEM;
	for (i = 0; i < ${EACH}; i++) {
		for (n = 0; n < ${CHANNELS}; n++) {
			tx = dmaengine_prep_dma_memcpy(chan[n], bus + 8192 * n + 4096, bus + 8192 * n, 1024, DMA_PREP_INTERRUPT);
			tx->callback = finished;
			dmaengine_submit(tx);
			dma_async_issue_pending(chan[n]);
		}
		for (n = 0; n < ${CHANNELS}; n++) wait_for_completion(&done);
	}
	for (n = 0; n < ${CHANNELS}; n++) dma_release_channel(chan[n]);
`;

const CALLBACK = 'static struct completion done;\nstatic void finished(void *p) { complete(&done); }';

/** @throws Error with what the driver or the shell said. */
function drive(source: string): ZynqBench {
  const bench = new ZynqBench();
  const said = bench.drive(source, CALLBACK);
  if (said.length > 0) throw new Error(said.join('\n'));
  return bench;
}

/** Bytes of the host for a descriptor that is queued: the machine's saved state with and without a thousand of them. */
function bytesOfDescriptor(): number {
  const saved = (source: string): number => {
    const bench = new ZynqBench();
    bench.begin(source, CALLBACK);
    bench.finishIn(400_000_000);
    return JSON.stringify(bench.kernel.core.dmaengine.save()).length;
  };
  const waiting = '	wait_for_completion(&done);';
  return (saved(QUEUED.replace('@', waiting)) - saved(waiting.replace('wait', 'init_completion(&done); wait'))) / COPIES;
}

export function dmaengineFigures(): Figure[] {
  const through = median(milliseconds(TIMES, () => drive(COPIER)));
  const alone = median(milliseconds(TIMES, bare));
  const queued = median(milliseconds(TIMES, () => drive(QUEUED.replace('@', ''))));
  const together = median(milliseconds(TIMES, () => drive(SIDE_BY_SIDE)));
  return [
    { name: 'small copies through the dmaengine', value: COPIES / through, unit: 'k/s', baseline: { name: 'the bare controller', value: COPIES / alone } },
    { name: '1,000 queued descriptors', value: queued, unit: 'ms', baseline: { name: 'one after the other', value: through } },
    { name: 'copies on 8 channels at once', value: (CHANNELS * EACH) / together, unit: 'k/s', baseline: { name: 'small copies on one channel', value: COPIES / through } },
    { name: 'saved state of a live descriptor', value: bytesOfDescriptor(), unit: 'bytes' },
  ];
}
