/**
 * Tasks, threads, signals, processors, and waiting for something. What Linux has as macros over functions is so here too,
 * with the rows of the table beneath.
 */
const wait = String.raw`
#include <linux/list.h>
#include <linux/stddef.h>
#include <linux/spinlock.h>
#include <asm/current.h>
struct wait_queue_entry;
typedef int (*wait_queue_func_t)(struct wait_queue_entry *wq_entry, unsigned int mode, int flags, void *key);
struct wait_queue_entry {
	unsigned int flags;
	void *private;
	wait_queue_func_t func;
#if LINUX_SINCE(4, 13)
	struct list_head entry;
#else
	struct list_head task_list;
#endif
};
struct wait_queue_head {
	spinlock_t lock;
#if LINUX_SINCE(4, 13)
	struct list_head head;
#else
	struct list_head task_list;
#endif
};
typedef struct wait_queue_head wait_queue_head_t;
#if LINUX_SINCE(4, 13)
typedef struct wait_queue_entry wait_queue_entry_t;
#define __WAIT_QUEUE_HEAD_INITIALIZER(name) { .lock = { { 0 } }, .head = { &(name).head, &(name).head } }
#define init_waitqueue_head(wq) do { spin_lock_init(&(wq)->lock); INIT_LIST_HEAD(&(wq)->head); } while (0)
#define DEFINE_WAIT_FUNC(name, function) struct wait_queue_entry name = { .private = current, .func = function, .entry = LIST_HEAD_INIT((name).entry) }
#define init_wait(wait) do { (wait)->private = current; (wait)->func = autoremove_wake_function; (wait)->flags = 0; INIT_LIST_HEAD(&(wait)->entry); } while (0)
#else
typedef struct wait_queue_entry wait_queue_t;
#define __WAIT_QUEUE_HEAD_INITIALIZER(name) { .lock = { { 0 } }, .task_list = { &(name).task_list, &(name).task_list } }
#define init_waitqueue_head(wq) do { spin_lock_init(&(wq)->lock); INIT_LIST_HEAD(&(wq)->task_list); } while (0)
#define DEFINE_WAIT_FUNC(name, function) struct wait_queue_entry name = { .private = current, .func = function, .task_list = LIST_HEAD_INIT((name).task_list) }
#define init_wait(wait) do { (wait)->private = current; (wait)->func = autoremove_wake_function; (wait)->flags = 0; INIT_LIST_HEAD(&(wait)->task_list); } while (0)
#endif
#define DEFINE_WAIT(name) DEFINE_WAIT_FUNC(name, autoremove_wake_function)
#define DECLARE_WAITQUEUE(name, task) struct wait_queue_entry name = { .private = task, .func = default_wake_function }
#define DECLARE_WAIT_QUEUE_HEAD(name) struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name) struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define init_waitqueue_entry(wq_entry, task) do { (wq_entry)->flags = 0; (wq_entry)->private = (task); (wq_entry)->func = default_wake_function; } while (0)
#define WQ_FLAG_EXCLUSIVE 1
#define TASK_RUNNING 0
#define TASK_INTERRUPTIBLE 1
#define TASK_UNINTERRUPTIBLE 2
#define TASK_KILLABLE 0x102
#define TASK_NORMAL 3
#define MAX_SCHEDULE_TIMEOUT ((long)(~0UL >> 1))
/*PROTOTYPES*/
#define wake_up(x) __wake_up(x, TASK_NORMAL, 1, NULL)
#define wake_up_nr(x, nr) __wake_up(x, TASK_NORMAL, nr, NULL)
#define wake_up_all(x) __wake_up(x, TASK_NORMAL, 0, NULL)
#define wake_up_locked(x) __wake_up(x, TASK_NORMAL, 1, NULL)
#define wake_up_interruptible(x) __wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_nr(x, nr) __wake_up(x, TASK_INTERRUPTIBLE, nr, NULL)
#define wake_up_interruptible_all(x) __wake_up(x, TASK_INTERRUPTIBLE, 0, NULL)
#define wake_up_interruptible_sync(x) __wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_poll(x, m) __wake_up(x, TASK_NORMAL, 1, (void *)(uintptr_t)(m))
#define wq_has_sleeper(wq) waitqueue_active(wq)
#define __wait_until(wq, done, state, prepare, result, sleep) ({ long __end = (result); DEFINE_WAIT(__wait); for (;;) { long __signal = prepare(&(wq), &__wait, state); if (done) break; if (__signal && ((state) & TASK_INTERRUPTIBLE)) { __end = __signal; break; } sleep; } finish_wait(&(wq), &__wait); __end; })
#define __wait_plain(wq, condition, state) __wait_until(wq, condition, state, prepare_to_wait_event, 0, schedule())
#define __done_or_late(condition, left) ({ bool __done = (condition); if (__done && !left) left = 1; __done || !left; })
#define __wait_limited(wq, condition, state, timeout) ({ long __left = (timeout); long __broken = 0; if (!__done_or_late(condition, __left)) __broken = __wait_until(wq, __done_or_late(condition, __left), state, prepare_to_wait_event, 0, __left = schedule_timeout(__left)); __broken ? __broken : __left; })
#define wait_event(wq, condition) do { if (!(condition)) (void)__wait_plain(wq, condition, TASK_UNINTERRUPTIBLE); } while (0)
#define wait_event_timeout(wq, condition, timeout) __wait_limited(wq, condition, TASK_UNINTERRUPTIBLE, timeout)
#define wait_event_interruptible(wq, condition) ({ int __ret = 0; if (!(condition)) __ret = (int)__wait_plain(wq, condition, TASK_INTERRUPTIBLE); __ret; })
#define wait_event_interruptible_timeout(wq, condition, timeout) __wait_limited(wq, condition, TASK_INTERRUPTIBLE, timeout)
#define wait_event_killable(wq, condition) wait_event_interruptible(wq, condition)
#define wait_event_freezable(wq, condition) wait_event_interruptible(wq, condition)
#define wait_event_freezable_timeout(wq, condition, timeout) wait_event_interruptible_timeout(wq, condition, timeout)
#define wait_event_interruptible_exclusive(wq, condition) wait_event_interruptible(wq, condition)
#define wait_event_cmd(wq, condition, before, behind) do { if (!(condition)) (void)__wait_until(wq, condition, TASK_UNINTERRUPTIBLE, prepare_to_wait_event, 0, before; schedule(); behind); } while (0)
#define wait_event_lock_irq(wq, condition, lock) do { if (!(condition)) (void)__wait_until(wq, condition, TASK_UNINTERRUPTIBLE, prepare_to_wait_event, 0, spin_unlock_irq(&lock); schedule(); spin_lock_irq(&lock)); } while (0)
#include <linux/sched.h>
`;

