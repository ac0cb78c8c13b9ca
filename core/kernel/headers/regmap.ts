/**
 * linux/regmap.h for registers behind ioremap and for drivers' own reg_read and reg_write. Behaviour: drivers/base/regmap.
 * Not modelled: other buses, paging windows, patches, interrupt chips, the files under debugfs, REGCACHE_RBTREE as a tree.
 */
const types = String.raw`
#include <linux/bug.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/iopoll.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/types.h>
struct clk;
struct regmap;
struct regmap_field;
enum regcache_type { REGCACHE_NONE, REGCACHE_RBTREE, REGCACHE_COMPRESSED, REGCACHE_FLAT };
enum regmap_endian { REGMAP_ENDIAN_DEFAULT = 0, REGMAP_ENDIAN_BIG, REGMAP_ENDIAN_LITTLE, REGMAP_ENDIAN_NATIVE };
struct reg_default {
	unsigned int reg;
	unsigned int def;
};
struct reg_sequence {
	unsigned int reg;
	unsigned int def;
	unsigned int delay_us;
};
struct regmap_range {
	unsigned int range_min;
	unsigned int range_max;
};
struct regmap_access_table {
	const struct regmap_range *yes_ranges;
	unsigned int n_yes_ranges;
	const struct regmap_range *no_ranges;
	unsigned int n_no_ranges;
};
typedef void (*regmap_lock)(void *);
typedef void (*regmap_unlock)(void *);
struct regmap_range_cfg;
struct regmap_config {
	const char *name;
	int reg_bits;
	int reg_stride;
	int reg_downshift;
	unsigned int reg_base;
	int pad_bits;
	int val_bits;
	bool (*writeable_reg)(struct device *dev, unsigned int reg);
	bool (*readable_reg)(struct device *dev, unsigned int reg);
	bool (*volatile_reg)(struct device *dev, unsigned int reg);
	bool (*precious_reg)(struct device *dev, unsigned int reg);
	bool (*writeable_noinc_reg)(struct device *dev, unsigned int reg);
	bool (*readable_noinc_reg)(struct device *dev, unsigned int reg);
	bool disable_locking;
	regmap_lock lock;
	regmap_unlock unlock;
	void *lock_arg;
	int (*reg_read)(void *context, unsigned int reg, unsigned int *val);
	int (*reg_write)(void *context, unsigned int reg, unsigned int val);
	int (*reg_update_bits)(void *context, unsigned int reg, unsigned int mask, unsigned int val);
	bool fast_io;
	bool io_port;
	unsigned int max_register;
	const struct regmap_access_table *wr_table;
	const struct regmap_access_table *rd_table;
	const struct regmap_access_table *volatile_table;
	const struct regmap_access_table *precious_table;
	const struct reg_default *reg_defaults;
	unsigned int num_reg_defaults;
	enum regcache_type cache_type;
	const void *reg_defaults_raw;
	unsigned int num_reg_defaults_raw;
	unsigned long read_flag_mask;
	unsigned long write_flag_mask;
	bool zero_flag_mask;
	bool use_single_read;
	bool use_single_write;
	bool use_relaxed_mmio;
	bool can_multi_write;
	enum regmap_endian reg_format_endian;
	enum regmap_endian val_format_endian;
	const struct regmap_range_cfg *ranges;
	unsigned int num_ranges;
	bool use_hwlock;
	bool use_raw_spinlock;
	unsigned int hwlock_id;
	unsigned int hwlock_mode;
	bool can_sleep;
};
struct reg_field {
	unsigned int reg;
	unsigned int lsb;
	unsigned int msb;
	unsigned int id_size;
	unsigned int id_offset;
};
struct regmap_bus;
struct regmap {
	struct device *dev;
	struct regmap_config config;
	void __iomem *regs;
	void *context;
	struct mutex mutex;
	spinlock_t spinlock;
	unsigned long flags;
	unsigned int *cache;
	u8 *cached;
	bool cache_only;
	bool cache_bypass;
	bool cache_dirty;
};
struct regmap_field {
	struct regmap *regmap;
	struct reg_field at;
};
#define REG_FIELD(_reg, _lsb, _msb) { .reg = _reg, .lsb = _lsb, .msb = _msb }
#define REG_FIELD_ID(_reg, _lsb, _msb, _size, _offset) { .reg = _reg, .lsb = _lsb, .msb = _msb, .id_size = _size, .id_offset = _offset }
#define REG_SEQ(_reg, _def, _delay_us) { .reg = _reg, .def = _def, .delay_us = _delay_us }
#define REG_SEQ0(_reg, _def) { .reg = _reg, .def = _def }
#define regmap_reg_range(low, high) { .range_min = low, .range_max = high }
`;

