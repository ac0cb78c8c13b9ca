/** Modules, their parameters and metadata, printing, warnings. README.md says what the macros leave in a unit. */
const init = String.raw`
#include <linux/compiler.h>
#include <linux/types.h>
#define __init
#define __exit
#define __initdata
#define __exitdata
#define __initconst
#if !LINUX_SINCE(3, 8)
#define __devinit
#define __devexit
#define __devinitdata
#define __devinitconst
#define __devexit_p(x) x
#endif
#define __exit_p(x) x
#define __cpuinit
#define __meminit
#define __init_or_module
typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);
extern struct module __this_module;
#define module_init(initfn) initcall_t const __dmalab_init = initfn;
#define module_exit(exitfn) exitcall_t const __dmalab_exit = exitfn;
#define early_initcall(fn) module_init(fn)
#define core_initcall(fn) module_init(fn)
#define postcore_initcall(fn) module_init(fn)
#define arch_initcall(fn) module_init(fn)
#define subsys_initcall(fn) module_init(fn)
#define fs_initcall(fn) module_init(fn)
#define rootfs_initcall(fn) module_init(fn)
#define device_initcall(fn) module_init(fn)
#define late_initcall(fn) module_init(fn)
#define __initcall(fn) module_init(fn)
`;

const exportText = String.raw`
#include <linux/compiler.h>
struct module;
extern struct module __this_module;
#define THIS_MODULE (&__this_module)
#define EXPORT_SYMBOL(symbol) const void *const __ksymtab_##symbol = &symbol
#define EXPORT_SYMBOL_GPL(symbol) const char __gplonly_##symbol = 1; EXPORT_SYMBOL(symbol)
#define EXPORT_SYMBOL_NS(symbol, ns) EXPORT_SYMBOL(symbol)
#define EXPORT_SYMBOL_NS_GPL(symbol, ns) EXPORT_SYMBOL_GPL(symbol)
`;

const moduleparam = String.raw`
#include <linux/compiler.h>
#include <linux/init.h>
#include <linux/stringify.h>
#include <linux/kernel.h>
#define __MODULE_INFO_NAMED(tag, text) const char __modinfo_##tag[] = text
#define __MODULE_INFO_COUNTED(tag, text) const char __PASTE(__PASTE(__modinfo_##tag, _), __COUNTER__)[] = text
#define MODULE_INFO(tag, info) __MODULE_INFO_COUNTED(tag, info)
#define MODULE_PARM_DESC(parameter, text) const char __parm_desc_##parameter[] = text
struct kernel_param;
struct kernel_param_ops {
#if LINUX_SINCE(3, 9)
	unsigned int flags;
#endif
	int (*set)(const char *val, const struct kernel_param *kp);
	int (*get)(char *buffer, const struct kernel_param *kp);
	void (*free)(void *arg);
};
struct kernel_param {
	const char *name;
	struct module *mod;
	const struct kernel_param_ops *ops;
	const u16 perm;
	s8 level;
	u8 flags;
	union {
		void *arg;
		const struct kparam_string *str;
	};
};
/** What a module_param leaves behind: name, type and place; the rest is for arrays, strings and own operations. */
struct dmalab_param {
	const char *name;
	const char *type;
	void *addr;
	unsigned int perm;
	unsigned int size;
	unsigned int *count;
	unsigned int max;
	const struct kernel_param_ops *ops;
};
#define __param_check(name, p, type) static inline type *__check_##name(void) { return (p); }
#define param_check_byte(name, p) __param_check(name, p, unsigned char)
#define param_check_short(name, p) __param_check(name, p, short)
#define param_check_ushort(name, p) __param_check(name, p, unsigned short)
#define param_check_int(name, p) __param_check(name, p, int)
#define param_check_uint(name, p) __param_check(name, p, unsigned int)
#define param_check_long(name, p) __param_check(name, p, long)
#define param_check_ulong(name, p) __param_check(name, p, unsigned long)
#define param_check_ullong(name, p) __param_check(name, p, unsigned long long)
#define param_check_charp(name, p) __param_check(name, p, char *)
#if LINUX_SINCE(3, 3)
#define param_check_bool(name, p) __param_check(name, p, bool)
#define param_check_invbool(name, p) __param_check(name, p, bool)
#else
#define param_check_bool(name, p) static inline void *__check_##name(void) { return (p); }
#define param_check_invbool(name, p) param_check_bool(name, p)
#endif
#define __param_object(name, text, place, perm, size, count, max, ops) const struct dmalab_param __param_##name = { #name, text, place, perm, size, count, max, ops }
#define module_param_named(name, value, type, perm) param_check_##type(name, &(value)) __param_object(name, #type, &value, perm, sizeof(value), NULL, 1, NULL)
#define module_param(name, type, perm) module_param_named(name, name, type, perm)
#define module_param_array_named(name, array, type, nump, perm) param_check_##type(name, &(array)[0]) __param_object(name, #type, array, perm, sizeof((array)[0]), (unsigned int *)(nump), sizeof(array) / sizeof((array)[0]), NULL)
#define module_param_array(name, type, nump, perm) module_param_array_named(name, name, type, nump, perm)
#define module_param_string(name, string, len, perm) __param_object(name, "string", string, perm, len, NULL, 1, NULL)
#define module_param_cb(name, ops, arg, perm) __param_object(name, "cb", arg, perm, 0, NULL, 1, ops)
#define module_param_call(name, _set, _get, arg, perm) static const struct kernel_param_ops __operations_##name = { .set = (void *)(_set), .get = (void *)(_get) }; module_param_cb(name, &__operations_##name, arg, perm)
/*PROTOTYPES*/
#define __param_ops(type) ((const struct kernel_param_ops){ .set = param_set_##type, .get = param_get_##type })
#define param_ops_byte __param_ops(byte)
#define param_ops_short __param_ops(short)
#define param_ops_ushort __param_ops(ushort)
#define param_ops_int __param_ops(int)
#define param_ops_uint __param_ops(uint)
#define param_ops_long __param_ops(long)
#define param_ops_ulong __param_ops(ulong)
#define param_ops_charp __param_ops(charp)
#define param_ops_bool __param_ops(bool)
`;

