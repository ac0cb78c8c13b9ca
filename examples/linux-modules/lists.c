/* Linked lists, container_of, sorting by hand. */
#include <linux/module.h>
#include <linux/list.h>
#include <linux/slab.h>
struct item { int value; struct list_head node; };
static LIST_HEAD(items);
static void show(const char *what)
{
	struct item *one;
	pr_info("%s:\n", what);
	list_for_each_entry(one, &items, node)
		pr_info("  %d\n", one->value);
}
static int __init start(void)
{
	struct item *one, *next;
	int i;
	for (i = 0; i < 4; i++) {
		one = kzalloc(sizeof(*one), GFP_KERNEL);
		if (!one)
			return -ENOMEM;
		one->value = i * i;
		if (i & 1)
			list_add(&one->node, &items);
		else
			list_add_tail(&one->node, &items);
	}
	show("as added");
	list_move_tail(items.next, &items);
	show("first to the end");
	pr_info("first %d, last %d, empty %d\n", list_first_entry(&items, struct item, node)->value, list_last_entry(&items, struct item, node)->value, list_empty(&items));
	list_for_each_entry_safe(one, next, &items, node) {
		list_del(&one->node);
		kfree(one);
	}
	pr_info("empty %d\n", list_empty(&items));
	return 0;
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
