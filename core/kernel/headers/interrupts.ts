/** Interrupts, and what is put off until later: tasklets, work. */
const workqueue = String.raw`
#include <linux/timer.h>
#include <linux/linkage.h>
#include <linux/bitops.h>
#include <linux/atomic.h>
struct workqueue_struct;
struct work_struct;
typedef void (*work_func_t)(struct work_struct *work);
struct work_struct {
	atomic_long_t data;
	struct list_head entry;
	work_func_t func;
};
struct delayed_work {
	struct work_struct work;
	struct timer_list timer;
	struct workqueue_struct *wq;
	int cpu;
};
struct workqueue_struct {
	char name[24];
	unsigned int flags;
	int max_active;
};
#define WQ_UNBOUND 2
#define WQ_FREEZABLE 4
#define WQ_MEM_RECLAIM 8
#define WQ_HIGHPRI 16
#define WQ_CPU_INTENSIVE 32
/*PROTOTYPES*/
#define system_wq __system_wq()
#define system_long_wq __system_wq()
#define system_unbound_wq __system_wq()
#define system_highpri_wq __system_wq()
#if LINUX_SINCE(4, 15)
#define __DELAYED_TIMER_INITIALIZER { .function = delayed_work_timer_fn }
#else
#define __DELAYED_TIMER_INITIALIZER { .function = (void (*)(unsigned long))delayed_work_timer_fn }
#endif
#define __WORK_INITIALIZER(n, f) { .data = { 0 }, .entry = { &(n).entry, &(n).entry }, .func = (f) }
#define DECLARE_WORK(n, f) struct work_struct n = __WORK_INITIALIZER(n, f)
#define DECLARE_DELAYED_WORK(n, f) struct delayed_work n = { .work = __WORK_INITIALIZER((n).work, f), .timer = __DELAYED_TIMER_INITIALIZER }
#define INIT_WORK(item, f) do { (item)->data.counter = 0; INIT_LIST_HEAD(&(item)->entry); (item)->func = (f); } while (0)
#if !LINUX_SINCE(3, 15)
#define PREPARE_WORK(item, f) ((item)->func = (f))
#endif
#define INIT_WORK_ONSTACK(item, f) INIT_WORK(item, f)
#define INIT_DELAYED_WORK(item, f) do { INIT_WORK(&(item)->work, f); __init_delayed_timer(item); } while (0)
#define INIT_DEFERRABLE_WORK(item, f) INIT_DELAYED_WORK(item, f)
#define __init_delayed_timer(item) do { (item)->timer = (struct timer_list)__DELAYED_TIMER_INITIALIZER; } while (0)
#define to_delayed_work(item) container_of(item, struct delayed_work, work)
#define work_pending(item) (((item)->data.counter & 1) != 0)
#define delayed_work_pending(item) work_pending(&(item)->work)
#define create_freezable_workqueue(name) create_workqueue(name)
#define destroy_work_on_stack(item) do { } while (0)
`;