const module = String.raw`
#include <linux/list.h>
#include <linux/stat.h>
#include <linux/compiler.h>
#include <linux/cache.h>
#include <linux/kmod.h>
#include <linux/init.h>
#include <linux/stringify.h>
#include <linux/kobject.h>
#include <linux/moduleparam.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/errno.h>
#include <linux/err.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#define MODULE_NAME_LEN 56
enum module_state { MODULE_STATE_LIVE, MODULE_STATE_COMING, MODULE_STATE_GOING, MODULE_STATE_UNFORMED };
struct module {
	enum module_state state;
	struct list_head list;
	char name[MODULE_NAME_LEN];
	unsigned long __private[15];
};
#define MODULE_LICENSE(text) __MODULE_INFO_NAMED(license, text)
#define MODULE_DESCRIPTION(text) __MODULE_INFO_NAMED(description, text)
#define MODULE_VERSION(text) __MODULE_INFO_NAMED(version, text)
#define MODULE_AUTHOR(text) __MODULE_INFO_COUNTED(author, text)
#define MODULE_ALIAS(text) __MODULE_INFO_COUNTED(alias, text)
#define MODULE_FIRMWARE(text) __MODULE_INFO_COUNTED(firmware, text)
#define MODULE_SOFTDEP(text) __MODULE_INFO_COUNTED(softdep, text)
#define MODULE_IMPORT_NS(ns) __MODULE_INFO_COUNTED(import_ns, #ns)
#if !LINUX_SINCE(5, 12)
#define MODULE_SUPPORTED_DEVICE(text) __MODULE_INFO_COUNTED(supported, text)
#endif
#define MODULE_ALIAS_MISCDEV(minor) MODULE_ALIAS("char-major-10-" __stringify(minor))
#define MODULE_ALIAS_CHARDEV_MAJOR(major) MODULE_ALIAS("char-major-" __stringify(major) "-*")
#define MODULE_DEVICE_TABLE(type, name) const void *const __mod_##type##_##name##_device_table = &name
#define module_name(mod) ((mod)->name)
/* What else comes with it; drivers rely on that without knowing. */
#include <linux/string.h>
#if LINUX_SINCE(4, 0)
#include <linux/bug.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/completion.h>
#include <linux/ktime.h>
#include <linux/bitmap.h>
#include <linux/smp.h>
#include <linux/rcupdate.h>
#include <linux/random.h>
#endif
`;

