// Pointers to elements, cast and moved: the index counts in elements of the array, not of what the pointer becomes.
#include <stdio.h>
#include <string.h>
static char bytes[64];
static int words[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
static short halves[8] = { 10, 20, 30, 40, 50, 60, 70, 80 };
int main(void)
{
	int n = 1, k = 2;
	*((unsigned *)&bytes[n + 3]) = 0x11223344;
	*(unsigned short *)&bytes[k * 8] = 0x5566;
	printf("%x %x %x %x\n", bytes[4], bytes[7], *(unsigned *)&bytes[n * 4], bytes[16]);
	printf("%d %d %d\n", *(&words[n] + 2), (&words[k])[-1], *(&halves[k] + 1));
	printf("%d %d\n", *(char *)&words[n + 1], *(short *)&words[k + 3]);
	*(long long *)&words[n + 1] = 0x0000000900000007LL;
	printf("%d %d %d\n", words[2], words[3], *((int *)&halves[k * 2]) == (50 | 60 << 16));
	*(float *)&words[k] = 1.5f;
	printf("%x %g\n", words[2], (double)*(float *)&words[n + 1]);
	return 0;
}
