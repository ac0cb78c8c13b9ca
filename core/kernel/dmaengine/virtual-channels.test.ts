import { describe, expect, it } from 'vitest';
import { ZynqBench } from './zynq-bench';

/** A provider on virt-dma.h whose hardware is moved by hand: `running` is on it, `moved` bytes of that are done. */
const PROVIDER = `
#include <linux/platform_device.h>
#include <linux/interrupt.h>
#include <linux/version.h>
#include "virt-dma.h"
struct desc { struct virt_dma_desc vd; size_t len, period; };
static struct dma_device dma;
static struct virt_dma_chan vc;
static struct virt_dma_desc *running;
static size_t moved;
static bool paused;
#define to_desc(v) container_of(v, struct desc, vd)

static void free_desc(struct virt_dma_desc *vd) { pr_info("freed %zu\\n", to_desc(vd)->len); kfree(to_desc(vd)); }
static struct dma_async_tx_descriptor *prep(struct dma_chan *c, size_t len, size_t period, unsigned long flags)
{
	struct desc *d = kzalloc(sizeof(*d), GFP_NOWAIT);
	d->len = len;
	d->period = period;
	return vchan_tx_prep(to_virt_chan(c), &d->vd, flags);
}
static struct dma_async_tx_descriptor *prep_memcpy(struct dma_chan *c, dma_addr_t dst, dma_addr_t src, size_t len, unsigned long flags) { return prep(c, len, 0, flags); }
static struct dma_async_tx_descriptor *prep_cyclic(struct dma_chan *c, dma_addr_t buf, size_t len, size_t period, enum dma_transfer_direction dir, unsigned long flags) { return prep(c, len, period, flags); }
static void start_next(void)
{
	running = vchan_next_desc(&vc);
	moved = 0;
	if (running)
		list_del(&running->node);
}
static void issue(struct dma_chan *c)
{
	spin_lock_irq(&vc.lock);
	if (vchan_issue_pending(&vc) && !running)
		start_next();
	spin_unlock_irq(&vc.lock);
}
/* As the end of an interrupt, the tasklet runs behind it. */
static void __maybe_unused finish_running(void)
{
	struct virt_dma_desc *vd = running;
	local_bh_disable();
	vchan_cookie_complete(vd);
	start_next();
	local_bh_enable();
}
static enum dma_status status(struct dma_chan *c, dma_cookie_t cookie, struct dma_tx_state *state)
{
	enum dma_status st = dma_cookie_status(c, cookie, state);
	struct virt_dma_desc *vd;

	if (st == DMA_COMPLETE || !state)
		return st;
	vd = vchan_find_desc(&vc, cookie);
	if (vd)
		dma_set_residue(state, to_desc(vd)->len);
	else if (running && running->tx.cookie == cookie) {
		dma_set_residue(state, to_desc(running)->len - moved);
		if (paused)
			st = DMA_PAUSED;
	}
	return st;
}
static int terminate(struct dma_chan *c)
{
	LIST_HEAD(head);
	unsigned long flags;

	spin_lock_irqsave(&vc.lock, flags);
	if (running)
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 5, 0)
		vchan_terminate_vdesc(running);
#else
		list_add_tail(&running->node, &head);
#endif
	running = NULL;
	vchan_get_all_descriptors(&vc, &head);
	spin_unlock_irqrestore(&vc.lock, flags);
	vchan_dma_desc_free_list(&vc, &head);
	return 0;
}
static void synchronize(struct dma_chan *c) { vchan_synchronize(&vc); }
static int do_pause(struct dma_chan *c) { if (!running) return -EINVAL; paused = true; return 0; }
static int do_resume(struct dma_chan *c) { if (!paused) return -EINVAL; paused = false; return 0; }
static void free_chan(struct dma_chan *c) { vchan_free_chan_resources(&vc); }

static int __maybe_unused length(struct list_head *list) { struct list_head *p; int n = 0; list_for_each(p, list) n++; return n; }
static void __maybe_unused lists(const char *when) { pr_info("%s: %d allocated %d submitted %d issued %d completed, %s\\n", when, length(&vc.desc_allocated), length(&vc.desc_submitted), length(&vc.desc_issued), length(&vc.desc_completed), running ? "one runs" : "none runs"); }
static void __maybe_unused ask(const char *when, dma_cookie_t cookie)
{
	struct dma_tx_state s;
	int st = dmaengine_tx_status(&vc.chan, cookie, &s);
	pr_info("%s: %d is %d, last %d used %d residue %u\\n", when, cookie, st, s.last, s.used, s.residue);
}
static void __maybe_unused with_result(void *p, const struct dmaengine_result *r) { pr_info("result %d residue %u\\n", r->result, r->residue); }
static void __maybe_unused called(void *p) { pr_info("callback %ld\\n", (long)p); }
static dma_cookie_t __maybe_unused submit(size_t len)
{
	struct dma_async_tx_descriptor *tx = dmaengine_prep_dma_memcpy(&vc.chan, 0x1000, 0x2000, len, DMA_PREP_INTERRUPT);
	tx->callback = called;
	tx->callback_param = (void *)len;
	return dmaengine_submit(tx);
}
static void body(struct dma_chan *chan);
static int probe(struct platform_device *pdev)
{
	struct dma_chan *chan;
	dma_cap_mask_t mask;

	dma.dev = &pdev->dev;
	INIT_LIST_HEAD(&dma.channels);
	dma_cap_set(DMA_MEMCPY, dma.cap_mask);
	dma_cap_set(DMA_CYCLIC, dma.cap_mask);
	dma.device_prep_dma_memcpy = prep_memcpy;
	dma.device_prep_dma_cyclic = prep_cyclic;
	dma.device_tx_status = status;
	dma.device_issue_pending = issue;
	dma.device_terminate_all = terminate;
	dma.device_synchronize = synchronize;
	dma.device_pause = do_pause;
	dma.device_resume = do_resume;
	dma.device_free_chan_resources = free_chan;
	dma.directions = BIT(DMA_MEM_TO_DEV);
	dma.descriptor_reuse = true;
	vc.desc_free = free_desc;
	vchan_init(&vc, &dma);
	if (dma_async_device_register(&dma))
		return -EIO;
	dma_cap_zero(mask);
	dma_cap_set(DMA_MEMCPY, mask);
	chan = dma_request_channel(mask, NULL, NULL);
	body(chan);
	dma_release_channel(chan);
	dma_async_device_unregister(&dma);
	return 0;
}
static struct platform_driver driver = { .probe = probe, .driver = { .name = "hand" } };
`;

