/**
 * Power management, resets, regulators, pins, clocks in bulk: as in a kernel where CONFIG_PM, CONFIG_RESET_CONTROLLER,
 * CONFIG_REGULATOR and CONFIG_GPIOLIB are off. Clocks are there and run. What belongs to headers of other families is appended to them.
 */
const pm = String.raw`
#if LINUX_SINCE(3, 3)
#define SET_LATE_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn)
#define SET_NOIRQ_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn)
#endif
#if LINUX_SINCE(5, 17)
#define LATE_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn) .suspend_late = suspend_fn, .resume_early = resume_fn,
#define NOIRQ_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn) .suspend_noirq = suspend_fn, .resume_noirq = resume_fn,
#define EXPORT_SIMPLE_DEV_PM_OPS(name, suspend_fn, resume_fn) const struct dev_pm_ops __maybe_unused name = { }
#define EXPORT_GPL_SIMPLE_DEV_PM_OPS(name, suspend_fn, resume_fn) const struct dev_pm_ops __maybe_unused name = { }
#define DEFINE_RUNTIME_DEV_PM_OPS(name, suspend_fn, resume_fn, idle_fn) const struct dev_pm_ops __maybe_unused name = { .runtime_suspend = suspend_fn, .runtime_resume = resume_fn, .runtime_idle = idle_fn }
#endif
#define PMSG_SUSPEND ((struct pm_message) { 2 })
#define PMSG_ON ((struct pm_message) { 0 })
#define device_init_wakeup(dev, val) ((void)(dev), (void)(val), 0)
#define device_set_wakeup_capable(dev, capable) ((void)(dev))
#define device_may_wakeup(dev) ((void)(dev), false)
#define device_wakeup_enable(dev) ((void)(dev), 0)
#define device_wakeup_disable(dev) ((void)(dev), 0)
#define pm_wakeup_event(dev, msec) ((void)(dev))
#define pm_stay_awake(dev) ((void)(dev))
#define pm_relax(dev) ((void)(dev))
`;

const runtime = String.raw`
#include <linux/errno.h>
#define pm_runtime_get(dev) ((void)(dev), 1)
#define pm_runtime_put_noidle(dev) ((void)(dev))
#define pm_runtime_put_sync_suspend(dev) ((void)(dev), -ENOSYS)
#define pm_runtime_put_sync_autosuspend(dev) ((void)(dev), -ENOSYS)
#define pm_runtime_dont_use_autosuspend(dev) ((void)(dev))
#define pm_runtime_set_suspended(dev) ((void)(dev), 0)
#define pm_runtime_suspended(dev) ((void)(dev), false)
#define pm_runtime_active(dev) ((void)(dev), true)
#define pm_runtime_enabled(dev) ((void)(dev), false)
#define pm_runtime_status_suspended(dev) ((void)(dev), false)
#define pm_runtime_force_suspend(dev) ((void)(dev), 0)
#define pm_runtime_force_resume(dev) ((void)(dev), 0)
#define pm_runtime_irq_safe(dev) ((void)(dev))
#define pm_runtime_is_irq_safe(dev) ((void)(dev), false)
#define pm_runtime_get_if_in_use(dev) ((void)(dev), -EINVAL)
#define pm_runtime_get_if_active(dev, always) ((void)(dev), -EINVAL)
#define pm_runtime_suspend(dev) ((void)(dev), -ENOSYS)
#define pm_runtime_resume(dev) ((void)(dev), 1)
#define pm_runtime_idle(dev) ((void)(dev), -ENOSYS)
#define pm_runtime_autosuspend(dev) ((void)(dev), -ENOSYS)
#define pm_request_resume(dev) ((void)(dev), 1)
#define pm_request_idle(dev) ((void)(dev), -ENOSYS)
#define pm_runtime_allow(dev) ((void)(dev))
#define pm_runtime_forbid(dev) ((void)(dev))
#define pm_runtime_barrier(dev) ((void)(dev), 0)
#define pm_runtime_no_callbacks(dev) ((void)(dev))
#define devm_pm_runtime_enable(dev) ((void)(dev), 0)
`;

