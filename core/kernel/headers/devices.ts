/**
 * The driver model: kobjects, devices, platform, device tree, PCI, clocks, resources. Members named and ordered as in
 * Linux for each profile; links, locks and power management are `__private`.
 */
const kobject = String.raw`
#include <linux/types.h>
#include <linux/list.h>
#include <linux/sysfs.h>
#include <linux/kref.h>
#include <linux/wait.h>
struct kset;
struct kobj_type;
struct kernfs_node;
struct kobject {
	const char *name;
	struct list_head entry;
	struct kobject *parent;
	struct kset *kset;
	const struct kobj_type *ktype;
	struct kernfs_node *sd;
	struct kref kref;
	unsigned int state_initialized:1;
	unsigned int state_in_sysfs:1;
	unsigned int state_add_uevent_sent:1;
	unsigned int state_remove_uevent_sent:1;
	unsigned int uevent_suppress:1;
};
struct kobj_type {
	void (*release)(struct kobject *kobj);
	const struct sysfs_ops *sysfs_ops;
#if !LINUX_SINCE(5, 18)
	struct attribute **default_attrs;
#endif
#if LINUX_SINCE(5, 2)
	const struct attribute_group **default_groups;
#endif
	void *__private[3];
};
struct kset_uevent_ops;
struct kset {
	struct list_head list;
	spinlock_t list_lock;
	struct kobject kobj;
	const struct kset_uevent_ops *uevent_ops;
};
enum kobject_action { KOBJ_ADD, KOBJ_REMOVE, KOBJ_CHANGE, KOBJ_MOVE, KOBJ_ONLINE, KOBJ_OFFLINE };
#define kobject_name(kobject) ((kobject)->name)
#define kernel_kobj __kernel_kobj()
struct kobj_attribute {
	struct attribute attr;
	ssize_t (*show)(struct kobject *kobj, struct kobj_attribute *attr, char *buf);
	ssize_t (*store)(struct kobject *kobj, struct kobj_attribute *attr, const char *buf, size_t count);
};
/*PROTOTYPES*/
#ifdef __KERNEL__
#include <linux/errno.h>
#include <linux/container_of.h>
static ssize_t __kobj_attr_show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	struct kobj_attribute *own = container_of(attr, struct kobj_attribute, attr);

	return own->show ? own->show(kobj, own, buf) : -EIO;
}
static ssize_t __kobj_attr_store(struct kobject *kobj, struct attribute *attr, const char *buf, size_t count)
{
	struct kobj_attribute *own = container_of(attr, struct kobj_attribute, attr);

	return own->store ? own->store(kobj, own, buf, count) : -EIO;
}
static const struct sysfs_ops kobj_sysfs_ops = { .show = __kobj_attr_show, .store = __kobj_attr_store };
#endif
`;

