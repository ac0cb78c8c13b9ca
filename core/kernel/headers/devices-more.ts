/**
 * More of the driver model behind names of Linux: device tree walks, platform devices in one go, resources, small attributes,
 * firmware of PCs as where it is off. Appended to the headers of devices.ts.
 */
const of = String.raw`
struct of_phandle_iterator;
#define of_property_read_s32(np, propname, out_value) of_property_read_u32(np, propname, (u32 *)(out_value))
#define of_property_count_u8_elems(np, propname) of_property_count_elems_of_size(np, propname, sizeof(u8))
#define of_property_count_u16_elems(np, propname) of_property_count_elems_of_size(np, propname, sizeof(u16))
#define of_property_count_u64_elems(np, propname) of_property_count_elems_of_size(np, propname, sizeof(u64))
#if LINUX_SINCE(6, 1)
#define of_property_present(np, propname) of_property_read_bool(np, propname)
#endif
/* No node of the boards has children, and none is switched off. */
#define of_get_next_child(node, prev) ((void)(node), (void)(prev), (struct device_node *)NULL)
#define of_get_next_available_child(node, prev) of_get_next_child(node, prev)
#define of_get_child_by_name(node, name) ((void)(node), (void)(name), (struct device_node *)NULL)
#define of_get_compatible_child(node, compatible) of_get_child_by_name(node, compatible)
#define of_get_parent(node) ((void)(node), (struct device_node *)NULL)
#define of_get_child_count(np) ((void)(np), 0)
#define of_get_available_child_count(np) ((void)(np), 0)
#define of_device_is_available(np) ((np) != NULL)
#define of_device_is_big_endian(np) of_property_read_bool(np, "big-endian")
#define of_node_full_name(np) ((np) ? (np)->full_name : "<no-node>")
#define of_have_populated_dt() true
#define for_each_child_of_node(parent, child) for (child = of_get_next_child(parent, NULL); child != NULL; child = of_get_next_child(parent, child))
#define for_each_available_child_of_node(parent, child) for_each_child_of_node(parent, child)
#define for_each_node_by_name(dn, name) for (dn = of_find_node_by_name(NULL, name); dn; dn = of_find_node_by_name(dn, name))
static inline u64 of_read_number(const __be32 *cell, int size)
{
	u64 number = 0;

	for (; size--; cell++)
		number = number << 32 | be32_to_cpu(*cell);
	return number;
}
#define of_read_ulong(cell, size) ((unsigned long)of_read_number(cell, size))
static inline bool of_node_name_eq(const struct device_node *np, const char *name)
{
	return np && !strcmp(np->name, name);
}
static inline struct device_node *of_find_matching_node_and_match(struct device_node *from, const struct of_device_id *matches, const struct of_device_id **match)
{
	const struct of_device_id *one;
	struct device_node *np;

	for (one = matches; one && one->compatible[0]; one++) {
		np = of_find_compatible_node(from, NULL, one->compatible);
		if (!np)
			continue;
		if (match)
			*match = one;
		return np;
	}
	if (match)
		*match = NULL;
	return NULL;
}
#define of_find_matching_node(from, matches) of_find_matching_node_and_match(from, matches, NULL)
#define for_each_matching_node(dn, matches) for (dn = of_find_matching_node(NULL, matches); dn; dn = NULL)
#define of_property_for_each_string(np, propname, prop, s) for (int __at = 0; (prop = of_find_property(np, propname, NULL)) && !of_property_read_string_index(np, propname, __at, &(s)); __at++)
static inline int of_parse_phandle_with_fixed_args(const struct device_node *np, const char *list_name, int cell_count, int index, struct of_phandle_args *out_args)
{
	int i;

	out_args->np = of_parse_phandle(np, list_name, index * (cell_count + 1));
	if (!out_args->np)
		return -ENOENT;
	out_args->args_count = cell_count;
	for (i = 0; i < cell_count; i++)
		of_property_read_u32_index(np, list_name, index * (cell_count + 1) + 1 + i, &out_args->args[i]);
	return 0;
}
static inline int of_parse_phandle_with_args(const struct device_node *np, const char *list_name, const char *cells_name, int index, struct of_phandle_args *out_args)
{
	struct device_node *target;
	u32 cells = 0, at = 0;

	for (;; at += cells + 1) {
		target = of_parse_phandle(np, list_name, at);
		if (!target)
			return -ENOENT;
		if (cells_name && of_property_read_u32(target, cells_name, &cells))
			return -EINVAL;
		if (index-- == 0)
			break;
	}
	out_args->np = target;
	out_args->args_count = cells;
	while (cells--)
		of_property_read_u32_index(np, list_name, at + 1 + cells, &out_args->args[cells]);
	return 0;
}
`;