const ENOTSUPP = '#ifndef ENOTSUPP\n#define ENOTSUPP 524\n#endif\n';

/** Each way to get a reset that must be there, and one that may be missing. */
const getters = (names: readonly string[], list: string, result: string): string => names.map((name) => `static inline struct reset_control *${name}(${list})\n{\n\treturn ${result};\n}\n`).join('');

const reset = `
#include <linux/err.h>
#include <linux/errno.h>
struct device;
struct device_node;
${ENOTSUPP}${getters(['reset_control_get', 'devm_reset_control_get', 'reset_control_get_exclusive', 'devm_reset_control_get_exclusive', 'reset_control_get_shared', 'devm_reset_control_get_shared'], 'struct device *dev, const char *id', 'ERR_PTR(-ENOTSUPP)')}${getters(['reset_control_get_optional', 'devm_reset_control_get_optional', 'reset_control_get_optional_exclusive', 'devm_reset_control_get_optional_exclusive', 'reset_control_get_optional_shared', 'devm_reset_control_get_optional_shared'], 'struct device *dev, const char *id', 'NULL')}${getters(['devm_reset_control_get_by_index', 'devm_reset_control_get_exclusive_by_index', 'devm_reset_control_get_shared_by_index'], 'struct device *dev, int index', 'ERR_PTR(-ENOTSUPP)')}${getters(['of_reset_control_get', 'of_reset_control_get_exclusive', 'of_reset_control_get_shared'], 'struct device_node *node, const char *id', 'ERR_PTR(-ENOTSUPP)')}${getters(['devm_reset_control_array_get_exclusive', 'devm_reset_control_array_get_shared'], 'struct device *dev', 'ERR_PTR(-ENOTSUPP)')}${getters(['devm_reset_control_array_get_optional_exclusive', 'devm_reset_control_array_get_optional_shared'], 'struct device *dev', 'NULL')}
#define reset_control_put(rstc) ((void)(rstc))
${['reset', 'rearm', 'assert', 'deassert', 'status', 'acquire'].map((name) => `static inline int reset_control_${name}(struct reset_control *rstc)\n{\n\treturn 0;\n}\n`).join('')}
#define reset_control_release(rstc) ((void)(rstc))
#define device_reset(dev) ((void)(dev), -ENOTSUPP)
#define device_reset_optional(dev) ((void)(dev), 0)
`;

const resetController = String.raw`
#include <linux/list.h>
#include <linux/reset.h>
struct reset_controller_dev;
struct module;
struct of_phandle_args;
struct reset_control_ops {
	int (*reset)(struct reset_controller_dev *rcdev, unsigned long id);
	int (*assert)(struct reset_controller_dev *rcdev, unsigned long id);
	int (*deassert)(struct reset_controller_dev *rcdev, unsigned long id);
	int (*status)(struct reset_controller_dev *rcdev, unsigned long id);
};
struct reset_controller_dev {
	const struct reset_control_ops *ops;
	struct module *owner;
	struct list_head list;
	struct list_head reset_control_head;
	struct device *dev;
	struct device_node *of_node;
	int of_reset_n_cells;
	int (*of_xlate)(struct reset_controller_dev *rcdev, const struct of_phandle_args *reset_spec);
	unsigned int nr_resets;
};
#define reset_controller_register(rcdev) ((void)(rcdev), 0)
#define reset_controller_unregister(rcdev) ((void)(rcdev))
#define devm_reset_controller_register(dev, rcdev) ((void)(dev), (void)(rcdev), 0)
`;

