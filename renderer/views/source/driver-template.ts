/** The driver that a new file begins with: small, complete, and worth a look with a breakpoint. */

/** Name of the module that is made from a file: "my-driver.c" → "my_driver". */
export function moduleName(path: string): string {
  return path.replace(/\.[^.]*$/, '').replace(/[^A-Za-z0-9_]/g, '_');
}

/** A misc device that fills a buffer when it is written to and gives the buffer back when it is read. */
export function driverTemplate(path: string): string {
  const name = moduleName(path);
  return `// SPDX-License-Identifier: GPL-2.0
/*
 * ${path}: a device file over one buffer.
 *
 *   echo abc > /dev/${name}     fills the buffer with what was written
 *   cat /dev/${name}            gives the buffer back
 */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define BUFFER_SIZE 64

struct bench_state {
	u8 *buffer;		/* where the processor writes */
	unsigned long address;	/* where a device would find it */
	size_t used;
	unsigned int writes;
};

static struct bench_state state;
static struct miscdevice ${name}_device;

static ssize_t ${name}_write(struct file *file, const char __user *text, size_t count, loff_t *position)
{
	size_t i;

	if (count > BUFFER_SIZE)
		count = BUFFER_SIZE;
	for (i = 0; i < BUFFER_SIZE; i++)
		state.buffer[i] = 0;
	if (copy_from_user(state.buffer, text, count))
		return -EFAULT;
	state.used = count;
	state.writes++;
	pr_info("${name}: write %u, %zu bytes\\n", state.writes, count);
	return count;
}

static ssize_t ${name}_read(struct file *file, char __user *text, size_t count, loff_t *position)
{
	return simple_read_from_buffer(text, count, position, state.buffer, state.used);
}

static const struct file_operations ${name}_operations = {
	.owner = THIS_MODULE,
	.write = ${name}_write,
	.read = ${name}_read,
};

static struct miscdevice ${name}_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "${name}",
	.fops = &${name}_operations,
};

static int __init ${name}_init(void)
{
	int error;

	error = misc_register(&${name}_device);
	if (error)
		return error;
	state.buffer = kzalloc(BUFFER_SIZE, GFP_KERNEL);
	if (!state.buffer) {
		misc_deregister(&${name}_device);
		return -ENOMEM;
	}
	state.address = virt_to_phys(state.buffer);
	pr_info("${name}: %d bytes at physical address 0x%08lx\\n", BUFFER_SIZE, state.address);
	return 0;
}

static void __exit ${name}_exit(void)
{
	misc_deregister(&${name}_device);
	kfree(state.buffer);
}

module_init(${name}_init);
module_exit(${name}_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Device file over one buffer");
`;
}