const ofIncludes = '#include <linux/string.h>\n#include <asm/byteorder.h>\n';

const ofPlatform = String.raw`
struct of_dev_auxdata;
#define of_platform_populate(root, matches, lookup, parent) ((void)(root), (void)(parent), 0)
#define of_platform_default_populate(root, lookup, parent) ((void)(root), (void)(parent), 0)
#define devm_of_platform_populate(dev) ((void)(dev), 0)
#define devm_of_platform_depopulate(dev) ((void)(dev))
`;

const ofAddress = String.raw`
#include <linux/device.h>
#include <linux/io.h>
#if LINUX_SINCE(4, 17)
#define of_dma_is_coherent(np) of_property_read_bool(np, "dma-coherent")
static inline void __iomem *devm_of_iomap(struct device *dev, struct device_node *node, int index, resource_size_t *size)
{
	struct resource res;

	if (of_address_to_resource(node, index, &res))
		return (void __iomem *)ERR_PTR(-EINVAL);
	if (size)
		*size = resource_size(&res);
	return devm_ioremap_resource(dev, &res);
}
#endif
`;

const property = String.raw`
#define device_get_child_node_count(dev) ((void)(dev), 0)
#define dev_fwnode(dev) ((dev)->fwnode)
#define device_property_count_u8(dev, propname) device_property_read_u8_array(dev, propname, NULL, 0)
#define fwnode_handle_put(fwnode) ((void)(fwnode))
#define fwnode_handle_get(fwnode) (fwnode)
`;

