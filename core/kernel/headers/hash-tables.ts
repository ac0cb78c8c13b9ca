/** Hash tables, and lists with one link: C of our own behind the names of Linux. */
const hashLists = String.raw`
static inline void INIT_HLIST_NODE(struct hlist_node *node)
{
	node->next = NULL;
	node->pprev = NULL;
}
static inline int hlist_unhashed(const struct hlist_node *node)
{
	return !node->pprev;
}
static inline int hlist_empty(const struct hlist_head *head)
{
	return !head->first;
}
static inline void hlist_add_head(struct hlist_node *node, struct hlist_head *head)
{
	node->next = head->first;
	if (node->next)
		node->next->pprev = &node->next;
	head->first = node;
	node->pprev = &head->first;
}
static inline void __hlist_del(struct hlist_node *node)
{
	*node->pprev = node->next;
	if (node->next)
		node->next->pprev = node->pprev;
}
static inline void hlist_del(struct hlist_node *node)
{
	__hlist_del(node);
	node->next = LIST_POISON1;
	node->pprev = LIST_POISON2;
}
static inline void hlist_del_init(struct hlist_node *node)
{
	if (hlist_unhashed(node))
		return;
	__hlist_del(node);
	INIT_HLIST_NODE(node);
}
#define hlist_for_each(pos, head) for (pos = (head)->first; pos; pos = pos->next)
#define hlist_for_each_safe(pos, n, head) for (pos = (head)->first; pos && ({ n = pos->next; 1; }); pos = n)
#define hlist_entry_safe(ptr, type, member) ({ typeof(ptr) __node = (ptr); __node ? hlist_entry(__node, type, member) : NULL; })
#if LINUX_SINCE(3, 9)
#define hlist_for_each_entry(pos, head, member) for (pos = hlist_entry_safe((head)->first, typeof(*(pos)), member); pos; pos = hlist_entry_safe((pos)->member.next, typeof(*(pos)), member))
#define hlist_for_each_entry_safe(pos, n, head, member) for (pos = hlist_entry_safe((head)->first, typeof(*pos), member); pos && ({ n = pos->member.next; 1; }); pos = hlist_entry_safe(n, typeof(*pos), member))
#else
#define hlist_for_each_entry(tpos, pos, head, member) for (pos = (head)->first; pos && ({ tpos = hlist_entry(pos, typeof(*tpos), member); 1; }); pos = pos->next)
#define hlist_for_each_entry_safe(tpos, pos, n, head, member) for (pos = (head)->first; pos && ({ n = pos->next; 1; }) && ({ tpos = hlist_entry(pos, typeof(*tpos), member); 1; }); pos = n)
#endif
`;

const hash = String.raw`
#include <linux/types.h>
#if LINUX_SINCE(4, 7)
#define GOLDEN_RATIO_32 0x61C88647
#else
#define GOLDEN_RATIO_32 0x9e370001
#endif
static inline u32 hash_32(u32 value, unsigned int bits)
{
	return (value * GOLDEN_RATIO_32) >> (32 - bits);
}
#define hash_long(value, bits) hash_32(value, bits)
#define hash_ptr(ptr, bits) hash_32((unsigned long)(ptr), bits)
`;

const hashtable = String.raw`
#include <linux/list.h>
#include <linux/hash.h>
#include <linux/kernel.h>
#define DECLARE_HASHTABLE(name, bits) struct hlist_head name[1 << (bits)]
#define DEFINE_HASHTABLE(name, bits) struct hlist_head name[1 << (bits)] = { [0 ... ((1 << (bits)) - 1)] = { NULL } }
#define HASH_SIZE(name) ARRAY_SIZE(name)
#define HASH_BITS(name) (31 - __builtin_clz(HASH_SIZE(name)))
#define hash_min(value, bits) hash_32(value, bits)
static inline void __hash_init(struct hlist_head *table, unsigned int size)
{
	unsigned int i;

	for (i = 0; i < size; i++)
		INIT_HLIST_HEAD(&table[i]);
}
static inline bool __hash_empty(struct hlist_head *table, unsigned int size)
{
	unsigned int i;

	for (i = 0; i < size; i++)
		if (!hlist_empty(&table[i]))
			return false;
	return true;
}
#define hash_init(table) __hash_init(table, HASH_SIZE(table))
#define hash_empty(table) __hash_empty(table, HASH_SIZE(table))
#define hash_add(table, node, key) hlist_add_head(node, &table[hash_min(key, HASH_BITS(table))])
#define hash_hashed(node) (!hlist_unhashed(node))
#define hash_del(node) hlist_del_init(node)
#define hash_for_each(name, bkt, obj, member) for ((bkt) = 0, obj = NULL; obj == NULL && (bkt) < HASH_SIZE(name); (bkt)++) hlist_for_each_entry(obj, &name[bkt], member)
#define hash_for_each_safe(name, bkt, tmp, obj, member) for ((bkt) = 0, obj = NULL; obj == NULL && (bkt) < HASH_SIZE(name); (bkt)++) hlist_for_each_entry_safe(obj, tmp, &name[bkt], member)
#define hash_for_each_possible(name, obj, member, key) hlist_for_each_entry(obj, &name[hash_min(key, HASH_BITS(name))], member)
#define hash_for_each_possible_safe(name, obj, tmp, member, key) hlist_for_each_entry_safe(obj, tmp, &name[hash_min(key, HASH_BITS(name))], member)
`;

const llist = String.raw`
#include <linux/types.h>
#include <linux/kernel.h>
#include <linux/atomic.h>
struct llist_node { struct llist_node *next; };
struct llist_head { struct llist_node *first; };
#define LLIST_HEAD_INIT(name) { NULL }
#define LLIST_HEAD(name) struct llist_head name = LLIST_HEAD_INIT(name)
#define init_llist_head(list) ((list)->first = NULL)
#define llist_empty(head) ((head)->first == NULL)
#define llist_next(node) ((node)->next)
#define llist_entry(ptr, type, member) container_of(ptr, type, member)
#define llist_for_each(pos, node) for (pos = (node); pos; pos = pos->next)
#define llist_for_each_safe(pos, n, node) for (pos = (node); pos && ({ n = pos->next; 1; }); pos = n)
#define llist_for_each_entry(pos, node, member) for (pos = llist_entry(node, typeof(*pos), member); &pos->member != NULL; pos = llist_entry(pos->member.next, typeof(*pos), member))
#define llist_for_each_entry_safe(pos, n, node, member) for (pos = llist_entry(node, typeof(*pos), member); &pos->member != NULL && ({ n = llist_entry(pos->member.next, typeof(*n), member); 1; }); pos = n)
static inline bool llist_add(struct llist_node *node, struct llist_head *head)
{
	node->next = (struct llist_node *)xchg((unsigned long *)&head->first, (unsigned long)node);
	return node->next == NULL;
}
#define llist_del_all(head) ((struct llist_node *)xchg((unsigned long *)&(head)->first, 0ul))
static inline struct llist_node *llist_del_first(struct llist_head *head)
{
	struct llist_node *first = head->first;

	if (first)
		head->first = first->next;
	return first;
}
static inline struct llist_node *llist_reverse_order(struct llist_node *node)
{
	struct llist_node *turned = NULL, *next;

	for (; node; node = next) {
		next = node->next;
		node->next = turned;
		turned = node;
	}
	return turned;
}
`;

export const HASH_LISTS = hashLists;

export const HASH_TABLES: Readonly<Record<string, string>> = {
  'linux/hash.h': hash,
  'linux/hashtable.h': hashtable,
  'linux/llist.h': llist,
};
