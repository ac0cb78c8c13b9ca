// Cleanups come after the value of return and of a statement expression, see loops' heads, and belong to one declarator.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair {
	int a, b;
	char name[12];
};
static void end_pair(struct pair *p)
{
	printf("pair %s %d %d\n", p->name, p->a, p->b);
	memset(p, 0, sizeof(*p));
}
static void end_int(int *p)
{
	printf("int %d\n", *p);
	*p = 12345;
}
static void end_long(long long *p)
{
	printf("long %lld\n", *p);
	*p = 0;
}
static void release(void *p)
{
	char **text = p;
	printf("free %s\n", *text ? *text : "nothing");
	free(*text);
}
static void other(char **p)
{
	printf("other %s\n", *p);
}
#define CLEAN(f) __attribute__((__cleanup__(f)))

static struct pair whole(int n)
{
	struct pair p CLEAN(end_pair) = { n, n + 1, "whole" };
	return p;
}
static int self(void)
{
	int x CLEAN(end_int) = 7;
	return x;
}
static long long wide(void)
{
	long long x CLEAN(end_long) = 1LL << 40;
	return x + 1;
}
static char *take(char **from)
{
	char *p = *from;
	*from = NULL;
	return p;
}
static char *kept(int keep)
{
	char *text CLEAN(release) = malloc(16);
	strcpy(text, keep ? "kept" : "lost");
	if (!keep)
		return NULL;
	return take(&text);
}
static int once(int n)
{
	for (int held CLEAN(end_int) = n, *done = NULL; !done; done = (int *)1) {
		if (n == 1)
			break;
		if (n == 2)
			return 22;
		if (n == 3)
			continue;
		printf("held %d\n", held);
	}
	return 0;
}
static int nested(int n)
{
	return ({
		int a CLEAN(end_int) = n;
		n + ({
			int b CLEAN(end_int) = a * 2;
			if (n == 5)
				return -5;
			b + a;
		});
	});
}
static void unset(void)
{
	int x CLEAN(end_int);
	x = 31;
	struct pair q CLEAN(end_pair);
	q = (struct pair){ 1, 2, "later" };
}

int main(void)
{
	struct pair p = whole(4);
	printf("%s %d %d\n", p.name, p.a, p.b);
	p = ({ struct pair q CLEAN(end_pair) = { 8, 9, "block" }; q; });
	printf("%s %d %d\n", p.name, p.a, p.b);
	printf("%d\n", self());
	printf("%lld\n", wide());
	char *text = kept(1);
	printf("%s\n", text);
	free(text);
	printf("%p\n", kept(0) ? text : (char *)0 == NULL ? (void *)0 : text);
	for (int i = 0; i < 5; i++)
		printf("once %d\n", once(i));
	printf("nested %d\n", nested(3));
	printf("nested %d\n", nested(5));
	unset();
	char *one CLEAN(other) = "one", *two = "two", *three CLEAN(other) = "three";
	printf("%s %s %s\n", one, two, three);
	return 0;
}
