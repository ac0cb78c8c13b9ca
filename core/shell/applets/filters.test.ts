import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TestBench } from '../../kernel/test-bench';
import { utf8Bytes } from '../../kernel/utf8';
import { matches, parsePattern } from './pattern';

const bench = new TestBench();
bench.run('seq 12 > /tmp/numbers; echo "Alpha one" > /tmp/words; echo "beta two" >> /tmp/words; echo "alpha three" >> /tmp/words');

describe('filters', () => {
  it.each([
    ['head -n 2 /tmp/numbers', ['1', '2']],
    ['head -3 /tmp/numbers', ['1', '2', '3']],
    ['head -c 3 /tmp/numbers', ['1', '2']],
    ['tail -n 2 /tmp/numbers', ['11', '12']],
    ['tail -n +11 /tmp/numbers', ['11', '12']],
    ['tail -c 3 /tmp/numbers', ['12']],
    ['head -n 1 /tmp/numbers /tmp/words', ['==> /tmp/numbers <==', '1', '', '==> /tmp/words <==', 'Alpha one']],
    ['wc /tmp/numbers', ['       12        12        27 /tmp/numbers']],
    ['wc -l /tmp/numbers', ['12 /tmp/numbers']],
    ['grep alpha /tmp/words', ['alpha three']],
    ['grep -in "^alpha" /tmp/words', ['1:Alpha one', '3:alpha three']],
    ['grep -c -v t /tmp/words', ['1']],
    ['grep -E "one$|two$" /tmp/words', ['Alpha one', 'beta two']],
    ['grep -q nothing /tmp/words || echo none', ['none']],
    ['sort -nr /tmp/numbers | head -n 2', ['12', '11']],
    ['seq 3 -1 1', ['3', '2', '1']],
    ['xxd -l 18 /tmp/numbers', ['00000000: 310a 320a 330a 340a 350a 360a 370a 380a  1.2.3.4.5.6.7.8.', '00000010: 390a                                     9.']],
    ['xxd -p -s 3 -l 3 /tmp/numbers', ['0a330a']],
    ['head /tmp/nosuch', ['head: /tmp/nosuch: No such file or directory']],
    ['head', ['usage: head [-n LINES | -c BYTES] [FILE…]']],
    ['head -n x /tmp/words', ["head: invalid number 'x'"]],
    ['grep "[a" /tmp/words', ["grep: bad regex '[a': unmatched ["]],
    ['seq 1 0 3', ['seq: a step of 0 never ends']],
  ])('%s', (line, expected) => expect(bench.run(line)).toEqual(expected));

  it('pass on through pipes, with the status of the last', () => {
    expect(bench.run('cat /tmp/numbers | grep 1 | wc -l')).toEqual(['4']);
    expect(bench.run('false | true && echo well; true | false || echo badly')).toEqual(['well', 'badly']);
    expect(bench.run('false && cat /tmp/numbers | wc -l; echo after')).toEqual(['after']);
    expect(bench.run('wc -l < /tmp/numbers')).toEqual(['12']);
    expect(bench.run('cat /tmp/nosuch 2>&1 | wc -l')).toEqual(['1']);
    expect(bench.run('cat /tmp/nosuch 2>/tmp/errors; wc -l < /tmp/errors')).toEqual(['1']);
  });

  it('ask a device for no more than they show', () => {
    const made = new TestBench('linux-6.1');
    made.kernel.core.files.setContent('/root/endless.c', utf8Bytes(`#include <linux/module.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
static ssize_t give(struct file *file, char __user *to, size_t count, loff_t *at)
{
	pr_info("asked for %zu\\n", count);
	return clear_user(to, count) ? -EFAULT : count;
}
static const struct file_operations operations = { .owner = THIS_MODULE, .read = give };
static struct miscdevice unit = { .minor = MISC_DYNAMIC_MINOR, .name = "endless", .fops = &operations };
module_misc_device(unit);
MODULE_LICENSE("GPL");
`));
    expect(made.run('insmod endless.ko; head -c 5 /dev/endless | xxd -p')).toEqual(['0000000000']);
    expect(made.log.slice(-1)).toEqual(['asked for 5']);
    expect(made.run('dmesg | grep -c asked')).toEqual(['1']);
  });
});

describe('patterns', () => {
  const found = (pattern: string, line: string, kind: 'basic' | 'extended' | 'fixed' = 'basic'): boolean => {
    const parsed = parsePattern(pattern, kind);
    return !('error' in parsed) && matches(parsed, line);
  };

  it('are those of JavaScript where both have them', () => {
    const piece = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', 'a*', 'b*', '.*', 'a+', 'b?');
    fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), fc.boolean(), fc.boolean(), fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }), (pieces, start, end, line) => {
      const pattern = `${start ? '^' : ''}${pieces.join('')}${end ? '$' : ''}`;
      expect(found(pattern, line.join(''), 'extended')).toBe(new RegExp(pattern).test(line.join('')));
    }), { numRuns: 200 });
  });

  it('take signs for characters where they are such', () => {
    expect(found('a+', 'aa')).toBe(false);
    expect(found('a.b', 'axb', 'fixed')).toBe(false);
    expect(found('\\.c', 'x.c')).toBe(true);
    expect(found('[[:digit:]]x', '7x')).toBe(true);
    expect(found('(', 'x', 'extended')).toBe(false);
  });

  it('take no longer for patterns that are made to', () => {
    expect(found(`${'a*'.repeat(200)}b`, 'a'.repeat(2000))).toBe(false);
  });
});
