/** Linked lists and reference counts: C in the headers, as in Linux. Not modelled: list debugging. */
import { HASH_LISTS } from './hash-tables';

const list = String.raw`
#include <linux/types.h>
#include <linux/stddef.h>
#include <linux/container_of.h>
#include <linux/compiler.h>
#define LIST_POISON1 ((void *)0x100)
#define LIST_POISON2 ((void *)0x200)
#define LIST_HEAD_INIT(name) { &(name), &(name) }
#define LIST_HEAD(name) struct list_head name = LIST_HEAD_INIT(name)
static inline void INIT_LIST_HEAD(struct list_head *list)
{
	list->next = list;
	list->prev = list;
}
static inline void __list_add(struct list_head *entry, struct list_head *before, struct list_head *behind)
{
	behind->prev = entry;
	entry->next = behind;
	entry->prev = before;
	before->next = entry;
}
static inline void list_add(struct list_head *entry, struct list_head *head)
{
	__list_add(entry, head, head->next);
}
static inline void list_add_tail(struct list_head *entry, struct list_head *head)
{
	__list_add(entry, head->prev, head);
}
static inline void __list_del(struct list_head *before, struct list_head *behind)
{
	behind->prev = before;
	before->next = behind;
}
static inline void __list_del_entry(struct list_head *entry)
{
	__list_del(entry->prev, entry->next);
}
static inline void list_del(struct list_head *entry)
{
	__list_del_entry(entry);
	entry->next = LIST_POISON1;
	entry->prev = LIST_POISON2;
}
static inline void list_del_init(struct list_head *entry)
{
	__list_del_entry(entry);
	INIT_LIST_HEAD(entry);
}
static inline void list_replace(struct list_head *old, struct list_head *entry)
{
	entry->next = old->next;
	entry->next->prev = entry;
	entry->prev = old->prev;
	entry->prev->next = entry;
}
static inline void list_move(struct list_head *list, struct list_head *head)
{
	__list_del_entry(list);
	list_add(list, head);
}
static inline void list_move_tail(struct list_head *list, struct list_head *head)
{
	__list_del_entry(list);
	list_add_tail(list, head);
}
static inline int list_empty(const struct list_head *head)
{
	return head->next == head;
}
static inline int list_empty_careful(const struct list_head *head)
{
	return head->next == head && head->prev == head;
}
static inline int list_is_last(const struct list_head *list, const struct list_head *head)
{
	return list->next == head;
}
static inline int list_is_first(const struct list_head *list, const struct list_head *head)
{
	return list->prev == head;
}
static inline int list_is_singular(const struct list_head *head)
{
	return !list_empty(head) && head->next == head->prev;
}
static inline void __list_splice(const struct list_head *list, struct list_head *before, struct list_head *behind)
{
	struct list_head *first = list->next;
	struct list_head *last = list->prev;

	first->prev = before;
	before->next = first;
	last->next = behind;
	behind->prev = last;
}
static inline void list_splice(const struct list_head *list, struct list_head *head)
{
	if (!list_empty(list))
		__list_splice(list, head, head->next);
}
static inline void list_splice_tail(struct list_head *list, struct list_head *head)
{
	if (!list_empty(list))
		__list_splice(list, head->prev, head);
}
static inline void list_splice_init(struct list_head *list, struct list_head *head)
{
	list_splice(list, head);
	INIT_LIST_HEAD(list);
}
static inline void list_splice_tail_init(struct list_head *list, struct list_head *head)
{
	list_splice_tail(list, head);
	INIT_LIST_HEAD(list);
}
static inline void list_cut_position(struct list_head *list, struct list_head *head, struct list_head *entry)
{
	struct list_head *rest = entry->next;

	if (list_empty(head) || entry == head) {
		INIT_LIST_HEAD(list);
		return;
	}
	list->next = head->next;
	list->next->prev = list;
	list->prev = entry;
	entry->next = list;
	head->next = rest;
	rest->prev = head;
}
static inline size_t list_count_nodes(struct list_head *head)
{
	size_t count = 0;
	struct list_head *at;

	for (at = head->next; at != head; at = at->next)
		count++;
	return count;
}
#define list_entry(ptr, type, member) container_of(ptr, type, member)
#define list_first_entry(head, type, member) list_entry((head)->next, type, member)
#define list_last_entry(head, type, member) list_entry((head)->prev, type, member)
#define list_first_entry_or_null(head, type, member) (list_empty(head) ? NULL : list_first_entry(head, type, member))
#define list_next_entry(pos, member) list_entry((pos)->member.next, typeof(*(pos)), member)
#define list_prev_entry(pos, member) list_entry((pos)->member.prev, typeof(*(pos)), member)
#define list_for_each(pos, head) for (pos = (head)->next; pos != (head); pos = pos->next)
#define list_for_each_prev(pos, head) for (pos = (head)->prev; pos != (head); pos = pos->prev)
#define list_for_each_safe(pos, n, head) for (pos = (head)->next, n = pos->next; pos != (head); pos = n, n = pos->next)
#define list_entry_is_head(pos, head, member) (&(pos)->member == (head))
#define list_for_each_entry(pos, head, member) for (pos = list_first_entry(head, typeof(*pos), member); &pos->member != (head); pos = list_next_entry(pos, member))
#define list_for_each_entry_reverse(pos, head, member) for (pos = list_last_entry(head, typeof(*pos), member); &pos->member != (head); pos = list_prev_entry(pos, member))
#define list_for_each_entry_continue(pos, head, member) for (pos = list_next_entry(pos, member); &pos->member != (head); pos = list_next_entry(pos, member))
#define list_for_each_entry_from(pos, head, member) for (; &pos->member != (head); pos = list_next_entry(pos, member))
#define list_for_each_entry_safe(pos, n, head, member) for (pos = list_first_entry(head, typeof(*pos), member), n = list_next_entry(pos, member); &pos->member != (head); pos = n, n = list_next_entry(n, member))
#define list_for_each_entry_safe_reverse(pos, n, head, member) for (pos = list_last_entry(head, typeof(*pos), member), n = list_prev_entry(pos, member); &pos->member != (head); pos = n, n = list_prev_entry(n, member))
#define HLIST_HEAD_INIT { .first = NULL }
#define HLIST_HEAD(name) struct hlist_head name = { .first = NULL }
#define INIT_HLIST_HEAD(ptr) ((ptr)->first = NULL)
#define hlist_entry(ptr, type, member) container_of(ptr, type, member)
#define list_cut_before(list, head, entry) list_cut_position(list, head, (entry)->prev)
${HASH_LISTS}`;

