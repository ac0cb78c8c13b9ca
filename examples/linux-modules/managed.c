/* Resources that go with their device, properties of the tree, platform devices in one call, supplies that are not there. */
#include <linux/module.h>
#include <linux/clk.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/of_irq.h>
#include <linux/of_platform.h>
#include <linux/platform_device.h>
#include <linux/pm_runtime.h>
#include <linux/regulator/consumer.h>
#include <linux/reset.h>

static char early[] = "early";

struct unit { int number; };
struct settings { int speed; char label[8]; };

static void unit_release(struct device *dev, void *res)
{
	pr_info("release unit %d\n", ((struct unit *)res)->number);
}

static int unit_match(struct device *dev, void *res, void *data)
{
	return ((struct unit *)res)->number == *(int *)data;
}

static void last_words(void *data)
{
	pr_info("action %s\n", (char *)data);
}

static void add_unit(struct device *dev, int number)
{
	struct unit *unit = devres_alloc(unit_release, sizeof(*unit), GFP_KERNEL);

	pr_info("unit %d zero %d\n", number, unit->number);
	unit->number = number;
	devres_add(dev, unit);
}

static int managed_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct settings *settings = dev_get_platdata(dev);
	struct resource *res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
	struct unit *found;
	int wanted = 2;
	char *text;
	u32 *list;

	pr_info("platform data %d %s resource %pR\n", settings->speed, settings->label, res);
	for (wanted = 1; wanted <= 4; wanted++)
		add_unit(dev, wanted);
	wanted = 2;
	found = devres_find(dev, unit_release, unit_match, &wanted);
	pr_info("found %d\n", found ? found->number : -1);
	pr_info("destroy %d\n", devres_destroy(dev, unit_release, unit_match, &wanted));
	pr_info("again %d\n", devres_destroy(dev, unit_release, unit_match, &wanted));
	wanted = 3;
	pr_info("release %d\n", devres_release(dev, unit_release, unit_match, &wanted));
	found = devres_find(dev, unit_release, NULL, NULL);
	pr_info("newest %d\n", found->number);
	devm_add_action(dev, last_words, "kept");
	devm_add_action(dev, last_words, early);
	devm_release_action(dev, last_words, early);
	text = devm_kasprintf(dev, GFP_KERNEL, "%s-%d", settings->label, 7);
	list = devm_kmalloc_array(dev, 4, sizeof(*list), GFP_KERNEL | __GFP_ZERO);
	list[3] = 9;
	list = devm_krealloc(dev, list, 64, GFP_KERNEL);
	pr_info("text %s list %u %u\n", text, list[0], list[3]);
	pr_info("reset %ld optional %d\n", PTR_ERR(devm_reset_control_get(dev, NULL)), devm_reset_control_get_optional(dev, NULL) == NULL);
	pr_info("supply %d optional %ld enable %d\n", devm_regulator_get(dev, "vdd") == NULL, PTR_ERR(devm_regulator_get_optional(dev, "vdd")), regulator_enable(NULL));
	pm_runtime_enable(dev);
	pr_info("power %d %d %d %d\n", pm_runtime_get_sync(dev), pm_runtime_active(dev), pm_runtime_enabled(dev), pm_runtime_suspend(dev));
	pm_runtime_disable(dev);
	pr_info("clocks %d\n", devm_clk_bulk_get(dev, 0, NULL));
	return 0;
}

static int managed_remove(struct platform_device *pdev)
{
	pr_info("remove\n");
	return 0;
}

static struct platform_driver managed_driver = { .probe = managed_probe, .remove = managed_remove, .driver = { .name = "managed-demo" } };
static struct platform_device *pdev;

static void tree(void)
{
	struct device_node *np = of_find_compatible_node(NULL, NULL, "arm,pl330");
	struct property *prop;
	const __be32 *cells;
	const char *name, *names[3];
	u32 words[4];
	u64 wide;
	u8 byte = 7;
	int length = -1, count = 0;

	pr_info("node %d\n", np != NULL);
	cells = of_get_property(np, "#dma-cells", &length);
	pr_info("cells %u length %d\n", cells ? be32_to_cpup(cells) : 0, length);
	pr_info("none %d %d\n", of_get_property(np, "no-such", NULL) == NULL, of_property_read_u8(np, "no-such", &byte));
	count = of_property_read_u8(np, "#dma-cells", &byte);
	pr_info("u8 %d %u wide %d\n", count, byte, of_property_read_u64(np, "#dma-cells", &wide));
	pr_info("array %d %d\n", of_property_read_u32_array(np, "#dma-cells", words, 2), of_property_read_variable_u32_array(np, "#dma-cells", words, 1, 4));
	prop = of_find_property(np, "compatible", &length);
	pr_info("compatible %s %d\n", prop->name, length);
	of_property_for_each_string(np, "compatible", prop, name)
		pr_info("string %s\n", name);
	count = of_property_read_string_array(np, "compatible", names, 3);
	pr_info("strings %d %s\n", count, names[1]);
	pr_info("phandle %d children %d\n", of_parse_phandle(np, "no-such", 0) == NULL, of_get_child_count(np));
	pr_info("irqs %d\n", of_irq_get_byname(np, "nothing") < 0);
	of_node_put(np);
}

static int __init managed_init(void)
{
	static const struct settings settings = { 115, "uart" };
	static const struct resource res = DEFINE_RES_MEM(0x90000000, 0x100);

	tree();
	pdev = platform_device_register_resndata(NULL, "managed-demo", 3, &res, 1, &settings, sizeof(settings));
	if (IS_ERR(pdev))
		return PTR_ERR(pdev);
	return platform_driver_register(&managed_driver);
}

static void __exit managed_exit(void)
{
	platform_driver_unregister(&managed_driver);
	platform_device_unregister(pdev);
}

module_init(managed_init);
module_exit(managed_exit);
MODULE_LICENSE("GPL");
