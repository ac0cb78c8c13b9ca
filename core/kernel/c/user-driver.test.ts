/** Programs in C and drivers in C together: every file operation from the program's side, and going back in time. */
import { describe, expect, it } from 'vitest';
import type { CacheConfig } from '../../cache/geometry';
import { ZYNQ_CACHES } from '../../cache/geometry';
import { TestBench } from '../test-bench';
import { utf8Bytes } from '../utf8';

const SHARED = `
#ifndef SHARED_H
#define SHARED_H
#include <linux/ioctl.h>
#include <linux/types.h>
struct setup { __u32 count; __u32 sum; };
#define DEV_SETUP _IOWR('d', 1, struct setup)
#define DEV_RESET _IO('d', 2)
#define DEV_WAIT _IO('d', 3)
#define DEV_CRASH _IO('d', 4)
#endif
`;

const DRIVER = `
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/uaccess.h>
#include <linux/slab.h>
#include <linux/mm.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/wait.h>
#include <linux/timer.h>
#include <linux/jiffies.h>
#include <linux/io.h>
#include "shared.h"
static char *page;
static int ready;
static DECLARE_WAIT_QUEUE_HEAD(queue);
static struct timer_list timer;
static struct fasync_struct *listeners;
static void fire(unsigned long unused) { ready = 1; wake_up_interruptible(&queue); kill_fasync(&listeners, SIGIO, POLL_IN); }
static int dev_fasync(int fd, struct file *file, int on) { return fasync_helper(fd, file, on, &listeners); }
static int dev_release(struct inode *inode, struct file *file) { dev_fasync(-1, file, 0); return 0; }
static ssize_t dev_read(struct file *file, char __user *to, size_t count, loff_t *pos) {
	if (count > 64) count = 64;
	if (copy_to_user(to, page, count)) return -EFAULT;
	return count;
}
static ssize_t dev_write(struct file *file, const char __user *from, size_t count, loff_t *pos) {
	if (count > 64) return -EINVAL;
	if (copy_from_user(page, from, count)) return -EFAULT;
	ready = 0;
	mod_timer(&timer, jiffies + 2);
	return count;
}
static long dev_ioctl(struct file *file, unsigned int command, unsigned long argument) {
	struct setup setup;
	unsigned i;
	switch (command) {
	case DEV_RESET:
		memset(page, 0, 64);
		return 7;
	case DEV_CRASH:
		return *(volatile int *)(argument + 16);
	case DEV_WAIT:
		return wait_event_interruptible(queue, 0);
	case DEV_SETUP:
		if (copy_from_user(&setup, (void __user *)argument, sizeof(setup))) return -EFAULT;
		setup.sum = 0;
		for (i = 0; i < setup.count; i++) setup.sum += page[i];
		return copy_to_user((void __user *)argument, &setup, sizeof(setup)) ? -EFAULT : 0;
	}
	return -ENOTTY;
}
static unsigned int dev_poll(struct file *file, struct poll_table_struct *table) {
	poll_wait(file, &queue, table);
	return ready ? POLLIN | POLLRDNORM : 0;
}
static int dev_mmap(struct file *file, struct vm_area_struct *vma) {
	return remap_pfn_range(vma, vma->vm_start, virt_to_phys(page) >> PAGE_SHIFT, vma->vm_end - vma->vm_start, vma->vm_page_prot);
}
static const struct file_operations operations = { .owner = THIS_MODULE, .read = dev_read, .write = dev_write, .unlocked_ioctl = dev_ioctl, .poll = dev_poll, .mmap = dev_mmap, .fasync = dev_fasync, .release = dev_release };
static struct miscdevice device = { .minor = MISC_DYNAMIC_MINOR, .name = "thing", .fops = &operations };
static int __init thing_init(void) {
	page = (char *)get_zeroed_page(GFP_KERNEL);
	if (!page) return -ENOMEM;
	setup_timer(&timer, fire, 0);
	return misc_register(&device);
}
static void __exit thing_exit(void) { misc_deregister(&device); del_timer_sync(&timer); free_page((unsigned long)page); }
module_init(thing_init);
module_exit(thing_exit);
MODULE_LICENSE("GPL");
`;

