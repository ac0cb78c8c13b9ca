/* What printk makes of its conversions. */
#include <linux/module.h>
#include <linux/types.h>
static int __init start(void)
{
	dma_addr_t bus = 0x12345678;
	u8 bytes[6] = { 0x02, 0x1a, 0x2b, 0x3c, 0x4d, 0x5e };
	pr_info("[%5d] [%-5d] [%05d] [%+d] [% d]\n", 42, 42, 42, 42, 42);
	pr_info("[%x] [%#x] [%08X] [%o] [%#o]\n", 0xbeef, 0xbeef, 0xbeef, 8, 8);
	pr_info("[%s] [%.3s] [%6s] [%-6s] [%c]\n", "dma", "channel", "bus", "bus", 'x');
	pr_info("[%lld] [%llx] [%u] [%hhd] [%hu]\n", -5000000000LL, 0x123456789abcdefULL, 4000000000u, (signed char)200, (unsigned short)70000);
	pr_info("[%pad] [%pM] [%*ph] [%%]\n", &bus, bytes, 6, bytes);
	pr_info("[%d] [%i] [%lu] [%zu] [%zd]\n", -1, -2, 3ul, sizeof(bytes), (ssize_t)-4);
	pr_info("[%ps] [%s]\n", (void *)0, (char *)0);
	return 0;
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
