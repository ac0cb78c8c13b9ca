/** A thousand small copies through the dmaengine and the PL330's driver, beside the same number of programs given to the bare controller. */
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

export function dmaengineFigures(): Figure[] {
  const through = median(milliseconds(TIMES, () => {
    const bench = new ZynqBench();
    const said = bench.drive(COPIER, 'static struct completion done;\nstatic void finished(void *p) { complete(&done); }');
    if (said.length > 0) throw new Error(said.join('\n'));
  }));
  const alone = median(milliseconds(TIMES, bare));
  return [{ name: 'small copies through the dmaengine', value: COPIES / through, unit: 'k/s', baseline: { name: 'the bare controller', value: COPIES / alone } }];
}
