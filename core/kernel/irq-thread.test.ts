import { describe, expect, it } from 'vitest';
import type { Statement } from './driver-bench';
import { DriverBench, does, notes, notesResult, returns } from './driver-bench';
import { TestBench } from './test-bench';
import { utf8Bytes } from './utf8';

const GIC = 48;
const IRQ = 34;
const ONESHOT = 0x2000;
const line = (level: boolean): Statement => ({ k }) => void k.hardware.gic.setLevel(GIC, level, 0);
const request = (handler: string | 0, flags: number): Statement => ({ at }) => ({ op: 'call', name: 'request_threaded_irq', args: [IRQ, handler === 0 ? 0 : at(handler), at('thread'), flags, at('s_name'), 7] });
const where = notes(({ k }) => (k.cpu.inInterrupt ? 'interrupt' : (k.cpu.currentTask?.name ?? '?')));

describe('handlers in threads', () => {
  it('run as tasks, may sleep, and keep the line masked meanwhile', () => {
    const driver = new DriverBench({ functions: { init: [request(0, ONESHOT | 4), notesResult, returns(0)], thread: [where, notes(({ frame }) => `${frame.args[0]} ${frame.args[1]}`), does('msleep', 10), line(false), notes('served'), returns(1)] } });
    driver.bench.gic.setLevel(GIC, true, 0);
    driver.bench.settle();
    expect(driver.notes).toEqual([0, `irq/${IRQ}-driver`, `${IRQ} 7`, 'served']);
    expect([driver.core.irqs.find(IRQ)?.count, driver.core.irqs.find(IRQ)?.depth, driver.bench.rules()]).toEqual([1, 0, []]);
  });

  it('are woken by the hardware part when it says so', () => {
    let times = 0;
    const driver = new DriverBench({ functions: { init: [request('hard', 4), returns(0)], hard: [line(false), notes('hard'), () => ({ op: 'return', value: times++ === 0 ? 1 : 2 })], thread: [notes('thread'), returns(1)] } });
    for (let i = 0; i < 2; i++) {
      driver.bench.gic.setLevel(GIC, true, 0);
      driver.bench.settle();
    }
    expect(driver.notes).toEqual(['hard', 'hard', 'thread']);
  });

  it('need ONESHOT when there is no hardware part', () => {
    const driver = new DriverBench({ functions: { init: [request(0, 4), notesResult, returns(0)], thread: [returns(1)] } });
    expect(driver.notes).toEqual([-22]);
    expect(driver.bench.log.at(-1)).toBe(`genirq: Threaded irq requested with handler=NULL and !ONESHOT for driver (irq ${IRQ})`);
  });

  it('end with free_irq, which waits for them', () => {
    const driver = new DriverBench({
      functions: { init: [request(0, ONESHOT | 4), line(true), does('msleep', 10), notes('free'), does('free_irq', IRQ, 7), notes('freed'), returns(0)], thread: [line(false), does('msleep', 50), notes('served'), returns(1)] },
    });
    expect(driver.notes).toEqual(['free', 'served', 'freed']);
    expect(driver.core.cpu.tasks.map((task) => task.name)).toEqual(['sh']);
  });
});

it.each(['linux-3.0', 'linux-4.x', 'linux-6.1', 'linux-6.6'])('C drivers use threads, clocks, regions and identifiers on %s', (profile) => {
  const made = new TestBench(profile);
  const irq = made.kernel.core.irqs.byGic(GIC)?.linux ?? 0;
  const ida = profile === 'linux-3.0' || profile === 'linux-4.x' ? 'ida_simple_get(&numbers, 2, 0, GFP_KERNEL)' : 'ida_alloc_range(&numbers, 2, ~0U, GFP_KERNEL)';
  const back = profile === 'linux-3.0' || profile === 'linux-4.x' ? 'ida_simple_remove' : 'ida_free';
  const own = profile !== 'linux-3.0';
  made.kernel.core.files.setContent('/root/mod.c', utf8Bytes(`
#include <linux/module.h>
#include <linux/interrupt.h>
#include <linux/clk.h>
#include <linux/idr.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/delay.h>
#include <linux/err.h>
static int cookie;
static DEFINE_IDA(numbers);
static void __iomem *regs;
static irqreturn_t slow(int irq, void *data) { msleep(5); iowrite32(4, regs + 0x2c); printk(KERN_INFO "slow\\n"); return IRQ_HANDLED; }
static int __init start(void) {
  struct clk *clk = clk_get(NULL, "bus"); u32 words[2] = { 1, 2 };
  if (IS_ERR(clk)) return PTR_ERR(clk);
  clk_prepare_enable(clk);
  if (!request_mem_region(0xf8003000, 0x1000, "mod")) return -EBUSY;
  printk(KERN_INFO "again %d\\n", request_mem_region(0xf8003800, 16, "mod") != NULL);
  regs = ioremap(0xf8003000, 0x1000);
  memcpy_toio(regs + 0x40, words, 8);
  ${own ? `{ int first = ${ida}, second = ${ida}; printk(KERN_INFO "ids %d %d\\n", first, second); ${back}(&numbers, first); printk(KERN_INFO "id %d\\n", ${ida}); }` : ''}
  return request_threaded_irq(${irq}, NULL, slow, IRQF_ONESHOT, "mod", &cookie); }
static void __exit stop(void) { free_irq(${irq}, &cookie); iounmap(regs); release_mem_region(0xf8003000, 0x1000); ida_destroy(&numbers); }
module_init(start); module_exit(stop); MODULE_LICENSE("GPL");`));
  expect(made.run('insmod mod.c')).toEqual([]);
  made.gic.setLevel(GIC, true, 0);
  made.clock.run(made.clock.now + 100_000);
  made.gic.setLevel(GIC, false, 0);
  made.settle();
  expect(made.run('rmmod mod')).toEqual([]);
  expect(made.log.filter((text) => !text.includes('taints'))).toEqual(['again 0', ...(own ? ['ids 2 3', 'id 2'] : []), 'slow']);
  expect(made.rules()).toEqual([]);
});