const sysfs = String.raw`
#include <linux/types.h>
#include <linux/stat.h>
#include <linux/stringify.h>
struct kobject;
struct file;
struct bin_attribute;
struct attribute {
	const char *name;
#if !LINUX_SINCE(3, 0)
	struct module *owner;
#endif
	umode_t mode;
};
struct attribute_group {
	const char *name;
	umode_t (*is_visible)(struct kobject *, struct attribute *, int);
#if LINUX_SINCE(4, 4)
	umode_t (*is_bin_visible)(struct kobject *, struct bin_attribute *, int);
#endif
	struct attribute **attrs;
#if LINUX_SINCE(3, 11)
	struct bin_attribute **bin_attrs;
#endif
};
struct vm_area_struct;
struct address_space;
struct bin_attribute {
	struct attribute attr;
	size_t size;
	void *private;
#if LINUX_SINCE(5, 12)
	struct address_space *(*f_mapping)(void);
#endif
	ssize_t (*read)(struct file *, struct kobject *, struct bin_attribute *, char *, loff_t, size_t);
	ssize_t (*write)(struct file *, struct kobject *, struct bin_attribute *, char *, loff_t, size_t);
	int (*mmap)(struct file *, struct kobject *, struct bin_attribute *attr, struct vm_area_struct *vma);
};
struct sysfs_ops {
	ssize_t (*show)(struct kobject *, struct attribute *, char *);
	ssize_t (*store)(struct kobject *, struct attribute *, const char *, size_t);
};
#define __ATTR(_name, _mode, _show, _store) { .attr = { .name = __stringify(_name), .mode = _mode }, .show = _show, .store = _store }
#define __ATTR_RO(_name) { .attr = { .name = __stringify(_name), .mode = 0444 }, .show = _name##_show }
#define __ATTR_WO(_name) { .attr = { .name = __stringify(_name), .mode = 0200 }, .store = _name##_store }
#define __ATTR_RW(_name) __ATTR(_name, 0644, _name##_show, _name##_store)
#define __ATTR_NULL { .attr = { .name = NULL } }
#define ATTRIBUTE_GROUPS(name) static const struct attribute_group name##_group = { .attrs = name##_attrs }; static const struct attribute_group *name##_groups[] = { &name##_group, NULL }
`;

