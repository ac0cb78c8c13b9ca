/* Odds and ends: hash tables, numbers for objects, bitmaps, sequence counts, notifiers, texts, parameters of one's own. */
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/hashtable.h>
#include <linux/idr.h>
#include <linux/bitmap.h>
#include <linux/sort.h>
#include <linux/random.h>
#include <linux/crc32.h>
#include <linux/string_helpers.h>
#include <linux/notifier.h>
#include <linux/reboot.h>
#include <linux/percpu.h>
#include <linux/rwsem.h>
#include <linux/seqlock.h>
#include <linux/llist.h>
#include <linux/ratelimit.h>
#include <linux/cred.h>
#include <linux/sched.h>
#include <linux/ktime.h>
#include <linux/timekeeping.h>

static char *names[4] = { "alpha", "beta" };
static int nnames = 2;
module_param_array(names, charp, &nnames, 0444);
static char label[16] = "none";
module_param_string(label, label, sizeof(label), 0644);
static int threshold = 5;
static int set_threshold(const char *val, const struct kernel_param *kp)
{
	int n, ret = kstrtoint(val, 0, &n);

	if (ret)
		return ret;
	if (n < 0 || n > 9)
		return -EINVAL;
	return param_set_int(val, kp);
}
static const struct kernel_param_ops threshold_ops = { .set = set_threshold, .get = param_get_int };
module_param_cb(threshold, &threshold_ops, &threshold, 0644);

struct obj { u32 key; char name[8]; struct hlist_node node; struct llist_node ll; };
static DEFINE_HASHTABLE(table, 4);
static DEFINE_IDR(idr);
static DEFINE_PER_CPU(int, hits);
static DECLARE_RWSEM(sem);
static DEFINE_SEQLOCK(seq);
static LLIST_HEAD(free_list);
static BLOCKING_NOTIFIER_HEAD(chain);

static int on_event(struct notifier_block *nb, unsigned long action, void *data)
{
	pr_info("event %lu %s\n", action, (char *)data);
	return action == 2 ? NOTIFY_STOP : NOTIFY_OK;
}
static int on_event2(struct notifier_block *nb, unsigned long action, void *data)
{
	pr_info("second %lu\n", action);
	return NOTIFY_DONE;
}
static struct notifier_block nb = { .notifier_call = on_event, .priority = 10 };
static struct notifier_block nb2 = { .notifier_call = on_event2 };
static int cmp(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}
static int __init misc2_init(void)
{
	struct obj *o, *found;
	struct hlist_node *tmp;
	struct llist_node *l;
	int i, id, bkt, data[] = { 5, 3, 9, 1, 7 };
	DECLARE_BITMAP(map, 70);
	unsigned seqno;
	char *dup, *tok, *cur, text[40];
	const char *s = "  trim me  ";

	for (i = 0; i < nnames; i++)
		pr_info("name %s\n", names[i]);
	for (i = 0; i < 5; i++) {
		o = kzalloc(sizeof(*o), GFP_KERNEL);
		if (!o)
			return -ENOMEM;
		o->key = i * 16;
		snprintf(o->name, sizeof(o->name), "obj%d", i);
		hash_add(table, &o->node, o->key);
		id = idr_alloc(&idr, o, 10, 0, GFP_KERNEL);
		if (i == 0)
			pr_info("first id %d\n", id);
	}
	hash_for_each_possible(table, found, node, 32)
		if (found->key == 32)
			pr_info("found %s\n", found->name);
	o = idr_find(&idr, 12);
	pr_info("idr %s none %d\n", o->name, idr_find(&idr, 99) == NULL);
	idr_for_each_entry(&idr, o, id)
		llist_add(&o->ll, &free_list);
	hash_for_each_safe(table, bkt, tmp, o, node)
		hash_del(&o->node);
	pr_info("hash empty %d\n", hash_empty(table));
	l = llist_del_all(&free_list);
	l = llist_reverse_order(l);
	i = 0;
	while (l) {
		o = llist_entry(l, struct obj, ll);
		l = l->next;
		i = i * 10 + o->name[3] - '0';
		kfree(o);
	}
	pr_info("order %d\n", i);
	idr_destroy(&idr);
	sort(data, ARRAY_SIZE(data), sizeof(int), cmp, NULL);
	pr_info("sorted %d %d %d %d %d\n", data[0], data[1], data[2], data[3], data[4]);
	bitmap_zero(map, 70);
	set_bit(3, map);
	__set_bit(65, map);
	bitmap_set(map, 10, 3);
	pr_info("bits %*pbl weight %d next %lu zero %lu\n", 70, map, bitmap_weight(map, 70), find_next_bit(map, 70, 13), find_first_zero_bit(map, 70));
	pr_info("test %d clear %d\n", test_and_set_bit(3, map), test_and_clear_bit(4, map));
	this_cpu_inc(hits);
	this_cpu_add(hits, 4);
	pr_info("percpu %d\n", this_cpu_read(hits));
	write_seqlock(&seq);
	write_sequnlock(&seq);
	do {
		seqno = read_seqbegin(&seq);
	} while (read_seqretry(&seq, seqno));
	pr_info("seq %u\n", seqno);
	down_read(&sem);
	pr_info("trywrite %d\n", down_write_trylock(&sem));
	up_read(&sem);
	blocking_notifier_chain_register(&chain, &nb2);
	blocking_notifier_chain_register(&chain, &nb);
	blocking_notifier_call_chain(&chain, 1, "one");
	pr_info("ret %d\n", blocking_notifier_call_chain(&chain, 2, "two") & NOTIFY_STOP_MASK);
	blocking_notifier_chain_unregister(&chain, &nb);
	blocking_notifier_chain_unregister(&chain, &nb2);
	dup = kstrdup("a,bc,,d", GFP_KERNEL);
	cur = dup;
	while ((tok = strsep(&cur, ",")))
		pr_info("token '%s'\n", tok);
	kfree(dup);
	strscpy(text, skip_spaces(s), sizeof(text));
	pr_info("'%s' %d\n", strim(text), sysfs_streq("on\n", "on"));
	pr_info("crc %08x\n", crc32_le(~0, "123456789", 9) ^ ~0);
	pr_info("uid %u comm %s pid>0 %d\n", from_kuid(&init_user_ns, current_uid()), current->comm, task_pid_nr(current) > 0);
	pr_info("hex %*ph, esc %*pE\n", 4, "\x01\x02\xff\x10", 3, "a\tb");
	return 0;
}
static void __exit misc2_exit(void) { pr_info("label %.3s threshold %d\n", label, threshold); }
module_init(misc2_init);
module_exit(misc2_exit);
MODULE_LICENSE("GPL");
