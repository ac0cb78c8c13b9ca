// __attribute__((cleanup(f))): every way out of a scope ends its variables, the latest first.
#include <stdio.h>

static void end(int *p)
{
	printf("end %d\n", *p);
	*p = -1;
}
#define LIVE __attribute__((cleanup(end)))

static int fall(void)
{
	int a LIVE = 1;
	{
		int b LIVE = 2, c LIVE = 3;
		printf("inner %d %d\n", b, c);
	}
	printf("after %d\n", a);
	return a + 10;
}

static int early(int n)
{
	int a LIVE = n;
	if (n > 5) {
		int b LIVE = n + 100;
		return b;
	}
	int c LIVE = n + 200;
	return a + c;
}

static void loops(void)
{
	for (int i = 0; i < 4; i++) {
		int a LIVE = i;
		if (i == 1)
			continue;
		int b LIVE = i + 20;
		if (i == 2)
			break;
		printf("body %d %d\n", a, b);
	}
	int n = 0;
	while (n < 3) {
		LIVE int x = n++;
		if (x == 1)
			continue;
		printf("while %d\n", x);
	}
	do {
		int y LIVE = 77;
		break;
	} while (1);
}

static int jumps(int n)
{
	int tries = 0;
	int outer LIVE = 1000;
again:
	{
		int a LIVE = n;
		{
			int b LIVE = n + 1;
			if (tries++ < 1)
				goto again;
			if (n == 3)
				goto out;
			printf("inside %d %d\n", a, b);
		}
		printf("behind\n");
	}
	{
		int late LIVE = 2000;
		if (n == 4)
			goto out;
		printf("late %d\n", late);
	}
out:
	printf("out %d\n", outer);
	return tries;
}

static int choose(int n)
{
	int a LIVE = 50;
	switch (n) {
	case 1: {
		int b LIVE = 51;
		break;
	}
	case 2: {
		int c LIVE = 52;
		(void)c;
	}
	/* fall through */
	case 3:
		printf("three\n");
		break;
	default:
		return 9;
	}
	return 0;
}

int main(void)
{
	printf("= %d\n", fall());
	printf("= %d\n", early(3));
	printf("= %d\n", early(7));
	loops();
	printf("= %d\n", jumps(2));
	printf("= %d\n", jumps(3));
	printf("= %d\n", jumps(4));
	for (int i = 1; i < 5; i++)
		printf("= %d\n", choose(i));
	return 0;
}