const device = String.raw`
#include <linux/ioport.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/mutex.h>
#include <linux/pm.h>
#include <linux/atomic.h>
#include <linux/gfp.h>
#include <linux/err.h>
#include <linux/printk.h>
#include <linux/bug.h>
#include <linux/overflow.h>
struct device_private;
struct device_node;
struct fwnode_handle;
struct of_device_id;
struct acpi_device_id;
struct bus_type;
struct device_driver;
struct dma_coherent_mem;
struct iommu_domain;
struct subsys_private;
struct driver_private;
struct class;
#if !LINUX_SINCE(3, 0)
struct class_device;
#endif
struct device_type {
	const char *name;
	const struct attribute_group **groups;
	void *uevent;
	void *devnode;
	void (*release)(struct device *dev);
	const struct dev_pm_ops *pm;
};
struct device_dma_parameters {
	unsigned int max_segment_size;
#if LINUX_SINCE(5, 10)
	unsigned int min_align_mask;
#endif
	unsigned long segment_boundary_mask;
};
struct kobj_uevent_env;
struct bus_type {
	const char *name;
#if LINUX_SINCE(3, 3)
	const char *dev_name;
	struct device *dev_root;
#endif
#if LINUX_SINCE(3, 12)
	const struct attribute_group **bus_groups;
	const struct attribute_group **dev_groups;
	const struct attribute_group **drv_groups;
#endif
	int (*match)(struct device *dev, struct device_driver *drv);
#if LINUX_SINCE(6, 3)
	int (*uevent)(const struct device *dev, struct kobj_uevent_env *env);
#else
	int (*uevent)(struct device *dev, struct kobj_uevent_env *env);
#endif
	int (*probe)(struct device *dev);
#if LINUX_SINCE(5, 2)
	void (*sync_state)(struct device *dev);
#endif
#if LINUX_SINCE(5, 15)
	void (*remove)(struct device *dev);
#else
	int (*remove)(struct device *dev);
#endif
	void (*shutdown)(struct device *dev);
	int (*suspend)(struct device *dev, pm_message_t state);
	int (*resume)(struct device *dev);
	const struct dev_pm_ops *pm;
	void *__private[10];
};
struct bus_attribute {
	struct attribute attr;
	ssize_t (*show)(struct bus_type *bus, char *buf);
	ssize_t (*store)(struct bus_type *bus, const char *buf, size_t count);
};
#define BUS_ATTR_RO(_name) struct bus_attribute bus_attr_##_name = __ATTR_RO(_name)
#define BUS_ATTR_WO(_name) struct bus_attribute bus_attr_##_name = __ATTR_WO(_name)
#define BUS_ATTR_RW(_name) struct bus_attribute bus_attr_##_name = __ATTR_RW(_name)
#if !LINUX_SINCE(5, 0)
#define BUS_ATTR(_name, _mode, _show, _store) struct bus_attribute bus_attr_##_name = __ATTR(_name, _mode, _show, _store)
#endif
struct device_driver {
	const char *name;
	struct bus_type *bus;
	struct module *owner;
	const char *mod_name;
	bool suppress_bind_attrs;
	int probe_type;
	const struct of_device_id *of_match_table;
	const struct acpi_device_id *acpi_match_table;
	int (*probe)(struct device *dev);
	void (*sync_state)(struct device *dev);
	int (*remove)(struct device *dev);
	void (*shutdown)(struct device *dev);
	int (*suspend)(struct device *dev, pm_message_t state);
	int (*resume)(struct device *dev);
	const struct attribute_group **groups;
	const struct attribute_group **dev_groups;
	const struct dev_pm_ops *pm;
	void *coredump;
	struct driver_private *p;
};
enum probe_type { PROBE_DEFAULT_STRATEGY, PROBE_PREFER_ASYNCHRONOUS, PROBE_FORCE_SYNCHRONOUS };
struct class_attribute {
	struct attribute attr;
#if LINUX_SINCE(6, 4)
	ssize_t (*show)(const struct class *class, const struct class_attribute *attr, char *buf);
	ssize_t (*store)(const struct class *class, const struct class_attribute *attr, const char *buf, size_t count);
#elif LINUX_SINCE(3, 0)
	ssize_t (*show)(struct class *class, struct class_attribute *attr, char *buf);
	ssize_t (*store)(struct class *class, struct class_attribute *attr, const char *buf, size_t count);
#else
	ssize_t (*show)(struct class *class, char *buf);
	ssize_t (*store)(struct class *class, const char *buf, size_t count);
#endif
};
struct class {
	const char *name;
#if !LINUX_SINCE(6, 4)
	struct module *owner;
#endif
#if LINUX_SINCE(4, 10)
	const struct attribute_group **class_groups;
#else
	struct class_attribute *class_attrs;
#endif
	const struct attribute_group **dev_groups;
	struct kobject *dev_kobj;
	int (*dev_uevent)(struct device *dev, void *env);
#if LINUX_SINCE(6, 2)
	char *(*devnode)(const struct device *dev, umode_t *mode);
#else
	char *(*devnode)(struct device *dev, umode_t *mode);
#endif
	void (*class_release)(struct class *class);
	void (*dev_release)(struct device *dev);
	void *__private[6];
	struct subsys_private *p;
};
struct device {
#if LINUX_SINCE(5, 1)
	struct kobject kobj;
	struct device *parent;
	struct device_private *p;
	const char *init_name;
	const struct device_type *type;
	struct bus_type *bus;
	struct device_driver *driver;
	void *platform_data;
	void *driver_data;
	struct mutex mutex;
	unsigned int __private[13];
#else
	struct device *parent;
	struct device_private *p;
	struct kobject kobj;
#if LINUX_SINCE(3, 0)
	const char *init_name;
#else
	char bus_id[20];
#endif
	const struct device_type *type;
	struct mutex mutex;
	struct bus_type *bus;
	struct device_driver *driver;
	void *platform_data;
	void *driver_data;
	unsigned int __private[13];
#endif
	u64 *dma_mask;
	u64 coherent_dma_mask;
#if LINUX_SINCE(5, 5)
	u64 bus_dma_limit;
#endif
	struct device_dma_parameters *dma_parms;
	struct list_head dma_pools;
	struct dma_coherent_mem *dma_mem;
	unsigned int archdata[4];
	struct device_node *of_node;
	struct fwnode_handle *fwnode;
	dev_t devt;
	u32 id;
	spinlock_t devres_lock;
	struct list_head devres_head;
	struct class *class;
	const struct attribute_group **groups;
	void (*release)(struct device *dev);
};
struct device_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device *dev, struct device_attribute *attr, char *buf);
	ssize_t (*store)(struct device *dev, struct device_attribute *attr, const char *buf, size_t count);
};
struct driver_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device_driver *driver, char *buf);
	ssize_t (*store)(struct device_driver *driver, const char *buf, size_t count);
};
/*PROTOTYPES*/
#define DEVICE_ATTR(_name, _mode, _show, _store) struct device_attribute dev_attr_##_name = __ATTR(_name, _mode, _show, _store)
#define DEVICE_ATTR_RO(_name) struct device_attribute dev_attr_##_name = __ATTR_RO(_name)
#define DEVICE_ATTR_WO(_name) struct device_attribute dev_attr_##_name = __ATTR_WO(_name)
#define DEVICE_ATTR_RW(_name) struct device_attribute dev_attr_##_name = __ATTR_RW(_name)
#define DRIVER_ATTR_RO(_name) struct driver_attribute driver_attr_##_name = __ATTR_RO(_name)
#define DRIVER_ATTR_RW(_name) struct driver_attribute driver_attr_##_name = __ATTR_RW(_name)
#define CLASS_ATTR_RO(_name) struct class_attribute class_attr_##_name = __ATTR_RO(_name)
#define CLASS_ATTR_RW(_name) struct class_attribute class_attr_##_name = __ATTR_RW(_name)
#define CLASS_ATTR_WO(_name) struct class_attribute class_attr_##_name = __ATTR_WO(_name)
#define CLASS_ATTR(_name, _mode, _show, _store) struct class_attribute class_attr_##_name = __ATTR(_name, _mode, _show, _store)
#define kobj_to_dev(kobject) container_of(kobject, struct device, kobj)
#define dev_get_drvdata(dev) ((dev)->driver_data)
#define dev_set_drvdata(dev, data) do { (dev)->driver_data = (data); } while (0)
#define dev_get_platdata(dev) ((dev)->platform_data)
#define device_lock(dev) mutex_lock(&(dev)->mutex)
#define device_unlock(dev) mutex_unlock(&(dev)->mutex)
#define dev_of_node(dev) ((dev)->of_node)
#ifndef dev_fmt
#define dev_fmt(fmt) fmt
#endif
#define dev_emerg(dev, fmt, ...) _dev_emerg(dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_alert(dev, fmt, ...) _dev_alert(dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_crit(dev, fmt, ...) _dev_crit(dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_err(dev, fmt, ...) _dev_err(dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_warn(dev, fmt, ...) _dev_warn(dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_notice(dev, fmt, ...) _dev_notice(dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_info(dev, fmt, ...) _dev_info(dev, dev_fmt(fmt), ##__VA_ARGS__)
#ifdef DEBUG
#define dev_dbg(dev, fmt, ...) dev_printk(KERN_DEBUG, dev, dev_fmt(fmt), ##__VA_ARGS__)
#else
#define dev_dbg(dev, fmt, ...) do { if (0) dev_printk(KERN_DEBUG, dev, dev_fmt(fmt), ##__VA_ARGS__); } while (0)
#endif
#define dev_vdbg(dev, fmt, ...) do { if (0) dev_printk(KERN_DEBUG, dev, dev_fmt(fmt), ##__VA_ARGS__); } while (0)
#define dev_err_once(dev, fmt, ...) ({ static bool __once; if (!__once) { __once = true; dev_err(dev, fmt, ##__VA_ARGS__); } })
#define dev_warn_once(dev, fmt, ...) ({ static bool __once; if (!__once) { __once = true; dev_warn(dev, fmt, ##__VA_ARGS__); } })
#define dev_info_once(dev, fmt, ...) ({ static bool __once; if (!__once) { __once = true; dev_info(dev, fmt, ##__VA_ARGS__); } })
#define dev_err_ratelimited dev_err
#define dev_warn_ratelimited dev_warn
#define dev_info_ratelimited dev_info
#define dev_dbg_ratelimited dev_dbg
#define dev_WARN(dev, format, arg...) WARN(1, "%s: " format, dev_name(dev), ##arg)
#define dev_WARN_ONCE(dev, condition, format, arg...) WARN_ONCE(condition, "%s: " format, dev_name(dev), ##arg)
#define module_driver(__driver, __register, __unregister, ...) static int __init __driver##_init(void) { return __register(&(__driver), ##__VA_ARGS__); } module_init(__driver##_init); static void __exit __driver##_exit(void) { __unregister(&(__driver), ##__VA_ARGS__); } module_exit(__driver##_exit);
#define builtin_driver(__driver, __register, ...) static int __init __driver##_init(void) { return __register(&(__driver), ##__VA_ARGS__); } module_init(__driver##_init);
#include <linux/init.h>
`;

