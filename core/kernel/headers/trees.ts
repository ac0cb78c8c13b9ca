/**
 * linux/rbtree.h: red-black trees as drivers keep them, in C of our own, so that each step of an insertion can be followed.
 * The colour is the lowest bit of the word that holds the parent, 1 = black, as drivers' dumps show it. Not there:
 * augmented trees, latched trees.
 */
const types = String.raw`
#include <linux/stddef.h>
struct rb_node {
	unsigned long __rb_parent_color;
	struct rb_node *rb_right, *rb_left;
} __attribute__((aligned(sizeof(long))));
struct rb_root { struct rb_node *rb_node; };
#define RB_ROOT (struct rb_root) { NULL, }
#if LINUX_SINCE(4, 14)
struct rb_root_cached {
	struct rb_root rb_root;
	struct rb_node *rb_leftmost;
};
#define RB_ROOT_CACHED (struct rb_root_cached) { { NULL, }, NULL }
#endif
`;

const basics = String.raw`
#include <linux/types.h>
#include <linux/kernel.h>
#include <linux/rbtree_types.h>
#define rb_parent(node) ((struct rb_node *)((node)->__rb_parent_color & ~3UL))
#define rb_entry(ptr, type, member) container_of(ptr, type, member)
#define RB_EMPTY_ROOT(root) (READ_ONCE((root)->rb_node) == NULL)
#define RB_EMPTY_NODE(node) ((node)->__rb_parent_color == (unsigned long)(node))
#define RB_CLEAR_NODE(node) ((node)->__rb_parent_color = (unsigned long)(node))
#define __rb_black(node) ((node)->__rb_parent_color & 1)

static inline void rb_link_node(struct rb_node *node, struct rb_node *parent, struct rb_node **link)
{
	node->__rb_parent_color = (unsigned long)parent;
	node->rb_left = node->rb_right = NULL;
	*link = node;
}
static inline void __rb_set_parent(struct rb_node *node, struct rb_node *parent)
{
	node->__rb_parent_color = (unsigned long)parent | __rb_black(node);
}
static inline void __rb_blacken(struct rb_node *node)
{
	node->__rb_parent_color |= 1;
}
static inline void __rb_redden(struct rb_node *node)
{
	node->__rb_parent_color &= ~1UL;
}
/* What hung below parent at old's place is now by. */
static inline void __rb_put(struct rb_root *root, struct rb_node *parent, const struct rb_node *old, struct rb_node *by)
{
	if (!parent)
		root->rb_node = by;
	else if (parent->rb_left == old)
		parent->rb_left = by;
	else
		parent->rb_right = by;
}
/* One child of top rises above it: the right one when top goes down to the left. */
static inline void __rb_rotate(struct rb_root *root, struct rb_node *top, bool left)
{
	struct rb_node *parent = rb_parent(top);
	struct rb_node *up = left ? top->rb_right : top->rb_left;
	struct rb_node *between = left ? up->rb_left : up->rb_right;

	if (left) {
		top->rb_right = between;
		up->rb_left = top;
	} else {
		top->rb_left = between;
		up->rb_right = top;
	}
	if (between)
		__rb_set_parent(between, top);
	__rb_set_parent(up, parent);
	__rb_put(root, parent, top, up);
	__rb_set_parent(top, up);
}
`;