const PROGRAM = `
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include "shared.h"
int main(void) {
	struct setup setup = { 5 };
	struct pollfd wait = { .events = POLLIN };
	char *text = malloc(64), *map;
	int fd = open("/dev/thing", O_RDWR);
	if (fd < 0) { perror("/dev/thing"); return 1; }
	printf("reset %d\\n", ioctl(fd, DEV_RESET));
	printf("wrote %d\\n", (int)write(fd, "hello", 5));
	wait.fd = fd;
	printf("poll %d", poll(&wait, 1, 5));
	printf(" %x", wait.revents);
	printf(" then %d", poll(&wait, 1, 1000));
	printf(" %x\\n", wait.revents);
	printf("read %d %.5s\\n", (int)read(fd, text, 64), text);
	printf("ioctl %d sum %u\\n", ioctl(fd, DEV_SETUP, &setup), setup.sum);
	map = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	printf("map %s\\n", map);
	strcpy(map, "by the program");
	printf("read %d", (int)read(fd, text, 64));
	printf(" %s\\n", text);
	munmap(map, 4096);
	if (write(fd, text, 65) < 0) perror("write");
	if (ioctl(fd, 0x1234) < 0) printf("%s\\n", errno == ENOTTY ? "ENOTTY" : "other");
	if (read(fd, (void *)4096, 10) < 0) printf("%s\\n", errno == EFAULT ? "EFAULT" : "other");
	free(text);
	usleep(1000);
	return close(fd);
}
`;
const EXPECTED = ['reset 7', 'wrote 5', 'poll 0 0 then 1 1', 'read 64 hello', `ioctl 0 sum ${[...'hello'].reduce((sum, c) => sum + c.charCodeAt(0), 0)}`, 'map hello', 'read 64 by the program', 'write: Invalid argument', 'ENOTTY', 'EFAULT'];

function bench(caches?: CacheConfig): TestBench {
  const made = new TestBench('linux-4.x', {}, caches);
  for (const [name, text] of [['shared.h', SHARED], ['thing.c', DRIVER], ['app.c', PROGRAM]]) made.kernel.core.files.setContent(`/root/${name}`, utf8Bytes(text));
  expect(made.run('insmod thing.ko')).toEqual([]);
  expect(made.run('cc -o app app.c')).toEqual([]);
  return made;
}

