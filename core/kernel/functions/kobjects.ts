/**
 * Objects of the driver's own under /sys, and sets of them. Behaviour: lib/kobject.c. Not modelled: uevents, links, namespaces;
 * an object is in its set only by its place in the tree.
 */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { callPointer, value } from '../operations';
import type { Frame, Op } from '../operations';
import { kernelText } from '../platform';
import { addAttributes, addGroup, behind, groupsAt, makeDirectory, putDirectory } from './attributes';
import type { KernelFunction } from './declare';

const header = 'linux/kobject.h';
const ktypeOf = (k: KernelCore, kobject: number): number => k.memory.field('kobject', kobject, 'ktype');
const referencesOf = (k: KernelCore, kobject: number): number => k.memory.at('kobject', kobject, 'kref');
const ownKobject = (k: KernelCore, kset: number): number => k.memory.at('kset', kset, 'kobj');

function initialise(k: KernelCore, kobject: number, ktype: number): number {
  k.memory.setWord(referencesOf(k, kobject), 1);
  k.memory.setField('kobject', kobject, 'ktype', ktype);
  return 0;
}

/** The files that all objects of the type have. */
function addDefaults(k: KernelCore, kobject: number): number {
  const ktype = ktypeOf(k, kobject);
  const { kind, object, directory } = behind(k, kobject);
  if (ktype === 0) return 0;
  if (k.memory.has('kobj_type', 'default_attrs')) {
    const result = addAttributes(k, directory, kind, object, k.memory.field('kobj_type', ktype, 'default_attrs'));
    if (result < 0) return result;
  }
  if (!k.memory.has('kobj_type', 'default_groups')) return 0;
  for (const group of groupsAt(k, k.memory.field('kobj_type', ktype, 'default_groups'))) {
    const result = addGroup(k, directory, kind, object, group);
    if (result < 0) return result;
  }
  return 0;
}

function addToTree(k: KernelCore, kobject: number, parent: number, name: string): number {
  if (ktypeOf(k, kobject) === 0) {
    k.print(3, `kobject: '${name}' (${kobject.toString(16)}): tried to add an uninitialized object, something is seriously wrong.`);
    return -ERRNO.EINVAL;
  }
  const kset = k.memory.field('kobject', kobject, 'kset');
  const above = parent !== 0 ? parent : kset !== 0 ? ownKobject(k, kset) : 0;
  const path = `${above === 0 ? '/sys' : (behind(k, above).directory ?? '/sys')}/${name}`;
  k.memory.setField('kobject', kobject, 'name', kernelText(k, name));
  k.memory.setField('kobject', kobject, 'parent', above);
  if (k.sysfs.directories.some((one) => one.path === path)) {
    k.print(4, `sysfs: cannot create duplicate filename '${path}'`);
    return -ERRNO.EEXIST;
  }
  k.sysfs.addDirectory({ kobject, path, owner: k.owner });
  return addDefaults(k, kobject);
}

/** With the last reference the object goes; its type knows how. */
function drop(f: Frame, k: KernelCore): Op {
  const [kobject] = f.args;
  if (kobject === 0) return value(0);
  const ktype = ktypeOf(k, kobject);
  if (ktype === 0) return value(putDirectory(k, kobject));
  const left = k.memory.word(referencesOf(k, kobject)) - 1;
  k.memory.setWord(referencesOf(k, kobject), left);
  if (left > 0) return value(0);
  k.sysfs.removeDirectory(kobject);
  f.locals.name = k.memory.field('kobject', kobject, 'name');
  const release = k.memory.field('kobj_type', ktype, 'release');
  return release === 0 ? value(0) : callPointer(release, kobject);
}

function createSet(k: KernelCore, name: string, parent: number): number {
  const kset = k.slab.allocate(k.memory.sizeOf('kset'), k.owner);
  if (kset === 0) return 0;
  k.memory.zero(kset, k.memory.sizeOf('kset'));
  const kobject = ownKobject(k, kset);
  k.memory.setField('kobject', kobject, 'name', kernelText(k, name));
  k.sysfs.addDirectory({ kobject, path: `${parent === 0 ? '/sys' : (k.sysfs.directoryOf(parent)?.path ?? '/sys')}/${name}`, owner: k.owner });
  return kset;
}

function removeSet(k: KernelCore, kset: number): number {
  if (kset === 0) return 0;
  const kobject = ownKobject(k, kset);
  k.sysfs.removeDirectory(kobject);
  k.slab.release(k.memory.field('kobject', kobject, 'name'));
  k.slab.release(kset);
  return 0;
}

const row = (prototype: string, immediate: (k: KernelCore, args: readonly number[]) => number): KernelFunction => ({ prototype, header, sleeps: true, immediate });

export const KOBJECTS: readonly KernelFunction[] = [
  /** The value behind kernel_kobj: /sys/kernel. */
  row('struct kobject *__kernel_kobj(void)', (k) => k.sysfs.directories.find((one) => one.path === '/sys/kernel')?.kobject ?? makeDirectory(k, 'kernel', '/sys', '')),
  row('struct kobject *kobject_create_and_add(const char *name, struct kobject *parent)', (k, [name, parent]) => makeDirectory(k, k.memory.string(name), parent === 0 ? '/sys' : (behind(k, parent).directory ?? '/sys'), k.owner)),
  row('void kobject_init(struct kobject *kobj, const struct kobj_type *ktype)', (k, [kobject, ktype]) => initialise(k, kobject, ktype)),
  row('int kobject_add(struct kobject *kobj, struct kobject *parent, const char *fmt, ...)', (k, [kobject, parent, format, ...rest]) => addToTree(k, kobject, parent, k.format(format, rest))),
  row('int kobject_init_and_add(struct kobject *kobj, const struct kobj_type *ktype, struct kobject *parent, const char *fmt, ...)', (k, [kobject, ktype, parent, format, ...rest]) => {
    initialise(k, kobject, ktype);
    return addToTree(k, kobject, parent, k.format(format, rest));
  }),
  row('struct kobject *kobject_get(struct kobject *kobj)', (k, [kobject]) => {
    if (kobject !== 0) k.memory.setWord(referencesOf(k, kobject), k.memory.word(referencesOf(k, kobject)) + 1);
    return kobject;
  }),
  {
    prototype: 'void kobject_put(struct kobject *kobj)', header,
    steps: [
      { text: '', run: drop },
      { text: '', run: (f, k) => {
        k.slab.release(f.locals.name as number);
        return value(0);
      } },
    ],
  },
  row('void kobject_del(struct kobject *kobj)', (k, [kobject]) => {
    if (kobject !== 0) k.sysfs.removeDirectory(kobject);
    return 0;
  }),
  row('int kobject_uevent(struct kobject *kobj, enum kobject_action action)', () => 0),
  row('struct kset *kset_create_and_add(const char *name, const struct kset_uevent_ops *u, struct kobject *parent_kobj)', (k, [name, , parent]) => createSet(k, k.memory.string(name), parent)),
  row('void kset_unregister(struct kset *kset)', (k, [kset]) => removeSet(k, kset)),
];
