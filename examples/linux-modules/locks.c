/* Locks that are free or taken: what the trying forms answer, and bits and counters that change at once. */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/semaphore.h>
#include <linux/spinlock.h>
#include <linux/rwsem.h>
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/atomic.h>
#include <linux/kref.h>
static DEFINE_MUTEX(mutex);
static DECLARE_RWSEM(rwsem);
static DEFINE_SPINLOCK(lock);
static DECLARE_BITMAP(map, 40);
static void gone(struct kref *ref)
{
	pr_info("gone\n");
}
static int __init start(void)
{
	struct semaphore two;
	unsigned long flags;
	struct kref ref;
	int a, b, c;

	a = mutex_trylock(&mutex);
	b = mutex_trylock(&mutex);
	pr_info("mutex %d %d %d\n", a, b, mutex_is_locked(&mutex));
	mutex_unlock(&mutex);
	pr_info("interruptible %d\n", mutex_lock_interruptible(&mutex));
	mutex_unlock(&mutex);
	sema_init(&two, 2);
	a = down_trylock(&two);
	b = down_interruptible(&two);
	c = down_trylock(&two);
	pr_info("semaphore %d %d %d, timeout %d\n", a, b, c, down_timeout(&two, 2));
	up(&two);
	pr_info("again %d\n", down_timeout(&two, 2));
	a = down_read_trylock(&rwsem);
	b = down_read_trylock(&rwsem);
	c = down_write_trylock(&rwsem);
	pr_info("rwsem %d %d %d\n", a, b, c);
	up_read(&rwsem);
	up_read(&rwsem);
	spin_lock_irqsave(&lock, flags);
	pr_info("irqs off %d\n", !!irqs_disabled());
	spin_unlock_irqrestore(&lock, flags);
	pr_info("irqs off %d\n", !!irqs_disabled());
	bitmap_zero(map, 40);
	bitmap_set(map, 5, 30);
	clear_bit(20, map);
	a = test_and_set_bit(33, map);
	b = test_and_clear_bit(36, map);
	pr_info("bits %d %d, weight %d, first %lu, next zero %lu\n", a, b, bitmap_weight(map, 40), find_first_bit(map, 40), find_next_zero_bit(map, 40, 6));
	pr_info("%d %d %lu %d %lu\n", ffs(0), fls(0x80), __ffs(0x50), fls64(1ULL << 40), ffz(0x0f));
	kref_init(&ref);
	kref_get(&ref);
	a = kref_put(&ref, gone);
	b = kref_put(&ref, gone);
	pr_info("put %d %d\n", a, b);
	return 0;
}
static void __exit stop(void)
{
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
