import { describe, expect, it } from 'vitest';
import { ZynqBench } from '../dmaengine/zynq-bench';

const FUNCTIONS = `
#include <linux/scatterlist.h>
#include <linux/io.h>
static int periods;
static void __maybe_unused period(void *p) { periods++; }
static struct dma_chan *chan;
static struct dma_device *d;
static u8 *buf;
static dma_addr_t bus;
static int go(struct dma_async_tx_descriptor *tx)
{
	return tx ? dma_sync_wait(chan, dmaengine_submit(tx)) : -1;
}
static void __maybe_unused fill(void)
{
	memset(buf, 0x01, 64); memset(buf + 64, 0x02, 64); memset(buf + 128, 0x80, 64);
	memset(buf + 192, 0xee, 64); memset(buf + 256, 0xdd, 64);
}
static int __maybe_unused pq(dma_addr_t p, dma_addr_t q, unsigned long flags)
{
	dma_addr_t src[3] = { bus, bus + 64, bus + 128 }, dst[2] = { p, q };
	u8 scf[3] = { 1, 2, 4 };
	return go(d->device_prep_dma_pq(chan, dst, src, 3, scf, 64, flags));
}
`;
const BEGIN = `
	dma_cap_mask_t mask;
	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask); dma_cap_set(DMA_XOR, mask); dma_cap_set(DMA_PQ, mask); dma_cap_set(DMA_MEMSET, mask); dma_cap_set(DMA_INTERLEAVE, mask); dma_cap_set(DMA_SLAVE, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	d = chan->device;
	buf = dma_alloc_coherent(d->dev, 4096, &bus, GFP_KERNEL);
	fill();
`;

/** One machine for all: each client gives back what it took. */
let bench: ZynqBench | undefined;

function drive(body: string): string[] {
  if (bench === undefined) {
    bench = new ZynqBench('linux-6.1', { builtInDrivers: false });
    bench.run('modprobe softdma');
  }
  const said = bench.drive(`${BEGIN}${body}	dma_free_coherent(d->dev, 4096, buf, bus);\n	dma_release_channel(chan);\n`, FUNCTIONS);
  bench.run('rmmod client');
  return said;
}

