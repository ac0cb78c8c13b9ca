/* Strings and numbers in text. */
#include <linux/module.h>
#include <linux/string.h>
#include <linux/kernel.h>
#include <linux/slab.h>
static int __init start(void)
{
	char text[32], *copy;
	int value = 7, err;
	unsigned int wide;
	err = snprintf(text, 8, "%s", "longer than eight");
	pr_info("%d '%s' %zu\n", err, text, strlen(text));
	err = scnprintf(text, 8, "%s", "longer than eight");
	pr_info("%d '%s'\n", err, text);
	err = kstrtoint("123", 0, &value);
	pr_info("%d %d\n", err, value);
	err = kstrtoint("0x1f\n", 0, &value);
	pr_info("%d %d\n", err, value);
	err = kstrtoint("12x", 10, &value);
	pr_info("%d %d\n", err, value);
	err = kstrtouint("99999999999", 10, &wide);
	pr_info("%d\n", err);
	pr_info("%d %d %d\n", strcmp("a", "b") < 0, strncmp("dma0", "dma1", 3), memcmp("xyz", "xya", 3) > 0);
	pr_info("%s %s\n", strchr("chan/dev", '/'), strrchr("a.b.c", '.'));
	copy = kstrdup("kept", GFP_KERNEL);
	pr_info("%s %d\n", copy, strstr(copy, "ep") - copy);
	kfree(copy);
	return 0;
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