const drive = (body: string, profile = 'linux-6.1'): string[] =>
  new ZynqBench(profile, { builtInDrivers: false }).drive('	platform_driver_register(&driver);\n	platform_device_register_simple("hand", -1, NULL, 0);', `${PROVIDER}static void body(struct dma_chan *chan)\n{\n	dma_cookie_t a, b, c;\n	(void)a; (void)b; (void)c;\n${body}\n}\n`);

describe('virtual channels', () => {
  it('move a descriptor from list to list', () => {
    expect(drive(`
	struct dma_async_tx_descriptor *tx = dmaengine_prep_dma_memcpy(chan, 0, 0, 64, 0);
	lists("prepared");
	a = dmaengine_submit(tx);
	lists("submitted");
	ask("submitted", a);
	b = submit(32);
	dma_async_issue_pending(chan);
	lists("issued");
	ask("runs", a);
	moved = 48;
	ask("moves", a);
	ask("waits", b);
	pr_info("found %d %d\\n", vchan_find_desc(&vc, a) != NULL, vchan_find_desc(&vc, b) != NULL);
	local_bh_disable();
	finish_running();
	lists("completed");
	local_bh_enable();
	lists("told");
	finish_running();
	ask("done", b);`)).toEqual([
      'prepared: 1 allocated 0 submitted 0 issued 0 completed, none runs', 'submitted: 0 allocated 1 submitted 0 issued 0 completed, none runs', 'submitted: 2 is 1, last 1 used 2 residue 0',
      'issued: 0 allocated 0 submitted 1 issued 0 completed, one runs', 'runs: 2 is 1, last 1 used 3 residue 64', 'moves: 2 is 1, last 1 used 3 residue 16', 'waits: 3 is 1, last 1 used 3 residue 32', 'found 0 1',
      'completed: 0 allocated 0 submitted 0 issued 1 completed, one runs', 'freed 64', 'told: 0 allocated 0 submitted 0 issued 0 completed, one runs', 'callback 32', 'freed 32', 'done: 3 is 0, last 3 used 3 residue 0',
    ]);
  });

  it('free a descriptor before its callback in old kernels, behind it in new ones', () => {
    const order = (profile: string): string[] => drive('	submit(8);\n	dma_async_issue_pending(chan);\n	finish_running();', profile);
    expect(order('linux-4.x')).toEqual(['freed 8', 'callback 8']);
    expect(order('linux-6.1')).toEqual(['callback 8', 'freed 8']);
  });

  it('take completion as a watermark', () => {
    expect(drive(`
	struct virt_dma_desc *vd;
	a = submit(1); b = submit(2); c = submit(3);
	dma_async_issue_pending(chan);
	vd = vchan_find_desc(&vc, c);
	list_del(&vd->node);
	local_bh_disable();
	vchan_cookie_complete(vd);
	ask("first", a); ask("second", b); ask("third", c);
	vchan_cookie_complete(running);
	ask("third", c);
	local_bh_enable();
	running = NULL;`)).toEqual(['first: 2 is 0, last 4 used 4 residue 0', 'second: 3 is 0, last 4 used 4 residue 0', 'third: 4 is 0, last 4 used 4 residue 0', 'third: 4 is 1, last 2 used 4 residue 0', 'callback 3', 'freed 3', 'callback 1', 'freed 1', 'freed 2']);
  });

  it('give the first cookie after the greatest', () => {
    expect(drive(`
	chan->cookie = chan->completed_cookie = 0x7ffffffe;
	a = submit(1); b = submit(2); c = submit(3);
	dma_async_issue_pending(chan);
	ask("a", a); ask("b", b);
	finish_running();
	ask("a", a); ask("b", b); ask("old", 0x7ffffff0);
	finish_running();
	ask("b", b); ask("c", c); ask("a", a);
	finish_running();`).filter((line) => line.includes('is'))).toEqual([
      'a: 2147483647 is 1, last 2147483646 used 2 residue 1', 'b: 1 is 1, last 2147483646 used 2 residue 2', 'a: 2147483647 is 0, last 2147483647 used 2 residue 0', 'b: 1 is 1, last 2147483647 used 2 residue 2', 'old: 2147483632 is 0, last 2147483647 used 2 residue 0',
      'b: 1 is 0, last 1 used 2 residue 0', 'c: 2 is 1, last 1 used 2 residue 3', 'a: 2147483647 is 0, last 1 used 2 residue 0',
    ]);
  });

  it('call back once for periods that ended before the tasklet ran', () => {
    expect(drive(`
	struct dma_async_tx_descriptor *tx = dmaengine_prep_dma_cyclic(chan, 0x1000, 256, 64, DMA_MEM_TO_DEV, DMA_PREP_INTERRUPT);
	tx->callback = called;
	tx->callback_param = (void *)7;
	a = dmaengine_submit(tx);
	dma_async_issue_pending(chan);
	local_bh_disable();
	vchan_cyclic_callback(running);
	vchan_cyclic_callback(running);
	vchan_cyclic_callback(running);
	local_bh_enable();
	local_bh_disable();
	vchan_cyclic_callback(running);
	local_bh_enable();
	ask("ring", a);
	local_bh_disable();
	vchan_cyclic_callback(running);
	dmaengine_terminate_async(chan);
	local_bh_enable();
	ask("terminated", a);
	dmaengine_synchronize(chan);`)).toEqual(['callback 7', 'callback 7', 'ring: 2 is 1, last 1 used 2 residue 256', 'freed 256', 'terminated: 2 is 1, last 1 used 2 residue 0']);
  });

  it('drop everything when terminated: what was prepared, and what had ended but not been told', () => {
    expect(drive(`
	dmaengine_prep_dma_memcpy(chan, 0, 0, 1, 0);
	submit(2);
	submit(3); submit(4);
	dma_async_issue_pending(chan);
	submit(5);
	local_bh_disable();
	finish_running();
	pr_info("terminate %d\\n", dmaengine_terminate_async(chan));
	local_bh_enable();
	lists("terminated");
	dmaengine_synchronize(chan);
	pr_info("synchronized\\n");
	a = submit(6);
	dma_async_issue_pending(chan);
	finish_running();
	ask("later", a - 1);`)).toEqual(['freed 1', 'freed 5', 'freed 4', 'freed 2', 'freed 3', 'terminate 0', 'terminated: 0 allocated 0 submitted 0 issued 0 completed, none runs', 'synchronized', 'callback 6', 'freed 6', 'later: 5 is 0, last 6 used 6 residue 0']);
  });

  it('keep reusable descriptors until they are freed, or the channel is', () => {
    expect(drive(`
	struct dma_async_tx_descriptor *tx = dmaengine_prep_dma_memcpy(chan, 0, 0, 16, 0), *other = dmaengine_prep_dma_memcpy(chan, 0, 0, 17, 0);
	pr_info("free %d set %d test %d\\n", dmaengine_desc_free(tx), dmaengine_desc_set_reuse(tx), dmaengine_desc_test_reuse(tx));
	pr_info("cookie %d\\n", dmaengine_submit(tx));
	dma_async_issue_pending(chan);
	finish_running();
	lists("kept");
	pr_info("cookie %d\\n", dmaengine_submit(tx));
	dma_async_issue_pending(chan);
	dmaengine_terminate_sync(chan);
	lists("kept");
	pr_info("free %d\\n", dmaengine_desc_free(tx));
	other = dmaengine_prep_dma_memcpy(chan, 0, 0, 18, 0);
	dmaengine_desc_set_reuse(other);
	dmaengine_submit(other);
	dmaengine_desc_clear_reuse(other);
	dma_async_issue_pending(chan);
	finish_running();
	other = dmaengine_prep_dma_memcpy(chan, 0, 0, 19, 0);
	dmaengine_desc_set_reuse(other);
	dma.descriptor_reuse = false;
	pr_info("not allowed %d\\n", dmaengine_desc_set_reuse(other));`)).toEqual([
      'free -1 set 0 test 1', 'cookie 2', 'kept: 2 allocated 0 submitted 0 issued 0 completed, none runs', 'cookie 3', 'freed 17', 'kept: 1 allocated 0 submitted 0 issued 0 completed, none runs', 'freed 16', 'free 0', 'freed 18', 'not allowed -1', 'freed 19',
    ]);
  });

  it('pass the result to a callback that takes one, and call only that', () => {
    const result = (profile: string): string[] => drive(`
	struct dma_async_tx_descriptor *tx = dmaengine_prep_dma_memcpy(chan, 0, 0, 16, 0);
	tx->callback = called;
	tx->callback_result = with_result;
	dmaengine_submit(tx);
	dma_async_issue_pending(chan);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 18, 0)
	running->tx_result.result = DMA_TRANS_WRITE_FAILED;
	running->tx_result.residue = 12;
#endif
	finish_running();`, profile);
    const bench = (profile: string): string[] => result(profile).filter((line) => line.startsWith('result'));
    expect(bench('linux-6.1')).toEqual(['result 2 residue 12']);
    expect(bench('linux-4.x')).toEqual(['result 0 residue 0']);
  });

  it('are paused and resumed where the provider can', () => {
    expect(drive(`
	pr_info("nothing %d %d\\n", dmaengine_pause(chan), dmaengine_resume(chan));
	a = submit(64);
	dma_async_issue_pending(chan);
	moved = 16;
	pr_info("pause %d\\n", dmaengine_pause(chan));
	ask("paused", a);
	pr_info("resume %d\\n", dmaengine_resume(chan));
	ask("goes on", a);
	finish_running();`)).toEqual(['nothing -22 -22', 'pause 0', 'paused: 2 is 2, last 1 used 2 residue 48', 'resume 0', 'goes on: 2 is 1, last 1 used 2 residue 48', 'callback 64', 'freed 64']);
  });

  it('stop the kernel when a descriptor is completed that was never submitted', () => {
    expect(drive('	struct dma_async_tx_descriptor *tx = dmaengine_prep_dma_memcpy(chan, 0, 0, 16, 0);\n	vchan_cookie_complete(to_virt_desc(tx));').join('\n')).toContain('kernel BUG at');
  });
});