const regulator = String.raw`
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/types.h>
struct device;
struct regulator;
struct regulator_bulk_data {
	const char *supply;
	struct regulator *consumer;
	int init_load_uA;
	int ret;
};
static inline struct regulator *regulator_get(struct device *dev, const char *id)
{
	return NULL;
}
static inline struct regulator *devm_regulator_get(struct device *dev, const char *id)
{
	return NULL;
}
static inline struct regulator *regulator_get_optional(struct device *dev, const char *id)
{
	return ERR_PTR(-ENODEV);
}
static inline struct regulator *devm_regulator_get_optional(struct device *dev, const char *id)
{
	return ERR_PTR(-ENODEV);
}
#define regulator_put(regulator) ((void)(regulator))
#define devm_regulator_put(regulator) ((void)(regulator))
#define regulator_enable(regulator) ((void)(regulator), 0)
#define regulator_disable(regulator) ((void)(regulator), 0)
#define regulator_is_enabled(regulator) ((void)(regulator), 1)
#define regulator_set_voltage(regulator, min_uV, max_uV) ((void)(regulator), 0)
#define regulator_get_voltage(regulator) ((void)(regulator), -EINVAL)
#define regulator_set_load(regulator, load_uA) ((void)(regulator), 0)
#define devm_regulator_get_enable(dev, id) ((void)(dev), 0)
#define devm_regulator_get_enable_optional(dev, id) ((void)(dev), 0)
#define regulator_bulk_get(dev, n, consumers) ((void)(dev), (void)(consumers), 0)
#define devm_regulator_bulk_get(dev, n, consumers) ((void)(dev), (void)(consumers), 0)
#define regulator_bulk_enable(n, consumers) ((void)(consumers), 0)
#define regulator_bulk_disable(n, consumers) ((void)(consumers), 0)
#define regulator_bulk_free(n, consumers) ((void)(consumers))
`;

const pinctrl = String.raw`
#include <linux/err.h>
#include <linux/types.h>
struct device;
struct pinctrl;
struct pinctrl_state;
#define PINCTRL_STATE_DEFAULT "default"
#define PINCTRL_STATE_INIT "init"
#define PINCTRL_STATE_IDLE "idle"
#define PINCTRL_STATE_SLEEP "sleep"
static inline struct pinctrl *devm_pinctrl_get(struct device *dev)
{
	return NULL;
}
static inline struct pinctrl_state *pinctrl_lookup_state(struct pinctrl *p, const char *name)
{
	return NULL;
}
#define pinctrl_get(dev) devm_pinctrl_get(dev)
#define pinctrl_put(p) ((void)(p))
#define devm_pinctrl_put(p) ((void)(p))
#define pinctrl_select_state(p, s) ((void)(p), (void)(s), 0)
#define devm_pinctrl_get_select(dev, name) devm_pinctrl_get(dev)
#define devm_pinctrl_get_select_default(dev) devm_pinctrl_get(dev)
#define pinctrl_pm_select_default_state(dev) ((void)(dev), 0)
#define pinctrl_pm_select_sleep_state(dev) ((void)(dev), 0)
#define pinctrl_pm_select_idle_state(dev) ((void)(dev), 0)
`;

const legacyGpio = String.raw`
#include <linux/errno.h>
#include <linux/types.h>
#include <linux/bug.h>
struct device;
#define GPIOF_DIR_OUT 0
#define GPIOF_DIR_IN 1
#define GPIOF_INIT_LOW 0
#define GPIOF_INIT_HIGH 2
#define GPIOF_IN GPIOF_DIR_IN
#define GPIOF_OUT_INIT_LOW (GPIOF_DIR_OUT | GPIOF_INIT_LOW)
#define GPIOF_OUT_INIT_HIGH (GPIOF_DIR_OUT | GPIOF_INIT_HIGH)
struct gpio {
	unsigned int gpio;
	unsigned long flags;
	const char *label;
};
static inline bool gpio_is_valid(int number)
{
	return false;
}
static inline int gpio_request(unsigned int gpio, const char *label)
{
	return -ENOSYS;
}
static inline int gpio_request_one(unsigned int gpio, unsigned long flags, const char *label)
{
	return -ENOSYS;
}
static inline int devm_gpio_request(struct device *dev, unsigned int gpio, const char *label)
{
	return -ENOSYS;
}
static inline int devm_gpio_request_one(struct device *dev, unsigned int gpio, unsigned long flags, const char *label)
{
	return -ENOSYS;
}
#define gpio_request_array(array, num) ((void)(array), -ENOSYS)
#define gpio_free_array(array, num) ((void)(array))
#define gpio_free(gpio) ((void)(gpio))
#define gpio_direction_input(gpio) ((void)(gpio), -ENOSYS)
#define gpio_direction_output(gpio, value) ((void)(gpio), (void)(value), -ENOSYS)
#define gpio_get_value(gpio) ({ WARN_ON(1); (void)(gpio); 0; })
#define gpio_get_value_cansleep(gpio) gpio_get_value(gpio)
#define gpio_set_value(gpio, value) ({ WARN_ON(1); (void)(gpio); (void)(value); })
#define gpio_set_value_cansleep(gpio, value) gpio_set_value(gpio, value)
#define gpio_to_irq(gpio) ({ WARN_ON(1); (void)(gpio); -EINVAL; })
#define gpio_cansleep(gpio) ((void)(gpio), 0)
`;

