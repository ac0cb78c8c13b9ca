/** Programs that use the drivers. */
export const START_ONCE = String.raw`/* Starts the transfer once. The driver's write() answers 0 whatever happens: looking at the result tells nothing. */
#include <stdio.h>
#include <fcntl.h>
#include <unistd.h>

int main(void)
{
	int fd = open("/dev/ax_dma", O_WRONLY);
	long took;

	if (fd < 0) {
		perror("/dev/ax_dma");
		return 1;
	}
	took = write(fd, "1", 1);
	printf("write took %ld of 1 bytes\n", took);
	usleep(1000);
	close(fd);
	return 0;
}
`;

export const COPY_AND_COMPARE = String.raw`/* Sends a text through the device and compares what comes back. */
#include <stdio.h>
#include <string.h>
#include <fcntl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	const char *text = argc > 1 ? argv[1] : "moved by a DMA controller";
	char back[256];
	size_t bytes = strlen(text);
	long count;
	int fd = open("/dev/ax_dma", O_RDWR);

	if (fd < 0) {
		perror("/dev/ax_dma");
		return 1;
	}
	if (write(fd, text, bytes) != (long)bytes) {
		perror("write");
		return 1;
	}
	count = read(fd, back, sizeof(back));
	printf("%ld bytes came back: %.*s\n", count, (int)count, back);
	close(fd);
	return count == (long)bytes && memcmp(text, back, bytes) == 0 ? 0 : 2;
}
`;