const platform = String.raw`
#include <linux/err.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>
struct platform_device_info {
	struct device *parent;
	struct fwnode_handle *fwnode;
	bool of_node_reused;
	const char *name;
	int id;
	const struct resource *res;
	unsigned int num_res;
	const void *data;
	size_t size_data;
	u64 dma_mask;
};
#define platform_driver_probe(drv, probe_fn) ({ (drv)->probe = (probe_fn); platform_driver_register(drv); })
#define platform_set_device_id(pdev, entry) ((void)((pdev)->id_entry = (entry)))
static inline int platform_device_add_resources(struct platform_device *pdev, const struct resource *res, unsigned int num)
{
	struct resource *own = NULL;

	if (res) {
		own = kmemdup(res, sizeof(*res) * num, GFP_KERNEL);
		if (!own)
			return -ENOMEM;
	}
	kfree(pdev->resource);
	pdev->resource = own;
	pdev->num_resources = num;
	return 0;
}
static inline int platform_device_add_data(struct platform_device *pdev, const void *data, size_t size)
{
	void *own = NULL;

	if (data) {
		own = kmemdup(data, size, GFP_KERNEL);
		if (!own)
			return -ENOMEM;
	}
	kfree(pdev->dev.platform_data);
	pdev->dev.platform_data = own;
	return 0;
}
static inline struct platform_device *platform_device_register_resndata(struct device *parent, const char *name, int id, const struct resource *res, unsigned int num, const void *data, size_t size)
{
	struct platform_device *pdev = platform_device_alloc(name, id);
	int failed = -ENOMEM;

	if (!pdev)
		return ERR_PTR(-ENOMEM);
	pdev->dev.parent = parent;
	failed = platform_device_add_resources(pdev, res, num);
	if (!failed)
		failed = platform_device_add_data(pdev, data, size);
	if (!failed)
		failed = platform_device_add(pdev);
	if (!failed)
		return pdev;
	platform_device_put(pdev);
	return ERR_PTR(failed);
}
#define platform_device_register_data(parent, name, id, data, size) platform_device_register_resndata(parent, name, id, NULL, 0, data, size)
#define platform_device_register_full(info) platform_device_register_resndata((info)->parent, (info)->name, (info)->id, (info)->res, (info)->num_res, (info)->data, (info)->size_data)
static inline int platform_add_devices(struct platform_device **devs, int num)
{
	int i, failed = 0;

	for (i = 0; !failed && i < num; i++)
		failed = platform_device_register(devs[i]);
	if (failed)
		for (i -= 2; i >= 0; i--)
			platform_device_unregister(devs[i]);
	return failed;
}
#if LINUX_SINCE(4, 2)
static inline int platform_register_drivers(struct platform_driver * const *drivers, unsigned int count)
{
	unsigned int i;
	int failed = 0;

	for (i = 0; !failed && i < count; i++)
		failed = platform_driver_register(drivers[i]);
	if (failed)
		for (i--; i--;)
			platform_driver_unregister(drivers[i]);
	return failed;
}
static inline void platform_unregister_drivers(struct platform_driver * const *drivers, unsigned int count)
{
	while (count--)
		platform_driver_unregister(drivers[count]);
}
#endif
#if LINUX_SINCE(5, 7)
static inline void __iomem *devm_platform_ioremap_resource_byname(struct platform_device *pdev, const char *name)
{
	return devm_ioremap_resource(&pdev->dev, platform_get_resource_byname(pdev, IORESOURCE_MEM, name));
}
#endif
`;

const ioport = String.raw`
#include <linux/minmax.h>
#define IORESOURCE_IO_16BIT_ADDR (1 << 0)
#define IORESOURCE_IO_FIXED (1 << 1)
#define IORESOURCE_PREFETCH 0x00002000
#define IORESOURCE_MEM_64 0x00100000
#define IORESOURCE_DISABLED 0x10000000
#define IORESOURCE_UNSET 0x20000000
#define DEFINE_RES(_start, _size, _flags) DEFINE_RES_NAMED(_start, _size, NULL, _flags)
#define DEFINE_RES_REG(_start, _size) DEFINE_RES_NAMED(_start, _size, NULL, IORESOURCE_REG)
#define devm_release_mem_region(dev, start, n) ((void)(dev), __release_region(start, n))
static inline bool resource_contains(const struct resource *r1, const struct resource *r2)
{
	return resource_type(r1) == resource_type(r2) && r1->start <= r2->start && r1->end >= r2->end;
}
static inline bool resource_overlaps(const struct resource *r1, const struct resource *r2)
{
	return r1->start <= r2->end && r1->end >= r2->start;
}
`;