const pm = String.raw`
#include <linux/types.h>
#include <linux/list.h>
typedef struct pm_message { int event; } pm_message_t;
struct dev_pm_ops {
	int (*prepare)(struct device *dev);
	void (*complete)(struct device *dev);
	int (*suspend)(struct device *dev);
	int (*resume)(struct device *dev);
	int (*freeze)(struct device *dev);
	int (*thaw)(struct device *dev);
	int (*poweroff)(struct device *dev);
	int (*restore)(struct device *dev);
	int (*suspend_late)(struct device *dev);
	int (*resume_early)(struct device *dev);
	int (*freeze_late)(struct device *dev);
	int (*thaw_early)(struct device *dev);
	int (*poweroff_late)(struct device *dev);
	int (*restore_early)(struct device *dev);
	int (*suspend_noirq)(struct device *dev);
	int (*resume_noirq)(struct device *dev);
	int (*freeze_noirq)(struct device *dev);
	int (*thaw_noirq)(struct device *dev);
	int (*poweroff_noirq)(struct device *dev);
	int (*restore_noirq)(struct device *dev);
	int (*runtime_suspend)(struct device *dev);
	int (*runtime_resume)(struct device *dev);
	int (*runtime_idle)(struct device *dev);
};
#define SET_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn)
#define SET_RUNTIME_PM_OPS(suspend_fn, resume_fn, idle_fn)
/* Without CONFIG_PM_SLEEP nobody asks for the functions, and they may be missing. */
#define SIMPLE_DEV_PM_OPS(name, suspend_fn, resume_fn) const struct dev_pm_ops __maybe_unused name = { }
#define UNIVERSAL_DEV_PM_OPS(name, suspend_fn, resume_fn, idle_fn) const struct dev_pm_ops __maybe_unused name = { }
#if LINUX_SINCE(5, 17)
#define SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn) .suspend = suspend_fn, .resume = resume_fn,
#define RUNTIME_PM_OPS(suspend_fn, resume_fn, idle_fn) .runtime_suspend = suspend_fn, .runtime_resume = resume_fn, .runtime_idle = idle_fn,
#define DEFINE_SIMPLE_DEV_PM_OPS(name, suspend_fn, resume_fn) const struct dev_pm_ops __maybe_unused name = { .suspend = suspend_fn, .resume = resume_fn }
#define pm_ptr(ptr) NULL
#define pm_sleep_ptr(ptr) NULL
#endif
`;