const changes = String.raw`
static inline void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *parent, *above, *uncle;
	bool left;

	while ((parent = rb_parent(node)) != NULL && !__rb_black(parent)) {
		above = rb_parent(parent);
		left = parent == above->rb_left;
		uncle = left ? above->rb_right : above->rb_left;
		if (uncle && !__rb_black(uncle)) {
			__rb_blacken(parent);
			__rb_blacken(uncle);
			__rb_redden(above);
			node = above;
			continue;
		}
		if (node == (left ? parent->rb_right : parent->rb_left)) {
			__rb_rotate(root, parent, left);
			parent = node;
		}
		__rb_blacken(parent);
		__rb_redden(above);
		__rb_rotate(root, above, !left);
		break;
	}
	__rb_blacken(root->rb_node);
}
/* The paths through node, which may be NULL, have one black node less than those through its sibling. */
static inline void __rb_erase_color(struct rb_root *root, struct rb_node *node, struct rb_node *parent)
{
	struct rb_node *sibling, *near, *far;
	bool left;

	while (parent && (!node || __rb_black(node))) {
		left = node == parent->rb_left;
		sibling = left ? parent->rb_right : parent->rb_left;
		if (!__rb_black(sibling)) {
			__rb_blacken(sibling);
			__rb_redden(parent);
			__rb_rotate(root, parent, left);
			sibling = left ? parent->rb_right : parent->rb_left;
		}
		near = left ? sibling->rb_left : sibling->rb_right;
		far = left ? sibling->rb_right : sibling->rb_left;
		if ((!near || __rb_black(near)) && (!far || __rb_black(far))) {
			__rb_redden(sibling);
			node = parent;
			parent = rb_parent(node);
			continue;
		}
		if (!far || __rb_black(far)) {
			__rb_blacken(near);
			__rb_redden(sibling);
			__rb_rotate(root, sibling, !left);
			far = sibling;
			sibling = near;
		}
		if (__rb_black(parent))
			__rb_blacken(sibling);
		else
			__rb_redden(sibling);
		__rb_blacken(parent);
		__rb_blacken(far);
		__rb_rotate(root, parent, left);
		return;
	}
	if (node)
		__rb_blacken(node);
}
static inline void rb_erase(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *child, *parent, *next;
	bool black;

	if (node->rb_left && node->rb_right) {
		for (next = node->rb_right; next->rb_left; next = next->rb_left)
			;
		child = next->rb_right;
		parent = rb_parent(next);
		black = __rb_black(next);
		if (parent == node)
			parent = next;
		else {
			parent->rb_left = child;
			if (child)
				__rb_set_parent(child, parent);
			next->rb_right = node->rb_right;
			__rb_set_parent(next->rb_right, next);
		}
		next->rb_left = node->rb_left;
		__rb_set_parent(next->rb_left, next);
		next->__rb_parent_color = node->__rb_parent_color;
		__rb_put(root, rb_parent(node), node, next);
	} else {
		child = node->rb_left ? node->rb_left : node->rb_right;
		parent = rb_parent(node);
		black = __rb_black(node);
		if (child)
			__rb_set_parent(child, parent);
		__rb_put(root, parent, node, child);
	}
	if (black)
		__rb_erase_color(root, child, parent);
}
static inline void rb_replace_node(struct rb_node *victim, struct rb_node *new, struct rb_root *root)
{
	*new = *victim;
	if (victim->rb_left)
		__rb_set_parent(victim->rb_left, new);
	if (victim->rb_right)
		__rb_set_parent(victim->rb_right, new);
	__rb_put(root, rb_parent(victim), victim, new);
}
`;

const walks = String.raw`
static inline struct rb_node *__rb_end(const struct rb_root *root, bool left)
{
	struct rb_node *node = root->rb_node;

	while (node && (left ? node->rb_left : node->rb_right))
		node = left ? node->rb_left : node->rb_right;
	return node;
}
static inline struct rb_node *rb_first(const struct rb_root *root)
{
	return __rb_end(root, true);
}
static inline struct rb_node *rb_last(const struct rb_root *root)
{
	return __rb_end(root, false);
}
static inline struct rb_node *__rb_step(const struct rb_node *node, bool forward)
{
	struct rb_node *at = forward ? node->rb_right : node->rb_left;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (at) {
		while (forward ? at->rb_left : at->rb_right)
			at = forward ? at->rb_left : at->rb_right;
		return at;
	}
	for (at = rb_parent(node); at && node == (forward ? at->rb_right : at->rb_left); at = rb_parent(at))
		node = at;
	return at;
}
static inline struct rb_node *rb_next(const struct rb_node *node)
{
	return __rb_step(node, true);
}
static inline struct rb_node *rb_prev(const struct rb_node *node)
{
	return __rb_step(node, false);
}
#if LINUX_SINCE(3, 12)
#define rb_entry_safe(ptr, type, member) ({ typeof(ptr) __found = (ptr); __found ? rb_entry(__found, type, member) : NULL; })
/* The first leaf that a walk meets which sees children before their parents. */
static inline struct rb_node *__rb_deepest(struct rb_node *node)
{
	while (node && (node->rb_left || node->rb_right))
		node = node->rb_left ? node->rb_left : node->rb_right;
	return node;
}
#define rb_first_postorder(root) __rb_deepest((root)->rb_node)
static inline struct rb_node *rb_next_postorder(const struct rb_node *node)
{
	struct rb_node *parent = node ? rb_parent(node) : NULL;

	return parent && node == parent->rb_left && parent->rb_right ? __rb_deepest(parent->rb_right) : parent;
}
#define rbtree_postorder_for_each_entry_safe(pos, n, root, field) \
	for (pos = rb_entry_safe(rb_first_postorder(root), typeof(*pos), field); \
	     pos && ({ n = rb_entry_safe(rb_next_postorder(&pos->field), typeof(*pos), field); 1; }); \
	     pos = n)
#endif
`;