describe('a program in C and a driver in C', () => {
  it.each([['without caches', undefined], ['with caches', ZYNQ_CACHES]])('meet in all file operations, %s', (_what, caches) => {
    const made = bench(caches);
    expect(made.run('./app', 200_000_000)).toEqual(EXPECTED);
    expect(made.kernel.shell.status).toBe(0);
    expect(made.rules()).toEqual([]);
    expect(made.run('rmmod thing')).toEqual([]);
  });

  it('send and take signals', () => {
    const made = bench();
    const listener = `#include <stdio.h>
#include <signal.h>
#include <errno.h>
#include <sys/ioctl.h>
#include "shared.h"
#include <fcntl.h>
#include <unistd.h>
static volatile sig_atomic_t notices;
static void noticed(int number) { notices++; }
int main(void) {
	int fd = open("/dev/thing", O_RDWR);
	signal(SIGIO, noticed);
	fcntl(fd, F_SETOWN, getpid());
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | FASYNC);
	write(fd, "x", 1);
	pause();
	printf("%d notice\\n", notices);
	write(fd, "x", 1);
	printf("%d %d, ", ioctl(fd, DEV_WAIT), errno == EINTR);
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~FASYNC);
	write(fd, "x", 1);
	usleep(50000);
	printf("%d notice\\n", notices);
	return close(fd);
}`;
    made.kernel.core.files.setContent('/root/listener.c', utf8Bytes(listener));
    expect(made.run('cc -o listener listener.c; ./listener', 200_000_000)).toEqual(['1 notice', '-1 1, 2 notice']);
    expect(made.rules()).toEqual([]);
  });

  it('part where the kernel oopses: the call trace is the kernel\'s, the program ends', () => {
    const made = bench();
    made.kernel.core.files.setContent('/root/crash.c', utf8Bytes('#include <fcntl.h>\n#include <sys/ioctl.h>\n#include "shared.h"\nint main(void) { return ioctl(open("/dev/thing", O_RDWR), DEV_CRASH, 0); }'));
    expect(made.run('cc -o crash crash.c && ./crash')).toEqual(['Segmentation fault']);
    expect(made.log).toContain('Unable to handle kernel NULL pointer dereference at virtual address 00000010');
    const trace = made.log.filter((line) => line.includes(' from '));
    expect(trace[0]).toMatch(/^ dev_ioctl\+.* \[thing\] from sys_ioctl/);
    expect(trace.some((line) => line.includes('crash'))).toBe(false);
    expect(made.rules()).toEqual(['kernel-oops']);
    expect(made.kernel.core.c.list.map((image) => image.module)).toEqual(['thing']);
  });

  it('leave each other clean memory', () => {
    const made = bench();
    const taker = `#include <linux/module.h>\n#include <linux/gfp.h>
static int __init taker_init(void) { int i, j, sum = 0; char *p; for (i = 0; i < 64; i++) { p = (char *)get_zeroed_page(GFP_KERNEL); for (j = 0; j < 4096; j += 8) { p[j] = 1; sum += p[j]; } } return sum == 64 * 512 ? 0 : -EIO; }
module_init(taker_init);\nMODULE_LICENSE("GPL");`;
    made.kernel.core.files.setContent('/root/taker.c', utf8Bytes(taker));
    made.run('./app', 200_000_000);
    expect(made.run('insmod taker')).toEqual([]);
    expect(made.run('./app', 200_000_000)).toEqual(EXPECTED);
    expect(made.rules()).toEqual([]);
  });

  it('names its line as the one who made a system call', () => {
    const made = bench();
    made.run('./app', 200_000_000);
    const line = PROGRAM.split('\n').findIndex((text) => text.includes('strcpy(map')) + 1;
    const details = new Set<string>();
    for (let entry = 1; entry < made.journal.length; entry++) details.add(made.journal.textOf(made.journal.entry(entry).detail));
    expect([...details].some((text) => text.startsWith('app[') && text.endsWith(`]: main app.c:${line}`))).toBe(true);
    expect([...details].some((text) => /^thing: dev_ioctl thing\.c:\d+$/.test(text))).toBe(true);
  });

  it.each([['without caches', undefined], ['with caches', ZYNQ_CACHES]])('come to the same end when interrupted, saved and restored anywhere, %s', (_what, caches) => {
    const whole = bench(caches);
    whole.run('./app', 200_000_000);
    const parts = bench(caches);
    parts.enter('./app');
    let saves = 0;
    /** Small steps while something runs, and a look back mostly in the midst of an access. */
    const { cpu } = parts.kernel.core;
    const step = (n: number): number => (cpu.currentTask === undefined ? Math.max(1, Math.min(100_003, cpu.nextAt - parts.clock.now)) : 1 + ((n * 31) % 53));
    for (let n = 1; parts.clock.run(parts.clock.now + step(n)) !== 'idle'; n++) {
      const waits = cpu.frames.some((frame) => frame.locals.waits === 'access');
      if (n % (waits ? 2 : 17) !== 0) continue;
      const saved = parts.snapshot();
      const digest = parts.digest();
      parts.clock.run(parts.clock.now + 5000);
      parts.restore(saved);
      expect(parts.digest()).toBe(digest);
      saves++;
    }
    expect(saves).toBeGreaterThan(50);
    expect(parts.kernel.shell.lines).toEqual(whole.kernel.shell.lines);
    expect(parts.clock.now).toBe(whole.clock.now);
    expect(parts.journal.hash()).toBe(whole.journal.hash());
  });
});