const access = String.raw`
static inline bool regmap_reg_in_ranges(unsigned int reg, const struct regmap_range *ranges, unsigned int nranges)
{
	for (; nranges--; ranges++)
		if (reg >= ranges->range_min && reg <= ranges->range_max)
			return true;
	return false;
}
static inline bool __regmap_table(const struct regmap_access_table *table, unsigned int reg)
{
	if (regmap_reg_in_ranges(reg, table->no_ranges, table->n_no_ranges))
		return false;
	return !table->n_yes_ranges || regmap_reg_in_ranges(reg, table->yes_ranges, table->n_yes_ranges);
}
static inline bool __regmap_allows(struct regmap *map, unsigned int reg, bool (*ask)(struct device *dev, unsigned int reg), const struct regmap_access_table *table)
{
	if (map->config.max_register && reg > map->config.max_register)
		return false;
	if (ask)
		return ask(map->dev, reg);
	return table ? __regmap_table(table, reg) : true;
}
#define __regmap_readable(map, reg) __regmap_allows(map, reg, (map)->config.readable_reg, (map)->config.rd_table)
#define __regmap_writeable(map, reg) __regmap_allows(map, reg, (map)->config.writeable_reg, (map)->config.wr_table)
static inline bool __regmap_volatile(struct regmap *map, unsigned int reg)
{
	if (!__regmap_readable(map, reg))
		return false;
	if (map->config.volatile_reg)
		return map->config.volatile_reg(map->dev, reg);
	if (map->config.volatile_table)
		return __regmap_table(map->config.volatile_table, reg);
	return map->config.cache_type == REGCACHE_NONE;
}
static inline void __regmap_lock(struct regmap *map)
{
	if (map->config.disable_locking)
		return;
	if (map->config.lock)
		map->config.lock(map->config.lock_arg);
	else if (map->config.fast_io)
		spin_lock_irqsave(&map->spinlock, map->flags);
	else
		mutex_lock(&map->mutex);
}
static inline void __regmap_unlock(struct regmap *map)
{
	if (map->config.disable_locking)
		return;
	if (map->config.unlock)
		map->config.unlock(map->config.lock_arg);
	else if (map->config.fast_io)
		spin_unlock_irqrestore(&map->spinlock, map->flags);
	else
		mutex_unlock(&map->mutex);
}
static inline bool __regmap_big(struct regmap *map)
{
	return map->config.val_format_endian == REGMAP_ENDIAN_BIG;
}
static inline int __regmap_load(struct regmap *map, unsigned int reg, unsigned int *val)
{
	if (!map->regs)
		return map->config.reg_read ? map->config.reg_read(map->context, reg, val) : -EIO;
	switch (map->config.val_bits) {
	case 8:
		*val = readb(map->regs + reg);
		return 0;
	case 16:
		*val = __regmap_big(map) ? ioread16be(map->regs + reg) : readw(map->regs + reg);
		return 0;
	default:
		*val = __regmap_big(map) ? ioread32be(map->regs + reg) : readl(map->regs + reg);
		return 0;
	}
}
static inline int __regmap_store(struct regmap *map, unsigned int reg, unsigned int val)
{
	if (!map->regs)
		return map->config.reg_write ? map->config.reg_write(map->context, reg, val) : -EIO;
	switch (map->config.val_bits) {
	case 8:
		writeb(val, map->regs + reg);
		return 0;
	case 16:
		if (__regmap_big(map))
			iowrite16be(val, map->regs + reg);
		else
			writew(val, map->regs + reg);
		return 0;
	default:
		if (__regmap_big(map))
			iowrite32be(val, map->regs + reg);
		else
			writel(val, map->regs + reg);
		return 0;
	}
}
static inline unsigned int __regmap_stride(struct regmap *map)
{
	return map->config.reg_stride ? map->config.reg_stride : 1;
}
static inline void __regmap_keep(struct regmap *map, unsigned int reg, unsigned int val)
{
	unsigned int at = reg / __regmap_stride(map);

	if (!map->cache || map->cache_bypass || reg > map->config.max_register || __regmap_volatile(map, reg))
		return;
	map->cache[at] = val;
	map->cached[at] = 1;
}
static inline int __regmap_read(struct regmap *map, unsigned int reg, unsigned int *val)
{
	unsigned int at = reg / __regmap_stride(map);
	int failed;

	if (map->cache && !map->cache_bypass && reg <= map->config.max_register && !__regmap_volatile(map, reg) && (map->cached[at] || map->config.cache_type == REGCACHE_FLAT)) {
		*val = map->cache[at];
		return 0;
	}
	if (map->cache_only)
		return -EBUSY;
	if (!__regmap_readable(map, reg))
		return -EIO;
	failed = __regmap_load(map, reg, val);
	if (!failed)
		__regmap_keep(map, reg, *val);
	return failed;
}
static inline int __regmap_write(struct regmap *map, unsigned int reg, unsigned int val)
{
	if (!__regmap_writeable(map, reg))
		return -EIO;
	__regmap_keep(map, reg, val);
	if (map->cache_only) {
		map->cache_dirty = true;
		return 0;
	}
	return __regmap_store(map, reg, val);
}
static inline int regmap_read(struct regmap *map, unsigned int reg, unsigned int *val)
{
	int failed;

	if (reg % __regmap_stride(map))
		return -EINVAL;
	__regmap_lock(map);
	failed = __regmap_read(map, reg, val);
	__regmap_unlock(map);
	return failed;
}
static inline int regmap_write(struct regmap *map, unsigned int reg, unsigned int val)
{
	int failed;

	if (reg % __regmap_stride(map))
		return -EINVAL;
	__regmap_lock(map);
	failed = __regmap_write(map, reg, val);
	__regmap_unlock(map);
	return failed;
}
static inline int regmap_update_bits_base(struct regmap *map, unsigned int reg, unsigned int mask, unsigned int val, bool *change, bool async, bool force)
{
	unsigned int old, new;
	int failed;

	if (change)
		*change = false;
	__regmap_lock(map);
	failed = __regmap_read(map, reg, &old);
	if (!failed) {
		new = (old & ~mask) | (val & mask);
		if (force || new != old) {
			failed = __regmap_write(map, reg, new);
			if (!failed && change)
				*change = true;
		}
	}
	__regmap_unlock(map);
	return failed;
}
#define regmap_update_bits(map, reg, mask, val) regmap_update_bits_base(map, reg, mask, val, NULL, false, false)
#define regmap_update_bits_check(map, reg, mask, val, change) regmap_update_bits_base(map, reg, mask, val, change, false, false)
#define regmap_write_bits(map, reg, mask, val) regmap_update_bits_base(map, reg, mask, val, NULL, false, true)
#define regmap_set_bits(map, reg, bits) regmap_update_bits_base(map, reg, bits, bits, NULL, false, false)
#define regmap_clear_bits(map, reg, bits) regmap_update_bits_base(map, reg, bits, 0, NULL, false, false)
static inline int regmap_test_bits(struct regmap *map, unsigned int reg, unsigned int bits)
{
	unsigned int val;
	int failed = regmap_read(map, reg, &val);

	return failed ? failed : (val & bits) == bits;
}
static inline int regmap_multi_reg_write(struct regmap *map, const struct reg_sequence *regs, int num_regs)
{
	int failed = 0;

	for (; !failed && num_regs--; regs++) {
		failed = regmap_write(map, regs->reg, regs->def);
		if (regs->delay_us)
			udelay(regs->delay_us);
	}
	return failed;
}
static inline int regmap_bulk_read(struct regmap *map, unsigned int reg, void *val, size_t val_count)
{
	unsigned int one;
	size_t i;
	int failed;

	if (reg % __regmap_stride(map) || !val_count)
		return -EINVAL;
	for (i = 0; i < val_count; i++) {
		failed = regmap_read(map, reg + i * __regmap_stride(map), &one);
		if (failed)
			return failed;
		switch (map->config.val_bits) {
		case 8:
			((u8 *)val)[i] = one;
			break;
		case 16:
			((u16 *)val)[i] = one;
			break;
		default:
			((u32 *)val)[i] = one;
			break;
		}
	}
	return 0;
}
static inline int regmap_bulk_write(struct regmap *map, unsigned int reg, const void *val, size_t val_count)
{
	size_t i;
	int failed = 0;

	if (reg % __regmap_stride(map))
		return -EINVAL;
	for (i = 0; !failed && i < val_count; i++)
		failed = regmap_write(map, reg + i * __regmap_stride(map), map->config.val_bits == 8 ? ((const u8 *)val)[i] : map->config.val_bits == 16 ? ((const u16 *)val)[i] : ((const u32 *)val)[i]);
	return failed;
}
#define regmap_read_poll_timeout(map, addr, val, cond, sleep_us, timeout_us) \
({ \
	ktime_t __timeout = ktime_add_us(ktime_get(), timeout_us); \
	int __failed; \
	for (;;) { \
		__failed = regmap_read((map), (addr), &(val)); \
		if (__failed || (cond)) \
			break; \
		if ((timeout_us) && ktime_compare(ktime_get(), __timeout) > 0) { \
			__failed = regmap_read((map), (addr), &(val)); \
			break; \
		} \
		if (sleep_us) \
			usleep_range(((sleep_us) >> 2) + 1, sleep_us); \
	} \
	__failed ? __failed : ((cond) ? 0 : -ETIMEDOUT); \
})
`;

