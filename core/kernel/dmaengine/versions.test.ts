import { describe, expect, it } from 'vitest';
import { ZynqBench } from './zynq-bench';

/** What each version has of struct dma_device, of enumerations and of functions: first version with it, first without. */
const PROFILES: readonly (readonly [name: string, version: number])[] = [['linux-2.6.22', 2.0622], ['linux-3.0', 3], ['linux-4.x', 4.14], ['linux-6.1', 6.01], ['linux-6.6', 6.06]];
const OLD = 0;
const NEVER = 99;
const MEMBERS: Readonly<Record<string, readonly [since: number, until: number]>> = {
  device_prep_dma_memcpy: [OLD, NEVER], device_prep_dma_xor: [OLD, NEVER], device_prep_dma_pq: [OLD, NEVER], device_prep_dma_memset: [OLD, NEVER], device_prep_dma_interrupt: [OLD, NEVER],
  device_prep_dma_sg: [OLD, 4.14], device_prep_dma_memset_sg: [4.02, NEVER], device_prep_interleaved_dma: [3.03, NEVER], device_prep_dma_imm_data: [4.09, NEVER], device_control: [OLD, 4], device_config: [4, NEVER], device_pause: [4, NEVER],
  device_resume: [4, NEVER], device_terminate_all: [4, NEVER], device_synchronize: [4.05, NEVER], directions: [4, NEVER], descriptor_reuse: [4, NEVER], filter: [4.06, NEVER], desc_metadata_modes: [5.06, NEVER], device_caps: [5.09, NEVER],
  device_release: [5.06, NEVER], max_sg_burst: [5.09, NEVER], device_router_config: [5.13, NEVER],
};
const CONSTANTS: typeof MEMBERS = {
  DMA_SG: [OLD, 4.14], DMA_MEMSET_SG: [4.02, NEVER], DMA_INTERLEAVE: [3.03, NEVER], DMA_COMPLETION_NO_ORDER: [5.06, NEVER], DMA_REPEAT: [5.06, NEVER], DMA_LOAD_EOT: [5.06, NEVER], DMA_SUCCESS: [OLD, 3.13], DMA_OUT_OF_ORDER: [5.06, NEVER],
  DMA_CTRL_REUSE: [4.03, NEVER], DMA_PREP_CMD: [4.14, NEVER], DMA_PREP_REPEAT: [5.06, NEVER], DMA_PREP_LOAD_EOT: [5.06, NEVER], DMA_TERMINATE_ALL: [OLD, 4], DMA_SLAVE_BUSWIDTH_128_BYTES: [6.01, NEVER], DMA_COMPL_SKIP_SRC_UNMAP: [OLD, 3.13],
};

const has = ([since, until]: readonly [number, number], version: number): boolean => version >= since && version < until;

/** The names that a compiler does not know, of those that are used. */
function unknown(profile: string, names: readonly string[]): string[] {
  const uses = names.map((name) => (name in MEMBERS ? `	(void)sizeof(((struct dma_device *)0)->${name});` : `	(void)(int)${name};`)).join('\n');
  const shown = new ZynqBench(profile, { builtInDrivers: false }).drive(uses).join('\n');
  return names.filter((name) => new RegExp(`error: (?:'struct dma_device' has no member |[^']*)'${name}'`).test(shown));
}

describe('the dmaengine of each version', () => {
  it.each(PROFILES)('%s has the operations, flags and numbers of its time', (profile, version) => {
    const all = Object.entries({ ...MEMBERS, ...CONSTANTS });
    expect(unknown(profile, all.map(([name]) => name))).toEqual(all.filter(([, span]) => !has(span, version)).map(([name]) => name));
  });

  it('numbers capabilities as the version does', () => {
    const numbers = (profile: string): string[] => new ZynqBench(profile, { builtInDrivers: false }).drive('	pr_info("%d %d %d %d\\n", DMA_INTERRUPT, DMA_PRIVATE, DMA_SLAVE, DMA_CYCLIC);\n	pr_info("%d %d\\n", DMA_SLAVE | DMA_PRIVATE, DMA_TX_TYPE_END);');
    expect(numbers('linux-3.0')).toEqual(['6 8 10 11', '10 12']);
    expect(numbers('linux-4.x')).toEqual(['7 8 10 11', '10 13']);
    expect(numbers('linux-6.1')).toEqual(['7 8 10 11', '10 16']);
  });

  it('has one operation for all commands before 4.0, of which the PL330 driver knows two', () => {
    const bench = new ZynqBench('linux-3.0');
    bench.run('modprobe pl330');
    expect(bench.drive(`
	dma_cap_mask_t mask;
	struct dma_chan *chan;
	struct dma_slave_config config = { .src_addr = 0x43c00000, .src_addr_width = 4, .src_maxburst = 1 };
	struct dma_async_tx_descriptor *tx;
	struct dma_tx_state state;
	dma_cookie_t cookie;
	dma_addr_t bus;
	dma_cap_zero(mask);
	dma_cap_set(DMA_SLAVE, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	if (!dma_alloc_coherent(chan->device->dev, 4096, &bus, GFP_KERNEL)) return -ENOMEM;
	pr_info("config %d pause %d resume %d\\n", dmaengine_slave_config(chan, &config), dmaengine_pause(chan), dmaengine_device_control(chan, DMA_RESUME, 0));
	tx = dmaengine_prep_slave_single(chan, bus, 64, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT);
	cookie = dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	pr_info("status %d residue %u\\n", dmaengine_tx_status(chan, cookie, &state), state.residue);
	pr_info("terminate %d status %d\\n", dmaengine_terminate_all(chan), dmaengine_tx_status(chan, cookie, &state));
	dma_release_channel(chan);`)).toEqual(['dma-pl330 f8003000.dmac: Not supported cmd.', 'dma-pl330 f8003000.dmac: Not supported cmd.', 'config 0 pause -6 resume -6', 'status 1 residue 64', 'terminate 0 status 0']);
  });
});