const clk = String.raw`
struct device;
struct device_node;
struct clk_bulk_data {
	const char *id;
	struct clk *clk;
};
#define devm_clk_put(dev, clk) clk_put(clk)
#define clk_round_rate(clk, rate) ((void)(rate), (long)clk_get_rate(clk))
#define clk_is_match(a, b) ((a) == (b))
#define clk_get_parent(clk) ((void)(clk), (struct clk *)NULL)
#define clk_set_parent(clk, parent) ((void)(clk), (void)(parent), 0)
#if LINUX_SINCE(6, 0)
static inline struct clk *devm_clk_get_enabled(struct device *dev, const char *id)
{
	struct clk *clk = devm_clk_get(dev, id);

	if (!IS_ERR(clk))
		clk_prepare_enable(clk);
	return clk;
}
#define devm_clk_get_prepared(dev, id) devm_clk_get(dev, id)
#define devm_clk_get_optional_enabled(dev, id) devm_clk_get_enabled(dev, id)
#define devm_clk_get_optional_prepared(dev, id) devm_clk_get(dev, id)
#endif
#if LINUX_SINCE(4, 12)
static inline int clk_bulk_get(struct device *dev, int num_clks, struct clk_bulk_data *clks)
{
	while (num_clks--) {
		clks->clk = clk_get(dev, clks->id);
		clks++;
	}
	return 0;
}
#define clk_bulk_get_optional(dev, n, clks) clk_bulk_get(dev, n, clks)
#define devm_clk_bulk_get(dev, n, clks) clk_bulk_get(dev, n, clks)
#define devm_clk_bulk_get_optional(dev, n, clks) clk_bulk_get(dev, n, clks)
#define clk_bulk_put(n, clks) ((void)(n), (void)(clks))
#define clk_bulk_prepare(n, clks) ((void)(n), (void)(clks), 0)
#define clk_bulk_unprepare(n, clks) ((void)(n), (void)(clks))
#define clk_bulk_enable(n, clks) ((void)(n), (void)(clks), 0)
#define clk_bulk_disable(n, clks) ((void)(n), (void)(clks))
#define clk_bulk_prepare_enable(n, clks) ((void)(n), (void)(clks), 0)
#define clk_bulk_disable_unprepare(n, clks) ((void)(n), (void)(clks))
#endif
#ifdef CONFIG_OF
#define of_clk_get(np, index) ((void)(index), (void)(np), clk_get(NULL, NULL))
#define of_clk_get_by_name(np, name) ((void)(np), clk_get(NULL, name))
#endif
`;

export const POWER: Readonly<Record<string, string>> = {
  'linux/pm.h': pm,
  'linux/pm_wakeup.h': '#include <linux/pm.h>\n',
  'linux/pm_runtime.h': runtime,
  'linux/reset.h': reset,
  'linux/reset-controller.h': resetController,
  'linux/regulator/consumer.h': regulator,
  'linux/pinctrl/consumer.h': pinctrl,
  'linux/pinctrl/devinfo.h': '#include <linux/pinctrl/consumer.h>\n',
  'linux/gpio.h': legacyGpio,
  'linux/of_gpio.h': '#include <linux/gpio.h>\n#include <linux/of.h>\n#define of_get_named_gpio(np, list_name, index) ((void)(np), -ENOSYS)\n#define of_get_gpio(np, index) ((void)(np), -ENOSYS)\n',
  'linux/clk.h': clk,
};
