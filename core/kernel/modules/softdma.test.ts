import { describe, expect, it } from 'vitest';
import { ZynqBench } from '../dmaengine/zynq-bench';

const HELP = `
static struct completion done;
static void finished(void *p) { complete(&done); }
static struct dma_chan *chan;
static u8 *buf;
static dma_addr_t bus;
static dma_cookie_t cookie;

static int go(struct dma_async_tx_descriptor *tx)
{
	if (!tx)
		return -1;
	init_completion(&done);
	tx->callback = finished;
	cookie = dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	wait_for_completion(&done);
	return dma_async_is_tx_complete(chan, cookie, NULL, NULL);
}
`;

const BEGIN = `
	dma_cap_mask_t mask;
	struct dma_device *d;
	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask); dma_cap_set(DMA_MEMSET, mask); dma_cap_set(DMA_XOR, mask); dma_cap_set(DMA_PQ, mask); dma_cap_set(DMA_INTERLEAVE, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	if (!chan) { pr_info("no channel\\n"); return 0; }
	d = chan->device;
	buf = dma_alloc_coherent(d->dev, 4096, &bus, GFP_KERNEL);
`;

function drive(init: string, rules: readonly string[] = []): string[] {
  const bench = new ZynqBench();
  expect(bench.run('modprobe softdma')).toEqual([]);
  const said = bench.drive(`${BEGIN}${init}
	dma_release_channel(chan);
	dma_free_coherent(d->dev, 4096, buf, bus);`, HELP);
  expect(bench.run('rmmod client; rmmod softdma')).toEqual([]);
  expect(bench.rules()).toEqual(rules);
  return said;
}