/* Whoever runs here is root. */
const capability = String.raw`
#include <linux/types.h>
#define CAP_CHOWN 0
#define CAP_DAC_OVERRIDE 1
#define CAP_FOWNER 3
#define CAP_KILL 5
#define CAP_NET_ADMIN 12
#define CAP_IPC_LOCK 14
#define CAP_SYS_MODULE 16
#define CAP_SYS_RAWIO 17
#define CAP_SYS_ADMIN 21
#define CAP_SYS_BOOT 22
#define CAP_SYS_NICE 23
#define CAP_SYS_RESOURCE 24
#define CAP_SYS_TIME 25
#define CAP_SYS_TTY_CONFIG 26
static inline bool capable(int cap)
{
	return cap >= 0;
}
`;

/* As where CONFIG_GPIOLIB is off: no line can be had, and optional ones are left out. */
const gpio = String.raw`
#include <linux/types.h>
#include <linux/err.h>
#include <linux/device.h>
struct gpio_desc;
enum gpiod_flags { GPIOD_ASIS = 0, GPIOD_IN = 1, GPIOD_OUT_LOW = 3, GPIOD_OUT_HIGH = 7 };
static inline struct gpio_desc *gpiod_get(struct device *dev, const char *con_id, enum gpiod_flags flags)
{
	return ERR_PTR(-ENOSYS);
}
static inline struct gpio_desc *gpiod_get_optional(struct device *dev, const char *con_id, enum gpiod_flags flags)
{
	return NULL;
}
#define gpiod_put(desc) ((void)(desc))
#define devm_gpiod_get(dev, con_id, flags) gpiod_get(dev, con_id, flags)
#define devm_gpiod_get_optional(dev, con_id, flags) gpiod_get_optional(dev, con_id, flags)
#define gpiod_set_value(desc, value) ((void)(desc), (void)(value))
#define gpiod_set_value_cansleep(desc, value) gpiod_set_value(desc, value)
#define gpiod_get_value(desc) ((void)(desc), 0)
#define gpiod_get_value_cansleep(desc) gpiod_get_value(desc)
#define gpiod_direction_input(desc) ((void)(desc), -ENOSYS)
#define gpiod_direction_output(desc, value) ((void)(desc), (void)(value), -ENOSYS)
#define gpiod_to_irq(desc) ((void)(desc), -EINVAL)
`;

