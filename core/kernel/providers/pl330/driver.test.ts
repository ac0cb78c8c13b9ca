import { describe, expect, it } from 'vitest';
import { restoreSnapshot, takeSnapshot } from '../../../snapshot';
import { ZynqBench } from '../../dmaengine/zynq-bench';

const REQUEST = `
	dma_cap_mask_t mask;
	struct dma_chan *chan;
	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	if (!chan) { pr_info("no channel\\n"); return 0; }
`;
const DONE = 'static struct completion done;\nstatic void finished(void *p) { pr_info("callback %d\\n", (int)p); complete(&done); }\n';

const BUFFERS = `
	struct device *dev = chan->device->dev;
	dma_addr_t to, from;
	u8 *dst = dma_alloc_coherent(dev, 8192, &to, GFP_KERNEL);
	u8 *src = dma_alloc_coherent(dev, 8192, &from, GFP_KERNEL);
	struct dma_async_tx_descriptor *tx;
	struct dma_tx_state state;
	dma_cookie_t cookie;
	int i, st;
	for (i = 0; i < 8192; i++) src[i] = i * 7;
	memset(dst, 0, 8192);
	init_completion(&done);
`;

const submit = (bytes: number | string, extra = ''): string => `
	tx = dmaengine_prep_dma_memcpy(chan, to, from, ${bytes}, ${extra === '' ? 'DMA_PREP_INTERRUPT' : extra});
	tx->callback = finished;
	tx->callback_param = (void *)${bytes};
	cookie = dmaengine_submit(tx);
`;
const ask = `
	st = dmaengine_tx_status(chan, cookie, &state);
	pr_info("cookie %d status %d last %d used %d residue %u\\n", cookie, st, state.last, state.used, state.residue);
`;

describe('the PL330 driver at boot', () => {
  it('says what it found', () => {
    expect(new ZynqBench().log).toEqual(['dma-pl330 f8003000.dmac: Loaded driver for PL330 DMAC-241330', 'dma-pl330 f8003000.dmac: \tDBUFF-128x8bytes Num_Chans-8 Num_Peri-4 Num_Events-16']);
  });

  it('has nine interrupt lines', () => {
    const lines = new ZynqBench().run('cat /proc/interrupts').filter((line) => line.includes('f8003000.dmac'));
    expect(lines).toHaveLength(9);
    expect(lines[0]).toMatch(/^ *17: +0 +GIC-0 +45 Level +f8003000\.dmac$/);
  });

  it('is a module of older kernels, and takes lines that are free', () => {
    const bench = new ZynqBench('linux-4.x');
    expect(bench.log).toEqual([]);
    expect(bench.run('insmod pl330')).toEqual([]);
    expect(bench.log).toContain('dma-pl330 f8003000.dmac: Loaded driver for PL330 DMAC-241330');
    expect(bench.run('rmmod pl330; insmod ax_dma; insmod pl330').join(' ')).toContain('Device or resource busy');
  });

  it('may be left out', () => expect(new ZynqBench('linux-6.1', { builtInDrivers: false }).log).toEqual([]));
});