const life = String.raw`
static inline int __regmap_start_cache(struct regmap *map)
{
	const struct regmap_config *config = &map->config;
	unsigned int i, count;

	if (config->cache_type == REGCACHE_NONE)
		return 0;
	if (!config->max_register)
		return config->cache_type == REGCACHE_FLAT ? -EINVAL : 0;
	count = config->max_register / __regmap_stride(map) + 1;
	map->cache = kcalloc(count, sizeof(*map->cache), GFP_KERNEL);
	map->cached = kzalloc(count, GFP_KERNEL);
	if (!map->cache || !map->cached)
		return -ENOMEM;
	for (i = 0; i < config->num_reg_defaults; i++)
		__regmap_keep(map, config->reg_defaults[i].reg, config->reg_defaults[i].def);
	return 0;
}
static inline void regmap_exit(struct regmap *map)
{
	kfree(map->cache);
	kfree(map->cached);
	kfree(map);
}
static inline struct regmap *__regmap_make(struct device *dev, void __iomem *regs, void *context, const struct regmap_config *config)
{
	struct regmap *map;
	int failed;

	if (!config)
		return ERR_PTR(-EINVAL);
	map = kzalloc(sizeof(*map), GFP_KERNEL);
	if (!map)
		return ERR_PTR(-ENOMEM);
	map->dev = dev;
	map->config = *config;
	map->regs = regs;
	map->context = context;
	mutex_init(&map->mutex);
	spin_lock_init(&map->spinlock);
	failed = __regmap_start_cache(map);
	if (!failed)
		return map;
	regmap_exit(map);
	return ERR_PTR(failed);
}
static inline struct regmap *regmap_init(struct device *dev, const struct regmap_bus *bus, void *bus_context, const struct regmap_config *config)
{
	return __regmap_make(dev, NULL, bus_context, config);
}
static inline struct regmap *regmap_init_mmio_clk(struct device *dev, const char *clk_id, void __iomem *regs, const struct regmap_config *config)
{
	int least = config->val_bits / 8;
	struct regmap_config own;

	if (config->reg_bits != 8 && config->reg_bits != 16 && config->reg_bits != 32)
		return ERR_PTR(-EINVAL);
	if (config->pad_bits || (config->val_bits != 8 && config->val_bits != 16 && config->val_bits != 32))
		return ERR_PTR(-EINVAL);
	if (config->reg_stride < (least == 1 ? 0 : least))
		return ERR_PTR(-EINVAL);
	own = *config;
	own.fast_io = true;
	return __regmap_make(dev, regs, NULL, &own);
}
#define regmap_init_mmio(dev, regs, config) regmap_init_mmio_clk(dev, NULL, regs, config)
static inline void __regmap_release(void *map)
{
	regmap_exit(map);
}
static inline struct regmap *__regmap_manage(struct device *dev, struct regmap *map)
{
	if (!IS_ERR(map))
		devm_add_action(dev, __regmap_release, map);
	return map;
}
#define devm_regmap_init(dev, bus, bus_context, config) __regmap_manage(dev, regmap_init(dev, bus, bus_context, config))
#define devm_regmap_init_mmio(dev, regs, config) __regmap_manage(dev, regmap_init_mmio_clk(dev, NULL, regs, config))
#define devm_regmap_init_mmio_clk(dev, clk_id, regs, config) __regmap_manage(dev, regmap_init_mmio_clk(dev, clk_id, regs, config))
#define regmap_get_device(map) ((map)->dev)
#define regmap_get_val_bytes(map) ((map)->config.val_bits / 8)
#define regmap_get_max_register(map) ((map)->config.max_register ? (int)(map)->config.max_register : -EINVAL)
#define regmap_get_reg_stride(map) ((int)__regmap_stride(map))
#define regcache_cache_only(map, enable) ((void)((map)->cache_only = (enable)))
#define regcache_cache_bypass(map, enable) ((void)((map)->cache_bypass = (enable)))
#define regcache_mark_dirty(map) ((void)((map)->cache_dirty = true))
static inline int regcache_sync(struct regmap *map)
{
	unsigned int at, stride = __regmap_stride(map);
	int failed = 0;

	if (!map->cache)
		return 0;
	__regmap_lock(map);
	for (at = 0; map->cache_dirty && !failed && at <= map->config.max_register / stride; at++)
		if (map->cached[at] && __regmap_writeable(map, at * stride))
			failed = __regmap_store(map, at * stride, map->cache[at]);
	if (!failed)
		map->cache_dirty = false;
	__regmap_unlock(map);
	return failed;
}
static inline int regcache_drop_region(struct regmap *map, unsigned int min, unsigned int max)
{
	unsigned int at;

	for (at = min / __regmap_stride(map); map->cache && at <= max / __regmap_stride(map); at++)
		map->cached[at] = 0;
	return 0;
}
static inline struct regmap_field *regmap_field_alloc(struct regmap *map, struct reg_field reg_field)
{
	struct regmap_field *field = kzalloc(sizeof(*field), GFP_KERNEL);

	if (!field)
		return ERR_PTR(-ENOMEM);
	field->regmap = map;
	field->at = reg_field;
	return field;
}
static inline struct regmap_field *devm_regmap_field_alloc(struct device *dev, struct regmap *map, struct reg_field reg_field)
{
	struct regmap_field *field = devm_kzalloc(dev, sizeof(*field), GFP_KERNEL);

	if (!field)
		return ERR_PTR(-ENOMEM);
	field->regmap = map;
	field->at = reg_field;
	return field;
}
#define regmap_field_free(field) kfree(field)
#define devm_regmap_field_free(dev, field) devm_kfree(dev, field)
static inline unsigned int __regmap_field_mask(struct regmap_field *field)
{
	return ((2u << (field->at.msb - field->at.lsb)) - 1) << field->at.lsb;
}
static inline int regmap_field_read(struct regmap_field *field, unsigned int *val)
{
	int failed = regmap_read(field->regmap, field->at.reg, val);

	if (!failed)
		*val = (*val & __regmap_field_mask(field)) >> field->at.lsb;
	return failed;
}
#define regmap_field_write(field, val) regmap_update_bits((field)->regmap, (field)->at.reg, __regmap_field_mask(field), (val) << (field)->at.lsb)
#define regmap_field_force_write(field, val) regmap_write_bits((field)->regmap, (field)->at.reg, __regmap_field_mask(field), (val) << (field)->at.lsb)
#define regmap_field_update_bits(field, mask, val) regmap_update_bits((field)->regmap, (field)->at.reg, ((mask) << (field)->at.lsb) & __regmap_field_mask(field), (val) << (field)->at.lsb)
#define regmap_field_set_bits(field, bits) regmap_field_update_bits(field, bits, bits)
#define regmap_field_clear_bits(field, bits) regmap_field_update_bits(field, bits, 0)
`;