describe('operations of the software provider', () => {
  it('leave P or Q alone when it is not wanted', () => {
    expect(drive(`
	pr_info("%d P %02x Q %02x\\n", pq(0, bus + 256, DMA_PREP_PQ_DISABLE_P), buf[192], buf[256]);
	fill();
	pr_info("%d P %02x Q %02x\\n", pq(bus + 192, 0, DMA_PREP_PQ_DISABLE_Q), buf[192], buf[256]);
	fill();
	pr_info("%d P %02x Q %02x\\n", pq(0, 0, DMA_PREP_PQ_DISABLE_P | DMA_PREP_PQ_DISABLE_Q), buf[192], buf[256]);`)).toEqual(['0 P ee Q 3f', '0 P 83 Q dd', '0 P ee Q dd']);
  });

  it('go on with Q alone', () => {
    expect(drive(`
	pq(0, bus + 256, DMA_PREP_PQ_DISABLE_P);
	pq(0, bus + 256, DMA_PREP_PQ_DISABLE_P | DMA_PREP_CONTINUE);
	pr_info("P %02x Q %02x\\n", buf[192], buf[256]);`)).toEqual(['P ee Q 00']);
  });

  it('say what is wrong of P and Q, but not of the one that is left out', () => {
    expect(drive(`
	dma_addr_t src[3] = { bus, bus + 64, bus + 128 }, both[2] = { bus + 192, bus + 256 };
	u8 scf[3] = { 1, 2, 4 };
	enum sum_check_flags res = 99;
	int i;
	pq(both[0], both[1], 0);
	buf[200] ^= 1; buf[260] ^= 1;
	for (i = 0; i < 4; i++) {
		go(d->device_prep_dma_pq_val(chan, both, src, 3, scf, 64, &res, (i & 1 ? DMA_PREP_PQ_DISABLE_P : 0) | (i & 2 ? DMA_PREP_PQ_DISABLE_Q : 0)));
		pr_info("%d\\n", res);
	}`)).toEqual(['3', '2', '1', '0']);
  });

  it('take as many sources as the device has left, when it cannot go on by itself', () => {
    expect(drive(`
	struct dma_device other = { };
	dma_set_maxpq(&other, 8, 0);
	pr_info("%d %d %d\\n", dma_maxpq(&other, 0), dma_maxpq(&other, DMA_PREP_CONTINUE), dma_maxpq(&other, DMA_PREP_CONTINUE | DMA_PREP_PQ_DISABLE_P));
	dma_set_maxpq(&other, 8, 1);
	pr_info("%d %d\\n", dma_maxpq(&other, 0), dma_maxpq(&other, DMA_PREP_CONTINUE));`)).toEqual(['8 5 7', '8 8']);
  });

  it('go on by three sources more where the device cannot: P, Q and Q again', () => {
    expect(drive(`
	dma_addr_t src[4] = { bus + 192, bus + 256, bus + 256, bus + 128 }, dst[2] = { bus + 192, bus + 256 };
	u8 first[2] = { 1, 2 }, then[4] = { 0, 1, 0, 4 };
	dma_addr_t begin[2] = { bus, bus + 64 };
	go(d->device_prep_dma_pq(chan, dst, begin, 2, first, 64, 0));
	go(d->device_prep_dma_pq(chan, dst, src, 4, then, 64, 0));
	pr_info("P %02x Q %02x\\n", buf[192], buf[256]);`)).toEqual(['P 83 Q 3f']);
  });

  it('sum only what is named: the destination when it is among the sources', () => {
    expect(drive(`
	dma_addr_t src[3] = { bus, bus + 64, bus + 192 };
	go(d->device_prep_dma_xor(chan, bus + 192, src, 2, 64, 0));
	pr_info("%02x\\n", buf[192]);
	go(d->device_prep_dma_xor(chan, bus + 192, src, 3, 64, 0));
	pr_info("%02x\\n", buf[192]);`)).toEqual(['03', '00']);
  });

  it('fill lists, and refuse empty ones', () => {
    expect(drive(`
	struct scatterlist sg[2];
	sg_init_table(sg, 2);
	sg_dma_address(&sg[0]) = bus; sg_dma_len(&sg[0]) = 3;
	sg_dma_address(&sg[1]) = bus + 100; sg_dma_len(&sg[1]) = 2;
	pr_info("%d\\n", go(d->device_prep_dma_memset_sg(chan, sg, 2, 0x1a5, 0)));
	pr_info("%02x %02x %02x %02x %02x\\n", buf[2], buf[3], buf[99], buf[101], buf[102]);
	pr_info("%d\\n", d->device_prep_dma_memset_sg(chan, sg, 0, 1, 0) == NULL);`)).toEqual(['0', 'a5 01 02 a5 02', '1']);
  });

  it('repeat only where the device says that it can', () => {
    expect(drive(`
	struct dma_interleaved_template *xt = kzalloc(sizeof(*xt) + sizeof(xt->sgl[0]), GFP_KERNEL);
	xt->src_start = bus; xt->dst_start = bus + 512; xt->src_inc = xt->dst_inc = true; xt->numf = 1; xt->frame_size = 1; xt->sgl[0].size = 4;
	pr_info("%d %d\\n", dmaengine_prep_interleaved_dma(chan, xt, DMA_PREP_REPEAT) == NULL, go(dmaengine_prep_interleaved_dma(chan, xt, 0)));
	pr_info("gaps %zu %zu %zu %zu\\n", dmaengine_get_icg(false, true, 5, 7), dmaengine_get_icg(true, true, 5, 7), dmaengine_get_icg(true, true, 5, 0), dmaengine_get_icg(true, false, 5, 0));
	kfree(xt);`)).toEqual(['1 0', 'gaps 0 7 5 0']);
  });
});