const pmRuntime = String.raw`
#include <linux/device.h>
#define pm_runtime_enable(dev) ((void)(dev))
#define pm_runtime_disable(dev) ((void)(dev))
#define pm_runtime_get_sync(dev) ((void)(dev), 1)
#define pm_runtime_resume_and_get(dev) ((void)(dev), 0)
#define pm_runtime_get_noresume(dev) ((void)(dev))
#define pm_runtime_put(dev) ((void)(dev), 0)
#define pm_runtime_put_sync(dev) ((void)(dev), 0)
#define pm_runtime_put_autosuspend(dev) ((void)(dev), 0)
#define pm_runtime_mark_last_busy(dev) ((void)(dev))
#define pm_runtime_set_active(dev) ((void)(dev), 0)
#define pm_runtime_use_autosuspend(dev) ((void)(dev))
#define pm_runtime_set_autosuspend_delay(dev, ms) ((void)(dev))
`;

const ioport = String.raw`
#include <linux/compiler.h>
#include <linux/types.h>
struct resource {
	resource_size_t start;
	resource_size_t end;
	const char *name;
	unsigned long flags;
	unsigned long desc;
	struct resource *parent, *sibling, *child;
};
struct device;
#define IORESOURCE_BITS 0x000000ff
#define IORESOURCE_TYPE_BITS 0x00001f00
#define IORESOURCE_IO 0x00000100
#define IORESOURCE_MEM 0x00000200
#define IORESOURCE_REG 0x00000300
#define IORESOURCE_IRQ 0x00000400
#define IORESOURCE_DMA 0x00000800
#define IORESOURCE_BUS 0x00001000
#define IORESOURCE_BUSY 0x80000000
#define DEFINE_RES_NAMED(_start, _size, _name, _flags) { .start = (_start), .end = (_start) + (_size) - 1, .name = (_name), .flags = (_flags) }
#define DEFINE_RES_MEM(_start, _size) DEFINE_RES_NAMED(_start, _size, NULL, IORESOURCE_MEM)
#define DEFINE_RES_IRQ(_irq) DEFINE_RES_NAMED(_irq, 1, NULL, IORESOURCE_IRQ)
#define DEFINE_RES_IO(_start, _size) DEFINE_RES_NAMED((_start), (_size), NULL, IORESOURCE_IO)
#define DEFINE_RES_DMA(_dma) DEFINE_RES_NAMED((_dma), 1, NULL, IORESOURCE_DMA)
#define DEFINE_RES_MEM_NAMED(_start, _size, _name) DEFINE_RES_NAMED((_start), (_size), (_name), IORESOURCE_MEM)
#define DEFINE_RES_IRQ_NAMED(_irq, _name) DEFINE_RES_NAMED((_irq), 1, (_name), IORESOURCE_IRQ)
#define DEFINE_RES_IO_NAMED(_start, _size, _name) DEFINE_RES_NAMED((_start), (_size), (_name), IORESOURCE_IO)
static inline resource_size_t resource_size(const struct resource *res)
{
	return res->end - res->start + 1;
}
static inline unsigned long resource_type(const struct resource *res)
{
	return res->flags & IORESOURCE_TYPE_BITS;
}
/*PROTOTYPES*/
#define request_mem_region(start, n, name) __request_region(start, n, name)
#define release_mem_region(start, n) __release_region(start, n)
#define devm_request_mem_region(dev, start, n, name) __devm_request_region(dev, start, n, name)
`;