/** A node that is a syscon has one map for whoever asks; made when first asked for, and kept. */
const syscon = String.raw`
#include <linux/regmap.h>
#include <linux/of.h>
#include <linux/of_address.h>
static inline struct regmap *device_node_to_regmap(struct device_node *np)
{
	static const struct regmap_config config = { .name = "syscon", .reg_bits = 32, .val_bits = 32, .reg_stride = 4, .fast_io = true };
	struct regmap_config own = config;
	struct resource res;
	void __iomem *base;

	if (of_address_to_resource(np, 0, &res))
		return ERR_PTR(-ENOMEM);
	base = of_iomap(np, 0);
	if (!base)
		return ERR_PTR(-ENOMEM);
	own.max_register = resource_size(&res) - 4;
	return regmap_init_mmio(NULL, base, &own);
}
static inline struct regmap *syscon_node_to_regmap(struct device_node *np)
{
	return of_device_is_compatible(np, "syscon") ? device_node_to_regmap(np) : ERR_PTR(-EINVAL);
}
static inline struct regmap *syscon_regmap_lookup_by_compatible(const char *s)
{
	struct device_node *np = of_find_compatible_node(NULL, NULL, s);

	return np ? syscon_node_to_regmap(np) : ERR_PTR(-ENODEV);
}
static inline struct regmap *syscon_regmap_lookup_by_phandle(struct device_node *np, const char *property)
{
	struct device_node *target = property ? of_parse_phandle(np, property, 0) : np;

	return target ? syscon_node_to_regmap(target) : ERR_PTR(-ENODEV);
}
`;

export const REGMAP: Readonly<Record<string, string>> = {
  'linux/regmap.h': types + access + life,
  'linux/mfd/syscon.h': syscon,
};