describe('slave transfers of the software provider', () => {
  const CONFIG = `
	struct dma_slave_config config = { .src_addr = bus + 2048, .dst_addr = bus + 2052, .src_addr_width = 2, .dst_addr_width = 4, .src_maxburst = 1, .dst_maxburst = 1 };
	struct dma_tx_state state;
	dma_cookie_t cookie;
	pr_info("config %d\\n", dmaengine_slave_config(chan, &config));
`;

  it('move words between memory and one register', () => {
    expect(drive(`${CONFIG}
	(void)state; (void)cookie;
	buf[2048] = 0x34; buf[2049] = 0x12;
	pr_info("from %d", go(dmaengine_prep_slave_single(chan, bus, 6, DMA_DEV_TO_MEM, 0)));
	pr_info("%*ph\\n", 7, buf);
	buf[68] = 0x99;
	pr_info("to %d", go(dmaengine_prep_slave_single(chan, bus + 64, 8, DMA_MEM_TO_DEV, 0)));
	pr_info("%*ph\\n", 5, buf + 2052);
	pr_info("odd %d, to memory %d\\n", dmaengine_prep_slave_single(chan, bus, 7, DMA_DEV_TO_MEM, 0) == NULL, dmaengine_prep_slave_single(chan, bus, 8, DMA_MEM_TO_MEM, 0) == NULL);`)).toEqual(['config 0', 'from 0', '34 12 34 12 34 12 01', 'to 0', '99 02 02 02 00', 'odd 1, to memory 1']);
  });

  it('go round a ring, a period a tick; paused, resumed, stopped', () => {
    expect(drive(`${CONFIG}
	struct dma_async_tx_descriptor *tx = dmaengine_prep_dma_cyclic(chan, bus, 32, 8, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT);
	int before;
	buf[2048] = 0x77;
	periods = 0;
	tx->callback = period;
	cookie = dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	while (periods < 6) msleep(1);
	before = periods;
	pr_info("status %d", dmaengine_tx_status(chan, cookie, &state));
	pr_info("a whole number of periods %d, moved %02x\\n", state.residue % 8 == 0 && state.residue > 0, buf[31 - 1]);
	pr_info("pause %d status %d\\n", dmaengine_pause(chan), dmaengine_tx_status(chan, cookie, &state));
	msleep(20);
	before = periods;
	msleep(50);
	pr_info("more %d\\n", periods - before);
	pr_info("resume %d\\n", dmaengine_resume(chan));
	while (periods < before + 2) msleep(1);
	pr_info("terminate %d\\n", dmaengine_terminate_sync(chan));
	before = periods;
	msleep(50);
	pr_info("more %d, uneven %d\\n", periods - before, dmaengine_prep_dma_cyclic(chan, bus, 100, 32, DMA_DEV_TO_MEM, 0) == NULL);`)).toEqual(['config 0', 'status 1', 'a whole number of periods 1, moved 77', 'pause 0 status 2', 'more 0', 'resume 0', 'terminate 0', 'more 0, uneven 1']);
  });

  it('reach registers, and take descriptors again', () => {
    expect(drive(`
	struct dma_slave_config config = { .src_addr = 0x43c00004, .src_addr_width = 4, .src_maxburst = 1 };
	struct dma_async_tx_descriptor *tx;
	struct dma_slave_caps caps;
	void __iomem *regs = ioremap(0x43c00000, 0x1000);
	dmaengine_slave_config(chan, &config);
	tx = dmaengine_prep_slave_single(chan, bus, 4, DMA_DEV_TO_MEM, 0);
	pr_info("reuse %d\\n", dmaengine_desc_set_reuse(tx));
	pr_info("%d same %d\\n", go(tx), *(u32 *)buf == readl(regs + 4));
	*(u32 *)buf = 0x12345678;
	pr_info("%d same %d free %d\\n", go(tx), *(u32 *)buf == readl(regs + 4), dmaengine_desc_free(tx));
	pr_info("caps %d: %x %x pause %d %d %d residue %d\\n", dma_get_slave_caps(chan, &caps), caps.src_addr_widths, caps.directions, caps.cmd_pause, caps.cmd_resume, caps.cmd_terminate, caps.residue_granularity);
	iounmap(regs);`)).toEqual(['reuse 0', '0 same 1', '0 same 1 free 0', 'caps 0: 16 6 pause 1 1 1 residue 1']);
  });
});

describe('dma_sync_wait', () => {
  it('gives up after five seconds', () => {
    const machine = new ZynqBench();
    expect(machine.drive(`
	struct dma_slave_config config = { .src_addr = 0x43c00000, .src_addr_width = 4, .src_maxburst = 1 };
	dma_cap_mask_t mask;
	dma_cap_zero(mask);
	dma_cap_set(DMA_SLAVE, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	buf = dma_alloc_coherent(chan->device->dev, 4096, &bus, GFP_KERNEL);
	dmaengine_slave_config(chan, &config);
	pr_info("%d\\n", go(dmaengine_prep_slave_single(chan, bus, 64, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT)));
	dmaengine_terminate_sync(chan);
	dma_release_channel(chan);`, FUNCTIONS)).toEqual(['dma-pl330 f8003000.dmac: dma_sync_wait: timeout!', '3']);
  });
});
