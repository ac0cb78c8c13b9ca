/* Register maps: over the memory of the chip and over functions of the driver's own, with rules, fields and a cache. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/regmap.h>

static u32 cells[8] = { 0x10, 0x20, 0x30, 0x40 };
static int loads, stores;

static int cell_read(void *context, unsigned int reg, unsigned int *val)
{
	loads++;
	*val = cells[reg / 4];
	return reg == 28 ? -ENXIO : 0;
}

static int cell_write(void *context, unsigned int reg, unsigned int val)
{
	stores++;
	cells[reg / 4] = val;
	return 0;
}

static bool may_write(struct device *dev, unsigned int reg)
{
	return reg != 4;
}

static bool changes(struct device *dev, unsigned int reg)
{
	return reg == 8;
}

static const struct reg_default defaults[] = { { 0, 0x55 }, { 12, 0x66 } };
static const struct regmap_config cached = {
	.reg_bits = 32, .val_bits = 32, .reg_stride = 4, .max_register = 28,
	.reg_read = cell_read, .reg_write = cell_write, .writeable_reg = may_write, .volatile_reg = changes,
	.cache_type = REGCACHE_RBTREE, .reg_defaults = defaults, .num_reg_defaults = ARRAY_SIZE(defaults),
};
static const struct regmap_config plain = { .name = "memory", .reg_bits = 32, .val_bits = 32, .reg_stride = 4, .max_register = 0xfc };
static const struct reg_field middle = REG_FIELD(0x10, 4, 11);

static void over_functions(struct device *dev)
{
	struct regmap *map = devm_regmap_init(dev, NULL, NULL, &cached);
	unsigned int val = 0, block[3] = { 0, 0, 0 };
	bool changed;
	int ret;

	if (IS_ERR(map)) {
		pr_info("no map %ld\n", PTR_ERR(map));
		return;
	}
	ret = regmap_read(map, 0, &val);
	pr_info("default %d %x loads %d\n", ret, val, loads);
	ret = regmap_read(map, 4, &val);
	pr_info("first %d %x loads %d\n", ret, val, loads);
	ret = regmap_read(map, 4, &val);
	pr_info("again %d %x loads %d\n", ret, val, loads);
	regmap_read(map, 8, &val);
	regmap_read(map, 8, &val);
	pr_info("volatile %x loads %d\n", val, loads);
	pr_info("refused %d odd %d beyond %d failing %d\n", regmap_write(map, 4, 1), regmap_read(map, 2, &val), regmap_read(map, 32, &val), regmap_read(map, 28, &val));
	ret = regmap_update_bits_check(map, 12, 0xf0, 0x60, &changed);
	pr_info("update %d stores %d\n", ret, stores);
	pr_info("changed %d\n", changed);
	ret = regmap_update_bits_check(map, 12, 0xf0, 0x70, &changed);
	pr_info("update %d stores %d\n", ret, stores);
	pr_info("changed %d cell %x\n", changed, cells[3]);
	ret = regmap_write_bits(map, 12, 0xf0, 0x70);
	pr_info("forced %d stores %d\n", ret, stores);
	ret = regmap_bulk_read(map, 0, block, 3);
	pr_info("bulk %d %x %x %x\n", ret, block[0], block[1], block[2]);
	pr_info("test %d %d\n", regmap_test_bits(map, 12, 0x70), regmap_test_bits(map, 12, 0x88));
	regcache_cache_only(map, true);
	ret = regmap_write(map, 16, 0x99);
	pr_info("kept %d busy %d\n", ret, regmap_read(map, 8, &val));
	pr_info("cell %x\n", cells[4]);
	regcache_cache_only(map, false);
	regcache_mark_dirty(map);
	ret = regcache_sync(map);
	pr_info("sync %d cell %x\n", ret, cells[4]);
	pr_info("max %d stride %d bytes %d\n", regmap_get_max_register(map), regmap_get_reg_stride(map), regmap_get_val_bytes(map));
}

static void over_memory(struct device *dev)
{
	void __iomem *base = devm_ioremap(dev, 0xfffd0000, 0x100);
	struct regmap_config wrong = plain;
	struct regmap_field *field;
	struct regmap *map;
	unsigned int val;

	wrong.reg_stride = 0;
	pr_info("no stride %ld\n", PTR_ERR(devm_regmap_init_mmio(dev, base, &wrong)));
	wrong = plain;
	wrong.reg_bits = 12;
	pr_info("odd bits %ld\n", PTR_ERR(devm_regmap_init_mmio(dev, base, &wrong)));
	map = devm_regmap_init_mmio(dev, base, &plain);
	if (IS_ERR(map)) {
		pr_info("no map %ld\n", PTR_ERR(map));
		return;
	}
	pr_info("write %d\n", regmap_write(map, 0x10, 0xabcd1234));
	pr_info("set %d\n", regmap_set_bits(map, 0x10, 0xf));
	pr_info("raw %x\n", readl(base + 0x10));
	field = devm_regmap_field_alloc(dev, map, middle);
	pr_info("field %d\n", regmap_field_read(field, &val));
	pr_info("value %x\n", val);
	pr_info("field %d\n", regmap_field_write(field, 0x5a));
	pr_info("raw %x beyond %d\n", readl(base + 0x10), regmap_write(map, 0x100, 1));
	pr_info("poll %d\n", regmap_read_poll_timeout(map, 0x10, val, val & 0x80000000, 0, 100));
	pr_info("poll %d\n", regmap_read_poll_timeout(map, 0x10, val, !(val & 0x80000000), 0, 100));
}

static int registers_probe(struct platform_device *pdev)
{
	over_functions(&pdev->dev);
	over_memory(&pdev->dev);
	return 0;
}

static struct platform_driver registers_driver = { .probe = registers_probe, .driver = { .name = "registers-demo" } };
static struct platform_device *unit;

static int __init registers_init(void)
{
	unit = platform_device_register_simple("registers-demo", -1, NULL, 0);
	return platform_driver_register(&registers_driver);
}

static void __exit registers_exit(void)
{
	platform_driver_unregister(&registers_driver);
	platform_device_unregister(unit);
}

module_init(registers_init);
module_exit(registers_exit);
MODULE_LICENSE("GPL");
