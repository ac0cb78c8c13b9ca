/** Files under /proc and debugfs, of modules in C. */
import { describe, expect, it } from 'vitest';
import { TestBench } from './test-bench';
import { utf8Bytes } from './utf8';

function bench(source: string, profile: string): TestBench {
  const made = new TestBench(profile);
  made.kernel.core.files.setContent('/root/mod.c', utf8Bytes(`#include <linux/module.h>\n#include <linux/kernel.h>\n#include <linux/proc_fs.h>\n#include <linux/seq_file.h>\n#include <linux/debugfs.h>\n#include <linux/uaccess.h>\n${source}\nmodule_init(start);\nmodule_exit(stop);\nMODULE_LICENSE("GPL");\n`));
  return made;
}

describe.each(['linux-4.x', 'linux-6.1'])('proc files on %s', (profile) => {
  const operations = (open: string, extra: string): string => profile === 'linux-4.x'
    ? `static const struct file_operations ops = { .owner = THIS_MODULE, .open = ${open}, .read = seq_read, .llseek = seq_lseek, ${extra.replaceAll('proc_', '')} };`
    : `static const struct proc_ops ops = { .proc_open = ${open}, .proc_read = seq_read, .proc_lseek = seq_lseek, ${extra} };`;

  it('show what one function prints, with their data', () => {
    const made = bench(`
static int level = 4;
static int acme_show(struct seq_file *m, void *v) { seq_printf(m, "level %d of %s\\n", level, (char *)m->private); seq_puts(m, "end"); seq_putc(m, '\\n'); return 0; }
static int acme_open(struct inode *inode, struct file *file) { return single_open(file, acme_show, ${profile === 'linux-4.x' ? 'PDE_DATA' : 'pde_data'}(inode)); }
static ssize_t acme_write(struct file *file, const char __user *buf, size_t count, loff_t *ppos) { if (kstrtoint_from_user_(buf, count, &level)) return -EINVAL; return count; }
${operations('acme_open', '.proc_write = acme_write, .proc_release = single_release')}
static struct proc_dir_entry *dir;
static int start(void) { dir = proc_mkdir("acme", NULL); if (!dir || !proc_create_data("state", 0644, dir, &ops, "front")) return -ENOMEM; return 0; }
static void stop(void) { remove_proc_entry("state", dir); remove_proc_entry("acme", NULL); }`.replace('static int level = 4;', `static int level = 4;
static int kstrtoint_from_user_(const char __user *buf, size_t count, int *to) { char text[16]; if (count > 15 || copy_from_user(text, buf, count)) return -EFAULT; text[count] = 0; return kstrtoint(text, 0, to); }`), profile);
    const before = made.kernel.core.slab.ownedBy('');
    expect(made.run('insmod mod.c')).toEqual([]);
    expect(made.run('cat /proc/acme/state; echo 9 > /proc/acme/state; cat /proc/acme/state; ls /proc/acme')).toEqual(['level 4 of front', 'end', 'level 9 of front', 'end', 'state']);
    expect(made.run('rmmod mod; cat /proc/acme/state')).toEqual(["cat: can't open '/proc/acme/state': No such file or directory"]);
    expect(made.rules()).toEqual([]);
    expect([made.kernel.core.slab.ownedBy('mod'), made.kernel.core.slab.ownedBy('')]).toEqual([0, before]);
  });

  it('walk a sequence', () => {
    const made = bench(`
static int numbers[] = { 3, 5, 8 };
static void *seq_first(struct seq_file *m, loff_t *pos) { return *pos < 3 ? &numbers[*pos] : NULL; }
static void *seq_following(struct seq_file *m, void *v, loff_t *pos) { ++*pos; return *pos < 3 ? &numbers[*pos] : NULL; }
static void seq_end(struct seq_file *m, void *v) { printk(KERN_INFO "stop\\n"); }
static int seq_one(struct seq_file *m, void *v) { seq_printf(m, "number %d\\n", *(int *)v); return 0; }
static const struct seq_operations walk = { .start = seq_first, .next = seq_following, .stop = seq_end, .show = seq_one };
static int acme_open(struct inode *inode, struct file *file) { return seq_open(file, &walk); }
${operations('acme_open', '.proc_release = seq_release')}
static int start(void) { return proc_create("acme", 0444, NULL, &ops) ? 0 : -ENOMEM; }
static void stop(void) { remove_proc_entry("acme", NULL); }`, profile);
    expect(made.run('insmod mod.c; cat /proc/acme; dd if=/proc/acme bs=7 count=2').slice(0, 5)).toEqual(['number 3', 'number 5', 'number 8', 'number 3', 'numbe']);
    expect(made.log.filter((line) => line === 'stop')).toHaveLength(3);
  });

  it('may be of debugfs', () => {
    const made = bench(`
static int acme_show(struct seq_file *m, void *v) { seq_printf(m, "%d\\n", *(int *)m->private); return 0; }
static int acme_open(struct inode *inode, struct file *file) { return single_open(file, acme_show, inode->i_private); }
static const struct file_operations fops = { .owner = THIS_MODULE, .open = acme_open, .read = seq_read, .release = single_release };
static int level = 6;
static struct dentry *dir;
static int start(void) { dir = debugfs_create_dir("acme", NULL); debugfs_create_file("level", 0444, dir, &level, &fops); return 0; }
static void stop(void) { debugfs_remove_recursive(dir); }`, profile);
    expect(made.run('insmod mod.c; cat /sys/kernel/debug/acme/level; rmmod mod; ls /sys/kernel/debug/acme')).toEqual(['6', 'ls: /sys/kernel/debug/acme: No such file or directory']);
    expect(made.rules()).toEqual([]);
  });
});
