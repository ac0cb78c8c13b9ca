/* Numbers in texts: kstrto and its refusals, sscanf, and functions on texts at their limits. */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/ctype.h>
static void convert(const char *text)
{
	int i = -99, result = kstrtoint(text, 0, &i);
	u8 byte = 99;
	bool flag = false;
	unsigned long long wide = 99;

	pr_info("'%s': int %d %d\n", text, result, i);
	pr_info("u8 %d, %d\n", kstrtou8(text, 0, &byte), byte == 99);
	pr_info("bool %d, ull %d\n", kstrtobool(text, &flag), kstrtoull(text, 16, &wide));
}
static int __init start(void)
{
	static const char *const texts[] = { "12", "0x1f", "017", "-5", "+5", " 5", "5 ", "5\n", "5\n\n", "", "0x", "256", "2147483648", "1e3", "yes", "off" };
	char buf[8], *rest, list[] = "a,b,,c", *at = list;
	int i, a = 0, b = 0;
	char word[6];

	for (i = 0; i < ARRAY_SIZE(texts); i++)
		convert(texts[i]);
	i = sscanf("12 abc 0x1F", "%d %5s %i", &a, word, &b);
	pr_info("%d: %d %s %d\n", i, a, word, b);
	i = sscanf("x7", "%d", &a);
	pr_info("%d: %d\n", i, a);
	i = sscanf("a:b", "%2[a-z]:%c", word, buf);
	pr_info("%d: %s %c\n", i, word, buf[0]);
	i = snprintf(buf, sizeof(buf), "%s", "longer than that");
	pr_info("%d %s\n", i, buf);
	i = scnprintf(buf, sizeof(buf), "%s", "longer than that");
	pr_info("%d %s\n", i, buf);
	pr_info("%zd %s\n", strscpy(buf, "longer than that", sizeof(buf)), buf);
	pr_info("%zd %s\n", strscpy(buf, "short", sizeof(buf)), buf);
	while ((rest = strsep(&at, ",")))
		pr_info("part '%s'\n", rest);
	pr_info("%s|%s|%s\n", strstr("needle in hay", "in"), strrchr("a/b/c", '/'), strchr("abc", 'z') ? "found" : "not");
	strcpy(buf, "  ab  ");
	pr_info("'%s' %lu\n", strim(buf), simple_strtoul("77x", &rest, 8));
	pr_info("%s %d %d\n", rest, strncasecmp("ABCd", "abcE", 3), !!memchr_inv("\1\1\2", 1, 3));
	pr_info("%zu %zu\n", strlcat(buf, "zz", sizeof(buf)), strnlen("abcdef", 4));
	return 0;
}
static void __exit stop(void)
{
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
