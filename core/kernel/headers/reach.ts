/**
 * Which headers a header brings along in Linux 6.1 for ARM: drivers are written against that, often without knowing. Edges
 * that follow from others are not listed. Other versions are taken to reach as much.
 */
const EDGES = `
asm/atomic.h: asm/barrier.h asm/processor.h linux/irqflags.h
asm/barrier.h: linux/types.h
asm/bug.h: linux/panic.h linux/printk.h linux/swab.h
asm/byteorder.h: linux/swab.h
asm/cacheflush.h: linux/mm.h
asm/current.h: linux/types.h
asm/delay.h: linux/pfn.h linux/sizes.h
asm/div64.h: linux/align.h linux/atomic.h linux/bitops.h linux/container_of.h linux/kstrtox.h linux/limits.h linux/minmax.h linux/panic.h linux/printk.h
asm/hardirq.h: linux/irq.h
asm/io.h: linux/vmalloc.h
asm/memory.h: linux/pfn.h linux/sizes.h
asm/page.h: asm/div64.h linux/pfn.h linux/sizes.h
asm/pgtable.h: linux/mm_types.h linux/sched.h
asm/processor.h: linux/bitfield.h
asm/ptrace.h: linux/bitfield.h
asm/spinlock.h: asm/barrier.h asm/processor.h
asm/uaccess.h: asm/page.h asm/unaligned.h linux/string.h
asm/unaligned.h: asm/byteorder.h
linux/aio.h: linux/fs.h
linux/amba/bus.h: linux/clk.h linux/freezer.h linux/mod_devicetable.h linux/swap.h
linux/atomic.h: asm/atomic.h
linux/bitfield.h: asm/byteorder.h linux/build_bug.h
linux/bitmap.h: asm/div64.h linux/string.h
linux/bitops.h: linux/kernel.h
linux/bitrev.h: linux/types.h
linux/bits.h: linux/build_bug.h
linux/bottom_half.h: linux/preempt.h
linux/bsearch.h: linux/types.h
linux/bug.h: asm/bug.h
linux/build_bug.h: linux/types.h
linux/cache.h: asm/div64.h
linux/capability.h: linux/uidgid.h
linux/cdev.h: linux/device.h linux/kdev_t.h
linux/clk.h: linux/notifier.h
linux/compat.h: linux/fs.h linux/uio.h linux/unistd.h
linux/compiler.h: linux/types.h
linux/completion.h: linux/wait.h
linux/container_of.h: linux/build_bug.h linux/err.h
linux/cpu.h: linux/device.h
linux/cpumask.h: linux/bitmap.h linux/bug.h linux/gfp_types.h
linux/crc-ccitt.h: linux/types.h
linux/crc16.h: linux/types.h
linux/crc32.h: linux/bitrev.h
linux/cred.h: linux/capability.h linux/gfp.h linux/ratelimit.h
linux/ctype.h: linux/types.h
linux/dcache.h: linux/hash.h linux/rculist.h linux/seqlock.h linux/wait.h
linux/debugfs.h: linux/seq_file.h
linux/delay.h: asm/delay.h linux/sched.h
linux/dev_printk.h: linux/ratelimit.h
linux/device.h: linux/dev_printk.h linux/device/class.h linux/device/driver.h linux/ioport.h
linux/device/bus.h: linux/kobject.h linux/pm.h
linux/device/class.h: linux/device/bus.h
linux/device/driver.h: linux/device/bus.h linux/module.h
linux/dma-map-ops.h: asm/dma-mapping.h linux/dma-mapping.h
linux/dma-mapping.h: linux/device.h linux/dma-direction.h linux/scatterlist.h
linux/dma/imx-dma.h: linux/dmaengine.h
linux/dmaengine.h: linux/device.h linux/scatterlist.h linux/uio.h
linux/dmapool.h: linux/scatterlist.h
linux/dynamic_debug.h: linux/build_bug.h
linux/err.h: linux/types.h
linux/eventpoll.h: linux/fcntl.h
linux/export.h: linux/stringify.h
linux/fcntl.h: linux/stat.h
linux/file.h: linux/err.h linux/errno.h
linux/freezer.h: linux/sched.h
linux/fs.h: linux/dcache.h linux/fcntl.h linux/kdev_t.h linux/sched/signal.h linux/semaphore.h linux/slab.h linux/xarray.h
linux/gfp.h: linux/mmzone.h
linux/gfp_types.h: linux/bits.h
linux/gpio/consumer.h: asm/div64.h linux/bug.h
linux/hardirq.h: asm/hardirq.h
linux/hash.h: linux/types.h
linux/hashtable.h: linux/hash.h linux/rculist.h
linux/highmem.h: asm/cacheflush.h linux/dma-direction.h linux/hardirq.h
linux/hrtimer.h: linux/percpu.h linux/rbtree.h linux/seqlock.h linux/timer.h
linux/idr.h: linux/xarray.h
linux/init.h: linux/types.h
linux/interrupt.h: linux/hardirq.h
linux/io-64-nonatomic-hi-lo.h: linux/io.h
linux/io-64-nonatomic-lo-hi.h: linux/io.h
linux/io.h: asm/io.h
linux/iopoll.h: linux/delay.h linux/io.h
linux/ioport.h: linux/bits.h linux/minmax.h
linux/irq.h: asm/irq.h linux/io.h linux/irqreturn.h linux/kobject.h linux/slab.h
linux/irqchip.h: linux/ctype.h linux/of_irq.h linux/platform_device.h
linux/irqdomain.h: linux/of.h
linux/irqflags.h: linux/bitfield.h linux/typecheck.h
linux/jiffies.h: linux/time.h
linux/kernel.h: linux/log2.h
linux/kfifo.h: linux/scatterlist.h
linux/kmod.h: linux/gfp.h linux/uidgid.h
linux/kobject.h: linux/sysfs.h
linux/kref.h: linux/refcount.h linux/spinlock.h
linux/kstrtox.h: linux/types.h
linux/kthread.h: linux/sched.h
linux/ktime.h: asm/bug.h linux/jiffies.h linux/timekeeping.h
linux/limits.h: linux/types.h
linux/linkage.h: linux/export.h
linux/list.h: asm/barrier.h linux/container_of.h
linux/llist.h: linux/atomic.h linux/container_of.h
linux/lockdep.h: linux/smp.h
linux/log2.h: linux/math.h
linux/math.h: asm/div64.h
linux/math64.h: asm/div64.h
linux/mempool.h: linux/wait.h
linux/minmax.h: linux/build_bug.h
linux/miscdevice.h: linux/device.h linux/major.h
linux/mm.h: linux/fs.h linux/ioport.h linux/pgtable.h
linux/mm_types.h: linux/completion.h linux/kref.h linux/rbtree.h linux/rwsem.h linux/seqlock.h linux/workqueue.h
linux/mman.h: linux/mm.h
linux/mmzone.h: linux/mm_types.h linux/notifier.h linux/prandom.h
linux/mod_devicetable.h: linux/string.h
linux/module.h: linux/kmod.h linux/kobject.h linux/moduleparam.h
linux/moduleloader.h: linux/module.h
linux/moduleparam.h: asm/div64.h
linux/mutex.h: asm/current.h linux/cache.h linux/lockdep.h linux/spinlock_types.h
linux/nospec.h: asm/barrier.h
linux/notifier.h: linux/mutex.h linux/rwsem.h linux/wait.h linux/workqueue.h
linux/of.h: linux/kobject.h linux/mod_devicetable.h linux/property.h
linux/of_address.h: linux/io.h linux/ioport.h linux/of.h
linux/of_device.h: linux/cpu.h linux/of.h linux/of_platform.h linux/platform_device.h
linux/of_dma.h: linux/dmaengine.h linux/of.h
linux/of_irq.h: linux/ioport.h linux/irq.h linux/irqdomain.h
linux/of_platform.h: linux/of_device.h
linux/of_reserved_mem.h: linux/device.h linux/of.h
linux/overflow.h: linux/limits.h
linux/pagemap.h: linux/highmem.h
linux/panic.h: linux/types.h
linux/pci.h: linux/dma-mapping.h linux/interrupt.h linux/mod_devicetable.h linux/pci_ids.h
linux/percpu.h: linux/preempt.h linux/smp.h
linux/pfn.h: linux/types.h
linux/pgtable.h: asm/pgtable.h
linux/pid.h: linux/rculist.h linux/refcount.h linux/wait.h
linux/platform_device.h: linux/device.h
linux/pm.h: linux/completion.h linux/hrtimer.h linux/workqueue.h
linux/pm_runtime.h: linux/device.h
linux/poll.h: linux/eventpoll.h linux/fs.h
linux/prandom.h: linux/ioctl.h linux/percpu.h linux/random.h
linux/preempt.h: asm/current.h asm/page.h linux/bug.h linux/errno.h linux/list.h linux/time.h
linux/printk.h: linux/bits.h linux/dynamic_debug.h linux/init.h linux/linkage.h linux/param.h linux/stdarg.h
linux/proc_fs.h: linux/fs.h
linux/property.h: asm/div64.h linux/list.h
linux/random.h: linux/prandom.h
linux/ratelimit.h: linux/sched.h
linux/rbtree.h: linux/rbtree_types.h linux/rcupdate.h
linux/rculist.h: linux/rcupdate.h
linux/rcupdate.h: linux/bottom_half.h linux/lockdep.h
linux/rcupdate_wait.h: linux/completion.h linux/rcupdate.h
linux/reboot.h: linux/notifier.h
linux/refcount.h: linux/atomic.h linux/bug.h linux/limits.h linux/spinlock_types.h
linux/reset.h: linux/bits.h linux/err.h linux/errno.h
linux/rwsem.h: linux/spinlock.h
linux/scatterlist.h: asm/io.h linux/mm.h
linux/sched.h: linux/hrtimer.h linux/pid.h linux/prandom.h linux/sched/types.h linux/signal.h linux/uidgid.h linux/workqueue.h
linux/sched/clock.h: linux/smp.h
linux/sched/mm.h: linux/gfp.h linux/sched.h
linux/sched/signal.h: linux/cred.h linux/sched/task.h
linux/sched/task.h: linux/uaccess.h
linux/sched/types.h: linux/types.h
linux/semaphore.h: linux/spinlock.h
linux/seq_file.h: linux/fs.h linux/string_helpers.h
linux/seqlock.h: linux/mutex.h linux/spinlock.h
linux/signal.h: asm/div64.h linux/bug.h linux/list.h linux/string.h
linux/slab.h: linux/gfp.h
linux/smp.h: linux/cpumask.h linux/list.h linux/llist.h
linux/sort.h: linux/types.h
linux/spinlock.h: linux/bottom_half.h linux/lockdep.h linux/spinlock_types.h
linux/spinlock_types.h: linux/types.h
linux/stat.h: linux/time.h linux/uidgid.h
linux/string.h: linux/err.h linux/errno.h linux/overflow.h linux/stdarg.h
linux/string_helpers.h: linux/bits.h linux/ctype.h linux/string.h
linux/swab.h: linux/types.h
linux/swap.h: linux/device.h linux/interrupt.h linux/kthread.h linux/pagemap.h linux/seq_file.h
linux/swiotlb.h: linux/device.h linux/dma-direction.h
linux/sysfs.h: linux/idr.h linux/stat.h
linux/time.h: linux/cache.h linux/math64.h linux/time64.h
linux/time64.h: linux/timex.h
linux/timekeeping.h: linux/errno.h
linux/timer.h: linux/ktime.h linux/spinlock.h
linux/timex.h: linux/time.h
linux/uaccess.h: asm/uaccess.h linux/sched.h
linux/uidgid.h: linux/types.h
linux/uio.h: linux/mm_types.h
linux/vmalloc.h: linux/rbtree.h linux/spinlock.h
linux/wait.h: linux/spinlock.h
linux/workqueue.h: linux/rcupdate.h linux/timer.h
linux/xarray.h: linux/sched/mm.h
uapi/linux/sched/types.h: linux/sched/types.h
`;

const edges = new Map(EDGES.trim().split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2).split(' ')] as const));
const known = new Map<string, readonly string[]>();

/** All that `path` reaches, itself left out. */
export function reachOf(path: string): readonly string[] {
  const made = known.get(path);
  if (made !== undefined) return made;
  const found = new Set<string>([path]);
  for (const one of found) for (const next of edges.get(one) ?? []) found.add(next);
  found.delete(path);
  const all = [...found].sort();
  known.set(path, all);
  return all;
}