const modDevicetable = String.raw`
#include <linux/types.h>
typedef unsigned long kernel_ulong_t;
#define PLATFORM_NAME_SIZE 20
#define PLATFORM_MODULE_PREFIX "platform:"
struct of_device_id {
	char name[32];
	char type[32];
	char compatible[128];
	const void *data;
};
struct platform_device_id {
	char name[PLATFORM_NAME_SIZE];
	kernel_ulong_t driver_data;
};
struct pci_device_id {
	__u32 vendor, device;
	__u32 subvendor, subdevice;
	__u32 class, class_mask;
	kernel_ulong_t driver_data;
#if LINUX_SINCE(5, 16)
	__u32 override_only;
#endif
};
#define PCI_ANY_ID (~0)
`;

const platform = String.raw`
#include <linux/device.h>
#include <linux/mod_devicetable.h>
struct platform_device {
	const char *name;
	int id;
	bool id_auto;
	struct device dev;
	u64 platform_dma_mask;
#if LINUX_SINCE(5, 7)
	struct device_dma_parameters dma_parms;
#endif
	u32 num_resources;
	struct resource *resource;
	const struct platform_device_id *id_entry;
	void *__private[4];
};
struct platform_driver {
	int (*probe)(struct platform_device *);
#if LINUX_SINCE(6, 11)
	void (*remove)(struct platform_device *);
#else
	int (*remove)(struct platform_device *);
#endif
#if LINUX_SINCE(6, 3)
	void (*remove_new)(struct platform_device *);
#endif
	void (*shutdown)(struct platform_device *);
	int (*suspend)(struct platform_device *, pm_message_t state);
	int (*resume)(struct platform_device *);
	struct device_driver driver;
	const struct platform_device_id *id_table;
	bool prevent_deferred_probe;
};
/*PROTOTYPES*/
#define PLATFORM_DEVID_NONE (-1)
#define PLATFORM_DEVID_AUTO (-2)
#define to_platform_device(x) container_of((x), struct platform_device, dev)
#define to_platform_driver(drv) container_of((drv), struct platform_driver, driver)
#define platform_get_drvdata(pdev) dev_get_drvdata(&(pdev)->dev)
#define platform_set_drvdata(pdev, data) dev_set_drvdata(&(pdev)->dev, data)
#define platform_driver_register(drv) __platform_driver_register(drv, THIS_MODULE)
#define platform_get_device_id(pdev) ((pdev)->id_entry)
#define module_platform_driver(driver) module_driver(driver, platform_driver_register, platform_driver_unregister)
#define builtin_platform_driver(driver) builtin_driver(driver, platform_driver_register)
#define module_platform_driver_probe(driver, probe_fn) static int __init driver##_init(void) { (driver).probe = probe_fn; return platform_driver_register(&(driver)); } module_init(driver##_init); static void __exit driver##_exit(void) { platform_driver_unregister(&(driver)); } module_exit(driver##_exit);
#include <linux/export.h>
`;

