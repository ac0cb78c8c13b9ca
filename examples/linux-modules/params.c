/* Module parameters through /sys/module: formats, refusals, callbacks. */
#include <linux/module.h>
#include <linux/moduleparam.h>
static int number = 5;
module_param(number, int, 0644);
static bool flag;
module_param(flag, bool, 0644);
static char *word = "none";
module_param(word, charp, 0644);
static int list[4] = { 1, 2 };
static int used = 2;
module_param_array(list, int, &used, 0644);
static unsigned char tiny = 9;
module_param(tiny, byte, 0644);
static int secret = 3;
module_param(secret, int, 0444);
static int set_even(const char *text, const struct kernel_param *param)
{
	int value, result = kstrtoint(text, 0, &value);

	if (result)
		return result;
	if (value & 1)
		return -ERANGE;
	pr_info("even becomes %d\n", value);
	*(int *)param->arg = value;
	return 0;
}
static int even = 2;
static const struct kernel_param_ops even_ops = { .set = set_even, .get = param_get_int };
module_param_cb(even, &even_ops, &even, 0644);
static int __init start(void)
{
	pr_info("%d %d %s %d,%d of %d, %d %d\n", number, flag, word, list[0], list[1], used, tiny, even);
	return 0;
}
static void __exit stop(void)
{
	pr_info("%d %d %s %d,%d,%d of %d, %d %d\n", number, flag, word, list[0], list[1], list[2], used, tiny, even);
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