const cached = String.raw`
#if LINUX_SINCE(4, 14)
#define rb_first_cached(root) ((root)->rb_leftmost)
static inline void rb_insert_color_cached(struct rb_node *node, struct rb_root_cached *root, bool leftmost)
{
	if (leftmost)
		root->rb_leftmost = node;
	rb_insert_color(node, &root->rb_root);
}
static inline struct rb_node *rb_erase_cached(struct rb_node *node, struct rb_root_cached *root)
{
	struct rb_node *leftmost = NULL;

	if (root->rb_leftmost == node)
		leftmost = root->rb_leftmost = rb_next(node);
	rb_erase(node, &root->rb_root);
	return leftmost;
}
static inline void rb_replace_node_cached(struct rb_node *victim, struct rb_node *new, struct rb_root_cached *root)
{
	if (root->rb_leftmost == victim)
		root->rb_leftmost = new;
	rb_replace_node(victim, new, &root->rb_root);
}
#endif
#if LINUX_SINCE(5, 12)
static inline bool __rb_add(struct rb_node *node, struct rb_root *root, bool (*less)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &root->rb_node, *parent = NULL;
	bool leftmost = true;

	while (*link) {
		parent = *link;
		if (less(node, parent))
			link = &parent->rb_left;
		else {
			link = &parent->rb_right;
			leftmost = false;
		}
	}
	rb_link_node(node, parent, link);
	return leftmost;
}
static inline void rb_add(struct rb_node *node, struct rb_root *tree, bool (*less)(struct rb_node *, const struct rb_node *))
{
	__rb_add(node, tree, less);
	rb_insert_color(node, tree);
}
static inline struct rb_node *rb_add_cached(struct rb_node *node, struct rb_root_cached *tree, bool (*less)(struct rb_node *, const struct rb_node *))
{
	bool leftmost = __rb_add(node, &tree->rb_root, less);

	rb_insert_color_cached(node, tree, leftmost);
	return leftmost ? node : NULL;
}
static inline struct rb_node *rb_find_add(struct rb_node *node, struct rb_root *tree, int (*cmp)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &tree->rb_node, *parent = NULL;

	while (*link) {
		int c = cmp(node, *link);

		parent = *link;
		if (c == 0)
			return parent;
		link = c < 0 ? &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(node, parent, link);
	rb_insert_color(node, tree);
	return NULL;
}
static inline struct rb_node *rb_find(const void *key, const struct rb_root *tree, int (*cmp)(const void *key, const struct rb_node *))
{
	struct rb_node *node = tree->rb_node;

	while (node) {
		int c = cmp(key, node);

		if (c == 0)
			return node;
		node = c < 0 ? node->rb_left : node->rb_right;
	}
	return NULL;
}
static inline struct rb_node *rb_find_first(const void *key, const struct rb_root *tree, int (*cmp)(const void *key, const struct rb_node *))
{
	struct rb_node *node = tree->rb_node, *match = NULL;

	while (node) {
		int c = cmp(key, node);

		if (c == 0)
			match = node;
		node = c <= 0 ? node->rb_left : node->rb_right;
	}
	return match;
}
static inline struct rb_node *rb_next_match(const void *key, struct rb_node *node, int (*cmp)(const void *key, const struct rb_node *))
{
	node = rb_next(node);
	return node && cmp(key, node) == 0 ? node : NULL;
}
#define rb_for_each(node, key, tree, cmp) for ((node) = rb_find_first((key), (tree), (cmp)); (node); (node) = rb_next_match((key), (node), (cmp)))
#endif
`;

export const TREES: Readonly<Record<string, string>> = {
  'linux/rbtree_types.h': types,
  'linux/rbtree.h': `${basics}${changes}${walks}${cached}`,
};