const interrupt = String.raw`
#include <linux/kernel.h>
#include <linux/bitops.h>
#include <linux/irqreturn.h>
#include <linux/irqflags.h>
#include <linux/spinlock.h>
#include <linux/atomic.h>
#define IRQF_TRIGGER_NONE 0x00000000
#define IRQF_TRIGGER_RISING 0x00000001
#define IRQF_TRIGGER_FALLING 0x00000002
#define IRQF_TRIGGER_HIGH 0x00000004
#define IRQF_TRIGGER_LOW 0x00000008
#define IRQF_TRIGGER_MASK (IRQF_TRIGGER_HIGH | IRQF_TRIGGER_LOW | IRQF_TRIGGER_RISING | IRQF_TRIGGER_FALLING)
#define IRQF_SHARED 0x00000080
#define IRQF_PROBE_SHARED 0x00000100
#define IRQF_PERCPU 0x00000400
#define IRQF_NOBALANCING 0x00000800
#define IRQF_ONESHOT 0x00002000
#define IRQF_NO_SUSPEND 0x00004000
#define IRQF_NO_THREAD 0x00010000
#define IRQF_NO_AUTOEN 0x00080000
#if !LINUX_SINCE(4, 1)
#define IRQF_DISABLED 0x00000020
#endif
#if !LINUX_SINCE(3, 0)
#define SA_INTERRUPT IRQF_DISABLED
#define SA_SHIRQ IRQF_SHARED
#define SA_TRIGGER_HIGH IRQF_TRIGGER_HIGH
#define SA_TRIGGER_RISING IRQF_TRIGGER_RISING
#endif
typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id);
struct tasklet_struct {
	struct tasklet_struct *next;
	unsigned long state;
	atomic_t count;
#if LINUX_SINCE(5, 9)
	bool use_callback;
	union {
		void (*func)(unsigned long data);
		void (*callback)(struct tasklet_struct *t);
	};
#else
	void (*func)(unsigned long data);
#endif
	unsigned long data;
};
#if LINUX_SINCE(5, 9)
#define DECLARE_TASKLET(name, handler) struct tasklet_struct name = { .count = ATOMIC_INIT(0), .callback = handler, .use_callback = true }
#define DECLARE_TASKLET_DISABLED(name, handler) struct tasklet_struct name = { .count = ATOMIC_INIT(1), .callback = handler, .use_callback = true }
#define DECLARE_TASKLET_OLD(name, handler) struct tasklet_struct name = { .count = ATOMIC_INIT(0), .func = handler }
#define from_tasklet(var, callback_tasklet, tasklet_fieldname) container_of(callback_tasklet, typeof(*var), tasklet_fieldname)
#else
#define DECLARE_TASKLET(name, handler, value) struct tasklet_struct name = { NULL, 0, ATOMIC_INIT(0), handler, value }
#define DECLARE_TASKLET_DISABLED(name, handler, value) struct tasklet_struct name = { NULL, 0, ATOMIC_INIT(1), handler, value }
#endif
enum { TASKLET_STATE_SCHED, TASKLET_STATE_RUN };
enum { HI_SOFTIRQ, TIMER_SOFTIRQ, NET_TX_SOFTIRQ, NET_RX_SOFTIRQ, BLOCK_SOFTIRQ, IRQ_POLL_SOFTIRQ, TASKLET_SOFTIRQ, SCHED_SOFTIRQ, HRTIMER_SOFTIRQ, RCU_SOFTIRQ, NR_SOFTIRQS };
struct device;
/* What else comes with it. */
#if LINUX_SINCE(6, 0)
#include <linux/io.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/kobject.h>
#include <linux/mutex.h>
#include <linux/irq.h>
#endif
`;

const irqreturn = String.raw`
#include <linux/types.h>
#if LINUX_SINCE(3, 0)
enum irqreturn { IRQ_NONE = 0, IRQ_HANDLED = 1, IRQ_WAKE_THREAD = 2 };
typedef enum irqreturn irqreturn_t;
#else
typedef int irqreturn_t;
#define IRQ_NONE 0
#define IRQ_HANDLED 1
#endif
#define IRQ_RETVAL(x) ((x) ? IRQ_HANDLED : IRQ_NONE)
`;

const irq = String.raw`
#include <linux/spinlock.h>
#include <linux/irqreturn.h>
#include <linux/errno.h>
#include <asm/irq.h>
#include <asm/ptrace.h>
enum { IRQ_TYPE_NONE = 0, IRQ_TYPE_EDGE_RISING = 1, IRQ_TYPE_EDGE_FALLING = 2, IRQ_TYPE_EDGE_BOTH = 3, IRQ_TYPE_LEVEL_HIGH = 4, IRQ_TYPE_LEVEL_LOW = 8, IRQ_TYPE_SENSE_MASK = 15 };
struct irq_data { u32 mask; unsigned int irq; unsigned long hwirq; };
`;

export const INTERRUPTS: Readonly<Record<string, string>> = {
  'linux/workqueue.h': workqueue,
  'linux/interrupt.h': interrupt,
  'linux/irqreturn.h': irqreturn,
  'linux/irq.h': irq,
  'linux/irqdomain.h': '#include <linux/irq.h>\n',
  'linux/irqchip.h': '#include <linux/irq.h>\n',
  'asm/irq.h': '#define NR_IRQS 1024\n#define NO_IRQ 0\n',
  'asm/ptrace.h': 'struct pt_regs {\n\tunsigned long uregs[18];\n};\n',
};