const completion = String.raw`
#include <linux/wait.h>
struct completion {
	unsigned int done;
	struct wait_queue_head wait;
};
#define COMPLETION_INITIALIZER(work) { 0, __WAIT_QUEUE_HEAD_INITIALIZER((work).wait) }
#define COMPLETION_INITIALIZER_ONSTACK(work) COMPLETION_INITIALIZER(work)
#define DECLARE_COMPLETION(work) struct completion work = COMPLETION_INITIALIZER(work)
#define DECLARE_COMPLETION_ONSTACK(work) struct completion work = COMPLETION_INITIALIZER(work)
#if !LINUX_SINCE(3, 13)
#define INIT_COMPLETION(x) ((x).done = 0)
#endif
`;

const sched = String.raw`
#include <linux/types.h>
#include <linux/wait.h>
#include <linux/param.h>
#include <linux/jiffies.h>
#include <linux/errno.h>
#include <linux/signal.h>
#include <linux/pid.h>
#include <asm/current.h>
#include <asm/processor.h>
#if !LINUX_SINCE(4, 11)
#include <linux/kernel.h>
#include <linux/mm_types.h>
#include <linux/time.h>
#include <linux/semaphore.h>
#include <linux/completion.h>
#endif
#define TASK_COMM_LEN 16
struct mm_struct;
struct task_struct {
#if LINUX_SINCE(5, 14)
	unsigned int __state;
#else
	volatile long state;
#endif
	void *stack;
	unsigned int flags;
	int prio;
	struct mm_struct *mm;
	pid_t pid;
	pid_t tgid;
	char comm[TASK_COMM_LEN];
	void *__private[8];
};
#define PF_KTHREAD 0x00200000
#define PF_NOFREEZE 0x00008000
#define SCHED_NORMAL 0
#define SCHED_FIFO 1
#define SCHED_RR 2
/*PROTOTYPES*/
#define set_current_state(value) __set_task_state(value)
#define __set_current_state(value) __set_task_state(value)
#if !LINUX_SINCE(4, 11)
#define set_task_state(task, value) __set_task_state(value)
#endif
#if LINUX_SINCE(5, 14)
#define task_is_running(task) ((task)->__state == TASK_RUNNING)
#else
#define task_is_running(task) ((task)->state == TASK_RUNNING)
#endif
#define cond_resched() _cond_resched()
#define task_pid_nr(task) ((task)->pid)
#define task_pid_vnr(task) ((task)->pid)
#define task_tgid_nr(task) ((task)->tgid)
#define fatal_signal_pending(task) signal_pending(task)
/* Nobody can send a kernel thread a signal here. */
#define allow_signal(sig) ((void)(sig))
#define disallow_signal(sig) ((void)(sig))
#define flush_signals(task) ((void)(task))
#define set_user_nice(task, nice) do { } while (0)
#define try_to_freeze() 0
#define set_freezable() 0
#define might_sleep() do { } while (0)
`;