describe('the software provider', () => {
  it('makes P and Q as RAID-6 has them, and checks them', () => {
    expect(drive(`
	dma_addr_t src[3] = { bus, bus + 64, bus + 128 }, pq[2] = { bus + 192, bus + 256 };
	u8 scf[3] = { 1, 2, 4 };
	enum sum_check_flags res = 0;
	memset(buf, 0x01, 64); memset(buf + 64, 0x02, 64); memset(buf + 128, 0x80, 64);
	pr_info("%d\\n", go(d->device_prep_dma_pq(chan, pq, src, 3, scf, 64, DMA_PREP_INTERRUPT)));
	pr_info("P %02x Q %02x last %02x %02x behind %02x\\n", buf[192], buf[256], buf[255], buf[319], buf[320]);
	go(d->device_prep_dma_pq_val(chan, pq, src, 3, scf, 64, &res, DMA_PREP_INTERRUPT));
	pr_info("check %d\\n", res);
	buf[200] ^= 1;
	go(d->device_prep_dma_pq_val(chan, pq, src, 3, scf, 64, &res, DMA_PREP_INTERRUPT));
	pr_info("check %d\\n", res);
	buf[300] ^= 1;
	go(d->device_prep_dma_pq_val(chan, pq, src, 3, scf, 64, &res, DMA_PREP_INTERRUPT));
	pr_info("check %d\\n", res);
	go(d->device_prep_dma_pq_val(chan, pq, src, 3, scf, 64, &res, DMA_PREP_INTERRUPT | DMA_PREP_PQ_DISABLE_P));
	pr_info("check %d\\n", res);`)).toEqual(['0', 'P 83 Q 3f last 83 3f behind 00', 'check 0', 'check 1', 'check 3', 'check 2']);
  });

  it('goes on with sums that it began', () => {
    expect(drive(`
	dma_addr_t src[1], pq[2] = { bus + 192, bus + 256 };
	u8 scf[3] = { 1, 2, 4 };
	int i;
	memset(buf, 0x01, 64); memset(buf + 64, 0x02, 64); memset(buf + 128, 0x80, 64);
	for (i = 0; i < 3; i++) {
		src[0] = bus + 64 * i;
		go(d->device_prep_dma_pq(chan, pq, src, 1, scf + i, 64, DMA_PREP_INTERRUPT | (i ? DMA_PREP_CONTINUE : 0)));
	}
	pr_info("P %02x Q %02x maxpq %d\\n", buf[192], buf[256], dma_maxpq(d, DMA_PREP_CONTINUE));`)).toEqual(['P 83 Q 3f maxpq 16']);
  });

  it('copies, fills, sums and writes immediate data', () => {
    expect(drive(`
	dma_addr_t src[3] = { bus, bus + 64, bus + 128 };
	enum sum_check_flags res = 7;
	memset(buf, 0x0f, 64); memset(buf + 64, 0x31, 64); memset(buf + 128, 0x3e, 64);
	go(d->device_prep_dma_xor(chan, bus + 512, src, 2, 64, DMA_PREP_INTERRUPT));
	pr_info("xor %02x %02x\\n", buf[512], buf[575]);
	go(d->device_prep_dma_xor_val(chan, src, 3, 64, &res, DMA_PREP_INTERRUPT));
	pr_info("val %d\\n", res);
	go(d->device_prep_dma_xor_val(chan, src, 2, 64, &res, DMA_PREP_INTERRUPT));
	pr_info("val %d\\n", res);
	go(d->device_prep_dma_memset(chan, bus + 600, 0x1ab, 8, DMA_PREP_INTERRUPT));
	pr_info("set %02x %02x %02x\\n", buf[600], buf[607], buf[608]);
	go(d->device_prep_dma_imm_data(chan, bus + 800, 0x1122334455667788ULL, DMA_PREP_INTERRUPT));
	pr_info("imm %02x %02x %d\\n", buf[800], buf[807], d->device_prep_dma_imm_data(chan, bus + 801, 1, 0) == NULL);
	go(dmaengine_prep_dma_memcpy(chan, bus + 1000, bus + 64, 5, DMA_PREP_INTERRUPT));
	pr_info("copy %02x %02x %02x\\n", buf[1000], buf[1004], buf[1005]);
	pr_info("interrupt %d none %d %d\\n", go(d->device_prep_dma_interrupt(chan, DMA_PREP_INTERRUPT)), dmaengine_prep_dma_memcpy(chan, bus, bus, 0, 0) == NULL, d->device_prep_dma_xor(chan, bus, src, 17, 64, 0) == NULL);`)).toEqual([
      'xor 3e 3e', 'val 0', 'val 1', 'set ab ab 00', 'imm 88 11 1', 'copy 31 31 00', 'interrupt 0 none 1 1',
    ]);
  });

  it('takes chunks with gaps on either side', () => {
    expect(drive(`
	struct dma_interleaved_template *xt = kzalloc(sizeof(*xt) + 2 * sizeof(xt->sgl[0]), GFP_KERNEL);
	int i;
	for (i = 0; i < 64; i++) buf[i] = i;
	xt->src_start = bus; xt->dst_start = bus + 256;
	xt->src_inc = xt->dst_inc = true;
	xt->src_sgl = true;
	xt->numf = 2; xt->frame_size = 2;
	xt->sgl[0].size = 4; xt->sgl[0].icg = 4;
	xt->sgl[1].size = 2; xt->sgl[1].icg = 6; xt->sgl[1].dst_icg = 1;
	go(dmaengine_prep_interleaved_dma(chan, xt, DMA_PREP_INTERRUPT));
	pr_info("%*ph\\n", 16, buf + 256);
	kfree(xt);`)).toEqual(['00 01 02 03 08 09 00 10 11 12 13 18 19 00 00 00']);
  });

  it('keeps reusable descriptors, forgets the terminated', () => {
    expect(drive(`
	struct dma_async_tx_descriptor *tx = dmaengine_prep_dma_memcpy(chan, bus + 64, bus, 16, DMA_PREP_INTERRUPT);
	struct dma_tx_state state;
	pr_info("reuse %d\\n", dmaengine_desc_set_reuse(tx));
	pr_info("%d cookie %d\\n", go(tx), cookie);
	pr_info("%d cookie %d\\n", go(tx), cookie);
	pr_info("free %d\\n", dmaengine_desc_free(tx));
	tx = dmaengine_prep_dma_memcpy(chan, bus + 64, bus, 16, DMA_PREP_INTERRUPT);
	pr_info("not reusable %d\\n", dmaengine_desc_free(tx));
	cookie = dmaengine_submit(tx);
	pr_info("terminate %d\\n", dmaengine_terminate_sync(chan));
	pr_info("status %d", dmaengine_tx_status(chan, cookie, &state));
	pr_info("last %d used %d pause %d\\n", state.last, state.used, dmaengine_pause(chan));`, ['dma-never-issued'])).toEqual(['reuse 0', '0 cookie 2', '0 cookie 3', 'free 0', 'not reusable -1', 'terminate 0', 'status 1', 'last 3 used 4 pause 0']);
  });

  it('passes dmatest, on older kernels too', () => {
    for (const profile of ['linux-6.1', 'linux-4.x', 'linux-2.6.22']) {
      const bench = new ZynqBench(profile, { builtInDrivers: false });
      bench.run('modprobe softdma; modprobe dmatest channel=dma0chan0 iterations=2 wait=1 run=1 test_buf_size=512', 4_000_000_000);
      const summaries = bench.log.filter((line) => line.includes('summary'));
      expect(summaries).toHaveLength(3);
      for (const line of summaries) expect(line).toMatch(/dma0chan0-(copy|xor|pq)0: summary 2 tests, 0 failures/);
    }
  });
});