describe('a copy by the PL330 driver', () => {
  it('gives the cookies, states and bytes that Linux 6.1 gives', () => {
    const bench = new ZynqBench();
    const said = bench.drive(`${REQUEST}${BUFFERS}
	pr_info("%s\\n", dma_chan_name(chan));
	${submit(4096)}${ask}
	dma_async_issue_pending(chan);
	wait_for_completion(&done);
	${ask}
	${submit(100, '0')}
	dma_async_issue_pending(chan);
	wait_for_completion(&done);
	pr_info("same %d\\n", memcmp(src, dst, 4096));
	${submit(8)}
	pr_info("terminate %d\\n", dmaengine_terminate_sync(chan));
	${ask}
	pr_info("zero %d negative %d\\n", dmaengine_tx_status(chan, 0, NULL), dmaengine_tx_status(chan, -5, NULL));
	pr_info("pause %d resume %d xor %d\\n", dmaengine_pause(chan), dmaengine_resume(chan), chan->device->device_prep_dma_xor != NULL);
	dma_release_channel(chan);`, DONE);
    expect(said).toEqual([
      'dma0chan0', 'cookie 2 status 1 last 1 used 2 residue 0', 'callback 4096', 'cookie 2 status 0 last 2 used 2 residue 0', 'callback 100', 'same 0',
      'terminate 0', 'cookie 4 status 0 last 4 used 4 residue 0', 'zero 0 negative 0', 'pause 0 resume -38 xor 0',
    ]);
    expect(bench.rules()).toEqual(['dma-callback-without-interrupt', 'dma-never-issued']);
  });

  it('finds nothing for operations that the controller lacks', () => {
    expect(new ZynqBench().drive(`
	dma_cap_mask_t mask;
	dma_cap_zero(mask);
	dma_cap_set(DMA_XOR, mask);
	pr_info("%d %ld\\n", dma_request_channel(mask, NULL, NULL) == NULL, PTR_ERR(dma_request_chan_by_mask(&mask)));`)).toEqual(['1 -19']);
  });

  it('runs what is queued in order, each with its callback', () => {
    const said = new ZynqBench().drive(`${REQUEST}${BUFFERS}
	${[64, 3, 1600, 4095, 128].map((bytes) => submit(bytes)).join('')}
	dma_async_issue_pending(chan);
	for (i = 0; i < 5; i++) wait_for_completion(&done);
	${ask}
	dma_release_channel(chan);`, DONE);
    expect(said).toEqual(['callback 64', 'callback 3', 'callback 1600', 'callback 4095', 'callback 128', 'cookie 6 status 0 last 6 used 6 residue 0']);
  });

  it('reports a fault as success, and the bench says so', () => {
    const bench = new ZynqBench();
    const said = bench.drive(`${REQUEST}${BUFFERS}
	from = 0x90000000;
	${submit(64)}
	dma_async_issue_pending(chan);
	wait_for_completion(&done);
	${ask}
	dma_release_channel(chan);`, DONE);
    expect(said.slice(1)).toEqual(['callback 64', 'cookie 2 status 0 last 2 used 2 residue 0']);
    expect(said[0]).toMatch(/^dma-pl330: Reset Channel-0\t CS-\w+ FTC-\w+$/);
    expect(bench.rules()).toEqual(['pl330-fault-as-success']);
  });

  it('asks the filter for free channels only, in their order', () => {
    const bench = new ZynqBench();
    expect(bench.drive(`${REQUEST}
	pr_info("%s\\n", dma_chan_name(dma_request_channel(mask, wanted, (void *)3)));
	dma_release_channel(chan);
	dma_release_channel(chan);`, 'static bool wanted(struct dma_chan *chan, void *p) { pr_info("ask %d\\n", chan->chan_id); return chan->chan_id == (int)p; }').filter((text) => /^(ask|dma0)/.test(text))).toEqual(['ask 1', 'ask 2', 'ask 3', 'dma0chan3']);
    expect(bench.rules()).toContain('dma-channel-released-twice');
  });

  it('goes on from a saved state in the middle', () => {
    const bench = new ZynqBench();
    const { machine, kernel } = bench;
    bench.begin(`${REQUEST}${BUFFERS}${submit(4095)}${submit(1600)}
	dma_async_issue_pending(chan);
	pr_info("issued\\n");
	for (i = 0; i < 2; i++) wait_for_completion(&done);
	${ask}`, DONE);
    while (!bench.log.includes('issued')) machine.clock.run(machine.clock.now + 2000);
    expect(bench.log).not.toContain('callback 4095');
    const parts = [...machine.stateful, kernel];
    machine.clock.settle();
    const saved = takeSnapshot(machine.clock.now, 0, machine.memory, parts);
    const end = (): unknown => [bench.finish(), bench.log, kernel.core.dmaengine.save(), machine.clock.now];
    const once = end();
    restoreSnapshot(saved, machine.memory, parts);
    expect(bench.log).not.toContain('callback 4095');
    expect(end()).toEqual(once);
    expect(bench.log.slice(-3)).toEqual(['callback 4095', 'callback 1600', 'cookie 3 status 0 last 3 used 3 residue 0']);
  });
});
