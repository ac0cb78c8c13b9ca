/* A bus of one's own: devices and drivers meet by name, late ones too; attributes; what is refused. */
#include <linux/module.h>
#include <linux/device.h>
#include <linux/slab.h>

static int demo_match(struct device *dev, struct device_driver *drv)
{
	int fits = !strncmp(dev_name(dev), drv->name, strlen(drv->name));

	pr_info("match %s with %s: %d\n", dev_name(dev), drv->name, fits);
	return fits;
}

static ssize_t version_show(struct bus_type *bus, char *buf)
{
	return sysfs_emit(buf, "%s 1.0\n", bus->name);
}
static BUS_ATTR_RO(version);

static struct bus_type demo_bus = { .name = "ownbus_demo", .match = demo_match };
static struct bus_type stray_bus = { .name = "stray" };

static int red_probe(struct device *dev)
{
	pr_info("red takes %s\n", dev_name(dev));
	if (!devm_kzalloc(dev, 16, GFP_KERNEL))
		return -ENOMEM;
	return 0;
}

static int red_remove(struct device *dev)
{
	pr_info("red lets %s go\n", dev_name(dev));
	return 0;
}

static int blue_probe(struct device *dev)
{
	pr_info("blue does not want %s\n", dev_name(dev));
	return -EIO;
}

static struct device_driver red = { .name = "red", .bus = &demo_bus, .owner = THIS_MODULE, .probe = red_probe, .remove = red_remove };
static struct device_driver blue = { .name = "blue", .bus = &demo_bus, .owner = THIS_MODULE, .probe = blue_probe };
static struct device_driver stray = { .name = "stray", .bus = &stray_bus, .owner = THIS_MODULE };

static void demo_release(struct device *dev)
{
	pr_info("release %s\n", dev_name(dev));
	kfree(dev);
}

static struct device *demo_device(const char *name)
{
	struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL);

	dev->bus = &demo_bus;
	dev->release = demo_release;
	dev_set_name(dev, "%s", name);
	pr_info("register %s %d\n", name, device_register(dev));
	return dev;
}

static int count(struct device *dev, void *data)
{
	++*(int *)data;
	return !strcmp(dev_name(dev), "green0") ? 5 : 0;
}

static struct device *devices[4];

static int __init ownbus_init(void)
{
	int seen = 0;

	pr_info("bus %d\n", bus_register(&demo_bus));
	pr_info("file %d\n", bus_create_file(&demo_bus, &bus_attr_version));
	pr_info("no bus %d\n", driver_register(&stray));
	devices[0] = demo_device("red0");
	devices[1] = demo_device("green0");
	pr_info("red %d\n", driver_register(&red));
	pr_info("again %d\n", driver_register(&red));
	pr_info("driven %d %d\n", devices[0]->driver == &red, devices[1]->driver == NULL);
	devices[2] = demo_device("red1");
	pr_info("blue %d\n", driver_register(&blue));
	devices[3] = demo_device("blue0");
	pr_info("undriven %d\n", devices[3]->driver == NULL);
	pr_info("walk %d\n", bus_for_each_dev(&demo_bus, NULL, &seen, count));
	pr_info("seen %d\n", seen);
	dev_info(devices[0], "hello\n");
	dev_info(devices[1], "hello\n");
	return 0;
}

static void __exit ownbus_exit(void)
{
	device_unregister(devices[0]);
	driver_unregister(&red);
	driver_unregister(&blue);
	device_unregister(devices[3]);
	device_unregister(devices[2]);
	device_unregister(devices[1]);
	bus_remove_file(&demo_bus, &bus_attr_version);
	bus_unregister(&demo_bus);
}

module_init(ownbus_init);
module_exit(ownbus_exit);
MODULE_LICENSE("GPL");
