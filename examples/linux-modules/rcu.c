/* RCU as drivers use it: readers, a published pointer, callbacks, waiting for them, lists. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/rcupdate.h>
#include <linux/rculist.h>
#include <linux/delay.h>
#include <linux/interrupt.h>

struct config {
	int rate;
	struct list_head link;
	struct rcu_head rcu;
};
static struct config __rcu *active;
static LIST_HEAD(all);
static int freed;

static void reclaim(struct rcu_head *head)
{
	struct config *c = container_of(head, struct config, rcu);

	pr_info("reclaim %d, softirq %d\n", c->rate, !!in_serving_softirq());
	freed++;
	kfree(c);
}
static struct config *make(int rate)
{
	struct config *c = kzalloc(sizeof(*c), GFP_KERNEL);

	if (c)
		c->rate = rate;
	return c;
}
static int rate(void)
{
	struct config *c;
	int found = -1;

	rcu_read_lock();
	c = rcu_dereference(active);
	if (c)
		found = c->rate;
	rcu_read_unlock();
	return found;
}
static int sum(void)
{
	struct config *c;
	int total = 0;

	rcu_read_lock();
	list_for_each_entry_rcu(c, &all, link)
		total += c->rate;
	rcu_read_unlock();
	return total;
}

static int __init start(void)
{
	struct config *old, *c, *next;
	int i;

	pr_info("rate %d\n", rate());
	rcu_assign_pointer(active, make(100));
	pr_info("rate %d\n", rate());
	old = rcu_dereference_protected(active, 1);
	rcu_assign_pointer(active, make(200));
	synchronize_rcu();
	pr_info("rate %d after %d\n", rate(), old->rate);
	kfree(old);

	old = rcu_dereference_protected(active, 1);
	rcu_assign_pointer(active, make(300));
	call_rcu(&old->rcu, reclaim);
	pr_info("called\n");
	rcu_barrier();
	pr_info("barrier, freed %d\n", freed);

	for (i = 1; i <= 4; i++) {
		c = make(i);
		list_add_tail_rcu(&c->link, &all);
	}
	pr_info("sum %d\n", sum());
	local_bh_disable();
	list_for_each_entry_safe(c, next, &all, link) {
		if (c->rate % 2)
			continue;
		list_del_rcu(&c->link);
		call_rcu(&c->rcu, reclaim);
	}
	pr_info("sum %d, freed %d\n", sum(), freed);
	local_bh_enable();
	rcu_barrier();
	pr_info("freed %d\n", freed);
	list_for_each_entry_safe(c, next, &all, link) {
		list_del_rcu(&c->link);
		kfree_rcu(c, rcu);
	}
	pr_info("sum %d, empty %d\n", sum(), list_empty(&all));
	old = rcu_access_pointer(active);
	RCU_INIT_POINTER(active, NULL);
	kfree_rcu(old, rcu);
	rcu_barrier();
	pr_info("rate %d\n", rate());
	return 0;
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