const device = String.raw`
struct dev_ext_attribute {
	struct device_attribute attr;
	void *var;
};
static inline ssize_t device_show_ulong(struct device *dev, struct device_attribute *attr, char *buf)
{
	return snprintf(buf, PAGE_SIZE, "%lx\n", *(unsigned long *)container_of(attr, struct dev_ext_attribute, attr)->var);
}
static inline ssize_t device_store_ulong(struct device *dev, struct device_attribute *attr, const char *buf, size_t size)
{
	unsigned long value;
	int failed = kstrtoul(buf, 0, &value);

	if (!failed)
		*(unsigned long *)container_of(attr, struct dev_ext_attribute, attr)->var = value;
	return failed ? failed : size;
}
static inline ssize_t device_show_int(struct device *dev, struct device_attribute *attr, char *buf)
{
	return snprintf(buf, PAGE_SIZE, "%d\n", *(int *)container_of(attr, struct dev_ext_attribute, attr)->var);
}
static inline ssize_t device_store_int(struct device *dev, struct device_attribute *attr, const char *buf, size_t size)
{
	long value;
	int failed = kstrtol(buf, 0, &value);

	if (!failed)
		*(int *)container_of(attr, struct dev_ext_attribute, attr)->var = value;
	return failed ? failed : size;
}
static inline ssize_t device_show_bool(struct device *dev, struct device_attribute *attr, char *buf)
{
	return snprintf(buf, PAGE_SIZE, "%d\n", *(bool *)container_of(attr, struct dev_ext_attribute, attr)->var);
}
static inline ssize_t device_store_bool(struct device *dev, struct device_attribute *attr, const char *buf, size_t size)
{
	if (kstrtobool(buf, (bool *)container_of(attr, struct dev_ext_attribute, attr)->var) < 0)
		return -EINVAL;
	return size;
}
#define DEVICE_ULONG_ATTR(_name, _mode, _var) struct dev_ext_attribute dev_attr_##_name = { __ATTR(_name, _mode, device_show_ulong, device_store_ulong), &(_var) }
#define DEVICE_INT_ATTR(_name, _mode, _var) struct dev_ext_attribute dev_attr_##_name = { __ATTR(_name, _mode, device_show_int, device_store_int), &(_var) }
#define DEVICE_BOOL_ATTR(_name, _mode, _var) struct dev_ext_attribute dev_attr_##_name = { __ATTR(_name, _mode, device_show_bool, device_store_bool), &(_var) }
#define DEVICE_ATTR_ADMIN_RW(_name) struct device_attribute dev_attr_##_name = __ATTR_RW_MODE(_name, 0600)
#define DEVICE_ATTR_ADMIN_RO(_name) struct device_attribute dev_attr_##_name = __ATTR_RO_MODE(_name, 0400)
#define DEVICE_ATTR_IGNORE_LOCKDEP(_name, _mode, _show, _store) DEVICE_ATTR(_name, _mode, _show, _store)
#define DRIVER_ATTR_WO(_name) struct driver_attribute driver_attr_##_name = __ATTR_WO(_name)
#define dev_notice_once(dev, fmt, ...) ({ static bool __once; if (!__once) { __once = true; dev_notice(dev, fmt, ##__VA_ARGS__); } })
#define dev_dbg_once(dev, fmt, ...) dev_dbg(dev, fmt, ##__VA_ARGS__)
#define devm_kstrdup_const(dev, s, gfp) devm_kstrdup(dev, s, gfp)
#define devres_get(dev, new_res, match, match_data) ((void)(match), devres_add(dev, new_res), new_res)
#define device_set_of_node_from_dev(dev, from) ((void)((dev)->of_node = (from)->of_node))
#define device_set_node(dev, handle) ((void)((dev)->fwnode = (handle)))
#define dev_to_node(dev) ((void)(dev), -1)
#define set_dev_node(dev, node) ((void)(dev), (void)(node))
#define dev_set_uevent_suppress(dev, val) ((void)((dev)->kobj.uevent_suppress = (val)))
#define dev_get_uevent_suppress(dev) ((dev)->kobj.uevent_suppress)
#define device_trylock(dev) mutex_trylock(&(dev)->mutex)
#define device_is_registered(dev) ((dev)->kobj.state_in_sysfs)
`;

