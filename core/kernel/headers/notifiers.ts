/** linux/notifier.h: chains of callbacks by priority, in C. The locks of the kinds are not modelled: nobody else runs meanwhile. */
const notifier = String.raw`
#include <linux/types.h>
#include <linux/errno.h>
struct notifier_block;
typedef int (*notifier_fn_t)(struct notifier_block *nb, unsigned long action, void *data);
struct notifier_block {
	notifier_fn_t notifier_call;
	struct notifier_block *next;
	int priority;
};
#define NOTIFY_DONE 0x0000
#define NOTIFY_OK 0x0001
#define NOTIFY_STOP_MASK 0x8000
#define NOTIFY_BAD (NOTIFY_STOP_MASK | 0x0002)
#define NOTIFY_STOP (NOTIFY_OK | NOTIFY_STOP_MASK)
struct raw_notifier_head { struct notifier_block *head; };
#define blocking_notifier_head raw_notifier_head
#define atomic_notifier_head raw_notifier_head
#define RAW_NOTIFIER_INIT(name) { .head = NULL }
#define BLOCKING_NOTIFIER_INIT(name) { .head = NULL }
#define ATOMIC_NOTIFIER_INIT(name) { .head = NULL }
#define RAW_NOTIFIER_HEAD(name) struct raw_notifier_head name = RAW_NOTIFIER_INIT(name)
#define BLOCKING_NOTIFIER_HEAD(name) struct blocking_notifier_head name = BLOCKING_NOTIFIER_INIT(name)
#define ATOMIC_NOTIFIER_HEAD(name) struct atomic_notifier_head name = ATOMIC_NOTIFIER_INIT(name)
#define RAW_INIT_NOTIFIER_HEAD(name) ((name)->head = NULL)
#define BLOCKING_INIT_NOTIFIER_HEAD(name) ((name)->head = NULL)
#define ATOMIC_INIT_NOTIFIER_HEAD(name) ((name)->head = NULL)
static inline int notifier_from_errno(int err)
{
	return err ? NOTIFY_STOP_MASK | (NOTIFY_OK - err) : NOTIFY_OK;
}
static inline int notifier_to_errno(int ret)
{
	ret &= ~NOTIFY_STOP_MASK;
	return ret > NOTIFY_OK ? NOTIFY_OK - ret : 0;
}
static inline int raw_notifier_chain_register(struct raw_notifier_head *chain, struct notifier_block *nb)
{
	struct notifier_block **link = &chain->head;

	while (*link && (*link)->priority >= nb->priority) {
		if (*link == nb)
			return -EEXIST;
		link = &(*link)->next;
	}
	nb->next = *link;
	*link = nb;
	return 0;
}
static inline int raw_notifier_chain_unregister(struct raw_notifier_head *chain, struct notifier_block *nb)
{
	struct notifier_block **link;

	for (link = &chain->head; *link; link = &(*link)->next) {
		if (*link == nb) {
			*link = nb->next;
			return 0;
		}
	}
	return -ENOENT;
}
static inline int raw_notifier_call_chain(struct raw_notifier_head *chain, unsigned long action, void *data)
{
	struct notifier_block *nb, *next;
	int ret = NOTIFY_DONE;

	for (nb = chain->head; nb && !(ret & NOTIFY_STOP_MASK); nb = next) {
		next = nb->next;
		ret = nb->notifier_call(nb, action, data);
	}
	return ret;
}
#define blocking_notifier_chain_register(chain, nb) raw_notifier_chain_register(chain, nb)
#define blocking_notifier_chain_unregister(chain, nb) raw_notifier_chain_unregister(chain, nb)
#define blocking_notifier_call_chain(chain, action, data) raw_notifier_call_chain(chain, action, data)
#define atomic_notifier_chain_register(chain, nb) raw_notifier_chain_register(chain, nb)
#define atomic_notifier_chain_unregister(chain, nb) raw_notifier_chain_unregister(chain, nb)
#define atomic_notifier_call_chain(chain, action, data) raw_notifier_call_chain(chain, action, data)
`;

/** Who runs here is root, user and group 0. */
const cred = String.raw`
#include <linux/types.h>
#include <linux/capability.h>
#if LINUX_SINCE(3, 5)
typedef struct { uid_t val; } kuid_t;
typedef struct { gid_t val; } kgid_t;
struct user_namespace { int level; };
static struct user_namespace init_user_ns __maybe_unused;
#define KUIDT_INIT(value) (kuid_t) { value }
#define KGIDT_INIT(value) (kgid_t) { value }
#define GLOBAL_ROOT_UID KUIDT_INIT(0)
#define GLOBAL_ROOT_GID KGIDT_INIT(0)
#define current_uid() KUIDT_INIT(0)
#define current_euid() KUIDT_INIT(0)
#define current_gid() KGIDT_INIT(0)
#define current_egid() KGIDT_INIT(0)
#define current_user_ns() (&init_user_ns)
#define __kuid_val(uid) ((uid).val)
#define __kgid_val(gid) ((gid).val)
#define from_kuid(ns, uid) ((void)(ns), (uid).val)
#define from_kgid(ns, gid) ((void)(ns), (gid).val)
#define uid_eq(a, b) ((a).val == (b).val)
#define gid_eq(a, b) ((a).val == (b).val)
#else
#define current_uid() 0
#define current_euid() 0
#define current_gid() 0
#define current_egid() 0
#endif
`;

export const NOTIFIERS: Readonly<Record<string, string>> = {
  'linux/notifier.h': notifier,
  'linux/reboot.h': '#include <linux/notifier.h>\n#define SYS_DOWN 1\n#define SYS_RESTART SYS_DOWN\n#define SYS_HALT 2\n#define SYS_POWER_OFF 3\nstatic inline int register_reboot_notifier(struct notifier_block *nb)\n{\n\treturn 0;\n}\nstatic inline int unregister_reboot_notifier(struct notifier_block *nb)\n{\n\treturn 0;\n}\n',
  'linux/cred.h': cred,
  'linux/uidgid.h': '#include <linux/cred.h>\n',
};