const printk = String.raw`
#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/stdarg.h>
#if LINUX_SINCE(3, 6)
#define KERN_SOH "\001"
#define KERN_EMERG KERN_SOH "0"
#define KERN_ALERT KERN_SOH "1"
#define KERN_CRIT KERN_SOH "2"
#define KERN_ERR KERN_SOH "3"
#define KERN_WARNING KERN_SOH "4"
#define KERN_NOTICE KERN_SOH "5"
#define KERN_INFO KERN_SOH "6"
#define KERN_DEBUG KERN_SOH "7"
#define KERN_DEFAULT ""
#define KERN_CONT KERN_SOH "c"
#else
#define KERN_EMERG "<0>"
#define KERN_ALERT "<1>"
#define KERN_CRIT "<2>"
#define KERN_ERR "<3>"
#define KERN_WARNING "<4>"
#define KERN_NOTICE "<5>"
#define KERN_INFO "<6>"
#define KERN_DEBUG "<7>"
#define KERN_DEFAULT "<d>"
#define KERN_CONT "<c>"
#endif
#define LOGLEVEL_ERR 3
#define LOGLEVEL_INFO 6
static inline __printf(1, 2) int no_printk(const char *fmt, ...)
{
	return 0;
}
#ifndef pr_fmt
#define pr_fmt(fmt) fmt
#endif
#define pr_emerg(fmt, ...) printk(KERN_EMERG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_alert(fmt, ...) printk(KERN_ALERT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_crit(fmt, ...) printk(KERN_CRIT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_err(fmt, ...) printk(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#if !LINUX_SINCE(5, 5)
#define pr_warning(fmt, ...) printk(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#endif
#define pr_warn(fmt, ...) printk(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_notice(fmt, ...) printk(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info(fmt, ...) printk(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
#define pr_cont(fmt, ...) printk(KERN_CONT fmt, ##__VA_ARGS__)
#ifdef DEBUG
#define pr_debug(fmt, ...) printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_devel(fmt, ...) printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#else
#define pr_debug(fmt, ...) no_printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_devel(fmt, ...) no_printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#endif
#define printk_once(fmt, ...) ({ static bool __once; if (!__once) { __once = true; printk(fmt, ##__VA_ARGS__); } })
#define pr_err_once(fmt, ...) printk_once(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn_once(fmt, ...) printk_once(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info_once(fmt, ...) printk_once(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
#define pr_notice_once(fmt, ...) printk_once(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define printk_ratelimit() 1
#define printk_ratelimited(fmt, ...) printk(fmt, ##__VA_ARGS__)
#define pr_err_ratelimited pr_err
#define pr_warn_ratelimited pr_warn
#define pr_info_ratelimited pr_info
#define pr_notice_ratelimited pr_notice
#define pr_debug_ratelimited pr_debug
enum { DUMP_PREFIX_NONE, DUMP_PREFIX_ADDRESS, DUMP_PREFIX_OFFSET };
#define print_hex_dump_debug(prefix, type, row, group, buf, len, ascii) print_hex_dump(KERN_DEBUG, prefix, type, row, group, buf, len, ascii)
`;

const bug = String.raw`
#include <linux/compiler.h>
#include <linux/build_bug.h>
#include <linux/printk.h>
#include <asm/bug.h>
#define BUG() __bug(__FILE__, __LINE__)
#define BUG_ON(condition) do { if (unlikely(condition)) BUG(); } while (0)
#define __WARN() warn_slowpath_fmt(__FILE__, __LINE__, 9, NULL)
#define WARN_ON(condition) ({ int __bad = !!(condition); if (unlikely(__bad)) __WARN(); unlikely(__bad); })
#define WARN(condition, format...) ({ int __bad = !!(condition); if (unlikely(__bad)) warn_slowpath_fmt(__FILE__, __LINE__, 9, format); unlikely(__bad); })
#define WARN_ON_ONCE(condition) ({ static bool __warned; int __bad = !!(condition); if (unlikely(__bad && !__warned)) { __warned = true; __WARN(); } unlikely(__bad); })
#define WARN_ONCE(condition, format...) ({ static bool __warned; int __bad = !!(condition); if (unlikely(__bad && !__warned)) { __warned = true; WARN(1, format); } unlikely(__bad); })
#define WARN_TAINT(condition, taint, format...) WARN(condition, format)
#define WARN_ON_SMP(x) ({ 0; })
#define TAINT_WARN 9
`;

export const MODULE: Readonly<Record<string, string>> = {
  'linux/init.h': init,
  'linux/export.h': exportText,
  'linux/moduleparam.h': moduleparam,
  'linux/module.h': module,
  'linux/kmod.h': '#include <linux/errno.h>\n#include <linux/compiler.h>\n#define request_module(module...) (-ENOSYS)\n#define try_then_request_module(x, module...) (x)\n',
  'linux/printk.h': printk,
  'linux/kern_levels.h': '#include <linux/printk.h>\n',
  'linux/ratelimit.h': '#include <linux/printk.h>\n',
  'linux/dynamic_debug.h': '#include <linux/printk.h>\n',
  'linux/panic.h': '#include <linux/compiler.h>\n#include <linux/types.h>\n',
  'linux/bug.h': bug,
  'asm/bug.h': '#include <linux/types.h>\n/*PROTOTYPES*/\n#include <linux/bug.h>\n',
  'linux/cache.h': '#include <asm/cache.h>\n#define ____cacheline_aligned __attribute__((aligned(L1_CACHE_BYTES)))\n#define ____cacheline_aligned_in_smp ____cacheline_aligned\n#define __cacheline_aligned ____cacheline_aligned\n#define __read_mostly\n#define __ro_after_init\n#define SMP_CACHE_BYTES L1_CACHE_BYTES\n#define L1_CACHE_ALIGN(x) ALIGN(x, L1_CACHE_BYTES)\n',
  'asm/cache.h': '#define L1_CACHE_SHIFT 6\n#define L1_CACHE_BYTES (1 << L1_CACHE_SHIFT)\n#define ARCH_DMA_MINALIGN L1_CACHE_BYTES\n',
};
