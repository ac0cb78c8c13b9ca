/** Guards and pointers that free themselves, as drivers for 6.5 and later write them. */
import { describe, expect, it } from 'vitest';
import { loadUnit } from '../unit-bench';

const PROFILE = 'linux-6.6';

const before = `
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
struct part { int n; struct part *next; };
static DEFINE_MUTEX(lock);
static DECLARE_RWSEM(gate);
static DEFINE_SPINLOCK(spin);
static int __maybe_unused under_lock(int n)
{
	guard(mutex)(&lock);
	if (n < 0)
		return -EINVAL;
	return mutex_is_locked(&lock) ? n : -1;
}
static int __maybe_unused part_by_part(void)
{
	int seen = 0;
	scoped_guard(mutex, &lock) {
		if (!mutex_is_locked(&lock))
			break;
		seen |= 1;
	}
	seen |= mutex_is_locked(&lock) ? 0 : 2;
	scoped_guard(spinlock_irqsave, &spin)
		seen |= irqs_disabled() ? 4 : 0;
	seen |= irqs_disabled() ? 0 : 8;
	scoped_guard(rwsem_write, &gate)
		seen |= rwsem_is_locked(&gate) ? 16 : 0;
	scoped_guard(irq)
		return irqs_disabled() ? seen | 32 : seen;
	return -1;
}
DEFINE_FREE(part, struct part *, if (_T) { pr_info("part %d goes\\n", _T->n); kfree(_T); })
static struct part __maybe_unused *make(int n, int fail)
{
	struct part *first __free(part) = kzalloc(sizeof(*first), GFP_KERNEL);
	char *scratch __free(kfree) = kmalloc(100, GFP_KERNEL), *plain = NULL;
	if (!first || !scratch || plain)
		return NULL;
	first->n = n;
	struct part *second __free(part) = kzalloc(sizeof(*second), GFP_KERNEL);
	if (!second)
		return NULL;
	second->n = n + 1;
	if (fail)
		return ERR_PTR(-EIO);
	first->next = no_free_ptr(second);
	return_ptr(first);
}`;

describe('guards', () => {
  it('hold a lock to the end of their scope, on every way out', () => {
    const body = '\tpr_info("%d %d %d\\n", under_lock(5), under_lock(-5), mutex_is_locked(&lock));\n\tpr_info("%d %d\\n", part_by_part(), irqs_disabled());';
    expect(loadUnit(body, { before, profile: PROFILE })).toEqual({ log: ['5 -22 0', '63 0'], rules: [] });
  });

  it('give back what was allocated, unless it is handed on', () => {
    const body = '\tstruct part *p = make(1, 0);\n\tpr_info("%d %d\\n", p->n, p->next->n);\n\tkfree(p->next);\n\tkfree(p);\n\tpr_info("%d\\n", IS_ERR(make(3, 1)));';
    expect(loadUnit(body, { before, profile: PROFILE })).toEqual({ log: ['1 2', 'part 4 goes', 'part 3 goes', '1'], rules: [] });
  });

  it('are not in versions before 6.5', () => {
    expect(() => loadUnit('', { before: '#include <linux/cleanup.h>' })).toThrow('not in Linux 6.1: it came with 6.5');
  });
});
