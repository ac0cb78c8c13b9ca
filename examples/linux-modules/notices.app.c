/* Waits for notices.c in each way: not at all, by poll, blocked, by signal; tells through write(). */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define START _IOW('n', 1, int)

static int fd;
static volatile sig_atomic_t signals;

static void tell(const char *what, long value)
{
	char line[80];
	int length = snprintf(line, sizeof(line), "%s %ld", what, value);

	write(fd, line, length);
}

static void on_io(int number)
{
	signals++;
}

int main(void)
{
	struct pollfd watched;
	struct sigaction action;
	char byte;
	int count = 1, ready, flags;

	fd = open("/dev/notices", O_RDWR | O_NONBLOCK);
	if (fd < 0)
		return 1;
	tell("nothing yet", read(fd, &byte, 1) < 0 ? errno : 0);
	watched.fd = fd;
	watched.events = POLLIN | POLLOUT;
	ready = poll(&watched, 1, 0);
	tell("can write", ready);
	tell("events", watched.revents);
	watched.events = POLLIN;
	tell("in time", poll(&watched, 1, 30));
	ioctl(fd, START, &count);
	ready = poll(&watched, 1, 5000);
	tell("ready", ready);
	tell("events", watched.revents);
	tell("read", read(fd, &byte, 1));
	tell("byte", byte);
	tell("empty", read(fd, &byte, 1) < 0 ? errno : 0);
	flags = fcntl(fd, F_GETFL);
	fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
	count = 2;
	ioctl(fd, START, &count);
	tell("blocked", read(fd, &byte, 1));
	tell("byte", byte);
	tell("blocked", read(fd, &byte, 1));
	tell("byte", byte);
	memset(&action, 0, sizeof(action));
	action.sa_handler = on_io;
	sigaction(SIGIO, &action, NULL);
	tell("owner", fcntl(fd, F_SETOWN, getpid()));
	flags = fcntl(fd, F_GETFL);
	tell("async", fcntl(fd, F_SETFL, flags | FASYNC));
	tell("twice", fcntl(fd, F_SETFL, flags | FASYNC));
	count = 1;
	ioctl(fd, START, &count);
	while (!signals)
		usleep(100000);
	tell("signals", signals);
	tell("read", read(fd, &byte, 1));
	count = 1;
	ioctl(fd, START, &count);
	ready = poll(NULL, 0, 3000);
	tell("interrupted", ready < 0 ? errno : ready);
	tell("signals", signals);
	tell("read", read(fd, &byte, 1));
	tell("off", fcntl(fd, F_SETFL, flags));
	fcntl(fd, F_SETFL, flags | FASYNC);
	close(fd);
	return 0;
}
