/**
 * The red-black trees of linux/rbtree.h under random insertions, removals and replacements. After each the program looks
 * whether it is a search tree with sound links, without two red nodes in a row, and with as many black nodes on every path;
 * what it then holds, forwards, backwards and children first, is compared with a list that is kept beside it here.
 */
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../c/run-program';
import { Random } from '../../random';
import { headerText } from './text';

const header = (path: string): string => (headerText(path) ?? '').replace(/^#include.*$/gm, '');

const PROGRAM = `
#include <stddef.h>
#include <stdio.h>
#include <stdbool.h>
#define LINUX_SINCE(a, b) 1
#define READ_ONCE(x) (x)
#define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))
${header('linux/rbtree_types.h')}${header('linux/rbtree.h')}
enum { KEYS = 64 };
struct item { int key; struct rb_node node; };
static struct item items[2][KEYS];
static int copy[KEYS];
static struct rb_root_cached tree = RB_ROOT_CACHED;

#define KEY(n) (rb_entry(n, struct item, node)->key)
static bool less(struct rb_node *a, const struct rb_node *b)
{
	return KEY(a) < KEY(b);
}
/* Black nodes on each path below n; -1 when something is wrong. */
static int height(struct rb_node *n, struct rb_node *parent, int low, int high)
{
	if (!n)
		return 0;
	int left = height(n->rb_left, n, low, KEY(n)), right = height(n->rb_right, n, KEY(n), high);
	bool red = !(n->__rb_parent_color & 1), under_red = parent && !(parent->__rb_parent_color & 1);
	if (left < 0 || left != right || rb_parent(n) != parent || KEY(n) <= low || KEY(n) >= high || (red && (!parent || under_red)))
		return -1;
	return left + !red;
}
static bool visited[KEYS];
static bool seen(struct rb_node *n)
{
	return !n || visited[KEY(n)];
}
static void show(void)
{
	struct item *pos, *next;
	int children = 0;
	for (int k = 0; k < KEYS; k++)
		visited[k] = false;
	if (height(tree.rb_root.rb_node, NULL, -1, KEYS) < 0 || rb_first_cached(&tree) != rb_first(&tree.rb_root))
		printf("broken");
	for (struct rb_node *n = rb_first(&tree.rb_root); n; n = rb_next(n))
		printf(" %d", KEY(n));
	printf(" |");
	for (struct rb_node *n = rb_last(&tree.rb_root); n; n = rb_prev(n))
		printf(" %d", KEY(n));
	rbtree_postorder_for_each_entry_safe(pos, next, &tree.rb_root, node) {
		if (!seen(pos->node.rb_left) || !seen(pos->node.rb_right))
			printf(" before its children");
		visited[pos->key] = true;
		children++;
	}
	printf(" | %d\\n", children);
}
int main(void)
{
	static const struct { char what; int key; } steps[] = { STEPS };
	for (unsigned i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		int k = steps[i].key;
		struct item *item = &items[copy[k]][k];
		if (steps[i].what == '+') {
			item->key = k;
			rb_add_cached(&item->node, &tree, less);
		} else if (steps[i].what == '-')
			rb_erase_cached(&item->node, &tree);
		else {
			struct item *other = &items[copy[k] = !copy[k]][k];
			other->key = k;
			rb_replace_node_cached(&item->node, &other->node, &tree);
		}
		show();
	}
	return 0;
}
`;

/** Random steps, and what the tree must hold after each. */
function plan(seed: number, length: number, keys: number): { steps: string; expected: string } {
  const random = new Random(seed, 'rbtree');
  const held = new Set<number>();
  const steps: string[] = [];
  const lines: string[] = [];
  for (let i = 0; i < length; i++) {
    const key = random.below(keys);
    const what = !held.has(key) ? '+' : random.below(4) === 0 ? '=' : '-';
    if (what === '+') held.add(key);
    else if (what === '-') held.delete(key);
    steps.push(`{ '${what}', ${key} }`);
    const sorted = [...held].sort((a, b) => a - b);
    lines.push(`${sorted.map((k) => ` ${k}`).join('')} |${sorted.reverse().map((k) => ` ${k}`).join('')} | ${held.size}\n`);
  }
  return { steps: steps.join(', '), expected: lines.join('') };
}

function run(steps: string): string {
  const text = PROGRAM.replace('STEPS', steps);
  const result = runProgram({ files: { read: (path) => (path === 'tree.c' ? text : null) }, main: 'tree.c', includes: [], defines: [], args: [], target: 'arm', budget: 50_000_000, ramSize: 1 << 20 });
  return result.diagnostics + new TextDecoder().decode(result.stdout);
}

describe('red-black trees', () => {
  it.each([[1, 12], [2, 32], [3, 64], [4, 5]])('are sound after each of many random steps, seed %i, %i keys', (seed, keys) => {
    const { steps, expected } = plan(seed, 150, keys);
    expect(run(steps)).toBe(expected);
  });

  it('grow and shrink in order, from either end', () => {
    const up = Array.from({ length: 64 }, (_, k) => k);
    const steps = [...up.map((k) => `{ '+', ${k} }`), ...up.map((k) => `{ '-', ${k} }`), ...up.map((k) => `{ '+', ${63 - k} }`), ...up.map((k) => `{ '-', ${63 - k} }`)];
    const lines = run(steps.join(', ')).split('\n');
    expect(lines.filter((line) => /[a-z]/.test(line))).toEqual([]);
    expect([63, 127, 191, 255].map((i) => lines[i])).toEqual([` ${up.join(' ')} | ${up.toReversed().join(' ')} | 64`, ' | | 0', ` ${up.join(' ')} | ${up.toReversed().join(' ')} | 64`, ' | | 0']);
  });
});
