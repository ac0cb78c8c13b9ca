/** Rules of modules, faults, interrupts, device files, and what C leaves undefined. */
import { rules } from './rule';

export const KERNEL_RULES = rules({
  'kernel-oops': {
    severity: 'error', title: 'Kernel oops',
    explanation: 'Code in kernel mode used an address that is not mapped, not aligned, or answered by nothing. The task is ended where it stands; locks it held stay locked.',
    remedy: 'See the call trace in the kernel log.',
    example: 'int *p = NULL; *p = 1;',
  },
  'kernel-panic': {
    severity: 'error', title: 'Kernel panic',
    explanation: 'A fault in an interrupt, or another state from which the kernel does not go on.',
    remedy: 'Step back to before the fault, or begin again.',
    example: 'irqreturn_t handler(int irq, void *dev) { *(int *)0 = 1; return IRQ_HANDLED; }',
  },
  'c-undefined': {
    severity: 'error', title: 'C code did what C does not define',
    explanation: 'An access outside of an object, to freed or never written memory, or an operation without a result. A real kernel goes on with whatever comes out.',
    remedy: 'The code was stopped there; the call trace in the kernel log tells how it came to it.',
    example: 'char name[4]; name[4] = 0;',
  },
  'unaligned-access': {
    severity: 'note', title: 'Access that is not aligned',
    explanation: 'Some processors split such an access, some trap it and let the kernel repair it, some give wrong bytes; on device memory it faults.',
    remedy: 'Use get_unaligned and put_unaligned, or write the bytes one by one.',
    example: 'u32 v = *(u32 *)(bytes + 1);',
  },
  'driver-warns': {
    severity: 'warning', title: 'The driver warns',
    explanation: 'A WARN_ON or WARN of the driver or of a header found its condition true.',
    remedy: 'The driver itself checks for this condition: see its source at that line.',
    example: 'WARN_ON(count == 0);',
  },
  'module-leaks': {
    severity: 'warning', title: 'Module left things behind',
    explanation: 'What a module asked for outlives it: memory is lost, device numbers stay taken, and an interrupt would call code that is gone.',
    remedy: 'Give back in exit, and on every error path of init, all that init asked for, with the same arguments.',
    example: 'init: buf = kmalloc(64, GFP_KERNEL);   exit: nothing',
  },
  'interrupt-storm': {
    severity: 'error', title: 'Interrupt is never silenced',
    explanation: 'The handler returns while the device still holds its line up, so it is called again at once, for ever; nothing else gets the processor.',
    remedy: 'Clear the interrupt in the device (for a PL330: write its bit to INTCLR) before the handler returns.',
    example: 'irqreturn_t handler(int irq, void *dev) { return IRQ_HANDLED; }',
  },
  'interrupt-without-handler': {
    severity: 'warning', title: 'Interrupt that nobody handles',
    explanation: 'A line went high for which no handler is registered: it stays masked, and whoever waits for it waits for ever.',
    remedy: 'request_irq for this line before the device is started.',
    example: 'start the device without request_irq',
  },
  'bad-free-irq': {
    severity: 'warning', title: 'free_irq of something that was not requested',
    explanation: 'Handlers are known by line and dev_id; with another pair nothing is freed, and the handler stays.',
    remedy: 'Free only what request_irq granted, with the same dev_id.',
    example: 'request_irq(45, handler, 0, "dma", dev); free_irq(45, NULL);',
  },
  'swapped-io-arguments': {
    severity: 'error', title: 'Arguments of a register write are swapped',
    explanation: 'iowrite32 and writel take the value first. Swapped, the address is written to the address that the value happens to be.',
    remedy: 'The order is (value, address).',
    example: 'iowrite32(base + 0x10, 1);',
  },
  'bad-iounmap': {
    severity: 'error', title: 'iounmap of something that is not mapped',
    explanation: 'The mapping is found by its virtual address. With another one it stays for ever, and so does the register window.',
    remedy: 'Give the pointer that ioremap returned, not the physical address.',
    example: 'iounmap((void *)0xf8003000);',
  },
  'class-before-device': {
    severity: 'error', title: 'Class destroyed before its devices',
    explanation: 'A device holds a pointer to its class.',
    remedy: 'Call device_destroy for each device first.',
    example: 'class_destroy(c); device_destroy(c, devt);',
  },
  'chrdev-region-mismatch': {
    severity: 'error', title: 'A number region that was never registered',
    explanation: 'Numbers are given back by first number and count. With other values nothing happens, and they stay taken.',
    remedy: 'Pass the dev_t that alloc_chrdev_region filled in, not a major that was never set.',
    example: 'unregister_chrdev_region(MKDEV(major, 0), 1);   /* major was never set */',
  },
  'devm-foreign': {
    severity: 'error', title: 'A devm release of something that does not belong to the device',
    explanation: 'The device keeps a list of what it manages; the thing is not in it, so nothing is released.',
    remedy: 'Release with the device and the pointer of the allocation, and only what came from a devm function.',
    example: 'p = kmalloc(64, GFP_KERNEL); devm_kfree(dev, p);',
  },
  'file-in-dev': {
    severity: 'warning', title: 'An ordinary file instead of a device',
    explanation: 'Writing to a name under /dev that does not exist makes an ordinary file, and succeeds.',
    remedy: 'Load the driver first, and check the name of its device node with ls /dev.',
    example: 'echo 1 > /dev/no_such_device',
  },
  'write-returns-zero': {
    severity: 'error', title: 'write() returns 0',
    explanation: 'Programs take 0 for "nothing was accepted" and write the same bytes again, for ever.',
    remedy: 'Return the number of bytes that were accepted, or a negative error.',
    example: 'ssize_t w(struct file *f, const char __user *b, size_t n, loff_t *o) { return 0; }',
  },
  'bus-without-devices': {
    severity: 'note', title: 'A bus that this board has not',
    explanation: 'The driver is registered and waits for devices of its bus. Without a host bridge none ever comes, so nothing of the driver runs.',
    remedy: 'Try it on a board with that bus, or write a platform driver for a device of this one.',
    example: 'pci_register_driver(&my_driver);',
  },
  'show-too-long': {
    severity: 'error', title: 'show wrote more than a page',
    explanation: 'The buffer that show gets is one page. Behind it lies memory of somebody else.',
    remedy: 'Use sysfs_emit, or scnprintf with PAGE_SIZE as its limit.',
    example: 'return sprintf(buf, "%s", a_very_long_text);',
  },
  'poll-without-wait': {
    severity: 'error', title: 'poll names no wait queue',
    explanation: 'The program sleeps until a queue that poll has named is woken. Without one it sleeps for ever.',
    remedy: 'Call poll_wait(file, &queue, table) each time, then look at the state; wake_up the queue when it changes.',
    example: '__poll_t p(struct file *f, poll_table *t) { return ready ? EPOLLIN : 0; }',
  },
  'mmap-outside-range': {
    severity: 'error', title: 'mmap maps outside of the range asked for',
    explanation: 'Pages beyond the end of the area become visible to the program, or replace others of its mappings.',
    remedy: 'Map vma->vm_end - vma->vm_start bytes from vma->vm_start on, and refuse sizes larger than the buffer.',
    example: 'remap_pfn_range(vma, vma->vm_start, pfn, 2 * (vma->vm_end - vma->vm_start), prot);',
  },
});
