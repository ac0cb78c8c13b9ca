/** Each step of a transaction is a journal entry, caused by the one before it. */
import { describe, expect, it } from 'vitest';
import { KIND } from '../../journal/entry-kinds';
import type { EntryView } from '../../journal/journal';
import { ZynqBench } from './zynq-bench';

const COPY = `
	DECLARE_COMPLETION_ONSTACK(done);
	struct dma_async_tx_descriptor *tx;
	struct dma_chan *chan;
	dma_cap_mask_t mask;
	dma_addr_t bus;
	char *memory;
	int i;

	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	memory = dma_alloc_coherent(chan->device->dev, 16384, &bus, GFP_KERNEL);
	memset(memory, 'x', 4096);
	for (i = 0; i < 3; i++) {
		tx = dmaengine_prep_dma_memcpy(chan, bus + 4096 * (i + 1), bus, 4096, DMA_PREP_INTERRUPT);
		if (i == 2) {
			tx->callback = on_done;
			tx->callback_param = &done;
		}
		dmaengine_submit(tx);
	}
	dma_async_issue_pending(chan);
	wait_for_completion(&done);
	pr_info("third byte at %x\\n", bus + 3 * 4096);`;

const FUNCTIONS = 'static void on_done(void *done) { complete(done); }';

function copyBench(): { bench: ZynqBench; chan: number; third: number } {
  const bench = new ZynqBench();
  const said = bench.drive(COPY, FUNCTIONS);
  const third = parseInt(/third byte at (\w+)/.exec(said.join('\n'))?.[1] ?? '', 16);
  return { bench, chan: bench.kernel.core.dmaengine.pl330.channels[0].chan, third };
}

const kindsOf = (entries: readonly EntryView[]): string[] => entries.map((entry) => entry.kind).filter((kind, i, all) => kind !== all[i - 1]);

describe('transactions', () => {
  const { bench, chan, third } = copyBench();
  const { journal } = bench.machine;

  it('lead from a byte of the third copy to its own issue, submit, prepare and the system call', () => {
    const chain = journal.causes(journal.lastWriter(third));
    expect(kindsOf(chain)).toEqual(expect.arrayContaining(['instruction', 'write', 'issue', 'submit', 'prepare', 'syscall', 'input']));
    const words = chain.map((entry) => entry.text ?? '').filter((text) => /^(issue|submit|prepare)/.test(text));
    expect(words).toEqual(['issue memcpy on dma0chan0: cookie 4', 'submit memcpy to dma0chan0: cookie 4', 'prepare memcpy, 4096 bytes: dma0chan0']);
    expect(journal.textOf(chain.find((entry) => entry.kind === 'prepare')?.detail ?? 0)).toMatch(/client: client_init client\.c:\d+/);
  });

  it('lead from the wake-up over callback, tasklet, interrupt and beats to the same', () => {
    let wake = 0;
    for (let i = 1; i < journal.length; i++) if (journal.entry(i).kind === 'wake' && (journal.entry(i).text ?? '').startsWith('insmod')) wake = i;
    const kinds = kindsOf(journal.causes(wake));
    expect(kinds.slice(0, 4)).toEqual(['wake', 'callback', 'softirq', 'handler']);
    expect(kinds.slice(4)).toEqual(expect.arrayContaining(['interrupt', 'instruction', 'issue', 'submit', 'prepare', 'syscall']));
  });

  it('stay to be looked at when they are over', () => {
    const stages = bench.kernel.core.dmaengine.transactions.of(bench.kernel.core, chan).map(({ cookie, stage, called, bytes }) => [cookie, stage, called, bytes]);
    expect(stages).toEqual([[4, 'completed', 1, 4096], [3, 'completed', 0, 4096], [2, 'completed', 0, 4096]]);
  });

  it('are the same after they were saved and restored', () => {
    const { transactions } = bench.kernel.core.dmaengine;
    const before = transactions.of(bench.kernel.core, chan);
    const saved = transactions.save();
    transactions.load(saved);
    expect(transactions.of(bench.kernel.core, chan)).toEqual(before);
    expect(transactions.save()).toEqual(saved);
  });
});

describe('transactions in flight', () => {
  it('move from prepared to terminated, and a refusal is told', () => {
    const bench = new ZynqBench();
    bench.drive(`
	struct dma_async_tx_descriptor *tx;
	dma_cap_mask_t mask;
	struct dma_chan *chan;

	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	dmaengine_prep_dma_memcpy(chan, 0x2000, 0x1000, 0, 0);
	dmaengine_submit(dmaengine_prep_dma_memcpy(chan, 0x2000, 0x1000, 64, 0));
	tx = dmaengine_prep_dma_memcpy(chan, 0x2000, 0x1000, 128, 0);
	dmaengine_submit(tx);
	dmaengine_prep_dma_memcpy(chan, 0x2000, 0x1000, 256, 0);
	dmaengine_terminate_async(chan);`);
    const { core } = bench.kernel;
    const texts: string[] = [];
    const { journal } = bench.machine;
    for (let i = 1; i < journal.length; i++) if ([KIND.prepare, KIND.call].some((kind) => kind === KIND[journal.entry(i).kind])) texts.push(journal.entry(i).text ?? '');
    expect(texts).toContain('dma0chan0 refuses memcpy: NULL');
    expect(texts).toContain('terminate dma0chan0: 2 in flight');
    expect(core.dmaengine.transactions.of(core, core.dmaengine.pl330.channels[0].chan).map(({ bytes, stage }) => [bytes, stage])).toEqual([[256, 'prepared'], [128, 'terminated'], [64, 'terminated']]);
  });
});

describe('transactions of a provider in C', () => {
  it('lead from a byte to its own descriptor, although one tasklet does all', () => {
    const bench = new ZynqBench();
    bench.run('modprobe softdma');
    const said = bench.drive(COPY.replace('dma_cap_set(DMA_MEMCPY, mask);', 'dma_cap_set(DMA_MEMCPY, mask); dma_cap_set(DMA_XOR, mask);').replaceAll('4096', '256'), FUNCTIONS);
    const third = parseInt(/third byte at (\w+)/.exec(said.join('\n'))?.[1] ?? '', 16);
    const { journal } = bench.machine;
    const own = (address: number): string | undefined => journal.causes(journal.lastWriter(address)).find((entry) => entry.kind === 'submit')?.text;
    expect([third - 512, third - 256, third].map(own)).toEqual([2, 3, 4].map((cookie) => `submit memcpy to dma1chan0: cookie ${cookie}`));
  });
});
