/* Reads a field of a structure that is not there. */
#include <linux/module.h>
struct thing { int before[36]; int field; };
static struct thing *thing;
static noinline int look(void)
{
	return thing->field;
}
static int __init start(void)
{
	pr_info("before\n");
	pr_info("after %d\n", look());
	return 0;
}
module_init(start);
MODULE_LICENSE("GPL");