const sysfs = String.raw`
#define __ATTR_RO_MODE(_name, _mode) { .attr = { .name = __stringify(_name), .mode = _mode }, .show = _name##_show }
#define __ATTR_RW_MODE(_name, _mode) { .attr = { .name = __stringify(_name), .mode = _mode }, .show = _name##_show, .store = _name##_store }
#define __ATTRIBUTE_GROUPS(_name) static const struct attribute_group *_name##_groups[] = { &_name##_group, NULL }
#define sysfs_attr_init(attr) do { } while (0)
#define sysfs_bin_attr_init(attr) do { } while (0)
#define __BIN_ATTR(_name, _mode, _read, _write, _size) { .attr = { .name = __stringify(_name), .mode = _mode }, .read = _read, .write = _write, .size = _size }
#define __BIN_ATTR_RO(_name, _size) { .attr = { .name = __stringify(_name), .mode = 0444 }, .read = _name##_read, .size = _size }
#define __BIN_ATTR_WO(_name, _size) { .attr = { .name = __stringify(_name), .mode = 0200 }, .write = _name##_write, .size = _size }
#define __BIN_ATTR_RW(_name, _size) __BIN_ATTR(_name, 0644, _name##_read, _name##_write, _size)
#define __BIN_ATTR_NULL __ATTR_NULL
#define BIN_ATTR(_name, _mode, _read, _write, _size) struct bin_attribute bin_attr_##_name = __BIN_ATTR(_name, _mode, _read, _write, _size)
#define BIN_ATTR_RO(_name, _size) struct bin_attribute bin_attr_##_name = __BIN_ATTR_RO(_name, _size)
#define BIN_ATTR_WO(_name, _size) struct bin_attribute bin_attr_##_name = __BIN_ATTR_WO(_name, _size)
#define BIN_ATTR_RW(_name, _size) struct bin_attribute bin_attr_##_name = __BIN_ATTR_RW(_name, _size)
#define BIN_ATTRIBUTE_GROUPS(_name) static const struct attribute_group _name##_group = { .bin_attrs = _name##_attrs }; __ATTRIBUTE_GROUPS(_name)
`;

const sysfsLate = String.raw`
static inline int sysfs_create_files(struct kobject *kobj, const struct attribute * const *attr)
{
	int i, failed = 0;

	for (i = 0; attr[i] && !failed; i++)
		failed = sysfs_create_file(kobj, attr[i]);
	if (failed)
		for (i--; i--;)
			sysfs_remove_file(kobj, attr[i]);
	return failed;
}
static inline void sysfs_remove_files(struct kobject *kobj, const struct attribute * const *attr)
{
	for (; *attr; attr++)
		sysfs_remove_file(kobj, *attr);
}
`;

/** As in a kernel without CONFIG_ACPI. */
const acpi = String.raw`
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/list.h>
#include <linux/mod_devicetable.h>
#if LINUX_SINCE(3, 18)
#include <linux/property.h>
#endif
typedef void *acpi_handle;
struct acpi_device;
#define acpi_disabled 1
#define ACPI_PTR(_ptr) (NULL)
#define ACPI_COMPANION(dev) ((struct acpi_device *)NULL)
#define ACPI_COMPANION_SET(dev, adev) do { } while (0)
#define ACPI_HANDLE(dev) ((acpi_handle)NULL)
#define has_acpi_companion(dev) ((void)(dev), false)
#define is_acpi_node(fwnode) ((void)(fwnode), false)
#define acpi_match_device(ids, dev) ((void)(dev), (const struct acpi_device_id *)NULL)
#define acpi_device_get_match_data(dev) ((void)(dev), (const void *)NULL)
#define acpi_driver_match_device(dev, drv) ((void)(dev), false)
`;

export const DEVICES_MORE: Readonly<Record<string, string>> = {
  'linux/of.h': ofIncludes + of,
  'linux/of_platform.h': ofPlatform,
  'linux/of_address.h': ofAddress,
  'linux/property.h': property,
  'linux/platform_device.h': platform,
  'linux/ioport.h': ioport,
  'linux/device.h': device,
  'linux/sysfs.h': sysfs + sysfsLate,
  'linux/acpi.h': acpi,
};
