/* Uses the memory of mapped.c: shared and private views, an offset, what is refused; tells through write(). */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#define TELL_SUM _IOR('m', 1, int)
#define ADD_TO_ALL _IOW('m', 2, int)

static int fd;

static void tell(const char *what, long value)
{
	char line[80];
	int length = snprintf(line, sizeof(line), "%s %ld", what, value);

	write(fd, line, length);
}

int main(void)
{
	unsigned char *all, *second, *own, *lazy;
	int i, sum = -1, one = 1;

	fd = open("/dev/mapped", O_RDWR);
	if (fd < 0)
		return 1;
	all = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (all == MAP_FAILED)
		return 2;
	for (i = 0; i < 8192; i++)
		all[i] = i % 7;
	ioctl(fd, TELL_SUM, &sum);
	tell("sum", sum);
	ioctl(fd, ADD_TO_ALL, &one);
	tell("byte 6", all[6]);
	second = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 4096);
	tell("second is the same", memcmp(second, all + 4096, 4096) == 0);
	all[4100] = 99;
	tell("and stays so", second[4]);
	own = mmap(NULL, 12288, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	tell("too large", own == MAP_FAILED ? errno : 0);
	own = mmap(NULL, 8192, PROT_READ, MAP_SHARED, fd, 8192);
	tell("too far", own == MAP_FAILED ? errno : 0);
	own = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 100);
	tell("not a page", own == MAP_FAILED ? errno : 0);
	own = mmap(NULL, 0, PROT_READ, MAP_SHARED, fd, 0);
	tell("nothing", own == MAP_FAILED ? errno : 0);
	munmap(second, 4096);
	lazy = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 16 * 4096);
	tell("lazy", lazy != MAP_FAILED);
	tell("lazy byte", lazy[5]);
	lazy[6] = 77;
	tell("again", lazy[6]);
	tell("ioctl", ioctl(fd, _IO('m', 9)) < 0 ? errno : 0);
	tell("seek", lseek(fd, 0, SEEK_SET) < 0 ? errno : 0);
	munmap(all, 8192);
	tell("end", 0);
	return 0;
}