const current = String.raw`
#define current get_current()
`;

const kthread = String.raw`
#include <linux/err.h>
#include <linux/sched.h>
/*PROTOTYPES*/
#define kthread_create(threadfn, data, namefmt, arg...) kthread_create_on_node(threadfn, data, -1, namefmt, ##arg)
#define kthread_run(threadfn, data, namefmt, arg...) ({ struct task_struct *__created = kthread_create(threadfn, data, namefmt, ##arg); if (!IS_ERR(__created)) wake_up_process(__created); __created; })
#define kthread_freezable_should_stop(frozen) kthread_should_stop()
`;

const signal = String.raw`
#include <linux/types.h>
#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGKILL 9
#define SIGUSR1 10
#define SIGSEGV 11
#define SIGUSR2 12
#define SIGALRM 14
#define SIGTERM 15
#define SIGCHLD 17
#define SIGCONT 18
#define SIGSTOP 19
#define SIGIO 29
#define SIGPOLL SIGIO
#define SI_QUEUE -1
#define SI_KERNEL 0x80
#define POLL_IN 1
#define POLL_OUT 2
#define POLL_ERR 4
`;

const processor = String.raw`
#define cpu_relax() barrier()
#define smp_processor_id() 0
#define raw_smp_processor_id() 0
`;

const percpu = String.raw`
#include <linux/types.h>
#include <linux/compiler.h>
#define DEFINE_PER_CPU(type, name) type name
#define DECLARE_PER_CPU(type, name) extern type name
#define this_cpu_ptr(ptr) (ptr)
#define per_cpu_ptr(ptr, cpu) (ptr)
#define per_cpu(var, cpu) (var)
#define get_cpu_var(var) (var)
#define put_cpu_var(var) do { } while (0)
#define this_cpu_inc(var) ((var)++)
#define this_cpu_add(var, n) ((var) += (n))
#define this_cpu_sub(var, n) ((var) -= (n))
#define this_cpu_dec(var) ((var)--)
#define this_cpu_read(var) (var)
#define this_cpu_write(var, value) ((var) = (value))
#define this_cpu_inc_return(var) (++(var))
#define __this_cpu_inc(var) ((var)++)
#define __this_cpu_read(var) (var)
#define __this_cpu_write(var, value) ((var) = (value))
#define raw_cpu_ptr(ptr) (ptr)
#define get_cpu_ptr(ptr) (ptr)
#define put_cpu_ptr(ptr) ((void)(ptr))
#define for_each_possible_cpu(cpu) for ((cpu) = 0; (cpu) < 1; (cpu)++)
#define for_each_online_cpu(cpu) for ((cpu) = 0; (cpu) < 1; (cpu)++)
`;

export const WAITING: Readonly<Record<string, string>> = {
  'linux/wait.h': wait,
  'linux/completion.h': completion,
  'linux/sched.h': sched,
  'linux/sched/signal.h': '#include <linux/sched.h>\n',
  'linux/sched/task.h': '#include <linux/sched.h>\n',
  'linux/sched/mm.h': '#include <linux/sched.h>\n',
  'linux/sched/types.h': '#include <linux/sched.h>\n',
  'uapi/linux/sched/types.h': '#include <linux/sched.h>\n',
  'linux/pid.h': '#include <linux/types.h>\nstruct pid { int nr; };\n',
  'linux/freezer.h': '#include <linux/sched.h>\n',
  'asm/current.h': current,
  'asm/processor.h': processor,
  'linux/smp.h': '#include <asm/processor.h>\n#define get_cpu() 0\n#define put_cpu() do { } while (0)\n#define num_online_cpus() 1\n#define num_possible_cpus() 1\n#define nr_cpu_ids 1\n#define cpu_online(cpu) ((cpu) == 0)\n#define cpu_possible(cpu) ((cpu) == 0)\n#define on_each_cpu(func, info, wait) ({ (func)(info); 0; })\n',
  'linux/cpumask.h': '#include <linux/smp.h>\n',
  'linux/kthread.h': kthread,
  'linux/signal.h': signal,
  'linux/percpu.h': percpu,
  'linux/cpu.h': '#include <linux/percpu.h>\n',
};
