/* A red-black tree as a driver keeps one: order, neighbours, removal, replacement, the cached smallest. */
#include <linux/module.h>
#include <linux/rbtree.h>
#include <linux/slab.h>

struct item {
	struct rb_node node;
	int key;
};
static struct rb_root tree = RB_ROOT;
static struct rb_root_cached queue = RB_ROOT_CACHED;
static struct item items[40], other;

static int insert(struct rb_root *root, struct item *new)
{
	struct rb_node **link = &root->rb_node, *parent = NULL;

	while (*link) {
		struct item *this = rb_entry(*link, struct item, node);

		parent = *link;
		if (new->key < this->key)
			link = &(*link)->rb_left;
		else if (new->key > this->key)
			link = &(*link)->rb_right;
		else
			return -EEXIST;
	}
	rb_link_node(&new->node, parent, link);
	rb_insert_color(&new->node, root);
	return 0;
}
static struct item *find(struct rb_root *root, int key)
{
	struct rb_node *n = root->rb_node;

	while (n) {
		struct item *this = rb_entry(n, struct item, node);

		if (key < this->key)
			n = n->rb_left;
		else if (key > this->key)
			n = n->rb_right;
		else
			return this;
	}
	return NULL;
}
static bool before(struct rb_node *a, const struct rb_node *b)
{
	return rb_entry(a, struct item, node)->key < rb_entry(b, struct item, node)->key;
}
static void show(const char *what, struct rb_root *root)
{
	char text[200];
	int n = 0;
	struct rb_node *p;

	for (p = rb_first(root); p; p = rb_next(p))
		n += scnprintf(text + n, sizeof(text) - n, " %d", rb_entry(p, struct item, node)->key);
	pr_info("%s:%s\n", what, n ? text : " nothing");
}
static int count(struct rb_root *root)
{
	struct item *i, *n;
	int found = 0;

	rbtree_postorder_for_each_entry_safe(i, n, root, node)
		found++;
	return found;
}

static int __init start(void)
{
	struct item *i;
	struct rb_node *p;
	int k, n = 0;

	pr_info("empty %d, first %d\n", RB_EMPTY_ROOT(&tree), rb_first(&tree) != NULL);
	for (k = 0; k < 24; k++) {
		items[k].key = k * 17 % 31;
		n += insert(&tree, &items[k]) == 0;
	}
	show("all", &tree);
	other.key = 17;
	pr_info("in %d, twice %d, root black %d\n", n, insert(&tree, &other), (int)(tree.rb_node->__rb_parent_color & 1));
	i = find(&tree, 17);
	pr_info("before %d after %d, first %d last %d\n", rb_entry(rb_prev(&i->node), struct item, node)->key,
		rb_entry(rb_next(&i->node), struct item, node)->key, rb_entry(rb_first(&tree), struct item, node)->key,
		rb_entry(rb_last(&tree), struct item, node)->key);
	pr_info("ends %d %d\n", rb_prev(rb_first(&tree)) == NULL, rb_next(rb_last(&tree)) == NULL);
	rb_replace_node(&i->node, &other.node, &tree);
	pr_info("replaced %d\n", find(&tree, 17) == &other);
	for (k = 0; k < 31; k += 3) {
		i = find(&tree, k);
		if (!i)
			continue;
		rb_erase(&i->node, &tree);
		RB_CLEAR_NODE(&i->node);
	}
	show("left", &tree);
	pr_info("postorder %d\n", count(&tree));
	while ((p = rb_first(&tree)) != NULL)
		rb_erase(p, &tree);
	show("gone", &tree);
	pr_info("clear %d\n", RB_EMPTY_NODE(&items[0].node));

	for (k = 0; k < 10; k++) {
		items[k].key = (k * 7 + 5) % 10;
		rb_add_cached(&items[k].node, &queue, before);
	}
	show("queue", &queue.rb_root);
	for (k = 0; k < 5; k++) {
		p = rb_first_cached(&queue);
		pr_info("take %d, %s\n", rb_entry(p, struct item, node)->key, p == rb_first(&queue.rb_root) ? "first" : "wrong");
		rb_erase_cached(p, &queue);
	}
	show("rest", &queue.rb_root);
	pr_info("none %d\n", RB_EMPTY_ROOT(&queue.rb_root));
	return 0;
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