const kref = String.raw`
#include <linux/types.h>
#include <linux/atomic.h>
struct kref {
	refcount_t refcount;
};
#define KREF_INIT(n) { .refcount = { { n } } }
static inline void kref_init(struct kref *kref)
{
	kref->refcount.refs.counter = 1;
}
static inline void kref_get(struct kref *kref)
{
	atomic_inc(&kref->refcount.refs);
}
static inline unsigned int kref_read(const struct kref *kref)
{
	return kref->refcount.refs.counter;
}
static inline int kref_put(struct kref *kref, void (*release)(struct kref *kref))
{
	if (!atomic_dec_and_test(&kref->refcount.refs))
		return 0;
	release(kref);
	return 1;
}
`;

const rculist = String.raw`
#include <linux/list.h>
#include <linux/rcupdate.h>
/* The neighbours know of the new entry only when it is whole. */
static inline void __list_put_rcu(struct list_head *entry, struct list_head *before, struct list_head *behind)
{
	entry->next = behind;
	entry->prev = before;
	rcu_assign_pointer(before->next, entry);
	behind->prev = entry;
}
static inline void list_add_rcu(struct list_head *entry, struct list_head *head)
{
	__list_put_rcu(entry, head, head->next);
}
static inline void list_add_tail_rcu(struct list_head *entry, struct list_head *head)
{
	__list_put_rcu(entry, head->prev, head);
}
/* Readers that stand on the entry find the way on. */
static inline void list_del_rcu(struct list_head *entry)
{
	__list_del_entry(entry);
	entry->prev = LIST_POISON2;
}
static inline void list_replace_rcu(struct list_head *old, struct list_head *by)
{
	by->next = old->next;
	by->prev = old->prev;
	rcu_assign_pointer(by->prev->next, by);
	by->next->prev = by;
	old->prev = LIST_POISON2;
}
static inline void hlist_add_head_rcu(struct hlist_node *node, struct hlist_head *head)
{
	struct hlist_node *first = head->first;

	node->next = first;
	node->pprev = &head->first;
	rcu_assign_pointer(head->first, node);
	if (first)
		first->pprev = &node->next;
}
static inline void hlist_del_rcu(struct hlist_node *node)
{
	WRITE_ONCE(*node->pprev, node->next);
	if (node->next)
		node->next->pprev = node->pprev;
	node->pprev = LIST_POISON2;
}
#define list_entry_rcu(ptr, type, member) container_of(READ_ONCE(ptr), type, member)
#define list_first_or_null_rcu(head, type, member) ({ struct list_head *__first = READ_ONCE((head)->next); __first != (head) ? list_entry(__first, type, member) : NULL; })
#define list_for_each_entry_rcu(pos, head, member, cond...) for (pos = list_entry_rcu((head)->next, typeof(*pos), member); &pos->member != (head); pos = list_entry_rcu(pos->member.next, typeof(*pos), member))
#define hlist_for_each_entry_rcu(pos, head, member, cond...) hlist_for_each_entry(pos, head, member)
`;

export const LISTS: Readonly<Record<string, string>> = {
  'linux/list.h': list,
  'linux/poison.h': '#include <linux/list.h>\n',
  'linux/rculist.h': rculist,
  'linux/kref.h': kref,
  'linux/refcount.h': '#include <linux/atomic.h>\n',
};