const of = String.raw`
#include <linux/types.h>
#if LINUX_SINCE(3, 18)
#include <linux/property.h>
#endif
#include <linux/errno.h>
#include <linux/kobject.h>
#include <linux/mod_devicetable.h>
typedef u32 phandle;
struct property {
	char *name;
	int length;
	void *value;
	struct property *next;
};
struct device_node {
	const char *name;
	phandle phandle;
	const char *full_name;
	struct property *properties;
	struct device_node *parent;
	struct device_node *child;
	struct device_node *sibling;
	void *data;
	void *__private[4];
};
#define MAX_PHANDLE_ARGS 16
struct of_phandle_args {
	struct device_node *np;
	int args_count;
	uint32_t args[MAX_PHANDLE_ARGS];
};
#define of_match_ptr(_ptr) (_ptr)
#define of_node_get(node) (node)
#define of_node_put(node) do { } while (0)
#define for_each_compatible_node(dn, type, compatible) for (dn = of_find_compatible_node(NULL, type, compatible); dn; dn = of_find_compatible_node(dn, type, compatible))
`;

const clk = String.raw`
#include <linux/err.h>
#include <linux/types.h>
struct clk;
`;

export const DEVICES: Readonly<Record<string, string>> = {
  'linux/kobject.h': kobject,
  'linux/sysfs.h': sysfs,
  'linux/device.h': device,
  'linux/device/class.h': '#include <linux/device.h>\n',
  'linux/device/driver.h': '#include <linux/device.h>\n',
  'linux/device/bus.h': '#include <linux/device.h>\n',
  'linux/dev_printk.h': '#include <linux/device.h>\n',
  'linux/pm.h': pm,
  'linux/pm_runtime.h': pmRuntime,
  'linux/ioport.h': ioport,
  'linux/mod_devicetable.h': modDevicetable,
  'linux/platform_device.h': platform,
  'linux/of.h': of,
  'linux/of_device.h': '#include <linux/of.h>\n#include <linux/platform_device.h>\n',
  'linux/of_platform.h': '#include <linux/of_device.h>\n',
  'linux/of_address.h': '#include <linux/of.h>\n#include <linux/ioport.h>\n',
  'linux/of_irq.h': '#include <linux/of.h>\n#include <linux/types.h>\n',
  'linux/of_reserved_mem.h': '#include <linux/of.h>\n#include <linux/device.h>\n',
  'linux/capability.h': capability,
  'linux/gpio/consumer.h': gpio,
  'linux/property.h': '#include <linux/types.h>\n#include <linux/device.h>\n',
  'linux/clk.h': clk,
  'linux/reset.h': '#include <linux/types.h>\nstruct reset_control;\n',
  'linux/amba/bus.h': '#include <linux/device.h>\nstruct amba_device {\n\tstruct device dev;\n\tstruct resource res;\n\tstruct clk *pclk;\n\tunsigned int periphid;\n\tunsigned int irq[9];\n};\n#define to_amba_device(d) container_of(d, struct amba_device, dev)\n',
  'linux/overflow.h': '#include <linux/types.h>\n#define check_add_overflow(a, b, d) __builtin_add_overflow(a, b, d)\n#define check_sub_overflow(a, b, d) __builtin_sub_overflow(a, b, d)\n#define check_mul_overflow(a, b, d) __builtin_mul_overflow(a, b, d)\n#define struct_size(p, member, count) (sizeof(*(p)) + sizeof(*(p)->member) * (count))\n#define array_size(a, b) ((size_t)(a) * (b))\n#define flex_array_size(p, member, count) (sizeof(*(p)->member) * (count))\n',
};
